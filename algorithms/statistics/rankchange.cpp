// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/rankchange.h"

#include "statistics/arguments.h"
#include "statistics/ranking.h"

#include <cmath>

namespace communitysafety::statistics
{
namespace
{

//! \a values, missing where \a other is missing.
std::vector<double> whereBoth( Column values, Column other )
{
  std::vector<double> both( values.begin(), values.end() );
  for ( std::size_t row = 0; row < both.size(); ++row )
    if ( isMissing( other[row] ) )
      both[row] = missing;
  return both;
}

double agreementOfTop( const RankChange &change, double topShare )
{
  // A share such as 0.1 of 70 areas must not become eight for its last binary digit.
  constexpr double tolerance = 1e-9;
  const double last = std::ceil( topShare * double( change.compared ) - tolerance );
  double both = 0, either = 0;
  for ( std::size_t row = 0; row < change.before.size(); ++row )
  {
    const bool wasTop = change.before[row] <= last;
    const bool isTop = change.after[row] <= last;
    both += wasTop && isTop ? 1 : 0;
    either += wasTop || isTop ? 1 : 0;
  }
  return either > 0 ? both / either : missing;
}

} // namespace

RankChange compareRanks( Column before, Column after, double topShare )
{
  requireSize( "after", after.size(), before.size() );
  if ( !( topShare > 0 && topShare <= 1 ) )
    refuse( "topShare", inWords( topShare ), "above 0 and at most 1" );
  RankChange change;
  change.before = rankDescending( whereBoth( before, after ) );
  change.after = rankDescending( whereBoth( after, before ) );
  change.moved.assign( before.size(), missing );
  double shifts = 0;
  for ( std::size_t row = 0; row < before.size(); ++row )
  {
    if ( isMissing( change.before[row] ) )
      continue;
    change.moved[row] = change.before[row] - change.after[row];
    shifts += std::abs( change.moved[row] );
    ++change.compared;
  }
  if ( change.compared > 0 )
    change.meanShift = shifts / double( change.compared );
  change.spearman = spearman( before, after ).coefficient;
  change.stayedTop = agreementOfTop( change, topShare );
  return change;
}

} // namespace communitysafety::statistics
