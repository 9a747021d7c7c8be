// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlaydeprivation.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/overlaps.h"
#include "base/strictparse.h"
#include "statistics/arealweights.h"
#include "statistics/association.h"
#include "statistics/ranking.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace communitysafety::deprivation
{

using base::Areas;
using base::Run;
using base::Source;
using statistics::isMissing;
using statistics::missing;

base::Identity OverlayDeprivation::identity() const
{
  return {
    QStringLiteral( "overlaydeprivation" ),
    tr( "Overlay deprivation" ),
    QStringLiteral( "deprivation" ),
    tr( "Carries deprivation over to neighbourhoods by where people live, and compares it with the index." ),
    tr( "deprivation,IMD,index of multiple deprivation,areal interpolation,apportion,bivariate,correlation,overlay,"
        "deciles,LSOA" )
      .split( ',' ),
    tr( "Says how deprived the people of each neighbourhood are, although neighbourhoods and deprivation areas (such "
        "as LSOAs) do not share borders. Each deprivation area gives a neighbourhood people in proportion to the share "
        "of its ground inside; people are taken to be spread evenly over it. Scores move as means over these people. "
        "Ranks are not measurements: their mean is given for orientation only, and the share of people in the most "
        "deprived tenths of the country is the better figure.\n\n"
        "Rank 1 and decile 1 must be the most deprived and a high score must mean deprived; the layer is checked for "
        "it before anything is computed.\n\n"
        "With the scored layer of the whole city, areas are put into thirds by index and by deprivation, drawn as a "
        "map of both together, and the two are correlated over the whole city. They are never correlated over the "
        "neighbourhoods alone: these were chosen for a high index, which hides most of any association. A correlation "
        "is no proof of cause, and since neighbouring areas are alike no significance is given." )
  };
}

void OverlayDeprivation::defineParameters()
{
  defineInputs();
  defineAdvanced();
  defineOutputs();
}

void OverlayDeprivation::defineInputs()
{
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  const QString deprivation = QStringLiteral( "DEPRIVATION" );
  const auto optionalField = [this, &deprivation]( const char *name, const QString &words, const QString &help )
  {
    add( new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), deprivation, compat::anyField,
                                          false, true ),
         help );
  };
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INPUT" ), tr( "Neighbourhoods or areas" ), polygons ),
       tr( "Priority neighbourhoods or any other polygons that do not overlap each other." ) );
  add( new QgsProcessingParameterFeatureSource( deprivation, tr( "Deprivation areas" ), polygons ),
       tr( "Polygons with deprivation, for instance LSOAs of the edition the deprivation index was made for." ) );
  optionalField( "SCORE_FIELD", tr( "Deprivation score" ),
                 tr( "High = deprived. At least one of score, rank and decile is needed. Numbers written as text, with "
                     "thousands separators too, are read strictly." ) );
  optionalField( "RANK_FIELD", tr( "Deprivation rank" ), tr( "1 = most deprived, in the whole country." ) );
  optionalField( "DECILE_FIELD", tr( "Deprivation decile" ),
                 tr( "1 to 10, 1 = most deprived tenth. When empty it is worked out from the rank." ) );
  optionalField( "POPULATION_FIELD", tr( "Population" ),
                 tr( "People of each deprivation area. When empty, ground is counted instead of people, and the log "
                     "warns: parks then weigh as much as flats." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "ALL_AREAS" ), tr( "Scored areas of the whole city" ),
                                                polygons, QVariant(), true ),
       tr( "Optional layer with the index of every cell or area of the city. Needed for the thirds, the map of both "
           "and the correlations." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "INDEX_FIELD" ), tr( "Index" ), QStringLiteral( "idx" ) ),
       tr( "Name of the field with the index, in the neighbourhoods and in the scored areas." ) );
}

void OverlayDeprivation::defineAdvanced()
{
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "RANKED_AREAS" ), tr( "Number of ranked areas" ),
                                                 compat::integer, 32844, false, 10 ),
               tr( "How many areas the country has in the ranking: 32,844 for the English indices to 2019, 33,755 for "
                   "2025. Only used to turn ranks into tenths where no decile is given." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "INPUT_ID" ), tr( "Field with the ids of the areas" ),
                                                QVariant(), QStringLiteral( "INPUT" ), compat::anyField, false, true ),
               tr( "When empty: nbhd_id, area_id or cell_id, or else the number of the feature." ) );
  addInvalidGeometry();
}

