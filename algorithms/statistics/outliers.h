// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/methodspec.h"

#include <cstddef>
#include <string>
#include <vector>

namespace communitysafety::statistics
{

//! One value that a treatment changed.
struct TreatedPoint
{
  //! Counted from 0.
  std::size_t row = 0;
  double before = missing;
  double after = missing;
};

//! A column after its outliers were treated, and the log of it.
struct Treated
{
  std::vector<double> values;
  //! The values that were drawn in, lowest row first; empty where a logarithm or Box-Cox changed the whole column.
  std::vector<TreatedPoint> points;
  //! "winsorised 3", "cut off 4", "log", "boxcox(0.25)"; empty where nothing was done.
  std::string done;
  //! See Distribution; missing where a column has none.
  double skewBefore = missing;
  double kurtosisBefore = missing;
  double skewAfter = missing;
  double kurtosisAfter = missing;
};

/**
 * Keeps single extreme areas from carrying an index. Missing values stay missing and do not count.
 *
 * - auto(points = 5, skewness = 2, kurtosis = 3.5): nothing where |skewness| or kurtosis is below its limit; else
 *   winsorise with the same numbers; where that is not enough, log of the untouched values instead
 * - winsorise(points = 5, skewness = 2, kurtosis = 3.5): while both limits are passed and fewer than so many points
 *   are changed, all highest values become the next lower one (all lowest the next higher one with a long lower tail)
 * - percentile(low = 5, high = 95): values beyond these percentiles (see quantile()) become these percentiles
 * - fences(k = 1.5): values further than k × (q75 - q25) from the quartiles become those fences (Tukey 1977)
 * - sigmas(k = 3): values further than k standard deviations from the mean become those limits
 * - log: ln(x - min + 0.01 (max - min)), with a long lower tail mirrored: -ln(max + 0.01 (max - min) - x)
 * - boxcox(lambda?): Box-Cox as transform(), of x - min + 0.01 (max - min) where not all values are above 0
 * - none: nothing, but the log
 *
 * Shape and order of the values are kept. Two different values are left in place, so that winsorising never makes a
 * column constant (COINr would). A constant column passes every test and is not changed.
 *
 * Throws std::invalid_argument: infinite values, a method that is not in treatmentSignatures(), points below 1,
 * percentiles outside 0 to 100 or not in order, k not above 0. O(n log n); winsorise O(points × n).
 *
 * Source: Becker, Caperna, Del Sorbo, Norlen, Papadimitriou & Saisana, COINr 2022, doi:10.21105/joss.04567; OECD/JRC
 * Handbook 2008 for the limits 2 and 3.5. Checked against COINr 1.1.14 (tests/oracles).
 */
Treated treatOutliers( Column values, const MethodSpec &method );

//! What treatOutliers() knows, for the reader of recipes.
const std::vector<MethodSignature> &treatmentSignatures();

} // namespace communitysafety::statistics
