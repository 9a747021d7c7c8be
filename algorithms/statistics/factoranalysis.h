// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! The one factor that several indicators have in common.
struct OneFactor
{
  //! Correlation of each indicator with the factor, -1 to 1; the sign is such that they add up to 0 or more.
  std::vector<double> loadings;
  //! Share of each indicator's variance that is its own: 1 - loading².
  std::vector<double> uniquenesses;
  //! Coefficients R⁻¹ × loadings with which the standardised indicators give the factor score (regression method).
  std::vector<double> scoreCoefficients;
  //! The areas in which all indicators are present: the others take no part.
  std::size_t areas = 0;
  //! A uniqueness stands at its lowest value, 0.005: an indicator explains the factor alone (a Heywood case).
  bool isAtBound = false;
};

/**
 * Maximum-likelihood factor analysis with one factor.
 *
 * R = λ λ' + Ψ, R the correlations between the indicators, λ the loadings, Ψ diagonal. Minimises
 * F(Ψ) = Σ_{m > 1} (e_m - ln e_m) - (p - 1), e the eigenvalues of Ψ^-½ R Ψ^-½ in falling order, over ln Ψ by the
 * method of Jöreskog until the largest slope is below 1e-9; λ = Ψ^½ v_1 √(e_1 - 1). Uniquenesses are held at 0.005 or
 * more, as in the program factanal of R.
 *
 * \a indicators: three columns or more of equal length, any units, more is worse in each.
 * Throws std::invalid_argument with fewer than three indicators, lengths that differ, no more areas with all of them
 * than there are indicators, an indicator that is constant, and indicators of which one follows from the others.
 * O(areas × p² + iterations × p³).
 *
 * Source: Jöreskog 1967, Psychometrika 32; Lawley and Maxwell 1971. Checked against factanal of R 4.2.2.
 */
OneFactor oneFactor( const std::vector<Column> &indicators );

//! How the loadings become indicator weights; both add up to 1.
enum class FactorWeighting
{
  //! loadings / their sum: English Indices of Deprivation 2025.
  loadings,
  //! score coefficients / their sum: Scottish Index of Multiple Deprivation.
  scoreCoefficients
};

/**
 * Indicator weights from oneFactor().
 * Throws std::invalid_argument as oneFactor() does, and when an indicator runs against the factor, which would give it
 * a negative weight: the sentence names it by its place and says that it is to be turned round or left out.
 */
std::vector<double> factorWeights( const std::vector<Column> &indicators, FactorWeighting how );

} // namespace communitysafety::statistics
