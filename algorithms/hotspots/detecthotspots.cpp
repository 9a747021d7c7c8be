// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "hotspots/detecthotspots.h"

#include "base/areaneighbours.h"
#include "base/fields.h"
#include "base/indicatorcolumns.h"
#include "base/numbercolumn.h"
#include "statistics/associationclass.h"
#include "statistics/distribution.h"
#include "statistics/joincount.h"
#include "statistics/multipletesting.h"
#include "statistics/ratedeviation.h"
#include "statistics/sharedpermutation.h"

#include <algorithm>
#include <map>

namespace communitysafety::hotspots
{

using base::Run;
using statistics::AssociationKind;
using statistics::Correction;
using statistics::isMissing;
using statistics::LocalAssociation;
using statistics::missing;
using statistics::TailProbabilities;

namespace
{

//! The order is that of the STATISTIC parameter.
enum class Statistic
{
  giStar,
  moran,
  geary,
  joinCount
};

//! The order is that of the INFERENCE parameter.
enum class Inference
{
  permutations,
  analytic
};

constexpr std::size_t fewestAreas = 3;

} // namespace

base::Identity DetectHotSpots::identity() const
{
  return {
    QStringLiteral( "detecthotspots" ),
    tr( "Detect hot spots" ),
    QStringLiteral( "hotspots" ),
    tr( "Hot and cold spots by Gi*, local Moran, local Geary or join counts, with significance by up to ten million "
        "permutations, corrected for the number of areas." ),
    tr( "hot spot,cold spot,Getis-Ord,Gi*,local Moran,LISA,Anselin,local Geary,join count,cluster,outlier,"
        "spatial autocorrelation,permutation,false discovery rate,FDR,Bonferroni,GeoDa,PySAL,ArcGIS,"
        "Optimized Hot Spot Analysis" )
      .split( ',' ),
    tr( "Asks of every area: do it and its neighbours go together more than if the values of the map had been dealt "
        "out anew, to any area alike? That is the null: where a value lies means nothing, and each area was as likely "
        "as any other to get it. With DENOMINATOR the rates are first divided by what is usual for a denominator of "
        "that size (Assunção and Reis), since rates of few people would otherwise be the extremes. Without it, areas "
        "of very different size are not alike, and large ones stand out because they are large: use cells of a grid, "
        "or a denominator.\n\n"
        "‘Gi*’ finds hot and cold spots. ‘Local Moran’ finds high among high and low among low, and outliers: high "
        "among low and low among high. ‘Local Geary’ finds areas that are like or unlike their neighbours, by one "
        "field or several. ‘Join count’ takes a field of 0 and 1 and finds areas with the property among others with "
        "it.\n\n"
        "Permutations keep the area's own value and deal out the others: one high area among low ones lies in a cold "
        "spot, and local Moran names it an outlier. What equals the finding counts as well, so that sparse counts do "
        "not call too many areas cold. One set of draws serves all areas with the same number of neighbours: a million "
        "takes seconds. ‘Analytic’ takes the z score to be normal, which it is not with few neighbours or sparse "
        "counts, and for Gi* lets the area's own value count; join counts are exact.\n\n"
        "Thousands of areas are tested at once, and at 5 % one in twenty is significant by chance. The correction "
        "makes up for that. A p value of P permutations is never below 2 / (P + 1): with 999 of them nothing on a fine "
        "grid survives a correction, and the log says so.\n\n"
        "An area at the edge of the map has fewer neighbours and is compared with draws of as many. Areas without a "
        "value are left out, as neighbours too; areas without neighbours are not tested.\n\n"
        "Crimes come in bunches, and a hot spot tells where values are high together, not why. The outlines follow "
        "the areas; priority neighbourhoods do not have to." )
  };
}

void DetectHotSpots::defineParameters()
{
  const QString input = QStringLiteral( "INPUT" );
  add( new QgsProcessingParameterFeatureSource( input, tr( "Areas" ), { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons with the values: cells of a grid, LSOAs, wards." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "FIELD" ), tr( "Values" ), QVariant(), input ),
       tr( "Field with counts, rates or scores; for join counts with 0 and 1. Numbers written as text are read "
           "strictly; a suppressed number is not zero." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "DENOMINATOR" ), tr( "Denominator" ), QVariant(), input,
                                        compat::anyField, false, true ),
       tr( "Optional field with those to whom it can happen. FIELD then holds counts, and rates are tested." ) );
  defineTest();
  defineAdvanced();
  defineOutputs();
}

void DetectHotSpots::defineTest()
{
  add( new QgsProcessingParameterEnum( QStringLiteral( "STATISTIC" ), tr( "Statistic" ),
                                       { tr( "Gi* (hot and cold spots)" ), tr( "Local Moran (clusters and outliers)" ),
                                         tr( "Local Geary (like or unlike the neighbours)" ),
                                         tr( "Join count (yes among yes)" ) },
                                       false, 0 ),
       tr( "What is looked for; see above." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "NEIGHBOURS" ), tr( "Neighbours" ),
                                       { tr( "Share a border or a corner (queen)" ), tr( "Share a border (rook)" ),
                                         tr( "Centres within a distance" ), tr( "Nearest centres" ) },
                                       false, 0 ),
       tr( "Who counts as a neighbour of an area. Polygons with gaps between them do not touch: take a distance or the "
           "nearest." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "DISTANCE" ), tr( "Distance (m)" ), compat::real, 500.0, false,
                                         0.001, 1e7 ),
       tr( "How far centres of neighbours may be apart. Only for neighbours within a distance." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "NEAREST" ), tr( "Number of nearest" ), compat::integer, 8,
                                         false, 1, 1000 ),
       tr( "How many of the nearest are neighbours; others as near as the last of them are too. Only for nearest "
           "centres." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "INFERENCE" ), tr( "Significance by" ),
                                       { tr( "Permutations" ), tr( "Analytic (normal; join count exact)" ) }, false,
                                       0 ),
       tr( "Permutations hold for every kind of values; see above." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "CORRECTION" ), tr( "Correction for many tests" ),
                                       { tr( "None" ), tr( "False discovery rate (Benjamini-Hochberg)" ),
                                         tr( "False discovery rate, any dependence (Benjamini-Yekutieli)" ),
                                         tr( "Bonferroni" ) },
                                       false, 1 ),
       tr( "Of the areas called significant at a false discovery rate of 5 %, at most one in twenty is expected to be "
           "so by chance. Benjamini and Yekutieli's is stricter and holds whatever areas have to do with one another; "
           "Bonferroni's lets not even one be so by chance." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "SIGNIFICANCE" ), tr( "Significance" ), compat::real, 0.05,
                                         false, 0.0001, 0.5 ),
       tr( "Highest corrected p of the areas that make hot spots, and of those in the classes of local Moran and local "
           "Geary. The map of Gi* and of join counts always shows 0.01, 0.05 and 0.10." ) );
}

