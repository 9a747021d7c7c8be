// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/randomstream.h"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <set>

using namespace communitysafety::statistics;

class RandomStreamTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void splitMixAndXoshiroGiveTheNumbersOfTheirAuthors();
  // laws
  void sameSeedItemAndPartGiveTheSameNumbers();
  void anyOtherSeedItemOrPartGivesOtherNumbers();
  // chance
  void uniformNumbersAreUniform();
  void normalNumbersAreNormal();
  void neighbouringItemsAreUncorrelated();
  void gammaNumbersFollowTheirDistribution_data();
  void gammaNumbersFollowTheirDistribution();
  // edges
  void tinyShapeGivesNoNumberThatIsNotFinite();
  // refused input
  void shapeMustBePositive_data();
  void shapeMustBePositive();
};

namespace
{

constexpr std::size_t draws = 100000;

//! A test statistic that is exceeded once in a million seeds by chance.
constexpr double rareNormal = 4.9;
constexpr double rareKolmogorov = 2.69;

template <typename Draw>
std::vector<double> sample( Draw draw )
{
  std::vector<double> values( draws );
  std::generate( values.begin(), values.end(), draw );
  return values;
}

double mean( const std::vector<double> &values )
{
  double sum = 0;
  for ( const double value : values )
    sum += value;
  return sum / static_cast<double>( values.size() );
}

double variance( const std::vector<double> &values )
{
  const double centre = mean( values );
  double sum = 0;
  for ( const double value : values )
    sum += ( value - centre ) * ( value - centre );
  return sum / static_cast<double>( values.size() - 1 );
}

//! The statistic of Kolmogorov and Smirnov, √n times the greatest distance between the sample and \a cumulative.
template <typename Cumulative>
double kolmogorovSmirnov( std::vector<double> values, Cumulative cumulative )
{
  std::sort( values.begin(), values.end() );
  const auto n = static_cast<double>( values.size() );
  double distance = 0;
  for ( std::size_t place = 0; place < values.size(); ++place )
  {
    const double expected = cumulative( values[place] );
    distance = std::max(
      { distance, expected - static_cast<double>( place ) / n, static_cast<double>( place + 1 ) / n - expected } );
  }
  return std::sqrt( n ) * distance;
}

} // namespace

void RandomStreamTest::splitMixAndXoshiroGiveTheNumbersOfTheirAuthors()
{
  // A second, plain transcription of the two published programs (prng.di.unimi.it), with the state filled as they say.
  std::uint64_t x = 0;
  const auto splitMix = [&x]
  {
    std::uint64_t z = ( x += 0x9e3779b97f4a7c15U );
    z = ( z ^ ( z >> 30 ) ) * 0xbf58476d1ce4e5b9U;
    z = ( z ^ ( z >> 27 ) ) * 0x94d049bb133111ebU;
    return z ^ ( z >> 31 );
  };
  // The first number that SplitMix64 gives from 0 is widely published.
  QCOMPARE( splitMix(), std::uint64_t{ 0xe220a8397b1dcdafU } );
  x = 0xe220a8397b1dcdafU ^ 7U;
  x = splitMix() ^ 9U;
  std::uint64_t s[4];
  for ( std::uint64_t &word : s )
    word = splitMix();
  const auto rotl = []( std::uint64_t bits, int k ) { return ( bits << k ) | ( bits >> ( 64 - k ) ); };
  RandomStream stream( 0, 7, 9 );
  for ( int number = 0; number < 1000; ++number )
  {
    QCOMPARE( stream(), rotl( s[0] + s[3], 23 ) + s[0] );
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl( s[3], 45 );
  }
}

void RandomStreamTest::sameSeedItemAndPartGiveTheSameNumbers()
{
  RandomStream one( 5, 6, 7 );
  RandomStream other( 5, 6, 7 );
  for ( int number = 0; number < 100; ++number )
    QCOMPARE( one(), other() );
}

void RandomStreamTest::anyOtherSeedItemOrPartGivesOtherNumbers()
{
  std::set<std::uint64_t> firstNumbers;
  for ( std::uint64_t seed = 0; seed < 20; ++seed )
    for ( std::uint64_t item = 0; item < 20; ++item )
      for ( std::uint64_t part = 0; part < 20; ++part )
        firstNumbers.insert( RandomStream( seed, item, part )() );
  QCOMPARE( firstNumbers.size(), std::size_t{ 8000 } );
}

