// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indexcontributions.h"

#include "statistics/aggregation.h"
#include "statistics/arguments.h"
#include "statistics/normalise.h"
#include "statistics/shapley.h"
#include "statistics/transform.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

using Columns = std::vector<std::vector<double>>;

double sumOf( const std::vector<double> &numbers ) { return std::accumulate( numbers.begin(), numbers.end(), 0.0 ); }

//! Groups of which a child's part is a share of the weight × its value.
bool addsUp( const MethodSpec &method ) { return isAdditive( method ) || hasWeightsFromData( method ); }

//! What a group multiplies the shares of its children by.
double scaleOf( const IndexTree &tree, std::size_t group )
{
  return tree.aggregation( group ).name == "sum" ? sumOf( tree.childWeights( group ) ) : 1;
}

//! Share of each child in the weight of those that are present in each area, one column per child.
Columns sharesOfChildren( const IndexTree &tree, std::size_t group, const std::vector<Column> &parts )
{
  std::vector<double> weights = tree.childWeights( group );
  if ( hasWeightsFromData( tree.aggregation( group ) ) )
    weights = weightsFromData( parts, weights, tree.aggregation( group ) ).weights;
  const std::size_t areas = parts.front().size();
  Columns shares( parts.size(), std::vector<double>( areas, 0.0 ) );
  for ( std::size_t area = 0; area < areas; ++area )
  {
    double present = 0;
    for ( std::size_t child = 0; child < parts.size(); ++child )
      present += isMissing( parts[child][area] ) ? 0 : weights[child];
    for ( std::size_t child = 0; child < parts.size(); ++child )
      if ( present > 0 && !isMissing( parts[child][area] ) )
        shares[child][area] = weights[child] / present;
  }
  return shares;
}

