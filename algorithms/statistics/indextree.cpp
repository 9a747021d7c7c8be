// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indextree.h"

#include "statistics/aggregation.h"
#include "statistics/arguments.h"

#include <algorithm>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

std::string nodeName( std::size_t node ) { return "Node " + std::to_string( node + 1 ); }

std::vector<double> isPresent( Column values )
{
  std::vector<double> present( values.size() );
  std::transform( values.begin(), values.end(), present.begin(),
                  []( double value ) { return isMissing( value ) ? 0.0 : 1.0; } );
  return present;
}

double sumOf( const std::vector<double> &numbers )
{
  double sum = 0;
  for ( const double number : numbers )
    sum += number;
  return sum;
}

} // namespace

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
  findMethod( aggregation( index ), aggregationSignatures(), "aggregation" );
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

bool IndexTree::isAdditive() const
{
  for ( std::size_t index = 0; index < size(); ++index )
    if ( !isLeaf( index ) && ( !statistics::isAdditive( aggregation( index ) ) || mNodes[index].steps.isGiven() ) )
      return false;
  return true;
}

bool IndexTree::keepsScale( std::size_t group ) const
{
  static const std::vector<std::string> others = { "sum", "flags", "copeland" };
  return !mNodes[group].steps.isGiven() &&
         std::find( others.begin(), others.end(), aggregation( group ).name ) == others.end();
}

bool IndexTree::sumsRawValues( std::size_t group ) const
{
  return mNodes[group].aggregate.name == IndexNode::sumOfRawValues;
}

bool IndexTree::isReadRaw( std::size_t index ) const
{
  const int parent = mNodes[index].parent;
  return parent != IndexNode::none && mNodes[index].steps.isGiven() &&
         sumsRawValues( static_cast<std::size_t>( parent ) );
}

MethodSpec IndexTree::aggregation( std::size_t group ) const
{
  if ( sumsRawValues( group ) )
    return { "sum", {} };
  return mNodes[group].aggregate.isGiven() ? mNodes[group].aggregate : MethodSpec{ "mean", {} };
}

std::vector<double> IndexTree::childWeights( std::size_t group ) const
{
  std::vector<double> weights;
  for ( const std::size_t child : mChildren[group] )
    weights.push_back( mNodes[child].weight );
  return weights;
}

std::vector<double> IndexTree::effectiveWeights() const
{
  std::vector<double> effective( size(), 1.0 );
  for ( const std::size_t group : mTopDown )
  {
    const double siblings = aggregation( group ).name == "sum" ? 1 : sumOf( childWeights( group ) );
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
  result.raw.resize( size() );
  for ( auto group = mTopDown.rbegin(); group != mTopDown.rend(); ++group )
  {
    if ( isLeaf( *group ) )
      continue;
    std::vector<double> combined =
      aggregate( partsOf( *group, columns, result ), childWeights( *group ), aggregation( *group ) ).values;
    if ( mNodes[*group].steps.isGiven() )
    {
      result.values[*group] = takeSteps( combined, mNodes[*group].steps ).values;
      result.raw[*group] = std::move( combined );
    }
    else
      result.values[*group] = std::move( combined );
  }
  return result;
}

std::vector<double> IndexTree::total( const std::vector<Column> &columns ) const
{
  IndexValues evaluated = evaluate( columns );
  if ( !isLeaf( root() ) )
    return std::move( evaluated.values[root()] );
  const Column column = valueOf( root(), columns, evaluated );
  return { column.begin(), column.end() };
}

std::vector<double> IndexTree::shareWithData( const std::vector<Column> &columns ) const
{
  requireColumns( columns );
  std::vector<std::vector<double>> present( size() );
  for ( auto index = mTopDown.rbegin(); index != mTopDown.rend(); ++index )
  {
    if ( isLeaf( *index ) )
    {
      present[*index] = isPresent( columns[static_cast<std::size_t>( mNodes[*index].column )] );
      continue;
    }
    // The share present of a group is that of its children, each in proportion to its weight.
    std::vector<Column> shares;
    for ( const std::size_t child : mChildren[*index] )
      shares.emplace_back( present[child] );
    present[*index] = weightedMean( shares, childWeights( *index ) ).values;
    for ( const std::size_t child : mChildren[*index] )
      present[child] = {};
  }
  return std::move( present[root()] );
}

Column IndexTree::valueOf( std::size_t node, const std::vector<Column> &columns, const IndexValues &known ) const
{
  if ( isLeaf( node ) )
    return columns[static_cast<std::size_t>( mNodes[node].column )];
  return isReadRaw( node ) ? known.raw[node] : known.values[node];
}

std::vector<Column> IndexTree::partsOf( std::size_t group, const std::vector<Column> &columns,
                                        const IndexValues &known ) const
{
  std::vector<Column> parts;
  for ( const std::size_t child : mChildren[group] )
    parts.push_back( valueOf( child, columns, known ) );
  return parts;
}

} // namespace communitysafety::statistics
