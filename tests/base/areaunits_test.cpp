// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areaunits.h"
#include "qgistest.h"

using namespace communitysafety;

class AreaUnitsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void onlyProjectedMetresMeasure_data();
  void onlyProjectedMetresMeasure();
  void metricSystemFitsThePlace_data();
  void metricSystemFitsThePlace();
};

namespace
{

QgsCoordinateReferenceSystem crs( const QString &id ) { return QgsCoordinateReferenceSystem( id ); }

} // namespace

void AreaUnitsTest::onlyProjectedMetresMeasure_data()
{
  QTest::addColumn<QString>( "system" );
  QTest::addColumn<bool>( "measures" );
  QTest::newRow( "British National Grid" ) << "EPSG:27700" << true;
  QTest::newRow( "UTM zone 30 N" ) << "EPSG:32630" << true;
  QTest::newRow( "Irish Transverse Mercator" ) << "EPSG:2157" << true;
  QTest::newRow( "degrees" ) << "EPSG:4326" << false;
  QTest::newRow( "Web Mercator" ) << "EPSG:3857" << false;
  QTest::newRow( "US survey feet" ) << "EPSG:2263" << false;
  QTest::newRow( "none" ) << "" << false;
}

void AreaUnitsTest::onlyProjectedMetresMeasure()
{
  QFETCH( QString, system );
  QFETCH( bool, measures );
  QCOMPARE( base::measuresInMetres( crs( system ) ), measures );
}

void AreaUnitsTest::metricSystemFitsThePlace_data()
{
  QTest::addColumn<QString>( "system" );
  QTest::addColumn<QgsRectangle>( "extent" );
  QTest::addColumn<QString>( "expected" );
  const QString degrees = QStringLiteral( "EPSG:4326" );
  QTest::newRow( "own metres stay" ) << "EPSG:32630" << QgsRectangle( 5e5, 5.8e6, 5.1e5, 5.9e6 ) << "EPSG:32630";
  QTest::newRow( "Birmingham" ) << degrees << QgsRectangle( -2.0, 52.4, -1.7, 52.6 ) << "EPSG:27700";
  QTest::newRow( "Birmingham in Web Mercator" )
    << "EPSG:3857" << QgsRectangle( -222000, 6873000, -190000, 6910000 ) << "EPSG:27700";
  QTest::newRow( "Berlin" ) << degrees << QgsRectangle( 13.2, 52.4, 13.6, 52.6 ) << "EPSG:32633";
  QTest::newRow( "New York in feet" ) << "EPSG:2263" << QgsRectangle( 9.8e5, 1.9e5, 1.0e6, 2.1e5 ) << "EPSG:32618";
  QTest::newRow( "Sydney, south of the equator" )
    << degrees << QgsRectangle( 151.0, -34.0, 151.4, -33.7 ) << "EPSG:32756";
  QTest::newRow( "last zone before the date line" )
    << degrees << QgsRectangle( 179.8, -18.0, 180.0, -17.0 ) << "EPSG:32760";
}

void AreaUnitsTest::metricSystemFitsThePlace()
{
  QFETCH( QString, system );
  QFETCH( QgsRectangle, extent );
  QFETCH( QString, expected );
  QCOMPARE( base::metricCrs( crs( system ), extent, QgsCoordinateTransformContext() ).authid(), expected );
}

COMMUNITYSAFETY_TEST_MAIN( AreaUnitsTest )
#include "areaunits_test.moc"
