// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/importpolicedata.h"

#include "base/areacodes.h"
#include "base/areas.h"
#include "base/codedareas.h"
#include "base/fields.h"
#include "base/geometryunion.h"
#include "base/htmlreport.h"
#include "base/incidentlayer.h"
#include "base/strictparse.h"
#include "preparedata/policeimport.h"
#include "preparedata/policereport.h"

#include <optional>
#include <utility>

namespace communitysafety::preparedata
{

using base::PoliceColumn;
using base::PoliceKind;
using base::Run;

base::Identity ImportPoliceData::identity() const
{
  return {
    QStringLiteral( "importpolicedata" ),
    tr( "Import police street-level data" ),
    QStringLiteral( "preparedata" ),
    tr( "Reads the monthly files of police.uk, crimes, outcomes or stops and searches, unpacked or zipped, into one "
        "incident layer." ),
    tr( "police.uk,data.police.uk,street-level,crime,csv,import,geocode,month,merge csv,anti-social behaviour,"
        "outcomes,stop and search,LSOA 2011 to 2021" )
      .split( ',' ),
    tr( "Give the folder into which a download of data.police.uk was unpacked, or the zip itself. All files "
        "of the chosen kind are read, told by their headings, and every row is either an incident of the output "
        "or a rejected record with its reason. A country's download is read as it lies, row by row: memory does "
        "not grow with it but for some 12 bytes for each Crime ID, and 16 for each row of outcomes.\n\n"
        "Incidents without a Crime ID (all anti-social behaviour, everything from the British Transport Police) "
        "are different incidents even where their rows are equal, and all are kept. A file of a month and force "
        "that was already read is left out. Months without any record are named: they are absent, not zero.\n\n"
        "The source tells the month alone: the date is its first day and the end its last. Positions are not "
        "those of the incidents but of the nearest of a set of map points, so distances between incidents mean "
        "little; the field ‘precision’ says 100 m, a round figure for built-up areas. The set is replaced every "
        "few years, and the log names the month with which that happened.\n\n"
        "A row without coordinates is rejected as ‘no location’, and so is one whose place (‘On or near’ "
        "nothing) and LSOA are both blank, because its coordinates are a placeholder. Of the columns only id, "
        "month, place, LSOA code and type of crime are taken.\n\n"
        "Files that were downloaded at different times mix LSOA codes of 2011 and 2021. With LSOA_EDITION all "
        "are brought to one of them: what was merged or renamed is certain, what was divided follows the "
        "position of the record.\n\n"
        "Outcomes by themselves name one crime in several rows, and all are kept. Stops and searches have a "
        "day and a time; gender, ethnicity and age reach the output only when they are chosen." )
  };
}

void ImportPoliceData::defineParameters()
{
  defineInputs();
  defineAdvanced();
  defineCodesAndDetails();
  defineOutputs();
}

void ImportPoliceData::defineInputs()
{
  add(
    new QgsProcessingParameterFile( QStringLiteral( "INPUT_FOLDER" ), tr( "Folder with the police files" ),
                                    compat::folder, QString(), QVariant(), true ),
    tr( "A folder that is searched with all folders in it for files ending in -street.csv, -outcomes.csv or "
        "-stop-and-search.csv, or these with .gz; one month's folder will do. Leave it empty when a file is given." ) );
  add( new QgsProcessingParameterFile( QStringLiteral( "INPUT_FILE" ), tr( "Or one file, or the zip" ),
                                       compat::singleFile, QString(), QVariant(), true,
                                       tr( "Police files (*.csv *.csv.gz *.zip);;All files (*.*)" ) ),
       tr( "One .csv or .csv.gz file under any name, or the zip as it was downloaded, which is read in place. Leave it "
           "empty when a folder is given." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "RECORDS" ), tr( "What is imported" ),
                                       { tr( "Street-level crime" ), tr( "Street-level crime with its latest outcome" ),
                                         tr( "Outcomes" ), tr( "Stop and search" ) },
                                       false, 0 ),
       tr( "Which files are read. The latest outcome is found by the Crime ID in the outcomes files that lie beside "
           "the street files; a crime that none of them names has the outcome of its own row. Outcomes, and stops and "
           "searches, have sources of their own (police_outcomes, stop_and_search), so that nothing counts twice." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "STUDY_AREA" ), tr( "Study area" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "Optional polygons of the city or district; several count as their union. Incidents outside are rejected: "
           "the files of a force reach beyond it." ) );
}

