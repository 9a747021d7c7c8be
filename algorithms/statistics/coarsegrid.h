// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/evidencefamilies.h"
#include "statistics/scanstream.h"

#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! A square grid seen in larger squares. Those at the edge may hold fewer cells.
struct CoarseGrid
{
  //! The squares as places to be searched.
  ScanSupport support;
  //! The square of each cell, and the cells of each square, ascending.
  std::vector<std::uint32_t> squareOf;
  std::vector<std::vector<std::uint32_t>> cellsOf;

  //! The cells of all \a squares, ascending.
  std::vector<std::uint32_t> cells( const std::vector<std::uint32_t> &squares ) const;
};

/**
 * \a cells in squares of \a side × \a side of them, the first square beginning \a right columns and \a down rows after
 * the origin of the grid.
 *
 * The border between two squares is that between their cells, barriers included, in sides of a square: the outline of a
 * set of squares is as long as that of its cells. The size of a square is the sum over its cells.
 * Throws std::invalid_argument when the cells are no square grid or the side is 0. O(cells log cells).
 */
CoarseGrid coarseGrid( const ScanSupport &cells, std::size_t side, std::size_t right, std::size_t down );

/**
 * The \a streams with one value for each square of \a grid, so that the sums over a set of squares are those over its
 * cells: counts and baselines added up, deviations averaged by their precision.
 */
class CoarseStreams
{
public:
  CoarseStreams( const CoarseGrid &grid, const std::vector<ScanStream> &streams );
  CoarseStreams( const CoarseStreams & ) = delete;
  CoarseStreams &operator=( const CoarseStreams & ) = delete;

  //! Views on this object.
  const std::vector<ScanStream> &streams() const { return mStreams; }

private:
  std::vector<std::vector<double>> mObserved;
  std::vector<std::vector<double>> mExpected;
  std::vector<ScanStream> mStreams;
};

} // namespace communitysafety::statistics
