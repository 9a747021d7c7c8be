// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>

using namespace communitysafety::test;

class CompareHotSpotsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void figuresFollowTheirDefinitions();
  void overlappingPolygonsCountOnce();
  void bestCellsHaveEfficiencyOne();
  void methodsOverlapAsTheirAreas();
  // edges
  void coldSpotsAreLeftOut();
  void partsOutsideTheStudyAreaDoNotCount();
  void layerWithoutHotSpotsIsSaid();
  void layersOfOneNameAreToldApart();
  void reportHoldsTheFigures();
  // refused input
  void refuses_data();
  void refuses();

private:
  using Layer = std::unique_ptr<QgsVectorLayer>;

  static QString square( int x, int y, int side )
  {
    return QStringLiteral( "POLYGON((%1 %2,%3 %2,%3 %4,%1 %4,%1 %2))" )
      .arg( x )
      .arg( y )
      .arg( x + side )
      .arg( y + side );
  }

  static Layer polygons( const QString &name, const QStringList &rows )
  {
    return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=hs_class:integer" ), name, rows );
  }

  //! 12 incidents in the western 100 m of the southern side, 4 in the east, 4 in the north.
  static Layer incidents( const QString &name )
  {
    QStringList rows;
    for ( int point = 0; point < 20; ++point )
      rows << ( point < 12   ? QStringLiteral( "POINT(%1 300050)" ).arg( 400005 + 5 * point )
                : point < 16 ? QStringLiteral( "POINT(400950 300050)" )
                             : QStringLiteral( "POINT(400550 300950)" ) );
    return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700" ), name, rows );
  }

  RunResult compare( const QVector<QgsVectorLayer *> &hotSpots, QVariantMap parameters = {} )
  {
    QVariantList layers;
    for ( QgsVectorLayer *layer : hotSpots )
      layers << QVariant::fromValue( layer );
    parameters.insert( "HOTSPOTS", layers );
    if ( !parameters.contains( "NEXT" ) )
      parameters.insert( "NEXT", QVariant::fromValue( mNext.get() ) );
    parameters.insert( "STUDY_AREA", QVariant::fromValue( mTown.get() ) );
    for ( const char *output : { "OUTPUT", "OVERLAPS" } )
      parameters.insert( output, QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "comparehotspots" ), parameters );
  }

  static double value( const RunResult &result, const char *field, int row = 1, const char *output = "OUTPUT" )
  {
    return result.layer( output )->getFeature( row ).attribute( field ).toDouble();
  }

  // A town of 1 km by 1 km.
  Layer mTown = polygons( QStringLiteral( "town" ), { square( 400000, 300000, 1000 ) + ";1" } );
  Layer mNext = incidents( QStringLiteral( "next" ) );
};

