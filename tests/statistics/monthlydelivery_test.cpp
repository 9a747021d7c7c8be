// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/monthlydelivery.h"

#include "expectations.h"

using namespace communitysafety::statistics;

//! Worked by hand.
class MonthlyDeliveryTest : public QObject
{
  Q_OBJECT

private slots:
  void zIsMeasuredAgainstTheOtherMonths();
  void dropIsToldAndRiseIsNot();
  void absentMonthIsNotADrop();
  void fewMonthsAreNotJudged();
  void emptyDaysMakeAPartMonth();
  void quietSourceHasNoPartMonth();
  void longSilenceOfAnAreaIsTold();
  void monthWithoutDeliveryDoesNotInterruptARun();
  void areaThatWasNeverHeardOfIsHeldAgainstTheUsual();
  void differentLengthsAreRefused();
};

namespace
{

std::vector<MonthDelivery> monthsOf( const std::vector<double> &records )
{
  std::vector<MonthDelivery> months;
  for ( const double n : records )
    months.push_back( { n, 0, 0 } );
  return months;
}

} // namespace

void MonthlyDeliveryTest::zIsMeasuredAgainstTheOtherMonths()
{
  // Others: 100 six times, so median 2 √100.375 and spread 1. z = 2 √25.375 − 2 √100.375.
  const std::vector<JudgedMonth> judged = judgeDelivery( monthsOf( { 100, 100, 100, 25, 100, 100, 100 } ) );
  QVERIFY( std::fabs( judged[3].z - ( -9.962745 ) ) < 1e-5 );
  QCOMPARE( judged[3].state, DeliveryState::drop );
  // For the others the spread of four equal and two other values stays 1: no distance at all.
  QVERIFY( std::fabs( judged[0].z ) < 1e-12 );
}

void MonthlyDeliveryTest::dropIsToldAndRiseIsNot()
{
  const std::vector<JudgedMonth> judged = judgeDelivery( monthsOf( { 90, 110, 95, 105, 400, 100, 98, 30 } ) );
  QCOMPARE( judged[4].state, DeliveryState::present );
  QVERIFY( judged[4].z > 3.5 );
  QCOMPARE( judged[7].state, DeliveryState::drop );
  QCOMPARE( judged[0].state, DeliveryState::present );
}

void MonthlyDeliveryTest::absentMonthIsNotADrop()
{
  const std::vector<JudgedMonth> judged = judgeDelivery( monthsOf( { 100, 0, 100, 100, 100, 100, 100, 100 } ) );
  QCOMPARE( judged[1].state, DeliveryState::absent );
  QVERIFY( isMissing( judged[1].z ) );
}

void MonthlyDeliveryTest::fewMonthsAreNotJudged()
{
  const std::vector<JudgedMonth> judged = judgeDelivery( monthsOf( { 100, 100, 1, 100 } ) );
  QCOMPARE( judged[2].state, DeliveryState::present );
  QVERIFY( isMissing( judged[2].z ) );
}

void MonthlyDeliveryTest::emptyDaysMakeAPartMonth()
{
  // 30.4375 a month is one a day: e^-6 is above one in a thousand, e^-7 below it.
  std::vector<MonthDelivery> months = monthsOf( { 30.4375, 30.4375, 30.4375, 24, 23 } );
  months[3].daysBefore = 6;
  months[4].daysAfter = 7;
  const std::vector<JudgedMonth> judged = judgeDelivery( months );
  QCOMPARE( judged[3].state, DeliveryState::present );
  QCOMPARE( judged[4].state, DeliveryState::partMonth );
}

void MonthlyDeliveryTest::quietSourceHasNoPartMonth()
{
  std::vector<MonthDelivery> months = monthsOf( { 3, 3, 3, 2 } );
  months[3].daysAfter = 20;
  QCOMPARE( judgeDelivery( months )[3].state, DeliveryState::present );
}

void MonthlyDeliveryTest::longSilenceOfAnAreaIsTold()
{
  // Four records in two of five delivered months: 2 a month, 6 expected in three. 8 records: 4 a month, 12 expected.
  const std::vector<bool> delivered( 5, true );
  QCOMPARE( silentRuns( { 2, 2, 0, 0, 0 }, delivered, missing ).size(), std::size_t( 0 ) );
  const std::vector<SilentRun> runs = silentRuns( { 4, 4, 0, 0, 0 }, delivered, missing );
  QCOMPARE( runs.size(), std::size_t( 1 ) );
  QCOMPARE( runs[0].first, std::size_t( 2 ) );
  QCOMPARE( runs[0].last, std::size_t( 4 ) );
  QCOMPARE( runs[0].expected, 12.0 );
}

void MonthlyDeliveryTest::monthWithoutDeliveryDoesNotInterruptARun()
{
  const std::vector<SilentRun> runs = silentRuns( { 6, 0, 0, 0, 6 }, { true, true, false, true, true }, missing );
  QCOMPARE( runs.size(), std::size_t( 1 ) );
  QCOMPARE( runs[0].months, std::size_t( 2 ) );
  QCOMPARE( runs[0].expected, 12.0 );
}

void MonthlyDeliveryTest::areaThatWasNeverHeardOfIsHeldAgainstTheUsual()
{
  const std::vector<bool> delivered( 4, true );
  QCOMPARE( silentRuns( { 0, 0, 0, 0 }, delivered, 3.0 ).size(), std::size_t( 1 ) );
  QCOMPARE( silentRuns( { 0, 0, 0, 0 }, delivered, 2.5 ).size(), std::size_t( 0 ) );
  QCOMPARE( silentRuns( { 0, 0, 0, 0 }, delivered, missing ).size(), std::size_t( 0 ) );
}

void MonthlyDeliveryTest::differentLengthsAreRefused()
{
  QVERIFY( refusalOf( [] { silentRuns( { 1 }, {}, 1 ); } ).contains( QStringLiteral( "as many" ) ) );
}

QTEST_GUILESS_MAIN( MonthlyDeliveryTest )
#include "monthlydelivery_test.moc"
