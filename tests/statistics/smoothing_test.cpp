// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "smallareacounts.h"
#include "statistics/smoothing.h"

#include <algorithm>

using namespace communitysafety::statistics;

class SmoothingTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void northCarolinaMatchesThePublishedPackage();
  void aucklandMatchesThePublishedPackage();
  // laws
  void estimateLiesBetweenOwnRateAndMean();
  void unitOfThePopulationOnlyScalesTheRates();
  void orderOfTheAreasDoesNotMatter();
  void equalWeightsGiveThePlainMean();
  void constantSurfaceStaysConstant();
  // edges
  void areaWithoutPopulationGetsNoRateAndPlaysNoPart();
  void ratesNoMoreDifferentThanChanceBecomeTheMean();
  void withoutEventsEveryRateIsZero();
  void withoutPopulationNothingIsEstimated();
  void meanOfTheCentreCoversThreeByThree();
  void missingNeighbourIsLeftOutAndMissingAreaStaysMissing();
  void partialCellCountsByItsShare();
  // refused input
  void negativePopulationIsNamedByItsRow();
  void valuesMustMatchTheNeighbours();
};

namespace
{

Neighbours squareOf( int side )
{
  std::vector<int> columns;
  std::vector<int> rows;
  for ( int cell = 0; cell < side * side; ++cell )
  {
    columns.push_back( cell % side );
    rows.push_back( cell / side );
  }
  return Neighbours::onSquareGrid( columns, rows );
}

std::vector<double> firstFive( const std::vector<double> &values ) { return { values.begin(), values.begin() + 5 }; }

} // namespace

void SmoothingTest::northCarolinaMatchesThePublishedPackage()
{
  // R package spdep, EBest(SID74, BIR74) on sids; nine significant digits printed.
  const SmoothedRates smoothed = empiricalBayes( sidsDeaths, sidsBirths );
  QVERIFY( std::fabs( smoothed.betweenVariance - 7.69293065e-7 ) < 5e-16 );
  QVERIFY( std::fabs( smoothed.meanRate - 2.02144489e-3 ) < 5e-12 );
  QVERIFY( !smoothed.noExcessVariance );
  QCOMPARE( differenceBetween( firstFive( smoothed.rate ),
                               { .00169729733, .00170537768, .00177308702, .00201286808, .00353491315 }, 5e-12 ),
            QString() );
}

void SmoothingTest::aucklandMatchesThePublishedPackage()
{
  // R package spdep, EBest(M77_85, 9 * Und5_81) on auckland, as its manual prints it.
  std::vector<double> childYears = aucklandChildren;
  for ( double &children : childYears )
    children *= 9;
  const SmoothedRates smoothed = empiricalBayes( aucklandDeaths, childYears );
  QVERIFY( std::fabs( smoothed.betweenVariance - 7.28417290e-7 ) < 5e-16 );
  QVERIFY( std::fabs( smoothed.meanRate - 2.63343619e-3 ) < 5e-12 );
}

void SmoothingTest::estimateLiesBetweenOwnRateAndMean()
{
  const SmoothedRates smoothed = empiricalBayes( sidsDeaths, sidsBirths );
  for ( std::size_t area = 0; area < sidsDeaths.size(); ++area )
  {
    const double own = sidsDeaths[area] / sidsBirths[area];
    QVERIFY( smoothed.rate[area] >= std::min( own, smoothed.meanRate ) );
    QVERIFY( smoothed.rate[area] <= std::max( own, smoothed.meanRate ) );
    QVERIFY( smoothed.weightOnOwn[area] > 0 && smoothed.weightOnOwn[area] < 1 );
  }
}

void SmoothingTest::unitOfThePopulationOnlyScalesTheRates()
{
  std::vector<double> thousands = sidsBirths;
  for ( double &births : thousands )
    births /= 1000;
  const SmoothedRates perBirth = empiricalBayes( sidsDeaths, sidsBirths );
  SmoothedRates perThousand = empiricalBayes( sidsDeaths, thousands );
  QCOMPARE( differenceBetween( perThousand.weightOnOwn, perBirth.weightOnOwn ), QString() );
  for ( double &rate : perThousand.rate )
    rate /= 1000;
  QCOMPARE( differenceBetween( perThousand.rate, perBirth.rate, 1e-14 ), QString() );
}

void SmoothingTest::orderOfTheAreasDoesNotMatter()
{
  std::vector<double> deaths( sidsDeaths.rbegin(), sidsDeaths.rend() );
  std::vector<double> births( sidsBirths.rbegin(), sidsBirths.rend() );
  std::vector<double> rate = empiricalBayes( deaths, births ).rate;
  std::reverse( rate.begin(), rate.end() );
  QCOMPARE( differenceBetween( rate, empiricalBayes( sidsDeaths, sidsBirths ).rate, 1e-14 ), QString() );
}