double sumOfSizes( Column values )
{
  double sum = 0;
  for ( const double value : values )
    sum += std::fabs( value );
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

//! Part of the contribution of a node: factor × how far it stands from its baseline, + extra, one per area.
struct Carry
{
  std::vector<double> factor;
  //! Empty: nothing.
  std::vector<double> extra;

  double of( std::size_t area, double away ) const { return factor[area] * away + ( extra.empty() ? 0 : extra[area] ); }
};

/**
 * Expresses \a target as factor × \a deviations + extra. The factor is their ratio where that is of the usual size;
 * where a deviation is next to nothing the ratio would explode, and what it leaves unexplained is the extra.
 */
Carry express( Column target, Column deviations )
{
  constexpr double unusual = 10;
  const double size = sumOfSizes( deviations );
  const double usual = size > 0 ? sumOfSizes( target ) / size : 0;
  Carry carry = { std::vector<double>( target.size(), usual ), std::vector<double>( target.size(), 0.0 ) };
  for ( std::size_t area = 0; area < target.size(); ++area )
  {
    const double ratio = target[area] / deviations[area];
    if ( std::fabs( ratio ) <= unusual * usual )
      carry.factor[area] = ratio;
    else
      carry.extra[area] = target[area] - usual * deviations[area];
  }
  return carry;
}

std::vector<double> times( std::vector<double> values, double factor )
{
  for ( double &value : values )
    value *= factor;
  return values;
}

//! What of \a whole, the carry of a group, falls to the child that has \a part in it; \a share of what is unexplained.
Carry partOf( const Carry &whole, Carry part, Column share )
{
  for ( std::size_t area = 0; area < part.extra.size(); ++area )
    part.extra[area] *= whole.factor[area];
  if ( part.extra.empty() && !whole.extra.empty() )
    part.extra.assign( share.size(), 0.0 );
  for ( std::size_t area = 0; area < whole.extra.size(); ++area )
    part.extra[area] += whole.extra[area] * share[area];
  for ( std::size_t area = 0; area < share.size(); ++area )
    part.factor[area] *= whole.factor[area];
  return part;
}

//! Where a group stands when all its children stand at their baselines, after the group's own steps.
std::vector<double> baselineAfter( std::vector<double> raw, const ScaleSteps &steps )
{
  if ( !steps.normalise.isGiven() )
    return steps.transform.isGiven() ? transform( raw, steps.transform ) : raw;
  const double neutral = neutralValue( steps.normalise, countPresent( raw ) );
  for ( double &value : raw )
    value = isMissing( value ) ? missing : neutral;
  return raw;
}

//! The whole computation: baselines from the indicators up, contributions from the index down.
class Division
{
public:
  Division( const IndexTree &tree, const std::vector<Column> &columns, const IndexValues &evaluated,
            const std::vector<double> &neutral )
    : mTree( tree ), mColumns( columns ), mEvaluated( evaluated ), mNeutral( neutral ), mShares( tree.size() ),
      mCarries( tree.size() )
  {
    mBaseline.values.resize( tree.size() );
    mBaseline.raw.resize( tree.size() );
  }

  IndexContributions divide();

private:
  void findBaseline( std::size_t node );
  std::vector<double> combinedBaseline( std::size_t group ) const;
  std::vector<double> sumOfShares( std::size_t group ) const;
  Column baselineOf( std::size_t node ) const;
  std::vector<Column> baselinesOfChildren( std::size_t group ) const;
  std::vector<double> contributionOf( std::size_t node ) const;
  void carryDown( std::size_t group );
  void carryThroughSteps( std::size_t group );
  Columns effectsOfChildren( std::size_t group ) const;

  Column valueOf( std::size_t node ) const { return mTree.valueOf( node, mColumns, mEvaluated ); }

  const IndexTree &mTree;
  const std::vector<Column> &mColumns;
  const IndexValues &mEvaluated;
  const std::vector<double> &mNeutral;
  //! As mEvaluated, but for indicators too.
  IndexValues mBaseline;
  //! By group: one column per child.
  std::vector<Columns> mShares;
  std::vector<Carry> mCarries;
};

IndexContributions Division::divide()
{
  for ( auto node = mTree.topDown().rbegin(); node != mTree.topDown().rend(); ++node )
    findBaseline( *node );
  const std::size_t areas = valueOf( mTree.root() ).size();
  mCarries[mTree.root()].factor.assign( areas, 1.0 );
  IndexContributions result;
  result.values.resize( mTree.size() );
  result.baseline = mBaseline.values[mTree.root()];
  for ( const std::size_t node : mTree.topDown() )
  {
    result.values[node] = contributionOf( node );
    if ( !mTree.isLeaf( node ) )
      carryDown( node );
    mCarries[node] = {};
  }
  return result;
}

void Division::findBaseline( std::size_t node )
{
  if ( mTree.isLeaf( node ) )
  {
    const Column column = valueOf( node );
    const double neutral = mNeutral[static_cast<std::size_t>( mTree.node( node ).column )];
    std::vector<double> &baseline = mBaseline.values[node];
    baseline.resize( column.size() );
    for ( std::size_t area = 0; area < column.size(); ++area )
      baseline[area] = isMissing( column[area] ) ? missing : neutral;
    return;
  }
  mShares[node] = sharesOfChildren( mTree, node, mTree.partsOf( node, mColumns, mEvaluated ) );
  std::vector<double> combined = combinedBaseline( node );
  const ScaleSteps &steps = mTree.node( node ).steps;
  mBaseline.values[node] = steps.isGiven() ? baselineAfter( combined, steps ) : combined;
  if ( steps.isGiven() )
    mBaseline.raw[node] = std::move( combined );
}

std::vector<double> Division::combinedBaseline( std::size_t group ) const
{
  const MethodSpec method = mTree.aggregation( group );
  return addsUp( method ) ? sumOfShares( group )
                          : aggregate( baselinesOfChildren( group ), mTree.childWeights( group ), method ).values;
}

std::vector<double> Division::sumOfShares( std::size_t group ) const
{
  const std::vector<Column> baselines = baselinesOfChildren( group );
  const Column raw = mEvaluated.raw[group].empty() ? mEvaluated.values[group] : mEvaluated.raw[group];
  const double scale = scaleOf( mTree, group );
  std::vector<double> combined( raw.size(), 0.0 );
  for ( std::size_t child = 0; child < baselines.size(); ++child )
    for ( std::size_t area = 0; area < combined.size(); ++area )
      if ( mShares[group][child][area] > 0 )
        combined[area] += scale * mShares[group][child][area] * baselines[child][area];
  for ( std::size_t area = 0; area < combined.size(); ++area )
    if ( isMissing( raw[area] ) )
      combined[area] = missing;
  return combined;
}

Column Division::baselineOf( std::size_t node ) const
{
  return mTree.isReadRaw( node ) ? mBaseline.raw[node] : mBaseline.values[node];
}

std::vector<Column> Division::baselinesOfChildren( std::size_t group ) const
{
  std::vector<Column> baselines;
  for ( const std::size_t child : mTree.children( group ) )
    baselines.push_back( baselineOf( child ) );
  return baselines;
}

std::vector<double> Division::contributionOf( std::size_t node ) const
{
  const Column index = valueOf( mTree.root() );
  std::vector<double> contribution = deviation( valueOf( node ), baselineOf( node ) );
  for ( std::size_t area = 0; area < index.size(); ++area )
    contribution[area] = isMissing( index[area] ) ? missing : mCarries[node].of( area, contribution[area] );
  return contribution;
}

void Division::carryDown( std::size_t group )
{
  if ( mTree.node( group ).steps.isGiven() && !mTree.isReadRaw( group ) )
    carryThroughSteps( group );
  const double scale = scaleOf( mTree, group );
  const Columns effects = addsUp( mTree.aggregation( group ) ) ? Columns() : effectsOfChildren( group );
  for ( std::size_t place = 0; place < mTree.children( group ).size(); ++place )
  {
    const std::size_t child = mTree.children( group )[place];
    const std::vector<double> share = std::move( mShares[group][place] );
    Carry part = effects.empty() ? Carry{ times( share, scale ), {} }
                                 : express( effects[place], deviation( valueOf( child ), baselineOf( child ) ) );
    mCarries[child] = partOf( mCarries[group], std::move( part ), share );
  }
}

//! What was carried to the value of a group after its own steps is handed to the value before them.
void Division::carryThroughSteps( std::size_t group )
{
  std::vector<double> target = deviation( mEvaluated.values[group], mBaseline.values[group] );
  for ( std::size_t area = 0; area < target.size(); ++area )
    target[area] = mCarries[group].of( area, target[area] );
  mCarries[group] = express( target, deviation( mEvaluated.raw[group], mBaseline.raw[group] ) );
}

//! What each child does to the combined value of its group: its Shapley value, absent meaning at its baseline.
Columns Division::effectsOfChildren( std::size_t group ) const
{
  const std::vector<double> weights = mTree.childWeights( group );
  const MethodSpec method = mTree.aggregation( group );
  const std::vector<Column> actual = mTree.partsOf( group, mColumns, mEvaluated );
  const std::vector<Column> baselines = baselinesOfChildren( group );
  const auto valueOfSet = [&]( const std::vector<bool> &isAtItsValue )
  {
    std::vector<Column> parts;
    for ( std::size_t child = 0; child < actual.size(); ++child )
      parts.push_back( isAtItsValue[child] ? actual[child] : baselines[child] );
    return aggregate( parts, weights, method ).values;
  };
  Columns effects = shapleyValues( actual.size(), actual.front().size(), valueOfSet );
  // Where the group has no value there is nothing to share out.
  for ( std::vector<double> &effect : effects )
    std::replace_if( effect.begin(), effect.end(), isMissing, 0.0 );
  return effects;
}

} // namespace

