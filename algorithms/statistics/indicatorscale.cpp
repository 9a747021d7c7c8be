// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indicatorscale.h"

#include "statistics/localstatistic.h"
#include "statistics/normalise.h"
#include "statistics/overrepresentation.h"
#include "statistics/smoothing.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace communitysafety::statistics
{

namespace
{

constexpr double cityIndex = 100;

const char *const byTotal = "index";
const char *const byMeanOfAreas = "indexbymean";

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

//! Fills the gaps of \a values; \a scaled keeps where. Areas without a denominator have no gap: nobody is there.
void fillGaps( std::vector<double> &values, const ScoreIndicator &indicator, const ScaleOptions &options,
               ScaledIndicator &scaled )
{
  if ( options.imputation == Imputation::none )
    return;
  const std::vector<double> filled = impute( values, options.imputation, options.imputationGroup, options.neighbours );
  scaled.isImputed.assign( values.size(), false );
  for ( std::size_t area = 0; area < values.size(); ++area )
  {
    const bool hasPeople =
      indicator.denominator.empty() || indicator.denominator[area] > 0 || isMissing( indicator.denominator[area] );
    if ( !isMissing( values[area] ) || isMissing( filled[area] ) || !hasPeople )
      continue;
    values[area] = filled[area];
    scaled.isImputed[area] = true;
  }
  scaled.remarks.imputed =
    static_cast<std::size_t>( std::count( scaled.isImputed.begin(), scaled.isImputed.end(), true ) );
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

[[noreturn]] void refuseBeforeIndex( const std::string &step, const std::string &scale, const std::string &advice )
{
  throw std::invalid_argument( step + " cannot stand before the scale ‘" + scale +
                               "’, which compares counted events with the city's; choose the normalisation " + advice +
                               "." );
}

std::vector<double> onesOf( const ScoreIndicator &indicator )
{
  return std::vector<double>( indicator.values.size(), 1 );
}

//! How the events of an indicator cluster; without a denominator every area leads to expect the same.
std::vector<double> clusteringOf( const ScoreIndicator &indicator, const ScaleOptions &options )
{
  const std::vector<double> &denominator = indicator.denominator.empty() ? onesOf( indicator ) : indicator.denominator;
  switch ( findMethod( indicator.clustering, clusteringSignatures(), "clustering" ) )
  {
  case 0:
    return localQuotient( indicator.values, denominator, options.neighbours );
  case 1:
  {
    IndicatorRemarks ignored;
    return giStar( ratesOf( indicator, ignored ), options.neighbours );
  }
  default:
    return kernelRatio( indicator.values, denominator, options.x, options.y, indicator.clustering.arguments.front() );
  }
}

void compareWithTheCity( const ScoreIndicator &indicator, const ScaleOptions &options, ScaledIndicator &scaled )
{
  const std::vector<double> ones = onesOf( indicator );
  const std::vector<double> &denominator = indicator.denominator.empty() ? ones : indicator.denominator;
  OverRepresentation over = scaled.scale.name == byTotal ? indexByTotal( indicator.values, denominator )
                                                         : indexByMeanOfAreas( indicator.values, denominator );
  scaled.remarks.eventsWithoutDenominator = over.eventsWithoutDenominator;
  scaled.crude = std::move( over.index );
  scaled.expected = std::move( over.expected );
  if ( !options.shrink || indicator.denominator.empty() )
    return;
  SmoothedRates smoothed = empiricalBayes( indicator.values, denominator );
  scaled.weightOnOwn = std::move( smoothed.weightOnOwn );
  scaled.remarks.noExcessVariance = smoothed.noExcessVariance;
}

void scaleAsIndex( const ScoreIndicator &indicator, const ScaleOptions &options, ScaledIndicator &scaled )
{
  if ( indicator.steps.transform.isGiven() || indicator.steps.treat.isGiven() )
    refuseBeforeIndex( "A transform or a treatment of outliers", scaled.scale.name, "ratiotomean" );
  scaled.weightOnOwn = onesOf( indicator );
  if ( !indicator.clustering.isGiven() )
    compareWithTheCity( indicator, options, scaled );
  else if ( indicator.clustering.name == "gistar" )
    refuseBeforeIndex( "Gi*, a standard score,", scaled.scale.name, "none or zscore" );
  else
  {
    scaled.crude = clusteringOf( indicator, options );
    scaled.expected.assign( scaled.crude.size(), missing );
  }
  fillGaps( scaled.crude, indicator, options, scaled );
  // An imputed index has no events of its own to be drawn to the city, and none that one more could move.
  for ( std::size_t area = 0; area < scaled.isImputed.size(); ++area )
    if ( scaled.isImputed[area] )
      scaled.weightOnOwn[area] = 1;
}

void scaleByNormalising( const ScoreIndicator &indicator, const ScaleOptions &options, std::vector<double> rate,
                         ScaledIndicator &scaled )
{
  ScaleSteps steps = indicator.steps;
  steps.normalise = scaled.scale;
  scaled.rate = rate;
  if ( options.shrink && !indicator.denominator.empty() && !indicator.clustering.isGiven() )
  {
    SmoothedRates smoothed = empiricalBayes( indicator.values, indicator.denominator );
    scaled.remarks.noExcessVariance = smoothed.noExcessVariance;
    scaled.rate = std::move( smoothed.rate );
  }
  fillGaps( scaled.rate, indicator, options, scaled );
  fillGaps( rate, indicator, options, scaled );
  SteppedColumn crude = takeSteps( std::move( rate ), steps, indicator.direction );
  scaled.crude = std::move( crude.values );
  scaled.treated = std::move( crude.treated );
  scaled.shrunk = takeSteps( scaled.rate, steps, indicator.direction ).values;
}

//! Scales that read the order only, for which ranks are as good as scores.
bool readsOrderOnly( const MethodSpec &scale )
{
  static const std::vector<std::string> names = { "percentrank", "rank",        "borda",
                                                  "rankit",      "normalscore", "exponentialrank" };
  return std::find( names.begin(), names.end(), scale.name ) != names.end();
}

bool areRanks( std::vector<double> values )
{
  constexpr std::size_t least = 10;
  values.erase( std::remove_if( values.begin(), values.end(), isMissing ), values.end() );
  std::sort( values.begin(), values.end() );
  for ( std::size_t place = 0; place < values.size(); ++place )
    if ( values[place] != static_cast<double>( place + 1 ) )
      return false;
  return values.size() >= least;
}

LeftOut reasonToLeaveOut( const ScoreIndicator &indicator, Column rate )
{
  if ( countPresent( indicator.values ) == 0 )
    return LeftOut::noData;
  if ( indicator.isCount && !( sumPresent( indicator.values ) > 0 ) )
    return LeftOut::noEvents;
  if ( indicator.isCount && sumPresent( indicator.values ) < indicator.minimumEvents )
    return LeftOut::tooFewEvents;
  if ( countPresent( rate ) == 0 )
    return LeftOut::noData;
  return isConstant( rate ) ? LeftOut::constant : LeftOut::no;
}

} // namespace

bool isIndex( const MethodSpec &scale ) { return scale.name == byTotal || scale.name == byMeanOfAreas; }

double neutralScore( const MethodSpec &scale, std::size_t areas )
{
  return isIndex( scale ) ? cityIndex : neutralValue( scale, areas );
}

const std::vector<MethodSignature> &clusteringSignatures()
{
  static const std::vector<MethodSignature> signatures = { { "locallq", 0, 0, "locallq" },
                                                           { "gistar", 0, 0, "gistar" },
                                                           { "kernelratio", 1, 1, "kernelratio(bandwidth)" } };
  return signatures;
}

const std::vector<MethodSignature> &scaleSignatures()
{
  static const std::vector<MethodSignature> signatures = []
  {
    std::vector<MethodSignature> all = { { byTotal, 0, 0, byTotal }, { byMeanOfAreas, 0, 0, byMeanOfAreas } };
    all.insert( all.end(), normalisationSignatures().begin(), normalisationSignatures().end() );
    return all;
  }();
  return signatures;
}

ScaledIndicator scaleIndicator( const ScoreIndicator &indicator, const ScaleOptions &options )
{
  ScaledIndicator scaled;
  scaled.scale = indicator.steps.normalise.isGiven() ? indicator.steps.normalise : options.scale;
  scaled.remarks.events = indicator.isCount ? sumPresent( indicator.values ) : missing;
  scaled.remarks.smallDenominators = countSmall( indicator.denominator );
  scaled.remarks.isByMeanOfAreas = scaled.scale.name == byMeanOfAreas;
  scaled.remarks.looksLikeRanks =
    indicator.denominator.empty() && !readsOrderOnly( scaled.scale ) && areRanks( indicator.values );
  std::vector<double> measured;
  if ( isIndex( scaled.scale ) )
  {
    scaleAsIndex( indicator, options, scaled );
    measured = scaled.crude;
  }
  else
  {
    measured = ratesOf( indicator, scaled.remarks );
    if ( indicator.clustering.isGiven() )
      measured = clusteringOf( indicator, options );
    scaleByNormalising( indicator, options, measured, scaled );
  }
  scaled.remarks.leftOut = reasonToLeaveOut( indicator, measured );
  return scaled;
}

} // namespace communitysafety::statistics