void ImportPoliceData::defineAdvanced()
{
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "TOLERANCE" ),
                                                 tr( "Distance outside the study area still taken (m)" ), compat::real,
                                                 50.0, false, 0.0 ),
               tr( "Incidents up to this far outside the study area are kept, because map points may lie just beyond a "
                   "boundary. 0 keeps strictly to the outline." ) );
  addAdvanced(
    new QgsProcessingParameterString( QStringLiteral( "FIRST_MONTH" ), tr( "First month" ), QVariant(), false, true ),
    tr( "Optional, such as 2021-03: files of earlier months are not read. Empty starts with the oldest." ) );
  addAdvanced(
    new QgsProcessingParameterString( QStringLiteral( "LAST_MONTH" ), tr( "Last month" ), QVariant(), false, true ),
    tr( "Optional, such as 2024-02: files of later months are not read. Empty ends with the newest." ) );
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "DUPLICATE_IDS" ), tr( "Repeated Crime IDs" ),
                                               { tr( "Keep the first row with a position" ), tr( "Keep all rows" ) },
                                               false, 0 ),
               tr( "Some forces publish one crime in several rows of a month, with different outcomes or places. Rows "
                   "without an ID, and the same ID in another month, are never taken for repetitions." ) );
}

void ImportPoliceData::defineCodesAndDetails()
{
  addAdvanced( new QgsProcessingParameterFeatureSource( QStringLiteral( "LSOA_LOOKUP" ),
                                                        tr( "Lookup of LSOA codes 2011 to 2021" ),
                                                        { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
               tr( "Optional table with one field of 2011 and one of 2021 codes, such as the best-fit lookup of the "
                   "Office for National Statistics. The field ‘lsoa_vint’ then says in which edition each code exists: "
                   "both, 2011, 2021 or unknown." ) );
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "LSOA_EDITION" ),
                                               tr( "Bring LSOA codes to the edition of" ),
                                               { tr( "As published" ), tr( "2011" ), tr( "2021" ) }, false, 0 ),
               tr( "Every code that exists only in the other edition is replaced. ‘lsoa_orig’ then keeps the published "
                   "one, and ‘lsoa_way’ says how it was done. Needs LSOA_LOOKUP, or LSOA_BOUNDARIES, or both." ) );
  addAdvanced( new QgsProcessingParameterFeatureSource(
                 QStringLiteral( "LSOA_BOUNDARIES" ), tr( "Boundaries of the LSOAs of that edition" ),
                 { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
               tr( "Optional polygons with their codes. An LSOA that was divided gets the part in which the record "
                   "lies, or the nearest one. Without them such a code stays as it is, and says so." ) );
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "SEARCH_FIELDS" ), tr( "Details of searches" ),
                                               { tr( "Object of the search" ), tr( "Outcome" ), tr( "Legislation" ),
                                                 tr( "Age range" ), tr( "Gender" ), tr( "Self-defined ethnicity" ),
                                                 tr( "Officer-defined ethnicity" ) },
                                               true, QVariantList{ 0, 1 }, true ),
               tr( "What is written of stops and searches beside date, time and type. The last four describe a person: "
                   "choose them only where you need them and may keep them." ) );
  addInvalidGeometry();
}

void ImportPoliceData::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Incidents" ), compat::pointVector ),
       tr( "The incident layer, in the British National Grid." ) );
  addRejects();
  addReport( tr( "Optional page: what was read and rejected and why, records by month with the months that were never "
                 "delivered, categories by year, and what was done to the LSOA codes." ) );
  addNumber( QStringLiteral( "N_READ" ), tr( "Rows read" ) );
  addNumber( QStringLiteral( "N_USED" ), tr( "Incidents written" ) );
  addNumber( QStringLiteral( "N_REJECTED" ), tr( "Rows rejected" ) );
  addNumber( QStringLiteral( "N_MONTHS" ), tr( "Months with records" ) );
  addNumber( QStringLiteral( "N_MISSING_MONTHS" ), tr( "Months without any record between the first and the last" ) );
  addNumber( QStringLiteral( "HIT_RATE" ), tr( "Rows with a usable position (%), files left out aside" ) );
  addNumber( QStringLiteral( "N_REPAIRED" ), tr( "Records whose LSOA code was brought to LSOA_EDITION" ) );
  addNumber( QStringLiteral( "N_NOT_REPAIRED" ), tr( "Records whose LSOA code could not be brought to it" ) );
  addNumber( QStringLiteral( "N_OUTCOMES" ), tr( "Crimes with an outcome from the outcomes files" ) );
}

