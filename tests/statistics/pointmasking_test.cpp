// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/mappointmask.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <map>
#include <numeric>

using namespace communitysafety::statistics;

class PointMaskingTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked values
  void peopleAreCountedToTheBorder();
  void donutLiesBetweenItsRadii();
  void squaresGrowUntilTheyHoldEnough();
  void smallMapPointsMerge();
  // laws
  void everyMaskReachesTheAnonymityItTells_data();
  void everyMaskReachesTheAnonymityItTells();
  void orderAndThreadsDoNotMatter_data();
  void orderAndThreadsDoNotMatter();
  void samePlaceStaysTogether();
  void anotherSeedMovesElsewhere();
  // edges
  void placesThatMayNotBeShownAreAvoided();
  void donutWithoutAnyPlaceIsMissing();
  void peopleAroundTheOriginShareOneSquare();
  void mapPointsOnALineAreFoundFromAfar();
  // refused input
  void refuses();
};

namespace
{

constexpr double least = 8;

MaskPeople town( std::size_t size, std::uint64_t seed )
{
  RandomStream stream( seed );
  MaskPeople people;
  for ( std::size_t place = 0; place < size; ++place )
  {
    // Dense in the middle, a few farms around it.
    const double spread = place % 10 == 0 ? 5000 : 600;
    people.x.push_back( 400000 + spread * stream.normal() );
    people.y.push_back( 300000 + spread * stream.normal() );
    people.count.push_back( 1 + double( place % 3 ) );
  }
  return people;
}

enum Method
{
  donut,
  grid,
  mapPoints
};

MaskedPoints mask( int method, Column x, Column y, const MaskPeople &people, unsigned threads = 0,
                   std::uint64_t seed = 1 )
{
  if ( method == grid )
    return gridMask( x, y, people, 50, least );
  if ( method == mapPoints )
    return mapPointMask( x, y, people, Column( nullptr, 0 ), Column( nullptr, 0 ), 100, least );
  DonutOptions options;
  options.least = least;
  options.threads = threads;
  options.seed = seed;
  return donutMask( x, y, PeopleIndex( people ), options );
}

void addMethods()
{
  QTest::addColumn<int>( "method" );
  QTest::newRow( "donut" ) << int( donut );
  QTest::newRow( "grid" ) << int( grid );
  QTest::newRow( "map points" ) << int( mapPoints );
}

} // namespace

void PointMaskingTest::peopleAreCountedToTheBorder()
{
  const PeopleIndex index( { { 0, 3, 0, 10 }, { 0, 4, 6, 0 }, { 1, 2, 4, 8 } } );
  QCOMPARE( index.total(), 15.0 );
  QCOMPARE( index.within( 0, 0, 4.9 ), 1.0 );
  QCOMPARE( index.within( 0, 0, 5 ), 3.0 );
  QCOMPARE( index.within( 0, 0, 100 ), 15.0 );
  QCOMPARE( index.radiusWith( 0, 0, 1 ), 0.0 );
  QCOMPARE( index.radiusWith( 0, 0, 4 ), 6.0 );
  QCOMPARE( index.radiusWith( -1000, 0, 15 ), 1010.0 );
}

void PointMaskingTest::donutLiesBetweenItsRadii()
{
  // A lattice of one person every 10 m: 8 within 14.2 m (with corners), 40 within about 36 m.
  MaskPeople people;
  for ( int column = -30; column <= 30; ++column )
    for ( int row = -30; row <= 30; ++row )
    {
      people.x.push_back( 10 * column );
      people.y.push_back( 10 * row );
      people.count.push_back( 1 );
    }
  const PeopleIndex index( people );
  QVERIFY( std::fabs( index.radiusWith( 0, 0, 8 ) - std::sqrt( 200.0 ) ) < 1e-9 );
  std::vector<double> x, y;
  for ( int point = 0; point < 400; ++point )
  {
    x.push_back( 0.1 * ( point % 20 ) );
    y.push_back( 0.1 * ( point / 20 ) );
  }
  const MaskedPoints masked = mask( donut, x, y, people );
  double nearest = 1e9, farthest = 0;
  for ( std::size_t point = 0; point < x.size(); ++point )
  {
    const double distance = std::hypot( masked.x[point] - x[point], masked.y[point] - y[point] );
    nearest = std::min( nearest, distance );
    farthest = std::max( farthest, distance );
  }
  QVERIFY2( nearest > 11 && nearest < 20, qPrintable( QString::number( nearest ) ) );
  QVERIFY2( farthest > 33 && farthest < 40, qPrintable( QString::number( farthest ) ) );
}

