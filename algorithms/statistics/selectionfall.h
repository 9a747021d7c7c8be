// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gaptrend.h"
#include "statistics/progress.h"
#include "statistics/selectionrule.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

struct SelectionFallOptions
{
  //! DEFAULT: p to 0.01 at the level of significance. REQUIRES 99 or more.
  std::size_t runs = 999;
  std::uint64_t seed = 1;
  //! 0: all cores.
  unsigned threads = 0;
  //! The fall is known to this part of itself (of its logarithm), 0 to 1: the rates of real cities are not quite those
  //! that are drawn. 0: the simulation is taken at its word.
  double tolerance = 0.2;
  //! When the change is told, as for the trend.
  GapTrendOptions trend;
};

/**
 * The fall that comes from the choice alone, and what is left when it is allowed for.
 *
 * Factors are of the ratio inside ÷ outside, later over then: 1 = as it was, 0.8 = a fifth lower.
 */
struct SelectionFall
{
  GapChange verdict = GapChange::cannotTell;
  GapDoubt doubt = GapDoubt::tooFewYears;
  //! The ratio in the years of the choice, pooled, and in the years after them.
  GapFigure then;
  GapFigure later;
  double observedFactor = missing;
  //! What no change gives: the median and between which limits (confidence 1 - significance).
  GapFigure expectedFactor;
  //! Observed ÷ expected factor, with limits from the same runs and the tolerance: the change that the choice does not
  //! explain.
  GapFigure beyondSelection;
  //! Two-sided, that the observed factor comes from the choice and chance alone: the largest p over all falls that the
  //! tolerance allows.
  double p = missing;
  //! Per year, the ratio that no change would give, with limits as above; missing in the years of the choice.
  std::vector<GapFigure> expectedRatio;
  //! The simulated factors, ascending, one per run that gave one.
  std::vector<double> simulatedFactors;
};

/**
 * Simulates what becomes of places that were chosen because they were high, when nothing changes.
 *
 * In each run the rates of all places are drawn from what the counts of the years of the choice tell about them (see
 * MultiscaleRates), each stream by itself; they stay the same in all years but for what moves the whole city, which is
 * taken as it was: a count of a place is expected to be rate × exposure × the city's rate of that year. Counts are
 * negative binomial with variance φ × mean, for later years summed over the places.
 * Counts of the years of the choice are drawn as well, places are chosen anew by \a rule, and the factor of a run
 * compares their later ratio with the one they were chosen by. The rule matters: cells picked one by one fall further
 * than patches. Where the real one cannot be repeated a thousand times, closestRule() gives one like it.
 *
 * \a chosenOn: per year whether the places were chosen on it. Later years are those after the last of them, pooled;
 * years before it get an expected ratio for the chart but no say in the verdict. None chosen on, or none after: doubt
 * tooFewYears (in the second case with expectedRatio). tooFewEvents as in gapTrend().
 * Verdict as there: changed when p ≤ significance, unchanged when the change that matters would be found with a power
 * of 80 % (of the ratio to be expected later). It is about the ratio.
 * \a x, \a y: centres of the places, in metres.
 *
 * The same seed gives the same result on any number of threads. O(runs × places × streams): 17,000 cells, 6 streams and
 * 999 runs take about a quarter of a minute on two cores.
 * Throws std::invalid_argument as GapCounts, on different lengths, an empty rule and options out of range, what the
 * rule throws, and Cancelled.
 *
 * Limits. Rates that drift from year to year fall further than this tells. At φ of 5 and six events per cell and year
 * the fall of patches is put at 8 % where it is 5 %, hence the tolerance. Where many events recur year after year at
 * one spot, φ between years does not see them, and rightly so: they do not fall.
 * Source: Galton 1886 for regression to the mean; Barnett, van der Pols and Dobson 2005, Regression to the mean: what
 * it is and how to deal with it, International Journal of Epidemiology 34, doi:10.1093/ije/dyh299. Checked in
 * simulations without change (see its test).
 */
SelectionFall fallFromSelection( const std::vector<GapStream> &streams, const std::vector<int> &neighbourhood, Column x,
                                 Column y, const std::vector<bool> &chosenOn, const SelectionRule &rule,
                                 const SelectionFallOptions &options = {}, const Progress &progress = {} );

} // namespace communitysafety::statistics
