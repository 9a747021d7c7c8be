// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/codedtable.h"

#include "base/codereader.h"
#include "base/nearestname.h"
#include "base/run.h"
#include "base/tableheadings.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <tuple>

namespace communitysafety::base
{
namespace
{

constexpr int noColumn = -1;

//! A column with codes in one sheet, and how well it fits.
struct CodeColumn
{
  int column = noColumn;
  std::size_t coded = 0;
  //! Among them those of the boundaries.
  std::size_t known = 0;
  //! Numbers may look like codes that are no official ones: then those of the boundaries count first.
  bool isOfficial = true;

  bool isBetterThan( const CodeColumn &other ) const
  {
    return isOfficial ? std::tie( coded, known ) > std::tie( other.coded, other.known )
                      : std::tie( known, coded ) > std::tie( other.known, other.coded );
  }
};

int headingRow( const TextTable &sheet, const QString &heading, int &column )
{
  constexpr std::size_t rowsToLookAt = 100;
  for ( std::size_t row = 0; row < std::min( rowsToLookAt, sheet.rows() ); ++row )
    for ( column = 0; column < sheet.cellsIn( row ); ++column )
      if ( sheet.cell( row, column ).compare( heading, Qt::CaseInsensitive ) == 0 )
        return static_cast<int>( row );
  column = noColumn;
  return -1;
}

CodeColumn countCodes( const TextTable &sheet, int column, const CodeReader &reader )
{
  CodeColumn found{ column, 0, 0, reader.request().level != AreaLevel::none };
  for ( std::size_t row = 0; row < sheet.rows(); ++row )
  {
    const QString code = reader.code( sheet.cell( row, column ) );
    found.coded += code.isEmpty() ? 0 : 1;
    found.known += reader.isKnown( code ) ? 1 : 0;
  }
  return found;
}

CodeColumn bestColumn( const Run &run, const TextTable &sheet, const CodeReader &reader )
{
  const CodedTableRequest &request = reader.request();
  if ( !request.codeColumn.isEmpty() )
  {
    int column = noColumn;
    headingRow( sheet, request.codeColumn, column );
    return column == noColumn ? CodeColumn() : countCodes( sheet, column, reader );
  }
  CodeColumn best;
  for ( int column = 0; column < sheet.columns(); ++column )
  {
    run.stopIfCancelled();
    const CodeColumn found = countCodes( sheet, column, reader );
    if ( found.isBetterThan( best ) )
      best = found;
  }
  return best;
}

//! Kinds of area of which \a sheets hold codes, for the sentence when the wanted one is missing.
QStringList levelsIn( const std::vector<TextTable> &sheets )
{
  QStringList words;
  for ( const TextTable &sheet : sheets )
    for ( std::size_t row = 0; row < sheet.rows(); ++row )
      for ( int column = 0; column < sheet.cellsIn( row ); ++column )
      {
        const AreaCode code = areaCode( sheet.cell( row, column ) );
        if ( code.isCode() && !words.contains( levelWords( code.level ) ) )
          words << levelWords( code.level );
      }
  return words;
}

QString firstOf( const QSet<QString> &codes ) { return *std::min_element( codes.begin(), codes.end() ); }

[[noreturn]] void refuseWithoutCodes( const std::vector<TextTable> &sheets, const CodedTableRequest &request )
{
  if ( !request.codeColumn.isEmpty() )
  {
    QStringList headings;
    for ( std::size_t row = 0; row < std::min<std::size_t>( 20, sheets.front().rows() ); ++row )
      for ( int column = 0; column < sheets.front().cellsIn( row ); ++column )
        headings << sheets.front().cell( row, column );
    headings.removeAll( QString() );
    throw QgsProcessingException( Run::tr( "The table ‘%1’ has no column ‘%2’ with codes of the boundaries." )
                                    .arg( request.name, request.codeColumn ) +
                                  didYouMean( request.codeColumn, headings ) );
  }
  const QStringList others = levelsIn( sheets );
  const QString wanted = levelWords( request.level );
  if ( others.isEmpty() && request.level == AreaLevel::none && !request.known.isEmpty() )
    throw QgsProcessingException(
      Run::tr( "The table ‘%1’ has no column with the codes or names of the boundaries (such "
               "as ‘%2’): choose another table, or name the column with them." )
        .arg( request.name, firstOf( request.known ) ) );
  if ( others.isEmpty() )
    throw QgsProcessingException( Run::tr( "The table ‘%1’ has no column with area codes such as E01000001: choose "
                                           "another table, or name the column with the codes." )
                                    .arg( request.name ) );
  throw QgsProcessingException( Run::tr( "The boundaries are %1, but the table ‘%2’ has codes of %3: choose the table "
                                         "or the boundaries of the same kind of area." )
                                  .arg( wanted, request.name, others.join( QStringLiteral( ", " ) ) ) );
}

bool hasNumberBeside( const TextTable &sheet, std::size_t row, int codeColumn )
{
  for ( int column = 0; column < sheet.cellsIn( row ); ++column )
    if ( column != codeColumn && parseNumber( sheet.cell( row, column ) ).isNumber() )
      return true;
  return false;
}

QString rowInWords( const TextTable &sheet, std::size_t row )
{
  constexpr int longest = 80;
  QStringList words;
  for ( int column = 0; column < sheet.cellsIn( row ); ++column )
    if ( const QString cell = sheet.cell( row, column ); !cell.isEmpty() && !parseNumber( cell ).isNumber() )
      words << cell;
  return words.join( ' ' ).left( longest );
}

//! Sorts the rows below the headings, and the totals above the first code, into the parts of \a table.
class RowSorter
{
public:
  RowSorter( CodedTable &table, const CodeReader &reader, const TableHeadings &headings )
    : mTable( table ), mReader( reader ), mHeadings( headings )
  {
  }

