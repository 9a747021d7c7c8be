// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gridframe.h"
#include "statistics/kerneldensity.h"
#include "statistics/progress.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

struct RelativeRiskOptions
{
  //! Simulated maps for the p values; DEFAULT 0: the normal approximation alone. p cannot be below 1 / (simulations +
  //! 1).
  std::size_t simulations = 0;
  //! φ: how many times more the cases vary than independent events, at least 1; see overdispersion.h.
  double dispersion = 1;
  std::uint64_t seed = 1;
  //! 0: all cores. The result is the same for any number.
  unsigned threads = 0;
};

//! One value per cell, missing outside the study area and where nothing reaches.
struct RelativeRisk
{
  //! f and g: where a case, and where a control, is to be expected; each sums to 1 over the area.
  std::vector<double> cases;
  std::vector<double> controls;
  //! f / g: 1 = as in the whole area, 2 = twice the risk. 0 without cases; missing without controls.
  std::vector<double> ratio;
  //! ρ = ln f - ln g; missing where either is 0.
  std::vector<double> logRatio;
  //! f - g as a standard score under the null hypothesis, divided by √φ.
  std::vector<double> z;
  //! One-sided: how often chance alone gives so high, or so low, a risk here.
  std::vector<double> pHigher;
  std::vector<double> pLower;
  //! How many events stand behind the estimate: (Σ k)² / Σ k² of what each adds to it. Below about 10 the normal
  //! approximation is poor, and the risk says little.
  std::vector<double> effectiveEvents;
  //! How often the highest z of a map without any difference in risk, among cells with 10 effective events, is as high
  //! as the one found: whether risk differs anywhere at all. Missing without simulations or without such cells.
  double pAnywhere = missing;
};

/**
 * The risk of cases against that of controls across an area, as the ratio of two kernel densities smoothed alike.
 *
 * Null hypothesis: cases are a random selection of all events. With k_i(x) what event i adds to the density at x, I_i
 * what it adds to the integral, F the density of all events and e_i = w_i (k_i - F I_i), in units of the mean of w I,
 * f - g has the mean 0 and the variance Σ e_i² / (N - 1) × N / (n₁ n₂) among all ways of choosing n₁ cases from the N
 * events (exactly, with equal weights and edge correction eachPoint; else to the first order). It is that of every
 * kernel, weighting and adaptive bandwidth, while the usual asymptotic variance (Hazelton & Davies 2009) also takes the
 * density to be constant within a kernel. z = (f - g) / √(φ variance), p by the normal distribution or, with
 * simulations, by the rank of ρ / √φ among the ρ of permuted labels, ties counted.
 *
 * p is that of one cell: of 100 cells without any difference about 5 are below 0.05, in patches of the size of the
 * kernel. \sa RelativeRisk::pAnywhere. Bandwidths should be chosen from cases and controls together.
 *
 * \param cases, controls by their cells of the smoother's frame, at least one each, with weights above 0; none nowhere
 * Throws std::invalid_argument otherwise, and when a point is outside the study area. Throws Cancelled. Cost: that of
 * about five densities, and half of one per simulation.
 *
 * Source: Kelsall and Diggle 1995, Statistics in Medicine 14, doi:10.1002/sim.4780142106; Hazelton and Davies 2009,
 * Biometrical Journal 51, doi:10.1002/bimj.200810495. Ratios checked against risk() of the R package sparr, p against
 * tolerance().
 */
RelativeRisk riskAgainstControls( const KernelSmoother &smoother, const GridPoints &cases, const GridPoints &controls,
                                  const RelativeRiskOptions &options, const Progress &progress = {} );

/**
 * The same against a population of known size in each cell (residents, dwellings), smoothed like the cases.
 *
 * Null hypothesis: each case falls into a cell with the probability of its population. Then f - g has the mean 0 and
 * the variance Σ b e² Σw² / (Σw)², b the share of the population, and simulated cases are drawn from it.
 * \param population one per cell, 0 or more, with a positive sum
 */
RelativeRisk riskAgainstPopulation( const KernelSmoother &smoother, const GridPoints &cases,
                                    const std::vector<double> &population, const RelativeRiskOptions &options,
                                    const Progress &progress = {} );

} // namespace communitysafety::statistics
