// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

struct Correlation
{
  //! -1 to 1; missing when it is not defined.
  double coefficient = missing;
  //! Pairs with both values present (and a weight, where weights are given).
  std::size_t pairs = 0;
};

/**
 * Pearson's correlation: how well a straight line joins two columns.
 *
 * r = Σ (x - mean x)(y - mean y) / √(Σ (x - mean x)² Σ (y - mean y)²) over the pairs with both values present. Missing
 * with fewer than two pairs or a constant column. Values: any unit. Throws std::invalid_argument on different lengths.
 * Neighbouring areas are alike, so that r says nothing about significance. Linear.
 */
Correlation pearson( Column x, Column y );

//! The same with every mean and sum weighted, e.g. by population. Weights: 0 or more; 0 or missing leaves the pair out.
Correlation pearson( Column x, Column y, Column weights );

/**
 * Spearman's correlation: Pearson's of the ranks, ties with the mean of their ranks; how well any rising curve joins
 * two columns. Ranks are taken among the pairs with both values present. Missing values, errors as pearson(). O(n log
 * n).
 */
Correlation spearman( Column x, Column y );

/**
 * Thirds of a column by equal counts: 0 = low, 1 = middle, 2 = high, as the classes of a 3 × 3 bivariate map.
 *
 * Class = floor(3 m / n), m the middle position of a value among the n present ones, so that equal values stay together
 * (a constant column is all middle) and the thirds are then not equally full. Missing: -1. O(n log n).
 */
std::vector<int> tertiles( Column values );

/**
 * The thirds of \a reference in which \a values lie, e.g. neighbourhoods among the areas of the whole city.
 *
 * m = values of the reference below + half of those equal; class as above, a value above the whole reference is high.
 * With the values themselves as reference this is tertiles( values ). Missing values, and all values when the reference
 * has none: -1. O((values + reference) log reference).
 */
std::vector<int> tertiles( Column values, Column reference );

} // namespace communitysafety::statistics
