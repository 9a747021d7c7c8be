// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/standardisedrate.h"

#include "statistics/arguments.h"

namespace communitysafety::statistics
{
namespace
{

void requireStrata( const char *name, Column values, std::size_t strata )
{
  requireSize( name, values.size(), strata );
  requireNotNegative( name, values );
}

double orNone( double count ) { return isMissing( count ) ? 0 : count; }

double sumOf( Column counts )
{
  double sum = 0;
  for ( const double count : counts )
    sum += orNone( count );
  return sum;
}

bool expectsEvents( double population, double referenceEvents, double referencePopulation )
{
  return population > 0 && referenceEvents > 0 && referencePopulation > 0;
}

void requirePopulation( Column population, Column standardPopulation )
{
  for ( std::size_t stratum = 0; stratum < population.size(); ++stratum )
    if ( standardPopulation[stratum] > 0 && !( population[stratum] > 0 ) )
      refuse( "population in row " + std::to_string( stratum + 1 ), inWords( population[stratum] ),
              "above 0 where the standard population is" );
}

} // namespace

StandardisedRate indirectlyStandardisedRatio( Column events, Column population, Column referenceEvents,
                                              Column referencePopulation, double confidence, double dispersion )
{
  const std::size_t strata = events.size();
  requireNotNegative( "events", events );
  requireStrata( "population", population, strata );
  requireStrata( "reference events", referenceEvents, strata );
  requireStrata( "reference population", referencePopulation, strata );

  StandardisedRate result;
  result.observed = sumOf( events );
  result.expected = 0;
  for ( std::size_t stratum = 0; stratum < strata; ++stratum )
    if ( expectsEvents( population[stratum], referenceEvents[stratum], referencePopulation[stratum] ) )
      result.expected += population[stratum] * referenceEvents[stratum] / referencePopulation[stratum];
  const Interval limits = poissonLimits( result.observed, confidence, dispersion );
  if ( result.expected <= 0 )
    return result;
  result.value = result.observed / result.expected;
  result.limits = { limits.lower / result.expected, limits.upper / result.expected };
  return result;
}

StandardisedRate directlyStandardisedRate( Column events, Column population, Column standardPopulation,
                                           double confidence )
{
  return directlyStandardisedRate( events, events, population, standardPopulation, confidence );
}

StandardisedRate directlyStandardisedRate( Column events, Column countVariance, Column population,
                                           Column standardPopulation, double confidence )
{
  const std::size_t strata = events.size();
  requireNotNegative( "events", events );
  requireStrata( "count variance", countVariance, strata );
  requireStrata( "population", population, strata );
  requireStrata( "standard population", standardPopulation, strata );
  requirePopulation( population, standardPopulation );

  StandardisedRate result;
  result.observed = sumOf( events );
  const Interval limits = byarLimits( result.observed, confidence );
  result.isSuppressed = result.observed < fewestForDirectStandardisation;
  const double weightSum = sumOf( standardPopulation );
  if ( result.isSuppressed || weightSum <= 0 )
    return result;

  double rate = 0, variance = 0;
  for ( std::size_t stratum = 0; stratum < strata; ++stratum )
  {
    if ( !( standardPopulation[stratum] > 0 ) )
      continue;
    const double weight = standardPopulation[stratum] / weightSum / population[stratum];
    rate += weight * orNone( events[stratum] );
    variance += weight * weight * orNone( countVariance[stratum] );
  }
  const double scale = std::sqrt( variance / result.observed );
  result.value = rate;
  result.limits = { rate + scale * ( limits.lower - result.observed ),
                    rate + scale * ( limits.upper - result.observed ) };
  return result;
}

} // namespace communitysafety::statistics
