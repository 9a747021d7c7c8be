// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/aggregate.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

std::string nodeName( std::size_t node ) { return "Node " + std::to_string( node + 1 ); }

void requireIndicatorWeights( const std::vector<double> &weights )
{
  for ( std::size_t part = 0; part < weights.size(); ++part )
    if ( !( weights[part] >= 0 ) || std::isinf( weights[part] ) )
      refuse( "Indicator weight " + std::to_string( part + 1 ), inWords( weights[part] ), "0 or more, and finite" );
  if ( std::none_of( weights.begin(), weights.end(), []( double weight ) { return weight > 0; } ) )
    refuse( "Every indicator weight", "0", "above 0 for one part at least" );
}

double sumOf( const std::vector<double> &numbers )
{
  double sum = 0;
  for ( const double number : numbers )
    sum += number;
  return sum;
}

std::vector<double> weightOfPresentParts( const std::vector<Column> &parts, const std::vector<double> &weights )
{
  std::vector<double> present( parts.front().size(), 0.0 );
  for ( std::size_t part = 0; part < parts.size(); ++part )
    for ( std::size_t area = 0; area < present.size(); ++area )
      if ( !isMissing( parts[part][area] ) )
        present[area] += weights[part];
  return present;
}

std::vector<double> isPresent( Column values )
{
  std::vector<double> present( values.size() );
  std::transform( values.begin(), values.end(), present.begin(),
                  []( double value ) { return isMissing( value ) ? 0.0 : 1.0; } );
  return present;
}

} // namespace

WeightedMean weightedMean( const std::vector<Column> &parts, const std::vector<double> &weights )
{
  if ( parts.empty() )
    refuse( "The number of parts", "0", "1 or more" );
  requireSize( "weights", weights.size(), parts.size() );
  for ( const Column &part : parts )
    requireSize( "a part", part.size(), parts.front().size() );
  requireIndicatorWeights( weights );

  const double total = sumOf( weights );
  WeightedMean mean;
  mean.weightPresent = weightOfPresentParts( parts, weights );
  mean.values.assign( mean.weightPresent.size(), 0.0 );
  for ( std::size_t part = 0; part < parts.size(); ++part )
    for ( std::size_t area = 0; area < mean.values.size(); ++area )
      if ( !isMissing( parts[part][area] ) )
        mean.values[area] += weights[part] * parts[part][area];
  for ( std::size_t area = 0; area < mean.values.size(); ++area )
  {
    const double present = mean.weightPresent[area];
    mean.values[area] = present > 0 ? mean.values[area] / present : missing;
    mean.weightPresent[area] = present / total;
  }
  return mean;
}

IndexTree::IndexTree( std::vector<IndexNode> nodes ) : mNodes( std::move( nodes ) )
{
  requireSoundNodes();
  linkChildren();
  orderTopDown();
  for ( std::size_t index = 0; index < size(); ++index )
    requireColumnOrChildren( index );
}

void IndexTree::requireSoundNodes() const
{
  const auto isRoot = []( const IndexNode &node ) { return node.parent == IndexNode::none; };
  const auto roots = std::count_if( mNodes.begin(), mNodes.end(), isRoot );
  if ( roots != 1 )
    refuse( "The number of nodes without a parent", std::to_string( roots ), "1" );
  const int count = static_cast<int>( size() );
  for ( std::size_t index = 0; index < size(); ++index )
  {
    const IndexNode &node = mNodes[index];
    if ( node.parent < IndexNode::none || node.parent >= count )
      refuse( nodeName( index ) + "'s parent", std::to_string( node.parent ), "one of the nodes" );
    if ( node.column < IndexNode::none )
      refuse( nodeName( index ) + "'s column", std::to_string( node.column ), "0 or more, or -1 for a group" );
    if ( !isRoot( node ) && ( !( node.weight >= 0 ) || std::isinf( node.weight ) ) )
      refuse( nodeName( index ) + "'s weight", inWords( node.weight ), "0 or more, and finite" );
  }
}

void IndexTree::linkChildren()
{
  mChildren.assign( size(), {} );
  for ( std::size_t index = 0; index < size(); ++index )
  {
    const int parent = mNodes[index].parent;
    if ( parent == IndexNode::none )
      mTopDown.push_back( index );
    else
      mChildren[static_cast<std::size_t>( parent )].push_back( index );
  }
}

