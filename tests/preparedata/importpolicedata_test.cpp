// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <QDate>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cpl_vsi.h>

using namespace communitysafety::test;

namespace
{

const QByteArray officialHeader = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA "
                                  "name,Crime type,Last outcome category,Context\n";

//! A row with the official columns; \a where is "longitude,latitude,location,LSOA code".
QByteArray row( const QByteArray &id, const QByteArray &month, const QByteArray &where,
                const QByteArray &category = "Burglary" )
{
  return id + "," + month + ",Some Police,Some Police," + where + ",Name," + category + ",Under investigation,\n";
}

const QByteArray hill = "-1.900000,52.480000,On or near Hill,E01000001";
const QByteArray nowhere = ",,No Location,";

} // namespace

class ImportPoliceDataTest : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }

  // published values
  void newcastleIsReadToTheRow();
  void transportPoliceRowsAllLackAnIdAndAllStay();
  // laws
  void everyRowIsUsedOrRejectedForAReason_data();
  void everyRowIsUsedOrRejectedForAReason();
  void incidentCarriesTheContractAndNothingElse();
  void zipPackedAndPlainFilesGiveTheSame();
  void monthsWithoutRecordsAreNamed();
  void monthAndForceGivenTwiceCountOnce();
  void forceThatLacksAMonthIsNamed();
  // edges
  void monthsOutsideThePeriodAreNotRead();
  void pointsJustOutsideTheStudyAreaAreTaken();
  void lookupTellsTheEditionOfEachCode();
  void rowOfAnotherMonthKeepsItsOwn();
  void idThatComesTooLateToBeComparedStaysAndIsTold();
  void unknownCategoryStaysAndIsNamed();
  void lowHitRateIsWarnedOf();
  void cancelLeavesNothing();
  // refused input
  void refuses_data();
  void refuses();

private:
  QString put( const QString &relative, const QByteArray &content )
  {
    const QString path = mFolder->filePath( relative );
    QDir().mkpath( QFileInfo( path ).path() );
    const QString place = relative.endsWith( QLatin1String( ".gz" ) ) ? QStringLiteral( "/vsigzip/" ) + path : path;
    putAt( place, content );
    return path;
  }

  static void putAt( const QString &place, const QByteArray &content )
  {
    VSILFILE *file = VSIFOpenL( place.toUtf8().constData(), "wb" );
    QVERIFY( file );
    VSIFWriteL( content.constData(), 1, static_cast<size_t>( content.size() ), file );
    VSIFCloseL( file );
  }

  RunResult importPolice( QVariantMap parameters = {} ) const
  {
    if ( !parameters.contains( QStringLiteral( "INPUT_FILE" ) ) &&
         !parameters.contains( QStringLiteral( "INPUT_FOLDER" ) ) )
      parameters.insert( QStringLiteral( "INPUT_FOLDER" ), mFolder->path() );
    for ( const char *output : { "OUTPUT", "REJECTS" } )
      if ( !parameters.contains( QString::fromLatin1( output ) ) )
        parameters.insert( QString::fromLatin1( output ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "importpolicedata" ), parameters );
  }

  //! read = used + rejected, in the numbers and in the layers.
  static void checkBooks( const RunResult &result )
  {
    QVERIFY2( result.succeeded, qPrintable( result.error ) );
    QCOMPARE( result.number( QStringLiteral( "N_READ" ) ),
              result.number( QStringLiteral( "N_USED" ) ) + result.number( QStringLiteral( "N_REJECTED" ) ) );
    QCOMPARE( double( result.layer()->featureCount() ), result.number( QStringLiteral( "N_USED" ) ) );
    QCOMPARE( double( result.layer( QStringLiteral( "REJECTS" ) )->featureCount() ),
              result.number( QStringLiteral( "N_REJECTED" ) ) );
  }

  static QString reasons( const RunResult &result )
  {
    QStringList all;
    for ( const QVariant &reason : values( *result.layer( QStringLiteral( "REJECTS" ) ), QStringLiteral( "reason" ) ) )
      all << reason.toString();
    return all.join( QStringLiteral( "; " ) );
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

// Counted in the files themselves: 180,802 rows, of which 670 have no coordinates and 3 lie on a placeholder point,
// over 45 months; 2022-01 and 2023-03 to 2024-12 were never delivered.
void ImportPoliceDataTest::newcastleIsReadToTheRow()
{
  const QString folder = sharedFile( QStringLiteral( "data/newcastle/street" ) );
  if ( folder.isEmpty() )
    QSKIP( "The street files of Newcastle are not on this machine." );
  QElapsedTimer timer;
  timer.start();
  const RunResult result = importPolice( { { QStringLiteral( "INPUT_FOLDER" ), folder } } );
  qInfo( "%.1f s", double( timer.elapsed() ) / 1000.0 );
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 180802.0 );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 180129.0 );
  QCOMPARE( result.number( QStringLiteral( "N_MONTHS" ) ), 45.0 );
  QCOMPARE( result.number( QStringLiteral( "N_MISSING_MONTHS" ) ), 23.0 );
  QVERIFY(
    result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "2022-01, 2023-03 to 2024-12 (23 month" ) ) );
  // Of the points of July 2022 one in twenty was in use in any of the 25 months before, counted in the files.
  const QStringList replaced = result.feedback->warnings.filter( QStringLiteral( "map points were replaced" ) );
  QCOMPARE( replaced.size(), 1 );
  QVERIFY2( replaced.first().contains( QStringLiteral( "2022-07" ) ), qPrintable( replaced.first() ) );
  QSet<QString> points;
  QgsFeatureIterator features = result.layer()->getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
    points.insert( feature.geometry().asWkt( 3 ) );
  QCOMPARE( points.size(), 6307 );
}

