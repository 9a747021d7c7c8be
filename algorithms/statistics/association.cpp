// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/association.h"

#include "statistics/arguments.h"
#include "statistics/ranking.h"

#include <algorithm>
#include <iterator>

namespace communitysafety::statistics
{

namespace
{

// The columns cut down to the rows with both values and a weight.
struct Pairs
{
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> weights;
};

Pairs completePairs( Column x, Column y, Column weights )
{
  requireSize( "y", y.size(), x.size() );
  requireSize( "weights", weights.size(), x.size() );
  requireNotNegative( "weights", weights );
  Pairs pairs;
  for ( std::size_t row = 0; row < x.size(); ++row )
  {
    if ( isMissing( x[row] ) || isMissing( y[row] ) || !( weights[row] > 0 ) )
      continue;
    pairs.x.push_back( x[row] );
    pairs.y.push_back( y[row] );
    pairs.weights.push_back( weights[row] );
  }
  return pairs;
}

double weightedMeanOf( Column values, Column weights )
{
  double sum = 0;
  double weightSum = 0;
  for ( std::size_t row = 0; row < values.size(); ++row )
  {
    sum += weights[row] * values[row];
    weightSum += weights[row];
  }
  return sum / weightSum;
}

bool isConstant( Column values )
{
  return std::all_of( values.begin(), values.end(), [&]( double value ) { return value == values[0]; } );
}

Correlation correlate( const Pairs &pairs )
{
  Correlation result;
  result.pairs = pairs.x.size();
  if ( isConstant( pairs.x ) || isConstant( pairs.y ) )
    return result;
  const double meanX = weightedMeanOf( pairs.x, pairs.weights );
  const double meanY = weightedMeanOf( pairs.y, pairs.weights );
  double products = 0;
  double squaresX = 0;
  double squaresY = 0;
  for ( std::size_t row = 0; row < pairs.x.size(); ++row )
  {
    const double x = pairs.x[row] - meanX;
    const double y = pairs.y[row] - meanY;
    products += pairs.weights[row] * x * y;
    squaresX += pairs.weights[row] * x * x;
    squaresY += pairs.weights[row] * y * y;
  }
  // Rounding can carry a perfect correlation past 1.
  result.coefficient = std::clamp( products / ( std::sqrt( squaresX ) * std::sqrt( squaresY ) ), -1.0, 1.0 );
  return result;
}

} // namespace

Correlation pearson( Column x, Column y ) { return pearson( x, y, std::vector<double>( x.size(), 1.0 ) ); }

Correlation pearson( Column x, Column y, Column weights ) { return correlate( completePairs( x, y, weights ) ); }

Correlation spearman( Column x, Column y )
{
  Pairs pairs = completePairs( x, y, std::vector<double>( x.size(), 1.0 ) );
  pairs.x = averageRankAscending( pairs.x );
  pairs.y = averageRankAscending( pairs.y );
  return correlate( pairs );
}

std::vector<int> tertiles( Column values ) { return tertiles( values, values ); }

std::vector<int> tertiles( Column values, Column reference )
{
  std::vector<double> sorted;
  std::copy_if( reference.begin(), reference.end(), std::back_inserter( sorted ),
                []( double value ) { return !isMissing( value ); } );
  std::sort( sorted.begin(), sorted.end() );
  std::vector<int> classes( values.size(), -1 );
  for ( std::size_t row = 0; row < values.size(); ++row )
  {
    if ( isMissing( values[row] ) || sorted.empty() )
      continue;
    const auto [first, last] = std::equal_range( sorted.begin(), sorted.end(), values[row] );
    const double middle = 0.5 * static_cast<double>( ( first - sorted.begin() ) + ( last - sorted.begin() ) );
    const double third = std::floor( 3 * middle / static_cast<double>( sorted.size() ) );
    classes[row] = std::min( 2, static_cast<int>( third ) );
  }
  return classes;
}

} // namespace communitysafety::statistics
