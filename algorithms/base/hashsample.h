// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QtGlobal>

#include <unordered_set>

namespace communitysafety::base
{

/**
 * How many different things there are, in memory that does not grow with them: exact up to some ten thousands, then
 * from a sample of their hashes that is halved whenever it is full, to within one in a hundred.
 * Source: Wegman's adaptive sampling; Flajolet 1990.
 */
class HashSample
{
public:
  using Hashes = std::unordered_set<quint64>;

  //! \param hash from hash64()
  void add( quint64 hash );

  qint64 estimate() const { return static_cast<qint64>( mHashes.size() ) << mLevel; }
  bool isExact() const { return mLevel == 0; }

  //! Whether \a hash belongs to the one in 2 to the power of \a level that is kept.
  static bool isKept( quint64 hash, int level ) { return hash >> 48 >> ( 16 - level ) == 0; }

  //! Leaves only those that are kept at \a level.
  static void thin( Hashes &hashes, int level );

private:
  Hashes mHashes;
  int mLevel = 0;
};

} // namespace communitysafety::base
