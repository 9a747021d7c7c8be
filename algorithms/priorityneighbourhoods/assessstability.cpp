// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/assessstability.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "base/overlaps.h"
#include "base/stabilityreport.h"
#include "base/strictparse.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using base::Source;
using statistics::isMissing;
using statistics::missing;
using statistics::RegionPlaces;
using statistics::StabilityChange;
using statistics::StabilityRun;
using statistics::StabilitySummary;

namespace
{

constexpr int fewestRuns = 20;

} // namespace

base::Identity AssessStability::identity() const
{
  return {
    QStringLiteral( "assessstability" ),
    tr( "Assess stability of neighbourhoods" ),
    QStringLiteral( "priorityneighbourhoods" ),
    tr( "Says how far priority neighbourhoods would be others if the data or the settings were slightly different." ),
    tr( "stability,robustness,sensitivity,bootstrap,resampling,split half,uncertainty,Jaccard,modifiable areal unit "
        "problem,MAUP,grid origin,priority neighbourhoods,cluster validation,reliability" )
      .split( ',' ),
    tr(
      "Repeats the evidence scan of Delineate priority neighbourhoods with something changed, and holds what it finds "
      "against the neighbourhoods. They are found first with the same settings, or are outlines that are given.\n\n"
      "Drawn anew: the map is resampled from itself, each incident once, more often or not at all; incidents that "
      "repeat go together. Halves: every incident goes to one of two halves by the toss of a coin; each is held "
      "against the neighbourhoods, and both against each other. Price of the outline: a quarter lower and a quarter "
      "higher. Cells elsewhere: the same records in cells of another origin, which have to be made first (Create "
      "analysis grid with SHIFT_X and SHIFT_Y, then the same steps as for the map itself).\n\n"
      "The overlap is the Jaccard index: ground in common ÷ ground of either, 1 = the same, 0 = not found again "
      "(below 0.3). Each neighbourhood is called firm (0.85 and more), stable (0.75 to 0.85), one with an uncertain "
      "edge (0.6 to 0.75) or uncertain, by the lowest median of the changes that keep all the data. Halves show less, "
      "having half of the evidence, and are told apart.\n\n"
      "Takes as long as some hundreds of searches of the map: minutes for a city of 200 m cells. Fewer runs are "
      "faster and know the lowest 5 % less well. Records that are wrong or incomplete in the same way every time do "
      "not show here." )
  };
}

void AssessStability::defineParameters()
{
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  defineScores();
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "NEIGHBOURHOODS" ), tr( "Neighbourhoods to assess" ),
                                                polygons, QVariant(), true ),
       tr( "Optional outlines, found earlier or drawn by hand. When empty, neighbourhoods are found first with the "
           "settings below. A cell belongs to the first outline that holds its centre." ) );
  defineEvidence();
  defineSearch();
  defineSizes();
  add( new QgsProcessingParameterNumber( QStringLiteral( "RUNS" ), tr( "Runs" ), compat::integer, 50, false, 1, 9999 ),
       tr( "How often the map is drawn anew, and how often it is halved; at least 20. 100 tells shares to 0.05." ) );
  add( new QgsProcessingParameterMultipleLayers( QStringLiteral( "SHIFTED" ), tr( "Maps with shifted cells" ),
                                                 compat::polygonVector, QVariant(), true ),
       tr( "Optional layers made as INPUT (for themes and indicators: as the indicator layer) in cells of another "
           "origin, for instance half a cell to the east, to the north, and both. Without them it is not assessed how "
           "much depends on where the grid lies." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "NEIGHBOURHOOD_ID" ),
                                                tr( "Field with the ids of the outlines" ), QVariant(),
                                                QStringLiteral( "NEIGHBOURHOODS" ), compat::anyField, false, true ),
               tr( "When empty: nbhd_id or area_id, or else the number of the feature." ) );
  defineCellId();
  defineRandomMaps();
  defineSeed();
  addInvalidGeometry();
  defineOutputs();
}

