// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/rejects.h"

#include <qgscoordinatetransform.h>
#include <qgsgeometry.h>
#include <qgspointxy.h>

#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

class QgsGeometryEngine;

namespace communitysafety::base
{

//! What two coordinate texts say.
struct PolicePosition
{
  std::optional<RejectReason> fault; //!< Why there is no usable position; the study area plays no part
  QgsPointXY point;                  //!< British National Grid; only without a fault
  bool isInside = true;              //!< In the study area, or near enough to it
};

/**
 * Reads coordinate texts of street files into points of the British National Grid. The answer is kept for every
 * distinct pair: the incidents of a large city lie on a few thousand map points, so that neither the transformation
 * nor the study area costs anything however many there are.
 */
class PolicePositions
{
public:
  explicit PolicePositions( const QgsCoordinateTransformContext &transformContext );
  ~PolicePositions();

  /**
   * From now on points farther than \a tolerance (metres) outside \a area are not inside. 0 keeps to the outline.
   * REQUIRES: called before the first at().
   */
  void limitTo( const QgsGeometry &area, double tolerance );

  //! \param inDegrees x is the longitude and y the latitude, else easting and northing
  PolicePosition at( const QString &x, const QString &y, bool inDegrees );

  //! Number of different usable points so far.
  qint64 distinctPoints() const;

private:
  PolicePosition read( const QString &x, const QString &y, bool inDegrees ) const;
  PolicePosition located( const QgsPointXY &written, bool inDegrees ) const;
  bool isInside( const QgsPointXY &point ) const;

  QgsCoordinateTransform mToGrid;
  QgsGeometry mArea;
  std::unique_ptr<QgsGeometryEngine> mAreaEngine;
  double mTolerance = 0;
  QHash<QString, PolicePosition> mKnown;
};

} // namespace communitysafety::base
