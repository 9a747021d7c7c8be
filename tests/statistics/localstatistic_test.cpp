// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/localstatistic.h"
#include "statistics/overrepresentation.h"

#include <algorithm>

using namespace communitysafety::statistics;

class LocalStatisticTest : public QObject
{
  Q_OBJECT

private slots:
  // published formulas
  void giStarByHand();
  void kernelRatioByHand();
  // laws
  void giStarDoesNotDependOnTheUnit();
  void quotientWithoutNeighboursIsTheIndex();
  void narrowKernelIsTheIndexAndAWideOneIsFlat();
  void equalRatesAreAHundredEverywhere();
  void kernelDoesNotDependOnTheOrigin();
  // edges
  void missingValueIsLeftOut();
  void constantMapHasNoClusters();
  void neighbourhoodOfTheWholeMapTellsNothing();
  void areaWithoutDenominatorIsLeftOut();
  void cityWithoutEventsHasNoConcentration();
  void areaWithoutCentreIsLeftOut();
  // refused input
  void bandwidthOfZeroIsRefused();
  void negativeCountIsNamedByItsRow();
  void valuesMustMatchTheNeighbours();
};

namespace
{

Neighbours rowOf( std::size_t areas )
{
  std::vector<Neighbours::Pair> pairs;
  for ( std::size_t area = 1; area < areas; ++area )
    pairs.emplace_back( area - 1, area );
  return Neighbours::fromPairs( areas, pairs );
}

const std::vector<double> events = { 4, 0, 9, 20, 7 };
const std::vector<double> people = { 100, 50, 100, 150, 200 };
const std::vector<double> x = { 0, 100, 200, 300, 400 };
const std::vector<double> y = { 50, 50, 50, 50, 50 };

} // namespace

void LocalStatisticTest::giStarByHand()
{
  // 1 2 3 6: mean 3, s² = (4 + 1 + 0 + 9)/4 = 3.5. Third area: sum 11, W = 3, expected 9, variance 3.5 · 3 · 1/3.
  const std::vector<double> z = giStar( std::vector<double>{ 1, 2, 3, 6 }, rowOf( 4 ) );
  QVERIFY( std::fabs( z[2] - 2 / std::sqrt( 3.5 ) ) < 1e-14 );
  // Last area: sum 9, W = 2, expected 6, variance 3.5 · 2 · 2/3.
  QVERIFY( std::fabs( z[3] - 3 / std::sqrt( 3.5 * 4 / 3 ) ) < 1e-14 );
}

void LocalStatisticTest::kernelRatioByHand()
{
  // Two areas half a bandwidth apart weigh (1 - 1/4)² = 9/16 in each other.
  const std::vector<double> ratio = kernelRatio( std::vector<double>{ 10, 30 }, std::vector<double>{ 100, 100 },
                                                 std::vector<double>{ 0, 0 }, std::vector<double>{ 0, 250 }, 500 );
  const double w = 9.0 / 16;
  QVERIFY( std::fabs( ratio[0] - 100 * ( 10 + 30 * w ) / 40 / ( ( 100 + 100 * w ) / 200 ) ) < 1e-12 );
  QVERIFY( std::fabs( ratio[1] - 100 * ( 30 + 10 * w ) / 40 / ( ( 100 + 100 * w ) / 200 ) ) < 1e-12 );
}

void LocalStatisticTest::giStarDoesNotDependOnTheUnit()
{
  std::vector<double> others = events;
  for ( double &value : others )
    value = 3 * value + 1000;
  QCOMPARE( differenceBetween( giStar( others, rowOf( 5 ) ), giStar( events, rowOf( 5 ) ), 1e-12 ), QString() );
}

void LocalStatisticTest::quotientWithoutNeighboursIsTheIndex()
{
  QCOMPARE( differenceBetween( localQuotient( events, people, Neighbours::fromPairs( 5, {} ) ),
                               indexByTotal( events, people ).index, 1e-12 ),
            QString() );
}

void LocalStatisticTest::narrowKernelIsTheIndexAndAWideOneIsFlat()
{
  QCOMPARE( differenceBetween( kernelRatio( events, people, x, y, 99 ), indexByTotal( events, people ).index, 1e-12 ),
            QString() );
  QCOMPARE( differenceBetween( kernelRatio( events, people, x, y, 1e8 ), std::vector<double>( 5, 100.0 ), 1e-6 ),
            QString() );
}