void SmoothingTest::equalWeightsGiveThePlainMean()
{
  const std::vector<double> values = { 1, 5, 2, 8, 0, 3, 4, 4, 9 };
  QCOMPARE( differenceBetween( meanOfNeighbours( values, squareOf( 3 ), std::vector<double>( 9, 0.3 ) ),
                               meanOfNeighbours( values, squareOf( 3 ) ) ),
            QString() );
}

void SmoothingTest::constantSurfaceStaysConstant()
{
  const std::vector<double> values( 25, 7.0 );
  QCOMPARE( differenceBetween( meanOfNeighbours( values, squareOf( 5 ) ), values ), QString() );
}

void SmoothingTest::areaWithoutPopulationGetsNoRateAndPlaysNoPart()
{
  std::vector<double> deaths = sidsDeaths;
  std::vector<double> births = sidsBirths;
  deaths.insert( deaths.end(), { 3, 4, missing } );
  births.insert( births.end(), { 0, missing, 500 } );
  const SmoothedRates smoothed = empiricalBayes( deaths, births );
  std::vector<double> expected = empiricalBayes( sidsDeaths, sidsBirths ).rate;
  expected.insert( expected.end(), 3, missing );
  QCOMPARE( differenceBetween( smoothed.rate, expected, 1e-15 ), QString() );
}

void SmoothingTest::ratesNoMoreDifferentThanChanceBecomeTheMean()
{
  const std::vector<double> events = { 10, 20, 31 };
  const std::vector<double> people = { 100, 200, 300 };
  const SmoothedRates smoothed = empiricalBayes( events, people );
  QVERIFY( smoothed.noExcessVariance );
  QCOMPARE( smoothed.betweenVariance, 0.0 );
  QCOMPARE( differenceBetween( smoothed.rate, std::vector<double>( 3, 61.0 / 600 ) ), QString() );
  QCOMPARE( differenceBetween( smoothed.weightOnOwn, { 0, 0, 0 } ), QString() );
}

void SmoothingTest::withoutEventsEveryRateIsZero()
{
  const std::vector<double> events = { 0, 0 };
  const std::vector<double> people = { 100, 200 };
  const SmoothedRates smoothed = empiricalBayes( events, people );
  QCOMPARE( differenceBetween( smoothed.rate, { 0, 0 } ), QString() );
  QVERIFY( smoothed.noExcessVariance );
}

void SmoothingTest::withoutPopulationNothingIsEstimated()
{
  const std::vector<double> zero = { 0, 0 };
  const SmoothedRates smoothed = empiricalBayes( zero, zero );
  QCOMPARE( differenceBetween( smoothed.rate, { missing, missing } ), QString() );
  QVERIFY( isMissing( smoothed.meanRate ) );
}

void SmoothingTest::meanOfTheCentreCoversThreeByThree()
{
  const std::vector<double> values = { 1, 2, 3, 4, 5, 6, 7, 8, 18 };
  const std::vector<double> means = meanOfNeighbours( values, squareOf( 3 ) );
  QCOMPARE( means[4], 6.0 );
  QCOMPARE( means[0], 3.0 );
}

void SmoothingTest::missingNeighbourIsLeftOutAndMissingAreaStaysMissing()
{
  const std::vector<double> values = { 1, missing, 3, 8 };
  QCOMPARE( differenceBetween( meanOfNeighbours( values, squareOf( 2 ) ), { 4, missing, 4, 4 } ), QString() );
}

void SmoothingTest::partialCellCountsByItsShare()
{
  const std::vector<double> values = { 10, 40, 99, 99 };
  const std::vector<double> shares = { 1, 0.5, 0, missing };
  QCOMPARE( differenceBetween( meanOfNeighbours( values, squareOf( 2 ), shares ), { 20, 20, missing, missing } ),
            QString() );
}

void SmoothingTest::negativePopulationIsNamedByItsRow()
{
  const std::vector<double> events = { 1, 1, 1 };
  const std::vector<double> people = { 10, 10, -5 };
  QCOMPARE( refusalOf( [&] { empiricalBayes( events, people ); } ),
            QStringLiteral( "population in row 3 is -5; it must be 0 or more, and finite." ) );
}

void SmoothingTest::valuesMustMatchTheNeighbours()
{
  QCOMPARE( refusalOf( [] { meanOfNeighbours( std::vector<double>( 5, 1.0 ), squareOf( 2 ) ); } ),
            QStringLiteral( "The length of values is 5; it must be 4." ) );
}

QTEST_GUILESS_MAIN( SmoothingTest )
#include "smoothing_test.moc"
