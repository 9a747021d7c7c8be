// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/oneevent.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <limits>

namespace communitysafety::statistics
{

namespace
{

constexpr double cityIndex = 100;

bool isUsed( double expected, double weightOnOwn ) { return expected > 0 && !isMissing( weightOnOwn ); }

void requireIndicator( Column expected, Column weightOnOwn, std::size_t areas )
{
  requireSize( "expected", expected.size(), areas );
  requireSize( "weightOnOwn", weightOnOwn.size(), areas );
  requireNotNegative( "expected", expected );
  requireShares( "weightOnOwn", weightOnOwn );
}

// Finds one factor that brings Σ E I' back to 100 Σ E while the areas held at 100 stay there.
double rescaleFactor( Column shrunk, Column expected, const std::vector<bool> &isHeld )
{
  double target = 0;
  double sum = 0;
  for ( std::size_t area = 0; area < shrunk.size(); ++area )
  {
    if ( isMissing( shrunk[area] ) || isHeld[area] )
      continue;
    target += cityIndex * expected[area];
    sum += expected[area] * shrunk[area];
  }
  return sum > 0 ? target / sum : 1;
}

// Marks the areas at or below the city which the factor would carry above it; says whether there were any.
bool holdAtCity( Column shrunk, double factor, std::vector<bool> &isHeld )
{
  bool isChanged = false;
  for ( std::size_t area = 0; area < shrunk.size(); ++area )
  {
    if ( isHeld[area] || !( shrunk[area] <= cityIndex && factor * shrunk[area] > cityIndex ) )
      continue;
    isHeld[area] = true;
    isChanged = true;
  }
  return isChanged;
}

std::vector<double> rescaleToCity( const std::vector<double> &shrunk, Column expected )
{
  std::vector<bool> isHeld( shrunk.size(), false );
  double factor = rescaleFactor( shrunk, expected, isHeld );
  while ( holdAtCity( shrunk, factor, isHeld ) )
    factor = rescaleFactor( shrunk, expected, isHeld );
  std::vector<double> rescaled( shrunk.size() );
  for ( std::size_t area = 0; area < shrunk.size(); ++area )
    rescaled[area] = isHeld[area] ? cityIndex : factor * shrunk[area];
  return rescaled;
}

} // namespace

std::vector<double> largestOneEventChange( const std::vector<double> &indicatorWeights,
                                           const std::vector<Column> &expected, const std::vector<Column> &weightOnOwn )
{
  requireSize( "expected", expected.size(), indicatorWeights.size() );
  requireSize( "weightOnOwn", weightOnOwn.size(), indicatorWeights.size() );
  const std::size_t areas = expected.empty() ? 0 : expected.front().size();
  std::vector<double> largest( areas, missing );
  for ( std::size_t indicator = 0; indicator < indicatorWeights.size(); ++indicator )
  {
    requireBetween( "indicatorWeight", indicatorWeights[indicator], 0, 1 );
    requireIndicator( expected[indicator], weightOnOwn[indicator], areas );
    for ( std::size_t area = 0; area < areas; ++area )
    {
      const double events = expected[indicator][area];
      const double weight = weightOnOwn[indicator][area];
      // fmax passes over the missing value that stands for "no indicator yet".
      if ( isUsed( events, weight ) )
        largest[area] = std::fmax( largest[area], indicatorWeights[indicator] * weight * 100 / events );
    }
  }
  return largest;
}

std::vector<double> limitOneEvent( double indicatorWeight, Column expected, Column weightOnOwn, double limit )
{
  requireBetween( "indicatorWeight", indicatorWeight, 0, 1 );
  if ( !( limit > 0 ) )
    refuse( "limit", inWords( limit ), "above 0" );
  requireIndicator( expected, weightOnOwn, expected.size() );
  std::vector<double> limited( expected.size(), missing );
  for ( std::size_t area = 0; area < expected.size(); ++area )
  {
    if ( !isUsed( expected[area], weightOnOwn[area] ) )
      continue;
    const double highest =
      indicatorWeight > 0 ? limit * expected[area] / ( 100 * indicatorWeight ) : std::numeric_limits<double>::max();
    limited[area] = std::min( weightOnOwn[area], highest );
  }
  return limited;
}

std::vector<double> shrinkToCity( Column index, Column weightOnOwn, Column expected )
{
  requireNotNegative( "index", index );
  requireIndicator( expected, weightOnOwn, index.size() );
  std::vector<double> shrunk( index.size(), missing );
  for ( std::size_t area = 0; area < index.size(); ++area )
    if ( isUsed( expected[area], weightOnOwn[area] ) )
      shrunk[area] = cityIndex + weightOnOwn[area] * ( index[area] - cityIndex );
  return rescaleToCity( shrunk, expected );
}

} // namespace communitysafety::statistics
