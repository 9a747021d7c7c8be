// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlaydeprivation.h"

#include "base/partcover.h"
#include "deprivation/overlayfigures.h"
#include "deprivation/overlayinput.h"
#include "deprivation/overlaylayers.h"
#include "deprivation/overlayreport.h"
#include "statistics/association.h"

#include <algorithm>

namespace communitysafety::deprivation
{

using base::Run;
using base::Source;
using statistics::isMissing;

base::Identity OverlayDeprivation::identity() const
{
  return {
    QStringLiteral( "overlaydeprivation" ),
    tr( "Overlay deprivation and census" ),
    QStringLiteral( "deprivation" ),
    tr( "Carries deprivation and census over to neighbourhoods by where people live, and compares them with the "
        "index." ),
    tr( "deprivation,IMD,index of multiple deprivation,census,areal interpolation,apportion,bivariate,correlation,"
        "overlay,deciles,LSOA,average rank,extent,local concentration,inequality,slope index,concentration index,"
        "Dutilleul,over-representation" )
      .split( ',' ),
    tr( "Says how deprived the people of each neighbourhood are, although neighbourhoods and deprivation areas (such "
        "as LSOAs) do not share borders. Each deprivation area gives a neighbourhood people in proportion to the share "
        "of its ground inside; people are taken to be spread evenly over it. Scores move as means over these people. "
        "Ranks are not measurements: their mean is given for orientation only. The official summary measures (average "
        "rank, extent, local concentration, proportion) and the share of people in the most deprived tenths of the "
        "country are the better figures.\n\n"
        "Rank 1 and decile 1 must be the most deprived and a high score must mean deprived; the layer is checked for "
        "it before anything is computed.\n\n"
        "The English index of deprivation contains police-recorded crime, as an index of crime does itself. With the "
        "ranks of all domains in DOMAIN_FIELDS deprivation is also given without its crime domain, the weights of the "
        "other six raised in proportion (income and employment 22.5 % each, education and health 13.5 %, barriers and "
        "living environment 9.3 %, crime 9.3 % left out).\n\n"
        "Counts of the census are carried over in the same way, as shares with the share of the city, and an index of "
        "over-representation with limits.\n\n"
        "With the scored layer of the whole city, areas are put into thirds by index and by deprivation, drawn as a "
        "map of both together, and the association of the two is measured over the whole city: rank correlation with "
        "limits that allow for neighbouring areas being alike, slope, relative and concentration index of inequality, "
        "odds of being priority by tenth of deprivation, and where the two go together on the map. It is never "
        "measured over the neighbourhoods alone: these were chosen for a high index, which hides most of any "
        "association. A correlation is no proof of cause." )
  };
}

void OverlayDeprivation::defineParameters()
{
  defineInputs();
  defineCensus();
  defineAdvanced();
  defineOutputs();
  defineNumbers();
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
       tr( "Priority neighbourhoods or any other polygons that do not overlap each other. A layer without features "
           "gives an empty output." ) );
  add( new QgsProcessingParameterFeatureSource( deprivation, tr( "Deprivation areas" ), polygons ),
       tr( "Polygons with deprivation, for instance LSOAs of the edition the deprivation index was made for." ) );
  optionalField( "SCORE_FIELD", tr( "Deprivation score" ),
                 tr( "High = deprived. At least one of score, rank and decile is needed. Numbers written as text, with "
                     "thousands separators too, are read strictly." ) );
  optionalField( "RANK_FIELD", tr( "Deprivation rank" ),
                 tr( "1 = most deprived, in the whole country. Needed for average rank, extent and local "
                     "concentration." ) );
  optionalField( "DECILE_FIELD", tr( "Deprivation decile" ),
                 tr( "1 to 10, 1 = most deprived tenth. When empty it is worked out from the rank." ) );
  optionalField( "POPULATION_FIELD", tr( "Population" ),
                 tr( "People of each deprivation area. When empty, ground is counted instead of people, and the log "
                     "warns: parks then weigh as much as flats." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "ALL_AREAS" ), tr( "Scored areas of the whole city" ),
                                                polygons, QVariant(), true ),
       tr( "Optional layer with the index of every cell or area of the city. Needed for the thirds, the map of both "
           "and every association." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "INDEX_FIELD" ), tr( "Index" ), QStringLiteral( "idx" ) ),
       tr( "Name of the field with the index, in the neighbourhoods and in the scored areas." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "DOMAIN_FIELDS" ), tr( "Domains of deprivation" ), QVariant(),
                                        deprivation, compat::anyField, true, true ),
       tr( "Optional fields with the domains (income, employment, education, health, crime, barriers, living "
           "environment) as ranks, deciles or scores, for the profile. The national ranks of all of them also give "
           "deprivation without crime." ) );
}

