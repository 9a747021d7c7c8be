// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/polygonclip.h"
#include "statistics/randomstream.h"

#include <cmath>

using namespace communitysafety::statistics;

Q_DECLARE_METATYPE( Ring )

class PolygonClipTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void areaOfARing_data();
  void areaOfARing();
  void convexRings_data();
  void convexRings();
  void slantedSideCutsACellInHalf();
  void holeIsNoCommonGround();
  void hexagonTakesItsPart();
  // laws
  void cellsOfAGridShareOutThePolygon_data();
  void cellsOfAGridShareOutThePolygon();
  void cellsMayOverlapEachOther();
  // edges
  void nothingHasNothingInCommon();
};

namespace
{

Ring square( double x, double y, double side )
{
  return { { x, y }, { x + side, y }, { x + side, y + side }, { x, y + side } };
}

//! A star with \a corners corners, neither convex nor regular, anticlockwise around the origin.
Ring star( std::size_t corners, double radius )
{
  RandomStream stream( 11 );
  Ring ring;
  for ( std::size_t corner = 0; corner < corners; ++corner )
  {
    const double angle = 6.283185307179586 * double( corner ) / double( corners );
    const double reach = radius * ( 0.3 + 0.7 * stream.uniform() );
    ring.push_back( { reach * std::cos( angle ), reach * std::sin( angle ) } );
  }
  return ring;
}

std::vector<Ring> gridOver( double half, int cells )
{
  std::vector<Ring> grid;
  const double side = 2 * half / cells;
  for ( int row = 0; row < cells; ++row )
    for ( int column = 0; column < cells; ++column )
      grid.push_back( square( -half + column * side, -half + row * side, side ) );
  return grid;
}

std::vector<const Ring *> pointersTo( const std::vector<Ring> &rings )
{
  std::vector<const Ring *> pointers;
  for ( const Ring &ring : rings )
    pointers.push_back( &ring );
  return pointers;
}

double sum( const std::vector<double> &numbers )
{
  double total = 0;
  for ( const double number : numbers )
    total += number;
  return total;
}

} // namespace

void PolygonClipTest::areaOfARing_data()
{
  QTest::addColumn<Ring>( "ring" );
  QTest::addColumn<double>( "area" );
  QTest::newRow( "anticlockwise" ) << Ring{ { 0, 0 }, { 4, 0 }, { 4, 3 } } << 6.0;
  QTest::newRow( "clockwise" ) << Ring{ { 0, 0 }, { 4, 3 }, { 4, 0 } } << -6.0;
  QTest::newRow( "far from the origin" ) << square( 430000, 290000, 0.001 ) << 1e-6;
  QTest::newRow( "two corners" ) << Ring{ { 0, 0 }, { 4, 3 } } << 0.0;
}

void PolygonClipTest::areaOfARing()
{
  QFETCH( Ring, ring );
  QFETCH( double, area );
  // Coordinates of half a million carry ten digits after the point.
  QVERIFY2( std::fabs( signedArea( ring ) - area ) <= 1e-9, qPrintable( QString::number( signedArea( ring ) ) ) );
}

void PolygonClipTest::convexRings_data()
{
  QTest::addColumn<Ring>( "ring" );
  QTest::addColumn<bool>( "convex" );
  QTest::newRow( "square" ) << square( 5, 5, 2 ) << true;
  QTest::newRow( "square with a corner on a side" ) << Ring{ { 0, 0 }, { 1, 0 }, { 2, 0 }, { 2, 2 }, { 0, 2 } } << true;
  QTest::newRow( "clockwise" ) << Ring{ { 0, 0 }, { 0, 2 }, { 2, 2 }, { 2, 0 } } << false;
  QTest::newRow( "arrow" ) << Ring{ { 0, 0 }, { 4, 2 }, { 0, 4 }, { 1, 2 } } << false;
  QTest::newRow( "pentagram" ) << Ring{
    { 0, 1 }, { -0.588, -0.809 }, { 0.951, 0.309 }, { -0.951, 0.309 }, { 0.588, -0.809 }
  } << false;
  QTest::newRow( "nothing" ) << Ring{} << false;
}

void PolygonClipTest::convexRings()
{
  QFETCH( Ring, ring );
  QFETCH( bool, convex );
  QCOMPARE( isConvex( ring ), convex );
}

