// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/gap.h"

using namespace communitysafety::statistics;

class GapTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void ratesRatioAndDifferenceOfOneStream();
  void weightedStreamsAreAdded();
  // laws
  void limitsOfARateAreThoseOfItsCount();
  void overdispersionWidensTheLimits();
  void yearWithFewerMonthsHasTheSameRate();
  void poolingYearsAddsEventsAndExposure();
  // edges
  void noEventInsideHasALowerLimitOfZero();
  void noEventOutsideGivesNoRatio();
  void streamAbsentInAYearIsNotCompared();
  void placeAbsentInAYearCountsWithNeither();
  // refused input
  void wrongInputIsRefused_data();
  void wrongInputIsRefused();
  // chance
  void limitsHoldTheTrueRatio();
};

namespace
{

//! Two places inside (neighbourhoods 0 and 1), two in the rest.
const std::vector<int> neighbourhood = { 0, 1, -1, -1 };
const std::vector<double> people = { 100, 100, 500, 300 };

GapStream streamOf( const std::vector<std::vector<double>> &counts, const std::vector<std::vector<double>> &exposures,
                    double weight = 1, double phi = 1 )
{
  return { { counts.begin(), counts.end() }, { exposures.begin(), exposures.end() }, weight, phi };
}

Gap firstYear( const std::vector<GapStream> &streams )
{
  return gapByYear( GapCounts( streams, neighbourhood ) ).front();
}

} // namespace

void GapTest::ratesRatioAndDifferenceOfOneStream()
{
  const std::vector<std::vector<double>> counts = { { 30, 20, 60, 20 } }, exposures = { people };
  const Gap gap = firstYear( { streamOf( counts, exposures ) } );
  QCOMPARE( gap.inside.value, 0.25 );
  QCOMPARE( gap.outside.value, 0.1 );
  QCOMPARE( gap.ratio.value, 2.5 );
  QCOMPARE( gap.difference.value, 0.15 );
  QCOMPARE( gap.eventsInside, 50.0 );
  QVERIFY( std::fabs( gap.logRatioVariance - ( 1.0 / 50 + 1.0 / 80 ) ) < 1e-12 );
  QVERIFY( gap.ratio.limits.lower > 1.7 && gap.ratio.limits.upper < 3.7 );
}

void GapTest::weightedStreamsAreAdded()
{
  // Inside 50/200 + 3 × 20/200, outside 80/800 + 3 × 40/800.
  const std::vector<std::vector<double>> one = { { 30, 20, 60, 20 } }, other = { { 10, 10, 20, 20 } },
                                         exposures = { people };
  const Gap gap = firstYear( { streamOf( one, exposures ), streamOf( other, exposures, 3, 2 ) } );
  QCOMPARE( gap.inside.value, 0.55 );
  QCOMPARE( gap.outside.value, 0.25 );
  const double variance = 50 / 4e4 + 9 * 2 * 20 / 4e4 + 80 / 64e4 + 9 * 2 * 40 / 64e4;
  QVERIFY( std::fabs( gap.differenceVariance - variance ) < 1e-12 );
}

void GapTest::limitsOfARateAreThoseOfItsCount()
{
  const std::vector<std::vector<double>> counts = { { 3, 2, 60, 20 } }, exposures = { people };
  const Gap gap = firstYear( { streamOf( counts, exposures, 1, 2.5 ) } );
  const Interval exact = exactPoissonLimits( 5 / 2.5, 0.95 );
  QVERIFY( std::fabs( gap.inside.limits.lower - exact.lower * 2.5 / 200 ) < 1e-12 );
  QVERIFY( std::fabs( gap.inside.limits.upper - exact.upper * 2.5 / 200 ) < 1e-12 );
}

void GapTest::overdispersionWidensTheLimits()
{
  const std::vector<std::vector<double>> counts = { { 30, 20, 60, 20 } }, exposures = { people };
  const Gap one = firstYear( { streamOf( counts, exposures ) } ),
            two = firstYear( { streamOf( counts, exposures, 1, 2 ) } );
  QCOMPARE( two.ratio.value, one.ratio.value );
  QVERIFY( two.ratio.limits.lower < one.ratio.limits.lower && two.ratio.limits.upper > one.ratio.limits.upper );
  QVERIFY( two.difference.limits.lower < one.difference.limits.lower );
}

void GapTest::yearWithFewerMonthsHasTheSameRate()
{
  const std::vector<std::vector<double>> counts = { { 30, 20, 60, 20 }, { 15, 10, 30, 10 } };
  const std::vector<std::vector<double>> exposures = { people, { 50, 50, 250, 150 } };
  const std::vector<Gap> gaps = gapByYear( GapCounts( { streamOf( counts, exposures ) }, neighbourhood ) );
  QCOMPARE( gaps[1].ratio.value, gaps[0].ratio.value );
  QCOMPARE( gaps[1].difference.value, gaps[0].difference.value );
}

