// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <qgsrenderer.h>
#include <qgsvectorlayerlabeling.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace communitysafety::test;

namespace
{

constexpr double cellSize = 200.0;
constexpr double west = 400000.0;
constexpr double south = 300000.0;

QString cellWkt( int column, int row )
{
  return QgsGeometry::fromRect( QgsRectangle( west + column * cellSize, south + row * cellSize,
                                              west + ( column + 1 ) * cellSize, south + ( row + 1 ) * cellSize ) )
    .asWkt();
}

QString blockWkt( int column, int row, int columns, int rows )
{
  return QgsGeometry::fromRect( QgsRectangle( west + column * cellSize, south + row * cellSize,
                                              west + ( column + columns ) * cellSize,
                                              south + ( row + rows ) * cellSize ) )
    .asWkt();
}

/**
 * Cells drawn as text, north at the top, one word per cell. "200/50" is index 200 and 50 people; "." stands for 100 and
 * "?" for no value.
 */
QStringList cellRows( const QStringList &picture )
{
  QStringList rows;
  for ( int line = 0; line < picture.size(); ++line )
  {
    const QStringList words = picture.at( line ).split( ' ', Qt::SkipEmptyParts );
    const int row = picture.size() - 1 - line;
    for ( int column = 0; column < words.size(); ++column )
    {
      const QString word = QString( words.at( column ) ).replace( '.', QLatin1String( "100" ) );
      const QString index = word.section( '/', 0, 0 ).replace( '?', QLatin1String( "NULL" ) );
      const QString people = word.contains( '/' ) ? word.section( '/', 1 ) : QStringLiteral( "10" );
      rows << QStringLiteral( "%1;c%2_%3;%4;%5" )
                .arg( cellWkt( column, row ) )
                .arg( column )
                .arg( row )
                .arg( index, people );
    }
  }
  return rows;
}

std::unique_ptr<QgsVectorLayer>
cityOf( const QStringList &rows, const QString &fields = QStringLiteral( "field=idx:double&field=people:double" ) )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=cell_id:string&%1" ).arg( fields ),
                      QStringLiteral( "city" ), rows );
}

//! Every selected cell counts and nothing is averaged, so that a picture shows what will happen.
RunResult delineate( QgsVectorLayer *city, QVariantMap parameters = {} )
{
  const QVariantMap plain{ { QStringLiteral( "INPUT" ), QVariant::fromValue( city ) },
                           { QStringLiteral( "METHOD" ), 0 },
                           { QStringLiteral( "SMOOTH" ), false },
                           { QStringLiteral( "MIN_AREA" ), 1 },
                           { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) },
                           { QStringLiteral( "MEMBERS" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = plain.constBegin(); value != plain.constEnd(); ++value )
    if ( !parameters.contains( value.key() ) )
      parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "delineatepriorityneighbourhoods" ), parameters );
}

RunResult delineate( const QStringList &picture, const QVariantMap &parameters = {} )
{
  return delineate( cityOf( cellRows( picture ) ).get(), parameters );
}

QStringList texts( const RunResult &result, const QString &field, const QString &output = QStringLiteral( "OUTPUT" ) )
{
  if ( !result.succeeded )
    return { result.error };
  QStringList all;
  for ( const QVariant &value : values( *result.layer( output ), field ) )
    all << value.toString();
  return all;
}

//! A city of noise round 100 with a bent band of \a risk times the index in it.
QStringList noisyCity( int size, double risk, unsigned seed )
{
  std::mt19937 random( seed );
  std::normal_distribution<double> noise( 0.0, 20.0 );
  QStringList rows;
  for ( int row = 0; row < size; ++row )
    for ( int column = 0; column < size; ++column )
    {
      const bool planted =
        ( column >= 5 && column < 8 && row >= 5 && row < 20 ) || ( row >= 5 && row < 8 && column >= 5 && column < 18 );
      rows << QStringLiteral( "%1;c%2_%3;%4;10" )
                .arg( cellWkt( column, row ) )
                .arg( column )
                .arg( row )
                .arg( ( planted ? risk : 1.0 ) * ( 100.0 + noise( random ) ) );
    }
  return rows;
}

} // namespace

class DelineatePriorityNeighbourhoodsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void featureOrderDoesNotMatter();
  void outlineHoldsExactlyItsCells();
  void plantedAreaIsRecovered();
  void rerunWithItselfAsPreviousKeepsEverything();
  void outlinesFollowStreetsAndMembersStay_data();
  void outlinesFollowStreetsAndMembersStay();
  // edges
  void finds_data();
  void finds();
  void smoothedIndexSelectsAndRawIndexIsReported();
  void meanIndexCountsPeople();
  void tooManyPeopleAreSplit();
  void bridgeIsMarkedAmongTheMembers();
  void numbersAsTextAreRead();
  void rankFollowsTheMeanIndex();
  void namesAreLocalAndUnique();
  void touchedAreasAreListedByShare();
  void newNeighbourhoodGetsANumberNeverUsed();
  void nothingAboveTheThresholdIsAnEmptyStyledLayer();
  void fewerThanWantedIsSaid();
  void scoreOnAnotherScaleIsNotColouredAsAnIndex();
  // refused input
  void refuses_data();
  void refuses();
};

void DelineatePriorityNeighbourhoodsTest::featureOrderDoesNotMatter()
{
  QStringList rows = noisyCity( 25, 1.8, 5 );
  const QVariantMap parameters{ { QStringLiteral( "THRESHOLD" ), 130 },
                                { QStringLiteral( "POPULATION" ), QStringLiteral( "people" ) },
                                { QStringLiteral( "MAX_POPULATION" ), 4 } };
  const RunResult ordered = delineate( cityOf( rows ).get(), parameters );
  std::shuffle( rows.begin(), rows.end(), std::mt19937( 9 ) );
  const RunResult shuffled = delineate( cityOf( rows ).get(), parameters );
  QVERIFY2( ordered.succeeded && shuffled.succeeded, qPrintable( ordered.error + shuffled.error ) );
  QVERIFY( ordered.number( QStringLiteral( "N_NEIGHBOURHOODS" ) ) > 3 );
  QCOMPARE( sortedRows( *shuffled.layer() ), sortedRows( *ordered.layer() ) );
  QCOMPARE( sortedRows( *shuffled.layer( QStringLiteral( "MEMBERS" ) ) ),
            sortedRows( *ordered.layer( QStringLiteral( "MEMBERS" ) ) ) );
}