void AssessStability::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Stability of neighbourhoods" ),
                                              compat::polygonVector ),
       tr( "The neighbourhoods with their stability in words, overlaps and shares by what was changed, and the range "
           "of their ranks." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "CELLS" ), tr( "How often each cell belongs" ),
                                              compat::polygonVector, QVariant(), true, false ),
       tr( "Optional: all cells, with the share of the runs in which they belong to a neighbourhood." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "TABLE" ), tr( "Stability by what was changed" ),
                                              compat::anyVector, QVariant(), true, false ),
       tr( "Optional table with a row for each neighbourhood, and for all together, and each kind of change." ) );
  addReport( tr( "Optional page with the stability of each neighbourhood in words, charts, and how to read them." ) );
  addNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), tr( "Number of neighbourhoods" ) );
  addNumber( QStringLiteral( "N_RUNS" ), tr( "Number of searches that were held against them" ) );
  addNumber( QStringLiteral( "N_FIRM_OR_STABLE" ), tr( "Number of firm or stable neighbourhoods" ) );
  addNumber( QStringLiteral( "JACCARD_AS_IS" ), tr( "Overlap with what the search finds as it is" ) );
  addNumber( QStringLiteral( "JACCARD_BOOTSTRAP" ), tr( "Overlap when drawn anew, all together (median)" ) );
  addNumber( QStringLiteral( "JACCARD_HALF" ), tr( "Overlap with half of the incidents, all together (median)" ) );
  addNumber( QStringLiteral( "JACCARD_HALVES" ), tr( "Overlap of the two halves, all together (median)" ) );
  addNumber( QStringLiteral( "JACCARD_PENALTY" ), tr( "Overlap at other prices, all together (median)" ) );
  addNumber( QStringLiteral( "JACCARD_SHIFT" ), tr( "Overlap in shifted cells, all together (median)" ) );
}

void AssessStability::prepare( Run &run )
{
  requireTargetCount( run );
  if ( number( run, "RUNS" ) < fewestRuns )
    throw QgsProcessingException( tr( "RUNS is %1: give at least %2, since 5 % of fewer runs is less than one run." )
                                    .arg( number( run, "RUNS" ) )
                                    .arg( fewestRuns ) );
  if ( isGiven( run.parameters(), "SHIFTED" ) )
    mShifted = layerSources( run, QStringLiteral( "SHIFTED" ) );
  const bool isCounted = static_cast<ScanOn>( choice( run, "SCAN_ON" ) ) != ScanOn::compositeIndex;
  if ( !mShifted.empty() && isCounted &&
       static_cast<base::Baseline>( choice( run, "BASELINE" ) ) == base::Baseline::earlierYears )
    throw QgsProcessingException( tr( "SHIFTED does not go together with BASELINE earlier years, which LONG has for "
                                      "the cells of the map alone: leave SHIFTED empty or take another baseline." ) );
}

void AssessStability::process( Run &run )
{
  const ScoredAreas scored = readScores( run );
  if ( scored.areas.size() < 2 )
    throw QgsProcessingException(
      tr( "‘%1’ has a single area, so that no place can stand out: give the cells of a whole city." )
        .arg( scored.layer ) );
  const SearchedMap map = searchedMap( run, scored );
  const std::vector<statistics::ScanStream> views = base::viewsOf( map.streams );
  const std::unique_ptr<Source> outlines = optionalSource( run, QStringLiteral( "NEIGHBOURHOODS" ) );
  std::vector<Neighbourhood> neighbourhoods;
  if ( outlines )
    neighbourhoods = givenNeighbourhoods( run, scored, *outlines );
  const statistics::FamilyChoice choice =
    statistics::calibrateFamilies( map.support, views, map.options.scan, run.progress( 0.2, 0.35 ) );
  if ( !outlines )
    neighbourhoods = foundNeighbourhoods( run, scored, map, choice );

  std::vector<RegionPlaces> regions;
  for ( const Neighbourhood &each : neighbourhoods )
    regions.emplace_back( each.members.begin(), each.members.end() );
  std::vector<StabilityRun> runs =
    statistics::rerunChanged( map.support, views, regions, map.options, choice, run.progress( 0.38, 0.85 ) );
  addShiftedRuns( run, scored, map, neighbourhoods, runs );

  tell( run, neighbourhoods, runs );
  writeNeighbourhoods( run, scored, neighbourhoods, runs );
  writeCells( run, scored, neighbourhoods, runs );
  writeTable( run, neighbourhoods, runs );
  if ( !wantsReport( run ) )
    return;
  QStringList names;
  for ( const Neighbourhood &each : neighbourhoods )
    names << ( each.name.isEmpty() ? each.id : each.name );
  writeReport( run, base::reportOnStability( { names, runs, outlines != nullptr, map.options.penaltyChange } ) );
}

