// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/overlaps.h"

#include "statistics/boxindex.h"
#include "statistics/parallel.h"
#include "statistics/polygonclip.h"

#include <qgscurvepolygon.h>
#include <qgsgeometrycollection.h>
#include <qgsgeometryengine.h>
#include <qgslinestring.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>

namespace communitysafety::base
{
namespace
{

using statistics::Corner;
using statistics::Ring;

//! Common ground below this part of the smaller of two areas is rounding: they only touch.
constexpr double rounding = 1e-10;

statistics::Box boxOf( const QgsGeometry &geometry )
{
  if ( geometry.isEmpty() )
    return { 0, 0, -1, -1 };
  const QgsRectangle box = geometry.boundingBox();
  return { box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum() };
}

statistics::BoxIndex indexOf( const std::vector<QgsGeometry> &geometries )
{
  std::vector<statistics::Box> boxes;
  boxes.reserve( geometries.size() );
  for ( const QgsGeometry &geometry : geometries )
    boxes.push_back( boxOf( geometry ) );
  return statistics::BoxIndex( boxes );
}

//! Corners relative to \a origin, without the last, which repeats the first; nothing for a curve.
std::optional<Ring> ringOf( const QgsCurve *curve, const QgsPointXY &origin )
{
  const auto *line = qgsgeometry_cast<const QgsLineString *>( curve );
  if ( !line )
    return std::nullopt;
  Ring ring;
  ring.reserve( static_cast<std::size_t>( line->numPoints() ) );
  for ( int corner = 0; corner + 1 < line->numPoints(); ++corner )
    ring.push_back( { line->xAt( corner ) - origin.x(), line->yAt( corner ) - origin.y() } );
  return ring;
}

//! Appends a ring in the wanted direction; false for a curve.
bool append( std::vector<Ring> &rings, const QgsCurve *curve, const QgsPointXY &origin, bool anticlockwise )
{
  std::optional<Ring> ring = ringOf( curve, origin );
  if ( !ring )
    return false;
  if ( ( statistics::signedArea( *ring ) > 0 ) != anticlockwise )
    std::reverse( ring->begin(), ring->end() );
  rings.push_back( *std::move( ring ) );
  return true;
}

bool appendPolygon( std::vector<Ring> &rings, const QgsAbstractGeometry *part, const QgsPointXY &origin )
{
  const auto *polygon = qgsgeometry_cast<const QgsCurvePolygon *>( part );
  if ( !polygon || !polygon->exteriorRing() || !append( rings, polygon->exteriorRing(), origin, true ) )
    return false;
  for ( int hole = 0; hole < polygon->numInteriorRings(); ++hole )
    if ( !append( rings, polygon->interiorRing( hole ), origin, false ) )
      return false;
  return true;
}

//! All rings of \a geometry, outer ones anticlockwise; nothing when it has curves.
std::optional<std::vector<Ring>> ringsOf( const QgsGeometry &geometry, const QgsPointXY &origin )
{
  std::vector<Ring> rings;
  for ( auto part = geometry.const_parts_begin(); part != geometry.const_parts_end(); ++part )
    if ( !appendPolygon( rings, *part, origin ) )
      return std::nullopt;
  return rings;
}

//! A geometry that is one convex ring, such as a cell of a grid; nothing otherwise.
std::optional<Ring> convexRingOf( const QgsGeometry &geometry, const QgsPointXY &origin )
{
  // Few sides: what has more is as quickly cut as a polygon.
  constexpr int mostCorners = 9;
  if ( geometry.isEmpty() || geometry.constGet()->nCoordinates() > mostCorners )
    return std::nullopt;
  std::optional<std::vector<Ring>> rings = ringsOf( geometry, origin );
  if ( !rings || rings->size() != 1 || !statistics::isConvex( rings->front() ) )
    return std::nullopt;
  return std::move( rings->front() );
}

//! \param source prepared engine of one geometry
double commonArea( const QgsGeometryEngine &source, const QgsGeometry &target )
{
  if ( !source.intersects( target.constGet() ) )
    return 0.0;
  if ( source.contains( target.constGet() ) )
    return target.area();
  QString problem;
  const std::unique_ptr<QgsAbstractGeometry> common( source.intersection( target.constGet(), &problem ) );
  if ( !common )
    throw std::runtime_error( "two areas could not be intersected: " + problem.toStdString() );
  return common->area();
}

//! A target that one source meets.
struct Meeting
{
  std::size_t target;
  //! Negative as long as it is not known.
  double area;
};

/**
 * The areas of the convex ones among the targets of one source, which need nothing but arithmetic and so can be found
 * in several threads at once; the others stay unknown.
 */
std::vector<Meeting> meetConvexTargets( const QgsGeometry &source, const std::vector<QgsGeometry> &targets,
                                        const statistics::BoxIndex &index )
{
  std::vector<Meeting> meetings;
  const QgsPointXY origin = source.boundingBox().center();
  std::vector<Ring> cells;
  std::vector<std::size_t> places;
  for ( const std::size_t target : index.touching( boxOf( source ) ) )
  {
    if ( std::optional<Ring> cell = convexRingOf( targets[target], origin ) )
    {
      cells.push_back( *std::move( cell ) );
      places.push_back( meetings.size() );
    }
    meetings.push_back( { target, -1 } );
  }
  const std::optional<std::vector<Ring>> rings = cells.empty() ? std::nullopt : ringsOf( source, origin );
  if ( !rings )
    return meetings;
  std::vector<const Ring *> convex;
  for ( const Ring &cell : cells )
    convex.push_back( &cell );
  const std::vector<double> ground = statistics::commonGround( *rings, convex );
  const double whole = source.area();
  for ( std::size_t cell = 0; cell < cells.size(); ++cell )
  {
    const double smaller = std::min( whole, statistics::signedArea( cells[cell] ) );
    meetings[places[cell]].area = ground[cell] > rounding * smaller ? ground[cell] : 0;
  }
  return meetings;
}

//! Finds what is still unknown, by cutting polygons.
void meetOtherTargets( const QgsGeometry &source, const std::vector<QgsGeometry> &targets,
                       std::vector<Meeting> &meetings, const std::function<void()> &tick )
{
  std::unique_ptr<QgsGeometryEngine> engine;
  const double whole = source.isEmpty() ? 0 : source.area();
  for ( Meeting &meeting : meetings )
  {
    if ( meeting.area >= 0 )
      continue;
    // One large source may meet thousands of areas: a cancel must not wait for the next source.
    tick();
    if ( !engine )
    {
      engine.reset( QgsGeometry::createGeometryEngine( source.constGet() ) );
      engine->prepareGeometry();
    }
    meeting.area = commonArea( *engine, targets[meeting.target] );
    if ( meeting.area <= rounding * std::min( whole, targets[meeting.target].area() ) )
      meeting.area = 0;
  }
}

} // namespace

std::vector<AreaOverlap> overlaps( const std::vector<QgsGeometry> &sources, const std::vector<QgsGeometry> &targets,
                                   const statistics::Progress &progress )
{
  const statistics::BoxIndex index = indexOf( targets );
  // Geometries remember their box when they are first asked for it, which must not happen in two threads at once.
  for ( const QgsGeometry &source : sources )
    static_cast<void>( source.boundingBox() );
  std::vector<std::vector<Meeting>> meetings( sources.size() );
  statistics::forEachInParallel(
    sources.size(), 0,
    [&]( std::size_t source )
    {
      if ( !sources[source].isEmpty() )
        meetings[source] = meetConvexTargets( sources[source], targets, index );
    },
    statistics::slice( progress, 0, 0.5 ) );

  std::vector<AreaOverlap> pairs;
  for ( std::size_t source = 0; source < sources.size(); ++source )
  {
    const auto tick = [&] { statistics::report( progress, 0.5 + 0.5 * double( source ) / double( sources.size() ) ); };
    tick();
    meetOtherTargets( sources[source], targets, meetings[source], tick );
    const double whole = sources[source].isEmpty() ? 0 : sources[source].area();
    for ( const Meeting &meeting : meetings[source] )
      if ( meeting.area > 0 )
        pairs.push_back( { source, meeting.target, meeting.area, std::min( 1.0, meeting.area / whole ) } );
    std::vector<Meeting>().swap( meetings[source] );
  }
  statistics::report( progress, 1.0 );
  return pairs;
}

} // namespace communitysafety::base
