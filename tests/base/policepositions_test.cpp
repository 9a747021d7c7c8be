// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policepositions.h"

#include "qgistest.h"

#include <QSet>

using namespace communitysafety;
using namespace communitysafety::base;

class PolicePositionsTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void degreesBecomeTheNationalGrid();
  // laws
  void toleranceReachesJustSoFar_data();
  void toleranceReachesJustSoFar();
  void equalTextsAreOnePoint();
  // edges
  void gridCoordinatesStayAsTheyAre();
  // refused input
  void faults_data();
  void faults();

private:
  PolicePositions mPositions{ QgsCoordinateTransformContext() };
  PolicePositions::Memory mMemory;
};

// Ordnance Survey, A Guide to Coordinate Systems in Great Britain, the worked example of the Caister water tower:
// ETRS89 52°39'28.8282"N 1°42'57.8663"E is E 651 410, N 313 177 to the metre. Without the official grid of shifts
// the transformation is good to some metres, far within the precision of the source.
void PolicePositionsTest::degreesBecomeTheNationalGrid()
{
  const PolicePosition position = mPositions.at( "1.716073973", "52.658007833", true, mMemory );
  QVERIFY( !position.fault );
  QVERIFY2( position.point.distance( 651410, 313177 ) < 5.0, qPrintable( position.point.toString( 3 ) ) );
}

void PolicePositionsTest::toleranceReachesJustSoFar_data()
{
  QTest::addColumn<double>( "tolerance" );
  QTest::addColumn<QByteArray>( "easting" );
  QTest::addColumn<bool>( "isInside" );
  QTest::newRow( "inside" ) << 0.0 << QByteArray( "400500" ) << true;
  QTest::newRow( "on the outline" ) << 0.0 << QByteArray( "401000" ) << true;
  QTest::newRow( "outside, no tolerance" ) << 0.0 << QByteArray( "401001" ) << false;
  QTest::newRow( "30 m outside of 50" ) << 50.0 << QByteArray( "401030" ) << true;
  QTest::newRow( "just within" ) << 50.0 << QByteArray( "401049.9" ) << true;
  QTest::newRow( "just beyond" ) << 50.0 << QByteArray( "401050.1" ) << false;
}

void PolicePositionsTest::toleranceReachesJustSoFar()
{
  QFETCH( double, tolerance );
  QFETCH( QByteArray, easting );
  QFETCH( bool, isInside );
  PolicePositions positions{ QgsCoordinateTransformContext() };
  PolicePositions::Memory memory;
  positions.limitTo( QgsGeometry::fromRect( QgsRectangle( 400000, 300000, 401000, 301000 ) ), tolerance );
  QCOMPARE( positions.at( easting.constData(), "300500", false, memory ).isInside, isInside );
}

void PolicePositionsTest::equalTextsAreOnePoint()
{
  PolicePositions positions{ QgsCoordinateTransformContext() };
  PolicePositions::Memory memory;
  QSet<quint64> points;
  for ( const char *longitude : { "-1.9", "-1.9", "-1.8" } )
    points.insert( hashOfPoint( positions.at( longitude, "52.5", true, memory ).point ) );
  QCOMPARE( points.size(), 2 );
}

void PolicePositionsTest::gridCoordinatesStayAsTheyAre()
{
  const PolicePosition position = mPositions.at( "412,345", "287001.5", false, mMemory );
  QVERIFY( !position.fault );
  QCOMPARE( position.point, QgsPointXY( 412345, 287001.5 ) );
}

void PolicePositionsTest::faults_data()
{
  QTest::addColumn<QByteArray>( "x" );
  QTest::addColumn<QByteArray>( "y" );
  QTest::addColumn<bool>( "inDegrees" );
  QTest::addColumn<int>( "reason" );
  const auto row = []( const char *name, const char *x, const char *y, bool inDegrees, RejectReason reason )
  { QTest::newRow( name ) << QByteArray( x ) << QByteArray( y ) << inDegrees << static_cast<int>( reason ); };
  row( "blank", "", "", true, RejectReason::noLocation );
  row( "one of two blank", "-1.9", "", true, RejectReason::coordinateNotReadable );
  row( "words", "east", "north", true, RejectReason::coordinateNotReadable );
  row( "zero", "0", "0.000", true, RejectReason::zeroCoordinate );
  row( "zero on the grid", "0", "0", false, RejectReason::zeroCoordinate );
  row( "exchanged", "52.5", "-1.9", true, RejectReason::coordinateOutOfRange );
  row( "metres for degrees", "407000", "287000", true, RejectReason::coordinateOutOfRange );
  row( "a digit too many", "4070000", "287000", false, RejectReason::coordinateOutOfRange );
}

void PolicePositionsTest::faults()
{
  QFETCH( QByteArray, x );
  QFETCH( QByteArray, y );
  QFETCH( bool, inDegrees );
  QFETCH( int, reason );
  const PolicePosition position = mPositions.at( x.constData(), y.constData(), inDegrees, mMemory );
  QVERIFY( position.fault.has_value() );
  QCOMPARE( static_cast<int>( *position.fault ), reason );
}

COMMUNITYSAFETY_TEST_MAIN( PolicePositionsTest )
#include "policepositions_test.moc"
