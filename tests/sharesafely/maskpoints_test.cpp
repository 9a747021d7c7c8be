// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <qgsgeometry.h>

#include <QFile>

#include <cmath>

using namespace communitysafety;
using namespace communitysafety::test;

namespace
{

//! A town of 1 km in a study area of 2 km.
std::unique_ptr<QgsVectorLayer> studyArea()
{
  return memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=id:string&field=people:integer" ), QStringLiteral( "town" ),
    { QgsGeometry::fromRect( QgsRectangle( 400000, 300000, 402000, 302000 ) ).asWkt() + ";town;20000" } );
}

//! An address every 40 m, and one farm.
std::unique_ptr<QgsVectorLayer> addresses()
{
  QStringList rows{ QStringLiteral( "POINT(401900 301900);1" ) };
  for ( int column = 0; column < 25; ++column )
    for ( int row = 0; row < 25; ++row )
      rows << QStringLiteral( "POINT(%1 %2);1" ).arg( 400020 + 40 * column ).arg( 300020 + 40 * row );
  return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:integer" ), QStringLiteral( "addresses" ), rows );
}

//! Two burglaries at one address, some more, one at the farm and one far outside.
const QStringList burglaries = { "POINT(400420 300420);a;Ann Bell", "POINT(400420 300420);b;Bob Call",
                                 "POINT(400860 300100);c;",         "POINT(400140 300820);d;",
                                 "POINT(401900 301900);e;",         "POINT(409000 301900);f;" };

std::unique_ptr<QgsVectorLayer> points( const QStringList &rows = burglaries )
{
  return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=person:string" ),
                      QStringLiteral( "burglaries" ), rows );
}

RunResult mask( QgsVectorLayer *input, const QVariantMap &more = {} )
{
  static const std::unique_ptr<QgsVectorLayer> area = studyArea(), people = addresses();
  QVariantMap parameters{ { QStringLiteral( "INPUT" ), QVariant::fromValue( input ) },
                          { QStringLiteral( "STUDY_AREA" ), QVariant::fromValue( area.get() ) },
                          { QStringLiteral( "POPULATION" ), QVariant::fromValue( people.get() ) },
                          { QStringLiteral( "KEEP_FIELDS" ), QStringList{ "inc_id" } },
                          { QStringLiteral( "SEED" ), 7 },
                          { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "maskpoints" ), parameters );
}

QVariantMap with( const char *parameter, const QVariant &value )
{
  return { { QString::fromLatin1( parameter ), value } };
}

QMap<QString, QgsPointXY> placesOf( const RunResult &result )
{
  QMap<QString, QgsPointXY> places;
  QgsFeature feature;
  QgsFeatureIterator features = result.layer()->getFeatures();
  while ( features.nextFeature( feature ) )
    places.insert( feature.attribute( QStringLiteral( "inc_id" ) ).toString(), feature.geometry().asPoint() );
  return places;
}

qint64 pageSize( const RunResult &result )
{
  return QFile( result.results.value( QStringLiteral( "REPORT" ) ).toString() ).size();
}

void addMethods()
{
  QTest::addColumn<int>( "method" );
  QTest::newRow( "donut" ) << 0;
  QTest::newRow( "grid" ) << 1;
  QTest::newRow( "map point" ) << 2;
}

} // namespace

class MaskPointsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyMethodReachesKInsideTheStudyArea_data() { addMethods(); }
  void everyMethodReachesKInsideTheStudyArea();
  void featureOrderDoesNotMatter_data() { addMethods(); }
  void featureOrderDoesNotMatter();
  void seedDecidesTheDonut();
  void recordTellsNeitherSeedNorHash();
  void nothingButTheChosenFieldsIsWritten();
  // edges
  void peopleOfAreasAreSpreadEvenly();
  void ownMapPointsAreTaken();
  void degreesAreNotMetres();
  // refused input
  void refuses();
};

