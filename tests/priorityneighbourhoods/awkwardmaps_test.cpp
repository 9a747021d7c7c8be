// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
// What goes wrong on real maps, for every method of drawing neighbourhoods.
#include "qgistest.h"

#include <cmath>
#include <functional>
#include <set>

using namespace communitysafety::test;

namespace
{

constexpr int side = 14;
constexpr double cellSize = 200.0;
constexpr double west = 400000.0;
constexpr double south = 300000.0;
constexpr int threshold = 0, evidence = 1, candidates = 2;
constexpr int onIndex = 0, onIndicators = 2;

using Layer = std::unique_ptr<QgsVectorLayer>;

//! What is planted in a cell: thefts per 8 expected, and people.
struct Cell
{
  double thefts = 8;
  double people = 100;
};
using Plan = std::function<Cell( int column, int row )>;

bool isIn( int column, int row, int firstColumn, int firstRow, int columns, int rows )
{
  return column >= firstColumn && column < firstColumn + columns && row >= firstRow && row < firstRow + rows;
}

//! Without chance: what is quiet differs a little from cell to cell, so that it has a noise.
double ripple( int column, int row ) { return ( column * 7 + row * 5 ) % 3 - 1; }

Plan blockOf( int firstColumn, int firstRow, int columns, int rows, double risk = 4 )
{
  return [=]( int column, int row )
  {
    return Cell{ ( isIn( column, row, firstColumn, firstRow, columns, rows ) ? risk * 8 : 8.0 ) + ripple( column, row ),
                 100 };
  };
}

QString squareAt( int column, int row, double gap = 0 )
{
  return QgsGeometry::fromRect( QgsRectangle( west + column * cellSize, south + row * cellSize,
                                              west + ( column + 1 ) * cellSize - gap,
                                              south + ( row + 1 ) * cellSize - gap ) )
    .asWkt();
}

QString idOf( int column, int row )
{
  return QStringLiteral( "c%1_%2" ).arg( column, 2, 10, QLatin1Char( '0' ) ).arg( row, 2, 10, QLatin1Char( '0' ) );
}

const QString fields =
  QStringLiteral( "field=area_id:string&field=pop:double&field=theft_n:double&field=theft_d:double&field=idx:double" );

Layer city( const Plan &plan, double gap = 0, const std::set<int> &emptyColumns = {} )
{
  QStringList rows;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
    {
      if ( emptyColumns.count( column ) > 0 )
        continue;
      const Cell cell = plan( column, row );
      rows << QStringLiteral( "%1;%2;%3;%4;%3;%5" )
                .arg( squareAt( column, row, gap ), idOf( column, row ) )
                .arg( cell.people )
                .arg( cell.thefts )
                .arg( 100 * cell.thefts / 8 );
    }
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&" ) + fields, QStringLiteral( "city" ), rows );
}

QVariant value( const Layer &layer ) { return QVariant::fromValue( layer.get() ); }

RunResult delineate( const Layer &cells, int method, int scanOn, const QVariantMap &more = {} )
{
  const Layer recipe =
    memoryLayer( QStringLiteral( "None?field=code:string&field=type:string&field=label:string&field=min_count:string" ),
                 QStringLiteral( "recipe" ), { ";theft;indicator;Theft;0" } );
  const Layer beats =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700" ), QStringLiteral( "beats" ),
                 { QgsGeometry::fromRect( QgsRectangle( west, south, west + 1000, south + 1000 ) ).asWkt() } );
  QVariantMap parameters{ { "INPUT", value( cells ) },
                          { "METHOD", method },
                          { "SCAN_ON", scanOn },
                          { "INDICATORS", value( cells ) },
                          { "RECIPE", value( recipe ) },
                          { "CANDIDATES", value( beats ) },
                          { "NULL_MAPS", 39 },
                          { "RESAMPLES", 0 },
                          { "MAX_POPULATION", 25 },
                          { "OUTPUT", "TEMPORARY_OUTPUT" },
                          { "MEMBERS", "TEMPORARY_OUTPUT" } };
  for ( auto each = more.constBegin(); each != more.constEnd(); ++each )
    parameters.insert( each.key(), each.value() );
  return run( QStringLiteral( "delineatepriorityneighbourhoods" ), parameters );
}