void PointMaskingTest::squaresGrowUntilTheyHoldEnough()
{
  // Eight people in the square of 50 m at the origin; four and four in squares that share one of 100 m with it.
  const MaskPeople people{ { 10, 60, 70 }, { 10, 10, 70 }, { 8, 4, 4 } };
  const std::vector<double> x{ 11, 61, 71 }, y{ 11, 11, 71 };
  const MaskedPoints masked = gridMask( x, y, people, 50, 8 );
  QCOMPARE( differenceBetween( masked.x, { 25, 50, 50 } ), QString() );
  QCOMPARE( differenceBetween( masked.y, { 25, 50, 50 } ), QString() );
  QCOMPARE( differenceBetween( masked.anonymity, { 8, 8, 8 } ), QString() );
  // With nine asked for, nothing is left over anywhere but together.
  QCOMPARE( differenceBetween( gridMask( x, y, people, 50, 9 ).anonymity, { 16, 16, 16 } ), QString() );
  // Two of those left over are too few for a square and go to the nearest one.
  const MaskedPoints few = gridMask( x, y, { people.x, people.y, { 8, 1, 1 } }, 50, 8 );
  QCOMPARE( differenceBetween( few.x, { 25, 25, 25 } ), QString() );
  QCOMPARE( differenceBetween( few.anonymity, { 10, 10, 10 } ), QString() );
}

void PointMaskingTest::smallMapPointsMerge()
{
  const MaskPeople people{ { 0, 100, 200, 300 }, { 0, 0, 0, 0 }, { 9, 3, 6, 20 } };
  const std::vector<double> mapX{ 0, 100, 200, 300 }, mapY{ 0, 0, 0, 0 };
  const std::vector<double> x{ 10, 90, 190, 310 }, y{ 0, 0, 0, 0 };
  // 100 goes first, its people to the equally far 0; then 200 to 300.
  const MaskedPoints masked = mapPointMask( x, y, people, mapX, mapY, 100, 8 );
  QCOMPARE( differenceBetween( masked.x, { 0, 0, 300, 300 } ), QString() );
  QCOMPARE( differenceBetween( masked.anonymity, { 12, 12, 26, 26 } ), QString() );
}

void PointMaskingTest::everyMaskReachesTheAnonymityItTells_data() { addMethods(); }

void PointMaskingTest::everyMaskReachesTheAnonymityItTells()
{
  QFETCH( int, method );
  const MaskPeople people = town( 600, 4 );
  // The people mask themselves, so that who goes to the same place can be counted.
  const MaskedPoints masked = mask( method, people.x, people.y, people );
  std::map<std::pair<double, double>, double> together;
  for ( std::size_t place = 0; place < people.size(); ++place )
    together[{ masked.x[place], masked.y[place] }] += people.count[place];
  const PeopleIndex index( people );
  for ( std::size_t place = 0; place < people.size(); ++place )
  {
    QVERIFY( masked.anonymity[place] >= least );
    const double distance = std::hypot( masked.x[place] - people.x[place], masked.y[place] - people.y[place] );
    if ( method != donut )
    {
      QCOMPARE( masked.anonymity[place], ( together[{ masked.x[place], masked.y[place] }] ) );
      continue;
    }
    QVERIFY( masked.nearer[place] >= least );
    QCOMPARE( masked.nearer[place], index.within( masked.x[place], masked.y[place], distance + 1e-6 ) );
  }
}

void PointMaskingTest::orderAndThreadsDoNotMatter_data() { addMethods(); }

void PointMaskingTest::orderAndThreadsDoNotMatter()
{
  QFETCH( int, method );
  const MaskPeople people = town( 400, 2 );
  MaskPeople turned = people;
  std::reverse( turned.x.begin(), turned.x.end() );
  std::reverse( turned.y.begin(), turned.y.end() );
  std::reverse( turned.count.begin(), turned.count.end() );
  MaskedPoints one = mask( method, people.x, people.y, people, 1 ),
               other = mask( method, turned.x, turned.y, turned, 4 );
  std::reverse( other.x.begin(), other.x.end() );
  std::reverse( other.y.begin(), other.y.end() );
  QVERIFY( one.x == other.x && one.y == other.y );
}

