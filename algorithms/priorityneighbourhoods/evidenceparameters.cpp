// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/evidenceparameters.h"

#include "base/numbercolumn.h"
#include "base/scansupport.h"
#include "priorityneighbourhoods/evidence.h"
#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using base::Source;
using statistics::isMissing;

void EvidenceParameters::defineScores()
{
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INPUT" ), tr( "Scored cells or areas" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons with an index or score, as Score composite index writes them." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "FIELD" ), tr( "Index or score" ), QStringLiteral( "idx" ),
                                        QStringLiteral( "INPUT" ), compat::anyField, false, true ),
       tr( "Field by which neighbourhoods are found, ‘idx’ when empty; higher means more need. Numbers written as text "
           "are read strictly. Areas without a value are never selected." ) );
}

void EvidenceParameters::defineEvidence()
{
  const QList<int> anyTable{ static_cast<int>( compat::anyVector ) };
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "SCAN_ON" ), tr( "Evidence" ),
                                    { tr( "Composite index" ), tr( "Themes" ), tr( "Indicators" ) }, false, 0 ),
    tr(
      "What is searched. Themes and indicators are counted streams that are combined inside the search, which finds "
      "far more and says where the evidence comes from; they need the indicator layer and the recipe. The index alone "
      "needs nothing else, but is held against maps that are as patchy as it is: in a real city it often finds "
      "nothing." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INDICATORS" ), tr( "Indicator layer" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "The areas with counts and denominators from which the index was scored; matched by id." ) );
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "RECIPE" ), tr( "Recipe" ), anyTable, QVariant(), true ),
    tr( "The recipe of the index. Its weights become the weights of the streams, its directions are kept; rates and "
        "scores that are no counts are searched as deviations from their mean." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "LONG" ), tr( "Counts by year" ), anyTable, QVariant(),
                                                true ),
       tr( "The table of years that was made with the indicators. From it comes how much more counts vary than "
           "independent events would; without it far too much looks significant where events repeat." ) );
  add( new QgsProcessingParameterEnum(
         QStringLiteral( "BASELINE" ), tr( "Compared with" ),
         { tr( "The denominators of the recipe" ), tr( "All other incidents" ), tr( "Earlier years" ) }, false, 0 ),
       tr( "What a count is held against if nothing is going on: everybody at risk is as likely to be hit as anybody "
           "else; or every place has the same mix of incidents as the city; or every place keeps the share of the "
           "city's incidents that it had in earlier years (needs counts by year)." ) );
}

void EvidenceParameters::defineSearch()
{
  add( new QgsProcessingParameterNumber( QStringLiteral( "SIGNIFICANCE" ), tr( "Significance (%)" ), compat::real, 5.0,
                                         false, 0.0, 100.0 ),
       tr( "The search ends at the first neighbourhood that chance alone would make more often than this." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_RELATIVE_RISK" ), tr( "Least relative risk" ),
                                         compat::real, 1.5, false, 1.0 ),
       tr( "A neighbourhood has at least so many times what is expected, so that a large and faint area, a whole city "
           "centre, does not swallow the map. For the composite index: its mean index is at least 100 times this. Not "
           "used against all other incidents." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "BARRIERS" ), tr( "Barriers" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional lines (rivers, railways, motorways) that outlines prefer to follow." ) );
}

void EvidenceParameters::defineSizes()
{
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_AREA" ), tr( "Fewest cells" ), compat::integer, 4, false,
                                         1 ),
       tr( "Neighbourhoods of fewer cells are dropped and counted. 1 keeps every one." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MAX_AREA" ), tr( "Largest area (km², 0 = no limit)" ),
                                         compat::real, 0.0, false, 0.0 ),
       tr( "The evidence scan looks for no neighbourhood that is larger. Threshold method: a larger one is split along "
           "its quietest cells until every part fits." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_POPULATION" ), tr( "Smallest population" ), compat::real,
                                         0.0, false, 0.0 ),
       tr( "Neighbourhoods with fewer people are dropped and counted. 0 keeps every one, even where nobody lives." ) );
  add(
    new QgsProcessingParameterNumber( QStringLiteral( "MAX_POPULATION" ),
                                      tr( "Largest share of the city's population (%, 0 = no limit)" ), compat::real,
                                      5.0, false, 0.0, 100.0 ),
    tr( "The evidence scan looks for no neighbourhood with more people, so that one blob in the centre does not take "
        "the whole list. Threshold method: one with more is split along its quietest cells until every part fits." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "TARGET_COUNT" ),
                                         tr( "Number of neighbourhoods wanted (0 = as found)" ), compat::integer, 0 ),
       tr( "The highest-ranked ones are kept. When fewer are found, all are kept and the log says so: none is made up "
           "to reach the number." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "POPULATION" ), tr( "Population" ), QVariant(),
                                        QStringLiteral( "INPUT" ), compat::anyField, false, true ),
       tr( "Field with the people of each cell; when empty, the field ‘pop’ if there is one. It weights the mean index "
           "and is needed for the population limits." ) );
}

