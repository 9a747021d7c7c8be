// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/importpolicedata.h"

#include "base/areas.h"
#include "base/fields.h"
#include "base/lsoaeditions.h"
#include "base/mappoints.h"
#include "base/monthgaps.h"
#include "base/policefiles.h"
#include "base/policepositions.h"
#include "base/policerows.h"
#include "base/strictparse.h"

#include <QDate>
#include <QLocale>
#include <QSet>

#include <algorithm>
#include <map>
#include <optional>

namespace communitysafety::preparedata
{

using base::PoliceFile;
using base::PolicePosition;
using base::PoliceRow;
using base::RejectReason;
using base::Run;

base::Identity ImportPoliceData::identity() const
{
  return { QStringLiteral( "importpolicedata" ),
           tr( "Import police street-level data" ),
           QStringLiteral( "preparedata" ),
           tr(
             "Reads the monthly street-level crime files of police.uk, unpacked or zipped, into one incident layer." ),
           tr( "police.uk,data.police.uk,street-level,crime,csv,import,geocode,month,merge csv,anti-social behaviour" )
             .split( ',' ),
           tr( "Give the folder into which a download of data.police.uk was unpacked, or the zip itself. All files "
               "whose names end in -street.csv are read, and every row is either an incident of the output or a "
               "rejected record with its reason.\n\n"
               "Incidents without a Crime ID (all anti-social behaviour, everything from the British Transport Police) "
               "are different incidents even where their rows are equal, and all are kept. A file of a month and force "
               "that was already read is left out. Months without any record are named: they are absent, not zero.\n\n"
               "The source tells the month alone: the date is its first day and the end its last. Positions are not "
               "those of the incidents but of the nearest of a set of map points, so distances between incidents mean "
               "little; the field ‘precision’ says 100 m, a round figure for built-up areas. The set is replaced every "
               "few years, and the log names the month with which that happened.\n\n"
               "A row without coordinates is rejected as ‘no location’, and so is one whose place (‘On or near’ "
               "nothing) and LSOA are both blank, because its coordinates are a placeholder. Of the columns only id, "
               "month, place, LSOA code and type of crime are taken." ) };
}

void ImportPoliceData::defineParameters()
{
  add( new QgsProcessingParameterFile( QStringLiteral( "INPUT_FOLDER" ), tr( "Folder with the police files" ),
                                       compat::folder, QString(), QVariant(), true ),
       tr( "A folder that is searched with all folders in it for files ending in -street.csv or -street.csv.gz; one "
           "month's folder will do. Leave it empty when a file is given." ) );
  add( new QgsProcessingParameterFile( QStringLiteral( "INPUT_FILE" ), tr( "Or one file, or the zip" ),
                                       compat::singleFile, QString(), QVariant(), true,
                                       tr( "Police files (*.csv *.csv.gz *.zip);;All files (*.*)" ) ),
       tr( "One .csv or .csv.gz file under any name, or the zip as it was downloaded, which is read in place. Leave it "
           "empty when a folder is given." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "STUDY_AREA" ), tr( "Study area" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "Optional polygons of the city or district; several count as their union. Incidents outside are rejected: "
           "the files of a force reach beyond it." ) );
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
               tr( "Some forces publish one crime in several rows, with different outcomes or places. Rows without an "
                   "ID are never taken for repetitions." ) );
  addAdvanced( new QgsProcessingParameterFeatureSource( QStringLiteral( "LSOA_LOOKUP" ),
                                                        tr( "Lookup of LSOA codes 2011 to 2021" ),
                                                        { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
               tr( "Optional table with one field of 2011 and one of 2021 codes, such as the best-fit lookup of the "
                   "Office for National Statistics. The field ‘lsoa_vint’ then says in which edition each code exists: "
                   "both, 2011, 2021 or unknown." ) );
  addInvalidGeometry();
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Incidents" ), compat::pointVector ),
       tr( "The incident layer, in the British National Grid." ) );
  addRejects();
  addNumber( QStringLiteral( "N_READ" ), tr( "Rows read" ) );
  addNumber( QStringLiteral( "N_USED" ), tr( "Incidents written" ) );
  addNumber( QStringLiteral( "N_REJECTED" ), tr( "Rows rejected" ) );
  addNumber( QStringLiteral( "N_MONTHS" ), tr( "Months with records" ) );
  addNumber( QStringLiteral( "N_MISSING_MONTHS" ), tr( "Months without any record between the first and the last" ) );
  addNumber( QStringLiteral( "HIT_RATE" ), tr( "Rows with a usable position (%), files left out aside" ) );
}

namespace
{

//! How rows are judged and marked.
struct Rules
{
  base::MonthRange period;
  bool keepsAllIds = false;
  std::optional<base::LsoaEditions> editions;
};

QgsCoordinateReferenceSystem incidentCrs() { return QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:27700" ) ); }

QString grouped( qint64 number ) { return QLocale( QLocale::English, QLocale::UnitedKingdom ).toString( number ); }

//! "Burglaries (12), Car crime (3)".
QString countList( const std::map<QString, qint64> &counts )
{
  QStringList parts;
  for ( const auto &[words, count] : counts )
    parts
      << QStringLiteral( "%1 (%2)" ).arg( words.isEmpty() ? ImportPoliceData::tr( "blank" ) : words, grouped( count ) );
  return parts.join( QStringLiteral( ", " ) );
}

//! Takes the rows of all files, one by one, to the output or to the rejects.
class PoliceImport
{
public:
  //! \param output may be null: rows are then judged and counted all the same
  PoliceImport( Run &run, const Rules &rules, base::PolicePositions &positions, base::OutputLayer *output )
    : mRun( run ), mRules( rules ), mPositions( positions ), mOutput( output )
  {
  }

  void readFile( const PoliceFile &file, const QString &parameter, const statistics::Progress &progress );
  void tellAndSetNumbers();

private:
  void take( const PoliceRow &row );
  PolicePosition positionOf( const PoliceRow &row );
  const base::ParsedDate &monthOf( const PoliceRow &row );
  bool isRepeated( const QString &id );
  void reject( const PoliceRow &row, RejectReason reason, const QString &field = QString() );
  void rejectValue( const PoliceRow &row, RejectReason reason, const QString &field, const QString &value );
  void rejectPosition( const PoliceRow &row, RejectReason reason );
  void write( const PoliceRow &row, const QDate &firstDay, const QgsPointXY &point );
  QString editionOf( const QString &lsoa );
  void tell() const;

  Run &mRun;
  const Rules &mRules;
  base::PolicePositions &mPositions;
  base::OutputLayer *mOutput;

  PoliceFile mFile;
  QString mSource; //!< The file's name in the ledger
  bool mInDegrees = true;
  bool mHasLsoa = true;

  QString mMonthText;
  base::ParsedDate mMonth; //!< What mMonthText says: it is the same in thousands of rows
  QSet<QString> mLocatedIds;
  base::MonthGaps mMonths;
  base::MapPoints mMapPoints;
  std::map<QString, qint64> mUnknownCategories;
  std::map<QString, qint64> mEditionCounts;
  qint64 mRead = 0;
  qint64 mUsed = 0;
  qint64 mLeftOut = 0;
  qint64 mLocated = 0;
  qint64 mOtherMonth = 0;
};

void PoliceImport::readFile( const PoliceFile &file, const QString &parameter, const statistics::Progress &progress )
{
  constexpr qint64 rowsBetweenReports = 512;
  base::PoliceRows rows( file );
  mFile = file;
  mSource = file.isCopy ? ImportPoliceData::tr( "%1 (again)" ).arg( file.name ) : file.name;
  mInDegrees = rows.inDegrees();
  mHasLsoa = rows.hasLsoa();
  PoliceRow row;
  while ( rows.next( row ) )
  {
    // How many rows there are is only known at the end: the bar moves ever closer to this file's part of it.
    if ( row.number % rowsBetweenReports == 0 )
      statistics::report( progress, double( row.number ) / double( row.number + 10000 ) );
    take( row );
  }
  statistics::report( progress, 1.0 );
  mRun.record.addInput( parameter, file.name, row.number, rows.contentHash() );
}

void PoliceImport::take( const PoliceRow &row )
{
  ++mRead;
  mRun.ledger.read( mSource );
  if ( mFile.isCopy )
  {
    ++mLeftOut;
    return reject( row, RejectReason::duplicateFile );
  }
  if ( !row.isComplete )
    return reject( row, RejectReason::malformedRow );
  const PolicePosition position = positionOf( row );
  mLocated += position.fault ? 0 : 1;
  const base::ParsedDate &month = monthOf( row );
  if ( month.missing )
    return reject( row, RejectReason::noDate, QStringLiteral( "Month" ) );
  if ( !month.valid )
    return rejectValue( row, RejectReason::dateNotReadable, QStringLiteral( "Month" ), row.month );
  const int number = base::monthNumber( month.date );
  if ( !mRules.period.contains( number ) )
    return rejectValue( row, RejectReason::outsidePeriod, QStringLiteral( "Month" ), row.month );
  mMonths.add( mFile.force, number );
  mOtherMonth += mFile.month != PoliceFile::unknownMonth && mFile.month != number ? 1 : 0;
  if ( position.fault )
    return rejectPosition( row, *position.fault );
  if ( isRepeated( row.id ) )
    return reject( row, RejectReason::repeatedId, QStringLiteral( "Crime ID" ) );
  if ( !position.isInside )
    return reject( row, RejectReason::outsideStudyArea );
  ++mUsed;
  mMapPoints.add( position.point, number );
  mRun.ledger.used( mSource );
  write( row, QDate( month.date.year(), month.date.month(), 1 ), position.point );
}

PolicePosition PoliceImport::positionOf( const PoliceRow &row )
{
  PolicePosition position = mPositions.at( row.x, row.y, mInDegrees );
  // Neither a street nor an LSOA: such rows share one point in the sea.
  const bool isPlaceholder =
    mHasLsoa && row.lsoa.isEmpty() && row.place.compare( QLatin1String( "On or near" ), Qt::CaseInsensitive ) == 0;
  if ( isPlaceholder && !position.fault )
    position.fault = RejectReason::noLocation;
  return position;
}

const base::ParsedDate &PoliceImport::monthOf( const PoliceRow &row )
{
  if ( mMonthText.isNull() || mMonthText != row.month )
  {
    mMonthText = row.month;
    mMonth = base::parseDate( row.month );
  }
  return mMonth;
}

bool PoliceImport::isRepeated( const QString &id )
{
  if ( mRules.keepsAllIds || id.isEmpty() )
    return false;
  const auto before = mLocatedIds.size();
  mLocatedIds.insert( id );
  return mLocatedIds.size() == before;
}

void PoliceImport::reject( const PoliceRow &row, RejectReason reason, const QString &field )
{
  mRun.ledger.reject( mSource, row.number, row.id, field, reason );
}

void PoliceImport::rejectValue( const PoliceRow &row, RejectReason reason, const QString &field, const QString &value )
{
  mRun.ledger.rejectValue( mSource, row.number, row.id, field, reason, value );
}

void PoliceImport::rejectPosition( const PoliceRow &row, RejectReason reason )
{
  const QString fields = mInDegrees ? QStringLiteral( "Longitude, Latitude" ) : QStringLiteral( "Easting, Northing" );
  if ( reason == RejectReason::noLocation )
    reject( row, reason, fields );
  else
    rejectValue( row, reason, fields, QStringLiteral( "%1, %2" ).arg( row.x, row.y ) );
}

void PoliceImport::write( const PoliceRow &row, const QDate &firstDay, const QgsPointXY &point )
{
  constexpr double weight = 1.0;
  constexpr double precision = 100.0;
  const base::PoliceCategory category = base::policeCategory( row.category );
  if ( !category.isOfficial )
    ++mUnknownCategories[category.name];
  const QString edition = editionOf( row.lsoa );
  if ( !mOutput )
    return;
  const auto orNull = []( const QString &text ) { return text.isEmpty() ? compat::null() : QVariant( text ); };
  // Without an ID of its own the incident is named by where its row stands.
  const QString id = row.id.isEmpty() ? QStringLiteral( "%1:%2" ).arg( mFile.key ).arg( row.number ) : row.id;
  mOutput->add( { id, firstDay, firstDay.addMonths( 1 ).addDays( -1 ), orNull( category.name ),
                  QStringLiteral( "police" ), QStringLiteral( "location" ), weight, precision, orNull( row.lsoa ),
                  orNull( edition ), orNull( row.place ) },
                QgsGeometry::fromPointXY( point ) );
}

QString PoliceImport::editionOf( const QString &lsoa )
{
  if ( !mRules.editions || lsoa.isEmpty() )
    return QString();
  const QString edition = mRules.editions->editionOf( lsoa );
  ++mEditionCounts[edition];
  return edition;
}

void PoliceImport::tell() const
{
  if ( mOtherMonth > 0 )
    mRun.warn( ImportPoliceData::tr( "%1 row(s) name another month than their file does; each keeps its own month." )
                 .arg( grouped( mOtherMonth ) ) );
  for ( const int month : mMapPoints.renewals() )
    mRun.warn( ImportPoliceData::tr( "With %1 the map points were replaced: nearly all positions from then on are new. "
                                     "Small areas change from before to after for that reason too." )
                 .arg( base::monthText( month ) ) );
  if ( !mUnknownCategories.empty() )
    mRun.warn( ImportPoliceData::tr( "Types of crime that are none of the official fourteen were kept as written: %1." )
                 .arg( countList( mUnknownCategories ) ) );
  if ( mRules.editions )
    mRun.remark( ImportPoliceData::tr( "LSOA codes by census edition: %1." ).arg( countList( mEditionCounts ) ) );
  else
    mRun.remark(
      ImportPoliceData::tr( "The census edition of the LSOA codes is left blank: give LSOA_LOOKUP to have it told." ) );
  mRun.remark(
    ImportPoliceData::tr(
      "All files: %1 rows read = %2 used + %3 rejected; their positions are %4 different points, written in %5." )
      .arg( grouped( mRead ), grouped( mUsed ), grouped( mRead - mUsed ), grouped( mPositions.distinctPoints() ),
            incidentCrs().userFriendlyIdentifier() ) );
  if ( mUsed == 0 )
    mRun.warn( ImportPoliceData::tr( "No row could be used: see the reasons in the log or in REJECTS." ) );
}

void PoliceImport::tellAndSetNumbers()
{
  constexpr double leastHitRate = 85.0;
  const qint64 judged = mRead - mLeftOut;
  const double hitRate = judged > 0 ? 100.0 * double( mLocated ) / double( judged ) : 0.0;
  mMonths.tell( mRun, mRules.period );
  tell();
  if ( judged > 0 && hitRate < leastHitRate )
    mRun.warn(
      ImportPoliceData::tr( "Only %1 % of the rows have a usable position, less than %2 %: a map of them may mislead." )
        .arg( hitRate, 0, 'f', 1 )
        .arg( leastHitRate ) );
  mRun.setNumber( QStringLiteral( "N_READ" ), double( mRead ) );
  mRun.setNumber( QStringLiteral( "N_USED" ), double( mUsed ) );
  mRun.setNumber( QStringLiteral( "N_REJECTED" ), double( mRead - mUsed ) );
  mRun.setNumber( QStringLiteral( "N_MONTHS" ), double( mMonths.count() ) );
  mRun.setNumber( QStringLiteral( "N_MISSING_MONTHS" ), double( mMonths.missing( mRules.period ).size() ) );
  mRun.setNumber( QStringLiteral( "HIT_RATE" ), hitRate );
}

//! \returns nothing for a blank \a text. Throws QgsProcessingException when it is no month.
std::optional<int> monthParameter( const QString &parameter, const QString &text )
{
  if ( text.trimmed().isEmpty() )
    return std::nullopt;
  const base::ParsedDate month = base::parseDate( text.trimmed() );
  if ( !month.valid )
    throw QgsProcessingException(
      ImportPoliceData::tr( "%1: ‘%2’ is not a month; write it as 2021-03." ).arg( parameter, text ) );
  return base::monthNumber( month.date );
}

//! Leaves out the files of other months, and says so. Throws QgsProcessingException when none is left.
std::vector<PoliceFile> filesOfPeriod( Run &run, std::vector<PoliceFile> files, const base::MonthRange &period )
{
  const std::size_t found = files.size();
  const auto isOutside = [&period]( const PoliceFile &file )
  { return file.month != PoliceFile::unknownMonth && !period.contains( file.month ); };
  files.erase( std::remove_if( files.begin(), files.end(), isOutside ), files.end() );
  if ( files.empty() )
    throw QgsProcessingException( ImportPoliceData::tr(
      "None of the %n street file(s) lies between FIRST_MONTH and LAST_MONTH: change or empty them.", nullptr,
      static_cast<int>( found ) ) );
  if ( files.size() < found )
    run.remark( ImportPoliceData::tr( "%n file(s) outside FIRST_MONTH to LAST_MONTH were not read.", nullptr,
                                      static_cast<int>( found - files.size() ) ) );
  return files;
}

void tellCopies( Run &run, const std::vector<PoliceFile> &files )
{
  QStringList names;
  for ( const PoliceFile &file : files )
  {
    if ( !file.isCopy )
      continue;
    names << file.name;
    // Only for the eyes of the one who runs it: directories do not belong in the record.
    run.feedback().pushInfo( ImportPoliceData::tr( "Left out: %1" ).arg( file.place ) );
  }
  if ( !names.isEmpty() )
    run.warn( ImportPoliceData::tr(
                "The same month and force twice: %n file(s) were left out and all their rows rejected (%1).", nullptr,
                static_cast<int>( names.size() ) )
                .arg( names.join( QStringLiteral( ", " ) ) ) );
}

//! Opens every file once: a wrong header is refused before anything is read or written.
void checkHeaders( Run &run, const std::vector<PoliceFile> &files )
{
  for ( const PoliceFile &file : files )
  {
    run.stopIfCancelled();
    const base::PoliceRows rows( file );
  }
}

base::OutputSpec incidentLayer()
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( { "inc_id", "inc_date", "inc_end", "category", "source", "side", "weight",
                                      "precision", "lsoa", "lsoa_vint", "place" } );
  spec.geometryType = compat::point;
  spec.crs = incidentCrs();
  spec.style = QStringLiteral( "importpolicedata_output" );
  return spec;
}

} // namespace

QString ImportPoliceData::refusal( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  const bool hasFolder = !parameterAsString( parameters, QStringLiteral( "INPUT_FOLDER" ), context ).isEmpty();
  const bool hasFile = !parameterAsString( parameters, QStringLiteral( "INPUT_FILE" ), context ).isEmpty();
  if ( !hasFolder && !hasFile )
    return tr( "No police data were given: choose INPUT_FOLDER, the folder of an unpacked download, or INPUT_FILE, a "
               "csv or the zip." );
  if ( hasFolder && hasFile )
    return tr( "INPUT_FOLDER and INPUT_FILE are both given: leave one of them empty." );
  try
  {
    const std::optional<int> first = monthParameter(
      QStringLiteral( "FIRST_MONTH" ), parameterAsString( parameters, QStringLiteral( "FIRST_MONTH" ), context ) );
    const std::optional<int> last = monthParameter(
      QStringLiteral( "LAST_MONTH" ), parameterAsString( parameters, QStringLiteral( "LAST_MONTH" ), context ) );
    if ( first && last && *first > *last )
      return tr( "FIRST_MONTH (%1) comes after LAST_MONTH (%2): exchange them." )
        .arg( base::monthText( *first ), base::monthText( *last ) );
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

void ImportPoliceData::process( Run &run )
{
  const auto text = [this, &run]( const char *parameter )
  { return parameterAsString( run.parameters(), QString::fromLatin1( parameter ), run.context() ); };
  Rules rules;
  rules.period = { monthParameter( QStringLiteral( "FIRST_MONTH" ), text( "FIRST_MONTH" ) ),
                   monthParameter( QStringLiteral( "LAST_MONTH" ), text( "LAST_MONTH" ) ) };
  rules.keepsAllIds = parameterAsEnum( run.parameters(), QStringLiteral( "DUPLICATE_IDS" ), run.context() ) == 1;

  const bool isFolder = !text( "INPUT_FOLDER" ).isEmpty();
  const QString parameter = isFolder ? QStringLiteral( "INPUT_FOLDER" ) : QStringLiteral( "INPUT_FILE" );
  const std::vector<PoliceFile> files = filesOfPeriod( run,
                                                       isFolder ? base::policeFilesInFolder( text( "INPUT_FOLDER" ) )
                                                                : base::policeFilesInFile( text( "INPUT_FILE" ) ),
                                                       rules.period );
  checkHeaders( run, files );
  tellCopies( run, files );

  const base::OutputSpec spec = incidentLayer();
  base::PolicePositions positions( run.context().transformContext() );
  if ( const std::unique_ptr<base::Source> studyArea = optionalSource( run, QStringLiteral( "STUDY_AREA" ) ) )
  {
    base::AreasReading reading;
    reading.invalidGeometry = invalidGeometry( run );
    reading.crs = spec.crs;
    reading.progressTo = 0.05;
    const base::Areas parts = base::readAreas( run, *studyArea, reading );
    positions.limitTo( QgsGeometry::unaryUnion( QVector<QgsGeometry>( parts.geometry.begin(), parts.geometry.end() ) ),
                       parameterAsDouble( run.parameters(), QStringLiteral( "TOLERANCE" ), run.context() ) );
  }
  if ( const std::unique_ptr<base::Source> lookup = optionalSource( run, QStringLiteral( "LSOA_LOOKUP" ) ) )
    rules.editions = base::LsoaEditions::read( run, *lookup );

  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  PoliceImport policeImport( run, rules, positions, output.get() );
  for ( std::size_t file = 0; file < files.size(); ++file )
  {
    const auto partOfBar = [&files]( std::size_t done )
    { return 0.05 + 0.9 * double( done ) / double( files.size() ); };
    policeImport.readFile( files[file], parameter, run.progress( partOfBar( file ), partOfBar( file + 1 ) ) );
  }
  if ( output )
    output->finish();
  policeImport.tellAndSetNumbers();
  writeRejects( run );
}

} // namespace communitysafety::preparedata