void DetectHotSpots::defineAdvanced()
{
  const QString input = QStringLiteral( "INPUT" );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "PERMUTATIONS" ), tr( "Permutations" ),
                                                 compat::integer, 999999, false, 99, 10000000 ),
               tr( "More of them give smaller p values and steadier ones." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), tr( "Seed" ), compat::integer, 1, false, 0,
                                                 2147483647 ),
               tr( "The same seed gives the same permutations." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "FURTHER_FIELDS" ), tr( "Further values" ), QVariant(),
                                                input, compat::anyField, true, true ),
               tr( "Optional, for local Geary: fields compared together with FIELD, all in units of their own "
                   "spread. Areas are then alike or unlike in all of them taken together." ) );
  addAreaIdAndName();
  addInvalidGeometry();
}

void DetectHotSpots::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Hot and cold areas" ),
                                              compat::polygonVector ),
       tr( "The areas with their number of neighbours, statistic, z score, p, corrected p (q) and class." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "HOTSPOTS" ), tr( "Hot spots" ), compat::polygonVector,
                                              QVariant(), true, false ),
       tr( "Optional: significant areas of one class that touch, dissolved, with their number, mean and area; the "
           "largest first." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_TESTED" ), tr( "Areas tested" ) );
  addNumber( QStringLiteral( "N_WITHOUT_VALUE" ), tr( "Areas without a value" ) );
  addNumber( QStringLiteral( "N_WITHOUT_NEIGHBOURS" ), tr( "Areas with a value but without neighbours" ) );
  addNumber( QStringLiteral( "N_SIGNIFICANT" ), tr( "Significant areas" ) );
  addNumber( QStringLiteral( "N_HOT" ), tr( "Hot areas (high among high)" ) );
  addNumber( QStringLiteral( "N_COLD" ), tr( "Cold areas (low among low)" ) );
  addNumber( QStringLiteral( "N_HOTSPOTS" ), tr( "Number of connected hot and cold spots and outliers" ) );
  addNumber( QStringLiteral( "SMALLEST_P" ), tr( "The smallest p that can be found" ) );
  addNumber( QStringLiteral( "AREAS_AT_FLOOR_NEEDED" ),
             tr( "Areas that must have the smallest p before any is significant (0: no number is enough)" ) );
}

