// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/deprivationcolumns.h"

#include "base/fields.h"
#include "base/figurekind.h"
#include "base/run.h"
#include "deprivation/labelcodes.h"
#include "statistics/column.h"

#include <algorithm>
#include <limits>

namespace communitysafety::deprivation
{
namespace
{

using base::CodedTable;
using base::ParsedNumber;
using base::Run;
using statistics::isMissing;

struct ColumnText
{
  Q_DECLARE_TR_FUNCTIONS( DeprivationColumns )
};

//! The numbers of one column; tells what could not be read.
std::vector<double> numbersOf( Run &run, const CodedTable &table, int column )
{
  std::vector<double> numbers;
  numbers.reserve( table.rows.size() );
  int suppressed = 0, unreadable = 0;
  QString first;
  for ( std::size_t row = 0; row < table.rows.size(); ++row )
  {
    if ( row % 4096 == 0 )
      run.stopIfCancelled();
    const ParsedNumber parsed = table.number( row, column );
    numbers.push_back( parsed.value );
    suppressed += parsed.kind == ParsedNumber::Kind::Suppressed ? 1 : 0;
    if ( parsed.kind == ParsedNumber::Kind::NotANumber && ++unreadable == 1 )
      first = ColumnText::tr( "row %1: %2" ).arg( table.rows[row].row + 1 ).arg( parsed.reason );
  }
  if ( suppressed + unreadable > 0 )
    run.warn( ColumnText::tr( "‘%1’, column ‘%2’: %3 cells are suppressed and %4 cannot be read as numbers%5; they "
                              "stay without a value." )
                .arg( table.name, table.headings[column] )
                .arg( suppressed )
                .arg( unreadable )
                .arg( first.isEmpty() ? QString() : QStringLiteral( " (%1)" ).arg( first ) ) );
  return numbers;
}

//! What numbers whose heading says score, or nothing, seem to be.
ColumnKind kindByNumbers( const std::vector<double> &values )
{
  if ( base::looksLikeRanking( values ) || base::looksLikePartOfRanking( values ) )
    return ColumnKind::rank;
  if ( !base::looksLikeDeciles( values ) )
    return ColumnKind::score;
  const bool reachesBeyondFive = std::any_of( values.begin(), values.end(), []( double value ) { return value > 5; } );
  return reachesBeyondFive ? ColumnKind::decile : ColumnKind::quintile;
}

QString kindWords( ColumnKind kind )
{
  return kind == ColumnKind::rank     ? ColumnText::tr( "ranks" )
         : kind == ColumnKind::decile ? ColumnText::tr( "deciles" )
                                      : ColumnText::tr( "quintiles" );
}

//! Throws where a column headed as rank, decile or quintile holds what cannot be one.
void requirePossible( const CodedTable &table, const DeprivationColumn &column )
{
  const bool isRank = column.kind == ColumnKind::rank;
  const double last = column.kind == ColumnKind::decile     ? 10
                      : column.kind == ColumnKind::quintile ? 5
                                                            : std::numeric_limits<double>::max();
  if ( !isRank && column.kind != ColumnKind::decile && column.kind != ColumnKind::quintile )
    return;
  for ( std::size_t row = 0; row < column.values.size(); ++row )
  {
    const double value = column.values[row];
    // Tied ranks may be given as their mean.
    if ( isMissing( value ) || ( value >= 1 && value <= last && base::isWhole( isRank ? 2 * value : value ) ) )
      continue;
    throw QgsProcessingException(
      ColumnText::tr( "The column ‘%1’ of ‘%2’ is headed as %3 but holds %4 in row %5 (%6): correct the heading or the "
                      "number." )
        .arg( column.heading, table.name, kindWords( column.kind ) )
        .arg( value, 0, 'g', 12 )
        .arg( table.rows[row].row + 1 )
        .arg( table.rows[row].code ) );
  }
}

//! Takes a column for what its numbers are.
void settleKind( Run &run, const CodedTable &table, DeprivationColumn &column )
{
  const bool isOpen = column.kind == ColumnKind::unknown;
  if ( !isOpen && column.kind != ColumnKind::score )
    return requirePossible( table, column );
  const ColumnKind found = kindByNumbers( column.values );
  if ( isOpen )
    run.remark( ColumnText::tr( "‘%1’, column ‘%2’: by its numbers these are %3." )
                  .arg( table.name, column.heading,
                        found == ColumnKind::score ? ColumnText::tr( "scores" ) : kindWords( found ) ) );
  else if ( found != ColumnKind::score )
    run.warn( ColumnText::tr( "‘%1’: the column ‘%2’ is headed as a score but holds %3; it is written as what it is." )
                .arg( table.name, column.heading, kindWords( found ) ) );
  column.kind = found;
}

bool hasField( const std::vector<DeprivationColumn> &columns, const QString &field )
{
  return std::any_of( columns.begin(), columns.end(),
                      [&field]( const DeprivationColumn &one ) { return one.field == field; } );
}

bool isRequested( const QStringList &requested, const QString &heading )
{
  return requested.contains( QStringLiteral( "*" ) ) || requested.contains( heading, Qt::CaseInsensitive );
}

//! Reads the official columns of a table.
class OfficialReader
{
public:
  OfficialReader( Run &run, const CodedTable &table ) : mRun( run ), mTable( table ) {}

