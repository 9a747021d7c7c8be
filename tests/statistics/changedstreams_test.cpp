// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/changedstreams.h"
#include "statistics/distribution.h"

using namespace communitysafety::statistics;

class ChangedStreamsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void halvesAddUpToTheWhole();
  void halvesComeInBlocks();
  void halvesOfRepeatsKnowNothingOfEachOther();
  void halvesOfDeviationsHaveTwiceTheVariance();
  void resampleVariesAsTheDispersionSays();
  void levelOfTheMapStays();
  void deviationIsResampledWithItsNoise();
  // edges
  void missingStaysMissing();
  void noIncidentsStayNone();
  // chance
  void sameRandomNumbersGiveTheSameMap();
};

namespace
{

using Numbers = std::vector<double>;

ScanStream counted( const Numbers &observed, const Numbers &expected, double dispersion = 1 )
{
  ScanStream stream{ StreamModel::poisson, observed, expected };
  stream.dispersion = dispersion;
  return stream;
}

Numbers valuesOf( Column column ) { return Numbers( column.begin(), column.end() ); }

double varianceOf( const Numbers &values ) { return std::pow( describe( values ).standardDeviation, 2 ); }

double covarianceOf( const Numbers &one, const Numbers &other )
{
  Numbers sum;
  for ( std::size_t row = 0; row < one.size(); ++row )
    sum.push_back( one[row] + other[row] );
  return ( varianceOf( sum ) - varianceOf( one ) - varianceOf( other ) ) / 2;
}

constexpr std::size_t many = 20000;

} // namespace

void ChangedStreamsTest::halvesAddUpToTheWhole()
{
  const Numbers counts{ 0, 1, 2, 7, 40, 3.5 }, baseline{ 5, 5, 5, 5, 20, 13.5 };
  RandomStream random( 1 );
  const auto halves = halvesOfStreams( { counted( counts, baseline ) }, random );
  const ScanStream one = halves.first.views().front(), other = halves.second.views().front();
  for ( std::size_t place = 0; place < counts.size(); ++place )
  {
    QVERIFY( one.observed[place] >= 0 && other.observed[place] >= 0 );
    QCOMPARE( one.observed[place] + other.observed[place], counts[place] );
    QVERIFY( std::fabs( one.expected[place] + other.expected[place] - baseline[place] ) < 1e-12 );
  }
}

void ChangedStreamsTest::halvesComeInBlocks()
{
  const Numbers counts( 200, 6 ), baseline( 200, 6 );
  RandomStream random( 2 );
  const auto halves = halvesOfStreams( { counted( counts, baseline, 3 ) }, random );
  for ( const double count : valuesOf( halves.first.views().front().observed ) )
    QVERIFY2( count == 0 || count == 3 || count == 6, qPrintable( QString::number( count ) ) );
}

void ChangedStreamsTest::halvesOfRepeatsKnowNothingOfEachOther()
{
  // Counts that come in threes: variance 3 times the mean of 30.
  RandomStream random( 3 );
  Numbers counts;
  const Numbers baseline( many, 30 );
  for ( std::size_t place = 0; place < many; ++place )
  {
    double blocks = 0;
    for ( int chance = 0; chance < 1000; ++chance )
      blocks += random.uniform() < 0.01 ? 1 : 0;
    counts.push_back( 3 * blocks );
  }
  const auto halves = halvesOfStreams( { counted( counts, baseline, 3 ) }, random );
  const Numbers one = valuesOf( halves.first.views().front().observed );
  const Numbers other = valuesOf( halves.second.views().front().observed );
  // Independent halves have a variance of 3 × 15 each. Standard errors: 45 / √20000 = 0.32, of the variance 0.45.
  QVERIFY2( std::fabs( varianceOf( one ) - 45 ) < 2, qPrintable( QString::number( varianceOf( one ) ) ) );
  QVERIFY2( std::fabs( covarianceOf( one, other ) ) < 1.5,
            qPrintable( QString::number( covarianceOf( one, other ) ) ) );
}

