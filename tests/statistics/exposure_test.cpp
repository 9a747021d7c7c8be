// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/exposure.h"

using namespace communitysafety::statistics;

class ExposureTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void monthsOfTwoYearsFollowEachOther();
  void orderAndRepetitionOfMonthsDoNotMatter();
  void commonMonthsDoNotDependOnTheOrder();
  void shiftingThereAndBackChangesNothing();
  // edges
  void gapsBetweenFirstAndLastAreListed();
  void exposureIsTheShareOfThePeriodThatIsPresent();
  void yearsAreComparedOnTheMonthsBothHave();
  void emptySetHasNoGaps();
  // refused input
  void inputThatMakesNoPeriodIsRefused();
};

namespace
{

const MonthSet year2024 = MonthSet::fromTo( monthNumber( 2024, 1 ), monthNumber( 2024, 12 ) );

} // namespace

void ExposureTest::monthsOfTwoYearsFollowEachOther()
{
  QCOMPARE( monthNumber( 2025, 1 ), monthNumber( 2024, 12 ) + 1 );
  QCOMPARE( monthNumber( 2024, 1 ), 2024 * 12 );
}

void ExposureTest::orderAndRepetitionOfMonthsDoNotMatter()
{
  const MonthSet months( { 9, 3, 9, 5 } );
  QCOMPARE( months.months(), ( std::vector<int>{ 3, 5, 9 } ) );
  QCOMPARE( months.count(), std::size_t( 3 ) );
  QCOMPARE( months.first(), 3 );
  QCOMPARE( months.last(), 9 );
  QVERIFY( months.contains( 5 ) && !months.contains( 4 ) );
}

void ExposureTest::commonMonthsDoNotDependOnTheOrder()
{
  const MonthSet a( { 1, 2, 3, 7 } );
  const MonthSet b( { 2, 7, 9 } );
  QCOMPARE( commonMonths( a, b ).months(), ( std::vector<int>{ 2, 7 } ) );
  QCOMPARE( commonMonths( b, a ).months(), commonMonths( a, b ).months() );
}

void ExposureTest::shiftingThereAndBackChangesNothing()
{
  QCOMPARE( year2024.shifted( 12 ).first(), monthNumber( 2025, 1 ) );
  QCOMPARE( year2024.shifted( 12 ).shifted( -12 ).months(), year2024.months() );
}

void ExposureTest::gapsBetweenFirstAndLastAreListed()
{
  QCOMPARE( MonthSet( { 10, 12, 15 } ).missingMonths(), ( std::vector<int>{ 11, 13, 14 } ) );
  QVERIFY( year2024.missingMonths().empty() );
}

void ExposureTest::exposureIsTheShareOfThePeriodThatIsPresent()
{
  QCOMPARE( exposureFactor( year2024, year2024 ), 1.0 );
  QCOMPARE( exposureFactor( MonthSet(), year2024 ), 0.0 );
  const MonthSet delivered(
    { monthNumber( 2023, 12 ), monthNumber( 2024, 1 ), monthNumber( 2024, 2 ), monthNumber( 2024, 3 ) } );
  QCOMPARE( exposureFactor( delivered, year2024 ), 0.25 );
}

void ExposureTest::yearsAreComparedOnTheMonthsBothHave()
{
  const MonthSet before( { monthNumber( 2023, 1 ), monthNumber( 2023, 2 ), monthNumber( 2023, 5 ) } );
  const MonthSet now( { monthNumber( 2024, 2 ), monthNumber( 2024, 5 ), monthNumber( 2024, 6 ) } );
  QCOMPARE( commonMonths( before.shifted( 12 ), now ).months(),
            ( std::vector<int>{ monthNumber( 2024, 2 ), monthNumber( 2024, 5 ) } ) );
}

void ExposureTest::emptySetHasNoGaps()
{
  QVERIFY( MonthSet().empty() );
  QVERIFY( MonthSet().missingMonths().empty() );
}

void ExposureTest::inputThatMakesNoPeriodIsRefused()
{
  QCOMPARE( refusalOf( [] { monthNumber( 2024, 13 ); } ),
            QStringLiteral( "month is 13; it must be between 1 and 12." ) );
  QCOMPARE( refusalOf( [] { MonthSet::fromTo( 5, 4 ); } ),
            QStringLiteral( "The last month is 4; it must be at least the first, 5." ) );
  QCOMPARE( refusalOf( [] { MonthSet().first(); } ),
            QStringLiteral( "The set of months is empty; it must be filled to have a first month." ) );
  QCOMPARE( refusalOf( [] { MonthSet().last(); } ),
            QStringLiteral( "The set of months is empty; it must be filled to have a last month." ) );
  QCOMPARE( refusalOf( [] { exposureFactor( year2024, MonthSet() ); } ),
            QStringLiteral( "The period is empty; it must be one month or more." ) );
}

QTEST_GUILESS_MAIN( ExposureTest )
#include "exposure_test.moc"
