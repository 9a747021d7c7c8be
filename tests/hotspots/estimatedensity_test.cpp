// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <qgsrasterlayer.h>
#include <qgsrasterrenderer.h>

#include <QFile>
#include <QTemporaryDir>

#include <cmath>

using namespace communitysafety::test;

class EstimateDensityTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void surfaceSumsToTheIncidents();
  void hotSpotHoldsTheCluster();
  void weightsCountLikeRepeatedPoints();
  void riskAgainstThePopulationIsOneWhereBothAreAlike();
  void controlsFindThePlaceOfHigherRisk();
  void rasterIsStyledAndTheStyleIsKept();
  // edges
  void bandwidthIsChosenAndSaid();
  void onePointIsEnoughWithABandwidth();
  void degreesGiveMetres();
  void pointsOutsideAreRejected();
  // refused input
  void refuses_data();
  void refuses();

private:
  //! A town of 2 km by 2 km.
  std::unique_ptr<QgsVectorLayer> mTown = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=id:string" ), QStringLiteral( "town" ),
    { QStringLiteral( "POLYGON((400000 300000,402000 300000,402000 302000,400000 302000,400000 300000));a" ) } );

  RunResult density( QgsVectorLayer *points, QVariantMap parameters = {} )
  {
    parameters.insert( QStringLiteral( "INPUT" ), QVariant::fromValue( points ) );
    if ( !parameters.contains( QStringLiteral( "STUDY_AREA" ) ) )
      parameters.insert( QStringLiteral( "STUDY_AREA" ), QVariant::fromValue( mTown.get() ) );
    parameters.insert( QStringLiteral( "OUTPUT" ), mFolder.filePath( QStringLiteral( "surface.tif" ) ) );
    parameters.insert( QStringLiteral( "HOTSPOTS" ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "estimatedensity" ), parameters );
  }

  QTemporaryDir mFolder;
};

namespace
{

using Rows = QStringList;

//! Points in a net of 100 m over the town, and \a more at a corner of it.
Rows townRows( int more = 0, int x = 400400, int y = 300400 )
{
  Rows rows;
  for ( int column = 0; column < 20; ++column )
    for ( int row = 0; row < 20; ++row )
      rows << QStringLiteral( "POINT(%1 %2);1" ).arg( 400050 + 100 * column ).arg( 300050 + 100 * row );
  for ( int point = 0; point < more; ++point )
    rows << QStringLiteral( "POINT(%1 %2);1" ).arg( x + 13 * ( point % 7 ) ).arg( y + 11 * ( point % 5 ) );
  return rows;
}

std::unique_ptr<QgsVectorLayer> points( const Rows &rows, const QString &name = QStringLiteral( "calls" ) )
{
  return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=weight:double" ), name, rows );
}

struct Surface
{
  explicit Surface( const RunResult &result )
    : layer( result.results.value( QStringLiteral( "OUTPUT" ) ).toString(), QStringLiteral( "surface" ) )
  {
  }

  double at( double x, double y, int band = 1 )
  {
    bool hasValue = false;
    const double value = layer.dataProvider()->sample( QgsPointXY( x, y ), band, &hasValue );
    return hasValue ? value : std::nan( "" );
  }

  double sum( int band = 1 )
  {
    double total = 0;
    const double cell = layer.rasterUnitsPerPixelX();
    const QgsRectangle extent = layer.extent();
    for ( double x = extent.xMinimum() + cell / 2; x < extent.xMaximum(); x += cell )
      for ( double y = extent.yMinimum() + cell / 2; y < extent.yMaximum(); y += cell )
        if ( const double value = at( x, y, band ); !std::isnan( value ) )
          total += value;
    return total * cell * cell;
  }

  QgsRasterLayer layer;
};

} // namespace

void EstimateDensityTest::surfaceSumsToTheIncidents()
{
  const auto calls = points( townRows( 60 ) );
  for ( const int kernel : { 0, 1 } )
  {
    const RunResult result = density( calls.get(), { { "BANDWIDTH", 300 }, { "KERNEL", kernel } } );
    QVERIFY2( result.succeeded, qPrintable( result.error ) );
    const double incidents = Surface( result ).sum() / 1e6;
    QVERIFY2( std::abs( incidents - 460 ) < 0.001, qPrintable( QString::number( incidents ) ) );
  }
}

