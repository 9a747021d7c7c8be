// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/arealshares.h"
#include "statistics/pointreach.h"

#include <cmath>

using namespace communitysafety::statistics;

class PointReachTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void pointNearABorderIsUncertainOnBothSides();
  void pointWellInsideAddsNothing();
  void pointWithoutCountHoldsNobody();
  void placesOutsideTheSourceDoNotCount();
  void ratesThatAreEqualMakeNoDifference();
  // laws
  void placesFillTheDiscEvenly();
  // refused input
  void differentLengthsAreRefused();
};

namespace
{

//! A source of 100 people at two points of 25 and 75; the places of the first lie half in each of two targets.
PointReach twoPoints()
{
  PointReach points;
  points.source = { 0, 0 };
  points.target = { 0, 0 };
  points.count = { 25, 75 };
  points.placeTarget = { 0, 0, 1, 1, 0, 0, 0, 0 };
  points.isInSource.assign( 8, true );
  return points;
}

} // namespace

void PointReachTest::pointNearABorderIsUncertainOnBothSides()
{
  // Half of 25 people: (0.25 × 0.5)² of the source, 12.5 people of 100.
  const std::vector<Overlap> variance = reachVariance( twoPoints(), 1 );
  QCOMPARE( variance.size(), std::size_t( 2 ) );
  QCOMPARE( variance[1].target, std::size_t( 1 ) );
  QCOMPARE( variance[1].share, 0.125 * 0.125 );
  QCOMPARE( differenceBetween( reachCountErrors( variance, std::vector<double>{ 100 }, 3 ), { 12.5, 12.5, 0 } ),
            QString() );
}

void PointReachTest::pointWellInsideAddsNothing()
{
  PointReach points = twoPoints();
  points.placeTarget.assign( 8, 0 );
  QVERIFY( reachVariance( points, 1 ).empty() );
  points.target.assign( 2, noArea );
  points.placeTarget.assign( 8, noArea );
  QVERIFY( reachVariance( points, 1 ).empty() );
}

void PointReachTest::pointWithoutCountHoldsNobody()
{
  PointReach points = twoPoints();
  points.count[1] = missing;
  const std::vector<Overlap> variance = reachVariance( points, 1 );
  QCOMPARE( variance.size(), std::size_t( 2 ) );
  QCOMPARE( variance[0].share, 0.25 );
}

void PointReachTest::placesOutsideTheSourceDoNotCount()
{
  PointReach points = twoPoints();
  points.isInSource[2] = points.isInSource[3] = false;
  QVERIFY( reachVariance( points, 1 ).empty() );
  points.isInSource.assign( 8, false );
  QVERIFY( reachVariance( points, 1 ).empty() );
}

void PointReachTest::ratesThatAreEqualMakeNoDifference()
{
  const std::vector<Overlap> variance = reachVariance( twoPoints(), 1 );
  const std::vector<double> rate{ 0.3 }, people{ 100 };
  // 12.5 people whose rate is 0.1 above that of the 200 in the second target.
  QCOMPARE( differenceBetween( reachRateErrors( variance, rate, people, std::vector<double>{ 0.3, 0.2, missing },
                                                std::vector<double>{ 50, 200, 0 } ),
                               { 0, 12.5 * 0.1 / 200, missing } ),
            QString() );
}

void PointReachTest::placesFillTheDiscEvenly()
{
  const DiscPlaces places = placesInDisc( 400 );
  double inner = 0;
  double x = 0;
  double y = 0;
  for ( std::size_t place = 0; place < places.x.size(); ++place )
  {
    const double radius = std::hypot( places.x[place], places.y[place] );
    QVERIFY( radius < 1 );
    inner += radius * radius < 0.5 ? 1 : 0;
    x += places.x[place] / 400;
    y += places.y[place] / 400;
  }
  QCOMPARE( inner, 200.0 );
  QVERIFY2( std::hypot( x, y ) < 0.01, qPrintable( QString::number( std::hypot( x, y ) ) ) );
}

void PointReachTest::differentLengthsAreRefused()
{
  PointReach points = twoPoints();
  points.count.pop_back();
  QCOMPARE( refusalOf( [&] { reachVariance( points, 1 ); } ),
            QStringLiteral( "The length of count is 1; it must be 2." ) );
}

QTEST_GUILESS_MAIN( PointReachTest )
#include "pointreach_test.moc"
