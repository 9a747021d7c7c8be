// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/transform.h"

#include "statistics/arguments.h"
#include "statistics/methodtable.h"

#include <boost/math/tools/minima.hpp>

#include <functional>
#include <limits>
#include <stdexcept>
#include <string>

namespace communitysafety::statistics
{

namespace
{

//! Value in, result out; what is no number means that the value has no result.
using Formula = std::function<double( double value )>;

//! One row of the table of methods: a method is added here and in its test, and nowhere else.
struct Method
{
  MethodSignature signature;
  //! Which values it takes, in words.
  const char *domain;
  Formula ( *formula )( Column values, const MethodSpec &spec );
};

template <double ( *function )( double )>
Formula plain( Column, const MethodSpec & )
{
  return []( double value ) { return function( value ); };
}

double same( double value ) { return value; }
double squared( double value ) { return value * value; }
double reciprocal( double value ) { return 1 / value; }
double logit( double share ) { return std::log( share / ( 1 - share ) ); }

Formula powerFormula( Column, const MethodSpec &spec )
{
  const double power = spec.arguments[0];
  if ( power == 0 )
    refuse( "The power", "0", "above or below it (‘log’ takes its place)" );
  return [power]( double value ) { return std::pow( value, power ); };
}

double boxCox( double value, double lambda )
{
  if ( !( value > 0 ) )
    return missing;
  // Near λ = 0 the quotient would lose its digits.
  return lambda == 0 ? std::log( value ) : std::expm1( lambda * std::log( value ) ) / lambda;
}

void requirePositiveForBoxCox( Column values )
{
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( values[row] <= 0 )
      refuse( "The value in row " + std::to_string( row + 1 ), inWords( values[row] ), "above 0 for ‘boxcox’" );
}

Formula boxCoxFormula( Column values, const MethodSpec &spec )
{
  const double lambda = spec.arguments.empty() ? boxCoxLambda( values ) : spec.arguments[0];
  return [lambda]( double value ) { return boxCox( value, lambda ); };
}

const std::vector<Method> &methods()
{
  static const std::vector<Method> table = {
    { { "log", 0, 0, "log" }, "above 0", plain<std::log> },
    { { "log1p", 0, 0, "log1p" }, "above -1", plain<std::log1p> },
    { { "log10", 0, 0, "log10" }, "above 0", plain<std::log10> },
    { { "sqrt", 0, 0, "sqrt" }, "0 or more", plain<std::sqrt> },
    { { "square", 0, 0, "square" }, "of a size whose square is a number", plain<squared> },
    { { "power", 1, 1, "power(p)" }, "one that has this power", powerFormula },
    { { "asinh", 0, 0, "asinh" }, "a number", plain<std::asinh> },
    { { "boxcox", 0, 1, "boxcox(lambda)" }, "above 0", boxCoxFormula },
    { { "reciprocal", 0, 0, "reciprocal" }, "above or below 0", plain<reciprocal> },
    { { "logit", 0, 0, "logit" }, "a share between 0 and 1, ends excluded", plain<logit> },
    { { "none", 0, 0, "none" }, "a number", plain<same> },
  };
  return table;
}

std::vector<double> logarithmsAroundTheirMean( Column values )
{
  std::vector<double> logarithms;
  double sum = 0;
  for ( const double value : values )
  {
    if ( isMissing( value ) )
      continue;
    logarithms.push_back( std::log( value ) );
    sum += logarithms.back();
  }
  for ( double &logarithm : logarithms )
    logarithm -= sum / static_cast<double>( logarithms.size() );
  return logarithms;
}

// Logarithm of the variance of Box-Cox values. With values divided by their geometric mean Σ ln x is 0, so that the
// likelihood is highest where this is lowest, and no power grows out of bounds.
double spreadAt( double lambda, const std::vector<double> &logarithms )
{
  double sum = 0;
  double squares = 0;
  for ( const double logarithm : logarithms )
  {
    const double value = std::fabs( lambda ) < 1e-12 ? logarithm : std::expm1( lambda * logarithm ) / lambda;
    sum += value;
    squares += value * value;
  }
  const auto n = static_cast<double>( logarithms.size() );
  return std::log( squares / n - sum / n * ( sum / n ) );
}

} // namespace

std::vector<double> transform( Column values, const MethodSpec &spec )
{
  const Method &method = methods()[findMethod( spec, transformSignatures(), "transformation" )];
  requireFinite( "The value to be transformed", values );
  const Formula formula = method.formula( values, spec );
  std::vector<double> result( values.size(), missing );
  for ( std::size_t row = 0; row < values.size(); ++row )
  {
    if ( isMissing( values[row] ) )
      continue;
    result[row] = formula( values[row] );
    if ( !std::isfinite( result[row] ) )
      refuse( "The value in row " + std::to_string( row + 1 ), inWords( values[row] ),
              std::string( method.domain ) + " for ‘" + inWords( spec ) + "’" );
  }
  return result;
}

double boxCoxLambda( Column values )
{
  requirePositiveForBoxCox( values );
  const std::vector<double> logarithms = logarithmsAroundTheirMean( values );
  const double lowestSpread = spreadAt( 1, logarithms );
  if ( !std::isfinite( lowestSpread ) )
    return 1;
  const auto spread = [&logarithms]( double lambda ) { return spreadAt( lambda, logarithms ); };
  return boost::math::tools::brent_find_minima( spread, -5.0, 5.0, std::numeric_limits<double>::digits / 2 ).first;
}

const std::vector<MethodSignature> &transformSignatures()
{
  static const std::vector<MethodSignature> signatures = signaturesOf( methods() );
  return signatures;
}

} // namespace communitysafety::statistics