void MaskPointsTest::everyMethodReachesKInsideTheStudyArea()
{
  QFETCH( int, method );
  const RunResult result =
    mask( points().get(), { { "METHOD", method }, { "REPORT", QStringLiteral( "TEMPORARY_OUTPUT" ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 6.0 );
  QCOMPARE( result.number( QStringLiteral( "N_MASKED" ) ), 5.0 );
  for ( const QVariant &anonymity : values( *result.layer(), QStringLiteral( "k_anon" ) ) )
    QVERIFY( anonymity.toDouble() >= 8 );
  const QMap<QString, QgsPointXY> places = placesOf( result );
  QCOMPARE( places.value( QStringLiteral( "a" ) ), places.value( QStringLiteral( "b" ) ) );
  for ( const QgsPointXY &place : places )
    QVERIFY( QgsRectangle( 399999.99, 299999.99, 402000.01, 302000.01 ).contains( place ) );
  // A farm goes far, an address in the middle not.
  QVERIFY( places.value( QStringLiteral( "e" ) ).distance( 401900, 301900 ) > 500 );
  QVERIFY( places.value( QStringLiteral( "a" ) ).distance( 400420, 300420 ) < 200 );
  QVERIFY( pageSize( result ) > 1000 );
}

void MaskPointsTest::featureOrderDoesNotMatter()
{
  QFETCH( int, method );
  QStringList turned = burglaries;
  std::reverse( turned.begin(), turned.end() );
  const RunResult one = mask( points().get(), with( "METHOD", method ) );
  const RunResult other = mask( points( turned ).get(), with( "METHOD", method ) );
  QCOMPARE( placesOf( other ), placesOf( one ) );
}

void MaskPointsTest::seedDecidesTheDonut()
{
  const QMap<QString, QgsPointXY> seven = placesOf( mask( points().get() ) );
  QCOMPARE( placesOf( mask( points().get() ) ), seven );
  QVERIFY( placesOf( mask( points().get(), with( "SEED", 8 ) ) ) != seven );
  // Without a seed nobody can repeat it.
  QVERIFY( placesOf( mask( points().get(), with( "SEED", QVariant() ) ) ) !=
           placesOf( mask( points().get(), with( "SEED", QVariant() ) ) ) );
}

void MaskPointsTest::recordTellsNeitherSeedNorHash()
{
  const RunResult result = mask( points().get(), with( "SEED", 7654321 ) );
  const QString record = result.layer()->htmlMetadata();
  QVERIFY( record.contains( QStringLiteral( "burglaries" ) ) );
  QVERIFY( !record.contains( QStringLiteral( "7654321" ) ) );
  QVERIFY( !result.feedback->everything().contains( QStringLiteral( "7654321" ) ) );
}

void MaskPointsTest::nothingButTheChosenFieldsIsWritten()
{
  QStringList names;
  const RunResult result = mask( points().get() );
  for ( const QgsField &field : result.layer()->fields() )
    names << field.name();
  QCOMPARE( names.join( ' ' ), QStringLiteral( "inc_id k_anon" ) );
}

void MaskPointsTest::peopleOfAreasAreSpreadEvenly()
{
  const auto area = studyArea();
  const QVariantMap people{ { "POPULATION", QVariant::fromValue( area.get() ) }, { "POPULATION_FIELD", "people" } };
  const RunResult result = mask( points().get(), people );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // 20,000 on 4 km²: 8 of them within some 23 m, and squares of 50 m hold 12.5.
  QVERIFY( result.number( QStringLiteral( "MOVED_MAX" ) ) < 120 );
  const QString error = mask( points().get(), with( "POPULATION", QVariant::fromValue( area.get() ) ) ).error;
  QVERIFY2( error.contains( QStringLiteral( "POPULATION_FIELD" ) ), qPrintable( error ) );
}

void MaskPointsTest::ownMapPointsAreTaken()
{
  const auto streets =
    memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:integer" ), QStringLiteral( "streets" ),
                 { "POINT(400300 300500);1", "POINT(400800 300500);1", "POINT(401950 301950);1" } );
  const RunResult result =
    mask( points().get(), { { "METHOD", 2 }, { "MAP_POINTS", QVariant::fromValue( streets.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( placesOf( result ).value( QStringLiteral( "a" ) ), QgsPointXY( 400300, 300500 ) );
  // The one at the farm has a single address.
  QCOMPARE( placesOf( result ).value( QStringLiteral( "e" ) ), QgsPointXY( 400800, 300500 ) );
  QCOMPARE( result.number( QStringLiteral( "N_PLACES" ) ), 2.0 );
}

void MaskPointsTest::degreesAreNotMetres()
{
  const auto wgs = memoryLayer( QStringLiteral( "Point?crs=EPSG:4326&field=inc_id:string" ), QStringLiteral( "wgs" ),
                                { "POINT(-1.9938 52.6014);a" } );
  const RunResult result = mask( wgs.get(), with( "METHOD", 1 ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.number( QStringLiteral( "MOVED_MAX" ) ) < 200 );
  QCOMPARE( result.layer()->crs().authid(), QStringLiteral( "EPSG:27700" ) );
}

void MaskPointsTest::refuses()
{
  const auto refusal = []( const QVariantMap &more ) { return mask( points().get(), more ).error; };
  QVERIFY2( refusal( with( "K", 100000 ) ).contains( QStringLiteral( "fewer than K" ) ), "too few people" );
  const auto named = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=k_anon:string" ),
                                  QStringLiteral( "again" ), { "POINT(400420 300420);9" } );
  const QString error = mask( named.get(), with( "KEEP_FIELDS", QStringList{ "k_anon" } ) ).error;
  QVERIFY2( error.contains( QStringLiteral( "k_anon" ) ), qPrintable( error ) );
  const auto outside = points( { "POINT(409000 301900);f;" } );
  QVERIFY2( mask( outside.get() ).error.contains( QStringLiteral( "No point" ) ), "all outside" );
}

COMMUNITYSAFETY_TEST_MAIN( MaskPointsTest )
#include "maskpoints_test.moc"