namespace
{

//! What a neighbourhood has at least, apart from what the search itself asks for.
struct Least
{
  std::size_t cells = 1;
  double people = 0;
  //! Of the mean score, which stands in for the relative risk where there are no counts; missing = any.
  double score = missing;
};

double sumOf( const std::vector<double> &values, const RegionPlaces &places )
{
  double sum = 0;
  for ( const std::uint32_t place : places )
    sum += isMissing( values[place] ) ? 0 : values[place];
  return sum;
}

//! The mean score of \a places when each is as much higher or lower as the \a changed deviation is than it \a was.
double changedScore( const ScoredAreas &scored, const std::vector<double> &was, statistics::Column changed,
                     const RegionPlaces &places )
{
  std::vector<double> score, people, area;
  std::vector<std::size_t> members( places.size() );
  std::iota( members.begin(), members.end(), std::size_t( 0 ) );
  for ( const std::uint32_t place : places )
  {
    const double change = changed[place] - was[place];
    score.push_back( scored.score[place] + ( isMissing( change ) ? 0 : change ) );
    area.push_back( scored.areas.squareMetres[place] );
    if ( !scored.population.empty() )
      people.push_back( scored.population[place] );
  }
  const statistics::Neighbours none;
  return statistics::describeRegion( { score, score, people, area, none, {} }, members ).meanScore;
}

} // namespace

statistics::StabilityOptions AssessStability::stabilityOptions( Run &run, const ScoredAreas &scored,
                                                                const std::vector<base::EvidenceStream> &streams,
                                                                statistics::ScanSupport &support ) const
{
  statistics::StabilityOptions options;
  options.scan = scanOptions( run, scored, support );
  options.runs = static_cast<std::size_t>( number( run, "RUNS" ) );
  Least least{ static_cast<std::size_t>( number( run, "MIN_AREA" ) ), number( run, "MIN_POPULATION" ), missing };
  if ( hasIndex( run ) && static_cast<ScanOn>( choice( run, "SCAN_ON" ) ) == ScanOn::compositeIndex )
    least.score = number( run, "MIN_RELATIVE_RISK" ) * centre( run, scored );
  options.scan.counts = [&scored, was = streams.front().observed,
                         least]( const std::vector<statistics::ScanStream> &changed, const RegionPlaces &places )
  {
    if ( places.size() < least.cells || ( least.people > 0 && sumOf( scored.population, places ) < least.people ) )
      return false;
    return isMissing( least.score ) || changedScore( scored, was, changed.front().observed, places ) >= least.score;
  };
  return options;
}

AssessStability::SearchedMap AssessStability::searchedMap( Run &run, const ScoredAreas &scored ) const
{
  SearchedMap map;
  map.support = support( run, scored );
  map.streams = evidence( run, scored, map.support.borders );
  map.options = stabilityOptions( run, scored, map.streams, map.support );
  return map;
}

namespace
{

//! Those of \a fields that the layer has.
QStringList fieldsIfThere( const Source &layer, const QStringList &fields )
{
  QStringList there;
  for ( const QString &field : fields )
    if ( layer.fields().lookupField( field ) >= 0 )
      there << field;
  return there;
}

//! Rows of \a outlines with cells, by the field rank, those without one last, else in the order of their ids.
std::vector<std::size_t> rankedRows( const base::Areas &outlines, int rankAttribute,
                                     const std::vector<std::vector<std::size_t>> &members )
{
  std::vector<std::size_t> rows;
  for ( std::size_t row = 0; row < outlines.size(); ++row )
    if ( !members[row].empty() )
      rows.push_back( row );
  if ( rankAttribute < 0 )
    return rows;
  const auto rankOf = [&]( std::size_t row )
  {
    const double rank = base::parseNumber( outlines.attributes[row].at( rankAttribute ) ).value;
    return statistics::isMissing( rank ) ? std::numeric_limits<double>::infinity() : rank;
  };
  std::stable_sort( rows.begin(), rows.end(),
                    [&]( std::size_t a, std::size_t b ) { return rankOf( a ) < rankOf( b ); } );
  return rows;
}

} // namespace

