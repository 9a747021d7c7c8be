// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/mappoints.h"

#include "base/policepositions.h"

#include <algorithm>
#include <iterator>

namespace communitysafety::base
{
namespace
{

//! The share of \a points that are among \a others.
template <typename Points>
double shareAmong( const Points &points, const Points &others )
{
  const auto common =
    std::count_if( points.begin(), points.end(), [&others]( const auto &point ) { return others.count( point ) > 0; } );
  return double( common ) / double( points.size() );
}

} // namespace

void MapPoints::add( const QgsPointXY &point, int month )
{
  constexpr std::size_t mostKept = 1 << 18;
  const quint64 hash = hashOfPoint( point );
  Points &points = mPointsOfMonth[month];
  if ( !HashSample::isKept( hash, mLevel ) || !points.insert( hash ).second )
    return;
  if ( ++mKept > mostKept )
    thin();
}

void MapPoints::thin()
{
  ++mLevel;
  mKept = 0;
  for ( auto &month : mPointsOfMonth )
  {
    HashSample::thin( month.second, mLevel );
    mKept += month.second.size();
  }
}

std::vector<int> MapPoints::renewals() const
{
  constexpr std::size_t fewest = 50;
  constexpr double mostKnown = 0.1;
  std::vector<int> found;
  Points before;
  for ( auto month = mPointsOfMonth.begin(); month != mPointsOfMonth.end(); ++month )
  {
    const Points &points = month->second;
    if ( !before.empty() && points.size() >= fewest && shareAmong( points, before ) < mostKnown &&
         recurAround( month ) )
      found.push_back( month->first );
    before.insert( points.begin(), points.end() );
  }
  return found;
}

bool MapPoints::recurAround( std::map<int, Points>::const_iterator month ) const
{
  constexpr double leastRecurring = 0.3;
  const auto next = std::next( month );
  if ( next != mPointsOfMonth.end() )
    return shareAmong( next->second, month->second ) >= leastRecurring;
  const auto previous = std::prev( month );
  return previous != mPointsOfMonth.begin() &&
         shareAmong( previous->second, std::prev( previous )->second ) >= leastRecurring;
}

} // namespace communitysafety::base
