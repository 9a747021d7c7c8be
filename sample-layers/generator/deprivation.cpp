// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation.h"
#include "random.h"
#include "samplecity.h"
#include "summary.h"
#include "textfile.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <vector>

namespace communitysafety::samplecity
{

namespace
{
constexpr int areasInEngland = 32844;

std::vector<double> plantedShares( const SampleCity &city )
{
  std::vector<double> planted( city.areas.areas().size() );
  std::vector<double> cells( planted.size() );
  const auto risks = relativeRisks( city.grid, city.planted );
  for ( std::size_t cell = 0; cell < risks.size(); ++cell )
  {
    const int area = city.areas.areaAt( city.grid.cells()[cell].centre );
    cells[area] += 1;
    if ( risks[cell][static_cast<int>( Theme::Vulnerable )] > 1 || risks[cell][static_cast<int>( Theme::Youth )] > 1 )
      planted[area] += 1;
  }
  for ( std::size_t area = 0; area < planted.size(); ++area )
    planted[area] /= std::max( cells[area], 1.0 );
  return planted;
}

//! The national rank for a position in the city, which has more of the deprived areas than of the others.
int nationalRank( double share )
{
  const double lessDeprived = std::pow( 1 - share, 1.9 );
  return std::clamp( static_cast<int>( std::lround( lessDeprived * areasInEngland ) ), 1, areasInEngland );
}

//! A score on the scale of the index: the exponential distribution by which the official one combines its domains.
double scoreOf( int rank )
{
  const double relative = static_cast<double>( areasInEngland - rank + 1 ) / areasInEngland;
  return 0.9 * -23 * std::log( 1 - relative * ( 1 - std::exp( -100.0 / 23 ) ) ) + 1;
}

//! "29,199": the official files write numbers for readers and quote them.
std::string withThousands( int number )
{
  char text[32];
  if ( number < 1000 )
    std::snprintf( text, sizeof text, "%d", number );
  else
    std::snprintf( text, sizeof text, "\"%d,%03d\"", number / 1000, number % 1000 );
  return text;
}

std::string rowOf( const SmallArea &area, int rank )
{
  char score[32];
  std::snprintf( score, sizeof score, "%.3f", scoreOf( rank ) );
  const int decile = ( 10 * rank + areasInEngland - 1 ) / areasInEngland;
  return area.code + "," + area.name + ",E08999001,Aldermouth," + score + "," + withThousands( rank ) + "," +
         std::to_string( decile ) + "," + withThousands( area.residents );
}
} // namespace

std::vector<double> deprivationShares( const SampleCity &city )
{
  Random random( city.seed, "deprivation" );
  const std::vector<double> planted = plantedShares( city );
  std::vector<double> need;
  for ( std::size_t area = 0; area < planted.size(); ++area )
  {
    const Point site = city.areas.areas()[area].site;
    const double inner = std::exp( -std::pow( distance( site, city.plan.centre() ) / 3500, 2 ) );
    need.push_back( 1.6 * planted[area] + 1.1 * inner - 0.8 * city.plan.centrality( site ) + 0.7 * random.normal() );
  }
  std::vector<std::size_t> order( need.size() );
  std::iota( order.begin(), order.end(), 0 );
  std::sort( order.begin(), order.end(), [&]( std::size_t a, std::size_t b ) { return need[a] < need[b]; } );
  std::vector<double> shares( need.size() );
  for ( std::size_t position = 0; position < order.size(); ++position )
    shares[order[position]] = ( static_cast<double>( position ) + 0.5 ) / static_cast<double>( order.size() );
  return shares;
}

void writeDeprivation( const SampleCity &city, const std::string &folder, Summary &summary )
{
  std::string text = "\xEF\xBB\xBFLSOA code (2011),LSOA name (2011),Local Authority District code (2019),"
                     "Local Authority District name (2019),Index of Multiple Deprivation (IMD) Score,"
                     "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
                     "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),"
                     "Total population: mid 2015 (excluding prisoners)";
  const std::vector<double> shares = deprivationShares( city );
  for ( std::size_t area = 0; area < shares.size(); ++area )
    text += "\r\n" + rowOf( city.areas.areas()[area], nationalRank( shares[area] ) );
  writeTextFile( folder + "/imd2019_aldermouth.csv", text );
  summary.add( "imd2019_aldermouth.csv", static_cast<int>( shares.size() ) );
}

} // namespace communitysafety::samplecity
