// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/indextree.h"

#include <vector>

namespace communitysafety::statistics
{

//! What each node adds to the index of each area: index = baseline + the sum of the indicators' contributions.
struct IndexContributions
{
  //! One vector per node; a group holds the sum of its indicators, the root index - baseline.
  std::vector<std::vector<double>> values;
  //! The index an area would have if all its indicators stood at their neutral values.
  std::vector<double> baseline;
};

/**
 * What each indicator adds to the index of each area, against an area in which every column of \a columns stands at its
 * value in \a neutral (one number per column). \a evaluated: tree.evaluate( columns ).
 *
 * Exact and linear in an additive tree: effective weight in the area, passed-on weights included, × (value - neutral).
 * Elsewhere each group is divided among its children by their Shapley values (see shapley.h) and each child's part
 * among its own children in proportion to theirs, so that the parts add up to index - baseline at every level. A
 * missing indicator contributes nothing (0); where the index is missing so are all contributions.
 *
 * Throws std::invalid_argument unless there is one neutral value for every column.
 * O(nodes × areas) for additive groups, O(2^children × areas) for others.
 * Source: Shapley 1953; the division level by level is the nested use of it by Owen 1977.
 */
IndexContributions indexContributions( const IndexTree &tree, const std::vector<Column> &columns,
                                       const IndexValues &evaluated, const std::vector<double> &neutral );

/**
 * By how much the index of each area rises with each node, per unit: effective weights, with the weights that missing
 * siblings pass on. One vector per node, 0 where the node is missing. \a evaluated: tree.evaluate( columns ).
 * Throws std::invalid_argument unless the tree is additive. O(nodes × areas).
 */
std::vector<std::vector<double>> weightsInAreas( const IndexTree &tree, const std::vector<Column> &columns,
                                                 const IndexValues &evaluated );

} // namespace communitysafety::statistics
