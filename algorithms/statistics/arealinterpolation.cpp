// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/arealinterpolation.h"

#include "statistics/arguments.h"

namespace communitysafety::statistics
{

InterpolatedCounts interpolateCounts( const ArealShares &shares, Column counts )
{
  requireSize( "counts", counts.size(), shares.sources() );
  requireFinite( "counts", counts );
  InterpolatedCounts result;
  result.value.assign( shares.targets, missing );
  result.unknownSources.assign( shares.targets, 0 );
  for ( const Overlap &overlap : shares.overlaps )
  {
    const double count = counts[overlap.source];
    double &value = result.value[overlap.target];
    if ( isMissing( count ) )
      result.unknownSources[overlap.target] += overlap.share;
    else
      value = ( isMissing( value ) ? 0 : value ) + overlap.share * count;
  }
  for ( std::size_t source = 0; source < counts.size(); ++source )
    if ( !isMissing( counts[source] ) )
      result.outside += shares.outside[source] * counts[source];
  return result;
}

InterpolatedRates interpolateRates( const ArealShares &shares, Column rates, Column denominators )
{
  requireSize( "rates", rates.size(), shares.sources() );
  requireSize( "denominators", denominators.size(), shares.sources() );
  requireFinite( "rates", rates );
  const std::vector<double> noClass( rates.size(), missing );
  const std::vector<double> ownUnknown( shares.targets, missing );
  TargetSummary summary = summariseTargets( shares.overlaps, denominators, rates, noClass, 1, ownUnknown );
  InterpolatedRates result;
  result.value = std::move( summary.meanScore );
  result.denominator = std::move( summary.population );
  result.covered = std::move( summary.covered );
  return result;
}

} // namespace communitysafety::statistics
