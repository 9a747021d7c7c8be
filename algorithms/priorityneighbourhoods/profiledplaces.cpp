// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profiledplaces.h"

#include "base/fields.h"
#include "base/namelist.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "base/overlaps.h"
#include "base/partcover.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "base/touchedareas.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace communitysafety::priorityneighbourhoods
{

using base::AreaOverlap;
using base::Areas;
using base::Run;
using base::Source;
using statistics::isMissing;
using statistics::missing;

namespace
{

struct PlacesText
{
  Q_DECLARE_TR_FUNCTIONS( ProfiledPlaces )
};

//! Cells that only touch, and cells that are whole but for rounding.
constexpr double rounding = 1e-6;

//! The parts of \a cells in each of \a outlines.
std::vector<std::vector<CellPart>> partsIn( const std::vector<QgsGeometry> &outlines, const Areas &cells,
                                            const statistics::Progress &progress )
{
  std::vector<std::vector<CellPart>> parts( outlines.size() );
  for ( const AreaOverlap &pair : base::overlaps( cells.geometry, outlines, progress ) )
    if ( pair.share > rounding )
      parts[pair.target].push_back( { pair.source, pair.share > 1 - rounding ? 1.0 : pair.share } );
  return parts;
}

//! The value of the first of \a fields that says anything.
QString firstText( const Areas &areas, std::size_t row, const QStringList &fields, const QStringList &wanted )
{
  for ( const QString &field : wanted )
    if ( fields.contains( field ) )
    {
      const QString text = base::areaText( areas, row, int( fields.indexOf( field ) ) );
      if ( !text.isEmpty() )
        return text;
    }
  return {};
}

double numberAt( const Areas &areas, std::size_t row, const QStringList &fields, const QString &wanted )
{
  const int field = int( fields.indexOf( wanted ) );
  return field < 0 ? missing : base::parseNumber( areas.attributes[row].at( field ) ).value;
}

void readOutlines( Run &run, const PlaceLayers &layers, const ProfiledCells &cells, ProfiledPlaces &places )
{
  const Source &layer = layers.outlines;
  base::AreasReading reading;
  reading.idField =
    base::areaIdField( run, layer, layers.outlineId, { QStringLiteral( "nbhd_id" ), QStringLiteral( "area_id" ) } );
  for ( const char *field : { "local_name", "name", "idx", "rank" } )
    if ( base::fields::holds( layer.fields(), QLatin1String( field ) ) )
      reading.fields << QLatin1String( field );
  reading.invalidGeometry = layers.invalidGeometry;
  reading.crs = cells.areas.crs;
  reading.progressFrom = 0.3;
  reading.progressTo = 0.32;
  Areas areas = base::readAreas( run, layer, reading );
  base::sortById( areas );
  for ( std::size_t row = 0; row < areas.size(); ++row )
  {
    ProfiledPlace place;
    place.id = areas.id[row];
    place.name = firstText( areas, row, reading.fields, { QStringLiteral( "local_name" ), QStringLiteral( "name" ) } );
    place.outline = areas.geometry[row];
    place.squareMetres = areas.squareMetres[row];
    place.index = numberAt( areas, row, reading.fields, QStringLiteral( "idx" ) );
    place.rank = numberAt( areas, row, reading.fields, QStringLiteral( "rank" ) );
    places.places.push_back( place );
  }
}

void layOverCells( const ProfiledCells &cells, const statistics::Progress &progress, ProfiledPlaces &places )
{
  const auto parts = partsIn( places.outlines(), cells.areas, progress );
  for ( std::size_t number = 0; number < places.places.size(); ++number )
  {
    ProfiledPlace &place = places.places[number];
    place.cells = parts[number];
    double ground = 0, people = 0;
    for ( const CellPart &part : place.cells )
    {
      ground += part.share * cells.areas.squareMetres[part.cell];
      if ( !cells.people.empty() && !isMissing( cells.people[part.cell] ) )
        people += part.share * cells.people[part.cell];
    }
    place.covered = std::min( 1.0, ground / place.squareMetres );
    if ( !cells.people.empty() && !place.cells.empty() )
      place.people = people;
  }
}

void tellCover( Run &run, const ProfiledPlaces &places, const QString &cells )
{
  constexpr double enough = 0.99;
  QStringList partly, outside, nobody;
  for ( const ProfiledPlace &place : places.places )
  {
    if ( place.cells.empty() )
      outside << place.words();
    else if ( place.covered < enough )
      partly << QStringLiteral( "%1 (%2 %)" ).arg( place.words(), base::numberText( 100 * place.covered ) );
    if ( place.people <= 0 )
      nobody << place.words();
  }
  if ( !outside.isEmpty() )
    run.warn( PlacesText::tr( "‘%1’: %n neighbourhood(s) lie outside of the cells ‘%2’ and stay without figures: %3.",
                              nullptr, int( outside.size() ) )
                .arg( places.layer, cells, base::nameList( outside ) ) );
  if ( !partly.isEmpty() )
    run.warn( PlacesText::tr( "‘%1’: %n neighbourhood(s) lie only partly in the cells ‘%2’, and their figures stand "
                              "for that part: %3.",
                              nullptr, int( partly.size() ) )
                .arg( places.layer, cells, base::nameList( partly ) ) );
  if ( !nobody.isEmpty() )
    run.warn( PlacesText::tr( "‘%1’: nobody lives in %n neighbourhood(s), such as parks, which have counts and no "
                              "rates by people: %2.",
                              nullptr, int( nobody.size() ) )
                .arg( places.layer, base::nameList( nobody ) ) );
}

void tellOverlaps( Run &run, const ProfiledPlaces &places, const statistics::Progress &progress )
{
  constexpr double sliver = 0.01;
  const std::vector<QgsGeometry> outlines = places.outlines();
  QStringList pairs;
  for ( const AreaOverlap &pair : base::overlaps( outlines, outlines, progress ) )
  {
    const double smaller = std::min( places.places[pair.source].squareMetres, places.places[pair.target].squareMetres );
    if ( pair.source < pair.target && pair.area > sliver * smaller )
      pairs
        << PlacesText::tr( "%1 and %2" ).arg( places.places[pair.source].words(), places.places[pair.target].words() );
  }
  if ( !pairs.isEmpty() )
    run.warn( PlacesText::tr( "‘%1’: neighbourhoods overlap each other (%2): what happens on the ground they share is "
                              "in the profile of both, so that their counts must not be added up." )
                .arg( places.layer, base::nameList( pairs ) ) );
}

//! Reads areas of which only outline and name are wanted; \a nameField may be empty.
Areas readNamed( Run &run, const Source &layer, const QString &nameField, const PlaceLayers &layers,
                 const QgsCoordinateReferenceSystem &crs )
{
  base::AreasReading reading;
  reading.fields = QStringList{ nameField };
  reading.invalidGeometry = layers.invalidGeometry;
  reading.crs = crs;
  return base::readAreas( run, layer, reading );
}

//! The field with the names of the areas of \a layer: \a chosen, else the usual ones, else the first text field.
QString nameField( Run &run, const Source &layer, const QString &chosen )
{
  const QString field =
    base::areaIdOrTextField( run, layer, chosen, { QStringLiteral( "area_name" ), QStringLiteral( "name" ) } );
  if ( field.isEmpty() )
    throw QgsProcessingException(
      PlacesText::tr( "‘%1’ has no field with names: choose a layer with one." ).arg( layer.name() ) );
  return field;
}

//! The rows of \a areas by the name in their only attribute, or their id, sorted.
std::map<QString, std::vector<std::size_t>> rowsByName( const Areas &areas )
{
  std::map<QString, std::vector<std::size_t>> rows;
  for ( std::size_t row = 0; row < areas.size(); ++row )
  {
    const QString name = base::areaText( areas, row, 0 );
    rows[name.isEmpty() ? areas.id[row] : name].push_back( row );
  }
  return rows;
}

//! The areas \a rows as one: outlines of one name are the parts of one area.
QgsGeometry unitedOutline( const Areas &areas, const std::vector<std::size_t> &rows )
{
  return rows.size() == 1 ? areas.geometry[rows.front()] : base::dissolved( areas, rows );
}

//! Of the larger areas that a neighbourhood is compared with; others may lie anywhere.
void tellParentCover( Run &run, const ProfiledPlaces &places, const ProfiledCells &cells, const QString &layer )
{
  std::set<int> compared;
  for ( const ProfiledPlace &place : places.places )
    if ( place.parent != ProfiledPlace::noParent )
      compared.insert( place.parent );
  std::vector<QString> names;
  std::vector<double> covered;
  for ( const int number : compared )
  {
    const ParentArea &parent = places.parents[std::size_t( number )];
    double ground = 0;
    for ( const CellPart &part : parent.cells )
      ground += part.share * cells.areas.squareMetres[part.cell];
    names.push_back( parent.name );
    covered.push_back( std::min( 1.0, ground / parent.outline.area() ) );
  }
  base::warnAboutPartCover( run, cells.layer, layer, names, covered );
}

void findParents( Run &run, const PlaceLayers &layers, const ProfiledCells &cells, ProfiledPlaces &places )
{
  const Areas areas =
    readNamed( run, *layers.parents, nameField( run, *layers.parents, layers.parentName ), layers, cells.areas.crs );
  std::vector<QgsGeometry> outlines;
  for ( const auto &[name, rows] : rowsByName( areas ) )
  {
    outlines.push_back( unitedOutline( areas, rows ) );
    places.parents.push_back( { name, outlines.back(), {} } );
  }
  const auto parts = partsIn( outlines, cells.areas, run.progress( 0.4, 0.45 ) );
  for ( std::size_t parent = 0; parent < parts.size(); ++parent )
    places.parents[parent].cells = parts[parent];
  // In the order of the names: of equal shares that of the first name counts.
  for ( const AreaOverlap &pair : base::overlaps( places.outlines(), outlines, run.progress( 0.45, 0.47 ) ) )
  {
    ProfiledPlace &place = places.places[pair.source];
    const double least = isMissing( place.parentShare ) ? 0 : place.parentShare + rounding;
    if ( pair.share > least )
    {
      place.parent = int( pair.target );
      place.parentShare = pair.share;
    }
  }
  tellParentCover( run, places, cells, layers.parents->name() );
}

void tellParents( Run &run, const ProfiledPlaces &places, const QString &layer )
{
  constexpr double whole = 0.99;
  QStringList none, partly;
  for ( const ProfiledPlace &place : places.places )
    if ( place.parent == ProfiledPlace::noParent )
      none << place.words();
    else if ( place.parentShare < whole )
      partly << PlacesText::tr( "%1 (%2 % in %3)" )
                  .arg( place.words(), base::numberText( 100 * place.parentShare ),
                        places.parents[std::size_t( place.parent )].name );
  if ( !none.isEmpty() )
    run.warn( PlacesText::tr( "‘%1’ covers no ground of %n neighbourhood(s), which are compared with the city alone: "
                              "%2.",
                              nullptr, int( none.size() ) )
                .arg( layer, base::nameList( none ) ) );
  if ( !partly.isEmpty() )
    run.remark( PlacesText::tr( "‘%1’: %n neighbourhood(s) cross its borders and are compared with the area that holds "
                                "most of them: %2.",
                                nullptr, int( partly.size() ) )
                  .arg( layer, base::nameList( partly ) ) );
}

void findTouched( Run &run, const PlaceLayers &layers, const ProfiledCells &cells, ProfiledPlaces &places )
{
  const Areas areas =
    readNamed( run, *layers.admin, nameField( run, *layers.admin, layers.adminName ), layers, cells.areas.crs );
  const std::vector<double> nobody( cells.areas.size(), 0.0 );
  const std::vector<QString> touched = base::touchedAreasByPeople(
    places.outlines(), areas, 0, { cells.areas.geometry, cells.people.empty() ? nobody : cells.people },
    run.progress( 0.47, 0.55 ) );
  for ( std::size_t number = 0; number < touched.size(); ++number )
    places.places[number].touches = touched[number];
}

} // namespace

std::vector<QgsGeometry> ProfiledPlaces::outlines() const
{
  std::vector<QgsGeometry> outlines;
  for ( const ProfiledPlace &place : places )
    outlines.push_back( place.outline );
  return outlines;
}

ProfiledPlaces readProfiledPlaces( Run &run, const PlaceLayers &layers, const ProfiledCells &cells )
{
  ProfiledPlaces places;
  places.layer = layers.outlines.name();
  layers.outlines.requireCrs();
  if ( layers.outlines.featureCount() == 0 )
    run.warn( PlacesText::tr( "‘%1’ has no neighbourhoods: the outputs stay empty." ).arg( places.layer ) );
  else
    readOutlines( run, layers, cells, places );
  layOverCells( cells, run.progress( 0.32, 0.38 ), places );
  tellCover( run, places, cells.layer );
  tellOverlaps( run, places, run.progress( 0.38, 0.4 ) );
  if ( layers.parents )
  {
    findParents( run, layers, cells, places );
    tellParents( run, places, layers.parents->name() );
  }
  if ( layers.admin )
    findTouched( run, layers, cells, places );
  return places;
}

} // namespace communitysafety::priorityneighbourhoods
