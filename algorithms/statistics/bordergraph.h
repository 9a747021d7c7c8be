// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace communitysafety::statistics
{

//! Two places that border each other.
struct Border
{
  std::uint32_t first;
  std::uint32_t second;
  //! In units of the typical cell side, 0 or more. 0 = they touch in a point: connected, at no length.
  double length;
};

/**
 * Who borders whom, and along which length: what the outline of a set of places costs.
 *
 * The unit of length is the side of a typical place: the side of a square cell, or of the square with the area of a
 * hexagon or of a typical polygon. So a penalty per unit means the same on all of them. The rim of the map has no
 * length: a set is not charged for ground nobody can see beyond.
 *
 * Kept as compressed rows, sorted by neighbour; 16 bytes per direction of a border. Immutable, so safe to read from
 * several threads. At most 2³² − 2 places.
 */
class BorderGraph
{
public:
  using Pair = std::pair<std::uint32_t, std::uint32_t>;

  struct Neighbour
  {
    std::uint32_t place;
    double length;
  };

  //! The neighbours of one place, for a range-based loop; valid as long as the graph it came from.
  class Row
  {
  public:
    Row( const Neighbour *begin, const Neighbour *end ) : mBegin( begin ), mEnd( end ) {}
    const Neighbour *begin() const { return mBegin; }
    const Neighbour *end() const { return mEnd; }
    std::size_t size() const { return static_cast<std::size_t>( mEnd - mBegin ); }

  private:
    const Neighbour *mBegin;
    const Neighbour *mEnd;
  };

  //! No places at all.
  BorderGraph() = default;

  /**
   * Cells of a square grid by column and row, with any origin and with gaps: eight neighbours, π/8 across a side and
   * π/(8 √2) across a corner.
   *
   * Those lengths measure an outline by counting the lines of four directions that it crosses (Cauchy–Crofton): a long
   * straight outline of length 1 measures 0.95 to 1.03 in whatever direction it runs, while the sides of the cells
   * would make a diagonal one 1.41. A single cell measures 2.68, less than its four sides, since its corners are cut.
   * Throws std::invalid_argument when the lengths differ or a cell is given twice. O(cells log cells).
   *
   * Source: Boykov and Kolmogorov 2003, Computing geodesics and minimal surfaces via graph cuts, ICCV,
   * doi:10.1109/ICCV.2003.1238310.
   */
  static BorderGraph onSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows );

  /**
   * Cells of a hexagon grid in axial coordinates q, r, as Neighbours::onHexagonGrid(): six neighbours at
   * √(π² / (24 √3)) = 0.4872 each, by the same rule with three directions and a cell of area 1. Errors and cost as
   * onSquareGrid().
   */
  static BorderGraph onHexagonGrid( const std::vector<int> &q, const std::vector<int> &r );

  /**
   * Any places, for instance polygons with the lengths of their shared borders, divided by \a unit: the side of a
   * typical place in the unit of the lengths, such as the square root of the median area.
   *
   * In any order and direction; pieces of one border given apart are added up; a border of a place with itself is
   * ignored. Throws std::invalid_argument when a border names a place outside 0 to \a places - 1, a length is negative
   * or not finite, or the unit is not above 0. O(borders log borders).
   */
  static BorderGraph fromBorders( std::size_t places, const std::vector<Border> &borders, double unit = 1 );

  //! The number of places.
  std::size_t size() const { return mOffsets.size() - 1; }

  //! The neighbours of \a place, in ascending order.
  Row of( std::uint32_t place ) const
  {
    return { mNeighbours.data() + mOffsets[place], mNeighbours.data() + mOffsets[place + 1] };
  }

  //! Every border once, with first < second, in ascending order.
  std::vector<Border> borders() const;

  /**
   * The same graph with the named borders multiplied by \a factor: where a river, a railway or a motorway runs between
   * two places, an outline along it costs less and so prefers to follow it.
   *
   * On a grid the borders to name are those whose line from centre to centre crosses the barrier, corners included. A
   * border named twice is cheapened once. A factor of 1 changes nothing, 0 makes the barrier free to follow; 0.2 is a
   * good start. Throws std::invalid_argument when the factor is outside 0 to 1 or a pair has no border.
   */
  BorderGraph withCheapened( const std::vector<Pair> &barriers, double factor ) const;

  /**
   * Length of the outline of \a members, sorted ascending: the borders to places that are no members. 0 for none and
   * for all places. O(members × neighbours × log members).
   */
  double perimeter( const std::vector<std::uint32_t> &members ) const;

  /**
   * The connected parts of \a members, sorted ascending, over borders of any length: each sorted, in the order of their
   * first places. O(members × neighbours × log members).
   */
  std::vector<std::vector<std::uint32_t>> components( const std::vector<std::uint32_t> &members ) const;

private:
  std::vector<std::size_t> mOffsets = { 0 };
  std::vector<Neighbour> mNeighbours;
};

} // namespace communitysafety::statistics
