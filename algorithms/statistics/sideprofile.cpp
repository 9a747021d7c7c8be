// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/sideprofile.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace communitysafety::statistics
{
namespace
{

void requireSides( const std::vector<Column> &indices )
{
  if ( indices.size() < 2 )
    refuse( "The number of sides", std::to_string( indices.size() ), "2 or more" );
  for ( std::size_t side = 0; side < indices.size(); ++side )
  {
    const std::string name = "side " + std::to_string( side + 1 );
    requireSize( name, indices[side].size(), indices[0].size() );
    requireNotNegative( name, indices[side] );
  }
}

double combine( const std::vector<double> &values, SideCombination combination )
{
  double sum = 0, sumOfLogarithms = 0;
  for ( const double value : values )
  {
    sum += value;
    sumOfLogarithms += std::log( value );
  }
  const double sides = double( values.size() );
  return combination == SideCombination::mean ? sum / sides : std::exp( sumOfLogarithms / sides );
}

//! Sets share, dominant side and margin of one area. REQUIRES: no value missing.
void divide( const std::vector<double> &values, std::size_t area, SideProfile &profile )
{
  double sum = 0;
  for ( const double value : values )
    sum += value;
  if ( sum <= 0 )
    return;
  for ( std::size_t side = 0; side < values.size(); ++side )
    profile.share[side][area] = values[side] / sum;
  const auto highest = std::max_element( values.begin(), values.end() );
  std::vector<double> falling = values;
  std::sort( falling.begin(), falling.end(), std::greater<double>() );
  profile.dominant[area] = int( highest - values.begin() );
  profile.margin[area] = ( falling[0] - falling[1] ) / sum;
}

} // namespace

SideProfile profileSides( const std::vector<Column> &indices, SideCombination combination )
{
  requireSides( indices );
  const std::size_t areas = indices[0].size();
  SideProfile profile;
  profile.combined.assign( areas, missing );
  profile.share.assign( indices.size(), std::vector<double>( areas, missing ) );
  profile.dominant.assign( areas, SideProfile::noSide );
  profile.margin.assign( areas, missing );
  std::vector<double> values( indices.size() );
  for ( std::size_t area = 0; area < areas; ++area )
  {
    for ( std::size_t side = 0; side < indices.size(); ++side )
      values[side] = indices[side][area];
    if ( std::any_of( values.begin(), values.end(), isMissing ) )
      continue;
    profile.combined[area] = combine( values, combination );
    divide( values, area, profile );
  }
  return profile;
}

} // namespace communitysafety::statistics
