// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/multiscalerates.h"

#include <boost/random/poisson_distribution.hpp>

using namespace communitysafety::statistics;

class MultiscaleRatesTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void drawsKeepTheTotal();
  void drawsHaveTheMean();
  void equalRatesAreNotInDoubt();
  void patchKeepsItsLevelAndItsCellsAreEvenedOut();
  void overdispersionShrinksFurther();
  // edges
  void placeWithNothingExpectedHasNoRate();
  void onePlaceHasItsRate();
  void noPlaceHasNoRates();
  // refused input
  void lengthsMustAgree();
  // chance
  void drawsScatterAsTheTrueRatesDo();
};

namespace
{

constexpr int side = 32;
constexpr std::size_t cells = std::size_t( side ) * side;

struct Map
{
  Map()
  {
    for ( int cell = 0; cell < side * side; ++cell )
    {
      x.push_back( cell % side );
      y.push_back( cell / side );
      expected.push_back( 10 );
    }
  }

  //! Counts of Poisson with the rates given, relative to the expected.
  std::vector<double> countsOf( const std::vector<double> &rates, std::uint64_t seed = 1 ) const
  {
    RandomStream random( seed );
    std::vector<double> counts;
    for ( std::size_t cell = 0; cell < cells; ++cell )
      counts.push_back( boost::random::poisson_distribution<int>( rates[cell] * expected[cell] )( random ) );
    return counts;
  }

  std::vector<double> x, y, expected;
};

//! Twice as high in a corner of 8 × 8 cells.
std::vector<double> patchyRates()
{
  std::vector<double> rates;
  for ( int cell = 0; cell < side * side; ++cell )
    rates.push_back( cell % side < 8 && cell / side < 8 ? 2 : 1 );
  return rates;
}

double varianceOf( const std::vector<double> &values )
{
  double sum = 0, squares = 0;
  for ( const double value : values )
  {
    sum += value / double( values.size() );
    squares += value * value / double( values.size() );
  }
  return squares - sum * sum;
}

} // namespace

void MultiscaleRatesTest::drawsKeepTheTotal()
{
  const Map map;
  const std::vector<double> counts = map.countsOf( patchyRates() );
  const MultiscaleRates rates( counts, map.expected, map.x, map.y );
  RandomStream random( 3 );
  std::vector<double> drawn;
  rates.draw( random, drawn );
  double sum = 0;
  for ( const double rate : drawn )
    sum += 10 * rate;
  QVERIFY( std::fabs( sum - sumPresent( counts ) ) < 1e-6 );
}

void MultiscaleRatesTest::drawsHaveTheMean()
{
  const Map map;
  const std::vector<double> counts = map.countsOf( patchyRates() );
  const MultiscaleRates rates( counts, map.expected, map.x, map.y );
  const std::vector<double> mean = rates.mean();
  std::vector<double> drawn, average( cells, 0.0 );
  for ( std::uint64_t draw = 0; draw < 400; ++draw )
  {
    RandomStream random( 3, draw );
    rates.draw( random, drawn );
    for ( std::size_t cell = 0; cell < cells; ++cell )
      average[cell] += drawn[cell] / 400;
  }
  QCOMPARE( differenceBetween( average, mean, 0.12 ), QString() );
}

void MultiscaleRatesTest::equalRatesAreNotInDoubt()
{
  const Map map;
  const std::vector<double> mean =
    MultiscaleRates( map.countsOf( std::vector<double>( cells, 1 ) ), map.expected, map.x, map.y ).mean();
  QVERIFY( varianceOf( mean ) < 0.005 );
}

void MultiscaleRatesTest::patchKeepsItsLevelAndItsCellsAreEvenedOut()
{
  const Map map;
  const std::vector<double> mean = MultiscaleRates( map.countsOf( patchyRates() ), map.expected, map.x, map.y ).mean();
  double patch = 0;
  std::vector<double> inPatch;
  for ( std::size_t cell = 0; cell < cells; ++cell )
    if ( map.x[cell] < 8 && map.y[cell] < 8 )
    {
      patch += mean[cell] / 64;
      inPatch.push_back( mean[cell] );
    }
  QVERIFY2( std::fabs( patch - 2 ) < 0.1, qPrintable( QString::number( patch ) ) );
  // The counts themselves have a variance of 0.2 there.
  QVERIFY( varianceOf( inPatch ) < 0.06 );
}

void MultiscaleRatesTest::overdispersionShrinksFurther()
{
  const Map map;
  std::vector<double> cellwise = patchyRates();
  RandomStream random( 9 );
  for ( double &rate : cellwise )
    rate *= std::exp( 0.5 * random.normal() );
  const std::vector<double> counts = map.countsOf( cellwise );
  QVERIFY( varianceOf( MultiscaleRates( counts, map.expected, map.x, map.y, 3 ).mean() ) <
           varianceOf( MultiscaleRates( counts, map.expected, map.x, map.y, 1 ).mean() ) );
}

void MultiscaleRatesTest::placeWithNothingExpectedHasNoRate()
{
  Map map;
  map.expected[5] = 0;
  std::vector<double> counts( cells, 10.0 );
  counts[7] = missing;
  const std::vector<double> mean = MultiscaleRates( counts, map.expected, map.x, map.y ).mean();
  QVERIFY( isMissing( mean[5] ) && isMissing( mean[7] ) );
  QCOMPARE( mean[6], 1.0 );
}

void MultiscaleRatesTest::onePlaceHasItsRate()
{
  const std::vector<double> one = { 8 }, expected = { 4 }, centre = { 0 };
  QCOMPARE( MultiscaleRates( one, expected, centre, centre ).mean().front(), 2.0 );
}

void MultiscaleRatesTest::noPlaceHasNoRates()
{
  const std::vector<double> none;
  QVERIFY( MultiscaleRates( none, none, none, none ).mean().empty() );
}

void MultiscaleRatesTest::lengthsMustAgree()
{
  const std::vector<double> two = { 1, 2 }, one = { 1 };
  QCOMPARE( refusalOf( [&] { MultiscaleRates( two, one, two, two ); } ),
            QStringLiteral( "The length of expected is 1; it must be 2." ) );
}

void MultiscaleRatesTest::drawsScatterAsTheTrueRatesDo()
{
  const Map map;
  std::vector<double> truth = patchyRates();
  RandomStream noise( 9 );
  for ( double &rate : truth )
    rate *= std::exp( 0.4 * noise.normal() );
  const MultiscaleRates rates( map.countsOf( truth ), map.expected, map.x, map.y );
  double variance = 0;
  std::vector<double> drawn;
  for ( std::uint64_t draw = 0; draw < 50; ++draw )
  {
    RandomStream random( 4, draw );
    rates.draw( random, drawn );
    variance += varianceOf( drawn ) / 50;
  }
  const double wanted = varianceOf( truth );
  QVERIFY2( std::fabs( variance / wanted - 1 ) < 0.15,
            qPrintable( QString( "%1, %2" ).arg( variance ).arg( wanted ) ) );
}

QTEST_GUILESS_MAIN( MultiscaleRatesTest )
#include "multiscalerates_test.moc"
