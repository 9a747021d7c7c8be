// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/censusfigures.h"

#include "base/figurekind.h"
#include "base/nearestname.h"
#include "base/run.h"
#include "deprivation/censuskinds.h"
#include "deprivation/labelcodes.h"
#include "deprivation/longcensus.h"
#include "statistics/column.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{
namespace
{

using base::CodedTable;
using base::ParsedNumber;
using base::Run;
using statistics::isMissing;
using statistics::missing;

struct CensusText
{
  Q_DECLARE_TR_FUNCTIONS( CensusFigures )
};

bool says( const QString &heading, const char *pattern )
{
  return QRegularExpression( QLatin1String( pattern ), QRegularExpression::CaseInsensitiveOption )
    .match( heading )
    .hasMatch();
}

bool isNamedTotal( const QString &label ) { return says( label, "\\btotal\\b|(^|: *)all\\b|^total" ); }

//! Columns with numbers that are no figures: years, and the row numbers that some programs write.
bool isNoFigure( const CodedTable &table, int column )
{
  if ( says( table.headings[column], "^(date|year|time|period)\\b" ) )
    return true;
  if ( !says( table.headings[column], "^(column [0-9]+|[a-z]*_?id|row.*)$" ) )
    return false;
  std::vector<double> values;
  for ( std::size_t row = 0; row < table.rows.size(); ++row )
    values.push_back( table.number( row, column ).value );
  return base::looksLikeRanking( values ) || base::looksLikePartOfRanking( values );
}

CensusFigures readWide( Run &run, const CodedTable &table, const base::CodeMatch &match )
{
  CensusFigures figures;
  QStringList leftOut;
  for ( int column = 0; column < table.columns(); ++column )
  {
    run.stopIfCancelled();
    if ( column == table.codeColumn )
      continue;
    if ( !table.isNumeric( column ) || isNoFigure( table, column ) )
    {
      leftOut << table.headings[column];
      continue;
    }
    CensusColumn one{ table.headings[column], QString(), CensusKind::count, {} };
    for ( const std::vector<std::size_t> &rows : match.rowsOfArea() )
      one.values.push_back( rows.empty() ? missing : table.number( rows.front(), column ).value );
    figures.columns.push_back( std::move( one ) );
  }
  if ( !leftOut.isEmpty() )
    run.remark( CensusText::tr( "Columns of ‘%1’ that are no figures and were left out: %2." )
                  .arg( table.name, leftOut.join( QStringLiteral( "; " ) ) ) );
  return figures;
}

CensusFigures readLong( Run &run, const CodedTable &table, const base::CodeMatch &match, const CensusRequest &request )
{
  const LongColumns columns = longColumns( table, request );
  QStringList categories;
  for ( const int column : columns.categories )
    categories << table.headings[column];
  CensusFigures figures = turnedRound( run, table, match, columns );
  run.remark(
    CensusText::tr( "‘%1’ is a long table: its %2 categories (column ‘%3’) became columns with the numbers of "
                    "‘%4’." )
      .arg( table.name )
      .arg( figures.columns.size() )
      .arg( categories.join( QStringLiteral( "; " ) ), table.headings[columns.value] ) );
  return figures;
}

//! The counts of one area together.
struct AreaCounts
{
  double sum = 0;
  double largest = 0;
  double second = 0;
  std::size_t largestColumn = 0;