void OverlayDeprivation::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Areas with deprivation" ),
                                              compat::polygonVector ),
       tr( "The neighbourhoods with their mean deprivation, the shares of people in the most deprived tenths and, with "
           "the whole city given, their thirds." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "CITY" ), tr( "Index and deprivation, whole city" ),
                                              compat::polygonVector, QVariant(), true, false ),
       tr( "Optional map of every scored area by index and deprivation together." ) );
  addNumber( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ),
             tr( "Share of the people of these areas who live in the most deprived tenth of the country (%)" ) );
  addNumber( QStringLiteral( "SPEARMAN" ), tr( "Rank correlation of index and deprivation, whole city" ) );
  addNumber( QStringLiteral( "PEARSON" ), tr( "Correlation of index and deprivation, whole city" ) );
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_PARTLY_COVERED" ), tr( "Number of areas only partly covered" ) );
}

void OverlayDeprivation::prepare( Run &run )
{
  if ( !isGiven( run.parameters(), "SCORE_FIELD" ) && !isGiven( run.parameters(), "RANK_FIELD" ) &&
       !isGiven( run.parameters(), "DECILE_FIELD" ) )
    throw QgsProcessingException(
      tr( "No deprivation field is chosen: give at least one of SCORE_FIELD, RANK_FIELD and DECILE_FIELD." ) );
  const QVariant city = run.parameters().value( QStringLiteral( "CITY" ) );
  if ( city.isValid() && !city.isNull() && !isGiven( run.parameters(), "ALL_AREAS" ) )
    throw QgsProcessingException(
      tr( "CITY needs the scored areas of the whole city: give ALL_AREAS, or leave CITY empty." ) );
}

//! Neighbourhoods or the areas of the city, in the order of their ids.
struct IndexedAreas
{
  QString layer;
  Areas areas;
  QString idField;
  //! Fields carried over to the output under their own names, in the order of the attributes.
  QStringList kept;
  //! Missing where there is none.
  std::vector<double> index;
};

//! What each deprivation area says; a column that was not given is missing throughout.
struct DeprivationAreas
{
  QString layer;
  Areas areas;
  std::vector<double> score;
  std::vector<double> rank;
  std::vector<double> decile;
  //! People, or square metres when no population is given.
  std::vector<double> weight;
  bool weightIsPeople = false;
  //! The score, or else rank or decile turned round: high = deprived.
  std::vector<double> severity;
};

//! Deprivation carried over; one value per area in every column.
struct Overlay
{
  std::vector<double> people;
  std::vector<double> score;
  std::vector<double> rank;
  std::vector<double> severity;
  //! Share of the ground that has deprivation data.
  std::vector<double> covered;
  //! Shares of people in the most deprived 10, 20 and 30 %.
  std::vector<double> inMostDeprived[3];
  //! The first of them for all areas together.
  double allInMostDeprived = missing;
};

//! Thirds of the city: 0 to 2, -1 where there is none.
struct CityClasses
{
  std::vector<int> index;
  std::vector<int> deprivation;
};

