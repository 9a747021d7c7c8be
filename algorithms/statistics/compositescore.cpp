// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/compositescore.h"

#include "statistics/arguments.h"
#include "statistics/normalise.h"
#include "statistics/oneevent.h"
#include "statistics/overrepresentation.h"
#include "statistics/ranking.h"
#include "statistics/smoothing.h"

#include <algorithm>
#include <map>

namespace communitysafety::statistics
{

namespace
{

constexpr double cityIndex = 100;
constexpr double smallestOpenCount = 5;

using Columns = std::vector<std::vector<double>>;

//! One row of the table of methods: an index function or a normalisation.
struct MethodEntry
{
  ScoreMethod method;
  OverRepresentation ( *index )( Column events, Column denominator );
  Normalisation normalisation;
  //! Brings shares (0 to 1) onto the scale from 0 to 100 of the other methods.
  double factor;
};

const MethodEntry &entryOf( ScoreMethod method )
{
  static const std::vector<MethodEntry> methods = {
    { ScoreMethod::indexByTotal, indexByTotal, Normalisation(), 1 },
    { ScoreMethod::indexByMeanOfAreas, indexByMeanOfAreas, Normalisation(), 1 },
    { ScoreMethod::percentRank, nullptr, Normalisation::percentRank, 100 },
    { ScoreMethod::zScore, nullptr, Normalisation::zScore, 1 },
    { ScoreMethod::minMax, nullptr, Normalisation::minMax, 1 },
    { ScoreMethod::exponentialRank, nullptr, Normalisation::exponentialRank, 1 },
  };
  return methods[static_cast<std::size_t>( method )];
}

//! One indicator on its way into the total.
struct Part
{
  std::vector<double> rate;
  //! On the scale of the method; an index is not yet mirrored.
  std::vector<double> crude;
  std::vector<double> shrunk;
  std::vector<double> expected;
  //! Expected events for each point that the indicator's weight gives one event; see limitOneEvent().
  std::vector<double> expectedPerWeight;
  std::vector<double> weightOnOwn;
};

bool isConstant( Column values )
{
  double lowest = missing;
  double highest = missing;
  for ( const double value : values )
  {
    lowest = std::fmin( lowest, value );
    highest = std::fmax( highest, value );
  }
  // Equal rates from different denominators differ in the last digits.
  return highest - lowest <= 1e-12 * std::fmax( std::fabs( lowest ), std::fabs( highest ) );
}

bool hasValues( Column values )
{
  return std::any_of( values.begin(), values.end(), []( double value ) { return !isMissing( value ); } );
}

double sumOfPresent( Column values )
{
  double sum = 0;
  for ( const double value : values )
    sum += isMissing( value ) ? 0 : value;
  return sum;
}

std::size_t countSmall( Column denominator )
{
  constexpr double smallShareOfMean = 0.1;
  double sum = 0;
  double areas = 0;
  for ( const double value : denominator )
  {
    if ( !( value > 0 ) )
      continue;
    sum += value;
    areas += 1;
  }
  const auto isSmall = [&]( double value ) { return value > 0 && value < smallShareOfMean * sum / areas; };
  return static_cast<std::size_t>( std::count_if( denominator.begin(), denominator.end(), isSmall ) );
}

std::vector<double> mirrored( std::vector<double> index, int direction )
{
  if ( direction < 0 )
    for ( double &value : index )
      value = 2 * cityIndex - value;
  return index;
}

//! The factor by which shrinkToCity() brought the mean back to 100.
double recentringFactor( Column index, Column weightOnOwn, Column recentred )
{
  double factor = missing;
  for ( std::size_t area = 0; area < index.size(); ++area )
  {
    const double shrunk = cityIndex + weightOnOwn[area] * ( index[area] - cityIndex );
    // Areas held at the city show less than the factor.
    if ( shrunk > 0 )
      factor = std::fmax( factor, recentred[area] / shrunk );
  }
  return isMissing( factor ) ? 1 : factor;
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
  void prepareCrude( std::size_t indicator );
  void indexCrude( const ScoreIndicator &indicator, Part &part, ScoredIndicator &result ) const;
  void normaliseCrude( const ScoreIndicator &indicator, Part &part, ScoredIndicator &result ) const;
  std::vector<double> normalised( const ScoreIndicator &indicator, std::vector<double> rate ) const;
  LeftOut reasonToLeaveOut( const ScoreIndicator &indicator, const Part &part ) const;
  void growTree();
  std::vector<bool> groupsWithWeight() const;
  bool hasWeightedChild( std::size_t group, const std::vector<bool> &isKept ) const;
  void findEventWeights( const IndexTree &tree );
  void shrinkIndex( Part &part ) const;
  Columns mirroredColumns( std::vector<double> Part::*values ) const;
  void scoreTree( const IndexTree &tree );
  void scoreSides( const Columns &columns, const std::vector<double> &effective );
  void clearAreasWithTooLittle();
  void findLargestEventChange();
  void nameDrivers( const Columns &contributions );
  void rankAreas();
  bool isWithheld( std::size_t indicator, std::size_t area ) const;
  void withholdSmallCounts();
  void withholdMeans( std::vector<double> &mean, const std::vector<std::size_t> &indicators ) const;
  std::vector<std::size_t> indicatorsUnder( std::size_t group ) const;
  void sumEvents();

  bool isUsed( std::size_t indicator ) const { return mLeafOf[indicator] != IndexNode::none; }

  const std::vector<ScoreIndicator> &mIndicators;
  const std::vector<ScoreGroup> &mGroups;
  const ScoreOptions &mOptions;
  std::size_t mSides;
  std::size_t mAreas;
  std::vector<Part> mParts;
  std::vector<IndexNode> mNodes;
  //! Node of each group and each indicator in the tree of what is left.
  std::vector<int> mNodeOf;
  std::vector<int> mLeafOf;
  //! The used indicators: column of the tree → indicator.
  std::vector<std::size_t> mUsed;
  CompositeScore mResult;
};

Scorer::Scorer( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups, std::size_t sides,
                const ScoreOptions &options )
  : mIndicators( indicators ), mGroups( groups ), mOptions( options ), mSides( sides ),
    mAreas( indicators.empty() ? 0 : indicators.front().values.size() ), mParts( indicators.size() )
{
  requireSoundInput();
  mResult.indicators.resize( indicators.size() );
  mResult.groups.resize( groups.size() );
  mResult.sides.resize( sides );
  for ( std::vector<double> *column : { &mResult.total, &mResult.crudeTotal, &mResult.rank, &mResult.decile,
                                        &mResult.events, &mResult.largestEventChange } )
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
  for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
  {
    report( progress, 0.5 * static_cast<double>( indicator ) / static_cast<double>( mIndicators.size() ) );
    prepareCrude( indicator );
  }
  growTree();
  if ( mResult.hasIndicators() )
  {
    const IndexTree tree( mNodes );
    if ( isIndex( mOptions.method ) )
    {
      findEventWeights( tree );
      for ( std::size_t column = 0; column < mUsed.size(); ++column )
      {
        report( progress, 0.5 + 0.4 * static_cast<double>( column ) / static_cast<double>( mUsed.size() ) );
        shrinkIndex( mParts[mUsed[column]] );
      }
      findLargestEventChange();
    }
    scoreTree( tree );
    clearAreasWithTooLittle();
    rankAreas();
  }
  report( progress, 0.95 );
  withholdSmallCounts();
  sumEvents();
  return std::move( mResult );
}

void Scorer::prepareCrude( std::size_t index )
{
  const ScoreIndicator &indicator = mIndicators[index];
  Part &part = mParts[index];
  ScoredIndicator &result = mResult.indicators[index];
  result.events = indicator.isCount ? sumOfPresent( indicator.values ) : missing;
  if ( isIndex( mOptions.method ) )
    indexCrude( indicator, part, result );
  else
    normaliseCrude( indicator, part, result );
  result.values = part.crude;
  result.smallDenominators = countSmall( indicator.denominator );
  result.leftOut = reasonToLeaveOut( indicator, part );
}

void Scorer::indexCrude( const ScoreIndicator &indicator, Part &part, ScoredIndicator &result ) const
{
  const std::vector<double> ones( mAreas, 1 );
  const std::vector<double> &denominator = indicator.denominator.empty() ? ones : indicator.denominator;
  OverRepresentation over = entryOf( mOptions.method ).index( indicator.values, denominator );
  result.eventsWithoutDenominator = over.eventsWithoutDenominator;
  part.crude = std::move( over.index );
  part.rate = part.crude;
  part.expected = std::move( over.expected );
  part.weightOnOwn = ones;
  if ( !mOptions.shrink || indicator.denominator.empty() )
    return;
  SmoothedRates smoothed = empiricalBayes( indicator.values, denominator );
  part.weightOnOwn = std::move( smoothed.weightOnOwn );
  result.noExcessVariance = smoothed.noExcessVariance;
}

void Scorer::normaliseCrude( const ScoreIndicator &indicator, Part &part, ScoredIndicator &result ) const
{
  part.rate = indicator.values;
  if ( !indicator.denominator.empty() )
  {
    for ( std::size_t area = 0; area < mAreas; ++area )
    {
      const double denominator = indicator.denominator[area];
      part.rate[area] = denominator > 0 ? indicator.values[area] / denominator : missing;
      if ( !( denominator > 0 ) && indicator.values[area] > 0 )
        ++result.eventsWithoutDenominator;
    }
  }
  part.crude = normalised( indicator, part.rate );
  part.shrunk = part.crude;
  if ( !mOptions.shrink || indicator.denominator.empty() )
    return;
  SmoothedRates smoothed = empiricalBayes( indicator.values, indicator.denominator );
  result.noExcessVariance = smoothed.noExcessVariance;
  part.shrunk = normalised( indicator, std::move( smoothed.rate ) );
}

std::vector<double> Scorer::normalised( const ScoreIndicator &indicator, std::vector<double> rate ) const
{
  const MethodEntry &entry = entryOf( mOptions.method );
  for ( double &value : rate )
    value *= indicator.direction;
  std::vector<double> values = normalise( rate, entry.normalisation ).values;
  for ( double &value : values )
    value *= entry.factor;
  return values;
}

LeftOut Scorer::reasonToLeaveOut( const ScoreIndicator &indicator, const Part &part ) const
{
  if ( !hasValues( indicator.values ) )
    return LeftOut::noData;
  if ( indicator.isCount && !( sumOfPresent( indicator.values ) > 0 ) )
    return LeftOut::noEvents;
  if ( indicator.isCount && sumOfPresent( indicator.values ) < indicator.minimumEvents )
    return LeftOut::tooFewEvents;
  if ( !hasValues( part.rate ) )
    return LeftOut::noData;
  return isConstant( part.rate ) ? LeftOut::constant : LeftOut::no;
}

bool Scorer::hasWeightedChild( std::size_t group, const std::vector<bool> &isKept ) const
{
  for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
    if ( mIndicators[indicator].group == group && mIndicators[indicator].weight > 0 &&
         mResult.indicators[indicator].leftOut == LeftOut::no )
      return true;
  for ( std::size_t child = 0; child < mGroups.size(); ++child )
    if ( mGroups[child].parent == static_cast<int>( group ) && mGroups[child].weight > 0 && isKept[child] )
      return true;
  return false;
}

std::vector<bool> Scorer::groupsWithWeight() const
{
  std::vector<bool> isKept( mGroups.size(), true );
  bool isChanged = true;
  while ( isChanged )
  {
    isChanged = false;
    for ( std::size_t group = 0; group < mGroups.size(); ++group )
    {
      if ( !isKept[group] || hasWeightedChild( group, isKept ) )
        continue;
      isKept[group] = false;
      isChanged = true;
    }
  }
  return isKept;
}

void Scorer::growTree()
{
  const std::vector<bool> isKept = groupsWithWeight();
  mNodeOf.assign( mGroups.size(), IndexNode::none );
  mLeafOf.assign( mIndicators.size(), IndexNode::none );
  for ( std::size_t group = 0; group < mGroups.size(); ++group )
  {
    if ( !isKept[group] )
      continue;
    mNodeOf[group] = static_cast<int>( mNodes.size() );
    mNodes.push_back( { mGroups[group].parent, mGroups[group].weight, IndexNode::none } );
  }
  // Parents are known by their node only now, because a child may stand before its parent.
  for ( IndexNode &node : mNodes )
    if ( node.parent != IndexNode::none )
      node.parent = mNodeOf.at( static_cast<std::size_t>( node.parent ) );
  for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
  {
    LeftOut &leftOut = mResult.indicators[indicator].leftOut;
    const int parent = mNodeOf[mIndicators[indicator].group];
    if ( leftOut == LeftOut::no && parent == IndexNode::none )
      leftOut = LeftOut::noWeight;
    if ( leftOut != LeftOut::no )
      continue;
    mLeafOf[indicator] = static_cast<int>( mNodes.size() );
    mNodes.push_back( { parent, mIndicators[indicator].weight, static_cast<int>( mUsed.size() ) } );
    mUsed.push_back( indicator );
  }
}

void Scorer::findEventWeights( const IndexTree &tree )
{
  // With every present value 1 the contributions are the effective weights of each area, passed-on weights included.
  Columns present;
  for ( const std::size_t indicator : mUsed )
  {
    std::vector<double> column( mAreas, 1 );
    for ( std::size_t area = 0; area < mAreas; ++area )
      if ( isMissing( mParts[indicator].crude[area] ) )
        column[area] = missing;
    present.push_back( std::move( column ) );
  }
  const Columns weights = tree.contributions( { present.begin(), present.end() }, 0 );
  for ( const std::size_t indicator : mUsed )
  {
    const std::vector<double> &weight = weights[static_cast<std::size_t>( mLeafOf[indicator] )];
    Part &part = mParts[indicator];
    part.expectedPerWeight.assign( mAreas, missing );
    if ( !mIndicators[indicator].isCount )
      continue;
    for ( std::size_t area = 0; area < mAreas; ++area )
      if ( weight[area] > 0 )
        part.expectedPerWeight[area] = part.expected[area] / weight[area];
  }
}

void Scorer::shrinkIndex( Part &part ) const
{
  // The index by the mean of areas has its 100 where all areas count alike.
  const std::vector<double> ones( mAreas, 1 );
  const std::vector<double> &centre = mOptions.method == ScoreMethod::indexByTotal ? part.expected : ones;
  const bool isLimited = mOptions.mostEventPoints > 0 && hasValues( part.expectedPerWeight );
  const std::vector<double> unlimited = part.weightOnOwn;
  double limit = mOptions.mostEventPoints;
  double factor = 1;
  // Recentring stretches what one event adds: where it does, the limit is lowered by as much.
  constexpr int mostRounds = 20;
  for ( int round = 0; round < mostRounds; ++round )
  {
    if ( isLimited )
      part.weightOnOwn = limitOneEvent( 1, part.expectedPerWeight, unlimited, limit );
    part.shrunk = shrinkToCity( part.crude, part.weightOnOwn, centre );
    factor = recentringFactor( part.crude, part.weightOnOwn, part.shrunk );
    if ( !isLimited || limit * factor <= mOptions.mostEventPoints * ( 1 + 1e-12 ) )
      break;
    limit = mOptions.mostEventPoints / factor;
  }
  for ( double &expected : part.expectedPerWeight )
    expected /= factor;
}

Columns Scorer::mirroredColumns( std::vector<double> Part::*values ) const
{
  Columns columns;
  for ( const std::size_t indicator : mUsed )
  {
    const bool turns = isIndex( mOptions.method );
    columns.push_back( mirrored( mParts[indicator].*values, turns ? mIndicators[indicator].direction : 1 ) );
  }
  return columns;
}

void Scorer::scoreTree( const IndexTree &tree )
{
  const Columns shrunk = mirroredColumns( &Part::shrunk );
  const Columns crude = mirroredColumns( &Part::crude );
  IndexValues evaluated = tree.evaluate( { shrunk.begin(), shrunk.end() } );
  mResult.total = evaluated.values[tree.root()];
  mResult.share = evaluated.weightPresent[tree.root()];
  mResult.crudeTotal = tree.evaluate( { crude.begin(), crude.end() } ).values[tree.root()];
  for ( std::size_t group = 0; group < mGroups.size(); ++group )
    if ( mNodeOf[group] != IndexNode::none )
      mResult.groups[group] = evaluated.values[static_cast<std::size_t>( mNodeOf[group] )];
  scoreSides( shrunk, tree.effectiveWeights() );
  nameDrivers( tree.contributions( { shrunk.begin(), shrunk.end() }, neutralScore( mOptions.method ) ) );
}

void Scorer::scoreSides( const Columns &columns, const std::vector<double> &effective )
{
  for ( std::size_t side = 0; side < mSides; ++side )
  {
    std::vector<Column> parts;
    std::vector<double> weights;
    for ( std::size_t column = 0; column < mUsed.size(); ++column )
    {
      const double weight = effective[static_cast<std::size_t>( mLeafOf[mUsed[column]] )];
      if ( mIndicators[mUsed[column]].side != static_cast<int>( side ) || !( weight > 0 ) )
        continue;
      parts.emplace_back( columns[column] );
      weights.push_back( weight );
    }
    if ( !parts.empty() )
      mResult.sides[side] = weightedMean( parts, weights ).values;
  }
}

void Scorer::nameDrivers( const Columns &contributions )
{
  // Less than this is rounding, not a contribution.
  constexpr double least = 1e-9;
  for ( std::size_t area = 0; area < mAreas; ++area )
  {
    std::vector<std::size_t> positive;
    const auto contribution = [&]( std::size_t indicator )
    { return contributions[static_cast<std::size_t>( mLeafOf[indicator] )][area]; };
    for ( const std::size_t indicator : mUsed )
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
  for ( const std::size_t indicator : mUsed )
  {
    expected.emplace_back( mParts[indicator].expectedPerWeight );
    weightOnOwn.emplace_back( mParts[indicator].weightOnOwn );
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

bool Scorer::isWithheld( std::size_t indicator, std::size_t area ) const
{
  const ScoreIndicator &counted = mIndicators[indicator];
  const double count = counted.values[area];
  return counted.isSensitive && counted.isCount && count > 0 && count < smallestOpenCount;
}

std::vector<std::size_t> Scorer::indicatorsUnder( std::size_t group ) const
{
  std::vector<std::size_t> under;
  for ( const std::size_t indicator : mUsed )
  {
    int above = static_cast<int>( mIndicators[indicator].group );
    while ( above != IndexNode::none && above != static_cast<int>( group ) )
      above = mGroups[static_cast<std::size_t>( above )].parent;
    if ( above != IndexNode::none )
      under.push_back( indicator );
  }
  return under;
}

void Scorer::withholdMeans( std::vector<double> &mean, const std::vector<std::size_t> &indicators ) const
{
  for ( std::size_t area = 0; area < mean.size(); ++area )
  {
    const auto isOpen = [&]( std::size_t indicator )
    { return !isMissing( mParts[indicator].crude[area] ) && !isWithheld( indicator, area ); };
    if ( std::none_of( indicators.begin(), indicators.end(), isOpen ) )
      mean[area] = missing;
  }
}

void Scorer::withholdSmallCounts()
{
  for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
  {
    for ( std::size_t area = 0; area < mAreas; ++area )
    {
      if ( !isWithheld( indicator, area ) )
        continue;
      mResult.indicators[indicator].values[area] = missing;
      mResult.suppressed[area] = true;
    }
  }
  for ( std::size_t group = 0; group < mGroups.size(); ++group )
    withholdMeans( mResult.groups[group], indicatorsUnder( group ) );
  for ( std::size_t side = 0; side < mSides; ++side )
  {
    std::vector<std::size_t> indicators;
    for ( const std::size_t indicator : mUsed )
      if ( mIndicators[indicator].side == static_cast<int>( side ) )
        indicators.push_back( indicator );
    withholdMeans( mResult.sides[side], indicators );
  }
}

void Scorer::sumEvents()
{
  for ( const std::size_t indicator : mUsed )
  {
    if ( !mIndicators[indicator].isCount )
      continue;
    for ( std::size_t area = 0; area < mAreas; ++area )
    {
      const double count = mIndicators[indicator].values[area];
      if ( isMissing( count ) )
        continue;
      const double open = isWithheld( indicator, area ) ? 0 : count;
      mResult.events[area] = isMissing( mResult.events[area] ) ? open : mResult.events[area] + open;
    }
  }
}

} // namespace

bool isIndex( ScoreMethod method ) { return entryOf( method ).index != nullptr; }

double neutralScore( ScoreMethod method )
{
  const MethodEntry &entry = entryOf( method );
  if ( entry.index )
    return cityIndex;
  return entry.factor * normalisationMethods()[static_cast<std::size_t>( entry.normalisation )].neutral;
}

bool CompositeScore::hasIndicators() const
{
  return std::any_of( indicators.begin(), indicators.end(),
                      []( const ScoredIndicator &indicator ) { return indicator.leftOut == LeftOut::no; } );
}

CompositeScore compositeScore( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups,
                               std::size_t sides, const ScoreOptions &options, const Progress &progress )
{
  return Scorer( indicators, groups, sides, options ).score( progress );
}

} // namespace communitysafety::statistics
