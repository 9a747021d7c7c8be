// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/ratecolumn.h"

#include <algorithm>
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

std::vector<double> RateColumn::of( Column rates ) const
{
  return isIndex( mScale ) ? indexOf( rates ) : normalisedOf( rates );
}

std::vector<double> RateColumn::indexOf( Column rates ) const
{
  std::vector<double> index = mSettled;
  for ( std::size_t area = 0; area < rates.size(); ++area )
  {
    if ( isMissing( rates[area] ) )
      continue;
    const double limited = cityIndex + mLimit[area] * ( mToIndex * rates[area] - cityIndex );
    // As in the score itself, recentring carries no area from below the city to above it.
    const double recentred = limited <= cityIndex ? std::min( cityIndex, limited * mStretch ) : limited * mStretch;
    index[area] = mDirection < 0 ? 2 * cityIndex - recentred : recentred;
  }
  return index;
}

std::vector<double> RateColumn::normalisedOf( Column rates ) const
{
  std::vector<double> values = mRates;
  for ( std::size_t area = 0; area < values.size(); ++area )
    if ( !isMissing( rates[area] ) )
      values[area] = rates[area];
  return takeSteps( std::move( values ), mSteps, mDirection ).values;
}

} // namespace communitysafety::statistics
