// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/frequentitems.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace communitysafety::statistics
{

FrequentItems::FrequentItems( std::int64_t width ) : mWidth( width )
{
  if ( width < 1 )
    throw std::invalid_argument( "frequent items: the width must be at least 1" );
}

void FrequentItems::add( std::uint64_t key, const std::string &label )
{
  const auto found = mItems.find( key );
  if ( found != mItems.end() )
    ++found->second.count;
  else
    mItems.emplace( key, Entry{ 1, mHasForgotten ? mTotal / mWidth : 0, label } );
  ++mTotal;
  // As long as they fit nothing needs to be forgotten, and the counts stay exact.
  if ( mTotal % mWidth == 0 && static_cast<std::int64_t>( mItems.size() ) > mWidth )
    clear();
}

void FrequentItems::clear()
{
  mHasForgotten = true;
  const std::int64_t bucket = mTotal / mWidth;
  for ( auto item = mItems.begin(); item != mItems.end(); )
    item = item->second.count + item->second.missed <= bucket ? mItems.erase( item ) : std::next( item );
}

std::vector<FrequentItem> FrequentItems::top( std::size_t n ) const
{
  std::vector<FrequentItem> items;
  items.reserve( mItems.size() );
  for ( const auto &[key, entry] : mItems )
    items.push_back( { key, entry.count, entry.label } );
  const auto isBefore = []( const FrequentItem &a, const FrequentItem &b )
  { return a.count != b.count ? a.count > b.count : a.key < b.key; };
  const std::size_t kept = std::min( n, items.size() );
  std::partial_sort( items.begin(), items.begin() + static_cast<std::ptrdiff_t>( kept ), items.end(), isBefore );
  items.resize( kept );
  return items;
}

} // namespace communitysafety::statistics
