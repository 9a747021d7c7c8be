// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * Rank of each value among the present ones: 1 = highest, equal values share the smallest rank (1, 2, 2, 4).
 *
 * A missing value gets no rank and does not count. O(n log n).
 */
std::vector<double> rankDescending( Column values );

//! As rankDescending() with 1 = lowest.
std::vector<double> rankAscending( Column values );

//! Rank with 1 = lowest where equal values share the mean of their ranks (1, 2.5, 2.5, 4), as rank correlation needs
//! it.
std::vector<double> averageRankAscending( Column values );

/**
 * rankDescending() inside each group, e.g. the cells of each ward.
 *
 * \a group: one number per value, any number from 0 up; a negative one means "in no group" and gives no rank.
 * Throws std::invalid_argument when the lengths differ. O(n log n).
 */
std::vector<double> rankWithin( Column values, const std::vector<int> &group );

/**
 * Decile of each rank: ceil(10 r / N), r the rank and N the number of ranked areas; 1 = highest tenth.
 *
 * With ties and with fewer than ten areas the deciles are not equally full, and some may be empty: this is the official
 * rule, not an equal split. A missing rank gets no decile.
 * Throws std::invalid_argument when a rank is outside 1 to N. Linear.
 *
 * Source: the English Indices of Deprivation; reproduces their published shares of areas in decile 1.
 */
std::vector<double> deciles( Column ranks );

//! The same for a part of the ranked areas, e.g. the ranks of one city among the \a rankedAreas of the country.
std::vector<double> deciles( Column ranks, double rankedAreas );

} // namespace communitysafety::statistics
