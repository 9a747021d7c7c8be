// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/bordergraph.h"
#include "statistics/column.h"

namespace communitysafety::statistics
{

/**
 * Correlation of each value with those of its neighbours: Moran's I with every pair of neighbours counted once and
 * equally. Missing values take no part. 0 when nothing can be said: no pairs, or all values alike. Linear.
 */
double neighbourCorrelation( Column values, const BorderGraph &graph );

/**
 * How many times larger the variance of a mean over a set of neighbouring values is than that of as many independent
 * ones: (1 + r) / (1 - r) for the \a correlation r between neighbours, at least 1; r above 0.95 counts as 0.95.
 *
 * As for a first-order autoregression along a line, where n values are worth n (1 - r) / (1 + r) independent ones; on a
 * map a first approximation.
 * Source: Clifford, Richardson and Hémon 1989, Biometrics 45, doi:10.2307/2532039, for the idea of an effective number.
 */
double varianceInflation( double correlation );

} // namespace communitysafety::statistics
