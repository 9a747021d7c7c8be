// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/compat.h"
#include "qgistest.h"

#include <qgsvectorfilewriter.h>

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

using namespace communitysafety::test;

class BuildIndicatorsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void measureSetsTheDenominator_data();
  void measureSetsTheDenominator();
  void everyRecordIsUsedOrRejectedWithItsReason_data();
  void everyRecordIsUsedOrRejectedWithItsReason();
  void areasAndRejectsAddUpToWhatWasRead();
  void pointOnASharedBorderIsCountedOnce();
  void yearsAddUpToThePooledCounts();
  void orderOfTheRecordsDoesNotMatter();
  void layersAndAFolderGiveTheSameTable();
  // exposure
  void absentMonthShortensTheExposure();
  void absentYearIsMissingAndNotZero();
  void sourceAbsentInTheWholePeriodIsMissing();
  void sourceWithoutDatesIsAStock();
  void recipeMaySetTheYearsOfAnIndicator();
  void periodEndsWithTheLastRecordOrTheDateGiven();
  void coverageTellsMonthByMonthWhatCame();
  // numbers in text
  void denominatorOfTheAreasIsReadStrictly();
  void pointsAreSummedPerArea();
  void onlyIncidentLayersAreWeighted();
  // places and names
  void plainTablesArePlacedByTheirColumns_data();
  void plainTablesArePlacedByTheirColumns();
  void oneLayerMayHoldSeveralSources();
  void gridFieldsAreKeptAndTheIdIsFound();
  void oneRecordMayCountInSeveralIndicators();
  void smallCountsOfSensitiveIndicatorsAreHidden();
  void zeroDenominatorGivesNoRate();
  // refused input
  void refuses_data();
  void refuses();
  void wrongFieldInRow31IsNamedBeforeReading();
  void moreColumnsThanATableHoldsAreRefused();
  void cancelLeavesNothing();
};

namespace
{

using Layer = std::unique_ptr<QgsVectorLayer>;

//! Two areas of 1 km², West and East, next to each other.
Layer twoAreas( const QString &residents = QStringLiteral( "100;200" ) )
{
  const QStringList numbers = residents.split( ';' );
  return memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=id:string&field=residents:string&field=inside:double" ),
    QStringLiteral( "areas" ),
    { QStringLiteral( "POLYGON((400000 300000,401000 300000,401000 301000,400000 301000,400000 300000));west;%1;1" )
        .arg( numbers.at( 0 ) ),
      QStringLiteral( "POLYGON((401000 300000,402000 300000,402000 301000,401000 301000,401000 300000));east;%1;0.5" )
        .arg( numbers.at( 1 ) ) } );
}

const QString west = QStringLiteral( "POINT(400500 300500)" );
const QString east = QStringLiteral( "POINT(401500 300500)" );

//! Rows of `WKT;date;kind`.
Layer calls( const QStringList &rows, const QString &name = QStringLiteral( "calls" ) )
{
  return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=day:string&field=kind:string" ), name, rows );
}

//! One record of kind `a` in each of the twelve months of 2023, in the western area.
QStringList everyMonthOf2023()
{
  QStringList rows;
  for ( int month = 1; month <= 12; ++month )
    rows << QStringLiteral( "%1;2023-%2-15;a" ).arg( west ).arg( month, 2, 10, QLatin1Char( '0' ) );
  return rows;
}

//! Rows of `code;source;date_field;filter;measure;denominator;years`.
Layer recipe( const QStringList &rows )
{
  QStringList withoutPlace;
  for ( const QString &row : rows )
    withoutPlace << QStringLiteral( ";" ) + row;
  return memoryLayer( QStringLiteral( "None?field=code:string&field=source:string&field=date_field:string&field=filter:"
                                      "string&field=measure:string&field=denominator:string&field=years:string" ),
                      QStringLiteral( "city" ), withoutPlace );
}

QVariant layerList( const QList<QgsVectorLayer *> &layers )
{
  QVariantList list;
  for ( QgsVectorLayer *layer : layers )
    list << QVariant::fromValue( layer );
  return list;
}

