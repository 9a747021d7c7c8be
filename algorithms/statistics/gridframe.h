// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

/**
 * A rectangle of square cells, row by row from the north-west as a raster file keeps them: cell = row × columns +
 * column. Lengths in the units of the coordinates (metres).
 */
struct GridFrame
{
  double xMinimum = 0;
  double yMaximum = 0;
  double cellSize = 1;
  std::size_t columns = 0;
  std::size_t rows = 0;

  //! The cell of no place.
  static constexpr std::uint32_t nowhere = UINT32_MAX;

  std::size_t size() const { return columns * rows; }
  double cellArea() const { return cellSize * cellSize; }
  double xOfColumn( std::size_t column ) const { return xMinimum + ( double( column ) + 0.5 ) * cellSize; }
  double yOfRow( std::size_t row ) const { return yMaximum - ( double( row ) + 0.5 ) * cellSize; }

  //! The cell that holds a place, its western and northern side included; nowhere outside the frame.
  std::uint32_t cellAt( double x, double y ) const;
};

//! Places by the cell that holds them; all that depends on them costs no more for a million points than for one cell.
struct GridPoints
{
  std::vector<std::uint32_t> cell;
  //! What each point counts, 0 or more; empty: each counts 1.
  std::vector<double> weight;

  std::size_t size() const { return cell.size(); }
  double weightOf( std::size_t point ) const { return weight.empty() ? 1 : weight[point]; }
};

/**
 * The cells of the points at \a x and \a y, in their order. A place outside the frame, or with a missing coordinate,
 * becomes nowhere. Throws std::invalid_argument on different lengths. Linear.
 */
GridPoints pointsOnGrid( const GridFrame &frame, Column x, Column y );

/**
 * The sum of the weights in each of \a cells cells, each weight raised to \a power first (2 for variances). Points that
 * are nowhere do not count.
 */
std::vector<double> countsOnGrid( const GridPoints &points, std::size_t cells, int power = 1 );

} // namespace communitysafety::statistics
