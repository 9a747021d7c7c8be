// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! The principal components of several indicators; the strongest component first.
struct PrincipalComponents
{
  //! Variance of each component, in indicators: together they are as many as there are indicators.
  std::vector<double> eigenvalues;
  /**
   * Per component the weights v of the standardised indicators, Σ v² = 1. The sign, which is arbitrary, is such that
   * the weights of a component add up to 0 or more.
   */
  std::vector<std::vector<double>> vectors;
  //! The areas in which all indicators are present: the others take no part.
  std::size_t areas = 0;

  //! Correlation of \a indicator with \a component, -1 to 1: v √eigenvalue.
  double loading( std::size_t component, std::size_t indicator ) const;
  //! Share of all variance that the first \a components hold, 0 to 1.
  double shareOfVariance( std::size_t components ) const;
};

/**
 * Principal components of the correlations R between the indicators: R v = eigenvalue × v.
 *
 * How many things do the indicators tell? One, and they form one theme, if the first eigenvalue is large and the others
 * are near or below 1; a scree plot shows the eigenvalues in falling order.
 *
 * \a indicators: one column or more of equal length, any units. Throws std::invalid_argument when lengths differ, with
 * fewer than two areas in which all are present, and on an indicator that is the same in all of these, named by its
 * place from 1. O(areas × p² + p³).
 * Source: OECD/JRC Handbook 2008, section on multivariate analysis. Checked against prcomp( scale. = TRUE ) of R 4.2.2.
 */
PrincipalComponents principalComponents( const std::vector<Column> &indicators );

} // namespace communitysafety::statistics
