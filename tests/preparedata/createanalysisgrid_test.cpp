// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <QSet>

using namespace communitysafety::test;

class CreateAnalysisGridTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void cellsCoverTheStudyAreaExactly();
  void idsDoNotDependOnTheExtent();
  void hexagonsTouchWithoutGaps();
  void shiftMovesAllCells_data();
  void shiftMovesAllCells();
  void shiftByAWholeCellChangesNothing();
  void largerAreaIsTheOneThatHoldsTheCentre();
  // edges
  void degreesAreTransformedToTheNationalGrid();
  void invalidRingIsRepairedAndNamed();
  // refused input
  void refuses_data();
  void refuses();

private:
  static std::unique_ptr<QgsVectorLayer> city( const QString &wkt, const QString &crs = QStringLiteral( "EPSG:27700" ) )
  {
    return memoryLayer( QStringLiteral( "MultiPolygon?crs=%1&field=id:string" ).arg( crs ), QStringLiteral( "city" ),
                        { wkt + QStringLiteral( ";a" ) } );
  }
  static RunResult grid( QgsVectorLayer *studyArea, QVariantMap parameters = {} )
  {
    parameters.insert( QStringLiteral( "STUDY_AREA" ), QVariant::fromValue( studyArea ) );
    if ( !parameters.contains( QStringLiteral( "OUTPUT" ) ) )
      parameters.insert( QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "createanalysisgrid" ), parameters );
  }
};