void GapTest::poolingYearsAddsEventsAndExposure()
{
  const std::vector<std::vector<double>> counts = { { 30, 20, 60, 20 }, { 10, 10, 40, 30 } },
                                         exposures = { people, people };
  const Gap gap = gapOfYears( GapCounts( { streamOf( counts, exposures ) }, neighbourhood ), { 0, 1 } );
  QCOMPARE( gap.inside.value, 70.0 / 400 );
  QCOMPARE( gap.outside.value, 150.0 / 1600 );
}

void GapTest::noEventInsideHasALowerLimitOfZero()
{
  const std::vector<std::vector<double>> counts = { { 0, 0, 60, 20 } }, exposures = { people };
  const Gap gap = firstYear( { streamOf( counts, exposures ) } );
  QCOMPARE( gap.ratio.value, 0.0 );
  QCOMPARE( gap.ratio.limits.lower, 0.0 );
  QVERIFY( gap.ratio.limits.upper > 0.1 && gap.ratio.limits.upper < 0.5 );
  QVERIFY( isMissing( gap.logRatioVariance ) );
}

void GapTest::noEventOutsideGivesNoRatio()
{
  const std::vector<std::vector<double>> counts = { { 3, 4, 0, 0 } }, exposures = { people };
  const Gap gap = firstYear( { streamOf( counts, exposures ) } );
  QVERIFY( isMissing( gap.ratio.value ) );
  QCOMPARE( gap.difference.value, 0.035 );
}

void GapTest::streamAbsentInAYearIsNotCompared()
{
  const std::vector<std::vector<double>> counts = { { 30, 20, 60, 20 }, { 30, 20, 60, 20 } };
  const std::vector<std::vector<double>> always = { people, people }, once = { people, { 0, 0, 0, 0 } };
  const GapCounts sums( { streamOf( counts, always ), streamOf( counts, once ) }, neighbourhood );
  QVERIFY( sums.isCompared( 0 ) );
  QVERIFY( !sums.isCompared( 1 ) );
  QCOMPARE( gapByYear( sums ).front().inside.value, 0.25 );
  const Gap none = gapByYear( GapCounts( { streamOf( counts, once ) }, neighbourhood ) ).front();
  QVERIFY( isMissing( none.ratio.value ) && isMissing( none.eventsInside ) && isMissing( none.eventsOutside ) );
}

void GapTest::placeAbsentInAYearCountsWithNeither()
{
  const std::vector<std::vector<double>> counts = { { 30, missing, 60, 20 } }, exposures = { people };
  QCOMPARE( firstYear( { streamOf( counts, exposures ) } ).inside.value, 0.3 );
}

void GapTest::wrongInputIsRefused_data()
{
  QTest::addColumn<double>( "count" );
  QTest::addColumn<double>( "weight" );
  QTest::addColumn<double>( "phi" );
  QTest::addColumn<int>( "inside" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "negative count" ) << -1.0 << 1.0 << 1.0 << 0
                                    << "counts in row 1 is -1; it must be 0 or more, and finite.";
  QTest::newRow( "weight of 0" ) << 1.0 << 0.0 << 1.0 << 0
                                 << "The weight of a stream is 0; it must be above 0, and finite.";
  QTest::newRow( "dispersion below 1" ) << 1.0 << 1.0 << 0.5 << 0
                                        << "The dispersion of a stream is 0.5; it must be 1 or more, and finite.";
  QTest::newRow( "no neighbourhood" ) << 1.0 << 1.0 << 1.0 << -1
                                      << "The number of neighbourhoods is 0; it must be 1 or more.";
}

void GapTest::wrongInputIsRefused()
{
  QFETCH( double, count );
  QFETCH( double, weight );
  QFETCH( double, phi );
  QFETCH( int, inside );
  QFETCH( QString, sentence );
  const std::vector<std::vector<double>> counts = { { count, 2 } }, exposures = { { 10, 10 } };
  QCOMPARE( refusalOf(
              [&] {
                GapCounts( { streamOf( counts, exposures, weight, phi ) }, { inside, -1 } );
              } ),
            sentence );
}

void GapTest::limitsHoldTheTrueRatio()
{
  // Binomial given the total: of all pairs of counts of the means 12 and 40, how often the limits hold 12/40.
  double held = 0;
  double inside = std::exp( -12 );
  for ( int a = 0; a < 60; ++a, inside *= 12.0 / a )
  {
    double outside = std::exp( -40 );
    for ( int b = 0; b < 120; ++b, outside *= 40.0 / b )
    {
      const std::vector<std::vector<double>> counts = { { double( a ), double( b ) } }, exposures = { { 1, 1 } };
      const Interval limits =
        gapByYear( GapCounts( { streamOf( counts, exposures ) }, { 0, -1 } ) ).front().ratio.limits;
      if ( limits.lower <= 0.3 && !( limits.upper < 0.3 ) )
        held += inside * outside;
    }
  }
  QVERIFY2( held > 0.95 && held < 0.985, qPrintable( QString::number( held ) ) );
}

QTEST_GUILESS_MAIN( GapTest )
#include "gap_test.moc"