void EvidenceParameters::defineRandomMaps()
{
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "BARRIER_COST" ),
                                                 tr( "Cost of a border along a barrier" ), compat::real, 0.2, false,
                                                 0.0, 1.0 ),
               tr( "Times its length; 1 ignores the barriers." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "NULL_MAPS" ), tr( "Random maps" ), compat::integer,
                                                 199, false, 19, 9999 ),
               tr( "How many maps without any neighbourhood the found ones are compared with." ) );
}

void EvidenceParameters::defineResamples()
{
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "RESAMPLES" ), tr( "Resamples" ), compat::integer, 100,
                                                 false, 0, 9999 ),
               tr( "How often the map is resampled for zones, stability and corrected risks; 0 leaves them out." ) );
}

void EvidenceParameters::defineSeed()
{
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), tr( "Seed" ), compat::integer, 1, false, 0 ),
               tr( "The same seed gives the same neighbourhoods, on any number of processors." ) );
}

void EvidenceParameters::defineCellId()
{
  addAdvanced(
    new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ), tr( "Field with the ids of the cells" ), QVariant(),
                                     QStringLiteral( "INPUT" ), compat::anyField, false, true ),
    tr( "When empty: area_id or cell_id, or else the number of the feature. Ties are settled by this id." ) );
}

void EvidenceParameters::requireTargetCount( const Run &run ) const
{
  if ( number( run, "TARGET_COUNT" ) < 0 )
    throw QgsProcessingException(
      tr( "TARGET_COUNT is %1: give the number of neighbourhoods wanted, or 0 for as many as are found." )
        .arg( number( run, "TARGET_COUNT" ) ) );
}

QString EvidenceParameters::scoreField( const Run &run ) const
{
  const QString chosen = text( run, "FIELD" );
  return chosen.isEmpty() ? QStringLiteral( "idx" ) : chosen;
}

bool EvidenceParameters::hasIndex( const Run &run ) const
{
  const QString field = scoreField( run );
  return field.startsWith( QLatin1String( "idx" ), Qt::CaseInsensitive ) ||
         field.endsWith( QLatin1String( "_i" ), Qt::CaseInsensitive );
}

double EvidenceParameters::centre( const Run &run, const ScoredAreas &scored ) const
{
  return hasIndex( run ) ? 100.0 : statistics::describe( scored.score ).mean;
}

QString EvidenceParameters::populationField( const Run &run, const Source &input ) const
{
  const QString chosen = text( run, "POPULATION" );
  const QString usual = QStringLiteral( "pop" );
  return chosen.isEmpty() && input.fields().lookupField( usual ) >= 0 ? usual : chosen;
}

ScoredAreas EvidenceParameters::readScores( Run &run ) const
{
  const Source input = source( run, QStringLiteral( "INPUT" ) );
  ScoredAreasReading reading;
  reading.areas.idField = base::areaIdField( run, input, text( run, "AREA_ID" ) );
  reading.areas.invalidGeometry = invalidGeometry( run );
  reading.areas.progressTo = 0.2;
  reading.scoreField = scoreField( run );
  reading.populationField = populationField( run, input );
  ScoredAreas scored = readScoredAreas( run, input, reading );
  if ( std::any_of( scored.score.begin(), scored.score.end(), isMissing ) )
    run.remark( tr( "Areas without a value in ‘%1’ are not selected; they can only bridge a gap or fill a hole." )
                  .arg( reading.scoreField ) );
  return scored;
}

statistics::ScanSupport EvidenceParameters::support( Run &run, const ScoredAreas &scored ) const
{
  statistics::ScanSupport support = base::scanSupport( run, scored.areas, run.progress( 0.15, 0.2 ) );
  if ( support.borders.size() > 1 && support.borders.borders().empty() )
    run.warn(
      tr( "No area of ‘%1’ touches another, so that only circles and ellipses can join them: check the layer for "
          "gaps between its polygons." )
        .arg( scored.layer ) );
  if ( const auto barriers = optionalSource( run, QStringLiteral( "BARRIERS" ) ) )
    base::followBarriers( run, scored.areas, *barriers, number( run, "BARRIER_COST" ), support );
  return support;
}

std::vector<base::EvidenceStream> EvidenceParameters::evidence( Run &run, const ScoredAreas &scored,
                                                                const statistics::BorderGraph &graph ) const
{
  const auto indicators = optionalSource( run, QStringLiteral( "INDICATORS" ) );
  const auto recipe = optionalSource( run, QStringLiteral( "RECIPE" ) );
  const auto years = optionalSource( run, QStringLiteral( "LONG" ) );
  return collectEvidence( run, scored, centre( run, scored ), { indicators.get(), recipe.get(), years.get() },
                          static_cast<ScanOn>( choice( run, "SCAN_ON" ) ),
                          static_cast<base::Baseline>( choice( run, "BASELINE" ) ), graph );
}

