// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/regionfigures.h"

namespace communitysafety::statistics
{

namespace
{

double meanScore( const RegionCells &cells, const std::vector<std::size_t> &members, Column weights )
{
  double sum = 0;
  double weightSum = 0;
  for ( const std::size_t cell : members )
  {
    if ( isMissing( cells.rawScore[cell] ) || isMissing( weights[cell] ) )
      continue;
    sum += weights[cell] * cells.rawScore[cell];
    weightSum += weights[cell];
  }
  return weightSum > 0 ? sum / weightSum : missing;
}

double sumOver( Column values, const std::vector<std::size_t> &members )
{
  double sum = 0;
  for ( const std::size_t cell : members )
    sum += isMissing( values[cell] ) ? 0 : values[cell];
  return sum;
}

} // namespace

Region describeRegion( const RegionCells &cells, const std::vector<std::size_t> &members )
{
  Region described;
  described.cells = members.size();
  described.area = sumOver( cells.area, members );
  if ( !cells.population.empty() )
  {
    described.population = sumOver( cells.population, members );
    described.meanScore = meanScore( cells, members, cells.population );
  }
  if ( isMissing( described.meanScore ) )
    described.meanScore = meanScore( cells, members, cells.area );
  // fmax passes over missing scores.
  for ( const std::size_t cell : members )
    described.peakScore = std::fmax( described.peakScore, cells.rawScore[cell] );
  return described;
}

} // namespace communitysafety::statistics