IndexContributions indexContributions( const IndexTree &tree, const std::vector<Column> &columns,
                                       const IndexValues &evaluated, const std::vector<double> &neutral )
{
  requireSize( "neutral", neutral.size(), columns.size() );
  return Division( tree, columns, evaluated, neutral ).divide();
}

std::vector<std::vector<double>> weightsInAreas( const IndexTree &tree, const std::vector<Column> &columns,
                                                 const IndexValues &evaluated )
{
  if ( !tree.isAdditive() )
    refuse( "The tree", "one that is not additive", "made of means and sums without steps" );
  Columns weights( tree.size() );
  weights[tree.root()].assign( tree.valueOf( tree.root(), columns, evaluated ).size(), 1.0 );
  for ( const std::size_t group : tree.topDown() )
  {
    if ( tree.isLeaf( group ) )
      continue;
    const double scale = scaleOf( tree, group );
    Columns shares = sharesOfChildren( tree, group, tree.partsOf( group, columns, evaluated ) );
    for ( std::size_t place = 0; place < shares.size(); ++place )
    {
      for ( std::size_t area = 0; area < shares[place].size(); ++area )
        shares[place][area] *= scale * weights[group][area];
      weights[tree.children( group )[place]] = std::move( shares[place] );
    }
  }
  return weights;
}

} // namespace communitysafety::statistics
