// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

//! The cells of a city.
namespace planted
{

//! All rings of a GeoJSON file in degrees: a number list of two or three ends a point, a second "]" ends a ring.
class Rings
{
public:
  using Point = std::pair<double, double>;

  explicit Rings( const std::string &text )
  {
    std::vector<Point> ring;
    const char *at = text.c_str();
    while ( *at != 0 )
    {
      if ( *at != '[' )
      {
        if ( *at == ']' && !ring.empty() )
          mRings.push_back( std::exchange( ring, {} ) );
        ++at;
        continue;
      }
      char *end = nullptr;
      const double x = std::strtod( ++at, &end );
      if ( end == at || *end != ',' )
        continue;
      at = end + 1;
      ring.emplace_back( x, std::strtod( at, &end ) );
      while ( *end != 0 && *end != ']' )
        ++end;
      at = *end == 0 ? end : end + 1;
    }
  }

  const std::vector<std::vector<Point>> &all() const { return mRings; }

private:
  std::vector<std::vector<Point>> mRings;
};

/**
 * Cells of 100 m whose centre is in an odd number of rings, so inside one of areas that do not overlap; on a plane that
 * touches the Earth at the latitude of Birmingham.
 */
inline void cellsInside( const Rings &rings, std::vector<int> &columns, std::vector<int> &rows )
{
  constexpr double cellsPerDegree = 1112.4;
  const double eastward = cellsPerDegree * std::cos( 52.48 * 3.14159265358979 / 180 );
  std::vector<std::vector<double>> crossings( 2000 );
  for ( const std::vector<Rings::Point> &ring : rings.all() )
    for ( std::size_t corner = 0; corner + 1 < ring.size(); ++corner )
    {
      double x0 = ( ring[corner].first + 3 ) * eastward, y0 = ( ring[corner].second - 52 ) * cellsPerDegree;
      double x1 = ( ring[corner + 1].first + 3 ) * eastward, y1 = ( ring[corner + 1].second - 52 ) * cellsPerDegree;
      if ( y0 > y1 )
      {
        std::swap( x0, x1 );
        std::swap( y0, y1 );
      }
      for ( int row = std::max( 0, int( std::ceil( y0 ) ) ); row < std::min( 2000.0, y1 ); ++row )
        crossings[std::size_t( row )].push_back( x0 + ( row - y0 ) / ( y1 - y0 ) * ( x1 - x0 ) );
    }
  for ( std::size_t row = 0; row < crossings.size(); ++row )
  {
    std::sort( crossings[row].begin(), crossings[row].end() );
    for ( std::size_t next = 0; next + 1 < crossings[row].size(); next += 2 )
      for ( int column = int( std::ceil( crossings[row][next] ) ); column < crossings[row][next + 1]; ++column )
      {
        columns.push_back( column );
        rows.push_back( int( row ) );
      }
  }
}

//! False when the boundaries are not at hand.
inline bool outlineOfBirmingham( std::vector<int> &columns, std::vector<int> &rows )
{
  const char *shared = std::getenv( "COMMUNITYSAFETY_SHARED" );
  const std::string folder = shared ? shared : COMMUNITYSAFETY_SOURCE_DIR "/../shared";
  std::ifstream file( folder + "/data/birmingham/boundaries-lsoa-birmingham.geojson" );
  std::stringstream text;
  text << file.rdbuf();
  cellsInside( Rings( text.str() ), columns, rows );
  return !columns.empty();
}

//! The cells of an upright ellipse, the long axis one and a half times the short one; about \a count of them.
inline void ellipseOf( std::size_t count, std::vector<int> &columns, std::vector<int> &rows )
{
  const double across = std::sqrt( double( count ) / 3.14159265358979 / 1.5 );
  const int reach = int( 1.5 * across ) + 1;
  for ( int row = -reach; row <= reach; ++row )
    for ( int column = -reach; column <= reach; ++column )
      if ( std::hypot( column / across, row / ( 1.5 * across ) ) <= 1 )
      {
        columns.push_back( column + reach );
        rows.push_back( row + reach );
      }
}

} // namespace planted
