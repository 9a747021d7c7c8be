// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indexvariants.h"

#include "statistics/arguments.h"
#include "statistics/parallel.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

bool hasDenominator( const ScoreIndicator &indicator )
{
  return isDrawn( indicator ) && !indicator.denominator.empty();
}

//! As many as there are numbers between 0 and 1 worth telling apart.
constexpr std::size_t weightDraws = std::size_t{ 1 } << 20;
//! Streams of one seed that are not those of the counts, whose parts are the indicators.
constexpr std::uint64_t weightStream = std::uint64_t{ 1 } << 40;
constexpr std::size_t shrinkages = 2;
constexpr std::size_t denominators = 3;

constexpr const char *byTotal = "index";
constexpr const char *byMeanOfAreas = "indexbymean";

//! 100 = city total for 100 = mean of the areas, and the other way round; other scales stay.
MethodSpec otherIndex( const MethodSpec &scale )
{
  if ( !isIndex( scale ) )
    return scale;
  return { scale.name == byTotal ? byMeanOfAreas : byTotal, {} };
}

//! Ways to combine that leave the scale of the children: what else could have been chosen in their place.
bool isMiddleOrExtreme( const MethodSpec &method )
{
  static const std::vector<std::string> names = { "mean",    "geometric", "harmonic", "power",  "median",
                                                  "minimum", "maximum",   "meanmin",  "meanmax" };
  return !method.isGiven() || std::find( names.begin(), names.end(), method.name ) != names.end();
}

MethodSpec orMean( const MethodSpec &method ) { return method.isGiven() ? method : MethodSpec{ "mean", {} }; }

//! The groups as plain weighted means, which is what the limit on one event reads.
std::vector<ScoreGroup> plainGroups( std::vector<ScoreGroup> groups )
{
  for ( ScoreGroup &group : groups )
  {
    group.aggregate = {};
    group.steps = {};
  }
  return groups;
}

//! The groups whose way to combine can be exchanged: nothing below them has a scale of its own.
std::vector<bool> exchangeable( const std::vector<ScoreGroup> &groups )
{
  std::vector<bool> result;
  for ( const ScoreGroup &group : groups )
    result.push_back( isMiddleOrExtreme( group.aggregate ) );
  // What a child cannot, its parent cannot either; as many rounds as there can be levels.
  for ( std::size_t level = 0; level < groups.size(); ++level )
    for ( std::size_t group = 0; group < groups.size(); ++group )
      if ( groups[group].parent != IndexNode::none && ( groups[group].steps.isGiven() || !result[group] ) )
        result[static_cast<std::size_t>( groups[group].parent )] = false;
  return result;
}

double roundedToNineDecimals( double value )
{
  constexpr double steps = 1e9;
  return std::round( value * steps ) / steps;
}

} // namespace

IndexVariants::IndexVariants( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups,
                              std::size_t sides, const ScoreOptions &score, const VariationOptions &options,
                              const Progress &progress )
  : mIndicators( indicators ), mGroups( groups ), mSides( sides ), mScore( score ), mOptions( options )
{
  requireSound();
  mNominal = compositeScore( indicators, groups, sides, score, slice( progress, 0, 0.2 ) );
  if ( !mNominal.hasIndicators() )
    return;
  findSwitches();
  makeBases( slice( progress, 0.2, 0.9 ) );
  makeDraws();
}

void IndexVariants::requireSound() const
{
  if ( !( mOptions.weightRange >= 0 ) || !( mOptions.weightRange < 1 ) )
    refuse( "weightRange", inWords( mOptions.weightRange ), "0 or more and below 1" );
  for ( const MethodSpec &scale : mOptions.scales )
    if ( isIndex( scale ) )
      refuse( "An alternative scale", inWords( scale ), "a normalisation" );
  if ( !mOptions.overdispersion.empty() )
    requireSize( "overdispersion", mOptions.overdispersion.size(), mIndicators.size() );
}

