// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/delineatepriorityneighbourhoods.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "base/placenames.h"
#include "base/scansupport.h"
#include "base/touchedareas.h"
#include "priorityneighbourhoods/continuity.h"
#include "priorityneighbourhoods/evidence.h"
#include "statistics/candidatetest.h"
#include "statistics/distribution.h"
#include "statistics/smoothing.h"

#include <algorithm>
#include <numeric>

namespace communitysafety::priorityneighbourhoods
{

using base::Areas;
using base::Run;
using base::Source;
using statistics::isMissing;
using statistics::Regions;

base::Identity DelineatePriorityNeighbourhoods::identity() const
{
  return {
    QStringLiteral( "delineatepriorityneighbourhoods" ),
    tr( "Delineate priority neighbourhoods" ),
    QStringLiteral( "priorityneighbourhoods" ),
    tr( "Draws neighbourhoods where the evidence is, without regard to administrative borders, and says how sure they "
        "are." ),
    tr( "priority,neighbourhood,delineate,regions,clusters,priority areas,hot spots,zones,boundary-free,contiguous,"
        "scan statistic,SaTScan,FleXScan,minimum cut,significance,SKATER" )
      .split( ',' ),
    tr(
      "Evidence scan: of all connected sets of cells, of whatever shape, those are found in which incidents lie "
      "furthest above what is expected for the length of their outline; circles and ellipses compete with free "
      "shapes. Random maps on which nothing is going on, with the repeats, the events that sources share and the "
      "patchiness of the real ones, say how often chance alone makes as much (p). Each further neighbourhood is found "
      "in what is left. Resampling tells which cells surely belong (core), probably (likely) or perhaps (fringe), how "
      "far the outline can be trusted, and how much of the risk is only due to having been chosen.\n\n"
      "What is expected: with denominators, that everybody at risk is as likely to be hit as anybody else; with all "
      "other incidents, that every place has the city's mix of incidents; with earlier years, that every place keeps "
      "the share it had.\n\n"
      "Threshold: cells whose index, averaged with the neighbours, reaches a threshold and that touch each other "
      "become one neighbourhood. Small gaps are bridged, small holes filled, specks dropped and areas too large to "
      "work in split along their quietest cells. Ranked by mean index; nothing is said about chance. Smoothing suits "
      "areas of about the same size, such as grid cells.\n\n"
      "Candidates of your own: outlines drawn by somebody else are held against the same random maps.\n\n"
      "With the previous assessment given, a neighbourhood that covers mostly the same ground keeps its id, its "
      "local name and its note; a new one gets a number that was never used before." )
  };
}

void DelineatePriorityNeighbourhoods::defineParameters()
{
  defineSelection();
  defineEvidence();
  defineLimits();
  defineContext();
  defineOutputs();
}

void DelineatePriorityNeighbourhoods::defineSelection()
{
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INPUT" ), tr( "Scored cells or areas" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons with an index or score, as Score composite index writes them." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "FIELD" ), tr( "Index or score" ), QStringLiteral( "idx" ),
                                        QStringLiteral( "INPUT" ), compat::anyField, false, true ),
       tr( "Field by which neighbourhoods are found, ‘idx’ when empty; higher means more need. Numbers written as text "
           "are read "
           "strictly. Areas without a value are never selected." ) );
  add(
    new QgsProcessingParameterEnum(
      QStringLiteral( "METHOD" ), tr( "Method" ),
      { tr( "Threshold on the smoothed index" ), tr( "Evidence scan" ), tr( "Candidates of your own" ) }, false, 0 ),
    tr( "How neighbourhoods come about: from a threshold, by a search for the strongest evidence with a test of each, "
        "or from outlines that are given." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "THRESHOLD" ), tr( "Threshold" ), compat::real, 150.0 ),
       tr( "Threshold method: least value of the smoothed index, in the unit of the field. 150 = half as much again as "
           "the city; a "
           "higher value gives fewer and smaller neighbourhoods. Choose another one for scores that are not on the "
           "scale 100 = city." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "BRIDGE_CELLS" ), tr( "Widest gap that is bridged (cells)" ),
                                         compat::integer, 1, false, 0 ),
       tr( "Threshold method: selected parts are joined across at most so many unselected cells. 0 never joins; large "
           "values chain "
           "separate places together." ) );
}

