// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * How often chance alone gives as much as was found, in each area and at both ends.
 *
 * What equals the finding counts at both ends, so that the two add up to more than 1 by the probability of a tie: with
 * sparse counts that is what keeps each end from calling more areas significant than it may. Missing where nothing was
 * tested.
 */
struct TailProbabilities
{
  //! The probability of as much or more.
  std::vector<double> high;
  //! The probability of as much or less.
  std::vector<double> low;

  //! For findings in either direction: twice the smaller of the two, at most 1.
  std::vector<double> twoSided() const;
};

//! The tails of the standard normal distribution; a missing z has none. Linear.
TailProbabilities normalTails( Column z );

} // namespace communitysafety::statistics