void OverlayDeprivation::defineCensus()
{
  const QString census = QStringLiteral( "CENSUS" );
  add( new QgsProcessingParameterFeatureSource( census, tr( "Census areas" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "Optional polygons with counts of the census, for instance output areas or LSOAs; may be the layer of the "
           "deprivation areas." ) );
  const auto fields = [this, &census]( const char *name, const QString &words, const QString &help )
  {
    add(
      new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), census, compat::anyField, true, true ),
      help );
  };
  fields( "CENSUS_FIELDS", tr( "Census counts" ), tr( "Counts, not percentages, such as lone parents." ) );
  fields( "CENSUS_TOTALS", tr( "What they are shares of" ),
          tr( "One total for all counts, such as all households, or one for each in the order of the counts." ) );
}

void OverlayDeprivation::defineAdvanced()
{
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "RANKED_AREAS" ), tr( "Number of ranked areas" ),
                                                 compat::integer, 0, false, 0 ),
               tr( "How many areas the country has in the ranking: 32,844 for the English indices of 2015 and 2019, "
                   "33,755 for 2025. 0: found from the codes of the areas, and named in the log. Turns ranks into "
                   "tenths where no decile is given, and counts in the official measures." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "INPUT_ID" ), tr( "Field with the ids of the areas" ),
                                                QVariant(), QStringLiteral( "INPUT" ), compat::anyField, false, true ),
               tr( "When empty: nbhd_id, area_id or cell_id, or else the number of the feature." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "DRAWS" ), tr( "Draws of the bootstrap" ),
                                                 compat::integer, 499, false, 99, 99999 ),
               tr( "How often the blocks of neighbouring areas are drawn anew for the limits of the associations." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), tr( "Seed" ), compat::integer, 1, false, 0 ),
               tr( "The same seed gives the same limits again." ) );
  addInvalidGeometry();
}

void OverlayDeprivation::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Areas with deprivation" ),
                                              compat::polygonVector ),
       tr( "The neighbourhoods with their mean deprivation, the official measures, the shares of people in the most "
           "deprived tenths, their domains and census shares and, with the whole city given, their thirds." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "CITY" ), tr( "Index and deprivation, whole city" ),
                                              compat::polygonVector, QVariant(), true, false ),
       tr( "Optional map of every scored area by index and deprivation together, and of where the two go together." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "PROFILE" ), tr( "Domains and census shares" ),
                                              compat::anyVector, QVariant(), true, false ),
       tr( "Optional table with a row for each neighbourhood and each domain or census share, against the city." ) );
  addReport( tr( "Optional page for the evidence base: measures, domains and census shares of each neighbourhood, and "
                 "index and deprivation over the whole city with charts, limits and how to read them." ) );
}