void IndexVariants::findSwitches()
{
  mScales = { MethodSpec() };
  for ( const MethodSpec &scale : mOptions.scales )
  {
    const auto hasIt = [&]( std::size_t indicator ) { return mNominal.basis.scaled[indicator].scale == scale; };
    if ( !std::all_of( used().begin(), used().end(), hasIt ) )
      mScales.push_back( scale );
  }
  mAggregations = { MethodSpec() };
  const std::vector<bool> canChange = exchangeable( mGroups );
  for ( const MethodSpec &aggregation : mOptions.aggregations )
    for ( std::size_t group = 0; group < mGroups.size(); ++group )
      if ( canChange[group] && !( orMean( mGroups[group].aggregate ) == aggregation ) )
      {
        mAggregations.push_back( aggregation );
        break;
      }
  for ( std::size_t place = 0; place < indexSwitches; ++place )
    if ( choices( static_cast<IndexSwitch>( place ) ) > 1 )
      mSwitches.push_back( static_cast<IndexSwitch>( place ) );
}

std::size_t IndexVariants::choices( IndexSwitch which ) const
{
  const auto counts = [this]( std::size_t indicator ) { return isDrawn( mIndicators[indicator] ); };
  const bool hasCounts = std::any_of( used().begin(), used().end(), counts );
  const auto counted = [this]( std::size_t indicator ) { return hasDenominator( mIndicators[indicator] ); };
  const bool hasDenominators = std::any_of( used().begin(), used().end(), counted );
  const auto readsIndex = [this]( std::size_t indicator ) { return isIndex( mNominal.basis.scaled[indicator].scale ); };
  const bool hasIndex = std::any_of( used().begin(), used().end(), readsIndex );
  switch ( which )
  {
  case IndexSwitch::counts:
    return hasCounts ? 1 + mOptions.countDraws : 1;
  case IndexSwitch::weights:
    return mOptions.weightRange > 0 && used().size() > 1 ? 1 + weightDraws : 1;
  case IndexSwitch::scale:
    return mScales.size();
  case IndexSwitch::aggregation:
    return used().size() > 1 ? mAggregations.size() : 1;
  case IndexSwitch::denominator:
    return mOptions.denominators && hasDenominators ? ( hasIndex ? denominators : denominators - 1 ) : 1;
  case IndexSwitch::shrinkage:
    return mOptions.shrinkage && hasDenominators ? shrinkages : 1;
  case IndexSwitch::dropped:
    return mOptions.dropped && used().size() > 1 ? 1 + used().size() : 1;
  }
  return 1;
}

IndexVariant IndexVariants::at( const std::vector<double> &point ) const
{
  requireSize( "point", point.size(), mSwitches.size() );
  IndexVariant variant;
  for ( std::size_t place = 0; place < point.size(); ++place )
  {
    const IndexSwitch which = mSwitches[place];
    const std::size_t first = which == IndexSwitch::counts || which == IndexSwitch::weights ? 1 : 0;
    const std::size_t number = choices( which ) - first;
    variant.of( which ) =
      first + std::min( number - 1, static_cast<std::size_t>( point[place] * static_cast<double>( number ) ) );
  }
  return variant;
}

std::size_t IndexVariants::placeOfBasis( const IndexVariant &variant ) const
{
  // The two indices differ on an index scale alone.
  const std::size_t denominator = variant.of( IndexSwitch::scale ) > 0 && variant.of( IndexSwitch::denominator ) == 2
                                    ? 0
                                    : variant.of( IndexSwitch::denominator );
  return ( variant.of( IndexSwitch::scale ) * denominators + denominator ) * shrinkages +
         variant.of( IndexSwitch::shrinkage );
}

