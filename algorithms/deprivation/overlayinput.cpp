// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlayinput.h"

#include "base/areaunits.h"
#include "base/numbercolumn.h"
#include "base/separateoutlines.h"
#include "deprivation/overlaydeprivation.h"

namespace communitysafety::deprivation
{
namespace
{

using base::Run;
using statistics::missing;

//! Fields that an output carries over, where the layer has them.
QStringList keptFields( const base::Source &source )
{
  QStringList kept;
  for ( const char *field : { "name", "area_name", "rank", "pop" } )
    if ( source.fields().lookupField( QLatin1String( field ) ) >= 0 )
      kept << QLatin1String( field );
  return kept;
}

//! Names for the reader: "N03 Dock Road", or the id alone.
QStringList namesOf( const IndexedAreas &indexed )
{
  int name = indexed.kept.indexOf( QStringLiteral( "name" ) );
  if ( name < 0 )
    name = indexed.kept.indexOf( QStringLiteral( "area_name" ) );
  QStringList names;
  for ( std::size_t area = 0; area < indexed.areas.size(); ++area )
    names
      << QStringLiteral( "%1 %2" ).arg( indexed.areas.id[area], base::areaText( indexed.areas, area, name ) ).trimmed();
  return names;
}

void readIndex( Run &run, const IndexedReading &reading, int attribute, IndexedAreas &indexed )
{
  if ( attribute >= 0 )
  {
    indexed.index = base::numberColumn( run, indexed.areas, attribute, indexed.layer, reading.indexField );
    return;
  }
  indexed.index.assign( indexed.areas.size(), missing );
  if ( reading.warnsWithoutIndex )
    run.warn( OverlayDeprivation::tr( "‘%1’ has no field ‘%2’: its areas get no third by index." )
                .arg( indexed.layer, reading.indexField ) );
}

} // namespace

IndexedAreas readIndexedAreas( Run &run, const base::Source &source, const IndexedReading &indexed,
                               base::AreasReading reading )
{
  IndexedAreas result;
  result.layer = source.name();
  result.idField =
    base::areaIdField( run, source, indexed.idField,
                       { QStringLiteral( "nbhd_id" ), QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  if ( indexed.keepsFields )
    result.kept = keptFields( source );
  if ( indexed.indexIsOptional && source.featureCount() == 0 )
  {
    source.requireCrs();
    run.warn( OverlayDeprivation::tr( "‘%1’ has no features, so that its output is empty: where no neighbourhood was "
                                      "found there is none to describe." )
                .arg( result.layer ) );
    const QgsCoordinateReferenceSystem metric =
      base::metricCrs( source.crs(), source.extent(), run.context().transformContext() );
    // Without features there is no place to choose another system for.
    if ( metric == source.crs() )
      result.areas.crs = metric;
    return result;
  }
  const bool hasIndex = !indexed.indexIsOptional || source.fields().lookupField( indexed.indexField ) >= 0;
  reading.idField = result.idField;
  reading.fields = result.kept;
  if ( hasIndex )
    reading.fields << indexed.indexField;
  const double end = reading.progressTo;
  reading.progressTo = ( reading.progressFrom + end ) / 2;
  result.areas = base::readAreas( run, source, reading );
  base::sortById( result.areas );
  base::requireNoCommonGround( result.areas, result.layer, OverlayDeprivation::tr( "people would count twice" ),
                               run.progress( reading.progressTo, end ) );
  readIndex( run, indexed, hasIndex ? int( result.kept.size() ) : -1, result );
  result.names = namesOf( result );
  return result;
}

} // namespace communitysafety::deprivation
