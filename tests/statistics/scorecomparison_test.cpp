// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/scorecomparison.h"

#include "expectations.h"
#include "statistics/tworates.h"

using namespace communitysafety::statistics;

class ScoreComparisonTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void changesOfAnIndexHaveFixedClasses_data();
  void changesOfAnIndexHaveFixedClasses();
  void changesOfOtherScoresAreMeasuredByTheirSpread();
  void riseOfTheWholeCityIsNoAreasRise();
  void riseBeyondAllProbabilitiesIsARise();
  void moreMonthsExplainMoreEvents();
  void eachTestIsThatOfTwoRates();
  // edges
  void missingScoreHasNoClass();
  void percentOfNothingIsMissing();
  void withoutEventsNothingIsTested();
  void cityWithoutEventsIsNotTested();
  // refused input
  void columnsOfDifferentLengthAreRefused();
};

namespace
{

const std::vector<double> none;

ScoreComparison indexChange( double change )
{
  return compareScores( std::vector<double>{ 100 }, std::vector<double>{ 100 + change }, none, none, {} );
}

} // namespace

void ScoreComparisonTest::changesOfAnIndexHaveFixedClasses_data()
{
  QTest::addColumn<double>( "change" );
  QTest::addColumn<int>( "expected" );
  QTest::newRow( "much better" ) << -50. << -2;
  QTest::newRow( "better" ) << -49.9 << -1;
  QTest::newRow( "just better" ) << -10. << -1;
  QTest::newRow( "little" ) << -9.9 << 0;
  QTest::newRow( "none" ) << 0. << 0;
  QTest::newRow( "worse" ) << 10. << 1;
  QTest::newRow( "much worse" ) << 50. << 2;
}

void ScoreComparisonTest::changesOfAnIndexHaveFixedClasses()
{
  QFETCH( double, change );
  QTEST( int( indexChange( change ).changeClass[0] ), "expected" );
}

void ScoreComparisonTest::changesOfOtherScoresAreMeasuredByTheirSpread()
{
  ComparisonOptions options;
  options.isIndex = false;
  // The scores before have a standard deviation of 2.
  const ScoreComparison comparison =
    compareScores( std::vector<double>{ -2, 2, -2, 2 }, std::vector<double>{ -2.4, 2.5, -4, 2 }, none, none, options );
  QCOMPARE( comparison.littleChange, 0.5 );
  QCOMPARE( comparison.muchChange, 2.0 );
  QCOMPARE( comparison.count( ChangeClass::little ), std::size_t( 2 ) );
  QCOMPARE( comparison.count( ChangeClass::worse ), std::size_t( 1 ) );
  QCOMPARE( comparison.count( ChangeClass::muchBetter ), std::size_t( 1 ) );
  QVERIFY( isMissing( comparison.changePercent[1] ) );
}

void ScoreComparisonTest::riseOfTheWholeCityIsNoAreasRise()
{
  const std::vector<double> scores{ 100, 100 }, before{ 100, 100 }, doubled{ 200, 200 };
  ComparisonOptions options;
  QCOMPARE( compareScores( scores, scores, before, doubled, options ).significant, ( std::vector<double>{ 0, 0 } ) );
  options.basis = EventBasis::time;
  QCOMPARE( compareScores( scores, scores, before, doubled, options ).significant, ( std::vector<double>{ 1, 1 } ) );
  QCOMPARE( compareScores( scores, scores, doubled, before, options ).significant, ( std::vector<double>{ -1, -1 } ) );
}

void ScoreComparisonTest::riseBeyondAllProbabilitiesIsARise()
{
  ComparisonOptions options;
  options.basis = EventBasis::time;
  const std::vector<double> scores{ 100, 100 }, before{ 1000, 1000 }, after{ 4000, 1000 };
  QCOMPARE( compareScores( scores, scores, before, after, options ).significant, ( std::vector<double>{ 1, 0 } ) );
}

void ScoreComparisonTest::moreMonthsExplainMoreEvents()
{
  ComparisonOptions options;
  options.basis = EventBasis::time;
  options.monthsAfter = 24;
  const std::vector<double> scores{ 100, 100 }, before{ 100, 100 }, doubled{ 200, 200 };
  QCOMPARE( compareScores( scores, scores, before, doubled, options ).significant, ( std::vector<double>{ 0, 0 } ) );
}

void ScoreComparisonTest::eachTestIsThatOfTwoRates()
{
  ComparisonOptions options;
  options.phi = 1.5;
  const std::vector<double> scores{ 100, 100 }, before{ 30, 70 }, after{ 60, 90 };
  const ScoreComparison comparison = compareScores( scores, scores, before, after, options );
  QCOMPARE( comparison.p[0], compareRates( 30, 100, 60, 150, 1.5 ).p );
}

void ScoreComparisonTest::missingScoreHasNoClass()
{
  const ScoreComparison comparison = indexChange( missing );
  QCOMPARE( int( comparison.changeClass[0] ), int( ChangeClass::unknown ) );
  QVERIFY( isMissing( comparison.change[0] ) && isMissing( comparison.ranks.moved[0] ) );
}

void ScoreComparisonTest::percentOfNothingIsMissing()
{
  const ScoreComparison comparison =
    compareScores( std::vector<double>{ 0 }, std::vector<double>{ 40 }, none, none, {} );
  QCOMPARE( comparison.change[0], 40.0 );
  QVERIFY( isMissing( comparison.changePercent[0] ) );
}

void ScoreComparisonTest::withoutEventsNothingIsTested()
{
  const ScoreComparison comparison = indexChange( 60 );
  QVERIFY( comparison.p.empty() && comparison.q.empty() && comparison.significant.empty() );
}

void ScoreComparisonTest::cityWithoutEventsIsNotTested()
{
  const std::vector<double> scores{ 100, 100 }, nothing{ 0, 0 }, some{ 3, 4 };
  const ScoreComparison comparison = compareScores( scores, scores, nothing, some, {} );
  QVERIFY( isMissing( comparison.significant[0] ) && isMissing( comparison.p[0] ) );
}

void ScoreComparisonTest::columnsOfDifferentLengthAreRefused()
{
  const std::vector<double> one{ 1 }, two{ 1, 2 };
  QVERIFY( refusalOf( [&] { compareScores( one, two, none, none, {} ); } ).contains( "after" ) );
  QVERIFY( refusalOf( [&] { compareScores( one, one, two, two, {} ); } ).contains( "eventsBefore" ) );
}

QTEST_GUILESS_MAIN( ScoreComparisonTest )
#include "scorecomparison_test.moc"
