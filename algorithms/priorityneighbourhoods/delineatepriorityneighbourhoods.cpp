// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/delineatepriorityneighbourhoods.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/overlaps.h"
#include "base/placenames.h"
#include "base/touchedareas.h"
#include "statistics/concordance.h"
#include "statistics/smoothing.h"

#include <QRegularExpression>

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
    tr( "Draws neighbourhoods round connected cells with a high index, without regard to administrative borders." ),
    tr( "priority,neighbourhood,delineate,regions,clusters,priority areas,hot spots,zones,boundary-free,contiguous" )
      .split( ',' ),
    tr( "Cells (or any areas) whose index reaches a threshold and that touch each other become one neighbourhood. "
        "Small gaps are bridged, small holes filled, specks dropped and areas too large to work in are split along "
        "their quietest cells. The neighbourhoods are ranked by their mean index.\n\n"
        "Cells are selected on the mean of each cell and its neighbours, because single cells change with the position "
        "of the grid and from year to year; the mean and the peak that are reported are those of the unsmoothed index. "
        "With a population field the mean counts people, otherwise ground.\n\n"
        "Smoothing suits areas of about the same size, such as grid cells. Where large areas lie beside small ones, "
        "one large neighbour counts as much as one small one: consider turning it off.\n\n"
        "With the previous assessment given, a neighbourhood that covers mostly the same ground keeps its id, its "
        "local name and its note; a new one gets a number that was never used before." )
  };
}

void DelineatePriorityNeighbourhoods::defineParameters()
{
  defineSelection();
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
  add( new QgsProcessingParameterEnum( QStringLiteral( "METHOD" ), tr( "Method" ),
                                       { tr( "Threshold on the smoothed index" ) }, false, 0 ),
       tr( "How cells are selected: all whose index, averaged with the neighbours, reaches the threshold." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "THRESHOLD" ), tr( "Threshold" ), compat::real, 150.0 ),
       tr( "Least value of the smoothed index, in the unit of the field. 150 = half as much again as the city; a "
           "higher value gives fewer and smaller neighbourhoods. Choose another one for scores that are not on the "
           "scale 100 = city." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "BRIDGE_CELLS" ), tr( "Widest gap that is bridged (cells)" ),
                                         compat::integer, 1, false, 0 ),
       tr( "Selected parts are joined across at most so many unselected cells. 0 never joins; large values chain "
           "separate places together." ) );
}

void DelineatePriorityNeighbourhoods::defineLimits()
{
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_AREA" ), tr( "Fewest cells" ), compat::integer, 4, false,
                                         1 ),
       tr( "Neighbourhoods of fewer cells are dropped and counted. 1 keeps every one." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MAX_AREA" ), tr( "Largest area (km², 0 = no limit)" ),
                                         compat::real, 0.0, false, 0.0 ),
       tr( "A larger neighbourhood is split along its quietest cells until every part fits." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_POPULATION" ), tr( "Smallest population" ), compat::real,
                                         0.0, false, 0.0 ),
       tr( "Neighbourhoods with fewer people are dropped and counted. 0 keeps every one, even where nobody lives." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MAX_POPULATION" ),
                                         tr( "Largest share of the city's population (%, 0 = no limit)" ), compat::real,
                                         5.0, false, 0.0, 100.0 ),
       tr( "A neighbourhood with more people is split along its quietest cells until every part fits, so that one blob "
           "in the centre does not take the whole list." ) );
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
  addInvalidGeometry();
}

void DelineatePriorityNeighbourhoods::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Priority neighbourhoods" ),
                                              compat::polygonVector ),
       tr( "One polygon per neighbourhood with id, rank, names, mean and peak index, population, area and the "
           "administrative areas it touches." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "MEMBERS" ), tr( "Member cells" ), compat::anyVector,
                                              QVariant(), true, false ),
       tr( "Optional table of the cells of each neighbourhood; those taken in as a bridge or a filled hole are "
           "marked." ) );
  addNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), tr( "Number of neighbourhoods" ) );
  addNumber( QStringLiteral( "N_CELLS" ), tr( "Number of cells in neighbourhoods" ) );
  addNumber( QStringLiteral( "POPULATION_COVERED" ), tr( "Share of the population in neighbourhoods (%)" ) );
  addNumber( QStringLiteral( "AREA_KM2" ), tr( "Area of the neighbourhoods (km²)" ) );
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

