// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "ogrgeometry.h"

namespace communitysafety::samplecity
{

namespace
{
const OGRPolygon *largestPart( const OGRGeometry &geometry )
{
  if ( wkbFlatten( geometry.getGeometryType() ) == wkbPolygon )
    return geometry.toPolygon();
  const OGRPolygon *largest = nullptr;
  for ( const OGRGeometry *part : *geometry.toGeometryCollection() )
    if ( wkbFlatten( part->getGeometryType() ) == wkbPolygon &&
         ( !largest || part->toPolygon()->get_Area() > largest->get_Area() ) )
      largest = part->toPolygon();
  return largest;
}
} // namespace

OGRGeometryUniquePtr toPoint( Point place ) { return OGRGeometryUniquePtr( new OGRPoint( place.x, place.y ) ); }

OGRGeometryUniquePtr toLine( const std::vector<Point> &line )
{
  OGRLineString *geometry = new OGRLineString;
  for ( const Point &corner : line )
    geometry->addPoint( corner.x, corner.y );
  return OGRGeometryUniquePtr( geometry );
}

OGRGeometryUniquePtr toPolygon( const Ring &ring )
{
  OGRLinearRing closed;
  for ( const Point &corner : ring )
    closed.addPoint( corner.x, corner.y );
  closed.closeRings();
  OGRPolygon *polygon = new OGRPolygon;
  polygon->addRing( &closed );
  return OGRGeometryUniquePtr( polygon );
}

Ring outerRing( const OGRGeometry &geometry )
{
  Ring ring;
  const OGRLinearRing *outer = largestPart( geometry )->getExteriorRing();
  for ( int i = 0; i + 1 < outer->getNumPoints(); ++i )
    ring.push_back( { outer->getX( i ), outer->getY( i ) } );
  return ring;
}

OGRGeometryUniquePtr unite( const std::vector<Ring> &rings )
{
  OGRMultiPolygon parts;
  for ( const Ring &ring : rings )
    parts.addGeometryDirectly( toPolygon( ring ).release() );
  return OGRGeometryUniquePtr( OGRGeometryFactory::forceToMultiPolygon( parts.UnionCascaded() ) );
}

} // namespace communitysafety::samplecity
