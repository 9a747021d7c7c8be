// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! The present values of a column, lowest first. O(n log n).
std::vector<double> sortedPresent( Column values );

/**
 * The value below which a share of a column lies, \a share from 0 (lowest) to 1 (highest).
 *
 * Linear between the two values at the position share (n - 1), counted from 0 (type 7 of Hyndman & Fan 1996, the
 * default of R, of spreadsheets and of NumPy); 0.5 is the median. \a sorted: lowest first, none missing, as
 * sortedPresent() gives it. Without values: missing. Throws std::invalid_argument on a share outside 0 to 1.
 */
double quantile( const std::vector<double> &sorted, double share );

//! The middle of the present values, of an even number the mean of the middle two; without any, missing. O(n log n).
double median( Column values );

//! The shape of a column in a few numbers; missing values do not count.
struct Distribution
{
  std::size_t count = 0;
  double lowest = missing;
  double highest = missing;
  double mean = missing;
  //! With divisor n - 1; missing with fewer than two values.
  double standardDeviation = missing;
  /**
   * Adjusted skewness G1 = √(n (n - 1)) / (n - 2) m₃ / m₂^1.5, mₖ the central moments with divisor n: 0 where both
   * tails are alike, positive with a long upper tail. Missing with fewer than three values or a constant column.
   */
  double skewness = missing;
  /**
   * Adjusted excess kurtosis G2 = (n - 1) / ((n - 2)(n - 3)) ((n + 1)(m₄ / m₂² - 3) + 6): 0 for a normal distribution,
   * positive with heavy tails. Missing with fewer than four values or a constant column.
   */
  double kurtosis = missing;

  //! There are values and all are equal, but for the last digits: equal rates of different denominators differ there.
  bool isConstant() const;
};

/**
 * Describes \a values. Linear.
 * Source of G1 and G2: Joanes & Gill 1998, doi:10.1111/1467-9884.00122 (as SAS, SPSS, spreadsheets and COINr).
 */
Distribution describe( Column values );

} // namespace communitysafety::statistics
