// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/incidentlayer.h"
#include "base/run.h"
#include "preparedata/prepareincidents.h"

namespace communitysafety::preparedata
{

using base::Run;

void PrepareIncidents::addField( const char *name, const QString &words, const QString &help, bool isAdvanced,
                                 bool isList )
{
  auto *field = new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), QStringLiteral( "INPUT" ),
                                                 compat::anyField, isList, true );
  if ( isAdvanced )
    addAdvanced( field, help );
  else
    add( field, help );
}

void PrepareIncidents::defineParameters()
{
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INPUT" ), tr( "Records" ),
                                                { static_cast<int>( compat::anyVector ) } ),
       tr( "A table or a layer of points with one row for each record: CSV, a sheet of a workbook, GeoPackage, "
           "database." ) );
  add( new QgsProcessingParameterFile( QStringLiteral( "PROFILE" ), tr( "Saved profile" ), compat::singleFile,
                                       QString(), QVariant(), true, tr( "Profiles (*.json);;All files (*.*)" ) ),
       tr( "Optional: what SAVE_PROFILE wrote for this partner before. It stands in for every parameter that is left "
           "empty here; a parameter that is filled in wins." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "SOURCE_NAME" ), tr( "Name of the source" ), QVariant(), false,
                                         true ),
       tr( "A short word such as fire or asb, by which recipes call these records. Empty takes the name of the "
           "table." ) );
  definePositions();
  defineDates();
  defineCategories();
  defineIdsAndFields();
  definePositionDetails();
  defineDateDetails();
  defineFurtherDetails();
  defineOutputs();
}

void PrepareIncidents::definePositions()
{
  addField( "X_FIELD", tr( "X: easting or longitude" ),
            tr( "Field with the first coordinate, number or text; commas between thousands are read over. Leave it "
                "empty to take the points of the layer." ),
            false );
  addField( "Y_FIELD", tr( "Y: northing or latitude" ), tr( "Field with the second coordinate." ), false );
  addField( "GRID_REFERENCE_FIELD", tr( "National grid reference" ),
            tr( "Field with references such as SP 0670 8690, British or Irish, of any length. A record is placed in "
                "the centre of its square, and the size of the square is its precision. Used where there are no "
                "usable coordinates." ),
            false );
  addField( "POSTCODE_FIELD", tr( "Postcode" ),
            tr( "Field with postcodes, or sectors such as B1 1, used where there are neither usable coordinates nor "
                "a grid reference. Needs POSTCODE_DIRECTORY. The postcode itself does not reach the output." ),
            false );
  add( new QgsProcessingParameterFile( QStringLiteral( "POSTCODE_DIRECTORY" ), tr( "Postcode directory" ),
                                       compat::singleFile, QString(), QVariant(), true,
                                       tr( "Directories (*.csv *.gz *.zip *.gpkg);;All files (*.*)" ) ),
       tr( "A file you have: the ONS Postcode Directory or National Statistics Postcode Lookup (CSV or zip), "
           "Code-Point Open (GeoPackage or zip of CSV files), or a table of postcodes with coordinates. It is read in "
           "place." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "STUDY_AREA" ), tr( "Study area" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "Optional polygons of the city or district; several count as their union. Records outside are rejected." ) );
}

void PrepareIncidents::defineDates()
{
  addField( "DATE_FIELD", tr( "Date, or its start" ),
            tr( "Field with the date on which it happened, or on which the span began in which it happened." ), false );
  addField( "DATE_END_FIELD", tr( "End of the span" ),
            tr( "Optional field with the end of that span. A blank end is the start; an end before the start is "
                "rejected." ),
            false );
}

void PrepareIncidents::defineCategories()
{
  addField( "CATEGORY_FIELD", tr( "Category" ), tr( "Field with the kind of incident." ), false );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "CATEGORY_LOOKUP" ), tr( "Lookup of categories" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional table with the fields ‘from’ and ‘to’: what the partner writes and what it is called here. "
           "Capitals, blanks and & for and make no difference. What it does not have is kept as written and listed, "
           "with the nearest name. A saved profile carries it along." ) );
}

