// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/normalise.h"

#include "statistics/arguments.h"
#include "statistics/distribution.h"
#include "statistics/methodtable.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

//! Value in, place on the scale out.
using Formula = std::function<double( double value )>;

//! One row of the table of methods: a method is added here and in its test, and nowhere else.
struct Method
{
  MethodSignature signature;
  //! The neutral value among so many areas; refuses numbers that make no scale.
  double ( *neutral )( const MethodSpec &spec, double areas );
  //! Takes from the reference column what the formula needs.
  Formula ( *formula )( Column reference, const MethodSpec &spec );
  //! How the numbers change when the values are multiplied by -1; null where none is in the unit of the values.
  void ( *mirror )( std::vector<double> &arguments );
  //! The formula needs nothing from a column, so that it also holds in a constant one.
  bool isAbsolute;
};

[[noreturn]] void refuseValues( const char *method, const std::string &why )
{
  throw std::invalid_argument( std::string( "‘" ) + method + "’ cannot scale these values: " + why + "." );
}

void requirePositive( const char *argument, double number )
{
  if ( !( number > 0 ) )
    refuse( argument, inWords( number ), "above 0" );
}

void requireRange( const char *method, double low, double high )
{
  if ( !( low < high ) )
    throw std::invalid_argument( std::string( "The low end of ‘" ) + method + "’ is " + inWords( low ) +
                                 "; it must be below the high end, " + inWords( high ) + "." );
}

//! Where values stand among those of the reference.
class Places
{
public:
  explicit Places( Column reference ) : mSorted( sortedPresent( reference ) )
  {
    if ( mSorted.empty() )
      return;
    const double range = mSorted.back() - mSorted.front();
    if ( std::isfinite( range ) && range > 0 )
      mBucketsPerUnit = static_cast<double>( mSorted.size() ) / range;
    mStart.assign( mSorted.size() + 2, 0 );
    for ( const double value : mSorted )
      ++mStart[bucketOf( value ) + 1];
    std::partial_sum( mStart.begin(), mStart.end(), mStart.begin() );
  }

  double count() const { return static_cast<double>( mSorted.size() ); }
  double lower( double value ) const
  {
    const auto [begin, end] = bucket( value );
    return static_cast<double>( std::lower_bound( begin, end, value ) - mSorted.begin() );
  }
  double notHigher( double value ) const
  {
    const auto [begin, end] = bucket( value );
    return static_cast<double>( std::upper_bound( begin, end, value ) - mSorted.begin() );
  }
  //! Rank from 1 with ties at their mean; a value that is not in the reference stands half-way between two ranks.
  double middleRank( double value ) const { return ( lower( value ) + notHigher( value ) + 1 ) / 2; }

private:
  using Iterator = std::vector<double>::const_iterator;

  //! As many buckets of equal width as values: a look-up searches the few values of one, not all. Never falls as
  //! \a value rises, so that equal values share a bucket and all in lower buckets are lower.
  std::size_t bucketOf( double value ) const
  {
    const double place = ( value - mSorted.front() ) * mBucketsPerUnit;
    return static_cast<std::size_t>( std::clamp( place, 0.0, count() ) );
  }

  std::pair<Iterator, Iterator> bucket( double value ) const
  {
    if ( mSorted.empty() )
      return { mSorted.begin(), mSorted.end() };
    const std::size_t number = bucketOf( value );
    return { mSorted.begin() + mStart[number], mSorted.begin() + mStart[number + 1] };
  }

  std::vector<double> mSorted;
  double mBucketsPerUnit = 0;
  //! Where each bucket begins in mSorted, and where the last one ends.
  std::vector<std::ptrdiff_t> mStart;
};

// ranks

double rounded( double value, const MethodSpec &spec )
{
  if ( spec.arguments.size() < 2 )
    return value;
  const double unit = std::pow( 10, spec.arguments[1] );
  return std::round( value * unit ) / unit;
}

double middleOfPercentRanks( const MethodSpec &spec, double )
{
  const double top = spec.argument( 0, 100 );
  requirePositive( "The top of percent ranks", top );
  requireBetween( "The number of decimals of percent ranks", spec.argument( 1, 0 ), 0, 15 );
  return rounded( top / 2, spec );
}

// The places of a value among n: from 0 to n - 1, its ties at the lower end, in the middle or at the upper end.
double lowerPlace( const Places &places, double value ) { return places.lower( value ); }
double middlePlace( const Places &places, double value ) { return places.middleRank( value ) - 1; }
double upperPlace( const Places &places, double value ) { return places.notHigher( value ) - 1; }

template <double ( *place )( const Places &, double )>
Formula percentRankFormula( Column reference, const MethodSpec &spec )
{
  return [places = Places( reference ), spec]( double value )
  {
    const double share = std::clamp( place( places, value ) / ( places.count() - 1 ), 0.0, 1.0 );
    return rounded( spec.argument( 0, 100 ) * share, spec );
  };
}

