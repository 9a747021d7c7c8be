// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/versiontable.h"

#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/column.h"

#include <QHash>

namespace communitysafety::preparedata
{

using base::Areas;
using base::RejectReason;
using base::Run;
using base::Source;

namespace
{

[[noreturn]] void refuseRepeatedCode( const Source &source, const QString &field, const QString &code, qint64 first,
                                      qint64 second )
{
  throw QgsProcessingException(
    Run::tr( "‘%1’ has the code ‘%2’ twice in field ‘%3’ (rows %4 and %5): one row for each area is needed. A table in "
             "long form must be filtered to one category, or turned so that its categories are columns." )
      .arg( source.name(), code, field )
      .arg( first )
      .arg( second ) );
}

//! The rows as areas without outlines.
Areas readRows( Run &run, const Source &source, const VersionFields &fields )
{
  source.requireFeatures();
  const int codeField = source.fieldIndex( fields.code );
  Source::Reading reading;
  reading.geometry = false;
  for ( const QString &field : fields.names() )
    reading.attributes << source.fieldIndex( field );
  const QgsAttributeList figures = reading.attributes;
  reading.attributes.prepend( codeField );
  reading.progressTo = 0.2;
  Areas areas;
  QHash<QString, qint64> rowOfCode;
  source.forEach( run, reading,
                  [&]( const QgsFeature &feature, qint64 row )
                  {
                    run.ledger.read( source.name() );
                    const QString code = feature.attribute( codeField ).toString().trimmed();
                    if ( code.isEmpty() )
                      return run.ledger.reject( source.name(), row, QString(), fields.code, RejectReason::missingId );
                    if ( rowOfCode.contains( code ) )
                      refuseRepeatedCode( source, fields.code, code, rowOfCode.value( code ), row );
                    rowOfCode.insert( code, row );
                    QgsAttributes attributes;
                    for ( const int field : figures )
                      attributes << feature.attribute( field );
                    areas.id.push_back( code );
                    areas.row.push_back( row );
                    areas.geometry.emplace_back();
                    areas.attributes.push_back( attributes );
                    run.ledger.used( source.name() );
                  } );
  if ( areas.size() == 0 )
    throw QgsProcessingException( Run::tr( "No row of ‘%1’ has a code in field ‘%2’: choose another CODE_FIELD." )
                                    .arg( source.name(), fields.code ) );
  return areas;
}

Areas readOutlines( Run &run, const Source &source, const VersionFields &fields, base::AreasReading reading )
{
  reading.idField = fields.code;
  reading.fields = fields.names();
  return base::readAreas( run, source, reading );
}

} // namespace

VersionTable readVersionTable( Run &run, const Source &source, const VersionFields &fields,
                               const base::AreasReading *outlines )
{
  Areas areas = outlines ? readOutlines( run, source, fields, *outlines ) : readRows( run, source, fields );
  base::sortById( areas );
  return { base::carriedFigures( run, areas, source.name(), fields.names(), fields ), source.name(),
           std::move( areas ) };
}

namespace
{

double weightOf( const Source &source, const QgsFeature &feature, int field, qint64 row )
{
  const base::ParsedNumber parsed = field < 0 ? base::ParsedNumber() : base::parseNumber( feature.attribute( field ) );
  if ( parsed.value < 0 )
    throw QgsProcessingException( Run::tr( "‘%1’, row %2: the weight in field ‘%3’ is %4, and it must be 0 or more." )
                                    .arg( source.name() )
                                    .arg( row )
                                    .arg( source.fields().at( field ).name() )
                                    .arg( parsed.value ) );
  return parsed.value;
}

} // namespace

std::vector<LookupRow> readLookup( Run &run, const Source &source, const LookupFields &fields )
{
  source.requireFeatures();
  const int from = source.fieldIndex( fields.from );
  const int to = source.fieldIndex( fields.to );
  const int change = fields.change.isEmpty() ? -1 : source.fieldIndex( fields.change );
  const int weight = fields.weight.isEmpty() ? -1 : source.fieldIndex( fields.weight );
  Source::Reading reading;
  reading.geometry = false;
  for ( const int field : { from, to, change, weight } )
    if ( field >= 0 )
      reading.attributes << field;
  reading.progressFrom = 0.2;
  reading.progressTo = 0.4;
  std::vector<LookupRow> rows;
  source.forEach( run, reading,
                  [&]( const QgsFeature &feature, qint64 row )
                  {
                    const auto cell = [&feature]( int field ) { return base::textIn( feature, field ); };
                    run.ledger.read( source.name() );
                    if ( cell( from ).isEmpty() || cell( to ).isEmpty() )
                      return run.ledger.reject( source.name(), row, cell( from ),
                                                cell( from ).isEmpty() ? fields.from : fields.to,
                                                RejectReason::missingId );
                    run.ledger.used( source.name() );
                    rows.push_back( { cell( from ), cell( to ), cell( change ).toUpper(),
                                      weightOf( source, feature, weight, row ) } );
                  } );
  if ( rows.empty() )
    throw QgsProcessingException( Run::tr( "No row of ‘%1’ has codes in both ‘%2’ and ‘%3’: choose other fields." )
                                    .arg( source.name(), fields.from, fields.to ) );
  return rows;
}

} // namespace communitysafety::preparedata
