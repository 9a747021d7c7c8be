// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/halfspacecounter.h"

#include "expectations.h"
#include "statistics/randomstream.h"

using namespace communitysafety::statistics;

class HalfspaceCounterTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void countsBothSidesOfAPlane();
  // laws
  void agreesWithOneByOne_data();
  void agreesWithOneByOne();
  // edges
  void pointsOnThePlaneCountOnBothSides();
  void noPointsCountNothing();
};

void HalfspaceCounterTest::countsBothSidesOfAPlane()
{
  const HalfspaceCounter counter( { 0, 0, 1, 0, 0, 1, 1, 1 }, 2 );
  // x + y between 0.5 and 1.5.
  const HalfspaceCounter::Counts counts = counter.count( { 1, 1 }, 0.5, 1.5 );
  QCOMPARE( counts.atLeast, std::size_t( 3 ) );
  QCOMPARE( counts.atMost, std::size_t( 3 ) );
}

void HalfspaceCounterTest::agreesWithOneByOne_data()
{
  QTest::addColumn<int>( "dimensions" );
  QTest::addColumn<bool>( "whole" );
  QTest::newRow( "line" ) << 1 << false;
  QTest::newRow( "plane" ) << 2 << false;
  QTest::newRow( "plane of whole numbers, many of them equal" ) << 2 << true;
  QTest::newRow( "four dimensions" ) << 4 << false;
}

void HalfspaceCounterTest::agreesWithOneByOne()
{
  QFETCH( int, dimensions );
  QFETCH( bool, whole );
  RandomStream stream( 11 );
  std::vector<double> points;
  for ( int number = 0; number < 3000 * dimensions; ++number )
    points.push_back( whole ? std::floor( stream.uniform() * 6 ) : stream.normal() );
  const std::size_t sides = static_cast<std::size_t>( dimensions );
  const HalfspaceCounter counter( points, sides );
  for ( int plane = 0; plane < 200; ++plane )
  {
    std::vector<double> normal;
    for ( std::size_t side = 0; side < sides; ++side )
      normal.push_back( whole ? std::floor( stream.uniform() * 5 ) - 2 : stream.normal() );
    const double limit = whole ? std::floor( stream.uniform() * 9 ) : stream.normal();
    std::size_t atLeast = 0, atMost = 0;
    for ( std::size_t point = 0; point < points.size(); point += sides )
    {
      double product = 0;
      for ( std::size_t side = 0; side < sides; ++side )
        product += normal[side] * points[point + side];
      atLeast += product >= limit - 1e-9 ? 1 : 0;
      atMost += product <= limit + 1e-9 ? 1 : 0;
    }
    const HalfspaceCounter::Counts counts = counter.count( normal, limit - 1e-9, limit + 1e-9 );
    QCOMPARE( counts.atLeast, atLeast );
    QCOMPARE( counts.atMost, atMost );
  }
}

void HalfspaceCounterTest::pointsOnThePlaneCountOnBothSides()
{
  const HalfspaceCounter counter( std::vector<double>( 200, 4.0 ), 2 );
  const HalfspaceCounter::Counts counts = counter.count( { 1, -1 }, 0, 0 );
  QCOMPARE( counts.atLeast, std::size_t( 100 ) );
  QCOMPARE( counts.atMost, std::size_t( 100 ) );
}

void HalfspaceCounterTest::noPointsCountNothing()
{
  const HalfspaceCounter::Counts counts = HalfspaceCounter( {}, 2 ).count( { 1, 1 }, 0, 0 );
  QCOMPARE( counts.atLeast + counts.atMost, std::size_t( 0 ) );
}

QTEST_GUILESS_MAIN( HalfspaceCounterTest )
#include "halfspacecounter_test.moc"
