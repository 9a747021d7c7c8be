// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/trackgap.h"

#include "base/namelist.h"
#include "base/numbertext.h"
#include "base/yearlycounts.h"
#include "priorityneighbourhoods/gapdisclosure.h"
#include "priorityneighbourhoods/gapreport.h"
#include "priorityneighbourhoods/selectionyears.h"

#include <algorithm>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using base::Source;
using statistics::GapChange;
using statistics::isMissing;

base::Identity TrackGap::identity() const
{
  return {
    QStringLiteral( "trackgap" ),
    tr( "Track the gap to the city" ),
    QStringLiteral( "priorityneighbourhoods" ),
    tr( "Whether the gap between neighbourhoods and the rest of the city narrows over the years, and by what." ),
    tr( "gap,narrowing the gap,inequality,rate ratio,rate difference,relative risk,trend,regression to the mean,"
        "outcome measures,target,performance,decomposition,before and after,monitoring,evaluation" )
      .split( ',' ),
    tr( "Compares the rates of incidents in neighbourhoods with those of all other areas of the city, year by year: "
        "how many times as high (relative gap) and how much higher (absolute gap), with limits that allow for "
        "incidents that repeat. Says in words whether the gap is narrowing, unchanged or widening, and how sure that "
        "is; takes the gap apart by theme, indicator and neighbourhood; and says the same of each neighbourhood.\n\n"
        "Places chosen because they were high fall by themselves in the following years, whatever is done. Therefore "
        "the years on which the neighbourhoods were chosen (SELECTION_YEARS) have no say in the verdict: with two "
        "other years or more it is the trend over these; with one, or where that trend is too unsure, the change since "
        "the choice is held against the fall that comes from the choice alone, which is simulated, printed and drawn. "
        "Left empty, no verdict is given "
        "for neighbourhoods that look as if they were chosen by these very counts.\n\n"
        "Only what all years have is compared: an indicator that lacks a year, or an area without a denominator, is "
        "left out and told. A month that a source did not deliver counts in the denominators of the table already. "
        "Indicators of which more is better are no part of the gap, and are told by themselves. Of an indicator that "
        "the recipe calls sensitive, years with 1 to 4 incidents are withheld, and what would give them away.\n\n"
        "“Unchanged” means that the loss of half of the gap would have been seen in four of five cases; where it would "
        "not, the verdict is that it cannot be told. Of cities in which nothing changes, fewer than one in twenty is "
        "called changed." )
  };
}

void TrackGap::defineParameters()
{
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  const QList<int> tables{ static_cast<int>( compat::anyVector ) };
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "AREAS" ), tr( "Areas of the city" ), polygons ),
    tr( "The cells or areas of the whole city in which the incidents were counted: the indicator layer, or the layer "
        "from which it was built." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "LONG" ), tr( "Counts by year" ), tables ),
       tr( "The table by year of Build indicators for these areas: area_id, code, year, year_from, year_to, n, d." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "NEIGHBOURHOODS" ), tr( "Neighbourhoods" ), polygons,
                                                QVariant(), true ),
       tr( "Polygons, delineated or drawn by hand. An area belongs to the one that holds its middle. Give these, or "
           "MEMBERS, or both." ) );
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "MEMBERS" ), tr( "Areas of each neighbourhood" ), tables,
                                             QVariant(), true ),
    tr( "Optional table of Delineate priority neighbourhoods with nbhd_id and area_id, which says exactly which areas "
        "belong." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "SELECTION_YEARS" ),
                                         tr( "Years on which the neighbourhoods were chosen" ), QVariant(), false,
                                         true ),
       tr( "Numbers of years in LONG (1 = oldest), such as 1 or 1-2; months, such as 2021-03 to 2022-02; or none, when "
           "these counts had no say in the choice. Empty: not known." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "RECIPE" ), tr( "Recipe" ), tables, QVariant(), true ),
       tr( "Optional: gives the indicators their labels, themes, directions and weights. Without it all codes of LONG "
           "count, each by its code." ) );
  add( new QgsProcessingParameterEnum(
         QStringLiteral( "MEASURE" ), tr( "What is compared" ),
         { tr( "All incidents together" ), tr( "Index with the weights of the recipe, 100 = city" ) }, false, 0 ),
       tr( "All incidents together: the rates of the indicators are added up, so that frequent ones count most. Index: "
           "each indicator counts by its weight, whatever its number; rare ones make it less sure." ) );
  defineAdvanced();
  addInvalidGeometry();
  defineOutputs();
}

