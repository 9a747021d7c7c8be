// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indicatorscale.h"

#include "statistics/normalise.h"
#include "statistics/overrepresentation.h"
#include "statistics/smoothing.h"

#include <algorithm>

namespace communitysafety::statistics
{

namespace
{

constexpr double cityIndex = 100;

//! One row of the table of methods: an index function or a normalisation.
struct MethodEntry
{
  ScoreMethod method;
  OverRepresentation ( *index )( Column events, Column denominator );
  Normalisation normalisation;
  //! Brings shares (0 to 1) onto the scale from 0 to 100 of the other methods.
  double factor;
};

const MethodEntry &entryOf( ScoreMethod method )
{
  static const std::vector<MethodEntry> methods = {
    { ScoreMethod::indexByTotal, indexByTotal, Normalisation(), 1 },
    { ScoreMethod::indexByMeanOfAreas, indexByMeanOfAreas, Normalisation(), 1 },
    { ScoreMethod::percentRank, nullptr, Normalisation::percentRank, 100 },
    { ScoreMethod::zScore, nullptr, Normalisation::zScore, 1 },
    { ScoreMethod::minMax, nullptr, Normalisation::minMax, 1 },
    { ScoreMethod::exponentialRank, nullptr, Normalisation::exponentialRank, 1 },
  };
  return methods[static_cast<std::size_t>( method )];
}

bool isConstant( Column values )
{
  double lowest = missing;
  double highest = missing;
  for ( const double value : values )
  {
    lowest = std::fmin( lowest, value );
    highest = std::fmax( highest, value );
  }
  // Equal rates from different denominators differ in the last digits.
  return highest - lowest <= 1e-12 * std::fmax( std::fabs( lowest ), std::fabs( highest ) );
}

bool hasValues( Column values )
{
  return std::any_of( values.begin(), values.end(), []( double value ) { return !isMissing( value ); } );
}

double sumOfPresent( Column values )
{
  double sum = 0;
  for ( const double value : values )
    sum += isMissing( value ) ? 0 : value;
  return sum;
}

std::size_t countSmall( Column denominator )
{
  constexpr double smallShareOfMean = 0.1;
  double sum = 0;
  double areas = 0;
  for ( const double value : denominator )
  {
    if ( !( value > 0 ) )
      continue;
    sum += value;
    areas += 1;
  }
  const auto isSmall = [&]( double value ) { return value > 0 && value < smallShareOfMean * sum / areas; };
  return static_cast<std::size_t>( std::count_if( denominator.begin(), denominator.end(), isSmall ) );
}

void scaleAsIndex( const ScoreIndicator &indicator, ScoreMethod method, bool shrink, ScaledIndicator &scaled )
{
  const std::vector<double> ones( indicator.values.size(), 1 );
  const std::vector<double> &denominator = indicator.denominator.empty() ? ones : indicator.denominator;
  OverRepresentation over = entryOf( method ).index( indicator.values, denominator );
  scaled.remarks.eventsWithoutDenominator = over.eventsWithoutDenominator;
  scaled.crude = std::move( over.index );
  scaled.expected = std::move( over.expected );
  scaled.weightOnOwn = ones;
  if ( !shrink || indicator.denominator.empty() )
    return;
  SmoothedRates smoothed = empiricalBayes( indicator.values, denominator );
  scaled.weightOnOwn = std::move( smoothed.weightOnOwn );
  scaled.remarks.noExcessVariance = smoothed.noExcessVariance;
}

//! Values over denominators where there are denominators, else the values.
std::vector<double> ratesOf( const ScoreIndicator &indicator, IndicatorRemarks &remarks )
{
  std::vector<double> rate = indicator.values;
  for ( std::size_t area = 0; area < indicator.denominator.size(); ++area )
  {
    const double denominator = indicator.denominator[area];
    rate[area] = denominator > 0 ? indicator.values[area] / denominator : missing;
    if ( !( denominator > 0 ) && indicator.values[area] > 0 )
      ++remarks.eventsWithoutDenominator;
  }
  return rate;
}

std::vector<double> normalised( const ScoreIndicator &indicator, ScoreMethod method, std::vector<double> rate )
{
  const MethodEntry &entry = entryOf( method );
  for ( double &value : rate )
    value *= indicator.direction;
  std::vector<double> values = normalise( rate, entry.normalisation ).values;
  for ( double &value : values )
    value *= entry.factor;
  return values;
}

void scaleByNormalising( const ScoreIndicator &indicator, ScoreMethod method, bool shrink,
                         const std::vector<double> &rate, ScaledIndicator &scaled )
{
  scaled.crude = normalised( indicator, method, rate );
  scaled.shrunk = scaled.crude;
  if ( !shrink || indicator.denominator.empty() )
    return;
  SmoothedRates smoothed = empiricalBayes( indicator.values, indicator.denominator );
  scaled.remarks.noExcessVariance = smoothed.noExcessVariance;
  scaled.shrunk = normalised( indicator, method, std::move( smoothed.rate ) );
}

LeftOut reasonToLeaveOut( const ScoreIndicator &indicator, Column rate )
{
  if ( !hasValues( indicator.values ) )
    return LeftOut::noData;
  if ( indicator.isCount && !( sumOfPresent( indicator.values ) > 0 ) )
    return LeftOut::noEvents;
  if ( indicator.isCount && sumOfPresent( indicator.values ) < indicator.minimumEvents )
    return LeftOut::tooFewEvents;
  if ( !hasValues( rate ) )
    return LeftOut::noData;
  return isConstant( rate ) ? LeftOut::constant : LeftOut::no;
}

} // namespace

bool isIndex( ScoreMethod method ) { return entryOf( method ).index != nullptr; }

double neutralScore( ScoreMethod method )
{
  const MethodEntry &entry = entryOf( method );
  if ( entry.index )
    return cityIndex;
  return entry.factor * normalisationMethods()[static_cast<std::size_t>( entry.normalisation )].neutral;
}

ScaledIndicator scaleIndicator( const ScoreIndicator &indicator, ScoreMethod method, bool shrink )
{
  ScaledIndicator scaled;
  scaled.remarks.events = indicator.isCount ? sumOfPresent( indicator.values ) : missing;
  scaled.remarks.smallDenominators = countSmall( indicator.denominator );
  if ( isIndex( method ) )
  {
    scaleAsIndex( indicator, method, shrink, scaled );
    scaled.remarks.leftOut = reasonToLeaveOut( indicator, scaled.crude );
  }
  else
  {
    const std::vector<double> rate = ratesOf( indicator, scaled.remarks );
    scaleByNormalising( indicator, method, shrink, rate, scaled );
    scaled.remarks.leftOut = reasonToLeaveOut( indicator, rate );
  }
  return scaled;
}

} // namespace communitysafety::statistics
