// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/compositescore.h"

#include <cmath>
#include <vector>

//! A small composite index: three counts against people and a measure, in two themes of 60 areas.
struct SampleScore
{
  std::vector<communitysafety::statistics::ScoreIndicator> indicators;
  std::vector<communitysafety::statistics::ScoreGroup> groups;

  explicit SampleScore( std::size_t areas = 60 ) : groups( 3 )
  {
    groups[1].parent = groups[2].parent = 0;
    groups[2].weight = 2;
    for ( std::size_t indicator = 0; indicator < 4; ++indicator )
    {
      communitysafety::statistics::ScoreIndicator made;
      made.group = 1 + indicator % 2;
      made.weight = 1 + static_cast<double>( indicator );
      made.isCount = indicator < 3;
      for ( std::size_t area = 0; area < areas; ++area )
      {
        // Numbers without a pattern that is the same in two indicators.
        const auto seed = static_cast<double>( 1 + area * ( 7 + 4 * indicator ) % 59 );
        const double risk = std::exp( 1.2 * std::sin( seed + static_cast<double>( indicator ) ) );
        const double people = 100 + 10 * static_cast<double>( area * 13 % 31 );
        made.values.push_back( made.isCount ? std::round( people * risk / 20 ) : risk );
        if ( made.isCount )
          made.denominator.push_back( people );
      }
      indicators.push_back( made );
    }
  }

  std::size_t areas() const { return indicators.front().values.size(); }
};