base::MonthRange ImportPoliceData::monthsGiven( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  return base::monthRange( parameterAsString( parameters, QStringLiteral( "FIRST_MONTH" ), context ),
                           parameterAsString( parameters, QStringLiteral( "LAST_MONTH" ), context ) );
}

QString ImportPoliceData::refusal( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  const bool hasFolder = !parameterAsString( parameters, QStringLiteral( "INPUT_FOLDER" ), context ).isEmpty();
  const bool hasFile = !parameterAsString( parameters, QStringLiteral( "INPUT_FILE" ), context ).isEmpty();
  if ( !hasFolder && !hasFile )
    return tr( "No police data were given: choose INPUT_FOLDER, the folder of an unpacked download, or INPUT_FILE, a "
               "csv or the zip." );
  if ( hasFolder && hasFile )
    return tr( "INPUT_FOLDER and INPUT_FILE are both given: leave one of them empty." );
  const int edition = parameterAsEnum( parameters, QStringLiteral( "LSOA_EDITION" ), context );
  if ( edition > 0 && !isGiven( parameters, "LSOA_LOOKUP" ) && !isGiven( parameters, "LSOA_BOUNDARIES" ) )
    return tr( "LSOA_EDITION needs to know which code became which: give LSOA_LOOKUP, LSOA_BOUNDARIES, or both." );
  try
  {
    monthsGiven( parameters, context );
  }
  catch ( const QgsProcessingException &wrongMonth )
  {
    return wrongMonth.what();
  }
  return QString();
}

bool ImportPoliceData::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QString *message ) const
{
  const QString problem = refusal( parameters, context );
  if ( problem.isEmpty() )
    return Algorithm::checkParameterValues( parameters, context, message );
  if ( message )
    *message = problem;
  return false;
}

void ImportPoliceData::prepare( Run &run )
{
  // A model does not ask checkParameterValues().
  const QString problem = refusal( run.parameters(), run.context() );
  if ( !problem.isEmpty() )
    throw QgsProcessingException( problem );
}

