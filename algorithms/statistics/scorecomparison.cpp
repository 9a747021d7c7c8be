// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/scorecomparison.h"

#include "statistics/arguments.h"
#include "statistics/multipletesting.h"
#include "statistics/tworates.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace communitysafety::statistics
{
namespace
{

//! With divisor n; missing without values.
double standardDeviation( Column values )
{
  double count = 0, sum = 0, squares = 0;
  for ( const double value : values )
    if ( !isMissing( value ) )
    {
      ++count;
      sum += value;
    }
  for ( const double value : values )
    if ( !isMissing( value ) )
      squares += ( value - sum / count ) * ( value - sum / count );
  return count > 0 ? std::sqrt( squares / count ) : missing;
}

void setBreaks( Column before, bool isIndex, ScoreComparison &comparison )
{
  constexpr double littlePoints = 10, muchPoints = 50;
  const double deviation = isIndex ? missing : standardDeviation( before );
  comparison.littleChange = isIndex ? littlePoints : deviation / 4;
  comparison.muchChange = isIndex ? muchPoints : deviation;
}

ChangeClass classOf( double change, const ScoreComparison &breaks )
{
  if ( isMissing( change ) )
    return ChangeClass::unknown;
  if ( change == 0 || std::abs( change ) < breaks.littleChange )
    return ChangeClass::little;
  if ( std::abs( change ) < breaks.muchChange )
    return change > 0 ? ChangeClass::worse : ChangeClass::better;
  return change > 0 ? ChangeClass::muchWorse : ChangeClass::muchBetter;
}

//! What all areas with both counts hold together, before and after.
std::pair<double, double> commonTotals( Column before, Column after )
{
  std::pair<double, double> totals{ 0, 0 };
  for ( std::size_t row = 0; row < before.size(); ++row )
  {
    if ( isMissing( before[row] ) || isMissing( after[row] ) )
      continue;
    totals.first += before[row];
    totals.second += after[row];
  }
  return totals;
}

void testEvents( Column before, Column after, const ComparisonOptions &options, ScoreComparison &comparison )
{
  std::pair<double, double> exposures{ options.monthsBefore, options.monthsAfter };
  if ( options.basis == EventBasis::city )
    exposures = commonTotals( before, after );
  comparison.p.assign( before.size(), missing );
  comparison.significant.assign( before.size(), missing );
  std::vector<double> z( before.size(), missing );
  // A city without any event in one of the editions has no share that could have changed.
  if ( exposures.first > 0 && exposures.second > 0 )
    for ( std::size_t row = 0; row < before.size(); ++row )
    {
      const RateChange change = compareRates( before[row], exposures.first, after[row], exposures.second, options.phi );
      comparison.p[row] = change.p;
      z[row] = change.z;
    }
  comparison.q = falseDiscoveryRate( comparison.p );
  for ( std::size_t row = 0; row < before.size(); ++row )
  {
    if ( isMissing( comparison.q[row] ) )
      continue;
    const bool isSurprising = comparison.q[row] <= options.falseDiscovery;
    comparison.significant[row] = !isSurprising ? 0 : z[row] > 0 ? 1 : -1;
  }
}

} // namespace

std::size_t ScoreComparison::count( ChangeClass wanted ) const
{
  return std::size_t( std::count( changeClass.begin(), changeClass.end(), wanted ) );
}

ScoreComparison compareScores( Column before, Column after, Column eventsBefore, Column eventsAfter,
                               const ComparisonOptions &options )
{
  requireSize( "after", after.size(), before.size() );
  requireSize( "eventsAfter", eventsAfter.size(), eventsBefore.size() );
  requireBetween( "falseDiscovery", options.falseDiscovery, 0, 1 );
  ScoreComparison comparison;
  setBreaks( before, options.isIndex, comparison );
  comparison.change.assign( before.size(), missing );
  comparison.changePercent.assign( before.size(), missing );
  for ( std::size_t row = 0; row < before.size(); ++row )
  {
    const double change = after[row] - before[row];
    comparison.change[row] = change;
    if ( options.isIndex && before[row] > 0 )
      comparison.changePercent[row] = 100 * change / before[row];
    comparison.changeClass.push_back( classOf( change, comparison ) );
  }
  comparison.ranks = compareRanks( before, after, options.topShare );
  if ( eventsBefore.empty() )
    return comparison;
  requireSize( "eventsBefore", eventsBefore.size(), before.size() );
  testEvents( eventsBefore, eventsAfter, options, comparison );
  return comparison;
}

} // namespace communitysafety::statistics
