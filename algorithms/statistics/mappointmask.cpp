// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/mappointmask.h"

#include "statistics/arguments.h"
#include "statistics/nearestplace.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace communitysafety::statistics
{
namespace
{

//! The mean places of the people in each square.
std::vector<std::pair<double, double>> middlesOfSquares( const MaskPeople &people, double cell )
{
  struct Sum
  {
    double x = 0, y = 0, count = 0;
  };
  std::map<Square, Sum> sums;
  for ( std::size_t place = 0; place < people.size(); ++place )
  {
    if ( !( people.count[place] > 0 ) )
      continue;
    Sum &sum = sums[squareAt( people.x[place], people.y[place], cell )];
    sum.x += people.count[place] * people.x[place];
    sum.y += people.count[place] * people.y[place];
    sum.count += people.count[place];
  }
  std::vector<std::pair<double, double>> middles;
  for ( const auto &[square, sum] : sums )
    middles.emplace_back( sum.x / sum.count, sum.y / sum.count );
  return middles;
}

//! The people who are nearest to each place.
struct Nearest
{
  std::vector<double> counts;
  std::vector<std::vector<std::size_t>> members;
};

Nearest nearestPeople( const NearestPlace &points, const MaskPeople &people, const Progress &progress )
{
  Nearest found{ std::vector<double>( points.size(), 0 ), std::vector<std::vector<std::size_t>>( points.size() ) };
  for ( std::size_t place = 0; place < people.size(); ++place )
  {
    report( progress, double( place ) / double( people.size() ) );
    const std::size_t nearest = points.nearest( people.x[place], people.y[place] );
    found.counts[nearest] += people.count[place];
    found.members[nearest].push_back( place );
  }
  return found;
}

//! Strikes out what has too few people, the smallest first. \returns the people nearest to each place that is left.
std::vector<double> strikeOutSmallOnes( NearestPlace &points, const MaskPeople &people, double least,
                                        const Progress &progress )
{
  auto [counts, members] = nearestPeople( points, people, slice( progress, 0, 0.4 ) );
  const Progress struckOut = slice( progress, 0.4, 1 );
  std::set<std::pair<double, std::size_t>> bySize;
  for ( std::size_t place = 0; place < points.size(); ++place )
    bySize.emplace( counts[place], place );
  while ( bySize.size() > 1 && bySize.begin()->first < least )
  {
    report( struckOut, 1 - double( bySize.size() ) / double( points.size() ) );
    const std::size_t smallest = bySize.begin()->second;
    bySize.erase( bySize.begin() );
    points.strikeOut( smallest );
    for ( const std::size_t member : members[smallest] )
    {
      const std::size_t nearest = points.nearest( people.x[member], people.y[member] );
      bySize.erase( { counts[nearest], nearest } );
      counts[nearest] += people.count[member];
      members[nearest].push_back( member );
      bySize.emplace( counts[nearest], nearest );
    }
    members[smallest].clear();
  }
  return counts;
}

} // namespace

MaskedPoints mapPointMask( Column x, Column y, const MaskPeople &people, Column mapX, Column mapY, double cell,
                           double least, const Progress &progress )
{
  requirePlaces( "the points", x, y );
  requirePlaces( "the map points", mapX, mapY );
  requirePeople( people, least );
  if ( !( cell > 0 ) )
    refuse( "cell", inWords( cell ), "above 0" );
  const MaskPeople sorted = inOrderOfPlace( people );
  std::vector<std::pair<double, double>> places;
  for ( std::size_t point = 0; point < mapX.size(); ++point )
    places.emplace_back( mapX[point], mapY[point] );
  if ( places.empty() )
    places = middlesOfSquares( sorted, cell );
  std::sort( places.begin(), places.end() );
  places.erase( std::unique( places.begin(), places.end() ), places.end() );
  NearestPlace points( std::move( places ) );
  const std::vector<double> counts = strikeOutSmallOnes( points, sorted, least, slice( progress, 0, 0.8 ) );
  MaskedPoints masked;
  for ( std::size_t point = 0; point < x.size(); ++point )
  {
    report( progress, 0.8 + 0.2 * double( point ) / double( x.size() ) );
    const std::size_t nearest = points.nearest( x[point], y[point] );
    masked.add( points.at( nearest ).first, points.at( nearest ).second, counts[nearest] );
  }
  return masked;
}

} // namespace communitysafety::statistics
