// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profiledpeople.h"

#include "base/figurekind.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "base/overlaps.h"
#include "base/run.h"
#include "statistics/arealweights.h"
#include "statistics/association.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::AreaOverlap;
using base::Areas;
using base::Run;
using base::Source;
using statistics::isMissing;
using statistics::missing;
using statistics::Overlap;

namespace
{

struct PeopleText
{
  Q_DECLARE_TR_FUNCTIONS( ProfiledPeople )
};

Areas readPeopleAreas( Run &run, const Source &source, QStringList &fields, const PeopleSources &sources,
                       const ProfiledCells &cells )
{
  fields.removeAll( QString() );
  fields.removeDuplicates();
  base::AreasReading reading;
  reading.fields = fields;
  reading.invalidGeometry = sources.invalidGeometry;
  reading.crs = cells.areas.crs;
  return base::readAreas( run, source, reading );
}

//! What part of each area lies in the city.
std::vector<double> partsInCity( const Areas &areas, const ProfiledCells &cells, const statistics::Progress &progress )
{
  std::vector<double> parts( areas.size(), 0.0 );
  for ( const AreaOverlap &pair : base::overlaps( areas.geometry, cells.areas.geometry, progress ) )
    parts[pair.source] = std::min( 1.0, parts[pair.source] + pair.share );
  return parts;
}

//! The areas in each place, and the city as one more at the end.
std::vector<std::vector<Overlap>> piecesOf( const Areas &areas, const ProfiledCells &cells,
                                            const ProfiledPlaces &places, const statistics::Progress &progress )
{
  std::vector<std::vector<Overlap>> pieces( places.places.size() + 1 );
  for ( const AreaOverlap &pair :
        base::overlaps( areas.geometry, places.outlines(), statistics::slice( progress, 0.0, 0.5 ) ) )
    pieces[pair.target].push_back( { pair.source, 0, pair.share } );
  const std::vector<double> city = partsInCity( areas, cells, statistics::slice( progress, 0.5, 1.0 ) );
  for ( std::size_t area = 0; area < city.size(); ++area )
    if ( city[area] > 0 )
      pieces.back().push_back( { area, 0, city[area] } );
  return pieces;
}

struct DeprivationColumns
{
  std::vector<double> score;
  std::vector<double> decile;
  std::vector<double> weight;
  bool weightIsPeople = false;
};

void requireDeciles( const Source &source, const QString &field, const std::vector<double> &deciles )
{
  const auto isOne = []( double value )
  { return isMissing( value ) || ( value >= 1 && value <= 10 && value == std::floor( value ) ); };
  if ( !std::all_of( deciles.begin(), deciles.end(), isOne ) )
    throw QgsProcessingException( PeopleText::tr( "‘%1’: the field ‘%2’ is no decile, having numbers other than 1 to "
                                                  "10: choose the decile in DECILE_FIELD." )
                                    .arg( source.name(), field ) );
}

//! Scores rise with deprivation, deciles fall: 1 is the most deprived.
void requireOpposite( const Source &source, const PeopleSources &sources, const DeprivationColumns &columns )
{
  if ( columns.score.empty() || columns.decile.empty() )
    return;
  const statistics::Correlation found = statistics::spearman( columns.score, columns.decile );
  if ( found.coefficient > 0 )
    throw QgsProcessingException(
      PeopleText::tr( "‘%1’: ‘%2’ rises with ‘%3’, so that decile 10 would be the most deprived, or a high score the "
                      "least: decile 1 and a high score must be the most deprived." )
        .arg( source.name(), sources.decile, sources.score ) );
}

DeprivationColumns readColumns( Run &run, const PeopleSources &sources, const Areas &areas, const QStringList &fields )
{
  const Source &source = *sources.deprivation;
  const auto column = [&]( const QString &field )
  {
    return field.isEmpty() ? std::vector<double>()
                           : base::numberColumn( run, areas, int( fields.indexOf( field ) ), source.name(), field );
  };
  DeprivationColumns columns{ column( sources.score ), column( sources.decile ), column( sources.population ),
                              !sources.population.isEmpty() };
  if ( !sources.score.isEmpty() )
    base::refuseOrder( source.name(), sources.score, columns.score, base::FigureUse::rate );
  if ( !sources.decile.isEmpty() )
    requireDeciles( source, sources.decile, columns.decile );
  requireOpposite( source, sources, columns );
  if ( columns.weightIsPeople )
    base::requireNotNegative( areas, columns.weight, source.name(), sources.population );
  else
  {
    columns.weight = areas.squareMetres;
    run.warn( PeopleText::tr( "‘%1’ has no population chosen, so that deprivation is a mean over the ground instead "
                              "of over people: choose POPULATION_FIELD." )
                .arg( source.name() ) );
  }
  return columns;
}

PlaceDeprivation deprivationOf( const DeprivationColumns &columns, const std::vector<Overlap> &pieces )
{
  const std::vector<double> unknown{ missing };
  const std::vector<double> none( columns.weight.size(), missing );
  const std::vector<double> &score = columns.score.empty() ? none : columns.score;
  const std::vector<double> &decile = columns.decile.empty() ? none : columns.decile;
  const auto summary = [&]( double limit )
  { return statistics::summariseTargets( pieces, columns.weight, score, decile, limit, unknown ); };
  const statistics::TargetSummary tenth = summary( 1 );
  PlaceDeprivation result;
  result.people = columns.weightIsPeople ? tenth.population.front() : missing;
  result.score = tenth.meanScore.front();
  result.inTenth = tenth.shareInClass.front();
  result.inFifth = summary( 2 ).shareInClass.front();
  return result;
}

void tellCover( Run &run, const ProfiledPlaces &places, const ProfiledPeople &people, const QString &layer )
{
  constexpr double enough = 0.99;
  QStringList named;
  for ( std::size_t place = 0; place < places.places.size(); ++place )
    if ( people.deprivation[place].covered < enough )
      named << QStringLiteral( "%1 (%2 %)" )
                 .arg( places.places[place].words(), base::numberText( 100 * people.deprivation[place].covered ) );
  if ( !named.isEmpty() )
    run.warn( PeopleText::tr( "‘%1’ covers less than 99 % of %n neighbourhood(s), whose deprivation stands for the "
                              "covered part: %2.",
                              nullptr, int( named.size() ) )
                .arg( layer, named.mid( 0, 10 ).join( QStringLiteral( ", " ) ) ) );
}

void readDeprivation( Run &run, const PeopleSources &sources, const ProfiledCells &cells, const ProfiledPlaces &places,
                      ProfiledPeople &people )
{
  QStringList fields{ sources.score, sources.decile, sources.population };
  const Areas areas = readPeopleAreas( run, *sources.deprivation, fields, sources, cells );
  const DeprivationColumns columns = readColumns( run, sources, areas, fields );
  people.hasScore = !sources.score.isEmpty();
  people.hasDecile = !sources.decile.isEmpty();
  const auto pieces = piecesOf( areas, cells, places, run.progress( 0.6, 0.7 ) );
  for ( std::size_t place = 0; place < places.places.size(); ++place )
  {
    PlaceDeprivation result = deprivationOf( columns, pieces[place] );
    for ( const Overlap &piece : pieces[place] )
      result.covered += piece.share * areas.squareMetres[piece.source] / places.places[place].squareMetres;
    people.deprivation.push_back( result );
  }
  people.cityDeprivation = deprivationOf( columns, pieces.back() );
  tellCover( run, places, people, sources.deprivation->name() );
}

void requireTotals( const PeopleSources &sources )
{
  if ( sources.totals.size() != 1 && sources.totals.size() != sources.counts.size() )
    throw QgsProcessingException( PeopleText::tr( "CENSUS_TOTALS has %1 fields and CENSUS_FIELDS has %2: give one "
                                                  "total for all counts, or one for each in their order." )
                                    .arg( sources.totals.size() )
                                    .arg( sources.counts.size() ) );
}

bool isNamedPercentage( const QString &field )
{
  const QStringList marks{ QStringLiteral( "pct" ), QStringLiteral( "percent" ), QStringLiteral( "%" ) };
  return std::any_of( marks.begin(), marks.end(),
                      [&field]( const QString &mark ) { return field.contains( mark, Qt::CaseInsensitive ); } );
}

//! Shares and percentages become counts.
void makeCounts( Run &run, const QString &layer, const QString &field, std::vector<double> &values,
                 const std::vector<double> &totals )
{
  constexpr double percent = 100;
  const double highest =
    *std::max_element( values.begin(), values.end(),
                       []( double a, double b ) { return ( isMissing( a ) ? -1 : a ) < ( isMissing( b ) ? -1 : b ); } );
  const bool areShares = base::looksLikeShares( values );
  const bool arePercentages = !areShares && isNamedPercentage( field ) && highest <= percent;
  if ( !areShares && !arePercentages )
    return;
  run.remark( PeopleText::tr( "‘%1’: ‘%2’ is read as %3 of its total." )
                .arg( layer, field, areShares ? PeopleText::tr( "shares" ) : PeopleText::tr( "percentages" ) ) );
  for ( std::size_t row = 0; row < values.size(); ++row )
    values[row] *= areShares ? totals[row] : totals[row] / percent;
}

//! Perturbed tables may exceed their total by a few.
void requirePartOfTotal( const Areas &areas, const QString &layer, const ProfiledShare &share,
                         const std::vector<double> &counts, const std::vector<double> &totals )
{
  constexpr double perturbation = 10;
  for ( std::size_t row = 0; row < counts.size(); ++row )
    if ( counts[row] > totals[row] + perturbation )
      throw QgsProcessingException( PeopleText::tr( "‘%1’: ‘%2’ is %3 in area ‘%4’, more than its total ‘%5’ of %6: "
                                                    "choose the total that it belongs to." )
                                      .arg( layer, share.field, base::numberText( counts[row] ), areas.id[row],
                                            share.totalField, base::numberText( totals[row] ) ) );
}

//! Count and total of the pieces; an area without one of them counts in neither.
std::pair<double, double> addUp( const std::vector<Overlap> &pieces, const std::vector<double> &counts,
                                 const std::vector<double> &totals )
{
  double count = 0, total = 0;
  for ( const Overlap &piece : pieces )
    if ( !isMissing( counts[piece.source] ) && !isMissing( totals[piece.source] ) )
    {
      count += piece.share * counts[piece.source];
      total += piece.share * totals[piece.source];
    }
  return { std::min( count, total ), total };
}

void carryOver( const std::vector<std::vector<Overlap>> &pieces, const std::vector<double> &counts,
                const std::vector<double> &totals, ProfiledShare &share )
{
  constexpr double confidence = 0.95, city = 100;
  const auto [cityCount, cityTotal] = addUp( pieces.back(), counts, totals );
  share.city = cityTotal > 0 ? cityCount / cityTotal : missing;
  for ( std::size_t place = 0; place + 1 < pieces.size(); ++place )
  {
    const auto [count, total] = addUp( pieces[place], counts, totals );
    const bool isKnown = total > 0, isCompared = isKnown && share.city > 0;
    const statistics::Interval limits =
      isCompared ? statistics::wilsonLimits( count, total, confidence ) : statistics::Interval();
    share.share.push_back( isKnown ? count / total : missing );
    share.index.push_back( isCompared ? city * count / total / share.city : missing );
    share.limits.push_back( { city * limits.lower / share.city, city * limits.upper / share.city } );
  }
}

void readCensus( Run &run, const PeopleSources &sources, const ProfiledCells &cells, const ProfiledPlaces &places,
                 ProfiledPeople &people )
{
  requireTotals( sources );
  const QString layer = sources.census->name();
  QStringList fields = sources.counts + sources.totals;
  const Areas areas = readPeopleAreas( run, *sources.census, fields, sources, cells );
  const auto pieces = piecesOf( areas, cells, places, run.progress( 0.7, 0.8 ) );
  const auto column = [&]( const QString &field )
  {
    std::vector<double> numbers = base::numberColumn( run, areas, int( fields.indexOf( field ) ), layer, field );
    base::requireNotNegative( areas, numbers, layer, field );
    return numbers;
  };
  for ( int number = 0; number < sources.counts.size(); ++number )
  {
    ProfiledShare share;
    share.field = sources.counts.at( number );
    share.totalField = sources.totals.at( sources.totals.size() == 1 ? 0 : number );
    std::vector<double> counts = column( share.field );
    const std::vector<double> totals = column( share.totalField );
    base::refuseOrder( layer, share.field, counts, base::FigureUse::count );
    makeCounts( run, layer, share.field, counts, totals );
    requirePartOfTotal( areas, layer, share, counts, totals );
    carryOver( pieces, counts, totals, share );
    people.census.push_back( std::move( share ) );
  }
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