void OverlayDeprivation::defineNumbers()
{
  addNumber( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ),
             tr( "Share of the people of these areas who live in the most deprived tenth of the country (%)" ) );
  addNumber( QStringLiteral( "SPEARMAN" ), tr( "Rank correlation of index and deprivation, whole city" ) );
  addNumber( QStringLiteral( "SPEARMAN_LOWER" ), tr( "Its lower limit (95 %)" ) );
  addNumber( QStringLiteral( "SPEARMAN_UPPER" ), tr( "Its upper limit (95 %)" ) );
  addNumber( QStringLiteral( "SPEARMAN_P" ), tr( "Chance of as strong a correlation without association" ) );
  addNumber( QStringLiteral( "EFFECTIVE_AREAS" ), tr( "How many independent areas those of the city are worth" ) );
  addNumber( QStringLiteral( "SPEARMAN_WITHOUT_CRIME" ), tr( "Rank correlation with deprivation without crime" ) );
  addNumber( QStringLiteral( "PEARSON" ), tr( "Correlation of index and deprivation, whole city" ) );
  addNumber( QStringLiteral( "SLOPE_INDEX" ), tr( "Slope index of inequality" ) );
  addNumber( QStringLiteral( "RELATIVE_INDEX" ), tr( "Relative index of inequality" ) );
  addNumber( QStringLiteral( "CONCENTRATION_INDEX" ), tr( "Concentration index (above 0: on the deprived)" ) );
  addNumber( QStringLiteral( "N_LOCAL" ), tr( "Areas whose index goes together with the deprivation around" ) );
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_PARTLY_COVERED" ), tr( "Number of areas only partly covered" ) );
  addNumber( QStringLiteral( "N_WITHOUT_PEOPLE" ), tr( "Number of areas in which nobody lives" ) );
}

void OverlayDeprivation::prepare( Run &run )
{
  const QVariantMap &given = run.parameters();
  if ( !isGiven( given, "SCORE_FIELD" ) && !isGiven( given, "RANK_FIELD" ) && !isGiven( given, "DECILE_FIELD" ) )
    throw QgsProcessingException(
      tr( "No deprivation field is chosen: give at least one of SCORE_FIELD, RANK_FIELD and DECILE_FIELD." ) );
  const QVariant city = given.value( QStringLiteral( "CITY" ) );
  if ( city.isValid() && !city.isNull() && !isGiven( given, "ALL_AREAS" ) )
    throw QgsProcessingException(
      tr( "CITY needs the scored areas of the whole city: give ALL_AREAS, or leave CITY empty." ) );
  const int census = int( isGiven( given, "CENSUS" ) ) + int( isGiven( given, "CENSUS_FIELDS" ) ) +
                     int( isGiven( given, "CENSUS_TOTALS" ) );
  if ( census != 0 && census != 3 )
    throw QgsProcessingException( tr( "CENSUS, CENSUS_FIELDS and CENSUS_TOTALS belong together: give all three, or "
                                      "leave all three empty." ) );
}

//! The scored areas of the city and what was found there.
struct City
{
  IndexedAreas areas;
  Overlay overlay;
  CityClasses classes;
  CityAssociation association;
};

namespace
{

//! Fields that name areas of deprivation and census, whatever their capitals.
QStringList usualIds()
{
  return { QStringLiteral( "area_id" ),     QStringLiteral( "lsoa21cd" ),    QStringLiteral( "lsoa11cd" ),
           QStringLiteral( "lsoa21_code" ), QStringLiteral( "lsoa11_code" ), QStringLiteral( "lsoa_code" ),
           QStringLiteral( "oa21cd" ),      QStringLiteral( "oa11cd" ) };
}

//! What part of each area of the city lies in a neighbourhood; empty where there are none.
std::vector<double> priorityShares( const IndexedAreas &city, const IndexedAreas &input,
                                    const statistics::Progress &progress )
{
  if ( input.areas.size() == 0 )
    return {};
  return base::partsInside( city.areas.geometry, input.areas.geometry, progress );
}

} // namespace