void DelineatePriorityNeighbourhoods::defineEvidence()
{
  const QList<int> anyTable{ static_cast<int>( compat::anyVector ) };
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "SCAN_ON" ), tr( "Evidence" ),
                                    { tr( "Composite index" ), tr( "Themes" ), tr( "Indicators" ) }, false, 0 ),
    tr( "What is searched. The index alone needs nothing else. Themes and indicators are counted streams that are "
        "combined inside the search, which finds more and says where the evidence comes from; they need the indicator "
        "layer and the recipe." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INDICATORS" ), tr( "Indicator layer" ), polygons,
                                                QVariant(), true ),
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
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "CANDIDATES" ), tr( "Candidates of your own" ),
                                                polygons, QVariant(), true ),
       tr( "For that method: outlines that were drawn without looking at these data. A cell belongs to the first that "
           "holds its centre." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "SIGNIFICANCE" ), tr( "Significance (%)" ), compat::real, 5.0,
                                         false, 0.0, 100.0 ),
       tr( "The search ends at the first neighbourhood that chance alone would make more often than this." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_RELATIVE_RISK" ), tr( "Least relative risk" ),
                                         compat::real, 1.5, false, 1.0 ),
       tr( "A neighbourhood has at least so many times what is expected, so that a large and faint area, a whole city "
           "centre, does not swallow the map. For the composite index: its mean index is at least 100 times this. Not "
           "used against all other incidents." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "BARRIERS" ), tr( "Barriers" ), anyTable, QVariant(),
                                                true ),
       tr( "Optional lines (rivers, railways, motorways) that outlines prefer to follow." ) );
}

void DelineatePriorityNeighbourhoods::defineLimits()
{
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_AREA" ), tr( "Fewest cells" ), compat::integer, 4, false,
                                         1 ),
       tr( "Neighbourhoods of fewer cells are dropped and counted. 1 keeps every one." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MAX_AREA" ), tr( "Largest area (km², 0 = no limit)" ),
                                         compat::real, 0.0, false, 0.0 ),
       tr( "Threshold method: a larger neighbourhood is split along its quietest cells until every part fits. The "
           "evidence scan looks for none that is larger." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_POPULATION" ), tr( "Smallest population" ), compat::real,
                                         0.0, false, 0.0 ),
       tr( "Neighbourhoods with fewer people are dropped and counted. 0 keeps every one, even where nobody lives." ) );
  add(
    new QgsProcessingParameterNumber( QStringLiteral( "MAX_POPULATION" ),
                                      tr( "Largest share of the city's population (%, 0 = no limit)" ), compat::real,
                                      5.0, false, 0.0, 100.0 ),
    tr( "Threshold method: a neighbourhood with more people is split along its quietest cells until every part fits, "
        "so that one blob in the centre does not take the whole list. The evidence scan looks for none with more." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "TARGET_COUNT" ),
                                         tr( "Number of neighbourhoods wanted (0 = as found)" ), compat::integer, 0 ),
       tr( "The highest-ranked ones are kept. When fewer are found, all are kept and the log says so: none is made up "
           "to reach the number." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "POPULATION" ), tr( "Population" ), QVariant(),
                                        QStringLiteral( "INPUT" ), compat::anyField, false, true ),
       tr( "Field with the people of each cell; when empty, the field ‘pop’ if there is one. It weights the mean index "
           "and is needed for the population limits." ) );
}

void DelineatePriorityNeighbourhoods::defineContext()
{
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "NAMES" ), tr( "Place names" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional points or polygons with the names people use. A neighbourhood takes the polygon that covers most "
           "of it, the point inside it, or else the nearest one; a name that is taken gets a number." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "NAMES_FIELD" ), tr( "Field with the place names" ), QVariant(),
                                        QStringLiteral( "NAMES" ), compat::anyField, false, true ),
       tr( "Required when place names are given." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "ADMIN_AREAS" ), tr( "Administrative areas" ), polygons,
                                                QVariant(), true ),
       tr( "Optional wards or districts. They do not change the neighbourhoods; each one lists those it touches, with "
           "their shares of its ground." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "ADMIN_FIELD" ), tr( "Field with the names of these areas" ),
                                        QVariant(), QStringLiteral( "ADMIN_AREAS" ), compat::anyField, false, true ),
       tr( "Required when administrative areas are given." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "PREVIOUS" ), tr( "Previous neighbourhoods" ), polygons,
                                                QVariant(), true ),
       tr( "Optional neighbourhoods of an earlier run. One that shares at least a quarter of the joint ground (Jaccard "
           "0.25) hands on its id, local name and note; the best pairs first, each once." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "PREVIOUS_ID" ), tr( "Field with the previous ids" ),
                                                QVariant(), QStringLiteral( "PREVIOUS" ), compat::anyField, false,
                                                true ),
               tr( "Only where it is not called ‘nbhd_id’." ) );
  addAdvanced(
    new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ), tr( "Field with the ids of the cells" ), QVariant(),
                                     QStringLiteral( "INPUT" ), compat::anyField, false, true ),
    tr( "When empty: area_id or cell_id, or else the number of the feature. Ties are settled by this id." ) );
  addAdvanced(
    new QgsProcessingParameterBoolean( QStringLiteral( "SMOOTH" ), tr( "Average with the neighbours" ), true ),
    tr( "Select on the mean of each cell and the cells that touch it. Without it single cells decide, and "
        "the result depends strongly on where the grid lies." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "BARRIER_COST" ),
                                                 tr( "Cost of a border along a barrier" ), compat::real, 0.2, false,
                                                 0.0, 1.0 ),
               tr( "Times its length; 1 ignores the barriers." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "NULL_MAPS" ), tr( "Random maps" ), compat::integer,
                                                 199, false, 19, 9999 ),
               tr( "How many maps without any neighbourhood the found ones are compared with." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "RESAMPLES" ), tr( "Resamples" ), compat::integer, 100,
                                                 false, 0, 9999 ),
               tr( "How often the map is resampled for zones, stability and corrected risks; 0 leaves them out." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), tr( "Seed" ), compat::integer, 1, false, 0 ),
               tr( "The same seed gives the same neighbourhoods, on any number of processors." ) );
  addInvalidGeometry();
}

