// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releaseattack.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::sharesafely
{

using statistics::AdditiveRelation;
using statistics::CellInterval;
using statistics::isMissing;
using statistics::PublishedTable;

Fit fitOf( const PublishedTable &table, const AdditiveRelation &sum )
{
  // Figures need not be whole: estimated populations for instance.
  constexpr double tolerance = 1e-6;
  const double total = table.value[sum.total];
  if ( isMissing( total ) )
    return Fit::unknown;
  double rest = total;
  bool anyHidden = false;
  for ( const std::uint32_t part : sum.parts )
  {
    const bool isHidden = isMissing( table.value[part] );
    anyHidden = anyHidden || isHidden;
    rest -= isHidden ? table.lowest[part] : table.value[part];
  }
  const double noise = tolerance * std::max( 1.0, std::abs( total ) );
  if ( rest < -noise || ( !anyHidden && rest > noise ) )
    return Fit::contradicts;
  return anyHidden ? Fit::unknown : Fit::fits;
}

ReleaseAttack attackRelease( const PublishedTable &table, double enough, const statistics::Progress &progress )
{
  const std::size_t n = table.value.size();
  ReleaseAttack result{ std::vector<char>( n ), std::vector<char>( n ), std::vector<char>( n ) };
  for ( const AdditiveRelation &sum : table.relations )
    result.disagrees[sum.total] |= fitOf( table, sum ) == Fit::contradicts ? 1 : 0;
  statistics::AttackOptions options;
  options.enoughWidth = enough;
  options.leavesContradictions = true;
  const std::vector<CellInterval> intervals = statistics::attackTable( table, options, progress );
  for ( std::size_t cell = 0; cell < n; ++cell )
    if ( isMissing( table.value[cell] ) )
    {
      result.isUnchecked[cell] = isMissing( intervals[cell].lowest ) ? 1 : 0;
      result.isKnown[cell] = intervals[cell].width() < enough ? 1 : 0;
    }
  return result;
}

} // namespace communitysafety::sharesafely
