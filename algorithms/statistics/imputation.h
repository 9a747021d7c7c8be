// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/neighbours.h"

#include <vector>

namespace communitysafety::statistics
{

//! What stands in for a missing value.
enum class Imputation
{
  //! Nothing: it stays missing.
  none,
  //! The mean of the present values.
  mean,
  //! Their median.
  median,
  //! The mean of the present values in the same group, e.g. the ward of a cell.
  groupMean,
  //! Their median.
  groupMedian,
  //! The mean of the present values of the neighbouring areas.
  neighbours
};

/**
 * Fills the missing values of a column; present ones stay as they are.
 *
 * An imputed value is a guess that pulls the area to the middle and makes the index look surer than it is: say which
 * values were imputed, and prefer passing the weight on to the indicators that are present where few are missing.
 * Neighbours are taken from the values given, never from values that were filled in.
 *
 * \a group: one number per value, a negative one means "in no group"; used by groupMean and groupMedian alone.
 * \a neighbours: of as many areas; used by neighbours alone. What has nothing to be taken from (a group or
 * neighbourhood without values, no group) stays missing.
 * Throws std::invalid_argument when the lengths differ, and on infinite values. O(n log n + neighbours).
 * Source: OECD/JRC Handbook 2008; groupMean is checked against COINr 1.1.14 (tests/oracles).
 */
std::vector<double> impute( Column values, Imputation how, const std::vector<int> &group = {},
                            const Neighbours &neighbours = {} );

} // namespace communitysafety::statistics
