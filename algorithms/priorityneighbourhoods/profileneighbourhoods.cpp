// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profileneighbourhoods.h"

#include "priorityneighbourhoods/profileindex.h"
#include "priorityneighbourhoods/profilemaps.h"
#include "priorityneighbourhoods/profilesheet.h"

#include <QDir>

#include <algorithm>

namespace communitysafety::priorityneighbourhoods
{

using base::HtmlReport;
using base::Run;
using base::Source;

base::Identity ProfileNeighbourhoods::identity() const
{
  return {
    QStringLiteral( "profileneighbourhoods" ),
    tr( "Profile neighbourhoods" ),
    QStringLiteral( "priorityneighbourhoods" ),
    tr( "Says what stands out in each neighbourhood: drivers, rates by indicator and year, people, deprivation, a page "
        "each." ),
    tr( "profile,area profile,neighbourhood profile,factsheet,fact sheet,drivers,indicators,rates,comparison,benchmark,"
        "Local Insight,needs assessment,deprivation,census,location quotient,district,atlas,report" )
      .split( ',' ),
    tr( "For priority neighbourhoods or any other polygons: incidents and rates of every indicator in the whole period "
        "and in each year, with limits, beside those of the city and of the larger area around (such as a district); "
        "the indicators and the theme that stand out; population, deprivation and census; and the administrative areas "
        "that are touched, with the shares of its people.\n\n"
        "A cell counts with the share of its ground that lies inside, so that polygons need not follow the cells. A "
        "rate is called higher or lower when its limits leave out the rate of the city. The limits allow for incidents "
        "that repeat, as far as the years in LONG show it. Of very many comparisons some are higher by chance; the "
        "pages say how many.\n\n"
        "Drivers are the indicators that are surely worse than in the city, by what they add to the index: weight × "
        "(index − 100). Sensitive indicators are never among them, and their counts of 1 to 4 are withheld, with all "
        "that would give them away.\n\n"
        "Neighbourhoods without people, without incidents, outside of the cells or outside of the larger areas stay in "
        "all outputs with what is known of them; the log says which. A place that was chosen because it was high looks "
        "worse in the years of the choice than in others: see Track the gap to the city." )
  };
}

void ProfileNeighbourhoods::defineParameters()
{
  defineInputs();
  definePeople();
  defineAdvanced();
  defineOutputs();
}

void ProfileNeighbourhoods::defineInputs()
{
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  const QList<int> tables{ static_cast<int>( compat::anyVector ) };
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INPUT" ), tr( "Neighbourhoods" ), polygons ),
       tr( "Polygons, delineated or drawn by hand. Their names (local_name, name), rank and idx are taken along." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "CELLS" ), tr( "Cells of the city" ), polygons ),
       tr( "The cells or areas of the whole city with the counts of Build indicators (burglary_n, burglary_d), or the "
           "scored layer when LONG has the counts. Its idx, where it has one, shades the maps." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "LONG" ), tr( "Counts by year" ), tables, QVariant(),
                                                true ),
       tr( "Optional: the table by year of Build indicators. Gives figures by year, rates per year, and limits that "
           "allow for incidents that repeat. What has the same counts in every year is a stock, and counted once." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "RECIPE" ), tr( "Recipe" ), tables, QVariant(), true ),
       tr( "Optional: gives the indicators their labels, themes, weights, directions and denominators, and says which "
           "are sensitive. Without it all indicators that have counts are profiled by their codes." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "PARENTS" ), tr( "Larger areas to compare with" ),
                                                polygons, QVariant(), true ),
       tr( "Optional polygons such as districts: each neighbourhood is also compared with the one that holds most of "
           "its ground. Polygons of the same name are one." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "PARENT_FIELD" ), tr( "Field with their names" ), QVariant(),
                                        QStringLiteral( "PARENTS" ), compat::anyField, false, true ),
       tr( "When empty: area_name or name, or else the first text field." ) );
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "ADMIN_AREAS" ), tr( "Administrative areas" ), polygons,
                                             QVariant(), true ),
    tr( "Optional polygons such as wards: which of them each neighbourhood touches, with the shares of its people." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "ADMIN_FIELD" ), tr( "Field with the administrative names" ),
                                        QVariant(), QStringLiteral( "ADMIN_AREAS" ), compat::anyField, false, true ),
       tr( "When empty: area_name or name, or else the first text field." ) );
}

