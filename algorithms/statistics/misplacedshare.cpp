// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/misplacedshare.h"

#include "statistics/arguments.h"

#include <cmath>

namespace communitysafety::statistics
{
namespace
{

bool comesBefore( const Overlap &one, const Overlap &other )
{
  return one.source != other.source ? one.source < other.source : one.target < other.target;
}

} // namespace

double misplacedShare( const ArealShares &shares, const ArealShares &others, Column counts )
{
  requireSize( "counts", counts.size(), shares.sources() );
  requireSize( "the sources of the other shares", others.sources(), shares.sources() );
  requireNotNegative( "counts", counts );
  double all = 0, apart = 0;
  const auto add = [&]( std::size_t source, double difference )
  { apart += isMissing( counts[source] ) ? 0 : counts[source] * std::fabs( difference ); };
  for ( std::size_t source = 0; source < counts.size(); ++source )
  {
    all += isMissing( counts[source] ) ? 0 : counts[source];
    add( source, shares.outside[source] - others.outside[source] );
  }
  // Both are in the order of sources and targets; a pair may be in one of them only.
  auto one = shares.overlaps.begin();
  auto other = others.overlaps.begin();
  while ( one != shares.overlaps.end() || other != others.overlaps.end() )
  {
    const bool takesOne =
      other == others.overlaps.end() || ( one != shares.overlaps.end() && !comesBefore( *other, *one ) );
    const bool takesOther =
      one == shares.overlaps.end() || ( other != others.overlaps.end() && !comesBefore( *one, *other ) );
    add( takesOne ? one->source : other->source, ( takesOne ? one->share : 0 ) - ( takesOther ? other->share : 0 ) );
    one += takesOne ? 1 : 0;
    other += takesOther ? 1 : 0;
  }
  return all > 0 ? apart / 2 / all : missing;
}

} // namespace communitysafety::statistics
