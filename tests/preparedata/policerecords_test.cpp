// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <QDate>
#include <QDir>
#include <QTemporaryDir>

#include <cpl_vsi.h>

using namespace communitysafety::test;

namespace
{

const QByteArray streetHeader = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA "
                                "name,Crime type,Last outcome category,Context\n";
const QByteArray outcomesHeader = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA "
                                  "name,Outcome type\n";
const QByteArray searchHeader =
  "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined "
  "ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of "
  "search,Removal of more than just outer clothing\n";

QByteArray crime( const QByteArray &id, const QByteArray &lsoa = "E01000001", const QByteArray &longitude = "-1.9" )
{
  return id + ",2024-01,P,P," + longitude + ",52.48,On or near Hill," + lsoa + ",Name,Burglary,Under investigation,\n";
}

QByteArray outcome( const QByteArray &id, const QByteArray &month, const QByteArray &type )
{
  return id + "," + month + ",P,P,-1.9,52.48,On or near Hill,E01000001,Name," + type + "\n";
}

const QByteArray search = "Person search,2024-01-05T22:10:00+00:00,,,52.48,-1.9,Male,18-24,White - Other,White,Misuse "
                          "of Drugs Act 1971 (section 23),Controlled drugs,Arrest,True,False\n";

} // namespace

//! What else police.uk publishes than crimes, and what is done to their codes.
class PoliceRecordsTest : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }

  // published values
  void realFilesAreAccountedForToTheRow_data();
  void realFilesAreAccountedForToTheRow();
  // laws
  void kindIsToldByTheHeadings();
  void latestOutcomeIsJoinedToTheCrime();
  void brokenOffOutcomeHidesNoEarlierOne();
  void outcomesKeepAllRowsOfOneCrime();
  void searchHasDayAndTimeAndOnlyChosenDetails();
  void codesAreBroughtToOneEdition_data();
  void codesAreBroughtToOneEdition();
  // edges
  void columnsMayChangeFromMonthToMonth();
  void reportTellsAbsentMonthsFromZero();
  // refused input
  void refuses_data();
  void refuses();

