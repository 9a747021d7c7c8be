// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "simulatedcity.h"
#include "statistics/gaptrend.h"

using namespace communitysafety::statistics;

class GapTrendTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void halvedExcessOfTwoYearsIsNarrowing();
  void yearsFarFromTheLineWidenTheLimits();
  // laws
  void betterOffPlacesThatRiseAreNarrowing();
  void differenceFallsWithTheCityWhereTheRatioStays();
  void crossingToTheOtherSideCountsByTheDistance();
  void yearsThatWereNotCountedTakeTheirTime();
  // edges
  void oneYearCannotTell();
  void fewEventsCannotTell();
  void changeThatChanceHidesCannotTell();
  // refused input
  void yearsOutOfOrderAreRefused();
  void optionsOutOfRangeAreRefused();
  // chance
  void noChangeIsUnchanged_data();
  void noChangeIsUnchanged();
};

namespace
{

//! One place inside and one outside, of 1,000 and 10,000 people.
std::vector<Gap> gapsOf( const std::vector<double> &inside, const std::vector<double> &outside )
{
  std::vector<std::vector<double>> counts;
  for ( std::size_t year = 0; year < inside.size(); ++year )
    counts.push_back( { inside[year], outside[year] } );
  const std::vector<double> people = { 1000, 10000 };
  const GapStream stream{ { counts.begin(), counts.end() }, std::vector<Column>( counts.size(), people ), 1, 1 };
  return gapByYear( GapCounts( { stream }, { 0, -1 } ) );
}

} // namespace

void GapTrendTest::halvedExcessOfTwoYearsIsNarrowing()
{
  const GapTrend trend = gapTrend( gapsOf( { 300, 200 }, { 1000, 1000 } ), { 0, 1 }, GapMeasure::ratio );
  QCOMPARE( trend.verdict, GapChange::narrowing );
  QVERIFY( std::fabs( trend.change.value - 2.0 / 3 ) < 1e-12 );
  // z = ln(2/3) / √(1/300 + 1/200 + 2/1000).
  QVERIFY( std::fabs( trend.p - std::erfc( std::log( 1.5 ) / std::sqrt( 31.0 / 3000 ) / std::sqrt( 2.0 ) ) ) < 1e-12 );
  QCOMPARE( gapTrend( gapsOf( { 200, 300 }, { 1000, 1000 } ), { 0, 1 }, GapMeasure::ratio ).verdict,
            GapChange::widening );
}

void GapTrendTest::yearsFarFromTheLineWidenTheLimits()
{
  const GapTrend smooth =
    gapTrend( gapsOf( { 300, 270, 240, 210 }, { 1000, 1000, 1000, 1000 } ), { 0, 1, 2, 3 }, GapMeasure::ratio );
  const GapTrend ragged =
    gapTrend( gapsOf( { 300, 180, 330, 210 }, { 1000, 1000, 1000, 1000 } ), { 0, 1, 2, 3 }, GapMeasure::ratio );
  QCOMPARE( smooth.inflation, 1.0 );
  QCOMPARE( smooth.verdict, GapChange::narrowing );
  QVERIFY( ragged.inflation > 10 );
  QCOMPARE( ragged.verdict, GapChange::cannotTell );
}

void GapTrendTest::betterOffPlacesThatRiseAreNarrowing()
{
  QCOMPARE( gapTrend( gapsOf( { 100, 160 }, { 2000, 2000 } ), { 0, 1 }, GapMeasure::ratio ).verdict,
            GapChange::narrowing );
  QCOMPARE( gapTrend( gapsOf( { 160, 100 }, { 2000, 2000 } ), { 0, 1 }, GapMeasure::difference ).verdict,
            GapChange::widening );
}

void GapTrendTest::differenceFallsWithTheCityWhereTheRatioStays()
{
  const std::vector<Gap> gaps = gapsOf( { 2000, 1000 }, { 10000, 5000 } );
  QCOMPARE( gapTrend( gaps, { 0, 1 }, GapMeasure::ratio ).verdict, GapChange::unchanged );
  QCOMPARE( gapTrend( gaps, { 0, 1 }, GapMeasure::difference ).verdict, GapChange::narrowing );
}

void GapTrendTest::crossingToTheOtherSideCountsByTheDistance()
{
  // Ratio 1.05 to 0.50, and 1.5 to 0.9.
  QCOMPARE( gapTrend( gapsOf( { 1050, 500 }, { 10000, 10000 } ), { 0, 1 }, GapMeasure::ratio ).verdict,
            GapChange::widening );
  QCOMPARE( gapTrend( gapsOf( { 1500, 900 }, { 10000, 10000 } ), { 0, 1 }, GapMeasure::ratio ).verdict,
            GapChange::narrowing );
  QCOMPARE( gapTrend( gapsOf( { 1050, 500 }, { 10000, 10000 } ), { 0, 1 }, GapMeasure::difference ).verdict,
            GapChange::widening );
}

