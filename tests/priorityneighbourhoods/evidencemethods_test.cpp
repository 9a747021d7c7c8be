// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <algorithm>
#include <random>
#include <set>

using namespace communitysafety::test;

namespace
{

constexpr int side = 20;
constexpr double cellSize = 200.0;
constexpr double west = 400000.0;
constexpr double south = 300000.0;

using Layer = std::unique_ptr<QgsVectorLayer>;

QgsGeometry block( int column, int row, int columns, int rows )
{
  return QgsGeometry::fromRect( QgsRectangle( west + column * cellSize, south + row * cellSize,
                                              west + ( column + columns ) * cellSize,
                                              south + ( row + rows ) * cellSize ) );
}

QString idOf( int column, int row ) { return QStringLiteral( "c%1_%2" ).arg( column ).arg( row ); }

//! An L of 33 cells.
bool isPlanted( int column, int row )
{
  return ( column >= 4 && column < 7 && row >= 4 && row < 12 ) || ( row >= 4 && row < 7 && column >= 7 && column < 10 );
}

/**
 * A city of cells with 100 people each: 8 thefts, \a risk times as many in the L, and 20 fires everywhere; an index
 * that says the same of the thefts.
 */
Layer city( double risk, unsigned seed, bool isShuffled = false )
{
  std::mt19937 random( seed );
  QStringList rows;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
    {
      const double mean = isPlanted( column, row ) ? risk * 8 : 8;
      const int thefts = std::poisson_distribution<int>( mean )( random );
      const int fires = std::poisson_distribution<int>( 20 )( random );
      const double index = 100.0 * thefts / 8;
      rows << QStringLiteral( "%1;%2;100;%3;100;%4;100;%5;%6;%7" )
                .arg( block( column, row, 1, 1 ).asWkt(), idOf( column, row ) )
                .arg( thefts )
                .arg( fires )
                .arg( index )
                .arg( index - 45 )
                .arg( index + 45 );
    }
  if ( isShuffled )
    std::shuffle( rows.begin(), rows.end(), std::mt19937( 5 ) );
  return memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=pop:double&field=theft_n:double&"
                    "field=theft_d:double&field=fire_n:double&field=fire_d:double&field=idx:double&"
                    "field=idx_lo:double&field=idx_hi:double" ),
    QStringLiteral( "city" ), rows );
}

Layer recipe()
{
  return memoryLayer(
    QStringLiteral(
      "None?field=code:string&field=parent:string&field=type:string&field=label:string&field=min_count:string" ),
    QStringLiteral( "recipe" ),
    { ";crime;;group;Crime;", ";harm;;group;Harm;", ";theft;crime;indicator;Theft;0",
      ";fire;harm;indicator;Fires;0" } );
}

QVariant value( const Layer &layer ) { return QVariant::fromValue( layer.get() ); }

RunResult search( const Layer &cells, QVariantMap parameters )
{
  const Layer rows = recipe();
  const QVariantMap usual{ { "INPUT", value( cells ) },
                           { "METHOD", 1 },
                           { "SCAN_ON", 2 },
                           { "INDICATORS", value( cells ) },
                           { "RECIPE", value( rows ) },
                           { "NULL_MAPS", 39 },
                           { "RESAMPLES", 20 },
                           { "MAX_POPULATION", 25 },
                           { "OUTPUT", "TEMPORARY_OUTPUT" },
                           { "ZONES", "TEMPORARY_OUTPUT" },
                           { "MEMBERS", "TEMPORARY_OUTPUT" } };
  for ( auto each = usual.constBegin(); each != usual.constEnd(); ++each )
    if ( !parameters.contains( each.key() ) )
      parameters.insert( each.key(), each.value() );
  return run( QStringLiteral( "delineatepriorityneighbourhoods" ), parameters );
}

QVariant first( const RunResult &result, const char *field )
{
  const QVariantList all = values( *result.layer(), QLatin1String( field ) );
  return all.isEmpty() ? QVariant() : all.first();
}

//! Jaccard index of the cells of the first neighbourhood with the L.
double overlap( const RunResult &result )
{
  std::set<QString> found;
  const QVariantList ids = values( *result.layer( "MEMBERS" ), "area_id" );
  const QVariantList owners = values( *result.layer( "MEMBERS" ), "nbhd_id" );
  for ( int row = 0; row < ids.size(); ++row )
    if ( owners.at( row ) == owners.first() )
      found.insert( ids.at( row ).toString() );
  double both = 0, planted = 0;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
    {
      planted += isPlanted( column, row ) ? 1 : 0;
      both += isPlanted( column, row ) && found.count( idOf( column, row ) ) > 0 ? 1 : 0;
    }
  return both / ( planted + double( found.size() ) - both );
}

} // namespace

class EvidenceMethodsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void plantedAreaIsFoundAndExplained_data();
  void plantedAreaIsFoundAndExplained();
  void featureOrderDoesNotMatter();
  void zonesAndMembersFollowTheResamples();
  void candidatesAreTestedNotMoved();
  void ownMixOfIncidentsIsASearchOfItsOwn();
  void squaresAreSearchedFromEveryOrigin();
  // edges
  void quietCityHasNone();
  void fewerThanWantedIsSaid();
  void barrierIsFollowed();
  void missingYearsAreSaid();
  void snappedPositionsAreSaid();
  void snappedSquaresAreCalledSquares();
  // refused input
  void refuses_data();
  void refuses();
};

void EvidenceMethodsTest::plantedAreaIsFoundAndExplained_data()
{
  QTest::addColumn<int>( "scanOn" );
  QTest::addColumn<QString>( "driver" );
  QTest::newRow( "index" ) << 0 << QStringLiteral( "composite index 100 %" );
  QTest::newRow( "themes" ) << 1 << QStringLiteral( "Crime" );
  QTest::newRow( "indicators" ) << 2 << QStringLiteral( "Theft" );
}

void EvidenceMethodsTest::plantedAreaIsFoundAndExplained()
{
  QFETCH( int, scanOn );
  QFETCH( QString, driver );
  const RunResult result = search( city( 3, 1 ), { { "SCAN_ON", scanOn } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.number( "N_NEIGHBOURHOODS" ) >= 1 );
  QVERIFY2( overlap( result ) > 0.8, qPrintable( QString::number( overlap( result ) ) ) );
  QVERIFY( first( result, "p" ).toDouble() <= 0.05 );
  QVERIFY( first( result, "q" ).toDouble() <= 0.05 );
  QVERIFY2( first( result, "drivers" ).toString().startsWith( driver ),
            qPrintable( first( result, "drivers" ).toString() ) );
  QVERIFY( first( result, "idx" ).toDouble() > 200 );
  QCOMPARE( first( result, "rank" ).toInt(), 1 );
  if ( scanOn == 0 )
    return;
  QVERIFY( first( result, "excess" ).toDouble() > 300 );
  QVERIFY( first( result, "stab" ).toDouble() > 0.5 );
  QVERIFY( first( result, "rr_lo" ).toDouble() > 1 );
  QVERIFY( first( result, "rr_lo" ).toDouble() < first( result, "rr_hi" ).toDouble() );
}

void EvidenceMethodsTest::featureOrderDoesNotMatter()
{
  const RunResult ordered = search( city( 2.5, 2 ), {} );
  const RunResult shuffled = search( city( 2.5, 2, true ), {} );
  QVERIFY2( ordered.succeeded && shuffled.succeeded, qPrintable( ordered.error + shuffled.error ) );
  QCOMPARE( sortedRows( *shuffled.layer() ), sortedRows( *ordered.layer() ) );
  QCOMPARE( sortedRows( *shuffled.layer( "ZONES" ) ), sortedRows( *ordered.layer( "ZONES" ) ) );
  QCOMPARE( sortedRows( *shuffled.layer( "MEMBERS" ) ), sortedRows( *ordered.layer( "MEMBERS" ) ) );
}

void EvidenceMethodsTest::zonesAndMembersFollowTheResamples()
{
  const RunResult result = search( city( 3, 1 ), { { "TARGET_COUNT", 1 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVariantList zones = values( *result.layer( "ZONES" ), "zone_class" );
  QVERIFY( zones.contains( 1 ) );
  QVERIFY( zones.size() <= 3 );
  QCOMPARE( values( *result.layer( "ZONES" ), "zone" ).first().toString(), QStringLiteral( "core" ) );
  const QVariantList shares = values( *result.layer( "MEMBERS" ), "member" );
  QCOMPARE( double( shares.size() ), result.number( "N_CELLS" ) );
  for ( const QVariant &share : shares )
    QVERIFY( share.toDouble() >= 0 && share.toDouble() <= 1 );
}

void EvidenceMethodsTest::candidatesAreTestedNotMoved()
{
  const Layer candidates =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=name:string" ), QStringLiteral( "beats" ),
                 { block( 4, 4, 3, 8 ).asWkt() + ";in the L", block( 14, 14, 4, 4 ).asWkt() + ";quiet",
                   block( 50, 50, 2, 2 ).asWkt() + ";elsewhere" } );
  const RunResult result = search( city( 3, 1 ), { { "METHOD", 2 }, { "CANDIDATES", value( candidates ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_NEIGHBOURHOODS" ), 2.0 );
  QCOMPARE( values( *result.layer(), "cells" ), ( QVariantList{ 24, 16 } ) );
  QCOMPARE( values( *result.layer(), "p" ).first().toDouble(), 1.0 / 40 );
  QVERIFY( values( *result.layer(), "p" ).last().toDouble() > 0.05 );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "1 candidate(s) hold the centre of no cell" ) ) );
}

void EvidenceMethodsTest::ownMixOfIncidentsIsASearchOfItsOwn()
{
  const RunResult result = search( city( 3, 1 ), { { "BASELINE", 1 }, { "TARGET_COUNT", 1 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( overlap( result ) > 0.5, qPrintable( QString::number( overlap( result ) ) ) );
  QCOMPARE( first( result, "drivers" ).toString(), QStringLiteral( "Theft 100 %" ) );
}

void EvidenceMethodsTest::squaresAreSearchedFromEveryOrigin()
{
  const RunResult result =
    search( city( 3, 1 ), { { "SQUARE_CELLS", 2 }, { "MIN_RELATIVE_RISK", 1.2 }, { "TARGET_COUNT", 1 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( overlap( result ) > 0.6, qPrintable( QString::number( overlap( result ) ) ) );
  QVERIFY( first( result, "p" ).toDouble() <= 0.05 );
  QVERIFY( values( *result.layer( "ZONES" ), "zone_class" ).contains( 1 ) );
}

void EvidenceMethodsTest::quietCityHasNone()
{
  const RunResult result = search( city( 1, 4 ), {} );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_NEIGHBOURHOODS" ), 0.0 );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "No neighbourhood stands out from chance" ) ) );
  QCOMPARE( result.layer()->featureCount(), 0LL );
}

void EvidenceMethodsTest::fewerThanWantedIsSaid()
{
  const RunResult result = search( city( 3, 1 ), { { "TARGET_COUNT", 500 }, { "RESAMPLES", 0 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "of the 500 neighbourhoods wanted" ) ) );
}

void EvidenceMethodsTest::barrierIsFollowed()
{
  const Layer river = memoryLayer( QStringLiteral( "LineString?crs=EPSG:27700" ), QStringLiteral( "river" ),
                                   { QStringLiteral( "LINESTRING(401400 300000,401400 304000)" ) } );
  const RunResult result = search( city( 3, 1 ), { { "BARRIERS", value( river ) }, { "RESAMPLES", 0 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // 20 sides and 38 corners lie along it.
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "‘river’ runs along 58 of the" ) ),
            qPrintable( result.feedback->everything() ) );
}

void EvidenceMethodsTest::missingYearsAreSaid()
{
  const RunResult result = search( city( 3, 1 ), { { "RESAMPLES", 0 } } );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "No table of years (LONG) is given" ) ) );
}

void EvidenceMethodsTest::snappedPositionsAreSaid()
{
  const Layer cells = city( 1, 4 );
  QVERIFY( cells->startEditing() );
  const int thefts = cells->fields().lookupField( "theft_n" );
  const int fires = cells->fields().lookupField( "fire_n" );
  for ( int row = 1; row <= side * side; row += 2 )
    for ( const int field : { thefts, fires } )
      QVERIFY( cells->changeAttributeValue( row, field, 0 ) );
  QVERIFY( cells->commitChanges() );
  const RunResult result = search( cells, { { "RESAMPLES", 0 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_RECORDED_ELSEWHERE" ), side * side / 2.0 );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "positions seem to be snapped to points" ) ) );
}

void EvidenceMethodsTest::snappedSquaresAreCalledSquares()
{
  // Every other square of 2 × 2 areas is empty.
  const Layer cells = city( 1, 4 );
  QVERIFY( cells->startEditing() );
  const int thefts = cells->fields().lookupField( "theft_n" );
  const int fires = cells->fields().lookupField( "fire_n" );
  for ( int row = 0; row < side * side; ++row )
    if ( ( row / 2 + row / side / 2 ) % 2 == 0 )
      for ( const int field : { thefts, fires } )
        QVERIFY( cells->changeAttributeValue( row + 1, field, 0 ) );
  QVERIFY( cells->commitChanges() );
  const RunResult result = search( cells, { { "RESAMPLES", 0 }, { "SQUARE_CELLS", 2 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->everything().contains(
              QStringLiteral( "%1 square(s) of 2 × 2 areas hold no incident at all beside squares that do" )
                .arg( result.number( "N_RECORDED_ELSEWHERE" ) ) ),
            qPrintable( result.feedback->everything() ) );
}

void EvidenceMethodsTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "indicators without their layer" )
    << QVariantMap{ { "INDICATORS", QVariant() } } << QStringLiteral( "SCAN_ON asks for themes or indicators" );
  QTest::newRow( "candidates that are not there" )
    << QVariantMap{ { "METHOD", 2 } } << QStringLiteral( "give their polygons as CANDIDATES" );
  QTest::newRow( "earlier years without years" )
    << QVariantMap{ { "BASELINE", 2 } } << QStringLiteral( "give the table of counts by year as LONG" );
  QTest::newRow( "squares of areas that are no cells" )
    << QVariantMap{ { "SQUARE_CELLS", 2 } } << QStringLiteral( "are no cells of a square grid: set it to 1" );
}

void EvidenceMethodsTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  Layer cells = city( 2, 1 );
  if ( parameters.contains( "SQUARE_CELLS" ) )
    cells->dataProvider()->changeGeometryValues( { { 1, block( 0, 0, 1, 2 ) }, { 21, block( 0, 1, 1, 1 ) } } );
  const RunResult result = search( cells, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( EvidenceMethodsTest )
#include "evidencemethods_test.moc"