//! One neighbourhood, in the order of the ranks.
struct Neighbourhood
{
  QString id;
  QString name;
  QString localName;
  QString note;
  QString touches;
  QString previousId;
  double previousJaccard = statistics::missing;
  statistics::Region figures;
  QgsGeometry outline;
};

namespace
{

double sumOf( const std::vector<double> &numbers )
{
  return std::accumulate( numbers.begin(), numbers.end(), 0.0,
                          []( double sum, double number ) { return isMissing( number ) ? sum : sum + number; } );
}

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

QgsGeometry unionOf( const QVector<QgsGeometry> &cells )
{
  QgsGeometry outline = QgsGeometry::unaryUnion( cells );
  outline.convertGeometryCollectionToSubclass( compat::polygonGeometry );
  outline.convertToMultiType();
  return outline;
}

std::vector<Neighbourhood> neighbourhoodsOf( const Areas &areas, const Regions &regions,
                                             const statistics::Progress &progress )
{
  std::vector<QVector<QgsGeometry>> members( regions.regions.size() );
  for ( std::size_t area = 0; area < areas.size(); ++area )
    if ( regions.regionOfCell[area] > 0 )
      members[static_cast<std::size_t>( regions.regionOfCell[area] - 1 )] << areas.geometry[area];
  std::vector<Neighbourhood> neighbourhoods( members.size() );
  for ( std::size_t region = 0; region < members.size(); ++region )
  {
    statistics::report( progress, double( region ) / double( members.size() ) );
    neighbourhoods[region].figures = regions.regions[region];
    neighbourhoods[region].outline = unionOf( members[region] );
  }
  return neighbourhoods;
}

std::vector<QgsGeometry> outlinesOf( const std::vector<Neighbourhood> &neighbourhoods )
{
  std::vector<QgsGeometry> outlines;
  for ( const Neighbourhood &neighbourhood : neighbourhoods )
    outlines.push_back( neighbourhood.outline );
  return outlines;
}

//! Hands ids, local names and notes on to the neighbourhoods that continue those of \a previous.
void handOn( Run &run, const Areas &previous, const QStringList &fields, std::vector<Neighbourhood> &neighbourhoods )
{
  const std::vector<QgsGeometry> outlines = outlinesOf( neighbourhoods );
  std::vector<double> area;
  for ( const QgsGeometry &outline : outlines )
    area.push_back( outline.area() );
  std::vector<statistics::CommonGround> common;
  for ( const base::AreaOverlap &overlap : base::overlaps( outlines, previous.geometry, run.progress( 0.6, 0.7 ) ) )
    common.push_back(
      { static_cast<int>( overlap.source ) + 1, static_cast<int>( overlap.target ) + 1, overlap.area } );
  const auto matches = statistics::bestMatches( common, area, previous.squareMetres );
  for ( const statistics::RegionMatch &match : matches )
  {
    Neighbourhood &neighbourhood = neighbourhoods[static_cast<std::size_t>( match.now - 1 )];
    const auto before = static_cast<std::size_t>( match.before - 1 );
    neighbourhood.id = neighbourhood.previousId = previous.id[before];
    neighbourhood.previousJaccard = match.jaccard;
    neighbourhood.localName = base::areaText( previous, before, fields.indexOf( QStringLiteral( "local_name" ) ) );
    neighbourhood.note = base::areaText( previous, before, fields.indexOf( QStringLiteral( "note" ) ) );
  }
  run.remark( DelineatePriorityNeighbourhoods::tr(
                "Of %1 previous neighbourhoods %2 continue; %3 are gone or changed beyond recognition; %4 are new." )
                .arg( previous.size() )
                .arg( matches.size() )
                .arg( previous.size() - matches.size() )
                .arg( neighbourhoods.size() - matches.size() ) );
}

//! The highest number among ids of the form N01.
int highestNumber( const std::vector<QString> &ids )
{
  static const QRegularExpression form( QStringLiteral( "^N(\\d{1,8})$" ) );
  int highest = 0;
  for ( const QString &id : ids )
    highest = std::max( highest, form.match( id ).captured( 1 ).toInt() );
  return highest;
}

//! Only an index on the scale 100 = city can be coloured by the fixed classes of that scale.
bool isIndex( const QString &field )
{
  return field.startsWith( QLatin1String( "idx" ), Qt::CaseInsensitive ) ||
         field.endsWith( QLatin1String( "_i" ), Qt::CaseInsensitive );
}

} // namespace

