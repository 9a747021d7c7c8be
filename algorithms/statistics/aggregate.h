// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! Weighted means, one per area, with how much of the weight stood behind each.
struct WeightedMean
{
  std::vector<double> values;
  //! Share (0 to 1) of the total weight whose part was present in the area.
  std::vector<double> weightPresent;
};

/**
 * Weighted arithmetic mean of several columns, area by area, over the parts that are present.
 *
 * m = Σ w x / Σ w, both sums over the parts with a value in the area: a missing part passes its weight to the others in
 * proportion. Where no part with weight is present the mean is missing and weightPresent 0. The caller decides from
 * which weightPresent on a mean is good enough.
 *
 * \a parts: columns of equal length, in one unit; \a weights: one per part, 0 or more, any sum.
 * Throws std::invalid_argument when there are no parts, when lengths differ, when a weight is negative, infinite or
 * missing, and when all are zero. O(parts × areas).
 */
WeightedMean weightedMean( const std::vector<Column> &parts, const std::vector<double> &weights );

//! One row of a composite index: an indicator (a leaf, with a column) or a group of other nodes.
struct IndexNode
{
  static constexpr int none = -1;

  //! The node this one is a part of; none for the index itself.
  int parent = none;
  //! Indicator weight among its siblings, 0 or more; the root's is not used.
  double weight = 1;
  //! Which column an indicator reads; none for a group.
  int column = none;
};

//! What an IndexTree makes of the columns: one vector per node, one value per area in it.
struct IndexValues
{
  //! Value of every node, in the order of the nodes; a leaf repeats its column.
  std::vector<std::vector<double>> values;
  //! Share of the node's effective weight that was present.
  std::vector<std::vector<double>> weightPresent;
};

/**
 * A composite index as a tree of any depth: indicators in themes, themes in domains, domains in the index.
 *
 * Every group is the weighted arithmetic mean of its children (see weightedMean()), computed bottom-up; siblings'
 * weights need not sum to 1. A missing child passes its weight to its siblings, not to the whole index, so that a theme
 * keeps its weight as long as one of its indicators is present. Nodes may stand in any order.
 */
class IndexTree
{
public:
  /**
   * Throws std::invalid_argument, naming the node counted from 1, unless: exactly one node has no parent; every parent
   * exists and no node is its own ancestor; a node has either a column or children; weights are 0 or more and finite,
   * and among the children of a group at least one is above zero.
   */
  explicit IndexTree( std::vector<IndexNode> nodes );

  std::size_t size() const { return mNodes.size(); }
  const IndexNode &node( std::size_t index ) const { return mNodes[index]; }
  bool isLeaf( std::size_t index ) const { return mNodes[index].column != IndexNode::none; }
  //! The node that is the index itself.
  std::size_t root() const { return mTopDown.front(); }

  /**
   * Effective weight of every node: the product of the normalised weights from the root down. The root has 1, and so
   * have the leaves together.
   */
  std::vector<double> effectiveWeights() const;

  /**
   * The value of every node in every area. \a columns: equal length, every node's column among them.
   * Throws std::invalid_argument when a column is absent or lengths differ. O(nodes × areas) in time and memory.
   */
  IndexValues evaluate( const std::vector<Column> &columns ) const;

  /**
   * What each indicator adds to the index of each area: effective weight in the area × (value - \a neutral), where the
   * effective weight follows the same passing-on of weights as evaluate(). One vector per node in the order of the
   * nodes; a group holds the sum of its indicators, the root index - neutral.
   *
   * The indicators' contributions add up to index - neutral exactly (to rounding), with or without missing values,
   * because every level is an arithmetic mean; they do not once a caller transforms a level in between. An indicator
   * that is missing contributes nothing (0); where the whole index is missing so are all contributions.
   */
  std::vector<std::vector<double>> contributions( const std::vector<Column> &columns, double neutral ) const;

private:
  void requireSoundNodes() const;
  void linkChildren();
  void orderTopDown();
  void requireColumnOrChildren( std::size_t index ) const;
  void requireColumns( const std::vector<Column> &columns ) const;
  void evaluateGroup( std::size_t group, IndexValues &result ) const;
  std::vector<double> effectiveWeightsIn( std::size_t area, const std::vector<std::vector<double>> &values ) const;

  std::vector<IndexNode> mNodes;
  std::vector<std::vector<std::size_t>> mChildren;
  //! The nodes with every parent before its children.
  std::vector<std::size_t> mTopDown;
};

} // namespace communitysafety::statistics
