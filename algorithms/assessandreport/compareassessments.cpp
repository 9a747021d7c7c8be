// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "assessandreport/compareassessments.h"

#include "assessandreport/comparedreport.h"
#include "base/fields.h"
#include "base/numbercolumn.h"

#include <algorithm>

namespace communitysafety::assessandreport
{

using base::orNull;
using base::Run;
using base::Source;
using base::wholeOrNull;
using statistics::isMissing;
using statistics::missing;

base::Identity CompareAssessments::identity() const
{
  return {
    QStringLiteral( "compareassessments" ),
    tr( "Compare with the previous assessment" ),
    QStringLiteral( "assessandreport" ),
    tr( "Which neighbourhoods are new, kept, grown, shrunk or gone since the previous assessment." ),
    tr(
      "year on year,refresh,previous,last year,new,kept,gone,merged,split,overlap,Jaccard,change detection,continuity,"
      "register,corporate memory,rolling plan,rank change,match polygons" )
      .split( ',' ),
    tr(
      "Lays the neighbourhoods of this year over those of last year, by whatever tool or hand they were drawn, and "
      "says what became of each: new, kept, grown, shrunk or gone, and which were split or joined.\n\n"
      "Two neighbourhoods are the same when the ground they have in common is a quarter or more (OVERLAP) of the "
      "ground that either covers, the Jaccard index; pairs with the largest overlap come first, and each is used "
      "once. This is the rule of PREVIOUS in Delineate priority neighbourhoods. The same neighbourhood is kept when "
      "its area changed by at most SAME_SIZE, else grown or shrunk. A new one with OVERLAP or more of its own ground "
      "in one of before was split off from it; one that is gone with OVERLAP or more of its own ground in one of now "
      "was joined with it.\n\n"
      "Ids, local names and notes go on with the ground; a register can give later ones. A new neighbourhood keeps "
      "its id unless an earlier one had it. Population, index and rank are put side by side where both layers have "
      "the fields pop, idx and rank.\n\n"
      "Outlines found anew from records differ by chance alone: Assess stability of neighbourhoods says how much." )
  };
}

void CompareAssessments::defineParameters()
{
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INPUT" ), tr( "Neighbourhoods of now" ), polygons ),
       tr( "Any polygons, delineated or drawn by hand." ) );
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "PREVIOUS" ), tr( "Neighbourhoods of before" ), polygons ),
    tr( "Those of the previous assessment, in any reference system. An empty layer on either side is told, and all of "
        "the other are new, or gone." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "REGISTER" ), tr( "Register of neighbourhoods" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional table with nbhd_id and local_name or note, or both: what was written down about the previous "
           "neighbourhoods since. It stands above what the layers have." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "OVERLAP" ), tr( "Same from an overlap of (%)" ), compat::real,
                                         25, false, 1, 100 ),
       tr( "Ground in common in per cent of the ground that either covers, from which two are the same neighbourhood; "
           "and of its own ground, from which one is a part of another." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "SAME_SIZE" ), tr( "Same size up to a change of (%)" ),
                                         compat::real, 10, false, 0, 100 ),
       tr( "A change of the area up to this is no growing or shrinking." ) );
  for ( const auto &[name, words, layer] :
        { std::tuple( "INPUT_ID", tr( "Field with the ids of now" ), "INPUT" ),
          std::tuple( "PREVIOUS_ID", tr( "Field with the ids of before" ), "PREVIOUS" ),
          std::tuple( "REGISTER_ID", tr( "Field with the ids in the register" ), "REGISTER" ) } )
    addAdvanced( new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), QLatin1String( layer ),
                                                  compat::anyField, false, true ),
                 tr( "When empty: nbhd_id, or in the layers area_id, or else the number of the feature." ) );
  addInvalidGeometry();
  defineOutputs();
}

void CompareAssessments::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Neighbourhoods of both" ),
                                              compat::polygonVector ),
       tr( "The neighbourhoods of now, and those that are gone with their last outline, each with what became of it, "
           "and area, population, index and rank of both." ) );
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "TABLE" ), tr( "Pairs with common ground" ),
                                           compat::anyVector, QVariant(), true ),
    tr( "Optional table with a row for every two that share ground: how much, and what the one is to the other; and a "
        "row for each that shares none." ) );
  addReport( tr( "Optional page with what became of each neighbourhood, areas, ranks, and how to read it." ) );
  for ( const auto &[name, words] : { std::pair( "N_NEW", tr( "New neighbourhoods" ) ),
                                      std::pair( "N_KEPT", tr( "Neighbourhoods of about the same size" ) ),
                                      std::pair( "N_GROWN", tr( "Neighbourhoods that have grown" ) ),
                                      std::pair( "N_SHRUNK", tr( "Neighbourhoods that have shrunk" ) ),
                                      std::pair( "N_GONE", tr( "Neighbourhoods that are gone" ) ),
                                      std::pair( "N_SPLIT_OFF", tr( "New ones that were split off" ) ),
                                      std::pair( "N_JOINED", tr( "Gone ones that were joined with another" ) ),
                                      std::pair( "JACCARD", tr( "Overlap of all together" ) ),
                                      std::pair( "SPEARMAN", tr( "Correlation of the orders" ) ) } )
    addNumber( QLatin1String( name ), words );
}

