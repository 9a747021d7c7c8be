// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/joincount.h"

#include "expectations.h"

using namespace communitysafety::statistics;

class JoinCountTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void countsNeighboursWithTheProperty();
  void tailsAreHypergeometric();
  // laws
  void tailsAddUpToOneAndTheTie();
  void momentsAreThoseOfTheTails();
  // edges
  void areaWithoutThePropertyIsNotTested();
  void missingNeighbourIsNotCounted();
  void onlyAreaWithThePropertyIsCertain();
  // refused input
  void otherValuesAreNamedByTheirRow();
};

namespace
{

//! Area 0 in the middle of a star of three, areas 4 and 5 apart.
const std::vector<Neighbours::Pair> star = { { 0, 1 }, { 0, 2 }, { 0, 3 }, { 4, 5 } };
const std::vector<double> values = { 1, 1, 1, 0, 0, 1 };

SpatialWeights starWeights() { return SpatialWeights( Neighbours::fromPairs( 6, star ) ); }

} // namespace

void JoinCountTest::countsNeighboursWithTheProperty()
{
  QCOMPARE( localJoinCount( values, starWeights() ).value, ( std::vector<double>{ 2, 1, 1, 0, 0, 0 } ) );
}

void JoinCountTest::tailsAreHypergeometric()
{
  // Of five others three have it, three are drawn: P(2) = 3 · 2 / 10, P(3) = 1 / 10, P(1) = 3 / 10.
  const TailProbabilities tails = joinCountTails( values, starWeights() );
  QCOMPARE( differenceBetween( { tails.high[0], tails.low[0] }, { 0.7, 0.9 } ), QString() );
  // One drawn: 3 in 5.
  QCOMPARE( differenceBetween( { tails.high[1], tails.low[1], tails.high[5], tails.low[5] }, { 0.6, 1, 1, 0.4 } ),
            QString() );
}

void JoinCountTest::tailsAddUpToOneAndTheTie()
{
  const TailProbabilities tails = joinCountTails( values, starWeights() );
  QVERIFY( std::fabs( tails.high[0] + tails.low[0] - 1.6 ) < 1e-12 );
  QCOMPARE( differenceBetween( { tails.twoSided()[0] }, { 1 } ), QString() );
}

void JoinCountTest::momentsAreThoseOfTheTails()
{
  // The mean of the distribution above: 1 · 0.3 + 2 · 0.6 + 3 · 0.1; its square 0.3 + 2.4 + 0.9.
  const LocalAssociation found = localJoinCount( values, starWeights() );
  QCOMPARE( differenceBetween( { found.expected[0], found.deviation[0] }, { 1.8, std::sqrt( 3.6 - 3.24 ) } ),
            QString() );
}

void JoinCountTest::areaWithoutThePropertyIsNotTested()
{
  QVERIFY( isMissing( localJoinCount( values, starWeights() ).z[3] ) );
  QVERIFY( isMissing( joinCountTails( values, starWeights() ).high[3] ) );
}

void JoinCountTest::missingNeighbourIsNotCounted()
{
  // Without area 3 all of the two neighbours have it, 3 of 4 others do: P(2) = 3 / 6.
  const std::vector<double> gappy = { 1, 1, 1, missing, 0, 1 };
  QCOMPARE( differenceBetween( { joinCountTails( gappy, starWeights() ).high[0] }, { 0.5 } ), QString() );
  QVERIFY( isMissing( localJoinCount( gappy, starWeights() ).value[3] ) );
}

void JoinCountTest::onlyAreaWithThePropertyIsCertain()
{
  const TailProbabilities tails = joinCountTails( std::vector<double>{ 1, 0, 0, 0, 0, 0 }, starWeights() );
  QCOMPARE( differenceBetween( { tails.high[0], tails.low[0] }, { 1, 1 } ), QString() );
}

void JoinCountTest::otherValuesAreNamedByTheirRow()
{
  QCOMPARE( refusalOf(
              [] {
                localJoinCount( std::vector<double>{ 1, 0, 2, 0, 0, 0 }, starWeights() );
              } ),
            QStringLiteral( "values in row 3 is 2; it must be 0 or 1." ) );
}

QTEST_GUILESS_MAIN( JoinCountTest )
#include "joincount_test.moc"
