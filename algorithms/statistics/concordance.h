// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

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
struct ContinuedRegion
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
std::vector<ContinuedRegion> bestMatches( const std::vector<int> &now, const std::vector<int> &before,
                                          double minimumJaccard = 0.25 );

//! The ground that a region of now and a region of before have in common.
struct CommonGround
{
  int now = 0;
  int before = 0;
  double area = 0;
};

/**
 * The same rule for regions whose outlines need not be made of the same cells: Jaccard index = common area / (area now
 * + area before - common area).
 *
 * \a common: any order; numbers from 1; pairs without common ground are left out. \a areaNow, \a areaBefore: area of
 * regions 1, 2, ..., in one unit. Throws std::invalid_argument when a number is unknown, a pair is given twice, an area
 * is not above 0 or the minimum is outside 0 to 1.
 */
std::vector<ContinuedRegion> bestMatches( const std::vector<CommonGround> &common, Column areaNow, Column areaBefore,
                                          double minimumJaccard = 0.25 );

} // namespace communitysafety::statistics
