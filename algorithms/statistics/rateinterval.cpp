// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/rateinterval.h"

#include "statistics/arguments.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

// Below this many events Byar's approximation is not good enough.
constexpr double fewestForByar = 10;

void requireCount( double events )
{
  if ( events < 0 || std::isinf( events ) )
    refuse( "The number of events", inWords( events ), "0 or more, and finite" );
}

//! The share on one side outside the limits.
double tailOf( double confidence )
{
  if ( !( confidence > 0 && confidence < 1 ) )
    refuse( "confidence", inWords( confidence ), "above 0 and below 1" );
  return ( 1 - confidence ) / 2;
}

//! Byar's cube, with z on the side of the limit.
double byarLimit( double events, double z )
{
  const double root = 1 - 1 / ( 9 * events ) + z / ( 3 * std::sqrt( events ) );
  return events * root * root * root;
}

double halfChiSquared( double degrees, double upperTail )
{
  using boost::math::chi_squared;
  return quantile( complement( chi_squared( degrees ), upperTail ) ) / 2;
}

} // namespace

double normalQuantile( double confidence )
{
  return quantile( complement( boost::math::normal(), tailOf( confidence ) ) );
}

Interval exactPoissonLimits( double events, double confidence )
{
  requireCount( events );
  const double tail = tailOf( confidence );
  if ( isMissing( events ) )
    return {};
  return { events > 0 ? halfChiSquared( 2 * events, 1 - tail ) : 0, halfChiSquared( 2 * events + 2, tail ) };
}

Interval byarLimits( double events, double confidence )
{
  requireCount( events );
  const double z = normalQuantile( confidence );
  if ( isMissing( events ) )
    return {};
  return { events > 0 ? std::max( 0.0, byarLimit( events, -z ) ) : 0, byarLimit( events + 1, z ) };
}

Interval poissonLimits( double events, double confidence, double dispersion )
{
  if ( !( dispersion >= 1 ) || std::isinf( dispersion ) )
    refuse( "dispersion", inWords( dispersion ), "1 or more, and finite" );
  const double independent = events / dispersion;
  const Interval limits =
    independent < fewestForByar ? exactPoissonLimits( independent, confidence ) : byarLimits( independent, confidence );
  return { dispersion * limits.lower, dispersion * limits.upper };
}

Interval wilsonLimits( double events, double trials, double confidence )
{
  requireCount( events );
  requireCount( trials );
  const double z = normalQuantile( confidence );
  if ( isMissing( events ) || isMissing( trials ) || trials <= 0 )
    return {};
  if ( events > trials )
    refuse( "The number of events", inWords( events ), "at most the number of trials, " + inWords( trials ) );
  const double centre = 2 * events + z * z;
  const double reach = z * std::sqrt( z * z + 4 * events * ( 1 - events / trials ) );
  const double divisor = 2 * ( trials + z * z );
  // Rounding must not put the limit of a proportion of 0 or 1 outside.
  return { std::max( 0.0, ( centre - reach ) / divisor ), std::min( 1.0, ( centre + reach ) / divisor ) };
}

} // namespace communitysafety::statistics
