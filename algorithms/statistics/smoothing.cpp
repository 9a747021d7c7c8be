// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/smoothing.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{

namespace
{

bool isUsed( double events, double population ) { return !isMissing( events ) && population > 0; }

struct Sums
{
  double events = 0;
  double population = 0;
  double areas = 0;
};

Sums sumsOverUsedAreas( Column events, Column population )
{
  Sums sums;
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( !isUsed( events[area], population[area] ) )
      continue;
    sums.events += events[area];
    sums.population += population[area];
    sums.areas += 1;
  }
  return sums;
}

// a of Marshall's moments: what is left of the variance s² when chance has had its part.
double varianceBetweenAreas( Column events, Column population, const Sums &sums, double meanRate )
{
  double squares = 0;
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( !isUsed( events[area], population[area] ) )
      continue;
    const double distance = events[area] / population[area] - meanRate;
    squares += population[area] * distance * distance;
  }
  const double meanPopulation = sums.population / sums.areas;
  return std::max( 0.0, squares / sums.population - meanRate / meanPopulation );
}

} // namespace

SmoothedRates empiricalBayes( Column events, Column population )
{
  requireSize( "population", population.size(), events.size() );
  requireNotNegative( "events", events );
  requireNotNegative( "population", population );

  SmoothedRates result;
  result.rate.assign( events.size(), missing );
  result.weightOnOwn.assign( events.size(), missing );
  const Sums sums = sumsOverUsedAreas( events, population );
  if ( sums.population <= 0 )
    return result;

  const double b = sums.events / sums.population;
  const double a = varianceBetweenAreas( events, population, sums, b );
  result.meanRate = b;
  result.betweenVariance = a;
  result.noExcessVariance = a <= 0;
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( !isUsed( events[area], population[area] ) )
      continue;
    const double weight = a > 0 ? a / ( a + b / population[area] ) : 0;
    result.weightOnOwn[area] = weight;
    result.rate[area] = b + weight * ( events[area] / population[area] - b );
  }
  return result;
}

std::vector<double> meanOfNeighbours( Column values, const Neighbours &neighbours )
{
  return meanOfNeighbours( values, neighbours, std::vector<double>( values.size(), 1.0 ) );
}

std::vector<double> meanOfNeighbours( Column values, const Neighbours &neighbours, Column weights )
{
  requireSize( "values", values.size(), neighbours.size() );
  requireSize( "weights", weights.size(), values.size() );
  requireNotNegative( "weights", weights );

  const auto isPresent = [&]( std::size_t area ) { return !isMissing( values[area] ) && weights[area] > 0; };
  std::vector<double> means( values.size(), missing );
  for ( std::size_t area = 0; area < values.size(); ++area )
  {
    if ( !isPresent( area ) )
      continue;
    double sum = weights[area] * values[area];
    double weightSum = weights[area];
    for ( const std::size_t neighbour : neighbours.of( area ) )
    {
      if ( !isPresent( neighbour ) )
        continue;
      sum += weights[neighbour] * values[neighbour];
      weightSum += weights[neighbour];
    }
    means[area] = sum / weightSum;
  }
  return means;
}

} // namespace communitysafety::statistics
