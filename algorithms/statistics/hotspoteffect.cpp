// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/hotspoteffect.h"

#include "statistics/arguments.h"
#include "statistics/forecastaccuracy.h"
#include "statistics/rankchange.h"

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

//! The accuracy with which the hottest cells by \a counts catch the events before they were moved.
double accuracyOfHottest( const std::vector<double> &counts, const Cells &cells, std::size_t hot )
{
  std::vector<std::size_t> order( counts.size() );
  std::iota( order.begin(), order.end(), 0 );
  std::stable_sort( order.begin(), order.end(),
                    [&counts]( std::size_t one, std::size_t other ) { return counts[one] > counts[other]; } );
  ForecastInput input;
  input.studyArea = sumPresent( cells.ground );
  input.events = sumPresent( cells.before );
  input.hotArea = input.hits = 0;
  for ( std::size_t place = 0; place < hot; ++place )
  {
    input.hotArea += cells.ground[order[place]];
    input.hits += cells.before[order[place]];
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
  effect.hotCells = std::size_t( std::ceil( hotShare * double( effect.cells ) ) );
  const RankChange ranks = compareRanks( cells.before, cells.after, hotShare );
  effect.jaccard = ranks.stayedTop;
  effect.spearman = ranks.spearman;
  effect.paiBefore = accuracyOfHottest( cells.before, cells, effect.hotCells );
  effect.paiAfter = accuracyOfHottest( cells.after, cells, effect.hotCells );
  return effect;
}

} // namespace communitysafety::statistics