double middleRankAmong( const MethodSpec &, double areas ) { return areas > 0 ? ( areas + 1 ) / 2 : missing; }

Formula rankFormula( Column reference, const MethodSpec & )
{
  return [places = Places( reference )]( double value ) { return places.lower( value ) + 1; };
}

double middleOfBeaten( const MethodSpec &, double areas ) { return areas > 0 ? ( areas - 1 ) / 2 : missing; }

Formula bordaFormula( Column reference, const MethodSpec & )
{
  return [places = Places( reference )]( double value ) { return places.lower( value ); };
}

double exponentialOf( double share, const MethodSpec &spec )
{
  const double scale = spec.argument( 0, 23 );
  requirePositive( "The scale of exponential ranks", scale );
  return -scale * std::log( 1 - share * ( 1 - std::exp( -100 / scale ) ) );
}

double middleExponential( const MethodSpec &spec, double ) { return exponentialOf( 0.5, spec ); }

Formula exponentialFormula( Column reference, const MethodSpec &spec )
{
  return [places = Places( reference ), spec]( double value )
  { return exponentialOf( places.notHigher( value ) / places.count(), spec ); };
}

double zero( const MethodSpec &, double ) { return 0; }

double normalQuantile( double share ) { return boost::math::quantile( boost::math::normal(), share ); }

Formula normalScoreFormula( Column reference, const MethodSpec & )
{
  return [places = Places( reference )]( double value )
  { return normalQuantile( places.middleRank( value ) / ( places.count() + 1 ) ); };
}

Formula rankitFormula( Column reference, const MethodSpec & )
{
  return [places = Places( reference )]( double value )
  {
    // Beyond the reference stands with its first or last: there is no quantile at 0 and 1.
    const double rank = std::clamp( places.middleRank( value ), 1.0, places.count() );
    return normalQuantile( ( rank - 0.5 ) / places.count() );
  };
}

// distances from a middle

double meanOfScores( const MethodSpec &spec, double )
{
  requirePositive( "The standard deviation of z-scores", spec.argument( 1, 1 ) );
  return spec.argument( 0, 0 );
}

Formula zScoreFormula( Column reference, const MethodSpec &spec )
{
  return
    [found = describe( reference ), mean = spec.argument( 0, 0 ), deviation = spec.argument( 1, 1 )]( double value )
  { return mean + deviation * ( ( value - found.mean ) / found.standardDeviation ); };
}

double zeroOfGivenDeviation( const MethodSpec &spec, double )
{
  requirePositive( "The standard deviation of ‘standardised’", spec.arguments[1] );
  return 0;
}

Formula standardisedFormula( Column, const MethodSpec &spec )
{
  return [mean = spec.arguments[0], deviation = spec.arguments[1]]( double value )
  { return ( value - mean ) / deviation; };
}

Formula robustFormula( Column reference, const MethodSpec & )
{
  std::vector<double> sorted = sortedPresent( reference );
  const double median = quantile( sorted, 0.5 );
  for ( double &value : sorted )
    value = std::fabs( value - median );
  std::sort( sorted.begin(), sorted.end() );
  // 1.4826 = 1 / Φ⁻¹(3/4) makes it the standard deviation of a normal distribution.
  const double deviation = 1.4826 * quantile( sorted, 0.5 );
  if ( !( deviation > 0 ) )
    refuseValues( "robust", "more than half of them are equal; ‘zscore’ or ‘percentrank’ can" );
  return [median, deviation]( double value ) { return ( value - median ) / deviation; };
}

Formula robustRangeFormula( Column reference, const MethodSpec & )
{
  const std::vector<double> sorted = sortedPresent( reference );
  const double median = quantile( sorted, 0.5 );
  const double range = quantile( sorted, 0.95 ) - quantile( sorted, 0.05 );
  if ( !( range > 0 ) )
    refuseValues( "robustrange", "nine in ten of them are equal; ‘zscore’ or ‘percentrank’ can" );
  return [median, range]( double value ) { return ( value - median ) / range; };
}

// positions between two ends

double middleOfRange( const MethodSpec &spec, double )
{
  const double low = spec.argument( 0, 0 );
  const double high = spec.argument( 1, 100 );
  requireRange( "minmax", low, high );
  return ( low + high ) / 2;
}

Formula minMaxFormula( Column reference, const MethodSpec &spec )
{
  const Distribution found = describe( reference );
  const double low = spec.argument( 0, 0 );
  return [found, low, range = spec.argument( 1, 100 ) - low]( double value )
  { return low + range * ( ( value - found.lowest ) / ( found.highest - found.lowest ) ); };
}

