// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/gapdisclosure.h"

#include "statistics/smallcounts.h"

#include <algorithm>
#include <functional>

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

double eventsInside( const std::vector<Gap> &years )
{
  double events = 0;
  for ( const Gap &year : years )
    events += statistics::isMissing( year.eventsInside ) ? 0 : year.eventsInside;
  return events;
}

/**
 * Withholds one more of the first \a parts of a whole, where \a isWithheld names a single one: the one with the fewest
 * incidents. One without any would hide nothing, and is taken only where all others have none.
 */
void withholdASecond( std::vector<bool> &isWithheld, std::size_t parts,
                      const std::function<double( std::size_t )> &eventsOfPart )
{
  if ( parts < 2 || std::count( isWithheld.begin(), isWithheld.begin() + std::ptrdiff_t( parts ), true ) != 1 )
    return;
  const auto isBetter = [&]( std::size_t each, std::size_t best )
  {
    const double events = eventsOfPart( each ), fewest = eventsOfPart( best );
    return events > 0 && ( events < fewest || !( fewest > 0 ) );
  };
  std::size_t second = parts;
  for ( std::size_t each = 0; each < parts; ++each )
    if ( !isWithheld[each] && ( second == parts || isBetter( each, second ) ) )
      second = each;
  isWithheld[second] = true;
}

void withholdASecondIndicator( const TrackedGap &gap, std::vector<bool> &isWithheld )
{
  withholdASecond( isWithheld, gap.tracked.indicators.size(),
                   [&gap]( std::size_t each ) { return eventsOf( gap.indicators[each] ); } );
}

//! Whether \a years, of all indicators together, would tell: all are sensitive, and a year has 1 to 4 incidents.
bool isWithheld( const TrackedGap &gap, const std::vector<Gap> &years )
{
  const std::vector<TrackedIndicator> &all = gap.tracked.indicators;
  return std::all_of( all.begin(), all.end(), []( const TrackedIndicator &each ) { return each.isSensitive; } ) &&
         hasSmallCount( years );
}

} // namespace

std::vector<bool> withheldSeries( const TrackedGap &gap )
{
  std::vector<bool> isWithheld;
  for ( std::size_t each = 0; each < gap.indicators.size(); ++each )
    isWithheld.push_back( gap.indicatorAt( each ).isSensitive && hasSmallCount( gap.indicators[each] ) );
  withholdASecondIndicator( gap, isWithheld );
  return isWithheld;
}

std::vector<bool> withheldInNeighbourhoods( const TrackedGap &gap )
{
  std::vector<bool> isWithheld;
  for ( const TrackedIndicator &indicator : gap.tracked.indicators )
    isWithheld.push_back( indicator.isSensitive );
  withholdASecondIndicator( gap, isWithheld );
  return isWithheld;
}

std::vector<bool> withheldNeighbourhoods( const TrackedGap &gap )
{
  std::vector<bool> isHidden;
  for ( const statistics::NeighbourhoodGap &each : gap.neighbourhoods )
    isHidden.push_back( isWithheld( gap, each.byYear ) );
  // The rest of the city is the same for all.
  withholdASecond( isHidden, isHidden.size(),
                   [&gap]( std::size_t number ) { return eventsInside( gap.neighbourhoods[number].byYear ); } );
  return isHidden;
}

bool isWholeWithheld( const TrackedGap &gap ) { return isWithheld( gap, gap.years ); }

QStringList withheldInWords( const TrackedGap &gap )
{
  const std::vector<bool> series = withheldSeries( gap ), parts = withheldInNeighbourhoods( gap );
  QStringList labels;
  for ( std::size_t each = 0; each < series.size(); ++each )
    if ( series[each] || ( each < parts.size() && parts[each] ) )
      labels << gap.indicatorAt( each ).label;
  return labels;
}

QStringList withheldNeighbourhoodsInWords( const TrackedGap &gap )
{
  const std::vector<bool> isHidden = withheldNeighbourhoods( gap );
  QStringList names;
  for ( std::size_t number = 0; number < isHidden.size(); ++number )
    if ( isHidden[number] )
      names << gap.places.neighbourhoods[number].words();
  return names;
}

} // namespace communitysafety::priorityneighbourhoods
