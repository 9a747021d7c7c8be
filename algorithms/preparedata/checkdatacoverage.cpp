// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/checkdatacoverage.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/recordplaces.h"
#include "base/strictparse.h"
#include "preparedata/coveragereport.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::preparedata
{

using base::Run;
using statistics::DeliveryState;

base::Identity CheckDataCoverage::identity() const
{
  return {
    QStringLiteral( "checkdatacoverage" ),
    tr( "Check data coverage" ),
    QStringLiteral( "preparedata" ),
    tr( "Shows which source delivered in which month and area, and tells what is absent from what is zero." ),
    tr( "data quality,completeness,coverage,gaps,missing months,missing data,heat map,partner data,geocoding,hit rate,"
        "data audit,absent,zero" )
      .split( ',' ),
    tr(
      "Give the incident layers of all partners, or one combined layer; the field ‘source’ tells whose a record is, "
      "or else the name of the table does. The result is a matrix of sources, months and, with AREAS, areas.\n\n"
      "Absent: the source has no record of that month anywhere, so nothing was delivered, which is not zero. Part "
      "month: days without a record at the beginning or end of a month, more of them than comes by chance once in a "
      "thousand times at the usual number per day. Drop: far fewer records than in the source's other whole months, "
      "by the robust score z = (x − median) ÷ max(1, 1.4826 MAD) of x = 2 √(n + 3/8), at DROP or more below; it needs "
      "six other months. Zero: the source delivered elsewhere in that month, but has none in the area. Silent: zeros "
      "of an area that come by chance less than once in a hundred thousand times, at the area's own number per month "
      "or, "
      "where it has none at all, at the source's share of what the other sources have there.\n\n"
      "These rules take records as independent. Incidents come in clusters and seasons, so what is marked is worth a "
      "question to the partner and is no proof; what is not marked may be incomplete all the same." )
  };
}

void CheckDataCoverage::defineParameters()
{
  add( new QgsProcessingParameterMultipleLayers( QStringLiteral( "INCIDENTS" ), tr( "Incident layers" ),
                                                 compat::anyVector ),
       tr( "The layers of the partners, or one layer with all of them. Tables need columns easting and northing, or "
           "longitude and latitude." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "AREAS" ), tr( "Areas" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "Optional polygons, such as wards: the matrix then has them as its third side, and OUTPUT maps them." ) );
  add( new QgsProcessingParameterMultipleLayers( QStringLiteral( "REJECT_TABLES" ), tr( "Tables of rejected records" ),
                                                 compat::anyVector, QVariant(), true ),
       tr( "Optional: REJECTS of the importers. Records that they refused for want of a place count as not located in "
           "the share of the source of the same name. They tell no dates: give the rejects of the period that is "
           "checked." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "PRECISION" ), tr( "Coarsest position that counts (m)" ),
                                         compat::real, 0.0, false, 0.0 ),
       tr( "Records whose field ‘precision’ is larger do not count as located; 0 takes every position." ) );
  add(
    new QgsProcessingParameterString( QStringLiteral( "FIRST_MONTH" ), tr( "First month" ), QVariant(), false, true ),
    tr( "Optional, such as 2021-04. Empty: the first month that any source has." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "LAST_MONTH" ), tr( "Last month" ), QVariant(), false, true ),
       tr( "Optional, such as 2024-03. Empty: the last month that any source has." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "DATE_FIELD" ), tr( "Field with the date" ),
                                                 QStringLiteral( "inc_date" ) ),
               tr( "Every layer must have it." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "DROP" ), tr( "A drop lies so far below (z)" ),
                                                 compat::real, 3.5, false, 1.0 ),
               tr( "Robust score from which a month is called a drop: 3.5 is the usual limit; a smaller one marks more "
                   "months." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ), tr( "Field with the ids of the areas" ),
                                                QVariant(), QStringLiteral( "AREAS" ), compat::anyField, false, true ),
               tr( "When empty: area_id, cell_id or the first text field, or else the number of the feature." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_NAME" ),
                                                tr( "Field with the names of the areas" ), QVariant(),
                                                QStringLiteral( "AREAS" ), compat::anyField, false, true ),
               tr( "Optional; when empty, area_name where the layer has it." ) );
  addInvalidGeometry();
  defineOutputs();
}