void IndexVariants::makeBases( const Progress &progress )
{
  std::vector<IndexVariant> settings;
  for ( std::size_t scale = 0; scale < mScales.size(); ++scale )
    for ( std::size_t denominator = 0; denominator < choices( IndexSwitch::denominator ); ++denominator )
      for ( std::size_t shrinkage = 0; shrinkage < choices( IndexSwitch::shrinkage ); ++shrinkage )
      {
        IndexVariant setting;
        setting.of( IndexSwitch::scale ) = scale;
        setting.of( IndexSwitch::denominator ) = denominator;
        setting.of( IndexSwitch::shrinkage ) = shrinkage;
        if ( denominator < 2 || scale == 0 )
          settings.push_back( setting );
      }
  mBases.resize( mScales.size() * denominators * shrinkages );
  forEachInParallel(
    settings.size(), 0, [&]( std::size_t item ) { mBases[placeOfBasis( settings[item] )] = settle( settings[item] ); },
    progress );
}

IndexVariants::Basis IndexVariants::settle( const IndexVariant &variant ) const
{
  const bool isNominal = placeOfBasis( variant ) == 0;
  const std::vector<ScoreIndicator> indicators = indicatorsOf( variant );
  const CompositeScore score =
    isNominal ? CompositeScore()
              : compositeScore( indicators, plainGroups( mGroups ), mSides, optionsOf( variant ), {} );
  const ScoreBasis &settled = isNominal ? mNominal.basis : score.basis;
  Basis basis;
  basis.columns.resize( indicators.size() );
  basis.isKept.assign( indicators.size(), false );
  for ( const std::size_t indicator : settled.remaining.used )
  {
    basis.isKept[indicator] = true;
    basis.columns[indicator] = RateColumn( indicators[indicator], settled, indicator );
  }
  return basis;
}

std::vector<ScoreIndicator> IndexVariants::indicatorsOf( const IndexVariant &variant ) const
{
  std::vector<ScoreIndicator> indicators = mIndicators;
  const MethodSpec &scale = mScales[variant.of( IndexSwitch::scale )];
  for ( ScoreIndicator &indicator : indicators )
  {
    if ( scale.isGiven() )
      indicator.steps.normalise = scale;
    if ( variant.of( IndexSwitch::denominator ) == 1 && hasDenominator( indicator ) )
      indicator.denominator.assign( indicator.values.size(), 1 );
    if ( variant.of( IndexSwitch::denominator ) == 2 )
      indicator.steps.normalise = otherIndex( indicator.steps.normalise );
  }
  return indicators;
}

ScoreOptions IndexVariants::optionsOf( const IndexVariant &variant ) const
{
  ScoreOptions options = mScore;
  options.rankGroup.clear();
  options.threads = 1;
  if ( variant.of( IndexSwitch::denominator ) == 2 )
    options.scaling.scale = otherIndex( options.scaling.scale );
  if ( variant.of( IndexSwitch::shrinkage ) == 1 )
    options.scaling.shrink = !options.scaling.shrink;
  if ( !mNominal.isIndex || !IndexTree( mNominal.basis.remaining.nodes ).isAdditive() )
    options.mostEventPoints = 0;
  return options;
}

void IndexVariants::makeDraws()
{
  if ( choices( IndexSwitch::counts ) == 1 )
    return;
  for ( std::size_t denominator = 0; denominator < std::min<std::size_t>( 2, choices( IndexSwitch::denominator ) );
        ++denominator )
    for ( std::size_t shrinkage = 0; shrinkage < choices( IndexSwitch::shrinkage ); ++shrinkage )
    {
      IndexVariant variant;
      variant.of( IndexSwitch::denominator ) = denominator;
      variant.of( IndexSwitch::shrinkage ) = shrinkage;
      mDraws.emplace_back( posteriorsOf( variant ), mOptions.seed );
    }
}

std::vector<RatePosterior> IndexVariants::posteriorsOf( const IndexVariant &variant ) const
{
  const bool shrinks = optionsOf( variant ).scaling.shrink;
  std::vector<RatePosterior> posteriors;
  for ( const ScoreIndicator &counted : indicatorsOf( variant ) )
    posteriors.push_back( posteriorOf(
      counted, shrinks, mOptions.overdispersion.empty() ? 1 : mOptions.overdispersion[posteriors.size()] ) );
  return posteriors;
}

