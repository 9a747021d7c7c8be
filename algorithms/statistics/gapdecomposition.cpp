// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/gapdecomposition.h"

#include "statistics/arguments.h"

namespace communitysafety::statistics
{
namespace
{

void addUp( GapParts &parts, std::size_t streams )
{
  parts.byNeighbourhood.assign( parts.parts.size(), 0 );
  parts.byStream.assign( streams, 0 );
  parts.sum = 0;
  for ( std::size_t neighbourhood = 0; neighbourhood < parts.parts.size(); ++neighbourhood )
    for ( std::size_t stream = 0; stream < streams; ++stream )
    {
      const double part = parts.parts[neighbourhood][stream];
      parts.byNeighbourhood[neighbourhood] += part;
      parts.byStream[stream] += part;
      parts.sum += part;
    }
}

GapParts difference( const GapCounts &counts, std::size_t year )
{
  GapParts result;
  result.parts.assign( counts.neighbourhoods(), std::vector<double>( counts.streams(), 0.0 ) );
  for ( std::size_t stream = 0; stream < counts.streams(); ++stream )
  {
    if ( !counts.isCompared( stream ) )
      continue;
    const EventsAndExposure &rest = counts.rest( stream, year );
    const double each = counts.weight( stream ) / counts.inside( stream, year ).exposure;
    for ( std::size_t neighbourhood = 0; neighbourhood < counts.neighbourhoods(); ++neighbourhood )
    {
      const EventsAndExposure &own = counts.of( stream, year, neighbourhood );
      result.parts[neighbourhood][stream] = each * ( own.events - own.exposure * rest.events / rest.exposure );
    }
  }
  addUp( result, counts.streams() );
  return result;
}

double rateOutside( const GapCounts &counts, std::size_t year )
{
  double rate = 0;
  for ( std::size_t stream = 0; stream < counts.streams(); ++stream )
    if ( counts.isCompared( stream ) )
      rate += counts.weight( stream ) * counts.rest( stream, year ).events / counts.rest( stream, year ).exposure;
  return rate;
}

//! \a parts ÷ \a divisor, one by one; missing where that is not above 0.
GapParts divided( GapParts parts, double divisor )
{
  for ( std::vector<double> &ofNeighbourhood : parts.parts )
    for ( double &part : ofNeighbourhood )
      part = divisor > 0 ? part / divisor : missing;
  addUp( parts, parts.byStream.size() );
  return parts;
}

} // namespace

GapDecomposition decomposeGap( const GapCounts &counts, std::size_t year )
{
  if ( year >= counts.years() )
    refuse( "year", std::to_string( year ), "a number of a year from 0" );
  GapDecomposition result;
  result.difference = difference( counts, year );
  result.ratio = divided( result.difference, rateOutside( counts, year ) );
  return result;
}

} // namespace communitysafety::statistics
