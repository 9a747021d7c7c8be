// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/nearestplace.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace communitysafety::statistics
{

Square squareAt( double x, double y, double side )
{
  return { static_cast<long long>( std::floor( x / side ) ), static_cast<long long>( std::floor( y / side ) ) };
}

NearestPlace::NearestPlace( std::vector<std::pair<double, double>> places )
  : mPlaces( std::move( places ) ), mIsLeft( mPlaces.size(), 1 )
{
  if ( mPlaces.empty() )
    refuse( "The number of places", "0", "above 0" );
  double xLow = mPlaces.front().first, xHigh = xLow, yLow = mPlaces.front().second, yHigh = yLow;
  for ( const auto &[x, y] : mPlaces )
  {
    xLow = std::min( xLow, x );
    xHigh = std::max( xHigh, x );
    yLow = std::min( yLow, y );
    yHigh = std::max( yHigh, y );
  }
  const double width = xHigh - xLow, height = yHigh - yLow, n = double( mPlaces.size() );
  // Places on a line have no area, but are as far from each other as its length tells.
  mSide = std::max( { 1.0, std::sqrt( 2 * width * height / n ), std::max( width, height ) / n } );
  mReach = static_cast<long long>( std::max( width, height ) / mSide ) + 2;
  mMiddle = squareAt( ( xLow + xHigh ) / 2, ( yLow + yHigh ) / 2, mSide );
  for ( std::size_t place = 0; place < mPlaces.size(); ++place )
    mBuckets[key( squareAt( mPlaces[place].first, mPlaces[place].second, mSide ) )].push_back( place );
}

std::size_t NearestPlace::nearest( double x, double y ) const
{
  const Square centre = squareAt( x, y, mSide );
  const long long farthest =
    mReach + std::max( std::llabs( centre.first - mMiddle.first ), std::llabs( centre.second - mMiddle.second ) );
  std::size_t best = SIZE_MAX;
  double bestDistance = 0;
  const auto take = [&]( std::size_t place )
  {
    const double distance = std::hypot( mPlaces[place].first - x, mPlaces[place].second - y );
    if ( best == SIZE_MAX || distance < bestDistance || ( distance == bestDistance && place < best ) )
    {
      best = place;
      bestDistance = distance;
    }
  };
  for ( long long ring = 0; ring <= farthest; ++ring )
  {
    if ( best != SIZE_MAX && bestDistance <= double( ring - 1 ) * mSide )
      break;
    forEachInRing( centre, ring, take );
  }
  return best;
}

std::uint64_t NearestPlace::key( const Square &square )
{
  return ( std::uint64_t( square.first ) << 32U ) ^ ( std::uint64_t( square.second ) & 0xffffffffU );
}

template <typename Visitor>
void NearestPlace::forEachInRing( const Square &centre, long long ring, const Visitor &visit ) const
{
  for ( long long column = centre.first - ring; column <= centre.first + ring; ++column )
  {
    const bool isSide = std::llabs( column - centre.first ) == ring;
    for ( long long row = centre.second - ring; row <= centre.second + ring; row += isSide || ring == 0 ? 1 : 2 * ring )
      if ( const auto bucket = mBuckets.find( key( { column, row } ) ); bucket != mBuckets.end() )
        for ( const std::size_t place : bucket->second )
          if ( mIsLeft[place] )
            visit( place );
  }
}

} // namespace communitysafety::statistics
