// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Who is next to whom: for each of n areas the sorted rows of its neighbours, never itself.
 *
 * Always symmetric: if a is a neighbour of b, b is one of a. Kept as compressed rows: one list of all neighbours and,
 * per area, where its part begins; 8 bytes per neighbour and area. Immutable, so safe to read from several threads.
 */
class Neighbours
{
public:
  using Pair = std::pair<std::size_t, std::size_t>;

  //! The neighbours of one area, for a range-based loop; valid as long as the Neighbours it came from.
  class Row
  {
  public:
    Row( const std::size_t *begin, const std::size_t *end ) : mBegin( begin ), mEnd( end ) {}
    const std::size_t *begin() const { return mBegin; }
    const std::size_t *end() const { return mEnd; }
    std::size_t size() const { return static_cast<std::size_t>( mEnd - mBegin ); }

  private:
    const std::size_t *mBegin;
    const std::size_t *mEnd;
  };

  //! No areas at all.
  Neighbours() = default;

  /**
   * From pairs of touching areas, in any order and direction; a pair given twice counts once, a pair of an area with
   * itself is ignored. Throws std::invalid_argument when a pair names an area outside 0 to \a areas - 1.
   * O(pairs log pairs).
   */
  static Neighbours fromPairs( std::size_t areas, const std::vector<Pair> &pairs );

  /**
   * Cells of a square grid, given by their column and row number: neighbours share an edge or a corner (queen), at most
   * eight. The grid may have gaps and any number as its origin. Throws std::invalid_argument when the lengths differ or
   * a cell is given twice. O(cells log cells): found by hashing, then sorted.
   */
  static Neighbours onSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows );

  /**
   * Cells of a hexagon grid in axial coordinates q, r (the six directions are ±(1, 0), ±(0, 1) and ±(1, -1)): at most
   * six neighbours, each across an edge. Errors and cost as onSquareGrid().
   */
  static Neighbours onHexagonGrid( const std::vector<int> &q, const std::vector<int> &r );

  //! The number of areas.
  std::size_t size() const { return mOffsets.size() - 1; }

  //! The neighbours of \a area, in ascending order.
  Row of( std::size_t area ) const
  {
    return { mIndices.data() + mOffsets[area], mIndices.data() + mOffsets[area + 1] };
  }

private:
  std::vector<std::size_t> mOffsets = { 0 };
  std::vector<std::size_t> mIndices;
};

} // namespace communitysafety::statistics