RunResult build( QgsVectorLayer *areas, QgsVectorLayer *recipe, const QList<QgsVectorLayer *> &incidents,
                 QVariantMap parameters = {}, double cancelAt = 1000.0 )
{
  const QVariantMap defaults{ { QStringLiteral( "AREAS" ), QVariant::fromValue( areas ) },
                              { QStringLiteral( "RECIPE" ), QVariant::fromValue( recipe ) },
                              { QStringLiteral( "INCIDENTS" ), layerList( incidents ) },
                              { QStringLiteral( "YEARS" ), 1 },
                              { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) },
                              { QStringLiteral( "LONG" ), QStringLiteral( "TEMPORARY_OUTPUT" ) },
                              { QStringLiteral( "COVERAGE" ), QStringLiteral( "TEMPORARY_OUTPUT" ) },
                              { QStringLiteral( "REJECTS" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = defaults.constBegin(); value != defaults.constEnd(); ++value )
  {
    if ( !parameters.contains( value.key() ) )
      parameters.insert( value.key(), value.value() );
  }
  return run( QStringLiteral( "buildindicators" ), parameters, cancelAt );
}

//! One run with the areas and the recipe of a single indicator `x` on the layer `calls`.
RunResult buildOne( const QString &rest, const QStringList &records, const QVariantMap &parameters = {} )
{
  const Layer areas = twoAreas();
  const Layer table = recipe( { QStringLiteral( "x;calls;day;" ) + rest } );
  const Layer layer = calls( records );
  return build( areas.get(), table.get(), { layer.get() }, parameters );
}

//! The values of one field of one output, every kind of null as the same.
QVariantList column( const RunResult &result, const char *field, const char *output = "OUTPUT" )
{
  QVariantList all = values( *result.layer( QString::fromLatin1( output ) ), QString::fromLatin1( field ) );
  std::replace_if(
    all.begin(), all.end(), []( const QVariant &value ) { return value.isNull(); }, QVariant() );
  return all;
}

double sum( const QVariantList &numbers )
{
  double total = 0;
  for ( const QVariant &number : numbers )
    total += number.toDouble();
  return total;
}

void saveTo( const QString &path, QgsVectorLayer &layer )
{
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = QStringLiteral( "GPKG" );
  options.layerName = layer.name();
  QCOMPARE( QgsVectorFileWriter::writeAsVectorFormatV3( &layer, path, QgsCoordinateTransformContext(), options ),
            QgsVectorFileWriter::NoError );
}

} // namespace

#define REQUIRE_SUCCESS( result ) QVERIFY2( ( result ).succeeded, qPrintable( ( result ).error ) )

void BuildIndicatorsTest::measureSetsTheDenominator_data()
{
  QTest::addColumn<QString>( "measure" );
  QTest::addColumn<QVariantList>( "denominators" );
  QTest::newRow( "a count stands for itself" ) << QStringLiteral( "count;" ) << QVariantList{ 1.0, 1.0 };
  QTest::newRow( "a rate by a field of the areas" )
    << QStringLiteral( "rate;residents" ) << QVariantList{ 100.0, 200.0 };
  QTest::newRow( "a density by the km² inside the study area" )
    << QStringLiteral( "density;" ) << QVariantList{ 1.0, 0.5 };
  QTest::newRow( "a rate by area is a density" ) << QStringLiteral( "rate;area" ) << QVariantList{ 1.0, 0.5 };
  QTest::newRow( "a share of all records of the source" ) << QStringLiteral( "share;" ) << QVariantList{ 13.0, 2.0 };
  QTest::newRow( "a share of a named denominator" )
    << QStringLiteral( "share;residents" ) << QVariantList{ 100.0, 200.0 };
}

void BuildIndicatorsTest::measureSetsTheDenominator()
{
  QFETCH( QString, measure );
  QFETCH( QVariantList, denominators );
  const QStringList records = everyMonthOf2023()
                              << west + ";2023-01-01;b" << east + ";2023-01-01;a" << east + ";2023-01-01;b";
  const RunResult result = buildOne( QStringLiteral( "kind = 'a';%1;" ).arg( measure ), records );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_n" ), ( QVariantList{ 12.0, 1.0 } ) );
  QCOMPARE( column( result, "x_d" ), denominators );
  QCOMPARE( column( result, "x_r" ),
            ( QVariantList{ 12.0 / denominators.at( 0 ).toDouble(), 1.0 / denominators.at( 1 ).toDouble() } ) );
}

void BuildIndicatorsTest::everyRecordIsUsedOrRejectedWithItsReason_data()
{
  QTest::addColumn<QString>( "record" );
  QTest::addColumn<QString>( "reason" );
  QTest::addColumn<QString>( "value" );
  const auto row = []( const char *name, const QString &record, const char *reason, const char *value )
  { QTest::newRow( name ) << record << QString::fromLatin1( reason ) << QString::fromLatin1( value ); };
  row( "used", west + ";2023-06-01;a", "", "" );
  row( "no point", ";2023-06-01;a", "no location", "" );
  row( "point at 0, 0", "POINT(0 0);2023-06-01;a", "coordinate is zero", "0, 0" );
  row( "point elsewhere", "POINT(500000 300000);2023-06-01;a", "outside the study area", "" );
  row( "before the period", west + ";2022-12-31;a", "outside the period", "2022-12" );
  row( "after the period", west + ";2024-01-01;a", "outside the period", "2024-01" );
  row( "outside the period whatever its kind", west + ";2022-12-31;z", "outside the period", "2022-12" );
  row( "impossible date", west + ";31/02/2023;a", "date not readable", "31/02/2023" );
  row( "blank date", west + ";NULL;a", "no date", "" );
  row( "other kind", west + ";2023-06-01;z", "matches no indicator of the recipe", "" );
  row( "kind is null", west + ";2023-06-01;NULL", "matches no indicator of the recipe", "" );
}

