// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/neighbours.h"
#include "statistics/randomstream.h"
#include "statistics/smoothing.h"

#include <vector>

//! Square cells side by side, with their centres and neighbours.
struct SquareMap
{
  explicit SquareMap( int side, double cellSize = 1 )
  {
    std::vector<int> columns, rows;
    for ( int cell = 0; cell < side * side; ++cell )
    {
      columns.push_back( cell % side );
      rows.push_back( cell / side );
      x.push_back( cellSize * columns.back() );
      y.push_back( cellSize * rows.back() );
    }
    neighbours = communitysafety::statistics::Neighbours::onSquareGrid( columns, rows );
  }

  //! Normal numbers, averaged with those of the neighbours \a smoothing times: patches. Another \a number, other ones.
  std::vector<double> patches( std::uint64_t number, std::size_t smoothing ) const
  {
    communitysafety::statistics::RandomStream random( 8, number );
    std::vector<double> values;
    for ( std::size_t cell = 0; cell < x.size(); ++cell )
      values.push_back( random.normal() );
    for ( std::size_t time = 0; time < smoothing; ++time )
      values = communitysafety::statistics::meanOfNeighbours( values, neighbours );
    return values;
  }

  std::vector<double> x, y;
  communitysafety::statistics::Neighbours neighbours;
};
