// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/compositescore.h"

#include "statistics/aggregation.h"
#include "statistics/arguments.h"
#include "statistics/indexcontributions.h"
#include "statistics/limitedindex.h"
#include "statistics/oneevent.h"
#include "statistics/parallel.h"
#include "statistics/ranking.h"
#include "statistics/smallcounts.h"

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

namespace communitysafety::statistics
{

namespace
{

constexpr double cityIndex = 100;

using Columns = std::vector<std::vector<double>>;

std::vector<double> mirrored( std::vector<double> index )
{
  for ( double &value : index )
    value = 2 * cityIndex - value;
  return index;
}

//! Columns of which only those that differ from what is there already are copied.
class ColumnViews
{
public:
  void add( const std::vector<double> &values ) { mViews.emplace_back( values ); }
  void addCopy( std::vector<double> values )
  {
    mCopies.push_back( std::move( values ) );
    mViews.emplace_back( mCopies.back() );
  }
  const std::vector<Column> &views() const { return mViews; }

private:
  // A deque leaves its elements where they are.
  std::deque<std::vector<double>> mCopies;
  std::vector<Column> mViews;
};

//! The whole computation, step by step.
class Scorer
{
public:
  Scorer( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups, std::size_t sides,
          const ScoreOptions &options );

  CompositeScore score( const Progress &progress );

private:
  void requireSoundInput() const;
  void scaleIndicators( const Progress &progress );
  void leaveOut();
  Columns scoreCrudeTree( const IndexTree &tree );
  void shrinkIndices( const Columns &eventWeights, const Progress &progress );
  void shrinkIndex( std::size_t indicator );
  void keepImputed( ScaledIndicator &index ) const;
  bool isIndexOfTheCity( const IndexTree &tree ) const;
  bool isLimited( const IndexTree &tree ) const;
  std::vector<double> expectedPerWeight( std::size_t indicator, const std::vector<double> &eventWeight ) const;
  ColumnViews mirroredColumns( std::vector<double> ScaledIndicator::*values ) const;
  ColumnViews observedColumns() const;
  void scoreTree( const IndexTree &tree );
  void contribute( const IndexTree &tree, const std::vector<Column> &columns, const IndexValues &evaluated );
  void scoreSides( const std::vector<Column> &columns, const std::vector<double> &effective );
  void clearAreasWithTooLittle();
  void findLargestEventChange();
  void nameDrivers();
  void rankAreas();
  void withholdSmallCounts();
  std::vector<MeanPart> meanParts( const std::vector<std::size_t> &indicators ) const;
  std::vector<std::size_t> indicatorsOfSide( std::size_t side ) const;
  void sumEvents();

  std::size_t leafOf( std::size_t indicator ) const
  {
    return static_cast<std::size_t>( remaining().nodeOfIndicator[indicator] );
  }
  const ScaledIndicator &scaled( std::size_t indicator ) const { return mResult.basis.scaled[indicator]; }
  const RemainingTree &remaining() const { return mResult.basis.remaining; }

