// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <string>
#include <vector>

namespace communitysafety::statistics
{

//! The ways to bring indicators of different units onto one scale. The caller multiplies by -1 first where less is
//! worse.
enum class Normalisation
{
  percentRank,
  zScore,
  minMax,
  exponentialRank
};

//! A normalised column, in the order of the values; missing values stay missing.
struct Normalised
{
  std::vector<double> values;
  //! All present values were equal (or there was only one), so that each got the neutral value of the method.
  bool isConstant = false;
};

/**
 * Share of the other areas that are strictly lower: (rank - 1) / (n - 1), rank 1 = lowest, ties share the smallest.
 *
 * From 0 to 1, 1 only for a single highest value; keeps the order and drops all distances. Constant column: 0.5.
 * O(n log n). Source: CDC/ATSDR Social Vulnerability Index (EPL_ and RPL_ columns), reproduced to its 4 decimals.
 */
Normalised percentRank( Column values );

/**
 * Distance from the mean in standard deviations: (x - mean) / s, s with divisor n - 1.
 *
 * Unbounded, mean 0, standard deviation 1; keeps distances, so that one outlier can carry an index. Constant column: 0.
 * Linear. Source: OECD/JRC Handbook on constructing composite indicators 2008; checked against COINr 1.1.14.
 */
Normalised zScore( Column values );

/**
 * Position between the lowest and the highest value: 100 (x - min) / (max - min).
 *
 * From 0 to 100; one outlier presses all others together. Constant column: 50. Linear. Source as zScore().
 */
Normalised minMax( Column values );

/**
 * The exponential transformation of the English Indices of Deprivation: X = -23 ln(1 - R (1 - exp(-100 / 23))),
 * R = (n - r + 1) / n, r the rank with 1 = largest, ties sharing the smallest rank as in the published ranks.
 *
 * Above 0, 100 for the largest; half of the range belongs to the highest tenth, so that a high rank in one indicator is
 * not cancelled by a low one in another. Constant column: X at R = 0.5, about 15.65. O(n log n).
 * Source: The English Indices of Deprivation 2019, Technical report, appendix on exponential transformation; reproduces
 * the published 2019 scores from the published domain ranks.
 */
Normalised exponentialRank( Column values );

//! One row of the table of methods: a method is added here, in the enumeration and in the test, and nowhere else.
struct NormalisationMethod
{
  Normalisation method;
  //! The name in a recipe.
  std::string name;
  //! The value of an area that is neither high nor low, and of every area in a constant column.
  double neutral;
  Normalised ( *apply )( Column values );
};

//! All methods, in the order of the enumeration.
const std::vector<NormalisationMethod> &normalisationMethods();

//! Normalises with the given method.
Normalised normalise( Column values, Normalisation method );

} // namespace communitysafety::statistics