void ProfileNeighbourhoods::definePeople()
{
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  const QString deprivation = QStringLiteral( "DEPRIVATION" ), census = QStringLiteral( "CENSUS" );
  add(
    new QgsProcessingParameterFeatureSource( deprivation, tr( "Deprivation areas" ), polygons, QVariant(), true ),
    tr( "Optional areas such as LSOAs with deprivation. Each gives a neighbourhood people in proportion to the share "
        "of its ground inside." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "SCORE_FIELD" ), tr( "Deprivation score" ), QVariant(),
                                        deprivation, compat::anyField, false, true ),
       tr( "A high score must mean deprived. Ranks are refused." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "DECILE_FIELD" ), tr( "Deprivation decile" ), QVariant(),
                                        deprivation, compat::anyField, false, true ),
       tr( "1 must be the most deprived tenth of the country." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "POPULATION_FIELD" ), tr( "Population of these areas" ),
                                        QVariant(), deprivation, compat::anyField, false, true ),
       tr( "People of each deprivation area. Without it the figures are means over the ground." ) );
  add( new QgsProcessingParameterFeatureSource( census, tr( "Census areas" ), polygons, QVariant(), true ),
       tr( "Optional areas with counts of the census, carried over in the same way." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "CENSUS_FIELDS" ), tr( "Census counts" ), QVariant(), census,
                                        compat::anyField, true, true ),
       tr( "Counts such as lone parents. Fields that hold shares from 0 to 1, or are named as percentages, are taken "
           "times their total." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "CENSUS_TOTALS" ), tr( "Of what they are shares" ), QVariant(),
                                        census, compat::anyField, true, true ),
       tr( "One total for all counts, such as all households, or one for each in their order." ) );
}

void ProfileNeighbourhoods::defineAdvanced()
{
  const QString cells = QStringLiteral( "CELLS" );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "POPULATION" ), tr( "Population of the cells" ),
                                                QVariant(), cells, compat::anyField, false, true ),
               tr( "When empty: pop, where the cells have it." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "PER" ), tr( "Rates per" ), compat::real, 1000, false, 1e-6 ),
    tr( "How many people, dwellings ... a rate is told for. Counts without a denominator are told per cell, densities "
        "per km², shares in %." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "CONFIDENCE" ), tr( "Confidence of the limits (%)" ),
                                                 compat::real, 95, false, 50, 99.9 ),
               tr( "Higher and lower rest on these limits: with 99.8 fewer are called so by chance." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "NEIGHBOURHOOD_ID" ),
                                                tr( "Field with the ids of the neighbourhoods" ), QVariant(),
                                                QStringLiteral( "INPUT" ), compat::anyField, false, true ),
               tr( "When empty: nbhd_id or area_id, or else the number of the feature." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ), tr( "Field with the ids of the cells" ),
                                                QVariant(), cells, compat::anyField, false, true ),
               tr( "The ids by which LONG names the cells. When empty: area_id or cell_id." ) );
  addInvalidGeometry();
}

void ProfileNeighbourhoods::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Profiles of neighbourhoods" ),
                                              compat::polygonVector ),
       tr( "The neighbourhoods with the theme and the drivers that stand out, and with their people." ) );
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "TABLE" ), tr( "Figures by indicator and year" ),
                                           compat::anyVector, QVariant(), true ),
    tr( "Optional table with a row for each neighbourhood, indicator and year, and for the whole period (year 0)." ) );
  add( new QgsProcessingParameterFolderDestination( QStringLiteral( "SHEETS" ), tr( "Folder for the pages" ),
                                                    QVariant(), true ),
       tr( "Optional folder for a page per neighbourhood, each a single HTML file with map and charts, and index.html "
           "that leads to them. Pages of the same name are replaced, others stay." ) );
  addOutput( new QgsProcessingOutputHtml( QStringLiteral( "INDEX" ), tr( "Page that leads to all others" ) ) );
  addNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), tr( "Number of neighbourhoods" ) );
  addNumber( QStringLiteral( "N_INDICATORS" ), tr( "Number of indicators" ) );
  addNumber( QStringLiteral( "N_YEARS" ), tr( "Number of years" ) );
  addNumber( QStringLiteral( "N_HIGHER" ), tr( "Times that an indicator is higher than the city" ) );
  addNumber( QStringLiteral( "N_WITH_DRIVER" ), tr( "Neighbourhoods with a driver" ) );
  addNumber( QStringLiteral( "N_PARTLY_COVERED" ), tr( "Neighbourhoods not wholly covered by cells" ) );
  addNumber( QStringLiteral( "N_WITHOUT_PEOPLE" ), tr( "Neighbourhoods in which nobody lives" ) );
}

