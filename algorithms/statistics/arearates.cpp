// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/arearates.h"

#include "statistics/arguments.h"
#include "statistics/overrepresentation.h"
#include "statistics/rateinterval.h"

namespace communitysafety::statistics
{
namespace
{

void requireOptions( const AreaRateOptions &options )
{
  if ( !( options.multiplier > 0 ) || std::isinf( options.multiplier ) )
    refuse( "multiplier", inWords( options.multiplier ), "above 0, and finite" );
}

void requireProportions( Column events, Column denominator )
{
  for ( std::size_t area = 0; area < events.size(); ++area )
    if ( denominator[area] > 0 && events[area] > denominator[area] )
      refuse( "events in row " + std::to_string( area + 1 ), inWords( events[area] ),
              "at most the denominator, " + inWords( denominator[area] ) );
}

double scaleOf( const AreaRateOptions &options, double eventsPerUnit )
{
  switch ( options.kind )
  {
  case RateKind::rate:
    return options.multiplier;
  case RateKind::proportion:
    return 100;
  case RateKind::index:
    break;
  }
  return eventsPerUnit > 0 ? 100 / eventsPerUnit : missing;
}

//! Limits of events per unit of the denominator.
Interval limitsOf( double events, double denominator, const AreaRateOptions &options )
{
  const double dispersion = options.dispersion;
  if ( options.kind == RateKind::proportion )
    return wilsonLimits( events / dispersion, denominator / dispersion, options.confidence );
  const Interval limits = poissonLimits( events, options.confidence, dispersion );
  return { limits.lower / denominator, limits.upper / denominator };
}

FunnelClass placeOf( double events, double denominator, double eventsPerUnit, const AreaRateOptions &options )
{
  if ( options.kind == RateKind::proportion )
    return eventsPerUnit > 0 ? funnelClassOfProportion( events, denominator, eventsPerUnit, options.dispersion )
                             : FunnelClass::notKnown;
  return funnelClassOfCount( events, denominator * eventsPerUnit, options.dispersion );
}

} // namespace

AreaRates areaRates( Column events, Column denominator, const AreaRateOptions &options )
{
  requireOptions( options );
  const OverRepresentation against = indexByTotal( events, denominator );
  if ( options.kind == RateKind::proportion )
    requireProportions( events, denominator );

  const std::size_t areas = events.size();
  AreaRates rates;
  rates.rate.assign( areas, missing );
  rates.lower.assign( areas, missing );
  rates.upper.assign( areas, missing );
  rates.place.assign( areas, FunnelClass::notKnown );
  rates.index = against.index;
  rates.scale = scaleOf( options, against.cityRate );
  rates.cityRate = against.cityRate * rates.scale;
  rates.eventsWithoutDenominator = against.eventsWithoutDenominator;
  for ( std::size_t area = 0; area < areas; ++area )
  {
    if ( isMissing( events[area] ) || !( denominator[area] > 0 ) )
      continue;
    const Interval limits = limitsOf( events[area], denominator[area], options );
    rates.rate[area] = events[area] / denominator[area] * rates.scale;
    rates.lower[area] = limits.lower * rates.scale;
    rates.upper[area] = limits.upper * rates.scale;
    rates.place[area] = placeOf( events[area], denominator[area], against.cityRate, options );
  }
  return rates;
}

} // namespace communitysafety::statistics
