// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/methodspec.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! A normalised column, in the order of the values; missing values stay missing.
struct Normalised
{
  std::vector<double> values;
  //! All present values (of the reference, where there is one) were equal, or there was only one.
  bool isConstant = false;
};

/**
 * Brings a column onto a scale on which indicators of different units can be combined: x → f(x), high stays high.
 *
 * Written with their numbers; those with a default or a question mark may be left out. n = present values.
 *
 * - percentrank(top = 100, decimals?): top × (values strictly lower) / (n - 1), rounded where decimals are given
 * - percentrankmid, percentrankmax: the same with ties in the middle or at the upper end of their places
 * - rank: 1 = lowest, ties share the smallest; borda: rank - 1, how many areas it beats
 * - exponentialrank(scale = 23): -s ln(1 - R (1 - exp(-100/s))), R = (values not higher) / n
 * - normalscore: Φ⁻¹(r / (n + 1)), r the rank with ties at their mean; rankit: Φ⁻¹((r - 0.5) / n)
 * - zscore(mean = 0, sd = 1): mean + sd (x - x̄)/s, s with divisor n - 1
 * - standardised(mean, sd): (x - mean)/sd with the given numbers
 * - robust: (x - median) / (1.4826 MAD); robustrange: (x - median) / (q95 - q05), quantiles as quantile()
 * - minmax(low = 0, high = 100): low + (high - low)(x - min)/(max - min)
 * - scaled(low, high): 100 (x - low)/(high - low), not cut off
 * - goalposts(low, high, scale = 100): scale (x - low)/(high - low), cut off at 0 and at scale
 * - target(value, cap?): (x - min)/(value - min), cut off at cap where given; fractionofmax: x/max
 * - reference(r): 100 + 100 (x - r)/|r|, the value as per cent of r; ratiotomean: the same with r = x̄
 * - logindex(unit = 100): 100 + unit × ln(x/x̄): twice and half the mean lie equally far from 100
 * - ampi(r = x̄): 100 + 60 (x - r)/(max - min): 70 to 130 where r is in the middle
 * - flag(threshold): 1 at or above the threshold, else 0; none: x
 *
 * Values: any unit, high = more of what the index measures: the caller multiplies by -1 first where less is worse, and
 * then takes mirrored( method ). Because of that a ratio is written with |r|: of mirrored values it is 200 minus the
 * per cent. Which scale bears what: ranks drop distances, so that no outlier carries the index; zscore, minmax and
 * ratios keep them; exponentialrank gives half of the scale to the highest tenth, so that a low rank elsewhere does not
 * cancel a high one.
 *
 * A constant column gets the neutral value and isConstant, save on the scales that do not depend on the column
 * (standardised, scaled, goalposts, reference, flag, none), where its value means what it means elsewhere.
 *
 * Throws std::invalid_argument: infinite values; a method that is not in normalisationSignatures() or whose numbers
 * make no scale (low not below high, sd or scale not above 0 ...); robust where more than half of the values are equal,
 * robustrange where nine in ten are; target not above the lowest value; fractionofmax without a value above 0;
 * ratiotomean and logindex with mean 0; logindex with a value at 0 or of the other sign (a logarithm of no events does
 * not exist: shrink the rates first). O(n log n) for ranks and robust scales, else linear.
 *
 * Source: OECD/JRC Handbook on constructing composite indicators 2008 (minmax, zscore, ranks, distance to a reference);
 * CDC/ATSDR Social Vulnerability Index (percentrank(1, 4)); English Indices of Deprivation 2019, Technical report
 * (exponentialrank); Scottish Index of Multiple Deprivation (normalscore); Mazziotta & Pareto 2016,
 * doi:10.1007/s11205-015-0998-2 (ampi). Checked against COINr 1.1.14, CDC and the English Indices (tests/oracles).
 */
Normalised normalise( Column values, const MethodSpec &method );

/**
 * The same with every number of the formula that comes from a column (mean, range, places ...) taken from
 * \a reference, e.g. the base year, so that years can be compared.
 *
 * normalise( x, x, m ) is normalise( x, m ). A value outside the reference goes past the ends of minmax, zscore, ratios
 * and ampi; among ranks it stands before the first or after the last of the reference, percentranks ending at top.
 * A reference of other length is welcome. Without a present value in it the result is missing throughout.
 */
Normalised normalise( Column values, Column reference, const MethodSpec &method );

/**
 * The value of an area that is neither high nor low.
 *
 * The middle of the scale of percent ranks, minmax, scaled, goalposts, target and fractionofmax; the mean of zscore; 0
 * for the other standard scores, flag and none; 100 for ratios, logindex and ampi; X at R = 0.5 for exponentialrank.
 * That of rank and borda depends on the number of \a areas with a value and is missing without it. Throws on a method
 * as normalise() does, so that a recipe can be checked before there are data.
 */
double neutralValue( const MethodSpec &method, std::size_t areas = 0 );

/**
 * The method for values multiplied by -1: numbers in the unit of the values (of standardised, scaled, goalposts,
 * target, reference, flag and ampi) change sign and, where they bound a range, places. The others stay as they are.
 */
MethodSpec mirrored( const MethodSpec &method );

//! What normalise() knows, for the reader of recipes.
const std::vector<MethodSignature> &normalisationSignatures();

//! normalise() by percentrank( top ).
Normalised percentRank( Column values, double top = 100 );

//! normalise() by zscore( mean, standardDeviation ).
Normalised zScore( Column values, double mean = 0, double standardDeviation = 1 );

//! normalise() by minmax( lowest, highest ).
Normalised minMax( Column values, double lowest = 0, double highest = 100 );

//! normalise() by exponentialrank( scale ).
Normalised exponentialRank( Column values, double scale = 23 );

} // namespace communitysafety::statistics
