// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/censuskinds.h"

#include "base/figurekind.h"
#include "base/run.h"
#include "statistics/column.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{
namespace
{

using base::CodedTable;
using base::Run;
using statistics::isMissing;

struct KindText
{
  Q_DECLARE_TR_FUNCTIONS( CensusKinds )
};

bool says( const QString &text, const char *pattern )
{
  return QRegularExpression( QLatin1String( pattern ), QRegularExpression::CaseInsensitiveOption )
    .match( text )
    .hasMatch();
}

constexpr double hundredRounded = 100.5;

//! What the numbers of one or several columns have in common.
struct NumberRange
{
  double most = 0;
  bool areWhole = true;
  bool areNegative = false;

  void add( const CensusColumn &column )
  {
    for ( const double value : column.values )
      if ( !isMissing( value ) )
      {
        most = std::max( most, value );
        areWhole = areWhole && base::isWhole( value );
        areNegative = areNegative || value < 0;
      }
  }

  //! Whole numbers of 0 and 1 may be counts, or percentages of almost nobody.
  bool areShares() const { return most <= 1 && !areNegative && !areWhole; }
};

NumberRange rangeOf( const CensusColumn &column )
{
  NumberRange range;
  range.add( column );
  return range;
}

bool saysPercent( const CensusColumn &column ) { return says( column.label, "%|per ?cent|pct" ); }

//! The columns that say percent; all of them where only the title of the table does and no number contradicts it.
std::vector<bool> percentColumns( const CodedTable &table, const std::vector<CensusColumn> &columns )
{
  std::vector<bool> percent;
  NumberRange all;
  for ( const CensusColumn &column : columns )
  {
    percent.push_back( saysPercent( column ) );
    all.add( column );
  }
  const bool isSaidOfTable = std::find( percent.begin(), percent.end(), true ) == percent.end() &&
                             says( table.titles.join( ' ' ), "\\bper ?cent(ages?)?\\b|\\(%\\)" ) &&
                             all.most <= hundredRounded;
  return isSaidOfTable ? std::vector<bool>( columns.size(), true ) : percent;
}

//! Workbooks show 35 % and hold 0.35, in all of their columns alike.
bool holdShares( Run &run, const CodedTable &table, const std::vector<CensusColumn> &columns,
                 const std::vector<bool> &percent )
{
  NumberRange range;
  for ( std::size_t place = 0; place < columns.size(); ++place )
    if ( percent[place] )
      range.add( columns[place] );
  if ( !range.areShares() )
    return false;
  run.warn( KindText::tr( "‘%1’: the columns in per cent hold no number above 1 and are taken for shares from 0 to 1, "
                          "as workbooks keep percentages." )
              .arg( table.name ) );
  return true;
}

CensusKind kindOf( const CensusColumn &column, bool isPercent, bool percentAreShares )
{
  const NumberRange range = rangeOf( column );
  if ( isPercent && range.most <= hundredRounded && !range.areNegative )
    return percentAreShares ? CensusKind::share : CensusKind::percentage;
  if ( range.areWhole && !range.areNegative )
    return CensusKind::count;
  return range.areShares() ? CensusKind::share : CensusKind::figure;
}

//! Columns of fractions that add up to 100 in every area are percentages, whatever they are called.
void settleHundreds( std::vector<CensusColumn> &columns )
{
  std::vector<CensusColumn *> open;
  for ( CensusColumn &column : columns )
    if ( column.kind == CensusKind::figure )
      open.push_back( &column );
  if ( open.size() < 2 )
    return;
  std::size_t areas = 0, hundreds = 0;
  for ( std::size_t area = 0; area < open.front()->values.size(); ++area )
  {
    double sum = 0;
    for ( const CensusColumn *column : open )
      sum += column->values[area];
    areas += isMissing( sum ) ? 0 : 1;
    hundreds += std::fabs( sum - 100 ) < 1 ? 1 : 0;
  }
  for ( CensusColumn *column : open )
    if ( areas > 0 && hundreds == areas )
      column->kind = CensusKind::percentage;
}

} // namespace

void settleKinds( Run &run, const CodedTable &table, std::vector<CensusColumn> &columns )
{
  const std::vector<bool> percent = percentColumns( table, columns );
  const bool areShares = holdShares( run, table, columns, percent );
  for ( std::size_t place = 0; place < columns.size(); ++place )
    columns[place].kind = kindOf( columns[place], percent[place], areShares );
  settleHundreds( columns );
}

void tellKinds( Run &run, const CodedTable &table, const std::vector<CensusColumn> &columns )
{
  const std::pair<CensusKind, QString> kinds[] = { { CensusKind::count, KindText::tr( "counts" ) },
                                                   { CensusKind::percentage, KindText::tr( "percentages" ) },
                                                   { CensusKind::share, KindText::tr( "shares from 0 to 1" ) },
                                                   { CensusKind::figure, KindText::tr( "other figures" ) } };
  QStringList words;
  for ( const auto &[kind, name] : kinds )
  {
    const CensusKind wanted = kind;
    const auto number = std::count_if( columns.begin(), columns.end(),
                                       [wanted]( const CensusColumn &column ) { return column.kind == wanted; } );
    if ( number > 0 )
      words << KindText::tr( "%1 columns of %2" ).arg( number ).arg( name );
  }
  run.remark( KindText::tr( "‘%1’ holds %2." ).arg( table.name, words.join( QStringLiteral( ", " ) ) ) );
}

} // namespace communitysafety::deprivation
