// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <vector>

namespace communitysafety::statistics
{

/**
 * Jaccard index of two sets of cells: cells in both / cells in either; 1 = the same set, 0 = no common cell.
 *
 * One value per cell and set, in the same order. Two empty sets share nothing that could be compared: the result is
 * missing. Throws std::invalid_argument on different lengths. Linear.
 */
double jaccardIndex( const std::vector<bool> &a, const std::vector<bool> &b );

//! A region of now that continues a region of before.
struct RegionMatch
{
  int now = 0;
  int before = 0;
  double jaccard = 0;
};

/**
 * Which regions of now continue which regions of before, one to one: the pair with the largest Jaccard index first,
 * then the largest among the regions left, and so on; ties by the lowest number of now, then of before.
 *
 * \a now, \a before: region number of each cell, the same cells in the same order; 0 = in no region.
 * \a minimumJaccard [0.25]: 0 to 1; pairs below are no continuation. 0 = one common cell is enough, 1 = only the very
 * same cells. Returned in the order of \a now's numbers; regions without a match are absent. Throws
 * std::invalid_argument on different lengths, a negative number or a minimum outside 0 to 1. O(cells log regions).
 */
std::vector<RegionMatch> bestMatches( const std::vector<int> &now, const std::vector<int> &before,
                                      double minimumJaccard = 0.25 );

} // namespace communitysafety::statistics