const RateDraws *IndexVariants::drawsOf( const IndexVariant &variant ) const
{
  if ( variant.of( IndexSwitch::counts ) == 0 )
    return nullptr;
  const std::size_t denominator = variant.of( IndexSwitch::denominator ) == 1 ? 1 : 0;
  return &mDraws[denominator * choices( IndexSwitch::shrinkage ) + variant.of( IndexSwitch::shrinkage )];
}

RemainingTree IndexVariants::treeOf( const IndexVariant &variant, const Basis &basis ) const
{
  std::vector<bool> isKept = basis.isKept;
  if ( const std::size_t dropped = variant.of( IndexSwitch::dropped ) )
    isKept[used()[dropped - 1]] = false;
  RemainingTree tree = remainingTree( mIndicators, mGroups, isKept );
  varyWeights( variant, tree );
  varyAggregation( variant, tree );
  return tree;
}

void IndexVariants::varyWeights( const IndexVariant &variant, RemainingTree &tree ) const
{
  if ( variant.of( IndexSwitch::weights ) == 0 )
    return;
  // One number for each indicator and group, whether it takes part or not.
  RandomStream stream( mOptions.seed, variant.of( IndexSwitch::weights ), weightStream );
  for ( const std::vector<int> *nodes : { &tree.nodeOfIndicator, &tree.nodeOfGroup } )
  {
    for ( const int node : *nodes )
    {
      const double factor = 1 + mOptions.weightRange * ( 2 * stream.uniform() - 1 );
      if ( node != IndexNode::none )
        tree.nodes[static_cast<std::size_t>( node )].weight *= factor;
    }
  }
}

void IndexVariants::varyAggregation( const IndexVariant &variant, RemainingTree &tree ) const
{
  const MethodSpec &aggregation = mAggregations[variant.of( IndexSwitch::aggregation )];
  if ( !aggregation.isGiven() )
    return;
  const std::vector<bool> canChange = exchangeable( mGroups );
  for ( std::size_t group = 0; group < mGroups.size(); ++group )
    if ( canChange[group] && tree.nodeOfGroup[group] != IndexNode::none )
      tree.nodes[static_cast<std::size_t>( tree.nodeOfGroup[group] )].aggregate = aggregation;
}

std::vector<double> IndexVariants::total( const IndexVariant &variant ) const
{
  const Basis &basis = mBases[placeOfBasis( variant )];
  const RemainingTree tree = treeOf( variant, basis );
  if ( tree.used.empty() )
    return std::vector<double>( mNominal.total.size(), missing );

  std::vector<std::vector<double>> rates;
  if ( const RateDraws *draws = drawsOf( variant ) )
    draws->draw( variant.of( IndexSwitch::counts ) - 1, rates );
  std::vector<std::vector<double>> columns;
  for ( const std::size_t indicator : tree.used )
  {
    const RateColumn &column = basis.columns[indicator];
    if ( rates.empty() || !isDrawn( mIndicators[indicator] ) )
    {
      columns.push_back( column.settled() );
      continue;
    }
    column.replaceRates( rates[indicator] );
    columns.push_back( std::move( rates[indicator] ) );
  }
  if ( mAggregations[variant.of( IndexSwitch::aggregation )].name == "geometric" )
    for ( std::vector<double> &column : columns )
      for ( double &value : column )
        // The comparison lets a missing value pass.
        value = value < 1 ? 1 : value;

  std::vector<double> total = IndexTree( tree.nodes ).total( { columns.begin(), columns.end() } );
  for ( std::size_t area = 0; area < total.size(); ++area )
    total[area] = isMissing( mNominal.total[area] ) ? missing : roundedToNineDecimals( total[area] );
  return total;
}

} // namespace communitysafety::statistics
