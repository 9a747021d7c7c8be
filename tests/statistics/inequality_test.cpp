// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/inequality.h"

#include <algorithm>

using namespace communitysafety::statistics;

class InequalityTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void slopeIndexIsThatOfR();
  void concentrationIndexIsThatOfR();
  // by hand
  void ridits();
  void curveOfTwoGroups();
  void fiellerLimitsHoldTheLineAtZero();
  void oddsAgainstTheLeastDeprived();
  // laws
  void concentrationTurnsSignWithDeprivation();
  void concentrationIsTwiceTheAreaUnderTheDiagonal();
  void splittingAnAreaChangesNoIndex();
  void standardErrorIsThatOfTheJackknife();
  // edges
  void sameEverywhereIsNoInequality();
  void areasWithoutPeopleTakeNoPart();
  void oneGroupHasNoIndex();
  void zeroCellsGetHalfAnArea();
  void negativeBurdenHasNoRelativeIndex();
  void emptyReferenceLeavesTheShares();
  // refused input
  void negativeBurdenIsRefused();
  void classOutOfRangeIsRefused();
};

namespace
{

/*
 * Seven areas, two of them equally deprived. R 4.2.2:
 * g <- tapply(pop, dep, sum) / sum(pop); r <- (cumsum(g) - g / 2)[as.character(dep)]; m <- lm(y ~ r, weights = pop);
 * summary(m); confint(m); 2 / weighted.mean(y, pop) * sum(pop / sum(pop) * y * r) - 1, printed to 13 digits.
 */
const std::vector<double> values = { 12, 15, 11, 20, 24, 18, 30 };
const std::vector<double> deprivation = { 1, 2, 2, 3, 4, 5, 6 };
const std::vector<double> people = { 100, 250, 150, 300, 120, 80, 200 };

} // namespace

void InequalityTest::slopeIndexIsThatOfR()
{
  const SlopeIndex index = slopeIndex( values, deprivation, people );
  QCOMPARE( differenceBetween(
              { index.slope, index.standardError, index.limits.lower, index.limits.upper, index.atLeastDeprived },
              { 20.258635961027, 3.980921692249, 10.025350969841, 30.49192095221, 8.970682019486 } ),
            QString() );
  QVERIFY( std::fabs( index.relative - ( 1 + 20.258635961027 / 8.970682019486 ) ) < 1e-10 );
}

void InequalityTest::concentrationIndexIsThatOfR()
{
  QVERIFY( std::fabs( concentrationIndex( values, deprivation, people ).value - 0.1663176265271 ) < 1e-12 );
}

void InequalityTest::ridits()
{
  const RelativeRank ranks = relativeRanks( values, deprivation, people );
  QCOMPARE( differenceBetween( ranks.rank, { 0.5 / 12, 0.25, 0.25, 6.5 / 12, 8.6 / 12, 0.8, 11.0 / 12 } ), QString() );
}

void InequalityTest::curveOfTwoGroups()
{
  // Three quarters of the people have half of the burden.
  const ConcentrationIndex index =
    concentrationIndex( std::vector<double>{ 1, 3 }, std::vector<double>{ 1, 2 }, std::vector<double>{ 75, 25 } );
  QCOMPARE( index.curve.size(), std::size_t{ 3 } );
  QCOMPARE( index.curve[1].people, 0.75 );
  QCOMPARE( index.curve[1].burden, 0.5 );
  QVERIFY( std::fabs( index.value - 0.25 ) < 1e-12 );
}

void InequalityTest::fiellerLimitsHoldTheLineAtZero()
{
  // At its limit ρ, top - ρ bottom lies t standard errors from 0.
  const SlopeIndex index = slopeIndex( values, deprivation, people );
  QVERIFY( index.relativeLimits.lower > 1 && index.relativeLimits.lower < index.relative );
  QVERIFY( index.relativeLimits.upper > index.relative );
  // With an intercept that may be 0 there are not two ends.
  const SlopeIndex wide = slopeIndex( values, deprivation, people, 0.999 );
  QVERIFY( isMissing( wide.relativeLimits.upper ) );
}