void OverlayDeprivation::process( Run &run )
{
  IndexedAreas input = readInput( run );
  const DeprivationAreas deprivation = readDeprivation( run, input.areas.crs );
  if ( !input.areas.crs.isValid() )
    input.areas.crs = deprivation.areas.crs;
  const Overlay overlay = layOver( deprivation, input, run.progress( 0.2, 0.3 ) );
  run.setNumber( QStringLiteral( "N_AREAS" ), double( input.areas.size() ) );
  run.setNumber( QStringLiteral( "N_PARTLY_COVERED" ),
                 base::warnAboutPartCover( run, deprivation.layer, input.layer, input.areas.id, overlay.covered ) );
  run.setNumber( QStringLiteral( "N_WITHOUT_PEOPLE" ), warnAboutNobody( run, input, overlay ) );
  const Whole together = summariseWhole( deprivation, base::partsInside( overlay.shares, deprivation.areas.size() ) );
  if ( !isMissing( together.inMostDeprived[0] ) )
    run.setNumber( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ), 100.0 * together.inMostDeprived[0] );

  const std::unique_ptr<City> city = describeCity( run, deprivation, input );
  const std::vector<CensusShare> census = readCensus( run, deprivation, input, city.get() );
  const Whole whole =
    summariseWhole( deprivation, city ? base::partsInside( city->overlay.shares, deprivation.areas.size() )
                                      : std::vector<double>( deprivation.areas.size(), 1.0 ) );
  OverlayFindings findings{ input, overlay, deprivation, together, whole, census };
  const std::vector<int> noClass( input.areas.size(), -1 );
  CityClasses classes{ noClass, noClass };
  if ( !city )
  {
    writeLayer( run, QStringLiteral( "OUTPUT" ), QStringLiteral( "overlaydeprivation_output_percent" ),
                { input, overlay, classes, deprivation, &census } );
    return writeFindings( run, findings );
  }
  classes = { statistics::tertiles( input.index, city->areas.index ),
              statistics::tertiles( overlay.severity, city->overlay.severity ) };
  const CityFindings cityFindings{ city->areas, city->overlay, city->classes, city->association };
  findings.city = &cityFindings;
  writeLayer( run, QStringLiteral( "CITY" ), QStringLiteral( "overlaydeprivation_city" ),
              { city->areas, city->overlay, city->classes, deprivation, nullptr, &city->association.local } );
  writeLayer( run, QStringLiteral( "OUTPUT" ), QStringLiteral( "overlaydeprivation_output" ),
              { input, overlay, classes, deprivation, &census } );
  writeFindings( run, findings );
}

QStringList OverlayDeprivation::fieldNames( const Run &run, const char *parameter ) const
{
  return compat::fieldNames( parameterDefinition( QLatin1String( parameter ) ), run.parameters(), run.context() );
}

base::AreasReading OverlayDeprivation::areasReading( Run &run, const QgsCoordinateReferenceSystem &crs, double from,
                                                     double to ) const
{
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = crs;
  reading.progressFrom = from;
  reading.progressTo = to;
  return reading;
}

IndexedAreas OverlayDeprivation::readInput( Run &run ) const
{
  IndexedReading indexed;
  indexed.idField = text( run, "INPUT_ID" );
  indexed.indexField = text( run, "INDEX_FIELD" );
  indexed.indexIsOptional = true;
  indexed.warnsWithoutIndex = isGiven( run.parameters(), "ALL_AREAS" );
  indexed.keepsFields = true;
  return readIndexedAreas( run, source( run, QStringLiteral( "INPUT" ) ), indexed,
                           areasReading( run, QgsCoordinateReferenceSystem(), 0.0, 0.1 ) );
}

DeprivationAreas OverlayDeprivation::readDeprivation( Run &run, const QgsCoordinateReferenceSystem &crs ) const
{
  const Source source = this->source( run, QStringLiteral( "DEPRIVATION" ) );
  DeprivationFields fields;
  fields.score = text( run, "SCORE_FIELD" );
  fields.rank = text( run, "RANK_FIELD" );
  fields.decile = text( run, "DECILE_FIELD" );
  fields.population = text( run, "POPULATION_FIELD" );
  fields.domains = fieldNames( run, "DOMAIN_FIELDS" );
  fields.rankedAreas = number( run, "RANKED_AREAS" );
  base::AreasReading reading = areasReading( run, crs, 0.1, 0.2 );
  reading.idField = base::areaIdField( run, source, QString(), usualIds() );
  return readDeprivationAreas( run, source, fields, reading );
}

