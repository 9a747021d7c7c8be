// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "drawnlabels.h"
#include "qgistest.h"

#include <qgsvectordataprovider.h>

#include <QFile>
#include <QTemporaryDir>

#include <limits>

using namespace communitysafety::test;

class CombineIncidentsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyRecordIsWrittenOrRejected();
  void policeAndAmbulanceOfOneEventAreMarked();
  void firstSourceIsKept();
  void weightIsShared();
  void sameFileTwiceIsLeftOut();
  void sameIdInOneSourceIsFoundAcrossLayers();
  void weightsMultiplyWhatTheRecordsBring();
  void weightsOfTheChosenYearAreTaken();
  void unmatchedCategoriesAreRejectedWhenAsked();
  void titleRowsOfAWorkbookDoNoHarm();
  void tableOfSourcesNamesSourceAndSide();
  void yearWithoutAColumnIsNoYear();
  void preferenceDoesNotDependOnTheOrderOfTheRows();
  void timeOfDayIsReadInEveryForm_data();
  void timeOfDayIsReadInEveryForm();
  // edges
  void monthAsAnEndLastsToItsLastDay();
  void oneTableForTwoSidesIsNoCopy();
  void pointsOfEveryKindBecomePlainOnes();
  void emptyLayerDoesNotChooseTheSystem();
  void monthOnlyDatesAreNotCompared();
  void realPoliceLayerGivenTwiceCountsOnce();
  // refused input
  void refuses_data();
  void refuses();

private:
  static RunResult combine( const QList<QgsVectorLayer *> &layers, QVariantMap parameters = {} )
  {
    QVariantList input;
    for ( QgsVectorLayer *layer : layers )
      input << QVariant::fromValue( layer );
    parameters.insert( QStringLiteral( "INCIDENTS" ), input );
    for ( const char *output : { "OUTPUT", "PAIRS", "REJECTS" } )
      parameters.insert( QLatin1String( output ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "combineincidents" ), parameters );
  }
};

namespace
{

std::unique_ptr<QgsVectorLayer> layerOf( const QString &name, const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string"
                                      "&field=category:string&field=source:string&field=side:string"
                                      "&field=weight:string" ),
                      name, rows );
}

//! Three crimes; p1 is also known to the ambulance, and p3 tells only its month.
std::unique_ptr<QgsVectorLayer> police()
{
  return layerOf( "crimes", { "POINT(400000 300000);p1;2023-05-06 22:10;Violence;police;location;1",
                              "POINT(401000 300000);p2;2023-05-06;Burglary;police;location;2",
                              "POINT(402000 300000);p3;2023-05;Burglary;police;location;" } );
}

std::unique_ptr<QgsVectorLayer> ambulance()
{
  return layerOf( "calls", { "POINT(400030 300040);a1;2023-05-06 22:40;Assault;ambulance;victim;1",
                             "POINT(400030 300040);a2;2023-05-07 22:40;Assault;ambulance;victim;1",
                             "POINT(402000 300000);a3;2023-05-20;Fall;ambulance;victim;1" } );
}

QVariant valueOf( const QgsVectorLayer &layer, const QString &id, const QString &field )
{
  QgsFeatureIterator rows = layer.getFeatures();
  QgsFeature row;
  while ( rows.nextFeature( row ) )
    if ( row.attribute( "inc_id" ) == id )
      return row.attribute( field );
  return QStringLiteral( "no row" );
}

std::unique_ptr<QgsVectorLayer> weights( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "None?field=code:string&field=offence:string&field=year:string"
                                      "&field=weight:string" ),
                      "harm", rows );
}

const QStringList allWeights{ ";8;violence;2020;10", ";28;BURGLARY;2020;3", ";1;Assault;2020;10", ";2;Fall;2020;0.5" };

} // namespace

