// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indextree.h"

#include "statistics/aggregation.h"
#include "statistics/arguments.h"
#include "statistics/normalise.h"
#include "statistics/shapley.h"
#include "statistics/transform.h"

#include <algorithm>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

using Columns = std::vector<std::vector<double>>;

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

//! Difference of two columns, 0 where either is missing.
std::vector<double> deviation( Column actual, Column baseline )
{
  std::vector<double> result( actual.size(), 0.0 );
  for ( std::size_t area = 0; area < result.size(); ++area )
    if ( !isMissing( actual[area] ) && !isMissing( baseline[area] ) )
      result[area] = actual[area] - baseline[area];
  return result;
}

double sumOfSizes( Column values )
{
  double sum = 0;
  for ( const double value : values )
    sum += std::fabs( value );
  return sum;
}

/**
 * Expresses \a target as factor × \a deviations + extra. The factor is their ratio where that is of the usual size;
 * where a deviation is next to nothing the ratio would explode, and what it leaves unexplained is the extra.
 */
void express( Column target, Column deviations, std::vector<double> &factor, std::vector<double> &extra )
{
  constexpr double unusual = 10;
  const double size = sumOfSizes( deviations );
  const double usual = size > 0 ? sumOfSizes( target ) / size : 0;
  factor.assign( target.size(), usual );
  extra.assign( target.size(), 0.0 );
  for ( std::size_t area = 0; area < target.size(); ++area )
  {
    const double ratio = target[area] / deviations[area];
    if ( std::fabs( ratio ) <= unusual * usual )
      factor[area] = ratio;
    else
      extra[area] = target[area] - usual * deviations[area];
  }
}

//! Combines \a parts as \a actual were combined: with the same weights, where these come from the data.
std::vector<double> combineAgain( const std::vector<Column> &actual, const std::vector<Column> &parts,
                                  const std::vector<double> &weights, const MethodSpec &method )
{
  if ( hasWeightsFromData( method ) )
    return weightedMean( parts, weightsFromData( actual, weights, method ).weights ).values;
  return aggregate( parts, weights, method ).values;
}

//! Where a group stands when all its children stand at their baselines, after the group's own steps.
std::vector<double> baselineAfter( std::vector<double> raw, const ScaleSteps &steps )
{
  if ( !steps.normalise.isGiven() )
    return steps.transform.isGiven() ? transform( raw, steps.transform ) : raw;
  const auto areas = std::count_if( raw.begin(), raw.end(), []( double value ) { return !isMissing( value ); } );
  const double neutral = neutralValue( steps.normalise, static_cast<std::size_t>( areas ) );
  for ( double &value : raw )
    value = isMissing( value ) ? missing : neutral;
  return raw;
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
  findMethod( methodOf( index ), aggregationSignatures(), "aggregation" );
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
    if ( !isLeaf( index ) && ( !statistics::isAdditive( methodOf( index ) ) || mNodes[index].steps.isGiven() ) )
      return false;
  return true;
}

bool IndexTree::keepsScale( std::size_t group ) const
{
  static const std::vector<std::string> others = { "sum", "flags", "copeland" };
  return !mNodes[group].steps.isGiven() &&
         std::find( others.begin(), others.end(), methodOf( group ).name ) == others.end();
}

bool IndexTree::addsUp( std::size_t group ) const
{
  return statistics::isAdditive( methodOf( group ) ) || hasWeightsFromData( methodOf( group ) );
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

MethodSpec IndexTree::methodOf( std::size_t group ) const
{
  if ( sumsRawValues( group ) )
    return { "sum", {} };
  return mNodes[group].aggregate.isGiven() ? mNodes[group].aggregate : MethodSpec{ "mean", {} };
}

std::vector<double> IndexTree::weightsOfChildren( std::size_t group ) const
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
    const double siblings = methodOf( group ).name == "sum" ? 1 : sumOf( weightsOfChildren( group ) );
    for ( const std::size_t child : mChildren[group] )
      effective[child] = effective[group] * mNodes[child].weight / siblings;
  }
  return effective;
}

IndexValues IndexTree::evaluate( const std::vector<Column> &columns ) const
{
  requireColumns( columns );
  IndexValues result;
  combineGroups( columns, result );
  combineShares( columns, result );
  for ( std::size_t index = 0; index < size(); ++index )
  {
    if ( !isLeaf( index ) )
      continue;
    const Column &column = columns[static_cast<std::size_t>( mNodes[index].column )];
    result.values[index].assign( column.begin(), column.end() );
  }
  return result;
}

