// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profiledpeople.h"

#include "base/partcover.h"
#include "base/run.h"
#include "statistics/arealweights.h"

namespace communitysafety::priorityneighbourhoods
{

using base::Areas;
using base::Run;
using statistics::missing;
using statistics::Overlap;

namespace
{

base::AreasReading readingIn( const PeopleSources &sources, const ProfiledCells &cells )
{
  base::AreasReading reading;
  reading.invalidGeometry = sources.invalidGeometry;
  reading.crs = cells.areas.crs;
  return reading;
}

//! Figures of one area made of several: of those that \a shares name, whatever their target.
PlaceDeprivation deprivationOf( const base::DeprivationMeasures &measures, std::vector<Overlap> shares )
{
  for ( Overlap &share : shares )
    share.target = 0;
  const std::vector<double> unknown{ missing };
  const auto summary = [&]( double limit )
  { return statistics::summariseTargets( shares, measures.weight, measures.score, measures.decile, limit, unknown ); };
  const statistics::TargetSummary tenth = summary( 1 );
  PlaceDeprivation result;
  result.people = measures.weightIsPeople ? tenth.population.front() : missing;
  result.score = tenth.meanScore.front();
  result.inTenth = tenth.shareInClass.front();
  result.inFifth = summary( 2 ).shareInClass.front();
  return result;
}

void describeCover( Run &run, const QString &layer, const ProfiledPlaces &places,
                    const std::vector<base::AreaOverlap> &pairs, ProfiledPeople &people )
{
  std::vector<QString> names;
  std::vector<double> squareMetres;
  for ( const ProfiledPlace &place : places.places )
  {
    names.push_back( place.words() );
    squareMetres.push_back( place.squareMetres );
  }
  const std::vector<double> covered = base::coveredParts( pairs, squareMetres );
  for ( std::size_t place = 0; place < covered.size(); ++place )
    people.deprivation[place].covered = covered[place];
  base::warnAboutPartCover( run, layer, places.layer, names, covered );
}

//! The shares that lie in each target: targets may overlap each other here, and each has its own people.
std::vector<std::vector<Overlap>> byTarget( const std::vector<Overlap> &shares, std::size_t targets )
{
  std::vector<std::vector<Overlap>> parts( targets );
  for ( const Overlap &share : shares )
    parts[share.target].push_back( share );
  return parts;
}

void readDeprivation( Run &run, const PeopleSources &sources, const ProfiledCells &cells, const ProfiledPlaces &places,
                      ProfiledPeople &people )
{
  const QString layer = sources.deprivation->name();
  base::AreasReading reading = readingIn( sources, cells );
  reading.fields = sources.measures.names();
  Areas areas = base::readAreas( run, *sources.deprivation, reading );
  base::sortById( areas );
  const base::DeprivationMeasures measures =
    base::deprivationMeasures( run, areas, layer, reading.fields, sources.measures );
  people.hasScore = !sources.measures.score.isEmpty();
  people.hasDecile = !sources.measures.decile.isEmpty();
  const auto pairs = base::overlaps( areas.geometry, places.outlines(), run.progress( 0.6, 0.65 ) );
  for ( const std::vector<Overlap> &shares : byTarget( base::groundShares( pairs ), places.places.size() ) )
    people.deprivation.push_back( deprivationOf( measures, shares ) );
  people.cityDeprivation = deprivationOf(
    measures,
    base::sharesOfWhole( base::partsInside( areas.geometry, cells.areas.geometry, run.progress( 0.65, 0.7 ) ) ) );
  describeCover( run, layer, places, pairs, people );
}

void readCensus( Run &run, const PeopleSources &sources, const ProfiledCells &cells, const ProfiledPlaces &places,
                 ProfiledPeople &people )
{
  const base::CensusAreas census =
    base::readCensusAreas( run, *sources.census, sources.counts, sources.totals, readingIn( sources, cells ) );
  const auto pairs = base::overlaps( census.areas.geometry, places.outlines(), run.progress( 0.7, 0.75 ) );
  people.census = base::carryCensusOver(
    census, pairs, places.places.size(),
    base::partsInside( census.areas.geometry, cells.areas.geometry, run.progress( 0.75, 0.8 ) ) );
}

} // namespace

ProfiledPeople readProfiledPeople( Run &run, const PeopleSources &sources, const ProfiledCells &cells,
                                   const ProfiledPlaces &places )
{
  ProfiledPeople people;
  if ( sources.deprivation )
    readDeprivation( run, sources, cells, places, people );
  if ( sources.census )
    readCensus( run, sources, cells, places, people );
  return people;
}

} // namespace communitysafety::priorityneighbourhoods
