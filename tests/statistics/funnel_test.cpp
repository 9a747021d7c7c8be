// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/funnel.h"
#include "statistics/rateinterval.h"

using namespace communitysafety::statistics;

class FunnelTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void proportionFunnelMatchesThePublishedLine();
  void expectedFunnelMatchesThePublishedLine();
  // laws
  void classFollowsTheCount_data();
  void classFollowsTheCount();
  void funnelNarrowsWithThePopulation();
  void proportionOnTheLimitHasWilsonLimitsAtTheAverage();
  void bunchedEventsAreToldApartLess();
  void areasThatDoNotDifferAreRarelyToldApart_data();
  void areasThatDoNotDifferAreRarelyToldApart();
  // edges
  void areaWithoutExpectationIsNotKnown();
  void noEventsMayBeFarTooFew();
  void limitsOfAProportionStayInside();
  // refused input
  void moreEventsThanPopulationAreRefused();
  void averageAboveOneIsRefused();
  void tailOfAHalfIsRefused();
};

Q_DECLARE_METATYPE( FunnelClass )

void FunnelTest::proportionFunnelMatchesThePublishedLine()
{
  // PHEindicatormethods, funnel of proportions, average 80.642448 %, population 2 and 3; six decimals of a percentage.
  const FunnelLimits inner = proportionFunnel( 0.80642448, 2, innerTail );
  const FunnelLimits outer = proportionFunnel( 0.80642448, 3, outerTail );
  QCOMPARE( differenceBetween( { 100 * inner.lower, 100 * inner.upper, 100 * outer.lower, 100 * outer.upper },
                               { 25.885383, 100, 10.150815, 100 }, 2e-6 ),
            QString() );
}

void FunnelTest::expectedFunnelMatchesThePublishedLine()
{
  // PHEindicatormethods, funnel of ratios at three events; it bisects to about 1e-6.
  const FunnelLimits inner = expectedFunnel( 3, innerTail );
  QCOMPARE( differenceBetween( { inner.lower, inner.upper }, { 0.618671905, 8.767273828 }, 2e-6 ), QString() );
}

void FunnelTest::classFollowsTheCount_data()
{
  QTest::addColumn<double>( "observed" );
  QTest::addColumn<FunnelClass>( "expected" );
  // Limits of the count, from tables: 99.8 % of 50: 30.8 to 76.3; 95 %: 37.1 to 65.9.
  QTest::newRow( "far more than the city's 50" ) << 80.0 << FunnelClass::wellAbove;
  QTest::newRow( "more" ) << 68.0 << FunnelClass::above;
  QTest::newRow( "a few more" ) << 60.0 << FunnelClass::notDifferent;
  QTest::newRow( "a few fewer" ) << 42.0 << FunnelClass::notDifferent;
  QTest::newRow( "fewer" ) << 34.0 << FunnelClass::below;
  QTest::newRow( "far fewer" ) << 26.0 << FunnelClass::wellBelow;
}

void FunnelTest::classFollowsTheCount()
{
  QFETCH( double, observed );
  QFETCH( FunnelClass, expected );
  QCOMPARE( int( funnelClassOfCount( observed, 50 ) ), int( expected ) );
  // A rare share of many is nearly a count: the classes agree away from the limits.
  QCOMPARE( int( funnelClassOfProportion( observed, 1e6, 50e-6 ) ), int( expected ) );
}

void FunnelTest::funnelNarrowsWithThePopulation()
{
  for ( const double tail : { innerTail, outerTail } )
  {
    const FunnelLimits few = proportionFunnel( 0.3, 50, tail ), many = proportionFunnel( 0.3, 5000, tail );
    QVERIFY( few.lower < many.lower && many.lower < 0.3 && 0.3 < many.upper && many.upper < few.upper );
  }
}

void FunnelTest::proportionOnTheLimitHasWilsonLimitsAtTheAverage()
{
  const FunnelLimits limits = proportionFunnel( 0.3, 200, innerTail );
  QVERIFY( std::fabs( wilsonLimits( 200 * limits.upper, 200, 0.95 ).lower - 0.3 ) < 1e-12 );
  QVERIFY( std::fabs( wilsonLimits( 200 * limits.lower, 200, 0.95 ).upper - 0.3 ) < 1e-12 );
}