namespace
{

std::vector<double> present( const std::vector<double> &numbers )
{
  std::vector<double> values;
  std::copy_if( numbers.begin(), numbers.end(), std::back_inserter( values ),
                []( double number ) { return !isMissing( number ); } );
  return values;
}

bool isWhole( double number ) { return std::floor( number ) == number; }

//! 1, 2, ... n in any order; two or fewer values say nothing.
bool isPermutation( std::vector<double> values )
{
  std::sort( values.begin(), values.end() );
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( values[row] != double( row + 1 ) )
      return false;
  return values.size() > 2;
}

bool looksLikeDeciles( const std::vector<double> &values )
{
  // Fewer areas may have small whole ranks or scores by chance.
  constexpr std::size_t fewest = 20;
  return values.size() >= fewest &&
         std::all_of( values.begin(), values.end(),
                      []( double value ) { return isWhole( value ) && value >= 1 && value <= 10; } );
}

bool looksLikeRanks( const std::vector<double> &values )
{
  constexpr double largestWholeScore = 1000.0;
  if ( values.empty() || !std::all_of( values.begin(), values.end(), isWhole ) )
    return false;
  return *std::max_element( values.begin(), values.end() ) > largestWholeScore || isPermutation( values );
}

QString sentence( const QString &what, const QString &field, const QString &layer ) { return what.arg( field, layer ); }

void requireScore( const std::vector<double> &score, const QString &field, const QString &layer )
{
  const std::vector<double> values = present( score );
  if ( looksLikeDeciles( values ) )
    throw QgsProcessingException( sentence( OverlayDeprivation::tr( "SCORE_FIELD: the field ‘%1’ of ‘%2’ holds only "
                                                                    "whole numbers from 1 to 10, so it is a decile: "
                                                                    "choose it as DECILE_FIELD." ),
                                            field, layer ) );
  if ( looksLikeRanks( values ) )
    throw QgsProcessingException( sentence( OverlayDeprivation::tr( "SCORE_FIELD: the field ‘%1’ of ‘%2’ holds ranks, "
                                                                    "not scores: choose it as RANK_FIELD." ),
                                            field, layer ) );
}

void requireRank( const DeprivationAreas &deprivation, const QString &field )
{
  for ( std::size_t row = 0; row < deprivation.rank.size(); ++row )
  {
    const double rank = deprivation.rank[row];
    // Tied ranks may be given as their mean.
    if ( !isMissing( rank ) && ( rank < 1 || !isWhole( 2 * rank ) ) )
      throw QgsProcessingException( OverlayDeprivation::tr( "RANK_FIELD: the field ‘%1’ of ‘%2’ is %3 in area ‘%4’, "
                                                            "which is not a rank: choose the field with the ranks." )
                                      .arg( field, deprivation.layer )
                                      .arg( rank )
                                      .arg( deprivation.areas.id[row] ) );
  }
  if ( looksLikeDeciles( present( deprivation.rank ) ) )
    throw QgsProcessingException( sentence( OverlayDeprivation::tr( "RANK_FIELD: the field ‘%1’ of ‘%2’ holds only "
                                                                    "whole numbers from 1 to 10, so it is a decile: "
                                                                    "choose it as DECILE_FIELD." ),
                                            field, deprivation.layer ) );
}

void requireDecile( const DeprivationAreas &deprivation, const QString &field )
{
  for ( std::size_t row = 0; row < deprivation.decile.size(); ++row )
  {
    const double decile = deprivation.decile[row];
    if ( !isMissing( decile ) && ( decile < 1 || decile > 10 || !isWhole( decile ) ) )
      throw QgsProcessingException( OverlayDeprivation::tr( "DECILE_FIELD: the field ‘%1’ of ‘%2’ is %3 in area ‘%4’; "
                                                            "a decile is a whole number from 1 to 10." )
                                      .arg( field, deprivation.layer )
                                      .arg( decile )
                                      .arg( deprivation.areas.id[row] ) );
  }
}

//! Refuses two columns that do not rise together, or with \a opposite do not fall together.
void requireDirection( const std::vector<double> &a, const std::vector<double> &b, bool opposite,
                       const QString &complaint )
{
  const double together = statistics::spearman( a, b ).coefficient;
  if ( !isMissing( together ) && ( opposite ? together >= 0 : together <= 0 ) )
    throw QgsProcessingException( complaint );
}

void requireConsistentDirections( const DeprivationAreas &deprivation )
{
  requireDirection( deprivation.score, deprivation.rank, true,
                    OverlayDeprivation::tr( "‘%1’: RANK_FIELD does not fall as SCORE_FIELD rises; rank 1 must be the "
                                            "most deprived area and a high score must mean deprived: check that both "
                                            "fields belong together and which way they run." )
                      .arg( deprivation.layer ) );
  const QString decileRunsWrong =
    OverlayDeprivation::tr( "‘%1’: DECILE_FIELD does not run like the %2; decile 1 must be the most deprived tenth: "
                            "check which way it runs." );
  requireDirection( deprivation.decile, deprivation.rank, false,
                    decileRunsWrong.arg( deprivation.layer, OverlayDeprivation::tr( "ranks" ) ) );
  requireDirection( deprivation.decile, deprivation.score, true,
                    decileRunsWrong.arg( deprivation.layer, OverlayDeprivation::tr( "scores" ) ) );
}

std::vector<double> turnedRound( std::vector<double> numbers )
{
  for ( double &number : numbers )
    number = -number;
  return numbers;
}

//! The share of every deprivation area in every target; refuses targets that overlap each other.
std::vector<statistics::Overlap> sharesOf( const DeprivationAreas &deprivation, const IndexedAreas &targets,
                                           const std::vector<base::AreaOverlap> &pairs )
{
  // Generalised borders overlap by slivers, which are shared out.
  constexpr double sliver = 0.02;
  std::vector<double> sum( deprivation.areas.size(), 0.0 );
  for ( const base::AreaOverlap &pair : pairs )
    sum[pair.source] += pair.share;
  std::vector<statistics::Overlap> shares;
  for ( const base::AreaOverlap &pair : pairs )
  {
    if ( sum[pair.source] > 1 + sliver )
      throw QgsProcessingException(
        OverlayDeprivation::tr( "Areas of ‘%1’ overlap each other inside ‘%2’ (one of them "
                                "is ‘%3’), so that people would count twice: remove the "
                                "overlap." )
          .arg( targets.layer, deprivation.areas.id[pair.source], targets.areas.id[pair.target] ) );
    shares.push_back( { pair.source, pair.target, pair.share / std::max( 1.0, sum[pair.source] ) } );
  }
  return shares;
}

std::vector<double> coveredShares( const DeprivationAreas &deprivation, const Areas &targets,
                                   const std::vector<base::AreaOverlap> &pairs )
{
  std::vector<double> covered( targets.size(), 0.0 );
  for ( const base::AreaOverlap &pair : pairs )
    if ( !isMissing( deprivation.severity[pair.source] ) && !isMissing( deprivation.weight[pair.source] ) )
      covered[pair.target] += pair.area / targets.squareMetres[pair.target];
  for ( double &share : covered )
    share = std::min( 1.0, share );
  return covered;
}

double shareOfAll( std::vector<statistics::Overlap> shares, const DeprivationAreas &deprivation,
                   const std::vector<double> &tenths )
{
  for ( statistics::Overlap &share : shares )
    share.target = 0;
  return statistics::summariseTargets( shares, deprivation.weight, deprivation.severity, tenths, 1,
                                       std::vector<double>{ missing } )
    .shareInClass.front();
}

Overlay layOver( const DeprivationAreas &deprivation, const std::vector<double> &tenths, const IndexedAreas &targets,
                 const statistics::Progress &progress )
{
  const auto pairs = base::overlaps( deprivation.areas.geometry, targets.areas.geometry, progress );
  const std::vector<statistics::Overlap> shares = sharesOf( deprivation, targets, pairs );
  const std::vector<double> unknown( targets.areas.size(), missing );
  const auto summarise = [&]( const std::vector<double> &values, double limit )
  { return statistics::summariseTargets( shares, deprivation.weight, values, tenths, limit, unknown ); };

  Overlay overlay;
  const statistics::TargetSummary scores = summarise( deprivation.score, 1 );
  const statistics::TargetSummary ranks = summarise( deprivation.rank, 2 );
  const statistics::TargetSummary severities = summarise( deprivation.severity, 3 );
  overlay.people = deprivation.weightIsPeople ? scores.population : unknown;
  overlay.score = scores.meanScore;
  overlay.rank = ranks.meanScore;
  overlay.severity = severities.meanScore;
  overlay.covered = coveredShares( deprivation, targets.areas, pairs );
  overlay.inMostDeprived[0] = scores.shareInClass;
  overlay.inMostDeprived[1] = ranks.shareInClass;
  overlay.inMostDeprived[2] = severities.shareInClass;
  overlay.allInMostDeprived = shareOfAll( shares, deprivation, tenths );
  return overlay;
}

//! \returns how many areas are partly covered.
int warnAboutPartlyCovered( Run &run, const IndexedAreas &areas, const std::vector<double> &covered )
{
  constexpr double enough = 0.99;
  constexpr int areasToName = 10;
  QStringList named;
  int count = 0;
  for ( std::size_t row = 0; row < covered.size(); ++row )
    if ( covered[row] < enough && ++count <= areasToName )
      named << QStringLiteral( "%1 (%2 %)" ).arg( areas.areas.id[row] ).arg( 100.0 * covered[row], 0, 'f', 1 );
  if ( count > areasToName )
    named << QStringLiteral( "…" );
  if ( count > 0 )
    run.warn(
      OverlayDeprivation::tr( "‘%1’: deprivation data cover less than 99 % of %2 of %3 areas: %4. Their figures "
                              "stand for the covered part only." )
        .arg( areas.layer )
        .arg( count )
        .arg( covered.size() )
        .arg( named.join( QStringLiteral( ", " ) ) ) );
  return count;
}

void correlate( Run &run, const std::vector<double> &index, const std::vector<double> &severity )
{
  const statistics::Correlation ranks = statistics::spearman( index, severity );
  const statistics::Correlation values = statistics::pearson( index, severity );
  if ( isMissing( ranks.coefficient ) )
  {
    run.warn( OverlayDeprivation::tr( "Index and deprivation cannot be correlated over the city: %n area(s) have both, "
                                      "and both must vary.",
                                      nullptr, static_cast<int>( ranks.pairs ) ) );
    return;
  }
  run.setNumber( QStringLiteral( "SPEARMAN" ), ranks.coefficient );
  run.setNumber( QStringLiteral( "PEARSON" ), values.coefficient );
  run.remark( OverlayDeprivation::tr( "Over the %1 areas of the city with both, index and deprivation correlate with "
                                      "Spearman %2 and Pearson %3 (1 = the higher the index, the more deprived)." )
                .arg( ranks.pairs )
                .arg( ranks.coefficient, 0, 'f', 3 )
                .arg( values.coefficient, 0, 'f', 3 ) );
}

QVariant classNumber( int third ) { return third < 0 ? compat::null() : QVariant( third + 1 ); }

QVariant classWords( int index, int deprivation )
{
  if ( index < 0 || deprivation < 0 )
    return compat::null();
  const QString indexWords[] = { OverlayDeprivation::tr( "Low index" ), OverlayDeprivation::tr( "Middle index" ),
                                 OverlayDeprivation::tr( "High index" ) };
  const QString deprivationWords[] = { OverlayDeprivation::tr( "low deprivation" ),
                                       OverlayDeprivation::tr( "middle deprivation" ),
                                       OverlayDeprivation::tr( "high deprivation" ) };
  return QStringLiteral( "%1, %2" ).arg( indexWords[index], deprivationWords[deprivation] );
}

//! \a value as the field of an output stores it; null when it does not fit, for instance a rank that is no number.
QVariant asFieldValue( const QgsField &field, const QVariant &value )
{
  if ( field.type() == compat::textField )
    return compat::isNull( value ) ? compat::null() : QVariant( value.toString() );
  const base::ParsedNumber number = base::parseNumber( value );
  return number.isNumber() ? QVariant( number.value ) : compat::null();
}

} // namespace

