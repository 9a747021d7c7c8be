// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>

namespace communitysafety::statistics
{

//! How much of an index one of its indicators explains, whatever its weight was meant to be.
struct Importance
{
  /**
   * First-order sensitivity (Pearson's correlation ratio) S = Var( E[ index | indicator ] ) / Var( index ), 0 to 1: the
   * share of the index's variance that would go if the indicator could be held fixed.
   */
  double share = missing;
  //! The same for a straight line: the squared correlation. Below the share where the relation is bent.
  double linearShare = missing;
  //! Areas with both values.
  std::size_t areas = 0;
};

/**
 * Importance of an \a indicator in an \a index: weights are exchange rates between indicators and not what these
 * contribute; an indicator that is correlated with others counts for more than its weight, one of little variance for
 * less.
 *
 * E[ index | indicator ] is a local-linear regression with a Gaussian kernel; its bandwidth is the one of a geometric
 * series from 2 % of the range to the whole range, and the straight line, with the smallest error when each area is
 * predicted from the others. Areas with equal values count as one point with their number; beyond 400 different values
 * they are gathered in 400 steps of equal number.
 *
 * Columns of equal length, any units. Missing share where fewer than three areas have both values or one of the columns
 * is constant. Throws std::invalid_argument on different lengths. O(areas log areas), and a fixed 20 × 400² at most.
 *
 * Source: Paruolo, Saisana and Saltelli 2013, Ratings and rankings: voodoo or science?, JRSS A 176; Becker, Saisana,
 * Paruolo and Vandecasteele 2017. Laws are tested; no program's printed values were at hand.
 */
Importance importance( Column indicator, Column index );

} // namespace communitysafety::statistics
