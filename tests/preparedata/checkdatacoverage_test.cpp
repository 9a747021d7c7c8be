// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "drawnlabels.h"
#include "qgistest.h"

#include <QDir>
#include <QTemporaryDir>

using namespace communitysafety::test;

class CheckDataCoverageTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void absentIsNotZero();
  void everyRecordIsCountedOrRejected();
  void onlyTheRefusedForWantOfAPlaceLowerTheShare();
  void everyReasonThatSpeaksOfThePlaceLowersTheShare();
  void spellingsOfOneSourceDoNotDependOnTheOrder();
  void coarsePositionsDoNotCount();
  void silentSourceIsNamedInItsArea();
  void periodGivenShowsMonthsThatNobodyHas();
  void monthOnlyDatesHaveNoPartMonths();
  void oneCombinedLayerSaysTheSameAsItsParts();
  // edges
  void layersOfOneNameHaveBooksOfTheirOwn();
  void refusedRecordsWithoutDatesAreToldWhereThePeriodHasAnEnd();
  void withoutAreasThereIsNoMap();
  void realGapOfNorthumbriaIsAbsent();
  // refused input
  void refuses_data();
  void refuses();

private:
  static RunResult check( const QList<QgsVectorLayer *> &layers, QVariantMap parameters = {} )
  {
    QVariantList input;
    for ( QgsVectorLayer *layer : layers )
      input << QVariant::fromValue( layer );
    parameters.insert( QStringLiteral( "INCIDENTS" ), input );
    parameters.insert( QStringLiteral( "TABLE" ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "checkdatacoverage" ), parameters );
  }
};

namespace
{

const QString incidents =
  QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string&field=inc_end:string"
                  "&field=source:string&field=precision:string" );

//! \a n records of \a source spread over all days of \a month, in the west (x = 10) or the east (x = 110).
QStringList monthOf( const QString &source, const QString &month, int n, int x, const QString &precision = "10" )
{
  QStringList rows;
  for ( int record = 0; record < n; ++record )
  {
    const QString day = QStringLiteral( "%1-%2" ).arg( month ).arg( 1 + record * 28 / n, 2, 10, QLatin1Char( '0' ) );
    rows << QStringLiteral( "POINT(%1 10);%2%3%4-%5;%3;%3;%2;%6" )
              .arg( x )
              .arg( source, day )
              .arg( x )
              .arg( record )
              .arg( precision );
  }
  return rows;
}

std::unique_ptr<QgsVectorLayer> layerOf( const QString &name, const QStringList &rows )
{
  return memoryLayer( incidents, name, rows );
}

std::unique_ptr<QgsVectorLayer> twoAreas()
{
  return memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "areas" ),
    { "POLYGON((0 0,100 0,100 100,0 100,0 0));West", "POLYGON((100 0,200 0,200 100,100 100,100 0));East" } );
}

QString monthText( int month ) { return QStringLiteral( "2023-%1" ).arg( month, 2, 10, QLatin1Char( '0' ) ); }

//! Fire delivers twelve months in both areas; police nothing of March, and nothing in the east from July on.
QStringList fireRows()
{
  QStringList rows;
  for ( int month = 1; month <= 12; ++month )
    rows << monthOf( "fire", monthText( month ), 28, 10 ) << monthOf( "fire", monthText( month ), 14, 110 );
  return rows;
}

QStringList policeRows()
{
  QStringList rows;
  for ( int month = 1; month <= 12; ++month )
    if ( month != 3 )
      rows << monthOf( "police", monthText( month ), 56, 10 )
           << monthOf( "police", monthText( month ), month < 7 ? 14 : 0, 110 );
  return rows;
}

//! The state of one row of the table.
QString stateOf( const RunResult &result, const QString &source, const QString &month, const QString &area = QString() )
{
  QgsFeatureIterator rows = result.layer( QStringLiteral( "TABLE" ) )->getFeatures();
  QgsFeature row;
  while ( rows.nextFeature( row ) )
    if ( row.attribute( "source" ) == source && row.attribute( "month" ) == month &&
         row.attribute( "area_id" ).toString() == area )
      return row.attribute( "state" ).toString();
  return QStringLiteral( "no row" );
}

} // namespace

