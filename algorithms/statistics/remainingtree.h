// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/indextree.h"
#include "statistics/indicatorscale.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! A theme, a domain, or the index itself, which is the one group without a parent.
struct ScoreGroup
{
  int parent = IndexNode::none;
  double weight = 1;
  //! How its children are combined, and what is done with the result; see IndexNode.
  MethodSpec aggregate = {};
  ScaleSteps steps = {};
};

//! The tree of an index without the indicators that are left out, and without the groups that are empty then.
struct RemainingTree
{
  //! For IndexTree; the column of a leaf is its place in \a used.
  std::vector<IndexNode> nodes;
  //! Node of each group and of each indicator; IndexNode::none for those that are gone.
  std::vector<int> nodeOfGroup;
  std::vector<int> nodeOfIndicator;
  //! The indicators that remain, in their order.
  std::vector<std::size_t> used;
};

/**
 * What remains of the index when only the indicators that \a isKept names take part.
 *
 * A group remains while an indicator or group with a weight above zero remains in it; an indicator remains while its
 * group does. REQUIRES: one value of \a isKept per indicator, every indicator in one of \a groups.
 * O(groups × (groups + indicators)).
 */
RemainingTree remainingTree( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups,
                             const std::vector<bool> &isKept );

//! The indicators among \a used that belong to \a group, directly or through groups in between.
std::vector<std::size_t> indicatorsUnder( std::size_t group, const std::vector<ScoreGroup> &groups,
                                          const std::vector<ScoreIndicator> &indicators,
                                          const std::vector<std::size_t> &used );

} // namespace communitysafety::statistics
