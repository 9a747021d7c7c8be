// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "streetmap.h"
#include "placenames.h"
#include "random.h"

#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace communitysafety::samplecity
{

namespace
{
constexpr const char *gridToDegrees =
  "+proj=pipeline "
  "+step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
  "+step +proj=push +v_3 +step +proj=cart +ellps=airy "
  "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
  "+convention=position_vector "
  "+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 "
  "+step +proj=unitconvert +xy_in=rad +xy_out=deg +step +proj=axisswap +order=2,1";

std::unique_ptr<OGRCoordinateTransformation> makeTransformation()
{
  OGRSpatialReference grid;
  OGRSpatialReference degrees;
  grid.importFromEPSG( 27700 );
  degrees.importFromEPSG( 4326 );
  grid.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  degrees.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  OGRCoordinateTransformationOptions options;
  options.SetCoordinateOperation( gridToDegrees, false );
  std::unique_ptr<OGRCoordinateTransformation> transformation(
    OGRCreateCoordinateTransformation( &grid, &degrees, options ) );
  if ( !transformation )
    throw std::runtime_error( "PROJ cannot transform the British National Grid to longitude and latitude." );
  return transformation;
}

std::string sixDecimals( double degrees )
{
  char text[32];
  std::snprintf( text, sizeof text, "%.6f", degrees );
  return text;
}
} // namespace

StreetMap::StreetMap( const SampleCity &city ) : mToDegrees( makeTransformation() )
{
  Random random( city.seed, "street map" );
  for ( std::size_t cell = 0; cell < city.grid.cells().size(); ++cell )
  {
    std::vector<MapPoint> points;
    const int count = random.chance( 0.2 ) ? 2 : 1;
    for ( int point = 0; point < count; ++point )
    {
      const Point where = city.grid.randomPlace( cell, random );
      points.push_back( place( where, locationName( city, where, random ), city.areas.areaAt( where ) ) );
    }
    mPointsOfCell.push_back( points );
  }
  for ( int point = 0; point < 12; ++point )
  {
    const double angle = random.between( 0, 6.28 );
    const double far = random.between( 7500, 14000 );
    const Point where{ city.plan.centre().x + far * std::cos( angle ), city.plan.centre().y + far * std::sin( angle ) };
    mOutside.push_back( place( where, "On or near " + streetName( random ), -1 ) );
  }
}

const MapPoint &StreetMap::pointOf( std::size_t cell, std::size_t address ) const
{
  return mPointsOfCell[cell][address % mPointsOfCell[cell].size()];
}

int StreetMap::size() const
{
  std::size_t size = mOutside.size();
  for ( const std::vector<MapPoint> &points : mPointsOfCell )
    size += points.size();
  return static_cast<int>( size );
}

MapPoint StreetMap::place( Point where, const std::string &location, int area ) const
{
  double x = where.x;
  double y = where.y;
  mToDegrees->Transform( 1, &x, &y );
  return { sixDecimals( x ), sixDecimals( y ), location, area };
}

std::string StreetMap::locationName( const SampleCity &city, Point where, Random &random ) const
{
  static const std::vector<std::string> anywhere{ "Supermarket", "Parking Area", "Petrol Station", "Park/Open Space",
                                                  "Sports/Recreation Area" };
  static const std::vector<std::string> central{ "Shopping Area", "Nightclub", "Parking Area", "Bus/Coach Station",
                                                 "Theatre/Concert Hall" };
  const bool isCentral = city.plan.centrality( where ) > 0.3;
  if ( !random.chance( isCentral ? 0.4 : 0.08 ) )
    return "On or near " + streetName( random );
  const std::vector<std::string> &kinds = isCentral ? central : anywhere;
  return "On or near " + kinds[random.below( kinds.size() )];
}

} // namespace communitysafety::samplecity
