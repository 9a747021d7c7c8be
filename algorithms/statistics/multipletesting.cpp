// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/multipletesting.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{
namespace
{

//! What \a tests tests weigh when any dependence is allowed for: tests (1 + 1/2 + ... + 1/tests).
double harmonicWeight( std::size_t tests )
{
  double sum = 0;
  for ( std::size_t test = tests; test > 0; --test )
    sum += 1 / double( test );
  return double( tests ) * sum;
}

//! q of the k-th smallest p is at most \a weight p / k.
std::vector<double> stepUp( Column p, double weight )
{
  std::vector<std::size_t> rising;
  for ( std::size_t row = 0; row < p.size(); ++row )
    if ( !isMissing( p[row] ) )
      rising.push_back( row );
  std::sort( rising.begin(), rising.end(), [p]( std::size_t a, std::size_t b ) { return p[a] < p[b]; } );

  std::vector<double> q( p.size(), missing );
  double smallest = 1.0;
  for ( std::size_t place = rising.size(); place > 0; --place )
  {
    const std::size_t row = rising[place - 1];
    smallest = std::min( smallest, weight * p[row] / double( place ) );
    q[row] = smallest;
  }
  return q;
}

} // namespace

std::vector<double> corrected( Column p, Correction correction )
{
  switch ( correction )
  {
  case Correction::benjaminiHochberg:
    return falseDiscoveryRate( p );
  case Correction::benjaminiYekutieli:
    return falseDiscoveryRateAnyDependence( p );
  case Correction::bonferroni:
    return familywiseErrorRate( p );
  case Correction::none:
    break;
  }
  requireShares( "p", p );
  return { p.begin(), p.end() };
}

std::vector<double> falseDiscoveryRate( Column p )
{
  requireShares( "p", p );
  return stepUp( p, double( countPresent( p ) ) );
}

std::vector<double> falseDiscoveryRateAnyDependence( Column p )
{
  requireShares( "p", p );
  return stepUp( p, harmonicWeight( countPresent( p ) ) );
}

std::vector<double> familywiseErrorRate( Column p )
{
  requireShares( "p", p );
  const double tests = double( countPresent( p ) );
  std::vector<double> q( p.begin(), p.end() );
  for ( double &value : q )
    if ( !isMissing( value ) )
      value = std::min( 1.0, tests * value );
  return q;
}

CorrectedFloor correctedFloor( double smallestP, std::size_t tests, double significance, Correction correction )
{
  if ( !( smallestP > 0 && smallestP <= 1 ) )
    refuse( "smallestP", inWords( smallestP ), "above 0 and at most 1" );
  if ( tests == 0 )
    refuse( "The number of tests", "0", "1 or more" );
  if ( !( significance > 0 && significance < 1 ) )
    refuse( "significance", inWords( significance ), "between 0 and 1" );
  const double weight = correction == Correction::none                 ? 1
                        : correction == Correction::benjaminiYekutieli ? harmonicWeight( tests )
                                                                       : double( tests );
  const bool together = correction == Correction::benjaminiHochberg || correction == Correction::benjaminiYekutieli;
  // The limit itself is significant; the product may lie a rounding above it.
  const double needed = std::max( 1.0, std::ceil( weight * smallestP / significance * ( 1 - 1e-12 ) ) );
  const bool enough = needed <= ( together ? double( tests ) : 1.0 );
  return { std::min( 1.0, weight * smallestP ), enough ? static_cast<std::size_t>( needed ) : 0,
           significance / weight };
}

} // namespace communitysafety::statistics
