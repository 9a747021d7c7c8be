// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

namespace communitysafety::statistics
{

/**
 * Funnel plots: control limits around the city's value that are wide for areas with few events and narrow for those
 * with many, and where an area lies among them. The inner limits leave 2.5 % on each side, the outer ones 0.1 % (two
 * and three standard deviations in the language of control charts).
 *
 * Source: Spiegelhalter 2005, Statistics in Medicine 24; Fingertips public health methods. Checked against
 * PHEindicatormethods 2.0.0. Limit: areas are tested one by one, so that among 1,000 areas that do not differ about 50
 * lie outside the inner limits; the outer ones leave two.
 */

//! The share that the limits leave on each side.
inline constexpr double innerTail = 0.025;
inline constexpr double outerTail = 0.001;

//! Between which values an area is not told apart from the city.
struct FunnelLimits
{
  double lower = missing;
  double upper = missing;
};

/**
 * Limits of a proportion in an area of \a population when the city has \a average (0 to 1):
 * average ∓ z √(average (1 - average) / population), cut to 0 … 1; z the normal quantile of \a tail.
 *
 * They are the proportions whose Wilson limits just reach the average. Population 0 or missing: missing.
 * Throws std::invalid_argument when \a average is outside 0 to 1 or \a tail outside 0 to 0.5.
 */
FunnelLimits proportionFunnel( double average, double population, double tail );

/**
 * The expected counts between which an area with \a observed events is not told apart from the city: the exact
 * Poisson limits of the count. The lines of a funnel plot of ratios go through observed / expected at these points;
 * divided by the city's rate the expected counts are populations, and the plot is one of rates.
 * Throws std::invalid_argument on a negative count or a tail outside 0 to 0.5.
 */
FunnelLimits expectedFunnel( double observed, double tail );

//! Where an area lies in the funnel; the numbers are those of the field `sig`.
enum class FunnelClass
{
  wellBelow = -2,
  below = -1,
  notDifferent = 0,
  above = 1,
  wellAbove = 2,
  notKnown = 9
};

/**
 * Compares the count of an area with the count \a expected at the city's rate, through poissonLimits(): above (below)
 * when the limits of 95 % lie above (below) what is expected, well above (well below) when those of 99.8 % do.
 *
 * \a dispersion: see poissonLimits(). A missing count or no expectation: notKnown. Errors as poissonLimits().
 */
FunnelClass funnelClassOfCount( double observed, double expected, double dispersion = 1 );

/**
 * The same for a proportion against proportionFunnel() of the \a average; \a dispersion divides the population.
 * No population, or a missing value: notKnown. Throws when there are more events than \a population.
 */
FunnelClass funnelClassOfProportion( double events, double population, double average, double dispersion = 1 );

} // namespace communitysafety::statistics