  void sort( const Run &run )
  {
    for ( std::size_t row = 0; row < mTable.sheet.rows(); ++row )
    {
      if ( row % 4096 == 0 )
        run.stopIfCancelled();
      if ( row < mHeadings.first )
        addText( mTable.titles, row );
      else if ( row > mHeadings.last )
        addBelow( row );
    }
  }

private:
  static constexpr int rowsToQuote = 50;

  void addBelow( std::size_t row )
  {
    const QString code = mReader.code( mTable.sheet.cell( row, mTable.codeColumn ) );
    if ( !code.isEmpty() )
      mTable.rows.push_back( { row, code } );
    else if ( hasNumberBeside( mTable.sheet, row, mTable.codeColumn ) )
      mTable.totals.push_back( { row, rowInWords( mTable.sheet, row ) } );
    else
      addText( mTable.notes, row );
  }

  void addText( QStringList &lines, std::size_t row ) const
  {
    const QString words = rowInWords( mTable.sheet, row );
    if ( !words.isEmpty() && lines.size() < rowsToQuote )
      lines << words;
  }

  CodedTable &mTable;
  const CodeReader &mReader;
  const TableHeadings &mHeadings;
};

QStringList firstFew( const QStringList &all )
{
  constexpr int few = 5;
  return all.size() <= few ? all : all.mid( 0, few ) + QStringList{ QStringLiteral( "…" ) };
}

void tell( Run &run, const CodedTable &table, const TableHeadings &headings )
{
  run.remark( Run::tr( "‘%1’: the codes stand in the column ‘%2’, below the headings in row %3: %L4 rows, such as %5." )
                .arg( table.name, table.headings[table.codeColumn] )
                .arg( headings.last + 1 )
                .arg( table.rows.size() )
                .arg( table.rows.front().code ) );
  if ( !table.titles.isEmpty() )
    run.remark( Run::tr( "‘%1’: title lines above the headings: %2." )
                  .arg( table.name, firstFew( table.titles ).join( QStringLiteral( " | " ) ) ) );
  if ( !table.notes.isEmpty() )
    run.remark( Run::tr( "‘%1’: footnotes, not used as data: %2." )
                  .arg( table.name, firstFew( table.notes ).join( QStringLiteral( " | " ) ) ) );
  QStringList totals;
  for ( const TotalRow &total : table.totals )
    if ( totals.size() <= 6 )
      totals << Run::tr( "row %1 (%2)" ).arg( total.row + 1 ).arg( total.words );
  if ( !totals.isEmpty() )
    run.warn( Run::tr( "‘%1’: rows with numbers but without the code of one area were taken for totals and not "
                       "joined: %L2, namely %3." )
                .arg( table.name )
                .arg( table.totals.size() )
                .arg( firstFew( totals ).join( QStringLiteral( ", " ) ) ) );
}

std::size_t bestSheet( const std::vector<CodeColumn> &columns )
{
  return static_cast<std::size_t>( std::max_element( columns.begin(), columns.end(),
                                                     []( const CodeColumn &a, const CodeColumn &b )
                                                     { return b.isBetterThan( a ); } ) -
                                   columns.begin() );
}

//! The sheet called \a name; as many as there are where none is.
std::size_t sheetNamed( const std::vector<TextTable> &sheets, const QString &name )
{
  const auto found = std::find_if( sheets.begin(), sheets.end(),
                                   [&name]( const TextTable &sheet ) {
                                     return !name.isEmpty() && sheet.name().compare( name, Qt::CaseInsensitive ) == 0;
                                   } );
  return static_cast<std::size_t>( found - sheets.begin() );
}

//! The sheet that the user has named.
std::size_t requestedSheet( const std::vector<TextTable> &sheets, const std::vector<CodeColumn> &columns,
                            const CodedTableRequest &request )
{
  QStringList names;
  for ( const TextTable &sheet : sheets )
    if ( !sheet.name().isEmpty() )
      names << sheet.name();
  const std::size_t named = sheetNamed( sheets, request.sheet );
  if ( named == sheets.size() )
    throw QgsProcessingException( Run::tr( "‘%1’ has no sheet ‘%2’." ).arg( request.name, request.sheet ) +
                                  didYouMean( request.sheet, names ) );
  if ( columns[named].coded == 0 )
    throw QgsProcessingException(
      Run::tr( "The sheet ‘%2’ of ‘%1’ has no codes of the boundaries: leave SHEET empty to "
               "take the sheet with most of them (‘%3’), or name another one." )
        .arg( request.name, sheets[named].name(), sheets[bestSheet( columns )].name() ) );
  return named;
}

std::size_t chosenSheet( Run &run, const std::vector<TextTable> &sheets, const std::vector<CodeColumn> &columns,
                         const CodedTableRequest &request )
{
  const std::size_t best = bestSheet( columns );
  if ( columns[best].coded == 0 )
    refuseWithoutCodes( sheets, request );
  if ( !request.sheet.isEmpty() )
    return requestedSheet( sheets, columns, request );
  const std::size_t shown = sheetNamed( sheets, request.shownSheet );
  if ( shown < sheets.size() && columns[shown].coded > 0 )
    return shown;
  QStringList others;
  for ( std::size_t sheet = 0; sheet < sheets.size(); ++sheet )
    if ( sheet != best && columns[sheet].coded > 0 )
      others << sheets[sheet].name();
  if ( sheets.size() > 1 )
    run.remark( Run::tr( "‘%1’ has %2 sheets; the one with the codes is ‘%3’." )
                  .arg( request.name )
                  .arg( sheets.size() )
                  .arg( sheets[best].name() ) );
  if ( !others.isEmpty() )
    run.warn( Run::tr( "‘%1’ has codes in other sheets as well, which were not read: %2. Choose the sheet when the "
                       "wrong one was taken." )
                .arg( request.name, others.join( QStringLiteral( ", " ) ) ) );
  return best;
}

//! The first row with a code. A heading such as "Ward21" may look like a code that is no official one.
std::size_t firstCodedRow( const TextTable &sheet, int codeColumn, const CodeReader &reader )
{
  const bool isOfficial = reader.request().level != AreaLevel::none;
  std::size_t first = sheet.rows();
  for ( std::size_t row = 0; row < sheet.rows(); ++row )
  {
    const QString code = reader.code( sheet.cell( row, codeColumn ) );
    if ( code.isEmpty() )
      continue;
    if ( isOfficial || reader.isKnown( code ) || hasNumberBeside( sheet, row, codeColumn ) )
      return row;
    first = std::min( first, row );
  }
  return first;
}

} // namespace

int CodedTable::columnOf( const QString &heading ) const
{
  for ( int column = 0; column < columns(); ++column )
    if ( headings[column].compare( heading.simplified(), Qt::CaseInsensitive ) == 0 )
      return column;
  throw QgsProcessingException( Run::tr( "The table ‘%1’ has no column ‘%2’." ).arg( name, heading ) +
                                didYouMean( heading, headings ) );
}

bool CodedTable::isNumeric( int column ) const
{
  constexpr std::size_t rowsToLookAt = 2000;
  std::size_t numbers = 0, others = 0;
  for ( std::size_t row = 0; row < std::min( rowsToLookAt, rows.size() ); ++row )
  {
    const ParsedNumber parsed = number( row, column );
    numbers += parsed.isNumber() ? 1 : 0;
    others += parsed.kind == ParsedNumber::Kind::NotANumber ? 1 : 0;
  }
  return numbers > 0 && 20 * others <= numbers;
}

void CodedTable::requireSingleRows() const
{
  QHash<QString, std::size_t> rowOf;
  for ( const CodedRow &one : rows )
  {
    if ( rowOf.contains( one.code ) )
      throw QgsProcessingException( Run::tr( "The table ‘%1’ has the code ‘%2’ twice (rows %3 and %4), so that it is "
                                             "not known which row counts: take one of them out." )
                                      .arg( name, one.code )
                                      .arg( rowOf.value( one.code ) + 1 )
                                      .arg( one.row + 1 ) );
    rowOf.insert( one.code, one.row );
  }
}

CodedTable findCodedTable( Run &run, std::vector<TextTable> sheets, const CodedTableRequest &request )
{
  const CodeReader reader( request );
  std::vector<CodeColumn> columns;
  columns.reserve( sheets.size() );
  for ( const TextTable &sheet : sheets )
    columns.push_back( bestColumn( run, sheet, reader ) );
  const std::size_t chosen = chosenSheet( run, sheets, columns, request );

  CodedTable table;
  table.sheet = std::move( sheets[chosen] );
  table.codeColumn = columns[chosen].column;
  table.name = sheets.size() > 1 ? QStringLiteral( "%1, %2" ).arg( request.name, table.sheet.name() ) : request.name;
  const std::size_t firstCoded = firstCodedRow( table.sheet, table.codeColumn, reader );
  const std::optional<TableHeadings> headings = headingsAbove( table.sheet, firstCoded, table.codeColumn );
  if ( !headings )
    throw QgsProcessingException( Run::tr( "The table ‘%1’ has no headings above its first code in row %2: write a "
                                           "line with the names of the columns there." )
                                    .arg( table.name )
                                    .arg( firstCoded + 1 ) );
  table.headings = headings->texts;
  RowSorter( table, reader, *headings ).sort( run );
  tell( run, table, *headings );
  return table;
}

} // namespace communitysafety::base
