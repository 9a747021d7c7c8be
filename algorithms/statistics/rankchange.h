// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/association.h"
#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! How the order of areas differs between two scores: two years, or two ways to build an index.
struct RankChange
{
  //! Rank in each score, 1 = highest, among the areas that have both; equal scores share the smallest rank.
  std::vector<double> before;
  std::vector<double> after;
  //! before - after: places up the list, positive = nearer to the top than before.
  std::vector<double> moved;
  //! Mean of |moved|.
  double meanShift = missing;
  //! Spearman's correlation of the scores.
  double spearman = missing;
  /**
   * How far the top sets agree: |both| / |either| (Jaccard), 1 = the same areas, 0 = none in common. Missing when no
   * area has both scores.
   */
  double stayedTop = missing;
  //! Areas with both scores.
  std::size_t compared = 0;
};

/**
 * Compares the ranks of two scores of the same areas, row by row.
 *
 * \a topShare: which share of the compared areas is the top set, above 0 to 1; ceil( share × areas ) of them, more when
 * equal scores stand at its end. 0.1 is the custom. An area without one of the scores takes no part and has missing
 * ranks.
 * Throws std::invalid_argument on different lengths and on a share outside its range. O(n log n).
 */
RankChange compareRanks( Column before, Column after, double topShare );

} // namespace communitysafety::statistics
