// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

/**
 * The first \a points points of the sequence of Sobol' in \a dimensions dimensions, shifted by \a seed.
 *
 * One row per point, each coordinate uniform from 0 up to, but not, 1. The shift turns the bits of every coordinate
 * alike in all points, so that another seed gives another sample which is just as evenly spread. Most even when points
 * is a power of two. Throws std::invalid_argument when either number is 0, or dimensions are more than 3,667.
 *
 * Source: Sobol' 1967; direction numbers of Joe and Kuo 2008, doi:10.1137/070709359, in Boost.Random; the shift as in
 * Owen 2003, Quasi-Monte Carlo sampling.
 */
std::vector<std::vector<double>> sobolPoints( std::size_t points, std::size_t dimensions, std::uint64_t seed );

//! From which points a design is made.
enum class SensitivitySample
{
  //! Sobol' points: far fewer runs for the same accuracy. The one to prefer.
  quasiRandom,
  //! Independent uniform numbers, as COINr has them.
  random
};

/**
 * The runs of a variance-based sensitivity analysis of \a factors factors, each uniform from 0 to below 1.
 *
 * Rows in this order, each with one number per factor: \a base rows A, as many rows B, and for each factor i as many
 * rows ABᵢ, which are A with column i taken from B: base × (factors + 2) runs in all. \a base: accuracy grows with it;
 * a power of two, at least 64, is sensible. Throws std::invalid_argument when base is less than 2 or factors is 0.
 *
 * Source: Saltelli et al. 2010, Variance based sensitivity analysis of model output, Computer Physics Communications
 * 181, doi:10.1016/j.cpc.2009.09.018.
 */
std::vector<std::vector<double>> saltelliDesign( std::size_t base, std::size_t factors, SensitivitySample sample,
                                                 std::uint64_t seed );

//! How the first-order effect is estimated; the total order is Jansen's in both.
enum class FirstOrderEstimator
{
  //! Sᵢ = Σ (yB - ȳ)(yABᵢ - yA) / (N V), ȳ the mean of yA and yB. Does not depend on the mean of the outcome, and is
  //! near 0 for a factor without effect even when runs are few. The one to prefer.
  centred,
  //! Sᵢ = Σ yB (yABᵢ - yA) / (N V): as COINr has it; needs many more runs where the mean of the outcome is large.
  plain
};

struct SensitivityOptions
{
  FirstOrderEstimator estimator = FirstOrderEstimator::centred;
  //! Samples of the bootstrap for the limits; 0: no limits.
  std::size_t bootstrap = 1000;
  //! The part of them between lower and upper, above 0 and below 1.
  double confidence = 0.9;
  std::uint64_t seed = 1;
};

//! The share of the variance of the outcome that comes from one factor.
struct FactorSensitivity
{
  //! Alone. Estimates of small ones can fall a little below 0.
  double firstOrder;
  //! With all its interactions: what would be left if all other factors were known. Never below 0.
  double totalOrder;
  double firstLower, firstUpper;
  double totalLower, totalUpper;
};

struct SensitivityIndices
{
  //! In the order of the factors.
  std::vector<FactorSensitivity> factors;
  //! Of the outcomes of A and B together (divisor 2 N - 1).
  double mean;
  double variance;
};

/**
 * Sobol' indices from the outcomes of saltelliDesign(): one number per run, in the order of its rows.
 *
 * STᵢ = Σ (yA - yABᵢ)² / (2 N V); Sᵢ as the estimator says; V the variance of yA and yB together. Limits are
 * percentiles of the indices over samples of the N rows, drawn with replacement; missing without bootstrap. An outcome
 * that never varies has no shares: every index is missing and the variance 0. Throws std::invalid_argument when
 * outcomes do not divide into base × (factors + 2), or one is missing or infinite, naming the run. O(bootstrap × base ×
 * factors).
 *
 * Source: Jansen 1999, Analysis of variance designs for model output, doi:10.1016/S0010-4655(98)00154-4; Saltelli et
 * al. 2010, table 2 (b) and (f), the former centred; the plain form is the estimator of the R package COINr. Checked on
 * the function of Ishigami.
 */
SensitivityIndices sobolIndices( const std::vector<double> &outcomes, std::size_t base, std::size_t factors,
                                 const SensitivityOptions &options );

} // namespace communitysafety::statistics