private:
  QString put( const QString &relative, const QByteArray &content )
  {
    const QString path = mFolder->filePath( relative );
    QDir().mkpath( QFileInfo( path ).path() );
    QFile file( path );
    return file.open( QIODevice::WriteOnly ) && file.write( content ) == content.size() ? path : QString();
  }

  RunResult import( int records, QVariantMap parameters = {} ) const
  {
    parameters.insert( QStringLiteral( "RECORDS" ), records );
    if ( !parameters.contains( QStringLiteral( "INPUT_FILE" ) ) &&
         !parameters.contains( QStringLiteral( "INPUT_FOLDER" ) ) )
      parameters.insert( QStringLiteral( "INPUT_FOLDER" ), mFolder->path() );
    for ( const char *output : { "OUTPUT", "REJECTS" } )
      parameters.insert( QString::fromLatin1( output ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "importpolicedata" ), parameters );
  }

  static QString texts( const RunResult &result, const char *field )
  {
    QStringList all;
    for ( const QVariant &value : values( *result.layer(), QString::fromLatin1( field ) ) )
      all << value.toString();
    return all.join( '|' );
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

// Rows counted in the files themselves, with a reader of another make (the csv module of Python).
void PoliceRecordsTest::realFilesAreAccountedForToTheRow_data()
{
  QTest::addColumn<QString>( "place" );
  QTest::addColumn<int>( "records" );
  QTest::addColumn<int>( "rows" );
  const auto row = []( const char *place, int records, int rows )
  { QTest::newRow( place ) << QString::fromLatin1( place ) << records << rows; };
  row( "newcastle/outcomes", 2, 68467 );
  row( "newcastle/stop-and-search", 3, 12861 );
  row( "newcastle/whole-force-sample", 1, 15362 );
  row( "newcastle/whole-force-sample", 2, 8013 );
  row( "birmingham/btp_and_other_forces/2025-rows-in-birmingham-from-other-forces.csv.gz", 0, 361 );
  row( "birmingham/points/birmingham_city_centre_2017-01_to_2017-11_crimeclean.csv.gz", 0, 17260 );
}

void PoliceRecordsTest::realFilesAreAccountedForToTheRow()
{
  QFETCH( QString, place );
  QFETCH( int, records );
  QFETCH( int, rows );
  const QString path = sharedFile( QStringLiteral( "data/" ) + place );
  if ( path.isEmpty() )
    QSKIP( "The real police files are not on this machine." );
  const QString parameter =
    QFileInfo( path ).isDir() ? QStringLiteral( "INPUT_FOLDER" ) : QStringLiteral( "INPUT_FILE" );
  const RunResult result = import( records, { { parameter, path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), double( rows ) );
  QCOMPARE( result.layer()->featureCount() + result.layer( QStringLiteral( "REJECTS" ) )->featureCount(),
            qint64{ rows } );
  QVERIFY( result.layer()->featureCount() > rows / 2 );
}

void PoliceRecordsTest::kindIsToldByTheHeadings()
{
  put( QStringLiteral( "2024-01-x-street.csv" ), streetHeader + crime( "a" ) );
  put( QStringLiteral( "2024-01-y-street.csv" ), outcomesHeader + outcome( "b", "2024-01", "Suspect charged" ) );
  put( QStringLiteral( "2024-01-x-stop-and-search.csv" ), searchHeader + search );
  QCOMPARE( texts( import( 0 ), "inc_id" ), QStringLiteral( "a" ) );
  QCOMPARE( texts( import( 2 ), "inc_id" ), QStringLiteral( "b" ) );
  QCOMPARE( texts( import( 3 ), "inc_id" ), QStringLiteral( "2024-01-x-stop-and-search:1" ) );
}

void PoliceRecordsTest::latestOutcomeIsJoinedToTheCrime()
{
  put( QStringLiteral( "2024-01-x-street.csv" ), streetHeader + crime( "a" ) + crime( "b" ) + crime( "" ) );
  put( QStringLiteral( "2024-03-x-outcomes.csv" ),
       outcomesHeader + outcome( "a", "2024-03", "Suspect charged" ) + outcome( "", "2024-03", "Local resolution" ) );
  put( QStringLiteral( "2024-02-x-outcomes.csv" ),
       outcomesHeader + outcome( "a", "2024-02", "Local resolution" ) + outcome( "z", "2024-02", "Suspect charged" ) );
  const RunResult result = import( 1 );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, "outcome" ), QStringLiteral( "Suspect charged|Under investigation|Under investigation" ) );
  QCOMPARE( result.number( QStringLiteral( "N_OUTCOMES" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 3.0 );
  // The outcome without an ID is nobody's; it is in the books all the same.
  QCOMPARE( values( *result.layer( QStringLiteral( "REJECTS" ) ), QStringLiteral( "reason" ) ),
            QVariantList{ QStringLiteral( "no id" ) } );
  QVERIFY( result.feedback->everything().contains(
    QStringLiteral( "4 rows of the outcomes files tell of 2 crimes, 1 of which are in the output" ) ) );
}

void PoliceRecordsTest::brokenOffOutcomeHidesNoEarlierOne()
{
  put( QStringLiteral( "2024-01-x-street.csv" ), streetHeader + crime( "a" ) + crime( "b" ) );
  put( QStringLiteral( "2024-02-x-outcomes.csv" ),
       outcomesHeader + outcome( "a", "2024-02", "Suspect charged" ) + outcome( "b", "2024-02", "Local resolution" ) );
  put( QStringLiteral( "2024-03-x-outcomes.csv" ),
       outcomesHeader + "a,2024-03,P,P,-1.9\n" + outcome( "b", "2024-03", "" ) + "c,2024-03,P\n" );
  const RunResult result = import( 1 );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, "outcome" ), QStringLiteral( "Suspect charged|Local resolution" ) );
  QCOMPARE( values( *result.layer( QStringLiteral( "REJECTS" ) ), QStringLiteral( "reason" ) ),
            ( QVariantList{ QStringLiteral( "malformed row" ), QStringLiteral( "malformed row" ) } ) );
  QCOMPARE( values( *result.layer( QStringLiteral( "REJECTS" ) ), QStringLiteral( "row" ) ),
            ( QVariantList{ 1LL, 3LL } ) );
}

void PoliceRecordsTest::outcomesKeepAllRowsOfOneCrime()
{
  put( QStringLiteral( "2024-02-x-outcomes.csv" ),
       outcomesHeader + outcome( "a", "2024-01", "Local resolution" ) + outcome( "a", "2024-02", "Suspect charged" ) );
  const RunResult result = import( 2 );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, "category" ), QStringLiteral( "Local resolution|Suspect charged" ) );
  QCOMPARE( texts( result, "source" ), QStringLiteral( "police_outcomes|police_outcomes" ) );
}

