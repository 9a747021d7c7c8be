// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/interpolationfigures.h"

#include "base/run.h"
#include "statistics/areablocks.h"
#include "statistics/arealinterpolation.h"
#include "statistics/misplacedshare.h"
#include "statistics/pointreach.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{

using base::Run;
using statistics::ArealShares;
using statistics::FigureKind;
using statistics::isMissing;
using statistics::missing;
using statistics::Overlap;
using statistics::Progress;

namespace
{

//! A source without a parent is its own, and so plays no part in judging.
std::vector<std::size_t> numbered( const std::vector<QString> &names )
{
  QHash<QString, std::size_t> numbers;
  std::vector<std::size_t> result;
  std::size_t next = 0;
  for ( const QString &name : names )
  {
    if ( !name.isEmpty() && numbers.contains( name ) )
    {
      result.push_back( numbers.value( name ) );
      continue;
    }
    if ( !name.isEmpty() )
      numbers.insert( name, next );
    result.push_back( next++ );
  }
  return result;
}

std::vector<std::size_t> blocksOf( const base::Areas &areas )
{
  // Halving leaves three to six in a block: as many as LSOAs make an MSOA.
  constexpr std::size_t largestBlock = 6;
  const base::AreaCentres centres = base::areaCentres( areas );
  return statistics::blocksOfNeighbours( centres.x, centres.y, largestBlock );
}

//! Missing where a part is.
std::vector<double> sumsOver( const std::vector<std::size_t> &parentOf, std::size_t parents,
                              const std::vector<double> &values )
{
  std::vector<double> sums( parents, 0 );
  for ( std::size_t area = 0; area < values.size(); ++area )
    sums[parentOf[area]] += values[area];
  return sums;
}

std::vector<double> divided( std::vector<double> values, double by )
{
  for ( double &value : values )
    value /= by;
  return values;
}

std::vector<double> products( const std::vector<double> &a, const std::vector<double> &b )
{
  std::vector<double> result;
  for ( std::size_t row = 0; row < a.size(); ++row )
    result.push_back( a[row] * b[row] );
  return result;
}

//! The part of what each target gets, by \a weights of the sources, that comes from sources wholly inside.
std::vector<double> certainShare( const ArealShares &shares, const std::vector<double> &weights )
{
  constexpr double whole = 1 - 1e-9;
  std::vector<double> all( shares.targets, 0 );
  std::vector<double> certain( shares.targets, 0 );
  for ( const Overlap &overlap : shares.overlaps )
  {
    const double part = overlap.share * weights[overlap.source];
    if ( isMissing( part ) )
      continue;
    all[overlap.target] += part;
    certain[overlap.target] += overlap.share >= whole ? part : 0;
  }
  for ( std::size_t target = 0; target < all.size(); ++target )
    certain[target] = all[target] > 0 ? certain[target] / all[target] : missing;
  return certain;
}

//! The part of the origins of each target, in parts of sources, that has no value.
std::vector<double> gapShare( const ArealShares &shares, const std::vector<double> &values )
{
  std::vector<double> all( shares.targets, 0 );
  std::vector<double> unknown( shares.targets, 0 );
  for ( const Overlap &overlap : shares.overlaps )
  {
    all[overlap.target] += overlap.share;
    unknown[overlap.target] += isMissing( values[overlap.source] ) ? overlap.share : 0;
  }
  for ( std::size_t target = 0; target < all.size(); ++target )
    unknown[target] = all[target] > 0 ? unknown[target] / all[target] : missing;
  return unknown;
}

//! Independent errors together; of a target without a figure there is none.
void addErrors( std::vector<double> &errors, const std::vector<double> &further )
{
  for ( std::size_t target = 0; target < errors.size(); ++target )
    errors[target] = std::hypot( errors[target], further[target] );
}

//! Of best fit: how far a figure is from the one by points or ground is an error of it.
void addDifferences( InterpolatedFigure &result, const std::vector<double> &measured )
{
  for ( std::size_t target = 0; target < measured.size(); ++target )
    result.error[target] = std::hypot( result.error[target], result.value[target] - measured[target] );
}

} // namespace

FigureInterpolator::FigureInterpolator( Run &run, const InterpolationSources &sources,
                                        const InterpolationShares &shares, const FigureOptions &options )
  : mRun( run ), mSources( sources ), mShares( shares ), mOptions( options ),
    mParentOf( sources.parents.empty() ? blocksOf( sources.areas ) : numbered( sources.parents ) )
{
  mParents = mParentOf.empty() ? 0 : *std::max_element( mParentOf.begin(), mParentOf.end() ) + 1;
}

const std::vector<double> &FigureInterpolator::denominators() const
{
  return mSources.denominators.empty() ? mShares.sizes() : mSources.denominators;
}

ArealShares FigureInterpolator::sharesOf( const base::CarriedFigure &figure, const Progress &progress ) const
{
  switch ( mOptions.method )
  {
  case InterpolationMethod::arealWeighting:
    return mShares.byGround();
  case InterpolationMethod::smoothSurface:
    return mShares.bySurface( figure.field, figure.isRate ? denominators() : figure.values, progress );
  case InterpolationMethod::bestFit:
    return mShares.byCentres();
  default:
    return mShares.byMeasure();
  }
}

