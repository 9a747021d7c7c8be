// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "cityplan.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::samplecity
{

namespace
{
constexpr double cityArea = 85e6;
constexpr double pi = 3.14159265358979323846;

double ringArea( const std::vector<Point> &ring )
{
  double doubled = 0;
  for ( std::size_t i = 0; i < ring.size(); ++i )
  {
    const Point &a = ring[i];
    const Point &b = ring[( i + 1 ) % ring.size()];
    doubled += a.x * b.y - b.x * a.y;
  }
  return std::abs( doubled ) / 2;
}

double distanceToSegment( Point place, Point from, Point to )
{
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double along = ( ( place.x - from.x ) * dx + ( place.y - from.y ) * dy ) / ( dx * dx + dy * dy );
  const double t = std::clamp( along, 0.0, 1.0 );
  return distance( place, { from.x + t * dx, from.y + t * dy } );
}

double bell( Point place, const Patch &patch )
{
  const double relative = distance( place, patch.centre ) / patch.radius;
  return std::exp( -relative * relative );
}

std::vector<Patch> around( Point centre, const std::vector<Patch> &offsets )
{
  std::vector<Patch> patches;
  for ( const Patch &offset : offsets )
    patches.push_back( { { centre.x + offset.centre.x, centre.y + offset.centre.y }, offset.radius, offset.strength } );
  return patches;
}
} // namespace

double distance( Point a, Point b ) { return std::hypot( a.x - b.x, a.y - b.y ); }

CityPlan::CityPlan()
{
  mEstates = around( mCentre, { { { -3300, 1900 }, 600, 0.5 },
                                { { -2700, -2500 }, 550, 0.45 },
                                { { 400, 3300 }, 600, 0.5 },
                                { { 3300, 1500 }, 550, 0.45 },
                                { { 2500, -2700 }, 600, 0.5 },
                                { { -400, -3600 }, 500, 0.4 } } );
  mIndustry = around( mCentre, { { { 2900, -600 }, 650, 1 }, { { -3900, -600 }, 600, 1 } } );
  mParks = around( mCentre, { { { -1500, 2500 }, 450, 1 }, { { 1700, 2300 }, 350, 1 }, { { 800, -2500 }, 350, 1 } } );
  drawOutline();
  drawRiver();
}

void CityPlan::drawOutline()
{
  for ( int step = 0; step < 72; ++step )
  {
    const double a = 2 * pi * step / 72;
    const double r = 1 + 0.07 * std::sin( 2 * a + 0.6 ) + 0.06 * std::sin( 3 * a + 2.1 ) +
                     0.035 * std::sin( 5 * a + 0.4 ) + 0.02 * std::sin( 9 * a + 1.3 );
    mOutline.push_back( { 1.09 * r * std::cos( a ), 0.97 * r * std::sin( a ) } );
  }
  const double scale = std::sqrt( cityArea / ringArea( mOutline ) );
  for ( Point &corner : mOutline )
    corner = { std::round( mCentre.x + scale * corner.x ), std::round( mCentre.y + scale * corner.y ) };
}

void CityPlan::drawRiver()
{
  for ( double x = -7000; x <= 7000; x += 250 )
  {
    const double y = -700 + 900 * std::sin( x / 2100 ) + 350 * std::sin( x / 900 + 1 );
    mRiver.push_back( { mCentre.x + x, mCentre.y + y } );
  }
}

Point CityPlan::hospital() const { return { mCentre.x - 1640, mCentre.y + 1230 }; }

Point CityPlan::policeStation() const { return { mCentre.x + 310, mCentre.y + 240 }; }

bool CityPlan::contains( Point place ) const
{
  bool inside = false;
  for ( std::size_t i = 0, j = mOutline.size() - 1; i < mOutline.size(); j = i++ )
  {
    const Point &a = mOutline[i];
    const Point &b = mOutline[j];
    if ( ( a.y > place.y ) != ( b.y > place.y ) && place.x < ( b.x - a.x ) * ( place.y - a.y ) / ( b.y - a.y ) + a.x )
      inside = !inside;
  }
  return inside;
}

double CityPlan::distanceToRiver( Point place ) const
{
  double nearest = distance( place, mRiver.front() );
  for ( std::size_t i = 1; i < mRiver.size(); ++i )
    nearest = std::min( nearest, distanceToSegment( place, mRiver[i - 1], mRiver[i] ) );
  return nearest;
}

double CityPlan::residentDensity( Point place ) const
{
  double density = 0.45 + 0.75 * bell( place, { mCentre, 3800, 1 } );
  for ( const Patch &estate : mEstates )
    density += estate.strength * bell( place, estate );
  density *= 1 - 0.5 * centrality( place );
  density *= 1 - 0.95 * industry( place );
  for ( const Patch &park : mParks )
    density *= 1 - 0.95 * bell( place, park );
  return distanceToRiver( place ) < 60 ? 0.05 * density : density;
}

double CityPlan::centrality( Point place ) const { return bell( place, { mCentre, 420, 1 } ); }

double CityPlan::industry( Point place ) const
{
  double most = 0;
  for ( const Patch &zone : mIndustry )
    most = std::max( most, bell( place, zone ) );
  return most;
}

} // namespace communitysafety::samplecity
