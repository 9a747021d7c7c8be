// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/arearates.h"
#include "statistics/rateinterval.h"

using namespace communitysafety::statistics;

class AreaRatesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void ratesMatchTheirLimits();
  void percentagesHaveWilsonLimits();
  void indexHasTheLimitsOfItsCount();
  // laws
  void indexIsTheSameForEveryKind();
  void placeAgreesWithTheLimits();
  void bunchedEventsMoveNoRate();
  // edges
  void areaWithoutDenominatorIsCountedAndLeftOut();
  void cityWithoutEventsHasNoIndexAndNoPlaces();
  void singleAreaIsTheCity();
  // refused input
  void proportionAboveOneIsNamedByItsRow();
  void multiplierOfZeroIsRefused();
};

namespace
{

const std::vector<double> events = { 20, 80, 5, 0, 45 };
const std::vector<double> people = { 400, 500, 300, 100, 700 };

AreaRateOptions of( RateKind kind )
{
  AreaRateOptions options;
  options.kind = kind;
  return options;
}

std::vector<int> codes( const std::vector<FunnelClass> &places )
{
  std::vector<int> numbers;
  for ( const FunnelClass place : places )
    numbers.push_back( int( place ) );
  return numbers;
}

} // namespace

void AreaRatesTest::ratesMatchTheirLimits()
{
  const AreaRates rates = areaRates( events, people, of( RateKind::rate ) );
  QCOMPARE( differenceBetween( rates.rate, { 50, 160, 50.0 / 3, 0, 450.0 / 7 } ), QString() );
  QCOMPARE( rates.cityRate, 75.0 );
  // Limits of 20 and of 5 events (PHEindicatormethods), per 1,000 of 400 and of 300.
  QCOMPARE( differenceBetween( { rates.lower[0], rates.upper[0], rates.lower[2], rates.upper[2] },
                               { 12.2114288 / 0.4, 30.8898804 / 0.4, 1.6234864 / 0.3, 11.6683321 / 0.3 }, 2e-7 ),
            QString() );
}

void AreaRatesTest::percentagesHaveWilsonLimits()
{
  const AreaRates rates =
    areaRates( std::vector<double>{ 5, 20 }, std::vector<double>{ 100, 100 }, of( RateKind::proportion ) );
  QCOMPARE( differenceBetween( { rates.rate[0], rates.lower[0], rates.upper[0] },
                               { 5, 2.1543679154368, 11.1750469231919 }, 1e-12 ),
            QString() );
  QCOMPARE( rates.cityRate, 12.5 );
}

void AreaRatesTest::indexHasTheLimitsOfItsCount()
{
  const AreaRates rates = areaRates( events, people, of( RateKind::index ) );
  QCOMPARE( rates.cityRate, 100.0 );
  // 500 people expect 37.5.
  QVERIFY( std::fabs( rates.rate[1] - 100 * 80 / 37.5 ) < 1e-12 );
  QVERIFY( std::fabs( rates.lower[1] - 100 * poissonLimits( 80, 0.95 ).lower / 37.5 ) < 1e-12 );
}

void AreaRatesTest::indexIsTheSameForEveryKind()
{
  const std::vector<double> index = areaRates( events, people, of( RateKind::index ) ).rate;
  for ( const RateKind kind : { RateKind::rate, RateKind::proportion, RateKind::index } )
    QCOMPARE( differenceBetween( areaRates( events, people, of( kind ) ).index, index ), QString() );
}

void AreaRatesTest::placeAgreesWithTheLimits()
{
  for ( const RateKind kind : { RateKind::rate, RateKind::index } )
  {
    const AreaRates rates = areaRates( events, people, of( kind ) );
    for ( std::size_t area = 0; area < events.size(); ++area )
    {
      QCOMPARE( int( rates.place[area] ) > 0, rates.lower[area] > rates.cityRate );
      QCOMPARE( int( rates.place[area] ) < 0, rates.upper[area] < rates.cityRate );
    }
    QCOMPARE( codes( rates.place ), ( std::vector<int>{ 0, 2, -2, -2, 0 } ) );
  }
}

void AreaRatesTest::bunchedEventsMoveNoRate()
{
  AreaRateOptions bunched = of( RateKind::proportion );
  bunched.dispersion = 20;
  const AreaRates wide = areaRates( events, people, bunched );
  const AreaRates narrow = areaRates( events, people, of( RateKind::proportion ) );
  QCOMPARE( differenceBetween( wide.rate, narrow.rate ), QString() );
  QVERIFY( wide.lower[1] < narrow.lower[1] && narrow.upper[1] < wide.upper[1] );
  QCOMPARE( int( wide.place[1] ), 0 );
}

void AreaRatesTest::areaWithoutDenominatorIsCountedAndLeftOut()
{
  const AreaRates rates = areaRates( std::vector<double>{ 20, 9, 0, missing, 30, 4 },
                                     std::vector<double>{ 400, 0, 0, 100, 600, missing }, of( RateKind::rate ) );
  QCOMPARE( rates.eventsWithoutDenominator, std::size_t( 2 ) );
  QCOMPARE( rates.cityRate, 50.0 );
  QCOMPARE( differenceBetween( rates.rate, { 50, missing, missing, missing, 50, missing } ), QString() );
  QCOMPARE( codes( rates.place ), ( std::vector<int>{ 0, 9, 9, 9, 0, 9 } ) );
}

void AreaRatesTest::cityWithoutEventsHasNoIndexAndNoPlaces()
{
  const std::vector<double> none( 5, 0.0 );
  for ( const RateKind kind : { RateKind::rate, RateKind::proportion } )
  {
    const AreaRates rates = areaRates( none, people, of( kind ) );
    QCOMPARE( rates.cityRate, 0.0 );
    QCOMPARE( rates.rate[1], 0.0 );
    QVERIFY( isMissing( rates.index[1] ) );
    QCOMPARE( int( rates.place[1] ), int( FunnelClass::notKnown ) );
  }
  QVERIFY( isMissing( areaRates( none, people, of( RateKind::index ) ).rate[1] ) );
}

void AreaRatesTest::singleAreaIsTheCity()
{
  const AreaRates rates = areaRates( std::vector<double>{ 12 }, std::vector<double>{ 100 }, of( RateKind::index ) );
  QCOMPARE( rates.rate[0], 100.0 );
  QCOMPARE( int( rates.place[0] ), 0 );
}

void AreaRatesTest::proportionAboveOneIsNamedByItsRow()
{
  QCOMPARE( refusalOf(
              [] {
                areaRates( std::vector<double>{ 3, 12 }, std::vector<double>{ 10, 10 }, of( RateKind::proportion ) );
              } ),
            QStringLiteral( "events in row 2 is 12; it must be at most the denominator, 10." ) );
}

void AreaRatesTest::multiplierOfZeroIsRefused()
{
  AreaRateOptions options;
  options.multiplier = 0;
  QCOMPARE( refusalOf( [&] { areaRates( events, people, options ); } ),
            QStringLiteral( "multiplier is 0; it must be above 0, and finite." ) );
}

QTEST_GUILESS_MAIN( AreaRatesTest )
#include "arearates_test.moc"