void CheckDataCoverage::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "TABLE" ), tr( "Coverage by source, month and area" ),
                                              compat::anyVector ),
       tr( "Table with a row for each source and month (area blank) and, with AREAS, each source, month and area: "
           "records, share with a position, whether the source delivered at all, and the state in words." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Coverage of the areas" ),
                                              compat::polygonVector, QVariant(), true, true ),
       tr( "Optional, with AREAS: the areas with their months that have records, and the sources that are silent "
           "there." ) );
  addReport( tr( "Optional page for the partners: heat maps of what each delivered, and the gaps in words." ) );
  addRejects();
  addNumber( QStringLiteral( "N_READ" ), tr( "Records read" ) );
  addNumber( QStringLiteral( "N_USED" ), tr( "Records counted" ) );
  addNumber( QStringLiteral( "N_REJECTED" ), tr( "Records rejected" ) );
  addNumber( QStringLiteral( "N_SOURCES" ), tr( "Sources" ) );
  addNumber( QStringLiteral( "N_MONTHS" ), tr( "Months in the period" ) );
  addNumber( QStringLiteral( "N_ABSENT" ), tr( "Months absent, summed over the sources" ) );
  addNumber( QStringLiteral( "N_PART" ), tr( "Part months, summed over the sources" ) );
  addNumber( QStringLiteral( "N_DROPS" ), tr( "Sudden drops, summed over the sources" ) );
  addNumber( QStringLiteral( "HIT_RATE" ), tr( "Records with a position (%)" ) );
  addNumber( QStringLiteral( "N_SILENT_AREAS" ), tr( "Areas in which a source is silent" ) );
}

void CheckDataCoverage::prepare( Run &run )
{
  mLayers = layerSources( run, QStringLiteral( "INCIDENTS" ) );
  if ( mLayers.empty() )
    throw QgsProcessingException( tr( "INCIDENTS is empty: choose at least one incident layer." ) );
  for ( const base::Source &layer : mLayers )
  {
    base::RecordPlaces::requirePositions( layer );
    layer.fieldIndex( text( run, "DATE_FIELD" ) );
  }
  if ( isGiven( run.parameters(), "REJECT_TABLES" ) )
    mRejects = layerSources( run, QStringLiteral( "REJECT_TABLES" ) );
  mPeriod = base::monthRange( text( run, "FIRST_MONTH" ), text( run, "LAST_MONTH" ) );
}

statistics::DeliveryRule CheckDataCoverage::rule( Run &run ) const
{
  statistics::DeliveryRule rule;
  rule.dropBelow = number( run, "DROP" );
  return rule;
}

