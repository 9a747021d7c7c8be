// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/regionmatch.h"

using namespace communitysafety::statistics;

Q_DECLARE_METATYPE( RegionPlaces )

class RegionMatchTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void jaccardIsCommonOfEither_data();
  void jaccardIsCommonOfEither();
  void largestJaccardIsTheMatch();
  void twoMayGrowTogether();
  void ranksCountThoseFoundBefore();
  void allTogetherAreOneArea();
  // edges
  void littleInCommonIsNoMatch();
  void nothingFoundIsNoMatch();
  void nothingAgainstNothingAgrees();
};

void RegionMatchTest::jaccardIsCommonOfEither_data()
{
  QTest::addColumn<RegionPlaces>( "one" );
  QTest::addColumn<RegionPlaces>( "other" );
  QTest::addColumn<double>( "jaccard" );
  QTest::newRow( "the same" ) << RegionPlaces{ 1, 2, 3 } << RegionPlaces{ 1, 2, 3 } << 1.0;
  QTest::newRow( "two of four" ) << RegionPlaces{ 1, 2, 3 } << RegionPlaces{ 2, 3, 4 } << 0.5;
  QTest::newRow( "nothing in common" ) << RegionPlaces{ 1 } << RegionPlaces{ 2 } << 0.0;
  QTest::newRow( "one is empty" ) << RegionPlaces{} << RegionPlaces{ 2 } << 0.0;
  QTest::newRow( "both are empty" ) << RegionPlaces{} << RegionPlaces{} << 0.0;
}

void RegionMatchTest::jaccardIsCommonOfEither()
{
  QFETCH( RegionPlaces, one );
  QFETCH( RegionPlaces, other );
  QFETCH( double, jaccard );
  QCOMPARE( jaccardOfPlaces( one, other ), jaccard );
  QCOMPARE( jaccardOfPlaces( other, one ), jaccard );
}

void RegionMatchTest::largestJaccardIsTheMatch()
{
  const std::vector<RegionMatch> matches =
    matchRegions( overlapsOf( { { 1, 2, 3, 4 } }, { { 1, 2 }, { 2, 3, 4, 5 }, { 9 } } ) );
  QCOMPARE( *matches[0].region, std::size_t( 1 ) );
  QCOMPARE( matches[0].jaccard, 0.6 );
}

void RegionMatchTest::twoMayGrowTogether()
{
  const std::vector<RegionMatch> matches = matchRegions( overlapsOf( { { 1, 2 }, { 3, 4 } }, { { 1, 2, 3, 4 } } ) );
  QCOMPARE( matches[0].jaccard, 0.5 );
  QCOMPARE( matches[1].jaccard, 0.5 );
  QCOMPARE( ranksOfMatches( matches ), ( std::vector<double>{ 1, 1 } ) );
}

void RegionMatchTest::ranksCountThoseFoundBefore()
{
  const std::vector<RegionMatch> matches{ { 2, 0.9 }, { 0, 0.9 }, {}, {} };
  QCOMPARE( ranksOfMatches( matches ), ( std::vector<double>{ 2, 1, 3, 3 } ) );
}

void RegionMatchTest::allTogetherAreOneArea()
{
  // 4 places, 5 found, 3 in common.
  QCOMPARE( jaccardOfAll( overlapsOf( { { 1, 2 }, { 3, 4 } }, { { 2, 3 }, { 4, 5, 6 } } ) ), 0.5 );
}

void RegionMatchTest::littleInCommonIsNoMatch()
{
  RegionOverlaps overlaps{ { 10 }, { 10 }, { { 4.6 } } };
  QVERIFY( !matchRegions( overlaps )[0].region );
  QCOMPARE( matchRegions( overlaps )[0].jaccard, 0.0 );
  overlaps.common[0][0] = 4.7;
  QVERIFY( matchRegions( overlaps )[0].region );
}

void RegionMatchTest::nothingFoundIsNoMatch()
{
  const std::vector<RegionMatch> matches = matchRegions( overlapsOf( { { 1 }, { 2 } }, {} ) );
  QCOMPARE( matches.size(), std::size_t( 2 ) );
  QVERIFY( !matches[1].region );
  QCOMPARE( jaccardOfAll( overlapsOf( { { 1 } }, {} ) ), 0.0 );
}

void RegionMatchTest::nothingAgainstNothingAgrees() { QCOMPARE( jaccardOfAll( overlapsOf( {}, {} ) ), 1.0 ); }

QTEST_GUILESS_MAIN( RegionMatchTest )
#include "regionmatch_test.moc"
