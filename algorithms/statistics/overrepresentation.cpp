// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/overrepresentation.h"

#include "statistics/arguments.h"

namespace communitysafety::statistics
{

namespace
{

void requireCounts( Column events, Column denominator )
{
  requireSize( "denominator", denominator.size(), events.size() );
  requireNotNegative( "events", events );
  requireNotNegative( "denominator", denominator );
}

bool hasDenominator( double denominator ) { return denominator > 0; }

bool isUsed( double events, double denominator ) { return !isMissing( events ) && hasDenominator( denominator ); }

void countWithoutDenominator( Column events, Column denominator, OverRepresentation &result )
{
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( hasDenominator( denominator[area] ) )
      continue;
    ++result.withoutDenominator;
    if ( events[area] > 0 )
      ++result.eventsWithoutDenominator;
  }
}

OverRepresentation indexAgainst( double cityRate, Column events, Column denominator )
{
  OverRepresentation result;
  result.cityRate = cityRate;
  result.index.assign( events.size(), missing );
  result.expected.assign( events.size(), missing );
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( !isUsed( events[area], denominator[area] ) )
      continue;
    const double expected = denominator[area] * cityRate;
    result.expected[area] = expected;
    if ( expected > 0 )
      result.index[area] = 100 * events[area] / expected;
  }
  countWithoutDenominator( events, denominator, result );
  return result;
}

} // namespace

OverRepresentation indexByTotal( Column events, Column denominator )
{
  requireCounts( events, denominator );
  double eventsSum = 0;
  double denominatorSum = 0;
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( !isUsed( events[area], denominator[area] ) )
      continue;
    eventsSum += events[area];
    denominatorSum += denominator[area];
  }
  return indexAgainst( denominatorSum > 0 ? eventsSum / denominatorSum : missing, events, denominator );
}

OverRepresentation indexByMeanOfAreas( Column events, Column denominator )
{
  requireCounts( events, denominator );
  double rateSum = 0;
  std::size_t areas = 0;
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( !isUsed( events[area], denominator[area] ) )
      continue;
    rateSum += events[area] / denominator[area];
    ++areas;
  }
  return indexAgainst( areas > 0 ? rateSum / static_cast<double>( areas ) : missing, events, denominator );
}

} // namespace communitysafety::statistics