void TrackGap::defineAdvanced()
{
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "PER" ), tr( "Rates per" ), compat::real, 1000, false, 1e-6 ),
    tr( "How many units of the denominator a rate is told for: 1,000 residents, or 1 for counts by cell. "
        "Without a denominator it is km²." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "CONFIDENCE" ), tr( "Confidence of the limits (%)" ),
                                                 compat::real, 95, false, 50, 99.9 ),
               tr( "Of the limits of each year." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SIGNIFICANCE" ), tr( "Level of significance" ),
                                                 compat::real, 0.02, false, 0.0001, 0.2 ),
               tr( "A gap is called changed when chance alone would do as much in fewer cases than this share." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "RUNS" ), tr( "Simulated choices" ), compat::integer,
                                                 999, false, 99, 99999 ),
               tr( "How often the choice of the neighbourhoods is repeated on counts without any change. Needs "
                   "SELECTION_YEARS." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), tr( "Seed" ), compat::integer, 1, false, 0 ),
               tr( "The same seed gives the same simulations." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ), tr( "Field with the ids of the areas" ),
                                                QVariant(), QStringLiteral( "AREAS" ), compat::anyField, false, true ),
               tr( "The ids by which LONG names the areas. When empty: area_id or cell_id." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "NEIGHBOURHOOD_ID" ),
                                                tr( "Field with the ids of the neighbourhoods" ), QVariant(),
                                                QStringLiteral( "NEIGHBOURHOODS" ), compat::anyField, false, true ),
               tr( "When empty: nbhd_id or area_id, or else the number of the feature." ) );
}

void TrackGap::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Gap of each neighbourhood" ),
                                              compat::polygonVector ),
       tr( "The neighbourhoods with their ratio to the rest of the city, how it moved, and the verdict." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "SERIES" ), tr( "Gap by year" ), compat::anyVector,
                                              QVariant(), true ),
       tr( "Optional table with a row per year for all together, each neighbourhood and each indicator: rates inside "
           "and outside, relative and absolute gap, all with limits, and what the choice alone would give." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "DECOMPOSITION" ), tr( "What the gap consists of" ),
                                              compat::anyVector, QVariant(), true ),
       tr( "Optional table with the parts of the absolute and of the relative gap, and of their changes, by theme, "
           "indicator, neighbourhood, and each neighbourhood with each indicator." ) );
  addReport( tr( "Optional page with the verdict in words, charts by year, what the gap consists of, and how to read "
                 "it." ) );
  addNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), tr( "Number of neighbourhoods with areas" ) );
  addNumber( QStringLiteral( "N_YEARS" ), tr( "Years compared" ) );
  addNumber( QStringLiteral( "N_INDICATORS" ), tr( "Indicators compared" ) );
  addNumber( QStringLiteral( "VERDICT" ),
             tr( "-1 narrowing, 0 unchanged, 1 widening; absent when it cannot be told" ) );
  addNumber( QStringLiteral( "RATIO_FIRST" ), tr( "Relative gap in the first year" ) );
  addNumber( QStringLiteral( "RATIO_LAST" ), tr( "Relative gap in the last year" ) );
  addNumber( QStringLiteral( "DIFFERENCE_FIRST" ), tr( "Absolute gap in the first year" ) );
  addNumber( QStringLiteral( "DIFFERENCE_LAST" ), tr( "Absolute gap in the last year" ) );
  addNumber( QStringLiteral( "CHANGE_FACTOR" ), tr( "Factor of the ratio on which the verdict rests" ) );
  addNumber( QStringLiteral( "EXPECTED_FACTOR" ), tr( "Factor that the choice of the places alone would make" ) );
  addNumber( QStringLiteral( "P_VALUE" ), tr( "Chance of such a change if there were none" ) );
  addNumber( QStringLiteral( "OVERLAP_OF_CHOICE" ), tr( "How far these are the places with the highest rates" ) );
  addNumber( QStringLiteral( "N_NARROWING" ), tr( "Neighbourhoods with a narrowing gap" ) );
  addNumber( QStringLiteral( "N_WIDENING" ), tr( "Neighbourhoods with a widening gap" ) );
}

void TrackGap::prepare( Run &run )
{
  if ( !isGiven( run.parameters(), "NEIGHBOURHOODS" ) && !isGiven( run.parameters(), "MEMBERS" ) )
    throw QgsProcessingException( tr( "Neither NEIGHBOURHOODS nor MEMBERS is given: choose the polygons of the "
                                      "neighbourhoods, or the table of their areas." ) );
  if ( static_cast<GapScale>( choice( run, "MEASURE" ) ) == GapScale::index && !isGiven( run.parameters(), "RECIPE" ) )
    run.warn( tr( "MEASURE asks for the index and no recipe is given: all indicators of LONG have the same weight." ) );
}

