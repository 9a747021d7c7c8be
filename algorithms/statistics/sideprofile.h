// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! How the indices of several sides make one number.
enum class SideCombination
{
  //! Their mean: one high side makes up for a low one.
  mean,
  //! Their geometric mean: all sides must be high; one of 0 makes it 0.
  geometric
};

/**
 * Which side of a problem an area stands for: where victims live, where offenders live, where it happens. Sides are
 * numbered in the order of the columns.
 */
struct SideProfile
{
  //! Per area; missing when one of the sides is.
  std::vector<double> combined;
  //! Per side and area: its index ÷ the sum of the sides, 0 to 1, summing to 1: the place in the triangle of the sides.
  std::vector<std::vector<double>> share;
  //! The side with the largest share; noSide when there is none.
  std::vector<int> dominant;
  //! Share of the dominant side less that of the next one; 0 when they are equal.
  std::vector<double> margin;

  static constexpr int noSide = -1;
};

/**
 * Profiles \a indices: two or more sides with one index per area, 0 or more, 100 = city.
 *
 * An area in which a side is missing has no profile at all, because shares of fewer sides would not compare. Where all
 * sides are 0 the combined index is 0, and there are neither shares nor a dominant side. Sides of equal share: the
 * first dominates, with margin 0.
 * Throws std::invalid_argument with fewer than two sides, on different lengths and on negative values. Linear.
 */
SideProfile profileSides( const std::vector<Column> &indices, SideCombination combination );

} // namespace communitysafety::statistics