double DelineatePriorityNeighbourhoods::ScoredAreas::cityPopulation() const { return sumOf( population ); }

QString DelineatePriorityNeighbourhoods::scoreField( const Run &run ) const
{
  const QString chosen = text( run, "FIELD" );
  return chosen.isEmpty() ? QStringLiteral( "idx" ) : chosen;
}

void DelineatePriorityNeighbourhoods::process( Run &run )
{
  const ScoredAreas scored = readScoredAreas( run );
  const Areas &areas = scored.areas;
  const statistics::Neighbours neighbours = base::touchingNeighbours( areas, run.progress( 0.2, 0.5 ) );
  warnWhenNothingTouches( run, neighbours, scored.layer );
  const bool smooth = parameterAsBool( run.parameters(), QStringLiteral( "SMOOTH" ), run.context() );
  const std::vector<double> smoothed = smooth ? statistics::meanOfNeighbours( scored.score, neighbours ) : scored.score;

  const statistics::RegionCells cells{ smoothed, scored.score, scored.population, areas.squareMetres, neighbours, {} };
  const Regions regions = statistics::findRegions( cells, regionOptions( run, scored ) );
  explain( run, regions, smoothed );

  std::vector<Neighbourhood> neighbourhoods = neighbourhoodsOf( areas, regions, run.progress( 0.5, 0.6 ) );
  continuePrevious( run, areas, neighbourhoods );
  giveNames( run, areas, neighbourhoods );
  noteTouchedAreas( run, areas, neighbourhoods );

  writeNeighbourhoods( run, areas, neighbourhoods );
  writeMembers( run, scored, smoothed, regions, neighbourhoods );
  setNumbers( run, scored, regions );
}