// Counted in the file itself: 3,304 rows, none with a Crime ID.
void ImportPoliceDataTest::transportPoliceRowsAllLackAnIdAndAllStay()
{
  const QString file = sharedFile( QStringLiteral( "data/birmingham/btp_and_other_forces/2025-01-btp-street.csv.gz" ) );
  if ( file.isEmpty() )
    QSKIP( "The file of the British Transport Police is not on this machine." );
  const RunResult result = importPolice( { { QStringLiteral( "INPUT_FILE" ), file } } );
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 3304.0 );
  QVERIFY2( !reasons( result ).contains( QStringLiteral( "repeated" ) ), qPrintable( reasons( result ) ) );
}

void ImportPoliceDataTest::everyRowIsUsedOrRejectedForAReason_data()
{
  QTest::addColumn<QByteArray>( "rows" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<int>( "used" );
  QTest::addColumn<QString>( "rejected" );
  const QVariantMap none;
  const QVariantMap all{ { QStringLiteral( "DUPLICATE_IDS" ), 1 } };
  const QByteArray month = "2024-01";
  QTest::newRow( "equal rows without an id are different incidents" )
    << row( "", month, hill ) + row( "", month, hill ) << none << 2 << "";
  QTest::newRow( "NA is no id" ) << row( "NA", month, hill ) + row( "NA", month, hill ) << none << 2 << "";
  QTest::newRow( "repeated id" ) << row( "a", month, hill ) + row( "a", month, hill ) << none << 1 << "repeated id";
  QTest::newRow( "the same id in another month" )
    << row( "a", month, hill ) + row( "a", "2024-02", hill ) << none << 2 << "";
  QTest::newRow( "repeated id, all rows asked for" )
    << row( "a", month, hill ) + row( "a", month, hill ) << all << 2 << "";
  QTest::newRow( "repeated id, first row without location" )
    << row( "a", month, nowhere ) + row( "a", month, hill ) << none << 1 << "no location";
  QTest::newRow( "no location" ) << row( "a", month, nowhere ) << none << 0 << "no location";
  QTest::newRow( "placeholder point" ) << row( "a", month, "-6.041388,54.823400,On or near ," ) << none << 0
                                       << "no location";
  QTest::newRow( "street but no LSOA, as in Northern Ireland" )
    << row( "a", month, "-5.93,54.6,On or near Hill," ) << none << 1 << "";
  QTest::newRow( "zero coordinates" ) << row( "a", month, "0,0,On or near Hill,E01000001" ) << none << 0
                                      << "coordinate is zero";
  QTest::newRow( "unreadable coordinates" )
    << row( "a", month, "west,north,On or near Hill,E01000001" ) << none << 0 << "coordinate not readable";
  QTest::newRow( "exchanged coordinates" )
    << row( "a", month, "52.48,-1.9,On or near Hill,E01000001" ) << none << 0 << "coordinate out of range";
  QTest::newRow( "no month" ) << row( "a", "", hill ) << none << 0 << "no date";
  QTest::newRow( "month in words of a spreadsheet" ) << row( "a", "Jan-24", hill ) << none << 0 << "date not readable";
  QTest::newRow( "a full date stands for its month" ) << row( "a", "31/01/2024", hill ) << none << 1 << "";
  QTest::newRow( "line broken off" ) << QByteArray( "a,2024-01,Some Police\n" ) << none << 0 << "malformed row";
  QTest::newRow( "only a header" ) << QByteArray() << none << 0 << "";
}

void ImportPoliceDataTest::everyRowIsUsedOrRejectedForAReason()
{
  QFETCH( QByteArray, rows );
  QFETCH( QVariantMap, parameters );
  QFETCH( int, used );
  QFETCH( QString, rejected );
  put( QStringLiteral( "2024-01-some-street.csv" ), officialHeader + rows );
  const RunResult result = importPolice( parameters );
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), double( rows.count( '\n' ) ) );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), double( used ) );
  QCOMPARE( reasons( result ), rejected );
}

