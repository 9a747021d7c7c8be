// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/ratecolumn.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

constexpr double cityIndex = 100;

//! From a rate to an index, from any area that has both.
double indexPerRate( const ScoreIndicator &source, const ScaledIndicator &scaled )
{
  for ( std::size_t area = 0; area < scaled.expected.size(); ++area )
  {
    const double denominator = source.denominator.empty() ? 1 : source.denominator[area];
    if ( scaled.expected[area] > 0 && denominator > 0 )
      return cityIndex * denominator / scaled.expected[area];
  }
  return missing;
}

} // namespace

bool isDrawn( const ScoreIndicator &indicator ) { return indicator.isCount && !indicator.clustering.isGiven(); }

RatePosterior posteriorOf( const ScoreIndicator &indicator, bool shrink, double overdispersion )
{
  if ( !isDrawn( indicator ) )
    return fixedRates( indicator.values );
  if ( indicator.denominator.empty() )
  {
    const std::vector<double> ones( indicator.values.size(), 1 );
    return ratePosterior( indicator.values, ones, RatePrior::none, overdispersion );
  }
  return ratePosterior( indicator.values, indicator.denominator, shrink ? RatePrior::empiricalBayes : RatePrior::none,
                        overdispersion );
}

RateColumn::RateColumn( const ScoreIndicator &source, const ScoreBasis &basis, std::size_t indicator )
{
  const ScaledIndicator &scaled = basis.scaled[indicator];
  mScale = scaled.scale;
  mSteps = source.steps;
  mDirection = source.direction;
  mSettled = scaled.shrunk;
  if ( !isIndex( mScale ) )
  {
    mSteps.normalise = mScale;
    mRates = scaled.rate;
    return;
  }
  mLimit = basis.limit[indicator];
  mStretch = basis.stretch[indicator];
  mToIndex = indexPerRate( source, scaled );
  if ( mDirection < 0 )
    for ( double &value : mSettled )
      value = 2 * cityIndex - value;
}

void RateColumn::replaceRates( std::vector<double> &rates ) const
{
  if ( isIndex( mScale ) )
    replaceByIndex( rates );
  else
    replaceByNormalised( rates );
}

void RateColumn::replaceByIndex( std::vector<double> &rates ) const
{
  const double sign = mDirection < 0 ? -1 : 1;
  const double zero = mDirection < 0 ? 2 * cityIndex : 0;
  const double toIndex = mToIndex;
  const double stretch = mStretch;
  const double *limit = mLimit.data();
  const double *settled = mSettled.data();
  double *value = rates.data();
  const std::size_t areas = rates.size();
  // The loop of all draws: without branches, which half of the areas would take.
  for ( std::size_t area = 0; area < areas; ++area )
  {
    const double rate = value[area];
    const double ofScore = settled[area];
    const double limited = cityIndex + limit[area] * ( toIndex * rate - cityIndex );
    // As in the score itself, recentring carries no area from below the city to above it.
    const double most = limited <= cityIndex ? cityIndex : std::numeric_limits<double>::infinity();
    const double recentred = zero + sign * std::min( limited * stretch, most );
    value[area] = isMissing( rate ) ? ofScore : recentred;
  }
}

void RateColumn::replaceByNormalised( std::vector<double> &rates ) const
{
  for ( std::size_t area = 0; area < rates.size(); ++area )
    if ( isMissing( rates[area] ) )
      rates[area] = mRates[area];
  rates = takeSteps( std::move( rates ), mSteps, mDirection ).values;
}

} // namespace communitysafety::statistics
