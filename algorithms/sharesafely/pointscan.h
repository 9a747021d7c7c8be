// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharesafely/releasefinding.h"

#include <qgsgeometry.h>

#include <QHash>

#include <vector>

namespace communitysafety::sharesafely
{

/**
 * Points as they pass by: do they lie on a grid as wide as the precision allowed, and how many share a position?
 *
 * The grid may begin anywhere, since centres of cells and a change of the reference system move it: the remainder of
 * the coordinates that most points share, to a metre, is its beginning. Four points or fewer must lie on whole or half
 * multiples of the precision, because any few points have some grid.
 */
class PointScan
{
public:
  //! \param precision in metres; 0: points are not judged
  explicit PointScan( double precision ) : mPrecision( precision ) {}

  //! REQUIRES: in metres.
  void add( const QgsGeometry &geometry );

  //! \param fewest records that a position should have; 0: positions are not judged
  std::vector<Finding> findings( qint64 fewest ) const;

private:
  qint64 pointsOffTheGrid() const;
  qint64 pointsOffWholeMultiples() const;

  double mPrecision;
  qint64 mPoints = 0;
  //! Points by the remainder of their coordinates, in metres.
  QHash<QPair<int, int>, qint64> mRemainders;
  //! Points by position, in metres.
  QHash<QPair<qint64, qint64>, qint64> mPositions;
};

} // namespace communitysafety::sharesafely
