// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/aggregation.h"

#include "statistics/arguments.h"
#include "statistics/copeland.h"
#include "statistics/distribution.h"
#include "statistics/factoranalysis.h"
#include "statistics/indicatorweights.h"

#include <algorithm>
#include <numeric>

namespace communitysafety::statistics
{

namespace
{

struct Task
{
  const std::vector<Column> &parts;
  const std::vector<double> &weights;
  const MethodSpec &method;
  const Progress &progress;
};

// One part in one area, with a weight above 0 and a value.
struct Part
{
  double value;
  double weight;
};
using Parts = std::vector<Part>;

void requireIndicatorWeights( const std::vector<double> &weights )
{
  for ( std::size_t part = 0; part < weights.size(); ++part )
    if ( !( weights[part] >= 0 ) || std::isinf( weights[part] ) )
      refuse( "Indicator weight " + std::to_string( part + 1 ), inWords( weights[part] ), "0 or more, and finite" );
  if ( std::none_of( weights.begin(), weights.end(), []( double weight ) { return weight > 0; } ) )
    refuse( "Every indicator weight", "0", "above 0 for one part at least" );
}

void requireSound( const std::vector<Column> &parts, const std::vector<double> &weights )
{
  if ( parts.empty() )
    refuse( "The number of parts", "0", "1 or more" );
  requireSize( "weights", weights.size(), parts.size() );
  for ( const Column &part : parts )
    requireSize( "a part", part.size(), parts.front().size() );
  requireIndicatorWeights( weights );
}

double sumOf( const std::vector<double> &numbers ) { return std::accumulate( numbers.begin(), numbers.end(), 0.0 ); }

std::vector<double> weightOfPresentParts( const std::vector<Column> &parts, const std::vector<double> &weights )
{
  std::vector<double> present( parts.front().size(), 0.0 );
  // Here and in the mean a choice of values, not of ways: a gap then costs nothing.
  for ( std::size_t part = 0; part < parts.size(); ++part )
  {
    const Column values = parts[part];
    const double weight = weights[part];
    for ( std::size_t area = 0; area < present.size(); ++area )
      present[area] += isMissing( values[area] ) ? 0 : weight;
  }
  return present;
}

std::vector<double> shareOfWeightPresent( const Task &task )
{
  std::vector<double> shares = weightOfPresentParts( task.parts, task.weights );
  const double total = sumOf( task.weights );
  for ( double &share : shares )
    share /= total;
  return shares;
}

// Calls combine( parts present ) for every area in which there are any.
template <typename Combine>
Aggregated areaByArea( const Task &task, Combine combine )
{
  Aggregated result;
  result.weightPresent = shareOfWeightPresent( task );
  result.values.assign( result.weightPresent.size(), missing );
  Parts present;
  present.reserve( task.parts.size() );
  for ( std::size_t area = 0; area < result.values.size(); ++area )
  {
    present.clear();
    for ( std::size_t part = 0; part < task.parts.size(); ++part )
      if ( task.weights[part] > 0 && !isMissing( task.parts[part][area] ) )
        present.push_back( { task.parts[part][area], task.weights[part] } );
    if ( !present.empty() )
      result.values[area] = combine( present );
  }
  return result;
}

// Σ w f(x) / Σ w over the parts of one area.
template <typename Function>
double meanOf( const Parts &parts, Function function )
{
  double sum = 0;
  double weight = 0;
  for ( const Part &part : parts )
  {
    sum += part.weight * function( part.value );
    weight += part.weight;
  }
  return sum / weight;
}

double meanOf( const Parts &parts )
{
  return meanOf( parts, []( double value ) { return value; } );
}

bool isLower( const Part &a, const Part &b ) { return a.value < b.value; }

double lowestOf( const Parts &parts ) { return std::min_element( parts.begin(), parts.end(), isLower )->value; }

double highestOf( const Parts &parts ) { return std::max_element( parts.begin(), parts.end(), isLower )->value; }

void requireMeanable( const Task &task, bool mayBeZero )
{
  for ( std::size_t part = 0; part < task.parts.size(); ++part )
    for ( std::size_t area = 0; area < task.parts[part].size() && task.weights[part] > 0; ++area )
    {
      const double value = task.parts[part][area];
      if ( value < 0 || ( value == 0 && !mayBeZero ) )
        throw std::invalid_argument( "Part " + std::to_string( part + 1 ) + " in row " + std::to_string( area + 1 ) +
                                     " is " + inWords( value ) + "; the aggregation " + inWords( task.method ) +
                                     " needs values " + ( mayBeZero ? "of 0 or more" : "above 0" ) +
                                     ": normalise all parts to 1 to 100 first, minmax(1, 100)." );
    }
}

Aggregated mean( const Task &task ) { return weightedMean( task.parts, task.weights ); }

// The fourteenth digit of the largest value: what lies below is rounding.
void roundToDigits( std::vector<double> &values )
{
  double largest = 0;
  for ( const double value : values )
    largest = std::fmax( largest, std::fabs( value ) );
  if ( largest == 0 )
    return;
  const double steps = std::pow( 10.0, 14 - std::ceil( std::log10( largest ) ) );
  for ( double &value : values )
    value = std::round( value * steps ) / steps;
}

// Not by way of the mean, and rounded: sums of decimal numbers that are equal on paper must be equal when they are
// ranked, whatever the order of adding.
Aggregated sum( const Task &task )
{
  const double total = sumOf( task.weights );
  const auto weighted = std::count_if( task.weights.begin(), task.weights.end(), []( double w ) { return w > 0; } );
  Aggregated result = areaByArea( task,
                                  [=]( const Parts &parts )
                                  {
                                    double sum = 0;
                                    double present = 0;
                                    for ( const Part &part : parts )
                                    {
                                      sum += part.weight * part.value;
                                      present += part.weight;
                                    }
                                    const bool isWhole = parts.size() == static_cast<std::size_t>( weighted );
                                    return isWhole ? sum : sum * ( total / present );
                                  } );
  roundToDigits( result.values );
  return result;
}

Aggregated geometricMean( const Task &task )
{
  requireMeanable( task, false );
  return areaByArea( task, []( const Parts &parts )
                     { return std::exp( meanOf( parts, []( double value ) { return std::log( value ); } ) ); } );
}

Aggregated harmonicMean( const Task &task )
{
  requireMeanable( task, false );
  return areaByArea( task, []( const Parts &parts )
                     { return 1 / meanOf( parts, []( double value ) { return 1 / value; } ); } );
}

Aggregated powerMean( const Task &task )
{
  const double power = task.method.arguments.front();
  if ( power == 0 )
    return geometricMean( task );
  requireMeanable( task, power > 0 );
  // Powers of the share of the highest value stay in range whatever the power and the unit.
  return areaByArea( task,
                     [power]( const Parts &parts )
                     {
                       const double unit = power > 0 ? highestOf( parts ) : lowestOf( parts );
                       if ( unit == 0 )
                         return 0.0;
                       const auto raised = [=]( double value ) { return std::pow( value / unit, power ); };
                       return unit * std::pow( meanOf( parts, raised ), 1 / power );
                     } );
}

double medianOf( Parts &parts )
{
  std::sort( parts.begin(), parts.end(), isLower );
  const double half = std::accumulate( parts.begin(), parts.end(), 0.0,
                                       []( double sum, const Part &part ) { return sum + part.weight; } ) /
                      2;
  // Weights such as 0.1 do not add up exactly.
  const double tolerance = 1e-12 * half;
  double below = 0;
  std::size_t place = 0;
  while ( below + parts[place].weight < half - tolerance )
    below += parts[place++].weight;
  const bool isBetweenTwo = below + parts[place].weight <= half + tolerance && place + 1 < parts.size();
  return isBetweenTwo ? ( parts[place].value + parts[place + 1].value ) / 2 : parts[place].value;
}

Aggregated median( const Task &task )
{
  return areaByArea( task, []( Parts &parts ) { return medianOf( parts ); } );
}

Aggregated minimum( const Task &task ) { return areaByArea( task, lowestOf ); }

Aggregated maximum( const Task &task ) { return areaByArea( task, highestOf ); }

Aggregated flags( const Task &task )
{
  const double threshold = task.method.arguments.front();
  return areaByArea( task,
                     [threshold]( const Parts &parts )
                     {
                       double count = 0;
                       for ( const Part &part : parts )
                         count += part.value >= threshold ? part.weight : 0.0;
                       return count;
                     } );
}

// How far the mean is drawn towards an extreme at the given distance.
double penalty( const MethodSpec &method, double distance )
{
  const double alpha = method.arguments[0];
  const double beta = method.arguments[1];
  return alpha * ( std::hypot( distance, beta ) - beta );
}

void requirePenalty( const MethodSpec &method )
{
  requireBetween( "alpha in " + inWords( method ), method.arguments[0], 0, 1 );
  if ( method.arguments[1] < 0 )
    refuse( "beta in " + inWords( method ), inWords( method.arguments[1] ), "0 or more" );
}

Aggregated meanTowardsLowest( const Task &task )
{
  requirePenalty( task.method );
  return areaByArea( task,
                     [&]( const Parts &parts )
                     {
                       const double mean = meanOf( parts );
                       return mean - penalty( task.method, mean - lowestOf( parts ) );
                     } );
}

Aggregated meanTowardsHighest( const Task &task )
{
  requirePenalty( task.method );
  return areaByArea( task,
                     [&]( const Parts &parts )
                     {
                       const double mean = meanOf( parts );
                       return mean + penalty( task.method, highestOf( parts ) - mean );
                     } );
}

Aggregated adjustedMazziottaPareto( const Task &task )
{
  const double sign = task.method.argument( 0, 1 );
  if ( sign != 1 && sign != -1 )
    refuse( "The sign in " + inWords( task.method ), inWords( sign ),
            "1 where more is worse or -1 where more is better" );
  return areaByArea( task,
                     [sign]( const Parts &parts )
                     {
                       const double mean = meanOf( parts );
                       if ( !( mean > 0 ) )
                         throw std::invalid_argument( "The aggregation ampi met a mean of " + inWords( mean ) +
                                                      "; it needs means above 0: normalise all parts by ampi first." );
                       const auto square = [mean]( double value ) { return ( value - mean ) * ( value - mean ); };
                       return mean + sign * meanOf( parts, square ) / mean;
                     } );
}

Aggregated copeland( const Task &task )
{
  return { copelandScores( task.parts, task.weights, task.progress ), shareOfWeightPresent( task ) };
}

Aggregated meanByDataWeights( const Task &task )
{
  return weightedMean( task.parts, weightsFromData( task.parts, task.weights, task.method ).weights );
}

struct AggregationMethod
{
  MethodSignature signature;
  Aggregated ( *apply )( const Task &task );
};

constexpr AggregationMethod methods[] = {
  { { "mean", 0, 0, "mean" }, mean },
  { { "sum", 0, 0, "sum" }, sum },
  { { "geometric", 0, 0, "geometric" }, geometricMean },
  { { "harmonic", 0, 0, "harmonic" }, harmonicMean },
  { { "power", 1, 1, "power(p)" }, powerMean },
  { { "median", 0, 0, "median" }, median },
  { { "minimum", 0, 0, "minimum" }, minimum },
  { { "maximum", 0, 0, "maximum" }, maximum },
  { { "flags", 1, 1, "flags(threshold)" }, flags },
  { { "meanmin", 2, 2, "meanmin(alpha, beta)" }, meanTowardsLowest },
  { { "meanmax", 2, 2, "meanmax(alpha, beta)" }, meanTowardsHighest },
  { { "ampi", 0, 1, "ampi(sign)" }, adjustedMazziottaPareto },
  { { "copeland", 0, 0, "copeland" }, copeland },
  { { "factor", 0, 0, "factor" }, meanByDataWeights },
  { { "factorscore", 0, 0, "factorscore" }, meanByDataWeights },
  { { "pca", 0, 0, "pca" }, meanByDataWeights },
  { { "entropy", 0, 0, "entropy" }, meanByDataWeights },
};

bool allConstant( const std::vector<Column> &parts )
{
  return std::all_of( parts.begin(), parts.end(), []( const Column &part ) { return describe( part ).isConstant(); } );
}

// The parts with weight that say something: a part that is the same in all areas does not.
std::vector<std::size_t> placesThatDiffer( const std::vector<Column> &parts, const std::vector<double> &weights )
{
  std::vector<std::size_t> weighted;
  std::vector<std::size_t> different;
  for ( std::size_t part = 0; part < parts.size(); ++part )
  {
    if ( !( weights[part] > 0 ) )
      continue;
    weighted.push_back( part );
    if ( !describe( parts[part] ).isConstant() )
      different.push_back( part );
  }
  return different.empty() ? weighted : different;
}

DataWeights weightsOf( const std::vector<Column> &parts, const std::string &method )
{
  if ( parts.size() == 1 || allConstant( parts ) )
    return { equalWeights( parts.size() ), {} };
  if ( method == "factor" )
    return { factorWeights( parts, FactorWeighting::loadings ), {} };
  if ( method == "factorscore" )
    return { factorWeights( parts, FactorWeighting::scoreCoefficients ), {} };
  if ( method == "entropy" )
    return { entropyWeights( parts ), {} };
  const ComponentWeights component = componentWeights( parts );
  return { component.weights, component.opposed };
}

} // namespace

Aggregated weightedMean( const std::vector<Column> &parts, const std::vector<double> &weights )
{
  requireSound( parts, weights );
  const double total = sumOf( weights );
  Aggregated mean;
  mean.weightPresent = weightOfPresentParts( parts, weights );
  mean.values.assign( mean.weightPresent.size(), 0.0 );
  for ( std::size_t part = 0; part < parts.size(); ++part )
  {
    const Column values = parts[part];
    const double weight = weights[part];
    for ( std::size_t area = 0; area < mean.values.size(); ++area )
      mean.values[area] += isMissing( values[area] ) ? 0 : weight * values[area];
  }
  for ( std::size_t area = 0; area < mean.values.size(); ++area )
  {
    const double present = mean.weightPresent[area];
    mean.values[area] = present > 0 ? mean.values[area] / present : missing;
    mean.weightPresent[area] = present / total;
  }
  return mean;
}

Aggregated aggregate( const std::vector<Column> &parts, const std::vector<double> &weights, const MethodSpec &method,
                      const Progress &progress )
{
  requireSound( parts, weights );
  const std::size_t place = findMethod( method, aggregationSignatures(), "aggregation" );
  return methods[place].apply( { parts, weights, method, progress } );
}

const std::vector<MethodSignature> &aggregationSignatures()
{
  static const std::vector<MethodSignature> signatures = []
  {
    std::vector<MethodSignature> all;
    for ( const AggregationMethod &method : methods )
      all.push_back( method.signature );
    return all;
  }();
  return signatures;
}

bool isAdditive( const MethodSpec &method ) { return method.name == "mean" || method.name == "sum"; }

bool hasWeightsFromData( const MethodSpec &method )
{
  const std::size_t place = findMethod( method, aggregationSignatures(), "aggregation" );
  return methods[place].apply == meanByDataWeights;
}

DataWeights weightsFromData( const std::vector<Column> &parts, const std::vector<double> &weights,
                             const MethodSpec &method )
{
  requireSound( parts, weights );
  const std::vector<std::size_t> places = placesThatDiffer( parts, weights );
  std::vector<Column> weighted;
  for ( const std::size_t place : places )
    weighted.push_back( parts[place] );
  const DataWeights found = weightsOf( weighted, method.name );
  DataWeights result{ std::vector<double>( parts.size(), 0.0 ), {} };
  for ( std::size_t place = 0; place < places.size(); ++place )
    result.weights[places[place]] = found.weights[place];
  for ( const std::size_t place : found.opposed )
    result.opposed.push_back( places[place] );
  return result;
}

} // namespace communitysafety::statistics