std::vector<statistics::Column> DetectHotSpots::Input::variables() const
{
  std::vector<statistics::Column> all = { tested };
  all.insert( all.end(), further.begin(), further.end() );
  return all;
}

QStringList DetectHotSpots::furtherFields( const Run &run ) const
{
  return compat::fieldNames( parameterDefinition( QStringLiteral( "FURTHER_FIELDS" ) ), run.parameters(),
                             run.context() );
}

void DetectHotSpots::prepare( Run &run )
{
  const auto statistic = static_cast<Statistic>( choice( run, "STATISTIC" ) );
  if ( statistic == Statistic::joinCount && isGiven( run.parameters(), "DENOMINATOR" ) )
    throw QgsProcessingException(
      tr( "DENOMINATOR has no meaning for join counts, which take a field of 0 and 1: leave it empty, or choose "
          "another STATISTIC." ) );
  if ( statistic != Statistic::geary && !furtherFields( run ).isEmpty() )
    throw QgsProcessingException(
      tr( "FURTHER_FIELDS are compared by local Geary alone: leave them empty, or choose it as STATISTIC." ) );
  if ( text( run, "FIELD" ).compare( text( run, "DENOMINATOR" ), Qt::CaseInsensitive ) == 0 )
    throw QgsProcessingException(
      tr( "FIELD and DENOMINATOR are the same field, ‘%1’: choose two." ).arg( text( run, "FIELD" ) ) );
}

namespace
{

//! Refuses what nothing can be told of.
void requireTestable( const std::vector<double> &values, const QString &layer, const QString &field )
{
  const std::size_t present = statistics::countPresent( values );
  if ( present < fewestAreas )
    throw QgsProcessingException(
      DetectHotSpots::tr( "Areas of ‘%1’ with a value of ‘%2’: %3. Hot spots need %4 or more: choose a layer with more "
                          "areas, or another field." )
        .arg( layer, field )
        .arg( present )
        .arg( fewestAreas ) );
  if ( statistics::describe( values ).isConstant() )
    throw QgsProcessingException( DetectHotSpots::tr( "All %1 areas of ‘%2’ have the same value of ‘%3’, so that none "
                                                      "can stand out: choose another field." )
                                    .arg( present )
                                    .arg( layer, field ) );
}

void requireProperty( const base::Areas &areas, const std::vector<double> &values, const QString &layer,
                      const QString &field )
{
  for ( std::size_t area = 0; area < values.size(); ++area )
    if ( values[area] != 0 && values[area] != 1 && !isMissing( values[area] ) )
      throw QgsProcessingException(
        DetectHotSpots::tr( "‘%1’, row %2 (area ‘%3’): ‘%4’ is %5, and a join count takes 0 "
                            "and 1: choose another field or STATISTIC." )
          .arg( layer )
          .arg( areas.row[area] )
          .arg( areas.id[area], field )
          .arg( values[area], 0, 'g', 12 ) );
}

std::vector<double> ratesOf( const std::vector<double> &events, const std::vector<double> &denominator )
{
  std::vector<double> rates( events.size(), missing );
  for ( std::size_t area = 0; area < events.size(); ++area )
    if ( denominator[area] > 0 )
      rates[area] = events[area] / denominator[area];
  return rates;
}

} // namespace

DetectHotSpots::Input DetectHotSpots::read( Run &run ) const
{
  const base::Source source = this->source( run, QStringLiteral( "INPUT" ) );
  const QString name = base::areaNameField( source, text( run, "AREA_NAME" ) );
  base::AreasReading reading;
  reading.idField = base::areaIdField( run, source, text( run, "AREA_ID" ) );
  reading.fields = QStringList{ text( run, "FIELD" ) } + furtherFields( run );
  for ( const QString &field : { text( run, "DENOMINATOR" ), name } )
    if ( !field.isEmpty() )
      reading.fields << field;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.3;

  Input input;
  input.areas = base::readAreas( run, source, reading );
  input.layer = source.name();
  base::sortById( input.areas );
  if ( !name.isEmpty() )
    input.names = base::areaTexts( input.areas, reading.fields.indexOf( name ) );
  readValues( run, input, reading.fields );
  return input;
}