void GapTrendTest::yearsThatWereNotCountedTakeTheirTime()
{
  // Ratios 3.0, 2.7 and 3.0 × 0.9⁵ lie on one line over the years 1, 2 and 6.
  const std::vector<Gap> gaps = gapsOf( { 30000, 27000, 17714.7 }, { 100000, 100000, 100000 } );
  GapTrendOptions options;
  QVERIFY( gapTrend( gaps, { 0, 1, 2 }, GapMeasure::ratio, options ).inflation > 10 );
  options.times = { 1, 2, 6 };
  const GapTrend trend = gapTrend( gaps, { 0, 1, 2 }, GapMeasure::ratio, options );
  QCOMPARE( trend.inflation, 1.0 );
  QVERIFY( std::fabs( trend.change.value - std::pow( 0.9, 5 ) ) < 1e-12 );
  options.times = { 1, 6, 2 };
  QCOMPARE( refusalOf(
              [&] {
                gapTrend( gaps, { 0, 1, 2 }, GapMeasure::ratio, options );
              } ),
            QStringLiteral( "The time of year 2 is 2; it must be after that of the year before." ) );
}

void GapTrendTest::oneYearCannotTell()
{
  const GapTrend trend = gapTrend( gapsOf( { 300, 200 }, { 1000, 1000 } ), { 1 }, GapMeasure::ratio );
  QCOMPARE( trend.verdict, GapChange::cannotTell );
  QCOMPARE( trend.doubt, GapDoubt::tooFewYears );
}

void GapTrendTest::fewEventsCannotTell()
{
  const GapTrend trend = gapTrend( gapsOf( { 30, 9 }, { 1000, 1000 } ), { 0, 1 }, GapMeasure::ratio );
  QCOMPARE( trend.verdict, GapChange::cannotTell );
  QCOMPARE( trend.doubt, GapDoubt::tooFewEvents );
}

void GapTrendTest::changeThatChanceHidesCannotTell()
{
  const GapTrend trend = gapTrend( gapsOf( { 30, 28 }, { 200, 200 } ), { 0, 1 }, GapMeasure::ratio );
  QCOMPARE( trend.verdict, GapChange::cannotTell );
  QCOMPARE( trend.doubt, GapDoubt::changeTooSmallToSee );
}

void GapTrendTest::yearsOutOfOrderAreRefused()
{
  QCOMPARE( refusalOf(
              [] {
                gapTrend( gapsOf( { 30, 28 }, { 200, 200 } ), { 1, 0 }, GapMeasure::ratio );
              } ),
            QStringLiteral( "The year at place 2 is 0; it must be after the one before and below 2." ) );
}

void GapTrendTest::optionsOutOfRangeAreRefused()
{
  GapTrendOptions options;
  options.significance = 0;
  QCOMPARE( refusalOf( [&] { requireOptions( options ); } ),
            QStringLiteral( "significance is 0; it must be above 0 and below 1." ) );
}

void GapTrendTest::noChangeIsUnchanged_data()
{
  QTest::addColumn<double>( "phi" );
  QTest::newRow( "independent events" ) << 1.0;
  QTest::newRow( "some repeats" ) << 2.0;
  QTest::newRow( "many repeats" ) << 5.0;
}

void GapTrendTest::noChangeIsUnchanged()
{
  // The places are chosen on three years, the two after them are compared.
  QFETCH( double, phi );
  constexpr int cities = 400;
  int unchanged = 0, untold = 0;
  for ( int number = 0; number < cities; ++number )
  {
    SimulatedCity city( phi, std::uint64_t( number ), 30 );
    city.choose( 1 );
    const std::vector<Gap> gaps = gapByYear( GapCounts( { city.stream() }, city.neighbourhood ) );
    const GapChange verdict = gapTrend( gaps, { 3, 4 }, GapMeasure::ratio ).verdict;
    unchanged += verdict == GapChange::unchanged ? 1 : 0;
    untold += verdict == GapChange::cannotTell ? 1 : 0;
  }
  QVERIFY2( unchanged >= 0.95 * cities,
            qPrintable( QString( "%1 of %2, %3 untold" ).arg( unchanged ).arg( cities ).arg( untold ) ) );
}

QTEST_GUILESS_MAIN( GapTrendTest )
#include "gaptrend_test.moc"
