// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/progress.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * Copeland score: how many other areas an area beats, less how many it loses to.
 *
 * Area i beats k when the parts in which it is higher weigh more than those in which it is lower,
 * Σ w_j [x_ij > x_kj] > Σ w_j [x_ij < x_kj], over the parts present in both; when both weigh the same,
 * but for rounding (a thousand-millionth of the total weight per part), they are level and neither gets a point. Only
 * the order within each part matters: no unit, no outlier, and no high value that makes up for a low one. From -(n - 1)
 * to n - 1; the scores of all areas add up to 0.
 *
 * \a parts: columns of equal length, any units; \a weights: one per part, 0 or more, any sum. An area without any part
 * of weight present has no score and is nobody's opponent; one that has no part in common with another is level with
 * it. Throws std::invalid_argument when there are no parts and when lengths differ; Cancelled through \a progress.
 * O(areas² × parts) time on all cores, O(areas × parts) memory.
 *
 * Source: Copeland 1951; Munda and Nardo 2009, with the outranking matrix of COINr 1.1.14 (ties count half to each
 * side).
 */
std::vector<double> copelandScores( const std::vector<Column> &parts, const std::vector<double> &weights,
                                    const Progress &progress = {} );

} // namespace communitysafety::statistics
