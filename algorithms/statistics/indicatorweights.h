// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! The same weight for each of \a parts, together 1.
std::vector<double> equalWeights( std::size_t parts );

/**
 * Budget allocation: every expert spends points on the indicators, each expert counts alike.
 *
 * w_j = mean over experts of points_j / Σ points. \a pointsOfExpert: one list per expert, all of one length, points 0
 * or more and not all 0, any sum. Together 1. Throws std::invalid_argument otherwise, naming expert and indicator.
 * Source: OECD/JRC Handbook on constructing composite indicators 2008, section 6.
 */
std::vector<double> budgetWeights( const std::vector<std::vector<double>> &pointsOfExpert );

//! Weights from comparisons two by two, with how far the comparisons contradict each other.
struct ComparisonWeights
{
  //! Together 1.
  std::vector<double> weights;
  //! Largest eigenvalue λ of the matrix: the number of indicators when nothing contradicts.
  double eigenvalue = missing;
  //! ((λ - n) / (n - 1)) / the mean of that for random matrices; 0 with one or two indicators.
  double consistencyRatio = missing;

  //! Saaty's rule of thumb.
  bool isConsistent() const { return consistencyRatio <= 0.1; }
};

/**
 * Analytic hierarchy process: weights as the principal eigenvector of a matrix of comparisons.
 *
 * \a comparisons: row by row; entry i, j says how many times as important indicator i is as j (1 to 9 by custom), so
 * that entry j, i is its inverse and the diagonal 1; 1 to 15 indicators, for which random matrices are published.
 * Throws std::invalid_argument, naming the entry, when the matrix is not square, an entry is not above 0, or two do not
 * fit together. Source: Saaty 1980, The Analytic Hierarchy Process.
 */
ComparisonWeights comparisonWeights( const std::vector<std::vector<double>> &comparisons );

//! Weights from the first principal component.
struct ComponentWeights
{
  //! Squared loadings, together 1.
  std::vector<double> weights;
  //! The elements of the first eigenvector; the sign is such that they add up to 0 or more.
  std::vector<double> loadings;
  //! The parts (from 0) whose loading is below 0: they run against the others, and a weight cannot say so.
  std::vector<std::size_t> opposed;
  //! The component's share of all variance, 0 to 1.
  double varianceShare = missing;
};

/**
 * Weights from the first principal component of the correlations (see principalcomponents.h): w_j = v_j², which sum to
 * 1 because v has length 1. Over the areas in which all parts are present.
 * Throws std::invalid_argument as principalComponents() does.
 */
ComponentWeights componentWeights( const std::vector<Column> &parts );

/**
 * Shannon's entropy as indicator weight: the more unequally an indicator is spread over the areas, the more it weighs.
 *
 * e_j = -Σ p ln p / ln n, p = x / Σ x over the n areas with a value (0 ln 0 = 0); w_j = (1 - e_j) / Σ (1 - e).
 * Values 0 or more, in a unit that has a true zero: the result depends on where zero lies. A part without spread
 * weighs 0; when none has any all weigh alike. Throws std::invalid_argument on a negative value, naming part and row,
 * and a part with fewer than two values. O(parts × areas). Source: Shannon 1948; Zeleny 1982 for the weights.
 */
std::vector<double> entropyWeights( const std::vector<Column> &parts );

//! Weights that give the parts the importance asked for.
struct ImportanceWeights
{
  //! Together 1, none negative.
  std::vector<double> weights;
  //! Correlation of each part with the index of these weights / the sum of the correlations.
  std::vector<double> importance;
  //! Largest difference between the importance asked for and had: above 0 where a weight would have to be negative.
  double largestMiss = missing;
};

/**
 * The weights with which each part's share of the correlations with the index is as asked.
 *
 * Minimises Σ (ρ_j / Σ ρ - t_j)², ρ_j the correlation of part j with the index Σ w x, over w >= 0. As ρ_j / Σ ρ is
 * (R u)_j / Σ (R u), R the correlations and u_j = w_j × standard deviation, this is a least-squares problem with
 * u >= 0 that is solved exactly; no search is needed.
 *
 * \a parts: columns of equal length; areas with all of them count. \a importance: one per part, above 0, any sum: equal
 * numbers ask for equal say. Throws std::invalid_argument on other importances, fewer than two parts, a constant part
 * and no more areas than parts. O(areas × parts² + parts⁴).
 *
 * Source of the aim: Becker, Saisana, Paruolo and Vandecasteele 2017; COINr 1.1.14 searches for the same minimum.
 */
ImportanceWeights importanceWeights( const std::vector<Column> &parts, const std::vector<double> &importance );

} // namespace communitysafety::statistics