void CreateAnalysisGridTest::cellsCoverTheStudyAreaExactly()
{
  const auto studyArea =
    city( QStringLiteral( "MULTIPOLYGON(((400000 300000,400600 300000,400600 300400,400300 300400,400000 300000)))" ) );
  const RunResult result = grid( studyArea.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  double inside = 0;
  for ( const QVariant &share : values( *result.layer(), QStringLiteral( "inside" ) ) )
    inside += share.toDouble() * 200 * 200;
  QCOMPARE( inside, studyArea->getFeature( 1 ).geometry().area() );
  QCOMPARE( result.number( QStringLiteral( "N_CELLS" ) ), 6.0 );
  QCOMPARE( result.number( QStringLiteral( "N_WHOLE_CELLS" ) ), 3.0 );
}

void CreateAnalysisGridTest::idsDoNotDependOnTheExtent()
{
  const RunResult small =
    grid( city( QStringLiteral( "MULTIPOLYGON(((400010 300010,400190 300010,400190 300190,400010 300010)))" ) ).get() );
  QCOMPARE( values( *small.layer(), QStringLiteral( "cell_id" ) ),
            QVariantList{ QStringLiteral( "200mE400000N300000" ) } );
  const RunResult large =
    grid( city( QStringLiteral( "MULTIPOLYGON(((399000 299000,401000 299000,401000 301000,399000 299000)))" ) ).get() );
  QVERIFY( values( *large.layer(), QStringLiteral( "cell_id" ) ).contains( QStringLiteral( "200mE400000N300000" ) ) );
}

void CreateAnalysisGridTest::hexagonsTouchWithoutGaps()
{
  const auto studyArea =
    city( QStringLiteral( "MULTIPOLYGON(((400000 300000,402000 300000,402000 302000,400000 302000,400000 300000)))" ) );
  const RunResult result = grid( studyArea.get(), { { QStringLiteral( "SHAPE" ), 1 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVector<QgsGeometry> cells;
  double area = 0;
  QgsFeatureIterator features = result.layer()->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
  {
    cells << feature.geometry();
    area += feature.geometry().area();
  }
  const QgsGeometry all = QgsGeometry::unaryUnion( cells );
  QVERIFY( std::abs( all.area() - area ) < 1e-3 );
  QCOMPARE( all.constGet()->ringCount(), 1 );
}

void CreateAnalysisGridTest::shiftMovesAllCells_data()
{
  QTest::addColumn<int>( "shape" );
  QTest::addColumn<QString>( "id" );
  QTest::newRow( "squares" ) << 0 << QStringLiteral( "200mE400100N300050" );
  QTest::newRow( "hexagons" ) << 1 << QString();
}

void CreateAnalysisGridTest::shiftMovesAllCells()
{
  QFETCH( int, shape );
  QFETCH( QString, id );
  const auto studyArea =
    city( QStringLiteral( "MULTIPOLYGON(((400000 300000,402000 300000,402000 302000,400000 302000,400000 300000)))" ) );
  const auto cornersOf = []( const RunResult &result, double x, double y )
  {
    QSet<QString> corners;
    QgsFeatureIterator features = result.layer()->getFeatures();
    QgsFeature feature;
    while ( features.nextFeature( feature ) )
    {
      const QgsPoint corner = feature.geometry().vertexAt( 0 );
      corners << QStringLiteral( "%1 %2" ).arg( corner.x() - x, 0, 'f', 3 ).arg( corner.y() - y, 0, 'f', 3 );
    }
    return corners;
  };
  const RunResult plain = grid( studyArea.get(), { { "SHAPE", shape } } );
  const RunResult moved = grid( studyArea.get(), { { "SHAPE", shape }, { "SHIFT_X", 100 }, { "SHIFT_Y", 50 } } );
  QVERIFY2( plain.succeeded && moved.succeeded, qPrintable( plain.error + moved.error ) );
  double inside = 0;
  QgsFeatureIterator features = moved.layer()->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    inside += feature.attribute( QStringLiteral( "inside" ) ).toDouble() * feature.geometry().area();
  QVERIFY( std::abs( inside - 4e6 ) < 1 );
  QVERIFY( ( cornersOf( plain, 0, 0 ) & cornersOf( moved, 100, 50 ) ).size() > 50 );
  QVERIFY( ( cornersOf( plain, 0, 0 ) & cornersOf( moved, 0, 0 ) ).isEmpty() );
  const QVariantList ids = values( *moved.layer(), QStringLiteral( "cell_id" ) );
  QVERIFY( id.isEmpty() || ids.contains( id ) );
  for ( const QVariant &own : values( *plain.layer(), QStringLiteral( "cell_id" ) ) )
    QVERIFY2( !ids.contains( own ), qPrintable( own.toString() ) );
}

void CreateAnalysisGridTest::shiftByAWholeCellChangesNothing()
{
  const auto studyArea =
    city( QStringLiteral( "MULTIPOLYGON(((400000 300000,401000 300000,401000 301000,400000 301000,400000 300000)))" ) );
  const RunResult plain = grid( studyArea.get() );
  const RunResult moved = grid( studyArea.get(), { { "SHIFT_X", -400 }, { "SHIFT_Y", 200 } } );
  QVERIFY2( plain.succeeded && moved.succeeded, qPrintable( plain.error + moved.error ) );
  QCOMPARE( sortedRows( *moved.layer() ), sortedRows( *plain.layer() ) );
}

void CreateAnalysisGridTest::largerAreaIsTheOneThatHoldsTheCentre()
{
  const auto studyArea =
    city( QStringLiteral( "MULTIPOLYGON(((400000 300000,400400 300000,400400 300200,400000 300200,400000 300000)))" ) );
  const auto wards = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=ward:string" ), QStringLiteral( "wards" ),
    { QStringLiteral( "POLYGON((400000 300000,400150 300000,400150 300200,400000 300200,400000 300000));West" ),
      QStringLiteral( "POLYGON((400150 300000,400400 300000,400400 300200,400150 300200,400150 300000));East" ) } );
  const RunResult result = grid( studyArea.get(), { { QStringLiteral( "WITHIN" ), QVariant::fromValue( wards.get() ) },
                                                    { QStringLiteral( "WITHIN_FIELD" ), QStringLiteral( "ward" ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "within" ) ),
            ( QVariantList{ QStringLiteral( "West" ), QStringLiteral( "East" ) } ) );
}

void CreateAnalysisGridTest::degreesAreTransformedToTheNationalGrid()
{
  const RunResult result =
    grid( city( QStringLiteral( "MULTIPOLYGON(((-1.90 52.47,-1.89 52.47,-1.89 52.48,-1.90 52.48,-1.90 52.47)))" ),
                QStringLiteral( "EPSG:4326" ) )
            .get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->crs().authid(), QStringLiteral( "EPSG:27700" ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "was transformed from EPSG:4326" ) ) );
}

void CreateAnalysisGridTest::invalidRingIsRepairedAndNamed()
{
  const auto bowTie =
    city( QStringLiteral( "MULTIPOLYGON(((400000 300000,400400 300400,400400 300000,400000 300400,400000 300000)))" ) );
  const RunResult repaired = grid( bowTie.get() );
  QVERIFY2( repaired.succeeded, qPrintable( repaired.error ) );
  QVERIFY2( repaired.feedback->warnings.join( ' ' ).contains( QStringLiteral( "repaired" ) ),
            qPrintable( repaired.feedback->everything() ) );
  const RunResult stopped = grid( bowTie.get(), { { QStringLiteral( "INVALID_GEOMETRY" ), 2 } } );
  QVERIFY( !stopped.succeeded );
  QVERIFY2( stopped.error.contains( QStringLiteral( "invalid outline" ) ), qPrintable( stopped.error ) );
}

void CreateAnalysisGridTest::refuses_data()
{
  QTest::addColumn<QString>( "wkt" );
  QTest::addColumn<QString>( "crs" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const QString square =
    QStringLiteral( "MULTIPOLYGON(((400000 300000,401000 300000,401000 301000,400000 301000,400000 300000)))" );
  const QString metres = QStringLiteral( "EPSG:27700" );
  QTest::newRow( "no reference system" ) << square << QString() << QVariantMap()
                                         << QStringLiteral( "‘city’ has no coordinate reference system" );
  QTest::newRow( "absurd number of cells" )
    << square << metres << QVariantMap{ { QStringLiteral( "SIZE" ), 5 }, { QStringLiteral( "MAXIMUM_CELLS" ), 100 } }
    << QStringLiteral( "more than the 100 allowed" );
  QTest::newRow( "larger areas without a name field" )
    << square << metres << QVariantMap{ { QStringLiteral( "WITHIN" ), QStringLiteral( "SELF" ) } }
    << QStringLiteral( "WITHIN_FIELD is empty" );
  QTest::newRow( "unwritable output" ) << square << metres
                                       << QVariantMap{ { QStringLiteral( "OUTPUT" ),
                                                         QStringLiteral( "/dev/null/grid.gpkg" ) } }
                                       << QStringLiteral( "/dev/null/grid.gpkg" );
}

void CreateAnalysisGridTest::refuses()
{
  QFETCH( QString, wkt );
  QFETCH( QString, crs );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const auto studyArea = city( wkt, crs );
  studyArea->setCrs( QgsCoordinateReferenceSystem( crs ) );
  if ( parameters.contains( QStringLiteral( "WITHIN" ) ) )
    parameters.insert( QStringLiteral( "WITHIN" ), QVariant::fromValue( studyArea.get() ) );
  const RunResult result = grid( studyArea.get(), parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( CreateAnalysisGridTest )
#include "createanalysisgrid_test.moc"
