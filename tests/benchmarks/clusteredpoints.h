// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gridframe.h"
#include "statistics/randomstream.h"

#include <cstddef>
#include <cstdint>
#include <vector>

//! A city of 20 km by 20 km in cells of 25 m.
inline const communitysafety::statistics::GridFrame sampleCity{ 400000, 300000, 25, 800, 800 };

//! Points of the sample city, always the same for the same numbers: half around forty places, half anywhere.
struct ClusteredPoints
{
  std::vector<double> x;
  std::vector<double> y;

  ClusteredPoints( std::size_t count, std::uint64_t seed )
  {
    using communitysafety::statistics::RandomStream;
    RandomStream stream( seed );
    for ( std::size_t point = 0; point < count; ++point )
    {
      double east = 20000 * stream.uniform();
      double south = 20000 * stream.uniform();
      if ( point % 2 == 0 )
      {
        RandomStream place( 1, point / 2 % 40 );
        east = 2000 + 16000 * place.uniform() + 300 * stream.normal();
        south = 2000 + 16000 * place.uniform() + 300 * stream.normal();
      }
      x.push_back( 400000 + east );
      y.push_back( 300000 - south );
    }
  }
};
