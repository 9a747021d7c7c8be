// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/gumbel.h"

#include "statistics/distribution.h"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace communitysafety::statistics
{
namespace
{

//! Values above the floor, and how many are not.
struct CensoredSample
{
  std::vector<double> values;
  double censored = 0;
  double floor = 0;
};

CensoredSample censoredAt( double floor, Column maxima )
{
  CensoredSample sample;
  sample.floor = floor;
  for ( const double value : maxima )
    if ( value > floor )
      sample.values.push_back( value );
    else if ( !isMissing( value ) )
      ++sample.censored;
  return sample;
}

//! Σ e^(-x / scale) and Σ x e^(-x / scale), with x measured from the smallest value so that no term overflows.
struct TailSums
{
  double weight = 0;
  double moment = 0;
};

TailSums tailSums( const CensoredSample &sample, double origin, double scale )
{
  const double atFloor = sample.censored > 0 ? sample.censored * std::exp( -( sample.floor - origin ) / scale ) : 0;
  TailSums sums{ atFloor, sample.floor * atFloor };
  for ( const double value : sample.values )
  {
    const double weight = std::exp( -( value - origin ) / scale );
    sums.weight += weight;
    sums.moment += value * weight;
  }
  return sums;
}

} // namespace

double Gumbel::upperTail( double x ) const
{
  if ( scale > 0 )
    return -std::expm1( -std::exp( -( x - location ) / scale ) );
  return x <= location ? 1 : missing;
}

double Gumbel::evidence( double x ) const
{
  if ( !( scale > 0 ) )
    return x <= location ? 0 : missing;
  const double reduced = ( x - location ) / scale;
  // 1 - exp( -y ) is y to the last digit once y is this small.
  return reduced > 36 ? reduced : -std::log( upperTail( x ) );
}

Gumbel fitGumbel( Column maxima, double floor )
{
  const CensoredSample sample = censoredAt( floor, maxima );
  if ( sample.values.empty() )
    return { floor, 0 };
  const auto [smallest, largest] = std::minmax_element( sample.values.begin(), sample.values.end() );
  if ( *smallest == *largest )
    return { *largest, 0 };

  double mean = 0;
  for ( const double value : sample.values )
    mean += value / double( sample.values.size() );
  const double origin = sample.censored > 0 ? std::min( floor, *smallest ) : *smallest;
  // The root lies between nothing and the range: the right side falls with the scale from mean - smallest on.
  double low = 0;
  double high = 2 * ( *largest - origin );
  for ( int step = 0; step < 200 && high - low > 1e-14 * high; ++step )
  {
    const double scale = 0.5 * ( low + high );
    const TailSums sums = tailSums( sample, origin, scale );
    ( scale < mean - sums.moment / sums.weight ? low : high ) = scale;
  }
  const double scale = 0.5 * ( low + high );
  const TailSums sums = tailSums( sample, origin, scale );
  return { origin + scale * std::log( double( sample.values.size() ) / sums.weight ), scale };
}

Gumbel gumbelByMoments( Column maxima )
{
  namespace constants = boost::math::double_constants;
  const Distribution found = describe( maxima );
  const double scale = found.standardDeviation * std::sqrt( 6.0 ) / constants::pi;
  if ( !( scale > 0 ) )
    return { found.count > 0 ? found.highest : 0, 0 };
  return { found.mean - constants::euler * scale, scale };
}

} // namespace communitysafety::statistics
