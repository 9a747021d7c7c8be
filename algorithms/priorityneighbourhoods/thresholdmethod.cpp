// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/thresholdmethod.h"

#include "base/run.h"
#include "statistics/smoothing.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using statistics::Regions;

namespace
{

struct ThresholdText
{
  Q_DECLARE_TR_FUNCTIONS( ThresholdMethod )
};

void warnWhenNothingTouches( Run &run, const statistics::Neighbours &neighbours, const QString &layer )
{
  std::size_t pairs = 0;
  for ( std::size_t area = 0; area < neighbours.size(); ++area )
    pairs += neighbours.of( area ).size();
  if ( pairs == 0 && neighbours.size() > 1 )
    run.warn( ThresholdText::tr( "No area of ‘%1’ touches another, so that every neighbourhood is a single area: check "
                                 "the layer for gaps between its polygons." )
                .arg( layer ) );
}

void tellDropped( Run &run, const Regions &regions, const statistics::RegionOptions &options )
{
  const auto count = []( std::size_t number ) { return static_cast<int>( number ); };
  if ( regions.droppedTooSmall > 0 )
    run.remark( ThresholdText::tr( "%n part(s) were dropped for fewer than %1 cells (MIN_AREA).", nullptr,
                                   count( regions.droppedTooSmall ) )
                  .arg( options.minimumCells ) );
  if ( regions.droppedPopulation > 0 )
    run.remark( ThresholdText::tr( "%n part(s) were dropped for fewer than %1 people (MIN_POPULATION).", nullptr,
                                   count( regions.droppedPopulation ) )
                  .arg( options.minimumPopulation ) );
  if ( regions.splitParts > 0 || regions.cellsShed > 0 )
    run.warn( ThresholdText::tr( "Neighbourhoods above MAX_AREA or MAX_POPULATION were split into %1 parts; %2 of "
                                 "their cells, the quietest or too large by themselves, are in none of them." )
                .arg( regions.splitParts )
                .arg( regions.cellsShed ) );
  if ( regions.droppedBeyondTarget > 0 )
    run.remark( ThresholdText::tr( "%n neighbourhood(s) ranked below TARGET_COUNT were left out.", nullptr,
                                   count( regions.droppedBeyondTarget ) ) );
}

void tellTooFew( Run &run, const Regions &regions, const statistics::RegionOptions &options,
                 const std::vector<double> &smoothed )
{
  if ( !regions.regions.empty() && regions.regions.size() < options.targetCount )
    run.warn( ThresholdText::tr( "Only %1 of the %2 neighbourhoods wanted exist at this threshold: lower THRESHOLD or "
                                 "MIN_AREA for more." )
                .arg( regions.regions.size() )
                .arg( options.targetCount ) );
  if ( !regions.regions.empty() )
    return;
  double highest = statistics::missing;
  for ( const double value : smoothed )
    highest = std::fmax( highest, value );
  run.warn( ThresholdText::tr( "There is no neighbourhood: the highest smoothed value is %1 and the threshold %2. "
                               "Lower THRESHOLD or the least sizes." )
              .arg( highest, 0, 'f', 1 )
              .arg( options.threshold ) );
}

} // namespace

ThresholdNeighbourhoods neighbourhoodsByThreshold( Run &run, const ScoredAreas &scored,
                                                   const statistics::RegionOptions &options, bool isAveraged )
{
  const statistics::Neighbours neighbours = base::touchingNeighbours( scored.areas, run.progress( 0.2, 0.5 ) );
  warnWhenNothingTouches( run, neighbours, scored.layer );
  ThresholdNeighbourhoods found;
  found.smoothed = isAveraged ? statistics::meanOfNeighbours( scored.score, neighbours ) : scored.score;
  const statistics::RegionCells cells{ found.smoothed,    scored.score,
                                       scored.population, scored.areas.squareMetres,
                                       neighbours,        {} };
  const Regions regions = statistics::findRegions( cells, options );
  tellDropped( run, regions, options );
  tellTooFew( run, regions, options, found.smoothed );
  run.setNumber( QStringLiteral( "THRESHOLD_USED" ), options.threshold );
  run.setNumber( QStringLiteral( "N_DROPPED_SMALL" ), double( regions.droppedTooSmall + regions.droppedPopulation ) );
  run.setNumber( QStringLiteral( "N_DROPPED_TARGET" ), double( regions.droppedBeyondTarget ) );
  run.setNumber( QStringLiteral( "N_SPLIT" ), double( regions.splitParts ) );

  std::vector<std::vector<std::size_t>> members( regions.regions.size() );
  for ( std::size_t area = 0; area < scored.areas.size(); ++area )
    if ( regions.regionOfCell[area] > 0 )
      members[std::size_t( regions.regionOfCell[area] - 1 )].push_back( area );
  found.neighbourhoods = neighbourhoodsOf( scored, members, run.progress( 0.5, 0.6 ) );
  for ( Neighbourhood &neighbourhood : found.neighbourhoods )
    std::copy_if( neighbourhood.members.begin(), neighbourhood.members.end(),
                  std::back_inserter( neighbourhood.bridges ),
                  [&regions]( std::size_t member ) { return regions.isBridge[member]; } );
  return found;
}

} // namespace communitysafety::priorityneighbourhoods
