// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

namespace communitysafety::statistics
{

/**
 * Confidence limits of counts, rates, proportions and means: between which values chance alone would let the figure of
 * an area lie.
 *
 * Common to all: \a confidence is the share of cases in which the limits hold the true value, above 0 and below 1
 * (0.95 is the custom, 0.998 that of control limits); half of the rest lies on each side. A missing argument gives
 * missing limits. Counts may have fractions, as interpolation and weights make them.
 * Throws std::invalid_argument on a negative or infinite count and on a confidence outside its range. Constant time.
 *
 * Limit of all limits of counts: they take events to be independent. Crimes come in bunches, so that they are too
 * narrow unless the count is divided by its dispersion first (see poissonLimits()).
 */
struct Interval
{
  double lower = missing;
  double upper = missing;
};

//! The standard normal quantile z that leaves half of 1 - \a confidence above it: 1.959964 for 0.95.
double normalQuantile( double confidence );

/**
 * Exact limits of a Poisson count O: lower = ½ χ²(α/2; 2 O), upper = ½ χ²(1 - α/2; 2 O + 2), α = 1 - confidence.
 *
 * No events: lower 0, upper above 0. Source: Garwood 1936, Biometrika 28; checked against PHEindicatormethods 2.0.0.
 */
Interval exactPoissonLimits( double events, double confidence );

/**
 * Byar's approximation: lower = O (1 - 1/(9 O) - z/(3 √O))³, upper the same with O + 1 for O and a plus before z.
 *
 * Good to a percent from 10 events on. A lower limit that the formula puts below 0 (one event, high confidence) is 0,
 * and so is that of no events. Source: Breslow & Day 1987, Statistical methods in cancer research II, IARC, eq. 2.13;
 * checked against PHEindicatormethods 2.0.0.
 */
Interval byarLimits( double events, double confidence );

/**
 * The limits of public-health practice: exact below 10 events, Byar's from 10 on.
 *
 * \a dispersion, 1 or more: the variance of the counts divided by their mean. 1 means events that know nothing of each
 * other; with 2 a count of 20 tells as much as 10 independent events, and the limits are those of O / dispersion, times
 * dispersion.
 * Source: OHID, Technical guide: confidence intervals; PHEindicatormethods.
 */
Interval poissonLimits( double events, double confidence, double dispersion = 1 );

/**
 * Wilson's limits of the proportion \a events / \a trials:
 * (2 x + z² ∓ z √(z² + 4 x (1 - x/n))) / (2 (n + z²)), between 0 and 1.
 *
 * No trials: missing. Throws when \a events are more than \a trials.
 * Source: Wilson 1927, JASA 22; checked against PHEindicatormethods 2.0.0.
 */
Interval wilsonLimits( double events, double trials, double confidence );

} // namespace communitysafety::statistics