void PolygonClipTest::slantedSideCutsACellInHalf()
{
  const std::vector<Ring> triangle{ { { 0, 0 }, { 2, 0 }, { 0, 2 } } };
  const std::vector<Ring> cells{ square( 0, 0, 1 ), square( 1, 0, 1 ), square( 0, 1, 1 ), square( 1, 1, 1 ) };
  QCOMPARE( differenceBetween( commonGround( triangle, pointersTo( cells ) ), ( std::vector<double>{ 1, 0.5, 0.5, 0 } ),
                               1e-15 ),
            QString() );
}

void PolygonClipTest::holeIsNoCommonGround()
{
  Ring hole = square( 1, 1, 2 );
  std::reverse( hole.begin(), hole.end() );
  const std::vector<Ring> frame{ square( 0, 0, 4 ), hole };
  const std::vector<Ring> cells{ square( 1.5, 1.5, 1 ), square( 0, 0, 2 ), square( 0, 0, 4 ) };
  QCOMPARE( differenceBetween( commonGround( frame, pointersTo( cells ) ), ( std::vector<double>{ 0, 3, 12 } ), 1e-12 ),
            QString() );
}

void PolygonClipTest::hexagonTakesItsPart()
{
  const double height = std::sqrt( 3.0 );
  const std::vector<Ring> hexagon{
    { { 2, 0 }, { 1, height }, { -1, height }, { -2, 0 }, { -1, -height }, { 1, -height } }
  };
  const std::vector<Ring> half{ square( 0, -5, 10 ) };
  QCOMPARE( differenceBetween( commonGround( half, pointersTo( hexagon ) ), std::vector<double>{ 3 * height }, 1e-12 ),
            QString() );
}

void PolygonClipTest::cellsOfAGridShareOutThePolygon_data()
{
  QTest::addColumn<int>( "corners" );
  QTest::addColumn<int>( "cells" );
  QTest::newRow( "a few large cells" ) << 7 << 3;
  QTest::newRow( "many small cells" ) << 7 << 90;
  QTest::newRow( "many corners" ) << 3000 << 4;
  QTest::newRow( "many of both" ) << 3000 << 90;
}

void PolygonClipTest::cellsOfAGridShareOutThePolygon()
{
  QFETCH( int, corners );
  QFETCH( int, cells );
  const std::vector<Ring> polygon{ star( std::size_t( corners ), 100 ) };
  const std::vector<Ring> grid = gridOver( 100, cells );
  const std::vector<double> ground = commonGround( polygon, pointersTo( grid ) );
  const double whole = signedArea( polygon.front() );
  QVERIFY2( std::fabs( sum( ground ) - whole ) < 1e-11 * whole,
            qPrintable( QString::number( sum( ground ) - whole ) ) );
  // Each cell alone is cut in one go, without any halving.
  double largestDifference = 0;
  for ( std::size_t cell = 0; cell < grid.size(); cell += 7 )
    largestDifference =
      std::max( largestDifference, std::fabs( commonGround( polygon, { &grid[cell] } ).front() - ground[cell] ) );
  QVERIFY2( largestDifference < 1e-11 * whole, qPrintable( QString::number( largestDifference ) ) );
}

void PolygonClipTest::cellsMayOverlapEachOther()
{
  const std::vector<Ring> polygon{ star( 500, 100 ) };
  std::vector<Ring> cells = gridOver( 100, 20 );
  for ( const Ring &cell : gridOver( 100, 13 ) )
    cells.push_back( cell );
  const double whole = signedArea( polygon.front() );
  const double both = sum( commonGround( polygon, pointersTo( cells ) ) );
  QVERIFY2( std::fabs( both - 2 * whole ) < 1e-11 * whole, qPrintable( QString::number( both / whole ) ) );
}

void PolygonClipTest::nothingHasNothingInCommon()
{
  const std::vector<Ring> cells{ square( 0, 0, 1 ) };
  QCOMPARE( differenceBetween( commonGround( {}, pointersTo( cells ) ), std::vector<double>{ 0 }, 0 ), QString() );
  QVERIFY( commonGround( { star( 9, 1 ) }, {} ).empty() );
}

QTEST_GUILESS_MAIN( PolygonClipTest )
#include "polygonclip_test.moc"
