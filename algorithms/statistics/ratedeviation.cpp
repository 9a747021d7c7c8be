// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/ratedeviation.h"

#include "statistics/smoothing.h"

#include <cmath>

namespace communitysafety::statistics
{

std::vector<double> rateDeviates( Column events, Column denominator )
{
  const SmoothedRates rates = empiricalBayes( events, denominator );
  std::vector<double> deviates( events.size(), missing );
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    const double variance = rates.betweenVariance + rates.meanRate / denominator[area];
    if ( !isMissing( rates.rate[area] ) && variance > 0 )
      deviates[area] = ( events[area] / denominator[area] - rates.meanRate ) / std::sqrt( variance );
  }
  return deviates;
}

} // namespace communitysafety::statistics
