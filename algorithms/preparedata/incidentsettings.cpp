// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentsettings.h"

#include "base/incidentlayer.h"
#include "base/run.h"

namespace communitysafety::preparedata
{

using base::Run;

base::IncidentProfile IncidentSettings::toProfile() const
{
  base::IncidentProfile profile;
  const auto put = [&profile]( const char *key, const auto &value )
  { profile.set( QString::fromLatin1( key ), value ); };
  put( "source_name", sourceName );
  put( "x_field", xField );
  put( "y_field", yField );
  // A system that has no number of its own is kept in full.
  const bool isNumbered = !coordinatesCrs.authid().isEmpty();
  const QString crs = isNumbered ? coordinatesCrs.authid() : QStringLiteral( "WKT:" ) + coordinatesCrs.toWkt();
  put( "coordinates_crs", coordinatesCrs.isValid() ? crs : QString() );
  put( "grid_reference_field", gridReferenceField );
  put( "postcode_field", postcodeField );
  profile.setChoice( QStringLiteral( "precision" ), static_cast<int>( precision ) );
  put( "precision_field", precisionField );
  put( "place_field", placeField );
  put( "date_field", dateField );
  put( "date_end_field", dateEndField );
  profile.setChoice( QStringLiteral( "date_format" ), dateFormat ? static_cast<int>( *dateFormat ) + 1 : 0 );
  put( "category_field", categoryField );
  put( "category", category );
  put( "categories", categories );
  put( "id_field", idField );
  profile.setChoice( QStringLiteral( "duplicates" ), static_cast<int>( repeatedIds ) );
  profile.setChoice( QStringLiteral( "side" ), static_cast<int>( base::incidentSides().indexOf( side ) ) );
  put( "weight_field", weightField );
  put( "keep_fields", keepFields );
  put( "drop_fields", dropFields );
  put( "round_to", roundTo );
  put( "tolerance", tolerance );
  return profile;
}

namespace
{

int columnOf( const base::Source &source, const QString &field )
{
  return field.isEmpty() ? -1 : source.fieldIndex( field );
}

void requirePosition( const base::Source &source, const IncidentSettings &settings )
{
  if ( settings.xField.isEmpty() != settings.yField.isEmpty() )
    throw QgsProcessingException( Run::tr( "X_FIELD and Y_FIELD belong together: name both, or neither." ) );
  const bool hasAny = source.hasGeometry() || !settings.xField.isEmpty() || !settings.gridReferenceField.isEmpty() ||
                      !settings.postcodeField.isEmpty();
  if ( !hasAny )
    throw QgsProcessingException(
      Run::tr( "The table ‘%1’ has no points: name the fields of its coordinates (X_FIELD and Y_FIELD), its grid "
               "reference (GRID_REFERENCE_FIELD) or its postcode (POSTCODE_FIELD)." )
        .arg( source.name() ) );
}

} // namespace

IncidentColumns IncidentColumns::of( const base::Source &source, const IncidentSettings &settings )
{
  requirePosition( source, settings );
  const auto column = [&source]( const QString &field ) { return columnOf( source, field ); };
  IncidentColumns columns;
  columns.x = column( settings.xField );
  columns.y = column( settings.yField );
  columns.gridReference = column( settings.gridReferenceField );
  columns.postcode = column( settings.postcodeField );
  columns.precision = column( settings.precisionField );
  columns.place = column( settings.placeField );
  columns.date = column( settings.dateField );
  columns.dateEnd = column( settings.dateEndField );
  columns.category = column( settings.categoryField );
  columns.id = column( settings.idField );
  columns.weight = column( settings.weightField );
  QSet<int> dropped;
  for ( const QString &field : settings.dropFields )
    dropped.insert( column( field ) );
  for ( const QString &field : settings.keepFields )
    if ( const int kept = column( field ); !dropped.contains( kept ) && !columns.kept.contains( kept ) )
      columns.kept << kept;
  return columns;
}

namespace
{

QgsAttributeList chosen( std::initializer_list<int> columns )
{
  QgsAttributeList list;
  for ( const int column : columns )
    if ( column >= 0 && !list.contains( column ) )
      list << column;
  return list;
}

} // namespace

QgsAttributeList IncidentColumns::all() const
{
  QgsAttributeList list =
    chosen( { x, y, gridReference, postcode, precision, place, date, dateEnd, category, id, weight } );
  for ( const int column : kept )
    if ( !list.contains( column ) )
      list << column;
  return list;
}

QgsAttributeList IncidentColumns::surveyed() const { return chosen( { x, y, postcode, date, dateEnd, id } ); }

} // namespace communitysafety::preparedata
