// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gap.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

enum class GapChange
{
  //! The neighbourhoods come nearer to the rest of the city, from whichever side.
  narrowing,
  //! They move away from it; also when they cross to the other side and end further away than they were.
  widening,
  //! No more change than chance makes, where a change that matters would have been seen.
  unchanged,
  cannotTell
};

enum class GapDoubt
{
  none,
  //! Fewer than two years to compare, or none after the places were chosen.
  tooFewYears,
  //! Fewer than ten independent events inside or outside in one of the years.
  tooFewEvents,
  //! Chance hides a change that would matter.
  changeTooSmallToSee,
  //! The places look as if they were chosen by the counts of these years, but it is not said on which.
  choiceUnknown
};

enum class GapMeasure
{
  ratio,
  difference
};

struct GapTrendOptions
{
  //! The share of unchanged gaps that may be called changed, above 0 to below 1. DEFAULT: less than the customary 0.05,
  //! so that φ, which is only estimated, does not carry it past one in twenty.
  double significance = 0.02;
  //! The part of the gap whose disappearance matters, above 0 to 1; when it would be found in fewer than four of five
  //! cases, no change cannot be told from it. 1: only the end of the gap matters. DEFAULT: half.
  double changeThatMatters = 0.5;
  //! A gap smaller than this, as ratio - 1, is taken as this large in deciding what matters. Above 0.
  double leastGap = 0.25;
  //! When each year of the counts was, in years, ascending: 1, 2, 6 where three were not counted. DEFAULT: empty, one
  //! year after the other.
  std::vector<double> times;
};

//! How the gap moves over some years.
struct GapTrend
{
  GapChange verdict = GapChange::cannotTell;
  GapDoubt doubt = GapDoubt::tooFewYears;
  //! From the first to the last of the years along the fitted line: the factor of the ratio, or the rise of the
  //! difference.
  GapFigure change;
  //! Two-sided, that there is no change.
  double p = missing;
  //! What the variance of the years around the line is, over what chance makes it; at least 1.
  double inflation = 1;
};

/**
 * Whether the gap narrows or widens over \a years, from a straight line through ln ratio (or the difference) by
 * weighted least squares; weights 1 / variance as gapByYear() gives it, so with overdispersion.
 *
 * Where the years lie further from the line than that (Q of n - 2 degrees of freedom), variances are multiplied by
 * max(1, Q / (n - 2)): shocks that hit all places of a year alike. p is normal.
 *
 * \a years: numbers of the years to compare, ascending, from 0. Leave out those on which the places were chosen: chosen
 * because they were high, they fall by themselves in the years that follow and stand lower in those before, but among
 * years that had no say in the choice there is no such fall. Where fewer than two such years exist, see
 * fallFromSelection().
 * Verdict: changed when p ≤ significance; towards no gap is narrowing. Else unchanged, if the change that matters would
 * be found with a power of 80 %, else cannotTell. Limits of change: confidence 1 - significance.
 *
 * Limits. Rates that drift up and down over several years stay high for a while after a choice, and fall later. A line
 * misses what rises and falls again.
 * Throws std::invalid_argument on years out of range or order and options out of range. Linear.
 * Checked in simulations without change of φ 1, 2 and 5 (see its test).
 */
GapTrend gapTrend( const std::vector<Gap> &gaps, const std::vector<std::size_t> &years, GapMeasure measure,
                   const GapTrendOptions &options = {} );

/**
 * Narrowing when a gap, as ln ratio or as difference, is nearer to 0 after the \a change than at \a first, else
 * widening.
 */
GapChange directionOf( double first, double change );

//! Whether inside and outside have ten independent events each, below which a count is not near enough to normal.
bool hasEnoughEvents( const Gap &gap );

//! How many standard deviations a change must be large to be found at \a significance, two-sided, in four of five
//! cases.
double detectableDeviations( double significance );

//! Throws std::invalid_argument on options out of range.
void requireOptions( const GapTrendOptions &options );

/**
 * The change of ln ratio that matters where the ratio is \a ratio: when the part \a changeThatMatters of ratio - 1
 * goes, with ratio at least 1 + leastGap (or at most 1 / (1 + leastGap), for places better off). Positive.
 */
double logChangeThatMatters( double ratio, const GapTrendOptions &options );

} // namespace communitysafety::statistics