std::unique_ptr<City> OverlayDeprivation::describeCity( Run &run, const DeprivationAreas &deprivation,
                                                        const IndexedAreas &input ) const
{
  if ( !isGiven( run.parameters(), "ALL_AREAS" ) )
  {
    run.warn( tr( "Without ALL_AREAS no thirds and no associations are given: over the neighbourhoods alone they would "
                  "mislead." ) );
    return nullptr;
  }
  IndexedReading indexed;
  indexed.indexField = text( run, "INDEX_FIELD" );
  auto city = std::make_unique<City>();
  city->areas = readIndexedAreas( run, source( run, QStringLiteral( "ALL_AREAS" ) ), indexed,
                                  areasReading( run, deprivation.areas.crs, 0.3, 0.35 ) );
  city->overlay = layOver( deprivation, city->areas, run.progress( 0.35, 0.45 ) );
  base::warnAboutPartCover( run, deprivation.layer, city->areas.layer, city->areas.areas.id, city->overlay.covered );
  city->classes = { statistics::tertiles( city->areas.index ), statistics::tertiles( city->overlay.severity ) };
  AssociationOptions options;
  options.draws = std::size_t( number( run, "DRAWS" ) );
  options.seed = std::uint64_t( number( run, "SEED" ) );
  options.withLocal = wantsReport( run ) || isGiven( run.parameters(), "CITY" );
  city->association =
    associate( city->areas, city->overlay, priorityShares( city->areas, input, run.progress( 0.45, 0.5 ) ), options,
               run.progress( 0.5, 0.9 ) );
  tellAssociation( run, city->association );
  return city;
}

std::vector<CensusShare> OverlayDeprivation::readCensus( Run &run, const DeprivationAreas &deprivation,
                                                         const IndexedAreas &input, const City *city ) const
{
  if ( !isGiven( run.parameters(), "CENSUS" ) )
    return {};
  const Source source = this->source( run, QStringLiteral( "CENSUS" ) );
  base::AreasReading reading = areasReading( run, deprivation.areas.crs, 0.9, 0.92 );
  reading.idField = base::areaIdField( run, source, QString(), usualIds() );
  QStringList taken;
  for ( const Domain &domain : deprivation.domains )
    taken << domain.code;
  const base::CensusAreas census = base::readCensusAreas( run, source, fieldNames( run, "CENSUS_FIELDS" ),
                                                          fieldNames( run, "CENSUS_TOTALS" ), reading );
  return carryCensusOver( run, census, input, city ? &city->areas : nullptr, taken, run.progress( 0.92, 0.99 ) );
}

void OverlayDeprivation::writeLayer( Run &run, const QString &parameter, const QString &style,
                                     const OverlayTable &table )
{
  base::OutputSpec spec;
  spec.parameter = parameter;
  spec.fields = fieldsOf( table );
  spec.geometryType = compat::multiPolygon;
  spec.crs = table.areas.areas.crs;
  spec.style = style;
  if ( table.local )
    spec.furtherStyles << base::NamedStyle{ tr( "Local association" ),
                                            QStringLiteral( "overlaydeprivation_city_local" ),
                                            {} };
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t area = 0; area < table.areas.areas.size(); ++area )
    output->add( rowOf( table, spec.fields, area ), table.areas.areas.geometry[area] );
  output->finish();
}

//! The table of domains and census shares, and the page.
void OverlayDeprivation::writeFindings( Run &run, const OverlayFindings &findings )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "PROFILE" );
  spec.fields = profileFields( findings.input );
  if ( const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec ) )
  {
    for ( const QVector<QVariant> &row :
          profileRows( findings.input, findings.overlay, findings.deprivation, findings.whole, findings.census ) )
      output->add( row );
    output->finish();
  }
  if ( wantsReport( run ) )
    writeReport( run, reportOnOverlay( findings ) );
}

} // namespace communitysafety::deprivation
