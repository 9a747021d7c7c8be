// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/scalesteps.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! One row of a composite index: an indicator (a leaf, with a column) or a group of other nodes.
struct IndexNode
{
  static constexpr int none = -1;
  //! The one method of a group that aggregate() does not know, since it reads the children before their steps.
  static constexpr const char *sumOfRawValues = "sumraw";

  //! The node this one is a part of; none for the index itself.
  int parent = none;
  //! Indicator weight among its siblings, 0 or more; the root's is not used.
  double weight = 1;
  //! Which column an indicator reads; none for a group.
  int column = none;
  //! How a group combines its children (see aggregation.h), or `sumraw`: their sum before their own steps. DEFAULT:
  //! mean.
  MethodSpec aggregate = {};
  //! What a group does with the combined value; a leaf has none, its column is on its scale already.
  ScaleSteps steps = {};
};

//! What an IndexTree makes of the columns: one vector per node, one value per area in it; empty for an indicator, whose
//! column is its value.
struct IndexValues
{
  //! Value of every group.
  std::vector<std::vector<double>> values;
  //! The combined value of a group before its own steps; empty for a group without steps.
  std::vector<std::vector<double>> raw;
};

/**
 * A composite index as a tree of any depth: indicators in themes, themes in domains, domains in the index.
 *
 * Every group combines its children with its own method, computed bottom-up, and then takes its own steps. In a mean
 * siblings' weights need not sum to 1, and a missing child passes its weight to its siblings, not to the whole index,
 * so that a theme keeps its weight as long as one of its indicators is present. Nodes may stand in any order.
 */
class IndexTree
{
public:
  /**
   * Throws std::invalid_argument, naming the node counted from 1, unless: exactly one node has no parent; every parent
   * exists and no node is its own ancestor; a node has either a column or children; weights are 0 or more and finite,
   * and among the children of a group at least one is above zero; the method of each group is known.
   */
  explicit IndexTree( std::vector<IndexNode> nodes );

  std::size_t size() const { return mNodes.size(); }
  const IndexNode &node( std::size_t index ) const { return mNodes[index]; }
  bool isLeaf( std::size_t index ) const { return mNodes[index].column != IndexNode::none; }
  const std::vector<std::size_t> &children( std::size_t group ) const { return mChildren[group]; }
  //! All nodes, every group before its children.
  const std::vector<std::size_t> &topDown() const { return mTopDown; }
  //! The node that is the index itself.
  std::size_t root() const { return mTopDown.front(); }
  //! How a group combines its children, with the default filled in; `sumraw` is a sum.
  MethodSpec aggregation( std::size_t group ) const;
  //! The weights of a group's children, as given.
  std::vector<double> childWeights( std::size_t group ) const;

  /**
   * True when a group stays on the scale of its children: what all of them have in common, it has too. So do all kinds
   * of means and extremes; sums, counts of flags, Copeland's scores and steps of its own make a scale of their own.
   */
  bool keepsScale( std::size_t group ) const;

  //! True when the index is a weighted sum of its columns: means and sums all the way up, and no steps on the way.
  bool isAdditive() const;

  /**
   * Effective weight of every node: the product of the weights from the root down, normalised among siblings in every
   * group but a sum, in which they count as given. Without sums the leaves together have 1, as the root has.
   */
  std::vector<double> effectiveWeights() const;

  /**
   * The value of every group in every area. \a columns: equal length, every node's column among them.
   * Throws std::invalid_argument when a column is absent or lengths differ, and as aggregate() does.
   * O(nodes × areas) in time and memory where the methods are linear.
   */
  IndexValues evaluate( const std::vector<Column> &columns ) const;

  //! The index alone.
  std::vector<double> total( const std::vector<Column> &columns ) const;

  //! Share of the index's effective weight that was present in each area, 0 to 1.
  std::vector<double> shareWithData( const std::vector<Column> &columns ) const;

  //! What the parent of \a node reads of it: its column, or the group's value in \a known, for `sumraw` before its
  //! steps.
  Column valueOf( std::size_t node, const std::vector<Column> &columns, const IndexValues &known ) const;
  //! The values of all children of \a group.
  std::vector<Column> partsOf( std::size_t group, const std::vector<Column> &columns, const IndexValues &known ) const;
  //! True when the parent of \a node sums it as it is before its own steps.
  bool isReadRaw( std::size_t node ) const;

private:
  void requireSoundNodes() const;
  void linkChildren();
  void orderTopDown();
  void requireColumnOrChildren( std::size_t index ) const;
  void requireColumns( const std::vector<Column> &columns ) const;
  bool sumsRawValues( std::size_t group ) const;

  std::vector<IndexNode> mNodes;
  std::vector<std::vector<std::size_t>> mChildren;
  std::vector<std::size_t> mTopDown;
};

} // namespace communitysafety::statistics