void DelineatePriorityNeighbourhoodsTest::outlineHoldsExactlyItsCells()
{
  const RunResult result =
    delineate( cityOf( noisyCity( 25, 1.8, 3 ) ).get(), { { QStringLiteral( "SMOOTH" ), true } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  double cells = 0;
  QgsFeatureIterator features = result.layer()->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
  {
    QVERIFY( feature.geometry().isGeosValid() );
    const double ground = feature.attribute( QStringLiteral( "cells" ) ).toDouble() * cellSize * cellSize;
    QCOMPARE( feature.geometry().area(), ground );
    QCOMPARE( feature.attribute( QStringLiteral( "area_km2" ) ).toDouble(), ground / 1e6 );
    cells += feature.attribute( QStringLiteral( "cells" ) ).toDouble();
  }
  QCOMPARE( result.number( QStringLiteral( "N_CELLS" ) ), cells );
  QCOMPARE( double( result.layer( QStringLiteral( "MEMBERS" ) )->featureCount() ), cells );
}

void DelineatePriorityNeighbourhoodsTest::plantedAreaIsRecovered()
{
  const RunResult result = delineate( cityOf( noisyCity( 30, 2.2, 11 ) ).get(),
                                      { { QStringLiteral( "SMOOTH" ), true }, { QStringLiteral( "MIN_AREA" ), 4 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_NEIGHBOURHOODS" ) ), 1.0 );
  const QgsGeometry planted =
    QgsGeometry::fromWkt( blockWkt( 5, 5, 3, 15 ) ).combine( QgsGeometry::fromWkt( blockWkt( 5, 5, 13, 3 ) ) );
  QgsFeature found;
  result.layer()->getFeatures().nextFeature( found );
  const double common = found.geometry().intersection( planted ).area();
  const double jaccard = common / ( found.geometry().area() + planted.area() - common );
  QVERIFY2( jaccard >= 0.7, qPrintable( QString::number( jaccard ) ) );
}

void DelineatePriorityNeighbourhoodsTest::rerunWithItselfAsPreviousKeepsEverything()
{
  const auto city = cityOf( cellRows( { QStringLiteral( "200 200 . . 300 300" ) } ) );
  const auto previous = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=nbhd_id:string&field=local_name:string&field=note:string" ),
    QStringLiteral( "last year" ),
    { blockWkt( 0, 0, 2, 1 ) + QStringLiteral( ";N07;The Flats;ask the wardens" ),
      blockWkt( 4, 0, 2, 1 ) + QStringLiteral( ";N03;Market;NULL" ) } );
  const RunResult result =
    delineate( city.get(), { { QStringLiteral( "PREVIOUS" ), QVariant::fromValue( previous.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, QStringLiteral( "nbhd_id" ) ).join( ' ' ), QStringLiteral( "N03 N07" ) );
  QCOMPARE( texts( result, QStringLiteral( "prev_id" ) ).join( ' ' ), QStringLiteral( "N03 N07" ) );
  QCOMPARE( texts( result, QStringLiteral( "prev_jacc" ) ).join( ' ' ), QStringLiteral( "1 1" ) );
  QCOMPARE( texts( result, QStringLiteral( "local_name" ) ).join( '|' ), QStringLiteral( "Market|The Flats" ) );
  QCOMPARE( texts( result, QStringLiteral( "note" ) ).join( '|' ), QStringLiteral( "|ask the wardens" ) );
}

void DelineatePriorityNeighbourhoodsTest::outlinesFollowStreetsAndMembersStay_data()
{
  QTest::addColumn<QString>( "definition" );
  QTest::addColumn<QString>( "lines" );
  QTest::newRow( "street" ) << "LineString?crs=EPSG:27700"
                            << "LINESTRING(399000 300430,403000 300430)";
  QTest::newRow( "edge of a census area" ) << "Polygon?crs=EPSG:27700"
                                           << "POLYGON((399000 300430,403000 300430,403000 302000,399000 302000,"
                                              "399000 300430))";
}

void DelineatePriorityNeighbourhoodsTest::outlinesFollowStreetsAndMembersStay()
{
  QFETCH( QString, definition );
  QFETCH( QString, lines );
  const QStringList picture{ QStringLiteral( ". . . . ." ), QStringLiteral( "200 200 200 200 ." ),
                             QStringLiteral( "200 200 200 200 ." ) };
  const auto streets = memoryLayer( definition, QStringLiteral( "streets" ), { lines } );
  const RunResult plain = delineate( picture );
  const RunResult snapped = delineate( picture, { { "SNAP_TO", QVariant::fromValue( streets.get() ) } } );
  QVERIFY2( snapped.succeeded, qPrintable( snapped.error ) );
  QgsFeature feature;
  snapped.layer()->getFeatures().nextFeature( feature );
  QVERIFY2( std::fabs( feature.geometry().area() - 800 * 430 ) < 1, qPrintable( feature.geometry().asWkt( 1 ) ) );
  QVERIFY( std::fabs( feature.attribute( "snap_jacc" ).toDouble() - 400.0 / 430.0 ) < 1e-6 );
  QVERIFY( std::fabs( snapped.number( "SNAP_JACCARD" ) - 400.0 / 430.0 ) < 1e-6 );
  QCOMPARE( snapped.number( "N_SNAPPED" ), 1.0 );
  QCOMPARE( feature.attribute( "area_km2" ).toDouble(), 8 * 0.04 );
  QCOMPARE( sortedRows( *snapped.layer( "MEMBERS" ) ), sortedRows( *plain.layer( "MEMBERS" ) ) );
  QVERIFY( plain.layer()->fields().lookupField( "snap_jacc" ) < 0 );
  const RunResult strict =
    delineate( picture, { { "SNAP_TO", QVariant::fromValue( streets.get() ) }, { "SNAP_LOSS", 5 } } );
  QCOMPARE( values( *strict.layer(), "snap_jacc" ).first().toDouble(), 1.0 );
  QVERIFY2( strict.feedback->warnings.join( ' ' ).contains( "Not snapped, because more than 5 % would be lost" ),
            qPrintable( strict.feedback->everything() ) );
}

void DelineatePriorityNeighbourhoodsTest::finds_data()
{
  QTest::addColumn<QStringList>( "picture" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QVariantMap>( "expected" );
  const QString found = QStringLiteral( "N_NEIGHBOURHOODS" );
  const QString cells = QStringLiteral( "N_CELLS" );
  const QString small = QStringLiteral( "N_DROPPED_SMALL" );
  const QString beyond = QStringLiteral( "N_DROPPED_TARGET" );
  const QString bridge = QStringLiteral( "BRIDGE_CELLS" );
  const QStringList gap{ QStringLiteral( "200 200 . 200" ) };
  const QStringList two{ QStringLiteral( "200 200 . . 300" ) };
  QTest::newRow( "gap of one cell is bridged" ) << gap << QVariantMap() << QVariantMap{ { found, 1 }, { cells, 4 } };
  QTest::newRow( "gap is left open" ) << gap << QVariantMap{ { bridge, 0 } }
                                      << QVariantMap{ { found, 2 }, { cells, 3 } };
  QTest::newRow( "gap wider than the bridge" ) << two << QVariantMap() << QVariantMap{ { found, 2 }, { cells, 3 } };
  QTest::newRow( "specks are dropped" ) << two << QVariantMap{ { QStringLiteral( "MIN_AREA" ), 2 } }
                                        << QVariantMap{ { found, 1 }, { small, 1 } };
  QTest::newRow( "only as many as wanted" ) << two << QVariantMap{ { QStringLiteral( "TARGET_COUNT" ), 1 } }
                                            << QVariantMap{ { found, 1 }, { beyond, 1 }, { cells, 1 } };
  QTest::newRow( "corners touch" ) << QStringList{ QStringLiteral( "200 . . ." ), QStringLiteral( ". 200 . ." ) }
                                   << QVariantMap{ { bridge, 0 } } << QVariantMap{ { found, 1 }, { cells, 2 } };
  QTest::newRow( "hole is filled" ) << QStringList{ QStringLiteral( "200 200 200" ), QStringLiteral( "200 . 200" ),
                                                    QStringLiteral( "200 200 200" ) }
                                    << QVariantMap{ { bridge, 0 } } << QVariantMap{ { found, 1 }, { cells, 9 } };
  QTest::newRow( "missing value is not selected" )
    << QStringList{ QStringLiteral( "200 ? . ." ) } << QVariantMap() << QVariantMap{ { found, 1 }, { cells, 1 } };
  QTest::newRow( "equal to the threshold" )
    << QStringList{ QStringLiteral( "150 . . ." ) } << QVariantMap() << QVariantMap{ { cells, 1 } };
  QTest::newRow( "largest area" ) << QStringList{ QStringLiteral( "300 290 200 280 290" ) }
                                  << QVariantMap{ { QStringLiteral( "MAX_AREA" ), 0.09 } }
                                  << QVariantMap{ { found, 2 }, { cells, 4 }, { QStringLiteral( "N_SPLIT" ), 2 } };
}

void DelineatePriorityNeighbourhoodsTest::finds()
{
  QFETCH( QStringList, picture );
  QFETCH( QVariantMap, parameters );
  QFETCH( QVariantMap, expected );
  const RunResult result = delineate( picture, parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  for ( auto number = expected.constBegin(); number != expected.constEnd(); ++number )
    QVERIFY2( result.number( number.key() ) == number.value().toDouble(),
              qPrintable( QStringLiteral( "%1 is %2" ).arg( number.key() ).arg( result.number( number.key() ) ) ) );
}

void DelineatePriorityNeighbourhoodsTest::smoothedIndexSelectsAndRawIndexIsReported()
{
  // Means with the neighbours: 250, 200, 133, 67, 100.
  const RunResult result =
    delineate( QStringList{ QStringLiteral( "400 100 100 200 -100" ) }, { { QStringLiteral( "SMOOTH" ), true } } );
  QCOMPARE( texts( result, QStringLiteral( "area_id" ), QStringLiteral( "MEMBERS" ) ).join( ' ' ),
            QStringLiteral( "c0_0 c1_0" ) );
  QCOMPARE( texts( result, QStringLiteral( "idx_smooth" ), QStringLiteral( "MEMBERS" ) ).join( ' ' ),
            QStringLiteral( "250 200" ) );
  QCOMPARE( texts( result, QStringLiteral( "idx" ) ).join( ' ' ), QStringLiteral( "250" ) );
  QCOMPARE( texts( result, QStringLiteral( "peak" ) ).join( ' ' ), QStringLiteral( "400" ) );
}

void DelineatePriorityNeighbourhoodsTest::meanIndexCountsPeople()
{
  const QStringList picture{ QStringLiteral( "200/30 400/10 . . ." ) };
  const QVariantMap people{ { QStringLiteral( "POPULATION" ), QStringLiteral( "people" ) },
                            { QStringLiteral( "MAX_POPULATION" ), 0 } };
  const RunResult weighted = delineate( picture, people );
  QCOMPARE( texts( weighted, QStringLiteral( "idx" ) ).join( ' ' ), QStringLiteral( "250" ) );
  QCOMPARE( texts( weighted, QStringLiteral( "pop" ) ).join( ' ' ), QStringLiteral( "40" ) );
  QCOMPARE( weighted.number( QStringLiteral( "POPULATION_COVERED" ) ), 100.0 * 40 / 70 );
  const RunResult byGround = delineate( picture );
  QCOMPARE( texts( byGround, QStringLiteral( "idx" ) ).join( ' ' ), QStringLiteral( "300" ) );
  QVERIFY( values( *byGround.layer(), QStringLiteral( "pop" ) ).first().isNull() );
  QVERIFY( !byGround.results.contains( QStringLiteral( "POPULATION_COVERED" ) ) );
}

void DelineatePriorityNeighbourhoodsTest::tooManyPeopleAreSplit()
{
  // Five cells of 10 people in a city of 100: at most 25 people each.
  const RunResult result = delineate(
    QStringList{ QStringLiteral( "300 290 160 280 290 . . . . ." ) },
    { { QStringLiteral( "POPULATION" ), QStringLiteral( "people" ) }, { QStringLiteral( "MAX_POPULATION" ), 25 } } );
  QCOMPARE( texts( result, QStringLiteral( "pop" ) ).join( ' ' ), QStringLiteral( "20 20" ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "split into 2 parts; 1 of their cells" ) ),
            qPrintable( result.feedback->everything() ) );
}

void DelineatePriorityNeighbourhoodsTest::bridgeIsMarkedAmongTheMembers()
{
  const RunResult result = delineate( QStringList{ QStringLiteral( "200 ? 200" ) } );
  QCOMPARE( texts( result, QStringLiteral( "bridge" ), QStringLiteral( "MEMBERS" ) ).join( ' ' ),
            QStringLiteral( "0 1 0" ) );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "are not selected" ) ),
            qPrintable( result.feedback->everything() ) );
}

void DelineatePriorityNeighbourhoodsTest::numbersAsTextAreRead()
{
  QStringList rows = cellRows( { QStringLiteral( "1200 * abc ." ) } );
  rows[0].replace( QStringLiteral( "1200" ), QStringLiteral( "1,200" ) );
  const auto city = cityOf( rows, QStringLiteral( "field=idx:string&field=people:string" ) );
  const RunResult result = delineate( city.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, QStringLiteral( "peak" ) ).join( ' ' ), QStringLiteral( "1200" ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains(
              QStringLiteral( "2 of 4 areas have no value: 1 suppressed, 1 unreadable (area c2_0: abc" ) ),
            qPrintable( result.feedback->everything() ) );
}

void DelineatePriorityNeighbourhoodsTest::rankFollowsTheMeanIndex()
{
  const RunResult result = delineate( QStringList{ QStringLiteral( "200 200 . . 170 . . 400" ) } );
  QCOMPARE( texts( result, QStringLiteral( "rank" ) ).join( ' ' ), QStringLiteral( "1 2 3" ) );
  QCOMPARE( texts( result, QStringLiteral( "idx" ) ).join( ' ' ), QStringLiteral( "400 200 170" ) );
  QCOMPARE( texts( result, QStringLiteral( "nbhd_id" ) ).join( ' ' ), QStringLiteral( "N01 N02 N03" ) );
}

void DelineatePriorityNeighbourhoodsTest::namesAreLocalAndUnique()
{
  const auto city = cityOf( cellRows( { QStringLiteral( "400 . . 300 300 . . 200" ) } ) );
  const QVariantMap field{ { QStringLiteral( "NAMES_FIELD" ), QStringLiteral( "place" ) } };
  const auto points = memoryLayer(
    QStringLiteral( "Point?crs=EPSG:27700&field=place:string" ), QStringLiteral( "places" ),
    { QStringLiteral( "POINT(400150 300100);Mill End" ), QStringLiteral( "POINT(401450 300100);Dock Road" ) } );
  QVariantMap parameters = field;
  parameters.insert( QStringLiteral( "NAMES" ), QVariant::fromValue( points.get() ) );
  QCOMPARE( texts( delineate( city.get(), parameters ), QStringLiteral( "name" ) ).join( '|' ),
            QStringLiteral( "Mill End|Dock Road|Dock Road 2" ) );
  const auto polygons = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=place:string" ), QStringLiteral( "estates" ),
    { blockWkt( 0, 0, 4, 1 ) + QStringLiteral( ";West" ), blockWkt( 4, 0, 4, 1 ) + QStringLiteral( ";East" ) } );
  parameters.insert( QStringLiteral( "NAMES" ), QVariant::fromValue( polygons.get() ) );
  QCOMPARE( texts( delineate( city.get(), parameters ), QStringLiteral( "name" ) ).join( '|' ),
            QStringLiteral( "West|East|East 2" ) );
  QCOMPARE( texts( delineate( city.get() ), QStringLiteral( "name" ) ).first(), QStringLiteral( "Neighbourhood N01" ) );
}

void DelineatePriorityNeighbourhoodsTest::touchedAreasAreListedByShare()
{
  const auto city = cityOf( cellRows( { QStringLiteral( "200 200 200 200 . . ." ) } ) );
  const auto wards = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=ward:string" ), QStringLiteral( "wards" ),
    { blockWkt( -5, -5, 6, 11 ) + QStringLiteral( ";Abbey" ), blockWkt( 1, -5, 9, 11 ) + QStringLiteral( ";Brook" ),
      blockWkt( 10, -5, 2, 11 ) + QStringLiteral( ";Castle" ) } );
  const RunResult result =
    delineate( city.get(), { { QStringLiteral( "ADMIN_AREAS" ), QVariant::fromValue( wards.get() ) },
                             { QStringLiteral( "ADMIN_FIELD" ), QStringLiteral( "ward" ) } } );
  QCOMPARE( texts( result, QStringLiteral( "touches" ) ).join( '|' ), QStringLiteral( "Brook 75 %, Abbey 25 %" ) );
}

void DelineatePriorityNeighbourhoodsTest::newNeighbourhoodGetsANumberNeverUsed()
{
  // N12 is gone this year; one ninth of N02 is no continuation.
  const auto city = cityOf( cellRows( { QStringLiteral( "200 . . . . . . . . . . 300" ) } ) );
  const auto previous = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=code:string" ), QStringLiteral( "last year" ),
    { blockWkt( 0, 0, 9, 1 ) + QStringLiteral( ";N02" ), blockWkt( 40, 0, 2, 1 ) + QStringLiteral( ";N12" ) } );
  const RunResult result =
    delineate( city.get(), { { QStringLiteral( "PREVIOUS" ), QVariant::fromValue( previous.get() ) },
                             { QStringLiteral( "PREVIOUS_ID" ), QStringLiteral( "code" ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, QStringLiteral( "nbhd_id" ) ).join( ' ' ), QStringLiteral( "N13 N14" ) );
  QVERIFY( values( *result.layer(), QStringLiteral( "prev_jacc" ) ).first().isNull() );
}

void DelineatePriorityNeighbourhoodsTest::nothingAboveTheThresholdIsAnEmptyStyledLayer()
{
  const RunResult result = delineate( QStringList{ QStringLiteral( ". . ." ) } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->featureCount(), 0L );
  QCOMPARE( result.layer()->renderer()->type(), QStringLiteral( "RuleRenderer" ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "the highest smoothed value is 100.0" ) ),
            qPrintable( result.feedback->everything() ) );
}

void DelineatePriorityNeighbourhoodsTest::fewerThanWantedIsSaid()
{
  const RunResult result =
    delineate( QStringList{ QStringLiteral( "200 . ." ) }, { { QStringLiteral( "TARGET_COUNT" ), 42 } } );
  QVERIFY( result.succeeded );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "Only 1 of the 42" ) ),
            qPrintable( result.feedback->everything() ) );
}

