// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/areasummary.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{

namespace
{

struct SmallArea
{
  double score;
  double rank;
  double population;
};

constexpr double worstShareOfPeople = 0.1;

void requireLargerAreas( const std::vector<int> &largerArea, std::size_t rows, std::size_t largerAreas )
{
  requireSize( "the larger areas", largerArea.size(), rows );
  for ( std::size_t row = 0; row < rows; ++row )
    if ( largerArea[row] >= 0 && static_cast<std::size_t>( largerArea[row] ) >= largerAreas )
      refuse( "The larger area in row " + std::to_string( row + 1 ), std::to_string( largerArea[row] ),
              "below their number, " + std::to_string( largerAreas ) );
}

// The areas of each larger area, the worst first.
std::vector<std::vector<SmallArea>> areasWithin( Column scores, Column ranks, Column populations,
                                                 const std::vector<int> &largerArea, std::size_t largerAreas )
{
  std::vector<std::vector<SmallArea>> within( largerAreas );
  for ( std::size_t row = 0; row < scores.size(); ++row )
    if ( largerArea[row] >= 0 && !isMissing( scores[row] ) && !isMissing( ranks[row] ) &&
         !isMissing( populations[row] ) )
      within[static_cast<std::size_t>( largerArea[row] )].push_back( { scores[row], ranks[row], populations[row] } );
  for ( std::vector<SmallArea> &areas : within )
    std::stable_sort( areas.begin(), areas.end(),
                      []( const SmallArea &a, const SmallArea &b ) { return a.rank < b.rank; } );
  return within;
}

double populationOf( const std::vector<SmallArea> &areas )
{
  double population = 0;
  for ( const SmallArea &area : areas )
    population += area.population;
  return population;
}

// Σ p f / Σ p; missing where nobody lives.
template <typename Measure>
double meanByPopulation( const std::vector<SmallArea> &areas, Measure measure )
{
  double sum = 0;
  for ( const SmallArea &area : areas )
    sum += area.population * measure( area );
  const double population = populationOf( areas );
  return population > 0 ? sum / population : missing;
}

double shareInWorstTenth( const std::vector<SmallArea> &areas, double rankedAreas )
{
  const auto isWorst = [rankedAreas]( const SmallArea &area )
  { return std::ceil( 10 * area.rank / rankedAreas ) <= 1; };
  return static_cast<double>( std::count_if( areas.begin(), areas.end(), isWorst ) ) /
         static_cast<double>( areas.size() );
}

double weightInExtent( double rank, double rankedAreas )
{
  const double percentile = std::ceil( 100 * rank / rankedAreas );
  if ( percentile <= 10 )
    return 1;
  return percentile <= 30 ? 0.95 - 0.9 * ( percentile - 11 ) / 19 : 0;
}

// The worst areas that together hold a tenth of the people; the areas come worst first.
std::vector<SmallArea> worstTenthOfPeople( const std::vector<SmallArea> &areas )
{
  double left = worstShareOfPeople * populationOf( areas );
  std::vector<SmallArea> worst;
  for ( const SmallArea &area : areas )
  {
    if ( left <= 0 )
      break;
    worst.push_back( area );
    worst.back().population = std::min( area.population, left );
    left -= area.population;
  }
  return worst;
}

AreaSummary summarise( const std::vector<SmallArea> &areas, double rankedAreas )
{
  AreaSummary summary;
  summary.areas = areas.size();
  summary.population = populationOf( areas );
  if ( areas.empty() )
    return summary;
  const auto invertedRank = [rankedAreas]( const SmallArea &area ) { return rankedAreas - area.rank + 1; };
  summary.averageScore = meanByPopulation( areas, []( const SmallArea &area ) { return area.score; } );
  summary.averageRank = meanByPopulation( areas, invertedRank );
  summary.proportion = shareInWorstTenth( areas, rankedAreas );
  summary.extent = meanByPopulation( areas, [rankedAreas]( const SmallArea &area )
                                     { return weightInExtent( area.rank, rankedAreas ); } );
  summary.localConcentration = meanByPopulation( worstTenthOfPeople( areas ), invertedRank );
  return summary;
}

} // namespace

std::vector<AreaSummary> summariseAreas( Column scores, Column ranks, Column populations,
                                         const std::vector<int> &largerArea, std::size_t largerAreas,
                                         double rankedAreas )
{
  requireSize( "ranks", ranks.size(), scores.size() );
  requireSize( "populations", populations.size(), scores.size() );
  requireLargerAreas( largerArea, scores.size(), largerAreas );
  requireNotNegative( "The population", populations );
  for ( std::size_t row = 0; row < ranks.size(); ++row )
    if ( !isMissing( ranks[row] ) )
      requireBetween( "The rank in row " + std::to_string( row + 1 ), ranks[row], 1, rankedAreas );

  std::vector<AreaSummary> summaries;
  for ( const std::vector<SmallArea> &areas : areasWithin( scores, ranks, populations, largerArea, largerAreas ) )
    summaries.push_back( summarise( areas, rankedAreas ) );
  return summaries;
}

std::vector<double> sumWithin( Column values, const std::vector<int> &largerArea, std::size_t largerAreas )
{
  requireLargerAreas( largerArea, values.size(), largerAreas );
  std::vector<double> sums( largerAreas, missing );
  for ( std::size_t row = 0; row < values.size(); ++row )
  {
    if ( largerArea[row] < 0 || isMissing( values[row] ) )
      continue;
    double &sum = sums[static_cast<std::size_t>( largerArea[row] )];
    sum = isMissing( sum ) ? values[row] : sum + values[row];
  }
  return sums;
}

} // namespace communitysafety::statistics