std::set<QString> members( const RunResult &result )
{
  std::set<QString> ids;
  for ( const QVariant &id : values( *result.layer( "MEMBERS" ), "area_id" ) )
    ids.insert( id.toString() );
  return ids;
}

int membersIn( const RunResult &result, int firstColumn, int firstRow, int columns, int rows )
{
  const std::set<QString> ids = members( result );
  int count = 0;
  for ( int row = firstRow; row < firstRow + rows; ++row )
    for ( int column = firstColumn; column < firstColumn + columns; ++column )
      count += int( ids.count( idOf( column, row ) ) );
  return count;
}

bool says( const RunResult &result, const char *words )
{
  return ( result.feedback->everything() + result.error ).contains( QString::fromUtf8( words ) );
}

//! What holds of every result: valid outlines of exactly their cells, each cell in one neighbourhood at most.
QString fault( const RunResult &result )
{
  if ( !result.succeeded )
    return result.error;
  if ( double( members( result ).size() ) != result.number( "N_CELLS" ) )
    return QStringLiteral( "a cell is in two neighbourhoods" );
  QgsFeatureIterator features = result.layer()->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
  {
    if ( !feature.geometry().isGeosValid() )
      return QStringLiteral( "an outline is not valid" );
    if ( std::fabs( feature.geometry().area() - 1e6 * feature.attribute( "area_km2" ).toDouble() ) > 1 )
      return QStringLiteral( "an outline is not that of its cells" );
  }
  return QString();
}

} // namespace

class AwkwardMapsTest : public QObject
{
  Q_OBJECT

private slots:
  void riverEndsANeighbourhood();
  void oneBlobInTheCentreIsKeptSmall_data();
  void oneBlobInTheCentreIsKeptSmall();
  void spikesDoNotTakeThePlaceOfNeighbourhoods_data() { addWays(); }
  void spikesDoNotTakeThePlaceOfNeighbourhoods();
  void blockInTheCornerIsWhole_data() { addWays(); }
  void blockInTheCornerIsWhole();
  void tiesKeepTheOrderOfTheIds_data() { addWays(); }
  void tiesKeepTheOrderOfTheIds();
  void ringIsValidWithItsHole_data() { addWays(); }
  void ringIsValidWithItsHole();
  void fiveHundredWantedAreNotMadeUp_data() { addWays(); }
  void fiveHundredWantedAreNotMadeUp();
  void degreesBecomeMetres_data() { addWays(); }
  void degreesBecomeMetres();
  void cellsWithoutPeopleMayBelong_data() { addWays(); }
  void cellsWithoutPeopleMayBelong();
  void cellsThatTouchNothingAreSaid_data() { addWays(); }
  void cellsThatTouchNothingAreSaid();
  void twoHalvesOfACityAreOneMap_data() { addWays(); }
  void twoHalvesOfACityAreOneMap();
  void allEqualHasNone_data() { addWays(); }
  void allEqualHasNone();
  void oneIncidentIsNoNeighbourhood_data() { addWays(); }
  void oneIncidentIsNoNeighbourhood();
  void incidentsWhereNobodyIsExpected();
  void wantedCandidatesAreTheBest();
  void refuses_data();
  void refuses();

private:
  static void addWays()
  {
    QTest::addColumn<int>( "method" );
    QTest::addColumn<int>( "scanOn" );
    QTest::newRow( "threshold" ) << threshold << onIndex;
    QTest::newRow( "evidence of the index" ) << evidence << onIndex;
    QTest::newRow( "evidence of counts" ) << evidence << onIndicators;
    QTest::newRow( "candidates" ) << candidates << onIndicators;
  }
};

