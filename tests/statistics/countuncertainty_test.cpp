// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "smallareacounts.h"
#include "statistics/countuncertainty.h"

#include <boost/math/distributions/gamma.hpp>

#include <algorithm>

using namespace communitysafety::statistics;

class CountUncertaintyTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void oneIndicatorGivesTheQuantilesOfTheGammaDistribution();
  void chanceOfTwoAreasToChangePlacesIsThatOfTheBetaDistribution();
  // laws
  void otherIndicatorsDoNotDisturbTheDrawsOfOne();
  void drawsDoNotDependOnTheirNumber();
  void anotherSeedGivesOtherDraws();
  // edges
  void fixedRatesHaveNoUncertainty();
  void areaThatNeverHasAnIndexIsMissing();
  // refused input
  void unsoundOptionsAreNamed_data();
  void unsoundOptionsAreNamed();
  void posteriorsMustHaveTheSameAreas();
  void rateParameterMustBePositive();
  // threads
  void sameNumbersOnAnyNumberOfThreads();
  void aCancelStopsTheDrawing();
  void whatTheIndexThrowsReachesTheCaller();
};

namespace
{

//! An index of one indicator that is its rate.
void firstRate( std::vector<std::vector<double>> &rates, std::vector<double> &index )
{
  std::copy( rates.front().begin(), rates.front().end(), index.begin() );
}

void meanOfRates( std::vector<std::vector<double>> &rates, std::vector<double> &index )
{
  for ( std::size_t area = 0; area < index.size(); ++area )
  {
    index[area] = 0;
    for ( const std::vector<double> &column : rates )
      index[area] += column[area] / static_cast<double>( rates.size() );
  }
}

RatePosterior sids() { return ratePosterior( sidsDeaths, sidsBirths, RatePrior::empiricalBayes ); }

//! Standard error of the quantile \a probability of a distribution with the \a density there, from \a draws draws.
double standardError( double probability, double density, std::size_t draws )
{
  return std::sqrt( probability * ( 1 - probability ) / static_cast<double>( draws ) ) / density;
}

bool areEqual( const IndexUncertainty &one, const IndexUncertainty &other )
{
  const auto columns = []( const IndexUncertainty &u )
  {
    return std::vector<std::vector<double>>{ u.median,    u.lower,     u.upper,      u.rankMedian,
                                             u.rankLower, u.rankUpper, u.shareAbove, u.shareInWorst };
  };
  return columns( one ) == columns( other );
}

} // namespace

void CountUncertaintyTest::oneIndicatorGivesTheQuantilesOfTheGammaDistribution()
{
  const RatePosterior posterior = sids();
  CountDrawOptions options;
  options.draws = 10000;
  options.threshold = 0.002;
  const IndexUncertainty result = propagateCounts( { posterior }, firstRate, options );
  const auto check = [&]( std::size_t area, double found, double probability )
  {
    const boost::math::gamma_distribution<> rate( posterior.shape[area], 1 / posterior.rate[area] );
    const double expected = quantile( rate, probability );
    // Five standard errors: 300 comparisons with fixed seed.
    return std::fabs( found - expected ) < 5 * standardError( probability, pdf( rate, expected ), options.draws );
  };
  for ( std::size_t area = 0; area < sidsDeaths.size(); ++area )
  {
    QVERIFY( check( area, result.median[area], 0.5 ) );
    QVERIFY( check( area, result.lower[area], 0.05 ) );
    QVERIFY( check( area, result.upper[area], 0.95 ) );
    const boost::math::gamma_distribution<> rate( posterior.shape[area], 1 / posterior.rate[area] );
    QVERIFY( std::fabs( result.shareAbove[area] - cdf( complement( rate, options.threshold ) ) ) < 5 * 0.5 / 100 );
  }
}

void CountUncertaintyTest::chanceOfTwoAreasToChangePlacesIsThatOfTheBetaDistribution()
{
  // With equal denominators the first is lower with the chance that a Beta(12, 8) variable is below one half: the sum
  // of the binomial probabilities of 12 and more of 19, 94184 / 524288.
  const std::vector<double> events = { 11.5, 7.5 };
  const std::vector<double> people = { 100, 100 };
  CountDrawOptions options;
  options.draws = 20000;
  options.worstShare = 0.5;
  const IndexUncertainty result =
    propagateCounts( { ratePosterior( events, people, RatePrior::jeffreys ) }, firstRate, options );
  const double expected = 94184.0 / 524288;
  QVERIFY2( std::fabs( result.shareInWorst[1] - expected ) < 5 * std::sqrt( expected / 20000 ),
            qPrintable( QString::number( result.shareInWorst[1] ) ) );
  QCOMPARE( result.shareInWorst[0] + result.shareInWorst[1], 1.0 );
  QCOMPARE( result.rankMedian[0], 1.0 );
  QCOMPARE( result.rankUpper[0], 2.0 );
}

void CountUncertaintyTest::otherIndicatorsDoNotDisturbTheDrawsOfOne()
{
  std::vector<std::vector<double>> alone;
  std::vector<std::vector<double>> together;
  RateDraws( { sids() }, 3 ).draw( 17, alone );
  RateDraws( { sids(), sids(), sids() }, 3 ).draw( 17, together );
  QCOMPARE( together[0], alone[0] );
  QVERIFY( together[1] != together[0] );
}

