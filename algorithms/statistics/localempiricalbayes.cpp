// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/localempiricalbayes.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

//! The columns and neighbours of one computation.
struct Map
{
  Column events;
  Column population;
  const Neighbours &neighbours;

  bool isUsed( std::size_t area ) const { return !isMissing( events[area] ) && population[area] > 0; }
  double rate( std::size_t area ) const { return events[area] / population[area]; }

  //! Calls \a visit with \a area and each of its neighbours that is used.
  template <typename Visitor>
  void forNeighbourhood( std::size_t area, Visitor visit ) const
  {
    visit( area );
    for ( const std::size_t neighbour : neighbours.of( area ) )
      if ( isUsed( neighbour ) )
        visit( neighbour );
  }
};

struct Neighbourhood
{
  double events = 0;
  double population = 0;
  double areas = 0;

  double rate() const { return events / population; }
};

Neighbourhood sumsAround( const Map &map, std::size_t area )
{
  Neighbourhood sums;
  map.forNeighbourhood( area,
                        [&]( std::size_t member )
                        {
                          sums.events += map.events[member];
                          sums.population += map.population[member];
                          sums.areas += 1;
                        } );
  return sums;
}

std::vector<double> neighbourhoodRates( const Map &map )
{
  std::vector<double> rates( map.events.size(), missing );
  for ( std::size_t area = 0; area < rates.size(); ++area )
    if ( map.isUsed( area ) )
      rates[area] = sumsAround( map, area ).rate();
  return rates;
}

// a: what is left of the variance in the neighbourhood when chance has had its part.
double varianceBeyondChance( const Map &map, std::size_t area, const std::vector<double> &means,
                             LocalVariance variance )
{
  double squares = 0;
  map.forNeighbourhood( area,
                        [&]( std::size_t member )
                        {
                          const double mean = means[variance == LocalVariance::aroundNeighbourhood ? area : member];
                          const double distance = map.rate( member ) - mean;
                          squares += map.population[member] * distance * distance;
                        } );
  const Neighbourhood sums = sumsAround( map, area );
  const double meanPopulation = sums.population / sums.areas;
  return std::max( 0.0, squares / sums.population - sums.rate() / meanPopulation );
}

} // namespace

LocallySmoothedRates localEmpiricalBayes( Column events, Column population, const Neighbours &neighbours,
                                          LocalVariance variance )
{
  requireSize( "events", events.size(), neighbours.size() );
  requireSize( "population", population.size(), neighbours.size() );
  requireNotNegative( "events", events );
  requireNotNegative( "population", population );

  const Map map{ events, population, neighbours };
  LocallySmoothedRates result;
  result.neighbourhoodRate = neighbourhoodRates( map );
  result.rate.assign( events.size(), missing );
  result.weightOnOwn.assign( events.size(), missing );
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( !map.isUsed( area ) )
      continue;
    const double m = result.neighbourhoodRate[area];
    const double a = varianceBeyondChance( map, area, result.neighbourhoodRate, variance );
    const double weight = a > 0 ? a / ( a + m / population[area] ) : 0;
    result.withoutExcessVariance += a > 0 ? 0 : 1;
    result.weightOnOwn[area] = weight;
    result.rate[area] = m + weight * ( map.rate( area ) - m );
  }
  return result;
}

} // namespace communitysafety::statistics
