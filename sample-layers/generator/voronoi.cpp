// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "voronoi.h"

#include <cmath>

namespace communitysafety::samplecity
{

namespace
{
//! Cuts \a ring along the bisector of \a own and \a other and keeps the side of \a own.
Ring keepNearer( const Ring &ring, Point own, Point other )
{
  const Point middle{ ( own.x + other.x ) / 2, ( own.y + other.y ) / 2 };
  const auto beyond = [&]( Point p )
  { return ( p.x - middle.x ) * ( other.x - own.x ) + ( p.y - middle.y ) * ( other.y - own.y ); };

  Ring kept;
  for ( std::size_t i = 0; i < ring.size(); ++i )
  {
    const Point a = ring[i];
    const Point b = ring[( i + 1 ) % ring.size()];
    const double da = beyond( a );
    const double db = beyond( b );
    if ( da <= 0 )
      kept.push_back( a );
    if ( ( da < 0 && db > 0 ) || ( da > 0 && db < 0 ) )
      kept.push_back( { a.x + ( b.x - a.x ) * da / ( da - db ), a.y + ( b.y - a.y ) * da / ( da - db ) } );
  }
  return kept;
}

bool isSame( Point a, Point b ) { return a.x == b.x && a.y == b.y; }
} // namespace

Ring voronoiCell( const std::vector<Point> &sites, std::size_t site, double reach )
{
  const Point own = sites[site];
  Ring ring{ { own.x - reach, own.y - reach },
             { own.x + reach, own.y - reach },
             { own.x + reach, own.y + reach },
             { own.x - reach, own.y + reach } };
  for ( std::size_t other = 0; other < sites.size(); ++other )
    if ( other != site )
      ring = keepNearer( ring, own, sites[other] );
  return ring;
}

Ring SharedCorners::share( const Ring &ring )
{
  Ring result;
  for ( const Point &corner : ring )
  {
    const Point placed = shared( corner );
    if ( result.empty() || !isSame( result.back(), placed ) )
      result.push_back( placed );
  }
  while ( result.size() > 1 && isSame( result.front(), result.back() ) )
    result.pop_back();
  return result;
}

Point SharedCorners::shared( Point corner )
{
  for ( const Point &seen : mSeen )
    if ( distance( seen, corner ) <= 2 )
      return seen;
  mSeen.push_back( { std::round( corner.x ), std::round( corner.y ) } );
  return mSeen.back();
}

} // namespace communitysafety::samplecity