void IndexTree::orderTopDown()
{
  for ( std::size_t next = 0; next < mTopDown.size(); ++next )
  {
    const std::vector<std::size_t> &children = mChildren[mTopDown[next]];
    mTopDown.insert( mTopDown.end(), children.begin(), children.end() );
  }
  // Nodes that hang in a circle are never reached from the root.
  if ( mTopDown.size() != size() )
    refuse( "The number of nodes under the root", std::to_string( mTopDown.size() - 1 ),
            std::to_string( size() - 1 ) + ", without circles" );
}

void IndexTree::requireColumnOrChildren( std::size_t index ) const
{
  const std::vector<std::size_t> &children = mChildren[index];
  if ( isLeaf( index ) )
  {
    if ( !children.empty() )
      refuse( nodeName( index ), "an indicator with a column and with children", "either an indicator or a group" );
    return;
  }
  const auto hasWeight = [this]( std::size_t child ) { return mNodes[child].weight > 0; };
  if ( std::none_of( children.begin(), children.end(), hasWeight ) )
    refuse( nodeName( index ), "a group without any weighted child",
            "an indicator with a column or a group with a child whose weight is above 0" );
}

void IndexTree::requireColumns( const std::vector<Column> &columns ) const
{
  for ( std::size_t index = 0; index < size(); ++index )
  {
    if ( !isLeaf( index ) )
      continue;
    if ( static_cast<std::size_t>( mNodes[index].column ) >= columns.size() )
      refuse( nodeName( index ) + "'s column", std::to_string( mNodes[index].column ),
              "below the number of columns, " + std::to_string( columns.size() ) );
  }
  for ( const Column &column : columns )
    requireSize( "a column", column.size(), columns.front().size() );
}

std::vector<double> IndexTree::effectiveWeights() const
{
  std::vector<double> effective( size(), 1.0 );
  for ( const std::size_t group : mTopDown )
  {
    double siblings = 0;
    for ( const std::size_t child : mChildren[group] )
      siblings += mNodes[child].weight;
    for ( const std::size_t child : mChildren[group] )
      effective[child] = effective[group] * mNodes[child].weight / siblings;
  }
  return effective;
}

IndexValues IndexTree::evaluate( const std::vector<Column> &columns ) const
{
  requireColumns( columns );
  IndexValues result;
  result.values.resize( size() );
  result.weightPresent.resize( size() );
  for ( auto index = mTopDown.rbegin(); index != mTopDown.rend(); ++index )
  {
    if ( isLeaf( *index ) )
    {
      const Column &column = columns[static_cast<std::size_t>( mNodes[*index].column )];
      result.values[*index].assign( column.begin(), column.end() );
      result.weightPresent[*index] = isPresent( column );
    }
    else
      evaluateGroup( *index, result );
  }
  return result;
}

void IndexTree::evaluateGroup( std::size_t group, IndexValues &result ) const
{
  std::vector<Column> values;
  std::vector<Column> shares;
  std::vector<double> weights;
  for ( const std::size_t child : mChildren[group] )
  {
    values.emplace_back( result.values[child] );
    shares.emplace_back( result.weightPresent[child] );
    weights.push_back( mNodes[child].weight );
  }
  result.values[group] = weightedMean( values, weights ).values;
  // The share present of a group is that of its children, each in proportion to its weight.
  result.weightPresent[group] = weightedMean( shares, weights ).values;
}

std::vector<std::vector<double>> IndexTree::contributions( const std::vector<Column> &columns, double neutral ) const
{
  const std::vector<std::vector<double>> values = evaluate( columns ).values;
  const std::size_t areas = values[root()].size();
  std::vector<std::vector<double>> result( size(), std::vector<double>( areas, missing ) );
  for ( std::size_t area = 0; area < areas; ++area )
  {
    if ( isMissing( values[root()][area] ) )
      continue;
    const std::vector<double> effective = effectiveWeightsIn( area, values );
    for ( std::size_t index = 0; index < size(); ++index )
      result[index][area] = effective[index] > 0 ? effective[index] * ( values[index][area] - neutral ) : 0.0;
  }
  return result;
}

std::vector<double> IndexTree::effectiveWeightsIn( std::size_t area,
                                                   const std::vector<std::vector<double>> &values ) const
{
  std::vector<double> effective( size(), 0.0 );
  effective[root()] = 1;
  for ( const std::size_t group : mTopDown )
  {
    double present = 0;
    for ( const std::size_t child : mChildren[group] )
      if ( !isMissing( values[child][area] ) )
        present += mNodes[child].weight;
    for ( const std::size_t child : mChildren[group] )
      if ( present > 0 && !isMissing( values[child][area] ) )
        effective[child] = effective[group] * mNodes[child].weight / present;
  }
  return effective;
}

} // namespace communitysafety::statistics
