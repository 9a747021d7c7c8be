// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/rateposterior.h"

#include "statistics/arguments.h"
#include "statistics/smoothing.h"

#include <cmath>

namespace communitysafety::statistics
{

namespace
{

//! The prior as events and denominator that are added to those of every area.
struct PriorCount
{
  double events;
  double denominator;
};

RatePosterior withPrior( Column events, Column denominator, const PriorCount &prior, double overdispersion )
{
  RatePosterior posterior = fixedRates( std::vector<double>( events.size(), missing ) );
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( isMissing( events[area] ) || !( denominator[area] > 0 ) )
      continue;
    posterior.shape[area] = ( events[area] + prior.events ) / overdispersion;
    posterior.fixed[area] = posterior.isDrawn( area ) ? missing : 0;
    posterior.rate[area] = ( denominator[area] + prior.denominator ) / overdispersion;
  }
  return posterior;
}

} // namespace

RatePosterior fixedRates( Column rates )
{
  RatePosterior posterior;
  posterior.shape.assign( rates.size(), missing );
  posterior.rate.assign( rates.size(), missing );
  posterior.fixed.assign( rates.begin(), rates.end() );
  return posterior;
}

RatePosterior ratePosterior( Column events, Column denominator, RatePrior prior, double overdispersion )
{
  requireSize( "denominator", denominator.size(), events.size() );
  requireNotNegative( "events", events );
  requireNotNegative( "denominator", denominator );
  if ( !( overdispersion >= 1 ) || !std::isfinite( overdispersion ) )
    refuse( "overdispersion", inWords( overdispersion ), "1 or more, and finite" );

  if ( prior != RatePrior::empiricalBayes )
    return withPrior( events, denominator, { prior == RatePrior::jeffreys ? 0.5 : 0, 0 }, overdispersion );

  const SmoothedRates smoothed = empiricalBayes( events, denominator );
  if ( smoothed.noExcessVariance )
  {
    RatePosterior posterior = fixedRates( smoothed.rate );
    posterior.noExcessVariance = true;
    return posterior;
  }
  const double b = smoothed.meanRate;
  const double a = smoothed.betweenVariance;
  return withPrior( events, denominator, { b * b / a, b / a }, overdispersion );
}

} // namespace communitysafety::statistics
