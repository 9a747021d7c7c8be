// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/areaclass.h"

#include "statistics/arguments.h"
#include "statistics/distribution.h"
#include "statistics/ranking.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

void requireClasses( int classes )
{
  if ( classes < 2 )
    refuse( "The number of classes", std::to_string( classes ), "2 or more" );
}

} // namespace

std::vector<double> quantileClasses( Column values, int classes, FirstClass first )
{
  requireClasses( classes );
  std::vector<double> result( values.size(), missing );
  const double n = static_cast<double>( countPresent( values ) );
  if ( n < classes )
    return result;
  const std::vector<double> ranks = first == FirstClass::lowest ? rankAscending( values ) : rankDescending( values );
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( !isMissing( values[row] ) )
      result[row] = std::max( 1.0, std::floor( classes + 1 - std::ceil( ( n + 1 - ranks[row] ) / ( n / classes ) ) ) );
  return result;
}

std::vector<double> classesByBreaks( Column values, const std::vector<double> &breaks )
{
  for ( std::size_t place = 1; place < breaks.size(); ++place )
    if ( !( breaks[place] > breaks[place - 1] ) )
      refuse( "Break " + std::to_string( place + 1 ), inWords( breaks[place] ),
              "above the one before it, " + inWords( breaks[place - 1] ) );
  std::vector<double> result( values.size(), missing );
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( !isMissing( values[row] ) )
      result[row] = double( std::upper_bound( breaks.begin(), breaks.end(), values[row] ) - breaks.begin() ) + 1;
  return result;
}

std::vector<double> equalIntervalBreaks( Column values, int classes )
{
  requireClasses( classes );
  const std::vector<double> present = sortedPresent( values );
  if ( present.empty() )
    return {};
  const double lowest = present.front(), highest = present.back();
  std::vector<double> breaks;
  for ( int place = 1; place < classes && highest > lowest; ++place )
    breaks.push_back( lowest + ( highest - lowest ) * place / classes );
  return breaks;
}

std::vector<double> standardDeviationBreaks( Column values )
{
  const std::vector<double> present = sortedPresent( values );
  if ( present.empty() || present.front() == present.back() )
    return {};
  double mean = 0, squares = 0;
  for ( const double value : present )
    mean += value / double( present.size() );
  for ( const double value : present )
    squares += ( value - mean ) * ( value - mean );
  const double deviation = std::sqrt( squares / double( present.size() - 1 ) );
  std::vector<double> breaks;
  for ( const double steps : { -2.5, -1.5, -0.5, 0.5, 1.5, 2.5 } )
    breaks.push_back( mean + steps * deviation );
  return breaks;
}

std::vector<double> indexBreaks() { return { 50, 100, 150, 200 }; }

} // namespace communitysafety::statistics