void PoliceRecordsTest::searchHasDayAndTimeAndOnlyChosenDetails()
{
  put( QStringLiteral( "2024-01-x-stop-and-search.csv" ), searchHeader + search + search );
  const RunResult usual = import( 3 );
  QVERIFY2( usual.succeeded, qPrintable( usual.error ) );
  QCOMPARE( usual.layer()->fields().names().mid( 8 ).join( ' ' ), QStringLiteral( "inc_time object outcome" ) );
  const QgsAttributes first = usual.layer()->getFeature( 1 ).attributes();
  QCOMPARE( first.at( 1 ).toDate(), QDate( 2024, 1, 5 ) );
  QCOMPARE( first.at( 2 ).toDate(), QDate( 2024, 1, 5 ) );
  QCOMPARE( first.at( 3 ).toString() + '/' + first.at( 4 ).toString(),
            QStringLiteral( "Person search/stop_and_search" ) );
  QCOMPARE( first.at( 8 ).toString() + '/' + first.at( 9 ).toString() + '/' + first.at( 10 ).toString(),
            QStringLiteral( "22:10/Controlled drugs/Arrest" ) );
  QVERIFY( usual.feedback->warnings.join( ' ' ).contains( QStringLiteral( "1 search(es) are equal to another" ) ) );
  const RunResult chosen = import( 3, { { QStringLiteral( "SEARCH_FIELDS" ), QVariantList{ 3, 4 } } } );
  QCOMPARE( chosen.layer()->fields().names().mid( 8 ).join( ' ' ), QStringLiteral( "inc_time age_range gender" ) );
  QCOMPARE( texts( chosen, "age_range" ), QStringLiteral( "18-24|18-24" ) );
}

// E01000002 was divided into E01033001 (west) and E01033002 (east); E01000003 and E01000004 became E01033003.
void PoliceRecordsTest::codesAreBroughtToOneEdition_data()
{
  QTest::addColumn<int>( "edition" );
  QTest::addColumn<bool>( "hasBoundaries" );
  QTest::addColumn<QString>( "codes" );
  QTest::addColumn<QString>( "ways" );
  QTest::newRow( "2021, by lookup alone" )
    << 2 << false << "E01000001|E01000002|E01000002|E01033003|E01033003|E01099999"
    << "as published|not resolved|not resolved|one area|as published|unknown code";
  QTest::newRow( "2021, with boundaries" ) << 2 << true << "E01000001|E01033001|E01033002|E01033003|E01033003|E01099999"
                                           << "as published|position|position|one area|as published|unknown code";
  QTest::newRow( "2011, by lookup alone" )
    << 1 << false << "E01000001|E01000002|E01000002|E01000004|E01033003|E01099999"
    << "as published|as published|as published|as published|not resolved|unknown code";
}

void PoliceRecordsTest::codesAreBroughtToOneEdition()
{
  QFETCH( int, edition );
  QFETCH( bool, hasBoundaries );
  QFETCH( QString, codes );
  QFETCH( QString, ways );
  put( QStringLiteral( "2024-01-x-street.csv" ), streetHeader + crime( "a" ) + crime( "b", "E01000002", "-1.95" ) +
                                                   crime( "c", "E01000002", "-1.85" ) + crime( "d", "E01000004" ) +
                                                   crime( "e", "E01033003" ) + crime( "f", "E01099999", "1.5" ) );
  const auto lookup =
    memoryLayer( QStringLiteral( "None?field=LSOA11CD:string&field=LSOA21CD:string" ), QStringLiteral( "lookup" ),
                 { QStringLiteral( ";E01000001;E01000001" ), QStringLiteral( ";E01000002;E01033001" ),
                   QStringLiteral( ";E01000002;E01033002" ), QStringLiteral( ";E01000003;E01033003" ),
                   QStringLiteral( ";E01000004;E01033003" ) } );
  const auto boundaries =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:4326&field=code:string" ), QStringLiteral( "lsoas" ),
                 { QStringLiteral( "POLYGON((-2 52,-1.9 52,-1.9 53,-2 53,-2 52));E01033001" ),
                   QStringLiteral( "POLYGON((-1.9 52,-1.8 52,-1.8 53,-1.9 53,-1.9 52));E01033002" ) } );
  QVariantMap parameters{ { QStringLiteral( "LSOA_LOOKUP" ), QVariant::fromValue( lookup.get() ) },
                          { QStringLiteral( "LSOA_EDITION" ), edition } };
  if ( hasBoundaries )
    parameters.insert( QStringLiteral( "LSOA_BOUNDARIES" ), QVariant::fromValue( boundaries.get() ) );
  const RunResult result = import( 0, parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, "lsoa" ), codes );
  QCOMPARE( texts( result, "lsoa_way" ), ways );
  QCOMPARE( result.number( QStringLiteral( "N_NOT_REPAIRED" ) ),
            double( ways.count( QStringLiteral( "not resolved" ) ) + ways.count( QStringLiteral( "unknown" ) ) ) );
  QVERIFY( hasBoundaries || edition == 1 || texts( result, "lsoa_orig" ) == QLatin1String( "|||E01000004||" ) );
}

