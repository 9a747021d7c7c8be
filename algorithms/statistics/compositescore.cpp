// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/compositescore.h"

#include "statistics/aggregation.h"
#include "statistics/arguments.h"
#include "statistics/limitedindex.h"
#include "statistics/oneevent.h"
#include "statistics/ranking.h"
#include "statistics/smallcounts.h"

#include <algorithm>
#include <map>

namespace communitysafety::statistics
{

namespace
{

constexpr double cityIndex = 100;

using Columns = std::vector<std::vector<double>>;

std::vector<double> mirrored( std::vector<double> index, int direction )
{
  if ( direction < 0 )
    for ( double &value : index )
      value = 2 * cityIndex - value;
  return index;
}

std::size_t presentIn( Column values )
{
  return static_cast<std::size_t>(
    std::count_if( values.begin(), values.end(), []( double value ) { return !isMissing( value ); } ) );
}

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
  void shrinkIndices( const IndexTree &tree, const Progress &progress );
  void shrinkIndex( std::size_t indicator );
  void keepImputed( ScaledIndicator &index ) const;
  bool isIndexOfTheCity( const IndexTree &tree ) const;
  bool isLimited( const IndexTree &tree ) const;
  Columns eventWeights( const IndexTree &tree ) const;
  std::vector<double> expectedPerWeight( std::size_t indicator, const std::vector<double> &eventWeight ) const;
  Columns mirroredColumns( std::vector<double> ScaledIndicator::*values ) const;
  Columns observed( Columns columns ) const;
  void scoreTree( const IndexTree &tree );
  void contribute( const IndexTree &tree, const Columns &columns );
  void scoreSides( const Columns &columns, const std::vector<double> &effective );
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
    shrinkIndices( tree, progress );
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
  std::vector<ScaledIndicator> &scaled = mResult.basis.scaled;
  for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
  {
    report( progress, 0.5 * static_cast<double>( indicator ) / static_cast<double>( mIndicators.size() ) );
    scaled.push_back( scaleIndicator( mIndicators[indicator], mOptions.scaling ) );
    mResult.indicators[indicator] = { scaled.back().crude, scaled.back().remarks };
  }
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

void Scorer::shrinkIndices( const IndexTree &tree, const Progress &progress )
{
  const Columns weights = isLimited( tree ) ? eventWeights( tree ) : Columns();
  for ( std::size_t column = 0; column < remaining().used.size(); ++column )
  {
    report( progress, 0.5 + 0.3 * static_cast<double>( column ) / static_cast<double>( remaining().used.size() ) );
    const std::size_t indicator = remaining().used[column];
    if ( !isIndex( scaled( indicator ).scale ) )
      continue;
    if ( !weights.empty() )
      mExpectedPerWeight[indicator] = expectedPerWeight( indicator, weights[leafOf( indicator )] );
    shrinkIndex( indicator );
  }
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

Columns Scorer::eventWeights( const IndexTree &tree ) const
{
  // With every present value 1 the contributions are the effective weights of each area, passed-on weights included.
  Columns present;
  for ( const std::size_t indicator : remaining().used )
  {
    std::vector<double> column( mAreas, 1 );
    for ( std::size_t area = 0; area < mAreas; ++area )
      if ( isMissing( scaled( indicator ).crude[area] ) )
        column[area] = missing;
    present.push_back( std::move( column ) );
  }
  return tree.contributions( { present.begin(), present.end() }, std::vector<double>( present.size(), 0 ) ).values;
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

Columns Scorer::mirroredColumns( std::vector<double> ScaledIndicator::*values ) const
{
  Columns columns;
  for ( const std::size_t indicator : remaining().used )
  {
    const bool turns = isIndex( scaled( indicator ).scale );
    columns.push_back( mirrored( scaled( indicator ).*values, turns ? mIndicators[indicator].direction : 1 ) );
  }
  return columns;
}

//! The columns without imputed values, for the share of the weight that was really there.
Columns Scorer::observed( Columns columns ) const
{
  for ( std::size_t column = 0; column < columns.size(); ++column )
  {
    const std::vector<bool> &isImputed = scaled( remaining().used[column] ).isImputed;
    for ( std::size_t area = 0; area < isImputed.size(); ++area )
      if ( isImputed[area] )
        columns[column][area] = missing;
  }
  return columns;
}

void Scorer::scoreTree( const IndexTree &tree )
{
  const Columns shrunk = mirroredColumns( &ScaledIndicator::shrunk );
  const Columns crude = mirroredColumns( &ScaledIndicator::crude );
  IndexValues evaluated = tree.evaluate( { shrunk.begin(), shrunk.end() } );
  mResult.total = evaluated.values[tree.root()];
  const Columns seen = observed( shrunk );
  mResult.share = tree.shareWithData( { seen.begin(), seen.end() } );
  mResult.crudeTotal = tree.total( { crude.begin(), crude.end() } );
  for ( std::size_t group = 0; group < mGroups.size(); ++group )
    if ( remaining().nodeOfGroup[group] != IndexNode::none )
      mResult.groups[group] = evaluated.values[static_cast<std::size_t>( remaining().nodeOfGroup[group] )];
  scoreSides( shrunk, tree.effectiveWeights() );
  contribute( tree, shrunk );
}

void Scorer::contribute( const IndexTree &tree, const Columns &columns )
{
  std::vector<double> neutral;
  for ( std::size_t column = 0; column < columns.size(); ++column )
    neutral.push_back( neutralScore( scaled( remaining().used[column] ).scale, presentIn( columns[column] ) ) );
  IndexContributions contributions = tree.contributions( { columns.begin(), columns.end() }, neutral );
  mResult.baseline = std::move( contributions.baseline );
  for ( const std::size_t indicator : remaining().used )
    mResult.contributions[indicator] = std::move( contributions.values[leafOf( indicator )] );
  nameDrivers();
}

void Scorer::scoreSides( const Columns &columns, const std::vector<double> &effective )
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
      parts.emplace_back( columns[column] );
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
  for ( std::size_t area = 0; area < mAreas; ++area )
  {
    std::vector<std::size_t> positive;
    const auto contribution = [&]( std::size_t indicator ) { return mResult.contributions[indicator][area]; };
    for ( const std::size_t indicator : remaining().used )
      if ( !mIndicators[indicator].isSensitive && contribution( indicator ) > least )
        positive.push_back( indicator );
    std::stable_sort( positive.begin(), positive.end(),
                      [&]( std::size_t a, std::size_t b ) { return contribution( a ) > contribution( b ); } );
    for ( std::size_t place = 0; place < std::min( positive.size(), CompositeScore::driversNamed ); ++place )
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
