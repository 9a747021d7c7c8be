// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Counts how many of many points lie on either side of a plane, for one plane after another.
 *
 * A k-d tree with the box around each of its parts: a part whose box lies on one side is counted at once. O(n log n) to
 * build, about O(n^(1 - 1/d)) a count in d dimensions: the square root in the plane. Exact, points that equal one
 * another included. Immutable once built, so safe to ask from several threads.
 */
class HalfspaceCounter
{
public:
  //! \a points: their coordinates one point after the other, \a dimensions (1 or more) each.
  HalfspaceCounter( std::vector<double> points, std::size_t dimensions );

  struct Counts
  {
    std::size_t atLeast = 0;
    std::size_t atMost = 0;
  };

  //! How many points p have normal · p ≥ \a lower, and how many normal · p ≤ \a upper; \a lower at most \a upper.
  Counts count( const std::vector<double> &normal, double lower, double upper ) const;

private:
  //! A part of the points, its box in mBoxes at the same place; a leaf has no children.
  struct Node
  {
    std::size_t begin;
    std::size_t end;
    std::size_t left = 0;
    std::size_t right = 0;
  };

  std::size_t build( std::vector<std::uint32_t> &order, std::size_t begin, std::size_t end );
  std::size_t widestSide( std::size_t node ) const;
  void countIn( std::size_t node, const std::vector<double> &normal, double lower, double upper, Counts &counts ) const;
  void countOneByOne( const Node &node, const std::vector<double> &normal, double lower, double upper,
                      Counts &counts ) const;

  std::size_t mDimensions;
  std::vector<double> mPoints;
  std::vector<Node> mNodes;
  //! Lowest and highest coordinate, dimension by dimension.
  std::vector<double> mBoxes;
};

} // namespace communitysafety::statistics
