// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "smallareacounts.h"
#include "statistics/rateposterior.h"
#include "statistics/smoothing.h"

using namespace communitysafety::statistics;

class RatePosteriorTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void meanOfNorthCarolinaIsThePublishedEstimate();
  // laws
  void meanIsTheEmpiricalBayesEstimate();
  void overdispersionKeepsTheMeanAndWidensTheVariance();
  void jeffreysAddsHalfAnEvent();
  void priorNarrowsTheVariance();
  void withoutPriorTheMeanIsTheAreasOwnRate();
  // edges
  void ratesNoMoreDifferentThanChanceAreFixedAtTheMean();
  void withoutEventsEveryRateIsFixedAtZero();
  void withoutEventsJeffreysLeavesRoomForOne();
  void areaWithoutDenominatorHasNoRate();
  void fixedRatesAreNeverDrawn();
  // refused input
  void overdispersionBelowOneIsRefused();
  void negativeEventsAreNamedByTheirRow();
};

namespace
{

std::vector<double> means( const RatePosterior &posterior )
{
  std::vector<double> result;
  for ( std::size_t area = 0; area < posterior.shape.size(); ++area )
    result.push_back( posterior.isDrawn( area ) ? posterior.shape[area] / posterior.rate[area]
                                                : posterior.fixed[area] );
  return result;
}

double varianceOf( const RatePosterior &posterior, std::size_t area )
{
  return posterior.shape[area] / ( posterior.rate[area] * posterior.rate[area] );
}

} // namespace

void RatePosteriorTest::meanOfNorthCarolinaIsThePublishedEstimate()
{
  // R package spdep, EBest(SID74, BIR74) on sids; nine significant digits printed.
  std::vector<double> firstFive = means( ratePosterior( sidsDeaths, sidsBirths, RatePrior::empiricalBayes ) );
  firstFive.resize( 5 );
  QCOMPARE(
    differenceBetween( firstFive, { .00169729733, .00170537768, .00177308702, .00201286808, .00353491315 }, 5e-12 ),
    QString() );
}

void RatePosteriorTest::meanIsTheEmpiricalBayesEstimate()
{
  QCOMPARE( differenceBetween( means( ratePosterior( sidsDeaths, sidsBirths, RatePrior::empiricalBayes, 1.7 ) ),
                               empiricalBayes( sidsDeaths, sidsBirths ).rate, 1e-15 ),
            QString() );
}

void RatePosteriorTest::overdispersionKeepsTheMeanAndWidensTheVariance()
{
  for ( const RatePrior prior : { RatePrior::empiricalBayes, RatePrior::jeffreys } )
  {
    const RatePosterior plain = ratePosterior( sidsDeaths, sidsBirths, prior );
    const RatePosterior wide = ratePosterior( sidsDeaths, sidsBirths, prior, 2.5 );
    QCOMPARE( differenceBetween( means( wide ), means( plain ), 1e-15 ), QString() );
    for ( std::size_t area = 0; area < sidsDeaths.size(); ++area )
      QCOMPARE( varianceOf( wide, area ) / varianceOf( plain, area ), 2.5 );
  }
}

void RatePosteriorTest::jeffreysAddsHalfAnEvent()
{
  const std::vector<double> events = { 0, 3, 40 };
  const std::vector<double> people = { 10, 20, 50 };
  const RatePosterior posterior = ratePosterior( events, people, RatePrior::jeffreys );
  QCOMPARE( differenceBetween( posterior.shape, { 0.5, 3.5, 40.5 } ), QString() );
  QCOMPARE( differenceBetween( posterior.rate, { 10, 20, 50 } ), QString() );
}

void RatePosteriorTest::priorNarrowsTheVariance()
{
  const RatePosterior alone = ratePosterior( sidsDeaths, sidsBirths, RatePrior::jeffreys );
  const RatePosterior drawn = ratePosterior( sidsDeaths, sidsBirths, RatePrior::empiricalBayes );
  // Ashe, row 2 of the data, has the smaller population of the two.
  for ( const std::size_t area : { 1, 4 } )
    QVERIFY( varianceOf( drawn, area ) < varianceOf( alone, area ) );
}