DelineatePriorityNeighbourhoods::ScoredAreas DelineatePriorityNeighbourhoods::readScoredAreas( Run &run ) const
{
  const Source input = source( run, QStringLiteral( "INPUT" ) );
  const QString field = scoreField( run );
  QString population = text( run, "POPULATION" );
  if ( population.isEmpty() && input.fields().lookupField( QStringLiteral( "pop" ) ) >= 0 )
    population = QStringLiteral( "pop" );

  base::AreasReading reading;
  reading.idField = base::areaIdField( run, input, text( run, "AREA_ID" ) );
  reading.fields = population.isEmpty() ? QStringList{ field } : QStringList{ field, population };
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

void DelineatePriorityNeighbourhoods::continuePrevious( Run &run, const Areas &areas,
                                                        std::vector<Neighbourhood> &neighbourhoods ) const
{
  int lastNumber = 0;
  if ( const auto source = optionalSource( run, QStringLiteral( "PREVIOUS" ) ) )
  {
    base::AreasReading reading;
    const QString chosen = text( run, "PREVIOUS_ID" );
    reading.idField = chosen.isEmpty() ? QStringLiteral( "nbhd_id" ) : chosen;
    for ( const QString &kept : { QStringLiteral( "local_name" ), QStringLiteral( "note" ) } )
      if ( source->fields().lookupField( kept ) >= 0 )
        reading.fields << kept;
    reading.invalidGeometry = invalidGeometry( run );
    reading.crs = areas.crs;
    Areas previous = base::readAreas( run, *source, reading );
    base::sortById( previous );
    lastNumber = highestNumber( previous.id );
    handOn( run, previous, reading.fields, neighbourhoods );
  }
  for ( Neighbourhood &neighbourhood : neighbourhoods )
    if ( neighbourhood.id.isEmpty() )
      neighbourhood.id = QStringLiteral( "N%1" ).arg( ++lastNumber, 2, 10, QLatin1Char( '0' ) );
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

void DelineatePriorityNeighbourhoods::writeNeighbourhoods( Run &run, const Areas &areas,
                                                           const std::vector<Neighbourhood> &neighbourhoods )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( { "nbhd_id", "rank", "name", "local_name", "note", "idx", "peak", "pop", "cells",
                                      "area_km2", "touches", "prev_id", "prev_jacc" } );
  spec.geometryType = compat::multiPolygon;
  spec.crs = areas.crs;
  spec.style = isIndex( scoreField( run ) ) ? QStringLiteral( "delineatepriorityneighbourhoods_output_index" )
                                            : QStringLiteral( "delineatepriorityneighbourhoods_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  int rank = 0;
  for ( const Neighbourhood &each : neighbourhoods )
    output->add( { each.id, ++rank, each.name, each.localName, each.note, base::orNull( each.figures.meanScore ),
                   base::orNull( each.figures.peakScore ), base::orNull( each.figures.population ),
                   static_cast<qlonglong>( each.figures.cells ), each.figures.area / 1e6, each.touches, each.previousId,
                   base::orNull( each.previousJaccard ) },
                 each.outline );
  output->finish();
}

void DelineatePriorityNeighbourhoods::writeMembers( Run &run, const ScoredAreas &scored,
                                                    const std::vector<double> &smoothed, const Regions &regions,
                                                    const std::vector<Neighbourhood> &neighbourhoods )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "MEMBERS" );
  spec.fields = base::fields::list( { "nbhd_id", "area_id", "idx", "idx_smooth", "bridge" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  std::vector<std::size_t> members;
  for ( std::size_t area = 0; area < scored.areas.size(); ++area )
    if ( regions.regionOfCell[area] > 0 )
      members.push_back( area );
  std::stable_sort( members.begin(), members.end(),
                    [&regions]( std::size_t a, std::size_t b )
                    { return regions.regionOfCell[a] < regions.regionOfCell[b]; } );
  for ( const std::size_t area : members )
    output->add( { neighbourhoods[static_cast<std::size_t>( regions.regionOfCell[area] - 1 )].id, scored.areas.id[area],
                   base::orNull( scored.score[area] ), base::orNull( smoothed[area] ),
                   regions.isBridge[area] ? 1 : 0 } );
  output->finish();
}

void DelineatePriorityNeighbourhoods::setNumbers( Run &run, const ScoredAreas &scored, const Regions &regions ) const
{
  double members = 0, squareMetres = 0, people = 0;
  for ( const statistics::Region &region : regions.regions )
  {
    members += double( region.cells );
    squareMetres += region.area;
    people += region.population;
  }
  run.setNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), double( regions.regions.size() ) );
  run.setNumber( QStringLiteral( "N_CELLS" ), members );
  if ( scored.cityPopulation() > 0 )
    run.setNumber( QStringLiteral( "POPULATION_COVERED" ), 100.0 * people / scored.cityPopulation() );
  run.setNumber( QStringLiteral( "AREA_KM2" ), squareMetres / 1e6 );
  run.setNumber( QStringLiteral( "THRESHOLD_USED" ), number( run, "THRESHOLD" ) );
  run.setNumber( QStringLiteral( "N_DROPPED_SMALL" ), double( regions.droppedTooSmall + regions.droppedPopulation ) );
  run.setNumber( QStringLiteral( "N_DROPPED_TARGET" ), double( regions.droppedBeyondTarget ) );
  run.setNumber( QStringLiteral( "N_SPLIT" ), double( regions.splitParts ) );
}

} // namespace communitysafety::priorityneighbourhoods
