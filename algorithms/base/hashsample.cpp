// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/hashsample.h"

#include <iterator>

namespace communitysafety::base
{

void HashSample::add( quint64 hash )
{
  constexpr std::size_t mostKept = 1 << 16;
  if ( !isKept( hash, mLevel ) )
    return;
  mHashes.insert( hash );
  if ( mHashes.size() > mostKept )
    thin( mHashes, ++mLevel );
}

void HashSample::thin( Hashes &hashes, int level )
{
  for ( auto hash = hashes.begin(); hash != hashes.end(); )
    hash = isKept( *hash, level ) ? std::next( hash ) : hashes.erase( hash );
}

} // namespace communitysafety::base