void DelineatePriorityNeighbourhoods::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Priority neighbourhoods" ),
                                              compat::polygonVector ),
       tr( "One polygon per neighbourhood with id, rank, names, mean and peak index, population, area and the "
           "administrative areas it touches." ) );
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "ZONES" ), tr( "Core, likely and fringe" ),
                                           compat::polygonVector, QVariant(), true, false ),
    tr( "Evidence scan: the parts of each neighbourhood that belong to it in at least 80 % of the resamples (core), in "
        "50 to 80 % (likely) and in 20 to 50 % (fringe, which also lies outside its outline)." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "MEMBERS" ), tr( "Member cells" ), compat::anyVector,
                                              QVariant(), true, false ),
       tr( "Optional table of the cells of each neighbourhood: those taken in as a bridge or a filled hole are marked; "
           "with resamples, how often each belongs." ) );
  addNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), tr( "Number of neighbourhoods" ) );
  addNumber( QStringLiteral( "N_CELLS" ), tr( "Number of cells in neighbourhoods" ) );
  addNumber( QStringLiteral( "POPULATION_COVERED" ), tr( "Share of the population in neighbourhoods (%)" ) );
  addNumber( QStringLiteral( "AREA_KM2" ), tr( "Area of the neighbourhoods (km²)" ) );
  addNumber( QStringLiteral( "SMALLEST_P" ), tr( "Smallest p of a neighbourhood" ) );
  addNumber( QStringLiteral( "NEXT_P" ), tr( "p of the candidate at which the search ended" ) );
  addNumber( QStringLiteral( "THRESHOLD_USED" ), tr( "Threshold used" ) );
  addNumber( QStringLiteral( "N_DROPPED_SMALL" ), tr( "Number of parts dropped as too small" ) );
  addNumber( QStringLiteral( "N_DROPPED_TARGET" ), tr( "Number of neighbourhoods beyond the number wanted" ) );
  addNumber( QStringLiteral( "N_SPLIT" ), tr( "Number of parts that came from splitting" ) );
}

void DelineatePriorityNeighbourhoods::prepare( Run &run )
{
  if ( number( run, "TARGET_COUNT" ) < 0 )
    throw QgsProcessingException(
      tr( "TARGET_COUNT is %1: give the number of neighbourhoods wanted, or 0 for as many as are found." )
        .arg( number( run, "TARGET_COUNT" ) ) );
  const std::pair<const char *, const char *> fieldsOfLayers[] = { { "NAMES", "NAMES_FIELD" },
                                                                   { "ADMIN_AREAS", "ADMIN_FIELD" } };
  for ( const auto &[layer, field] : fieldsOfLayers )
    if ( const auto given = optionalSource( run, QLatin1String( layer ) ); given && text( run, field ).isEmpty() )
      throw QgsProcessingException( tr( "%1 is empty: choose the field that holds the names of ‘%2’." )
                                      .arg( QLatin1String( field ), given->name() ) );
}