void BuildIndicatorsTest::everyRecordIsUsedOrRejectedWithItsReason()
{
  QFETCH( QString, record );
  QFETCH( QString, reason );
  QFETCH( QString, value );
  const RunResult result = buildOne( QStringLiteral( "kind = 'a';count;;" ), everyMonthOf2023() << record,
                                     { { QStringLiteral( "END_DATE" ), QStringLiteral( "2023-12" ) } } );
  REQUIRE_SUCCESS( result );
  const bool isUsed = reason.isEmpty();
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 13.0 );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), isUsed ? 13.0 : 12.0 );
  QCOMPARE( result.number( QStringLiteral( "N_REJECTED" ) ), isUsed ? 0.0 : 1.0 );
  QCOMPARE( sum( column( result, "x_n" ) ), isUsed ? 13.0 : 12.0 );
  QCOMPARE( column( result, "reason", "REJECTS" ), isUsed ? QVariantList() : QVariantList{ reason } );
  QCOMPARE( column( result, "row", "REJECTS" ), isUsed ? QVariantList() : QVariantList{ 13 } );
  QCOMPARE( column( result, "value", "REJECTS" ).value( 0 ).toString(), value );
}

void BuildIndicatorsTest::areasAndRejectsAddUpToWhatWasRead()
{
  QStringList records = everyMonthOf2023();
  for ( int i = 0; i < 300; ++i )
    records
      << QStringLiteral( "POINT(%1 300500);2023-0%2-%3;a" ).arg( 399000 + i * 13 ).arg( 1 + i % 9 ).arg( 10 + i % 22 );
  const RunResult result = buildOne( QStringLiteral( "kind = 'a';count;;" ), records );
  REQUIRE_SUCCESS( result );
  QVERIFY( result.number( QStringLiteral( "N_REJECTED" ) ) > 0 );
  QCOMPARE( sum( column( result, "x_n" ) ) + result.number( QStringLiteral( "N_REJECTED" ) ),
            double( records.size() ) );
}

void BuildIndicatorsTest::pointOnASharedBorderIsCountedOnce()
{
  const RunResult result =
    buildOne( QStringLiteral( ";count;;" ), everyMonthOf2023() << "POINT(401000 300500);2023-01-01;a" );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_n" ), ( QVariantList{ 13.0, 0.0 } ) );
}

void BuildIndicatorsTest::yearsAddUpToThePooledCounts()
{
  QStringList records = everyMonthOf2023();
  for ( int i = 0; i < 60; ++i )
    records << QStringLiteral( "%1;202%2-%3-01;a" )
                 .arg( i % 3 ? west : east )
                 .arg( 1 + i % 2 )
                 .arg( 1 + i % 12, 2, 10, QLatin1Char( '0' ) );
  const RunResult result =
    buildOne( QStringLiteral( ";rate;residents;" ), records, { { QStringLiteral( "YEARS" ), 3 } } );
  REQUIRE_SUCCESS( result );
  const QVariantList area = column( result, "area_id", "LONG" ), n = column( result, "n", "LONG" ),
                     d = column( result, "d", "LONG" );
  QCOMPARE( n.size(), 6 );
  const QVariantList pooledN = column( result, "x_n" ), pooledD = column( result, "x_d" ),
                     ids = column( result, "area_id" );
  for ( int i = 0; i < ids.size(); ++i )
  {
    double events = 0, exposure = 0;
    for ( int row = 0; row < n.size(); ++row )
    {
      events += area.at( row ) == ids.at( i ) ? n.at( row ).toDouble() : 0;
      exposure += area.at( row ) == ids.at( i ) ? d.at( row ).toDouble() : 0;
    }
    QCOMPARE( events, pooledN.at( i ).toDouble() );
    QCOMPARE( exposure / 3, pooledD.at( i ).toDouble() );
  }
}