void InequalityTest::oddsAgainstTheLeastDeprived()
{
  // Class 1: 2 of 4; class 2: 1 of 4.
  const std::vector<double> priority = { 1, 1, 0, 0, 1, 0, 0, 0 }, decile = { 1, 1, 1, 1, 2, 2, 2, 2 };
  const std::vector<PriorityOdds> odds = priorityOdds( priority, decile, std::vector<double>( 8, 1.0 ), 2, 2 );
  QCOMPARE( odds[0].share, 0.5 );
  QCOMPARE( odds[0].oddsRatio, 3.0 );
  QCOMPARE( odds[1].oddsRatio, 1.0 );
  QVERIFY( isMissing( odds[1].limits.lower ) );
  const double reach = normalQuantile( 0.95 ) * std::sqrt( 0.5 + 0.5 + 1 + 1.0 / 3 );
  QVERIFY( std::fabs( odds[0].limits.upper - 3 * std::exp( reach ) ) < 1e-9 );
  const std::vector<PriorityOdds> wider =
    priorityOdds( priority, decile, std::vector<double>( 8, 1.0 ), 2, 2, 0.95, 4 );
  QVERIFY( std::fabs( wider[0].limits.upper - 3 * std::exp( 2 * reach ) ) < 1e-9 );
}

void InequalityTest::negativeBurdenHasNoRelativeIndex()
{
  // The line is above 0 from end to end; one value is not.
  const std::vector<double> some = { 5, -1, 9, 12 }, deprived = { 1, 2, 3, 4 }, each( 4, 10 );
  const SlopeIndex index = slopeIndex( some, deprived, each );
  QVERIFY( index.atLeastDeprived > 0 );
  QVERIFY( !isMissing( index.slope ) );
  QVERIFY( isMissing( index.relative ) && isMissing( index.relativeLimits.lower ) );
}

void InequalityTest::emptyReferenceLeavesTheShares()
{
  const std::vector<PriorityOdds> odds =
    priorityOdds( std::vector<double>{ 1, 0 }, std::vector<double>{ 1, 1 }, std::vector<double>( 2, 1.0 ), 2, 2 );
  QCOMPARE( odds[0].share, 0.5 );
  QVERIFY( isMissing( odds[0].oddsRatio ) && isMissing( odds[1].share ) );
}

void InequalityTest::concentrationTurnsSignWithDeprivation()
{
  std::vector<double> reversed;
  for ( const double value : deprivation )
    reversed.push_back( -value );
  QVERIFY( std::fabs( concentrationIndex( values, deprivation, people ).value +
                      concentrationIndex( values, reversed, people ).value ) < 1e-12 );
  QVERIFY( std::fabs( concentrationIndex( values, deprivation, people ).standardError -
                      concentrationIndex( values, reversed, people ).standardError ) < 1e-12 );
}

void InequalityTest::concentrationIsTwiceTheAreaUnderTheDiagonal()
{
  const ConcentrationIndex index = concentrationIndex( values, deprivation, people );
  double area = 0.5;
  for ( std::size_t point = 1; point < index.curve.size(); ++point )
    area -= ( index.curve[point].people - index.curve[point - 1].people ) *
            ( index.curve[point].burden + index.curve[point - 1].burden ) / 2;
  QVERIFY( std::fabs( index.value - 2 * area ) < 1e-12 );
}

void InequalityTest::splittingAnAreaChangesNoIndex()
{
  std::vector<double> moreValues = values, moreDeprivation = deprivation, morePeople = people;
  morePeople[3] = 100;
  moreValues.push_back( values[3] );
  moreDeprivation.push_back( deprivation[3] );
  morePeople.push_back( 200 );
  QVERIFY( std::fabs( concentrationIndex( moreValues, moreDeprivation, morePeople ).value -
                      concentrationIndex( values, deprivation, people ).value ) < 1e-12 );
  QVERIFY( std::fabs( slopeIndex( moreValues, moreDeprivation, morePeople ).slope -
                      slopeIndex( values, deprivation, people ).slope ) < 1e-12 );
}

