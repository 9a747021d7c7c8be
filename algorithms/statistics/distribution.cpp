// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/distribution.h"

#include "statistics/arguments.h"

#include <boost/sort/spreadsort/float_sort.hpp>

#include <algorithm>
#include <iterator>

namespace communitysafety::statistics
{

namespace
{

// Range, number and mean: what the moments are taken around.
Distribution located( Column values )
{
  Distribution found;
  double sum = 0;
  for ( const double value : values )
  {
    if ( isMissing( value ) )
      continue;
    found.lowest = std::fmin( found.lowest, value );
    found.highest = std::fmax( found.highest, value );
    sum += value;
    ++found.count;
  }
  if ( found.count > 0 )
    found.mean = sum / static_cast<double>( found.count );
  return found;
}

} // namespace

std::vector<double> sortedPresent( Column values )
{
  std::vector<double> sorted;
  sorted.reserve( values.size() );
  std::copy_if( values.begin(), values.end(), std::back_inserter( sorted ),
                []( double value ) { return !isMissing( value ); } );
  // By the bits of the numbers: half the time of comparing them.
  boost::sort::spreadsort::float_sort( sorted.begin(), sorted.end() );
  return sorted;
}

double median( Column values ) { return quantile( sortedPresent( values ), 0.5 ); }

double quantile( const std::vector<double> &sorted, double share )
{
  requireBetween( "The share of a quantile", share, 0, 1 );
  if ( sorted.empty() )
    return missing;
  const double position = share * static_cast<double>( sorted.size() - 1 );
  const auto below = static_cast<std::size_t>( position );
  const std::size_t above = std::min( below + 1, sorted.size() - 1 );
  return sorted[below] + ( position - static_cast<double>( below ) ) * ( sorted[above] - sorted[below] );
}

bool Distribution::isConstant() const
{
  return count > 0 && highest - lowest <= 1e-12 * std::fmax( std::fabs( lowest ), std::fabs( highest ) );
}

Distribution describe( Column values )
{
  Distribution found = located( values );
  double second = 0;
  double third = 0;
  double fourth = 0;
  for ( const double value : values )
  {
    if ( isMissing( value ) )
      continue;
    const double distance = value - found.mean;
    second += distance * distance;
    third += distance * distance * distance;
    fourth += distance * distance * distance * distance;
  }
  const auto n = static_cast<double>( found.count );
  if ( n >= 2 )
    found.standardDeviation = std::sqrt( second / ( n - 1 ) );
  if ( found.isConstant() )
    return found;
  second /= n;
  if ( n >= 3 )
    found.skewness = std::sqrt( n * ( n - 1 ) ) / ( n - 2 ) * ( third / n ) / std::pow( second, 1.5 );
  if ( n >= 4 )
    found.kurtosis =
      ( n - 1 ) / ( ( n - 2 ) * ( n - 3 ) ) * ( ( n + 1 ) * ( fourth / n / ( second * second ) - 3 ) + 6 );
  return found;
}

} // namespace communitysafety::statistics
