// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/ratedeviation.h"

#include "expectations.h"

using namespace communitysafety::statistics;

class RateDeviationTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void alikeRatesDeviateBySizeAlone();
  // laws
  void unitOfTheDenominatorPlaysNoPart();
  // edges
  void areaWithoutDenominatorIsLeftOut();
  void noEventsGiveNoDeviates();
  // refused input
  void negativeEventsAreNamedByTheirRow();
};

void RateDeviationTest::alikeRatesDeviateBySizeAlone()
{
  // 30 events of 300: b = 0.1, and rates of 0.11 and 0.095 differ less than chance makes them: a = 0, √(b / N) is left.
  const std::vector<double> deviates = rateDeviates( std::vector<double>{ 11, 19 }, std::vector<double>{ 100, 200 } );
  QCOMPARE( differenceBetween( deviates, { 0.01 / std::sqrt( 0.001 ), -0.005 / std::sqrt( 0.0005 ) } ), QString() );
}

void RateDeviationTest::unitOfTheDenominatorPlaysNoPart()
{
  const std::vector<double> events = { 4, 50, 9, 20 };
  QCOMPARE( differenceBetween( rateDeviates( events, std::vector<double>{ 100, 200, 300, 400 } ),
                               rateDeviates( events, std::vector<double>{ 0.1, 0.2, 0.3, 0.4 } ) ),
            QString() );
}

void RateDeviationTest::areaWithoutDenominatorIsLeftOut()
{
  const std::vector<double> deviates =
    rateDeviates( std::vector<double>{ 11, 19, 3, missing }, std::vector<double>{ 100, 200, 0, 50 } );
  QVERIFY( isMissing( deviates[2] ) && isMissing( deviates[3] ) );
  QVERIFY( std::fabs( deviates[0] - 0.01 / std::sqrt( 0.001 ) ) < 1e-12 );
}

void RateDeviationTest::noEventsGiveNoDeviates()
{
  QVERIFY( isMissing( rateDeviates( std::vector<double>{ 0, 0 }, std::vector<double>{ 100, 200 } )[0] ) );
}

void RateDeviationTest::negativeEventsAreNamedByTheirRow()
{
  const QString refusal = refusalOf(
    [] {
      rateDeviates( std::vector<double>{ 1, -2 }, std::vector<double>{ 100, 200 } );
    } );
  QVERIFY2( refusal.contains( QStringLiteral( "row 2" ) ), qPrintable( refusal ) );
}

QTEST_GUILESS_MAIN( RateDeviationTest )
#include "ratedeviation_test.moc"