void InequalityTest::standardErrorIsThatOfTheJackknife()
{
  // Leaving out each of many areas of equal population in turn needs no formula.
  std::vector<double> burden, rank, one;
  for ( int area = 0; area < 300; ++area )
  {
    burden.push_back( 5 + ( area * 37 % 101 ) / 10.0 + area / 60.0 );
    rank.push_back( area );
    one.push_back( 1 );
  }
  const double formula = concentrationIndex( burden, rank, one ).standardError;
  double sum = 0, squares = 0;
  for ( std::size_t left = 0; left < 300; ++left )
  {
    std::vector<double> others = one;
    others[left] = 0;
    const double value = concentrationIndex( burden, rank, others ).value;
    sum += value / 300;
    squares += value * value / 300;
  }
  const double jackknife = std::sqrt( ( squares - sum * sum ) * 299 );
  QVERIFY2( std::fabs( formula / jackknife - 1 ) < 0.02,
            qPrintable( QString( "%1, %2" ).arg( formula ).arg( jackknife ) ) );
}

void InequalityTest::sameEverywhereIsNoInequality()
{
  const std::vector<double> same( 7, 4.0 );
  QVERIFY( std::fabs( concentrationIndex( same, deprivation, people ).value ) < 1e-12 );
  QVERIFY( std::fabs( slopeIndex( same, deprivation, people ).slope ) < 1e-12 );
  QVERIFY( std::fabs( slopeIndex( same, deprivation, people ).relative - 1 ) < 1e-12 );
}

void InequalityTest::areasWithoutPeopleTakeNoPart()
{
  std::vector<double> moreValues = values, moreDeprivation = deprivation, morePeople = people;
  moreValues.insert( moreValues.end(), { 99, missing } );
  moreDeprivation.insert( moreDeprivation.end(), { 3, 3 } );
  morePeople.insert( morePeople.end(), { 0, 50 } );
  QCOMPARE( slopeIndex( moreValues, moreDeprivation, morePeople ).slope,
            slopeIndex( values, deprivation, people ).slope );
  QCOMPARE( concentrationIndex( moreValues, moreDeprivation, morePeople ).areas, std::size_t{ 7 } );
}

void InequalityTest::oneGroupHasNoIndex()
{
  const std::vector<double> same( 7, 1.0 );
  QVERIFY( isMissing( concentrationIndex( values, same, people ).value ) );
  QVERIFY( isMissing( slopeIndex( values, same, people ).slope ) );
}

void InequalityTest::zeroCellsGetHalfAnArea()
{
  const std::vector<double> priority = { 1, 1, 0, 0, 0 }, decile = { 1, 1, 1, 2, 2 };
  const std::vector<PriorityOdds> odds = priorityOdds( priority, decile, std::vector<double>( 5, 1.0 ), 3, 2 );
  QCOMPARE( odds[0].oddsRatio, 2.5 * 2.5 / ( 1.5 * 0.5 ) );
  QVERIFY( isMissing( odds[2].oddsRatio ) );
}

void InequalityTest::negativeBurdenIsRefused()
{
  QCOMPARE(
    refusalOf(
      [] {
        concentrationIndex( std::vector<double>{ 1, -3 }, std::vector<double>{ 1, 2 }, std::vector<double>{ 1, 1 } );
      } ),
    QStringLiteral( "values in row 2 is -3; it must be 0 or more, and finite." ) );
}

void InequalityTest::classOutOfRangeIsRefused()
{
  QCOMPARE(
    refusalOf(
      [] {
        priorityOdds( std::vector<double>{ 1, 0 }, std::vector<double>{ 1, 11 }, std::vector<double>{ 1, 1 }, 10, 10 );
      } ),
    QStringLiteral( "The deprivation class in row 2 is 11; it must be between 1 and 10." ) );
}

QTEST_GUILESS_MAIN( InequalityTest )
#include "inequality_test.moc"
