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

void MonthGaps::tell( Run &run, const MonthRange &range ) const
{
  const std::vector<int> nowhere = missing( range );
  if ( !nowhere.empty() )
    run.warn( Run::tr( "No record of %1 (%n month(s)): absent, not zero.", nullptr, static_cast<int>( nowhere.size() ) )
                .arg( monthRuns( nowhere ) ) );
  for ( const auto &[supplier, months] : mMonthsOfSupplier )
  {
    std::vector<int> lacking;
    std::set_difference( mMonths.begin(), mMonths.end(), months.begin(), months.end(), std::back_inserter( lacking ) );
    if ( !lacking.empty() && !supplier.isEmpty() )
      run.warn( Run::tr( "No record of ‘%1’ in %2, where others have some: counts of these months are lower for that "
                         "reason alone." )
                  .arg( supplier, monthRuns( lacking ) ) );
  }
}

} // namespace communitysafety::base
