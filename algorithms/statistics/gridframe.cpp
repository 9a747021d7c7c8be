// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/gridframe.h"

#include "statistics/arguments.h"

#include <cmath>

namespace communitysafety::statistics
{

std::uint32_t GridFrame::cellAt( double x, double y ) const
{
  const double column = std::floor( ( x - xMinimum ) / cellSize );
  const double row = std::floor( ( yMaximum - y ) / cellSize );
  // A missing coordinate fails every comparison.
  if ( !( column >= 0 && column < double( columns ) && row >= 0 && row < double( rows ) ) )
    return nowhere;
  return static_cast<std::uint32_t>( static_cast<std::size_t>( row ) * columns + static_cast<std::size_t>( column ) );
}

GridPoints pointsOnGrid( const GridFrame &frame, Column x, Column y )
{
  requireSize( "y", y.size(), x.size() );
  GridPoints points;
  points.cell.reserve( x.size() );
  for ( std::size_t point = 0; point < x.size(); ++point )
    points.cell.push_back( frame.cellAt( x[point], y[point] ) );
  return points;
}

std::vector<double> countsOnGrid( const GridPoints &points, std::size_t cells, int power )
{
  std::vector<double> counts( cells, 0 );
  for ( std::size_t point = 0; point < points.size(); ++point )
    if ( points.cell[point] != GridFrame::nowhere )
    {
      const double weight = points.weightOf( point );
      counts[points.cell[point]] += power == 1 ? weight : std::pow( weight, power );
    }
  return counts;
}

} // namespace communitysafety::statistics
