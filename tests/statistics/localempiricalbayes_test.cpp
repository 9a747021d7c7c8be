// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/localempiricalbayes.h"
#include "statistics/smoothing.h"

#include <algorithm>

using namespace communitysafety::statistics;

class LocalEmpiricalBayesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void threeAreasInARowByHand();
  // laws
  void everyoneANeighbourGivesTheGlobalEstimate();
  void bothVariancesAgreeWhereNeighbourhoodsAreTheSame();
  void estimateLiesBetweenOwnRateAndNeighbourhood();
  // edges
  void areaWithoutNeighboursKeepsItsRate();
  void areaWithoutPopulationGetsNoRateAndPlaysNoPart();
  void neighbourhoodWithoutEventsHasRateZero();
  // refused input
  void negativeCountIsNamedByItsRow();
  void columnsMustMatchTheNeighbours();
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

Neighbours everyone( std::size_t areas )
{
  std::vector<Neighbours::Pair> pairs;
  for ( std::size_t a = 0; a < areas; ++a )
    for ( std::size_t b = 0; b < a; ++b )
      pairs.emplace_back( a, b );
  return Neighbours::fromPairs( areas, pairs );
}

const std::vector<double> events = { 2, 30, 4, 10, 0, 7 };
const std::vector<double> people = { 100, 200, 100, 300, 50, 80 };

} // namespace

void LocalEmpiricalBayesTest::threeAreasInARowByHand()
{
  // First area of 10/100, 40/100, 10/100: m = 50/200 = 0.25; C = 100 · 0.15² · 2 = 4.5; a = 4.5/200 - 0.25/100 = 0.02;
  // w = 0.02/(0.02 + 0.0025) = 8/9; estimate = 0.25 - 8/9 · 0.15.
  const LocallySmoothedRates smoothed =
    localEmpiricalBayes( std::vector<double>{ 10, 40, 10 }, std::vector<double>{ 100, 100, 100 }, rowOf( 3 ) );
  QVERIFY( std::fabs( smoothed.rate[0] - ( 0.25 - 0.15 * 8 / 9 ) ) < 1e-15 );
  QVERIFY( std::fabs( smoothed.weightOnOwn[0] - 8.0 / 9 ) < 1e-15 );
  // Around own means the second area counts with 0.2: C = 100 · (0.15² + 0.2²) = 6.25, a = 0.02875.
  const LocallySmoothedRates own =
    localEmpiricalBayes( std::vector<double>{ 10, 40, 10 }, std::vector<double>{ 100, 100, 100 }, rowOf( 3 ),
                         LocalVariance::aroundOwnNeighbourhoods );
  QVERIFY( std::fabs( own.weightOnOwn[0] - 0.02875 / 0.03125 ) < 1e-14 );
}

void LocalEmpiricalBayesTest::everyoneANeighbourGivesTheGlobalEstimate()
{
  const LocallySmoothedRates local = localEmpiricalBayes( events, people, everyone( 6 ) );
  const SmoothedRates global = empiricalBayes( events, people );
  QCOMPARE( differenceBetween( local.rate, global.rate, 1e-15 ), QString() );
  QCOMPARE( differenceBetween( local.weightOnOwn, global.weightOnOwn, 1e-14 ), QString() );
}

void LocalEmpiricalBayesTest::bothVariancesAgreeWhereNeighbourhoodsAreTheSame()
{
  const Neighbours pairs = Neighbours::fromPairs( 6, { { 0, 1 }, { 2, 3 }, { 4, 5 } } );
  QCOMPARE( differenceBetween(
              localEmpiricalBayes( events, people, pairs ).rate,
              localEmpiricalBayes( events, people, pairs, LocalVariance::aroundOwnNeighbourhoods ).rate, 1e-15 ),
            QString() );
}

void LocalEmpiricalBayesTest::estimateLiesBetweenOwnRateAndNeighbourhood()
{
  const LocallySmoothedRates smoothed = localEmpiricalBayes( events, people, rowOf( 6 ) );
  for ( std::size_t area = 0; area < 6; ++area )
  {
    const auto [low, high] = std::minmax( { events[area] / people[area], smoothed.neighbourhoodRate[area] } );
    QVERIFY( smoothed.rate[area] >= low - 1e-15 && smoothed.rate[area] <= high + 1e-15 );
  }
}

void LocalEmpiricalBayesTest::areaWithoutNeighboursKeepsItsRate()
{
  const LocallySmoothedRates smoothed = localEmpiricalBayes( events, people, Neighbours::fromPairs( 6, {} ) );
  QCOMPARE( smoothed.rate[1], 0.15 );
  QCOMPARE( smoothed.weightOnOwn[1], 0.0 );
  QCOMPARE( smoothed.withoutExcessVariance, std::size_t( 6 ) );
}

void LocalEmpiricalBayesTest::areaWithoutPopulationGetsNoRateAndPlaysNoPart()
{
  const std::vector<double> gappyEvents = { 2, 30, 99, 4, missing };
  const std::vector<double> gappyPeople = { 100, 200, 0, 100, 70 };
  const Neighbours all = everyone( 5 );
  const std::vector<double> rates = localEmpiricalBayes( gappyEvents, gappyPeople, all ).rate;
  const std::vector<double> without =
    localEmpiricalBayes( std::vector<double>{ 2, 30, 4 }, std::vector<double>{ 100, 200, 100 }, everyone( 3 ) ).rate;
  QCOMPARE( differenceBetween( rates, { without[0], without[1], missing, without[2], missing }, 1e-15 ), QString() );
}

void LocalEmpiricalBayesTest::neighbourhoodWithoutEventsHasRateZero()
{
  const LocallySmoothedRates smoothed =
    localEmpiricalBayes( std::vector<double>{ 0, 0 }, std::vector<double>{ 10, 20 }, rowOf( 2 ) );
  QCOMPARE( differenceBetween( smoothed.rate, { 0, 0 } ), QString() );
}

void LocalEmpiricalBayesTest::negativeCountIsNamedByItsRow()
{
  QCOMPARE( refusalOf(
              [] {
                localEmpiricalBayes( std::vector<double>{ 1, -2 }, std::vector<double>{ 10, 20 }, rowOf( 2 ) );
              } ),
            QStringLiteral( "events in row 2 is -2; it must be 0 or more, and finite." ) );
}

void LocalEmpiricalBayesTest::columnsMustMatchTheNeighbours()
{
  QCOMPARE( refusalOf( [] { localEmpiricalBayes( events, people, rowOf( 5 ) ); } ),
            QStringLiteral( "The length of events is 6; it must be 5." ) );
}

QTEST_GUILESS_MAIN( LocalEmpiricalBayesTest )
#include "localempiricalbayes_test.moc"
