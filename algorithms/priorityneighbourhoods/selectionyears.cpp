// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/selectionyears.h"

#include "base/run.h"
#include "base/strictparse.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace communitysafety::priorityneighbourhoods
{
namespace
{

struct YearsText
{
  Q_DECLARE_TR_FUNCTIONS( SelectionYears )
};

using Years = std::vector<base::CountedYear>;

QString numbersOf( const Years &years )
{
  QStringList numbers;
  for ( const base::CountedYear &year : years )
    numbers << QString::number( year.number );
  return numbers.join( QStringLiteral( ", " ) );
}

[[noreturn]] void refuse( const QString &part, const Years &years )
{
  throw QgsProcessingException( YearsText::tr( "SELECTION_YEARS: ‘%1’ is no year of LONG, which has the years %2; "
                                               "write for instance 1, or 1-2, or 2021-03 to 2022-02, or none." )
                                  .arg( part, numbersOf( years ) ) );
}

//! \returns false when no year is meant.
bool markNumbers( int from, int to, const Years &years, std::vector<bool> &isChosen )
{
  bool isFirst = false, isLast = false;
  for ( std::size_t year = 0; year < years.size(); ++year )
  {
    const int number = years[year].number;
    isFirst = isFirst || number == from;
    isLast = isLast || number == to;
    if ( number >= from && number <= to )
      isChosen[year] = true;
  }
  return isFirst && isLast && from <= to;
}

bool markMonths( const QString &from, const QString &to, const Years &years, std::vector<bool> &isChosen )
{
  const base::ParsedDate begin = base::parseDate( from ), end = base::parseDate( to );
  if ( !begin.valid || !end.valid || end.date < begin.date )
    return false;
  bool isAny = false;
  for ( std::size_t year = 0; year < years.size(); ++year )
  {
    const base::ParsedDate first = base::parseDate( years[year].from ), last = base::parseDate( years[year].to );
    if ( !first.valid || !last.valid || last.date < begin.date || first.date > end.date )
      continue;
    isChosen[year] = true;
    isAny = true;
  }
  return isAny;
}

bool markPart( const QString &part, const Years &years, std::vector<bool> &isChosen )
{
  static const QRegularExpression numbers( QStringLiteral( "^(\\d{1,4})(?:\\s*[-–]\\s*(\\d{1,4}))?$" ) );
  static const QRegularExpression months( QStringLiteral( "^(\\d{4}-\\d{2})\\s*(?:to|/|–)\\s*(\\d{4}-\\d{2})$" ) );
  const QRegularExpressionMatch number = numbers.match( part );
  if ( number.hasMatch() )
  {
    const int from = number.captured( 1 ).toInt();
    return markNumbers( from, number.captured( 2 ).isEmpty() ? from : number.captured( 2 ).toInt(), years, isChosen );
  }
  const QRegularExpressionMatch month = months.match( part );
  return month.hasMatch() && markMonths( month.captured( 1 ), month.captured( 2 ), years, isChosen );
}

} // namespace

std::optional<std::vector<bool>> selectionYears( const QString &text, const Years &years )
{
  const QString wanted = text.trimmed().toLower();
  if ( wanted.isEmpty() )
    return std::nullopt;
  if ( wanted == QLatin1String( "none" ) || wanted == QLatin1String( "all" ) )
    return std::vector<bool>( years.size(), wanted == QLatin1String( "all" ) );
  std::vector<bool> isChosen( years.size(), false );
  for ( const QString &part : wanted.split( QRegularExpression( QStringLiteral( "[,;]" ) ) ) )
    if ( !markPart( part.trimmed(), years, isChosen ) )
      refuse( part.trimmed(), years );
  return isChosen;
}

} // namespace communitysafety::priorityneighbourhoods