statistics::PredictionErrors FigureInterpolator::judge( const base::CarriedFigure &figure,
                                                        const Progress &progress ) const
{
  const std::vector<double> &weights = figure.isRate ? denominators() : figure.values;
  const std::vector<double> parentWeights = sumsOver( mParentOf, mParents, weights );
  const ArealShares shares = mOptions.method == InterpolationMethod::smoothSurface
                               ? mShares.ofParentsBySurface( mParentOf, parentWeights, progress )
                               : mShares.ofParents( mParentOf, mParents );
  if ( !figure.isRate )
    return statistics::countPredictionErrors( shares, parentWeights, figure.values );
  const std::vector<double> rates = divided( figure.values, mOptions.ratePer );
  std::vector<double> parentRates = sumsOver( mParentOf, mParents, products( rates, weights ) );
  for ( std::size_t parent = 0; parent < mParents; ++parent )
    parentRates[parent] = parentWeights[parent] > 0 ? parentRates[parent] / parentWeights[parent] : missing;
  return statistics::ratePredictionErrors( shares, parentRates, parentWeights, rates, weights );
}

statistics::ErrorOptions FigureInterpolator::errorOptions( const base::CarriedFigure &figure, double spread ) const
{
  statistics::ErrorOptions options;
  options.kind = mOptions.kind;
  options.spread = isMissing( spread ) ? 0 : spread;
  options.dispersion = mOptions.dispersion;
  if ( !figure.isRate )
  {
    options.kind = options.kind == FigureKind::score ? FigureKind::enumerated : options.kind;
    return options;
  }
  const double limit = options.kind == FigureKind::enumerated ? mOptions.ratePer : std::numeric_limits<double>::max();
  const auto impossible = [limit]( double rate ) { return rate < 0 || rate > limit; };
  if ( options.kind != FigureKind::score && std::any_of( figure.values.begin(), figure.values.end(), impossible ) )
  {
    mRun.warn(
      Run::tr( "‘%1’ has values that no rate or share can have (below 0, or above %2): it is taken as a score, "
               "and its errors leave chance out. If it is in per cent, set RATE_PER to 100; if it counts "
               "something, choose it in COUNT_FIELDS." )
        .arg( figure.field )
        .arg( mOptions.ratePer ) );
    options.kind = FigureKind::score;
  }
  return options;
}

void FigureInterpolator::carryCount( InterpolatedFigure &result, const base::CarriedFigure &figure,
                                     const ArealShares &shares ) const
{
  const statistics::InterpolatedCounts carried = statistics::interpolateCounts( shares, figure.values );
  result.value = carried.value;
  result.total = statistics::sumPresent( figure.values );
  result.outside = carried.outside;
  result.byGround = statistics::interpolateCounts( mShares.byGround(), figure.values ).value;
  const bool isBestFit = mOptions.method == InterpolationMethod::bestFit;
  const ArealShares &measured = isBestFit ? mShares.byMeasure() : shares;
  result.error = statistics::countErrors( measured, figure.values, errorOptions( figure, result.judged.spread ) ).total;
  addErrors( result.error, statistics::reachCountErrors( mShares.reach(), figure.values, result.value.size() ) );
  if ( isBestFit )
  {
    addDifferences( result, statistics::interpolateCounts( measured, figure.values ).value );
    result.misplaced = statistics::misplacedShare( shares, measured, figure.values );
  }
  result.certain = certainShare( measured, figure.values );
}

void FigureInterpolator::carryRate( InterpolatedFigure &result, const base::CarriedFigure &figure,
                                    const ArealShares &shares ) const
{
  const std::vector<double> &people = denominators();
  const statistics::InterpolatedRates carried = statistics::interpolateRates( shares, figure.values, people );
  result.value = carried.value;
  result.denominator = carried.denominator;
  result.byGround = statistics::interpolateRates( mShares.byGround(), figure.values, people ).value;
  const bool isBestFit = mOptions.method == InterpolationMethod::bestFit;
  const ArealShares &measured = isBestFit ? mShares.byMeasure() : shares;
  const std::vector<double> rates = divided( figure.values, mOptions.ratePer );
  result.error = statistics::rateErrors( measured, rates, people, errorOptions( figure, result.judged.spread ) ).total;
  for ( double &error : result.error )
    error *= mOptions.ratePer;
  const statistics::InterpolatedRates byMeasure = statistics::interpolateRates( measured, figure.values, people );
  addErrors( result.error, statistics::reachRateErrors( mShares.reach(), figure.values, people, byMeasure.value,
                                                        byMeasure.denominator ) );
  if ( isBestFit )
    addDifferences( result, byMeasure.value );
  result.certain = certainShare( measured, people );
}

InterpolatedFigure FigureInterpolator::carry( const base::CarriedFigure &figure, const Progress &progress ) const
{
  InterpolatedFigure result;
  result.field = figure.field;
  result.isRate = figure.isRate;
  result.withoutValue = figure.values.size() - statistics::countPresent( figure.values );
  result.judged = judge( figure, statistics::slice( progress, 0, 0.4 ) );
  statistics::report( progress, 0.4 );
  const ArealShares shares = sharesOf( figure, statistics::slice( progress, 0.4, 0.7 ) );
  statistics::report( progress, 0.7 );
  for ( const std::size_t source : shares.fellBack )
    if ( ( figure.isRate ? denominators() : figure.values )[source] > 0 )
      result.fellBack.push_back( source );
  result.gap = gapShare( shares, figure.values );
  if ( figure.isRate )
    carryRate( result, figure, shares );
  else
    carryCount( result, figure, shares );
  statistics::report( progress, 1 );
  return result;
}

} // namespace communitysafety::deprivation
