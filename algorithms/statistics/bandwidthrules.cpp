// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/bandwidthrules.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace communitysafety::statistics
{

namespace
{

struct WeightedPoints
{
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> weight;
  double sum = 0;
};

WeightedPoints usable( Column x, Column y, Column weights )
{
  requireSize( "y", y.size(), x.size() );
  if ( !weights.empty() )
    requireSize( "weights", weights.size(), x.size() );
  requireNotNegative( "weights", weights );
  WeightedPoints points;
  for ( std::size_t point = 0; point < x.size(); ++point )
  {
    const double weight = weights.empty() ? 1 : weights[point];
    if ( isMissing( x[point] ) || isMissing( y[point] ) || !( weight > 0 ) )
      continue;
    points.x.push_back( x[point] );
    points.y.push_back( y[point] );
    points.weight.push_back( weight );
    points.sum += weight;
  }
  return points;
}

double weightedMean( const std::vector<double> &values, const WeightedPoints &points )
{
  double sum = 0;
  for ( std::size_t point = 0; point < values.size(); ++point )
    sum += points.weight[point] * values[point];
  return sum / points.sum;
}

//! Where half the weight lies below.
double weightedMedian( const std::vector<double> &values, const WeightedPoints &points )
{
  std::vector<std::pair<double, double>> sorted;
  for ( std::size_t point = 0; point < values.size(); ++point )
    sorted.emplace_back( values[point], points.weight[point] );
  std::sort( sorted.begin(), sorted.end() );
  double below = 0;
  for ( std::size_t place = 0; place < sorted.size(); ++place )
  {
    below += sorted[place].second;
    if ( 2 * below > points.sum || place + 1 == sorted.size() )
      return sorted[place].first;
    if ( 2 * below == points.sum )
      return ( sorted[place].first + sorted[place + 1].first ) / 2;
  }
  return missing;
}

double standardDeviation( const std::vector<double> &values )
{
  double mean = 0;
  for ( const double value : values )
    mean += value / double( values.size() );
  double squares = 0;
  for ( const double value : values )
    squares += ( value - mean ) * ( value - mean );
  return std::sqrt( squares / double( values.size() - 1 ) );
}

double quantile( const std::vector<double> &sorted, double part )
{
  const double place = part * double( sorted.size() - 1 );
  const auto below = static_cast<std::size_t>( place );
  const std::size_t above = std::min( below + 1, sorted.size() - 1 );
  return sorted[below] + ( place - double( below ) ) * ( sorted[above] - sorted[below] );
}

double interquartileRange( std::vector<double> values )
{
  std::sort( values.begin(), values.end() );
  return quantile( values, 0.75 ) - quantile( values, 0.25 );
}

} // namespace

double searchRadius( Column x, Column y, Column weights )
{
  const WeightedPoints points = usable( x, y, weights );
  if ( points.x.empty() )
    return missing;
  const double centreX = weightedMean( points.x, points );
  const double centreY = weightedMean( points.y, points );
  std::vector<double> distance;
  double squares = 0;
  double squaredWeights = 0;
  for ( std::size_t point = 0; point < points.x.size(); ++point )
  {
    distance.push_back( std::hypot( points.x[point] - centreX, points.y[point] - centreY ) );
    squares += points.weight[point] * distance.back() * distance.back();
    squaredWeights += points.weight[point] * points.weight[point];
  }
  const double standardDistance = std::sqrt( squares / points.sum );
  const double fromMedian = std::sqrt( 1 / std::log( 2.0 ) ) * weightedMedian( distance, points );
  const double spread = fromMedian > 0 ? std::min( standardDistance, fromMedian ) : standardDistance;
  return 0.9 * spread * std::pow( points.sum * points.sum / squaredWeights, -0.2 );
}

double oversmoothingBandwidth( Column x, Column y, double events )
{
  const WeightedPoints points = usable( x, y, Column( nullptr, 0 ) );
  if ( points.x.size() < 2 )
    return missing;
  const double deviation = ( standardDeviation( points.x ) + standardDeviation( points.y ) ) / 2;
  const double robust = ( interquartileRange( points.x ) + interquartileRange( points.y ) ) / 2 / 1.34;
  const double spread = robust > 0 ? std::min( deviation, robust ) : deviation;
  const double pi = std::acos( -1.0 );
  const double roughness = 16 * 24 * 8 / ( 1e4 * pi );
  const double n = events > 0 ? events : double( points.x.size() );
  return spread * std::pow( 2 / ( 4 * pi ) / ( n * roughness ), 1.0 / 6 );
}

} // namespace communitysafety::statistics
