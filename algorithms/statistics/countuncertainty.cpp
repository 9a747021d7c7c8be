// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/countuncertainty.h"

#include "statistics/arguments.h"
#include "statistics/drawsummary.h"
#include "statistics/parallel.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{

namespace
{

//! Draws that share their columns of rates, which is memory fetched once; few enough that a cancel is answered soon.
constexpr std::size_t drawsAtOnce = 4;

void requireSound( const CountDrawOptions &options )
{
  if ( options.draws < 1 )
    refuse( "draws", "0", "1 or more" );
  if ( !( options.worstShare > 0 ) || !( options.worstShare <= 1 ) )
    refuse( "worstShare", inWords( options.worstShare ), "above 0 and at most 1" );
  if ( !( options.confidence > 0 ) || !( options.confidence < 1 ) )
    refuse( "confidence", inWords( options.confidence ), "above 0 and below 1" );
}

IndexUncertainty summary( const IndexDraws &draws, const CountDrawOptions &options, const Progress &progress )
{
  const double tail = ( 1 - options.confidence ) / 2;
  const std::vector<double> probabilities = { 0.5, tail, 1 - tail };
  const auto index = draws.index().quantiles( probabilities, options.threads, slice( progress, 0, 0.5 ) );
  const auto ranks = draws.ranks().quantiles( probabilities, options.threads, slice( progress, 0.5, 1 ) );
  return { index[0],
           index[1],
           index[2],
           ranks[0],
           ranks[1],
           ranks[2],
           draws.shareAbove( options.threshold ),
           draws.shareInWorst( options.worstShare ) };
}

} // namespace

RateDraws::RateDraws( const std::vector<RatePosterior> &indicators, std::uint64_t seed ) : mSeed( seed )
{
  if ( indicators.empty() )
    refuse( "The number of indicators", "0", "1 or more" );
  mAreas = indicators.front().fixed.size();
  for ( const RatePosterior &posterior : indicators )
  {
    for ( const auto *column : { &posterior.shape, &posterior.rate, &posterior.fixed } )
      requireSize( "a posterior", column->size(), mAreas );
    mIndicators.push_back( { posterior.fixed, {} } );
    for ( std::size_t area = 0; area < mAreas; ++area )
    {
      if ( !posterior.isDrawn( area ) )
        continue;
      if ( !( posterior.rate[area] > 0 ) )
        refuse( "rate in row " + std::to_string( area + 1 ), inWords( posterior.rate[area] ), "above 0" );
      mIndicators.back().drawn.push_back( { area, GammaSampler( posterior.shape[area] ), 1 / posterior.rate[area] } );
    }
  }
}

void RateDraws::draw( std::uint64_t number, std::vector<std::vector<double>> &rates ) const
{
  rates.resize( mIndicators.size() );
  for ( std::size_t indicator = 0; indicator < mIndicators.size(); ++indicator )
  {
    std::vector<double> &column = rates[indicator];
    column = mIndicators[indicator].fixed;
    RandomStream stream( mSeed, number, indicator );
    for ( const DrawnArea &drawn : mIndicators[indicator].drawn )
      column[drawn.area] = drawn.sampler( stream ) * drawn.scale;
  }
}

IndexUncertainty propagateCounts( const std::vector<RatePosterior> &indicators, const IndexOfRates &indexOf,
                                  const CountDrawOptions &options, const Progress &progress )
{
  requireSound( options );
  const RateDraws source( indicators, options.seed );
  IndexDraws draws( options.draws, source.areas() );
  const auto drawSome = [&]( std::size_t block )
  {
    std::vector<std::vector<double>> rates;
    std::vector<double> index;
    const std::size_t end = std::min( options.draws, ( block + 1 ) * drawsAtOnce );
    for ( std::size_t draw = block * drawsAtOnce; draw < end; ++draw )
    {
      source.draw( draw, rates );
      index.assign( source.areas(), missing );
      indexOf( rates, index );
      draws.setDraw( draw, index );
    }
  };
  forEachInParallel( ( options.draws + drawsAtOnce - 1 ) / drawsAtOnce, options.threads, drawSome,
                     slice( progress, 0, 0.8 ) );
  return summary( draws, options, slice( progress, 0.8, 1 ) );
}

} // namespace communitysafety::statistics
