// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/joindeprivation.h"

#include "base/fields.h"
#include "base/numbercolumn.h"

#include <algorithm>

namespace communitysafety::deprivation
{

using base::Run;

base::Identity JoinDeprivation::identity() const
{
  return {
    QStringLiteral( "joindeprivation" ),
    tr( "Join deprivation" ),
    QStringLiteral( "deprivation" ),
    tr( "Joins an index of deprivation, as it was published, to the boundaries of its areas, and accounts for every "
        "code that has no counterpart." ),
    tr( "deprivation,IMD,IoD,index of multiple deprivation,WIMD,SIMD,Townsend,LSOA,data zone,join,attribute join,"
        "table join,decile,rank,score,CSV,Excel" )
      .split( ',' ),
    tr( "Takes the files of the English Indices of Deprivation (1, 2, 5, 6 and 7 of 2015, 2019 and 2025), of Wales and "
        "Scotland, Townsend scores and the usual copies of them just as they were downloaded: with title lines, "
        "thousands in quotes, long headings, footnotes, a sheet of notes before the data. The column with the codes is "
        "found by its values, in the table and in the boundaries, and named in the log.\n\n"
        "Long headings become short fields: imd_score, imd_rank, imd_decile, then inc_, emp_, edu_, hea_, cri_, hou_ "
        "and env_ for the domains, idc_ and ido_ for children and older people, pop_total and others for people. The "
        "full words are their aliases. Other columns are written on request.\n\n"
        "Scores, ranks and deciles are told apart by their numbers as well as by their headings: a rank that is headed "
        "as a score is written as a rank, with a warning. The field dep_tenth (or dep_fifth) always has "
        "1 = most deprived, whichever way the table runs.\n\n"
        "LSOAs were redrawn for 2011 and 2021. Codes that exist in one census only tell of which one a file is; a file "
        "that mixes them, and a table of another census than the boundaries, are warned of." )
  };
}

void JoinDeprivation::defineParameters()
{
  defineTable( tr( "The index of deprivation: a CSV file (packed or not), a workbook, or a layer with one row for each "
                   "area. Text files and workbooks are read as a whole, whatever stands in their first lines." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "COLUMNS" ), tr( "Other columns" ), QVariant(), true, true ),
       tr( "Headings of further columns to join, with semicolons between them; a star stands for all. The columns of "
           "the index itself are always joined." ) );
  defineAdvancedInputs();
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Deprivation" ), compat::polygonVector ),
       tr( "All boundaries with their deprivation: has_row is 0 where the table has no row for them." ) );
  defineUnmatched();
  defineJoinNumbers();
  addNumber( QStringLiteral( "N_MOST_DEPRIVED" ), tr( "Boundaries in the most deprived tenth (or fifth)" ) );
}

namespace
{

//! The style for what the table tells: tenths, fifths, or no more than whether there is a row.
QString styleFor( const DeprivationClasses &classes )
{
  if ( classes.field.isEmpty() )
    return QStringLiteral( "joindeprivation_output_joined" );
  return classes.field == QLatin1String( "dep_tenth" ) ? QStringLiteral( "joindeprivation_output" )
                                                       : QStringLiteral( "joindeprivation_output_quintile" );
}

bool isWholeKind( ColumnKind kind )
{
  return kind == ColumnKind::decile || kind == ColumnKind::quintile || kind == ColumnKind::vigintile;
}

QgsField fieldOf( const DeprivationColumn &column )
{
  QgsField field( column.field, column.isText                ? compat::textField
                                : isWholeKind( column.kind ) ? compat::wholeField
                                                             : compat::realField );
  field.setAlias( column.words );
  return field;
}

QgsFields tableFields( const std::vector<DeprivationColumn> &columns, const DeprivationClasses &classes )
{
  QgsFields fields;
  for ( const DeprivationColumn &column : columns )
    fields.append( fieldOf( column ) );
  if ( !classes.field.isEmpty() )
    fields.append( classes.words.isEmpty() ? base::fields::named( classes.field )
                                           : base::fields::named( classes.field, classes.words ) );
  return fields;
}

QVariant valueOf( const base::CodedTable &table, const DeprivationColumn &column, std::size_t row )
{
  if ( column.isText )
    return base::orNull( table.text( row, column.column ) );
  return isWholeKind( column.kind ) ? base::wholeOrNull( column.values[row] ) : base::orNull( column.values[row] );
}

} // namespace

void JoinDeprivation::process( Run &run )
{
  const JoinInput input = readInput( run );
  const base::CodeMatch match( input.boundaries, input.table );
  match.tell( run, isGiven( run.parameters(), "UNMATCHED" ) );
  // After the editions were told: a file that mixes them has many codes twice.
  input.table.requireSingleRows();
  const std::vector<DeprivationColumn> columns =
    readDeprivationColumns( run, input.table, headingsIn( text( run, "COLUMNS" ) ) );
  const DeprivationClasses classes = deprivationClasses( run, input.table, columns );
  write( run, input, match, columns, classes );
  writeUnmatched( run, match.unmatched() );
  writeRejects( run );
  setJoinNumbers( run, input, match );
  run.setNumber( QStringLiteral( "N_COLUMNS" ), double( columns.size() ) );
  if ( classes.field.isEmpty() )
    return;
  int mostDeprived = 0;
  for ( const std::vector<std::size_t> &rows : match.rowsOfArea() )
    mostDeprived += !rows.empty() && classes.values[rows.front()] == 1 ? 1 : 0;
  run.setNumber( QStringLiteral( "N_MOST_DEPRIVED" ), mostDeprived );
}

void JoinDeprivation::write( Run &run, const JoinInput &input, const base::CodeMatch &match,
                             const std::vector<DeprivationColumn> &columns, const DeprivationClasses &classes )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = outputFields( input, tableFields( columns, classes ) );
  spec.geometryType = compat::multiPolygon;
  spec.crs = input.boundaries.areas.crs;
  spec.style = styleFor( classes );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.6, 0.9 );
  for ( std::size_t area = 0; area < match.rowsOfArea().size(); ++area )
  {
    statistics::report( progress, double( area ) / double( match.rowsOfArea().size() ) );
    const std::vector<std::size_t> &rows = match.rowsOfArea()[area];
    QVector<QVariant> values = areaValues( input, area, !rows.empty() );
    for ( const DeprivationColumn &column : columns )
      values << ( rows.empty() ? compat::null() : valueOf( input.table, column, rows.front() ) );
    if ( !classes.field.isEmpty() )
      values << ( rows.empty() ? compat::null() : base::wholeOrNull( classes.values[rows.front()] ) );
    output->add( values, input.boundaries.areas.geometry[area] );
  }
  statistics::report( progress, 1.0 );
  output->finish();
}

} // namespace communitysafety::deprivation