void CheckDataCoverageTest::absentIsNotZero()
{
  const auto police = layerOf( "p", policeRows() ), fire = layerOf( "f", fireRows() );
  const auto areas = twoAreas();
  const RunResult result = check( { police.get(), fire.get() }, { { "AREAS", QVariant::fromValue( areas.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( stateOf( result, "police", "2023-03" ), QStringLiteral( "absent" ) );
  QCOMPARE( stateOf( result, "police", "2023-03", "East" ), QStringLiteral( "absent" ) );
  QCOMPARE( stateOf( result, "police", "2023-02", "East" ), QStringLiteral( "present" ) );
  QCOMPARE( stateOf( result, "police", "2023-09", "East" ), QStringLiteral( "silent" ) );
  QCOMPARE( stateOf( result, "fire", "2023-03" ), QStringLiteral( "present" ) );
  QCOMPARE( result.number( QStringLiteral( "N_ABSENT" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "N_MONTHS" ) ), 12.0 );
  // Two sources in twelve months, alone and in two areas.
  QCOMPARE( result.layer( QStringLiteral( "TABLE" ) )->featureCount(), 2LL * 12 * 3 );
  QVERIFY( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "‘police’ in 2023-03" ) ) );
}

void CheckDataCoverageTest::everyRecordIsCountedOrRejected()
{
  const auto layer = layerOf( "calls", monthOf( "police", "2023-01", 5, 10 ) << "POINT(1 1);a;32/13/2023;;police;1"
                                                                             << "POINT(1 1);b;;;police;1"
                                                                             << ";c;2023-01-02;;police;1"
                                                                             << "POINT(1 1);d;2031-01-02;;police;1" );
  const RunResult result = check( { layer.get() }, { { "LAST_MONTH", "2023-12" }, { "REJECTS", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 9.0 );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 6.0 );
  QCOMPARE( result.number( QStringLiteral( "N_REJECTED" ) ), 3.0 );
  QCOMPARE( result.layer( QStringLiteral( "REJECTS" ) )->featureCount(), 3LL );
  // The record without a place was delivered all the same.
  QVERIFY( std::fabs( result.number( QStringLiteral( "HIT_RATE" ) ) - 100.0 * 5 / 6 ) < 1e-9 );
}

void CheckDataCoverageTest::onlyTheRefusedForWantOfAPlaceLowerTheShare()
{
  const auto layer = layerOf( "calls", monthOf( "police", "2023-01", 6, 10 ) );
  const auto rejects = memoryLayer( QStringLiteral( "None?field=source:string&field=reason:string" ), "rejects",
                                    { ";Police;no location", ";police;coordinate is zero", ";police;no date" } );
  const RunResult result = check( { layer.get() }, { { "REJECT_TABLES", QVariant::fromValue( rejects.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "HIT_RATE" ) ), 75.0 );
}

void CheckDataCoverageTest::everyReasonThatSpeaksOfThePlaceLowersTheShare()
{
  const auto layer = layerOf( "calls", monthOf( "police", "2023-01", 6, 10 ) );
  const auto rejects =
    memoryLayer( QStringLiteral( "None?field=source:string&field=reason:string" ), "rejects",
                 { ";police;postcode not in the directory", ";police;postcode not readable",
                   ";police;coordinate out of range", ";police;wrong geometry type", ";police;number out of range",
                   ";police;outside the study area", ";police;repeated id" } );
  const RunResult result = check( { layer.get() }, { { "REJECT_TABLES", QVariant::fromValue( rejects.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "HIT_RATE" ) ), 60.0 );
}

void CheckDataCoverageTest::spellingsOfOneSourceDoNotDependOnTheOrder()
{
  const QStringList capital = monthOf( "Fire", "2023-01", 3, 10 ), small = monthOf( "fire", "2023-02", 3, 10 );
  const QStringList other = monthOf( "asb", "2023-01", 3, 10 );
  const auto one = layerOf( "one", capital + other + small ), turned = layerOf( "turned", small + other + capital );
  const RunResult first = check( { one.get() } ), second = check( { turned.get() } );
  QCOMPARE( first.number( QStringLiteral( "N_SOURCES" ) ), 2.0 );
  QCOMPARE( values( *second.layer( "TABLE" ), "source" ), values( *first.layer( "TABLE" ), "source" ) );
  QCOMPARE( values( *first.layer( "TABLE" ), "source" ).first().toString(), QStringLiteral( "asb" ) );
}

void CheckDataCoverageTest::coarsePositionsDoNotCount()
{
  const auto layer =
    layerOf( "calls", monthOf( "police", "2023-01", 6, 10 ) << monthOf( "police", "2023-01", 2, 10, "1000" ) );
  QCOMPARE( check( { layer.get() } ).number( QStringLiteral( "HIT_RATE" ) ), 100.0 );
  QCOMPARE( check( { layer.get() }, { { "PRECISION", 100 } } ).number( QStringLiteral( "HIT_RATE" ) ), 75.0 );
}

void CheckDataCoverageTest::silentSourceIsNamedInItsArea()
{
  const auto police = layerOf( "p", policeRows() ), fire = layerOf( "f", fireRows() );
  const auto areas = twoAreas();
  const RunResult result = check( { police.get(), fire.get() }, { { "AREAS", QVariant::fromValue( areas.get() ) },
                                                                  { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer *map = result.layer();
  QCOMPARE( values( *map, "area_id" ), ( QVariantList{ "East", "West" } ) );
  QCOMPARE( values( *map, "silent" ).first().toString(), QStringLiteral( "police" ) );
  QCOMPARE( values( *map, "mon_silent" ), ( QVariantList{ 6LL, 0LL } ) );
  QCOMPARE( values( *map, "mon_all" ), ( QVariantList{ 5LL, 11LL } ) );
  QCOMPARE( drawnLabels( *map ), ( QStringList{ "A source is silent for a while", "No source is silent" } ) );
  QCOMPARE( result.number( QStringLiteral( "N_SILENT_AREAS" ) ), 1.0 );
}

void CheckDataCoverageTest::periodGivenShowsMonthsThatNobodyHas()
{
  const auto layer = layerOf( "calls", monthOf( "police", "2023-02", 6, 10 ) );
  const RunResult result = check( { layer.get() }, { { "FIRST_MONTH", "2023-01" }, { "LAST_MONTH", "2023-04" } } );
  QCOMPARE( result.number( QStringLiteral( "N_MONTHS" ) ), 4.0 );
  QCOMPARE( result.number( QStringLiteral( "N_ABSENT" ) ), 3.0 );
  QCOMPARE( stateOf( result, "police", "2023-04" ), QStringLiteral( "absent" ) );
}

void CheckDataCoverageTest::monthOnlyDatesHaveNoPartMonths()
{
  QStringList dayRows, monthRows;
  for ( int month = 1; month <= 8; ++month )
    for ( int record = 0; record < 30; ++record )
    {
      // The last month ends with its tenth day.
      const int day = 1 + record % ( month == 8 ? 10 : 28 );
      dayRows << QStringLiteral( "POINT(1 1);%1-%2;%3-%4;;a;1" )
                   .arg( month )
                   .arg( record )
                   .arg( monthText( month ) )
                   .arg( day, 2, 10, QLatin1Char( '0' ) );
      monthRows
        << QStringLiteral( "POINT(1 1);%1-%2;%3;%3-28;a;1" ).arg( month ).arg( record ).arg( monthText( month ) );
    }
  const auto days = layerOf( "days", dayRows ), months = layerOf( "months", monthRows );
  QCOMPARE( check( { days.get() } ).number( QStringLiteral( "N_PART" ) ), 1.0 );
  QCOMPARE( check( { months.get() } ).number( QStringLiteral( "N_PART" ) ), 0.0 );
}

void CheckDataCoverageTest::oneCombinedLayerSaysTheSameAsItsParts()
{
  const auto police = layerOf( "p", policeRows() ), fire = layerOf( "f", fireRows() );
  const auto both = layerOf( "b", fireRows() + policeRows() );
  const RunResult parts = check( { police.get(), fire.get() } ), whole = check( { both.get() } );
  QCOMPARE( sortedRows( *whole.layer( "TABLE" ) ), sortedRows( *parts.layer( "TABLE" ) ) );
}

void CheckDataCoverageTest::layersOfOneNameHaveBooksOfTheirOwn()
{
  // Headless, two tables of one file arrive under the name of the file.
  const auto police = layerOf( "city", monthOf( "police", "2023-01", 6, 10 ) );
  const auto fire = layerOf( "city", monthOf( "fire", "2023-01", 3, 10 ) );
  const auto areas = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), "city",
                                  { "POLYGON((0 0,100 0,100 100,0 100,0 0));West" } );
  const RunResult result = check( { police.get(), fire.get() }, { { "AREAS", QVariant::fromValue( areas.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 9.0 );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 9.0 );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "city (2): 6 read" ) ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "city (3): 3 read" ) ) );
}

void CheckDataCoverageTest::refusedRecordsWithoutDatesAreToldWhereThePeriodHasAnEnd()
{
  const auto layer = layerOf( "calls", monthOf( "police", "2023-01", 6, 10 ) );
  const auto rejects = memoryLayer( QStringLiteral( "None?field=source:string&field=reason:string" ), "rejects",
                                    { ";police;no location" } );
  const QVariant tables = QVariant::fromValue( rejects.get() );
  const QString words = QStringLiteral( "‘rejects’ tells no dates: its 1 record(s) without a place count" );
  const RunResult open = check( { layer.get() }, { { "REJECT_TABLES", tables } } );
  QVERIFY( !open.feedback->warnings.join( '\n' ).contains( words ) );
  const RunResult ended = check( { layer.get() }, { { "REJECT_TABLES", tables }, { "LAST_MONTH", "2023-01" } } );
  QVERIFY2( ended.feedback->warnings.join( '\n' ).contains( words ), qPrintable( ended.feedback->everything() ) );
}

void CheckDataCoverageTest::withoutAreasThereIsNoMap()
{
  const auto layer = layerOf( "calls", monthOf( "police", "2023-02", 6, 10 ) );
  const RunResult result = check( { layer.get() }, { { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( !result.results.contains( QStringLiteral( "OUTPUT" ) ) );
  QVERIFY( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "needs AREAS" ) ) );
}

void CheckDataCoverageTest::realGapOfNorthumbriaIsAbsent()
{
  const QString folder = sharedFile( QStringLiteral( "data/newcastle/street" ) );
  if ( folder.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const RunResult imported = run( QStringLiteral( "importpolicedata" ), { { "INPUT_FOLDER", folder },
                                                                          { "FIRST_MONTH", "2021-12" },
                                                                          { "LAST_MONTH", "2022-02" },
                                                                          { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( imported.succeeded, qPrintable( imported.error ) );
  const RunResult result = check( { imported.layer() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( stateOf( result, "police", "2022-01" ), QStringLiteral( "absent" ) );
  QCOMPARE( result.number( QStringLiteral( "N_ABSENT" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), imported.number( QStringLiteral( "N_USED" ) ) );
}

void CheckDataCoverageTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "month that is none" ) << QVariantMap{ { "FIRST_MONTH", "spring" } }
                                        << "FIRST_MONTH: ‘spring’ is not a month";
  QTest::newRow( "months the wrong way round" )
    << QVariantMap{ { "FIRST_MONTH", "2023-04" }, { "LAST_MONTH", "2023-01" } } << "exchange";
  QTest::newRow( "months after all records" )
    << QVariantMap{ { "FIRST_MONTH", "2025-01" } } << "No record lies between FIRST_MONTH and LAST_MONTH";
  QTest::newRow( "date field that is not there" )
    << QVariantMap{ { "DATE_FIELD", "inc_dat" } } << "Did you mean ‘inc_date’";
  QTest::newRow( "dates of centuries" ) << QVariantMap{ { "FIRST_MONTH", "1901-01" } } << "FIRST_MONTH and LAST_MONTH";
}

void CheckDataCoverageTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const auto layer = layerOf( "calls", monthOf( "police", "2023-02", 6, 10 ) );
  const RunResult result = check( { layer.get() }, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( CheckDataCoverageTest )
#include "checkdatacoverage_test.moc"
