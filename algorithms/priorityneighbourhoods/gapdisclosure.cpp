// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/gapdisclosure.h"

#include "statistics/smallcounts.h"

#include <algorithm>

namespace communitysafety::priorityneighbourhoods
{
namespace
{

using statistics::Gap;

bool hasSmallCount( const std::vector<Gap> &years )
{
  return std::any_of( years.begin(), years.end(),
                      []( const Gap &year ) {
                        return statistics::isSmallCount( year.eventsInside ) ||
                               statistics::isSmallCount( year.eventsOutside );
                      } );
}

double eventsOf( const std::vector<Gap> &years )
{
  double events = 0;
  for ( const Gap &year : years )
    for ( const double count : { year.eventsInside, year.eventsOutside } )
      events += statistics::isMissing( count ) ? 0 : count;
  return events;
}

//! Withholds one more among the indicators of the gap, where \a isWithheld names a single one.
void withholdASecond( const TrackedGap &gap, std::vector<bool> &isWithheld )
{
  const std::size_t indicators = gap.tracked.indicators.size();
  if ( std::count( isWithheld.begin(), isWithheld.begin() + std::ptrdiff_t( indicators ), true ) != 1 ||
       indicators < 2 )
    return;
  std::size_t rarest = indicators;
  for ( std::size_t each = 0; each < indicators; ++each )
    if ( !isWithheld[each] &&
         ( rarest == indicators || eventsOf( gap.indicators[each] ) < eventsOf( gap.indicators[rarest] ) ) )
      rarest = each;
  isWithheld[rarest] = true;
}

} // namespace

std::vector<bool> withheldSeries( const TrackedGap &gap )
{
  std::vector<bool> isWithheld;
  for ( std::size_t each = 0; each < gap.indicators.size(); ++each )
    isWithheld.push_back( gap.indicatorAt( each ).isSensitive && hasSmallCount( gap.indicators[each] ) );
  withholdASecond( gap, isWithheld );
  return isWithheld;
}

std::vector<bool> withheldInNeighbourhoods( const TrackedGap &gap )
{
  std::vector<bool> isWithheld;
  for ( const TrackedIndicator &indicator : gap.tracked.indicators )
    isWithheld.push_back( indicator.isSensitive );
  withholdASecond( gap, isWithheld );
  return isWithheld;
}

bool isWithheld( const TrackedGap &gap, const std::vector<Gap> &years )
{
  const std::vector<TrackedIndicator> &all = gap.tracked.indicators;
  return std::all_of( all.begin(), all.end(), []( const TrackedIndicator &each ) { return each.isSensitive; } ) &&
         hasSmallCount( years );
}

QStringList withheldInWords( const TrackedGap &gap )
{
  const std::vector<bool> series = withheldSeries( gap ), parts = withheldInNeighbourhoods( gap );
  QStringList labels;
  for ( std::size_t each = 0; each < series.size(); ++each )
    if ( series[each] || ( each < parts.size() && parts[each] ) )
      labels << gap.indicatorAt( each ).label;
  return labels;
}

} // namespace communitysafety::priorityneighbourhoods
