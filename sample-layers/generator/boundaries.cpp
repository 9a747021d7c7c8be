// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "boundaries.h"
#include "geopackage.h"
#include "ogrgeometry.h"
#include "placenames.h"
#include "random.h"
#include "samplecity.h"
#include "summary.h"

#include <algorithm>
#include <cstdio>
#include <functional>

namespace communitysafety::samplecity
{

namespace
{
constexpr std::size_t localityCount = 60;

std::string coded( const char *prefix, int number )
{
  char text[32];
  std::snprintf( text, sizeof text, "%s%03d", prefix, number );
  return text;
}

OGRGeometryUniquePtr uniteAreas( const SampleCity &city, const std::function<bool( const SmallArea & )> &isPart )
{
  std::vector<Ring> rings;
  for ( const SmallArea &area : city.areas.areas() )
    if ( isPart( area ) )
      rings.push_back( area.ring );
  return unite( rings );
}

void writeStudyArea( const SampleCity &city, GeoPackage &file )
{
  file.startTable( "study_area", wkbMultiPolygon, { { "LAD24CD", OFTString }, { "LAD24NM", OFTString } } );
  file.addRow( { "E08999001", "Aldermouth" }, uniteAreas( city, []( const SmallArea & ) { return true; } ) );
}

void writeConstituencies( const SampleCity &city, GeoPackage &file )
{
  file.startTable( "constituencies", wkbMultiPolygon, { { "PCON24CD", OFTString }, { "PCON24NM", OFTString } } );
  for ( int number = 0; number < SmallAreas::constituencyCount; ++number )
    file.addRow( { coded( "E14999", number + 1 ), constituencyNames()[number] },
                 uniteAreas( city, [=]( const SmallArea &area ) { return area.constituency == number; } ) );
}

void writeWards( const SampleCity &city, GeoPackage &file )
{
  file.startTable( "wards", wkbMultiPolygon,
                   { { "WD24CD", OFTString }, { "WD24NM", OFTString }, { "PCON24NM", OFTString } } );
  for ( int ward = 0; ward < SmallAreas::wardCount; ++ward )
  {
    const auto isPart = [=]( const SmallArea &area ) { return area.ward == ward; };
    const std::vector<SmallArea> &areas = city.areas.areas();
    const int constituency = std::find_if( areas.begin(), areas.end(), isPart )->constituency;
    file.addRow( { coded( "E05999", ward + 1 ), wardNames()[ward], constituencyNames()[constituency] },
                 uniteAreas( city, isPart ) );
  }
}

void writeSmallAreas( const SampleCity &city, GeoPackage &file )
{
  file.startTable( "lsoa", wkbMultiPolygon,
                   { { "LSOA11CD", OFTString },
                     { "LSOA11NM", OFTString },
                     { "WD24CD", OFTString },
                     { "population", OFTInteger },
                     { "households", OFTInteger },
                     { "dwellings", OFTInteger } } );
  for ( const SmallArea &area : city.areas.areas() )
    file.addRow(
      { area.code, area.name, coded( "E05999", area.ward + 1 ), area.residents, area.households, area.dwellings },
      unite( { area.ring } ) );
}

void writeAddressBlocks( const SampleCity &city, GeoPackage &file )
{
  file.startTable( "population_points", wkbPoint,
                   { { "LSOA11CD", OFTString }, { "residents", OFTInteger }, { "households", OFTInteger } } );
  for ( const AddressBlock &block : city.areas.addressBlocks() )
    file.addRow( { city.areas.areas()[block.area].code, block.residents, block.households }, toPoint( block.place ) );
}

Point middle( const CellGrid &grid, const std::vector<int> &cells )
{
  Point sum;
  for ( const int cell : cells )
    sum = { sum.x + grid.cells()[cell].centre.x, sum.y + grid.cells()[cell].centre.y };
  return { sum.x / static_cast<double>( cells.size() ), sum.y / static_cast<double>( cells.size() ) };
}

//! The site of the small area that lies farthest from all places named so far.
Point farthestSite( const SampleCity &city, const std::vector<Point> &named )
{
  Point farthest;
  double most = -1;
  for ( const SmallArea &area : city.areas.areas() )
  {
    double nearest = distance( area.site, named.front() );
    for ( const Point &place : named )
      nearest = std::min( nearest, distance( area.site, place ) );
    if ( nearest > most )
    {
      most = nearest;
      farthest = area.site;
    }
  }
  return farthest;
}

void writeLocalities( const SampleCity &city, GeoPackage &file )
{
  file.startTable( "neighbourhood_names", wkbPoint, { { "name", OFTString } } );
  std::vector<Point> named;
  for ( const Planted &planted : city.planted )
  {
    named.push_back( middle( city.grid, planted.cells ) );
    file.addRow( { planted.name }, toPoint( named.back() ) );
  }
  Random random( city.seed, "localities" );
  for ( const std::string &name : localityNames( localityCount - named.size(), random ) )
  {
    named.push_back( farthestSite( city, named ) );
    file.addRow( { name }, toPoint( named.back() ) );
  }
}

OGRGeometryUniquePtr uniteCells( const CellGrid &grid, const std::vector<int> &cells )
{
  const double half = CellGrid::side / 2;
  std::vector<Ring> squares;
  for ( const int cell : cells )
  {
    const Point c = grid.cells()[cell].centre;
    squares.push_back( { { c.x - half, c.y - half },
                         { c.x + half, c.y - half },
                         { c.x + half, c.y + half },
                         { c.x - half, c.y + half } } );
  }
  return unite( squares );
}

void writePlanted( const SampleCity &city, GeoPackage &file )
{
  file.startTable(
    "planted_neighbourhoods", wkbMultiPolygon,
    { { "name", OFTString }, { "relative_risk", OFTReal }, { "themes", OFTString }, { "cells", OFTInteger } } );
  for ( const Planted &planted : city.planted )
  {
    std::string themes;
    for ( const Theme theme : planted.themes )
      themes += ( themes.empty() ? "" : "," ) + themeCode( theme );
    file.addRow( { planted.name, planted.relativeRisk, themes, static_cast<int>( planted.cells.size() ) },
                 uniteCells( city.grid, planted.cells ) );
  }
}

void writeRiver( const SampleCity &city, GeoPackage &file )
{
  file.startTable( "river", wkbLineString, { { "name", OFTString } } );
  std::vector<Point> course;
  for ( const Point &bend : city.plan.river() )
    if ( city.plan.contains( bend ) )
      course.push_back( bend );
  file.addRow( { "River Alder" }, toLine( course ) );
}
} // namespace

void writeBoundaries( const SampleCity &city, const std::string &folder, Summary &summary )
{
  const std::vector<std::pair<const char *, void ( * )( const SampleCity &, GeoPackage & )>> tables{
    { "study_area", writeStudyArea },
    { "constituencies", writeConstituencies },
    { "wards", writeWards },
    { "lsoa", writeSmallAreas },
    { "population_points", writeAddressBlocks },
    { "neighbourhood_names", writeLocalities },
    { "planted_neighbourhoods", writePlanted },
    { "river", writeRiver }
  };
  GeoPackage file( folder + "/boundaries.gpkg" );
  for ( const auto &[name, write] : tables )
  {
    write( city, file );
    summary.add( std::string( "boundaries.gpkg " ) + name, file.rowCount() );
  }
  file.close();
}

} // namespace communitysafety::samplecity