std::vector<Neighbourhood> AssessStability::givenNeighbourhoods( Run &run, const ScoredAreas &scored,
                                                                 const Source &outlines ) const
{
  base::AreasReading reading;
  reading.idField = base::areaIdField( run, outlines, text( run, "NEIGHBOURHOOD_ID" ),
                                       { QStringLiteral( "nbhd_id" ), QStringLiteral( "area_id" ) } );
  reading.fields = fieldsIfThere( outlines, { QStringLiteral( "rank" ), QStringLiteral( "name" ) } );
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = scored.areas.crs;
  base::Areas areas = base::readAreas( run, outlines, reading );
  base::sortById( areas );
  const std::vector<std::vector<std::size_t>> cells = areasWithin( scored.areas, areas );
  const std::vector<std::size_t> rows = rankedRows( areas, reading.fields.indexOf( QStringLiteral( "rank" ) ), cells );
  if ( rows.empty() )
    throw QgsProcessingException(
      tr( "No outline of ‘%1’ holds the centre of a cell of ‘%2’: give neighbourhoods of the same city." )
        .arg( outlines.name(), scored.layer ) );
  if ( rows.size() < areas.size() )
    run.warn( tr( "%n outline(s) of ‘%1’ hold the centre of no cell, or share it with one before them, and are left "
                  "out.",
                  nullptr, int( areas.size() - rows.size() ) )
                .arg( outlines.name() ) );
  std::vector<std::vector<std::size_t>> members;
  for ( const std::size_t row : rows )
    members.push_back( cells[row] );
  std::vector<Neighbourhood> neighbourhoods = neighbourhoodsOf( scored, members, run.progress( 0.2, 0.2 ) );
  const int name = reading.fields.indexOf( QStringLiteral( "name" ) );
  for ( std::size_t each = 0; each < rows.size(); ++each )
  {
    neighbourhoods[each].id = areas.id[rows[each]];
    neighbourhoods[each].name = base::areaText( areas, rows[each], name );
  }
  return neighbourhoods;
}

std::vector<Neighbourhood> AssessStability::foundNeighbourhoods( Run &run, const ScoredAreas &scored,
                                                                 const SearchedMap &map,
                                                                 const statistics::FamilyChoice &choice ) const
{
  const std::vector<statistics::ScanStream> views = base::viewsOf( map.streams );
  std::vector<std::vector<std::size_t>> members;
  for ( const RegionPlaces &region :
        statistics::searchRegions( map.support, views, map.options.scan, choice, run.progress( 0.35, 0.37 ) ) )
    members.emplace_back( region.begin(), region.end() );
  if ( members.empty() )
    throw QgsProcessingException(
      tr( "No neighbourhood stands out from chance with at least %1 times what is expected, so that there is nothing "
          "to assess: lower MIN_RELATIVE_RISK or MIN_AREA, raise SIGNIFICANCE, or give outlines as NEIGHBOURHOODS." )
        .arg( number( run, "MIN_RELATIVE_RISK" ) ) );
  std::vector<Neighbourhood> neighbourhoods = neighbourhoodsOf( scored, members, run.progress( 0.37, 0.38 ) );
  for ( std::size_t each = 0; each < neighbourhoods.size(); ++each )
    neighbourhoods[each].id = QStringLiteral( "N%1" ).arg( each + 1, 2, 10, QLatin1Char( '0' ) );
  return neighbourhoods;
}

MapReading AssessStability::mapReading( Run &run, const Source *recipe ) const
{
  MapReading reading;
  reading.scanOn = static_cast<ScanOn>( choice( run, "SCAN_ON" ) );
  reading.baseline = static_cast<base::Baseline>( choice( run, "BASELINE" ) );
  reading.scoreField = scoreField( run );
  reading.populationField = populationField( run, source( run, QStringLiteral( "INPUT" ) ) );
  reading.invalidGeometry = invalidGeometry( run );
  reading.recipe = recipe;
  return reading;
}