void BuildIndicatorsTest::orderOfTheRecordsDoesNotMatter()
{
  QStringList records = everyMonthOf2023() << east + ";2022-03-01;b"
                                           << "POINT(401000 300500);2023-01-01;b"
                                           << "POINT(0 0);2023-01-01;b";
  const RunResult forwards = buildOne( QStringLiteral( ";share;;" ), records );
  std::reverse( records.begin(), records.end() );
  const RunResult backwards = buildOne( QStringLiteral( ";share;;" ), records );
  for ( const char *output : { "OUTPUT", "LONG", "COVERAGE" } )
    QCOMPARE( sortedRows( *backwards.layer( QString::fromLatin1( output ) ) ),
              sortedRows( *forwards.layer( QString::fromLatin1( output ) ) ) );
  QCOMPARE( column( backwards, "area_id" ), column( forwards, "area_id" ) );
}

void BuildIndicatorsTest::layersAndAFolderGiveTheSameTable()
{
  const Layer areas = twoAreas(),
              table = recipe( { QStringLiteral( "x;calls;day;kind = 'a';rate;people.residents;" ) } ),
              layer = calls( everyMonthOf2023() );
  const Layer people = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=residents:int" ),
                                    QStringLiteral( "people" ), { west + ";40", west + ";2", east + ";7" } );
  const QTemporaryDir folder;
  saveTo( folder.filePath( QStringLiteral( "calls.gpkg" ) ), *layer );
  saveTo( folder.filePath( QStringLiteral( "people.gpkg" ) ), *people );
  const RunResult fromLayers = build( areas.get(), table.get(), { layer.get(), people.get() } );
  const RunResult fromFolder =
    build( areas.get(), table.get(), {}, { { QStringLiteral( "SOURCES_FOLDER" ), folder.path() } } );
  REQUIRE_SUCCESS( fromLayers );
  REQUIRE_SUCCESS( fromFolder );
  QCOMPARE( column( fromLayers, "x_d" ), ( QVariantList{ 42.0, 7.0 } ) );
  for ( const char *output : { "OUTPUT", "LONG", "COVERAGE", "REJECTS" } )
    QCOMPARE( sortedRows( *fromFolder.layer( QString::fromLatin1( output ) ) ),
              sortedRows( *fromLayers.layer( QString::fromLatin1( output ) ) ) );
}

void BuildIndicatorsTest::absentMonthShortensTheExposure()
{
  QStringList records = everyMonthOf2023();
  records.removeAt( 4 );
  const RunResult result = buildOne( QStringLiteral( ";rate;residents;" ), records );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_n" ).first().toDouble(), 11.0 );
  QCOMPARE( column( result, "x_d" ).first().toDouble(), 100.0 * 11 / 12 );
  QCOMPARE( column( result, "x_r" ).first().toDouble(), 12.0 / 100 );
  QCOMPARE( result.number( QStringLiteral( "N_MISSING_MONTHS" ) ), 1.0 );
  QVERIFY2(
    result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "calls: no record in 1 of 12 months (2023-05)" ) ),
    qPrintable( result.feedback->everything() ) );
}

void BuildIndicatorsTest::absentYearIsMissingAndNotZero()
{
  const RunResult result =
    buildOne( QStringLiteral( ";rate;residents;" ), everyMonthOf2023(), { { QStringLiteral( "YEARS" ), 2 } } );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_d" ).first().toDouble(), 50.0 );
  QCOMPARE( column( result, "year_from", "LONG" ).first().toString(), QStringLiteral( "2022-01" ) );
  QCOMPARE( column( result, "year_to", "LONG" ).first().toString(), QStringLiteral( "2022-12" ) );
  QCOMPARE( column( result, "present", "LONG" ), ( QVariantList{ 0, 1, 0, 1 } ) );
  for ( const char *field : { "n", "d", "rate" } )
  {
    QVERIFY( column( result, field, "LONG" ).at( 0 ).isNull() );
    QVERIFY( !column( result, field, "LONG" ).at( 3 ).isNull() );
  }
}

void BuildIndicatorsTest::sourceAbsentInTheWholePeriodIsMissing()
{
  const RunResult result = buildOne( QStringLiteral( ";count;;" ), everyMonthOf2023(),
                                     { { QStringLiteral( "END_DATE" ), QStringLiteral( "2021-12" ) } } );
  REQUIRE_SUCCESS( result );
  for ( const char *field : { "x_n", "x_d", "x_r" } )
    QVERIFY( column( result, field ).first().isNull() );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "calls: no record in the whole period" ) ) );
}

void BuildIndicatorsTest::sourceWithoutDatesIsAStock()
{
  const Layer areas = twoAreas(), layer = calls( { west + ";;a", west + ";;a" } );
  const Layer table = recipe( { QStringLiteral( "x;calls;;;rate;residents;" ) } );
  const RunResult result =
    build( areas.get(), table.get(), { layer.get() },
           { { QStringLiteral( "END_DATE" ), QStringLiteral( "2023-12" ) }, { QStringLiteral( "YEARS" ), 2 } } );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_r" ), ( QVariantList{ 0.02, 0.0 } ) );
  QCOMPARE( column( result, "n", "LONG" ), ( QVariantList{ 2.0, 2.0, 0.0, 0.0 } ) );
  QCOMPARE( column( result, "rate", "LONG" ), ( QVariantList{ 0.02, 0.02, 0.0, 0.0 } ) );
  QCOMPARE( result.number( QStringLiteral( "N_MISSING_MONTHS" ) ), 0.0 );
}

