// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profilemaps.h"

#include "base/numbertext.h"
#include "base/svgmap.h"

#include <QCoreApplication>

namespace communitysafety::priorityneighbourhoods
{

using base::MapDrawing;
using base::MapShape;
using base::Stroke;
using statistics::isMissing;
using statistics::missing;

namespace
{

struct MapsText
{
  Q_DECLARE_TR_FUNCTIONS( ProfileMaps )
};

const Stroke &ownOutline()
{
  static const Stroke stroke{ QLatin1String( base::ink::blue ), 4, false };
  return stroke;
}

const Stroke &otherOutline()
{
  static const Stroke stroke{ QLatin1String( base::ink::text ), 1.5, false };
  return stroke;
}

const Stroke &linkedOutline()
{
  static const Stroke stroke{ QLatin1String( base::ink::blue ), 2, false };
  return stroke;
}

const Stroke &parentOutline()
{
  static const Stroke stroke{ QLatin1String( base::ink::quiet ), 1.5, true };
  return stroke;
}

bool hasIndex( const ProfiledCells &cells ) { return statistics::countPresent( cells.index ) > 0; }

//! Incidents of each cell per ground, 100 = the mean of the city.
std::vector<double> incidentIndex( const ProfilePlan &plan, const ProfiledCells &cells )
{
  constexpr double city = 100;
  std::vector<double> events( cells.areas.size(), missing );
  double allEvents = 0, allGround = 0;
  for ( std::size_t each = 0; each < plan.indicators.size(); ++each )
  {
    if ( plan.indicators[each].isSensitive || !cells.pooled[each].isThere() )
      continue;
    for ( std::size_t cell = 0; cell < events.size(); ++cell )
    {
      const double count = cells.pooled[each].counts[cell];
      if ( isMissing( count ) )
        continue;
      events[cell] = ( isMissing( events[cell] ) ? 0 : events[cell] ) + count;
      allEvents += count;
    }
  }
  for ( const double ground : cells.areas.squareMetres )
    allGround += ground;
  for ( std::size_t cell = 0; cell < events.size(); ++cell )
    events[cell] *= allEvents > 0 ? city * allGround / allEvents / cells.areas.squareMetres[cell] : missing;
  return events;
}

//! The cells inside \a extent, shaded.
std::vector<MapShape> cellShapes( const ProfileFindings &findings, const QgsRectangle &extent )
{
  const ProfiledCells &cells = findings.cells;
  std::vector<MapShape> shapes;
  for ( std::size_t cell = 0; cell < cells.areas.size(); ++cell )
  {
    if ( !cells.areas.geometry[cell].boundingBox().intersects( extent ) )
      continue;
    const QString fill = base::indexFill( findings.shades[cell] );
    MapShape shape;
    shape.geometry = cells.areas.geometry[cell];
    shape.fill = fill;
    // Its own colour closes the seams between cells.
    shape.outline = { fill, 0.5, false };
    shapes.push_back( shape );
  }
  return shapes;
}

std::vector<base::MapKey> keyOf( const ProfileFindings &findings )
{
  return base::indexKey( hasIndex( findings.cells ) ? MapsText::tr( "Index (100 = city)" )
                                                    : MapsText::tr( "Incidents per ground (100 = city)" ) );
}

MapShape outlineOf( const ProfiledPlace &place, const Stroke &stroke )
{
  MapShape shape;
  shape.geometry = place.outline;
  shape.outline = stroke;
  shape.hint = place.words();
  return shape;
}

//! \a extent with as much around it as it is wide, so that a small place is not without its surroundings.
QgsRectangle withSurroundings( QgsRectangle extent )
{
  constexpr double around = 0.25, least = 200;
  extent.grow( std::max( least, around * std::max( extent.width(), extent.height() ) ) );
  return extent;
}

} // namespace

std::vector<double> shadesOfCells( const ProfilePlan &plan, const ProfiledCells &cells )
{
  return hasIndex( cells ) ? cells.index : incidentIndex( plan, cells );
}

QString mapOfPlace( const ProfileFindings &findings, std::size_t place )
{
  const ProfiledPlaces &places = findings.places;
  const ProfiledPlace &own = places.places[place];
  MapDrawing drawing;
  drawing.title = MapsText::tr( "Map of %1" ).arg( own.words() );
  drawing.description = MapsText::tr( "%1 with a thick blue outline on the cells of the city, dark where the index is "
                                      "high." )
                          .arg( own.words() );
  drawing.extent = withSurroundings( own.outline.boundingBox() );
  QgsRectangle shown = drawing.extent;
  shown.grow( std::max( shown.width(), shown.height() ) );
  drawing.shapes = cellShapes( findings, shown );
  for ( const ParentArea &parent : places.parents )
  {
    MapShape shape;
    shape.geometry = parent.outline;
    shape.outline = parentOutline();
    shape.hint = parent.name;
    drawing.shapes.push_back( shape );
  }
  for ( std::size_t other = 0; other < places.places.size(); ++other )
    if ( other != place )
      drawing.shapes.push_back( outlineOf( places.places[other], otherOutline() ) );
  drawing.shapes.push_back( outlineOf( own, ownOutline() ) );
  drawing.key = keyOf( findings );
  drawing.key.push_back( { QStringLiteral( "none" ), ownOutline(), own.words() } );
  if ( places.places.size() > 1 )
    drawing.key.push_back( { QStringLiteral( "none" ), otherOutline(), MapsText::tr( "Other neighbourhoods" ) } );
  if ( !places.parents.empty() )
    drawing.key.push_back( { QStringLiteral( "none" ), parentOutline(), MapsText::tr( "Larger areas" ) } );
  return base::svgMap( drawing );
}

QString mapOfCity( const ProfileFindings &findings, const QStringList &files )
{
  MapDrawing drawing;
  drawing.title = MapsText::tr( "Map of the neighbourhoods" );
  drawing.description =
    MapsText::tr( "The neighbourhoods with blue outlines on the cells of the city, dark where the index is high." );
  for ( const QgsGeometry &cell : findings.cells.areas.geometry )
    drawing.extent.combineExtentWith( cell.boundingBox() );
  drawing.shapes = cellShapes( findings, drawing.extent );
  for ( std::size_t place = 0; place < findings.places.places.size(); ++place )
  {
    MapShape shape = outlineOf( findings.places.places[place], linkedOutline() );
    shape.label = findings.places.places[place].words();
    shape.address = files.at( int( place ) );
    drawing.extent.combineExtentWith( shape.geometry.boundingBox() );
    drawing.shapes.push_back( shape );
  }
  drawing.key = keyOf( findings );
  drawing.key.push_back( { QStringLiteral( "none" ), linkedOutline(), MapsText::tr( "Neighbourhoods" ) } );
  return base::svgMap( drawing );
}

} // namespace communitysafety::priorityneighbourhoods
