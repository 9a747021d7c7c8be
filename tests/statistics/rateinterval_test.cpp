// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/rateinterval.h"

using namespace communitysafety::statistics;

class RateIntervalTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void limitsOfCountsMatchThePublishedTable_data();
  void limitsOfCountsMatchThePublishedTable();
  void exactLimitsMatchR();
  void normalQuantileMatchesTheTables();
  // laws
  void limitsHoldTheCount();
  void higherConfidenceGivesWiderLimits();
  void exactLimitsLeaveHalfOfTheRestOnEachSide();
  void wilsonLimitsMirrorEachOther();
  void bunchedEventsGiveWiderLimits();
  // edges
  void noEventsHaveALowerLimitOfZero();
  void byarsLowerLimitIsNeverBelowZero();
  void proportionOfNoneAndOfAllStayInside();
  void noTrialsHaveNoLimits();
  void missingCountHasNoLimits();
  // refused input
  void negativeCountIsRefused();
  void confidenceOfOneIsRefused();
  void moreEventsThanTrialsAreRefused();
  void dispersionBelowOneIsRefused();
};

namespace
{

QString difference( const Interval &limits, double lower, double upper, double tolerance )
{
  return differenceBetween( { limits.lower, limits.upper }, { lower, upper }, tolerance );
}

} // namespace

void RateIntervalTest::limitsOfCountsMatchThePublishedTable_data()
{
  QTest::addColumn<double>( "events" );
  QTest::addColumn<double>( "lower" );
  QTest::addColumn<double>( "upper" );
  // R package PHEindicatormethods 2.0.0, 95 %; seven decimals printed.
  QTest::newRow( "exact" ) << 5.0 << 1.6234864 << 11.6683321;
  QTest::newRow( "the first of Byar's" ) << 10.0 << 4.7874499 << 18.3914586;
  QTest::newRow( "Byar's" ) << 25.0 << 16.1742659 << 36.9064507;
  QTest::newRow( "a hundred" ) << 100.0 << 81.3621055 << 121.6279376;
}

void RateIntervalTest::limitsOfCountsMatchThePublishedTable()
{
  QFETCH( double, events );
  QFETCH( double, lower );
  QFETCH( double, upper );
  QCOMPARE( difference( poissonLimits( events, 0.95 ), lower, upper, 5e-8 ), QString() );
}

void RateIntervalTest::exactLimitsMatchR()
{
  // R 4.2.2: poisson.test(5)$conf.int and poisson.test(0)$conf.int, 12 digits.
  QCOMPARE( difference( exactPoissonLimits( 5, 0.95 ), 1.62348639012, 11.66833207932, 5e-12 ), QString() );
  QCOMPARE( difference( exactPoissonLimits( 0, 0.95 ), 0, 3.68887945411, 5e-12 ), QString() );
}

void RateIntervalTest::normalQuantileMatchesTheTables()
{
  QVERIFY( std::fabs( normalQuantile( 0.95 ) - 1.959963985 ) < 5e-10 );
  QVERIFY( std::fabs( normalQuantile( 0.998 ) - 3.090232306 ) < 5e-10 );
}

void RateIntervalTest::limitsHoldTheCount()
{
  for ( const double events : { 0.5, 1.0, 9.99, 10.0, 1e3, 1e7 } )
    for ( const Interval &limits :
          { exactPoissonLimits( events, 0.9 ), byarLimits( events, 0.9 ), poissonLimits( events, 0.9 ) } )
      QVERIFY( limits.lower < events && events < limits.upper );
}

void RateIntervalTest::higherConfidenceGivesWiderLimits()
{
  for ( const double events : { 3.0, 30.0 } )
  {
    const Interval inner = poissonLimits( events, 0.95 ), outer = poissonLimits( events, 0.998 );
    QVERIFY( outer.lower < inner.lower && inner.upper < outer.upper );
  }
}