  std::vector<DeprivationColumn> read()
  {
    for ( int column = 0; column < mTable.columns(); ++column )
    {
      OfficialColumn official = officialColumn( mTable.headings[column] );
      if ( column == mTable.codeColumn || !official.isKnown() || !mTable.isNumeric( column ) )
        continue;
      nameSubject( official );
      add( column, official );
    }
    return std::move( mColumns );
  }

private:
  //! Townsend's files say "quintile" alone: that of the first column that measures deprivation.
  void nameSubject( OfficialColumn &official ) const
  {
    const auto first = std::find_if( mColumns.begin(), mColumns.end(),
                                     []( const DeprivationColumn &one ) { return one.kind != ColumnKind::people; } );
    if ( official.subject != QLatin1String( "dep" ) || official.kind == ColumnKind::people || first == mColumns.end() )
      return;
    official.subject = first->official.subject;
    official.subjectWords = first->official.subjectWords;
  }

  void add( int place, const OfficialColumn &official )
  {
    DeprivationColumn column;
    column.column = place;
    column.heading = mTable.headings[place];
    column.official = official;
    column.kind = official.kind;
    column.values = numbersOf( mRun, mTable, place );
    if ( column.kind == ColumnKind::people )
      column.field = official.subject;
    else
    {
      settleKind( mRun, mTable, column );
      column.field = officialField( official.subject, column.kind );
    }
    column.words = officialWords( official, column.kind );
    if ( hasField( mColumns, column.field ) )
      mRun.warn( ColumnText::tr( "‘%1’: the column ‘%2’ is left out because another one is already written as ‘%3’; "
                                 "name it in COLUMNS to have it as well." )
                   .arg( mTable.name, column.heading, column.field ) );
    else
      mColumns.push_back( std::move( column ) );
  }

  Run &mRun;
  const CodedTable &mTable;
  std::vector<DeprivationColumn> mColumns;
};

void addRequested( Run &run, const CodedTable &table, const QStringList &requested,
                   std::vector<DeprivationColumn> &columns )
{
  for ( const QString &heading : requested )
    if ( heading != QLatin1String( "*" ) )
      table.columnOf( heading );
  QStringList taken{ QStringLiteral( "area_id" ),   QStringLiteral( "area_name" ), QStringLiteral( "has_row" ),
                     QStringLiteral( "lsoa_vint" ), QStringLiteral( "dep_tenth" ), QStringLiteral( "dep_fifth" ) };
  for ( const DeprivationColumn &column : columns )
    taken << column.field;
  for ( int place = 0; place < table.columns(); ++place )
  {
    const bool isThere = std::any_of( columns.begin(), columns.end(),
                                      [place]( const DeprivationColumn &one ) { return one.column == place; } );
    if ( place == table.codeColumn || isThere || !isRequested( requested, table.headings[place] ) )
      continue;
    DeprivationColumn column;
    column.column = place;
    column.heading = table.headings[place];
    column.words = column.heading;
    column.field =
      freeName( shortName( column.heading, base::fields::maximumNameLength ), taken, base::fields::maximumNameLength );
    taken << column.field;
    column.isText = !table.isNumeric( place );
    if ( !column.isText )
      column.values = numbersOf( run, table, place );
    columns.push_back( std::move( column ) );
  }
}

void tellLeftOut( Run &run, const CodedTable &table, const std::vector<DeprivationColumn> &columns )
{
  QStringList written, leftOut;
  for ( const DeprivationColumn &column : columns )
    written << QStringLiteral( "%1 (%2)" ).arg( column.field, column.heading );
  for ( int place = 0; place < table.columns(); ++place )
    if ( place != table.codeColumn &&
         std::none_of( columns.begin(), columns.end(), [place]( const auto &one ) { return one.column == place; } ) )
      leftOut << table.headings[place];
  run.remark( ColumnText::tr( "Fields written: %1." ).arg( written.join( QStringLiteral( ", " ) ) ) );
  if ( !leftOut.isEmpty() )
    run.remark( ColumnText::tr( "Columns of ‘%1’ left out, which COLUMNS can ask for: %2." )
                  .arg( table.name, leftOut.join( QStringLiteral( "; " ) ) ) );
}

//! Headings for a sentence; only the first of many.
QString headingsInWords( const QStringList &headings )
{
  constexpr int most = 12;
  return headings.mid( 0, most ).join( QStringLiteral( "; " ) ) +
         ( headings.size() > most ? QStringLiteral( "; …" ) : QString() );
}

} // namespace

std::vector<DeprivationColumn> readDeprivationColumns( Run &run, const CodedTable &table, const QStringList &requested )
{
  std::vector<DeprivationColumn> columns = OfficialReader( run, table ).read();
  addRequested( run, table, requested, columns );
  if ( columns.empty() )
    throw QgsProcessingException(
      ColumnText::tr(
        "The table ‘%1’ has no column of an index of deprivation (its columns: %2): choose another table, "
        "or name the columns to join in COLUMNS." )
        .arg( table.name, headingsInWords( table.headings ) ) );
  tellLeftOut( run, table, columns );
  return columns;
}

} // namespace communitysafety::deprivation
