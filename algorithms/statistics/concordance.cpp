// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/concordance.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

void requireLabels( const char *name, const std::vector<int> &labels )
{
  for ( std::size_t cell = 0; cell < labels.size(); ++cell )
    if ( labels[cell] < 0 )
      refuse( std::string( name ) + " in row " + std::to_string( cell + 1 ), std::to_string( labels[cell] ),
              "0 or more" );
}

std::map<int, double> cellsPerRegion( const std::vector<int> &labels )
{
  std::map<int, double> cells;
  for ( const int label : labels )
    if ( label != 0 )
      cells[label] += 1;
  return cells;
}

std::vector<ContinuedRegion> overlappingPairs( const std::vector<int> &now, const std::vector<int> &before )
{
  std::map<std::pair<int, int>, double> common;
  for ( std::size_t cell = 0; cell < now.size(); ++cell )
    if ( now[cell] != 0 && before[cell] != 0 )
      common[{ now[cell], before[cell] }] += 1;
  const std::map<int, double> cellsNow = cellsPerRegion( now );
  const std::map<int, double> cellsBefore = cellsPerRegion( before );
  std::vector<ContinuedRegion> pairs;
  for ( const auto &[regions, both] : common )
  {
    const double either = cellsNow.at( regions.first ) + cellsBefore.at( regions.second ) - both;
    pairs.push_back( { regions.first, regions.second, both / either } );
  }
  return pairs;
}

void requireAreas( const char *name, Column areas )
{
  for ( std::size_t region = 0; region < areas.size(); ++region )
    if ( !( areas[region] > 0 ) )
      refuse( std::string( name ) + " of region " + std::to_string( region + 1 ), inWords( areas[region] ), "above 0" );
}

void requireNumber( const char *name, int number, std::size_t regions )
{
  if ( number < 1 || static_cast<std::size_t>( number ) > regions )
    refuse( std::string( "The region " ) + name + " of a pair", std::to_string( number ),
            "1 to " + std::to_string( regions ) );
}

std::vector<ContinuedRegion> commonGroundPairs( const std::vector<CommonGround> &common, Column areaNow,
                                                Column areaBefore )
{
  std::map<std::pair<int, int>, double> jaccard;
  for ( const CommonGround &ground : common )
  {
    requireNumber( "now", ground.now, areaNow.size() );
    requireNumber( "before", ground.before, areaBefore.size() );
    const double either = areaNow[static_cast<std::size_t>( ground.now - 1 )] +
                          areaBefore[static_cast<std::size_t>( ground.before - 1 )] - ground.area;
    if ( !jaccard.try_emplace( { ground.now, ground.before }, ground.area / either ).second )
      refuse( "The common ground of a pair", "given twice", "given once" );
  }
  std::vector<ContinuedRegion> pairs;
  for ( const auto &[regions, index] : jaccard )
    pairs.push_back( { regions.first, regions.second, index } );
  return pairs;
}

// The pairs come sorted by their numbers, which a stable sort keeps among equals.
std::vector<ContinuedRegion> matchOneToOne( std::vector<ContinuedRegion> pairs, double minimumJaccard )
{
  std::stable_sort( pairs.begin(), pairs.end(),
                    []( const ContinuedRegion &a, const ContinuedRegion &b ) { return a.jaccard > b.jaccard; } );
  std::set<int> takenNow;
  std::set<int> takenBefore;
  std::vector<ContinuedRegion> matches;
  for ( const ContinuedRegion &pair : pairs )
  {
    if ( pair.jaccard < minimumJaccard || takenNow.count( pair.now ) > 0 || takenBefore.count( pair.before ) > 0 )
      continue;
    takenNow.insert( pair.now );
    takenBefore.insert( pair.before );
    matches.push_back( pair );
  }
  std::sort( matches.begin(), matches.end(),
             []( const ContinuedRegion &a, const ContinuedRegion &b ) { return a.now < b.now; } );
  return matches;
}

} // namespace

double jaccardIndex( const std::vector<bool> &a, const std::vector<bool> &b )
{
  requireSize( "b", b.size(), a.size() );
  double both = 0;
  double either = 0;
  for ( std::size_t cell = 0; cell < a.size(); ++cell )
  {
    both += a[cell] && b[cell] ? 1 : 0;
    either += a[cell] || b[cell] ? 1 : 0;
  }
  return either > 0 ? both / either : missing;
}

std::vector<ContinuedRegion> bestMatches( const std::vector<int> &now, const std::vector<int> &before,
                                          double minimumJaccard )
{
  requireSize( "before", before.size(), now.size() );
  requireLabels( "now", now );
  requireLabels( "before", before );
  requireBetween( "minimumJaccard", minimumJaccard, 0, 1 );

  return matchOneToOne( overlappingPairs( now, before ), minimumJaccard );
}

std::vector<ContinuedRegion> bestMatches( const std::vector<CommonGround> &common, Column areaNow, Column areaBefore,
                                          double minimumJaccard )
{
  requireAreas( "areaNow", areaNow );
  requireAreas( "areaBefore", areaBefore );
  requireBetween( "minimumJaccard", minimumJaccard, 0, 1 );
  return matchOneToOne( commonGroundPairs( common, areaNow, areaBefore ), minimumJaccard );
}

} // namespace communitysafety::statistics
