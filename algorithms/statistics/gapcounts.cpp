// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/gapcounts.h"

#include "statistics/arguments.h"
#include "statistics/overdispersion.h"

#include <algorithm>
#include <string>

namespace communitysafety::statistics
{
namespace
{

void requireColumns( const std::string &argument, const std::vector<Column> &columns, std::size_t years,
                     std::size_t places )
{
  requireSize( argument + " by year", columns.size(), years );
  for ( const Column &column : columns )
  {
    requireSize( argument, column.size(), places );
    requireNotNegative( argument, column );
  }
}

void requireStream( const GapStream &stream, std::size_t years, std::size_t places )
{
  requireColumns( "counts", stream.counts, years, places );
  requireColumns( "exposures", stream.exposures, years, places );
  if ( !( stream.weight > 0 ) || std::isinf( stream.weight ) )
    refuse( "The weight of a stream", inWords( stream.weight ), "above 0, and finite" );
  if ( stream.dispersion < 1 || std::isinf( stream.dispersion ) )
    refuse( "The dispersion of a stream", inWords( stream.dispersion ), "1 or more, and finite" );
}

//! A place that is absent in a year takes no part in the estimate.
double dispersionOf( const GapStream &stream )
{
  if ( !isMissing( stream.dispersion ) )
    return stream.dispersion;
  std::vector<std::vector<double>> present;
  for ( std::size_t year = 0; year < stream.counts.size(); ++year )
  {
    present.emplace_back( stream.counts[year].size(), missing );
    for ( std::size_t place = 0; place < present.back().size(); ++place )
      if ( countsIn( stream, year, place ) )
        present.back()[place] = stream.counts[year][place];
  }
  return overdispersionBetweenYears( { present.begin(), present.end() } ).phi;
}

} // namespace

GapCounts::GapCounts( const std::vector<GapStream> &streams, const std::vector<int> &neighbourhood )
{
  if ( streams.empty() )
    refuse( "The number of streams", "0", "1 or more" );
  mYears = streams.front().counts.size();
  if ( mYears == 0 )
    refuse( "The number of years", "0", "1 or more" );
  for ( const GapStream &stream : streams )
    requireStream( stream, mYears, neighbourhood.size() );
  for ( const int number : neighbourhood )
    mNeighbourhoods = std::max( mNeighbourhoods, static_cast<std::size_t>( std::max( 0, number + 1 ) ) );
  if ( mNeighbourhoods == 0 )
    refuse( "The number of neighbourhoods", "0", "1 or more" );
  for ( const GapStream &stream : streams )
    mStreams.push_back( addedUp( stream, neighbourhood ) );
}

GapCounts::Stream GapCounts::addedUp( const GapStream &stream, const std::vector<int> &neighbourhood ) const
{
  Stream result;
  result.weight = stream.weight;
  result.dispersion = dispersionOf( stream );
  result.sums.resize( mYears * ( mNeighbourhoods + 1 ) );
  for ( std::size_t year = 0; year < mYears; ++year )
  {
    EventsAndExposure *const sums = &result.sums[year * ( mNeighbourhoods + 1 )];
    for ( std::size_t place = 0; place < neighbourhood.size(); ++place )
    {
      if ( !countsIn( stream, year, place ) )
        continue;
      const std::size_t side =
        neighbourhood[place] < 0 ? mNeighbourhoods : static_cast<std::size_t>( neighbourhood[place] );
      sums[side].events += stream.counts[year][place];
      sums[side].exposure += stream.exposures[year][place];
    }
    const bool hasInside =
      std::any_of( sums, sums + mNeighbourhoods, []( const EventsAndExposure &sum ) { return sum.exposure > 0; } );
    result.isCompared = result.isCompared && hasInside && sums[mNeighbourhoods].exposure > 0;
  }
  return result;
}

EventsAndExposure GapCounts::inside( std::size_t stream, std::size_t year ) const
{
  EventsAndExposure sum;
  for ( std::size_t neighbourhood = 0; neighbourhood < mNeighbourhoods; ++neighbourhood )
  {
    sum.events += of( stream, year, neighbourhood ).events;
    sum.exposure += of( stream, year, neighbourhood ).exposure;
  }
  return sum;
}

} // namespace communitysafety::statistics
