// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/autocorrelation.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{

double neighbourCorrelation( Column values, const BorderGraph &graph )
{
  requireSize( "values", values.size(), graph.size() );
  double squares = 0;
  const double count = static_cast<double>( countPresent( values ) );
  const double mean = sumPresent( values ) / count;
  for ( const double value : values )
    squares += isMissing( value ) ? 0 : ( value - mean ) * ( value - mean );
  double products = 0, pairs = 0;
  for ( const Border &border : graph.borders() )
  {
    const double product = ( values[border.first] - mean ) * ( values[border.second] - mean );
    if ( isMissing( product ) )
      continue;
    products += product;
    pairs += 1;
  }
  return pairs > 0 && squares > 0 ? products / pairs / ( squares / count ) : 0;
}

double varianceInflation( double correlation )
{
  constexpr double highest = 0.95;
  const double r = std::clamp( correlation, 0.0, highest );
  return ( 1 + r ) / ( 1 - r );
}

} // namespace communitysafety::statistics
