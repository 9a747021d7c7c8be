// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/distribution.h"

using namespace communitysafety::statistics;

class DistributionTest : public QObject
{
  Q_OBJECT

private slots:
  void quantilesAreThoseOfR();
  void aSmallColumnByHand();
  void shapeDoesNotDependOnTheUnit();
  void missingValuesDoNotCount();
  void fewValuesHaveNoShape();
  void constantColumnHasNoShape();
  void sharesOutsideZeroToOneAreRefused();
};

void DistributionTest::quantilesAreThoseOfR()
{
  // R 4.2.2: quantile( stackloss$stack.loss, c( .05, .25, .5, .9 ) ).
  const std::vector<double> sorted = { 7, 8, 8, 8, 9, 11, 12, 13, 14, 14, 15, 15, 15, 18, 18, 19, 20, 28, 37, 37, 42 };
  QCOMPARE( differenceBetween( { quantile( sorted, 0.05 ), quantile( sorted, 0.25 ), quantile( sorted, 0.5 ),
                                 quantile( sorted, 0.9 ), quantile( sorted, 0 ), quantile( sorted, 1 ) },
                               { 8, 11, 15, 37, 7, 42 } ),
            QString() );
  QCOMPARE( quantile( { 1, 2 }, 0.25 ), 1.25 );
  QCOMPARE( median( std::vector<double>{ 9, missing, 1, 4 } ), 4.0 );
  QCOMPARE( median( std::vector<double>{ 9, 1, 4, 5 } ), 4.5 );
  QVERIFY( isMissing( median( std::vector<double>{ missing } ) ) );
}

void DistributionTest::aSmallColumnByHand()
{
  // Distances from the mean -2 -2 -1 0 5: m2 = 34/5, m3 = 108/5, m4 = 658/5.
  const Distribution found = describe( std::vector<double>{ 1, 1, 2, 3, 8 } );
  QCOMPARE( found.count, std::size_t( 5 ) );
  QCOMPARE( differenceBetween( { found.lowest, found.highest, found.mean, found.standardDeviation },
                               { 1, 8, 3, std::sqrt( 34.0 / 4 ) } ),
            QString() );
  QCOMPARE(
    differenceBetween( { found.skewness, found.kurtosis }, { std::sqrt( 20.0 ) / 3 * 21.6 / std::pow( 6.8, 1.5 ),
                                                             4.0 / 6 * ( 6 * ( 131.6 / 46.24 - 3 ) + 6 ) } ),
    QString() );
}

void DistributionTest::shapeDoesNotDependOnTheUnit()
{
  const Distribution found = describe( std::vector<double>{ 1, 1, 2, 3, 8 } );
  const Distribution moved = describe( std::vector<double>{ -10, -10, -30, -50, -150 } );
  QCOMPARE( differenceBetween( { moved.skewness, moved.kurtosis }, { -found.skewness, found.kurtosis } ), QString() );
}

void DistributionTest::missingValuesDoNotCount()
{
  const Distribution found = describe( std::vector<double>{ missing, 4, missing, 6 } );
  QCOMPARE( found.count, std::size_t( 2 ) );
  QCOMPARE( found.mean, 5.0 );
  const Distribution nothing = describe( std::vector<double>{ missing } );
  QVERIFY( nothing.count == 0 && isMissing( nothing.mean ) && isMissing( nothing.lowest ) && !nothing.isConstant() );
  QVERIFY( isMissing( quantile( {}, 0.5 ) ) );
}

void DistributionTest::fewValuesHaveNoShape()
{
  const Distribution one = describe( std::vector<double>{ 4 } );
  QVERIFY( isMissing( one.standardDeviation ) && one.isConstant() );
  QVERIFY( isMissing( describe( std::vector<double>{ 4, 5 } ).skewness ) );
  const Distribution three = describe( std::vector<double>{ 4, 5, 9 } );
  QVERIFY( !isMissing( three.skewness ) && isMissing( three.kurtosis ) );
}

void DistributionTest::constantColumnHasNoShape()
{
  const Distribution found = describe( std::vector<double>{ 0.3, 0.1 + 0.2, 0.3, 0.3 } );
  QVERIFY( found.isConstant() );
  QVERIFY( isMissing( found.skewness ) && isMissing( found.kurtosis ) );
  QVERIFY( !describe( std::vector<double>{ 1e-15, 0 } ).isConstant() );
}

void DistributionTest::sharesOutsideZeroToOneAreRefused()
{
  QVERIFY( !refusalOf( [] { quantile( { 1, 2 }, 1.5 ); } ).isEmpty() );
  QVERIFY( !refusalOf( [] { quantile( { 1, 2 }, missing ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( DistributionTest )
#include "distribution_test.moc"
