// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "voronoi.h"

#include <QtTest>

#include <cmath>

using namespace communitysafety::samplecity;

namespace
{
double areaOf( const Ring &ring )
{
  double doubled = 0;
  for ( std::size_t i = 0; i < ring.size(); ++i )
  {
    const Point &a = ring[i];
    const Point &b = ring[( i + 1 ) % ring.size()];
    doubled += a.x * b.y - b.x * a.y;
  }
  return doubled / 2;
}

bool hasCorner( const Ring &ring, double x, double y )
{
  for ( const Point &corner : ring )
    if ( std::abs( corner.x - x ) < 1e-9 && std::abs( corner.y - y ) < 1e-9 )
      return true;
  return false;
}
} // namespace

class SampleVoronoiTest : public QObject
{
  Q_OBJECT

private slots:
  void twoSitesShareTheMiddleLine();
  void fourSitesMeetInTheMiddle();
  void loneSiteKeepsItsSquare();
  void cornersComputedTwiceBecomeOne();
  void cornersThatFallTogetherAreKeptOnce();
};

void SampleVoronoiTest::twoSitesShareTheMiddleLine()
{
  const std::vector<Point> sites{ { 0, 0 }, { 10, 0 } };
  const Ring left = voronoiCell( sites, 0, 20 );
  QCOMPARE( areaOf( left ), 25.0 * 40 );
  QVERIFY( hasCorner( left, 5, -20 ) && hasCorner( left, 5, 20 ) );
}

void SampleVoronoiTest::fourSitesMeetInTheMiddle()
{
  const std::vector<Point> sites{ { 0, 0 }, { 10, 0 }, { 10, 10 }, { 0, 10 } };
  for ( std::size_t site = 0; site < sites.size(); ++site )
  {
    const Ring cell = voronoiCell( sites, site, 20 );
    QVERIFY( hasCorner( cell, 5, 5 ) );
    QCOMPARE( areaOf( cell ), 25.0 * 25 );
  }
}

void SampleVoronoiTest::loneSiteKeepsItsSquare() { QCOMPARE( areaOf( voronoiCell( { { 3, 4 } }, 0, 10 ) ), 400.0 ); }

void SampleVoronoiTest::cornersComputedTwiceBecomeOne()
{
  SharedCorners corners;
  const Ring first = corners.share( { { 0, 0 }, { 100.49999, 0 }, { 0, 100 } } );
  const Ring second = corners.share( { { 100.50001, 0 }, { 100, 100 }, { 0, 100 } } );
  QCOMPARE( first[1].x, 100.0 );
  QCOMPARE( second[0].x, first[1].x );
}

void SampleVoronoiTest::cornersThatFallTogetherAreKeptOnce()
{
  SharedCorners corners;
  QCOMPARE( corners.share( { { 0, 0 }, { 1, 0 }, { 100, 0 }, { 0, 100 }, { 0, 1 } } ).size(), std::size_t( 3 ) );
}

QTEST_GUILESS_MAIN( SampleVoronoiTest )
#include "samplevoronoi_test.moc"
