// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/correlation.h"

#include "statistics/arguments.h"
#include "statistics/completerows.h"
#include "statistics/parallel.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

using Point = std::pair<double, double>;

// Pairs of areas within runs of areas that \a isSame takes for equal; the points are sorted so that these stand
// together.
template <typename Same>
double pairsWithinRuns( const std::vector<Point> &points, Same isSame )
{
  double pairs = 0;
  double run = 0;
  for ( std::size_t place = 1; place < points.size(); ++place )
  {
    run = isSame( points[place - 1], points[place] ) ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

// Sorts y and counts the neighbouring exchanges that this takes: the discordant pairs when the points stood in the
// order of x.
double sortCountingExchanges( std::vector<Point> &points, std::size_t begin, std::size_t end,
                              std::vector<Point> &merged )
{
  if ( end - begin < 2 )
    return 0;
  const std::size_t middle = begin + ( end - begin ) / 2;
  double exchanges =
    sortCountingExchanges( points, begin, middle, merged ) + sortCountingExchanges( points, middle, end, merged );
  std::size_t left = begin;
  std::size_t right = middle;
  for ( std::size_t place = begin; place < end; ++place )
  {
    const bool takesRight = left == middle || ( right < end && points[right].second < points[left].second );
    if ( takesRight )
      exchanges += static_cast<double>( middle - left );
    merged[place] = points[takesRight ? right++ : left++];
  }
  const auto offset = static_cast<std::ptrdiff_t>( begin );
  std::copy( merged.begin() + offset, merged.begin() + static_cast<std::ptrdiff_t>( end ), points.begin() + offset );
  return exchanges;
}

std::vector<Point> sortedPoints( const CompleteRows &complete )
{
  std::vector<Point> points;
  for ( std::size_t row = 0; row < complete.rows.size(); ++row )
    points.emplace_back( complete.columns[0][row], complete.columns[1][row] );
  std::sort( points.begin(), points.end() );
  return points;
}

void correlate( const std::vector<Column> &columns, ColumnPair &pair )
{
  const Column x = columns[pair.a];
  const Column y = columns[pair.b];
  const Correlation linear = pearson( x, y );
  pair.pearson = linear.coefficient;
  pair.areas = linear.pairs;
  pair.spearman = spearman( x, y ).coefficient;
  pair.kendall = kendall( x, y ).coefficient;
}

} // namespace

Correlation kendall( Column x, Column y )
{
  requireSize( "y", y.size(), x.size() );
  std::vector<Point> points = sortedPoints( completeRows( { x, y } ) );
  const auto n = static_cast<double>( points.size() );
  Correlation result;
  result.pairs = points.size();
  const double pairs = n * ( n - 1 ) / 2;
  const double tiesInX = pairsWithinRuns( points, []( Point a, Point b ) { return a.first == b.first; } );
  const double tiesInBoth = pairsWithinRuns( points, []( Point a, Point b ) { return a == b; } );
  std::vector<Point> merged( points.size() );
  const double discordant = sortCountingExchanges( points, 0, points.size(), merged );
  const double tiesInY = pairsWithinRuns( points, []( Point a, Point b ) { return a.second == b.second; } );
  const double untied = std::sqrt( pairs - tiesInX ) * std::sqrt( pairs - tiesInY );
  if ( untied > 0 )
    result.coefficient = std::clamp( ( pairs - tiesInX - tiesInY + tiesInBoth - 2 * discordant ) / untied, -1.0, 1.0 );
  return result;
}

std::vector<ColumnPair> correlatePairs( const std::vector<Column> &columns, const Progress &progress )
{
  std::vector<ColumnPair> pairs;
  for ( std::size_t a = 0; a < columns.size(); ++a )
  {
    requireSize( "column " + std::to_string( a + 1 ), columns[a].size(), columns[0].size() );
    for ( std::size_t b = a + 1; b < columns.size(); ++b )
      pairs.push_back( { a, b } );
  }
  forEachInParallel(
    pairs.size(), 0, [&]( std::size_t pair ) { correlate( columns, pairs[pair] ); }, progress );
  return pairs;
}

} // namespace communitysafety::statistics
