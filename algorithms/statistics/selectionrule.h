// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gapcounts.h"
#include "statistics/neighbours.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace communitysafety::statistics
{

/**
 * How places were chosen, to be done again on simulated counts.
 *
 * \a counts: one column per stream that can be compared (see GapCounts), in their order, with the counts of all places
 * in the years of the choice, pooled; 0 where absent. Sets \a selected, which comes with one false per place. Called
 * from several threads at the same time.
 */
using SelectionRule =
  std::function<void( const std::vector<std::vector<double>> &counts, std::vector<bool> &selected )>;

/**
 * The places with the highest rates, until they hold \a share (above 0, below 1) of the exposure of the first stream.
 *
 * Rate of a place: Σ w O / E over the streams, of events and exposure of the place and its neighbours together, that
 * sum taken \a smoothing times: 0 = each place by itself, as by a map of cells; 1 or 2 = patches, as neighbourhoods
 * are drawn. \a exposures: one column per stream, 0 where absent. Ties by the order of the places. Copies what it is
 * given. Throws std::invalid_argument on a share out of range and different lengths. O(places × (log places + streams ×
 * smoothing × neighbours)) a choice.
 */
SelectionRule highestRates( std::vector<std::vector<double>> exposures, std::vector<double> weights, double share,
                            Neighbours neighbours, std::size_t smoothing );

struct FittedRule
{
  SelectionRule rule;
  std::size_t smoothing = 0;
  //! Exposure of the places that both the rule and the real choice have, over that of those that either has; 0 to 1.
  double overlap = 0;
};

/**
 * The highestRates() that comes nearest to the choice that was made, for choices by a method that takes too long to be
 * repeated: the smoothing from 0 to \a largestSmoothing with the best overlap when applied to the counts of the years
 * \a chosenOn, with the share of the exposure that the neighbourhoods hold. A small overlap (below a third, say) tells
 * that the places were not chosen by these counts; then a fall by selection is not to be expected.
 * Throws std::invalid_argument as GapCounts, on different lengths and when no year or no stream is left.
 */
FittedRule closestRule( const std::vector<GapStream> &streams, const std::vector<int> &neighbourhood,
                        const std::vector<bool> &chosenOn, const Neighbours &neighbours,
                        std::size_t largestSmoothing = 3 );

} // namespace communitysafety::statistics
