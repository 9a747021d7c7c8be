// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/rankchange.h"

#include "expectations.h"

using namespace communitysafety::statistics;

class RankChangeTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void fiveAreasByHand();
  // laws
  void sameScoresChangeNothing();
  void reversedScoresChangeMost();
  void risingCurveOfTheScoresChangesNothing();
  void movesUpAndDownCancel();
  // edges
  void areaWithoutOneOfTheScoresTakesNoPart();
  void equalScoresAtTheEndOfTheTopSetAllBelongToIt();
  void withoutCommonAreasThereIsNothing();
  // refused input
  void unequalLengthsAndSharesOutsideTheirRangeAreRefused();
};

namespace
{

const std::vector<double> before{ 50, 40, 30, 20, 10 };

} // namespace

void RankChangeTest::fiveAreasByHand()
{
  // A and B change places, E passes D.
  const RankChange change = compareRanks( before, std::vector<double>{ 45, 60, 30, 5, 15 }, 0.4 );
  QCOMPARE( change.before, ( std::vector<double>{ 1, 2, 3, 4, 5 } ) );
  QCOMPARE( change.after, ( std::vector<double>{ 2, 1, 3, 5, 4 } ) );
  QCOMPARE( change.moved, ( std::vector<double>{ -1, 1, 0, -1, 1 } ) );
  QCOMPARE( change.meanShift, 0.8 );
  // 1 - 6 Σd² / (n (n² - 1)) = 1 - 6 × 4 / 120
  QVERIFY( std::abs( change.spearman - 0.8 ) < 1e-12 );
  QCOMPARE( change.stayedTop, 1.0 );
  QCOMPARE( change.compared, std::size_t( 5 ) );
  // Top one: A before, B after.
  QCOMPARE( compareRanks( before, std::vector<double>{ 45, 60, 30, 5, 15 }, 0.2 ).stayedTop, 0.0 );
  // Top four: A B C D before, A B C E after: three in both, five in either.
  QCOMPARE( compareRanks( before, std::vector<double>{ 45, 60, 30, 5, 15 }, 0.8 ).stayedTop, 0.6 );
}

void RankChangeTest::sameScoresChangeNothing()
{
  const RankChange change = compareRanks( before, before, 0.1 );
  QCOMPARE( change.meanShift, 0.0 );
  QVERIFY( std::abs( change.spearman - 1 ) < 1e-12 );
  QCOMPARE( change.stayedTop, 1.0 );
}

void RankChangeTest::reversedScoresChangeMost()
{
  const std::vector<double> reversed( before.rbegin(), before.rend() );
  const RankChange change = compareRanks( before, reversed, 0.4 );
  QVERIFY( std::abs( change.spearman + 1 ) < 1e-12 );
  QCOMPARE( change.meanShift, ( 4 + 2 + 0 + 2 + 4 ) / 5.0 );
  QCOMPARE( change.stayedTop, 0.0 );
}

void RankChangeTest::risingCurveOfTheScoresChangesNothing()
{
  std::vector<double> curved;
  for ( const double value : before )
    curved.push_back( value * value * value + 7 );
  QCOMPARE( compareRanks( before, curved, 0.1 ).meanShift, 0.0 );
}

void RankChangeTest::movesUpAndDownCancel()
{
  double sum = 0;
  for ( const double move : compareRanks( before, std::vector<double>{ 3, 1, 4, 2, 9 }, 0.1 ).moved )
    sum += move;
  QCOMPARE( sum, 0.0 );
}

void RankChangeTest::areaWithoutOneOfTheScoresTakesNoPart()
{
  const RankChange change =
    compareRanks( std::vector<double>{ 50, 99, 30, missing }, std::vector<double>{ 20, missing, 40, 99 }, 0.5 );
  QCOMPARE( differenceBetween( change.before, { 1, missing, 2, missing } ), QString() );
  QCOMPARE( differenceBetween( change.after, { 2, missing, 1, missing } ), QString() );
  QCOMPARE( differenceBetween( change.moved, { -1, missing, 1, missing } ), QString() );
  QCOMPARE( change.compared, std::size_t( 2 ) );
}

void RankChangeTest::equalScoresAtTheEndOfTheTopSetAllBelongToIt()
{
  const RankChange change = compareRanks( std::vector<double>{ 9, 9, 1, 1 }, std::vector<double>{ 9, 8, 1, 1 }, 0.25 );
  // Before: both first areas share rank 1; after: the first alone.
  QCOMPARE( change.stayedTop, 0.5 );
}

void RankChangeTest::withoutCommonAreasThereIsNothing()
{
  const RankChange change = compareRanks( std::vector<double>{ 1, missing }, std::vector<double>{ missing, 1 }, 0.1 );
  QVERIFY( isMissing( change.meanShift ) && isMissing( change.spearman ) && isMissing( change.stayedTop ) );
  QCOMPARE( change.compared, std::size_t( 0 ) );
}

void RankChangeTest::unequalLengthsAndSharesOutsideTheirRangeAreRefused()
{
  QVERIFY( refusalOf( [] { compareRanks( before, std::vector<double>{ 1 }, 0.1 ); } ).contains( "after" ) );
  QVERIFY( refusalOf( [] { compareRanks( before, before, 0 ); } ).contains( "topShare" ) );
  QVERIFY( refusalOf( [] { compareRanks( before, before, 1.1 ); } ).contains( "topShare" ) );
}

QTEST_GUILESS_MAIN( RankChangeTest )
#include "rankchange_test.moc"
