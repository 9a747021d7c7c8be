// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/methodspec.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * Changes every value of a column by the same formula, mostly to draw in a long upper tail. Missing stays missing.
 *
 * - log, log10: natural and decimal logarithm; log1p: ln(1 + x), which has a value at 0
 * - sqrt: √x; square: x²; power(p): x^p, p not 0
 * - asinh: ln(x + √(x² + 1)), like a logarithm for large values of either sign, like x near 0
 * - boxcox(lambda?): (x^λ - 1)/λ, ln x with λ = 0; without a number λ is boxCoxLambda()
 * - reciprocal: 1/x, which turns the order round: seconds per case into cases per second
 * - logit: ln(x / (1 - x)), for shares
 * - none: x
 *
 * Throws std::invalid_argument on infinite values, on a method that is not in transformSignatures(), power(0), and,
 * naming the row, on a value without a result: not above 0 for log, log10, boxcox and powers below 0; below 0 for sqrt
 * and broken powers; -1 or less for log1p; 0 for reciprocal; outside 0 to 1, ends excluded, for logit; or a result too
 * large for a number. Linear. Checked against the Townsend index (log1p) in tests/oracles.
 */
std::vector<double> transform( Column values, const MethodSpec &method );

/**
 * The λ that makes (x^λ - 1)/λ most like a normal distribution: the highest likelihood
 * -n/2 ln(variance of the result, divisor n) + (λ - 1) Σ ln x, looked for from -5 to 5.
 *
 * A constant column has none: 1 comes back, which leaves all distances as they are. Values: above 0, else
 * std::invalid_argument. Source: Box & Cox 1964, J. R. Stat. Soc. B 26.
 */
double boxCoxLambda( Column values );

//! What transform() knows, for the reader of recipes.
const std::vector<MethodSignature> &transformSignatures();

} // namespace communitysafety::statistics
