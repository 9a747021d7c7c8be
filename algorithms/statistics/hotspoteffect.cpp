// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/hotspoteffect.h"

#include "statistics/arguments.h"
#include "statistics/association.h"
#include "statistics/forecastaccuracy.h"
#include "statistics/regionmatch.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace communitysafety::statistics
{
namespace
{

//! The columns of the cells that lie in the study area.
struct Cells
{
  std::vector<double> before;
  std::vector<double> after;
  std::vector<double> ground;
};

//! At most \a hot cells with the highest counts, the first of equals; none without events.
RegionPlaces hottest( const std::vector<double> &counts, std::size_t hot )
{
  RegionPlaces order( counts.size() );
  std::iota( order.begin(), order.end(), 0 );
  std::stable_sort( order.begin(), order.end(),
                    [&counts]( std::uint32_t one, std::uint32_t other ) { return counts[one] > counts[other]; } );
  order.resize( std::min( hot, order.size() ) );
  while ( !order.empty() && !( counts[order.back()] > 0 ) )
    order.pop_back();
  std::sort( order.begin(), order.end() );
  return order;
}

//! The accuracy with which the cells \a hot catch the events before they were moved.
double accuracyOf( const RegionPlaces &hot, const Cells &cells )
{
  ForecastInput input;
  input.studyArea = sumPresent( cells.ground );
  input.events = sumPresent( cells.before );
  input.hotArea = input.hits = 0;
  for ( const std::uint32_t cell : hot )
  {
    input.hotArea += cells.ground[cell];
    input.hits += cells.before[cell];
  }
  // The same numbers added up in another order.
  input.hotArea = std::min( input.hotArea, input.studyArea );
  return forecastAccuracy( input ).pai;
}

} // namespace

HotSpotEffect hotSpotEffect( Column before, Column after, Column ground, double hotShare )
{
  requireSize( "after", after.size(), before.size() );
  requireSize( "ground", ground.size(), before.size() );
  requireNotNegative( "before", before );
  requireNotNegative( "after", after );
  requireNotNegative( "ground", ground );
  requireBetween( "hotShare", hotShare, 1e-9, 1 );
  Cells cells;
  for ( std::size_t cell = 0; cell < before.size(); ++cell )
    if ( ground[cell] > 0 )
    {
      cells.before.push_back( before[cell] );
      cells.after.push_back( after[cell] );
      cells.ground.push_back( ground[cell] );
    }
  HotSpotEffect effect;
  effect.cells = cells.before.size();
  if ( !( sumPresent( cells.before ) > 0 ) || !( sumPresent( cells.after ) > 0 ) )
    return effect;
  // A share such as 0.1 of 70 cells must not become eight for its last binary digit.
  constexpr double tolerance = 1e-9;
  effect.hotCells = std::size_t( std::ceil( hotShare * double( effect.cells ) - tolerance ) );
  const RegionPlaces hotBefore = hottest( cells.before, effect.hotCells );
  const RegionPlaces hotAfter = hottest( cells.after, effect.hotCells );
  effect.jaccard = jaccardOfPlaces( hotBefore, hotAfter );
  effect.spearman = spearman( cells.before, cells.after ).coefficient;
  effect.paiBefore = accuracyOf( hotBefore, cells );
  effect.paiAfter = accuracyOf( hotAfter, cells );
  return effect;
}

} // namespace communitysafety::statistics
