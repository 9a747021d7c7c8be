// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "stackloss.h"
#include "statistics/reliability.h"

#include <numeric>

using namespace communitysafety::statistics;

class ReliabilityTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void alphaIsThatOfR();
  void samplingAdequacyIsThatOfR();
  // laws
  void equalIndicatorsHaveAlphaOne();
  void unrelatedIndicatorsHaveAlphaNearZero();
  void sharesOfVarianceAddUpToOne();
  void theWidestIndicatorDominates();
  // edges
  void gapsAreLeftOutPairByPair();
  void whatIsNotDefinedIsMissing();
  void anIndicatorThatFollowsFromOthersHasNoSamplingAdequacy();
  // refused input
  void constantIndicatorIsRefused();
};

void ReliabilityTest::alphaIsThatOfR()
{
  // R 4.2.2: k / (k - 1) × (1 - Σ variances / Σ cov( stackloss )), which is the same number; then without each.
  QVERIFY( std::fabs( cronbachAlpha( columnsOf( stackLoss ) ) - 0.835043003985735 ) < 1e-12 );
  QCOMPARE( differenceBetween( alphaIfDropped( columnsOf( stackLoss ) ),
                               { 0.664677025237358, 0.824960605730256, 0.870517827512242, 0.700983532037110 } ),
            QString() );
}

void ReliabilityTest::samplingAdequacyIsThatOfR()
{
  // R 4.2.2: from cor( stackloss ) and its inverse.
  const SamplingAdequacy found = samplingAdequacy( columnsOf( stackLoss ) );
  QCOMPARE( found.areas, std::size_t( 21 ) );
  QVERIFY( std::fabs( found.overall - 0.682529204426585 ) < 1e-12 );
  QCOMPARE( differenceBetween( found.ofIndicator,
                               { 0.681040655660770, 0.764148637182736, 0.716869300151877, 0.617470823440013 } ),
            QString() );
}

void ReliabilityTest::equalIndicatorsHaveAlphaOne()
{
  const std::vector<Column> equal = { stackLoss[0], stackLoss[0], stackLoss[0] };
  QVERIFY( std::fabs( cronbachAlpha( equal ) - 1 ) < 1e-12 );
}

void ReliabilityTest::unrelatedIndicatorsHaveAlphaNearZero()
{
  const std::vector<double> a = { 1, 1, -1, -1 };
  const std::vector<double> b = { 1, -1, 1, -1 };
  QVERIFY( std::fabs( cronbachAlpha( { a, b } ) ) < 1e-12 );
}

void ReliabilityTest::sharesOfVarianceAddUpToOne()
{
  const std::vector<double> shares = varianceShares( columnsOf( stackLoss ) );
  QVERIFY( std::fabs( std::accumulate( shares.begin(), shares.end(), 0.0 ) - 1 ) < 1e-12 );
}

void ReliabilityTest::theWidestIndicatorDominates()
{
  // Unrelated: variances 1, 4 and 9 of 14.
  const std::vector<std::vector<double>> columns = { { 1, 1, -1, -1 }, { 2, -2, 2, -2 }, { 3, -3, -3, 3 } };
  QCOMPARE( differenceBetween( varianceShares( columnsOf( columns ) ), { 1.0 / 14, 4.0 / 14, 9.0 / 14 } ), QString() );
}

void ReliabilityTest::gapsAreLeftOutPairByPair()
{
  // cov( a, a ) over three areas 1, cov( b, b ) 1, cov( a, b ) over the two areas with both 0.5.
  const std::vector<double> a = { 1, 2, 3, missing };
  const std::vector<double> b = { missing, 1, 2, 3 };
  QVERIFY( std::fabs( cronbachAlpha( { a, b } ) - 4 * 0.5 / 3 ) < 1e-12 );
}

void ReliabilityTest::whatIsNotDefinedIsMissing()
{
  const std::vector<double> constant = { 3, 3, 3 };
  const std::vector<double> rising = { 1, 2, 3 };
  const std::vector<double> falling = { 3, 2, 1 };
  QVERIFY( isMissing( cronbachAlpha( {} ) ) );
  QVERIFY( isMissing( cronbachAlpha( { rising } ) ) );
  QVERIFY( isMissing( cronbachAlpha( { constant, constant } ) ) );
  QVERIFY( isMissing( alphaIfDropped( { rising, falling } )[0] ) );
  QVERIFY( isMissing( varianceShares( { rising, falling } )[0] ) );
}

void ReliabilityTest::anIndicatorThatFollowsFromOthersHasNoSamplingAdequacy()
{
  std::vector<std::vector<double>> columns = stackLoss;
  for ( std::size_t row = 0; row < columns[0].size(); ++row )
    columns[3][row] = columns[0][row] + columns[1][row];
  QVERIFY( isMissing( samplingAdequacy( columnsOf( columns ) ).overall ) );
}

void ReliabilityTest::constantIndicatorIsRefused()
{
  const std::vector<double> constant = { 3, 3, 3 };
  const std::vector<double> rising = { 1, 2, 3 };
  QVERIFY( refusalOf( [&] { samplingAdequacy( { rising, constant } ); } ).contains( "Indicator 2" ) );
  QVERIFY( refusalOf( [&] { samplingAdequacy( { rising } ); } ).contains( "2 or more" ) );
}

QTEST_GUILESS_MAIN( ReliabilityTest )
#include "reliability_test.moc"