void DelineatePriorityNeighbourhoodsTest::scoreOnAnotherScaleIsNotColouredAsAnIndex()
{
  const auto rules = []( const RunResult &result ) { return result.layer()->renderer()->legendSymbolItems().size(); };
  const auto scores =
    cityOf( cellRows( { QStringLiteral( "80 . ." ) } ), QStringLiteral( "field=score:double&field=people:double" ) );
  const RunResult byScore = delineate(
    scores.get(), { { QStringLiteral( "FIELD" ), QStringLiteral( "score" ) }, { QStringLiteral( "THRESHOLD" ), 75 } } );
  QVERIFY2( byScore.succeeded, qPrintable( byScore.error ) );
  QCOMPARE( rules( byScore ), 2 );
  const RunResult byIndex = delineate( QStringList{ QStringLiteral( "200 . ." ) } );
  QCOMPARE( rules( byIndex ), 6 );
  QVERIFY( byIndex.layer()->labelsEnabled() );
}

void DelineatePriorityNeighbourhoodsTest::refuses_data()
{
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const QStringList city = cellRows( { QStringLiteral( "200 . ." ) } );
  const auto with = []( const char *parameter, const QVariant &value ) {
    return QVariantMap{ { QLatin1String( parameter ), value } };
  };
  QTest::newRow( "negative number wanted" )
    << city << with( "TARGET_COUNT", -1 ) << QStringLiteral( "TARGET_COUNT is -1" );
  QTest::newRow( "unknown field" ) << city << with( "FIELD", QStringLiteral( "idxx" ) )
                                   << QStringLiteral( "no field ‘idxx’" );
  QTest::newRow( "field without numbers" )
    << city << with( "FIELD", QStringLiteral( "cell_id" ) ) << QStringLiteral( "holds no number" );
  QTest::newRow( "no features" ) << QStringList() << QVariantMap() << QStringLiteral( "has no features" );
  QTest::newRow( "id given twice" ) << city + city << QVariantMap() << QStringLiteral( "has the id ‘c0_0’ twice" );
  QTest::newRow( "least population without people" )
    << city << with( "MIN_POPULATION", 100 ) << QStringLiteral( "MIN_POPULATION needs a population" );
  QTest::newRow( "negative population" ) << cellRows( { QStringLiteral( "200 ./-4" ) } )
                                         << with( "POPULATION", QStringLiteral( "people" ) )
                                         << QStringLiteral( "is -4 in area ‘c1_0’" );
  QTest::newRow( "least population above the largest" )
    << city
    << QVariantMap{ { QStringLiteral( "POPULATION" ), QStringLiteral( "people" ) },
                    { QStringLiteral( "MIN_POPULATION" ), 25 } }
    << QStringLiteral( "above MAX_POPULATION (5 % of the city" );
  QTest::newRow( "names without a field" )
    << city << with( "NAMES", QStringLiteral( "CITY" ) ) << QStringLiteral( "NAMES_FIELD is empty" );
  QTest::newRow( "previous without ids" )
    << city << with( "PREVIOUS", QStringLiteral( "CITY" ) ) << QStringLiteral( "no field ‘nbhd_id’" );
}

void DelineatePriorityNeighbourhoodsTest::refuses()
{
  QFETCH( QStringList, rows );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const auto city = cityOf( rows );
  for ( QVariant &value : parameters )
    if ( value == QVariant( QStringLiteral( "CITY" ) ) )
      value = QVariant::fromValue( city.get() );
  const RunResult result = delineate( city.get(), parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( DelineatePriorityNeighbourhoodsTest )
#include "delineatepriorityneighbourhoods_test.moc"