void OverlayDeprivation::process( Run &run )
{
  const IndexedAreas input = readInput( run );
  const DeprivationAreas deprivation = readDeprivation( run, input.areas.crs );
  const std::vector<double> tenthOf = tenths( run, deprivation );
  const Overlay overlay = layOver( deprivation, tenthOf, input, run.progress( 0.3, 0.5 ) );
  const int partlyCovered = warnAboutPartlyCovered( run, input, overlay.covered );

  const std::vector<int> noClass( input.areas.size(), -1 );
  CityClasses classes{ noClass, noClass };
  if ( isGiven( run.parameters(), "ALL_AREAS" ) )
  {
    const IndexedAreas city = readCity( run, input.areas.crs );
    const Overlay cityOverlay = layOver( deprivation, tenthOf, city, run.progress( 0.6, 0.9 ) );
    warnAboutPartlyCovered( run, city, cityOverlay.covered );
    classes = { statistics::tertiles( input.index, city.index ),
                statistics::tertiles( overlay.severity, cityOverlay.severity ) };
    correlate( run, city.index, cityOverlay.severity );
    const CityClasses cityClasses{ statistics::tertiles( city.index ), statistics::tertiles( cityOverlay.severity ) };
    write( run, QStringLiteral( "CITY" ), QStringLiteral( "overlaydeprivation_city" ), city, cityOverlay, cityClasses );
    write( run, QStringLiteral( "OUTPUT" ), QStringLiteral( "overlaydeprivation_output" ), input, overlay, classes );
  }
  else
  {
    run.warn( tr( "Without ALL_AREAS no thirds and no correlations are given: over the neighbourhoods alone they would "
                  "mislead." ) );
    write( run, QStringLiteral( "OUTPUT" ), QStringLiteral( "overlaydeprivation_output_percent" ), input, overlay,
           classes );
  }
  if ( !isMissing( overlay.allInMostDeprived ) )
    run.setNumber( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ), 100.0 * overlay.allInMostDeprived );
  run.setNumber( QStringLiteral( "N_AREAS" ), double( input.areas.size() ) );
  run.setNumber( QStringLiteral( "N_PARTLY_COVERED" ), partlyCovered );
}

