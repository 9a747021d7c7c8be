// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/areacoverage.h"

#include "base/run.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::Run;
using statistics::DeliveryState;

AreaCoverage coverageOf( const Coverage &coverage, std::size_t area )
{
  AreaCoverage found;
  for ( std::size_t month = 0; month < coverage.nMonths; ++month )
  {
    int sources = 0;
    for ( const CoveredSource &source : coverage.sources )
    {
      found.records += source.byArea[month][area];
      sources += source.byArea[month][area] > 0 ? 1 : 0;
    }
    found.monthsWithRecords += sources > 0 ? 1 : 0;
    found.monthsWithAllSources += sources == int( coverage.sources.size() ) ? 1 : 0;
  }
  bool isSilentThroughout = false;
  for ( const CoveredSource &source : coverage.sources )
  {
    int months = 0;
    for ( const statistics::SilentRun &run : source.silent[area] )
      months += int( run.months );
    if ( months == 0 )
      continue;
    found.silentSources << source.name;
    found.silentMonths = std::max( found.silentMonths, months );
    const int delivered = int( coverage.nMonths ) - source.count( DeliveryState::absent );
    isSilentThroughout = isSilentThroughout || months == delivered;
  }
  if ( found.records == 0 )
    found.kind = AreaKind::noRecord;
  else if ( found.silentMonths > 0 )
    found.kind = isSilentThroughout ? AreaKind::silentThroughout : AreaKind::silentForAWhile;
  return found;
}

QString wordsOf( DeliveryState state )
{
  switch ( state )
  {
  case DeliveryState::absent:
    return Run::tr( "absent" );
  case DeliveryState::partMonth:
    return Run::tr( "part month" );
  case DeliveryState::drop:
    return Run::tr( "drop" );
  case DeliveryState::present:
    break;
  }
  return Run::tr( "present" );
}

QString wordsOf( AreaState state )
{
  switch ( state )
  {
  case AreaState::absent:
    return Run::tr( "absent" );
  case AreaState::silent:
    return Run::tr( "silent" );
  case AreaState::zero:
    return Run::tr( "zero" );
  case AreaState::present:
    break;
  }
  return Run::tr( "present" );
}

QString wordsOf( AreaKind kind )
{
  switch ( kind )
  {
  case AreaKind::noRecord:
    return Run::tr( "No record of any source" );
  case AreaKind::silentThroughout:
    return Run::tr( "A source is silent throughout" );
  case AreaKind::silentForAWhile:
    return Run::tr( "A source is silent for a while" );
  case AreaKind::complete:
    break;
  }
  return Run::tr( "No source is silent" );
}

QString monthsIn( const Coverage &coverage, const CoveredSource &source, DeliveryState state )
{
  std::vector<int> months;
  for ( std::size_t month = 0; month < coverage.nMonths; ++month )
    if ( source.months[month].state == state )
      months.push_back( coverage.firstMonth + int( month ) );
  return base::monthRuns( months );
}

} // namespace communitysafety::preparedata
