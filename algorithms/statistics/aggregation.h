// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/methodspec.h"
#include "statistics/progress.h"

#include <vector>

namespace communitysafety::statistics
{

//! Several parts made into one value per area, with how much of the weight stood behind each.
struct Aggregated
{
  std::vector<double> values;
  //! Share (0 to 1) of the total weight whose part was present in the area.
  std::vector<double> weightPresent;
};

using WeightedMean = Aggregated;

/**
 * Weighted arithmetic mean of several columns, area by area, over the parts that are present.
 *
 * m = Σ w x / Σ w, both sums over the parts with a value in the area: a missing part passes its weight to the others in
 * proportion. Where no part with weight is present the mean is missing and weightPresent 0. The caller decides from
 * which weightPresent on a mean is good enough.
 *
 * \a parts: columns of equal length, in one unit; \a weights: one per part, 0 or more, any sum.
 * Throws std::invalid_argument when there are no parts, when lengths differ, when a weight is negative, infinite or
 * missing, and when all are zero. O(parts × areas).
 */
Aggregated weightedMean( const std::vector<Column> &parts, const std::vector<double> &weights );

/**
 * Makes one column of several by the \a method named in a recipe. x_j = value of part j in the area, w_j its weight
 * divided by the sum of the weights present in the area, M = Σ w x; a part of weight 0 never counts.
 *
 * - mean: M; high makes up for low, fully.
 * - sum: Σ W x, W the weights as given and not divided: official scores are such sums. With a part missing it is scaled
 *   up by total weight / weight present, which is the same as passing the weight on. Rounded to 14 digits of the
 *   largest, so that equal sums rank alike.
 * - geometric: exp Σ w ln x; high makes up for low less the further they lie apart.
 * - harmonic: 1 / Σ (w / x); less still.
 * - power(p): (Σ w x^p)^(1/p): p = 1 mean, 0 geometric, -1 harmonic; the larger p, the more the high count.
 * - median: the value with half of the weight on either side; between two, their middle.
 * - minimum, maximum: nothing makes up for the lowest, the highest.
 * - flags(threshold): Σ W [x >= threshold]: with weights of 1 the number of parts at or above it. A missing part raises
 *   no flag: the count is then the least it can be, and is not scaled up.
 * - meanmin(alpha, beta): M - alpha (√((M - min)² + beta²) - beta): the mean, drawn down to the lowest part. alpha 0 =
 *   mean; alpha 1, beta 0 = minimum; the larger beta, the more unevenness goes unpunished.
 * - meanmax(alpha, beta): its mirror image M + alpha (√((max - M)² + beta²) - beta), where more is worse.
 * - ampi(sign): M + sign S²/M, S² = Σ w (x - M)²: the mean, made worse by unevenness. sign 1 (default) where more is
 *   worse, -1 where more is better.
 * - copeland: areas beaten less areas lost to, pair by pair of areas (see copeland.h).
 * - factor, factorscore, pca, entropy: the mean with weights that the data give (see weightsFromData()) in place of
 *   those given.
 *
 * A missing part passes its weight to the others unless said otherwise; where no part with weight is present the value
 * is missing. \a parts and \a weights as in weightedMean().
 * Throws std::invalid_argument as weightedMean() and findMethod() do; when a geometric or harmonic mean or a power of 0
 * or less meets a value of 0 or less, a power above 0 a negative value, or ampi a mean of 0 or less, naming part and
 * row and what to do; when alpha is outside 0 to 1, beta negative or the sign neither 1 nor -1.
 * O(parts × areas) time but for copeland (areas squared) and median (log parts); Cancelled through \a progress.
 *
 * Source: OECD/JRC Handbook on constructing composite indicators 2008; Casadio Tarabusi and Guarini 2013 (mean-min);
 * Mazziotta and Pareto 2016 (AMPI). mean, geometric and harmonic checked against COINr 1.1.14.
 */
Aggregated aggregate( const std::vector<Column> &parts, const std::vector<double> &weights, const MethodSpec &method,
                      const Progress &progress = {} );

//! The methods of aggregate() and what they ask for, for the reader of recipes.
const std::vector<MethodSignature> &aggregationSignatures();

//! mean and sum: what a part adds is its weight × its value, with the weights as given.
bool isAdditive( const MethodSpec &method );

//! factor, factorscore, pca and entropy: a mean with the weights of weightsFromData().
bool hasWeightsFromData( const MethodSpec &method );

//! Indicator weights that the data give.
struct DataWeights
{
  //! One per part, together 1; 0 for a part that was given no weight.
  std::vector<double> weights;
  //! The parts (from 0) that run against the first component: to be turned round or left out. Of pca alone.
  std::vector<std::size_t> opposed;
};

/**
 * The weights with which aggregate() takes the mean when hasWeightsFromData(): from the parts with a weight above 0,
 * whatever that weight is, and the areas in which all of them are present. A part that is the same in all areas gets 0,
 * unless all are: then they weigh alike.
 *
 * - factor: loadings on the one common factor / their sum, as in the domains of the English Indices of Deprivation.
 * - factorscore: R⁻¹ × loadings / their sum, R the correlations, as in the Scottish index.
 * - pca: squared loadings on the first principal component, which sum to 1.
 * - entropy: 1 + Σ p ln p / ln n / their sum, p = x / Σ x over n areas: the more unequal, the more weight.
 *
 * Throws std::invalid_argument as factoranalysis.h and indicatorweights.h say: fewer than three parts for a factor, too
 * few areas, a part that runs against the others (factor, factorscore), a negative value (entropy).
 */
DataWeights weightsFromData( const std::vector<Column> &parts, const std::vector<double> &weights,
                             const MethodSpec &method );

} // namespace communitysafety::statistics