void PointMaskingTest::samePlaceStaysTogether()
{
  const std::vector<double> x{ 400010, 400200, 400010 }, y{ 300010, 300200, 300010 };
  const MaskedPoints masked = mask( donut, x, y, town( 400, 2 ) );
  QCOMPARE( masked.x[0], masked.x[2] );
  QVERIFY( masked.x[0] != masked.x[1] );
}

void PointMaskingTest::anotherSeedMovesElsewhere()
{
  const std::vector<double> x{ 400010 }, y{ 300010 };
  const MaskPeople people = town( 400, 2 );
  QVERIFY( mask( donut, x, y, people, 0, 1 ).x != mask( donut, x, y, people, 0, 2 ).x );
}

void PointMaskingTest::placesThatMayNotBeShownAreAvoided()
{
  const MaskPeople people = town( 400, 2 );
  const MaskedPoints masked =
    donutMask( people.x, people.y, PeopleIndex( people ), {}, []( double x, double ) { return x < 400000; } );
  int found = 0;
  for ( std::size_t place = 0; place < people.size(); ++place )
    if ( !isMissing( masked.x[place] ) && ++found > 0 )
      QVERIFY( masked.x[place] < 400000 );
  QVERIFY( found > 300 );
}

void PointMaskingTest::donutWithoutAnyPlaceIsMissing()
{
  const MaskPeople people = town( 50, 2 );
  const MaskedPoints masked =
    donutMask( people.x, people.y, PeopleIndex( people ), {}, []( double, double ) { return false; } );
  QCOMPARE( countPresent( masked.x ), std::size_t( 0 ) );
  QCOMPARE( countPresent( masked.anonymity ), std::size_t( 0 ) );
}

void PointMaskingTest::peopleAroundTheOriginShareOneSquare()
{
  // Squares lie in each other from the origin on, so that none holds more than the three of a quadrant.
  const MaskPeople people{ { 10, -10, 10, -10 }, { 10, 10, -10, -10 }, { 3, 3, 3, 3 } };
  const MaskedPoints masked = gridMask( people.x, people.y, people, 50, 8 );
  QCOMPARE( differenceBetween( masked.x, { 0, 0, 0, 0 } ), QString() );
  QCOMPARE( differenceBetween( masked.anonymity, { 12, 12, 12, 12 } ), QString() );
}

void PointMaskingTest::mapPointsOnALineAreFoundFromAfar()
{
  // A straight street along the x axis; the people live far from it.
  const std::vector<double> mapX{ 0, 50000, 100000 }, mapY{ 0, 0, 0 };
  const MaskPeople people{ { 1000, 52000, 99000 }, { 2e6, 2e6, 2e6 }, { 9, 9, 9 } };
  const MaskedPoints masked = mapPointMask( people.x, people.y, people, mapX, mapY, 50, 8 );
  QCOMPARE( differenceBetween( masked.x, mapX ), QString() );
  QCOMPARE( differenceBetween( masked.anonymity, { 9, 9, 9 } ), QString() );
}

void PointMaskingTest::refuses()
{
  const std::vector<double> x{ 0 }, y{ 0 };
  const MaskPeople few{ { 0, 1 }, { 0, 1 }, { 3, 4 } };
  for ( const int method : { donut, grid, mapPoints } )
    QVERIFY( refusalOf( [&] { mask( method, x, y, few ); } ).contains( QStringLiteral( "7" ) ) );
  const MaskPeople nobody{ { 0 }, { 0 }, { 0 } };
  QVERIFY( refusalOf( [&] { PeopleIndex{ nobody }; } ).contains( QStringLiteral( "people" ) ) );
  const std::vector<double> lost{ missing };
  QVERIFY( refusalOf( [&] { mask( grid, lost, y, town( 50, 1 ) ); } ).contains( QStringLiteral( "points" ) ) );
}

QTEST_GUILESS_MAIN( PointMaskingTest )
#include "pointmasking_test.moc"