void ProfileNeighbourhoods::prepare( Run &run )
{
  const QVariantMap &given = run.parameters();
  if ( isGiven( given, "DEPRIVATION" ) && !isGiven( given, "SCORE_FIELD" ) && !isGiven( given, "DECILE_FIELD" ) )
    throw QgsProcessingException( tr( "DEPRIVATION is given without a field: choose SCORE_FIELD or DECILE_FIELD, or "
                                      "both." ) );
  const int census = int( isGiven( given, "CENSUS" ) ) + int( isGiven( given, "CENSUS_FIELDS" ) ) +
                     int( isGiven( given, "CENSUS_TOTALS" ) );
  if ( census != 0 && census != 3 )
    throw QgsProcessingException( tr( "CENSUS, CENSUS_FIELDS and CENSUS_TOTALS belong together: give all three, or "
                                      "leave all three empty." ) );
}

void ProfileNeighbourhoods::process( Run &run )
{
  const Source cellSource = source( run, QStringLiteral( "CELLS" ) );
  const std::unique_ptr<Source> years = optionalSource( run, QStringLiteral( "LONG" ) );
  const std::unique_ptr<Source> recipe = optionalSource( run, QStringLiteral( "RECIPE" ) );
  const ProfilePlan plan = planProfile( run, recipe.get(), cellSource, years.get(), number( run, "PER" ) );
  const ProfiledCells cells = readCells( run, cellSource, years.get(), plan );
  const ProfiledPlaces places = readPlaces( run, cells );
  const ProfiledPeople people = readPeople( run, cells, places );
  constexpr double percent = 100;
  const double confidence = number( run, "CONFIDENCE" ) / percent;
  const PlaceProfiles profiles = profilePlaces( run, plan, cells, places, confidence );
  const ProfileFindings findings{ plan, cells, places, profiles, people, confidence, shadesOfCells( plan, cells ) };
  setNumbers( run, findings );
  writeLayer( run, findings );
  writeTable( run, findings );
  writeSheets( run, findings );
}

QStringList ProfileNeighbourhoods::fieldNames( const Run &run, const char *parameter ) const
{
  return compat::fieldNames( parameterDefinition( QLatin1String( parameter ) ), run.parameters(), run.context() );
}

ProfiledCells ProfileNeighbourhoods::readCells( Run &run, const Source &source, const Source *years,
                                                const ProfilePlan &plan ) const
{
  return readProfiledCells(
    run, { source, years, text( run, "AREA_ID" ), text( run, "POPULATION" ), invalidGeometry( run ) }, plan );
}

ProfiledPlaces ProfileNeighbourhoods::readPlaces( Run &run, const ProfiledCells &cells ) const
{
  const Source outlines = source( run, QStringLiteral( "INPUT" ) );
  const std::unique_ptr<Source> parents = optionalSource( run, QStringLiteral( "PARENTS" ) );
  const std::unique_ptr<Source> admin = optionalSource( run, QStringLiteral( "ADMIN_AREAS" ) );
  return readProfiledPlaces( run,
                             { outlines, text( run, "NEIGHBOURHOOD_ID" ), parents.get(), text( run, "PARENT_FIELD" ),
                               admin.get(), text( run, "ADMIN_FIELD" ), invalidGeometry( run ) },
                             cells );
}

