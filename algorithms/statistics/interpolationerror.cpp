// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/interpolationerror.h"

#include "statistics/arealinterpolation.h"
#include "statistics/arguments.h"
#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{

namespace
{

double divided( double share ) { return share * ( 1 - share ); }

double presentOrZero( double value ) { return isMissing( value ) ? 0 : value; }

//! n (n - 1), the pairs of people that may keep together.
double pairs( double count ) { return std::max( 0.0, count * ( count - 1 ) ); }

//! Differences between predictions and truths, both present in all rows; the weights add up to more than 0.
void describe( PredictionErrors &errors, const std::vector<double> &predicted, Column truth, Column weights )
{
  double squares = 0;
  double total = 0;
  double all = 0;
  std::vector<double> relative;
  for ( std::size_t area = 0; area < predicted.size(); ++area )
  {
    const double weight = weights[area];
    if ( isMissing( predicted[area] ) || isMissing( truth[area] ) || !( weight > 0 ) )
      continue;
    ++errors.areas;
    const double difference = predicted[area] - truth[area];
    squares += weight * difference * difference;
    total += weight * truth[area];
    all += weight;
    if ( truth[area] != 0 )
      relative.push_back( std::fabs( difference / truth[area] ) );
  }
  errors.medianError = median( relative );
  if ( errors.areas == 0 )
    return;
  errors.rmse = std::sqrt( squares / all );
  if ( total > 0 )
    errors.relativeRmse = errors.rmse / ( total / all );
}

void requireOptions( const ErrorOptions &options, double largestSpread )
{
  requireBetween( "spread", options.spread, 0, largestSpread );
  requireBetween( "dispersion", options.dispersion, 1, std::numeric_limits<double>::max() );
}

//! Turns variances into standard errors; those of targets without a figure are missing.
InterpolationErrors standardErrors( std::vector<double> interpolation, std::vector<double> chance, Column figure )
{
  InterpolationErrors errors{ std::move( interpolation ), std::move( chance ), {} };
  errors.total.assign( figure.size(), missing );
  for ( std::size_t target = 0; target < figure.size(); ++target )
  {
    if ( isMissing( figure[target] ) )
    {
      errors.interpolation[target] = errors.chance[target] = missing;
      continue;
    }
    errors.total[target] = std::sqrt( errors.interpolation[target] + errors.chance[target] );
    errors.interpolation[target] = std::sqrt( errors.interpolation[target] );
    errors.chance[target] = std::sqrt( errors.chance[target] );
  }
  return errors;
}

//! Variance of the events that a source of \a count gives a target; \a each: the variance that one of them brings.
double chanceOf( FigureKind kind, double count, double share, double each, double dispersion )
{
  switch ( kind )
  {
  case FigureKind::enumerated:
    return each * count * divided( share );
  case FigureKind::events:
    return each * count * ( divided( share ) + dispersion * share * share );
  case FigureKind::score:
    break;
  }
  return 0;
}

void requireRates( Column rates, FigureKind kind )
{
  if ( kind == FigureKind::enumerated )
    requireShares( "rates", rates );
  else if ( kind == FigureKind::events )
    requireNotNegative( "rates", rates );
}

} // namespace

PredictionErrors countPredictionErrors( const ArealShares &fromParents, Column parentCounts, Column areaCounts )
{
  requireSize( "areaCounts", areaCounts.size(), fromParents.targets );
  requireNotNegative( "parentCounts", parentCounts );
  requireNotNegative( "areaCounts", areaCounts );
  const std::vector<double> predicted = interpolateCounts( fromParents, parentCounts ).value;
  PredictionErrors errors;
  describe( errors, predicted, areaCounts, std::vector<double>( predicted.size(), 1 ) );

  double excess = 0;
  double atMost = 0;
  for ( std::size_t area = 0; area < predicted.size(); ++area )
    excess += presentOrZero( ( predicted[area] - areaCounts[area] ) * ( predicted[area] - areaCounts[area] ) );
  for ( const Overlap &overlap : fromParents.overlaps )
  {
    if ( isMissing( parentCounts[overlap.source] ) || isMissing( areaCounts[overlap.target] ) )
      continue;
    excess -= parentCounts[overlap.source] * divided( overlap.share );
    atMost += pairs( parentCounts[overlap.source] ) * divided( overlap.share );
  }
  if ( atMost > 0 )
    errors.spread = std::clamp( excess / atMost, 0.0, 1.0 );
  return errors;
}

