// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/carriedshares.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

bool isKnown( Column counts, Column totals, std::size_t source )
{
  return !isMissing( counts[source] ) && !isMissing( totals[source] );
}

double shareOf( double count, double total ) { return total > 0 ? std::min( 1.0, count / total ) : missing; }

double shareOfCity( Column counts, Column totals, Column partsInCity )
{
  double count = 0, total = 0;
  for ( std::size_t source = 0; source < counts.size(); ++source )
    if ( isKnown( counts, totals, source ) )
    {
      count += partsInCity[source] * counts[source];
      total += partsInCity[source] * totals[source];
    }
  return shareOf( count, total );
}

void compareWithCity( CarriedShares &carried )
{
  constexpr double confidence = 0.95, city = 100;
  for ( std::size_t target = 0; target < carried.total.size(); ++target )
  {
    const double total = carried.total[target];
    carried.share[target] = shareOf( carried.count[target], total );
    if ( isMissing( carried.share[target] ) || !( carried.cityShare > 0 ) )
      continue;
    const Interval limits = wilsonLimits( std::min( carried.count[target], total ), total, confidence );
    carried.index[target] = city * carried.share[target] / carried.cityShare;
    carried.limits[target] = { city * limits.lower / carried.cityShare, city * limits.upper / carried.cityShare };
  }
}

} // namespace

CarriedShares carryShares( const std::vector<Overlap> &overlaps, std::size_t targets, Column counts, Column totals,
                           Column partsInCity )
{
  requireSize( "totals", totals.size(), counts.size() );
  requireSize( "partsInCity", partsInCity.size(), counts.size() );
  requireNotNegative( "count", counts );
  requireNotNegative( "total", totals );
  CarriedShares carried{ std::vector<double>( targets, 0.0 ),     std::vector<double>( targets, 0.0 ),
                         std::vector<double>( targets, missing ), std::vector<double>( targets, missing ),
                         std::vector<Interval>( targets ),        shareOfCity( counts, totals, partsInCity ) };
  for ( const Overlap &overlap : overlaps )
  {
    requireOverlap( overlap, counts.size(), targets );
    if ( !isKnown( counts, totals, overlap.source ) )
      continue;
    carried.count[overlap.target] += overlap.share * counts[overlap.source];
    carried.total[overlap.target] += overlap.share * totals[overlap.source];
  }
  compareWithCity( carried );
  return carried;
}

} // namespace communitysafety::statistics
