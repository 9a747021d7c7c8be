// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/overdispersion.h"
#include "statistics/randomstream.h"

#include <random>

using namespace communitysafety::statistics;

class OverdispersionTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void pearsonIsThatOfAContingencyTable();
  // laws
  void orderOfYearsAndAreasDoesNotMatter();
  void doubledCountsDoublePearsonAndPhi();
  void oneAreaWithAnotherTrendDoesNotCarryTheEstimate();
  // edges
  void neverBelowOne();
  void areaWithAMissingYearIsLeftOut();
  void areaAndYearWithoutEventsCountForNothing();
  void oneYearOrOneAreaGivesNoEstimate();
  // refused input
  void yearsMustHaveTheSameAreas();
  // chance
  void mixedCountsGiveTheirOverdispersion_data();
  void mixedCountsGiveTheirOverdispersion();
  void sparseCountsHideOverdispersionFromPearson();
};

namespace
{

using Years = std::vector<std::vector<double>>;

Overdispersion of( const Years &years ) { return overdispersionBetweenYears( { years.begin(), years.end() } ); }

//! Three years of counts with the means given, whose variance is \a phi times their mean.
Years simulate( const std::vector<double> &means, double phi )
{
  Years years( 3, std::vector<double>( means.size() ) );
  RandomStream stream( 1, static_cast<std::uint64_t>( phi * 100 ), static_cast<std::uint64_t>( means.front() * 100 ) );
  for ( std::vector<double> &counts : years )
  {
    for ( std::size_t area = 0; area < means.size(); ++area )
    {
      // A Poisson count whose mean is itself gamma distributed is negative binomial.
      const double mean = phi > 1 ? GammaSampler( means[area] / ( phi - 1 ) )( stream ) * ( phi - 1 ) : means[area];
      counts[area] = mean > 0 ? std::poisson_distribution<int>( mean )( stream ) : 0;
    }
  }
  return years;
}

std::vector<double> meansRound( double mean )
{
  std::vector<double> means;
  for ( int area = 0; area < 2000; ++area )
    means.push_back( mean * ( 0.5 + 0.5 * ( area % 3 ) ) );
  return means;
}

} // namespace

void OverdispersionTest::pearsonIsThatOfAContingencyTable()
{
  // R 4.2: chisq.test(matrix(c(762, 327, 468, 484, 239, 477), nrow = 2, byrow = TRUE)), the example of its manual from
  // Agresti 2007, Table 2.5: X-squared = 30.07, df = 2.
  const Overdispersion result = of( { { 762, 327, 468 }, { 484, 239, 477 } } );
  QVERIFY( std::fabs( result.pearson - 30.07 ) < 0.005 );
  QCOMPARE( result.degreesOfFreedom, 2.0 );
  QCOMPARE( result.areas, std::size_t{ 3 } );
}

void OverdispersionTest::orderOfYearsAndAreasDoesNotMatter()
{
  QVERIFY( std::fabs( of( { { 9, 1, 4 }, { 2, 8, 5 } } ).phi - of( { { 5, 2, 8 }, { 4, 9, 1 } } ).phi ) < 1e-12 );
}

void OverdispersionTest::doubledCountsDoublePearsonAndPhi()
{
  const Overdispersion once = of( { { 9, 1, 4 }, { 2, 8, 5 } } );
  const Overdispersion twice = of( { { 18, 2, 8 }, { 4, 16, 10 } } );
  QVERIFY( std::fabs( twice.pearson - 2 * once.pearson ) < 1e-12 );
  QVERIFY( std::fabs( twice.phi - 2 * once.phi ) < 1e-12 );
}

void OverdispersionTest::oneAreaWithAnotherTrendDoesNotCarryTheEstimate()
{
  Years years = simulate( meansRound( 4 ), 1 );
  double count = 1000;
  for ( std::vector<double> &counts : years )
    counts.push_back( count *= 1.2 );
  const double phi = of( years ).phi;
  QVERIFY2( phi < 1.2, qPrintable( QString::number( phi ) ) );
}

void OverdispersionTest::neverBelowOne()
{
  const Overdispersion result = of( { { 10, 20, 30 }, { 20, 40, 60 } } );
  QCOMPARE( result.phi, 1.0 );
  QVERIFY( result.pearson < 1e-12 );
  QVERIFY( result.isEstimated() );
}

void OverdispersionTest::areaWithAMissingYearIsLeftOut()
{
  const Overdispersion with = of( { { 9, 500, 1, 4 }, { 2, missing, 8, 5 } } );
  const Overdispersion without = of( { { 9, 1, 4 }, { 2, 8, 5 } } );
  QCOMPARE( with.phi, without.phi );
  QCOMPARE( with.areas, std::size_t{ 3 } );
}

void OverdispersionTest::areaAndYearWithoutEventsCountForNothing()
{
  const Overdispersion with = of( { { 9, 0, 1, 4 }, { 0, 0, 0, 0 }, { 2, 0, 8, 5 } } );
  const Overdispersion without = of( { { 9, 1, 4 }, { 2, 8, 5 } } );
  QCOMPARE( with.phi, without.phi );
  QCOMPARE( with.degreesOfFreedom, 2.0 );
}

void OverdispersionTest::oneYearOrOneAreaGivesNoEstimate()
{
  for ( const Years &years : { Years{}, Years{ { 4, 5, 90 } }, Years{ { 4 }, { 90 } }, Years{ { 0, 0 }, { 0, 0 } } } )
  {
    const Overdispersion result = of( years );
    QVERIFY( !result.isEstimated() );
    QCOMPARE( result.phi, 1.0 );
  }
}

void OverdispersionTest::yearsMustHaveTheSameAreas()
{
  QCOMPARE( refusalOf(
              [] {
                of( { { 1, 2 }, { 1 } } );
              } ),
            QStringLiteral( "The length of a year is 1; it must be 2." ) );
}

void OverdispersionTest::mixedCountsGiveTheirOverdispersion_data()
{
  QTest::addColumn<double>( "mean" );
  QTest::addColumn<double>( "phi" );
  for ( const double phi : { 1.0, 1.5, 3.0 } )
    for ( const double mean : { 0.1, 1.0, 4.0, 50.0 } )
      QTest::addRow( "mean %g, overdispersion %g", mean, phi ) << mean << phi;
}

void OverdispersionTest::mixedCountsGiveTheirOverdispersion()
{
  QFETCH( double, mean );
  QFETCH( double, phi );
  const Overdispersion result = of( simulate( meansRound( mean ), phi ) );
  // Five standard errors of normal counts; sparse ones scatter more, by the fourth moment of a negative binomial count.
  const double excess = 1 + phi * phi / ( 2 * mean );
  const double tolerance = 5 * phi * std::sqrt( 2 * excess / result.degreesOfFreedom );
  QVERIFY2( std::fabs( result.phi - phi ) < tolerance, qPrintable( QString::number( result.phi ) ) );
}

void OverdispersionTest::sparseCountsHideOverdispersionFromPearson()
{
  const Overdispersion result = of( simulate( meansRound( 1 ), 3 ) );
  const double pearson = result.pearson / result.degreesOfFreedom;
  QVERIFY2( pearson > 1.9 && pearson < 2.3, qPrintable( QString::number( pearson ) ) );
}

QTEST_GUILESS_MAIN( OverdispersionTest )
#include "overdispersion_test.moc"
