// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/delineatepriorityneighbourhoods.h"

#include "base/fields.h"
#include "base/placenames.h"
#include "base/touchedareas.h"
#include "priorityneighbourhoods/candidatemethod.h"
#include "priorityneighbourhoods/continuity.h"
#include "priorityneighbourhoods/evidencemethod.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::Areas;
using base::Run;
using base::Source;
using statistics::isMissing;

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
      "Outlines run along the edges of the cells. With streets or the edges of census areas given (SNAP_TO), they "
      "follow those where they run near by; the members and all figures stay those of the cells, and how much of the "
      "outline changes is told for each neighbourhood.\n\n"
      "With the previous assessment given, a neighbourhood that covers mostly the same ground keeps its id, its "
      "local name and its note; a new one gets a number that was never used before." )
  };
}

void DelineatePriorityNeighbourhoods::defineParameters()
{
  defineScores();
  defineMethod();
  defineEvidence();
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "CANDIDATES" ), tr( "Candidates of your own" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "For that method: outlines that were drawn without looking at these data. A cell belongs to the first that "
           "holds its centre." ) );
  defineSearch();
  defineSizes();
  defineContext();
  defineSnapping();
  defineDetails();
  defineOutputs();
}

void DelineatePriorityNeighbourhoods::defineMethod()
{
  add(
    new QgsProcessingParameterEnum(
      QStringLiteral( "METHOD" ), tr( "Method" ),
      { tr( "Threshold on the smoothed index" ), tr( "Evidence scan" ), tr( "Candidates of your own" ) }, false, 0 ),
    tr( "How neighbourhoods come about: from a threshold, by a search for the strongest evidence with a test of each, "
        "or from outlines that are given." ) );
  add(
    new QgsProcessingParameterNumber( QStringLiteral( "THRESHOLD" ), tr( "Threshold" ), compat::real, 150.0 ),
    tr( "Threshold method: least value of the smoothed index, in the unit of the field. 150 = half as much again as "
        "the city; a higher value gives fewer and smaller neighbourhoods. Choose another one for scores that are not "
        "on the scale 100 = city." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "BRIDGE_CELLS" ), tr( "Widest gap that is bridged (cells)" ),
                                         compat::integer, 1, false, 0 ),
       tr( "Threshold method: selected parts are joined across at most so many unselected cells. 0 never joins; large "
           "values chain separate places together." ) );
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
}

void DelineatePriorityNeighbourhoods::defineSnapping()
{
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "SNAP_TO" ), tr( "Lines that outlines follow" ),
                                             { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
    tr( "Optional streets, or census areas whose edges are followed. An outline goes along such a line where it runs "
        "near by for long enough to pay. Members, figures and zones stay those of the cells." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "SNAP_DISTANCE" ),
                                         tr( "Farthest line that is followed (m, 0 = a quarter of a cell)" ),
                                         compat::real, 0.0, false, 0.0 ),
       tr( "An outline moves by no more than this; it has to be less than half the side of a cell." ) );
}

void DelineatePriorityNeighbourhoods::defineDetails()
{
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "PREVIOUS_ID" ), tr( "Field with the previous ids" ),
                                                QVariant(), QStringLiteral( "PREVIOUS" ), compat::anyField, false,
                                                true ),
               tr( "Only where it is not called ‘nbhd_id’." ) );
  defineCellId();
  addAdvanced(
    new QgsProcessingParameterBoolean( QStringLiteral( "SMOOTH" ), tr( "Average with the neighbours" ), true ),
    tr(
      "Threshold method: select on the mean of each cell and the cells that touch it. Without it single cells decide, "
      "and the result depends strongly on where the grid lies." ) );
  defineRandomMaps();
  defineResamples();
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "SQUARE_CELLS" ), tr( "Cells along the side of a square" ),
                                      compat::integer, 1, false, 1, 8 ),
    tr( "Evidence scan on square cells: with 2 or more, the search is made in squares of so many cells a side, laid "
        "from every cell in turn, and a cell belongs where at least half of these searches agree. The outline then "
        "hardly depends on where the grid begins. Cells of 50 m with 2 take about twice as long as cells of 100 m "
        "with 1." ) );
  defineSeed();
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "SNAP_LOSS" ), tr( "Most that an outline may lose to lines (%)" ),
                                      compat::real, 20.0, false, 0.0, 100.0 ),
    tr( "A neighbourhood whose outline along the lines and that of its cells differ by more (100 % - Jaccard) "
        "keeps that of its cells; the log names it." ) );
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
  addNumber(
    QStringLiteral( "N_RECORDED_ELSEWHERE" ),
    tr( "Number of areas whose incidents seem to be recorded next door; with SQUARE_CELLS above 1, of squares, "
        "the largest number that is seen from one origin" ) );
  addNumber( QStringLiteral( "N_DROPPED_SMALL" ), tr( "Number of parts dropped as too small" ) );
  addNumber( QStringLiteral( "N_DROPPED_TARGET" ), tr( "Number of neighbourhoods beyond the number wanted" ) );
  addNumber( QStringLiteral( "N_SPLIT" ), tr( "Number of parts that came from splitting" ) );
  addNumber( QStringLiteral( "N_SNAPPED" ), tr( "Number of outlines that follow the lines" ) );
  addNumber( QStringLiteral( "SNAP_JACCARD" ), tr( "Lowest overlap of such an outline with its cells (Jaccard)" ) );
}