void DetectHotSpots::readValues( Run &run, Input &input, const QStringList &fields ) const
{
  const QString field = text( run, "FIELD" ), denominator = text( run, "DENOMINATOR" );
  base::IndicatorColumns columns( run, input.areas, fields, input.layer );
  input.values = denominator.isEmpty() ? columns.numbers( field ) : columns.counts( field );
  input.tested = input.values;
  if ( !denominator.isEmpty() )
  {
    input.tested = statistics::rateDeviates( input.values, columns.counts( denominator ) );
    input.values = ratesOf( input.values, columns.counts( denominator ) );
  }
  for ( const QString &further : furtherFields( run ) )
    input.further.push_back( columns.numbers( further ) );
  columns.tellGaps();
  input.isSuppressed = columns.areSuppressed( field );
  requireTestable( input.values, input.layer, field );
  if ( static_cast<Statistic>( choice( run, "STATISTIC" ) ) == Statistic::joinCount )
    requireProperty( input.areas, input.tested, input.layer, field );
}

void DetectHotSpots::findNeighbours( Run &run, Input &input ) const
{
  base::NeighbourChoice choice;
  choice.rule = static_cast<base::NeighbourRule>( this->choice( run, "NEIGHBOURS" ) );
  choice.distance = number( run, "DISTANCE" );
  choice.nearest = static_cast<std::size_t>( number( run, "NEAREST" ) );
  input.touching = base::touchingNeighbours( input.areas, run.progress( 0.3, 0.5 ) );
  input.weights =
    base::areaNeighbours( input.areas, choice, input.touching, run.progress( 0.5, 0.6 ) ).among( input.tested );

  int alone = 0;
  double neighbours = 0;
  for ( std::size_t area = 0; area < input.areas.size(); ++area )
  {
    neighbours += double( input.weights.of( area ).size() );
    alone += !isMissing( input.tested[area] ) && input.weights.of( area ).size() == 0 ? 1 : 0;
  }
  const std::size_t present = statistics::countPresent( input.tested );
  if ( neighbours == 0 )
    throw QgsProcessingException(
      tr( "No area of ‘%1’ with a value has a neighbour: choose NEIGHBOURS by a larger distance or by the nearest "
          "centres, or check the layer for gaps between its polygons." )
        .arg( input.layer ) );
  run.setNumber( QStringLiteral( "N_WITHOUT_NEIGHBOURS" ), alone );
  run.remark( tr( "Areas with a value: %1, with %2 neighbours on average." )
                .arg( present )
                .arg( neighbours / double( present ), 0, 'f', 1 ) );
  if ( alone > 0 )
    run.warn( tr( "Areas without a neighbour, which cannot be tested: %1." ).arg( alone ) );
}

void DetectHotSpots::process( Run &run )
{
  Input input = read( run );
  findNeighbours( run, input );
  const Findings findings = test( run, input );
  tellFloor( run, findings );
  writeAreas( run, input, findings );
  writeHotSpots( run, input, findings );
  setNumbers( run, input, findings );
  writeRejects( run );
}

LocalAssociation DetectHotSpots::associate( const Run &run, const Input &input ) const
{
  switch ( static_cast<Statistic>( choice( run, "STATISTIC" ) ) )
  {
  case Statistic::moran:
    return statistics::localMoran( input.tested, input.weights );
  case Statistic::joinCount:
    return statistics::localJoinCount( input.tested, input.weights );
  case Statistic::geary:
  {
    return statistics::localGeary( input.variables(), input.weights );
  }
  case Statistic::giStar:
    break;
  }
  return statistics::localGStar( input.tested, input.weights );
}

