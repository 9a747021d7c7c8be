// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/funnel.h"

#include "statistics/arguments.h"
#include "statistics/rateinterval.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

double confidenceOf( double tail )
{
  if ( !( tail > 0 && tail < 0.5 ) )
    refuse( "tail", inWords( tail ), "above 0 and below 0.5" );
  return 1 - 2 * tail;
}

void requireDispersion( double dispersion )
{
  if ( !( dispersion >= 1 ) || std::isinf( dispersion ) )
    refuse( "dispersion", inWords( dispersion ), "1 or more, and finite" );
}

} // namespace

FunnelLimits proportionFunnel( double average, double population, double tail )
{
  const double z = normalQuantile( confidenceOf( tail ) );
  requireBetween( "average", average, 0, 1 );
  if ( !( population > 0 ) )
    return {};
  const double reach = z * std::sqrt( average * ( 1 - average ) / population );
  return { std::max( 0.0, average - reach ), std::min( 1.0, average + reach ) };
}

FunnelLimits expectedFunnel( double observed, double tail )
{
  const Interval limits = exactPoissonLimits( observed, confidenceOf( tail ) );
  return { limits.lower, limits.upper };
}

FunnelClass funnelClassOfCount( double observed, double expected, double dispersion )
{
  const Interval inner = poissonLimits( observed, confidenceOf( innerTail ), dispersion );
  const Interval outer = poissonLimits( observed, confidenceOf( outerTail ), dispersion );
  if ( isMissing( observed ) || !( expected > 0 ) )
    return FunnelClass::notKnown;
  if ( outer.lower > expected )
    return FunnelClass::wellAbove;
  if ( inner.lower > expected )
    return FunnelClass::above;
  if ( outer.upper < expected )
    return FunnelClass::wellBelow;
  return inner.upper < expected ? FunnelClass::below : FunnelClass::notDifferent;
}

FunnelClass funnelClassOfProportion( double events, double population, double average, double dispersion )
{
  requireDispersion( dispersion );
  if ( events > population )
    refuse( "The number of events", inWords( events ), "at most the population, " + inWords( population ) );
  if ( isMissing( events ) || isMissing( average ) || !( population > 0 ) )
    return FunnelClass::notKnown;
  const double proportion = events / population;
  const FunnelLimits inner = proportionFunnel( average, population / dispersion, innerTail );
  const FunnelLimits outer = proportionFunnel( average, population / dispersion, outerTail );
  if ( proportion > outer.upper )
    return FunnelClass::wellAbove;
  if ( proportion > inner.upper )
    return FunnelClass::above;
  if ( proportion < outer.lower )
    return FunnelClass::wellBelow;
  return proportion < inner.lower ? FunnelClass::below : FunnelClass::notDifferent;
}

} // namespace communitysafety::statistics
