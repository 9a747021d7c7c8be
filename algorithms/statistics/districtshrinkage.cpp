// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/districtshrinkage.h"

#include "statistics/arguments.h"
#include "statistics/smoothing.h"

#include <map>

namespace communitysafety::statistics
{
namespace
{

using Members = std::vector<std::size_t>;

void requireInput( Column events, Column population, const std::vector<int> &district )
{
  requireSize( "population", population.size(), events.size() );
  requireSize( "district", district.size(), events.size() );
  requireNotNegative( "events", events );
  requireNotNegative( "population", population );
}

//! The usable areas of each district; an area in no district is one of its own.
std::vector<Members> districtsOf( Column events, Column population, const std::vector<int> &district )
{
  std::map<int, Members> byNumber;
  std::vector<Members> districts;
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( isMissing( events[area] ) || !( population[area] > 0 ) )
      continue;
    if ( district[area] < 0 )
      districts.push_back( { area } );
    else
      byNumber[district[area]].push_back( area );
  }
  for ( auto &[number, members] : byNumber )
    districts.push_back( std::move( members ) );
  return districts;
}

double logOdds( double events, double population )
{
  return std::log( ( events + 0.5 ) / ( population - events + 0.5 ) );
}

//! s²: how far chance carries the log odds of an area.
double logOddsVariance( double r, double n ) { return ( n + 1 ) * ( n + 2 ) / ( n * ( r + 1 ) * ( n - r + 1 ) ); }

double districtLogOdds( Column events, Column population, const Members &members )
{
  double eventSum = 0, populationSum = 0;
  for ( const std::size_t area : members )
  {
    eventSum += events[area];
    populationSum += population[area];
  }
  return logOdds( eventSum, populationSum );
}

void shrinkMembers( Column events, Column population, const Members &members, ShrunkToDistrict &result )
{
  const double districtMean = districtLogOdds( events, population, members );
  double squares = 0;
  for ( const std::size_t area : members )
  {
    const double distance = logOdds( events[area], population[area] ) - districtMean;
    squares += distance * distance;
  }
  const double between = squares / double( members.size() - 1 );
  for ( const std::size_t area : members )
  {
    const double within = logOddsVariance( events[area], population[area] );
    // (1/s²) / (1/s² + 1/t²), which is 0 where the areas do not differ.
    const double weight = between / ( within + between );
    const double mixed = weight * logOdds( events[area], population[area] ) + ( 1 - weight ) * districtMean;
    result.weightOnOwn[area] = weight;
    result.rate[area] = 1 / ( 1 + std::exp( -mixed ) );
  }
}

void smoothMembers( Column events, Column population, const Members &members, ShrunkToDistrict &result )
{
  std::vector<double> memberEvents, memberPopulation;
  for ( const std::size_t area : members )
  {
    memberEvents.push_back( events[area] );
    memberPopulation.push_back( population[area] );
  }
  const SmoothedRates smoothed = empiricalBayes( memberEvents, memberPopulation );
  for ( std::size_t place = 0; place < members.size(); ++place )
  {
    result.rate[members[place]] = smoothed.rate[place];
    result.weightOnOwn[members[place]] = smoothed.weightOnOwn[place];
  }
}

template <typename Shrink>
ShrunkToDistrict forEachDistrict( Column events, Column population, const std::vector<int> &district, Shrink shrink )
{
  ShrunkToDistrict result;
  result.rate.assign( events.size(), missing );
  result.weightOnOwn.assign( events.size(), missing );
  for ( const Members &members : districtsOf( events, population, district ) )
  {
    if ( members.size() > 1 )
    {
      shrink( events, population, members, result );
      continue;
    }
    result.rate[members.front()] = events[members.front()] / population[members.front()];
    result.weightOnOwn[members.front()] = 1;
  }
  return result;
}

} // namespace

ShrunkToDistrict shrinkToDistrict( Column events, Column population, const std::vector<int> &district )
{
  requireInput( events, population, district );
  for ( std::size_t area = 0; area < events.size(); ++area )
    if ( events[area] > population[area] )
      refuse( "events in row " + std::to_string( area + 1 ), inWords( events[area] ),
              "at most the population, " + inWords( population[area] ) );
  return forEachDistrict( events, population, district, shrinkMembers );
}

ShrunkToDistrict empiricalBayesByDistrict( Column events, Column population, const std::vector<int> &district )
{
  requireInput( events, population, district );
  return forEachDistrict( events, population, district, smoothMembers );
}

} // namespace communitysafety::statistics