void PrepareIncidents::defineIdsAndFields()
{
  addField( "ID_FIELD", tr( "Reference number" ),
            tr( "Field with the number of the record. Records without one get an id made from the source and what "
                "the record says, the same at every run." ),
            false );
  addField( "KEEP_FIELDS", tr( "Further fields to keep" ),
            tr( "Nothing but what is named here, and the fields of every incident, reaches the output." ), false,
            true );
}

void PrepareIncidents::definePositionDetails()
{
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "TOLERANCE" ),
                                                 tr( "Distance outside the study area still taken (m)" ), compat::real,
                                                 QVariant(), true, 0.0 ),
               tr( "Records up to this far outside the study area are kept; 50 where left empty, 0 keeps strictly to "
                   "the outline." ) );
  addAdvanced(
    new QgsProcessingParameterCrs( QStringLiteral( "COORDINATES_CRS" ), tr( "Reference system of the coordinates" ),
                                   QVariant(), true ),
    tr( "Of X_FIELD and Y_FIELD, or of a layer that has none. Where left empty, British metres, metres of web maps, "
        "degrees, and degrees in exchanged columns are told apart record by record; every other system must be "
        "stated, the Irish Grid of Northern Ireland among them, whose metres would be taken for British ones." ) );
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "PRECISION" ), tr( "Precision of the coordinates" ),
                                               { tr( "From the coordinates" ), tr( "Exact" ), tr( "100 m" ),
                                                 tr( "Postcode" ), tr( "Postcode sector" ), tr( "Unknown" ) },
                                               false, QVariant(), true ),
               tr( "How near the points are to where it happened. Where left empty it is taken from the coordinates: "
                   "when nearly all are multiples of 10, 100 or 1,000 m it is that, else they count as exact. A "
                   "postcode counts as 100 m and a sector as 1,000 m, both round figures." ) );
  addField( "PRECISION_FIELD", tr( "Field with the precision" ),
            tr( "Optional field with the precision of each record, in metres or in words: exact, 100 m, postcode, "
                "sector. Other words mean that it is not known." ),
            true );
  addField( "PLACE_FIELD", tr( "Name of the place" ),
            tr( "Optional field with a street or place, for the list of places with most incidents; it is written to "
                "the field ‘place’." ),
            true );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "ROUND_TO" ), tr( "Round coordinates to (m)" ),
                                                 compat::real, QVariant(), true, 0.0 ),
               tr( "Moves every point to the centre of a square of this size, and raises its precision to it. Empty or "
                   "0 leaves points where they are." ) );
}

void PrepareIncidents::defineDateDetails()
{
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "DATE_FORMAT" ), tr( "How dates are written" ),
                                               { tr( "Find out" ), tr( "Year-month-day" ), tr( "Day/month/year" ),
                                                 tr( "Month/day/year" ), tr( "Serial number of a spreadsheet" ),
                                                 tr( "Month only" ) },
                                               false, QVariant(), true ),
               tr( "Where left empty it is found in the whole column and the log says from what: 31/01/2024 can have "
                   "only the day first, 03/04/2024 could be either. A stated form is the only one that is read; "
                   "others are rejected." ) );
  addAdvanced(
    new QgsProcessingParameterString( QStringLiteral( "FIRST_DATE" ), tr( "First date" ), QVariant(), false, true ),
    tr( "Optional day or month, such as 2023-04: earlier records are rejected." ) );
  addAdvanced(
    new QgsProcessingParameterString( QStringLiteral( "LAST_DATE" ), tr( "Last date" ), QVariant(), false, true ),
    tr( "Optional day or month, such as 2024-03: records that began later are rejected. Dates after today always "
        "are." ) );
}