void PoliceRecordsTest::columnsMayChangeFromMonthToMonth()
{
  put( QStringLiteral( "2024-01-x-street.csv" ), streetHeader + crime( "a" ) );
  put( QStringLiteral( "2024-02-x-street.csv" ), "\xEF\xBB\xBF"
                                                 "CRIME TYPE;lsoa.code;LATITUDE;Longitude;location;month;crime_id\r\n"
                                                 "burglary;e01000001;52.48;-1.9;\"On or near\r\nHill\";2024-01;b\r\n" );
  const RunResult result = import( 0 );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, "category" ), QStringLiteral( "Burglary|Burglary" ) );
  QCOMPARE( texts( result, "lsoa" ), QStringLiteral( "E01000001|E01000001" ) );
  QCOMPARE( texts( result, "place" ), QStringLiteral( "On or near Hill|On or near\r\nHill" ) );
}

void PoliceRecordsTest::reportTellsAbsentMonthsFromZero()
{
  const QByteArray far = QByteArray( crime( "b" ) ).replace( "2024-01", "2024-02" ).replace( "-1.9,52.48", ",," );
  put( QStringLiteral( "2024-01-x-street.csv" ), streetHeader + crime( "a" ) );
  put( QStringLiteral( "2024-02-x-street.csv" ), streetHeader + far );
  put( QStringLiteral( "2024-04-x-street.csv" ),
       streetHeader + QByteArray( crime( "c" ) ).replace( "2024-01", "2024-04" ) );
  const QString path = mFolder->filePath( QStringLiteral( "report.html" ) );
  const RunResult result = import( 0, { { QStringLiteral( "REPORT" ), path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() ).remove( QRegularExpression( "<[^>]*>" ) ).simplified();
  QVERIFY2( page.contains( QRegularExpression( "2024 ?1 ?0 ?absent ?1" ) ), qPrintable( page.left( 3000 ) ) );
  QVERIFY( page.contains( QStringLiteral( "2024 (3 months)" ) ) );
}

void PoliceRecordsTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "edition without a lookup" )
    << QVariantMap{ { QStringLiteral( "LSOA_EDITION" ), 2 } } << "LSOA_EDITION needs to know which code became which";
  QTest::newRow( "no file of the kind" ) << QVariantMap{ { QStringLiteral( "RECORDS" ), 3 } }
                                         << "holds no police stop-and-search file (a name ending in "
                                            "-stop-and-search.csv";
  QTest::newRow( "crimes given as outcomes" )
    << QVariantMap{ { QStringLiteral( "RECORDS" ), 2 },
                    { QStringLiteral( "INPUT_FILE" ), QStringLiteral( "2024-01-x-street.csv" ) } }
    << "is no police outcomes file: it has no column for the type of outcome (Outcome type)";
  QTest::newRow( "broken zip" ) << QVariantMap{ { QStringLiteral( "INPUT_FILE" ), QStringLiteral( "broken.zip" ) } }
                                << "‘broken.zip’ cannot be read as a zip";
  QTest::newRow( "quote that nothing closes" )
    << QVariantMap{ { QStringLiteral( "INPUT_FILE" ), QStringLiteral( "quote.csv" ) } }
    << "‘quote.csv’ opens a quote somewhere after row 1 that nothing closes";
}

void PoliceRecordsTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  put( QStringLiteral( "2024-01-x-street.csv" ), streetHeader + crime( "a" ) );
  put( QStringLiteral( "broken.zip" ), "PK\x03\x04 and then nothing" );
  put( QStringLiteral( "quote.csv" ), streetHeader + crime( "a" ) + "\"" + crime( "b" ) );
  const QString file = parameters.value( QStringLiteral( "INPUT_FILE" ) ).toString();
  if ( !file.isEmpty() )
    parameters.insert( QStringLiteral( "INPUT_FILE" ), mFolder->filePath( file ) );
  const RunResult result = import( parameters.value( QStringLiteral( "RECORDS" ) ).toInt(), parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( PoliceRecordsTest )
#include "policerecords_test.moc"