void FunnelTest::bunchedEventsAreToldApartLess()
{
  QCOMPARE( int( funnelClassOfCount( 80, 50 ) ), int( FunnelClass::wellAbove ) );
  QCOMPARE( int( funnelClassOfCount( 80, 50, 3 ) ), int( FunnelClass::above ) );
  QCOMPARE( int( funnelClassOfCount( 80, 50, 10 ) ), int( FunnelClass::notDifferent ) );
  QCOMPARE( int( funnelClassOfProportion( 80, 100, 0.5, 1 ) ), int( FunnelClass::wellAbove ) );
  QCOMPARE( int( funnelClassOfProportion( 80, 100, 0.5, 20 ) ), int( FunnelClass::notDifferent ) );
}

void FunnelTest::areasThatDoNotDifferAreRarelyToldApart_data()
{
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "exact limits" ) << 3.0;
  QTest::newRow( "where exact limits give way to Byar's" ) << 10.0;
  QTest::newRow( "Byar's limits" ) << 50.0;
  QTest::newRow( "many events" ) << 400.0;
}

void FunnelTest::areasThatDoNotDifferAreRarelyToldApart()
{
  // The shares of all counts of a Poisson distribution that fall into each class, without any drawing.
  QFETCH( double, expected );
  double above = 0, wellAbove = 0, below = 0, wellBelow = 0;
  for ( int count = 0; count < 3 * expected + 30; ++count )
  {
    const double share = std::exp( count * std::log( expected ) - expected - std::lgamma( count + 1.0 ) );
    const int place = int( funnelClassOfCount( count, expected ) );
    above += place > 0 ? share : 0;
    wellAbove += place == 2 ? share : 0;
    below += place < 0 ? share : 0;
    wellBelow += place == -2 ? share : 0;
  }
  QVERIFY2( above < 0.0255 && below < 0.0255, qPrintable( QStringLiteral( "%1 %2" ).arg( above ).arg( below ) ) );
  QVERIFY2( wellAbove < 0.00105 && wellBelow < 0.00105,
            qPrintable( QStringLiteral( "%1 %2" ).arg( wellAbove ).arg( wellBelow ) ) );
  QVERIFY( above > 0.008 );
}

void FunnelTest::areaWithoutExpectationIsNotKnown()
{
  for ( const FunnelClass place :
        { funnelClassOfCount( 5, 0 ), funnelClassOfCount( 5, missing ), funnelClassOfCount( missing, 5 ),
          funnelClassOfProportion( 0, 0, 0.5 ), funnelClassOfProportion( missing, 5, 0.5 ) } )
    QCOMPARE( int( place ), int( FunnelClass::notKnown ) );
}

void FunnelTest::noEventsMayBeFarTooFew()
{
  QCOMPARE( int( funnelClassOfCount( 0, 3 ) ), int( FunnelClass::notDifferent ) );
  QCOMPARE( int( funnelClassOfCount( 0, 5 ) ), int( FunnelClass::below ) );
  QCOMPARE( int( funnelClassOfCount( 0, 8 ) ), int( FunnelClass::wellBelow ) );
}

void FunnelTest::limitsOfAProportionStayInside()
{
  const FunnelLimits limits = proportionFunnel( 0.02, 10, outerTail );
  QCOMPARE( limits.lower, 0.0 );
  QCOMPARE( proportionFunnel( 0.98, 10, outerTail ).upper, 1.0 );
  QVERIFY( isMissing( proportionFunnel( 0.5, 0, innerTail ).lower ) );
}

void FunnelTest::moreEventsThanPopulationAreRefused()
{
  QCOMPARE( refusalOf( [] { funnelClassOfProportion( 6, 5, 0.5 ); } ),
            QStringLiteral( "The number of events is 6; it must be at most the population, 5." ) );
}

void FunnelTest::averageAboveOneIsRefused()
{
  QCOMPARE( refusalOf( [] { proportionFunnel( 80, 100, innerTail ); } ),
            QStringLiteral( "average is 80; it must be between 0 and 1." ) );
}

void FunnelTest::tailOfAHalfIsRefused()
{
  QCOMPARE( refusalOf( [] { expectedFunnel( 3, 0.5 ); } ),
            QStringLiteral( "tail is 0.5; it must be above 0 and below 0.5." ) );
}

QTEST_GUILESS_MAIN( FunnelTest )
#include "funnel_test.moc"