void EstimateDensityTest::hotSpotHoldsTheCluster()
{
  const auto calls = points( townRows( 200 ) );
  const RunResult result = density( calls.get(), { { "BANDWIDTH", 300 }, { "CELL", 25 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_HOTSPOTS" ), 1.0 );
  QgsFeature spot = result.layer( "HOTSPOTS" )->getFeature( 1 );
  QVERIFY( spot.geometry().contains( QgsGeometry::fromPointXY( QgsPointXY( 400440, 300420 ) ) ) );
  QVERIFY( spot.attribute( "n" ).toDouble() >= 200 );
  QVERIFY( std::abs( spot.geometry().area() / 1e6 - spot.attribute( "area_km2" ).toDouble() ) < 1e-9 );
  QVERIFY( spot.attribute( "times_mean" ).toDouble() >= 3 );
  QVERIFY( std::abs( result.number( "HOT_EVENT_SHARE" ) - spot.attribute( "n" ).toDouble() / 600 ) < 1e-12 );
  QVERIFY( std::abs( result.number( "HOT_AREA_SHARE" ) - spot.geometry().area() / 4e6 ) < 1e-9 );
  QVERIFY( Surface( result ).at( 400440, 300420, 2 ) > 3 );
  const QString told = QStringLiteral( "Hot spots: 1, with %1 % of the study area and %2 % of the incidents." )
                         .arg( 100 * result.number( "HOT_AREA_SHARE" ), 0, 'f', 1 )
                         .arg( 100 * result.number( "HOT_EVENT_SHARE" ), 0, 'f', 1 );
  QVERIFY2( result.feedback->infos.contains( told ), qPrintable( result.feedback->everything() ) );
}

void EstimateDensityTest::weightsCountLikeRepeatedPoints()
{
  const auto repeated = points( townRows() + townRows() + townRows( 1 ) );
  Rows rows = townRows();
  for ( QString &row : rows )
    row.replace( QStringLiteral( ");1" ), QStringLiteral( ");3" ) );
  const auto weighted = points( rows + QStringList{ townRows( 1 ).last() } );
  const QVariantMap parameters{ { "BANDWIDTH", 250 } };
  QVariantMap withWeight = parameters;
  withWeight.insert( "WEIGHT", "weight" );
  const RunResult first = density( repeated.get(), parameters );
  const double before = Surface( first ).at( 400725, 301325 );
  const RunResult second = density( weighted.get(), withWeight );
  QVERIFY2( second.succeeded, qPrintable( second.error ) );
  QCOMPARE( float( Surface( second ).at( 400725, 301325 ) ), float( before ) );
}

void EstimateDensityTest::riskAgainstThePopulationIsOneWhereBothAreAlike()
{
  const auto calls = points( townRows() );
  const auto homes = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=people:integer" ), QStringLiteral( "homes" ),
    { QStringLiteral( "POLYGON((400000 300000,402000 300000,402000 302000,400000 302000,400000 300000));5000" ) } );
  const RunResult result = density( calls.get(), { { "BANDWIDTH", 400 },
                                                   { "CONTROLS", QVariant::fromValue( homes.get() ) },
                                                   { "POPULATION", "people" },
                                                   { "CELL", 100 },
                                                   { "SIMULATIONS", 99 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  Surface surface( result );
  QCOMPARE( surface.layer.bandCount(), 4 );
  // The points stand in the middle of the cells: every cell holds one, and the same number of people.
  for ( const QgsPointXY &place : { QgsPointXY( 400950, 300950 ), QgsPointXY( 400050, 301950 ) } )
    QVERIFY2( std::abs( surface.at( place.x(), place.y() ) - 1 ) < 1e-6,
              qPrintable( QString::number( surface.at( place.x(), place.y() ) ) ) );
  QCOMPARE( result.layer( "HOTSPOTS" )->featureCount(), 0L );
  QVERIFY( result.number( "P_ANYWHERE" ) > 0.05 );
}

void EstimateDensityTest::controlsFindThePlaceOfHigherRisk()
{
  const auto calls = points( townRows( 200 ) );
  const auto others = points( townRows() + townRows(), QStringLiteral( "others" ) );
  const RunResult result =
    density( calls.get(), { { "BANDWIDTH", 400 }, { "CONTROLS", QVariant::fromValue( others.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  Surface surface( result );
  QVERIFY( surface.at( 400440, 300420 ) > 1.5 );
  QVERIFY( surface.at( 400440, 300420, 2 ) < 0.01 );
  QVERIFY( surface.at( 401500, 301500 ) < 1 );
  QVERIFY( result.number( "P_ANYWHERE" ) <= 0.01 );
  bool isOutlined = false;
  QgsFeatureIterator features = result.layer( "HOTSPOTS" )->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    isOutlined |= feature.attribute( "hs_class" ).toInt() == 1 &&
                  feature.geometry().contains( QgsGeometry::fromPointXY( QgsPointXY( 400440, 300420 ) ) );
  QVERIFY( isOutlined );
}

void EstimateDensityTest::rasterIsStyledAndTheStyleIsKept()
{
  const RunResult result = density( points( townRows( 90 ) ).get(), { { "BANDWIDTH", 300 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( QFile::exists( mFolder.filePath( QStringLiteral( "surface.qml" ) ) ) );
  Surface surface( result );
  QCOMPARE( surface.layer.renderer()->type(), QStringLiteral( "singlebandpseudocolor" ) );
  QStringList words;
  for ( const auto &item : surface.layer.renderer()->legendSymbologyItems() )
    words << item.first;
  QVERIFY2( words.contains( QStringLiteral( "3 to 5 times the mean" ) ), qPrintable( words.join( ',' ) ) );
  bool hasMetadata = false;
  surface.layer.loadDefaultMetadata( hasMetadata );
  QVERIFY( hasMetadata );
  QCOMPARE( surface.layer.metadata().keywords().value( QStringLiteral( "audience" ) ),
            QStringList{ QStringLiteral( "internal" ) } );
}

void EstimateDensityTest::bandwidthIsChosenAndSaid()
{
  const auto calls = points( townRows() );
  const RunResult result = density( calls.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // 400 points of an even square of 2 km: standard distance 815 m, median distance 798 m × 1.2.
  const double expected = 0.9 * 815.5 * std::pow( 400, -0.2 );
  QVERIFY2( std::abs( result.number( "BANDWIDTH_USED" ) - expected ) < 1,
            qPrintable( QString::number( result.number( "BANDWIDTH_USED" ) ) ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "BANDWIDTH:" ) ) );
}

void EstimateDensityTest::onePointIsEnoughWithABandwidth()
{
  const auto one = points( { QStringLiteral( "POINT(401025 301025);1" ) } );
  const RunResult result = density( one.get(), { { "BANDWIDTH", 300 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( std::abs( Surface( result ).sum() / 1e6 - 1 ) < 1e-5 );
}

void EstimateDensityTest::degreesGiveMetres()
{
  const auto calls =
    memoryLayer( QStringLiteral( "Point?crs=EPSG:4326&field=weight:double" ), QStringLiteral( "calls" ),
                 { QStringLiteral( "POINT(-1.99 52.602);1" ), QStringLiteral( "POINT(-1.98 52.605);1" ) } );
  const auto town =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:4326&field=id:string" ), QStringLiteral( "town" ),
                 { QStringLiteral( "POLYGON((-2 52.59,-1.97 52.59,-1.97 52.61,-2 52.61,-2 52.59));a" ) } );
  const RunResult result =
    density( calls.get(), { { "BANDWIDTH", 300 }, { "STUDY_AREA", QVariant::fromValue( town.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const Surface surface( result );
  QCOMPARE( surface.layer.crs().authid(), QStringLiteral( "EPSG:27700" ) );
  QCOMPARE( surface.layer.rasterUnitsPerPixelX(), 50.0 );
}

void EstimateDensityTest::pointsOutsideAreRejected()
{
  const auto calls = points( townRows() + Rows{ QStringLiteral( "POINT(390000 300000);1" ) } );
  const RunResult result = density( calls.get(), { { "BANDWIDTH", 300 } } );
  QCOMPARE( result.number( "N_READ" ), 401.0 );
  QCOMPARE( result.number( "N_USED" ), 400.0 );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "outside the study area 1" ) ) );
}

void EstimateDensityTest::refuses_data()
{
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const Rows onePlace{ QStringLiteral( "POINT(401000 301000);1" ), QStringLiteral( "POINT(401000 301000);1" ) };
  QTest::newRow( "one place" ) << onePlace << QVariantMap()
                               << "All records of ‘calls’ lie in one place, so that no bandwidth follows from their "
                                  "spread: give BANDWIDTH.";
  QTest::newRow( "too many cells" ) << townRows() << QVariantMap{ { "CELL", 0.5 } }
                                    << "Incorrect parameter value for CELL";
  QTest::newRow( "no point inside" ) << Rows{ QStringLiteral( "POINT(1000 1000);1" ) }
                                     << QVariantMap{ { "BANDWIDTH", 300 } } << "No record of ‘calls’ can be used";
  QTest::newRow( "weight below zero" ) << Rows{ QStringLiteral( "POINT(401000 301000);-2" ) }
                                       << QVariantMap{ { "BANDWIDTH", 300 }, { "WEIGHT", "weight" } }
                                       << "No record of ‘calls’ can be used";
  QTest::newRow( "population without controls" )
    << townRows() << QVariantMap{ { "POPULATION", "people" } } << "POPULATION is given without CONTROLS";
  QTest::newRow( "areas without population" )
    << townRows() << QVariantMap{ { "CONTROLS", QVariant::fromValue( mTown.get() ) } }
    << "POPULATION is empty: choose the field of ‘town’";
}

void EstimateDensityTest::refuses()
{
  QFETCH( QStringList, rows );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const auto calls = points( rows );
  const RunResult result = density( calls.get(), parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( EstimateDensityTest )
#include "estimatedensity_test.moc"