statistics::RegionOptions EvidenceParameters::sizeLimits( Run &run, const ScoredAreas &scored ) const
{
  statistics::RegionOptions limits;
  limits.minimumCells = static_cast<std::size_t>( number( run, "MIN_AREA" ) );
  limits.minimumPopulation = number( run, "MIN_POPULATION" );
  limits.targetCount = static_cast<std::size_t>( number( run, "TARGET_COUNT" ) );
  if ( number( run, "MAX_AREA" ) > 0 )
    limits.maximumArea = 1e6 * number( run, "MAX_AREA" );
  const double percent = number( run, "MAX_POPULATION" );
  const bool hasPeople = scored.cityPopulation() > 0;
  if ( hasPeople && percent > 0 )
    limits.maximumPopulation = percent / 100.0 * scored.cityPopulation();
  if ( !hasPeople && limits.minimumPopulation > 0 )
    throw QgsProcessingException(
      tr( "MIN_POPULATION needs a population: choose the field POPULATION, or set MIN_POPULATION to 0." ) );
  if ( !hasPeople )
    run.remark( tr( "No population is known: the limit MAX_POPULATION was not applied (MAX_AREA can stand in for it), "
                    "and the mean index of a neighbourhood counts ground instead of people." ) );
  if ( limits.minimumPopulation > limits.maximumPopulation )
    throw QgsProcessingException( tr( "MIN_POPULATION (%L1) is above MAX_POPULATION (%2 % of the city = %L3 people): "
                                      "lower the first or raise the second." )
                                    .arg( limits.minimumPopulation, 0, 'f', 0 )
                                    .arg( percent )
                                    .arg( limits.maximumPopulation, 0, 'f', 0 ) );
  return limits;
}

namespace
{

/**
 * One size for two limits: of each place the larger of its shares of both. What stays below 1 in total stays below
 * both limits.
 */
std::vector<double> jointSize( const ScoredAreas &scored, const statistics::RegionOptions &limits )
{
  std::vector<double> size;
  for ( std::size_t area = 0; area < scored.areas.size(); ++area )
    size.push_back( std::fmax( scored.areas.squareMetres[area] / limits.maximumArea,
                               scored.population[area] / limits.maximumPopulation ) );
  return size;
}

//! Tells the search the limits of size.
void limitSizes( const ScoredAreas &scored, const statistics::RegionOptions &limits, statistics::ScanSupport &support,
                 statistics::EvidenceShapes &shapes )
{
  const bool limitsPeople = std::isfinite( limits.maximumPopulation );
  if ( limitsPeople && std::isfinite( limits.maximumArea ) )
  {
    support.size = jointSize( scored, limits );
    shapes.maximumSize = 1;
    return;
  }
  const bool countsPeople = limitsPeople || ( limits.minimumPopulation > 0 && !std::isfinite( limits.maximumArea ) );
  support.size = countsPeople ? scored.population : scored.areas.squareMetres;
  shapes.maximumSize = countsPeople ? limits.maximumPopulation : limits.maximumArea;
  if ( countsPeople )
    shapes.minimumSize = limits.minimumPopulation;
}

} // namespace

statistics::EvidenceScanOptions EvidenceParameters::scanOptions( Run &run, const ScoredAreas &scored,
                                                                 statistics::ScanSupport &support ) const
{
  constexpr std::size_t largeMap = 10000;
  statistics::EvidenceScanOptions options;
  if ( scored.areas.size() > largeMap )
    options.shapes = statistics::EvidenceShapes::forLargeMaps();
  options.nullMaps = static_cast<std::size_t>( number( run, "NULL_MAPS" ) );
  options.seed = static_cast<std::uint64_t>( number( run, "SEED" ) );
  options.significance = number( run, "SIGNIFICANCE" ) / 100.0;
  options.targetCount = static_cast<std::size_t>( number( run, "TARGET_COUNT" ) );
  options.minimumRelativeRisk = number( run, "MIN_RELATIVE_RISK" );
  if ( static_cast<ScanOn>( choice( run, "SCAN_ON" ) ) != ScanOn::compositeIndex &&
       static_cast<base::Baseline>( choice( run, "BASELINE" ) ) == base::Baseline::otherIncidents )
  {
    options.minimumRelativeRisk = 0;
    run.remark(
      tr( "MIN_RELATIVE_RISK does not apply: against all other incidents, where one source is high the others "
          "are low, and all together are as expected everywhere." ) );
  }
  limitSizes( scored, sizeLimits( run, scored ), support, options.shapes );
  return options;
}

} // namespace communitysafety::priorityneighbourhoods
