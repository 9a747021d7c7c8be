// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/monthgaps.h"

#include "base/run.h"
#include "base/strictparse.h"

#include <QStringList>

#include <algorithm>
#include <iterator>

namespace communitysafety::base
{

namespace
{

std::optional<int> monthIn( const QString &text, const char *parameter )
{
  if ( text.trimmed().isEmpty() )
    return std::nullopt;
  const ParsedDate month = parseDate( text );
  if ( !month.valid )
    throw QgsProcessingException(
      Run::tr( "%1: ‘%2’ is not a month; write it as 2021-03." ).arg( QLatin1String( parameter ), text.trimmed() ) );
  return monthNumber( month.date );
}

} // namespace

MonthRange monthRange( const QString &firstText, const QString &lastText )
{
  const MonthRange range{ monthIn( firstText, "FIRST_MONTH" ), monthIn( lastText, "LAST_MONTH" ) };
  if ( range.first && range.last && *range.first > *range.last )
    throw QgsProcessingException( Run::tr( "FIRST_MONTH (%1) comes after LAST_MONTH (%2): exchange them." )
                                    .arg( monthText( *range.first ), monthText( *range.last ) ) );
  return range;
}

QString monthRuns( const std::vector<int> &months )
{
  QStringList runs;
  for ( std::size_t from = 0; from < months.size(); )
  {
    std::size_t to = from;
    while ( to + 1 < months.size() && months[to + 1] == months[to] + 1 )
      ++to;
    const QString first = monthText( months[from] );
    runs << ( to == from ? first : Run::tr( "%1 to %2" ).arg( first, monthText( months[to] ) ) );
    from = to + 1;
  }
  return runs.join( QStringLiteral( ", " ) );
}

void MonthGaps::add( const QString &supplier, int month )
{
  mMonths.insert( month );
  mMonthsOfSupplier[supplier].insert( month );
}

std::vector<int> MonthGaps::missing( const MonthRange &range ) const
{
  std::vector<int> absent;
  if ( mMonths.empty() )
    return absent;
  const int last = range.last.value_or( *mMonths.rbegin() );
  for ( int month = range.first.value_or( *mMonths.begin() ); month <= last; ++month )
    if ( mMonths.count( month ) == 0 )
      absent.push_back( month );
  return absent;
}

std::vector<int> MonthGaps::lacking( const QString &supplier ) const
{
  std::vector<int> lacking;
  const auto known = mMonthsOfSupplier.find( supplier );
  const std::set<int> own = known == mMonthsOfSupplier.end() ? std::set<int>() : known->second;
  std::set_difference( mMonths.begin(), mMonths.end(), own.begin(), own.end(), std::back_inserter( lacking ) );
  return lacking;
}

void MonthGaps::tell( Run &run, const MonthRange &range ) const
{
  const std::vector<int> nowhere = missing( range );
  if ( !nowhere.empty() )
    run.warn( Run::tr( "No record of %1 (%n month(s)): absent, not zero.", nullptr, static_cast<int>( nowhere.size() ) )
                .arg( monthRuns( nowhere ) ) );
  for ( const auto &entry : mMonthsOfSupplier )
  {
    const QString &supplier = entry.first;
    const std::vector<int> absent = lacking( supplier );
    if ( !absent.empty() && !supplier.isEmpty() )
      run.warn( Run::tr( "No record of ‘%1’ in %2, where others have some: counts of these months are lower for that "
                         "reason alone." )
                  .arg( supplier, monthRuns( absent ) ) );
  }
}

} // namespace communitysafety::base