base::Areas CheckDataCoverage::readGivenAreas( Run &run, QStringList &names, QStringList &accounts ) const
{
  const std::unique_ptr<base::Source> source = optionalSource( run, QStringLiteral( "AREAS" ) );
  if ( !source )
    return {};
  accounts << source->name();
  source->requireCrs();
  source->requireFeatures();
  base::AreasReading reading;
  reading.idField = base::areaIdOrTextField( run, *source, text( run, "AREA_ID" ),
                                             { QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  const QString nameField = base::areaNameField( *source, text( run, "AREA_NAME" ) );
  if ( !nameField.isEmpty() )
    reading.fields << nameField;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.1;
  base::Areas areas = base::readAreas( run, *source, reading );
  base::sortById( areas );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    const QString name = base::areaText( areas, area, nameField.isEmpty() ? -1 : 0 );
    names << ( name.isEmpty() ? areas.id[area] : name );
  }
  return areas;
}

Coverage CheckDataCoverage::readCoverage( Run &run, const base::Areas &areas, QStringList accounts ) const
{
  const base::AreaLocator locator( areas );
  CoverageReading reading;
  reading.dateField = text( run, "DATE_FIELD" );
  reading.coarsest = number( run, "PRECISION" );
  reading.period = mPeriod;
  CoverageMatrix matrix( run, areas, locator, reading );
  const double step = 0.7 / double( mLayers.size() + mRejects.size() );
  double from = 0.1;
  for ( const base::Source &layer : mLayers )
  {
    accounts << base::accountName( layer.name(), accounts );
    matrix.read( layer, accounts.last(), from, from + step );
    from += step;
  }
  for ( const base::Source &rejects : mRejects )
  {
    matrix.readRefused( rejects, from, from + step );
    from += step;
  }
  return matrix.judged( rule( run ) );
}

void CheckDataCoverage::process( Run &run )
{
  QStringList names, accounts;
  const base::Areas areas = readGivenAreas( run, names, accounts );
  const Coverage coverage = readCoverage( run, areas, accounts );
  statistics::report( run.progress( 0.8, 0.92 ), 1 );
  writeTable( run, coverage, areas );
  writeAreas( run, coverage, areas, names );
  if ( wantsReport( run ) )
    writeReport( run, reportOnCoverage( { coverage, names, rule( run ), number( run, "PRECISION" ) } ) );
  writeRejects( run );
  setNumbers( run, coverage );
}

namespace
{

double share( const base::DeliveredRecords &delivered )
{
  return delivered.nRecords == 0 ? statistics::missing
                                 : double( delivered.nWithPosition ) / double( delivered.nRecords );
}

//! For a number of an output that is not needed to the last digit.
double rounded( double value ) { return std::round( value * 1e4 ) / 1e4; }

} // namespace

void CheckDataCoverage::writeTable( Run &run, const Coverage &coverage, const base::Areas &areas )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "TABLE" );
  spec.fields = base::fields::list( { "source", "month", "area_id", "records", "geocoded", "present", "state", "z" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( const CoveredSource &source : coverage.sources )
    for ( std::size_t month = 0; month < coverage.nMonths; ++month )
    {
      const base::DeliveredRecords &delivered = source.delivered[month];
      const QString monthText = base::monthText( coverage.firstMonth + int( month ) );
      const statistics::JudgedMonth &judged = source.months[month];
      output->add( { source.name, monthText, compat::null(), double( delivered.nRecords ),
                     base::orNull( rounded( share( delivered ) ) ), source.isPresent( month ) ? 1 : 0,
                     wordsOf( judged.state ), base::orNull( rounded( judged.z ) ) } );
      for ( std::size_t area = 0; area < areas.size(); ++area )
        output->add( { source.name, monthText, areas.id[area], double( source.byArea[month][area] ), compat::null(),
                       source.isPresent( month ) ? 1 : 0, wordsOf( areaStateOf( source, month, area ) ),
                       compat::null() } );
    }
  output->finish();
}

void CheckDataCoverage::writeAreas( Run &run, const Coverage &coverage, const base::Areas &areas,
                                    const QStringList &names )
{
  if ( areas.size() == 0 )
  {
    if ( isGiven( run.parameters(), "OUTPUT" ) )
      run.warn( tr( "OUTPUT was not written: it needs AREAS." ) );
    return;
  }
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list(
    { "area_id", "area_name", "records", "mon_some", "mon_all", "mon_silent", "cov_class", "cov_words", "silent" } );
  spec.geometryType = compat::multiPolygon;
  spec.crs = areas.crs;
  spec.style = QStringLiteral( "checkdatacoverage_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    const AreaCoverage found = coverageOf( coverage, area );
    QgsGeometry geometry = areas.geometry[area];
    geometry.convertToMultiType();
    output->add( { areas.id[area], names.at( int( area ) ), found.records, found.monthsWithRecords,
                   found.monthsWithAllSources, found.silentMonths, static_cast<int>( found.kind ),
                   wordsOf( found.kind ), base::orNull( found.silentSources.join( QStringLiteral( ", " ) ) ) },
                 geometry );
  }
  output->finish();
}

void CheckDataCoverage::setNumbers( Run &run, const Coverage &coverage ) const
{
  double absent = 0, part = 0, drops = 0, records = 0, located = 0;
  for ( const CoveredSource &source : coverage.sources )
  {
    absent += source.count( DeliveryState::absent );
    part += source.count( DeliveryState::partMonth );
    drops += source.count( DeliveryState::drop );
    const auto all = double( source.nRecords() + source.nRefusedPlaces );
    records += all;
    located += all > 0 ? all * source.shareLocated() : 0;
  }
  double silentAreas = 0;
  const std::size_t nAreas = coverage.sources.empty() ? 0 : coverage.sources.front().silent.size();
  for ( std::size_t area = 0; area < nAreas; ++area )
    silentAreas += coverageOf( coverage, area ).silentMonths > 0 ? 1 : 0;
  // Of the records alone: areas are in the ledger, too.
  run.setNumber( QStringLiteral( "N_READ" ), double( coverage.nRead ) );
  run.setNumber( QStringLiteral( "N_USED" ), double( coverage.nUsed ) );
  run.setNumber( QStringLiteral( "N_REJECTED" ), double( coverage.nRead - coverage.nUsed ) );
  run.setNumber( QStringLiteral( "N_SOURCES" ), double( coverage.sources.size() ) );
  run.setNumber( QStringLiteral( "N_MONTHS" ), double( coverage.nMonths ) );
  run.setNumber( QStringLiteral( "N_ABSENT" ), absent );
  run.setNumber( QStringLiteral( "N_PART" ), part );
  run.setNumber( QStringLiteral( "N_DROPS" ), drops );
  if ( records > 0 )
    run.setNumber( QStringLiteral( "HIT_RATE" ), 100 * located / records );
  run.setNumber( QStringLiteral( "N_SILENT_AREAS" ), silentAreas );
}

} // namespace communitysafety::preparedata