  const std::vector<ScoreIndicator> &mIndicators;
  const std::vector<ScoreGroup> &mGroups;
  const ScoreOptions &mOptions;
  std::size_t mSides;
  std::size_t mAreas;
  //! By indicator: expected events for each point that the indicator's weight gives one event; see limitOneEvent().
  Columns mExpectedPerWeight;
  CompositeScore mResult;
};

Scorer::Scorer( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups, std::size_t sides,
                const ScoreOptions &options )
  : mIndicators( indicators ), mGroups( groups ), mOptions( options ), mSides( sides ),
    mAreas( indicators.empty() ? 0 : indicators.front().values.size() ), mExpectedPerWeight( indicators.size() )
{
  requireSoundInput();
  mResult.indicators.resize( indicators.size() );
  mResult.contributions.resize( indicators.size() );
  mResult.basis.limit.resize( indicators.size() );
  mResult.basis.stretch.assign( indicators.size(), 1 );
  mResult.groups.resize( groups.size() );
  mResult.sides.resize( sides );
  for ( std::vector<double> *column : { &mResult.total, &mResult.crudeTotal, &mResult.rank, &mResult.decile,
                                        &mResult.events, &mResult.largestEventChange, &mResult.baseline } )
    column->assign( mAreas, missing );
  mResult.share.assign( mAreas, 0 );
  mResult.drivers.assign( mAreas, { CompositeScore::noDriver, CompositeScore::noDriver, CompositeScore::noDriver } );
  mResult.suppressed.assign( mAreas, false );
}

void Scorer::requireSoundInput() const
{
  if ( mIndicators.empty() )
    refuse( "The number of indicators", "0", "1 or more" );
  for ( const ScoreIndicator &indicator : mIndicators )
  {
    requireSize( "an indicator", indicator.values.size(), mAreas );
    if ( !indicator.denominator.empty() )
      requireSize( "a denominator", indicator.denominator.size(), mAreas );
    if ( indicator.group >= mGroups.size() )
      refuse( "An indicator's group", std::to_string( indicator.group ), "one of the groups" );
    if ( indicator.side >= static_cast<int>( mSides ) )
      refuse( "An indicator's side", std::to_string( indicator.side ), "one of the sides" );
  }
  if ( !mOptions.rankGroup.empty() )
    requireSize( "rankGroup", mOptions.rankGroup.size(), mAreas );
  requireBetween( "leastShare", mOptions.leastShare, 0, 1 );
  if ( !( mOptions.mostEventPoints >= 0 ) )
    refuse( "mostEventPoints", inWords( mOptions.mostEventPoints ), "0 or more" );
}

CompositeScore Scorer::score( const Progress &progress )
{
  scaleIndicators( progress );
  leaveOut();
  if ( mResult.hasIndicators() )
  {
    const IndexTree tree( mResult.basis.remaining.nodes );
    mResult.isIndex = isIndexOfTheCity( tree );
    shrinkIndices( scoreCrudeTree( tree ), progress );
    if ( isLimited( tree ) )
      findLargestEventChange();
    scoreTree( tree );
    clearAreasWithTooLittle();
    rankAreas();
  }
  report( progress, 0.95 );
  withholdSmallCounts();
  sumEvents();
  return std::move( mResult );
}

void Scorer::scaleIndicators( const Progress &progress )
{
  mResult.basis.scaled.resize( mIndicators.size() );
  const auto scale = [this]( std::size_t indicator )
  {
    ScaledIndicator &scaled = mResult.basis.scaled[indicator];
    scaled = scaleIndicator( mIndicators[indicator], mOptions.scaling );
    mResult.indicators[indicator] = { scaled.crude, scaled.remarks };
  };
  forEachInParallel( mIndicators.size(), mOptions.threads, scale, slice( progress, 0, 0.5 ) );
}

void Scorer::leaveOut()
{
  std::vector<bool> isKept;
  for ( const ScoredIndicator &indicator : mResult.indicators )
    isKept.push_back( indicator.isUsed() );
  mResult.basis.remaining = remainingTree( mIndicators, mGroups, isKept );
  for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
    if ( isKept[indicator] && remaining().nodeOfIndicator[indicator] == IndexNode::none )
      mResult.indicators[indicator].remarks.leftOut = LeftOut::noWeight;
}

bool Scorer::isIndexOfTheCity( const IndexTree &tree ) const
{
  const auto readsIndex = [this]( std::size_t indicator ) { return isIndex( scaled( indicator ).scale ); };
  if ( !std::all_of( remaining().used.begin(), remaining().used.end(), readsIndex ) )
    return false;
  for ( std::size_t node = 0; node < tree.size(); ++node )
    if ( !tree.isLeaf( node ) && !tree.keepsScale( node ) )
      return false;
  return true;
}

bool Scorer::isLimited( const IndexTree &tree ) const { return mResult.isIndex && tree.isAdditive(); }

/**
 * Scores the crude values. \returns by node, by how much one more point of an indicator lifts the total of each area;
 * empty where the limit on one event does not hold.
 */
Columns Scorer::scoreCrudeTree( const IndexTree &tree )
{
  const ColumnViews crude = mirroredColumns( &ScaledIndicator::crude );
  IndexValues evaluated = tree.evaluate( crude.views() );
  const Column total = tree.valueOf( tree.root(), crude.views(), evaluated );
  mResult.crudeTotal.assign( total.begin(), total.end() );
  return isLimited( tree ) ? weightsInAreas( tree, crude.views(), evaluated ) : Columns();
}

void Scorer::shrinkIndices( const Columns &eventWeights, const Progress &progress )
{
  const auto shrink = [&]( std::size_t column )
  {
    const std::size_t indicator = remaining().used[column];
    if ( !isIndex( scaled( indicator ).scale ) )
      return;
    if ( !eventWeights.empty() )
      mExpectedPerWeight[indicator] = expectedPerWeight( indicator, eventWeights[leafOf( indicator )] );
    shrinkIndex( indicator );
  };
  forEachInParallel( remaining().used.size(), mOptions.threads, shrink, slice( progress, 0.5, 0.8 ) );
}

void Scorer::shrinkIndex( std::size_t indicator )
{
  ScaledIndicator &index = mResult.basis.scaled[indicator];
  std::vector<double> &expected = mExpectedPerWeight[indicator];
  expected.resize( mAreas, missing );
  if ( mIndicators[indicator].clustering.isGiven() )
  {
    // A local concentration draws on the neighbours' events already.
    index.shrunk = index.crude;
    mResult.basis.limit[indicator].assign( mAreas, 1 );
    return;
  }
  // The index by the mean of areas has its 100 where all areas count alike.
  const std::vector<double> ones( mAreas, 1 );
  const std::vector<double> &centre = index.scale.name == "index" ? index.expected : ones;
  LimitedIndex limited = limitIndex( index.crude, index.weightOnOwn, centre, expected, mOptions.mostEventPoints );
  std::vector<double> &limit = mResult.basis.limit[indicator];
  limit.assign( mAreas, 1 );
  for ( std::size_t area = 0; area < mAreas; ++area )
    if ( index.weightOnOwn[area] > 0 )
      limit[area] = limited.weightOnOwn[area] / index.weightOnOwn[area];
  mResult.basis.stretch[indicator] = limited.stretch;
  index.shrunk = std::move( limited.index );
  index.weightOnOwn = std::move( limited.weightOnOwn );
  keepImputed( index );
  for ( double &value : expected )
    value /= limited.stretch;
}

//! An imputed index has no expected events, without which the shrinkage leaves none.
void Scorer::keepImputed( ScaledIndicator &index ) const
{
  for ( std::size_t area = 0; area < index.isImputed.size(); ++area )
    if ( index.isImputed[area] )
      index.shrunk[area] = index.crude[area];
}

std::vector<double> Scorer::expectedPerWeight( std::size_t indicator, const std::vector<double> &eventWeight ) const
{
  std::vector<double> expected( mAreas, missing );
  if ( !mIndicators[indicator].isCount )
    return expected;
  for ( std::size_t area = 0; area < mAreas; ++area )
    if ( eventWeight[area] > 0 )
      expected[area] = scaled( indicator ).expected[area] / eventWeight[area];
  return expected;
}

ColumnViews Scorer::mirroredColumns( std::vector<double> ScaledIndicator::*values ) const
{
  ColumnViews columns;
  for ( const std::size_t indicator : remaining().used )
  {
    if ( isIndex( scaled( indicator ).scale ) && mIndicators[indicator].direction < 0 )
      columns.addCopy( mirrored( scaled( indicator ).*values ) );
    else
      columns.add( scaled( indicator ).*values );
  }
  return columns;
}

//! The columns without imputed values, for the share of the weight that was really there.
ColumnViews Scorer::observedColumns() const
{
  ColumnViews columns;
  for ( const std::size_t indicator : remaining().used )
  {
    const ScaledIndicator &column = scaled( indicator );
    if ( column.isImputed.empty() )
    {
      columns.add( column.shrunk );
      continue;
    }
    std::vector<double> observed = column.shrunk;
    for ( std::size_t area = 0; area < observed.size(); ++area )
      if ( column.isImputed[area] )
        observed[area] = missing;
    columns.addCopy( std::move( observed ) );
  }
  return columns;
}

void Scorer::scoreTree( const IndexTree &tree )
{
  const ColumnViews shrunk = mirroredColumns( &ScaledIndicator::shrunk );
  IndexValues evaluated = tree.evaluate( shrunk.views() );
  const Column total = tree.valueOf( tree.root(), shrunk.views(), evaluated );
  mResult.total.assign( total.begin(), total.end() );
  mResult.share = tree.shareWithData( observedColumns().views() );
  scoreSides( shrunk.views(), tree.effectiveWeights() );
  contribute( tree, shrunk.views(), evaluated );
  for ( std::size_t group = 0; group < mGroups.size(); ++group )
    if ( remaining().nodeOfGroup[group] != IndexNode::none )
      mResult.groups[group] = std::move( evaluated.values[static_cast<std::size_t>( remaining().nodeOfGroup[group] )] );
}

void Scorer::contribute( const IndexTree &tree, const std::vector<Column> &columns, const IndexValues &evaluated )
{
  std::vector<double> neutral;
  for ( std::size_t column = 0; column < columns.size(); ++column )
    neutral.push_back( neutralScore( scaled( remaining().used[column] ).scale, countPresent( columns[column] ) ) );
  IndexContributions contributions = indexContributions( tree, columns, evaluated, neutral );
  mResult.baseline = std::move( contributions.baseline );
  for ( const std::size_t indicator : remaining().used )
    mResult.contributions[indicator] = std::move( contributions.values[leafOf( indicator )] );
  nameDrivers();
}

void Scorer::scoreSides( const std::vector<Column> &columns, const std::vector<double> &effective )
{
  for ( std::size_t side = 0; side < mSides; ++side )
  {
    std::vector<Column> parts;
    std::vector<double> weights;
    for ( std::size_t column = 0; column < remaining().used.size(); ++column )
    {
      const double weight = effective[leafOf( remaining().used[column] )];
      if ( mIndicators[remaining().used[column]].side != static_cast<int>( side ) || !( weight > 0 ) )
        continue;
      parts.push_back( columns[column] );
      weights.push_back( weight );
    }
    if ( !parts.empty() )
      mResult.sides[side] = weightedMean( parts, weights ).values;
  }
}

void Scorer::nameDrivers()
{
  // Less than this is rounding, not a contribution.
  constexpr double least = 1e-9;
  std::vector<std::size_t> positive;
  for ( std::size_t area = 0; area < mAreas; ++area )
  {
    positive.clear();
    const auto contribution = [&]( std::size_t indicator ) { return mResult.contributions[indicator][area]; };
    for ( const std::size_t indicator : remaining().used )
      if ( !mIndicators[indicator].isSensitive && contribution( indicator ) > least )
        positive.push_back( indicator );
    const std::size_t named = std::min( positive.size(), CompositeScore::driversNamed );
    const auto addsMore = [&]( std::size_t a, std::size_t b )
    { return std::make_tuple( -contribution( a ), a ) < std::make_tuple( -contribution( b ), b ); };
    std::partial_sort( positive.begin(), positive.begin() + static_cast<std::ptrdiff_t>( named ), positive.end(),
                       addsMore );
    for ( std::size_t place = 0; place < named; ++place )
      mResult.drivers[area][place] = static_cast<int>( positive[place] );
  }
}

void Scorer::findLargestEventChange()
{
  std::vector<Column> expected;
  std::vector<Column> weightOnOwn;
  for ( const std::size_t indicator : remaining().used )
  {
    expected.emplace_back( mExpectedPerWeight[indicator] );
    weightOnOwn.emplace_back( scaled( indicator ).weightOnOwn );
  }
  mResult.largestEventChange =
    largestOneEventChange( std::vector<double>( expected.size(), 1 ), expected, weightOnOwn );
}

void Scorer::clearAreasWithTooLittle()
{
  // A share that is a sum of weights may miss the bound by rounding.
  constexpr double rounding = 1e-12;
  for ( std::size_t area = 0; area < mAreas; ++area )
  {
    if ( mResult.share[area] >= mOptions.leastShare - rounding )
      continue;
    mResult.total[area] = missing;
    mResult.crudeTotal[area] = missing;
    mResult.largestEventChange[area] = missing;
    mResult.drivers[area].fill( CompositeScore::noDriver );
  }
}

void Scorer::rankAreas()
{
  constexpr double steps = 1e9;
  std::vector<double> rounded = mResult.total;
  for ( double &value : rounded )
    value = std::round( value * steps ) / steps;
  const std::vector<int> together( mAreas, 0 );
  const std::vector<int> &group = mOptions.rankGroup.empty() ? together : mOptions.rankGroup;
  mResult.rank = rankWithin( rounded, group );
  std::map<int, std::vector<std::size_t>> areasOfGroup;
  for ( std::size_t area = 0; area < mAreas; ++area )
    areasOfGroup[group[area]].push_back( area );
  for ( const auto &[number, areas] : areasOfGroup )
  {
    std::vector<double> ranks;
    for ( const std::size_t area : areas )
      ranks.push_back( mResult.rank[area] );
    const std::vector<double> tenths = deciles( ranks );
    for ( std::size_t place = 0; place < areas.size(); ++place )
      mResult.decile[areas[place]] = tenths[place];
  }
}

void Scorer::withholdSmallCounts()
{
  for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
  {
    for ( std::size_t area = 0; area < mAreas; ++area )
    {
      if ( !isWithheld( mIndicators[indicator], area ) )
        continue;
      mResult.indicators[indicator].values[area] = missing;
      mResult.suppressed[area] = true;
    }
  }
  for ( std::size_t group = 0; group < mGroups.size(); ++group )
    withholdMeans( mResult.groups[group],
                   meanParts( indicatorsUnder( group, mGroups, mIndicators, remaining().used ) ) );
  for ( std::size_t side = 0; side < mSides; ++side )
    withholdMeans( mResult.sides[side], meanParts( indicatorsOfSide( side ) ) );
}

std::vector<MeanPart> Scorer::meanParts( const std::vector<std::size_t> &indicators ) const
{
  std::vector<MeanPart> parts;
  for ( const std::size_t indicator : indicators )
    parts.push_back( { &mIndicators[indicator], scaled( indicator ).crude } );
  return parts;
}

std::vector<std::size_t> Scorer::indicatorsOfSide( std::size_t side ) const
{
  std::vector<std::size_t> indicators;
  for ( const std::size_t indicator : remaining().used )
    if ( mIndicators[indicator].side == static_cast<int>( side ) )
      indicators.push_back( indicator );
  return indicators;
}

void Scorer::sumEvents()
{
  for ( const std::size_t indicator : remaining().used )
    if ( mIndicators[indicator].isCount )
      addOpenCounts( mResult.events, mIndicators[indicator] );
}

} // namespace

bool CompositeScore::hasIndicators() const
{
  return std::any_of( indicators.begin(), indicators.end(),
                      []( const ScoredIndicator &indicator ) { return indicator.isUsed(); } );
}

CompositeScore compositeScore( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups,
                               std::size_t sides, const ScoreOptions &options, const Progress &progress )
{
  return Scorer( indicators, groups, sides, options ).score( progress );
}

} // namespace communitysafety::statistics
