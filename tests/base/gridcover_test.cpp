// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/gridcover.h"
#include "qgistest.h"

#include <numeric>

using namespace communitysafety::base;
using communitysafety::statistics::GridFrame;
using communitysafety::statistics::missing;

class GridCoverTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void frameCoversTheAreaAtWholeMultiples();
  void sharesSumToTheArea();
  void populationIsKept();
  void regionsHoldTheirCells();
  // edges
  void tinyAreaGoesToItsCell();
  void partBeyondTheFrameIsLeftOut();
  void missingAmountIsLeftOut();
  void cellsThatTouchAtACornerAreTwoRegions();
  void regionKeepsItsHole();
};

namespace
{

QgsGeometry square( double x, double y, double side )
{
  return QgsGeometry::fromRect( QgsRectangle( x, y, x + side, y + side ) );
}

Areas areasOf( const std::vector<QgsGeometry> &geometries )
{
  Areas areas;
  areas.geometry = geometries;
  for ( const QgsGeometry &geometry : geometries )
    areas.squareMetres.push_back( geometry.area() );
  areas.id.resize( geometries.size() );
  return areas;
}

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

const GridFrame tenByTen{ 0, 1000, 100, 10, 10 };

} // namespace

void GridCoverTest::frameCoversTheAreaAtWholeMultiples()
{
  const GridFrame frame = frameOver( QgsRectangle( 130, 250, 480, 590 ), 100 );
  QCOMPARE( frame.xMinimum, 100.0 );
  QCOMPARE( frame.yMaximum, 600.0 );
  QCOMPARE( frame.columns, std::size_t( 4 ) );
  QCOMPARE( frame.rows, std::size_t( 4 ) );
  // A point on the last corner of an area that ends with a cell still has a cell.
  const GridFrame exact = frameOver( QgsRectangle( 0, 0, 300, 300 ), 100 );
  QVERIFY( exact.cellAt( 300, 0 ) != GridFrame::nowhere );
  QVERIFY( exact.cellAt( 0, 300 ) != GridFrame::nowhere );
}

void GridCoverTest::sharesSumToTheArea()
{
  const std::vector<double> share = shareOfCells( tenByTen, { square( 100, 100, 250 ), square( 600, 600, 100 ) } );
  QCOMPARE( sumOf( share ) * tenByTen.cellArea(), 250.0 * 250 + 100 * 100 );
  QCOMPARE( share[tenByTen.cellAt( 150, 150 )], 1.0 );
  QCOMPARE( share[tenByTen.cellAt( 320, 150 )], 0.5 );
  QCOMPARE( share[tenByTen.cellAt( 320, 320 )], 0.25 );
  QCOMPARE( share[tenByTen.cellAt( 50, 50 )], 0.0 );
}

void GridCoverTest::populationIsKept()
{
  const Areas areas = areasOf( { square( 100, 100, 250 ), square( 600, 600, 137 ) } );
  const std::vector<double> people = spreadOverCells( tenByTen, areas, { 1000, 77 } );
  QVERIFY( std::abs( sumOf( people ) - 1077 ) < 1e-9 );
  QVERIFY( std::abs( people[tenByTen.cellAt( 150, 150 )] - 160 ) < 1e-9 );
}

void GridCoverTest::regionsHoldTheirCells()
{
  std::vector<int> labels( tenByTen.size(), 0 );
  for ( const std::size_t cell : { 0, 1, 10, 55, 99 } )
    labels[cell] = cell == 99 ? -1 : 1;
  const std::vector<CellRegion> regions = regionsOfCells( tenByTen, labels );
  QCOMPARE( regions.size(), std::size_t( 3 ) );
  QCOMPARE( regions[0].cells.size(), std::size_t( 3 ) );
  QCOMPARE( regions[0].geometry.area(), 30000.0 );
  QVERIFY( regions[0].geometry.contains( QgsGeometry::fromPointXY( QgsPointXY( 150, 950 ) ) ) );
  QCOMPARE( regions[1].label, 1 );
  QCOMPARE( regions[2].label, -1 );
  QVERIFY( regions[2].geometry.contains( QgsGeometry::fromPointXY( QgsPointXY( 950, 50 ) ) ) );
}

void GridCoverTest::tinyAreaGoesToItsCell()
{
  const std::vector<double> people = spreadOverCells( tenByTen, areasOf( { square( 401, 401, 2 ) } ), { 9 } );
  QCOMPARE( people[tenByTen.cellAt( 402, 402 )], 9.0 );
}

void GridCoverTest::partBeyondTheFrameIsLeftOut()
{
  const std::vector<double> people = spreadOverCells( tenByTen, areasOf( { square( 900, 0, 200 ) } ), { 400 } );
  QVERIFY( std::abs( sumOf( people ) - 200 ) < 1e-9 );
}

void GridCoverTest::missingAmountIsLeftOut()
{
  const Areas areas = areasOf( { square( 100, 100, 200 ), square( 600, 600, 100 ) } );
  QCOMPARE( sumOf( spreadOverCells( tenByTen, areas, { missing, 5 } ) ), 5.0 );
}

void GridCoverTest::cellsThatTouchAtACornerAreTwoRegions()
{
  std::vector<int> labels( tenByTen.size(), 0 );
  labels[0] = labels[11] = 1;
  QCOMPARE( regionsOfCells( tenByTen, labels ).size(), std::size_t( 2 ) );
}

void GridCoverTest::regionKeepsItsHole()
{
  std::vector<int> labels( tenByTen.size(), 0 );
  for ( const std::size_t cell : { 0, 1, 2, 10, 12, 20, 21, 22 } )
    labels[cell] = 1;
  const std::vector<CellRegion> regions = regionsOfCells( tenByTen, labels );
  QCOMPARE( regions.size(), std::size_t( 1 ) );
  QCOMPARE( regions[0].geometry.area(), 80000.0 );
}

COMMUNITYSAFETY_TEST_MAIN( GridCoverTest )
#include "gridcover_test.moc"
