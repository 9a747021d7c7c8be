// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/rateinterval.h"

namespace communitysafety::statistics
{

//! A rate or ratio from which differences in the make-up of the population (age, sex, kind of dwelling) are taken out.
struct StandardisedRate
{
  double value = missing;
  Interval limits;
  //! Events that happened, Σ O.
  double observed = missing;
  //! Events the area would have at the rates of the reference; missing for a directly standardised rate.
  double expected = missing;
  //! Too few events for a directly standardised rate: value and limits are missing.
  bool isSuppressed = false;
};

//! Fewer events than this give no directly standardised rate.
inline constexpr double fewestForDirectStandardisation = 10;

/**
 * Indirectly standardised ratio of one area: observed over expected events, with the limits of its count.
 *
 * ratio = Σ O / E, E = Σ N R / M; O events and N population of the area in each stratum, R events and M population of
 * the reference in the same stratum; limits = poissonLimits( Σ O ) / E. Multiply by 100 for the custom 100 = reference,
 * or by Σ R / Σ M for an indirectly standardised rate. With a single stratum and the city as the reference this is the
 * index of indexByTotal().
 *
 * All columns: one value per stratum, 0 or more; a missing O counts as no event, a stratum without N, R or M expects
 * none. Nothing expected: value and limits are missing. \a confidence, \a dispersion: see poissonLimits().
 * Throws std::invalid_argument on different lengths and negative values, naming the row. Linear.
 * Checked against PHEindicatormethods 2.0.0, calculate_ISRatio and calculate_ISRate.
 */
StandardisedRate indirectlyStandardisedRatio( Column events, Column population, Column referenceEvents,
                                              Column referencePopulation, double confidence, double dispersion = 1 );

/**
 * Directly standardised rate of one area: the rate it would have with the make-up of a standard population.
 *
 * rate = Σ w O / N / Σ w; variance v = Σ w² O / N² / (Σ w)²; limits = rate + √(v / ΣO) (L - ΣO), L the limits of the
 * count ΣO as Byar gives them. w is the standard population, in any unit; events per unit of population.
 *
 * Columns, errors and cost as indirectlyStandardisedRatio(); a missing O counts as no event. A stratum without
 * population but with a weight is refused, since nothing is known of its rate. Fewer than 10 events: suppressed.
 * Source: Dobson et al. 1991, Statistics in Medicine 10. Checked against PHEindicatormethods 2.0.0, calculate_dsr.
 */
StandardisedRate directlyStandardisedRate( Column events, Column population, Column standardPopulation,
                                           double confidence );

/**
 * The same where one person may have several events, so that events of a stratum are not independent:
 * v = Σ w² V / N² / (Σ w)² with \a countVariance V = Σ k² u(k), u(k) the persons with exactly k events; V = O when
 * nobody has more than one.
 */
StandardisedRate directlyStandardisedRate( Column events, Column countVariance, Column population,
                                           Column standardPopulation, double confidence );

} // namespace communitysafety::statistics
