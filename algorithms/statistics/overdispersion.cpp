// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/overdispersion.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{

namespace
{

using Years = std::vector<std::vector<double>>;

//! The counts of the areas that take part, without the years in which nothing happened.
Years usedCounts( const std::vector<Column> &countsByYear )
{
  Years used( countsByYear.size() );
  for ( std::size_t area = 0; area < countsByYear.front().size(); ++area )
  {
    double total = 0;
    for ( const Column &counts : countsByYear )
      total += counts[area];
    // A missing year makes the total missing.
    if ( !( total > 0 ) )
      continue;
    for ( std::size_t year = 0; year < countsByYear.size(); ++year )
      used[year].push_back( countsByYear[year][area] );
  }
  const auto isQuiet = []( const std::vector<double> &counts )
  { return std::all_of( counts.begin(), counts.end(), []( double count ) { return count <= 0; } ); };
  used.erase( std::remove_if( used.begin(), used.end(), isQuiet ), used.end() );
  return used;
}

//! Σ w Q and Σ w O over the areas.
struct Sums
{
  double squares = 0;
  double events = 0;
};

std::vector<double> sharesOfYears( const Years &years )
{
  std::vector<double> shares;
  double all = 0;
  for ( const std::vector<double> &counts : years )
  {
    shares.push_back( 0 );
    for ( const double count : counts )
      shares.back() += count;
    all += shares.back();
  }
  for ( double &share : shares )
    share /= all;
  return shares;
}

//! \a weight: of an area, from its place and its total in \a years.
template <typename Weight>
Sums sumsOver( const Years &years, Weight weight )
{
  const std::vector<double> shares = sharesOfYears( years );
  Sums sums;
  for ( std::size_t area = 0; area < years.front().size(); ++area )
  {
    double total = 0;
    for ( const std::vector<double> &counts : years )
      total += counts[area];
    if ( !( total > 0 ) )
      continue;
    double squares = 0;
    for ( std::size_t year = 0; year < years.size(); ++year )
    {
      const double distance = years[year][area] - shares[year] * total;
      squares += distance * distance / shares[year];
    }
    const double w = weight( area, total );
    sums.squares += w * squares;
    sums.events += w * total;
  }
  return sums;
}

//! Variance ÷ mean, each area weighed by the year that is left out.
double crossWeighted( const Years &years )
{
  const auto freeYears = static_cast<double>( years.size() - 1 );
  if ( years.size() == 2 )
  {
    const Sums sums = sumsOver( years, []( std::size_t, double ) { return 1.0; } );
    return sums.squares / ( freeYears * sums.events );
  }
  Sums all;
  for ( std::size_t leftOut = 0; leftOut < years.size(); ++leftOut )
  {
    Years others = years;
    others.erase( others.begin() + static_cast<std::ptrdiff_t>( leftOut ) );
    const Sums sums = sumsOver( others, [&]( std::size_t area, double ) { return 1 / ( 1 + years[leftOut][area] ); } );
    all.squares += sums.squares;
    all.events += sums.events;
  }
  return all.squares / ( ( freeYears - 1 ) * all.events );
}

} // namespace

Overdispersion overdispersionBetweenYears( const std::vector<Column> &countsByYear )
{
  for ( const Column &counts : countsByYear )
  {
    requireSize( "a year", counts.size(), countsByYear.front().size() );
    requireNotNegative( "a year", counts );
  }
  Overdispersion result;
  if ( countsByYear.empty() )
    return result;
  const Years years = usedCounts( countsByYear );
  if ( years.empty() )
    return result;
  result.areas = years.front().size();
  if ( result.areas < 2 || years.size() < 2 )
    return result;
  const auto areas = static_cast<double>( result.areas );
  result.degreesOfFreedom = ( areas - 1 ) * static_cast<double>( years.size() - 1 );
  result.pearson = sumsOver( years, []( std::size_t, double total ) { return 1 / total; } ).squares;
  result.phi = std::max( 1.0, areas / ( areas - 1 ) * crossWeighted( years ) );
  return result;
}

} // namespace communitysafety::statistics
