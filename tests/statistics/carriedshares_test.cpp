// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/carriedshares.h"

using namespace communitysafety::statistics;

class CarriedSharesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void limitsAreWilsonsOverTheShareOfTheCity();
  // laws
  void wholeCityHasTheIndexOfAHundred();
  void overlappingTargetsEachHaveTheirOwn();
  // edges
  void sourceWithoutCountOrTotalIsInNeitherSum();
  void countAboveItsTotalIsAWholeShare();
  void targetWithoutPeopleHasNoShare();
  void cityWithoutAnyHasNoIndex();
  // refused input
  void whatCannotBeCarriedIsRefused();
};

namespace
{

// 80 of 400 households and 40 of 600.
const std::vector<double> counts = { 80, 40 };
const std::vector<double> totals = { 400, 600 };
const std::vector<double> whole = { 1, 1 };

} // namespace

void CarriedSharesTest::limitsAreWilsonsOverTheShareOfTheCity()
{
  // R: prop.test( 80, 400, correct = FALSE ): 0.16374 to 0.24197; the city has 120 of 1,000.
  const CarriedShares carried = carryShares( { { 0, 0, 1 } }, 1, counts, totals, whole );
  QCOMPARE( differenceBetween( carried.share, { 0.2 } ), QString() );
  QCOMPARE( carried.cityShare, 0.12 );
  QVERIFY( std::fabs( carried.limits[0].lower - 100 * 0.16374 / 0.12 ) < 0.01 );
  QVERIFY( std::fabs( carried.limits[0].upper - 100 * 0.24197 / 0.12 ) < 0.01 );
}

void CarriedSharesTest::wholeCityHasTheIndexOfAHundred()
{
  const std::vector<double> parts = { 1, 0.5 };
  const CarriedShares carried = carryShares( { { 0, 0, 1 }, { 1, 0, 0.5 } }, 1, counts, totals, parts );
  QCOMPARE( differenceBetween( carried.count, { 100 } ), QString() );
  QCOMPARE( differenceBetween( carried.total, { 700 } ), QString() );
  QCOMPARE( differenceBetween( carried.index, { 100 } ), QString() );
}

void CarriedSharesTest::overlappingTargetsEachHaveTheirOwn()
{
  const CarriedShares carried = carryShares( { { 0, 0, 1 }, { 0, 1, 1 }, { 1, 1, 1 } }, 2, counts, totals, whole );
  QCOMPARE( differenceBetween( carried.total, { 400, 1000 } ), QString() );
  QCOMPARE( differenceBetween( carried.share, { 0.2, 0.12 } ), QString() );
}

void CarriedSharesTest::sourceWithoutCountOrTotalIsInNeitherSum()
{
  const std::vector<double> gap = { 80, missing };
  const std::vector<Overlap> both = { { 0, 0, 0.5 }, { 1, 0, 0.5 } };
  for ( const CarriedShares &carried : { carryShares( both, 1, gap, totals, whole ),
                                         carryShares( both, 1, counts, std::vector<double>{ 400, missing }, whole ) } )
  {
    QCOMPARE( carried.total[0], 200.0 );
    QCOMPARE( carried.share[0], 0.2 );
    QCOMPARE( carried.cityShare, 0.2 );
  }
}

void CarriedSharesTest::countAboveItsTotalIsAWholeShare()
{
  const CarriedShares carried =
    carryShares( { { 0, 0, 1 } }, 1, std::vector<double>{ 12, 40 }, std::vector<double>{ 10, 90 }, whole );
  QCOMPARE( carried.share[0], 1.0 );
  QCOMPARE( carried.count[0], 12.0 );
  QVERIFY( std::fabs( carried.limits[0].upper - 100 / 0.52 ) < 1e-9 );
}

void CarriedSharesTest::targetWithoutPeopleHasNoShare()
{
  const CarriedShares carried = carryShares( {}, 1, counts, totals, whole );
  QCOMPARE( carried.total[0], 0.0 );
  QVERIFY( isMissing( carried.share[0] ) && isMissing( carried.index[0] ) && isMissing( carried.limits[0].lower ) );
}

void CarriedSharesTest::cityWithoutAnyHasNoIndex()
{
  const CarriedShares carried = carryShares( { { 0, 0, 1 } }, 1, std::vector<double>{ 0, 0 }, totals, whole );
  QCOMPARE( carried.share[0], 0.0 );
  QVERIFY( isMissing( carried.index[0] ) && isMissing( carried.limits[0].upper ) );
}

void CarriedSharesTest::whatCannotBeCarriedIsRefused()
{
  const std::vector<double> three = { 1, 1, 1 };
  const auto refused = [&]( const std::vector<Overlap> &overlaps, Column count, Column total )
  { return refusalOf( [&] { carryShares( overlaps, 1, count, total, whole ); } ); };
  QCOMPARE( refused( {}, counts, three ), QStringLiteral( "The length of totals is 3; it must be 2." ) );
  QCOMPARE( refused( { { 2, 0, 1 } }, counts, totals ),
            QStringLiteral( "The source of an overlap is 2; it must be below 2." ) );
  QCOMPARE( refused( { { 0, 1, 1 } }, counts, totals ),
            QStringLiteral( "The target of an overlap is 1; it must be below 1." ) );
  for ( const double share : { -0.1, 1.1, missing } )
    QVERIFY( refused( { { 0, 0, share } }, counts, totals ).startsWith( QStringLiteral( "The share of an overlap" ) ) );
  QVERIFY( !refused( {}, std::vector<double>{ -1, 0 }, totals ).isEmpty() );
}

QTEST_GUILESS_MAIN( CarriedSharesTest )
#include "carriedshares_test.moc"