void PrepareIncidents::defineFurtherDetails()
{
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "CATEGORY" ), tr( "Category of all records" ),
                                                 QVariant(), false, true ),
               tr( "For tables of one kind of incident, and for records whose CATEGORY_FIELD is blank." ) );
  addAdvanced(
    new QgsProcessingParameterEnum( QStringLiteral( "SIDE" ), tr( "Whose place the position is" ),
                                    { tr( "Location" ), tr( "Victim" ), tr( "Offender" ) }, false, QVariant(), true ),
    tr( "Where it happened (also where left empty), where the victim lives, or where the offender lives." ) );
  addAdvanced( new QgsProcessingParameterEnum(
                 QStringLiteral( "DUPLICATES" ), tr( "Repeated reference numbers" ),
                 { tr( "Keep the first" ), tr( "Keep all and flag" ), tr( "Reject all" ) }, false, QVariant(), true ),
               tr( "The first that is usable is kept where this is left empty. Flagged records are numbered in the "
                   "field ‘repeat_no’. Records without a number are never taken for repetitions." ) );
  addField( "WEIGHT_FIELD", tr( "Weight" ),
            tr( "Optional field with a number of 0 or more by which a record counts, such as the number of "
                "casualties. Else each counts 1." ),
            true );
  addField( "DROP_FIELDS", tr( "Fields to drop" ),
            tr( "Fields that are left out although KEEP_FIELDS or the profile names them." ), true, true );
}

void PrepareIncidents::defineOutputs()
{
  addInvalidGeometry();
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Incidents" ), compat::pointVector ),
       tr( "The incident layer, in the system of the study area, else in the British National Grid or one that "
           "measures in metres." ) );
  addRejects();
  addReport( tr( "One page for the partner: how many records were used and why others were not, where positions come "
                 "from and how exact they are, places with most incidents, dates, categories." ) );
  add( new QgsProcessingParameterFileDestination( QStringLiteral( "SAVE_PROFILE" ), tr( "Save profile" ),
                                                  tr( "Profiles (*.json)" ), QVariant(), true, false ),
       tr( "Writes how this table was read, categories included, for the next file of the same partner." ) );
  addNumber( QStringLiteral( "N_READ" ), tr( "Records read" ) );
  addNumber( QStringLiteral( "N_USED" ), tr( "Incidents written" ) );
  addNumber( QStringLiteral( "N_REJECTED" ), tr( "Records rejected" ) );
  addNumber( QStringLiteral( "HIT_RATE" ), tr( "Records with a usable position (%)" ) );
  addNumber( QStringLiteral( "N_REPEATED" ), tr( "Records with an id that comes more than once" ) );
  addNumber( QStringLiteral( "N_UNKNOWN_CATEGORIES" ), tr( "Different categories that the lookup does not have" ) );
  addNumber( QStringLiteral( "N_COARSE" ), tr( "Incidents coarser than 100 m or of unknown precision" ) );
  addNumber( QStringLiteral( "TOP_PLACE_SHARE" ), tr( "Share of the incidents at the place with most of them (%)" ) );
}

QDate PrepareIncidents::dateParameter( const Run &run, const char *parameter, bool isLast ) const
{
  const QString written = text( run, parameter ).trimmed();
  if ( written.isEmpty() )
    return {};
  const base::ParsedDate date = base::parseDate( written );
  if ( !date.valid )
    throw QgsProcessingException(
      tr( "%1: ‘%2’ is no date; write it as 2024-01-31 or 2024-01." ).arg( QLatin1String( parameter ), written ) );
  return isLast ? date.lastDay() : date.date;
}

QString PrepareIncidents::word( const Run &run, const char *parameter ) const
{
  return isGiven( run.parameters(), parameter ) ? text( run, parameter ).trimmed()
                                                : mProfile.text( QString::fromLatin1( parameter ).toLower() );
}