void CombineIncidentsTest::everyRecordIsWrittenOrRejected()
{
  const auto first = police(), second = ambulance();
  const auto third = layerOf(
    "dirt", { ";d1;2023-05-06;X;dirt;location;1", "POINT(0 0);d2;2023-05-06;X;dirt;location;1",
              "POINT(1 1);d3;32/13/2023;X;dirt;location;1", "POINT(1 1);d4;;X;dirt;location;1",
              "POINT(1 1);d5;2023-05-06;X;dirt;location;many", "POINT(1 1);d6;2023-05-06;X;dirt;location;-1" } );
  // No text of a point says so, but a program may have computed it.
  QgsFeature infinite( third->fields() );
  infinite.setAttributes( QgsAttributes() << "d7"
                                          << "2023-05-06"
                                          << "X"
                                          << "dirt"
                                          << "location"
                                          << "1" );
  infinite.setGeometry( QgsGeometry::fromPointXY( QgsPointXY( std::numeric_limits<double>::infinity(), 1 ) ) );
  QVERIFY( third->dataProvider()->addFeature( infinite ) );
  const RunResult result = combine( { first.get(), second.get(), third.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_READ" ), 13.0 );
  QCOMPARE( result.number( "N_USED" ), 6.0 );
  QCOMPARE( result.number( "N_REJECTED" ), 7.0 );
  QCOMPARE( result.layer()->featureCount(), 6LL );
  QCOMPARE( values( *result.layer( "REJECTS" ), "reason" ).first().toString(), QStringLiteral( "no location" ) );
  QCOMPARE( values( *result.layer( "REJECTS" ), "reason" ).last().toString(),
            QStringLiteral( "coordinate not readable" ) );
}

void CombineIncidentsTest::policeAndAmbulanceOfOneEventAreMarked()
{
  const auto first = police(), second = ambulance();
  const RunResult result = combine( { first.get(), second.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( valueOf( *result.layer(), "a1", "dup_of" ).toString(), QStringLiteral( "p1" ) );
  QCOMPARE( valueOf( *result.layer(), "a1", "dup_src" ).toString(), QStringLiteral( "police" ) );
  QCOMPARE( valueOf( *result.layer(), "p1", "n_event" ).toInt(), 2 );
  QVERIFY( valueOf( *result.layer(), "a2", "dup_of" ).isNull() );
  QCOMPARE( result.number( "N_BETWEEN" ), 1.0 );
  QCOMPARE( values( *result.layer( "PAIRS" ), "dist_m" ), QVariantList{ 50.0 } );
  QCOMPARE( values( *result.layer( "PAIRS" ), "minutes" ), QVariantList{ 30LL } );
  QCOMPARE( notDrawnOnce( *result.layer() ), QStringList() );
}

void CombineIncidentsTest::firstSourceIsKept()
{
  const auto first = police(), second = ambulance();
  const RunResult result = combine( { first.get(), second.get() }, { { "DUPLICATES", 1 } } );
  QCOMPARE( result.number( "N_USED" ), 5.0 );
  QCOMPARE( result.number( "N_REJECTED" ), 1.0 );
  QCOMPARE( values( *result.layer( "REJECTS" ), "reason" ).first().toString(),
            QStringLiteral( "the same event as another record" ) );
  // The order of the layers says who is first.
  const RunResult turned = combine( { second.get(), first.get() }, { { "DUPLICATES", 1 } } );
  QCOMPARE( values( *turned.layer( "REJECTS" ), "rec_id" ), QVariantList{ QStringLiteral( "p1" ) } );
}

void CombineIncidentsTest::weightIsShared()
{
  const auto first = police(), second = ambulance();
  const RunResult result = combine( { first.get(), second.get() }, { { "DUPLICATES", 2 } } );
  QCOMPARE( valueOf( *result.layer(), "p1", "weight" ).toDouble(), 0.5 );
  QCOMPARE( valueOf( *result.layer(), "a1", "weight" ).toDouble(), 0.5 );
  QCOMPARE( valueOf( *result.layer(), "p2", "weight" ).toDouble(), 2.0 );
  QCOMPARE( result.number( "TOTAL_WEIGHT" ), 6.0 );
}

void CombineIncidentsTest::sameFileTwiceIsLeftOut()
{
  const auto first = police();
  const auto turned = layerOf( "copy", { "POINT(402000 300000);p3;2023-05;Burglary;police;location;",
                                         "POINT(401000 300000);p2;2023-05-06;Burglary;police;location;2",
                                         "POINT(400000 300000);p1;2023-05-06 22:10;Violence;police;location;1" } );
  const RunResult result = combine( { first.get(), turned.get() } );
  QCOMPARE( result.number( "N_USED" ), 3.0 );
  QCOMPARE( result.number( "N_REJECTED" ), 3.0 );
  QCOMPARE( result.number( "N_REPEATED_LAYERS" ), 1.0 );
  QVERIFY( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "‘copy’" ) ) );
}

void CombineIncidentsTest::sameIdInOneSourceIsFoundAcrossLayers()
{
  const auto first = police();
  const auto update = layerOf( "update", { "POINT(490000 300000);p2;2024-05-06;Burglary;police;location;1" } );
  const RunResult result = combine( { first.get(), update.get() } );
  QCOMPARE( result.number( "N_DUPLICATES" ), 1.0 );
  QCOMPARE( values( *result.layer( "PAIRS" ), "dup_how" ).first().toString(), QStringLiteral( "same id" ) );
}

void CombineIncidentsTest::weightsMultiplyWhatTheRecordsBring()
{
  const auto first = police(), second = ambulance();
  const auto table = weights( allWeights );
  const RunResult result =
    combine( { first.get(), second.get() }, { { "WEIGHTS", QVariant::fromValue( table.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( valueOf( *result.layer(), "p1", "weight" ).toDouble(), 10.0 );
  QCOMPARE( valueOf( *result.layer(), "p2", "weight" ).toDouble(), 6.0 );
  QCOMPARE( result.number( "TOTAL_WEIGHT" ), 10 + 6 + 3 + 10 + 10 + 0.5 );
}

void CombineIncidentsTest::weightsOfTheChosenYearAreTaken()
{
  const auto first = police();
  const auto table =
    weights( { ";8;Violence;2020;10", ";28;Burglary;2020;3", ";8;Violence;2021;20", ";28;Burglary;2021;4" } );
  const QVariant given = QVariant::fromValue( table.get() );
  QVERIFY( combine( { first.get() }, { { "WEIGHTS", given } } ).error.contains( QStringLiteral( "WEIGHT_YEAR" ) ) );
  QCOMPARE( combine( { first.get() }, { { "WEIGHTS", given }, { "WEIGHT_YEAR", "2021" } } ).number( "TOTAL_WEIGHT" ),
            20.0 + 8 + 4 );
}

void CombineIncidentsTest::unmatchedCategoriesAreRejectedWhenAsked()
{
  const auto first = police();
  const auto table = weights( { ";8;Violence;2020;10", ";28;Burglari;2020;3" } );
  const QVariant given = QVariant::fromValue( table.get() );
  const RunResult stopped = combine( { first.get() }, { { "WEIGHTS", given } } );
  QVERIFY( !stopped.succeeded );
  QVERIFY2( stopped.error.contains( QStringLiteral( "‘Burglary’ (2, perhaps ‘Burglari’)" ) ),
            qPrintable( stopped.error ) );
  const RunResult rejected = combine( { first.get() }, { { "WEIGHTS", given }, { "UNMATCHED", 1 } } );
  QCOMPARE( rejected.number( "N_REJECTED" ), 2.0 );
  QCOMPARE( rejected.number( "TOTAL_WEIGHT" ), 10.0 );
  const RunResult counted = combine( { first.get() }, { { "WEIGHTS", given }, { "UNMATCHED", 2 } } );
  QCOMPARE( counted.number( "TOTAL_WEIGHT" ), 10.0 + 2 + 1 );
  QVERIFY( counted.feedback->warnings.join( '\n' ).contains( QStringLiteral( "Counted as 1" ) ) );
}

void CombineIncidentsTest::titleRowsOfAWorkbookDoNoHarm()
{
  const QTemporaryDir folder;
  QFile file( folder.filePath( QStringLiteral( "weights.csv" ) ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write(
    "Weights by offence\n\nOffence code,Offence,Weight\n8,Violence,\"1,000\"\n28,Burglary,3\n,Source: ours,\n" );
  file.close();
  const auto first = police();
  const RunResult result = combine( { first.get() }, { { "WEIGHTS", file.fileName() } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "TOTAL_WEIGHT" ), 1000.0 + 6 + 3 );
}

void CombineIncidentsTest::tableOfSourcesNamesSourceAndSide()
{
  const auto second = ambulance();
  const auto table = memoryLayer( QStringLiteral( "None?field=layer:string&field=source:string&field=side:string" ),
                                  "suppliers", { ";CALLS;nhs;offender" } );
  const RunResult result = combine( { second.get() }, { { "SOURCES", QVariant::fromValue( table.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( valueOf( *result.layer(), "a1", "source" ).toString(), QStringLiteral( "nhs" ) );
  QCOMPARE( valueOf( *result.layer(), "a1", "side" ).toString(), QStringLiteral( "offender" ) );
}

void CombineIncidentsTest::yearWithoutAColumnIsNoYear()
{
  const auto first = police();
  const auto table = memoryLayer( QStringLiteral( "None?field=offence:string&field=weight:string" ), "harm",
                                  { ";Violence;10", ";Burglary;3" } );
  const RunResult result = combine(
    { first.get() }, { { "WEIGHTS", QVariant::fromValue( table.get() ) }, { "WEIGHT_YEAR", QString( "2023" ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "WEIGHT_YEAR had no effect" ) ) );
  QVERIFY( !result.feedback->everything().contains( QStringLiteral( "of 2023" ) ) );
}

void CombineIncidentsTest::preferenceDoesNotDependOnTheOrderOfTheRows()
{
  // One event, told by two sources, of which one spells its name in two ways.
  const QString asb = "POINT(400000 300000);a1;2023-05-06;Noise;asb;location;1";
  const QString fire = "POINT(400000 300000);f1;2023-05-06;Fire;fire;location;1";
  const QString capital = "POINT(450000 300000);f2;2023-05-06;Fire;Fire;location;1";
  const auto one = layerOf( "one", { capital, asb, fire } ), turned = layerOf( "turned", { fire, asb, capital } );
  const RunResult first = combine( { one.get() } ), second = combine( { turned.get() } );
  QCOMPARE( sortedRows( *second.layer() ), sortedRows( *first.layer() ) );
  QCOMPARE( valueOf( *first.layer(), "f1", "dup_of" ).toString(), QStringLiteral( "a1" ) );
}

void CombineIncidentsTest::timeOfDayIsReadInEveryForm_data()
{
  QTest::addColumn<QString>( "time" );
  QTest::addColumn<QVariantList>( "minutes" );
  QTest::newRow( "24 hours" ) << "22:10" << QVariantList{ 10LL };
  QTest::newRow( "12 hours" ) << "10:10 pm" << QVariantList{ 10LL };
  QTest::newRow( "seconds, one digit" ) << "9:05:00" << QVariantList();
  QTest::newRow( "seconds" ) << "22:10:00" << QVariantList{ 10LL };
  // Compared by day, and of one day.
  QTest::newRow( "blank" ) << "" << QVariantList{ 0LL };
  QTest::newRow( "words" ) << "evening" << QVariantList{ 0LL };
}

void CombineIncidentsTest::timeOfDayIsReadInEveryForm()
{
  QFETCH( QString, time );
  QFETCH( QVariantList, minutes );
  const QString fields = QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string"
                                         "&field=inc_time:string&field=source:string" );
  const auto first =
    memoryLayer( fields, "crimes", { QStringLiteral( "POINT(400000 300000);p1;2023-05-06;%1;police" ).arg( time ) } );
  const auto second = memoryLayer( fields, "calls", { "POINT(400000 300000);a1;2023-05-06;22:20;ambulance" } );
  const RunResult result = combine( { first.get(), second.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer( "PAIRS" ), "minutes" ), minutes );
}

void CombineIncidentsTest::monthAsAnEndLastsToItsLastDay()
{
  const auto layer =
    memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string"
                                 "&field=inc_end:string" ),
                 "crimes", { "POINT(400000 300000);m1;2024-03;2024-03", "POINT(1 1);m2;2024-02;2024-03" } );
  const RunResult result = combine( { layer.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( valueOf( *result.layer(), "m1", "inc_end" ).toDate(), QDate( 2024, 3, 31 ) );
  QCOMPARE( valueOf( *result.layer(), "m2", "inc_end" ).toDate(), QDate( 2024, 3, 31 ) );
  QCOMPARE( result.number( "N_MONTH_ONLY" ), 2.0 );
}

void CombineIncidentsTest::oneTableForTwoSidesIsNoCopy()
{
  const QString row = "POINT(400000 300000);p1;2023-05-06;Violence;police;%1;1";
  const auto where = layerOf( "where", { row.arg( "location" ) } ), who = layerOf( "who", { row.arg( "victim" ) } );
  QCOMPARE( combine( { where.get(), who.get() } ).number( "N_REPEATED_LAYERS" ), 0.0 );
  const auto copy = layerOf( "copy", { row.arg( "location" ) } );
  QCOMPARE( combine( { where.get(), copy.get() } ).number( "N_REPEATED_LAYERS" ), 1.0 );
  // The table of sources says whose places the copy has.
  const auto table = memoryLayer( QStringLiteral( "None?field=layer:string&field=source:string&field=side:string" ),
                                  "suppliers", { ";copy;;victim" } );
  QCOMPARE( combine( { where.get(), copy.get() }, { { "SOURCES", QVariant::fromValue( table.get() ) } } )
              .number( "N_REPEATED_LAYERS" ),
            0.0 );
}

void CombineIncidentsTest::pointsOfEveryKindBecomePlainOnes()
{
  const auto layer = memoryLayer( QStringLiteral( "MultiPointZ?crs=EPSG:27700&field=inc_id:string&field=inc_date:"
                                                  "string" ),
                                  "calls", { "MULTIPOINTZ((400000 300000 7));a1;2024-03-01" } );
  const RunResult result = combine( { layer.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->getFeature( 1 ).geometry().asWkt(), QStringLiteral( "Point (400000 300000)" ) );
}

void CombineIncidentsTest::emptyLayerDoesNotChooseTheSystem()
{
  const QString fields = QStringLiteral( "Point?crs=EPSG:4326&field=inc_id:string&field=inc_date:string" );
  const auto empty = memoryLayer( fields, "empty", {} );
  const auto calls = memoryLayer( fields, "calls", { "POINT(20 50);a1;2024-03-01" } );
  const RunResult result = combine( { empty.get(), calls.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->crs().authid(), QStringLiteral( "EPSG:32634" ) );
}

void CombineIncidentsTest::monthOnlyDatesAreNotCompared()
{
  const auto first = police(), second = ambulance();
  const RunResult apart = combine( { first.get(), second.get() } );
  QCOMPARE( apart.number( "N_MONTH_ONLY" ), 1.0 );
  QVERIFY( apart.feedback->warnings.join( '\n' ).contains( QStringLiteral( "only the week or month" ) ) );
  QVERIFY( valueOf( *apart.layer(), "a3", "dup_of" ).isNull() );
  QCOMPARE( valueOf( *apart.layer(), "p3", "inc_end" ).toDate(), QDate( 2023, 5, 31 ) );
  const RunResult together = combine( { first.get(), second.get() }, { { "MONTH_DATES", true } } );
  QCOMPARE( valueOf( *together.layer(), "a3", "dup_of" ).toString(), QStringLiteral( "p3" ) );
  QVERIFY( together.feedback->warnings.join( '\n' ).contains( QStringLiteral( "same place and month alone" ) ) );
}

void CombineIncidentsTest::realPoliceLayerGivenTwiceCountsOnce()
{
  const QString folder = sharedFile( QStringLiteral( "data/newcastle/street/2020-05" ) );
  if ( folder.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const RunResult imported =
    run( QStringLiteral( "importpolicedata" ), { { "INPUT_FOLDER", folder }, { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( imported.succeeded, qPrintable( imported.error ) );
  const std::unique_ptr<QgsVectorLayer> copy( imported.layer()->clone() );
  const RunResult result = combine( { imported.layer(), copy.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_READ" ), 2 * imported.number( "N_USED" ) );
  QCOMPARE( result.number( "N_USED" ), imported.number( "N_USED" ) );
  QCOMPARE( result.number( "N_DUPLICATES" ), 0.0 );
}

void CombineIncidentsTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "pair of an unknown source" )
    << QVariantMap{ { "PAIRS_OF_SOURCES", "police + ambulanc" } } << "Did you mean ‘ambulance’";
  QTest::newRow( "pair that is none" ) << QVariantMap{ { "PAIRS_OF_SOURCES", "police" } } << "is no pair";
}

void CombineIncidentsTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const auto first = police(), second = ambulance();
  const RunResult result = combine( { first.get(), second.get() }, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( CombineIncidentsTest )
#include "combineincidents_test.moc"
