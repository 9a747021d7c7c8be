// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/concordance.h"

using namespace communitysafety::statistics;

class ConcordanceTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void jaccardIndexIsSymmetricAndOneForTheSameSet();
  void sameMapMatchesEveryRegionWithItself();
  void commonGroundGivesTheMatchesOfTheCells();
  void exchangedMapsGiveExchangedMatches();
  // edges
  void jaccardIndexIsCommonCellsOverAllCells();
  void emptySetsCannotBeCompared();
  void everyRegionIsMatchedOnce();
  void equalOverlapsGoToTheLowestNumbers();
  void weakOverlapIsNoContinuation();
  void regionWithoutPredecessorIsAbsent();
  // refused input
  void labelsThatCannotBeUsedAreRefused();
  void groundThatCannotBeUsedIsRefused();
};

namespace
{

QString inText( const std::vector<ContinuedRegion> &matches )
{
  QStringList texts;
  for ( const ContinuedRegion &match : matches )
    texts << QStringLiteral( "%1<-%2 %3" ).arg( match.now ).arg( match.before ).arg( match.jaccard, 0, 'f', 2 );
  return texts.join( QStringLiteral( ", " ) );
}

} // namespace

void ConcordanceTest::jaccardIndexIsSymmetricAndOneForTheSameSet()
{
  const std::vector<bool> a = { true, true, false, false };
  const std::vector<bool> b = { true, false, true, false };
  QCOMPARE( jaccardIndex( a, b ), jaccardIndex( b, a ) );
  QCOMPARE( jaccardIndex( a, a ), 1.0 );
}

void ConcordanceTest::sameMapMatchesEveryRegionWithItself()
{
  const std::vector<int> labels = { 3, 3, 0, 1, 2, 2, 2 };
  QCOMPARE( inText( bestMatches( labels, labels ) ), QStringLiteral( "1<-1 1.00, 2<-2 1.00, 3<-3 1.00" ) );
}

void ConcordanceTest::commonGroundGivesTheMatchesOfTheCells()
{
  // As cells: now 1 1 1 1 2 2 2, before 1 1 1 2 2 2 3.
  const std::vector<CommonGround> common = { { 2, 3, 1 }, { 2, 2, 2 }, { 1, 2, 1 }, { 1, 1, 3 } };
  const std::vector<double> areaNow = { 4, 3 };
  const std::vector<double> areaBefore = { 3, 3, 1 };
  QCOMPARE( inText( bestMatches( common, areaNow, areaBefore ) ), QStringLiteral( "1<-1 0.75, 2<-2 0.50" ) );
  QCOMPARE( inText( bestMatches( { 1, 1, 1, 1, 2, 2, 2 }, { 1, 1, 1, 2, 2, 2, 3 } ) ),
            QStringLiteral( "1<-1 0.75, 2<-2 0.50" ) );
  QCOMPARE( inText( bestMatches( common, areaNow, areaBefore, 0.6 ) ), QStringLiteral( "1<-1 0.75" ) );
}

void ConcordanceTest::exchangedMapsGiveExchangedMatches()
{
  const std::vector<int> now = { 1, 1, 1, 2, 2, 0 };
  const std::vector<int> before = { 7, 7, 0, 5, 5, 5 };
  QCOMPARE( inText( bestMatches( now, before ) ), QStringLiteral( "1<-7 0.67, 2<-5 0.67" ) );
  QCOMPARE( inText( bestMatches( before, now ) ), QStringLiteral( "5<-2 0.67, 7<-1 0.67" ) );
}

void ConcordanceTest::jaccardIndexIsCommonCellsOverAllCells()
{
  QCOMPARE( jaccardIndex( { true, true, true, false, false }, { false, true, true, true, false } ), 0.5 );
  QCOMPARE( jaccardIndex( { true, false }, { false, true } ), 0.0 );
}

void ConcordanceTest::emptySetsCannotBeCompared()
{
  QVERIFY( std::isnan( jaccardIndex( { false, false }, { false, false } ) ) );
}

void ConcordanceTest::everyRegionIsMatchedOnce()
{
  // Region 1 of before was cut in two; the larger part carries its number on.
  const std::vector<int> now = { 1, 1, 2, 2, 2, 2 };
  const std::vector<int> before = { 1, 1, 1, 1, 1, 1 };
  QCOMPARE( inText( bestMatches( now, before ) ), QStringLiteral( "2<-1 0.67" ) );
}

void ConcordanceTest::equalOverlapsGoToTheLowestNumbers()
{
  const std::vector<int> now = { 4, 4, 3, 3 };
  const std::vector<int> before = { 9, 8, 9, 8 };
  QCOMPARE( inText( bestMatches( now, before ) ), QStringLiteral( "3<-8 0.33, 4<-9 0.33" ) );
}

void ConcordanceTest::weakOverlapIsNoContinuation()
{
  const std::vector<int> now = { 1, 1, 1, 0, 0 };
  const std::vector<int> before = { 0, 0, 1, 1, 1 };
  QVERIFY( bestMatches( now, before ).empty() );
  QCOMPARE( inText( bestMatches( now, before, 0.2 ) ), QStringLiteral( "1<-1 0.20" ) );
}

void ConcordanceTest::regionWithoutPredecessorIsAbsent()
{
  const std::vector<int> now = { 1, 1, 0, 2 };
  const std::vector<int> before = { 0, 0, 3, 3 };
  QCOMPARE( inText( bestMatches( now, before, 0 ) ), QStringLiteral( "2<-3 0.50" ) );
}

void ConcordanceTest::labelsThatCannotBeUsedAreRefused()
{
  QCOMPARE( refusalOf(
              [] {
                bestMatches( { 1, -1 }, { 1, 1 } );
              } ),
            QStringLiteral( "now in row 2 is -1; it must be 0 or more." ) );
  QCOMPARE( refusalOf(
              [] {
                bestMatches( { 1 }, { 1, 1 } );
              } ),
            QStringLiteral( "The length of before is 2; it must be 1." ) );
  QCOMPARE( refusalOf( [] { bestMatches( { 1 }, { 1 }, 1.5 ); } ),
            QStringLiteral( "minimumJaccard is 1.5; it must be between 0 and 1." ) );
  QCOMPARE( refusalOf( [] { jaccardIndex( { true }, {} ); } ),
            QStringLiteral( "The length of b is 0; it must be 1." ) );
}

void ConcordanceTest::groundThatCannotBeUsedIsRefused()
{
  const std::vector<double> one = { 1 };
  const std::vector<double> none = { 0 };
  QCOMPARE( refusalOf(
              [&] {
                bestMatches( { { 1, 2, 1 } }, one, one );
              } ),
            QStringLiteral( "The region before of a pair is 2; it must be 1 to 1." ) );
  QCOMPARE( refusalOf(
              [&] {
                bestMatches( { { 1, 1, 1 } }, one, none );
              } ),
            QStringLiteral( "areaBefore of region 1 is 0; it must be above 0." ) );
  QCOMPARE( refusalOf(
              [&] {
                bestMatches( { { 1, 1, 0.5 }, { 1, 1, 0.5 } }, one, one );
              } ),
            QStringLiteral( "The common ground of a pair is given twice; it must be given once." ) );
}

QTEST_GUILESS_MAIN( ConcordanceTest )
#include "concordance_test.moc"