QStringList PrepareIncidents::names( const Run &run, const char *parameter ) const
{
  return isGiven( run.parameters(), parameter )
           ? compat::fieldNames( parameterDefinition( QLatin1String( parameter ) ), run.parameters(), run.context() )
           : mProfile.texts( QString::fromLatin1( parameter ).toLower() );
}

int PrepareIncidents::place( const Run &run, const char *parameter ) const
{
  return isGiven( run.parameters(), parameter )
           ? choice( run, parameter )
           : mProfile.choice( QString::fromLatin1( parameter ).toLower() ).value_or( 0 );
}

double PrepareIncidents::measure( const Run &run, const char *parameter, double otherwise ) const
{
  return isGiven( run.parameters(), parameter )
           ? number( run, parameter )
           : mProfile.number( QString::fromLatin1( parameter ).toLower() ).value_or( otherwise );
}

QgsCoordinateReferenceSystem PrepareIncidents::coordinatesCrs( const Run &run ) const
{
  if ( isGiven( run.parameters(), "COORDINATES_CRS" ) )
    return parameterAsCrs( run.parameters(), QStringLiteral( "COORDINATES_CRS" ), run.context() );
  constexpr int longestQuotation = 40;
  const QString name = mProfile.text( QStringLiteral( "coordinates_crs" ) );
  const QgsCoordinateReferenceSystem crs( name );
  if ( !name.isEmpty() && !crs.isValid() )
    throw QgsProcessingException( tr( "The profile has under ‘coordinates_crs’ no reference system: ‘%1’; write "
                                      "EPSG:27700 or another." )
                                    .arg( name.left( longestQuotation ) ) );
  return crs;
}

void PrepareIncidents::choosePositions( const Run &run, IncidentSettings &settings ) const
{
  constexpr double usualTolerance = 50.0;
  settings.xField = word( run, "X_FIELD" );
  settings.yField = word( run, "Y_FIELD" );
  settings.coordinatesCrs = coordinatesCrs( run );
  settings.gridReferenceField = word( run, "GRID_REFERENCE_FIELD" );
  settings.postcodeField = word( run, "POSTCODE_FIELD" );
  settings.precision = static_cast<StatedPrecision>( place( run, "PRECISION" ) );
  settings.precisionField = word( run, "PRECISION_FIELD" );
  settings.placeField = word( run, "PLACE_FIELD" );
  settings.roundTo = measure( run, "ROUND_TO", 0.0 );
  settings.tolerance = measure( run, "TOLERANCE", usualTolerance );
}

IncidentSettings PrepareIncidents::settings( const Run &run ) const
{
  IncidentSettings settings;
  settings.sourceName = word( run, "SOURCE_NAME" );
  choosePositions( run, settings );
  settings.dateField = word( run, "DATE_FIELD" );
  settings.dateEndField = word( run, "DATE_END_FIELD" );
  if ( const int format = place( run, "DATE_FORMAT" ); format > 0 )
    settings.dateFormat = static_cast<base::DateFormat>( format - 1 );
  settings.firstDate = dateParameter( run, "FIRST_DATE", false );
  settings.lastDate = dateParameter( run, "LAST_DATE", true );
  settings.categoryField = word( run, "CATEGORY_FIELD" );
  settings.category = word( run, "CATEGORY" );
  settings.categories = mProfile.pairs( QStringLiteral( "categories" ) );
  settings.idField = word( run, "ID_FIELD" );
  settings.repeatedIds = static_cast<RepeatedIds>( place( run, "DUPLICATES" ) );
  settings.side = base::incidentSides().value( place( run, "SIDE" ) );
  settings.weightField = word( run, "WEIGHT_FIELD" );
  settings.keepFields = names( run, "KEEP_FIELDS" );
  settings.dropFields = names( run, "DROP_FIELDS" );
  return settings;
}

} // namespace communitysafety::preparedata
