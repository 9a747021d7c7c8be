// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/trackedplaces.h"

#include "base/namelist.h"
#include "base/run.h"
#include "base/separateoutlines.h"
#include "priorityneighbourhoods/scoredareas.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::Areas;
using base::Run;
using base::Source;

namespace
{

struct PlacesText
{
  Q_DECLARE_TR_FUNCTIONS( TrackedPlaces )
};

constexpr int nowhere = -1;

//! The outlines that are given, by id.
struct Outlines
{
  Areas areas;
  //! Of each, as a reader calls it.
  std::vector<QString> names;
};

Outlines readOutlines( Run &run, const PlaceSources &sources, const QgsCoordinateReferenceSystem &crs )
{
  const Source &layer = *sources.outlines;
  base::AreasReading reading;
  reading.idField =
    base::areaIdField( run, layer, sources.outlineId, { QStringLiteral( "nbhd_id" ), QStringLiteral( "area_id" ) } );
  for ( const QString &field : { QStringLiteral( "local_name" ), QStringLiteral( "name" ) } )
    if ( layer.fields().lookupField( field ) >= 0 )
      reading.fields << field;
  reading.invalidGeometry = sources.invalidGeometry;
  reading.crs = crs;
  reading.progressFrom = 0.05;
  reading.progressTo = 0.07;
  Outlines outlines;
  outlines.areas = base::readAreas( run, layer, reading );
  base::sortById( outlines.areas );
  base::requireSeparateOutlines( run, outlines.areas, layer.name(),
                                 PlacesText::tr( "An area in two of them counts in the first alone." ),
                                 run.progress( 0.07, 0.08 ) );
  for ( std::size_t row = 0; row < outlines.areas.size(); ++row )
  {
    QString name;
    for ( int field = 0; field < reading.fields.size() && name.isEmpty(); ++field )
      name = base::areaText( outlines.areas, row, field );
    outlines.names.push_back( name );
  }
  return outlines;
}

//! The neighbourhood of each area as the table of members has it; empty for the rest.
std::vector<QString> membersOf( Run &run, const Source &table, const Areas &areas, const QString &layer )
{
  const int idField = table.fieldIndex( QStringLiteral( "nbhd_id" ) );
  const int areaField = table.fieldIndex( QStringLiteral( "area_id" ) );
  QHash<QString, std::size_t> positions;
  for ( std::size_t area = 0; area < areas.size(); ++area )
    positions.insert( areas.id[area], area );
  std::vector<QString> ids( areas.size() );
  qint64 unknown = 0;
  QString firstUnknown;
  Source::Reading reading;
  reading.attributes = { idField, areaField };
  reading.geometry = false;
  table.forEach( run, reading,
                 [&]( const QgsFeature &feature, qint64 row )
                 {
                   const QString id = feature.attribute( idField ).toString().trimmed();
                   const QString areaId = feature.attribute( areaField ).toString().trimmed();
                   const auto position = positions.constFind( areaId );
                   if ( id.isEmpty() || position == positions.constEnd() )
                   {
                     if ( unknown++ == 0 )
                       firstUnknown = PlacesText::tr( "‘%1’ in row %2" ).arg( areaId ).arg( row );
                     return;
                   }
                   QString &known = ids[position.value()];
                   if ( !known.isEmpty() && known != id )
                     throw QgsProcessingException( PlacesText::tr( "The table ‘%1’ has the area ‘%2’ in two "
                                                                   "neighbourhoods, ‘%3’ and ‘%4’ (row %5): an area "
                                                                   "belongs to one." )
                                                     .arg( table.name(), areaId, known, id )
                                                     .arg( row ) );
                   known = id;
                 } );
  if ( unknown > 0 )
    run.warn( PlacesText::tr( "‘%1’: rows without a neighbourhood or with an area that ‘%2’ does not have: %3, the "
                              "first %4." )
                .arg( table.name(), layer )
                .arg( unknown )
                .arg( firstUnknown ) );
  return ids;
}

std::vector<QString> heldBy( const Areas &outlines, const Areas &areas )
{
  std::vector<QString> ids( areas.size() );
  const std::vector<std::vector<std::size_t>> held = areasWithin( areas, outlines );
  for ( std::size_t outline = 0; outline < held.size(); ++outline )
    for ( const std::size_t area : held[outline] )
      ids[area] = outlines.id[outline];
  return ids;
}

//! Numbers the neighbourhoods that \a ids names by area, in the order of their ids.
void numberNeighbourhoods( TrackedPlaces &places, const std::vector<QString> &ids )
{
  std::vector<QString> distinct;
  std::copy_if( ids.begin(), ids.end(), std::back_inserter( distinct ),
                []( const QString &id ) { return !id.isEmpty(); } );
  std::sort( distinct.begin(), distinct.end() );
  distinct.erase( std::unique( distinct.begin(), distinct.end() ), distinct.end() );
  places.neighbourhoods.resize( distinct.size() );
  for ( std::size_t number = 0; number < distinct.size(); ++number )
    places.neighbourhoods[number].id = distinct[number];
  for ( const QString &id : ids )
  {
    const auto found = std::lower_bound( distinct.begin(), distinct.end(), id );
    places.neighbourhood.push_back( id.isEmpty() ? nowhere : int( found - distinct.begin() ) );
    if ( !id.isEmpty() )
      ++places.neighbourhoods[std::size_t( found - distinct.begin() )].areas;
  }
}

std::vector<std::size_t> areasOf( const TrackedPlaces &places, std::size_t neighbourhood )
{
  std::vector<std::size_t> members;
  for ( std::size_t area = 0; area < places.neighbourhood.size(); ++area )
    if ( places.neighbourhood[area] == int( neighbourhood ) )
      members.push_back( area );
  return members;
}

//! Gives the neighbourhoods their outlines and names, and adds those without an area.
void takeOutlines( Run &run, TrackedPlaces &places, const Outlines &outlines, const QString &layer )
{
  QStringList without;
  for ( std::size_t row = 0; row < outlines.areas.size(); ++row )
  {
    const QString &id = outlines.areas.id[row];
    auto known = std::find_if( places.neighbourhoods.begin(), places.neighbourhoods.end(),
                               [&id]( const TrackedNeighbourhood &each ) { return each.id == id; } );
    if ( known == places.neighbourhoods.end() )
    {
      without << id;
      known = places.neighbourhoods.insert( known, TrackedNeighbourhood() );
      known->id = id;
    }
    known->name = outlines.names[row];
    known->outline = outlines.areas.geometry[row];
  }
  if ( !without.isEmpty() )
    run.warn( PlacesText::tr( "‘%1’: %n neighbourhood(s) hold no area of ‘%2’, so that nothing can be said of them "
                              "(%3).",
                              nullptr, int( without.size() ) )
                .arg( layer, places.layer, base::nameList( without ) ) );
}

//! Tells where the areas of a neighbourhood are not its ground, as with wards of which it is but a part.
void tellPoorFit( Run &run, const TrackedPlaces &places )
{
  constexpr double tolerance = 0.25;
  std::vector<double> ground( places.neighbourhoods.size(), 0 );
  for ( std::size_t area = 0; area < places.neighbourhood.size(); ++area )
    if ( places.neighbourhood[area] != nowhere )
      ground[std::size_t( places.neighbourhood[area] )] += places.areas.squareMetres[area];
  QStringList poor;
  for ( std::size_t number = 0; number < ground.size(); ++number )
  {
    const TrackedNeighbourhood &each = places.neighbourhoods[number];
    const double own = each.outline.area();
    if ( each.areas > 0 && std::fabs( ground[number] - own ) > tolerance * own )
      poor << PlacesText::tr( "%1: %2 km² instead of %3" )
                .arg( each.id )
                .arg( ground[number] / 1e6, 0, 'f', 2 )
                .arg( own / 1e6, 0, 'f', 2 );
  }
  if ( !poor.isEmpty() )
    run.warn( PlacesText::tr( "The areas whose middle lies in a neighbourhood are not quite its ground in %n case(s) "
                              "(%1): count in smaller areas for a truer figure.",
                              nullptr, int( poor.size() ) )
                .arg( poor.mid( 0, 5 ).join( QStringLiteral( "; " ) ) ) );
}

void requireBothSides( const TrackedPlaces &places )
{
  const auto rest = std::count( places.neighbourhood.begin(), places.neighbourhood.end(), nowhere );
  if ( std::size_t( rest ) == places.neighbourhood.size() )
    throw QgsProcessingException( PlacesText::tr( "No neighbourhood holds an area of ‘%1’: give the areas of the same "
                                                  "city, in which the counts by year were made." )
                                    .arg( places.layer ) );
  if ( rest == 0 )
    throw QgsProcessingException( PlacesText::tr( "All areas of ‘%1’ lie in neighbourhoods, so that there is no rest "
                                                  "of the city to compare with: give the areas of the whole city." )
                                    .arg( places.layer ) );
}

} // namespace

