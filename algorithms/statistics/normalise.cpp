// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/normalise.h"

#include "statistics/ranking.h"

#include <algorithm>

namespace communitysafety::statistics
{

namespace
{

constexpr double exponentialScale = 23;

double exponentialOf( double share )
{
  return -exponentialScale * std::log( 1 - share * ( 1 - std::exp( -100 / exponentialScale ) ) );
}

struct Spread
{
  double lowest = missing;
  double highest = missing;
  double mean = missing;
  double standardDeviation = missing;
  double count = 0;

  bool isConstant() const { return !( lowest < highest ); }
};

Spread spreadOf( Column values )
{
  Spread spread;
  double sum = 0;
  for ( const double value : values )
  {
    if ( isMissing( value ) )
      continue;
    spread.lowest = std::fmin( spread.lowest, value );
    spread.highest = std::fmax( spread.highest, value );
    sum += value;
    spread.count += 1;
  }
  spread.mean = sum / spread.count;
  double squares = 0;
  for ( const double value : values )
    if ( !isMissing( value ) )
      squares += ( value - spread.mean ) * ( value - spread.mean );
  spread.standardDeviation = std::sqrt( squares / ( spread.count - 1 ) );
  return spread;
}

double neutralOf( Normalisation method ) { return normalisationMethods()[static_cast<std::size_t>( method )].neutral; }

// Applies a formula to every present value; a constant column gets the neutral value of the method instead.
template <typename Formula>
Normalised transformed( Column values, const Spread &spread, Normalisation method, Formula formula )
{
  Normalised result;
  result.isConstant = spread.count > 0 && spread.isConstant();
  result.values.assign( values.size(), missing );
  const double neutral = neutralOf( method );
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( !isMissing( values[row] ) )
      result.values[row] = result.isConstant ? neutral : formula( row );
  return result;
}

} // namespace

Normalised percentRank( Column values )
{
  const Spread spread = spreadOf( values );
  const std::vector<double> ranks = rankAscending( values );
  return transformed( values, spread, Normalisation::percentRank,
                      [&]( std::size_t row ) { return ( ranks[row] - 1 ) / ( spread.count - 1 ); } );
}

Normalised zScore( Column values )
{
  const Spread spread = spreadOf( values );
  return transformed( values, spread, Normalisation::zScore,
                      [&]( std::size_t row ) { return ( values[row] - spread.mean ) / spread.standardDeviation; } );
}

Normalised minMax( Column values )
{
  const Spread spread = spreadOf( values );
  return transformed( values, spread, Normalisation::minMax,
                      [&]( std::size_t row )
                      { return 100 * ( ( values[row] - spread.lowest ) / ( spread.highest - spread.lowest ) ); } );
}

Normalised exponentialRank( Column values )
{
  const Spread spread = spreadOf( values );
  const std::vector<double> ranks = rankDescending( values );
  return transformed( values, spread, Normalisation::exponentialRank,
                      [&]( std::size_t row )
                      { return exponentialOf( ( spread.count - ranks[row] + 1 ) / spread.count ); } );
}

const std::vector<NormalisationMethod> &normalisationMethods()
{
  static const std::vector<NormalisationMethod> methods = {
    { Normalisation::percentRank, "percentrank", 0.5, percentRank },
    { Normalisation::zScore, "zscore", 0, zScore },
    { Normalisation::minMax, "minmax", 50, minMax },
    { Normalisation::exponentialRank, "exponentialrank", exponentialOf( 0.5 ), exponentialRank },
  };
  return methods;
}

Normalised normalise( Column values, Normalisation method )
{
  return normalisationMethods()[static_cast<std::size_t>( method )].apply( values );
}

} // namespace communitysafety::statistics