void RateIntervalTest::exactLimitsLeaveHalfOfTheRestOnEachSide()
{
  // At the lower limit 4 events or more, at the upper one 4 or fewer, come about in 2.5 % of cases.
  const Interval limits = exactPoissonLimits( 4, 0.95 );
  const auto atMost = []( int events, double mean )
  {
    double term = std::exp( -mean ), sum = term;
    for ( int n = 1; n <= events; ++n )
      sum += ( term *= mean / n );
    return sum;
  };
  QVERIFY( std::fabs( 1 - atMost( 3, limits.lower ) - 0.025 ) < 1e-12 );
  QVERIFY( std::fabs( atMost( 4, limits.upper ) - 0.025 ) < 1e-12 );
}

void RateIntervalTest::wilsonLimitsMirrorEachOther()
{
  const Interval some = wilsonLimits( 12, 40, 0.95 ), others = wilsonLimits( 28, 40, 0.95 );
  QCOMPARE( difference( others, 1 - some.upper, 1 - some.lower, 1e-14 ), QString() );
}

void RateIntervalTest::bunchedEventsGiveWiderLimits()
{
  // 40 events in bunches of 4 tell as much as 10 that know nothing of each other.
  QCOMPARE( difference( poissonLimits( 40, 0.95, 4 ), 4 * 4.7874499, 4 * 18.3914586, 2e-7 ), QString() );
  QCOMPARE(
    difference( poissonLimits( 40, 0.95, 1 ), poissonLimits( 40, 0.95 ).lower, poissonLimits( 40, 0.95 ).upper, 0 ),
    QString() );
}

void RateIntervalTest::noEventsHaveALowerLimitOfZero()
{
  QCOMPARE( exactPoissonLimits( 0, 0.95 ).lower, 0.0 );
  QCOMPARE( byarLimits( 0, 0.95 ).lower, 0.0 );
  QVERIFY( byarLimits( 0, 0.95 ).upper > 0 );
}

void RateIntervalTest::byarsLowerLimitIsNeverBelowZero() { QCOMPARE( byarLimits( 1, 0.998 ).lower, 0.0 ); }

void RateIntervalTest::proportionOfNoneAndOfAllStayInside()
{
  QCOMPARE( wilsonLimits( 0, 7, 0.95 ).lower, 0.0 );
  QCOMPARE( wilsonLimits( 7, 7, 0.95 ).upper, 1.0 );
  QVERIFY( wilsonLimits( 0, 7, 0.95 ).upper > 0.3 );
}

void RateIntervalTest::noTrialsHaveNoLimits() { QVERIFY( isMissing( wilsonLimits( 0, 0, 0.95 ).lower ) ); }

void RateIntervalTest::missingCountHasNoLimits()
{
  for ( const Interval &limits : { exactPoissonLimits( missing, 0.95 ), byarLimits( missing, 0.95 ),
                                   poissonLimits( missing, 0.95 ), wilsonLimits( missing, 5, 0.95 ) } )
    QVERIFY( isMissing( limits.lower ) && isMissing( limits.upper ) );
}

void RateIntervalTest::negativeCountIsRefused()
{
  QCOMPARE( refusalOf( [] { poissonLimits( -3, 0.95 ); } ),
            QStringLiteral( "The number of events is -3; it must be 0 or more, and finite." ) );
}

void RateIntervalTest::confidenceOfOneIsRefused()
{
  QCOMPARE( refusalOf( [] { byarLimits( 3, 1 ); } ),
            QStringLiteral( "confidence is 1; it must be above 0 and below 1." ) );
}

void RateIntervalTest::moreEventsThanTrialsAreRefused()
{
  QCOMPARE( refusalOf( [] { wilsonLimits( 8, 7, 0.95 ); } ),
            QStringLiteral( "The number of events is 8; it must be at most the number of trials, 7." ) );
}

void RateIntervalTest::dispersionBelowOneIsRefused()
{
  QCOMPARE( refusalOf( [] { poissonLimits( 3, 0.95, 0.5 ); } ),
            QStringLiteral( "dispersion is 0.5; it must be 1 or more, and finite." ) );
}

QTEST_GUILESS_MAIN( RateIntervalTest )
#include "rateinterval_test.moc"