PredictionErrors ratePredictionErrors( const ArealShares &fromParents, Column parentRates, Column parentDenominators,
                                       Column areaRates, Column areaDenominators )
{
  requireSize( "areaRates", areaRates.size(), fromParents.targets );
  requireSize( "areaDenominators", areaDenominators.size(), fromParents.targets );
  requireFinite( "areaRates", areaRates );
  requireNotNegative( "areaDenominators", areaDenominators );
  const std::vector<double> predicted = interpolateRates( fromParents, parentRates, parentDenominators ).value;
  PredictionErrors errors;
  describe( errors, predicted, areaRates, areaDenominators );

  double squares = 0;
  double atMost = 0;
  for ( std::size_t area = 0; area < predicted.size(); ++area )
  {
    const double difference = areaDenominators[area] * ( predicted[area] - areaRates[area] );
    squares += presentOrZero( difference * difference );
  }
  for ( const Overlap &overlap : fromParents.overlaps )
  {
    const double parent = parentDenominators[overlap.source];
    if ( !isMissing( parentRates[overlap.source] ) && !isMissing( areaRates[overlap.target] ) )
      atMost += presentOrZero( parent * parent ) * divided( overlap.share );
  }
  if ( atMost > 0 )
    errors.spread = squares / atMost;
  return errors;
}

InterpolationErrors countErrors( const ArealShares &shares, Column counts, const ErrorOptions &options )
{
  requireNotNegative( "counts", counts );
  requireOptions( options, 1 );
  const std::vector<double> value = interpolateCounts( shares, counts ).value;
  std::vector<double> interpolation( shares.targets, 0 );
  std::vector<double> chance( shares.targets, 0 );
  for ( const Overlap &overlap : shares.overlaps )
  {
    const double count = presentOrZero( counts[overlap.source] );
    interpolation[overlap.target] += options.spread * pairs( count ) * divided( overlap.share );
    chance[overlap.target] += chanceOf( options.kind, count, overlap.share, 1, options.dispersion );
  }
  return standardErrors( std::move( interpolation ), std::move( chance ), value );
}

InterpolationErrors rateErrors( const ArealShares &shares, Column rates, Column denominators,
                                const ErrorOptions &options )
{
  requireOptions( options, std::numeric_limits<double>::max() );
  requireRates( rates, options.kind );
  const InterpolatedRates carried = interpolateRates( shares, rates, denominators );
  std::vector<double> interpolation( shares.targets, 0 );
  std::vector<double> chance( shares.targets, 0 );
  for ( const Overlap &overlap : shares.overlaps )
  {
    const double rate = rates[overlap.source];
    const double people = denominators[overlap.source];
    if ( isMissing( rate ) || isMissing( people ) )
      continue;
    const double with = carried.denominator[overlap.target] * carried.covered[overlap.target];
    const double scale = with > 0 ? 1 / ( with * with ) : 0;
    const double each = options.kind == FigureKind::enumerated ? divided( rate ) : rate;
    interpolation[overlap.target] += scale * options.spread * people * people * divided( overlap.share );
    chance[overlap.target] += scale * chanceOf( options.kind, people, overlap.share, each, options.dispersion );
  }
  return standardErrors( std::move( interpolation ), std::move( chance ), carried.value );
}

} // namespace communitysafety::statistics