double middleOfHundred( const MethodSpec &spec, double )
{
  requireRange( "scaled", spec.arguments[0], spec.arguments[1] );
  return 50;
}

Formula scaledFormula( Column, const MethodSpec &spec )
{
  return [low = spec.arguments[0], high = spec.arguments[1]]( double value )
  { return 100 * ( ( value - low ) / ( high - low ) ); };
}

double middleOfGoalposts( const MethodSpec &spec, double )
{
  requireRange( "goalposts", spec.arguments[0], spec.arguments[1] );
  requirePositive( "The scale of ‘goalposts’", spec.argument( 2, 100 ) );
  return spec.argument( 2, 100 ) / 2;
}

Formula goalpostsFormula( Column, const MethodSpec &spec )
{
  return [low = spec.arguments[0], high = spec.arguments[1], scale = spec.argument( 2, 100 )]( double value )
  { return scale * std::clamp( ( value - low ) / ( high - low ), 0.0, 1.0 ); };
}

void swapAndChangeSigns( std::vector<double> &arguments )
{
  std::swap( arguments[0], arguments[1] );
  arguments[0] = -arguments[0];
  arguments[1] = -arguments[1];
}

void changeSignOfFirst( std::vector<double> &arguments )
{
  if ( !arguments.empty() )
    arguments[0] = -arguments[0];
}

double half( const MethodSpec &, double ) { return 0.5; }

Formula targetFormula( Column reference, const MethodSpec &spec )
{
  const double lowest = describe( reference ).lowest;
  const double target = spec.arguments[0];
  if ( !( target > lowest ) )
    refuseValues( "target", "the target, " + inWords( target ) + ", is not above the lowest, " + inWords( lowest ) );
  const double cap = spec.argument( 1, std::numeric_limits<double>::infinity() );
  return [lowest, target, cap]( double value ) { return std::fmin( ( value - lowest ) / ( target - lowest ), cap ); };
}

Formula fractionOfMaxFormula( Column reference, const MethodSpec & )
{
  const double highest = describe( reference ).highest;
  if ( !( highest > 0 ) )
    refuseValues( "fractionofmax", "none is above 0; ‘minmax’ can, where less is worse too" );
  return [highest]( double value ) { return value / highest; };
}

// per cent of a reference value

double hundred( const MethodSpec &, double ) { return 100; }

double hundredOfReference( const MethodSpec &spec, double )
{
  if ( spec.arguments[0] == 0 )
    refuse( "The value of ‘reference’", "0", "above or below it" );
  return 100;
}

Formula perCentOf( double reference )
{
  return [reference]( double value ) { return 100 + 100 * ( value - reference ) / std::fabs( reference ); };
}

Formula referenceFormula( Column, const MethodSpec &spec ) { return perCentOf( spec.arguments[0] ); }

double meanAwayFromZero( const char *method, Column reference )
{
  const double mean = describe( reference ).mean;
  if ( mean == 0 )
    refuseValues( method, "their mean is 0" );
  return mean;
}

Formula ratioToMeanFormula( Column reference, const MethodSpec & )
{
  return perCentOf( meanAwayFromZero( "ratiotomean", reference ) );
}

Formula logIndexFormula( Column reference, const MethodSpec &spec )
{
  const double mean = meanAwayFromZero( "logindex", reference );
  const double unit = std::copysign( spec.argument( 0, 100 ), mean );
  return [mean, unit]( double value )
  {
    if ( !( value / mean > 0 ) )
      refuseValues( "logindex", "a value of " + inWords( value ) + " has no logarithm; shrink the rates first" );
    return 100 + unit * std::log( value / mean );
  };
}

double hundredOfLogarithms( const MethodSpec &spec, double )
{
  requirePositive( "The unit of ‘logindex’", spec.argument( 0, 100 ) );
  return 100;
}

Formula ampiFormula( Column reference, const MethodSpec &spec )
{
  const Distribution found = describe( reference );
  return [centre = spec.argument( 0, found.mean ), range = found.highest - found.lowest]( double value )
  { return 100 + 60 * ( ( value - centre ) / range ); };
}

// the values themselves

Formula flagFormula( Column, const MethodSpec &spec )
{
  return [threshold = spec.arguments[0]]( double value ) { return value >= threshold ? 1.0 : 0.0; };
}

Formula noFormula( Column, const MethodSpec & )
{
  return []( double value ) { return value; };
}

