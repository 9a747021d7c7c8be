// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/gridframe.h"

using namespace communitysafety::statistics;

class GridFrameTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void cellsRunFromTheNorthWest();
  void centreOfACellLiesInIt();
  void countsSumToTheWeightsInside();
  // edges
  void placesOutsideAreNowhere_data();
  void placesOutsideAreNowhere();
  // refused input
  void lengthsMustMatch();
};

namespace
{

const GridFrame frame{ 100, 80, 10, 3, 2 };

} // namespace

void GridFrameTest::cellsRunFromTheNorthWest()
{
  QCOMPARE( frame.cellAt( 101, 79 ), 0U );
  QCOMPARE( frame.cellAt( 129, 79 ), 2U );
  QCOMPARE( frame.cellAt( 101, 61 ), 3U );
  // A western or northern side belongs to the cell.
  QCOMPARE( frame.cellAt( 110, 80 ), 1U );
  QCOMPARE( frame.cellAt( 100, 70 ), 3U );
}

void GridFrameTest::centreOfACellLiesInIt()
{
  for ( std::size_t row = 0; row < frame.rows; ++row )
    for ( std::size_t column = 0; column < frame.columns; ++column )
      QCOMPARE( std::size_t( frame.cellAt( frame.xOfColumn( column ), frame.yOfRow( row ) ) ), row * 3 + column );
}

void GridFrameTest::countsSumToTheWeightsInside()
{
  GridPoints points =
    pointsOnGrid( frame, std::vector<double>{ 105, 105, 125, 0 }, std::vector<double>{ 75, 75, 65, 75 } );
  QCOMPARE( differenceBetween( countsOnGrid( points, frame.size() ), { 2, 0, 0, 0, 0, 1 } ), QString() );
  points.weight = { 2, 3, 0.5, 9 };
  QCOMPARE( differenceBetween( countsOnGrid( points, frame.size() ), { 5, 0, 0, 0, 0, 0.5 } ), QString() );
  QCOMPARE( differenceBetween( countsOnGrid( points, frame.size(), 2 ), { 13, 0, 0, 0, 0, 0.25 } ), QString() );
}

void GridFrameTest::placesOutsideAreNowhere_data()
{
  QTest::addColumn<double>( "x" );
  QTest::addColumn<double>( "y" );
  QTest::newRow( "west" ) << 99.9 << 75.0;
  QTest::newRow( "east" ) << 130.0 << 75.0;
  QTest::newRow( "north" ) << 105.0 << 80.1;
  QTest::newRow( "south" ) << 105.0 << 60.0;
  QTest::newRow( "missing" ) << missing << 75.0;
}

void GridFrameTest::placesOutsideAreNowhere()
{
  QFETCH( double, x );
  QFETCH( double, y );
  QCOMPARE( frame.cellAt( x, y ), GridFrame::nowhere );
}

void GridFrameTest::lengthsMustMatch()
{
  QCOMPARE( refusalOf(
              [] {
                pointsOnGrid( frame, std::vector<double>{ 1, 2 }, std::vector<double>{ 1 } );
              } ),
            QString( "The length of y is 1; it must be 2." ) );
}

QTEST_GUILESS_MAIN( GridFrameTest )
#include "gridframe_test.moc"
