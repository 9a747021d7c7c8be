// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/outliers.h"

#include "statistics/arguments.h"
#include "statistics/distribution.h"
#include "statistics/methodtable.h"
#include "statistics/transform.h"

#include <algorithm>
#include <string>

namespace communitysafety::statistics
{

namespace
{

//! One row of the table of methods: a method is added here and in its test, and nowhere else.
struct Method
{
  MethodSignature signature;
  void ( *apply )( Treated &treated, const MethodSpec &spec );
};

// The limits of COINr: a column is treated only when it passes both.
struct Limits
{
  double points;
  double skewness;
  double kurtosis;
};

Limits limitsOf( const MethodSpec &spec )
{
  const Limits limits{ spec.argument( 0, 5 ), spec.argument( 1, 2 ), spec.argument( 2, 3.5 ) };
  requireBetween( "The number of points to be winsorised", limits.points, 1, 1e9 );
  requireBetween( "The limit of skewness", limits.skewness, 0, 1e9 );
  requireBetween( "The limit of kurtosis", limits.kurtosis, -1e9, 1e9 );
  return limits;
}

// A shape that is not defined has no outliers either.
bool hasOutliers( const Distribution &found, const Limits &limits )
{
  return std::fabs( found.skewness ) >= limits.skewness && found.kurtosis >= limits.kurtosis;
}

void logChangedPoints( Treated &treated, Column before )
{
  for ( std::size_t row = 0; row < before.size(); ++row )
    if ( treated.values[row] < before[row] || treated.values[row] > before[row] )
      treated.points.push_back( { row, before[row], treated.values[row] } );
}

// The next value inside of an end of the column: below its highest, or above its lowest.
double nextInside( Column values, double end )
{
  double next = missing;
  for ( const double value : values )
  {
    if ( isMissing( value ) || value == end )
      continue;
    const bool isNearer = isMissing( next ) || std::fabs( value - end ) < std::fabs( next - end );
    next = isNearer ? value : next;
  }
  return next;
}

std::size_t countChanged( Column before, Column after )
{
  std::size_t changed = 0;
  for ( std::size_t row = 0; row < before.size(); ++row )
    changed += before[row] < after[row] || before[row] > after[row] ? 1 : 0;
  return changed;
}

void drawIn( std::vector<double> &values, const Distribution &found )
{
  const double end = found.skewness >= 0 ? found.highest : found.lowest;
  std::replace( values.begin(), values.end(), end, nextInside( values, end ) );
}

bool hasTwoValues( Column values, const Distribution &found )
{
  return std::all_of( values.begin(), values.end(),
                      [&found]( double value )
                      { return isMissing( value ) || value == found.lowest || value == found.highest; } );
}

void winsorise( Treated &treated, const MethodSpec &spec )
{
  const Limits limits = limitsOf( spec );
  const std::vector<double> before = treated.values;
  std::size_t changed = 0;
  for ( Distribution found = describe( before ); hasOutliers( found, limits ); found = describe( treated.values ) )
  {
    if ( static_cast<double>( changed ) >= limits.points || hasTwoValues( treated.values, found ) )
      break;
    drawIn( treated.values, found );
    changed = countChanged( before, treated.values );
  }
  if ( changed == 0 )
    return;
  treated.done = "winsorised " + std::to_string( changed );
  logChangedPoints( treated, before );
}

bool hasSpread( const Distribution &found ) { return found.count > 0 && !found.isConstant(); }

void takeLogarithm( Treated &treated, const MethodSpec & )
{
  const Distribution found = describe( treated.values );
  if ( !hasSpread( found ) )
    return;
  const double margin = 0.01 * ( found.highest - found.lowest );
  const bool hasLowerTail = found.skewness < 0;
  for ( double &value : treated.values )
    value = hasLowerTail ? -std::log( found.highest + margin - value ) : std::log( value - found.lowest + margin );
  treated.done = "log";
}

void treatAutomatically( Treated &treated, const MethodSpec &spec )
{
  const std::vector<double> before = treated.values;
  winsorise( treated, spec );
  if ( !hasOutliers( describe( treated.values ), limitsOf( spec ) ) )
    return;
  treated.values = before;
  treated.points.clear();
  takeLogarithm( treated, spec );
}

void cutOff( Treated &treated, double low, double high )
{
  const std::vector<double> before = treated.values;
  for ( double &value : treated.values )
    if ( !isMissing( value ) )
      value = std::clamp( value, low, high );
  logChangedPoints( treated, before );
  if ( !treated.points.empty() )
    treated.done = "cut off " + std::to_string( treated.points.size() );
}

void cutAtPercentiles( Treated &treated, const MethodSpec &spec )
{
  const double low = spec.argument( 0, 5 );
  const double high = spec.argument( 1, 95 );
  requireBetween( "The low percentile", low, 0, 100 );
  requireBetween( "The high percentile", high, low, 100 );
  const std::vector<double> sorted = sortedPresent( treated.values );
  cutOff( treated, quantile( sorted, low / 100 ), quantile( sorted, high / 100 ) );
}

double widthOf( const MethodSpec &spec, double byDefault )
{
  const double width = spec.argument( 0, byDefault );
  if ( !( width > 0 ) )
    refuse( "The number of ‘" + spec.name + "’", inWords( width ), "above 0" );
  return width;
}

void cutAtFences( Treated &treated, const MethodSpec &spec )
{
  const double width = widthOf( spec, 1.5 );
  const std::vector<double> sorted = sortedPresent( treated.values );
  const double low = quantile( sorted, 0.25 );
  const double high = quantile( sorted, 0.75 );
  cutOff( treated, low - width * ( high - low ), high + width * ( high - low ) );
}

void cutAtDeviations( Treated &treated, const MethodSpec &spec )
{
  const double width = widthOf( spec, 3 );
  const Distribution found = describe( treated.values );
  // One value has no deviation to be cut at.
  const double margin = found.count > 1 ? width * found.standardDeviation : 0;
  cutOff( treated, found.mean - margin, found.mean + margin );
}

void takeBoxCox( Treated &treated, const MethodSpec &spec )
{
  const Distribution found = describe( treated.values );
  if ( !hasSpread( found ) )
    return;
  const double shift = found.lowest > 0 ? 0 : 0.01 * ( found.highest - found.lowest ) - found.lowest;
  for ( double &value : treated.values )
    value += shift;
  const double lambda = spec.arguments.empty() ? boxCoxLambda( treated.values ) : spec.arguments[0];
  treated.values = transform( treated.values, { "boxcox", { lambda } } );
  treated.done = "boxcox(" + inWords( lambda ) + ")";
}

void leave( Treated &, const MethodSpec & ) {}

const std::vector<Method> &methods()
{
  static const std::vector<Method> table = {
    { { "auto", 0, 3, "auto(points, skewness, kurtosis)" }, treatAutomatically },
    { { "winsorise", 0, 3, "winsorise(points, skewness, kurtosis)" }, winsorise },
    { { "percentile", 0, 2, "percentile(low, high)" }, cutAtPercentiles },
    { { "fences", 0, 1, "fences(width)" }, cutAtFences },
    { { "sigmas", 0, 1, "sigmas(number)" }, cutAtDeviations },
    { { "log", 0, 0, "log" }, takeLogarithm },
    { { "boxcox", 0, 1, "boxcox(lambda)" }, takeBoxCox },
    { { "none", 0, 0, "none" }, leave },
  };
  return table;
}

} // namespace

Treated treatOutliers( Column values, const MethodSpec &spec )
{
  const Method &method = methods()[findMethod( spec, treatmentSignatures(), "outlier treatment" )];
  requireFinite( "The value to be treated", values );
  Treated treated;
  treated.values.assign( values.begin(), values.end() );
  method.apply( treated, spec );
  const Distribution before = describe( values );
  const Distribution after = describe( treated.values );
  treated.skewBefore = before.skewness;
  treated.kurtosisBefore = before.kurtosis;
  treated.skewAfter = after.skewness;
  treated.kurtosisAfter = after.kurtosis;
  return treated;
}

const std::vector<MethodSignature> &treatmentSignatures()
{
  static const std::vector<MethodSignature> signatures = signaturesOf( methods() );
  return signatures;
}

} // namespace communitysafety::statistics
