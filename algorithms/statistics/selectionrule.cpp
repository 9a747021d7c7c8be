// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/selectionrule.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <numeric>

namespace communitysafety::statistics
{
namespace
{

using Numbers = std::vector<double>;

//! The sum of each place and its neighbours, again and again.
Numbers gathered( Numbers values, const Neighbours &neighbours, std::size_t times )
{
  for ( std::size_t time = 0; time < times; ++time )
  {
    Numbers sums = values;
    for ( std::size_t place = 0; place < sums.size(); ++place )
      for ( const std::size_t neighbour : neighbours.of( place ) )
        sums[place] += values[neighbour];
    values = std::move( sums );
  }
  return values;
}

//! What a choice needs to know beside the counts.
struct Ground
{
  std::vector<Numbers> gatheredExposures;
  Numbers held;
  Numbers weights;
  Neighbours neighbours;
  std::size_t smoothing;
  double wanted;
};

void choose( const Ground &ground, const std::vector<Numbers> &counts, std::vector<bool> &selected )
{
  Numbers rates( selected.size(), 0.0 );
  for ( std::size_t stream = 0; stream < counts.size(); ++stream )
  {
    const Numbers events = gathered( counts[stream], ground.neighbours, ground.smoothing );
    const Numbers &exposures = ground.gatheredExposures[stream];
    for ( std::size_t place = 0; place < rates.size(); ++place )
      rates[place] += exposures[place] > 0 ? ground.weights[stream] * events[place] / exposures[place] : 0;
  }
  std::vector<std::size_t> order( rates.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::stable_sort( order.begin(), order.end(), [&]( std::size_t a, std::size_t b ) { return rates[a] > rates[b]; } );
  // The place that crosses the mark is taken when more than half of it lies below.
  double left = ground.wanted;
  for ( const std::size_t place : order )
  {
    if ( left <= ground.held[place] / 2 )
      break;
    selected[place] = ground.held[place] > 0;
    left -= ground.held[place];
  }
}

//! The sum over the years \a chosenOn of counts or exposures, of places that have both.
Numbers pooled( const GapStream &stream, const std::vector<Column> &columns, const std::vector<bool> &chosenOn )
{
  Numbers sums( columns.front().size(), 0.0 );
  for ( std::size_t year = 0; year < columns.size(); ++year )
    for ( std::size_t place = 0; chosenOn[year] && place < sums.size(); ++place )
      sums[place] += countsIn( stream, year, place ) ? columns[year][place] : 0;
  return sums;
}

double overlapOf( const std::vector<bool> &selected, const std::vector<int> &neighbourhood, const Numbers &held )
{
  double both = 0, either = 0;
  for ( std::size_t place = 0; place < held.size(); ++place )
  {
    both += selected[place] && neighbourhood[place] >= 0 ? held[place] : 0;
    either += selected[place] || neighbourhood[place] >= 0 ? held[place] : 0;
  }
  return either > 0 ? both / either : 0;
}

} // namespace

SelectionRule highestRates( std::vector<std::vector<double>> exposures, std::vector<double> weights, double share,
                            Neighbours neighbours, std::size_t smoothing )
{
  if ( !( share > 0 && share < 1 ) )
    refuse( "share", inWords( share ), "above 0 and below 1" );
  requireSize( "weights", weights.size(), exposures.size() );
  if ( exposures.empty() )
    refuse( "The number of streams", "0", "1 or more" );
  for ( const Numbers &column : exposures )
    requireSize( "exposures", column.size(), neighbours.size() );
  Ground ground{ {}, exposures.front(), std::move( weights ), std::move( neighbours ), smoothing, 0 };
  ground.wanted = share * sumPresent( ground.held );
  for ( Numbers &column : exposures )
    ground.gatheredExposures.push_back( gathered( std::move( column ), ground.neighbours, smoothing ) );
  return [ground = std::move( ground )]( const std::vector<Numbers> &counts, std::vector<bool> &selected )
  { choose( ground, counts, selected ); };
}

FittedRule closestRule( const std::vector<GapStream> &streams, const std::vector<int> &neighbourhood,
                        const std::vector<bool> &chosenOn, const Neighbours &neighbours, std::size_t largestSmoothing )
{
  const GapCounts sums( streams, neighbourhood );
  requireSize( "The years of the choice", chosenOn.size(), sums.years() );
  requireSize( "neighbours", neighbours.size(), neighbourhood.size() );
  std::vector<Numbers> counts, exposures;
  Numbers weights;
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    if ( sums.isCompared( stream ) )
    {
      counts.push_back( pooled( streams[stream], streams[stream].counts, chosenOn ) );
      exposures.push_back( pooled( streams[stream], streams[stream].exposures, chosenOn ) );
      weights.push_back( sums.weight( stream ) );
    }
  if ( counts.empty() || !( sumPresent( exposures.front() ) > 0 ) )
    refuse( "What the places were chosen by", "without any exposure", "a stream with years of the choice" );

  const std::vector<bool> all( neighbourhood.size(), true );
  const double share = overlapOf( all, neighbourhood, exposures.front() );
  FittedRule best;
  best.overlap = -1;
  for ( std::size_t smoothing = 0; smoothing <= largestSmoothing; ++smoothing )
  {
    SelectionRule rule = highestRates( exposures, weights, share, neighbours, smoothing );
    std::vector<bool> selected( neighbourhood.size(), false );
    rule( counts, selected );
    const double overlap = overlapOf( selected, neighbourhood, exposures.front() );
    if ( overlap > best.overlap )
      best = { std::move( rule ), smoothing, overlap };
  }
  return best;
}

} // namespace communitysafety::statistics