IndexedAreas OverlayDeprivation::readInput( Run &run ) const
{
  const Source source = this->source( run, QStringLiteral( "INPUT" ) );
  const QString index = text( run, "INDEX_FIELD" );
  const bool hasIndex = source.fields().lookupField( index ) >= 0;
  IndexedAreas input;
  input.layer = source.name();
  input.idField =
    base::areaIdField( run, source, text( run, "INPUT_ID" ),
                       { QStringLiteral( "nbhd_id" ), QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  for ( const char *field : { "name", "area_name", "rank", "pop" } )
    if ( source.fields().lookupField( QLatin1String( field ) ) >= 0 )
      input.kept << QLatin1String( field );

  base::AreasReading reading;
  reading.idField = input.idField;
  reading.fields = input.kept;
  if ( hasIndex )
    reading.fields << index;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.1;
  input.areas = base::readAreas( run, source, reading );
  base::sortById( input.areas );
  if ( hasIndex )
  {
    input.index = base::numberColumn( run, input.areas, input.kept.size(), input.layer, index );
    return input;
  }
  input.index.assign( input.areas.size(), missing );
  if ( isGiven( run.parameters(), "ALL_AREAS" ) )
    run.warn( tr( "‘%1’ has no field ‘%2’: its areas get no third by index." ).arg( input.layer, index ) );
  return input;
}

IndexedAreas OverlayDeprivation::readCity( Run &run, const QgsCoordinateReferenceSystem &crs ) const
{
  const Source source = this->source( run, QStringLiteral( "ALL_AREAS" ) );
  IndexedAreas city;
  city.layer = source.name();
  city.idField = base::areaIdField( run, source, QString() );
  base::AreasReading reading;
  reading.idField = city.idField;
  reading.fields = QStringList{ text( run, "INDEX_FIELD" ) };
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = crs;
  reading.progressFrom = 0.5;
  reading.progressTo = 0.6;
  city.areas = base::readAreas( run, source, reading );
  base::sortById( city.areas );
  city.index = base::numberColumn( run, city.areas, 0, city.layer, reading.fields.first() );
  return city;
}

DeprivationAreas OverlayDeprivation::readDeprivation( Run &run, const QgsCoordinateReferenceSystem &crs ) const
{
  const Source source = this->source( run, QStringLiteral( "DEPRIVATION" ) );
  base::AreasReading reading;
  reading.idField = base::areaIdField( run, source, QString(),
                                       { QStringLiteral( "area_id" ), QStringLiteral( "lsoa21cd" ),
                                         QStringLiteral( "lsoa11cd" ), QStringLiteral( "lsoa21_code" ),
                                         QStringLiteral( "lsoa11_code" ), QStringLiteral( "lsoa_code" ) } );
  for ( const char *parameter : { "SCORE_FIELD", "RANK_FIELD", "DECILE_FIELD", "POPULATION_FIELD" } )
    if ( isGiven( run.parameters(), parameter ) )
      reading.fields << text( run, parameter );
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = crs;
  reading.progressFrom = 0.1;
  reading.progressTo = 0.3;
  DeprivationAreas deprivation;
  deprivation.layer = source.name();
  deprivation.areas = base::readAreas( run, source, reading );
  base::sortById( deprivation.areas );

  const auto column = [&]( const char *parameter )
  {
    if ( !isGiven( run.parameters(), parameter ) )
      return std::vector<double>( deprivation.areas.size(), missing );
    const QString field = text( run, parameter );
    return base::numberColumn( run, deprivation.areas, reading.fields.indexOf( field ), deprivation.layer, field );
  };
  deprivation.score = column( "SCORE_FIELD" );
  deprivation.rank = column( "RANK_FIELD" );
  deprivation.decile = column( "DECILE_FIELD" );
  requireScore( deprivation.score, text( run, "SCORE_FIELD" ), deprivation.layer );
  requireRank( deprivation, text( run, "RANK_FIELD" ) );
  requireDecile( deprivation, text( run, "DECILE_FIELD" ) );
  requireConsistentDirections( deprivation );
  deprivation.severity = isGiven( run.parameters(), "SCORE_FIELD" )  ? deprivation.score
                         : isGiven( run.parameters(), "RANK_FIELD" ) ? turnedRound( deprivation.rank )
                                                                     : turnedRound( deprivation.decile );
  deprivation.weightIsPeople = isGiven( run.parameters(), "POPULATION_FIELD" );
  deprivation.weight = deprivation.weightIsPeople ? column( "POPULATION_FIELD" ) : deprivation.areas.squareMetres;
  base::requireNotNegative( deprivation.areas, deprivation.weight, deprivation.layer, text( run, "POPULATION_FIELD" ) );
  if ( !deprivation.weightIsPeople )
    run.warn( tr( "Without POPULATION_FIELD ground is counted instead of people: means and shares are those of the "
                  "area, parks and factories included." ) );
  return deprivation;
}

std::vector<double> OverlayDeprivation::tenths( Run &run, const DeprivationAreas &deprivation ) const
{
  if ( isGiven( run.parameters(), "DECILE_FIELD" ) )
    return deprivation.decile;
  if ( !isGiven( run.parameters(), "RANK_FIELD" ) )
  {
    run.warn( tr( "The shares in the most deprived tenths of the country are not known: they need RANK_FIELD or "
                  "DECILE_FIELD." ) );
    return deprivation.decile;
  }
  const double ranked = parameterAsInt( run.parameters(), QStringLiteral( "RANKED_AREAS" ), run.context() );
  const std::vector<double> ranks = present( deprivation.rank );
  const double last = *std::max_element( ranks.begin(), ranks.end() );
  if ( last > ranked )
    throw QgsProcessingException( tr( "‘%1’ has the rank %L2, but RANKED_AREAS says that %L3 areas are ranked: set it "
                                      "to their number (33,755 for the English indices of 2025)." )
                                    .arg( deprivation.layer )
                                    .arg( last, 0, 'f', 0 )
                                    .arg( ranked, 0, 'f', 0 ) );
  if ( isPermutation( ranks ) && double( ranks.size() ) < ranked )
    throw QgsProcessingException( tr( "The ranks of ‘%1’ run from 1 to %L2, so they are ranks within this layer and "
                                      "not among the %L3 of RANKED_AREAS: set RANKED_AREAS to %2, or choose the "
                                      "national rank." )
                                    .arg( deprivation.layer )
                                    .arg( ranks.size() )
                                    .arg( ranked, 0, 'f', 0 ) );
  return statistics::deciles( deprivation.rank, ranked );
}

void OverlayDeprivation::write( Run &run, const QString &parameter, const QString &style, const IndexedAreas &areas,
                                const Overlay &overlay, const CityClasses &classes )
{
  const bool isNeighbourhood = areas.idField.compare( QLatin1String( "nbhd_id" ), Qt::CaseInsensitive ) == 0;
  base::OutputSpec spec;
  spec.parameter = parameter;
  spec.fields = base::fields::list( QStringList{ isNeighbourhood ? "nbhd_id" : "area_id" } + areas.kept +
                                    QStringList{ "idx", "dep_score", "dep_rank", "dep_pop", "dep_cover", "dep_10",
                                                 "dep_20", "dep_30", "idx_class", "dep_class", "biv_class" } );
  spec.geometryType = compat::multiPolygon;
  spec.crs = areas.areas.crs;
  spec.style = style;
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t row = 0; row < areas.areas.size(); ++row )
  {
    QVector<QVariant> values{ areas.areas.id[row] };
    for ( int kept = 0; kept < areas.kept.size(); ++kept )
      values << asFieldValue( spec.fields.at( kept + 1 ), areas.areas.attributes[row].at( kept ) );
    values << base::orNull( areas.index[row] ) << base::orNull( overlay.score[row] )
           << base::orNull( overlay.rank[row] ) << base::orNull( overlay.people[row] ) << overlay.covered[row];
    for ( const std::vector<double> &share : overlay.inMostDeprived )
      values << base::orNull( share[row] );
    values << classNumber( classes.index[row] ) << classNumber( classes.deprivation[row] )
           << classWords( classes.index[row], classes.deprivation[row] );
    output->add( values, areas.areas.geometry[row] );
  }
  output->finish();
}

} // namespace communitysafety::deprivation