TailProbabilities DetectHotSpots::tails( const Run &run, const Input &input, const std::vector<double> &z ) const
{
  const auto statistic = static_cast<Statistic>( choice( run, "STATISTIC" ) );
  if ( choice( run, "INFERENCE" ) == int( Inference::analytic ) )
    return statistic == Statistic::joinCount ? statistics::joinCountTails( input.tested, input.weights )
                                             : statistics::normalTails( z );
  statistics::PermutationOptions options;
  options.permutations = static_cast<std::size_t>( number( run, "PERMUTATIONS" ) );
  options.seed = static_cast<std::uint64_t>( number( run, "SEED" ) );
  const statistics::Progress progress = run.progress( 0.6, 0.9 );
  if ( statistic != Statistic::geary )
    return statistics::permuteNeighbourSums( input.tested, input.weights, options, progress );
  return statistics::permuteSquaredDifferences( input.variables(), input.weights, options, progress );
}

DetectHotSpots::Findings DetectHotSpots::test( Run &run, const Input &input ) const
{
  Findings findings;
  findings.association = associate( run, input );
  const TailProbabilities tails = this->tails( run, input, findings.association.z );
  const bool isJoinCount = static_cast<Statistic>( choice( run, "STATISTIC" ) ) == Statistic::joinCount;
  findings.p = isJoinCount ? tails.high : tails.twoSided();
  for ( std::size_t area = 0; area < findings.p.size(); ++area )
    if ( input.weights.of( area ).size() == 0 || ( isJoinCount && input.tested[area] != 1 ) )
      findings.p[area] = missing;
  findings.q = statistics::corrected( findings.p, static_cast<Correction>( choice( run, "CORRECTION" ) ) );
  classify( run, input, tails, findings );
  findings.parts = statistics::connectedParts( findings.groups, input.touching );
  return findings;
}

void DetectHotSpots::classify( const Run &run, const Input &input, const TailProbabilities &tails,
                               Findings &findings ) const
{
  const double significance = number( run, "SIGNIFICANCE" );
  const auto statistic = static_cast<Statistic>( choice( run, "STATISTIC" ) );
  if ( hasKinds( run ) )
  {
    const LocalAssociation moran = statistics::localMoran( input.tested, input.weights );
    const std::vector<double> levels = input.further.empty() ? input.tested : std::vector<double>();
    findings.classes = statistic == Statistic::moran
                         ? statistics::moranQuadrants( findings.q, significance, input.tested, moran )
                         : statistics::gearyKinds( findings.q, significance, tails, levels, moran );
    findings.groups = findings.classes;
    return;
  }
  findings.classes = statistics::hotAndCold( findings.q, tails );
  for ( std::size_t area = 0; area < findings.q.size(); ++area )
    findings.groups.push_back( !( findings.q[area] <= significance ) ? 0
                               : tails.low[area] < tails.high[area]  ? -1
                                                                     : 1 );
  // Join counts ask one question only, whether there are more than chance gives; areas without the property are known
  // not to be hot.
  if ( statistic == Statistic::joinCount )
    for ( std::size_t area = 0; area < findings.q.size(); ++area )
    {
      findings.groups[area] = findings.groups[area] == 0 ? 0 : 1;
      findings.classes[area] = input.tested[area] == 0 ? 0 : std::fabs( findings.classes[area] );
    }
}

void DetectHotSpots::tellFloor( Run &run, const Findings &findings ) const
{
  const std::size_t tests = statistics::countPresent( findings.p );
  run.setNumber( QStringLiteral( "SMALLEST_P" ), 0 );
  run.setNumber( QStringLiteral( "AREAS_AT_FLOOR_NEEDED" ), 1 );
  if ( choice( run, "INFERENCE" ) != int( Inference::permutations ) || tests == 0 )
    return;
  const auto permutations = static_cast<std::size_t>( number( run, "PERMUTATIONS" ) );
  const bool isJoinCount = static_cast<Statistic>( choice( run, "STATISTIC" ) ) == Statistic::joinCount;
  const double smallest = statistics::smallestPermutationP( permutations ) / ( isJoinCount ? 2 : 1 );
  const statistics::CorrectedFloor floor = statistics::correctedFloor(
    smallest, tests, number( run, "SIGNIFICANCE" ), static_cast<Correction>( choice( run, "CORRECTION" ) ) );
  run.setNumber( QStringLiteral( "SMALLEST_P" ), smallest );
  run.setNumber( QStringLiteral( "AREAS_AT_FLOOR_NEEDED" ), double( floor.areasNeeded ) );
  run.remark( tr( "The smallest p of %L1 permutations is %2; corrected for %L3 areas, that of one area alone is %4." )
                .arg( permutations )
                .arg( smallest, 0, 'g', 3 )
                .arg( tests )
                .arg( floor.smallestQ, 0, 'g', 3 ) );
  if ( floor.areasNeeded == 1 )
    return;
  const double needed = std::ceil( ( isJoinCount ? 1 : 2 ) / floor.floorNeeded );
  const QString reason =
    floor.areasNeeded == 0
      ? tr( "With %L1 permutations nothing can be significant after this correction for %L2 areas, however strong the "
            "pattern" )
          .arg( permutations )
          .arg( tests )
      : tr( "With %L1 permutations %L2 of the %L3 areas must have the smallest p before any of them is significant" )
          .arg( permutations )
          .arg( floor.areasNeeded )
          .arg( tests );
  run.warn( tr( "%1: %L2 permutations or more would do for a single one." ).arg( reason ).arg( needed, 0, 'f', 0 ) );
}

