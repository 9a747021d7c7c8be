// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharedfile.h"

#include <qgsfeature.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <QTest>
#include <QVariantMap>

#include <functional>
#include <memory>

namespace communitysafety::test
{

//! Starts QGIS without a display, with our provider registered, for as long as a test program runs.
class QgisSession
{
public:
  QgisSession( int &argc, char **argv );
  ~QgisSession();

private:
  std::unique_ptr<QgsApplication> mApplication;
};

//! Feedback that keeps what it was told and can cancel when the progress reaches a given percentage.
class RecordingFeedback : public QgsProcessingFeedback
{
public:
  explicit RecordingFeedback( double cancelAt = 1000.0 );

  void pushInfo( const QString &info ) override { infos << info; }
  void pushWarning( const QString &warning ) override { warnings << warning; }
  void reportError( const QString &error, bool fatal = false ) override;

  //! All that was said, for a message when a test fails.
  QString everything() const { return ( infos + warnings + errors ).join( '\n' ); }

  QStringList infos, warnings, errors;
  double highestProgress = 0;
};

//! What one run of an algorithm gave.
struct RunResult
{
  bool succeeded = false;
  //! The sentence with which it refused.
  QString error;
  QVariantMap results;
  std::shared_ptr<QgsProcessingContext> context;
  std::shared_ptr<RecordingFeedback> feedback;

  //! An output layer, null when there is none.
  QgsVectorLayer *layer( const QString &output = QStringLiteral( "OUTPUT" ) ) const;
  double number( const QString &output ) const { return results.value( output ).toDouble(); }
};

//! Runs `communitysafety:<id>` as the toolbox would. Outputs not named in \a parameters are not asked for.
RunResult run( const QString &id, const QVariantMap &parameters, double cancelAt = 1000.0 );

/**
 * A memory layer from rows of `WKT; value; value...`.
 * \param definition as a memory provider's URI, for instance `Polygon?crs=EPSG:27700&field=id:string`
 */
std::unique_ptr<QgsVectorLayer> memoryLayer( const QString &definition, const QString &name, const QStringList &rows );

//! Values of one field, in the order of the layer.
QVariantList values( const QgsVectorLayer &layer, const QString &field );

//! All rows as text, sorted: what must be equal when two layers say the same.
QStringList sortedRows( const QgsVectorLayer &layer );

} // namespace communitysafety::test

//! The main function of a test program that needs QGIS.
#define COMMUNITYSAFETY_TEST_MAIN( TestClass )                                                                         \
  int main( int argc, char *argv[] )                                                                                   \
  {                                                                                                                    \
    communitysafety::test::QgisSession session( argc, argv );                                                          \
    TestClass test;                                                                                                    \
    return QTest::qExec( &test, argc, argv );                                                                          \
  }