namespace
{

//! By ground, since the cells of the two lists are not the same.
statistics::RegionOverlaps groundInCommon( const std::vector<QgsGeometry> &first,
                                           const std::vector<QgsGeometry> &second,
                                           const statistics::Progress &progress )
{
  statistics::RegionOverlaps overlaps;
  for ( const QgsGeometry &outline : first )
    overlaps.first.push_back( outline.area() );
  for ( const QgsGeometry &outline : second )
    overlaps.second.push_back( outline.area() );
  overlaps.common.assign( first.size(), std::vector<double>( second.size(), 0.0 ) );
  for ( const base::AreaOverlap &pair : base::overlaps( first, second, progress ) )
    overlaps.common[pair.source][pair.target] = pair.area;
  return overlaps;
}

//! The cells of \a areas that \a outlines cover, with the part of each that they do.
std::vector<statistics::PlaceMembership>
coveredCells( const base::Areas &areas, const std::vector<QgsGeometry> &outlines, const statistics::Progress &progress )
{
  std::vector<statistics::PlaceMembership> covered;
  for ( const base::AreaOverlap &pair : base::overlaps( areas.geometry, outlines, progress ) )
  {
    const auto cell = static_cast<std::uint32_t>( pair.source );
    if ( covered.empty() || covered.back().place != cell )
      covered.push_back( { cell, 0 } );
    covered.back().share = std::min( 1.0, covered.back().share + pair.share );
  }
  return covered;
}

} // namespace

StabilityRun AssessStability::shiftedRun( Run &run, const ScoredAreas &scored, const SearchedMap &map,
                                          const std::vector<Neighbourhood> &neighbourhoods, const ShiftedMap &shifted,
                                          const statistics::Progress &progress ) const
{
  const ScoredAreas &cells = shifted.scored();
  statistics::ScanSupport ground = support( run, cells );
  const std::vector<base::EvidenceStream> streams =
    shifted.evidence( run, centre( run, cells ), ground.borders, map.streams );
  const statistics::StabilityOptions options = stabilityOptions( run, cells, streams, ground );
  const std::vector<statistics::ScanStream> views = base::viewsOf( streams );
  const statistics::FamilyChoice choice =
    statistics::calibrateFamilies( ground, views, options.scan, statistics::slice( progress, 0, 0.8 ) );
  std::vector<std::vector<std::size_t>> members;
  for ( const RegionPlaces &region :
        statistics::searchRegions( ground, views, options.scan, choice, statistics::slice( progress, 0.8, 0.9 ) ) )
    members.emplace_back( region.begin(), region.end() );
  const std::vector<QgsGeometry> found =
    outlinesOf( neighbourhoodsOf( cells, members, statistics::slice( progress, 0.9, 0.92 ) ) );
  StabilityRun result = statistics::heldAgainst(
    StabilityChange::originShift,
    groundInCommon( outlinesOf( neighbourhoods ), found, statistics::slice( progress, 0.92, 0.94 ) ) );
  result.covered = coveredCells( scored.areas, found, statistics::slice( progress, 0.94, 1 ) );
  return result;
}

void AssessStability::addShiftedRuns( Run &run, const ScoredAreas &scored, const SearchedMap &map,
                                      const std::vector<Neighbourhood> &neighbourhoods,
                                      std::vector<StabilityRun> &runs ) const
{
  const std::unique_ptr<Source> recipe = optionalSource( run, QStringLiteral( "RECIPE" ) );
  const MapReading reading = mapReading( run, recipe.get() );
  for ( std::size_t each = 0; each < mShifted.size(); ++each )
  {
    const ShiftedMap shifted( run, mShifted[each], reading, scored.areas.crs );
    if ( !liesElsewhere( shifted.scored().areas, scored.areas ) )
      throw QgsProcessingException( tr( "The cells of ‘%1’ (SHIFTED) lie where those of ‘%2’ lie: make a grid with "
                                        "SHIFT_X or SHIFT_Y and build the map in its cells." )
                                      .arg( mShifted[each].name(), scored.layer ) );
    const double from = 0.85 + 0.1 * double( each ) / double( mShifted.size() );
    runs.push_back( shiftedRun( run, scored, map, neighbourhoods, shifted,
                                run.progress( from, from + 0.1 / double( mShifted.size() ) ) ) );
  }
}