void BuildIndicatorsTest::recipeMaySetTheYearsOfAnIndicator()
{
  const Layer areas = twoAreas(), layer = calls( everyMonthOf2023() << west + ";2022-05-01;b" );
  const Layer table =
    recipe( { QStringLiteral( "long;calls;day;;count;;2" ), QStringLiteral( "short;calls;day;;count;;" ) } );
  const RunResult result = build( areas.get(), table.get(), { layer.get() } );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "long_n" ).first().toDouble(), 13.0 );
  QCOMPARE( column( result, "long_d" ).first().toDouble(), 13.0 / 24 );
  QCOMPARE( column( result, "short_n" ).first().toDouble(), 12.0 );
  QCOMPARE( result.number( QStringLiteral( "N_REJECTED" ) ), 0.0 );
  QCOMPARE( column( result, "code", "LONG" ).count( QStringLiteral( "short" ) ), 2 );
  QCOMPARE( column( result, "year", "LONG" ), ( QVariantList{ 1, 2, 2, 1, 2, 2 } ) );
}

void BuildIndicatorsTest::periodEndsWithTheLastRecordOrTheDateGiven()
{
  const QStringList records = everyMonthOf2023() << east + ";2024-02-10;a";
  const RunResult last = buildOne( QStringLiteral( ";count;;" ), records );
  QVERIFY( last.feedback->everything().contains( QStringLiteral( "The period runs from 2023-03 to 2024-02." ) ) );
  const RunResult given = buildOne( QStringLiteral( ";count;;" ), records,
                                    { { QStringLiteral( "END_DATE" ), QStringLiteral( "31/12/2023" ) } } );
  QVERIFY( given.feedback->everything().contains( QStringLiteral( "The period runs from 2023-01 to 2023-12." ) ) );
  QCOMPARE( given.number( QStringLiteral( "N_MONTHS" ) ), 12.0 );
}

void BuildIndicatorsTest::coverageTellsMonthByMonthWhatCame()
{
  QStringList records = everyMonthOf2023();
  records.removeAt( 1 );
  const RunResult result =
    buildOne( QStringLiteral( "kind = 'a';count;;" ), records << ";2023-01-05;a" << west + ";2023-03-05;b" );
  REQUIRE_SUCCESS( result );
  const QVariantList months = column( result, "month", "COVERAGE" ), present = column( result, "present", "COVERAGE" );
  QCOMPARE( months.size(), 12 );
  QCOMPARE( months.first().toString(), QStringLiteral( "2023-01" ) );
  QCOMPARE( column( result, "records", "COVERAGE" ).mid( 0, 3 ), ( QVariantList{ 2.0, QVariant(), 1.0 } ) );
  QCOMPARE( column( result, "geocoded", "COVERAGE" ).first().toDouble(), 0.5 );
  QCOMPARE( present.mid( 0, 3 ), ( QVariantList{ 1, 0, 1 } ) );
}

void BuildIndicatorsTest::denominatorOfTheAreasIsReadStrictly()
{
  const Layer table = recipe( { QStringLiteral( "x;calls;day;;rate;residents;" ) } ),
              layer = calls( everyMonthOf2023() << east + ";2023-01-01;a" );
  const QVariant null;
  const QList<QPair<QString, QVariant>> cases{
    { QStringLiteral( "1,296" ), 1296.0 }, { QStringLiteral( "0" ), 0.0 },     { QStringLiteral( "*" ), null },
    { QStringLiteral( "<5" ), null },      { QStringLiteral( "NULL" ), null }, { QStringLiteral( "12abc" ), null },
    { QStringLiteral( "-3" ), null }
  };
  for ( const auto &[text, expected] : cases )
  {
    const Layer areas = twoAreas( text + QStringLiteral( ";200" ) );
    const RunResult result = build( areas.get(), table.get(), { layer.get() } );
    REQUIRE_SUCCESS( result );
    QCOMPARE( column( result, "x_n" ), ( QVariantList{ 12.0, 1.0 } ) );
    QCOMPARE( column( result, "x_d" ), ( QVariantList{ expected, 200.0 } ) );
    QCOMPARE( column( result, "x_r" ).first().isNull(), expected.toDouble() == 0.0 );
    QCOMPARE( column( result, "source", "REJECTS" ),
              expected.isNull() ? QVariantList{ QStringLiteral( "areas.residents" ) } : QVariantList() );
    QCOMPARE( result.number( QStringLiteral( "N_REJECTED" ) ), 0.0 );
  }
}

