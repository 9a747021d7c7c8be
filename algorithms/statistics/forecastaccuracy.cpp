// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/forecastaccuracy.h"

#include "statistics/arguments.h"
#include "statistics/rateinterval.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace communitysafety::statistics
{

namespace
{

//! Room for the rounding of areas cut from geometries.
constexpr double rounding = 1e-9;

void requirePart( const std::string &part, double value, const std::string &whole, double limit )
{
  if ( !( value >= 0 ) || !( value <= limit * ( 1 + rounding ) ) )
    refuse( part, inWords( value ), "0 to " + inWords( limit ) + ", " + whole );
}

void requireInput( const ForecastInput &input )
{
  if ( !( input.studyArea > 0 ) || !std::isfinite( input.studyArea ) )
    refuse( "The study area", inWords( input.studyArea ), "above 0 and finite" );
  requirePart( "The area of the hot spots", input.hotArea, "the study area", input.studyArea );
  if ( !( input.events >= 0 ) )
    refuse( "The number of events", inWords( input.events ), "0 or more" );
  requirePart( "The number of hits", input.hits, "the number of events", input.events );
  if ( !isMissing( input.previousEvents ) )
    requirePart( "The number of previous hits", input.previousHits, "that of previous events", input.previousEvents );
}

double ratio( double numerator, double denominator ) { return denominator > 0 ? numerator / denominator : missing; }

} // namespace

ForecastAccuracy forecastAccuracy( const ForecastInput &input )
{
  requireInput( input );
  ForecastAccuracy accuracy;
  accuracy.areaShare = std::min( 1.0, input.hotArea / input.studyArea );
  if ( !( input.events > 0 ) )
    return accuracy;
  accuracy.hitRate = std::min( 1.0, input.hits / input.events );
  const Interval limits = wilsonLimits( accuracy.hitRate * input.events, input.events, 0.95 );
  accuracy.hitRateLower = limits.lower;
  accuracy.hitRateUpper = limits.upper;
  accuracy.pai = ratio( accuracy.hitRate, accuracy.areaShare );
  if ( input.mostHits > 0 )
    accuracy.pei = std::min( 1.0, input.hits / input.mostHits );
  if ( input.previousEvents > 0 )
    accuracy.rri = ratio( accuracy.hitRate, input.previousHits / input.previousEvents );
  return accuracy;
}

double mostEventsWithin( Column events, Column areas, double area )
{
  requireSize( "areas", areas.size(), events.size() );
  requireNotNegative( "events", events );
  requireNotNegative( "areas", areas );
  std::vector<std::size_t> order;
  for ( std::size_t cell = 0; cell < events.size(); ++cell )
    if ( events[cell] > 0 && areas[cell] > 0 )
      order.push_back( cell );
  std::stable_sort( order.begin(), order.end(),
                    [&]( std::size_t one, std::size_t other )
                    { return events[one] / areas[one] > events[other] / areas[other]; } );
  double held = 0;
  double left = area;
  for ( const std::size_t cell : order )
  {
    if ( !( left > 0 ) )
      break;
    const double part = std::min( 1.0, left / areas[cell] );
    held += part * events[cell];
    left -= areas[cell];
  }
  return held;
}

double jaccardIndex( double first, double second, double common )
{
  if ( !( first >= 0 ) || !( second >= 0 ) )
    refuse( "An area", inWords( std::min( first, second ) ), "0 or more" );
  requirePart( "The common area", common, "the smaller of the two", std::min( first, second ) );
  return ratio( common, first + second - common );
}

} // namespace communitysafety::statistics
