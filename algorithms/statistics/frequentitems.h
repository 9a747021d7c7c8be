// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace communitysafety::statistics
{

//! One item of a stream and how often it was seen, at least.
struct FrequentItem
{
  std::uint64_t key = 0;
  std::int64_t count = 0;
  //! The label with which it first came.
  std::string label;
};

/**
 * The most frequent items of a stream of any length, in bounded memory.
 *
 * A count is never too high, and too low by at most n / width after n items; while no more than \a width different
 * items were seen it is exact. About width × log(n / width) items are kept at worst.
 *
 * Source: lossy counting, Manku & Motwani 2002, Approximate frequency counts over data streams, VLDB 2002, section 4.2.
 */
class FrequentItems
{
public:
  //! \param width items between two clearings, at least 1; throws std::invalid_argument otherwise
  explicit FrequentItems( std::int64_t width = 100000 );

  void add( std::uint64_t key, const std::string &label = {} );

  //! Items so far.
  std::int64_t total() const { return mTotal; }
  //! By how much counts may be too low; 0 where they are exact.
  std::int64_t largestError() const { return mHasForgotten ? mTotal / mWidth : 0; }
  std::size_t kept() const { return mItems.size(); }

  //! At most \a n items, the most frequent first, of equal ones the smaller key.
  std::vector<FrequentItem> top( std::size_t n ) const;

private:
  struct Entry
  {
    std::int64_t count = 0;
    std::int64_t missed = 0; //!< What it can have had before it was kept
    std::string label;
  };

  void clear();

  std::int64_t mWidth;
  std::int64_t mTotal = 0;
  bool mHasForgotten = false;
  std::unordered_map<std::uint64_t, Entry> mItems;
};

} // namespace communitysafety::statistics
