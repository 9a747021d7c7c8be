// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/joincensus.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "statistics/column.h"

#include <algorithm>

namespace communitysafety::deprivation
{

using base::Run;
using statistics::isMissing;
using statistics::missing;

namespace
{

//! The order is that of the FIGURES parameter.
enum class Figures
{
  countsAndShares,
  counts,
  shares
};

//! A field of the output: a column of the table, or its share of the total.
struct OutputColumn
{
  QgsField field;
  std::vector<double> values;
  QString label;
  bool isShare = false;
};

} // namespace

base::Identity JoinCensus::identity() const
{
  return {
    QStringLiteral( "joincensus" ),
    tr( "Join census" ),
    QStringLiteral( "deprivation" ),
    tr( "Joins a census table, as it was downloaded, to the boundaries of its areas, with shares of a total." ),
    tr( "census,Nomis,population,households,tenure,ethnicity,age,join,attribute join,table join,pivot,long table,"
        "percentage,share,output area,LSOA,MSOA" )
      .split( ',' ),
    tr( "Takes what Nomis and the ONS give to download: tables below title lines, with footnotes; the bulk files with "
        "date, geography and geography code; long tables with one row for each area and category, which are turned "
        "into one column per category. The column with the codes is found by its values, in the table and in the "
        "boundaries, and named in the log.\n\n"
        "The log says whether counts or percentages were found. Counts are written as <code>_n, and with a total as "
        "shares from 0 to 1 as well, <code>_s; percentages are written as shares; other figures as <code>_r. The codes "
        "are made of the words in which the categories differ; the whole words are the aliases of the fields.\n\n"
        "A row without the code of an area, such as the total of a city, is named in the log and not joined. Every "
        "code without a counterpart is counted and listed." )
  };
}

void JoinCensus::defineParameters()
{
  defineTable( tr( "The census table: a CSV file (packed or not), a workbook, or a layer. Text files and workbooks are "
                   "read as a whole, whatever stands in their first lines." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "FIGURES" ), tr( "Write" ),
                                       { tr( "Counts and shares" ), tr( "Counts" ), tr( "Shares" ) }, false, 0 ),
       tr( "Shares are counts divided by the total. Percentages are written as shares in any case." ) );
  add(
    new QgsProcessingParameterString( QStringLiteral( "TOTAL" ), tr( "Total" ), QVariant(), false, true ),
    tr( "Heading of the column, or the category, of which shares are taken. When empty it is found by its heading and "
        "its numbers and named in the log." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "SHOW" ), tr( "Category to draw" ), QVariant(), false, true ),
       tr( "Heading or category by whose share the map is coloured. When empty: the first." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "COLUMNS" ), tr( "Only these categories" ), QVariant(), true,
                                         true ),
       tr( "Headings or categories to join, with semicolons between them. When empty all with numbers are joined." ) );
  addAdvanced(
    new QgsProcessingParameterString( QStringLiteral( "CATEGORY" ), tr( "Categories of a long table" ), QVariant(),
                                      false, true ),
    tr( "Heading of the column with the categories, for tables with several rows for each area. When empty it "
        "is found by what changes inside an area." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "VALUE" ), tr( "Numbers of a long table" ), QVariant(),
                                                 false, true ),
               tr( "Heading of the column with the numbers, for tables with several rows for each area. When empty: "
                   "Observation, OBS_VALUE, count or n, or else the first that changes inside an area." ) );
  defineAdvancedInputs();
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Census" ), compat::polygonVector ),
       tr( "All boundaries with their figures: has_row is 0 where the table has no row for them." ) );
  defineUnmatched();
  defineJoinNumbers();
  addNumber( QStringLiteral( "N_SHARES" ), tr( "Shares written" ) );
}

CensusRequest JoinCensus::request( const Run &run ) const
{
  return { headingsIn( text( run, "COLUMNS" ) ), text( run, "TOTAL" ), text( run, "CATEGORY" ), text( run, "VALUE" ) };
}