void BuildIndicatorsTest::pointsAreSummedPerArea()
{
  const Layer areas = twoAreas(), table = recipe( { QStringLiteral( "x;calls;day;;rate;people.adults;" ) } ),
              layer = calls( everyMonthOf2023() );
  const Layer people =
    memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=adults:string" ), QStringLiteral( "people" ),
                 { west + ";1,000", west + ";500", east + ";7", east + ";x7", "POINT(0 0);9", "POINT(1 1);9" } );
  const RunResult result = build( areas.get(), table.get(), { layer.get(), people.get() },
                                  { { QStringLiteral( "POPULATION" ), QStringLiteral( "people.adults" ) } } );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "pop" ), ( QVariantList{ 1500.0, QVariant() } ) );
  QCOMPARE( column( result, "x_d" ), column( result, "pop" ) );
  QCOMPARE( column( result, "reason", "REJECTS" ),
            ( QVariantList{ QStringLiteral( "number not readable" ), QStringLiteral( "coordinate is zero" ),
                            QStringLiteral( "outside the study area" ) } ) );
}

void BuildIndicatorsTest::onlyIncidentLayersAreWeighted()
{
  const Layer areas = twoAreas(),
              table = recipe( { QStringLiteral( "x;police;;;count;;" ), QStringLiteral( "y;scales;day;;count;;" ) } );
  const Layer incidents = memoryLayer(
    QStringLiteral(
      "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:date&field=source:string&field=weight:double" ),
    QStringLiteral( "incidents" ),
    { west + ";1;2023-01-01;police;0.25", west + ";2;2023-01-01;police;NULL", west + ";3;2023-01-01;police;-1" } );
  const Layer scales = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=day:string&field=weight:double" ),
                                    QStringLiteral( "scales" ), { west + ";2023-01-01;70", west + ";2023-01-01;80" } );
  const RunResult result = build( areas.get(), table.get(), { incidents.get(), scales.get() } );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_n" ).first().toDouble(), 1.25 );
  QCOMPARE( column( result, "y_n" ).first().toDouble(), 2.0 );
  QCOMPARE( column( result, "reason", "REJECTS" ), QVariantList{ QStringLiteral( "number out of range" ) } );
  QCOMPARE( column( result, "rec_id", "REJECTS" ), QVariantList{ QStringLiteral( "3" ) } );
}

void BuildIndicatorsTest::plainTablesArePlacedByTheirColumns_data()
{
  QTest::addColumn<QByteArray>( "header" );
  QTest::addColumn<QByteArray>( "place" );
  QTest::addColumn<double>( "expected" );
  QTest::addColumn<QString>( "reason" );
  const auto row = []( const char *name, const char *header, const char *place, double expected, const char *reason ) {
    QTest::newRow( name ) << QByteArray( header ) << QByteArray( place ) << expected << QString::fromLatin1( reason );
  };
  row( "national grid", "easting,northing", "400500,300500", 1, "" );
  row( "capitals", "Easting,NORTHING", "400500,300500", 1, "" );
  row( "thousands separators in quotes", "easting,northing", "\"400,500\",\"300,500\"", 1, "" );
  row( "degrees", "longitude,latitude", "-1.99264,52.60107", 1, "" );
  row( "blank", "easting,northing", ",", 0, "no location" );
  row( "not a number", "easting,northing", "4005oo,300500", 0, "coordinate not readable" );
  row( "zero", "longitude,latitude", "0,0", 0, "coordinate is zero" );
}

