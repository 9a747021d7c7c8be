// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/localassociation.h"
#include "statistics/tailprobabilities.h"

namespace communitysafety::statistics
{

/**
 * Local join count: of areas with (1) and without (0) a property, how many neighbours of an area with it have it too,
 * w x_i Σ x_j. An area without the property gets 0 and no test. Expectation, deviation, missing values and cost as
 * LocalAssociation says; also throws std::invalid_argument on a value other than 0 and 1, naming the row.
 * Source: Anselin & Li 2019, Journal of Geographical Systems 21; counts checked against local_joincount_uni of spdep.
 */
LocalAssociation localJoinCount( Column values, const SpatialWeights &weights );

/**
 * The exact tails of the local join count, which is hypergeometric: of the n - 1 other areas M have the property, k are
 * neighbours. Missing for an area without the property or without neighbours. The question is that of the high tail:
 * whether more neighbours have it than chance gives. Errors as localJoinCount(); O(neighbours), and one evaluation per
 * distinct pair of k and count.
 */
TailProbabilities joinCountTails( Column values, const SpatialWeights &weights );

} // namespace communitysafety::statistics
