// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/smallcounts.h"

#include <algorithm>

namespace communitysafety::statistics
{

bool isWithheld( const ScoreIndicator &indicator, std::size_t area )
{
  constexpr double smallestOpenCount = 5;
  const double count = indicator.values[area];
  return indicator.isSensitive && indicator.isCount && count > 0 && count < smallestOpenCount;
}

void withholdMeans( std::vector<double> &mean, const std::vector<MeanPart> &parts )
{
  for ( std::size_t area = 0; area < mean.size(); ++area )
  {
    const auto isOpen = [area]( const MeanPart &part )
    { return !isMissing( part.values[area] ) && !isWithheld( *part.indicator, area ); };
    if ( std::none_of( parts.begin(), parts.end(), isOpen ) )
      mean[area] = missing;
  }
}

void addOpenCounts( std::vector<double> &sum, const ScoreIndicator &indicator )
{
  for ( std::size_t area = 0; area < sum.size(); ++area )
  {
    const double count = indicator.values[area];
    if ( isMissing( count ) )
      continue;
    const double open = isWithheld( indicator, area ) ? 0 : count;
    sum[area] = isMissing( sum[area] ) ? open : sum[area] + open;
  }
}

} // namespace communitysafety::statistics