void BuildIndicatorsTest::plainTablesArePlacedByTheirColumns()
{
  QFETCH( QByteArray, header );
  QFETCH( QByteArray, place );
  QFETCH( double, expected );
  QFETCH( QString, reason );
  const QTemporaryDir folder;
  QFile file( folder.filePath( QStringLiteral( "calls.csv" ) ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write( "day," + header + "\n2023-01-15," + place + "\n" );
  file.close();
  const Layer areas = twoAreas(), table = recipe( { QStringLiteral( "x;calls;day;;count;;" ) } );
  const RunResult result =
    build( areas.get(), table.get(), {}, { { QStringLiteral( "SOURCES_FOLDER" ), folder.path() } } );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_n" ).first().toDouble(), expected );
  QCOMPARE( column( result, "reason", "REJECTS" ), reason.isEmpty() ? QVariantList() : QVariantList{ reason } );
}

void BuildIndicatorsTest::oneLayerMayHoldSeveralSources()
{
  const Layer areas = twoAreas(),
              table = recipe( { QStringLiteral( "x;police;;;count;;" ), QStringLiteral( "y;fire;;;count;;" ) } );
  const Layer merged = memoryLayer(
    QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string&field=source:string" ),
    QStringLiteral( "merged" ),
    { west + ";1;2023-11;police", west + ";2;2023-12;fire", east + ";3;2023-12;fire", east + ";4;2023-12;council" } );
  const RunResult result = build( areas.get(), table.get(), { merged.get() } );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_n" ), ( QVariantList{ 1.0, 0.0 } ) );
  QCOMPARE( column( result, "y_n" ), ( QVariantList{ 1.0, 1.0 } ) );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 4.0 );
  QCOMPARE( result.number( QStringLiteral( "N_REJECTED" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "N_MISSING_MONTHS" ) ), 22.0 );
}

void BuildIndicatorsTest::gridFieldsAreKeptAndTheIdIsFound()
{
  const Layer grid = memoryLayer(
    QStringLiteral(
      "Polygon?crs=EPSG:27700&field=colour:string&field=cell_id:string&field=inside:double&field=within:string" ),
    QStringLiteral( "grid" ),
    { QStringLiteral(
      "POLYGON((400000 300000,401000 300000,401000 301000,400000 301000,400000 300000));red;c1;0.25;Ladywood" ) } );
  const Layer table = recipe( { QStringLiteral( "x;calls;day;;count;;" ) } ), layer = calls( everyMonthOf2023() );
  const RunResult result = build( grid.get(), table.get(), { layer.get() },
                                  { { QStringLiteral( "AREA_NAME" ), QStringLiteral( "within" ) },
                                    { QStringLiteral( "KEEP_FIELDS" ), QStringLiteral( "colour" ) } } );
  REQUIRE_SUCCESS( result );
  QStringList names = result.layer()->fields().names();
  QCOMPARE( names, QStringLiteral( "area_id area_name area_km2 colour inside within x_n x_d x_r" ).split( ' ' ) );
  QCOMPARE( column( result, "area_id" ).first().toString(), QStringLiteral( "c1" ) );
  QCOMPARE( column( result, "area_name" ).first().toString(), QStringLiteral( "Ladywood" ) );
  QCOMPARE( column( result, "area_km2" ).first().toDouble(), 1.0 );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "named by the field ‘cell_id’" ) ) );
}

void BuildIndicatorsTest::oneRecordMayCountInSeveralIndicators()
{
  const Layer areas = twoAreas(),
              table = recipe(
                { QStringLiteral( "x;calls;day;kind = 'a';count;;" ), QStringLiteral( "y;calls;day;;count;;" ) } ),
              layer = calls( everyMonthOf2023() );
  const RunResult result = build( areas.get(), table.get(), { layer.get() } );
  QCOMPARE( column( result, "x_n" ), column( result, "y_n" ) );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 12.0 );
}

void BuildIndicatorsTest::smallCountsOfSensitiveIndicatorsAreHidden()
{
  const Layer areas = twoAreas();
  const Layer table = memoryLayer(
    QStringLiteral( "None?field=code:string&field=source:string&field=date_field:string&field=sensitive:string" ),
    QStringLiteral( "city" ), { QStringLiteral( ";x;calls;day;yes" ), QStringLiteral( ";y;calls;day;no" ) } );
  const Layer layer = calls( everyMonthOf2023() << east + QStringLiteral( ";2023-05-01;a" ) );
  const RunResult result = build( areas.get(), table.get(), { layer.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( column( result, "x_n" ), ( QVariantList{ 12.0, 2.5 } ) );
  QCOMPARE( column( result, "y_n" ), ( QVariantList{ 12.0, 1.0 } ) );
  QCOMPARE( column( result, "n", "LONG" ).count( QVariant() ), 1 );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "written as their mean: x" ) ) );
}

void BuildIndicatorsTest::zeroDenominatorGivesNoRate()
{
  const Layer areas = twoAreas( QStringLiteral( "0;200" ) );
  const Layer table = recipe( { QStringLiteral( "x;calls;day;;rate;residents;" ) } );
  const Layer layer = calls( everyMonthOf2023() );
  const RunResult result = build( areas.get(), table.get(), { layer.get() } );
  REQUIRE_SUCCESS( result );
  QCOMPARE( column( result, "x_n" ), ( QVariantList{ 12.0, 0.0 } ) );
  QCOMPARE( column( result, "x_d" ), ( QVariantList{ 0.0, 200.0 } ) );
  QCOMPARE( column( result, "x_r" ), ( QVariantList{ QVariant(), 0.0 } ) );
}

