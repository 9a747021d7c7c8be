// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/remainingtree.h"

namespace communitysafety::statistics
{

namespace
{

//! Works out which groups keep a child with weight, from the leaves up.
class WeightedGroups
{
public:
  WeightedGroups( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups,
                  const std::vector<bool> &isIndicatorKept )
    : mIndicators( indicators ), mGroups( groups ), mIsIndicatorKept( isIndicatorKept ), mIsKept( groups.size(), true )
  {
    while ( dropGroups() )
      continue;
  }

  bool isKept( std::size_t group ) const { return mIsKept[group]; }

private:
  //! \returns whether a group went, which can empty the group above it.
  bool dropGroups()
  {
    bool isChanged = false;
    for ( std::size_t group = 0; group < mGroups.size(); ++group )
    {
      if ( !mIsKept[group] || hasWeightedChild( group ) )
        continue;
      mIsKept[group] = false;
      isChanged = true;
    }
    return isChanged;
  }

  bool hasWeightedChild( std::size_t group ) const
  {
    for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
      if ( mIndicators[indicator].group == group && mIndicators[indicator].weight > 0 && mIsIndicatorKept[indicator] )
        return true;
    for ( std::size_t child = 0; child < mGroups.size(); ++child )
      if ( mGroups[child].parent == static_cast<int>( group ) && mGroups[child].weight > 0 && mIsKept[child] )
        return true;
    return false;
  }

  const std::vector<ScoreIndicator> &mIndicators;
  const std::vector<ScoreGroup> &mGroups;
  const std::vector<bool> &mIsIndicatorKept;
  std::vector<bool> mIsKept;
};

void addGroups( const std::vector<ScoreGroup> &groups, const WeightedGroups &weighted, RemainingTree &tree )
{
  tree.nodeOfGroup.assign( groups.size(), IndexNode::none );
  for ( std::size_t group = 0; group < groups.size(); ++group )
  {
    if ( !weighted.isKept( group ) )
      continue;
    tree.nodeOfGroup[group] = static_cast<int>( tree.nodes.size() );
    tree.nodes.push_back(
      { groups[group].parent, groups[group].weight, IndexNode::none, groups[group].aggregate, groups[group].steps } );
  }
  // Parents are known by their node only now, because a child may stand before its parent.
  for ( IndexNode &node : tree.nodes )
    if ( node.parent != IndexNode::none )
      node.parent = tree.nodeOfGroup.at( static_cast<std::size_t>( node.parent ) );
}

} // namespace

RemainingTree remainingTree( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups,
                             const std::vector<bool> &isKept )
{
  RemainingTree tree;
  addGroups( groups, WeightedGroups( indicators, groups, isKept ), tree );
  tree.nodeOfIndicator.assign( indicators.size(), IndexNode::none );
  for ( std::size_t indicator = 0; indicator < indicators.size(); ++indicator )
  {
    const int parent = tree.nodeOfGroup[indicators[indicator].group];
    if ( !isKept[indicator] || parent == IndexNode::none )
      continue;
    tree.nodeOfIndicator[indicator] = static_cast<int>( tree.nodes.size() );
    tree.nodes.push_back( { parent, indicators[indicator].weight, static_cast<int>( tree.used.size() ), {}, {} } );
    tree.used.push_back( indicator );
  }
  return tree;
}

std::vector<std::size_t> indicatorsUnder( std::size_t group, const std::vector<ScoreGroup> &groups,
                                          const std::vector<ScoreIndicator> &indicators,
                                          const std::vector<std::size_t> &used )
{
  std::vector<std::size_t> under;
  for ( const std::size_t indicator : used )
  {
    int above = static_cast<int>( indicators[indicator].group );
    while ( above != IndexNode::none && above != static_cast<int>( group ) )
      above = groups[static_cast<std::size_t>( above )].parent;
    if ( above != IndexNode::none )
      under.push_back( indicator );
  }
  return under;
}

} // namespace communitysafety::statistics
