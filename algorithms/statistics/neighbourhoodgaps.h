// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gaptrend.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! The years between which neighbourhoods are compared one by one.
struct ComparedYears
{
  //! Those that had no say in the choice of the places, ascending; used when there are two or more.
  std::vector<std::size_t> others;
  //! Else those of the choice, pooled, against those after them, pooled; either may be empty.
  std::vector<std::size_t> chosen;
  std::vector<std::size_t> later;
  //! What the choice alone makes of the ratio of all neighbourhoods together, later over chosen.
  double expectedFactor = 1;
  //! No verdict is given: the places look as if they were chosen by these counts, but it is not said on which years.
  bool isChoiceUnknown = false;
};

//! One neighbourhood against the rest of the city, of which the other neighbourhoods are no part.
struct NeighbourhoodGap
{
  std::vector<Gap> byYear;
  GapChange verdict = GapChange::cannotTell;
  GapDoubt doubt = GapDoubt::tooFewYears;
  //! The ratio in the first and the last of the years that are compared; where those of the choice are held against
  //! the later ones, of both pooled.
  double first = missing;
  double last = missing;
  //! The factor of the ratio over these years, with limits of confidence 1 - significance.
  GapFigure change;
  //! Two-sided, that the change comes from chance (and the choice).
  double p = missing;
  //! The share of those called changed up to here that are expected to be unchanged.
  double q = missing;
};

/**
 * How the gap of each neighbourhood moves, with the many that are looked at allowed for.
 *
 * Over years outside the choice: gapTrend() of the ratio. From the years of the choice to those after: ln (later ÷
 * chosen) against the expected fall of all together. A single neighbourhood falls less or more than all, so any fall
 * from none to twice the expected one (in ln) counts as expected; the variance is the sum of both years' 1 /
 * independent events inside and outside. Changed: p ≤ significance and q ≤ 0.05 (see falseDiscoveryRate()); with the
 * first alone cannotTell (changeTooSmallToSee). Unchanged as in gapTrend().
 *
 * φ is that of \a counts. Streams that the neighbourhood cannot be compared in are left out of its sums.
 * \a confidence: of the limits of the years. Throws as gapTrend(). Linear.
 */
std::vector<NeighbourhoodGap> gapsOfNeighbourhoods( const GapCounts &counts, const ComparedYears &years,
                                                    double confidence = 0.95, const GapTrendOptions &options = {} );

} // namespace communitysafety::statistics