void BuildIndicatorsTest::refuses_data()
{
  QTest::addColumn<QString>( "indicator" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const auto row = []( const char *name, const char *indicator, const QVariantMap &parameters, const char *sentence )
  { QTest::newRow( name ) << QString::fromUtf8( indicator ) << parameters << QString::fromUtf8( sentence ); };
  const char *good = "x;calls;day;;count;;";
  row( "unknown source", "x;cals;day;;count;;", {},
       "Recipe ‘city’, row 2 (‘x’): there is no source ‘cals’ among the layers given and in the folder of sources. Did "
       "you mean ‘calls’?" );
  row( "unknown date field", "x;calls;dya;;count;;", {},
       "row 2 (‘x’): the date field is ‘dya’, which ‘calls’ does not have. Did you mean ‘day’?" );
  row( "filter that fails", "x;calls;day;to_int(kind) > 3;count;;", {},
       "row 2 (‘x’): the filter ‘to_int(kind) > 3’ fails on row 1 of ‘calls’" );
  row( "unknown denominator", "x;calls;day;;rate;resident;", {},
       "the denominator ‘resident’ is neither ‘area’, nor a field of ‘areas’, nor of the form source.field. Did you "
       "mean ‘residents’?" );
  row( "unknown field of a point source", "x;calls;day;;rate;calls.peple;", {},
       "the denominator uses the field ‘peple’, which ‘calls’ does not have" );
  row( "unknown population", good, { { QStringLiteral( "POPULATION" ), QStringLiteral( "calls.all" ) } },
       "POPULATION: the denominator uses the field ‘all’" );
  row( "unreadable end", good, { { QStringLiteral( "END_DATE" ), QStringLiteral( "31/02/2023" ) } },
       "END_DATE: 31/02/2023 is not a day of the calendar" );
  row( "nothing to count", good, { { QStringLiteral( "INCIDENTS" ), QVariantList() } },
       "INCIDENTS and SOURCES_FOLDER are both empty" );
  row( "field of the output twice", good, { { QStringLiteral( "KEEP_FIELDS" ), QStringLiteral( "x_n" ) } },
       "The output would have the field ‘x_n’ twice" );
  row( "no date anywhere", "x;calls;;;count;;", {}, "No record of any source has a date that can be read" );
}

void BuildIndicatorsTest::refuses()
{
  QFETCH( QString, indicator );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const Layer areas = twoAreas(), table = recipe( { indicator } ), layer = calls( everyMonthOf2023() );
  areas->dataProvider()->addAttributes( { QgsField( QStringLiteral( "x_n" ), communitysafety::compat::textField ) } );
  areas->updateFields();
  const RunResult result = build( areas.get(), table.get(), { layer.get() }, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

void BuildIndicatorsTest::wrongFieldInRow31IsNamedBeforeReading()
{
  QStringList rows;
  for ( int row = 2; row < 31; ++row )
    rows << QStringLiteral( "x%1;police;;category = 'Drugs';count;;" ).arg( row );
  rows << QStringLiteral( "wrong;police;;catgory = 'Drugs';count;;" );
  const Layer areas = twoAreas(), table = recipe( rows );
  const Layer police = memoryLayer(
    QStringLiteral(
      "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string&field=category:string&field=source:string" ),
    QStringLiteral( "incidents" ), { west + ";1;2023-01;Drugs;police" } );
  const RunResult result = build( areas.get(), table.get(), { police.get() } );
  QCOMPARE( result.error, QStringLiteral( "Recipe ‘city’, row 31 (‘wrong’): the filter uses the field ‘catgory’, which "
                                          "‘police’ does not have. Did you mean ‘category’?" ) );
  QCOMPARE( result.feedback->highestProgress, 0.0 );
}

void BuildIndicatorsTest::moreColumnsThanATableHoldsAreRefused()
{
  QStringList rows;
  for ( int row = 0; row < 640; ++row )
    rows << QStringLiteral( "x%1;calls;day;;count;;" ).arg( row );
  const Layer areas = twoAreas(), table = recipe( rows ), layer = calls( everyMonthOf2023() );
  const RunResult result = build( areas.get(), table.get(), { layer.get() } );
  QVERIFY2( result.error.contains( QStringLiteral( "more than the 1900 that a table can hold" ) ),
            qPrintable( result.error ) );
}

void BuildIndicatorsTest::cancelLeavesNothing()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "out.gpkg" ) );
  const Layer areas = twoAreas(), table = recipe( { QStringLiteral( "x;calls;day;;count;;" ) } ),
              layer = calls( everyMonthOf2023() );
  const RunResult result =
    build( areas.get(), table.get(), { layer.get() }, { { QStringLiteral( "OUTPUT" ), path } }, 75.0 );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "Cancelled" ) ), qPrintable( result.error ) );
  QVERIFY( !QFile::exists( path ) );
}

COMMUNITYSAFETY_TEST_MAIN( BuildIndicatorsTest )
#include "buildindicators_test.moc"
