// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/regionmatch.h"

#include "statistics/forecastaccuracy.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace communitysafety::statistics
{
namespace
{

std::size_t sharedPlaces( const RegionPlaces &one, const RegionPlaces &other )
{
  RegionPlaces common;
  std::set_intersection( one.begin(), one.end(), other.begin(), other.end(), std::back_inserter( common ) );
  return common.size();
}

double sum( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

std::vector<double> sizesOf( const std::vector<RegionPlaces> &regions )
{
  std::vector<double> sizes;
  for ( const RegionPlaces &region : regions )
    sizes.push_back( double( region.size() ) );
  return sizes;
}

} // namespace

RegionOverlaps overlapsOf( const std::vector<RegionPlaces> &first, const std::vector<RegionPlaces> &second )
{
  RegionOverlaps overlaps{ sizesOf( first ), sizesOf( second ), {} };
  for ( const RegionPlaces &one : first )
  {
    std::vector<double> &row = overlaps.common.emplace_back();
    for ( const RegionPlaces &other : second )
      row.push_back( double( sharedPlaces( one, other ) ) );
  }
  return overlaps;
}

double jaccardOfSizes( double first, double second, double common )
{
  return first + second > 0 ? jaccardIndex( first, second, std::min( { first, second, common } ) ) : 0;
}

double jaccardOfPlaces( const RegionPlaces &first, const RegionPlaces &second )
{
  return jaccardOfSizes( double( first.size() ), double( second.size() ), double( sharedPlaces( first, second ) ) );
}

double jaccardOfAll( const RegionOverlaps &overlaps )
{
  if ( overlaps.first.empty() && overlaps.second.empty() )
    return 1;
  double common = 0;
  for ( const std::vector<double> &row : overlaps.common )
    common += sum( row );
  return jaccardOfSizes( sum( overlaps.first ), sum( overlaps.second ), common );
}

std::vector<RegionMatch> matchRegions( const RegionOverlaps &overlaps )
{
  std::vector<RegionMatch> matches( overlaps.first.size() );
  for ( std::size_t one = 0; one < matches.size(); ++one )
    for ( std::size_t other = 0; other < overlaps.second.size(); ++other )
    {
      const double jaccard = jaccardOfSizes( overlaps.first[one], overlaps.second[other], overlaps.common[one][other] );
      if ( jaccard >= smallestJaccard && jaccard > matches[one].jaccard )
        matches[one] = { other, jaccard };
    }
  return matches;
}

std::vector<double> ranksOfMatches( const std::vector<RegionMatch> &matches )
{
  std::vector<double> ranks;
  for ( const RegionMatch &own : matches )
    ranks.push_back( 1 + double( std::count_if( matches.begin(), matches.end(),
                                                [&own]( const RegionMatch &other ) {
                                                  return other.region && ( !own.region || *other.region < *own.region );
                                                } ) ) );
  return ranks;
}

} // namespace communitysafety::statistics