bool DetectHotSpots::hasKinds( const Run &run ) const
{
  const auto statistic = static_cast<Statistic>( choice( run, "STATISTIC" ) );
  return statistic == Statistic::moran || statistic == Statistic::geary;
}

namespace
{

QString kindWords( AssociationKind kind )
{
  switch ( kind )
  {
  case AssociationKind::highAmongHigh:
    return DetectHotSpots::tr( "High among high" );
  case AssociationKind::lowAmongLow:
    return DetectHotSpots::tr( "Low among low" );
  case AssociationKind::highAmongLow:
    return DetectHotSpots::tr( "High among low" );
  case AssociationKind::lowAmongHigh:
    return DetectHotSpots::tr( "Low among high" );
  case AssociationKind::alike:
    return DetectHotSpots::tr( "Like its neighbours" );
  case AssociationKind::unlike:
    return DetectHotSpots::tr( "Unlike its neighbours" );
  case AssociationKind::none:
    break;
  }
  return DetectHotSpots::tr( "Not significant" );
}

double meanOf( const std::vector<double> &values, const std::vector<std::size_t> &areas )
{
  double sum = 0;
  for ( const std::size_t area : areas )
    sum += values[area];
  return sum / double( areas.size() );
}

} // namespace

QString DetectHotSpots::classWords( const Run &run, double number ) const
{
  if ( isMissing( number ) )
    return QString();
  if ( hasKinds( run ) || number == 0 )
    return kindWords( static_cast<AssociationKind>( int( number ) ) );
  const int confidence = std::abs( int( number ) ) == 3 ? 99 : std::abs( int( number ) ) == 2 ? 95 : 90;
  return number > 0 ? tr( "Hot (%1 %)" ).arg( confidence ) : tr( "Cold (%1 %)" ).arg( confidence );
}

QString DetectHotSpots::groupWords( const Run &run, double number ) const
{
  if ( hasKinds( run ) )
    return kindWords( static_cast<AssociationKind>( int( number ) ) );
  return number > 0 ? tr( "Hot spot" ) : tr( "Cold spot" );
}

void DetectHotSpots::writeAreas( Run &run, const Input &input, const Findings &findings )
{
  const QString valueWords = isGiven( run.parameters(), "DENOMINATOR" )
                               ? tr( "%1 by %2" ).arg( text( run, "FIELD" ), text( run, "DENOMINATOR" ) )
                               : text( run, "FIELD" );
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( { "area_id" } );
  if ( !input.names.empty() )
    spec.fields.append( base::fields::named( QStringLiteral( "area_name" ) ) );
  spec.fields.append( base::fields::named( "val", valueWords ) );
  for ( const QgsField &field : base::fields::list( { "nb", "stat", "z" } ) )
    spec.fields.append( field );
  spec.fields.append( base::fields::named( "p", tr( "Chance of as much by dealing the values out anew" ) ) );
  spec.fields.append( base::fields::named( "q", tr( "p corrected for the number of areas" ) ) );
  for ( const QgsField &field : base::fields::list( { "hs_class", "hs_words", "hs_id", "supp" } ) )
    spec.fields.append( field );
  spec.geometryType = compat::multiPolygon;
  spec.crs = input.areas.crs;
  spec.style =
    hasKinds( run ) ? QStringLiteral( "detecthotspots_output_kinds" ) : QStringLiteral( "detecthotspots_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;

  std::vector<double> hotSpot( input.areas.size(), missing );
  for ( std::size_t part = 0; part < findings.parts.size(); ++part )
    for ( const std::size_t area : findings.parts[part] )
      hotSpot[area] = double( part + 1 );
  const statistics::Progress progress = run.progress( 0.9, 0.97 );
  for ( std::size_t area = 0; area < input.areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( input.areas.size() ) );
    QVector<QVariant> values{ input.areas.id[area] };
    if ( !input.names.empty() )
      values << base::orNull( input.names[area] );
    values << base::orNull( input.values[area] ) << static_cast<qlonglong>( input.weights.of( area ).size() )
           << base::orNull( findings.association.value[area] ) << base::orNull( findings.association.z[area] )
           << base::orNull( findings.p[area] ) << base::orNull( findings.q[area] )
           << base::wholeOrNull( findings.classes[area] ) << base::orNull( classWords( run, findings.classes[area] ) )
           << base::wholeOrNull( hotSpot[area] ) << ( input.isSuppressed[area] ? 1 : 0 );
    output->add( values, input.areas.geometry[area] );
  }
  output->finish();
}