namespace
{

QStringList neighbourhoodFields()
{
  return { "nbhd_id",    "rank",       "name",       "cells",      "area_km2",  "pop",     "idx",
           "stab_class", "stab_words", "stab",       "stab_lo",    "found",     "rank_lo", "rank_hi",
           "half_jac",   "half_lo",    "half_found", "halves_jac", "halves_lo", "pen_jac", "pen_lo",
           "pen_found",  "shift_jac",  "shift_lo",   "shift_fnd",  "now_jac" };
}

//! Median, 5 % and found of one kind of change.
QVector<QVariant> cellsOfChange( const StabilitySummary &summary )
{
  return { base::orNull( summary.jaccardMedian ), base::orNull( summary.jaccardLow ), base::orNull( summary.found ) };
}

QVector<QVariant> cellsOfNeighbourhood( const Neighbourhood &each, std::size_t row,
                                        const std::vector<StabilityRun> &runs )
{
  const auto over = [&]( StabilityChange change ) { return statistics::summaryOf( runs, change, row ); };
  const statistics::StabilityClass stability = statistics::stabilityClass( statistics::lowestMedian( runs, row ) );
  const StabilitySummary resampled = over( StabilityChange::bootstrap );
  const StabilitySummary halves = over( StabilityChange::halfAgainstHalf );
  QVector<QVariant> cells{ each.id,
                           int( row + 1 ),
                           base::orNull( each.name ),
                           static_cast<qlonglong>( each.figures.cells ),
                           each.figures.area / 1e6,
                           base::orNull( each.figures.population ),
                           base::orNull( each.figures.meanScore ),
                           int( stability ),
                           base::wordsOf( stability ) };
  cells += cellsOfChange( resampled );
  cells << base::orNull( resampled.rankLow ) << base::orNull( resampled.rankHigh );
  cells += cellsOfChange( over( StabilityChange::halfAgainstWhole ) );
  cells << base::orNull( halves.jaccardMedian ) << base::orNull( halves.jaccardLow );
  cells += cellsOfChange( over( StabilityChange::penalty ) );
  cells += cellsOfChange( over( StabilityChange::originShift ) );
  cells << base::orNull( over( StabilityChange::nothing ).jaccardMedian );
  return cells;
}

} // namespace

void AssessStability::writeNeighbourhoods( Run &run, const ScoredAreas &scored,
                                           const std::vector<Neighbourhood> &neighbourhoods,
                                           const std::vector<StabilityRun> &runs )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( neighbourhoodFields() );
  spec.geometryType = compat::multiPolygon;
  spec.crs = scored.areas.crs;
  spec.style = QStringLiteral( "assessstability_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t row = 0; row < neighbourhoods.size(); ++row )
    output->add( cellsOfNeighbourhood( neighbourhoods[row], row, runs ), neighbourhoods[row].outline );
  output->finish();
}

void AssessStability::writeCells( Run &run, const ScoredAreas &scored, const std::vector<Neighbourhood> &neighbourhoods,
                                  const std::vector<StabilityRun> &runs )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "CELLS" );
  spec.fields = base::fields::list( { "area_id", "nbhd_id", "idx", "member", "mem_half", "mem_pen", "mem_shift" } );
  spec.geometryType = compat::multiPolygon;
  spec.crs = scored.areas.crs;
  spec.style = QStringLiteral( "assessstability_cells" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  std::vector<QString> owner( scored.areas.size() );
  for ( const Neighbourhood &each : neighbourhoods )
    for ( const std::size_t cell : each.members )
      owner[cell] = each.id;
  std::vector<std::vector<double>> shares;
  for ( const StabilityChange change : { StabilityChange::bootstrap, StabilityChange::halfAgainstWhole,
                                         StabilityChange::penalty, StabilityChange::originShift } )
    shares.push_back( statistics::membershipOf( runs, change, scored.areas.size() ) );
  const statistics::Progress progress = run.progress( 0.95, 1 );
  for ( std::size_t cell = 0; cell < scored.areas.size(); ++cell )
  {
    statistics::report( progress, double( cell ) / double( scored.areas.size() ) );
    QVector<QVariant> values{ scored.areas.id[cell], base::orNull( owner[cell] ), base::orNull( scored.score[cell] ) };
    for ( const std::vector<double> &share : shares )
      values << base::orNull( share.empty() ? missing : share[cell] );
    output->add( values, scored.areas.geometry[cell] );
  }
  output->finish();
}

