// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/tableheadings.h"

#include "base/areacodes.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <QHash>

namespace communitysafety::base
{
namespace
{

//! True when every filled cell beside the code column is a number.
bool isAllNumbers( const TextTable &sheet, std::size_t row, int codeColumn )
{
  int numbers = 0;
  for ( int column = 0; column < sheet.cellsIn( row ); ++column )
  {
    const QString cell = sheet.cell( row, column );
    if ( column == codeColumn || cell.isEmpty() )
      continue;
    if ( !parseNumber( cell ).isNumber() )
      return false;
    ++numbers;
  }
  return numbers > 0;
}

//! Neither numbers nor the marks of suppressed ones.
bool isAllText( const TextTable &sheet, std::size_t row )
{
  for ( int column = 0; column < sheet.cellsIn( row ); ++column )
  {
    const QString cell = sheet.cell( row, column );
    if ( !cell.isEmpty() && parseNumber( cell ).kind != ParsedNumber::Kind::NotANumber )
      return false;
  }
  return true;
}

bool hasAreaCode( const TextTable &sheet, std::size_t row )
{
  for ( int column = 0; column < sheet.cellsIn( row ); ++column )
    if ( areaCode( sheet.cell( row, column ) ).isCode() )
      return true;
  return false;
}

//! \a isHeaded: whether the code column has a heading.
std::optional<std::size_t> rowAbove( const TextTable &sheet, std::size_t firstCoded, int codeColumn, bool isHeaded )
{
  std::optional<std::size_t> allNumbers;
  for ( std::size_t row = firstCoded; row-- > 0; )
  {
    if ( sheet.cell( row, codeColumn ).isEmpty() == isHeaded || hasAreaCode( sheet, row ) ||
         sheet.filledCells( row ) < ( isHeaded ? 2 : 1 ) )
      continue;
    if ( !isAllNumbers( sheet, row, codeColumn ) )
      return row;
    allNumbers = allNumbers ? allNumbers : row;
  }
  return allNumbers;
}

QStringList cellsOf( const TextTable &sheet, std::size_t row )
{
  QStringList cells;
  for ( int column = 0; column < sheet.columns(); ++column )
    cells << sheet.cell( row, column );
  return cells;
}

bool repeatsItself( QStringList headings )
{
  headings.removeAll( QString() );
  const auto all = headings.size();
  headings.removeDuplicates();
  return headings.size() != all;
}

//! Puts the upper headings, each of which reaches to the next one, before the lower ones.
QStringList joinedHeadings( const QStringList &upper, const QStringList &lower )
{
  QStringList joined;
  QString reaching;
  for ( int column = 0; column < lower.size(); ++column )
  {
    reaching = upper[column].isEmpty() ? reaching : upper[column];
    joined << ( reaching.isEmpty() || lower[column].isEmpty() ? reaching + lower[column]
                                                              : reaching + QStringLiteral( ": " ) + lower[column] );
  }
  return joined;
}

//! A note stands in one cell; headings in several.
bool isLowerHeading( const TextTable &sheet, std::size_t row, int codeColumn )
{
  return sheet.cell( row, codeColumn ).isEmpty() && sheet.filledCells( row ) > 1 && isAllText( sheet, row ) &&
         !hasAreaCode( sheet, row );
}

QStringList allDifferent( QStringList headings )
{
  QHash<QString, int> seen;
  for ( int column = 0; column < headings.size(); ++column )
  {
    QString &heading = headings[column];
    heading = heading.simplified();
    if ( heading.isEmpty() )
      heading = Run::tr( "column %1" ).arg( column + 1 );
    if ( const int times = ++seen[heading.toLower()]; times > 1 )
      heading += QStringLiteral( " (%1)" ).arg( times );
  }
  return headings;
}

} // namespace

std::optional<TableHeadings> headingsAbove( const TextTable &sheet, std::size_t firstCoded, int codeColumn )
{
  std::optional<std::size_t> found = rowAbove( sheet, firstCoded, codeColumn, true );
  if ( !found )
    found = rowAbove( sheet, firstCoded, codeColumn, false );
  if ( !found )
    return std::nullopt;
  TableHeadings headings{ *found, *found, cellsOf( sheet, *found ) };
  for ( std::size_t row = *found + 1; row < firstCoded; ++row )
    if ( isLowerHeading( sheet, row, codeColumn ) )
    {
      headings.texts = joinedHeadings( headings.texts, cellsOf( sheet, row ) );
      headings.last = row;
    }
  if ( repeatsItself( headings.texts ) && *found > 0 && sheet.filledCells( *found - 1 ) > 1 )
  {
    headings.texts = joinedHeadings( cellsOf( sheet, *found - 1 ), headings.texts );
    headings.first = *found - 1;
  }
  headings.texts = allDifferent( headings.texts );
  return headings;
}

} // namespace communitysafety::base
