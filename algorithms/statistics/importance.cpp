// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/importance.h"

#include "statistics/association.h"
#include "statistics/completerows.h"
#include "statistics/distribution.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace communitysafety::statistics
{

namespace
{

constexpr std::size_t mostPoints = 400;
constexpr int bandwidths = 20;
constexpr double narrowest = 0.02;

// Areas with (nearly) the same x, as one.
struct Point
{
  double x = 0;
  double mean = 0;
  double count = 0;
  //! Σ (y - mean)² of its areas.
  double within = 0;
};

Point pointOf( const std::vector<double> &x, const std::vector<double> &y, const std::vector<std::size_t> &order,
               std::size_t begin, std::size_t end )
{
  Point point;
  point.count = static_cast<double>( end - begin );
  for ( std::size_t place = begin; place < end; ++place )
  {
    point.x += x[order[place]] / point.count;
    point.mean += y[order[place]] / point.count;
  }
  for ( std::size_t place = begin; place < end; ++place )
    point.within += ( y[order[place]] - point.mean ) * ( y[order[place]] - point.mean );
  return point;
}

// A point ends where x changes, and not before it has its share of the areas.
std::vector<Point> pointsOf( const std::vector<double> &x, const std::vector<double> &y )
{
  std::vector<std::size_t> order( x.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::sort( order.begin(), order.end(),
             [&]( std::size_t a, std::size_t b ) { return x[a] < x[b] || ( x[a] == x[b] && a < b ); } );
  std::size_t different = 1;
  for ( std::size_t place = 1; place < order.size(); ++place )
    different += x[order[place]] != x[order[place - 1]];
  const std::size_t least = different <= mostPoints ? 1 : ( order.size() + mostPoints - 1 ) / mostPoints;
  std::vector<Point> points;
  std::size_t begin = 0;
  for ( std::size_t end = 1; end <= order.size(); ++end )
  {
    const bool isLast = end == order.size();
    if ( !isLast && ( end - begin < least || x[order[end]] == x[order[end - 1]] ) )
      continue;
    points.push_back( pointOf( x, y, order, begin, end ) );
    begin = end;
  }
  return points;
}

// A fitted curve at the points, and the error of predicting each area from the others.
struct Curve
{
  std::vector<double> values;
  double error = std::numeric_limits<double>::infinity();
};

// The sums of a local-linear fit at one place: Σ k, Σ k d, Σ k d² and those with y; d = distance from the place.
struct LocalSums
{
  double s0 = 0;
  double s1 = 0;
  double s2 = 0;
  double y0 = 0;
  double y1 = 0;

  double determinant() const { return s0 * s2 - s1 * s1; }
  bool isLine() const { return determinant() > 1e-12 * s0 * s2; }
  double value() const { return isLine() ? ( s2 * y0 - s1 * y1 ) / determinant() : y0 / s0; }
  //! The weight of one area at the place in its own prediction.
  double leverage() const { return isLine() ? s2 / determinant() : 1 / s0; }
};

LocalSums localSums( const std::vector<Point> &points, double place, double bandwidth )
{
  LocalSums sums;
  for ( const Point &point : points )
  {
    const double distance = point.x - place;
    const double scaled = distance / bandwidth;
    const double weight = point.count * std::exp( -0.5 * scaled * scaled );
    sums.s0 += weight;
    sums.s1 += weight * distance;
    sums.s2 += weight * distance * distance;
    sums.y0 += weight * point.mean;
    sums.y1 += weight * distance * point.mean;
  }
  return sums;
}

Curve curveOf( const std::vector<Point> &points, double bandwidth )
{
  Curve curve;
  curve.error = 0;
  for ( const Point &point : points )
  {
    const LocalSums sums = localSums( points, point.x, bandwidth );
    curve.values.push_back( sums.value() );
    const double gap = point.mean - curve.values.back();
    const double own = 1 - sums.leverage();
    // An area that is predicted by itself alone says nothing about the curve.
    curve.error +=
      own > 1e-9 ? ( point.within + point.count * gap * gap ) / ( own * own ) : std::numeric_limits<double>::infinity();
  }
  return curve;
}

Curve bestCurve( const std::vector<Point> &points )
{
  const double range = points.back().x - points.front().x;
  // A kernel far wider than the range is the straight line.
  Curve best = curveOf( points, 1e4 * range );
  for ( int step = 0; step < bandwidths; ++step )
  {
    const double share = narrowest * std::pow( 1 / narrowest, step / double( bandwidths - 1 ) );
    Curve curve = curveOf( points, share * range );
    if ( curve.error < best.error )
      best = std::move( curve );
  }
  return best;
}

double varianceOf( const std::vector<Point> &points, const std::vector<double> &values )
{
  double count = 0;
  double mean = 0;
  for ( std::size_t place = 0; place < points.size(); ++place )
  {
    count += points[place].count;
    mean += points[place].count * values[place];
  }
  mean /= count;
  double squares = 0;
  for ( std::size_t place = 0; place < points.size(); ++place )
    squares += points[place].count * ( values[place] - mean ) * ( values[place] - mean );
  return squares / ( count - 1 );
}

} // namespace

Importance importance( Column indicator, Column index )
{
  const CompleteRows complete = completeRows( { indicator, index } );
  const std::vector<double> &x = complete.columns[0];
  const std::vector<double> &y = complete.columns[1];
  Importance result;
  result.areas = complete.rows.size();
  const Distribution ofIndex = describe( y );
  if ( result.areas < 3 || ofIndex.isConstant() || describe( x ).isConstant() )
    return result;
  const double correlation = pearson( x, y ).coefficient;
  result.linearShare = correlation * correlation;
  const std::vector<Point> points = pointsOf( x, y );
  const double variance = ofIndex.standardDeviation * ofIndex.standardDeviation;
  result.share = std::min( 1.0, varianceOf( points, bestCurve( points ).values ) / variance );
  return result;
}

} // namespace communitysafety::statistics
