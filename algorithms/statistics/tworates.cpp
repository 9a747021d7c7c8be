// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/tworates.h"

#include "statistics/arguments.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{
namespace
{

void requireCount( const std::string &argument, double count ) { requireNotNegative( argument, Column( &count, 1 ) ); }

void requireExposure( const std::string &argument, double exposure )
{
  if ( !isMissing( exposure ) && !( exposure > 0 && std::isfinite( exposure ) ) )
    refuse( argument, inWords( exposure ), "above 0" );
}

void requirePhi( double phi )
{
  if ( !( phi >= 1 && std::isfinite( phi ) ) )
    refuse( "phi", inWords( phi ), "1 or more" );
}

double ratioOf( double before, double after ) { return before > 0 ? after / before : missing; }

//! P(X ≥ k) of a binomial variable with n trials, any n ≥ k ≥ 0.
double upperTail( double k, double n, double share )
{
  return k <= 0 ? 1.0 : boost::math::ibeta( k, n - k + 1, share );
}

//! P(X ≤ k).
double lowerTail( double k, double n, double share )
{
  return k >= n ? 1.0 : boost::math::ibetac( k + 1, n - k, share );
}

} // namespace

RateChange compareRates( double before, double exposureBefore, double after, double exposureAfter, double phi )
{
  requireCount( "before", before );
  requireCount( "after", after );
  requireExposure( "exposureBefore", exposureBefore );
  requireExposure( "exposureAfter", exposureAfter );
  requirePhi( phi );
  RateChange change;
  if ( isMissing( before + after + exposureBefore + exposureAfter ) )
    return change;
  change.ratio = ratioOf( before / exposureBefore, after / exposureAfter );
  const double share = exposureAfter / ( exposureBefore + exposureAfter );
  const double effective = after / phi;
  const double trials = ( before + after ) / phi;
  const double more = upperTail( effective, trials, share );
  const double less = lowerTail( effective, trials, share );
  change.p = std::min( 1.0, 2.0 * std::min( more, less ) );
  // p of a change too large for a double is 0, and its direction is known all the same.
  const double tail = std::max( change.p, std::numeric_limits<double>::min() ) / 2;
  const double distance = boost::math::quantile( boost::math::complement( boost::math::normal(), tail ) );
  change.z = more < less ? distance : -distance;
  return change;
}

std::vector<RateChange> compareRates( Column before, Column exposureBefore, Column after, Column exposureAfter,
                                      double phi )
{
  requireSize( "exposureBefore", exposureBefore.size(), before.size() );
  requireSize( "after", after.size(), before.size() );
  requireSize( "exposureAfter", exposureAfter.size(), before.size() );
  std::vector<RateChange> changes;
  changes.reserve( before.size() );
  for ( std::size_t row = 0; row < before.size(); ++row )
    changes.push_back( compareRates( before[row], exposureBefore[row], after[row], exposureAfter[row], phi ) );
  return changes;
}

} // namespace communitysafety::statistics