void LocalStatisticTest::equalRatesAreAHundredEverywhere()
{
  std::vector<double> same = people;
  for ( double &count : same )
    count *= 0.07;
  QCOMPARE( differenceBetween( kernelRatio( same, people, x, y, 220 ), std::vector<double>( 5, 100.0 ), 1e-10 ),
            QString() );
  QCOMPARE( differenceBetween( localQuotient( same, people, rowOf( 5 ) ), std::vector<double>( 5, 100.0 ), 1e-10 ),
            QString() );
}

void LocalStatisticTest::kernelDoesNotDependOnTheOrigin()
{
  // Squares of negative coordinates must be found as well, and a neighbour across their borders.
  std::vector<double> movedX = x, movedY = y;
  for ( double &value : movedX )
    value -= 733;
  for ( double &value : movedY )
    value -= 51;
  QCOMPARE( differenceBetween( kernelRatio( events, people, movedX, movedY, 150 ),
                               kernelRatio( events, people, x, y, 150 ), 1e-10 ),
            QString() );
}

void LocalStatisticTest::missingValueIsLeftOut()
{
  const std::vector<double> z = giStar( std::vector<double>{ 1, 2, 3, 6, missing }, rowOf( 5 ) );
  std::vector<double> expected = giStar( std::vector<double>{ 1, 2, 3, 6 }, rowOf( 4 ) );
  expected.push_back( missing );
  QCOMPARE( differenceBetween( z, expected ), QString() );
}

void LocalStatisticTest::constantMapHasNoClusters()
{
  for ( const double z : giStar( std::vector<double>( 5, 0.1 ), rowOf( 5 ) ) )
    QVERIFY( isMissing( z ) );
  QVERIFY( isMissing( giStar( std::vector<double>{ 3 }, rowOf( 1 ) ).front() ) );
}

void LocalStatisticTest::neighbourhoodOfTheWholeMapTellsNothing()
{
  const std::vector<double> z = giStar( std::vector<double>{ 1, 2, 9 }, rowOf( 3 ) );
  QVERIFY( isMissing( z[1] ) && !isMissing( z[0] ) );
}

void LocalStatisticTest::areaWithoutDenominatorIsLeftOut()
{
  const std::vector<double> gappy = { 100, 0, 100, missing, 200 };
  const std::vector<double> quotient = localQuotient( events, gappy, rowOf( 5 ) );
  QCOMPARE( differenceBetween( quotient, { 80, missing, 180, missing, 70 }, 1e-12 ), QString() );
  const std::vector<double> ratio = kernelRatio( events, gappy, x, y, 50 );
  QCOMPARE( differenceBetween( ratio, { 80, missing, 180, missing, 70 }, 1e-12 ), QString() );
}

void LocalStatisticTest::cityWithoutEventsHasNoConcentration()
{
  QVERIFY( isMissing( localQuotient( std::vector<double>( 5, 0.0 ), people, rowOf( 5 ) )[2] ) );
  QVERIFY( isMissing( kernelRatio( std::vector<double>( 5, 0.0 ), people, x, y, 100 )[2] ) );
}

void LocalStatisticTest::areaWithoutCentreIsLeftOut()
{
  const std::vector<double> noCentre = { 0, missing, 200, 300, 400 };
  const std::vector<double> ratio = kernelRatio( events, people, noCentre, y, 50 );
  QVERIFY( isMissing( ratio[1] ) );
  // 40 events of 550 people are left.
  QVERIFY( std::fabs( ratio[0] - 100 * 0.04 / ( 40.0 / 550 ) ) < 1e-12 );
}

void LocalStatisticTest::bandwidthOfZeroIsRefused()
{
  QCOMPARE( refusalOf( [] { kernelRatio( events, people, x, y, 0 ); } ),
            QStringLiteral( "bandwidth is 0; it must be above 0, and finite." ) );
}

void LocalStatisticTest::negativeCountIsNamedByItsRow()
{
  const std::vector<double> negative = { 4, 0, -9, 20, 7 };
  QCOMPARE( refusalOf( [&] { localQuotient( negative, people, rowOf( 5 ) ); } ),
            QStringLiteral( "events in row 3 is -9; it must be 0 or more, and finite." ) );
}

void LocalStatisticTest::valuesMustMatchTheNeighbours()
{
  QCOMPARE( refusalOf( [] { giStar( events, rowOf( 4 ) ); } ),
            QStringLiteral( "The length of values is 5; it must be 4." ) );
}

QTEST_GUILESS_MAIN( LocalStatisticTest )
#include "localstatistic_test.moc"