std::vector<double> IndexTree::shareWithData( const std::vector<Column> &columns ) const
{
  requireColumns( columns );
  IndexValues result;
  combineShares( columns, result );
  return std::move( result.weightPresent[root()] );
}

std::vector<double> IndexTree::total( const std::vector<Column> &columns ) const
{
  requireColumns( columns );
  if ( isLeaf( root() ) )
  {
    const Column &column = columns[static_cast<std::size_t>( mNodes[root()].column )];
    return { column.begin(), column.end() };
  }
  IndexValues result;
  combineGroups( columns, result );
  return std::move( result.values[root()] );
}

std::vector<Column> IndexTree::partsOf( std::size_t group, const std::vector<Column> &columns,
                                        const IndexValues &known ) const
{
  std::vector<Column> parts;
  for ( const std::size_t child : mChildren[group] )
  {
    if ( isLeaf( child ) )
      parts.push_back( columns[static_cast<std::size_t>( mNodes[child].column )] );
    else
      parts.emplace_back( isReadRaw( child ) ? known.raw[child] : known.values[child] );
  }
  return parts;
}

void IndexTree::combineGroups( const std::vector<Column> &columns, IndexValues &result ) const
{
  result.values.resize( size() );
  result.raw.resize( size() );
  for ( auto group = mTopDown.rbegin(); group != mTopDown.rend(); ++group )
  {
    if ( isLeaf( *group ) )
      continue;
    std::vector<double> combined =
      aggregate( partsOf( *group, columns, result ), weightsOfChildren( *group ), methodOf( *group ) ).values;
    if ( mNodes[*group].steps.isGiven() )
    {
      result.values[*group] = takeSteps( combined, mNodes[*group].steps ).values;
      result.raw[*group] = std::move( combined );
    }
    else
      result.values[*group] = std::move( combined );
  }
}

void IndexTree::combineShares( const std::vector<Column> &columns, IndexValues &result ) const
{
  result.weightPresent.resize( size() );
  for ( auto index = mTopDown.rbegin(); index != mTopDown.rend(); ++index )
  {
    if ( isLeaf( *index ) )
    {
      result.weightPresent[*index] = isPresent( columns[static_cast<std::size_t>( mNodes[*index].column )] );
      continue;
    }
    // The share present of a group is that of its children, each in proportion to its weight.
    std::vector<Column> shares;
    for ( const std::size_t child : mChildren[*index] )
      shares.emplace_back( result.weightPresent[child] );
    result.weightPresent[*index] = weightedMean( shares, weightsOfChildren( *index ) ).values;
  }
}

IndexContributions IndexTree::contributions( const std::vector<Column> &columns,
                                             const std::vector<double> &neutral ) const
{
  requireSize( "neutral", neutral.size(), columns.size() );
  const IndexValues actual = evaluate( columns );
  const IndexValues baseline = baselineOf( actual, neutral, columns );
  std::vector<Carry> carries( size() );
  const std::vector<double> &index = actual.values[root()];
  carries[root()] = { std::vector<double>( index.size(), 1.0 ), std::vector<double>( index.size(), 0.0 ) };
  IndexContributions result;
  result.values.resize( size() );
  result.baseline = baseline.values[root()];
  for ( const std::size_t node : mTopDown )
  {
    const bool raw = isReadRaw( node );
    const std::vector<double> away =
      deviation( raw ? actual.raw[node] : actual.values[node], raw ? baseline.raw[node] : baseline.values[node] );
    std::vector<double> &contribution = result.values[node];
    contribution.assign( index.size(), missing );
    for ( std::size_t area = 0; area < index.size(); ++area )
      if ( !isMissing( index[area] ) )
        contribution[area] = carries[node].factor[area] * away[area] + carries[node].extra[area];
    if ( !isLeaf( node ) )
      carryDown( node, actual, baseline, columns, carries );
    carries[node] = {};
  }
  return result;
}

IndexValues IndexTree::baselineOf( const IndexValues &actual, const std::vector<double> &neutral,
                                   const std::vector<Column> &columns ) const
{
  IndexValues baseline;
  baseline.values.resize( size() );
  baseline.raw.resize( size() );
  for ( auto index = mTopDown.rbegin(); index != mTopDown.rend(); ++index )
  {
    if ( isLeaf( *index ) )
    {
      baseline.values[*index] = actual.values[*index];
      for ( double &value : baseline.values[*index] )
        value = isMissing( value ) ? missing : neutral[static_cast<std::size_t>( mNodes[*index].column )];
      continue;
    }
    std::vector<double> combined = combineAgain( partsOf( *index, columns, actual ), neutralPartsOf( *index, baseline ),
                                                 weightsOfChildren( *index ), methodOf( *index ) );
    baseline.values[*index] = baselineAfter( combined, mNodes[*index].steps );
    if ( mNodes[*index].steps.isGiven() )
      baseline.raw[*index] = std::move( combined );
  }
  return baseline;
}