void AwkwardMapsTest::riverEndsANeighbourhood()
{
  // A block that is high in the west of the river, and a little higher than the rest for one cell beyond.
  const Layer cells = city(
    []( int column, int row )
    {
      const bool isHigh = isIn( column, row, 3, 4, 4, 6 ), isBeyond = isIn( column, row, 7, 4, 1, 6 );
      return Cell{ ( isHigh ? 32 : isBeyond ? 13 : 8 ) + ripple( column, row ), 100 };
    } );
  const Layer river = memoryLayer( QStringLiteral( "LineString?crs=EPSG:27700" ), QStringLiteral( "river" ),
                                   { "LINESTRING(401400 300000,401400 303000)" } );
  const RunResult with =
    delineate( cells, evidence, onIndicators, { { "BARRIERS", value( river ) }, { "BARRIER_COST", 0.0 } } );
  QCOMPARE( fault( with ), QString() );
  QCOMPARE( membersIn( with, 3, 4, 4, 6 ), 24 );
  QCOMPARE( membersIn( with, 7, 0, 7, side ), 0 );
}

void AwkwardMapsTest::oneBlobInTheCentreIsKeptSmall_data()
{
  QTest::addColumn<int>( "method" );
  QTest::addColumn<QVariantMap>( "limits" );
  // 196 cells of 100 people and 0.04 km².
  const QVariantMap people{ { "MAX_POPULATION", 10 } }, ground{ { "MAX_POPULATION", 0 }, { "MAX_AREA", 0.8 } },
    both{ { "MAX_POPULATION", 50 }, { "MAX_AREA", 0.8 } };
  for ( const int method : { threshold, evidence } )
  {
    QTest::addRow( "people, method %d", method ) << method << people;
    QTest::addRow( "ground, method %d", method ) << method << ground;
    QTest::addRow( "both, method %d", method ) << method << both;
  }
}

void AwkwardMapsTest::oneBlobInTheCentreIsKeptSmall()
{
  QFETCH( int, method );
  QFETCH( QVariantMap, limits );
  const RunResult result = delineate( city( blockOf( 3, 3, 8, 8 ) ), method, onIndicators, limits );
  QCOMPARE( fault( result ), QString() );
  QVERIFY2( result.number( "N_NEIGHBOURHOODS" ) >= 1, qPrintable( result.feedback->everything() ) );
  for ( const QVariant &cells : values( *result.layer(), "cells" ) )
    QVERIFY2( cells.toInt() <= 20, qPrintable( cells.toString() ) );
}

void AwkwardMapsTest::spikesDoNotTakeThePlaceOfNeighbourhoods()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const auto isSpike = []( int column, int row ) { return column == 12 && row == 12; };
  const Plan block = blockOf( 1, 1, 3, 3 );
  const Layer cells = city(
    [&]( int column, int row ) {
      return isSpike( column, row ) ? Cell{ 400, 100 } : block( column, row );
    } );
  const RunResult result = delineate( cells, method, scanOn, { { "TARGET_COUNT", 1 }, { "SMOOTH", false } } );
  QCOMPARE( fault( result ), QString() );
  QCOMPARE( result.number( "N_NEIGHBOURHOODS" ), 1.0 );
  QVERIFY2( membersIn( result, 1, 1, 3, 3 ) >= 8, qPrintable( result.feedback->everything() ) );
  QCOMPARE( membersIn( result, 12, 12, 1, 1 ), 0 );
  // In the index it counts no more than any other cell far out, so that the block is found first.
  if ( method == threshold || ( method == evidence && scanOn == onIndicators ) )
    QCOMPARE( result.number( "N_DROPPED_SMALL" ), 1.0 );
}

void AwkwardMapsTest::blockInTheCornerIsWhole()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const RunResult result = delineate( city( blockOf( 0, 0, 4, 3 ) ), method, scanOn, { { "SMOOTH", false } } );
  QCOMPARE( fault( result ), QString() );
  QCOMPARE( membersIn( result, 0, 0, 4, 3 ), 12 );
  QVERIFY( result.number( "N_CELLS" ) <= ( method == candidates ? 25 : 14 ) );
}

