// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/standardisedrate.h"

using namespace communitysafety::statistics;

class StandardisedRateTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void oneStratumGivesTheIndexWithItsLimits();
  void referenceItselfHasRatioOne();
  void standardLikeThePopulationGivesTheCrudeRate();
  void unitOfTheStandardDoesNotMatter();
  void repeatedEventsWidenTheLimits();
  void bunchedEventsWidenTheLimitsOfTheRatio();
  // edges
  void fewerThanTenEventsAreSuppressed();
  void nothingExpectedGivesNoRatio();
  void missingCountIsNoEvent();
  // refused input
  void stratumWithoutPopulationIsNamedByItsRow();
  void strataMustMatch();
};

namespace
{

const std::vector<double> events = { 12, 30, 8 };
const std::vector<double> people = { 100, 400, 500 };

} // namespace

void StandardisedRateTest::oneStratumGivesTheIndexWithItsLimits()
{
  // 20 burglaries in 100 dwellings where the city has 500 in 10,000: four times as many.
  const StandardisedRate ratio =
    indirectlyStandardisedRatio( std::vector<double>{ 20 }, std::vector<double>{ 100 }, std::vector<double>{ 500 },
                                 std::vector<double>{ 10000 }, 0.95 );
  QCOMPARE( ratio.expected, 5.0 );
  QCOMPARE( ratio.value, 4.0 );
  QCOMPARE( ratio.limits.lower, poissonLimits( 20, 0.95 ).lower / 5 );
  QCOMPARE( ratio.limits.upper, poissonLimits( 20, 0.95 ).upper / 5 );
}

void StandardisedRateTest::referenceItselfHasRatioOne()
{
  QVERIFY( std::fabs( indirectlyStandardisedRatio( events, people, events, people, 0.95 ).value - 1 ) < 1e-15 );
}

void StandardisedRateTest::standardLikeThePopulationGivesTheCrudeRate()
{
  const StandardisedRate rate = directlyStandardisedRate( events, people, people, 0.95 );
  QVERIFY( std::fabs( rate.value - 0.05 ) < 1e-15 );
  QVERIFY( std::fabs( rate.limits.lower - byarLimits( 50, 0.95 ).lower / 1000 ) < 1e-15 );
  QVERIFY( std::fabs( rate.limits.upper - byarLimits( 50, 0.95 ).upper / 1000 ) < 1e-15 );
}

void StandardisedRateTest::unitOfTheStandardDoesNotMatter()
{
  const StandardisedRate people1 = directlyStandardisedRate( events, people, std::vector<double>{ 2, 3, 5 }, 0.95 );
  const StandardisedRate people1000 =
    directlyStandardisedRate( events, people, std::vector<double>{ 2000, 3000, 5000 }, 0.95 );
  QCOMPARE( differenceBetween( { people1.value, people1.limits.lower, people1.limits.upper },
                               { people1000.value, people1000.limits.lower, people1000.limits.upper }, 1e-15 ),
            QString() );
}

void StandardisedRateTest::repeatedEventsWidenTheLimits()
{
  // In the second stratum ten persons have three events each.
  const std::vector<double> variance = { 12, 90, 8 };
  const StandardisedRate once = directlyStandardisedRate( events, people, people, 0.95 );
  const StandardisedRate repeated = directlyStandardisedRate( events, variance, people, people, 0.95 );
  QCOMPARE( repeated.value, once.value );
  QVERIFY( std::fabs( ( repeated.limits.upper - repeated.value ) / ( once.limits.upper - once.value ) -
                      std::sqrt( 110.0 / 50 ) ) < 1e-12 );
}

void StandardisedRateTest::bunchedEventsWidenTheLimitsOfTheRatio()
{
  const StandardisedRate ratio = indirectlyStandardisedRatio( events, people, people, people, 0.95, 2 );
  QCOMPARE( ratio.limits.lower, poissonLimits( 50, 0.95, 2 ).lower / 1000 );
}

void StandardisedRateTest::fewerThanTenEventsAreSuppressed()
{
  const StandardisedRate nine = directlyStandardisedRate( std::vector<double>{ 4, 3, 2 }, people, people, 0.95 );
  QVERIFY( nine.isSuppressed && isMissing( nine.value ) && isMissing( nine.limits.lower ) );
  QCOMPARE( nine.observed, 9.0 );
  QVERIFY( !directlyStandardisedRate( std::vector<double>{ 4, 3, 3 }, people, people, 0.95 ).isSuppressed );
}

void StandardisedRateTest::nothingExpectedGivesNoRatio()
{
  const std::vector<double> none = { 0, 0, missing };
  const StandardisedRate ratio = indirectlyStandardisedRatio( events, people, none, people, 0.95 );
  QCOMPARE( ratio.expected, 0.0 );
  QVERIFY( isMissing( ratio.value ) && isMissing( ratio.limits.upper ) );
}

void StandardisedRateTest::missingCountIsNoEvent()
{
  const std::vector<double> gap = { 12, missing, 8 }, zero = { 12, 0, 8 };
  QCOMPARE( directlyStandardisedRate( gap, people, people, 0.95 ).value,
            directlyStandardisedRate( zero, people, people, 0.95 ).value );
}

void StandardisedRateTest::stratumWithoutPopulationIsNamedByItsRow()
{
  const std::vector<double> empty = { 100, 0, 500 };
  QCOMPARE( refusalOf( [&] { directlyStandardisedRate( events, empty, people, 0.95 ); } ),
            QStringLiteral( "population in row 2 is 0; it must be above 0 where the standard population is." ) );
}

void StandardisedRateTest::strataMustMatch()
{
  const std::vector<double> two = { 1, 2 };
  QCOMPARE( refusalOf( [&] { indirectlyStandardisedRatio( events, people, two, people, 0.95 ); } ),
            QStringLiteral( "The length of reference events is 2; it must be 3." ) );
}

QTEST_GUILESS_MAIN( StandardisedRateTest )
#include "standardisedrate_test.moc"