QStringList TrackedPlaces::names() const
{
  QStringList names;
  for ( const TrackedNeighbourhood &each : neighbourhoods )
    names << each.words();
  return names;
}

TrackedPlaces readTrackedPlaces( Run &run, const PlaceSources &sources )
{
  TrackedPlaces places;
  places.layer = sources.areas.name();
  base::AreasReading reading;
  reading.idField = base::areaIdField( run, sources.areas, sources.areaId );
  reading.invalidGeometry = sources.invalidGeometry;
  reading.progressTo = 0.05;
  places.areas = base::readAreas( run, sources.areas, reading );
  base::sortById( places.areas );
  Outlines outlines;
  if ( sources.outlines )
    outlines = readOutlines( run, sources, places.areas.crs );
  numberNeighbourhoods( places, sources.members ? membersOf( run, *sources.members, places.areas, places.layer )
                                                : heldBy( outlines.areas, places.areas ) );
  requireBothSides( places );
  if ( sources.outlines )
    takeOutlines( run, places, outlines, sources.outlines->name() );
  for ( std::size_t number = 0; number < places.neighbourhoods.size(); ++number )
    if ( places.neighbourhoods[number].outline.isNull() )
      places.neighbourhoods[number].outline = base::dissolved( places.areas, areasOf( places, number ) );
  tellPoorFit( run, places );
  return places;
}

} // namespace communitysafety::priorityneighbourhoods