namespace
{

void warnWhenNothingTouches( Run &run, const statistics::Neighbours &neighbours, const QString &layer )
{
  std::size_t pairs = 0;
  for ( std::size_t area = 0; area < neighbours.size(); ++area )
    pairs += neighbours.of( area ).size();
  if ( pairs == 0 && neighbours.size() > 1 )
    run.warn( DelineatePriorityNeighbourhoods::tr(
                "No area of ‘%1’ touches another, so that every neighbourhood is a single area: check the layer for "
                "gaps between its polygons." )
                .arg( layer ) );
}

//! "Violence 41 %, ambulance 22 %": the three largest, from a twentieth on.
QString driversInWords( const std::vector<base::EvidenceStream> &streams, const std::vector<double> &shares )
{
  constexpr std::size_t most = 3;
  constexpr double least = 0.05;
  std::vector<std::size_t> order( shares.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::stable_sort( order.begin(), order.end(),
                    [&shares]( std::size_t a, std::size_t b ) { return shares[a] > shares[b]; } );
  QStringList words;
  for ( std::size_t place = 0; place < std::min( most, order.size() ); ++place )
    if ( shares[order[place]] >= least )
      words
        << QStringLiteral( "%1 %2 %" ).arg( streams[order[place]].label ).arg( qRound( 100 * shares[order[place]] ) );
  return words.join( QStringLiteral( ", " ) );
}

//! The total, to which the fields idx_lo and idx_hi belong.
bool isIndexOrScore( const QString &field )
{
  return field.compare( QLatin1String( "idx" ), Qt::CaseInsensitive ) == 0 ||
         field.compare( QLatin1String( "score" ), Qt::CaseInsensitive ) == 0;
}

//! Only an index on the scale 100 = city can be coloured by the fixed classes of that scale.
bool isIndex( const QString &field )
{
  return field.startsWith( QLatin1String( "idx" ), Qt::CaseInsensitive ) ||
         field.endsWith( QLatin1String( "_i" ), Qt::CaseInsensitive );
}

} // namespace

QString DelineatePriorityNeighbourhoods::scoreField( const Run &run ) const
{
  const QString chosen = text( run, "FIELD" );
  return chosen.isEmpty() ? QStringLiteral( "idx" ) : chosen;
}

void DelineatePriorityNeighbourhoods::process( Run &run )
{
  const ScoredAreas scored = readScoredAreas( run );
  std::vector<double> smoothed;
  std::vector<Neighbourhood> neighbourhoods;
  switch ( static_cast<Method>( choice( run, "METHOD" ) ) )
  {
  case Method::threshold:
    neighbourhoods = byThreshold( run, scored, smoothed );
    break;
  case Method::evidence:
    neighbourhoods = byEvidence( run, scored );
    break;
  case Method::candidates:
    neighbourhoods = byCandidates( run, scored );
    break;
  }
  handOnIds( run, scored.areas, neighbourhoods );
  giveNames( run, scored.areas, neighbourhoods );
  noteTouchedAreas( run, scored.areas, neighbourhoods );

  const bool isProven = static_cast<Method>( choice( run, "METHOD" ) ) != Method::threshold;
  const QString style = isIndex( scoreField( run ) ) ? QStringLiteral( "delineatepriorityneighbourhoods_output_index" )
                                                     : QStringLiteral( "delineatepriorityneighbourhoods_output" );
  write( run, "OUTPUT", neighbourhoodFields( isProven ), style, scored.areas.crs,
         neighbourhoodRows( neighbourhoods, isProven ) );
  write( run, "ZONES", zoneFields(), QStringLiteral( "delineatepriorityneighbourhoods_zones" ), scored.areas.crs,
         zoneRows( scored, neighbourhoods ) );
  write( run, "MEMBERS", memberFields( isProven ), QString(), {}, memberRows( scored, smoothed, neighbourhoods ) );
  setNumbers( run, scored, neighbourhoods );
}

std::vector<Neighbourhood> DelineatePriorityNeighbourhoods::byThreshold( Run &run, const ScoredAreas &scored,
                                                                         std::vector<double> &smoothed ) const
{
  const statistics::Neighbours neighbours = base::touchingNeighbours( scored.areas, run.progress( 0.2, 0.5 ) );
  warnWhenNothingTouches( run, neighbours, scored.layer );
  smoothed = isTicked( run, "SMOOTH" ) ? statistics::meanOfNeighbours( scored.score, neighbours ) : scored.score;
  const statistics::RegionCells cells{ smoothed, scored.score, scored.population, scored.areas.squareMetres, neighbours,
                                       {} };
  const Regions regions = statistics::findRegions( cells, regionOptions( run, scored ) );
  explain( run, regions, smoothed );
  run.setNumber( QStringLiteral( "THRESHOLD_USED" ), number( run, "THRESHOLD" ) );
  run.setNumber( QStringLiteral( "N_DROPPED_SMALL" ), double( regions.droppedTooSmall + regions.droppedPopulation ) );
  run.setNumber( QStringLiteral( "N_DROPPED_TARGET" ), double( regions.droppedBeyondTarget ) );
  run.setNumber( QStringLiteral( "N_SPLIT" ), double( regions.splitParts ) );

  std::vector<std::vector<std::size_t>> members( regions.regions.size() );
  for ( std::size_t area = 0; area < scored.areas.size(); ++area )
    if ( regions.regionOfCell[area] > 0 )
      members[std::size_t( regions.regionOfCell[area] - 1 )].push_back( area );
  std::vector<Neighbourhood> neighbourhoods = neighbourhoodsOf( scored, members, run.progress( 0.5, 0.6 ) );
  for ( Neighbourhood &neighbourhood : neighbourhoods )
    std::copy_if( neighbourhood.members.begin(), neighbourhood.members.end(),
                  std::back_inserter( neighbourhood.bridges ),
                  [&regions]( std::size_t member ) { return regions.isBridge[member]; } );
  return neighbourhoods;
}

statistics::ScanSupport DelineatePriorityNeighbourhoods::support( Run &run, const ScoredAreas &scored ) const
{
  statistics::ScanSupport support = base::scanSupport( run, scored.areas, run.progress( 0.15, 0.2 ) );
  if ( const auto barriers = optionalSource( run, QStringLiteral( "BARRIERS" ) ) )
    base::followBarriers( run, scored.areas, *barriers, number( run, "BARRIER_COST" ), support );
  return support;
}

std::vector<base::EvidenceStream>
DelineatePriorityNeighbourhoods::evidence( Run &run, const ScoredAreas &scored,
                                           const statistics::BorderGraph &graph ) const
{
  const auto indicators = optionalSource( run, QStringLiteral( "INDICATORS" ) );
  const auto recipe = optionalSource( run, QStringLiteral( "RECIPE" ) );
  const auto years = optionalSource( run, QStringLiteral( "LONG" ) );
  return collectEvidence( run, scored, centre( run, scored ), { indicators.get(), recipe.get(), years.get() },
                          static_cast<ScanOn>( choice( run, "SCAN_ON" ) ),
                          static_cast<base::Baseline>( choice( run, "BASELINE" ) ), graph );
}

//! The score at which an area stands out neither way.
double DelineatePriorityNeighbourhoods::centre( Run &run, const ScoredAreas &scored ) const
{
  return isIndex( scoreField( run ) ) ? 100.0 : statistics::describe( scored.score ).mean;
}

statistics::EvidenceScanOptions DelineatePriorityNeighbourhoods::scanOptions( Run &run, const ScoredAreas &scored,
                                                                              statistics::ScanSupport &support ) const
{
  constexpr std::size_t largeMap = 10000;
  statistics::EvidenceScanOptions options;
  if ( scored.areas.size() > largeMap )
    options.shapes = statistics::EvidenceShapes::forLargeMaps();
  options.nullMaps = static_cast<std::size_t>( number( run, "NULL_MAPS" ) );
  options.resamples = static_cast<std::size_t>( number( run, "RESAMPLES" ) );
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
  const statistics::RegionOptions limits = regionOptions( run, scored );
  const bool countsPeople = !scored.population.empty() && std::isfinite( limits.maximumPopulation );
  support.size = countsPeople ? scored.population : scored.areas.squareMetres;
  options.shapes.maximumSize = countsPeople ? limits.maximumPopulation : limits.maximumArea;
  if ( countsPeople )
    options.shapes.minimumSize = limits.minimumPopulation;
  return options;
}

std::vector<Neighbourhood> DelineatePriorityNeighbourhoods::byEvidence( Run &run, const ScoredAreas &scored ) const
{
  // Below this the tail that is fitted to the random maps says nothing any more.
  constexpr double leastBelievedP = 1e-6;
  statistics::ScanSupport map = support( run, scored );
  const std::vector<base::EvidenceStream> streams = evidence( run, scored, map.borders );
  const std::vector<statistics::ScanStream> views = base::viewsOf( streams );
  const statistics::EvidenceScanOptions options = scanOptions( run, scored, map );
  const statistics::EvidenceScan scan = statistics::findByEvidence( map, views, options, run.progress( 0.2, 0.55 ) );
  std::vector<std::vector<std::size_t>> members;
  std::vector<const statistics::EvidenceNeighbourhood *> kept;
  for ( const statistics::EvidenceNeighbourhood &found : scan.neighbourhoods )
  {
    if ( found.places.size() < std::size_t( number( run, "MIN_AREA" ) ) )
      continue;
    kept.push_back( &found );
    members.emplace_back( found.places.begin(), found.places.end() );
  }
  std::vector<Neighbourhood> neighbourhoods = neighbourhoodsOf( scored, members, run.progress( 0.55, 0.6 ) );
  for ( std::size_t each = 0; each < kept.size(); ++each )
  {
    const statistics::EvidenceNeighbourhood &found = *kept[each];
    neighbourhoods[each].proof = Proof{ std::max( found.p, leastBelievedP ),
                                        std::max( found.q, leastBelievedP ),
                                        found.relativeRisk,
                                        found.excess,
                                        driversInWords( streams, found.streamShares ),
                                        QString::fromStdString( found.family ),
                                        found.membership };
  }
  const std::size_t specks = scan.neighbourhoods.size() - kept.size();
  dropFaint( run, scored, streams, neighbourhoods );
  explainScan( run, scan, specks, neighbourhoods.size() );
  return neighbourhoods;
}

//! Deviations know no relative risk: the mean index stands in for it.
void DelineatePriorityNeighbourhoods::dropFaint( Run &run, const ScoredAreas &scored,
                                                 const std::vector<base::EvidenceStream> &streams,
                                                 std::vector<Neighbourhood> &neighbourhoods ) const
{
  const bool isCounted = std::any_of( streams.begin(), streams.end(),
                                      []( const base::EvidenceStream &stream )
                                      { return stream.model == statistics::StreamModel::poisson; } );
  if ( isCounted || !isIndex( scoreField( run ) ) )
    return;
  const double least = number( run, "MIN_RELATIVE_RISK" ) * centre( run, scored );
  const auto isFaint = [least]( const Neighbourhood &each ) { return each.figures.meanScore < least; };
  const auto faint = std::count_if( neighbourhoods.begin(), neighbourhoods.end(), isFaint );
  if ( faint == 0 )
    return;
  neighbourhoods.erase( std::remove_if( neighbourhoods.begin(), neighbourhoods.end(), isFaint ), neighbourhoods.end() );
  run.remark(
    tr( "%n neighbourhood(s) were dropped for a mean index below %1 (MIN_RELATIVE_RISK).", nullptr, int( faint ) )
      .arg( least ) );
}

void DelineatePriorityNeighbourhoods::explainScan( Run &run, const statistics::EvidenceScan &scan, std::size_t specks,
                                                   std::size_t neighbourhoods ) const
{
  run.setNumber( QStringLiteral( "N_DROPPED_SMALL" ), double( specks ) );
  if ( !isMissing( scan.nextP ) )
    run.setNumber( QStringLiteral( "NEXT_P" ), scan.nextP );
  if ( specks > 0 )
    run.remark( tr( "%n neighbourhood(s) were dropped for fewer than %1 cells (MIN_AREA).", nullptr, int( specks ) )
                  .arg( number( run, "MIN_AREA" ) ) );
  if ( !isMissing( scan.nextP ) )
    run.remark( tr( "The search ended at a candidate that chance makes in %1 % of the random maps." )
                  .arg( base::numberText( 100 * scan.nextP, 1 ) ) );
  const std::size_t target = static_cast<std::size_t>( number( run, "TARGET_COUNT" ) );
  if ( neighbourhoods < target )
    run.warn(
      tr( "Only %1 of the %2 neighbourhoods wanted stand out from chance and are %3 times as high as expected: none "
          "is made up to reach the number." )
        .arg( neighbourhoods )
        .arg( target )
        .arg( number( run, "MIN_RELATIVE_RISK" ) ) );
  else if ( neighbourhoods == 0 )
    run.warn( tr( "No neighbourhood stands out from chance with at least %1 times what is expected." )
                .arg( number( run, "MIN_RELATIVE_RISK" ) ) );
}

std::vector<Neighbourhood> DelineatePriorityNeighbourhoods::byCandidates( Run &run, const ScoredAreas &scored ) const
{
  const std::unique_ptr<Source> source = optionalSource( run, QStringLiteral( "CANDIDATES" ) );
  if ( !source )
    throw QgsProcessingException( tr( "METHOD asks for candidates of your own: give their polygons as CANDIDATES." ) );
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = scored.areas.crs;
  const Areas outlines = base::readAreas( run, *source, reading );
  std::vector<std::vector<std::size_t>> members = membersOf( run, scored, outlines );
  const statistics::ScanSupport map = support( run, scored );
  const std::vector<base::EvidenceStream> streams = evidence( run, scored, map.borders );
  const std::vector<statistics::ScanStream> views = base::viewsOf( streams );
  std::vector<std::vector<std::uint32_t>> places;
  for ( const std::vector<std::size_t> &each : members )
    places.emplace_back( each.begin(), each.end() );
  statistics::CandidateTestOptions options;
  options.shared = statistics::estimateSharedEvents( views, map.borders );
  options.nullMaps = static_cast<std::size_t>( number( run, "NULL_MAPS" ) );
  options.seed = static_cast<std::uint64_t>( number( run, "SEED" ) );
  const std::vector<statistics::TestedCandidate> tested =
    statistics::testCandidates( map.borders, views, places, options, run.progress( 0.2, 0.5 ) );

  std::vector<std::size_t> order( members.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::stable_sort( order.begin(), order.end(),
                    [&tested]( std::size_t a, std::size_t b ) {
                      return std::make_pair( tested[a].p, -tested[a].evidence ) <
                             std::make_pair( tested[b].p, -tested[b].evidence );
                    } );
  std::vector<std::vector<std::size_t>> ordered;
  for ( const std::size_t each : order )
    ordered.push_back( members[each] );
  std::vector<Neighbourhood> neighbourhoods = neighbourhoodsOf( scored, ordered, run.progress( 0.5, 0.6 ) );
  for ( std::size_t place = 0; place < order.size(); ++place )
  {
    const statistics::TestedCandidate &each = tested[order[place]];
    neighbourhoods[place].proof = Proof{
      each.p, each.q, each.relativeRisk, each.excess, driversInWords( streams, each.streamShares ), QString(), {}
    };
  }
  return neighbourhoods;
}

//! The cells of each candidate; candidates without any are left out and told.
std::vector<std::vector<std::size_t>> DelineatePriorityNeighbourhoods::membersOf( Run &run, const ScoredAreas &scored,
                                                                                  const Areas &outlines ) const
{
  const base::AreaLocator locator( outlines );
  std::vector<std::vector<std::size_t>> members( outlines.size() );
  for ( std::size_t area = 0; area < scored.areas.size(); ++area )
  {
    const int outline = locator.areaAt( scored.areas.geometry[area].pointOnSurface().asPoint() );
    if ( outline != base::AreaLocator::nowhere )
      members[std::size_t( outline )].push_back( area );
  }
  const auto isEmpty = []( const std::vector<std::size_t> &cells ) { return cells.empty(); };
  const auto empty = std::count_if( members.begin(), members.end(), isEmpty );
  members.erase( std::remove_if( members.begin(), members.end(), isEmpty ), members.end() );
  if ( empty > 0 )
    run.warn( tr( "%n candidate(s) hold the centre of no cell and are left out.", nullptr, int( empty ) ) );
  return members;
}

ScoredAreas DelineatePriorityNeighbourhoods::readScoredAreas( Run &run ) const
{
  const Source input = source( run, QStringLiteral( "INPUT" ) );
  const QString field = scoreField( run );
  QString population = text( run, "POPULATION" );
  if ( population.isEmpty() && input.fields().lookupField( QStringLiteral( "pop" ) ) >= 0 )
    population = QStringLiteral( "pop" );

  base::AreasReading reading;
  reading.idField = base::areaIdField( run, input, text( run, "AREA_ID" ) );
  reading.fields = population.isEmpty() ? QStringList{ field } : QStringList{ field, population };
  const bool hasRanges = isIndexOrScore( field ) && input.fields().lookupField( QStringLiteral( "idx_lo" ) ) >= 0 &&
                         input.fields().lookupField( QStringLiteral( "idx_hi" ) ) >= 0;
  if ( hasRanges )
    reading.fields << QStringLiteral( "idx_lo" ) << QStringLiteral( "idx_hi" );
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.2;
  ScoredAreas scored;
  scored.layer = input.name();
  scored.areas = base::readAreas( run, input, reading );
  base::sortById( scored.areas );
  scored.score = base::numberColumn( run, scored.areas, 0, input.name(), field );
  if ( std::any_of( scored.score.begin(), scored.score.end(), isMissing ) )
    run.remark(
      tr( "Areas without a value in ‘%1’ are not selected; they can only bridge a gap or fill a hole." ).arg( field ) );
  if ( hasRanges )
  {
    const int first = population.isEmpty() ? 1 : 2;
    scored.lower = base::numberColumn( run, scored.areas, first, input.name(), QStringLiteral( "idx_lo" ) );
    scored.upper = base::numberColumn( run, scored.areas, first + 1, input.name(), QStringLiteral( "idx_hi" ) );
  }
  if ( population.isEmpty() )
    return scored;
  scored.population = base::numberColumn( run, scored.areas, 1, input.name(), population );
  base::requireNotNegative( scored.areas, scored.population, input.name(), population );
  return scored;
}

statistics::RegionOptions DelineatePriorityNeighbourhoods::regionOptions( Run &run, const ScoredAreas &scored ) const
{
  statistics::RegionOptions options;
  options.threshold = number( run, "THRESHOLD" );
  options.bridgeSteps = static_cast<std::size_t>( number( run, "BRIDGE_CELLS" ) );
  options.minimumCells = static_cast<std::size_t>( number( run, "MIN_AREA" ) );
  options.minimumPopulation = number( run, "MIN_POPULATION" );
  options.targetCount = static_cast<std::size_t>( number( run, "TARGET_COUNT" ) );
  if ( number( run, "MAX_AREA" ) > 0 )
    options.maximumArea = 1e6 * number( run, "MAX_AREA" );
  const double percent = number( run, "MAX_POPULATION" );
  if ( scored.cityPopulation() > 0 && percent > 0 )
    options.maximumPopulation = percent / 100.0 * scored.cityPopulation();
  if ( scored.population.empty() && options.minimumPopulation > 0 )
    throw QgsProcessingException(
      tr( "MIN_POPULATION needs a population: choose the field POPULATION, or set MIN_POPULATION to 0." ) );
  if ( scored.population.empty() )
    run.remark( tr( "No population is known: the limit MAX_POPULATION was not applied (MAX_AREA can stand in for it), "
                    "and the mean index of a neighbourhood counts ground instead of people." ) );
  if ( options.minimumPopulation > options.maximumPopulation )
    throw QgsProcessingException( tr( "MIN_POPULATION (%L1) is above MAX_POPULATION (%2 % of the city = %L3 people): "
                                      "lower the first or raise the second." )
                                    .arg( options.minimumPopulation, 0, 'f', 0 )
                                    .arg( percent )
                                    .arg( options.maximumPopulation, 0, 'f', 0 ) );
  return options;
}

void DelineatePriorityNeighbourhoods::explain( Run &run, const Regions &regions,
                                               const std::vector<double> &smoothed ) const
{
  const auto count = []( std::size_t number ) { return static_cast<int>( number ); };
  if ( regions.droppedTooSmall > 0 )
    run.remark(
      tr( "%n part(s) were dropped for fewer than %1 cells (MIN_AREA).", nullptr, count( regions.droppedTooSmall ) )
        .arg( number( run, "MIN_AREA" ) ) );
  if ( regions.droppedPopulation > 0 )
    run.remark( tr( "%n part(s) were dropped for fewer than %1 people (MIN_POPULATION).", nullptr,
                    count( regions.droppedPopulation ) )
                  .arg( number( run, "MIN_POPULATION" ) ) );
  if ( regions.splitParts > 0 || regions.cellsShed > 0 )
    run.warn( tr( "Neighbourhoods above MAX_AREA or MAX_POPULATION were split into %1 parts; %2 of their cells, the "
                  "quietest or too large by themselves, are in none of them." )
                .arg( regions.splitParts )
                .arg( regions.cellsShed ) );
  if ( regions.droppedBeyondTarget > 0 )
    run.remark( tr( "%n neighbourhood(s) ranked below TARGET_COUNT were left out.", nullptr,
                    count( regions.droppedBeyondTarget ) ) );
  const std::size_t target = static_cast<std::size_t>( number( run, "TARGET_COUNT" ) );
  if ( !regions.regions.empty() && regions.regions.size() < target )
    run.warn( tr( "Only %1 of the %2 neighbourhoods wanted exist at this threshold: lower THRESHOLD or MIN_AREA for "
                  "more." )
                .arg( regions.regions.size() )
                .arg( target ) );
  if ( !regions.regions.empty() )
    return;
  double highest = statistics::missing;
  for ( const double value : smoothed )
    highest = std::fmax( highest, value );
  run.warn( tr( "There is no neighbourhood: the highest smoothed value is %1 and the threshold %2. Lower THRESHOLD or "
                "the least sizes." )
              .arg( highest, 0, 'f', 1 )
              .arg( number( run, "THRESHOLD" ) ) );
}

void DelineatePriorityNeighbourhoods::handOnIds( Run &run, const Areas &areas,
                                                 std::vector<Neighbourhood> &neighbourhoods ) const
{
  const std::unique_ptr<Source> previous = optionalSource( run, QStringLiteral( "PREVIOUS" ) );
  base::AreasReading reading;
  const QString chosen = text( run, "PREVIOUS_ID" );
  reading.idField = chosen.isEmpty() ? QStringLiteral( "nbhd_id" ) : chosen;
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = areas.crs;
  continuePrevious( run, previous.get(), reading, neighbourhoods );
}

void DelineatePriorityNeighbourhoods::giveNames( Run &run, const Areas &areas,
                                                 std::vector<Neighbourhood> &neighbourhoods ) const
{
  const auto source = optionalSource( run, QStringLiteral( "NAMES" ) );
  std::vector<base::PlaceName> names;
  if ( source )
    names = base::readPlaceNames( run, *source, text( run, "NAMES_FIELD" ), areas.crs );
  std::vector<QString> otherwise;
  for ( const Neighbourhood &neighbourhood : neighbourhoods )
    otherwise.push_back( tr( "Neighbourhood %1" ).arg( neighbourhood.id ) );
  const std::vector<QString> found =
    base::namesOfPlaces( outlinesOf( neighbourhoods ), names, otherwise, run.progress( 0.7, 0.8 ) );
  for ( std::size_t row = 0; row < neighbourhoods.size(); ++row )
    neighbourhoods[row].name = found[row];
}

void DelineatePriorityNeighbourhoods::noteTouchedAreas( Run &run, const Areas &areas,
                                                        std::vector<Neighbourhood> &neighbourhoods ) const
{
  const auto source = optionalSource( run, QStringLiteral( "ADMIN_AREAS" ) );
  if ( !source )
    return;
  base::AreasReading reading;
  reading.fields = QStringList{ text( run, "ADMIN_FIELD" ) };
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = areas.crs;
  const Areas admin = base::readAreas( run, *source, reading );
  const std::vector<QString> touched =
    base::touchedAreas( outlinesOf( neighbourhoods ), admin, 0, run.progress( 0.8, 0.9 ) );
  for ( std::size_t row = 0; row < neighbourhoods.size(); ++row )
    neighbourhoods[row].touches = touched[row];
}

//! \param style empty for a table
void DelineatePriorityNeighbourhoods::write( Run &run, const char *parameter, const QStringList &fields,
                                             const QString &style, const QgsCoordinateReferenceSystem &crs,
                                             const std::vector<LayerRow> &rows )
{
  base::OutputSpec spec;
  spec.parameter = QLatin1String( parameter );
  spec.fields = base::fields::list( fields );
  spec.style = style;
  if ( !style.isEmpty() )
  {
    spec.geometryType = compat::multiPolygon;
    spec.crs = crs;
  }
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( const LayerRow &row : rows )
    output->add( row.cells, row.outline );
  output->finish();
}

void DelineatePriorityNeighbourhoods::setNumbers( Run &run, const ScoredAreas &scored,
                                                  const std::vector<Neighbourhood> &neighbourhoods ) const
{
  double members = 0, squareMetres = 0, people = 0, smallestP = statistics::missing;
  for ( const Neighbourhood &each : neighbourhoods )
  {
    members += double( each.figures.cells );
    squareMetres += each.figures.area;
    people += each.figures.population;
    smallestP = std::fmin( smallestP, each.proof ? each.proof->p : statistics::missing );
  }
  run.setNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), double( neighbourhoods.size() ) );
  run.setNumber( QStringLiteral( "N_CELLS" ), members );
  if ( scored.cityPopulation() > 0 )
    run.setNumber( QStringLiteral( "POPULATION_COVERED" ), 100.0 * people / scored.cityPopulation() );
  run.setNumber( QStringLiteral( "AREA_KM2" ), squareMetres / 1e6 );
  if ( !isMissing( smallestP ) )
    run.setNumber( QStringLiteral( "SMALLEST_P" ), smallestP );
}

} // namespace communitysafety::priorityneighbourhoods