Register CompareAssessments::notes( Run &run ) const
{
  const std::unique_ptr<Source> table = optionalSource( run, QStringLiteral( "REGISTER" ) );
  return table ? readRegister( run, *table, text( run, "REGISTER_ID" ) ) : Register();
}

//! A side that is empty takes the system of the other one: all of it is new, or gone.
std::pair<AssessedNeighbourhoods, AssessedNeighbourhoods> CompareAssessments::readSides( Run &run ) const
{
  const Source current = source( run, QStringLiteral( "INPUT" ) ),
               previous = source( run, QStringLiteral( "PREVIOUS" ) );
  if ( current.featureCount() == 0 )
    previous.requireFeatures();
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.2;
  AssessedNeighbourhoods now = readNeighbourhoods( run, current, text( run, "INPUT_ID" ), reading );
  reading.crs = now.areas.crs;
  reading.progressFrom = 0.2;
  reading.progressTo = 0.4;
  AssessedNeighbourhoods before = readNeighbourhoods( run, previous, text( run, "PREVIOUS_ID" ), reading );
  if ( now.areas.size() == 0 )
    now.areas.crs = before.areas.crs;
  return { std::move( now ), std::move( before ) };
}

void CompareAssessments::process( Run &run )
{
  auto [now, before] = readSides( run );
  const Register entries = notes( run );
  const ComparisonRule rule{ number( run, "OVERLAP" ) / 100, number( run, "SAME_SIZE" ) / 100 };
  const ComparedAssessments compared = compare( run, std::move( now ), std::move( before ), entries, rule );
  tell( run, compared, entries );
  write( run, compared );
  statistics::report( run.progress( 0.9, 0.92 ), 1 );
  writeTable( run, compared );
  statistics::report( run.progress( 0.92, 0.98 ), 1 );
  if ( wantsReport( run ) )
    writeReport( run, reportOnAssessments( compared, rule ) );
}

void CompareAssessments::tell( Run &run, const ComparedAssessments &compared, const Register &notes ) const
{
  int splitOff = 0, joined = 0, known = 0, renamed = 0;
  for ( const ComparedNeighbourhood &row : compared.rows )
  {
    splitOff += row.fate == Fate::isNew && row.partOf ? 1 : 0;
    joined += row.fate == Fate::gone && row.partOf ? 1 : 0;
    known += row.before && notes.contains( row.id ) ? 1 : 0;
    renamed += row.now && row.id != compared.now.areas.id[*row.now] ? 1 : 0;
  }
  for ( const auto &[name, fate] :
        { std::pair( "N_NEW", Fate::isNew ), std::pair( "N_KEPT", Fate::kept ), std::pair( "N_GROWN", Fate::grown ),
          std::pair( "N_SHRUNK", Fate::shrunk ), std::pair( "N_GONE", Fate::gone ) } )
    run.setNumber( QLatin1String( name ), countOf( compared, fate ) );
  run.setNumber( QStringLiteral( "N_SPLIT_OFF" ), splitOff );
  run.setNumber( QStringLiteral( "N_JOINED" ), joined );
  run.setNumber( QStringLiteral( "JACCARD" ), compared.jaccard );
  if ( !isMissing( compared.ranks.spearman ) )
    run.setNumber( QStringLiteral( "SPEARMAN" ), compared.ranks.spearman );
  run.remark(
    tr( "Of %1 previous neighbourhoods %2 continue and %3 are gone (%4 joined with another); %5 of now are new "
        "(%6 split off)." )
      .arg( compared.before.size() )
      .arg( compared.before.size() - std::size_t( countOf( compared, Fate::gone ) ) )
      .arg( countOf( compared, Fate::gone ) )
      .arg( joined )
      .arg( countOf( compared, Fate::isNew ) )
      .arg( splitOff ) );
  if ( renamed > 0 )
    run.remark( tr( "Ids of now that give way to one that is carried on, or is taken: %1 (field now_id has the old "
                    "ones)." )
                  .arg( renamed ) );
  if ( known < notes.size() )
    run.warn( tr( "The register has %n entry/entries whose id no previous neighbourhood has.", nullptr,
                  int( notes.size() ) - known ) );
}