void AwkwardMapsTest::tiesKeepTheOrderOfTheIds()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  // Two blocks that are the same to the last digit.
  const auto plan = []( int column, int row )
  {
    const bool isHigh = isIn( column, row, 1, 1, 3, 3 ) || isIn( column, row, 9, 9, 3, 3 );
    return Cell{ isHigh ? 32.0 : 8.0 + ( ( column + row ) % 2 ) * 2 - 1, 100 };
  };
  const RunResult once = delineate( city( plan ), method, scanOn, { { "SMOOTH", false } } );
  QCOMPARE( fault( once ), QString() );
  if ( method == candidates )
    return;
  QCOMPARE( once.number( "N_NEIGHBOURHOODS" ), 2.0 );
  QVERIFY( membersIn( once, 1, 1, 3, 3 ) == 9 && membersIn( once, 9, 9, 3, 3 ) == 9 );
  QCOMPARE( values( *once.layer( "MEMBERS" ), "area_id" ).first().toString().left( 3 ), QStringLiteral( "c01" ) );
  const RunResult again = delineate( city( plan ), method, scanOn, { { "SMOOTH", false } } );
  QCOMPARE( sortedRows( *again.layer() ), sortedRows( *once.layer() ) );
}

void AwkwardMapsTest::ringIsValidWithItsHole()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const Layer cells = city(
    []( int column, int row )
    {
      const bool isRing = isIn( column, row, 2, 2, 7, 7 ) && !isIn( column, row, 4, 4, 3, 3 );
      return Cell{ ( isRing ? 48 : 6 ) + ripple( column, row ), 100 };
    } );
  const RunResult result = delineate( cells, method, scanOn, { { "SMOOTH", false } } );
  QCOMPARE( fault( result ), QString() );
  if ( method == candidates )
    return;
  QVERIFY( membersIn( result, 2, 2, 7, 7 ) >= 38 );
  if ( method == threshold )
    QCOMPARE( membersIn( result, 4, 4, 3, 3 ), 0 );
}

void AwkwardMapsTest::fiveHundredWantedAreNotMadeUp()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const RunResult result = delineate( city( blockOf( 2, 2, 4, 4 ) ), method, scanOn, { { "TARGET_COUNT", 500 } } );
  QCOMPARE( fault( result ), QString() );
  QVERIFY( result.number( "N_NEIGHBOURHOODS" ) >= 1 && result.number( "N_NEIGHBOURHOODS" ) < 5 );
  QVERIFY2( says( result, "of the 500 neighbourhoods wanted" ), qPrintable( result.feedback->everything() ) );
}

void AwkwardMapsTest::degreesBecomeMetres()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const Plan plan = blockOf( 2, 2, 4, 4 );
  QStringList rows;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
      rows << QStringLiteral( "%1;%2;100;%3;100;%4" )
                .arg( QgsGeometry::fromRect( QgsRectangle( -1.9 + column * 0.003, 52.4 + row * 0.002,
                                                           -1.9 + ( column + 1 ) * 0.003, 52.4 + ( row + 1 ) * 0.002 ) )
                        .asWkt( 6 ),
                      idOf( column, row ) )
                .arg( plan( column, row ).thefts )
                .arg( 100 * plan( column, row ).thefts / 8 );
  const Layer cells =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:4326&" ) + fields, QStringLiteral( "city" ), rows );
  const Layer beat =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:4326" ), QStringLiteral( "beats" ),
                 { "POLYGON((-1.894 52.404,-1.882 52.404,-1.882 52.412,-1.894 52.412,-1.894 52.404))" } );
  const RunResult result = delineate( cells, method, scanOn, { { "SMOOTH", false }, { "CANDIDATES", value( beat ) } } );
  QCOMPARE( fault( result ), QString() );
  QVERIFY2( membersIn( result, 2, 2, 4, 4 ) >= 15, qPrintable( result.feedback->everything() ) );
  // Cells of about 204 by 223 m.
  QVERIFY( std::fabs( result.number( "AREA_KM2" ) / result.number( "N_CELLS" ) - 0.0454 ) < 0.001 );
}

