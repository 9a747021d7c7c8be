// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/compat.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsfields.h>
#include <qgsrectangle.h>

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

class QgsProcessingFeatureSource;
class QgsVectorLayer;

namespace communitysafety::base
{

class Run;

/**
 * One input of an algorithm. Knows its name for the user's sentences, and enters what was read, with a hash of it, into
 * the run's record. May be read from a background thread.
 */
class Source
{
public:
  //! What to read of each feature. Attributes that are not asked for are left null.
  struct Reading
  {
    QgsAttributeList attributes;
    //! DEFAULT: with geometry.
    bool geometry = true;
    //! Geometries are transformed to it when valid; one that cannot be transformed arrives without geometry.
    QgsCoordinateReferenceSystem crs;
    //! The part of the progress bar that the reading may use.
    double progressFrom = 0;
    double progressTo = 0;
    //! DEFAULT: entered in the run's record. Not for a first look at what is read once more afterwards.
    bool isRecorded = true;
  };
  using Visitor = std::function<void( const QgsFeature &feature, qint64 row )>;

  //! \param parameter the parameter that names this input, for the record
  Source( const QString &parameter, std::unique_ptr<QgsProcessingFeatureSource> source );
  //! REQUIRES: called in the thread that owns \a layer.
  Source( const QString &parameter, QgsVectorLayer &layer );

  //! What the user calls it.
  const QString &name() const { return mName; }

  /**
   * The table of the GeoPackage or database, or the base name of the file, behind it: unlike the name of a layer this
   * is the same in the toolbox, in a model and on the command line. Empty when it cannot be told.
   */
  const QString &tableName() const { return mTableName; }

  const QgsFields &fields() const { return mFields; }
  const QgsCoordinateReferenceSystem &crs() const { return mCrs; }
  QgsRectangle extent() const { return mExtent; }
  qint64 featureCount() const { return mFeatureCount; }
  //! False for a plain table, for instance a CSV file.
  bool hasGeometry() const { return mHasGeometry; }
  bool hasPolygons() const { return mHasPolygons; }

  /**
   * The index of \a field, whatever its capitals. Throws QgsProcessingException naming the layer, the field and the
   * nearest valid name.
   */
  int fieldIndex( const QString &field ) const;

  //! Throws QgsProcessingException when the layer has no coordinate reference system.
  void requireCrs() const;

  //! Throws QgsProcessingException when the layer has no features.
  void requireFeatures() const;

  /**
   * The different texts in \a field, sorted, blanks around them and empty ones left out; throws statistics::Cancelled.
   * Not entered in the record, because nothing of it reaches a result.
   */
  QStringList distinctTexts( const Run &run, const QString &field ) const;

  //! Visits every feature in the order of the layer, rows counted from 1; throws statistics::Cancelled.
  void forEach( Run &run, const Reading &reading, const Visitor &visit ) const;

private:
  QString mParameter;
  QString mName;
  QString mTableName;
  QgsFields mFields;
  QgsCoordinateReferenceSystem mCrs;
  QgsRectangle mExtent;
  qint64 mFeatureCount = 0;
  bool mHasGeometry = false;
  bool mHasPolygons = false;
  std::function<QgsFeatureIterator( const QgsFeatureRequest & )> mFeatures;
};

//! The text of a column without the blanks around it; empty where \a column is negative, so that there is none.
QString textIn( const QgsFeature &record, int column );

} // namespace communitysafety::base