void RandomStreamTest::uniformNumbersAreUniform()
{
  RandomStream stream( 1 );
  const std::vector<double> values = sample( [&] { return stream.uniform(); } );
  QVERIFY( *std::min_element( values.begin(), values.end() ) >= 0 );
  QVERIFY( *std::max_element( values.begin(), values.end() ) < 1 );
  QVERIFY( kolmogorovSmirnov( values, []( double value ) { return value; } ) < rareKolmogorov );
}

void RandomStreamTest::normalNumbersAreNormal()
{
  RandomStream stream( 1 );
  const boost::math::normal distribution;
  const std::vector<double> values = sample( [&] { return stream.normal(); } );
  const double statistic = kolmogorovSmirnov( values, [&]( double value ) { return cdf( distribution, value ); } );
  QVERIFY2( statistic < rareKolmogorov, qPrintable( QString::number( statistic ) ) );
}

void RandomStreamTest::neighbouringItemsAreUncorrelated()
{
  std::uint64_t item = 0;
  const std::vector<double> products = sample(
    [&item]
    {
      const double first = RandomStream( 1, item ).uniform() - 0.5;
      return first * ( RandomStream( 1, ++item ).uniform() - 0.5 );
    } );
  // The product of two centred uniform numbers has the variance 1/144.
  const double z = mean( products ) * std::sqrt( static_cast<double>( draws ) ) * 12;
  QVERIFY2( std::fabs( z ) < rareNormal, qPrintable( QString::number( z ) ) );
}

void RandomStreamTest::gammaNumbersFollowTheirDistribution_data()
{
  QTest::addColumn<double>( "shape" );
  for ( const double shape : { 0.05, 0.5, 0.999, 1.0, 5.0, 200.0, 1e6 } )
    QTest::addRow( "shape %g", shape ) << shape;
}

void RandomStreamTest::gammaNumbersFollowTheirDistribution()
{
  QFETCH( double, shape );
  RandomStream stream( 1, static_cast<std::uint64_t>( shape * 1000 ) );
  const GammaSampler gamma( shape );
  const std::vector<double> values = sample( [&] { return gamma( stream ); } );

  const auto n = static_cast<double>( draws );
  const double zOfMean = ( mean( values ) - shape ) / std::sqrt( shape / n );
  // The fourth central moment of the distribution is 3 k² + 6 k.
  const double zOfVariance = ( variance( values ) - shape ) / std::sqrt( ( 2 * shape * shape + 6 * shape ) / n );
  const boost::math::gamma_distribution<> distribution( shape, 1 );
  const double statistic = kolmogorovSmirnov( values, [&]( double value ) { return cdf( distribution, value ); } );
  const QString told =
    QStringLiteral( "mean z %1, variance z %2, distance %3" ).arg( zOfMean ).arg( zOfVariance ).arg( statistic );
  qInfo( "%s", qPrintable( told ) );
  QVERIFY2( std::fabs( zOfMean ) < rareNormal, qPrintable( told ) );
  QVERIFY2( std::fabs( zOfVariance ) < 2 * rareNormal, qPrintable( told ) );
  QVERIFY2( statistic < rareKolmogorov, qPrintable( told ) );
}

void RandomStreamTest::tinyShapeGivesNoNumberThatIsNotFinite()
{
  RandomStream stream( 1 );
  const GammaSampler gamma( 1e-6 );
  for ( const double value : sample( [&] { return gamma( stream ); } ) )
    QVERIFY( value >= 0 && std::isfinite( value ) );
}

void RandomStreamTest::shapeMustBePositive_data()
{
  QTest::addColumn<double>( "shape" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "zero" ) << 0.0 << "shape is 0; it must be above 0 and finite.";
  QTest::newRow( "negative" ) << -2.0 << "shape is -2; it must be above 0 and finite.";
  QTest::newRow( "missing" ) << missing << "shape is nan; it must be above 0 and finite.";
}

void RandomStreamTest::shapeMustBePositive()
{
  QFETCH( double, shape );
  QFETCH( QString, sentence );
  QCOMPARE( refusalOf( [=] { GammaSampler sampler( shape ); } ), sentence );
}

QTEST_GUILESS_MAIN( RandomStreamTest )
#include "randomstream_test.moc"
