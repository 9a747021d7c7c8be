// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/districtshrinkage.h"
#include "statistics/smoothing.h"

#include <algorithm>

using namespace communitysafety::statistics;

class DistrictShrinkageTest : public QObject
{
  Q_OBJECT

private slots:
  // published formula
  void twoAreasByHand();
  // laws
  void estimateLiesBetweenOwnProportionAndDistrict();
  void largerPopulationKeepsMoreOfItsOwn();
  void districtsDoNotTouchEachOther();
  void ratesOfADistrictAreItsEmpiricalBayes();
  // edges
  void areaAloneKeepsItsProportion();
  void alikeAreasGetTheDistricts();
  void areaWithoutPopulationPlaysNoPart();
  void ratesMayExceedThePopulation();
  // refused input
  void moreEventsThanPopulationIsNamedByItsRow();
  void everyAreaNeedsADistrict();
};

void DistrictShrinkageTest::twoAreasByHand()
{
  // 10 of 50 and 30 of 50; district 40 of 100.
  const double m = std::log( 10.5 / 40.5 ), other = std::log( 30.5 / 20.5 ), M = std::log( 40.5 / 60.5 );
  const double within = 51.0 * 52 / ( 50.0 * 11 * 41 );
  const double between = ( m - M ) * ( m - M ) + ( other - M ) * ( other - M );
  const double w = ( 1 / within ) / ( 1 / within + 1 / between );
  const double mixed = w * m + ( 1 - w ) * M;
  const ShrunkToDistrict shrunk =
    shrinkToDistrict( std::vector<double>{ 10, 30 }, std::vector<double>{ 50, 50 }, { 7, 7 } );
  QVERIFY( std::fabs( shrunk.weightOnOwn[0] - w ) < 1e-14 );
  QVERIFY( std::fabs( shrunk.rate[0] - std::exp( mixed ) / ( 1 + std::exp( mixed ) ) ) < 1e-14 );
}

void DistrictShrinkageTest::estimateLiesBetweenOwnProportionAndDistrict()
{
  const std::vector<double> events = { 3, 40, 55, 20 }, people = { 20, 100, 90, 100 };
  const ShrunkToDistrict shrunk = shrinkToDistrict( events, people, { 0, 0, 0, 0 } );
  const double district = 118.0 / 310;
  for ( std::size_t area = 0; area < 4; ++area )
  {
    const auto [low, high] = std::minmax( { events[area] / people[area], district } );
    // The half of an event added to the odds moves either end a little.
    QVERIFY( shrunk.rate[area] > low - 0.02 && shrunk.rate[area] < high + 0.02 );
    QVERIFY( shrunk.weightOnOwn[area] > 0 && shrunk.weightOnOwn[area] < 1 );
  }
}

void DistrictShrinkageTest::largerPopulationKeepsMoreOfItsOwn()
{
  const ShrunkToDistrict shrunk =
    shrinkToDistrict( std::vector<double>{ 2, 200, 500 }, std::vector<double>{ 10, 1000, 1000 }, { 0, 0, 0 } );
  QVERIFY( shrunk.weightOnOwn[1] > shrunk.weightOnOwn[0] );
}

void DistrictShrinkageTest::districtsDoNotTouchEachOther()
{
  const ShrunkToDistrict both =
    shrinkToDistrict( std::vector<double>{ 10, 90, 30, 95 }, std::vector<double>{ 50, 100, 50, 100 }, { 0, 5, 0, 5 } );
  const ShrunkToDistrict first =
    shrinkToDistrict( std::vector<double>{ 10, 30 }, std::vector<double>{ 50, 50 }, { 3, 3 } );
  QCOMPARE( differenceBetween( { both.rate[0], both.rate[2] }, first.rate, 1e-15 ), QString() );
}

void DistrictShrinkageTest::ratesOfADistrictAreItsEmpiricalBayes()
{
  const ShrunkToDistrict shrunk = empiricalBayesByDistrict( std::vector<double>{ 1, 900, 50, 12 },
                                                            std::vector<double>{ 100, 100, 200, 100 }, { 1, 2, 1, 1 } );
  const SmoothedRates alone = empiricalBayes( std::vector<double>{ 1, 50, 12 }, std::vector<double>{ 100, 200, 100 } );
  QCOMPARE( differenceBetween( shrunk.rate, { alone.rate[0], 9, alone.rate[1], alone.rate[2] }, 1e-15 ), QString() );
}

void DistrictShrinkageTest::areaAloneKeepsItsProportion()
{
  const ShrunkToDistrict shrunk =
    shrinkToDistrict( std::vector<double>{ 1, 2, 4 }, std::vector<double>{ 4, 4, 4 }, { -1, -1, 0 } );
  QCOMPARE( differenceBetween( shrunk.rate, { 0.25, 0.5, 1 } ), QString() );
  QCOMPARE( differenceBetween( shrunk.weightOnOwn, { 1, 1, 1 } ), QString() );
}

void DistrictShrinkageTest::alikeAreasGetTheDistricts()
{
  // Logs of odds would differ by the half of an event that is added to each.
  const ShrunkToDistrict shrunk =
    empiricalBayesByDistrict( std::vector<double>{ 5, 10 }, std::vector<double>{ 50, 100 }, { 0, 0 } );
  QCOMPARE( differenceBetween( shrunk.rate, { 0.1, 0.1 } ), QString() );
  QCOMPARE( differenceBetween( shrunk.weightOnOwn, { 0, 0 } ), QString() );
}

void DistrictShrinkageTest::areaWithoutPopulationPlaysNoPart()
{
  const ShrunkToDistrict shrunk =
    shrinkToDistrict( std::vector<double>{ 10, 0, 30, missing }, std::vector<double>{ 50, 0, 50, 80 }, { 0, 0, 0, 0 } );
  const ShrunkToDistrict without =
    shrinkToDistrict( std::vector<double>{ 10, 30 }, std::vector<double>{ 50, 50 }, { 0, 0 } );
  QCOMPARE( differenceBetween( shrunk.rate, { without.rate[0], missing, without.rate[1], missing } ), QString() );
}

void DistrictShrinkageTest::ratesMayExceedThePopulation()
{
  QCOMPARE( empiricalBayesByDistrict( std::vector<double>{ 30 }, std::vector<double>{ 10 }, { 0 } ).rate[0], 3.0 );
}

void DistrictShrinkageTest::moreEventsThanPopulationIsNamedByItsRow()
{
  QCOMPARE( refusalOf(
              [] {
                shrinkToDistrict( std::vector<double>{ 1, 9 }, std::vector<double>{ 5, 5 }, { 0, 0 } );
              } ),
            QStringLiteral( "events in row 2 is 9; it must be at most the population, 5." ) );
}

void DistrictShrinkageTest::everyAreaNeedsADistrict()
{
  QCOMPARE( refusalOf(
              [] {
                shrinkToDistrict( std::vector<double>{ 1, 2 }, std::vector<double>{ 5, 5 }, { 0 } );
              } ),
            QStringLiteral( "The length of district is 1; it must be 2." ) );
}

QTEST_GUILESS_MAIN( DistrictShrinkageTest )
#include "districtshrinkage_test.moc"
