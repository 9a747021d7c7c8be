// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

//! Proportions or rates drawn towards those of their districts; one value per area in every column.
struct ShrunkToDistrict
{
  std::vector<double> rate;
  //! The share (0 to 1) of each estimate that is the area's own, on the scale on which the two were mixed.
  std::vector<double> weightOnOwn;
};

/**
 * Shrinkage of small areas' proportions towards their district, as the English and Scottish indices of deprivation do
 * it: the mean of the two log odds, each counting by its precision.
 *
 * For r of n in the area, R of N in its district with k areas: m = ln((r + ½) / (n - r + ½));
 * s² = (n + 1)(n + 2) / (n (r + 1)(n - r + 1)); M = ln((R + ½) / (N - R + ½)); t² = Σ (m - M)² / (k - 1);
 * w = (1/s²) / (1/s² + 1/t²); m* = w m + (1 - w) M; result = e^m* / (1 + e^m*).
 *
 * \a district: one number per area, any from 0 up; a negative one means in no district. Such an area, and one that is
 * alone in its district, keeps its own proportion with weight 1. An area without population, or with a missing value,
 * is left out of its district and gets no estimate. All areas of a district alike (t² = 0): all get the district's.
 * Throws std::invalid_argument on different lengths, negative values and more events than population, naming the row.
 * O(n log n).
 *
 * Source: Scottish Indices of Deprivation 2003, appendix 1; The English Indices of Deprivation 2019, Technical report,
 * appendix on shrinkage. No official worked example is published: tested against the formula by hand.
 */
ShrunkToDistrict shrinkToDistrict( Column events, Column population, const std::vector<int> &district );

/**
 * The same aim for rates, where there may be more events than population: empiricalBayes() inside each district by
 * itself. \a district, missing values and errors as above, except that events may be more than the population.
 */
ShrunkToDistrict empiricalBayesByDistrict( Column events, Column population, const std::vector<int> &district );

} // namespace communitysafety::statistics
