// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QtGlobal>

#include <array>
#include <vector>

namespace communitysafety::base
{

/**
 * A set of numbers from hash64(), for millions of ids: 10 to 16 bytes each, and never a second copy of the whole while
 * it grows.
 */
class HashSet
{
public:
  //! \returns false when \a hash was there already.
  bool insert( quint64 hash );

  qint64 size() const { return mSize; }

private:
  struct Part
  {
    std::vector<quint64> places; //!< 0 where free
    std::size_t used = 0;
  };

  static void grow( Part &part );

  std::array<Part, 256> mParts;
  qint64 mSize = 0;
};

} // namespace communitysafety::base
