// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Cronbach's α: how well several indicators measure one thing.
 *
 * α = k² c̄ / Σ C, C the covariances between the k indicators, c̄ the mean of those between different ones, Σ C the sum
 * of all: 1 where they all move together, 0 where they have nothing in common, below 0 where they run against each
 * other. About 0.7 is asked of a theme. Depends on the units: give the indicators on one scale (z-scores), and turned
 * so that more is worse in each. Every covariance uses the areas in which its two indicators are present, as COINr
 * does.
 *
 * Missing with fewer than two indicators or where Σ C is not above 0. Throws std::invalid_argument when lengths differ.
 * O(k² n). Source: Cronbach 1951, doi:10.1007/BF02310555. Checked against COINr 1.1.14 (tests/oracles) and R.
 */
double cronbachAlpha( const std::vector<Column> &indicators );

//! Per indicator the α of the others: higher than α where the indicator does not belong to them. O(k² n).
std::vector<double> alphaIfDropped( const std::vector<Column> &indicators );

//! Kaiser, Meyer and Olkin's measure of sampling adequacy.
struct SamplingAdequacy
{
  //! 0 to 1; missing where an indicator follows from the others, so that there are no partial correlations.
  double overall = missing;
  std::vector<double> ofIndicator;
  //! The areas in which all indicators are present: the others take no part.
  std::size_t areas = 0;
};

/**
 * Whether factors or components can sum up the indicators: KMO = Σ r² / (Σ r² + Σ q²) over all pairs, r their
 * correlations and q their partial correlations given all others. Above 0.8 good, below 0.5 not to be done.
 *
 * Throws std::invalid_argument when lengths differ, with fewer than two indicators, fewer than two areas in which all
 * are present, and on an indicator that is the same in all of these. O(p² n + p³).
 * Source: Kaiser & Rice 1974, doi:10.1177/001316447403400115.
 */
SamplingAdequacy samplingAdequacy( const std::vector<Column> &indicators );

/**
 * Share of each indicator in the variance of the plain mean of all: cov( x_j, Σ x ) / var( Σ x ); together 1.
 *
 * The scale of the indicators decides: on an index of 100 = city a rare crime varies most and takes the index over.
 * Below 0 where an indicator runs against the others. Uses the areas in which all are present; missing where the mean
 * does not vary. Throws std::invalid_argument when lengths differ. O(k n).
 */
std::vector<double> varianceShares( const std::vector<Column> &indicators );

} // namespace communitysafety::statistics
