// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/progress.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace communitysafety::statistics
{

/**
 * The index of every area when some parts have their own values and the others stand at their neutral ones: one flag
 * per part in, one value per area out.
 */
using ValueOfCoalition = std::function<std::vector<double>( const std::vector<bool> &isPresent )>;

//! So many players are evaluated in every combination; 2 to the power of this.
inline constexpr std::size_t mostExactPlayers = 12;

/**
 * What each part adds to an index that is no sum of its parts: the Shapley value.
 *
 * φ_i = Σ_S |S|! (n - |S| - 1)! / n! (v(S with i) - v(S)), over all sets S of the other parts: the mean of what part i
 * adds over all orders in which the n parts can come in. For a weighted mean this is weight × (value - neutral value).
 * In every area the values add up to v(all) - v(none), to rounding.
 *
 * \a players: n, the parts; \a areas: the length of what \a valueOf returns. Up to mostExactPlayers every set is
 * evaluated once, 2^n calls; beyond, the mean is over some 4,000 / n orders and their reversals drawn with a fixed
 * seed, which still add up, with a standard error that falls with the root of that number. Returned: one vector per
 * player with a value per area; missing where any value met was missing. No players: nothing. Throws
 * std::invalid_argument when valueOf returns another length; Cancelled through \a progress. valueOf is called from the
 * calling thread only. O(calls × players × areas) time, O(players × areas) memory.
 *
 * Source: Shapley 1953, A value for n-person games; Castro, Gómez and Tejada 2009 for the sampling, Mitchell et al.
 * 2022 for the reversed orders.
 */
std::vector<std::vector<double>> shapleyValues( std::size_t players, std::size_t areas, const ValueOfCoalition &valueOf,
                                                const Progress &progress = {} );

} // namespace communitysafety::statistics
