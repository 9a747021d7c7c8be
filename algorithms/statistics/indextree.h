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

//! What an IndexTree makes of the columns: one vector per node, one value per area in it.
struct IndexValues
{
  //! Value of every node, in the order of the nodes; a leaf repeats its column.
  std::vector<std::vector<double>> values;
  //! The combined value of a group before its own steps; empty for a node without steps.
  std::vector<std::vector<double>> raw;
  //! Share of the node's effective weight that was present.
  std::vector<std::vector<double>> weightPresent;
};

//! What each node adds to the index of each area: index = baseline + the sum of the indicators' contributions.
struct IndexContributions
{
  //! One vector per node; a group holds the sum of its indicators, the root index - baseline.
  std::vector<std::vector<double>> values;
  //! The index an area would have if all its indicators stood at their neutral values.
  std::vector<double> baseline;
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
  //! The node that is the index itself.
  std::size_t root() const { return mTopDown.front(); }

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
   * The value of every node in every area. \a columns: equal length, every node's column among them.
   * Throws std::invalid_argument when a column is absent or lengths differ, and as aggregate() does.
   * O(nodes × areas) in time and memory where the methods are linear.
   */
  IndexValues evaluate( const std::vector<Column> &columns ) const;

  //! Share of the index's weight that was present in each area, 0 to 1; see IndexValues::weightPresent.
  std::vector<double> shareWithData( const std::vector<Column> &columns ) const;

  //! The index alone: the root's values of evaluate(), without what is only kept to be shown.
  std::vector<double> total( const std::vector<Column> &columns ) const;

  /**
   * What each indicator adds to the index of each area, against an area in which every column of \a columns stands at
   * its value in \a neutral (one number per column).
   *
   * Exact and linear in an additive tree: effective weight in the area, passed-on weights included, × (value -
   * neutral). Elsewhere each group is divided among its children by their Shapley values (see shapley.h) and each
   * child's part among its own children in proportion to theirs, so that the parts add up to index - baseline at every
   * level. A missing indicator contributes nothing (0); where the index is missing so are all contributions.
   *
   * O(nodes × areas) for additive groups, O(2^children × areas) for others.
   * Source: Shapley 1953; the division level by level is the nested use of it by Owen 1977.
   */
  IndexContributions contributions( const std::vector<Column> &columns, const std::vector<double> &neutral ) const;

private:
  //! Part of the contribution of a node: factor × how far it stands from its baseline, + extra, one per area.
  struct Carry
  {
    std::vector<double> factor;
    std::vector<double> extra;
  };

  void requireSoundNodes() const;
  void linkChildren();
  void orderTopDown();
  void requireColumnOrChildren( std::size_t index ) const;
  void requireColumns( const std::vector<Column> &columns ) const;

  bool addsUp( std::size_t group ) const;
  bool sumsRawValues( std::size_t group ) const;
  bool isReadRaw( std::size_t index ) const;
  MethodSpec methodOf( std::size_t group ) const;
  std::vector<double> weightsOfChildren( std::size_t group ) const;
  //! The columns that \a group combines, from the values of its children.
  std::vector<Column> partsOf( std::size_t group, const std::vector<Column> &columns, const IndexValues &known ) const;
  void combineGroups( const std::vector<Column> &columns, IndexValues &result ) const;
  void combineShares( const std::vector<Column> &columns, IndexValues &result ) const;

  IndexValues baselineOf( const IndexValues &actual, const std::vector<double> &neutral,
                          const std::vector<Column> &columns ) const;
  std::vector<std::vector<double>> effectsOfChildren( std::size_t group, const std::vector<Column> &actual,
                                                      const std::vector<Column> &baseline ) const;
  std::vector<std::vector<double>> presentWeights( std::size_t group, const std::vector<Column> &actual ) const;
  std::vector<Column> neutralPartsOf( std::size_t group, const IndexValues &baseline ) const;
  void carryThroughSteps( std::size_t group, const IndexValues &actual, const IndexValues &baseline,
                          Carry &carry ) const;
  void carryDown( std::size_t group, const IndexValues &actual, const IndexValues &baseline,
                  const std::vector<Column> &columns, std::vector<Carry> &carries ) const;

  std::vector<IndexNode> mNodes;
  std::vector<std::vector<std::size_t>> mChildren;
  //! The nodes with every parent before its children.
  std::vector<std::size_t> mTopDown;
};

} // namespace communitysafety::statistics
