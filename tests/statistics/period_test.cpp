// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/period.h"

using namespace communitysafety::statistics;

class PeriodTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void yearsFillThePeriodWithoutGapOrOverlap();
  void everyMonthLiesInItsYear();
  // edges
  void yearsMayBeginInApril();
  void monthsBeforeAndAfterLieOutside();
  // refused input
  void periodOfNoYearIsRefused();
  void yearThatThePeriodDoesNotHaveIsRefused();
};

namespace
{

const int march2024 = monthNumber( 2024, 3 );

} // namespace

void PeriodTest::yearsFillThePeriodWithoutGapOrOverlap()
{
  const Period period( march2024, 3 );
  std::vector<int> months;
  for ( int year = 0; year < period.years(); ++year )
  {
    const MonthSet ofYear = period.year( year );
    QCOMPARE( ofYear.count(), std::size_t( 12 ) );
    months.insert( months.end(), ofYear.months().begin(), ofYear.months().end() );
  }
  QVERIFY( months == period.months().months() );
}

void PeriodTest::everyMonthLiesInItsYear()
{
  const Period period( march2024, 4 );
  const MonthSet months = period.months();
  for ( const int month : months.months() )
    QVERIFY( period.year( period.yearOf( month ) ).contains( month ) );
}

void PeriodTest::yearsMayBeginInApril()
{
  const Period period( march2024, 3 );
  QCOMPARE( period.firstMonth(), monthNumber( 2021, 4 ) );
  QCOMPARE( period.year( 2 ).first(), monthNumber( 2023, 4 ) );
  QCOMPARE( period.yearOf( monthNumber( 2022, 3 ) ), 0 );
  QCOMPARE( period.yearOf( monthNumber( 2022, 4 ) ), 1 );
}

void PeriodTest::monthsBeforeAndAfterLieOutside()
{
  const Period period( march2024, 1 );
  QCOMPARE( period.yearOf( period.firstMonth() - 1 ), Period::outside );
  QCOMPARE( period.yearOf( march2024 + 1 ), Period::outside );
}

void PeriodTest::periodOfNoYearIsRefused()
{
  QVERIFY_EXCEPTION_THROWN( Period( march2024, 0 ), std::invalid_argument );
}

void PeriodTest::yearThatThePeriodDoesNotHaveIsRefused()
{
  QVERIFY_EXCEPTION_THROWN( Period( march2024, 2 ).year( 2 ), std::invalid_argument );
  QVERIFY_EXCEPTION_THROWN( Period( march2024, 2 ).year( -1 ), std::invalid_argument );
}

QTEST_GUILESS_MAIN( PeriodTest )
#include "period_test.moc"
