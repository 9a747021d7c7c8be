// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/mappointmask.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace communitysafety::statistics
{
namespace
{

//! Squares of one size, by column and row.
using Square = std::pair<long long, long long>;

Square squareAt( double x, double y, double side )
{
  return { static_cast<long long>( std::floor( x / side ) ), static_cast<long long>( std::floor( y / side ) ) };
}

//! Map points that can be struck out, and the nearest of those that are left.
class MapPoints
{
public:
  MapPoints( const std::vector<std::pair<double, double>> &places ) : mPlaces( places ), mIsLeft( places.size(), 1 )
  {
    double xLow = places.front().first, xHigh = xLow, yLow = places.front().second, yHigh = yLow;
    for ( const auto &[x, y] : places )
    {
      xLow = std::min( xLow, x );
      xHigh = std::max( xHigh, x );
      yLow = std::min( yLow, y );
      yHigh = std::max( yHigh, y );
    }
    mSide = std::max( 1.0, std::sqrt( 2 * ( xHigh - xLow ) * ( yHigh - yLow ) / double( places.size() ) ) );
    mReach = static_cast<long long>( std::max( xHigh - xLow, yHigh - yLow ) / mSide ) + 2;
    mMiddle = squareAt( ( xLow + xHigh ) / 2, ( yLow + yHigh ) / 2, mSide );
    for ( std::size_t place = 0; place < places.size(); ++place )
      mBuckets[key( squareAt( places[place].first, places[place].second, mSide ) )].push_back( place );
  }

  void strikeOut( std::size_t place ) { mIsLeft[place] = 0; }
  const std::pair<double, double> &at( std::size_t place ) const { return mPlaces[place]; }

  //! Of those that are left; the first of equals by its coordinates, as the places are sorted by them.
  std::size_t nearest( double x, double y ) const
  {
    const Square centre = squareAt( x, y, mSide );
    const long long farthest =
      mReach + std::max( std::llabs( centre.first - mMiddle.first ), std::llabs( centre.second - mMiddle.second ) );
    std::size_t best = SIZE_MAX;
    double bestDistance = 0;
    for ( long long ring = 0; ring <= farthest; ++ring )
    {
      if ( best != SIZE_MAX && bestDistance <= double( ring - 1 ) * mSide )
        break;
      forEachInRing( centre, ring,
                     [&]( std::size_t place )
                     {
                       const double distance = std::hypot( mPlaces[place].first - x, mPlaces[place].second - y );
                       if ( best == SIZE_MAX || distance < bestDistance ||
                            ( distance == bestDistance && place < best ) )
                       {
                         best = place;
                         bestDistance = distance;
                       }
                     } );
    }
    return best;
  }

private:
  static std::uint64_t key( const Square &square )
  {
    return ( std::uint64_t( square.first ) << 32U ) ^ ( std::uint64_t( square.second ) & 0xffffffffU );
  }

  template <typename Visitor>
  void forEachInRing( const Square &centre, long long ring, const Visitor &visit ) const
  {
    for ( long long column = centre.first - ring; column <= centre.first + ring; ++column )
    {
      const bool isSide = std::llabs( column - centre.first ) == ring;
      for ( long long row = centre.second - ring; row <= centre.second + ring;
            row += isSide || ring == 0 ? 1 : 2 * ring )
        if ( const auto bucket = mBuckets.find( key( { column, row } ) ); bucket != mBuckets.end() )
          for ( const std::size_t place : bucket->second )
            if ( mIsLeft[place] )
              visit( place );
    }
  }

  const std::vector<std::pair<double, double>> &mPlaces;
  std::vector<char> mIsLeft;
  double mSide = 1;
  long long mReach = 0;
  Square mMiddle;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> mBuckets;
};

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

//! Strikes out what has too few people, the smallest first. \returns the people nearest to each place that is left.
std::vector<double> strikeOutSmallOnes( MapPoints &points, std::size_t places, const MaskPeople &people, double least,
                                        const Progress &progress )
{
  std::vector<double> counts( places, 0 );
  std::vector<std::vector<std::size_t>> members( places );
  for ( std::size_t place = 0; place < people.size(); ++place )
  {
    const std::size_t nearest = points.nearest( people.x[place], people.y[place] );
    counts[nearest] += people.count[place];
    members[nearest].push_back( place );
  }
  std::set<std::pair<double, std::size_t>> bySize;
  for ( std::size_t place = 0; place < places; ++place )
    bySize.emplace( counts[place], place );
  while ( bySize.size() > 1 && bySize.begin()->first < least )
  {
    report( progress, 1 - double( bySize.size() ) / double( places ) );
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
  MapPoints points( places );
  const std::vector<double> counts = strikeOutSmallOnes( points, places.size(), sorted, least, progress );
  MaskedPoints masked;
  for ( std::size_t point = 0; point < x.size(); ++point )
  {
    const std::size_t nearest = points.nearest( x[point], y[point] );
    masked.add( points.at( nearest ).first, points.at( nearest ).second, counts[nearest] );
  }
  return masked;
}

} // namespace communitysafety::statistics
