// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/shiftedmap.h"

#include "base/indicatorcolumns.h"
#include "base/numbercolumn.h"
#include "base/recipe.h"
#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;

namespace
{

//! The ends of the range of the index, where the layer has them.
QStringList rangeFields( const base::Source &layer )
{
  const QStringList ends{ QStringLiteral( "idx_lo" ), QStringLiteral( "idx_hi" ) };
  const auto isThere = [&layer]( const QString &name ) { return layer.fields().lookupField( name ) >= 0; };
  return std::all_of( ends.begin(), ends.end(), isThere ) ? ends : QStringList();
}

} // namespace

ShiftedMap::ShiftedMap( Run &run, const base::Source &layer, const MapReading &reading,
                        const QgsCoordinateReferenceSystem &crs )
  : mLayer( layer ), mReading( reading )
{
  const bool isScore = reading.scanOn == ScanOn::compositeIndex;
  base::AreasReading wanted;
  wanted.idField =
    base::areaIdOrTextField( run, layer, QString(), { QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  wanted.invalidGeometry = reading.invalidGeometry;
  wanted.crs = crs;
  if ( isScore )
    wanted.fields << reading.scoreField << rangeFields( layer );
  else
  {
    const base::Recipe recipe = base::readRecipe( run, *reading.recipe );
    mPlan = base::planOfRecipe( layer, recipe, reading.recipe->name() );
    wanted.fields = mPlan.fields();
  }
  if ( !reading.populationField.isEmpty() )
    wanted.fields << reading.populationField;
  mScored.layer = layer.name();
  mScored.areas = base::readAreas( run, layer, wanted );
  base::sortById( mScored.areas );
  if ( !reading.populationField.isEmpty() )
  {
    const int last = wanted.fields.size() - 1;
    mScored.population = base::numberColumn( run, mScored.areas, last, layer.name(), reading.populationField );
    base::requireNotNegative( mScored.areas, mScored.population, layer.name(), reading.populationField );
  }
  if ( isScore )
    readScores( run, wanted.fields );
  else
    readIndicators( run, wanted.fields );
}

void ShiftedMap::readScores( Run &run, const QStringList &fields )
{
  mScored.score = base::numberColumn( run, mScored.areas, 0, mLayer.name(), mReading.scoreField );
  const int lower = fields.indexOf( QStringLiteral( "idx_lo" ) );
  if ( lower < 0 )
    return;
  mScored.lower = base::numberColumn( run, mScored.areas, lower, mLayer.name(), fields.at( lower ) );
  mScored.upper = base::numberColumn( run, mScored.areas, lower + 1, mLayer.name(), fields.at( lower + 1 ) );
}

void ShiftedMap::readIndicators( Run &run, const QStringList &fields )
{
  mScored.score.assign( mScored.areas.size(), statistics::missing );
  base::IndicatorColumns columns( run, mScored.areas, fields, mLayer.name() );
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

std::vector<base::EvidenceStream> ShiftedMap::evidence( Run &run, const statistics::BorderGraph &graph,
                                                        const std::vector<base::EvidenceStream> &streams ) const
{
  if ( mReading.scanOn == ScanOn::compositeIndex )
  {
    const double centre = mReading.isIndex ? 100 : statistics::describe( mScored.score ).mean;
    return { base::streamOfScore( mScored.score, centre, mScored.lower, mScored.upper, graph ) };
  }
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
