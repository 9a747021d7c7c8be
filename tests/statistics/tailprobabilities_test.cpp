// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/tailprobabilities.h"

#include "expectations.h"

using namespace communitysafety::statistics;

class TailProbabilitiesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void normalTailsAreThoseOfTheTables();
  // laws
  void twoSidedIsTwiceTheSmaller();
  // edges
  void tieInTheMiddleIsCertain();
  void missingIsNotTested();
};

void TailProbabilitiesTest::normalTailsAreThoseOfTheTables()
{
  // pnorm() of R 4.2.2, twelve digits.
  const TailProbabilities tails = normalTails( std::vector<double>{ 1.96, -2.5758, 0, 6 } );
  QCOMPARE( differenceBetween( tails.high, { 0.0249978951482, 0.994999576262, 0.5, 9.86587645038e-10 }, 5e-13 ),
            QString() );
  QVERIFY( std::fabs( tails.high[3] / 9.86587645038e-10 - 1 ) < 1e-11 );
  QCOMPARE( differenceBetween( { tails.low[0] }, { 1 - 0.0249978951482 }, 5e-13 ), QString() );
}

void TailProbabilitiesTest::twoSidedIsTwiceTheSmaller()
{
  const TailProbabilities tails{ { 0.01, 0.99 }, { 0.995, 0.03 } };
  QCOMPARE( differenceBetween( tails.twoSided(), { 0.02, 0.06 } ), QString() );
}

void TailProbabilitiesTest::tieInTheMiddleIsCertain()
{
  QCOMPARE( TailProbabilities( { { 0.8 }, { 0.7 } } ).twoSided(), std::vector<double>{ 1 } );
}

void TailProbabilitiesTest::missingIsNotTested()
{
  QVERIFY( isMissing( normalTails( std::vector<double>{ missing } ).twoSided()[0] ) );
}

QTEST_GUILESS_MAIN( TailProbabilitiesTest )
#include "tailprobabilities_test.moc"
