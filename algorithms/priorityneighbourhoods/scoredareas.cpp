// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/scoredareas.h"

#include "base/numbercolumn.h"
#include "base/source.h"
#include "statistics/distribution.h"

#include <algorithm>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;

namespace
{

//! Where the total of an index is read: its range, if the layer has one.
QStringList rangeFields( const base::Source &layer, const QString &scoreField )
{
  const QStringList totals{ QStringLiteral( "idx" ), QStringLiteral( "score" ) };
  const QStringList ends{ QStringLiteral( "idx_lo" ), QStringLiteral( "idx_hi" ) };
  const auto isThere = [&layer]( const QString &name ) { return layer.fields().lookupField( name ) >= 0; };
  const bool hasRange =
    totals.contains( scoreField, Qt::CaseInsensitive ) && std::all_of( ends.begin(), ends.end(), isThere );
  return hasRange ? ends : QStringList();
}

} // namespace

double ScoredAreas::cityPopulation() const { return statistics::sumPresent( population ); }

ScoredAreas readScoredAreas( Run &run, const base::Source &layer, const ScoredAreasReading &reading )
{
  base::AreasReading wanted = reading.areas;
  const int first = wanted.fields.size();
  if ( !reading.scoreField.isEmpty() )
    wanted.fields << reading.scoreField << rangeFields( layer, reading.scoreField );
  const int population = wanted.fields.size();
  if ( !reading.populationField.isEmpty() )
    wanted.fields << reading.populationField;

  ScoredAreas scored;
  scored.layer = layer.name();
  scored.areas = base::readAreas( run, layer, wanted );
  base::sortById( scored.areas );
  const auto column = [&]( int field )
  { return base::numberColumn( run, scored.areas, field, layer.name(), wanted.fields.at( field ) ); };
  if ( population > first )
    scored.score = column( first );
  else
    scored.score.assign( scored.areas.size(), statistics::missing );
  if ( population > first + 1 )
  {
    scored.lower = column( first + 1 );
    scored.upper = column( first + 2 );
  }
  if ( reading.populationField.isEmpty() )
    return scored;
  scored.population = column( population );
  base::requireNotNegative( scored.areas, scored.population, layer.name(), reading.populationField );
  return scored;
}

std::vector<std::vector<std::size_t>> areasWithin( const base::Areas &areas, const base::Areas &outlines )
{
  const base::AreaLocator locator( outlines );
  std::vector<std::vector<std::size_t>> members( outlines.size() );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    const int outline = locator.areaAt( areas.geometry[area].pointOnSurface().asPoint() );
    if ( outline != base::AreaLocator::nowhere )
      members[std::size_t( outline )].push_back( area );
  }
  return members;
}

} // namespace communitysafety::priorityneighbourhoods