std::vector<Column> IndexTree::neutralPartsOf( std::size_t group, const IndexValues &baseline ) const
{
  std::vector<Column> parts;
  for ( const std::size_t child : mChildren[group] )
    parts.emplace_back( isReadRaw( child ) ? baseline.raw[child] : baseline.values[child] );
  return parts;
}

//! Share of each child in the weight of those that are present, one column per child.
std::vector<std::vector<double>> IndexTree::presentWeights( std::size_t group, const std::vector<Column> &actual ) const
{
  std::vector<double> weights = weightsOfChildren( group );
  if ( hasWeightsFromData( methodOf( group ) ) )
    weights = weightsFromData( actual, weights, methodOf( group ) ).weights;
  const std::size_t areas = actual.front().size();
  Columns shares( actual.size(), std::vector<double>( areas, 0.0 ) );
  for ( std::size_t area = 0; area < areas; ++area )
  {
    double present = 0;
    for ( std::size_t child = 0; child < actual.size(); ++child )
      present += isMissing( actual[child][area] ) ? 0 : weights[child];
    for ( std::size_t child = 0; child < actual.size(); ++child )
      if ( present > 0 && !isMissing( actual[child][area] ) )
        shares[child][area] = weights[child] / present;
  }
  return shares;
}

//! What each child does to the combined value of its group: its Shapley value, absent meaning at its baseline.
std::vector<std::vector<double>> IndexTree::effectsOfChildren( std::size_t group, const std::vector<Column> &actual,
                                                               const std::vector<Column> &baseline ) const
{
  const std::vector<double> weights = weightsOfChildren( group );
  const MethodSpec method = methodOf( group );
  const auto valueOf = [&]( const std::vector<bool> &isPresentChild )
  {
    std::vector<Column> parts;
    for ( std::size_t child = 0; child < actual.size(); ++child )
      parts.push_back( isPresentChild[child] ? actual[child] : baseline[child] );
    return combineAgain( actual, parts, weights, method );
  };
  Columns effects = shapleyValues( actual.size(), actual.front().size(), valueOf );
  // Where the group has no value there is nothing to share out.
  for ( std::vector<double> &effect : effects )
    std::replace_if( effect.begin(), effect.end(), isMissing, 0.0 );
  return effects;
}

//! What was carried to the value of a group after its own steps is handed to the value before them.
void IndexTree::carryThroughSteps( std::size_t group, const IndexValues &actual, const IndexValues &baseline,
                                   Carry &carry ) const
{
  std::vector<double> target = deviation( actual.values[group], baseline.values[group] );
  for ( std::size_t area = 0; area < target.size(); ++area )
    target[area] = carry.factor[area] * target[area] + carry.extra[area];
  express( target, deviation( actual.raw[group], baseline.raw[group] ), carry.factor, carry.extra );
}

void IndexTree::carryDown( std::size_t group, const IndexValues &actual, const IndexValues &baseline,
                           const std::vector<Column> &columns, std::vector<Carry> &carries ) const
{
  Carry &own = carries[group];
  if ( mNodes[group].steps.isGiven() && !isReadRaw( group ) )
    carryThroughSteps( group, actual, baseline, own );
  const std::vector<Column> parts = partsOf( group, columns, actual );
  const std::vector<Column> neutralParts = neutralPartsOf( group, baseline );
  const Columns shares = presentWeights( group, parts );
  const double scale = methodOf( group ).name == "sum" ? sumOf( weightsOfChildren( group ) ) : 1;
  const Columns effects = addsUp( group ) ? Columns() : effectsOfChildren( group, parts, neutralParts );
  for ( std::size_t place = 0; place < parts.size(); ++place )
  {
    Carry &carry = carries[mChildren[group][place]];
    carry = { shares[place], std::vector<double>( own.factor.size(), 0.0 ) };
    if ( effects.empty() )
      std::for_each( carry.factor.begin(), carry.factor.end(), [scale]( double &factor ) { factor *= scale; } );
    else
      express( effects[place], deviation( parts[place], neutralParts[place] ), carry.factor, carry.extra );
    for ( std::size_t area = 0; area < own.factor.size(); ++area )
    {
      carry.factor[area] *= own.factor[area];
      carry.extra[area] = own.factor[area] * carry.extra[area] + own.extra[area] * shares[place][area];
    }
  }
}

} // namespace communitysafety::statistics