namespace
{

constexpr double squareMetresPerKm2 = 1e6;

double at( const std::vector<double> &numbers, const std::optional<std::size_t> &row )
{
  return row ? numbers[*row] : missing;
}

double km2( const AssessedNeighbourhoods &side, const std::optional<std::size_t> &row )
{
  return at( side.areas.squareMetres, row ) / squareMetresPerKm2;
}

QVector<QVariant> cellsOf( const ComparedAssessments &compared, std::size_t place )
{
  const ComparedNeighbourhood &row = compared.rows[place];
  const AssessedNeighbourhoods &now = compared.now, &before = compared.before;
  const double area = km2( now, row.now ), areaBefore = km2( before, row.before );
  const double common = row.commonGround / squareMetresPerKm2;
  const double index = at( now.index, row.now ), indexBefore = at( before.index, row.before );
  const bool isBoth = row.now && row.before;
  return { row.id,
           static_cast<int>( row.fate ),
           wordsOf( compared, row ),
           row.now ? QVariant( now.areas.id[*row.now] ) : compat::null(),
           row.before ? QVariant( before.areas.id[*row.before] ) : compat::null(),
           orNull( row.name ),
           orNull( row.localName ),
           orNull( row.note ),
           row.jaccard,
           orNull( area ),
           orNull( areaBefore ),
           orNull( 100 * ( area / areaBefore - 1 ) ),
           orNull( isBoth ? std::max( 0.0, area - common ) : missing ),
           orNull( isBoth ? std::max( 0.0, areaBefore - common ) : missing ),
           orNull( at( now.population, row.now ) ),
           orNull( at( before.population, row.before ) ),
           orNull( index ),
           orNull( indexBefore ),
           orNull( index - indexBefore ),
           wholeOrNull( at( now.rank, row.now ) ),
           wholeOrNull( at( before.rank, row.before ) ),
           wholeOrNull( compared.ranks.moved[place] ) };
}

} // namespace

void CompareAssessments::write( Run &run, const ComparedAssessments &compared )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( { "nbhd_id",    "cmp_class", "cmp_words", "now_id",   "prev_id",   "name",
                                      "local_name", "note",      "jaccard",   "area_km2", "area_prev", "area_chg",
                                      "gain_km2",   "lost_km2",  "pop",       "pop_prev", "idx",       "idx_prev",
                                      "chg",        "rank",      "rank_prev", "rank_chg" } );
  spec.geometryType = compat::multiPolygon;
  spec.crs = compared.now.areas.crs;
  spec.style = QStringLiteral( "compareassessments_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.8, 0.9 );
  for ( std::size_t place = 0; place < compared.rows.size(); ++place )
  {
    statistics::report( progress, double( place ) / double( compared.rows.size() ) );
    const ComparedNeighbourhood &row = compared.rows[place];
    output->add( cellsOf( compared, place ),
                 row.now ? compared.now.areas.geometry[*row.now] : compared.before.areas.geometry[*row.before] );
  }
  output->finish();
}

namespace
{

//! What the one of now is to the one of before.
QString relationOf( const ComparedAssessments &compared, const base::AreaOverlap &pair )
{
  const ComparedNeighbourhood &now = compared.rows[pair.source];
  if ( now.before == pair.target )
    return CompareAssessments::tr( "the same" );
  if ( now.fate == Fate::isNew && now.partOf == pair.target )
    return CompareAssessments::tr( "split off" );
  const bool isJoined = std::find( now.joined.begin(), now.joined.end(), pair.target ) != now.joined.end();
  return isJoined ? CompareAssessments::tr( "joined" ) : CompareAssessments::tr( "shares ground" );
}

} // namespace

void CompareAssessments::writeTable( Run &run, const ComparedAssessments &compared )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "TABLE" );
  spec.fields =
    base::fields::list( { "now_id", "prev_id", "relation", "common_km2", "share_now", "share_prev", "jaccard" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const base::Areas &now = compared.now.areas, &before = compared.before.areas;
  std::vector<bool> isShown( now.size(), false );
  std::vector<bool> isShownBefore( before.size(), false );
  for ( const base::AreaOverlap &pair : compared.common )
  {
    run.stopIfCancelled();
    const double own = now.squareMetres[pair.source], previous = before.squareMetres[pair.target];
    output->add( { now.id[pair.source], before.id[pair.target], relationOf( compared, pair ),
                   pair.area / squareMetresPerKm2, 100 * pair.area / own, 100 * pair.area / previous,
                   pair.area / ( own + previous - pair.area ) } );
    isShown[pair.source] = isShownBefore[pair.target] = true;
  }
  const QVariant none = compat::null();
  for ( std::size_t row = 0; row < now.size(); ++row )
    if ( !isShown[row] )
      output->add( { now.id[row], none, tr( "on new ground" ), 0.0, 0.0, none, 0.0 } );
  for ( std::size_t row = 0; row < before.size(); ++row )
    if ( !isShownBefore[row] )
      output->add( { none, before.id[row], tr( "gone altogether" ), 0.0, none, 0.0, 0.0 } );
  output->finish();
}

} // namespace communitysafety::assessandreport