  void add( std::size_t column, double count )
  {
    sum += count;
    if ( count > largest )
    {
      second = largest;
      largest = count;
      largestColumn = column;
    }
    else
      second = std::max( second, count );
  }
};

std::vector<AreaCounts> countsOfAreas( const CensusFigures &figures )
{
  std::vector<AreaCounts> areas( figures.columns.front().values.size() );
  for ( std::size_t place = 0; place < figures.columns.size(); ++place )
    if ( figures.columns[place].kind == CensusKind::count )
      for ( std::size_t area = 0; area < areas.size(); ++area )
        if ( const double count = figures.columns[place].values[area]; !isMissing( count ) )
          areas[area].add( place, count );
  return areas;
}

//! In how many areas, as a share, the counts of \a column fit \a rule( own, sum of the others, largest other ): 1 =
//! all.
template <typename Rule>
double shareOfAreas( const std::vector<AreaCounts> &all, const CensusFigures &figures, std::size_t column, Rule rule )
{
  double areas = 0, fitting = 0;
  for ( std::size_t area = 0; area < all.size(); ++area )
  {
    const double own = figures.columns[column].values[area];
    if ( isMissing( own ) )
      continue;
    areas += 1;
    fitting +=
      rule( own, all[area].sum - own, all[area].largestColumn == column ? all[area].second : all[area].largest ) ? 1
                                                                                                                 : 0;
  }
  return areas > 0 ? fitting / areas : 0;
}

//! Numbers in census tables are changed a little so that nobody is recognised: parts do not quite make up the whole.
bool isNearly( double value, double sum )
{
  constexpr double most = 6, share = 0.02;
  return std::fabs( value - sum ) <= std::min( most, 1 + share * value );
}

//! The place of the total: one that is headed as such or, where \a mayBeUnnamed, one that is the sum of the others; -1
//! where there is none.
int totalAmongColumns( const CensusFigures &figures, bool mayBeUnnamed )
{
  constexpr double nearlyAll = 0.95;
  std::vector<std::size_t> counts;
  for ( std::size_t place = 0; place < figures.columns.size(); ++place )
    if ( figures.columns[place].kind == CensusKind::count )
      counts.push_back( place );
  const std::vector<AreaCounts> areas = countsOfAreas( figures );
  const auto isOver = []( double value, double, double most ) { return value >= most || isNearly( value, most ); };
  for ( const std::size_t place : counts )
    if ( counts.size() > 1 && isNamedTotal( figures.columns[place].label ) &&
         shareOfAreas( areas, figures, place, isOver ) >= nearlyAll )
      return static_cast<int>( place );
  // Two columns alone may be alike by chance.
  const auto isSum = []( double value, double sum, double ) { return value > 0 && isNearly( value, sum ); };
  for ( const std::size_t place : counts )
    if ( mayBeUnnamed && counts.size() > 2 && shareOfAreas( areas, figures, place, isSum ) >= nearlyAll )
      return static_cast<int>( place );
  return -1;
}

int columnNamed( const CensusFigures &figures, const QString &label, const CodedTable &table )
{
  QStringList labels;
  for ( const CensusColumn &column : figures.columns )
    labels << column.label;
  for ( int place = 0; place < labels.size(); ++place )
    if ( labels[place].compare( label.simplified(), Qt::CaseInsensitive ) == 0 )
      return place;
  throw QgsProcessingException(
    CensusText::tr( "The table ‘%1’ has no column or category ‘%2’ with numbers." ).arg( table.name, label ) +
    base::didYouMean( label, labels ) );
}

//! What all categories of a long table together hold; missing where one of them is.
CensusColumn sumOfCategories( const CensusFigures &figures )
{
  CensusColumn total;
  total.label = CensusText::tr( "Sum of the categories" );
  total.values.assign( figures.columns.front().values.size(), 0.0 );
  for ( const CensusColumn &column : figures.columns )
    for ( std::size_t area = 0; area < total.values.size(); ++area )
      total.values[area] += column.values[area];
  return total;
}

void takeOut( CensusFigures &figures, int place )
{
  figures.total = figures.columns[static_cast<std::size_t>( place )];
  figures.columns.erase( figures.columns.begin() + place );
}

bool areCounts( const CensusFigures &figures )
{
  return std::all_of( figures.columns.begin(), figures.columns.end(),
                      []( const CensusColumn &column ) { return column.kind == CensusKind::count; } );
}

void findTotal( Run &run, const CodedTable &table, const CensusRequest &request, bool isLong, CensusFigures &figures )
{
  if ( !request.total.isEmpty() && figures.total.label.compare( request.total.simplified(), Qt::CaseInsensitive ) != 0 )
    takeOut( figures, columnNamed( figures, request.total, table ) );
  else if ( !figures.hasTotal() )
  {
    if ( const int place = totalAmongColumns( figures, !isLong ); place >= 0 )
      takeOut( figures, place );
    else if ( isLong && figures.columns.size() > 1 && areCounts( figures ) )
      figures.total = sumOfCategories( figures );
  }
  if ( figures.hasTotal() )
    run.remark( CensusText::tr( "The total is ‘%1’." ).arg( figures.total.label ) );
}

//! Leaves only the columns asked for, in the order of the table.
void select( const CodedTable &table, const CensusRequest &request, CensusFigures &figures )
{
  if ( request.columns.isEmpty() )
    return;
  std::vector<bool> isWanted( figures.columns.size() );
  for ( const QString &label : request.columns )
    if ( label.compare( figures.total.label, Qt::CaseInsensitive ) != 0 )
      isWanted[static_cast<std::size_t>( columnNamed( figures, label, table ) )] = true;
  std::vector<CensusColumn> wanted;
  for ( std::size_t place = 0; place < figures.columns.size(); ++place )
    if ( isWanted[place] )
      wanted.push_back( std::move( figures.columns[place] ) );
  figures.columns = std::move( wanted );
}

void tellGaps( Run &run, const CodedTable &table, const base::CodeMatch &match, const CensusFigures &figures )
{
  std::size_t gaps = 0;
  QString first;
  for ( std::size_t area = 0; area < match.rowsOfArea().size(); ++area )
    for ( const CensusColumn &column : figures.columns )
      if ( !match.rowsOfArea()[area].empty() && isMissing( column.values[area] ) && ++gaps == 1 )
        first = CensusText::tr( "‘%1’ of %2" ).arg( column.label, table.rows[match.rowsOfArea()[area].front()].code );
  if ( gaps > 0 )
    run.warn( CensusText::tr( "‘%1’: %L2 figures are missing, suppressed or no numbers and stay without a value, the "
                              "first being %3." )
                .arg( table.name )
                .arg( gaps )
                .arg( first ) );
}

} // namespace

CensusFigures readCensusFigures( Run &run, const CodedTable &table, const base::CodeMatch &match,
                                 const CensusRequest &request )
{
  const bool isLong = isLongTable( table );
  if ( !isLong )
    table.requireSingleRows();
  CensusFigures figures = isLong ? readLong( run, table, match, request ) : readWide( run, table, match );
  if ( figures.columns.empty() )
    throw QgsProcessingException( CensusText::tr( "The table ‘%1’ has no column with numbers (its columns: %2): choose "
                                                  "another table." )
                                    .arg( table.name, table.headings.join( QStringLiteral( "; " ) ) ) );
  settleKinds( run, table, figures.columns );
  findTotal( run, table, request, isLong, figures );
  select( table, request, figures );
  tellKinds( run, table, figures.columns );
  tellGaps( run, table, match, figures );
  QStringList labels;
  for ( const CensusColumn &column : figures.columns )
    labels << column.label;
  const QStringList codes = labelCodes( labels, { QStringLiteral( "total" ) } );
  for ( std::size_t place = 0; place < figures.columns.size(); ++place )
    figures.columns[place].code = codes[static_cast<int>( place )];
  return figures;
}

} // namespace communitysafety::deprivation