void DelineatePriorityNeighbourhoods::prepare( Run &run )
{
  requireTargetCount( run );
  const std::pair<const char *, const char *> fieldsOfLayers[] = { { "NAMES", "NAMES_FIELD" },
                                                                   { "ADMIN_AREAS", "ADMIN_FIELD" } };
  for ( const auto &[layer, field] : fieldsOfLayers )
    if ( const auto given = optionalSource( run, QLatin1String( layer ) ); given && text( run, field ).isEmpty() )
      throw QgsProcessingException( tr( "%1 is empty: choose the field that holds the names of ‘%2’." )
                                      .arg( QLatin1String( field ), given->name() ) );
}

void DelineatePriorityNeighbourhoods::process( Run &run )
{
  const ScoredAreas scored = readScores( run );
  SnapOptions snap{ 0, number( run, "SNAP_LOSS" ) / 100 };
  const auto lines = optionalSource( run, QStringLiteral( "SNAP_TO" ) );
  if ( lines )
    snap.distance = snapDistance( scored, number( run, "SNAP_DISTANCE" ) );

  ThresholdNeighbourhoods found;
  switch ( method( run ) )
  {
  case Method::threshold:
    found = byThreshold( run, scored );
    break;
  case Method::evidence:
    found.neighbourhoods = byEvidence( run, scored );
    break;
  case Method::candidates:
    found.neighbourhoods = byCandidates( run, scored );
    break;
  }
  if ( lines )
    snapNeighbourhoods( run, *lines, scored, snap, found.neighbourhoods );
  handOnIds( run, scored.areas, found.neighbourhoods );
  if ( lines )
    tellSnapped( run, snap, found.neighbourhoods );
  giveNames( run, scored.areas, found.neighbourhoods );
  noteTouchedAreas( run, scored.areas, found.neighbourhoods );
  writeLayers( run, scored, found );
  setNumbers( run, scored, found.neighbourhoods );
}

DelineatePriorityNeighbourhoods::Method DelineatePriorityNeighbourhoods::method( const Run &run ) const
{
  return static_cast<Method>( choice( run, "METHOD" ) );
}

ThresholdNeighbourhoods DelineatePriorityNeighbourhoods::byThreshold( Run &run, const ScoredAreas &scored ) const
{
  statistics::RegionOptions options = sizeLimits( run, scored );
  options.threshold = number( run, "THRESHOLD" );
  options.bridgeSteps = static_cast<std::size_t>( number( run, "BRIDGE_CELLS" ) );
  return neighbourhoodsByThreshold( run, scored, options, isTicked( run, "SMOOTH" ) );
}

std::vector<Neighbourhood> DelineatePriorityNeighbourhoods::byEvidence( Run &run, const ScoredAreas &scored ) const
{
  statistics::ScanSupport map = support( run, scored );
  const std::vector<base::EvidenceStream> streams = evidence( run, scored, map.borders );
  EvidenceSearch search;
  search.scan = scanOptions( run, scored, map );
  search.scan.resamples = static_cast<std::size_t>( number( run, "RESAMPLES" ) );
  search.minimumCells = static_cast<std::size_t>( number( run, "MIN_AREA" ) );
  search.minimumPopulation = number( run, "MIN_POPULATION" );
  search.squareSide = static_cast<std::size_t>( number( run, "SQUARE_CELLS" ) );
  if ( search.squareSide > 1 && map.layout != statistics::ScanLayout::squareGrid )
    throw QgsProcessingException(
      tr( "SQUARE_CELLS is %1, but the areas of ‘%2’ are no cells of a square grid: set it to 1." )
        .arg( search.squareSide )
        .arg( scored.layer ) );
  const bool isCounted = std::any_of( streams.begin(), streams.end(),
                                      []( const base::EvidenceStream &stream )
                                      { return stream.model == statistics::StreamModel::poisson; } );
  if ( !isCounted && hasIndex( run ) )
    search.minimumScore = number( run, "MIN_RELATIVE_RISK" ) * centre( run, scored );
  return neighbourhoodsByEvidence( run, scored, map, streams, search );
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
  const statistics::ScanSupport map = support( run, scored );
  statistics::CandidateTestOptions options;
  options.nullMaps = static_cast<std::size_t>( number( run, "NULL_MAPS" ) );
  options.seed = static_cast<std::uint64_t>( number( run, "SEED" ) );
  return testedCandidates( run, scored, outlines, map.borders, evidence( run, scored, map.borders ), options,
                           static_cast<std::size_t>( number( run, "TARGET_COUNT" ) ) );
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

void DelineatePriorityNeighbourhoods::writeLayers( Run &run, const ScoredAreas &scored,
                                                   const ThresholdNeighbourhoods &found )
{
  const NeighbourhoodColumns columns{ method( run ) != Method::threshold, isGiven( run.parameters(), "SNAP_TO" ) };
  write( run, "OUTPUT", neighbourhoodFields( columns ),
         hasIndex( run ) ? QStringLiteral( "delineatepriorityneighbourhoods_output_index" )
                         : QStringLiteral( "delineatepriorityneighbourhoods_output" ),
         scored.areas.crs, neighbourhoodRows( found.neighbourhoods, columns ) );
  write( run, "ZONES", zoneFields(), QStringLiteral( "delineatepriorityneighbourhoods_zones" ), scored.areas.crs,
         zoneRows( scored, found.neighbourhoods ) );
  write( run, "MEMBERS", memberFields( columns.proof ), QString(), {},
         memberRows( scored, found.smoothed, found.neighbourhoods ) );
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