ProfiledPeople ProfileNeighbourhoods::readPeople( Run &run, const ProfiledCells &cells,
                                                  const ProfiledPlaces &places ) const
{
  const std::unique_ptr<Source> deprivation = optionalSource( run, QStringLiteral( "DEPRIVATION" ) );
  const std::unique_ptr<Source> census = optionalSource( run, QStringLiteral( "CENSUS" ) );
  const base::MeasureFields measures{ text( run, "SCORE_FIELD" ), QString(), text( run, "DECILE_FIELD" ),
                                      text( run, "POPULATION_FIELD" ) };
  return readProfiledPeople( run,
                             { deprivation.get(), measures, census.get(), fieldNames( run, "CENSUS_FIELDS" ),
                               fieldNames( run, "CENSUS_TOTALS" ), invalidGeometry( run ) },
                             cells, places );
}

void ProfileNeighbourhoods::writeLayer( Run &run, const ProfileFindings &findings )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = profileFields( findings );
  spec.geometryType = compat::multiPolygon;
  spec.crs = findings.cells.areas.crs;
  spec.style = QStringLiteral( "profileneighbourhoods_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t place = 0; place < findings.places.places.size(); ++place )
    output->add( profileRow( findings, place ), findings.places.places[place].outline );
  output->finish();
}

void ProfileNeighbourhoods::writeTable( Run &run, const ProfileFindings &findings )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "TABLE" );
  spec.fields = figureFields( findings );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( const QVector<QVariant> &row : figureRows( findings ) )
    output->add( row );
  output->finish();
}

void ProfileNeighbourhoods::writeSheets( Run &run, const ProfileFindings &findings ) const
{
  const QString parameter = QStringLiteral( "SHEETS" );
  if ( !isGiven( run.parameters(), "SHEETS" ) )
    return;
  const QString folder = parameterAsFileOutput( run.parameters(), parameter, run.context() );
  if ( !QDir().mkpath( folder ) )
    throw QgsProcessingException(
      tr( "The folder %1 cannot be made for the pages: choose another in SHEETS." ).arg( folder ) );
  const QStringList files = sheetFiles( findings.places );
  base::RunRecord record = run.record;
  for ( const QString &line : run.ledger.summary() )
    record.addRemark( line );
  const auto write = [&run, &folder, &record]( const HtmlReport &report, const QString &file )
  {
    const QString path = QDir( folder ).filePath( file );
    report.write( path, record );
    run.outputs.addFile( path );
    return path;
  };
  const statistics::Progress progress = run.progress( 0.8, 1 );
  for ( std::size_t place = 0; place < findings.places.places.size(); ++place )
  {
    statistics::report( progress, double( place ) / double( files.size() ) );
    write( sheetOf( findings, place ), files.at( int( place ) ) );
  }
  run.setResult( QStringLiteral( "INDEX" ), write( indexOfSheets( findings, files ), QLatin1String( indexFile ) ) );
  run.setResult( parameter, folder );
}

void ProfileNeighbourhoods::setNumbers( Run &run, const ProfileFindings &findings ) const
{
  constexpr double enough = 0.99;
  int higher = 0, withDriver = 0, partly = 0, withoutPeople = 0;
  for ( const PlaceSummary &summary : findings.profiles.places )
  {
    higher += summary.higher;
    withDriver += summary.drivers.empty() ? 0 : 1;
  }
  for ( const ProfiledPlace &place : findings.places.places )
  {
    partly += place.covered < enough ? 1 : 0;
    withoutPeople += place.people <= 0 ? 1 : 0;
  }
  run.setNumber( QStringLiteral( "N_NEIGHBOURHOODS" ), double( findings.places.places.size() ) );
  run.setNumber( QStringLiteral( "N_INDICATORS" ), double( findings.plan.indicators.size() ) );
  run.setNumber( QStringLiteral( "N_YEARS" ), double( findings.cells.years.size() ) );
  run.setNumber( QStringLiteral( "N_HIGHER" ), higher );
  run.setNumber( QStringLiteral( "N_WITH_DRIVER" ), withDriver );
  run.setNumber( QStringLiteral( "N_PARTLY_COVERED" ), partly );
  run.setNumber( QStringLiteral( "N_WITHOUT_PEOPLE" ), withoutPeople );
}

} // namespace communitysafety::priorityneighbourhoods
