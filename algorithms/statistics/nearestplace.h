// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace communitysafety::statistics
{

//! A square of one size, by column and row; the corner of square 0, 0 is the origin.
using Square = std::pair<long long, long long>;

//! The square of side \a side that holds a place.
Square squareAt( double x, double y, double side );

/**
 * Finds the nearest of places, from which places can be struck out. Coordinates are finite and of one unit; of equally
 * near places the first wins.
 *
 * O(n) to make; a question costs about the distance to the nearest place ÷ the mean distance between places, squared.
 */
class NearestPlace
{
public:
  //! x and y of each place. Throws std::invalid_argument when there are none.
  explicit NearestPlace( std::vector<std::pair<double, double>> places );

  std::size_t size() const { return mPlaces.size(); }

  const std::pair<double, double> &at( std::size_t place ) const { return mPlaces[place]; }

  void strikeOut( std::size_t place ) { mIsLeft[place] = 0; }

  //! The nearest of the places that are left. REQUIRES: one is left.
  std::size_t nearest( double x, double y ) const;

private:
  static std::uint64_t key( const Square &square );
  template <typename Visitor>
  void forEachInRing( const Square &centre, long long ring, const Visitor &visit ) const;

  std::vector<std::pair<double, double>> mPlaces;
  std::vector<char> mIsLeft;
  double mSide = 1;
  //! Rings from the middle to the farthest place.
  long long mReach = 0;
  Square mMiddle;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> mBuckets;
};

} // namespace communitysafety::statistics