void DetectHotSpots::writeHotSpots( Run &run, const Input &input, const Findings &findings )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "HOTSPOTS" );
  spec.fields = base::fields::list( { "hs_id", "hs_class", "hs_words" } );
  spec.fields.append( base::fields::named( "n", tr( "Areas" ) ) );
  spec.fields.append( base::fields::named( "mean", tr( "Mean of the areas" ) ) );
  spec.fields.append( base::fields::named( QStringLiteral( "area_km2" ) ) );
  spec.geometryType = compat::multiPolygon;
  spec.crs = input.areas.crs;
  spec.style =
    hasKinds( run ) ? QStringLiteral( "detecthotspots_hotspots_kinds" ) : QStringLiteral( "detecthotspots_hotspots" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.97, 1.0 );
  for ( std::size_t part = 0; part < findings.parts.size(); ++part )
  {
    statistics::report( progress, double( part ) / double( findings.parts.size() ) );
    const std::vector<std::size_t> &members = findings.parts[part];
    const double group = findings.groups[members.front()];
    output->add( { static_cast<qlonglong>( part + 1 ), static_cast<qlonglong>( group ), groupWords( run, group ),
                   double( members.size() ), meanOf( input.values, members ),
                   double( members.size() ) * meanOf( input.areas.squareMetres, members ) / 1e6 },
                 base::dissolved( input.areas, members ) );
  }
  output->finish();
}

void DetectHotSpots::setNumbers( Run &run, const Input &input, const Findings &findings ) const
{
  const auto areasOf = [&findings]( double group )
  { return double( std::count( findings.groups.begin(), findings.groups.end(), group ) ); };
  const std::size_t tested = statistics::countPresent( findings.p );
  const double significant =
    double( std::count_if( findings.groups.begin(), findings.groups.end(),
                           []( double group ) { return !isMissing( group ) && group != 0; } ) );
  const double cold = hasKinds( run ) ? areasOf( double( AssociationKind::lowAmongLow ) ) : areasOf( -1 );
  run.setNumber( QStringLiteral( "N_AREAS" ), double( input.areas.size() ) );
  run.setNumber( QStringLiteral( "N_TESTED" ), double( tested ) );
  run.setNumber( QStringLiteral( "N_WITHOUT_VALUE" ),
                 double( input.areas.size() - statistics::countPresent( input.tested ) ) );
  run.setNumber( QStringLiteral( "N_SIGNIFICANT" ), significant );
  run.setNumber( QStringLiteral( "N_HOT" ), areasOf( 1 ) );
  run.setNumber( QStringLiteral( "N_COLD" ), cold );
  run.setNumber( QStringLiteral( "N_HOTSPOTS" ), double( findings.parts.size() ) );
  std::map<double, int> areasByGroup;
  for ( const double group : findings.groups )
    if ( !isMissing( group ) && group != 0 )
      ++areasByGroup[group];
  QStringList kinds;
  for ( const auto &[group, areas] : areasByGroup )
    kinds << QStringLiteral( "%1: %L2" ).arg( groupWords( run, group ) ).arg( areas );
  run.remark( tr( "Of %L1 areas tested %L2 are significant, in %L3 connected spots. %4" )
                .arg( tested )
                .arg( significant )
                .arg( findings.parts.size() )
                .arg( kinds.join( QStringLiteral( "; " ) ) )
                .trimmed() );
}

} // namespace communitysafety::hotspots