void AwkwardMapsTest::cellsWithoutPeopleMayBelong()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const Plan block = blockOf( 1, 1, 4, 4 );
  // A park and a station in the middle of the block.
  const Layer cells = city(
    [&]( int column, int row )
    {
      Cell cell = block( column, row );
      if ( isIn( column, row, 2, 2, 2, 1 ) )
        cell.people = 0;
      return cell;
    } );
  const RunResult result = delineate( cells, method, scanOn, { { "SMOOTH", false } } );
  QCOMPARE( fault( result ), QString() );
  QVERIFY2( membersIn( result, 1, 1, 4, 4 ) >= 15, qPrintable( result.feedback->everything() ) );
  QCOMPARE( membersIn( result, 2, 2, 2, 1 ), 2 );
  QVERIFY( std::isfinite( values( *result.layer(), "idx" ).first().toDouble() ) );
  const Layer empty = city( [&]( int column, int row ) { return Cell{ block( column, row ).thefts, 0 }; } );
  const RunResult nobody = delineate( empty, method, onIndex, { { "SMOOTH", false } } );
  QCOMPARE( fault( nobody ), QString() );
  QVERIFY2( method == candidates || says( nobody, "No population is known" ),
            qPrintable( nobody.feedback->everything() ) );
}

void AwkwardMapsTest::cellsThatTouchNothingAreSaid()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const RunResult result = delineate( city( blockOf( 1, 1, 3, 3 ), 5 ), method, scanOn, { { "MIN_AREA", 1 } } );
  QCOMPARE( fault( result ), QString() );
  QVERIFY2( says( result, "touches another" ) || says( result, "cells of a square grid" ),
            qPrintable( result.feedback->everything() ) );
}

void AwkwardMapsTest::twoHalvesOfACityAreOneMap()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  // An estuary of two columns; a block on each bank.
  const auto plan = []( int column, int row )
  {
    const bool isHigh = isIn( column, row, 2, 2, 3, 4 ) || isIn( column, row, 10, 6, 3, 4 );
    return Cell{ ( isHigh ? 32 : 8 ) + ripple( column, row ), 100 };
  };
  const RunResult result = delineate( city( plan, 0, { 6, 7 } ), method, scanOn, { { "SMOOTH", false } } );
  QCOMPARE( fault( result ), QString() );
  // The random maps of an index are as patchy as its own, on which two blocks of so small a city are no surprise.
  if ( method == candidates || ( method == evidence && scanOn == onIndex ) )
    return;
  QCOMPARE( result.number( "N_NEIGHBOURHOODS" ), 2.0 );
  QVERIFY( membersIn( result, 2, 2, 3, 4 ) >= 11 && membersIn( result, 10, 6, 3, 4 ) >= 11 );
}

void AwkwardMapsTest::allEqualHasNone()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const RunResult result = delineate( city( []( int, int ) { return Cell(); } ), method, scanOn );
  if ( !result.succeeded )
  {
    QVERIFY2( result.error.contains( QStringLiteral( "‘city’" ) ) && !result.error.contains( '\n' ),
              qPrintable( result.error ) );
    return;
  }
  QCOMPARE( fault( result ), QString() );
  if ( method == candidates )
  {
    QVERIFY( values( *result.layer(), "p" ).first().toDouble() > 0.05 );
    return;
  }
  QCOMPARE( result.number( "N_NEIGHBOURHOODS" ), 0.0 );
  QVERIFY( !result.feedback->warnings.isEmpty() );
}

void AwkwardMapsTest::oneIncidentIsNoNeighbourhood()
{
  QFETCH( int, method );
  QFETCH( int, scanOn );
  const Layer cells = city( []( int column, int row ) { return Cell{ column == 3 && row == 3 ? 1.0 : 0.0, 100 }; } );
  const RunResult result = delineate( cells, method, scanOn, { { "THRESHOLD", 10 } } );
  if ( !result.succeeded )
  {
    QVERIFY2( !result.error.isEmpty() && !result.error.contains( '\n' ), qPrintable( result.error ) );
    return;
  }
  QCOMPARE( fault( result ), QString() );
  if ( method == evidence )
    QCOMPARE( result.number( "N_NEIGHBOURHOODS" ), 0.0 );
}

