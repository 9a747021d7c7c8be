// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/tablejoin.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "deprivation/labelcodes.h"

#include <QRegularExpression>

#include <algorithm>

namespace communitysafety::deprivation
{

using base::Run;
using base::Source;

void TableJoin::defineTable( const QString &help )
{
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "BOUNDARIES" ), tr( "Boundaries" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons with the official codes of their areas, such as LSOAs with E01000001. All of them are in the "
           "output, those without a row in the table with empty values." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "TABLE" ), tr( "Table" ),
                                                { static_cast<int>( compat::anyVector ) } ),
       help );
}

void TableJoin::defineAdvancedInputs()
{
  const QString boundaries = QStringLiteral( "BOUNDARIES" );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "CODE_FIELD" ), tr( "Codes of the boundaries" ),
                                                QVariant(), boundaries, compat::anyField, false, true ),
               tr( "Field of the boundaries with the codes. When empty it is found by its values and named in the "
                   "log." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "TABLE_CODE" ), tr( "Codes of the table" ), QVariant(),
                                                 false, true ),
               tr( "Heading of the column of the table with the codes. When empty it is found by its values and named "
                   "in the log." ) );
  addAdvanced(
    new QgsProcessingParameterString( QStringLiteral( "SHEET" ), tr( "Sheet of the workbook" ), QVariant(), false,
                                      true ),
    tr( "Only for workbooks with codes in several sheets. When empty the sheet with most codes is taken." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_NAME" ),
                                                tr( "Field with the names of the areas" ), QVariant(), boundaries,
                                                compat::anyField, false, true ),
               tr( "Written as area_name. When empty: area_name where the boundaries have it." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "KEEP_FIELDS" ),
                                                tr( "Fields of the boundaries to keep" ), QVariant(), boundaries,
                                                compat::anyField, true, true ),
               tr( "Further fields of the boundaries that the output keeps, their names cut to ten letters." ) );
  addInvalidGeometry();
}

void TableJoin::defineUnmatched()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "UNMATCHED" ), tr( "Codes without counterpart" ),
                                              compat::anyVector, QVariant(), true, false ),
       tr( "Optional table of the boundaries without a row, the codes of the table that are not among the boundaries, "
           "and the rows with totals." ) );
  addRejects();
}

void TableJoin::defineJoinNumbers()
{
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of boundaries" ) );
  addNumber( QStringLiteral( "N_MATCHED" ), tr( "Boundaries with a row in the table" ) );
  addNumber( QStringLiteral( "N_WITHOUT_ROW" ), tr( "Boundaries without a row in the table" ) );
  addNumber( QStringLiteral( "N_TABLE_ROWS" ), tr( "Rows of the table with the code of an area" ) );
  addNumber( QStringLiteral( "N_OUTSIDE" ), tr( "Rows of the table whose code is not among the boundaries" ) );
  addNumber( QStringLiteral( "N_TOTALS" ), tr( "Rows of totals, which were not joined" ) );
  addNumber( QStringLiteral( "N_COLUMNS" ), tr( "Columns joined" ) );
}

void TableJoin::prepare( Run &run )
{
  mTable = base::tablePlace( run.parameters().value( QStringLiteral( "TABLE" ) ), run.context() );
}

std::vector<base::TextTable> TableJoin::readSheets( Run &run ) const
{
  if ( !mTable.path.isEmpty() )
    return base::readTableFile( run, QStringLiteral( "TABLE" ), mTable, 0.3, 0.5 );
  const Source table = source( run, QStringLiteral( "TABLE" ) );
  table.requireFeatures();
  std::vector<base::TextTable> sheets;
  sheets.push_back( base::readTableOf( run, table, 0.3, 0.5 ) );
  return sheets;
}

JoinInput TableJoin::readInput( Run &run ) const
{
  const Source boundaries = source( run, QStringLiteral( "BOUNDARIES" ) );
  boundaries.requireCrs();
  boundaries.requireFeatures();
  JoinInput input;
  const QString name = base::areaNameField( boundaries, text( run, "AREA_NAME" ) );
  input.hasName = !name.isEmpty();
  input.kept =
    compat::fieldNames( parameterDefinition( QStringLiteral( "KEEP_FIELDS" ) ), run.parameters(), run.context() );
  if ( input.hasName )
    input.kept.prepend( name );
  for ( const QString &field : std::as_const( input.kept ) )
    input.keptFields.append( boundaries.fields().at( boundaries.fieldIndex( field ) ) );

  base::AreasReading reading;
  reading.idField = base::areaCodeField( run, boundaries, text( run, "CODE_FIELD" ) );
  reading.fields = input.kept;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.3;
  input.boundaries = base::readCodedAreas( run, boundaries, reading );

  base::CodedTableRequest request;
  request.name = mTable.path.isEmpty() ? source( run, QStringLiteral( "TABLE" ) ).name() : mTable.name;
  request.sheet = text( run, "SHEET" ).trimmed();
  request.shownSheet = mTable.sheet;
  request.codeColumn = text( run, "TABLE_CODE" );
  request.level = input.boundaries.level;
  request.known = input.boundaries.codes();
  input.table = base::findCodedTable( run, readSheets( run ), request );
  return input;
}