void ImportPoliceDataTest::incidentCarriesTheContractAndNothingElse()
{
  put( QStringLiteral( "2024-02-some-street.csv" ),
       officialHeader + row( "ab12", "2024-02", hill, "violent-crime" ) + row( "", "2024-02", hill, "Drugs" ) );
  const RunResult result = importPolice();
  checkBooks( result );
  QgsVectorLayer &layer = *result.layer();
  QCOMPARE( layer.crs().authid(), QStringLiteral( "EPSG:27700" ) );
  QCOMPARE( layer.fields().names().join( ' ' ),
            QStringLiteral( "inc_id inc_date inc_end category source side weight precision lsoa lsoa_vint place" ) );
  const QgsAttributes first = layer.getFeature( 1 ).attributes();
  QCOMPARE( first.at( 0 ).toString(), QStringLiteral( "ab12" ) );
  QCOMPARE( first.at( 1 ).toDate(), QDate( 2024, 2, 1 ) );
  QCOMPARE( first.at( 2 ).toDate(), QDate( 2024, 2, 29 ) );
  QCOMPARE( first.at( 3 ).toString(), QStringLiteral( "Violence and sexual offences" ) );
  QCOMPARE( first.at( 4 ).toString() + '/' + first.at( 5 ).toString(), QStringLiteral( "police/location" ) );
  QCOMPARE( first.at( 6 ).toDouble(), 1.0 );
  QCOMPARE( first.at( 7 ).toDouble(), 100.0 );
  QCOMPARE( first.at( 8 ).toString(), QStringLiteral( "E01000001" ) );
  QVERIFY( first.at( 9 ).isNull() );
  QCOMPARE( first.at( 10 ).toString(), QStringLiteral( "On or near Hill" ) );
  QCOMPARE( layer.getFeature( 2 ).attribute( 0 ).toString(), QStringLiteral( "2024-02-some-street:2" ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "give LSOA_LOOKUP" ) ) );
}

