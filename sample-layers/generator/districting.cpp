// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "districting.h"

#include <algorithm>
#include <stdexcept>

namespace communitysafety::samplecity
{

namespace
{
std::vector<int> spreadSeeds( const Districts &areas, int count )
{
  std::vector<double> nearest( areas.centres.size() );
  for ( std::size_t area = 0; area < nearest.size(); ++area )
    nearest[area] = distance( areas.centres[area], areas.centres.front() );
  std::vector<int> seeds;
  while ( static_cast<int>( seeds.size() ) < count )
  {
    const auto farthest = std::max_element( nearest.begin(), nearest.end() );
    seeds.push_back( static_cast<int>( farthest - nearest.begin() ) );
    for ( std::size_t area = 0; area < nearest.size(); ++area )
    {
      const double apart = distance( areas.centres[area], areas.centres[seeds.back()] );
      nearest[area] = seeds.size() == 1 ? apart : std::min( nearest[area], apart );
    }
  }
  return seeds;
}

//! The free neighbour of \a district that lies nearest to its seed, or -1.
int nextArea( const Districts &areas, const std::vector<int> &districtOf, int district, int seed )
{
  int next = -1;
  for ( std::size_t area = 0; area < districtOf.size(); ++area )
  {
    if ( districtOf[area] != district )
      continue;
    for ( const int neighbour : areas.neighbours[area] )
      if ( districtOf[neighbour] < 0 && ( next < 0 || distance( areas.centres[neighbour], areas.centres[seed] ) <
                                                        distance( areas.centres[next], areas.centres[seed] ) ) )
        next = neighbour;
  }
  return next;
}
} // namespace

std::vector<int> growDistricts( const Districts &areas, int count )
{
  const std::vector<int> seeds = spreadSeeds( areas, count );
  std::vector<int> districtOf( areas.centres.size(), -1 );
  std::vector<double> residents( count );
  std::vector<bool> open( count, true );
  for ( int district = 0; district < count; ++district )
  {
    districtOf[seeds[district]] = district;
    residents[district] = areas.residents[seeds[district]];
  }
  while ( std::find( open.begin(), open.end(), true ) != open.end() )
  {
    int smallest = -1;
    for ( int district = 0; district < count; ++district )
      if ( open[district] && ( smallest < 0 || residents[district] < residents[smallest] ) )
        smallest = district;
    const int area = nextArea( areas, districtOf, smallest, seeds[smallest] );
    if ( area < 0 )
    {
      open[smallest] = false;
      continue;
    }
    districtOf[area] = smallest;
    residents[smallest] += areas.residents[area];
  }
  if ( std::find( districtOf.begin(), districtOf.end(), -1 ) != districtOf.end() )
    throw std::logic_error( "The small areas of the city do not hang together." );
  return districtOf;
}

} // namespace communitysafety::samplecity
