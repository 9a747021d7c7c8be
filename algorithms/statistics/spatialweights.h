// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/neighbours.h"
#include "statistics/progress.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! What one neighbour counts: 1, or one k-th of its area's k neighbours, so that the weights of each area sum to 1.
enum class WeightStyle
{
  binary,
  rowStandardised
};

/**
 * The surroundings of each of n areas: which others are taken as its neighbours and what each of them counts.
 *
 * Unlike Neighbours the relation may be one-sided: b is among the k nearest of a, but not a of b. All neighbours of one
 * area count alike. An area is never its own neighbour; a statistic that counts it in, as Gi* does, says so.
 *
 * The edge of the map: an area there has fewer neighbours, and nothing is made up beyond the border. Every statistic
 * takes expectation and variance from the area's own number of neighbours, so that a corner cell with three is held to
 * a wider limit than an inner one with eight; permutation draws as many as the area has.
 *
 * Immutable, so safe to read from several threads. 8 bytes per neighbour and area.
 */
class SpatialWeights
{
public:
  //! No areas at all.
  SpatialWeights() = default;

  //! Areas that touch. Linear.
  explicit SpatialWeights( const Neighbours &touching, WeightStyle style = WeightStyle::binary );

  /**
   * Areas whose centres are at most \a distance apart, which is above 0, in the unit of \a x and \a y (metres). An area
   * without centre (a coordinate missing) has no neighbour and is none. Throws std::invalid_argument on different
   * lengths, an infinite coordinate and a distance that is not above 0, and Cancelled. O(n log n + neighbours).
   */
  static SpatialWeights withinDistance( Column x, Column y, double distance, WeightStyle style = WeightStyle::binary,
                                        const Progress &progress = {} );

  /**
   * The \a k areas whose centres are nearest, and all others as near as the last of them (within a billionth): on a
   * grid many are, and which of them are taken must not depend on the order of the rows. \a k from 1; where fewer other
   * areas have a centre, all of them. Missing centres, errors and cost as withinDistance().
   */
  static SpatialWeights nearest( Column x, Column y, std::size_t k, WeightStyle style = WeightStyle::binary,
                                 const Progress &progress = {} );

  /**
   * The same among the areas that have a value: the others are no one's neighbour and have none. Throws
   * std::invalid_argument when the length of \a values is not size().
   */
  SpatialWeights among( Column values ) const;

  //! The number of areas.
  std::size_t size() const { return mOffsets.size() - 1; }

  //! The neighbours of \a area, in ascending order.
  Neighbours::Row of( std::size_t area ) const
  {
    return { mIndices.data() + mOffsets[area], mIndices.data() + mOffsets[area + 1] };
  }

  //! What each of \a members counts in the sum over them; of as many as an area has neighbours, or with itself one
  //! more.
  double weightOfEach( std::size_t members ) const
  {
    return mStyle == WeightStyle::binary || members == 0 ? 1 : 1 / double( members );
  }

private:
  using Rows = std::vector<std::vector<std::size_t>>;
  SpatialWeights( const Rows &rows, WeightStyle style );

  std::vector<std::size_t> mOffsets = { 0 };
  std::vector<std::size_t> mIndices;
  WeightStyle mStyle = WeightStyle::binary;
};

/**
 * Cells of a square grid that share an edge (rook), at most four: of the queen neighbours of Neighbours::onSquareGrid()
 * those in the same column or row. Errors and cost as there.
 */
Neighbours rookOnSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows );

} // namespace communitysafety::statistics
