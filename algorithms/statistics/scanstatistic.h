// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * How much likelier a zone with a raised level makes the data than one level everywhere: the logarithm of the
 * likelihood ratio, in nats, each with the levels that fit best. All are one-sided: 0 unless the zone is above the
 * rest.
 *
 * Counts may have fractions, as weights and shared precision make them. None of them throws; constant time.
 */

/**
 * Kulldorff's ratio of a zone with c \a observed and μ \a expected incidents of C in \a total, where the expectations
 * of the whole map sum to C: c ln(c/μ) + (C - c) ln((C - c)/(C - μ)) for c > μ.
 *
 * c = C leaves C ln(C/μ). μ = 0 with c > 0 is infinite: incidents where none can be. A zone with all of the expectation
 * has 0.
 * Source: Kulldorff 1997, A spatial scan statistic, Communications in Statistics 26 (6), doi:10.1080/03610929708831995.
 */
double poissonRatio( double observed, double expected, double total );

/**
 * The expectation-based ratio c ln(c/μ) + μ - c for c > μ, which takes no notice of what happens outside the zone.
 *
 * μ = 0 with c > 0 is infinite. The limit of poissonRatio() in a large map; stays powerful when much of the map is hit.
 * Source: Neill 2009, doi:10.1016/j.ijforecast.2008.12.002.
 */
double expectationBasedRatio( double observed, double expected );

/**
 * Bernoulli: c \a cases among n \a atRisk in the zone, C \a allCases among N \a allAtRisk (cases and controls).
 *
 * c ln(c/n) + (n-c) ln((n-c)/n) + (C-c) ln((C-c)/(N-n)) + (N-n-C+c) ln((N-n-C+c)/(N-n)) - C ln(C/N) - (N-C) ln((N-C)/N)
 * for c/n > (C-c)/(N-n), with 0 ln 0 = 0. A zone with nobody or everybody at risk has 0.
 * REQUIRES c ≤ n and C ≤ N. Source: Kulldorff 1997, as above.
 */
double bernoulliRatio( double cases, double atRisk, double allCases, double allAtRisk );

//! What the normal ratio needs to know of the whole map.
struct NormalTotals
{
  //! How many values there are.
  double observations = 0;
  //! Σ w, Σ w x and Σ w x²; w = 1 gives the unweighted model.
  double weight = 0;
  double sum = 0;
  double squares = 0;
};

/**
 * Normal: a zone with a mean of its own, the same unknown variance inside and outside: n/2 ln(S₀/S), S₀ the sum of
 * squares about the one mean and S about the two, weighted by w = 1 / relative variance.
 *
 * \a sum = Σ w x and \a weight = Σ w over the zone. 0 unless the zone's mean is higher; infinite when two means leave
 * nothing to explain; 0 when all values are equal, and for a zone with no or all weight.
 * Source: Kulldorff, Huang and Konty 2009, A scan statistic for continuous data based on the normal probability model,
 * International Journal of Health Geographics 8:58, doi:10.1186/1476-072X-8-58; weights as Huang et al. 2009,
 * Statistics in Medicine 28, doi:10.1002/sim.3489.
 */
double normalRatio( double sum, double weight, const NormalTotals &totals );

/**
 * What a long ellipse pays for its freedom: its ratio is multiplied by (4 s / (s + 1)²)^a, s = long axis ÷ short axis.
 *
 * \a strength a: 0 = nothing, 0.5 = medium, 1 = strong. A circle pays nothing.
 * Source: Kulldorff, Huang, Pickle and Duczmal 2006, An elliptic spatial scan statistic, Statistics in Medicine 25,
 * doi:10.1002/sim.2490.
 */
double ellipsePenalty( double axisRatio, double strength );

//! (r + 1) / (R + 1): r of the R \a maxima of maps without clusters are as high as \a score. Without maxima 1.
double monteCarloP( const std::vector<double> &maxima, double score );

} // namespace communitysafety::statistics
