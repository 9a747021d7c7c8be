// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/randomstream.h"

#include <cmath>
#include <random>
#include <vector>

//! Events and denominators of one indicator in many areas, always the same for the same numbers.
struct SampleCounts
{
  std::vector<double> events;
  std::vector<double> denominator;

  //! \a mean: events per area; rates differ between areas by a gamma distribution of shape 2.
  SampleCounts( std::size_t areas, double mean, std::uint64_t seed )
  {
    communitysafety::statistics::RandomStream stream( seed );
    const communitysafety::statistics::GammaSampler risk( 2 );
    for ( std::size_t area = 0; area < areas; ++area )
    {
      const double people = 150 * std::exp( 0.6 * stream.normal() );
      const double expected = mean * risk( stream ) / 2 * people / 150;
      denominator.push_back( people );
      events.push_back( expected > 0 ? std::poisson_distribution<int>( expected )( stream ) : 0 );
    }
  }
};

//! Indicators from rare (0.2 events per area) to frequent (8 per area).
inline std::vector<SampleCounts> sampleIndicators( std::size_t indicators, std::size_t areas )
{
  std::vector<SampleCounts> counts;
  for ( std::size_t indicator = 0; indicator < indicators; ++indicator )
    counts.emplace_back(
      areas, 0.2 * std::pow( 40, static_cast<double>( indicator ) / static_cast<double>( indicators ) ), indicator );
  return counts;
}
