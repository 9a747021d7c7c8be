// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/randomstream.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Areas drawn at random without replacement, again and again: the same for the same seed, in blocks that threads can
 * share.
 *
 * One draw is a list of `longest` areas in random order. Its first k are a draw of k for every k, so that one list
 * serves neighbourhoods of every size. O(longest) a draw; 4 bytes per area and block at work.
 */
class SharedDraws
{
public:
  //! \a longest at most \a areas.
  SharedDraws( std::size_t areas, std::size_t longest, std::size_t draws, std::uint64_t seed )
    : mAreas( areas ), mLongest( longest ), mDraws( draws ), mSeed( seed )
  {
  }

  std::size_t blocks() const { return ( mDraws + blockSize - 1 ) / blockSize; }

  //! The number of the first draw of \a block; that of blocks() is the number of draws.
  std::size_t firstOf( std::size_t block ) const { return std::min( mDraws, block * blockSize ); }

  //! Calls \a visit with each draw of \a block, a pointer to its areas.
  template <typename Visitor>
  void forEachOf( std::size_t block, Visitor visit ) const
  {
    RandomStream stream( mSeed, block );
    std::vector<std::uint32_t> order( mAreas );
    std::iota( order.begin(), order.end(), 0U );
    for ( std::size_t draw = firstOf( block ); draw < firstOf( block + 1 ); ++draw )
    {
      // The beginning of a shuffle: whatever order the last draw left, this one is as random.
      for ( std::size_t place = 0; place < mLongest; ++place )
        std::swap( order[place],
                   order[place + static_cast<std::size_t>( stream.uniform() * double( mAreas - place ) )] );
      visit( order.data() );
    }
  }

private:
  static constexpr std::size_t blockSize = 16384;

  std::size_t mAreas;
  std::size_t mLongest;
  std::size_t mDraws;
  std::uint64_t mSeed;
};

} // namespace communitysafety::statistics
