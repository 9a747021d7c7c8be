// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/hashset.h"

#include <utility>

namespace communitysafety::base
{
namespace
{

//! Where \a hash stands, or the free place where it would.
std::size_t placeOf( const std::vector<quint64> &places, quint64 hash )
{
  std::size_t place = hash % places.size();
  while ( places[place] != 0 && places[place] != hash )
    place = place + 1 < places.size() ? place + 1 : 0;
  return place;
}

} // namespace

void HashSet::grow( Part &part )
{
  std::vector<quint64> larger( part.places.empty() ? 16 : part.places.size() * 3 / 2 );
  for ( const quint64 hash : part.places )
    if ( hash != 0 )
      larger[placeOf( larger, hash )] = hash;
  part.places = std::move( larger );
}

bool HashSet::insert( quint64 hash )
{
  constexpr int bitsBelowPart = 56;
  // The mark of a free place is no number of the set.
  hash = hash == 0 ? 1 : hash;
  Part &part = mParts[hash >> bitsBelowPart];
  if ( ( part.used + 1 ) * 5 > part.places.size() * 4 )
    grow( part );
  quint64 &place = part.places[placeOf( part.places, hash )];
  if ( place == hash )
    return false;
  place = hash;
  ++part.used;
  ++mSize;
  return true;
}

} // namespace communitysafety::base
