// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * Puts areas into classes, numbered from 1. Common to all: a missing value has no class (missing) and plays no part.
 */

//! Which end of the values is class 1.
enum class FirstClass
{
  lowest,
  highest
};

/**
 * \a classes of about equal number: q = floor( k + 1 - ceil( (n + 1 - r) k / n ) ), at least 1; r the rank with 1 for
 * the end that is class 1, ties sharing the smallest rank, n the present values, k the classes.
 *
 * Equal values stay together. With fewer areas than classes every class is missing. Where n is no multiple of k the
 * rule decides which classes are larger; other rules (deciles()) decide otherwise.
 * Throws std::invalid_argument with fewer than 2 classes. O(n log n).
 * Source: PHEindicatormethods 2.0.0, phe_quantile, whose 1,017 test rows it reproduces.
 */
std::vector<double> quantileClasses( Column values, int classes, FirstClass first );

/**
 * The class of each value between \a breaks, given in rising order: class 1 below the first break, class i + 1 from
 * break i on (a value on a break belongs above it).
 * Throws std::invalid_argument when the breaks do not rise. O(n log breaks).
 */
std::vector<double> classesByBreaks( Column values, const std::vector<double> &breaks );

//! The breaks of \a classes that are equally wide, between the lowest and the highest value; none when all are equal.
std::vector<double> equalIntervalBreaks( Column values, int classes );

/**
 * The breaks of classes one standard deviation wide around the mean: mean - 2.5 s … mean + 2.5 s, seven classes of
 * which the middle one is "near the mean". s has the divisor n - 1; none when all values are equal.
 */
std::vector<double> standardDeviationBreaks( Column values );

/**
 * The bands of an index with 100 = city: below 50, 50 to 100, 100 to 150, 150 to 200, 200 and over. Over 200 is the
 * mark of a priority neighbourhood in the Vulnerable Localities Index (Chainey 2008, Jill Dando Institute).
 */
std::vector<double> indexBreaks();

} // namespace communitysafety::statistics
