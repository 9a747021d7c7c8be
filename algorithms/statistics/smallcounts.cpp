// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/smallcounts.h"

#include <algorithm>

namespace communitysafety::statistics
{

bool isSmallCount( double count )
{
  constexpr double smallestOpenCount = 5;
  return count > 0 && count < smallestOpenCount;
}

void hideSmallCounts( std::vector<double> &counts )
{
  double sum = 0, areas = 0;
  for ( const double count : counts )
  {
    sum += isSmallCount( count ) ? count : 0;
    areas += isSmallCount( count ) ? 1 : 0;
  }
  constexpr double fewestForAMean = 3, middleOfTheRange = 2.5;
  const double written = areas < fewestForAMean ? middleOfTheRange : sum / areas;
  for ( double &count : counts )
    count = isSmallCount( count ) ? written : count;
}

bool isWithheld( const ScoreIndicator &indicator, std::size_t area )
{
  return indicator.isSensitive && indicator.isCount && isSmallCount( indicator.values[area] );
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