void ImportPoliceDataTest::zipPackedAndPlainFilesGiveTheSame()
{
  const QByteArray january = officialHeader + row( "a", "2024-01", hill ) + row( "", "2024-01", nowhere );
  const QByteArray february =
    QByteArray( officialHeader + row( "b", "2024-02", hill, "Drugs" ) ).replace( "\n", "\r\n" );
  put( QStringLiteral( "plain/2024-01/2024-01-some-street.csv" ), january );
  put( QStringLiteral( "plain/2024-02/2024-02-some-street.csv" ), february );
  put( QStringLiteral( "packed/2024-01-some-street.csv.gz" ), january );
  put( QStringLiteral( "packed/2024-02-some-street.csv.gz" ), february );
  const QString zip = mFolder->filePath( QStringLiteral( "download.zip" ) );
  putAt( QStringLiteral( "/vsizip/%1/2024-01/2024-01-some-street.csv" ).arg( zip ), january );
  putAt( QStringLiteral( "/vsizip/%1/2024-02/2024-02-some-street.csv" ).arg( zip ), february );

  const RunResult plain =
    importPolice( { { QStringLiteral( "INPUT_FOLDER" ), mFolder->filePath( QStringLiteral( "plain" ) ) } } );
  const RunResult packed =
    importPolice( { { QStringLiteral( "INPUT_FOLDER" ), mFolder->filePath( QStringLiteral( "packed" ) ) } } );
  const RunResult zipped = importPolice( { { QStringLiteral( "INPUT_FILE" ), zip } } );
  for ( const RunResult *result : { &plain, &packed, &zipped } )
    checkBooks( *result );
  QCOMPARE( plain.number( QStringLiteral( "N_USED" ) ), 2.0 );
  QCOMPARE( sortedRows( *packed.layer() ), sortedRows( *plain.layer() ) );
  QCOMPARE( sortedRows( *zipped.layer() ), sortedRows( *plain.layer() ) );
}

void ImportPoliceDataTest::monthsWithoutRecordsAreNamed()
{
  for ( const char *month : { "2023-11", "2024-01", "2024-04" } )
    put( QStringLiteral( "%1-some-street.csv" ).arg( month ), officialHeader + row( "", month, hill ) );
  put( QStringLiteral( "2024-02-some-street.csv" ), officialHeader );
  const RunResult result = importPolice();
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_MONTHS" ) ), 3.0 );
  QCOMPARE( result.number( QStringLiteral( "N_MISSING_MONTHS" ) ), 3.0 );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "2023-12, 2024-02 to 2024-03 (3 month" ) ),
            qPrintable( result.feedback->everything() ) );
}

void ImportPoliceDataTest::monthAndForceGivenTwiceCountOnce()
{
  const QByteArray content = officialHeader + row( "", "2024-01", hill ) + row( "a", "2024-01", hill );
  put( QStringLiteral( "2024-01/2024-01-some-street.csv" ), content );
  put( QStringLiteral( "download/2024-01/2024-01-some-street.csv" ), content );
  put( QStringLiteral( "2024-01/2024-01-btp-street.csv" ), content );
  const RunResult result = importPolice( { { QStringLiteral( "DUPLICATE_IDS" ), 1 } } );
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 6.0 );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 4.0 );
  QCOMPARE( result.number( QStringLiteral( "HIT_RATE" ) ), 100.0 );
  QCOMPARE( reasons( result ), QStringLiteral( "file given twice; file given twice" ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "(2024-01-some-street.csv)" ) ),
            qPrintable( result.feedback->everything() ) );
}

void ImportPoliceDataTest::forceThatLacksAMonthIsNamed()
{
  put( QStringLiteral( "2024-01-some-street.csv" ), officialHeader + row( "", "2024-01", hill ) );
  put( QStringLiteral( "2024-02-some-street.csv" ), officialHeader + row( "", "2024-02", hill ) );
  put( QStringLiteral( "2024-01-btp-street.csv" ), officialHeader + row( "", "2024-01", hill ) );
  const RunResult result = importPolice();
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_MISSING_MONTHS" ) ), 0.0 );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "No record of ‘btp’ in 2024-02" ) ),
            qPrintable( result.feedback->everything() ) );
}

void ImportPoliceDataTest::monthsOutsideThePeriodAreNotRead()
{
  for ( const char *month : { "2023-12", "2024-01", "2024-02", "2024-03" } )
    put( QStringLiteral( "%1-some-street.csv" ).arg( month ), officialHeader + row( "", month, hill ) );
  put( QStringLiteral( "all-street.csv" ), officialHeader + row( "", "2024-01", hill ) + row( "", "2024-05", hill ) );
  const RunResult result = importPolice( { { QStringLiteral( "FIRST_MONTH" ), QStringLiteral( "2024-01" ) },
                                           { QStringLiteral( "LAST_MONTH" ), QStringLiteral( "2024-02" ) } } );
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 4.0 );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 3.0 );
  QCOMPARE( reasons( result ), QStringLiteral( "outside the period" ) );
  QVERIFY( result.feedback->everything().contains(
    QStringLiteral( "2 file(s) outside FIRST_MONTH to LAST_MONTH were not read" ) ) );
}