namespace
{

QgsField field( const QString &name, const QString &words )
{
  QgsField one( name, compat::realField );
  one.setAlias( words );
  return one;
}

//! Part ÷ whole; missing where there is no whole.
std::vector<double> divided( const std::vector<double> &parts, const std::vector<double> &wholes )
{
  std::vector<double> shares;
  shares.reserve( parts.size() );
  for ( std::size_t area = 0; area < parts.size(); ++area )
    shares.push_back( wholes[area] > 0 ? parts[area] / wholes[area] : missing );
  return shares;
}

std::vector<double> hundredths( std::vector<double> percentages )
{
  for ( double &value : percentages )
    value /= 100;
  return percentages;
}

void addCount( const CensusColumn &column, const CensusFigures &census, Figures figures,
               std::vector<OutputColumn> &columns )
{
  if ( figures != Figures::shares || !census.hasTotal() )
    columns.push_back( { field( column.code + QStringLiteral( "_n" ), column.label ), column.values, column.label } );
  if ( figures != Figures::counts && census.hasTotal() )
    columns.push_back( { field( column.code + QStringLiteral( "_s" ),
                                JoinCensus::tr( "%1, share of: %2" ).arg( column.label, census.total.label ) ),
                         divided( column.values, census.total.values ), column.label, true } );
}

std::vector<OutputColumn> outputColumns( const CensusFigures &census, Figures figures )
{
  std::vector<OutputColumn> columns;
  if ( census.hasTotal() )
    columns.push_back(
      { field( QStringLiteral( "total_n" ), census.total.label ), census.total.values, census.total.label } );
  for ( const CensusColumn &column : census.columns )
  {
    const QString share = column.code + QStringLiteral( "_s" );
    switch ( column.kind )
    {
    case CensusKind::count:
      addCount( column, census, figures, columns );
      break;
    case CensusKind::percentage:
      columns.push_back( { field( share, column.label ), hundredths( column.values ), column.label, true } );
      break;
    case CensusKind::share:
      columns.push_back( { field( share, column.label ), column.values, column.label, true } );
      break;
    case CensusKind::figure:
      columns.push_back( { field( column.code + QStringLiteral( "_r" ), column.label ), column.values, column.label } );
      break;
    }
  }
  return columns;
}

//! A part above its whole is a sign that the total is another one's.
void warnOfLargeShares( Run &run, const JoinInput &input, const std::vector<OutputColumn> &columns )
{
  for ( const OutputColumn &column : columns )
  {
    const auto large =
      std::find_if( column.values.begin(), column.values.end(), []( double value ) { return value > 1.05; } );
    if ( !column.isShare || large == column.values.end() )
      continue;
    run.warn(
      JoinCensus::tr( "‘%1’ is more than its total in the area ‘%2’ (share %3): choose another TOTAL." )
        .arg( column.label, input.boundaries.areas.id[static_cast<std::size_t>( large - column.values.begin() )] )
        .arg( *large, 0, 'f', 2 ) );
    return;
  }
}

//! The field by which the map is coloured; empty where there are no shares.
QString drawnField( Run &run, const std::vector<OutputColumn> &columns, const QString &wanted )
{
  QString drawn;
  for ( const OutputColumn &column : columns )
    if ( column.isShare &&
         ( drawn.isEmpty() || column.label.compare( wanted.simplified(), Qt::CaseInsensitive ) == 0 ) )
      drawn = column.field.name();
  const bool isFound =
    std::any_of( columns.begin(), columns.end(),
                 [&wanted]( const OutputColumn &column )
                 { return column.isShare && column.label.compare( wanted.simplified(), Qt::CaseInsensitive ) == 0; } );
  if ( !wanted.isEmpty() && !isFound )
    run.warn(
      drawn.isEmpty()
        ? JoinCensus::tr( "SHOW: there is no share of ‘%1’, nor any other; the map shows which areas have a row." )
            .arg( wanted )
        : JoinCensus::tr( "SHOW: there is no share of ‘%1’; the map shows ‘%2’." ).arg( wanted, drawn ) );
  else if ( !drawn.isEmpty() )
    run.remark( JoinCensus::tr( "The map shows the field ‘%1’." ).arg( drawn ) );
  return drawn;
}

} // namespace

void JoinCensus::process( Run &run )
{
  const JoinInput input = readInput( run );
  const base::CodeMatch match( input.boundaries, input.table );
  match.tell( run, isGiven( run.parameters(), "UNMATCHED" ) );
  const CensusFigures figures = readCensusFigures( run, input.table, match, request( run ) );
  const bool wantsShares = choice( run, "FIGURES" ) != int( Figures::counts );
  const auto counts = std::count_if( figures.columns.begin(), figures.columns.end(),
                                     []( const CensusColumn &column ) { return column.kind == CensusKind::count; } );
  if ( wantsShares && counts > 1 && !figures.hasTotal() )
    run.warn( tr( "‘%1’ has no column that is the total of the others, so that no shares are taken of its counts: name "
                  "it in TOTAL." )
                .arg( input.table.name ) );
  write( run, input, match, figures );
  writeUnmatched( run, match.unmatched() );
  writeRejects( run );
  setJoinNumbers( run, input, match );
  run.setNumber( QStringLiteral( "N_COLUMNS" ), double( figures.columns.size() ) );
}

void JoinCensus::write( Run &run, const JoinInput &input, const base::CodeMatch &match, const CensusFigures &figures )
{
  const std::vector<OutputColumn> columns = outputColumns( figures, static_cast<Figures>( choice( run, "FIGURES" ) ) );
  warnOfLargeShares( run, input, columns );
  const QString drawn = drawnField( run, columns, text( run, "SHOW" ) );
  run.setNumber( QStringLiteral( "N_SHARES" ),
                 double( std::count_if( columns.begin(), columns.end(),
                                        []( const OutputColumn &column ) { return column.isShare; } ) ) );
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  QgsFields tableFields;
  for ( const OutputColumn &column : columns )
    tableFields.append( column.field );
  spec.fields = outputFields( input, tableFields );
  spec.geometryType = compat::multiPolygon;
  spec.crs = input.boundaries.areas.crs;
  spec.style =
    drawn.isEmpty() ? QStringLiteral( "joincensus_output_joined" ) : QStringLiteral( "joincensus_output_share" );
  spec.styleFields = { { QStringLiteral( "share_s" ), drawn } };
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.6, 0.9 );
  for ( std::size_t area = 0; area < match.rowsOfArea().size(); ++area )
  {
    statistics::report( progress, double( area ) / double( match.rowsOfArea().size() ) );
    QVector<QVariant> values = areaValues( input, area, !match.rowsOfArea()[area].empty() );
    for ( const OutputColumn &column : columns )
      values << base::orNull( column.values[area] );
    output->add( values, input.boundaries.areas.geometry[area] );
  }
  statistics::report( progress, 1.0 );
  output->finish();
}

} // namespace communitysafety::deprivation