TrackedPlaces TrackGap::readPlaces( Run &run ) const
{
  const Source areas = source( run, QStringLiteral( "AREAS" ) );
  const std::unique_ptr<Source> outlines = optionalSource( run, QStringLiteral( "NEIGHBOURHOODS" ) );
  const std::unique_ptr<Source> members = optionalSource( run, QStringLiteral( "MEMBERS" ) );
  return readTrackedPlaces( run, { areas, text( run, "AREA_ID" ), outlines.get(), text( run, "NEIGHBOURHOOD_ID" ),
                                   members.get(), invalidGeometry( run ) } );
}

TrackedIndicators TrackGap::readIndicators( Run &run, const TrackedPlaces &places ) const
{
  const Source years = source( run, QStringLiteral( "LONG" ) );
  const std::unique_ptr<Source> recipe = optionalSource( run, QStringLiteral( "RECIPE" ) );
  return readTrackedIndicators(
    run, places, { years, recipe.get(), static_cast<GapScale>( choice( run, "MEASURE" ) ), number( run, "PER" ) } );
}

GapSettings TrackGap::settings( Run &run ) const
{
  GapSettings settings;
  settings.scale = static_cast<GapScale>( choice( run, "MEASURE" ) );
  settings.per = number( run, "PER" );
  settings.confidence = number( run, "CONFIDENCE" ) / 100;
  settings.fall.runs = static_cast<std::size_t>( number( run, "RUNS" ) );
  settings.fall.seed = static_cast<std::uint64_t>( number( run, "SEED" ) );
  settings.fall.trend.significance = number( run, "SIGNIFICANCE" );
  return settings;
}

std::optional<std::vector<bool>> TrackGap::chosenOn( const Run &run, const TrackedIndicators &tracked ) const
{
  const std::optional<std::vector<bool>> ofTable = selectionYears( text( run, "SELECTION_YEARS" ), tracked.tableYears );
  if ( !ofTable )
    return ofTable;
  std::vector<bool> compared;
  for ( const base::CountedYear &year : tracked.years )
  {
    const auto place = std::find_if( tracked.tableYears.begin(), tracked.tableYears.end(),
                                     [&year]( const base::CountedYear &each ) { return each.number == year.number; } );
    compared.push_back( ( *ofTable )[std::size_t( place - tracked.tableYears.begin() )] );
  }
  return compared;
}

void TrackGap::process( Run &run )
{
  const TrackedPlaces places = readPlaces( run );
  const TrackedIndicators tracked = readIndicators( run, places );
  const TrackedGap gap( run, places, tracked, chosenOn( run, tracked ), settings( run ) );
  tell( run, gap );
  setNumbers( run, gap );

  base::OutputSpec layer;
  layer.parameter = QStringLiteral( "OUTPUT" );
  layer.fields = gapFields();
  layer.geometryType = compat::multiPolygon;
  layer.crs = places.areas.crs;
  layer.style = QStringLiteral( "trackgap_output" );
  write( run, layer, gapRows( gap ), run.progress( 0.85, 0.88 ) );
  base::OutputSpec series;
  series.parameter = QStringLiteral( "SERIES" );
  series.fields = seriesFields();
  write( run, series, seriesRows( gap ), run.progress( 0.88, 0.93 ) );
  base::OutputSpec parts;
  parts.parameter = QStringLiteral( "DECOMPOSITION" );
  parts.fields = decompositionFields();
  write( run, parts, decompositionRows( gap ), run.progress( 0.93, 0.98 ) );
  if ( wantsReport( run ) )
    writeReport( run, reportOnGap( gap ) );
}

