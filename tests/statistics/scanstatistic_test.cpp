// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/scanstatistic.h"

#include <cmath>
#include <limits>

using namespace communitysafety::statistics;

class ScanStatisticTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void poissonRatioOfThePrintedClusters_data();
  void poissonRatioOfThePrintedClusters();
  void ellipsePenaltyOfThePrintedClusters_data();
  void ellipsePenaltyOfThePrintedClusters();
  // laws
  void expectationBasedIsPoissonInALargeMap();
  void bernoulliIsPoissonWhenCasesAreRare();
  void normalRatioIsThatOfTwoMeans();
  void normalRatioKnowsNoUnit();
  // edges
  void exactLimits_data();
  void exactLimits();
  void everyRatioIsZeroBelowExpectation();
  void normalLimits();
  void monteCarloPCountsTies();
  // refused input
  // chance
};

namespace
{

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

void ScanStatisticTest::poissonRatioOfThePrintedClusters_data()
{
  QTest::addColumn<double>( "observed" );
  QTest::addColumn<double>( "population" );
  QTest::addColumn<double>( "ratio" );
  // SaTScan 9.6, leukaemia in upstate New York: 552 cases among 1,057,673 people.
  QTest::newRow( "circle of 28 tracts" ) << 100. << 111674. << 14.083511;
  QTest::newRow( "circle of 8 tracts" ) << 38. << 34083. << 9.019716;
  QTest::newRow( "circle of 33 tracts" ) << 64. << 78280. << 6.114140;
  QTest::newRow( "circle of 4 tracts" ) << 25. << 24571. << 4.651839;
  QTest::newRow( "ellipse with most of the cases" ) << 337. << 496712. << 22.034279;
}

void ScanStatisticTest::poissonRatioOfThePrintedClusters()
{
  QFETCH( double, observed );
  QFETCH( double, population );
  QFETCH( double, ratio );
  const double found = poissonRatio( observed, 552 * population / 1057673, 552 );
  QVERIFY2( std::fabs( found - ratio ) < 5.1e-7, qPrintable( QString::number( found, 'f', 9 ) ) );
}

void ScanStatisticTest::ellipsePenaltyOfThePrintedClusters_data()
{
  QTest::addColumn<double>( "axisRatio" );
  QTest::addColumn<double>( "strength" );
  QTest::addColumn<double>( "ratio" );
  QTest::addColumn<double>( "penalised" );
  // SaTScan 9.6, the same data: log likelihood ratio and test statistic.
  QTest::newRow( "shape 4, medium" ) << 4. << .5 << 22.034279 << 17.627423;
  QTest::newRow( "shape 2, strong" ) << 2. << 1. << 17.442551 << 15.504490;
  QTest::newRow( "shape 1.5, medium" ) << 1.5 << .5 << 14.772705 << 14.474236;
  QTest::newRow( "shape 3, medium" ) << 3. << .5 << 9.347892 << 8.095512;
  QTest::newRow( "circle, strong" ) << 1. << 1. << 4.651839 << 4.651839;
  QTest::newRow( "shape 5, none" ) << 5. << 0. << 11.061167 << 11.061167;
}

void ScanStatisticTest::ellipsePenaltyOfThePrintedClusters()
{
  QFETCH( double, axisRatio );
  QFETCH( double, strength );
  QFETCH( double, ratio );
  QFETCH( double, penalised );
  // Both figures are rounded to six decimals.
  QVERIFY( std::fabs( ratio * ellipsePenalty( axisRatio, strength ) - penalised ) < 1.1e-6 );
}

void ScanStatisticTest::expectationBasedIsPoissonInALargeMap()
{
  QVERIFY( std::fabs( poissonRatio( 30, 12, 1e9 ) - expectationBasedRatio( 30, 12 ) ) < 1e-6 );
  QVERIFY( poissonRatio( 30, 12, 100 ) > expectationBasedRatio( 30, 12 ) );
}

void ScanStatisticTest::bernoulliIsPoissonWhenCasesAreRare()
{
  QVERIFY( std::fabs( bernoulliRatio( 30, 1e8, 100, 1e9 ) - poissonRatio( 30, 10, 100 ) ) < 1e-5 );
}

void ScanStatisticTest::normalRatioIsThatOfTwoMeans()
{
  // 5, 7 inside, 1, 2, 3 outside: squares about one mean 23.2, about two means 2 + 2.
  const NormalTotals totals{ 5, 5, 18, 88 };
  QVERIFY( std::fabs( normalRatio( 12, 2, totals ) - 2.5 * std::log( 23.2 / 4 ) ) < 1e-12 );
  // The 5 with weight 2: the sums count it twice, the number of values does not.
  const NormalTotals weighted{ 5, 6, 23, 113 };
  const double one = 113 - 23.0 * 23 / 6;
  const double two = 113 - 17.0 * 17 / 3 - 6.0 * 6 / 3;
  QVERIFY( std::fabs( normalRatio( 17, 3, weighted ) - 2.5 * std::log( one / two ) ) < 1e-12 );
}

void ScanStatisticTest::normalRatioKnowsNoUnit()
{
  const NormalTotals totals{ 5, 5, 18, 88 };
  const NormalTotals inPence{ 5, 5, 1800, 880000 };
  QVERIFY( std::fabs( normalRatio( 12, 2, totals ) - normalRatio( 1200, 2, inPence ) ) < 1e-12 );
}

void ScanStatisticTest::exactLimits_data()
{
  QTest::addColumn<double>( "actual" );
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "Poisson, no case" ) << poissonRatio( 0, 0, 10 ) << 0.;
  QTest::newRow( "Poisson, all cases" ) << poissonRatio( 10, 4, 10 ) << 10 * std::log( 2.5 );
  QTest::newRow( "Poisson, a case where none can be" ) << poissonRatio( 1, 0, 10 ) << infinite;
  QTest::newRow( "Poisson, the whole map" ) << poissonRatio( 10, 10, 10 ) << 0.;
  QTest::newRow( "expectation-based, no case" ) << expectationBasedRatio( 0, 0 ) << 0.;
  QTest::newRow( "expectation-based, a case where none can be" ) << expectationBasedRatio( 1, 0 ) << infinite;
  QTest::newRow( "Bernoulli, all at risk are cases" ) << bernoulliRatio( 3, 3, 3, 6 ) << 6 * std::log( 2. );
  QTest::newRow( "Bernoulli, nobody at risk" ) << bernoulliRatio( 0, 0, 3, 6 ) << 0.;
  QTest::newRow( "Bernoulli, everybody at risk" ) << bernoulliRatio( 3, 6, 3, 6 ) << 0.;
}