void ImportPoliceDataTest::pointsJustOutsideTheStudyAreaAreTaken()
{
  put( QStringLiteral( "all.csv" ),
       "Month,Easting,Northing,Location,Crime type\n"
       "2011-01,400500,300500,inside,Drugs\n2011-01,401030,300500,near,Drugs\n2011-01,401200,300500,far,Drugs\n" );
  const auto city = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=id:string" ), QStringLiteral( "city" ),
    { QStringLiteral( "POLYGON((400000 300000,400600 300000,400600 301000,400000 301000,400000 300000));a" ),
      QStringLiteral( "POLYGON((400600 300000,401000 300000,401000 301000,400600 301000,400600 300000));b" ) } );
  const auto places = [&]( double tolerance )
  {
    const RunResult result =
      importPolice( { { QStringLiteral( "INPUT_FILE" ), mFolder->filePath( QStringLiteral( "all.csv" ) ) },
                      { QStringLiteral( "STUDY_AREA" ), QVariant::fromValue( city.get() ) },
                      { QStringLiteral( "TOLERANCE" ), tolerance } } );
    checkBooks( result );
    QStringList names;
    for ( const QVariant &place : values( *result.layer(), QStringLiteral( "place" ) ) )
      names << place.toString();
    return names.join( ' ' ) + QStringLiteral( " | " ) + reasons( result );
  };
  QCOMPARE( places( 50 ), QStringLiteral( "inside near | outside the study area" ) );
  QCOMPARE( places( 0 ), QStringLiteral( "inside | outside the study area; outside the study area" ) );
}

void ImportPoliceDataTest::lookupTellsTheEditionOfEachCode()
{
  const QByteArray where = "-1.9,52.48,On or near Hill,";
  put( QStringLiteral( "2024-01-some-street.csv" ),
       officialHeader + row( "", "2024-01", where + "E01000001" ) + row( "", "2024-01", where + "E01000002" ) +
         row( "", "2024-01", where + "E01033001" ) + row( "", "2024-01", where + "E01099999" ) +
         row( "", "2024-01", where ) );
  const auto lookup = memoryLayer( QStringLiteral( "None?field=LSOA11CD:string&field=LSOA11NM:string&field=CHGIND:"
                                                   "string&field=LSOA21CD:string&field=LAD21CD:string" ),
                                   QStringLiteral( "lookup" ),
                                   { QStringLiteral( ";E01000001;A;U;E01000001;E08000025" ),
                                     QStringLiteral( ";E01000002;B;S;E01033001;E08000025" ) } );
  const RunResult result = importPolice( { { QStringLiteral( "LSOA_LOOKUP" ), QVariant::fromValue( lookup.get() ) } } );
  checkBooks( result );
  QStringList editions;
  for ( const QVariant &edition : values( *result.layer(), QStringLiteral( "lsoa_vint" ) ) )
    editions << edition.toString();
  QCOMPARE( editions.join( '/' ), QStringLiteral( "both/2011/2021/unknown/" ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "2011 (1), 2021 (1), both (1), unknown (1)" ) ) );
}

void ImportPoliceDataTest::rowOfAnotherMonthKeepsItsOwn()
{
  put( QStringLiteral( "2024-01-some-street.csv" ), officialHeader + row( "a", "2023-12", hill ) );
  const RunResult result = importPolice();
  checkBooks( result );
  QCOMPARE( values( *result.layer(), QStringLiteral( "inc_date" ) ).value( 0 ).toDate(), QDate( 2023, 12, 1 ) );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "1 row(s) name another month" ) ) );
}

void ImportPoliceDataTest::idThatComesTooLateToBeComparedStaysAndIsTold()
{
  put( QStringLiteral( "2024-01-some-street.csv" ), officialHeader + row( "a", "2024-01", hill ) );
  put( QStringLiteral( "2024-01-other-street.csv" ), officialHeader + row( "a", "2024-01", hill ) );
  put( QStringLiteral( "2024-02-some-street.csv" ), officialHeader + row( "a", "2024-01", hill ) );
  const RunResult result = importPolice();
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 2.0 );
  QCOMPARE( reasons( result ), QStringLiteral( "repeated id" ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains(
              QStringLiteral( "1 row(s) name a month whose files had been read before theirs" ) ),
            qPrintable( result.feedback->everything() ) );
}

