// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/hashsample.h"

#include <qgspointxy.h>

#include <map>
#include <vector>

namespace communitysafety::base
{

/**
 * Which of the anonymous map points of police.uk are in use in which month. The whole set of them is replaced now and
 * then: incidents of one street then lie some metres elsewhere, and single cells rise and fall without any crime having
 * moved. Of a country only one point in some dozens is looked at, so that memory does not grow with the records.
 */
class MapPoints
{
public:
  //! Notes an incident of \a month, as monthNumber() counts them.
  void add( const QgsPointXY &point, int month );

  /**
   * The months, in ascending order, with which a new set begins: fewer than one in ten of their points were in use in
   * any month before, although points do recur from month to month (three in ten or more of the next month's points are
   * points of theirs; of the last month, of the one before and its own predecessor). Months of fewer than fifty points
   * are not judged.
   */
  std::vector<int> renewals() const;

private:
  using Points = HashSample::Hashes;

  void thin();
  bool recurAround( std::map<int, Points>::const_iterator month ) const;

  std::map<int, Points> mPointsOfMonth;
  std::size_t mKept = 0;
  int mLevel = 0; //!< Of the points, one in 2 to the power of it is kept
};

} // namespace communitysafety::base