namespace
{

//! The values of RECORDS.
enum Records
{
  street,
  streetWithOutcomes,
  outcomes,
  searches
};

//! What the source field says, a style, and the kind of file.
struct RecordsKind
{
  PoliceKind kind;
  const char *source;
  const char *style;
};

const RecordsKind &kindOf( int records )
{
  static const RecordsKind kinds[] = { { PoliceKind::street, "police", "importpolicedata_output" },
                                       { PoliceKind::street, "police", "importpolicedata_output" },
                                       { PoliceKind::outcomes, "police_outcomes", "importpolicedata_output_outcomes" },
                                       { PoliceKind::search, "stop_and_search", "importpolicedata_output_searches" } };
  return kinds[records];
}

struct SearchField
{
  PoliceColumn column;
  const char *field;
};

//! In the order of SEARCH_FIELDS.
constexpr SearchField searchFields[] = {
  { PoliceColumn::object, "object" },
  { PoliceColumn::outcome, "outcome" },
  { PoliceColumn::legislation, "law" },
  { PoliceColumn::ageRange, "age_range" },
  { PoliceColumn::gender, "gender" },
  { PoliceColumn::selfEthnicity, "ethn_self" },
  { PoliceColumn::officerEthnicity, "ethn_off" },
};

QgsCoordinateReferenceSystem incidentCrs() { return QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:27700" ) ); }

void requireEdition( const base::CodedAreas &areas, int edition )
{
  base::EditionTally tally;
  for ( const QString &code : areas.areas.id )
    tally.add( code );
  const quint8 wanted = edition == 2011 ? base::editions::of2011 : base::editions::of2021;
  const base::EditionTally::Verdict verdict = tally.verdict();
  if ( base::editionOf( verdict ) != wanted && verdict != base::EditionTally::Verdict::cannotBeTold )
    throw QgsProcessingException(
      ImportPoliceData::tr( "The boundaries ‘%1’ are not LSOAs of %2 (%3): give those of LSOA_EDITION." )
        .arg( areas.layer )
        .arg( edition )
        .arg( tally.words() ) );
}

} // namespace

PolicePlace ImportPoliceData::place( const Run &run ) const
{
  const QString folder = text( run, "INPUT_FOLDER" );
  return { folder.isEmpty() ? text( run, "INPUT_FILE" ) : folder, !folder.isEmpty() };
}

void ImportPoliceData::limitToStudyArea( Run &run, base::PolicePositions &positions ) const
{
  const std::unique_ptr<base::Source> studyArea = optionalSource( run, QStringLiteral( "STUDY_AREA" ) );
  if ( !studyArea )
    return;
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = incidentCrs();
  reading.progressTo = 0.05;
  const base::Areas parts = base::readAreas( run, *studyArea, reading );
  positions.limitTo( base::unionOf( parts.geometry ), number( run, "TOLERANCE" ) );
}

void ImportPoliceData::readLsoaRules( Run &run, PoliceRules &rules ) const
{
  if ( const std::unique_ptr<base::Source> lookup = optionalSource( run, QStringLiteral( "LSOA_LOOKUP" ) ) )
    rules.editions = base::LsoaEditions::read( run, *lookup );
  const int edition = choice( run, "LSOA_EDITION" ) == 1 ? 2011 : 2021;
  if ( choice( run, "LSOA_EDITION" ) == 0 || rules.kind == PoliceKind::search )
    return;
  std::unique_ptr<base::Areas> boundaries;
  if ( const std::unique_ptr<base::Source> source = optionalSource( run, QStringLiteral( "LSOA_BOUNDARIES" ) ) )
  {
    base::AreasReading reading;
    reading.idField = base::areaCodeField( run, *source, QString() );
    reading.invalidGeometry = invalidGeometry( run );
    reading.crs = incidentCrs();
    base::CodedAreas areas = base::readCodedAreas( run, *source, reading );
    requireEdition( areas, edition );
    boundaries = std::make_unique<base::Areas>( std::move( areas.areas ) );
  }
  rules.repair =
    std::make_unique<LsoaRepair>( edition, rules.editions ? &*rules.editions : nullptr, std::move( boundaries ) );
}

QgsFields ImportPoliceData::furtherFields( const Run &run, PoliceRules &rules ) const
{
  if ( rules.kind == PoliceKind::search )
  {
    QgsFields fields = base::fields::list( { "inc_time" } );
    const QList<int> chosen = parameterAsEnums( run.parameters(), QStringLiteral( "SEARCH_FIELDS" ), run.context() );
    for ( const int detail : chosen )
    {
      fields.append( base::fields::list( { searchFields[detail].field } ).at( 0 ) );
      rules.details.push_back( searchFields[detail].column );
    }
    return fields;
  }
  QgsFields fields = base::fields::list( { "lsoa", "lsoa_vint", "place" } );
  if ( rules.repair )
    for ( const QgsField &field : base::fields::list( { "lsoa_orig", "lsoa_way" } ) )
      fields.append( field );
  if ( rules.outcomes )
    fields.append( base::fields::list( { "outcome" } ).at( 0 ) );
  return fields;
}

std::unique_ptr<IncidentWriter> ImportPoliceData::createWriter( Run &run, const QgsFields &further )
{
  constexpr double precision = 100.0;
  const RecordsKind &kind = kindOf( choice( run, "RECORDS" ) );
  std::unique_ptr<base::OutputLayer> layer =
    createOutput( run, base::incidentLayer( QString::fromLatin1( kind.style ), incidentCrs(), further ) );
  return std::make_unique<IncidentWriter>( std::move( layer ), QString::fromLatin1( kind.source ), precision );
}

void ImportPoliceData::process( Run &run )
{
  const int records = choice( run, "RECORDS" );
  PoliceRules rules;
  rules.kind = kindOf( records ).kind;
  rules.period = monthsGiven( run.parameters(), run.context() );
  rules.keepsAllIds = choice( run, "DUPLICATE_IDS" ) == 1;

  const PolicePlace inputs = place( run );
  const std::vector<base::PoliceFile> files = policeFiles( run, inputs, rules.kind, rules.period );
  base::PolicePositions positions( run.context().transformContext() );
  limitToStudyArea( run, positions );
  readLsoaRules( run, rules );
  if ( records == streetWithOutcomes )
  {
    rules.outcomes = std::make_unique<LatestOutcomes>();
    rules.outcomes->read( run, policeFiles( run, inputs, PoliceKind::outcomes, {} ), inputs.parameter(),
                          run.progress( 0.05, 0.3 ) );
  }
  const std::unique_ptr<IncidentWriter> writer = createWriter( run, furtherFields( run, rules ) );
  PoliceImport policeImport( run, rules, positions, *writer );
  policeImport.read( files, inputs.parameter(), run.progress( records == streetWithOutcomes ? 0.3 : 0.05, 0.95 ) );
  writer->finish();
  tellPoliceBooks( run, policeImport.books(), rules );
  setPoliceNumbers( run, policeImport.books(), rules );
  writeRejects( run );
  if ( wantsReport( run ) )
    writeReport( run, reportOnPolice( run, policeImport.books(), rules ) );
}

} // namespace communitysafety::preparedata
