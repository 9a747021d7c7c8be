// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/rejects.h"
#include "base/source.h"

#include <qgscoordinatetransform.h>

#include <QHash>

#include <optional>

namespace communitysafety::base
{

class Run;

//! Where one record lies, or why that cannot be told.
struct RecordPlace
{
  //! Row of the area, or AreaLocator::nowhere.
  int area = AreaLocator::nowhere;
  //! A position was given and can be read, whether or not it lies in an area.
  bool hasPosition = false;
  //! In the system of the areas; only with hasPosition.
  QgsPointXY position;
  //! Why the record cannot be counted; nothing for a record in an area.
  std::optional<RejectReason> problem;
  //! The offending coordinates, where the reason may show them.
  QString value;

  //! Books the record as rejected. REQUIRES: a problem.
  void reject( RejectLedger &ledger, const QString &source, qint64 row, const QString &id ) const;
};

//! "406600, 286900", with ten digits each: a pair of coordinates among the rejects.
QString coordinateText( double x, double y );

/**
 * Finds the area of each record of one source, by its point, or in a plain table by its columns easting and northing
 * (British National Grid) or longitude and latitude (WGS 84). Coordinates in text are parsed strictly.
 *
 * Coordinates of 0, 0 are refused as they stand in the source: in another system they would be somewhere else. The
 * answers of many distinct positions are remembered, because many sources move their points to a few map points;
 * memory does not grow with the records.
 */
class RecordPlaces
{
public:
  //! Throws QgsProcessingException when \a source has neither points with a reference system nor such columns.
  static void requirePositions( const Source &source );

  //! \a areas and \a locator must outlive it. REQUIRES: requirePositions().
  RecordPlaces( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator );

  //! The columns to read; none where the source has points.
  QgsAttributeList attributes() const { return mColumns; }

  RecordPlace of( const QgsFeature &feature );

private:
  RecordPlace ofGeometry( const QgsGeometry &geometry );
  RecordPlace ofColumns( const QgsFeature &feature );
  RecordPlace at( double x, double y );
  RecordPlace locate( double x, double y ) const;

  const AreaLocator &mLocator;
  QgsAttributeList mColumns;
  QgsCoordinateTransform mTransform;
  QHash<QPair<double, double>, RecordPlace> mKnown;
};

} // namespace communitysafety::base
