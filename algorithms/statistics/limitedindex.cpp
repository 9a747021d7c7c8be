// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/limitedindex.h"

#include "statistics/oneevent.h"

#include <algorithm>

namespace communitysafety::statistics
{

namespace
{

constexpr double cityIndex = 100;

//! The factor by which shrinkToCity() brought the mean back to 100.
double recentringFactor( Column index, Column weightOnOwn, Column recentred )
{
  double factor = missing;
  for ( std::size_t area = 0; area < index.size(); ++area )
  {
    const double shrunk = cityIndex + weightOnOwn[area] * ( index[area] - cityIndex );
    // Areas held at the city show less than the factor.
    if ( shrunk > 0 )
      factor = std::fmax( factor, recentred[area] / shrunk );
  }
  return isMissing( factor ) ? 1 : factor;
}

} // namespace

LimitedIndex limitIndex( Column crude, const std::vector<double> &weightOnOwn, Column centre, Column expectedPerWeight,
                         double mostEventPoints )
{
  constexpr int mostRounds = 20;
  const bool isLimited = mostEventPoints > 0 && std::any_of( expectedPerWeight.begin(), expectedPerWeight.end(),
                                                             []( double value ) { return !isMissing( value ); } );
  LimitedIndex limited;
  limited.weightOnOwn = weightOnOwn;
  double limit = mostEventPoints;
  for ( int round = 0; round < mostRounds; ++round )
  {
    if ( isLimited )
      limited.weightOnOwn = limitOneEvent( 1, expectedPerWeight, weightOnOwn, limit );
    limited.index = shrinkToCity( crude, limited.weightOnOwn, centre );
    limited.stretch = recentringFactor( crude, limited.weightOnOwn, limited.index );
    if ( !isLimited || limit * limited.stretch <= mostEventPoints * ( 1 + 1e-12 ) )
      break;
    limit = mostEventPoints / limited.stretch;
  }
  return limited;
}

} // namespace communitysafety::statistics
