// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/scanstatistic.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{

namespace
{

//! x ln(x / y), with the limit 0 at x = 0.
double timesLogRatio( double x, double y ) { return x > 0 ? x * std::log( x / y ) : 0; }

} // namespace

double poissonRatio( double observed, double expected, double total )
{
  if ( !( observed > expected ) || !( expected < total ) )
    return 0;
  return timesLogRatio( observed, expected ) + timesLogRatio( total - observed, total - expected );
}

double expectationBasedRatio( double observed, double expected )
{
  if ( !( observed > expected ) )
    return 0;
  return timesLogRatio( observed, expected ) + expected - observed;
}

double bernoulliRatio( double cases, double atRisk, double allCases, double allAtRisk )
{
  const double outside = allAtRisk - atRisk;
  const double casesOutside = allCases - cases;
  if ( !( atRisk > 0 ) || !( outside > 0 ) || !( cases * outside > casesOutside * atRisk ) )
    return 0;
  return timesLogRatio( cases, atRisk ) + timesLogRatio( atRisk - cases, atRisk ) +
         timesLogRatio( casesOutside, outside ) + timesLogRatio( outside - casesOutside, outside ) -
         timesLogRatio( allCases, allAtRisk ) - timesLogRatio( allAtRisk - allCases, allAtRisk );
}

double normalRatio( double sum, double weight, const NormalTotals &totals )
{
  const double outside = totals.weight - weight;
  if ( !( weight > 0 ) || !( outside > 0 ) || !( sum * totals.weight > totals.sum * weight ) )
    return 0;
  const double aboutOneMean = totals.squares - totals.sum * totals.sum / totals.weight;
  const double sumOutside = totals.sum - sum;
  const double aboutTwoMeans = totals.squares - sum * sum / weight - sumOutside * sumOutside / outside;
  // What is left after subtraction of equals is rounding.
  const double rounding = 1e-14 * totals.squares;
  if ( aboutOneMean <= rounding )
    return 0;
  if ( aboutTwoMeans <= rounding )
    return std::numeric_limits<double>::infinity();
  return totals.observations / 2 * std::log( aboutOneMean / aboutTwoMeans );
}

double ellipsePenalty( double axisRatio, double strength )
{
  return std::pow( 4 * axisRatio / ( ( axisRatio + 1 ) * ( axisRatio + 1 ) ), strength );
}

double monteCarloP( const std::vector<double> &maxima, double score )
{
  const auto higher =
    std::count_if( maxima.begin(), maxima.end(), [score]( double maximum ) { return maximum >= score; } );
  return ( static_cast<double>( higher ) + 1 ) / ( static_cast<double>( maxima.size() ) + 1 );
}

} // namespace communitysafety::statistics
