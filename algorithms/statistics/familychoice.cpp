// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/familychoice.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{

FamilyChoice::FamilyChoice( const std::vector<std::vector<double>> &nullScores, const std::vector<double> &priors )
{
  constexpr std::size_t fewestMaps = 19;
  if ( nullScores.empty() )
    refuse( "The number of families", "0", "1 or more" );
  requireSize( "the priors", priors.size(), nullScores.size() );
  const std::size_t maps = nullScores.front().size();
  mMaps = double( maps );
  if ( maps < fewestMaps )
    refuse( "The number of null maps", std::to_string( maps ), std::to_string( fewestMaps ) + " or more" );
  for ( std::size_t family = 0; family < nullScores.size(); ++family )
  {
    requireSize( "the scores of a family", nullScores[family].size(), maps );
    if ( !( priors[family] > 0 ) )
      refuse( "The prior of a family", inWords( priors[family] ), "above 0" );
    mFamilies.push_back( fitGumbel( nullScores[family] ) );
    mLogPriors.push_back( std::log( priors[family] ) );
  }
  for ( std::size_t map = 0; map < maps; ++map )
  {
    double largest = -std::numeric_limits<double>::infinity();
    for ( std::size_t family = 0; family < nullScores.size(); ++family )
      largest = std::max( largest, statistic( family, nullScores[family][map] ) );
    mMaxima.push_back( largest );
  }
  std::sort( mMaxima.begin(), mMaxima.end() );
  // The median as the floor: it is the upper tail that is to fit.
  mTail = fitGumbel( mMaxima, std::max( 0.0, mMaxima[maps / 2] ) );
}

double FamilyChoice::statistic( std::size_t family, double score ) const
{
  if ( !( score > 0 ) )
    return -std::numeric_limits<double>::infinity();
  const double evidence = mFamilies[family].evidence( score );
  // A family that finds nothing on any null map: as rare as the maps can tell.
  return mLogPriors[family] + ( isMissing( evidence ) ? std::log( mMaps + 1 ) : evidence );
}

double FamilyChoice::p( double statistic ) const
{
  const auto reaching = mMaxima.end() - std::lower_bound( mMaxima.begin(), mMaxima.end(), statistic );
  const double rank = double( reaching + 1 ) / double( mMaxima.size() + 1 );
  if ( reaching > 0 || !( mTail.scale > 0 ) )
    return rank;
  return std::min( rank, mTail.upperTail( statistic ) );
}

} // namespace communitysafety::statistics