void ChangedStreamsTest::halvesOfDeviationsHaveTwiceTheVariance()
{
  RandomStream random( 4 );
  Numbers deviations;
  for ( std::size_t place = 0; place < many; ++place )
    deviations.push_back( 2 * random.normal() );
  const Numbers variances( many, 4 );
  const auto halves = halvesOfStreams( { { StreamModel::gaussian, deviations, variances } }, random );
  const ScanStream one = halves.first.views().front(), other = halves.second.views().front();
  QCOMPARE( one.expected[0], 8.0 );
  QCOMPARE( other.expected[0], 8.0 );
  QVERIFY( std::fabs( ( one.observed[7] + other.observed[7] ) / 2 - deviations[7] ) < 1e-12 );
  QVERIFY( std::fabs( varianceOf( valuesOf( one.observed ) ) - 8 ) < 0.4 );
  QVERIFY( std::fabs( covarianceOf( valuesOf( one.observed ), valuesOf( other.observed ) ) ) < 0.3 );
}

void ChangedStreamsTest::resampleVariesAsTheDispersionSays()
{
  for ( const double dispersion : { 1.0, 2.5 } )
  {
    const Numbers counts( many, 20 );
    RandomStream random( 5 );
    const ChangedStreams drawn = resampledStreams( { counted( counts, counts, dispersion ) }, random );
    const Numbers values = valuesOf( drawn.views().front().observed );
    QVERIFY( std::fabs( describe( values ).mean - 20 ) < 0.2 );
    QVERIFY2( std::fabs( varianceOf( values ) / 20 - dispersion ) < 0.1 * dispersion,
              qPrintable( QString::number( varianceOf( values ) / 20 ) ) );
  }
}

void ChangedStreamsTest::levelOfTheMapStays()
{
  const Numbers counts{ 10, 20, 5, 40 }, baseline{ 25, 25, 25, 25 };
  RandomStream random( 6 );
  const ChangedStreams drawn = resampledStreams( { counted( counts, baseline ) }, random );
  const auto halves = halvesOfStreams( { counted( counts, baseline ) }, random );
  for ( const ChangedStreams *changed : { &drawn, &halves.first, &halves.second } )
  {
    const ScanStream stream = changed->views().front();
    QVERIFY( std::fabs( sumPresent( stream.observed ) / sumPresent( stream.expected ) - 0.75 ) < 1e-12 );
  }
}

void ChangedStreamsTest::deviationIsResampledWithItsNoise()
{
  const Numbers deviations( many, 3 ), variances( many, 9 );
  RandomStream random( 7 );
  const ChangedStreams drawn = resampledStreams( { { StreamModel::gaussian, deviations, variances } }, random );
  const ScanStream stream = drawn.views().front();
  QVERIFY( std::fabs( describe( stream.observed ).mean - 3 ) < 0.1 );
  QVERIFY( std::fabs( varianceOf( valuesOf( stream.observed ) ) - 9 ) < 0.45 );
  QCOMPARE( stream.expected[0], 9.0 );
}

void ChangedStreamsTest::missingStaysMissing()
{
  const Numbers counts{ missing, 4, 6 }, baseline{ 4, missing, 6 };
  RandomStream random( 8 );
  const ChangedStreams drawn = resampledStreams( { counted( counts, baseline ) }, random );
  const auto halves = halvesOfStreams( { counted( counts, baseline ) }, random );
  for ( const ChangedStreams *changed : { &drawn, &halves.first, &halves.second } )
  {
    QVERIFY( isMissing( changed->views().front().observed[0] ) );
    QVERIFY( isMissing( changed->views().front().expected[1] ) );
    QVERIFY( !isMissing( changed->views().front().observed[2] ) );
  }
}

void ChangedStreamsTest::noIncidentsStayNone()
{
  const Numbers none{ 0, 0 }, baseline{ 0, 0 };
  RandomStream random( 9 );
  const auto halves = halvesOfStreams( { counted( none, baseline ) }, random );
  QCOMPARE( valuesOf( halves.first.views().front().observed ), none );
  QCOMPARE( valuesOf( resampledStreams( { counted( none, baseline ) }, random ).views().front().observed ), none );
}

void ChangedStreamsTest::sameRandomNumbersGiveTheSameMap()
{
  const Numbers counts{ 10, 20, 5, 40 }, baseline{ 25, 25, 25, 25 };
  RandomStream one( 10, 3 ), same( 10, 3 ), next( 10, 4 );
  const auto drawn = [&]( RandomStream &random )
  { return valuesOf( resampledStreams( { counted( counts, baseline ) }, random ).views().front().observed ); };
  const Numbers first = drawn( one );
  QCOMPARE( drawn( same ), first );
  QVERIFY( drawn( next ) != first );
}

QTEST_GUILESS_MAIN( ChangedStreamsTest )
#include "changedstreams_test.moc"