void CountUncertaintyTest::drawsDoNotDependOnTheirNumber()
{
  const RateDraws draws( { sids() }, 3 );
  std::vector<std::vector<double>> first;
  std::vector<std::vector<double>> again;
  draws.draw( 5, first );
  draws.draw( 6, again );
  QVERIFY( again != first );
  draws.draw( 5, again );
  QCOMPARE( again, first );
}

void CountUncertaintyTest::anotherSeedGivesOtherDraws()
{
  CountDrawOptions options;
  options.draws = 50;
  const IndexUncertainty one = propagateCounts( { sids() }, firstRate, options );
  options.seed = 2;
  QVERIFY( !areEqual( propagateCounts( { sids() }, firstRate, options ), one ) );
}

void CountUncertaintyTest::fixedRatesHaveNoUncertainty()
{
  const std::vector<double> rates = { 150, 50, 100 };
  const IndexUncertainty result = propagateCounts( { fixedRates( rates ) }, firstRate, {} );
  for ( const auto &column : { result.median, result.lower, result.upper } )
    QCOMPARE( differenceBetween( column, rates ), QString() );
  for ( const auto &column : { result.rankMedian, result.rankLower, result.rankUpper } )
    QCOMPARE( differenceBetween( column, { 1, 3, 2 } ), QString() );
  QCOMPARE( differenceBetween( result.shareAbove, { 1, 0, 0 } ), QString() );
  QCOMPARE( differenceBetween( result.shareInWorst, { 1, 0, 0 } ), QString() );
}

void CountUncertaintyTest::areaThatNeverHasAnIndexIsMissing()
{
  const std::vector<double> rates = { 150, missing };
  const IndexUncertainty result = propagateCounts( { fixedRates( rates ) }, firstRate, {} );
  for ( const auto &column : { result.median, result.lower, result.upper, result.rankMedian, result.rankLower,
                               result.rankUpper, result.shareAbove, result.shareInWorst } )
    QVERIFY( isMissing( column[1] ) );
}

void CountUncertaintyTest::unsoundOptionsAreNamed_data()
{
  QTest::addColumn<int>( "draws" );
  QTest::addColumn<double>( "worstShare" );
  QTest::addColumn<double>( "confidence" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no draws" ) << 0 << 0.1 << 0.9 << "draws is 0; it must be 1 or more.";
  QTest::newRow( "no worst" ) << 9 << 0.0 << 0.9 << "worstShare is 0; it must be above 0 and at most 1.";
  QTest::newRow( "certain" ) << 9 << 0.1 << 1.0 << "confidence is 1; it must be above 0 and below 1.";
}

void CountUncertaintyTest::unsoundOptionsAreNamed()
{
  QFETCH( int, draws );
  QFETCH( double, worstShare );
  QFETCH( double, confidence );
  QFETCH( QString, sentence );
  CountDrawOptions options;
  options.draws = static_cast<std::size_t>( draws );
  options.worstShare = worstShare;
  options.confidence = confidence;
  QCOMPARE( refusalOf( [&] { propagateCounts( { sids() }, firstRate, options ); } ), sentence );
}

void CountUncertaintyTest::posteriorsMustHaveTheSameAreas()
{
  const std::vector<double> two = { 1, 2 };
  QCOMPARE( refusalOf(
              [&] {
                propagateCounts( { sids(), fixedRates( two ) }, firstRate, {} );
              } ),
            QStringLiteral( "The length of a posterior is 2; it must be 100." ) );
}

void CountUncertaintyTest::rateParameterMustBePositive()
{
  RatePosterior posterior = sids();
  posterior.rate[2] = 0;
  QCOMPARE( refusalOf( [&] { RateDraws draws( { posterior }, 1 ); } ),
            QStringLiteral( "rate in row 3 is 0; it must be above 0." ) );
}

void CountUncertaintyTest::sameNumbersOnAnyNumberOfThreads()
{
  CountDrawOptions options;
  options.draws = 203;
  options.threads = 1;
  const IndexUncertainty one = propagateCounts( { sids(), sids() }, meanOfRates, options );
  for ( const unsigned threads : { 0U, 2U, 8U } )
  {
    options.threads = threads;
    QVERIFY( areEqual( propagateCounts( { sids(), sids() }, meanOfRates, options ), one ) );
  }
}

void CountUncertaintyTest::aCancelStopsTheDrawing()
{
  CountDrawOptions options;
  options.draws = 1000;
  QVERIFY_EXCEPTION_THROWN( propagateCounts( { sids() }, firstRate, options, []( double done ) { return done < 0.4; } ),
                            Cancelled );
}

void CountUncertaintyTest::whatTheIndexThrowsReachesTheCaller()
{
  const auto fail = []( std::vector<std::vector<double>> &, std::vector<double> & )
  { throw std::runtime_error( "index" ); };
  QVERIFY_EXCEPTION_THROWN( propagateCounts( { sids() }, fail, {} ), std::runtime_error );
}

QTEST_GUILESS_MAIN( CountUncertaintyTest )
#include "countuncertainty_test.moc"