void CompareHotSpotsTest::figuresFollowTheirDefinitions()
{
  const Layer spots = polygons( QStringLiteral( "spots" ),
                                { square( 400000, 300000, 100 ) + ";1", square( 400500, 300500, 200 ) + ";1" } );
  const Layer before =
    memoryLayer( QStringLiteral( "Point?crs=EPSG:27700" ), QStringLiteral( "before" ),
                 { "POINT(400050 300050)", "POINT(400060 300050)", "POINT(400070 300050)", "POINT(400900 300900)" } );
  const RunResult result = compare( { spots.get() }, { { "PREVIOUS", QVariant::fromValue( before.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( value( result, "area_km2" ), 0.05 );
  QCOMPARE( value( result, "area_share" ), 0.05 );
  QCOMPARE( value( result, "hits" ), 12.0 );
  QCOMPARE( value( result, "n" ), 20.0 );
  QCOMPARE( value( result, "hit_rate" ), 0.6 );
  QCOMPARE( value( result, "pai" ), 12.0 );
  QCOMPARE( value( result, "spots" ), 2.0 );
  // Five cells of 100 m hold all 20.
  QCOMPARE( value( result, "pei" ), 0.6 );
  QCOMPARE( value( result, "rri" ), 0.8 );
  QVERIFY( value( result, "hit_lo" ) < 0.6 && value( result, "hit_hi" ) > 0.6 );
  QCOMPARE( result.number( "BEST_PAI" ), 12.0 );
}

void CompareHotSpotsTest::overlappingPolygonsCountOnce()
{
  const Layer twice = polygons( QStringLiteral( "twice" ),
                                { square( 400000, 300000, 100 ) + ";1", square( 400000, 300000, 100 ) + ";1" } );
  const RunResult result = compare( { twice.get() } );
  QCOMPARE( value( result, "area_km2" ), 0.01 );
  QCOMPARE( value( result, "hits" ), 12.0 );
}

void CompareHotSpotsTest::bestCellsHaveEfficiencyOne()
{
  const Layer best = polygons( QStringLiteral( "best" ), { square( 400000, 300000, 100 ) + ";1" } );
  QCOMPARE( value( compare( { best.get() } ), "pei" ), 1.0 );
}

void CompareHotSpotsTest::methodsOverlapAsTheirAreas()
{
  const Layer one = polygons( QStringLiteral( "one" ), { square( 400000, 300000, 200 ) + ";1" } );
  const Layer other = polygons( QStringLiteral( "other" ), { square( 400100, 300100, 200 ) + ";1" } );
  const RunResult result = compare( { one.get(), other.get() } );
  QCOMPARE( result.layer( "OVERLAPS" )->featureCount(), 1L );
  QVERIFY( std::abs( value( result, "jaccard", 1, "OVERLAPS" ) - 1.0 / 7 ) < 1e-12 );
}

void CompareHotSpotsTest::coldSpotsAreLeftOut()
{
  const Layer spots = polygons( QStringLiteral( "spots" ),
                                { square( 400000, 300000, 100 ) + ";1", square( 400500, 300900, 100 ) + ";-1" } );
  const RunResult result = compare( { spots.get() } );
  QCOMPARE( value( result, "hits" ), 12.0 );
  QCOMPARE( value( result, "spots" ), 1.0 );
}

void CompareHotSpotsTest::partsOutsideTheStudyAreaDoNotCount()
{
  const Layer spots = polygons( QStringLiteral( "spots" ), { square( 399900, 299900, 200 ) + ";1" } );
  const RunResult result = compare( { spots.get() } );
  QCOMPARE( value( result, "area_km2" ), 0.01 );
  QCOMPARE( value( result, "pai" ), 60.0 );
}

void CompareHotSpotsTest::layerWithoutHotSpotsIsSaid()
{
  const Layer nothing = polygons( QStringLiteral( "nothing" ), {} );
  const RunResult result = compare( { nothing.get() } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "‘nothing’ has no hot spot" ) ) );
  QCOMPARE( value( result, "hit_rate" ), 0.0 );
  QVERIFY( result.layer()->getFeature( 1 ).attribute( "pai" ).isNull() );
}

void CompareHotSpotsTest::layersOfOneNameAreToldApart()
{
  const Layer one = polygons( QStringLiteral( "spots" ), { square( 400000, 300000, 200 ) + ";1" } );
  const Layer other = polygons( QStringLiteral( "spots" ), { square( 400100, 300100, 200 ) + ";1" } );
  QCOMPARE( values( *compare( { one.get(), other.get() } ).layer(), QStringLiteral( "layer" ) ),
            ( QVariantList{ "spots", "spots (2)" } ) );
}

void CompareHotSpotsTest::reportHoldsTheFigures()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "report.html" ) );
  const Layer one = polygons( QStringLiteral( "kernel" ), { square( 400000, 300000, 100 ) + ";1" } );
  const Layer other = polygons( QStringLiteral( "scan" ), { square( 400500, 300900, 100 ) + ";1" } );
  const RunResult result = compare( { one.get(), other.get() }, { { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  for ( const char *words : { "kernel", "scan", "60.00", "20.00", "Jaccard" } )
    QVERIFY2( page.contains( QLatin1String( words ) ), words );
}

void CompareHotSpotsTest::refuses_data()
{
  QTest::addColumn<QString>( "next" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no incident inside" ) << "POINT(1 2)"
                                        << "No record of ‘later’ can be used";
  QTest::newRow( "no incident at all" ) << QString() << "‘later’";
}

void CompareHotSpotsTest::refuses()
{
  QFETCH( QString, next );
  QFETCH( QString, sentence );
  const Layer spots = polygons( QStringLiteral( "spots" ), { square( 400000, 300000, 100 ) + ";1" } );
  const Layer later = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700" ), QStringLiteral( "later" ),
                                   next.isEmpty() ? QStringList() : QStringList{ next } );
  const RunResult result = compare( { spots.get() }, { { "NEXT", QVariant::fromValue( later.get() ) } } );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( CompareHotSpotsTest )
#include "comparehotspots_test.moc"
