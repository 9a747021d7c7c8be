// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areacontinuity.h"
#include "base/separateoutlines.h"
#include "testrun.h"

#include <array>

using namespace communitysafety::base;
using communitysafety::test::refusal;
using communitysafety::test::TestRun;

namespace
{

//! West, south, east and north of each.
Areas squares( const std::vector<std::array<double, 4>> &rectangles )
{
  Areas areas;
  areas.crs = QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:27700" ) );
  for ( const std::array<double, 4> &edges : rectangles )
  {
    const QgsRectangle rectangle( edges[0], edges[1], edges[2], edges[3] );
    areas.geometry.push_back( QgsGeometry::fromRect( rectangle ) );
    areas.id.push_back( QString( QChar( 'A' + int( areas.id.size() ) ) ) );
    areas.row.push_back( qint64( areas.row.size() ) + 1 );
    areas.squareMetres.push_back( rectangle.area() );
  }
  return areas;
}

std::vector<Continuation> continuationsOf( const Areas &now, const Areas &before, double least )
{
  return continuations( overlaps( now.geometry, before.geometry, {} ), now.squareMetres, before.squareMetres, least );
}

} // namespace

class AreaContinuityTest : public QObject
{
  Q_OBJECT

private slots:
  void groundIsHandedOnOnceTheBestPairFirst();
  void leastOverlapDecides();
  void newIdsFollowTheHighest();
  void outlinesBesideEachOtherAreSeparate();
  void slightOverlapIsTold();
  void halfAnOutlineInAnotherIsRefused();
};

void AreaContinuityTest::groundIsHandedOnOnceTheBestPairFirst()
{
  // Before: one of 0 to 10. Now: 0 to 6 and 6 to 10.
  const std::vector<Continuation> found = continuationsOf( squares( { { { 6, 0, 10, 10 } }, { { 0, 0, 6, 10 } } } ),
                                                           squares( { { { 0, 0, 10, 10 } } } ), 0.25 );
  QCOMPARE( found.size(), std::size_t( 1 ) );
  QCOMPARE( found[0].now, std::size_t( 1 ) );
  QVERIFY( std::fabs( found[0].jaccard - 0.6 ) < 1e-12 );
}

void AreaContinuityTest::leastOverlapDecides()
{
  const Areas now = squares( { { { 0, 0, 3, 10 } } } ), before = squares( { { { 0, 0, 10, 10 } } } );
  QCOMPARE( continuationsOf( now, before, 0.29 ).size(), std::size_t( 1 ) );
  QCOMPARE( continuationsOf( now, before, 0.31 ).size(), std::size_t( 0 ) );
}

void AreaContinuityTest::newIdsFollowTheHighest()
{
  NewIds ids( { "N03", "N11", "Byker", "N2x" } );
  QCOMPARE( ids.next(), QStringLiteral( "N12" ) );
  QCOMPARE( ids.next(), QStringLiteral( "N13" ) );
  QCOMPARE( NewIds( {} ).next(), QStringLiteral( "N01" ) );
}

void AreaContinuityTest::outlinesBesideEachOtherAreSeparate()
{
  TestRun test;
  requireSeparateOutlines( test.run, squares( { { { 0, 0, 10, 10 } }, { { 10, 0, 20, 10 } } } ), "layer", "So what.",
                           {} );
  QVERIFY( test.feedback.warnings.isEmpty() );
}

void AreaContinuityTest::slightOverlapIsTold()
{
  TestRun test;
  requireSeparateOutlines( test.run, squares( { { { 0, 0, 10, 10 } }, { { 9, 0, 19, 10 } } } ), "layer", "So what.",
                           {} );
  QCOMPARE( test.feedback.warnings.size(), 1 );
  QVERIFY2( test.feedback.warnings[0].contains( "‘A’ and ‘B’ share 10 % of the smaller one. So what." ),
            qPrintable( test.feedback.everything() ) );
}

void AreaContinuityTest::halfAnOutlineInAnotherIsRefused()
{
  TestRun test;
  const QString sentence = refusal(
    [&test] {
      requireSeparateOutlines( test.run, squares( { { { 0, 0, 10, 10 } }, { { 5, 0, 15, 10 } } } ), "layer", {}, {} );
    } );
  QVERIFY2( sentence.contains( "‘A’ and ‘B’ of the layer ‘layer’ share 50 %" ), qPrintable( sentence ) );
}

COMMUNITYSAFETY_TEST_MAIN( AreaContinuityTest )
#include "areacontinuity_test.moc"