void RatePosteriorTest::withoutPriorTheMeanIsTheAreasOwnRate()
{
  const std::vector<double> events = { 0, 3, missing };
  const std::vector<double> people = { 10, 20, 30 };
  const RatePosterior posterior = ratePosterior( events, people, RatePrior::none, 2 );
  QCOMPARE( differenceBetween( means( posterior ), { 0, 0.15, missing } ), QString() );
  QVERIFY( !posterior.isDrawn( 0 ) );
  QCOMPARE( posterior.shape[1], 1.5 );
}

void RatePosteriorTest::ratesNoMoreDifferentThanChanceAreFixedAtTheMean()
{
  const std::vector<double> events = { 10, 20, 31, 1 };
  const std::vector<double> people = { 100, 200, 300, 0 };
  const RatePosterior posterior = ratePosterior( events, people, RatePrior::empiricalBayes );
  QVERIFY( posterior.noExcessVariance );
  QCOMPARE( differenceBetween( posterior.shape, std::vector<double>( 4, missing ) ), QString() );
  QCOMPARE( differenceBetween( posterior.fixed, { 61.0 / 600, 61.0 / 600, 61.0 / 600, missing } ), QString() );
}

void RatePosteriorTest::withoutEventsEveryRateIsFixedAtZero()
{
  const std::vector<double> none = { 0, 0 };
  const std::vector<double> people = { 100, 200 };
  const RatePosterior posterior = ratePosterior( none, people, RatePrior::empiricalBayes );
  QVERIFY( posterior.noExcessVariance );
  QCOMPARE( differenceBetween( posterior.fixed, { 0, 0 } ), QString() );
}

void RatePosteriorTest::withoutEventsJeffreysLeavesRoomForOne()
{
  const std::vector<double> none = { 0, 0 };
  const std::vector<double> people = { 100, 200 };
  QCOMPARE( differenceBetween( means( ratePosterior( none, people, RatePrior::jeffreys ) ), { 0.005, 0.0025 } ),
            QString() );
}

void RatePosteriorTest::areaWithoutDenominatorHasNoRate()
{
  const std::vector<double> events = { 4, 5, missing, 9, 30 };
  const std::vector<double> people = { 0, missing, 100, 100, 100 };
  for ( const RatePrior prior : { RatePrior::empiricalBayes, RatePrior::jeffreys } )
  {
    const std::vector<double> rates = means( ratePosterior( events, people, prior ) );
    for ( const std::size_t area : { 0, 1, 2 } )
      QVERIFY( isMissing( rates[area] ) );
    QVERIFY( rates[3] < rates[4] );
  }
}

void RatePosteriorTest::fixedRatesAreNeverDrawn()
{
  const std::vector<double> rates = { 3, missing, 0 };
  const RatePosterior posterior = fixedRates( rates );
  QCOMPARE( differenceBetween( posterior.fixed, rates ), QString() );
  for ( const std::size_t area : { 0, 1, 2 } )
    QVERIFY( !posterior.isDrawn( area ) );
}

void RatePosteriorTest::overdispersionBelowOneIsRefused()
{
  const std::vector<double> one = { 1 };
  QCOMPARE( refusalOf( [&] { ratePosterior( one, one, RatePrior::jeffreys, 0.5 ); } ),
            QStringLiteral( "overdispersion is 0.5; it must be 1 or more, and finite." ) );
}

void RatePosteriorTest::negativeEventsAreNamedByTheirRow()
{
  const std::vector<double> events = { 1, -1 };
  const std::vector<double> people = { 5, 5 };
  QCOMPARE( refusalOf( [&] { ratePosterior( events, people, RatePrior::jeffreys ); } ),
            QStringLiteral( "events in row 2 is -1; it must be 0 or more, and finite." ) );
}

QTEST_GUILESS_MAIN( RatePosteriorTest )
#include "rateposterior_test.moc"