void ImportPoliceDataTest::unknownCategoryStaysAndIsNamed()
{
  put( QStringLiteral( "2024-01-some-street.csv" ), officialHeader + row( "a", "2024-01", hill, "Piracy" ) );
  const RunResult result = importPolice();
  checkBooks( result );
  QCOMPARE( values( *result.layer(), QStringLiteral( "category" ) ).value( 0 ).toString(), QStringLiteral( "Piracy" ) );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "Piracy (1)" ) ) );
}

void ImportPoliceDataTest::lowHitRateIsWarnedOf()
{
  put( QStringLiteral( "2024-01-some-street.csv" ),
       officialHeader + row( "a", "2024-01", hill ) + row( "b", "2024-01", nowhere ) );
  const RunResult result = importPolice();
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "HIT_RATE" ) ), 50.0 );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains(
    QStringLiteral( "Only 50.0 % of the rows have a usable position" ) ) );
}

void ImportPoliceDataTest::cancelLeavesNothing()
{
  QByteArray content = officialHeader;
  for ( int i = 0; i < 5000; ++i )
    content += row( "", "2024-01", hill );
  put( QStringLiteral( "2024-01-some-street.csv" ), content );
  const QString output = mFolder->filePath( QStringLiteral( "incidents.gpkg" ) );
  const RunResult result =
    run( QStringLiteral( "importpolicedata" ),
         { { QStringLiteral( "INPUT_FOLDER" ), mFolder->path() }, { QStringLiteral( "OUTPUT" ), output } }, 20 );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "Cancelled" ) ), qPrintable( result.error ) );
  QVERIFY( !QFile::exists( output ) );
}

void ImportPoliceDataTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const auto with = []( const char *parameter, const char *value ) {
    return QVariantMap{ { QString::fromLatin1( parameter ), QString::fromUtf8( value ) } };
  };
  QTest::newRow( "neither folder nor file" ) << with( "INPUT_FOLDER", "" ) << "No police data were given";
  QVariantMap both = with( "INPUT_FOLDER", "/tmp" );
  both.insert( QStringLiteral( "INPUT_FILE" ), QStringLiteral( "/tmp/x.zip" ) );
  QTest::newRow( "folder and file" ) << both << "both given";
  QTest::newRow( "no month" ) << with( "FIRST_MONTH", "March 2021-" )
                              << "FIRST_MONTH: ‘March 2021-’ is not a month; write it as 2021-03.";
  QVariantMap reversed = with( "FIRST_MONTH", "2024-02" );
  reversed.insert( QStringLiteral( "LAST_MONTH" ), QStringLiteral( "2024-01" ) );
  QTest::newRow( "months exchanged" ) << reversed << "FIRST_MONTH (2024-02) comes after LAST_MONTH (2024-01)";
  QTest::newRow( "no file in the period" )
    << with( "LAST_MONTH", "2010-01" ) << "lies between FIRST_MONTH and LAST_MONTH";
  QTest::newRow( "wrong header" ) << with( "INPUT_FILE", "outcomes.csv" )
                                  << "‘outcomes.csv’ is no police street file: it has no column for the type of crime";
  QTest::newRow( "lookup without codes" )
    << with( "LSOA_LOOKUP", "outcomes.csv" ) << "needs one field of 2011 and one of 2021 LSOA codes";
}

void ImportPoliceDataTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  put( QStringLiteral( "2024-01-some-street.csv" ), officialHeader + row( "a", "2024-01", hill ) );
  put( QStringLiteral( "outcomes.csv" ),
       "Crime ID,Month,Longitude,Latitude,Outcome type\na,2024-01,-1.9,52.4,Charged\n" );
  for ( QVariant &value : parameters )
    if ( value.toString() == QLatin1String( "outcomes.csv" ) )
      value = mFolder->filePath( QStringLiteral( "outcomes.csv" ) );
  const RunResult result = importPolice( parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( ImportPoliceDataTest )
#include "importpolicedata_test.moc"
