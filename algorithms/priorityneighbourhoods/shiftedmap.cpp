// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/shiftedmap.h"

#include "base/indicatorcolumns.h"
#include "base/recipe.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;

ShiftedMap::ShiftedMap( Run &run, const base::Source &layer, const MapReading &reading,
                        const QgsCoordinateReferenceSystem &crs )
  : mReading( reading )
{
  ScoredAreasReading wanted;
  wanted.areas.idField = base::areaIdField( run, layer, QString() );
  wanted.areas.invalidGeometry = reading.invalidGeometry;
  wanted.areas.crs = crs;
  wanted.populationField = reading.populationField;
  if ( reading.scanOn == ScanOn::compositeIndex )
  {
    wanted.scoreField = reading.scoreField;
    mScored = readScoredAreas( run, layer, wanted );
    return;
  }
  const base::Recipe recipe = base::readRecipe( run, *reading.recipe );
  mPlan = base::planOfRecipe( layer, recipe, reading.recipe->name() );
  wanted.areas.fields = mPlan.fields();
  mScored = readScoredAreas( run, layer, wanted );
  base::IndicatorColumns columns( run, mScored.areas, wanted.areas.fields, layer.name() );
  mIndicators = base::readIndicators( columns, mPlan, { "index", {} }, {} );
  columns.tellGaps();
}

std::vector<base::EvidenceStream> ShiftedMap::counted( Run &run, const statistics::BorderGraph &graph ) const
{
  const std::vector<double> independent( mPlan.indicators.size(), 1 );
  const base::StreamSource source{ mPlan, mIndicators, mScored.areas.squareMetres, independent, nullptr };
  return mReading.scanOn == ScanOn::themes ? base::streamsOfThemes( run, source, mReading.baseline, graph )
                                           : base::streamsOfIndicators( run, source, mReading.baseline, graph );
}

std::vector<base::EvidenceStream> ShiftedMap::evidence( Run &run, double centre, const statistics::BorderGraph &graph,
                                                        const std::vector<base::EvidenceStream> &streams ) const
{
  if ( mReading.scanOn == ScanOn::compositeIndex )
    return { streamOfIndex( mScored, centre, graph ) };
  std::vector<base::EvidenceStream> shifted = counted( run, graph );
  for ( base::EvidenceStream &stream : shifted )
    for ( const base::EvidenceStream &known : streams )
      if ( stream.model == statistics::StreamModel::poisson && known.label == stream.label )
        stream.dispersion = known.dispersion;
  return shifted;
}

bool liesElsewhere( const base::Areas &shifted, const base::Areas &areas )
{
  // To the decimetre: what is nearer is the same place.
  const auto placesOf = []( const base::Areas &all )
  {
    const base::AreaCentres centres = base::areaCentres( all );
    std::set<std::pair<qint64, qint64>> places;
    for ( std::size_t area = 0; area < all.size(); ++area )
      places.emplace( std::llround( 10 * centres.x[area] ), std::llround( 10 * centres.y[area] ) );
    return places;
  };
  const auto here = placesOf( areas );
  const auto there = placesOf( shifted );
  const auto same =
    std::count_if( there.begin(), there.end(), [&here]( const auto &place ) { return here.count( place ) > 0; } );
  return 2 * std::size_t( same ) <= there.size();
}

} // namespace communitysafety::priorityneighbourhoods
