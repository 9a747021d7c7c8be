// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "qgistest.h"

#include <qgsgeometry.h>

#include <QFile>
#include <QSet>
#include <QTemporaryDir>

using namespace communitysafety::test;

//! A folder with the tables of one test.
class IncidentFiles
{
public:
  QString path( const QString &name ) const { return mFolder.filePath( name ); }

  QString put( const QString &name, const QByteArray &content ) const
  {
    QFile file( path( name ) );
    if ( !file.open( QIODevice::WriteOnly ) || file.write( content ) != content.size() )
      qFatal( "cannot write %s", qPrintable( name ) );
    return path( name );
  }

  //! Runs prepareincidents on the file \a input with both layers asked for.
  static RunResult prepareFile( const QString &input, QVariantMap parameters )
  {
    parameters.insert( QStringLiteral( "INPUT" ), input );
    for ( const char *output : { "OUTPUT", "REJECTS" } )
      if ( !parameters.contains( QString::fromLatin1( output ) ) )
        parameters.insert( QString::fromLatin1( output ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "prepareincidents" ), parameters );
  }

  //! The same on a CSV file with \a content.
  RunResult prepare( const QByteArray &content, const QVariantMap &parameters )
  {
    return prepareFile( put( QStringLiteral( "records%1.csv" ).arg( ++mNumber ), content ), parameters );
  }

  //! All that stands in a layer.
  static QString textOf( const RunResult &result, const QString &output )
  {
    return sortedRows( *result.layer( output ) ).join( '\n' );
  }

private:
  QTemporaryDir mFolder;
  int mNumber = 0;
};

//! read = used + rejected, in the numbers and in the layers.
inline void checkBooks( const RunResult &result )
{
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ),
            result.number( QStringLiteral( "N_USED" ) ) + result.number( QStringLiteral( "N_REJECTED" ) ) );
  QCOMPARE( double( result.layer()->featureCount() ), result.number( QStringLiteral( "N_USED" ) ) );
  QCOMPARE( double( result.layer( QStringLiteral( "REJECTS" ) )->featureCount() ),
            result.number( QStringLiteral( "N_REJECTED" ) ) );
}

inline QString listOf( const RunResult &result, const QString &field,
                       const QString &output = QStringLiteral( "OUTPUT" ) )
{
  QStringList all;
  for ( const QVariant &value : values( *result.layer( output ), field ) )
    all << value.toString();
  return all.join( QStringLiteral( "; " ) );
}

inline QString reasons( const RunResult &result )
{
  return listOf( result, QStringLiteral( "reason" ), QStringLiteral( "REJECTS" ) );
}

inline QSet<QString> toSet( const QVariantList &values )
{
  QSet<QString> texts;
  for ( const QVariant &value : values )
    texts.insert( value.toString() );
  return texts;
}

inline bool hasWarning( const RunResult &result, const QString &words )
{
  return result.feedback->warnings.join( '\n' ).contains( words );
}

//! The point of the first incident.
inline QgsPointXY pointOf( const RunResult &result )
{
  QgsFeature first;
  QgsFeatureIterator features = result.layer()->getFeatures();
  return features.nextFeature( first ) ? first.geometry().asPoint() : QgsPointXY();
}
