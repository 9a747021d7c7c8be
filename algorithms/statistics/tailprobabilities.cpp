// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/tailprobabilities.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{

std::vector<double> TailProbabilities::twoSided() const
{
  std::vector<double> p( high.size(), missing );
  for ( std::size_t area = 0; area < p.size(); ++area )
    if ( !isMissing( high[area] ) )
      p[area] = std::min( 1.0, 2 * std::min( high[area], low[area] ) );
  return p;
}

TailProbabilities normalTails( Column z )
{
  TailProbabilities tails;
  for ( const double value : z )
  {
    tails.high.push_back( 0.5 * std::erfc( value * std::sqrt( 0.5 ) ) );
    tails.low.push_back( 0.5 * std::erfc( -value * std::sqrt( 0.5 ) ) );
  }
  return tails;
}

} // namespace communitysafety::statistics
