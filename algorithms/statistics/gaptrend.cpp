// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/gaptrend.h"

#include "statistics/arguments.h"
#include "statistics/tailprobabilities.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

//! Below it a count is not near enough to normal.
constexpr double fewestIndependentEvents = 10;

//! The standard normal quantile of a power of 80 %.
constexpr double quantileOfPower = 0.8416212335729143;

void requireOpenShare( const std::string &argument, double value )
{
  if ( !( value > 0 && value < 1 ) )
    refuse( argument, inWords( value ), "above 0 and below 1" );
}

struct Point
{
  double time;
  double value;
  double variance;
};

//! A line through points of known variance; values at the first and the last of them.
struct Line
{
  double first = 0;
  double change = 0;
  double variance = 0;
  double inflation = 1;
};

Line lineThrough( const std::vector<Point> &points )
{
  double sum = 0, time = 0, value = 0;
  for ( const Point &point : points )
  {
    sum += 1 / point.variance;
    time += point.time / point.variance;
    value += point.value / point.variance;
  }
  time /= sum;
  value /= sum;
  double squares = 0, products = 0;
  for ( const Point &point : points )
  {
    squares += ( point.time - time ) * ( point.time - time ) / point.variance;
    products += ( point.time - time ) * ( point.value - value ) / point.variance;
  }
  const double slope = products / squares, span = points.back().time - points.front().time;
  double distances = 0;
  for ( const Point &point : points )
  {
    const double distance = point.value - value - slope * ( point.time - time );
    distances += distance * distance / point.variance;
  }
  Line line;
  line.first = value + slope * ( points.front().time - time );
  line.change = slope * span;
  line.inflation = points.size() > 2 ? std::max( 1.0, distances / double( points.size() - 2 ) ) : 1;
  line.variance = line.inflation * span * span / squares;
  return line;
}

std::vector<Point> pointsOf( const std::vector<Gap> &gaps, const std::vector<std::size_t> &years, GapMeasure measure,
                             const std::vector<double> &times )
{
  std::vector<Point> points;
  for ( const std::size_t year : years )
  {
    const Gap &gap = gaps[year];
    const double time = times.empty() ? double( year ) : times[year];
    if ( measure == GapMeasure::ratio )
      points.push_back( { time, std::log( gap.ratio.value ), gap.logRatioVariance } );
    else
      points.push_back( { time, gap.difference.value, gap.differenceVariance } );
  }
  return points;
}

//! In the unit of the line.
double changeThatMatters( const Line &line, const Gap &first, GapMeasure measure, const GapTrendOptions &options )
{
  if ( measure == GapMeasure::ratio )
    return logChangeThatMatters( std::exp( line.first ), options );
  return options.changeThatMatters * std::max( std::fabs( line.first ), options.leastGap * first.outside.value );
}

void requireYears( const std::vector<std::size_t> &years, std::size_t count )
{
  for ( std::size_t place = 0; place < years.size(); ++place )
    if ( years[place] >= count || ( place > 0 && years[place] <= years[place - 1] ) )
      refuse( "The year at place " + std::to_string( place + 1 ), std::to_string( years[place] ),
              "after the one before and below " + std::to_string( count ) );
}

void requireTimes( const std::vector<double> &times, std::size_t count )
{
  if ( times.empty() )
    return;
  requireSize( "times", times.size(), count );
  for ( std::size_t year = 0; year < count; ++year )
    if ( !std::isfinite( times[year] ) || ( year > 0 && times[year] <= times[year - 1] ) )
      refuse( "The time of year " + std::to_string( year ), inWords( times[year] ), "after that of the year before" );
}

} // namespace

GapChange directionOf( double first, double change )
{
  return std::fabs( first + change ) < std::fabs( first ) ? GapChange::narrowing : GapChange::widening;
}

bool hasEnoughEvents( const Gap &gap )
{
  return gap.independentInside >= fewestIndependentEvents && gap.independentOutside >= fewestIndependentEvents;
}

double detectableDeviations( double significance ) { return normalQuantile( 1 - significance ) + quantileOfPower; }

void requireOptions( const GapTrendOptions &options )
{
  requireOpenShare( "significance", options.significance );
  if ( !( options.changeThatMatters > 0 && options.changeThatMatters <= 1 ) )
    refuse( "The change that matters", inWords( options.changeThatMatters ), "above 0 and at most 1" );
  if ( !( options.leastGap > 0 ) || std::isinf( options.leastGap ) )
    refuse( "The least gap", inWords( options.leastGap ), "above 0, and finite" );
}

double logChangeThatMatters( double ratio, const GapTrendOptions &options )
{
  const double larger = std::max( std::max( ratio, 1 / ratio ), 1 + options.leastGap );
  return std::log( larger / ( 1 + ( 1 - options.changeThatMatters ) * ( larger - 1 ) ) );
}

GapTrend gapTrend( const std::vector<Gap> &gaps, const std::vector<std::size_t> &years, GapMeasure measure,
                   const GapTrendOptions &options )
{
  requireOptions( options );
  requireYears( years, gaps.size() );
  requireTimes( options.times, gaps.size() );
  GapTrend trend;
  if ( years.size() < 2 )
    return trend;
  trend.doubt = GapDoubt::tooFewEvents;
  if ( !std::all_of( years.begin(), years.end(), [&]( std::size_t year ) { return hasEnoughEvents( gaps[year] ); } ) )
    return trend;

  const Line line = lineThrough( pointsOf( gaps, years, measure, options.times ) );
  const double deviation = std::sqrt( line.variance ), reach = normalQuantile( 1 - options.significance );
  const bool isRatio = measure == GapMeasure::ratio;
  const auto told = [&]( double change ) { return isRatio ? std::exp( change ) : change; };
  trend.change = { told( line.change ),
                   { told( line.change - reach * deviation ), told( line.change + reach * deviation ) } };
  trend.inflation = line.inflation;
  trend.p = normalTails( std::vector<double>{ line.change / deviation } ).twoSided().front();

  const double matters = changeThatMatters( line, gaps[years.front()], measure, options );
  const bool isSeen = trend.p <= options.significance;
  const bool wouldBeSeen = detectableDeviations( options.significance ) * deviation <= matters;
  trend.doubt = isSeen || wouldBeSeen ? GapDoubt::none : GapDoubt::changeTooSmallToSee;
  if ( isSeen )
    trend.verdict = directionOf( line.first, line.change );
  else if ( wouldBeSeen )
    trend.verdict = GapChange::unchanged;
  return trend;
}

} // namespace communitysafety::statistics
