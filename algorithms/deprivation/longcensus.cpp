// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/longcensus.h"

#include "base/run.h"
#include "statistics/column.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace communitysafety::deprivation
{
namespace
{

using base::CodedTable;
using base::Run;
using statistics::missing;

struct LongText
{
  Q_DECLARE_TR_FUNCTIONS( LongCensus )
};

bool says( const QString &heading, const char *pattern )
{
  return QRegularExpression( QLatin1String( pattern ), QRegularExpression::CaseInsensitiveOption )
    .match( heading )
    .hasMatch();
}

constexpr const char *valuePattern =
  "^(obs(ervation)?s?|obs[ _]value|value|count|n|number|people|persons|residents|households)$";
constexpr const char *totalPattern = "total|^all |denominator";
constexpr const char *portionPattern = "prop|percent|pct|%|share|rate";
constexpr const char *datePattern = "^(date|year|time|period)";

//! The rows of the codes that come first: enough to see what changes inside an area.
std::vector<std::vector<std::size_t>> firstAreas( const CodedTable &table )
{
  constexpr std::size_t areasToLookAt = 200;
  QHash<QString, std::size_t> placeOf;
  std::vector<std::vector<std::size_t>> areas;
  for ( std::size_t row = 0; row < table.rows.size(); ++row )
  {
    const QString &code = table.rows[row].code;
    if ( !placeOf.contains( code ) )
    {
      if ( areas.size() == areasToLookAt )
        continue;
      placeOf.insert( code, areas.size() );
      areas.emplace_back();
    }
    areas[placeOf.value( code )].push_back( row );
  }
  return areas;
}

bool changesInside( const CodedTable &table, const std::vector<std::vector<std::size_t>> &areas, int column )
{
  return std::any_of( areas.begin(), areas.end(),
                      [&]( const std::vector<std::size_t> &rows )
                      {
                        const QString first = table.text( rows.front(), column );
                        return std::any_of( rows.begin(), rows.end(),
                                            [&]( std::size_t row ) { return table.text( row, column ) != first; } );
                      } );
}

QString categoryOf( const CodedTable &table, std::size_t row, const std::vector<int> &columns )
{
  QStringList parts;
  for ( const int column : columns )
    parts << table.text( row, column );
  return parts.join( QStringLiteral( "; " ) );
}

bool tellApart( const CodedTable &table, const std::vector<std::vector<std::size_t>> &areas,
                const std::vector<int> &columns )
{
  return std::all_of( areas.begin(), areas.end(),
                      [&]( const std::vector<std::size_t> &rows )
                      {
                        QSet<QString> categories;
                        for ( const std::size_t row : rows )
                          categories.insert( categoryOf( table, row, columns ) );
                        return static_cast<std::size_t>( categories.size() ) == rows.size();
                      } );
}

//! A column that alone tells the rows of an area apart, words before codes; else all that change inside an area.
std::vector<int> categoryColumns( const CodedTable &table, const std::vector<std::vector<std::size_t>> &areas )
{
  std::vector<int> changing;
  for ( int column = 0; column < table.columns(); ++column )
    if ( column != table.codeColumn && !table.isNumeric( column ) && changesInside( table, areas, column ) )
      changing.push_back( column );
  for ( const int column : changing )
    if ( tellApart( table, areas, { column } ) && !says( table.headings[column], "code$" ) )
      return { column };
  return changing;
}

int valueColumn( const CodedTable &table, const std::vector<std::vector<std::size_t>> &areas )
{
  int found = -1;
  for ( int column = 0; column < table.columns(); ++column )
  {
    const QString &heading = table.headings[column];
    if ( column == table.codeColumn || !table.isNumeric( column ) || says( heading, datePattern ) )
      continue;
    if ( says( heading, valuePattern ) )
      return column;
    if ( !changesInside( table, areas, column ) || says( heading, "code$" ) )
      continue;
    // Counts rather than portions of them.
    if ( found < 0 || says( table.headings[found], portionPattern ) )
      found = column;
  }
  return found;
}

int totalColumn( const CodedTable &table, const std::vector<std::vector<std::size_t>> &areas, int value )
{
  for ( int column = 0; column < table.columns(); ++column )
    if ( column != table.codeColumn && column != value && says( table.headings[column], totalPattern ) &&
         table.isNumeric( column ) && !changesInside( table, areas, column ) )
      return column;
  return -1;
}

//! Puts the rows of a long table into columns.
class Turner
{
public:
  Turner( const CodedTable &table, const LongColumns &columns, std::size_t areas )
    : mTable( table ), mColumns( columns ), mAreas( areas )
  {
    if ( columns.total >= 0 )
    {
      mFigures.total.label = table.headings[columns.total];
      mFigures.total.values.assign( areas, missing );
    }
  }

  void add( std::size_t area, std::size_t row )
  {
    const QString label = categoryOf( mTable, row, mColumns.categories );
    if ( !mPlaceOf.contains( label ) )
    {
      mPlaceOf.insert( label, mFigures.columns.size() );
      mFigures.columns.push_back( { label, QString(), CensusKind::count, std::vector<double>( mAreas, missing ) } );
      mRowOf.emplace_back( mAreas, noRow );
    }
    const std::size_t place = mPlaceOf.value( label );
    requireFirst( area, row, place );
    mRowOf[place][area] = row;
    mFigures.columns[place].values[area] = mTable.number( row, mColumns.value ).value;
    if ( mColumns.total >= 0 )
      mFigures.total.values[area] = mTable.number( row, mColumns.total ).value;
  }

  CensusFigures result() { return std::move( mFigures ); }

private:
  static constexpr std::size_t noRow = static_cast<std::size_t>( -1 );

  void requireFirst( std::size_t area, std::size_t row, std::size_t place ) const
  {
    const std::size_t before = mRowOf[place][area];
    if ( before == noRow )
      return;
    throw QgsProcessingException(
      LongText::tr(
        "The table ‘%1’ has the category ‘%2’ of the area ‘%3’ twice (rows %4 and %5): take one of them out, "
        "or choose the columns with the categories." )
        .arg( mTable.name, mFigures.columns[place].label, mTable.rows[row].code )
        .arg( mTable.rows[before].row + 1 )
        .arg( mTable.rows[row].row + 1 ) );
  }

  const CodedTable &mTable;
  const LongColumns &mColumns;
  std::size_t mAreas;
  CensusFigures mFigures;
  QHash<QString, std::size_t> mPlaceOf;
  std::vector<std::vector<std::size_t>> mRowOf;
};

} // namespace

bool isLongTable( const CodedTable &table )
{
  QSet<QString> seen;
  for ( const base::CodedRow &row : table.rows )
    seen.insert( row.code );
  // A few repeated codes are a mistake, not a shape.
  return 2 * table.rows.size() >= 3 * static_cast<std::size_t>( seen.size() );
}

LongColumns longColumns( const CodedTable &table, const CensusRequest &request )
{
  const std::vector<std::vector<std::size_t>> areas = firstAreas( table );
  LongColumns columns;
  columns.categories = request.category.isEmpty() ? categoryColumns( table, areas )
                                                  : std::vector<int>{ table.columnOf( request.category ) };
  columns.value = request.value.isEmpty() ? valueColumn( table, areas ) : table.columnOf( request.value );
  columns.total = request.total.isEmpty() || !table.headings.contains( request.total.simplified(), Qt::CaseInsensitive )
                    ? totalColumn( table, areas, columns.value )
                    : table.columnOf( request.total );
  if ( columns.categories.empty() || columns.value < 0 )
    throw QgsProcessingException(
      LongText::tr(
        "The table ‘%1’ has several rows for an area (such as ‘%2’), but no column with %3: choose CATEGORY "
        "and VALUE, or take out the repeated rows." )
        .arg( table.name, table.rows[areas.front().front()].code,
              columns.value < 0 ? LongText::tr( "numbers" ) : LongText::tr( "categories that tells them apart" ) ) );
  return columns;
}

CensusFigures turnedRound( Run &run, const CodedTable &table, const base::CodeMatch &match, const LongColumns &columns )
{
  Turner turner( table, columns, match.rowsOfArea().size() );
  for ( std::size_t area = 0; area < match.rowsOfArea().size(); ++area )
  {
    run.stopIfCancelled();
    for ( const std::size_t row : match.rowsOfArea()[area] )
      turner.add( area, row );
  }
  return turner.result();
}

} // namespace communitysafety::deprivation
