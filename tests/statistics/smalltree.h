// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/indextree.h"

#include <vector>

//! An index of three indicators in four areas, by which trees are tested.
namespace smalltree
{

using communitysafety::statistics::Column;
using communitysafety::statistics::IndexNode;
using communitysafety::statistics::missing;

inline constexpr int none = IndexNode::none;

//! Index = theme A (weight 1: indicators 0 and 1, weights 1 and 3) and indicator 2 (weight 3).
inline const std::vector<IndexNode> smallTree = {
  { none, 1, none }, { 0, 1, none }, { 1, 1, 0 }, { 1, 3, 1 }, { 0, 3, 2 },
};
inline const std::vector<double> first = { 100, 200, missing, missing };
inline const std::vector<double> second = { 300, missing, missing, missing };
inline const std::vector<double> third = { 50, 60, 70, missing };
inline const std::vector<Column> columns = { first, second, third };

} // namespace smalltree