void TrackGap::tell( Run &run, const TrackedGap &gap ) const
{
  if ( gap.years.size() == 1 )
    run.warn( tr( "LONG has one year that can be used: the gap is given, but whether it changes cannot be told." ) );
  if ( !gap.chosenOn )
    run.warn( tr( "SELECTION_YEARS is empty: say on which years the neighbourhoods were chosen, or none; places chosen "
                  "because they were high fall by themselves." ) );
  QStringList better;
  for ( const TrackedIndicator &indicator : gap.tracked.betterWhenHigher )
    better << indicator.label;
  if ( !better.isEmpty() )
    run.remark( tr( "More is better in these, which are no part of the gap and stand in SERIES by themselves: %1." )
                  .arg( better.join( QStringLiteral( ", " ) ) ) );
  QStringList dispersions;
  for ( std::size_t stream = 0; stream < gap.counts.streams(); ++stream )
  {
    const QString &label = gap.tracked.indicators[stream].label;
    if ( !gap.counts.isCompared( stream ) )
      run.warn( tr( "‘%1’ has no denominator inside the neighbourhoods, or none outside, and is left out of the gap." )
                  .arg( label ) );
    dispersions << QStringLiteral( "%1 (%2)" ).arg( base::numberText( gap.counts.dispersion( stream ), 1 ), label );
  }
  run.remark( base::dispersionWords( dispersions.join( QStringLiteral( ", " ) ) ) + '.' );
  const QStringList withheld = withheldInWords( gap );
  if ( !withheld.isEmpty() )
    run.remark( tr( "Withheld, since 1 to 4 incidents of a sensitive indicator could be known from it: %1." )
                  .arg( base::nameList( withheld ) ) );
  const QStringList neighbourhoods = withheldNeighbourhoodsInWords( gap );
  if ( !neighbourhoods.isEmpty() )
    run.remark( tr( "Withheld for the same reason are the figures of these neighbourhoods: %1." )
                  .arg( base::nameList( neighbourhoods ) ) );
  for ( const QString &sentence : verdictInWords( gap, isWholeWithheld( gap ) ) )
    run.remark( sentence );
}

namespace
{

void setWhereKnown( Run &run, const char *name, double value )
{
  if ( !isMissing( value ) )
    run.setNumber( QLatin1String( name ), value );
}

double numberOf( GapChange change )
{
  if ( change == GapChange::cannotTell )
    return statistics::missing;
  return change == GapChange::narrowing ? -1 : change == GapChange::widening ? 1 : 0;
}

} // namespace

void TrackGap::setNumbers( Run &run, const TrackedGap &gap ) const
{
  const statistics::GapVerdict &verdict = gap.verdict;
  const auto withVerdict = [&gap]( GapChange wanted )
  {
    return double( std::count_if( gap.neighbourhoods.begin(), gap.neighbourhoods.end(),
                                  [wanted]( const statistics::NeighbourhoodGap &each )
                                  { return each.verdict == wanted; } ) );
  };
  run.setNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), double( gap.neighbourhoods.size() ) );
  run.setNumber( QStringLiteral( "N_YEARS" ), double( gap.years.size() ) );
  run.setNumber( QStringLiteral( "N_INDICATORS" ), double( gap.tracked.indicators.size() ) );
  run.setNumber( QStringLiteral( "N_NARROWING" ), withVerdict( GapChange::narrowing ) );
  run.setNumber( QStringLiteral( "N_WIDENING" ), withVerdict( GapChange::widening ) );
  setWhereKnown( run, "VERDICT", numberOf( verdict.change ) );
  setWhereKnown( run, "OVERLAP_OF_CHOICE", verdict.overlap );
  if ( !isWholeWithheld( gap ) )
    setFigures( run, gap );
}

void TrackGap::setFigures( Run &run, const TrackedGap &gap ) const
{
  const statistics::GapVerdict &verdict = gap.verdict;
  setWhereKnown( run, "RATIO_FIRST", gap.years.front().ratio.value );
  setWhereKnown( run, "RATIO_LAST", gap.years.back().ratio.value );
  setWhereKnown( run, "DIFFERENCE_FIRST", gap.years.front().difference.value );
  setWhereKnown( run, "DIFFERENCE_LAST", gap.years.back().difference.value );
  if ( verdict.fall )
    setWhereKnown( run, "EXPECTED_FACTOR", verdict.fall->expectedFactor.value );
  if ( verdict.evidence == statistics::GapEvidence::otherYears )
  {
    setWhereKnown( run, "CHANGE_FACTOR", verdict.ratio.change.value );
    setWhereKnown( run, "P_VALUE", verdict.ratio.p );
  }
  else if ( verdict.evidence == statistics::GapEvidence::fallAllowedFor )
  {
    setWhereKnown( run, "CHANGE_FACTOR", verdict.fall->observedFactor );
    setWhereKnown( run, "P_VALUE", verdict.fall->p );
  }
}

void TrackGap::write( Run &run, base::OutputSpec spec, const std::vector<LayerRow> &rows,
                      const statistics::Progress &progress )
{
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, std::move( spec ) );
  for ( std::size_t row = 0; output && row < rows.size(); ++row )
  {
    statistics::report( progress, double( row ) / double( rows.size() ) );
    output->add( rows[row].cells, rows[row].outline );
  }
  statistics::report( progress, 1 );
  if ( output )
    output->finish();
}

} // namespace communitysafety::priorityneighbourhoods