void AwkwardMapsTest::incidentsWhereNobodyIsExpected()
{
  // A retail park: nobody at risk by the denominator, and most of the incidents.
  const auto plan = []( int column, int row ) {
    return isIn( column, row, 5, 5, 2, 2 ) ? Cell{ 60, 0 } : Cell{ 8 + ripple( column, row ), 100 };
  };
  const RunResult result = delineate( city( plan ), evidence, onIndicators );
  QCOMPARE( fault( result ), QString() );
  QCOMPARE( membersIn( result, 5, 5, 2, 2 ), 4 );
  QVERIFY2( says( result, "a twentieth of the mean" ), qPrintable( result.feedback->everything() ) );
}

void AwkwardMapsTest::wantedCandidatesAreTheBest()
{
  const auto beat = []( int column, int row )
  {
    return QgsGeometry::fromRect( QgsRectangle( west + column * cellSize, south + row * cellSize,
                                                west + ( column + 3 ) * cellSize, south + ( row + 3 ) * cellSize ) )
      .asWkt();
  };
  const Layer beats = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700" ), QStringLiteral( "beats" ),
                                   { beat( 9, 9 ), beat( 1, 1 ), beat( 6, 1 ) } );
  const RunResult result = delineate( city( blockOf( 1, 1, 3, 3 ) ), candidates, onIndicators,
                                      { { "CANDIDATES", value( beats ) }, { "TARGET_COUNT", 1 } } );
  QCOMPARE( fault( result ), QString() );
  QCOMPARE( membersIn( result, 1, 1, 3, 3 ), 9 );
  QCOMPARE( result.number( "N_NEIGHBOURHOODS" ), 1.0 );
  QCOMPARE( result.number( "N_DROPPED_TARGET" ), 2.0 );
}

void AwkwardMapsTest::refuses_data()
{
  QTest::addColumn<int>( "method" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  for ( const int method : { threshold, evidence, candidates } )
  {
    QTest::addRow( "negative number wanted, method %d", method )
      << method << QVariantMap{ { "TARGET_COUNT", -1 } } << QStringLiteral( "TARGET_COUNT is -1" );
    QTest::addRow( "no features, method %d", method )
      << method << QVariantMap{ { "INPUT", "EMPTY" } } << QStringLiteral( "‘nothing’ has no features" );
    QTest::addRow( "snapping by half a cell, method %d", method )
      << method << QVariantMap{ { "SNAP_TO", "STREETS" }, { "SNAP_DISTANCE", 100 } }
      << QStringLiteral( "SNAP_DISTANCE is 100 m, half the side of a typical area of ‘city’ (200 m)" );
  }
  QTest::newRow( "snapping to points" ) << threshold << QVariantMap{ { "SNAP_TO", "POINTS" } }
                                        << QStringLiteral( "‘places’ has points" );
}

void AwkwardMapsTest::refuses()
{
  QFETCH( int, method );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const Layer empty =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&" ) + fields, QStringLiteral( "nothing" ), {} );
  const Layer streets = memoryLayer( QStringLiteral( "LineString?crs=EPSG:27700" ), QStringLiteral( "streets" ),
                                     { "LINESTRING(400000 300000,402000 300000)" } );
  const Layer points =
    memoryLayer( QStringLiteral( "Point?crs=EPSG:27700" ), QStringLiteral( "places" ), { "POINT(400000 300000)" } );
  for ( QVariant &each : parameters )
    each = each == QVariant( "EMPTY" )     ? value( empty )
           : each == QVariant( "STREETS" ) ? value( streets )
           : each == QVariant( "POINTS" )  ? value( points )
                                           : each;
  const RunResult result = delineate( city( blockOf( 2, 2, 3, 3 ) ), method, onIndicators, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( AwkwardMapsTest )
#include "awkwardmaps_test.moc"
