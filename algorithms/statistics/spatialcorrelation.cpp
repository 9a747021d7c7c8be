// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/spatialcorrelation.h"

#include "statistics/arguments.h"
#include "statistics/association.h"
#include "statistics/completerows.h"
#include "statistics/parallel.h"
#include "statistics/ranking.h"

#include <boost/math/distributions/fisher_f.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <tuple>

namespace communitysafety::statistics
{
namespace
{

using Numbers = std::vector<double>;

//! Values around their mean, in units of their standard deviation (divisor n).
Numbers standardised( const Numbers &values )
{
  const double n = double( values.size() );
  double mean = 0, squares = 0;
  for ( const double value : values )
    mean += value / n;
  for ( const double value : values )
    squares += ( value - mean ) * ( value - mean );
  Numbers result;
  for ( const double value : values )
    result.push_back( ( value - mean ) / std::sqrt( squares / n ) );
  return result;
}

using Places = std::vector<std::size_t>;

//! Above 0 where the way over three places turns to the left.
double turn( const Numbers &x, const Numbers &y, std::size_t a, std::size_t b, std::size_t c )
{
  return ( x[b] - x[a] ) * ( y[c] - y[a] ) - ( y[b] - y[a] ) * ( x[c] - x[a] );
}

//! The corners of the convex hull: the two places that are farthest apart are among them.
Places hullOf( const Numbers &x, const Numbers &y )
{
  Places order( x.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::sort( order.begin(), order.end(),
             [&]( std::size_t a, std::size_t b ) { return std::tie( x[a], y[a] ) < std::tie( x[b], y[b] ); } );
  Places hull;
  for ( int half = 0; half < 2; ++half )
  {
    const std::size_t first = hull.size();
    for ( const std::size_t place : order )
    {
      while ( hull.size() >= first + 2 && turn( x, y, hull[hull.size() - 2], hull.back(), place ) <= 0 )
        hull.pop_back();
      hull.push_back( place );
    }
    std::reverse( order.begin(), order.end() );
  }
  return hull;
}

//! The distance classes of all pairs of areas.
class DistanceClasses
{
public:
  DistanceClasses( const Numbers &eastings, const Numbers &northings, std::size_t classes )
    : mX( eastings ), mY( northings ), mClasses( classes )
  {
    double largest = 0;
    const Places hull = hullOf( mX, mY );
    for ( const std::size_t a : hull )
      for ( const std::size_t b : hull )
        largest = std::max( largest, squared( a, b ) );
    mWidth = std::sqrt( largest ) / double( classes );
  }

  std::size_t size() const { return mClasses; }
  double upperEnd( std::size_t number ) const { return mWidth * double( number + 1 ); }

  //! Upper ends belong to their class.
  std::size_t of( std::size_t a, std::size_t b ) const
  {
    if ( !( mWidth > 0 ) )
      return 0;
    const double place = std::sqrt( squared( a, b ) ) / mWidth;
    // Cutting off the fraction is many times faster than rounding up.
    std::size_t number = static_cast<std::size_t>( static_cast<std::int64_t>( place ) );
    if ( number > 0 && double( number ) >= place )
      --number;
    return std::min( mClasses - 1, number );
  }

private:
  double squared( std::size_t a, std::size_t b ) const
  {
    return ( mX[a] - mX[b] ) * ( mX[a] - mX[b] ) + ( mY[a] - mY[b] ) * ( mY[a] - mY[b] );
  }

  const Numbers &mX;
  const Numbers &mY;
  std::size_t mClasses;
  double mWidth = 0;
};

//! Per area and class: how many others, and the sums of their values.
struct RowSums
{
  Numbers others, x, y;
};

std::vector<RowSums> rowSums( const Numbers &x, const Numbers &y, const DistanceClasses &classes, unsigned threads,
                              const Progress &progress )
{
  std::vector<RowSums> rows( x.size() );
  forEachInParallel(
    x.size(), threads,
    [&]( std::size_t area )
    {
      RowSums sums{ Numbers( classes.size() ), Numbers( classes.size() ), Numbers( classes.size() ) };
      for ( std::size_t other = 0; other < x.size(); ++other )
        if ( other != area )
        {
          const std::size_t number = classes.of( area, other );
          sums.others[number] += 1;
          sums.x[number] += x[other];
          sums.y[number] += y[other];
        }
      rows[area] = std::move( sums );
    },
    progress );
  return rows;
}

//! Moran's I by class; a class without pairs has none, and needs none.
void setMoran( SpatialCorrelation &result, const Numbers &x, const Numbers &y, const std::vector<RowSums> &rows )
{
  const std::size_t classes = result.upperDistance.size();
  Numbers twice( classes, 0.0 ), productsX( classes, 0.0 ), productsY( classes, 0.0 );
  for ( std::size_t area = 0; area < rows.size(); ++area )
    for ( std::size_t number = 0; number < classes; ++number )
    {
      twice[number] += rows[area].others[number];
      productsX[number] += x[area] * rows[area].x[number];
      productsY[number] += y[area] * rows[area].y[number];
    }
  for ( std::size_t number = 0; number < classes; ++number )
  {
    result.pairs.push_back( twice[number] / 2 );
    result.moranX.push_back( twice[number] > 0 ? productsX[number] / twice[number] : missing );
    result.moranY.push_back( twice[number] > 0 ? productsY[number] / twice[number] : missing );
  }
}

//! n' of Dutilleul 1993, with the traces written out: tr(B R) = n - 1'R1/n, and
//! tr(B Rx B Ry) = Σ Rx Ry - 2/n Σ (Rx 1)(Ry 1) + (1'Rx 1)(1'Ry 1)/n², products by element.
double effectiveAreas( const SpatialCorrelation &found, const std::vector<RowSums> &rows )
{
  const double n = double( rows.size() );
  double sumX = 0, sumY = 0, products = n, rowProducts = 0;
  for ( const RowSums &row : rows )
  {
    double rowX = 1, rowY = 1;
    for ( std::size_t number = 0; number < row.others.size(); ++number )
    {
      if ( !( row.others[number] > 0 ) )
        continue;
      rowX += row.others[number] * found.moranX[number];
      rowY += row.others[number] * found.moranY[number];
      products += row.others[number] * found.moranX[number] * found.moranY[number];
    }
    sumX += rowX;
    sumY += rowY;
    rowProducts += rowX * rowY;
  }
  const double traces = ( n - sumX / n ) * ( n - sumY / n );
  const double trace = products - 2 * rowProducts / n + sumX * sumY / n / n;
  return traces > 0 && trace > 0 ? 1 + traces / trace : missing;
}

void test( SpatialCorrelation &result, const SpatialCorrelationOptions &options )
{
  const double r = result.coefficient, degrees = result.effectiveAreas - 2;
  if ( !( degrees > 0 ) )
    return;
  result.f = std::fabs( r ) < 1 ? degrees * r * r / ( 1 - r * r ) : missing;
  result.p = std::fabs( r ) < 1 ? cdf( complement( boost::math::fisher_f( 1, degrees ), result.f ) ) : 0;
  if ( !( degrees > 1 ) )
    return;
  const double spread = options.kind == CorrelationKind::spearman ? 1 + r * r / 2 : 1;
  const double reach = normalQuantile( options.confidence ) * std::sqrt( spread / ( degrees - 1 ) );
  const double middle = std::atanh( std::clamp( r, -1 + 1e-15, 1 - 1e-15 ) );
  result.limits = { std::tanh( middle - reach ), std::tanh( middle + reach ) };
}

void requireSpatialOptions( const SpatialCorrelationOptions &options )
{
  if ( options.classes < 2 )
    refuse( "The number of distance classes", std::to_string( options.classes ), "2 or more" );
  if ( !( options.confidence > 0 && options.confidence < 1 ) )
    refuse( "confidence", inWords( options.confidence ), "above 0 and below 1" );
  if ( options.kind == CorrelationKind::kendall )
    refuse( "The coefficient", "Kendall's", "Pearson's or Spearman's" );
}

} // namespace

SpatialCorrelation spatialCorrelation( Column x, Column y, Column eastings, Column northings,
                                       const SpatialCorrelationOptions &options, const Progress &progress )
{
  requireSpatialOptions( options );
  for ( const Column &column : { x, y, eastings, northings } )
    requireFinite( "A value", column );
  CompleteRows complete = completeRows( { x, y, eastings, northings } );
  std::vector<Numbers> &columns = complete.columns;
  if ( options.kind == CorrelationKind::spearman )
    for ( std::size_t column = 0; column < 2; ++column )
      columns[column] = averageRankAscending( columns[column] );

  SpatialCorrelation result;
  const Correlation plain = pearson( columns[0], columns[1] );
  result.coefficient = plain.coefficient;
  result.areas = plain.pairs;
  if ( isMissing( plain.coefficient ) )
    return result;
  const Numbers standardX = standardised( columns[0] ), standardY = standardised( columns[1] );
  const DistanceClasses classes( columns[2], columns[3], options.classes );
  for ( std::size_t number = 0; number < classes.size(); ++number )
    result.upperDistance.push_back( classes.upperEnd( number ) );
  const std::vector<RowSums> rows = rowSums( standardX, standardY, classes, options.threads, progress );
  setMoran( result, standardX, standardY, rows );
  result.effectiveAreas = effectiveAreas( result, rows );
  test( result, options );
  return result;
}

} // namespace communitysafety::statistics