namespace
{

QVector<QVariant> tableCells( const QVariant &id, const QString &name, StabilityChange change,
                              const StabilitySummary &summary )
{
  return { id,
           name,
           base::wordsOf( change ),
           static_cast<qlonglong>( summary.runs ),
           base::orNull( summary.jaccardMedian ),
           base::orNull( summary.jaccardLow ),
           base::orNull( summary.jaccardHigh ),
           base::orNull( summary.found ),
           base::orNull( summary.rankLow ),
           base::orNull( summary.rankHigh ) };
}

} // namespace

void AssessStability::writeTable( Run &run, const std::vector<Neighbourhood> &neighbourhoods,
                                  const std::vector<StabilityRun> &runs )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "TABLE" );
  spec.fields =
    base::fields::list( { "nbhd_id", "name", "changed", "runs", "jacc_med", "jacc_lo", "jacc_hi", "found" } );
  spec.fields.append( base::fields::named( QStringLiteral( "rank_lo" ), tr( "Rank over the runs, 5 %" ) ) );
  spec.fields.append( base::fields::named( QStringLiteral( "rank_hi" ), tr( "Rank over the runs, 95 %" ) ) );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( const StabilityChange change : statistics::stabilityChanges() )
  {
    if ( statistics::summaryOfAll( runs, change ).runs == 0 )
      continue;
    for ( std::size_t row = 0; row < neighbourhoods.size(); ++row )
      output->add( tableCells( neighbourhoods[row].id, neighbourhoods[row].name, change,
                               statistics::summaryOf( runs, change, row ) ) );
    output->add( tableCells( compat::null(), tr( "All together" ), change, statistics::summaryOfAll( runs, change ) ) );
  }
  output->finish();
}

void AssessStability::tell( Run &run, const std::vector<Neighbourhood> &neighbourhoods,
                            const std::vector<StabilityRun> &runs ) const
{
  const std::pair<StabilityChange, const char *> outputs[] = {
    { StabilityChange::nothing, "JACCARD_AS_IS" },         { StabilityChange::bootstrap, "JACCARD_BOOTSTRAP" },
    { StabilityChange::halfAgainstWhole, "JACCARD_HALF" }, { StabilityChange::halfAgainstHalf, "JACCARD_HALVES" },
    { StabilityChange::penalty, "JACCARD_PENALTY" },       { StabilityChange::originShift, "JACCARD_SHIFT" }
  };
  for ( const auto &[change, name] : outputs )
  {
    const StabilitySummary summary = statistics::summaryOfAll( runs, change );
    if ( summary.runs == 0 )
      continue;
    run.setNumber( QLatin1String( name ), summary.jaccardMedian );
    run.remark( tr( "%1: all neighbourhoods together overlap by %2 (Jaccard, median of %3)." )
                  .arg( base::wordsOf( change ), base::numberText( summary.jaccardMedian, 2 ) )
                  .arg( summary.runs ) );
  }
  int stable = 0;
  for ( std::size_t row = 0; row < neighbourhoods.size(); ++row )
    stable +=
      statistics::stabilityClass( statistics::lowestMedian( runs, row ) ) >= statistics::StabilityClass::stable ? 1 : 0;
  run.setNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), double( neighbourhoods.size() ) );
  run.setNumber( QStringLiteral( "N_RUNS" ), double( runs.size() ) );
  run.setNumber( QStringLiteral( "N_FIRM_OR_STABLE" ), stable );
  if ( mShifted.empty() )
    run.warn( tr( "How much depends on where the grid lies was not assessed: make maps in shifted cells (Create "
                  "analysis grid with SHIFT_X and SHIFT_Y) and give them as SHIFTED." ) );
}

} // namespace communitysafety::priorityneighbourhoods