void ScanStatisticTest::exactLimits()
{
  QFETCH( double, actual );
  QFETCH( double, expected );
  QVERIFY2( actual == expected || std::fabs( actual - expected ) < 1e-12, qPrintable( QString::number( actual ) ) );
}

void ScanStatisticTest::everyRatioIsZeroBelowExpectation()
{
  QCOMPARE( poissonRatio( 3, 4, 10 ), 0.0 );
  QCOMPARE( expectationBasedRatio( 3, 4 ), 0.0 );
  QCOMPARE( bernoulliRatio( 1, 4, 6, 10 ), 0.0 );
  QCOMPARE( normalRatio( 3, 2, { 5, 5, 18, 88 } ), 0.0 );
}

void ScanStatisticTest::normalLimits()
{
  QCOMPARE( normalRatio( 18, 5, { 5, 5, 18, 88 } ), 0.0 );
  QCOMPARE( normalRatio( 0, 0, { 5, 5, 18, 88 } ), 0.0 );
  // All values are 0.1: no difference, whatever rounding says.
  QCOMPARE( normalRatio( 0.2, 2, { 5, 5, 0.5, 0.05 } ), 0.0 );
  // 3, 3 inside and 1, 1 outside.
  QCOMPARE( normalRatio( 6, 2, { 4, 4, 8, 20 } ), infinite );
}

void ScanStatisticTest::monteCarloPCountsTies()
{
  QCOMPARE( monteCarloP( { 1, 2, 3, 3 }, 3 ), 0.6 );
  QCOMPARE( monteCarloP( { 1, 2, 3, 3 }, 4 ), 0.2 );
  QCOMPARE( monteCarloP( {}, 4 ), 1.0 );
}

QTEST_GUILESS_MAIN( ScanStatisticTest )
#include "scanstatistic_test.moc"