const std::vector<Method> &methods()
{
  static const std::vector<Method> table = {
    { { "percentrank", 0, 2, "percentrank(top, decimals)" },
      middleOfPercentRanks,
      percentRankFormula<lowerPlace>,
      nullptr,
      false },
    { { "percentrankmid", 0, 2, "percentrankmid(top, decimals)" },
      middleOfPercentRanks,
      percentRankFormula<middlePlace>,
      nullptr,
      false },
    { { "percentrankmax", 0, 2, "percentrankmax(top, decimals)" },
      middleOfPercentRanks,
      percentRankFormula<upperPlace>,
      nullptr,
      false },
    { { "rank", 0, 0, "rank" }, middleRankAmong, rankFormula, nullptr, false },
    { { "borda", 0, 0, "borda" }, middleOfBeaten, bordaFormula, nullptr, false },
    { { "exponentialrank", 0, 1, "exponentialrank(scale)" }, middleExponential, exponentialFormula, nullptr, false },
    { { "normalscore", 0, 0, "normalscore" }, zero, normalScoreFormula, nullptr, false },
    { { "rankit", 0, 0, "rankit" }, zero, rankitFormula, nullptr, false },
    { { "zscore", 0, 2, "zscore(mean, sd)" }, meanOfScores, zScoreFormula, nullptr, false },
    { { "standardised", 2, 2, "standardised(mean, sd)" },
      zeroOfGivenDeviation,
      standardisedFormula,
      changeSignOfFirst,
      true },
    { { "robust", 0, 0, "robust" }, zero, robustFormula, nullptr, false },
    { { "robustrange", 0, 0, "robustrange" }, zero, robustRangeFormula, nullptr, false },
    { { "minmax", 0, 2, "minmax(low, high)" }, middleOfRange, minMaxFormula, nullptr, false },
    { { "scaled", 2, 2, "scaled(low, high)" }, middleOfHundred, scaledFormula, swapAndChangeSigns, true },
    { { "goalposts", 2, 3, "goalposts(low, high, scale)" },
      middleOfGoalposts,
      goalpostsFormula,
      swapAndChangeSigns,
      true },
    { { "target", 1, 2, "target(value, cap)" }, half, targetFormula, changeSignOfFirst, false },
    { { "fractionofmax", 0, 0, "fractionofmax" }, half, fractionOfMaxFormula, nullptr, false },
    { { "reference", 1, 1, "reference(value)" }, hundredOfReference, referenceFormula, changeSignOfFirst, true },
    { { "ratiotomean", 0, 0, "ratiotomean" }, hundred, ratioToMeanFormula, nullptr, false },
    { { "logindex", 0, 1, "logindex(unit)" }, hundredOfLogarithms, logIndexFormula, nullptr, false },
    { { "ampi", 0, 1, "ampi(reference)" }, hundred, ampiFormula, changeSignOfFirst, false },
    { { "flag", 1, 1, "flag(threshold)" }, zero, flagFormula, changeSignOfFirst, true },
    { { "none", 0, 0, "none" }, zero, noFormula, nullptr, true },
  };
  return table;
}

const Method &methodOf( const MethodSpec &spec )
{
  return methods()[findMethod( spec, normalisationSignatures(), "normalisation" )];
}

} // namespace

Normalised normalise( Column values, const MethodSpec &method ) { return normalise( values, values, method ); }

Normalised normalise( Column values, Column reference, const MethodSpec &spec )
{
  const Method &method = methodOf( spec );
  requireFinite( "The value to be normalised", values );
  requireFinite( "The reference value", reference );
  const Distribution found = describe( reference );
  const double neutral = method.neutral( spec, static_cast<double>( found.count ) );
  Normalised result{ std::vector<double>( values.size(), missing ), found.isConstant() };
  if ( found.count == 0 )
    return result;
  const bool isNeutral = result.isConstant && !method.isAbsolute;
  const Formula formula = isNeutral ? Formula() : method.formula( reference, spec );
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( !isMissing( values[row] ) )
      result.values[row] = isNeutral ? neutral : formula( values[row] );
  return result;
}

double neutralValue( const MethodSpec &method, std::size_t areas )
{
  return methodOf( method ).neutral( method, static_cast<double>( areas ) );
}

MethodSpec mirrored( const MethodSpec &method )
{
  MethodSpec result = method;
  const auto mirror = methodOf( method ).mirror;
  if ( mirror )
    mirror( result.arguments );
  return result;
}

const std::vector<MethodSignature> &normalisationSignatures()
{
  static const std::vector<MethodSignature> signatures = signaturesOf( methods() );
  return signatures;
}

Normalised percentRank( Column values, double top ) { return normalise( values, { "percentrank", { top } } ); }

Normalised zScore( Column values, double mean, double standardDeviation )
{
  return normalise( values, { "zscore", { mean, standardDeviation } } );
}

Normalised minMax( Column values, double lowest, double highest )
{
  return normalise( values, { "minmax", { lowest, highest } } );
}

Normalised exponentialRank( Column values, double scale )
{
  return normalise( values, { "exponentialrank", { scale } } );
}

} // namespace communitysafety::statistics