QgsFields TableJoin::outputFields( const JoinInput &input, const QgsFields &tableFields ) const
{
  QgsFields fields = base::fields::list( { QStringLiteral( "area_id" ) } );
  QStringList taken =
    tableFields.names() + base::fields::list( { "area_id", "area_name", "has_row", "lsoa_vint" } ).names();
  for ( int kept = 0; kept < input.kept.size(); ++kept )
  {
    if ( kept == 0 && input.hasName )
    {
      fields.append( base::fields::named( QStringLiteral( "area_name" ) ) );
      continue;
    }
    const QString name =
      freeName( input.kept[kept].left( base::fields::maximumNameLength ), taken, base::fields::maximumNameLength );
    taken << name;
    QgsField field = input.keptFields.at( kept );
    field.setName( name );
    field.setAlias( input.kept[kept] );
    fields.append( field );
  }
  fields.append( base::fields::named( QStringLiteral( "has_row" ) ) );
  if ( input.boundaries.level == base::AreaLevel::smallArea )
    fields.append( base::fields::named( QStringLiteral( "lsoa_vint" ) ) );
  for ( const QgsField &field : tableFields )
    fields.append( field );
  base::fields::requireRoom( fields );
  return fields;
}

QVector<QVariant> TableJoin::areaValues( const JoinInput &input, std::size_t area, bool hasRow )
{
  const base::Areas &areas = input.boundaries.areas;
  QVector<QVariant> values{ areas.id[area] };
  for ( int kept = 0; kept < input.kept.size(); ++kept )
    values << ( kept == 0 && input.hasName ? base::orNull( base::areaText( areas, area, kept ) )
                                           : areas.attributes[area].at( kept ) );
  values << ( hasRow ? 1 : 0 );
  if ( input.boundaries.level == base::AreaLevel::smallArea )
    values << base::orNull( base::editionWords( base::editionsOf( areas.id[area] ) ) );
  return values;
}

void TableJoin::writeUnmatched( Run &run, const std::vector<base::UnmatchedCode> &unmatched )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "UNMATCHED" );
  spec.fields = base::fields::list( { "source", "area_id", "value", "lsoa_vint", "reason" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.9, 1.0 );
  for ( std::size_t row = 0; row < unmatched.size(); ++row )
  {
    if ( row % 512 == 0 )
      statistics::report( progress, double( row ) / double( unmatched.size() ) );
    const base::UnmatchedCode &one = unmatched[row];
    output->add( { one.isInTable ? tr( "table" ) : tr( "boundaries" ), base::orNull( one.code ),
                   base::orNull( one.words ), base::orNull( base::editionWords( base::editionsOf( one.code ) ) ),
                   one.reason } );
  }
  statistics::report( progress, 1.0 );
  output->finish();
}

void TableJoin::setJoinNumbers( Run &run, const JoinInput &input, const base::CodeMatch &match )
{
  const std::size_t areas = input.boundaries.areas.size();
  run.setNumber( QStringLiteral( "N_AREAS" ), double( areas ) );
  run.setNumber( QStringLiteral( "N_MATCHED" ), double( match.matchedAreas() ) );
  run.setNumber( QStringLiteral( "N_WITHOUT_ROW" ), double( areas - match.matchedAreas() ) );
  run.setNumber( QStringLiteral( "N_TABLE_ROWS" ), double( input.table.rows.size() ) );
  run.setNumber( QStringLiteral( "N_OUTSIDE" ), double( input.table.rows.size() - match.matchedRows() ) );
  run.setNumber( QStringLiteral( "N_TOTALS" ), double( input.table.totals.size() ) );
}

QStringList headingsIn( const QString &text )
{
  static const QRegularExpression separator( QStringLiteral( "[;\\n]" ) );
  QStringList headings;
  for ( const QString &part : text.split( separator, Qt::SkipEmptyParts ) )
    if ( const QString heading = part.simplified(); !heading.isEmpty() )
      headings << heading;
  return headings;
}

} // namespace communitysafety::deprivation
