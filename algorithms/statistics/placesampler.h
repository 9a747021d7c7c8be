// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/randomstream.h"

#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Draws places with probabilities in proportion to their weights; many draws make a multinomial map.
 *
 * Weights: 0 or more, any unit; a place with weight 0 or a missing one is never drawn. Building is linear in the places
 * and a draw takes constant time on average, so that a map of C incidents on n places costs O(n + C).
 * Throws std::invalid_argument on a negative or infinite weight and when no weight is above 0.
 *
 * Source: indexed search, Devroye 1986, Non-uniform random variate generation, section III.2.4; chosen over the alias
 * method because a map with drawn rates needs a new table, and this one is built in a single pass.
 */
class PlaceSampler
{
public:
  explicit PlaceSampler( Column weights );

  std::uint32_t operator()( RandomStream &stream ) const;

private:
  //! Sums of the weights up to and with each place.
  std::vector<double> mCumulated;
  //! For each of n equal steps of the sum, the first place that can be meant.
  std::vector<std::uint32_t> mGuide;
};

} // namespace communitysafety::statistics
