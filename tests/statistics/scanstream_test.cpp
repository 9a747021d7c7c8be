// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/scanstream.h"

#include <numeric>

using namespace communitysafety::statistics;

class ScanStreamTest : public QObject
{
  Q_OBJECT

private slots:
  // published formulas
  void poissonEvidenceByHand();
  void gaussianEvidenceByHand();
  // laws
  void evidenceIsTheHighestGainOfAllEffects_data();
  void evidenceIsTheHighestGainOfAllEffects();
  void gainOfASetIsTheSumOfItsPlaces();
  void weightMultipliesAndDispersionDivides();
  void unitOfADeviationDoesNotMatter();
  void evidenceIsTheSumOfItsStreams();
  void sharesAddUpToOne();
  void flooredBaselineKeepsItsSum();
  // edges
  void belowExpectationThereIsNoEvidence();
  void whereNothingIsExpectedThereIsNoEvidence();
  void missingValuesSayNothing();
  void noEvidenceHasNoShares();
  void floorOfOneMakesAllPlacesAlike();
  // refused input
  void incidentsWithoutBaselineAreNamed();
  void streamsThatCannotBeSearchedAreRefused_data();
  void streamsThatCannotBeSearchedAreRefused();
  void floorOutsideItsRangeIsRefused();
};

namespace
{

const std::vector<double> counts = { 8, 3, 0, 6 };
const std::vector<double> baseline = { 2, 3, 4, 8 };
const std::vector<double> deviations = { 1.5, -0.5, 2, 0 };
const std::vector<double> variances = { 1, 0.25, 4, 2 };

ScanStream incidents() { return { StreamModel::poisson, counts, baseline, 1, 1 }; }
ScanStream survey() { return { StreamModel::gaussian, deviations, variances, 1, 1 }; }

} // namespace

void ScanStreamTest::poissonEvidenceByHand()
{
  // C = 11, B = 5: 11 ln 2.2 + 5 - 11.
  QCOMPARE( evidenceOf( { incidents() }, { 0, 1 } ), 11 * std::log( 2.2 ) - 6 );
  QCOMPARE( streamEvidence( incidents(), 11, 5 ), 11 * std::log( 2.2 ) - 6 );
}

void ScanStreamTest::gaussianEvidenceByHand()
{
  // Sums 1.5 + 2 / 4 = 2 and 1 + 1 / 4 = 1.25: 2² / 2.5.
  QCOMPARE( evidenceOf( { survey() }, { 0, 2 } ), 1.6 );
  const ScanSum sum = scanSum( survey(), { 0, 2 } );
  QCOMPARE( sum.observed, 2.0 );
  QCOMPARE( sum.expected, 1.25 );
}

void ScanStreamTest::evidenceIsTheHighestGainOfAllEffects_data()
{
  QTest::addColumn<bool>( "poisson" );
  QTest::addColumn<double>( "observed" );
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "few incidents" ) << true << 3.0 << 1.2;
  QTest::newRow( "many incidents" ) << true << 900.0 << 850.0;
  QTest::newRow( "fewer than expected" ) << true << 2.0 << 5.0;
  QTest::newRow( "deviation above" ) << false << 2.0 << 1.25;
  QTest::newRow( "deviation below" ) << false << -2.0 << 1.25;
}

void ScanStreamTest::evidenceIsTheHighestGainOfAllEffects()
{
  QFETCH( bool, poisson );
  QFETCH( double, observed );
  QFETCH( double, expected );
  ScanStream stream = poisson ? incidents() : survey();
  stream.weight = 0.7;
  stream.dispersion = 1.4;
  const ScanSum sum = { observed, expected };
  const double evidence = streamEvidence( stream, observed, expected );
  const double likeliest = likeliestEffect( stream.model, sum );
  QVERIFY( std::fabs( effectGain( stream, sum, likeliest ) - evidence ) < 1e-10 );
  for ( double effect = 0; effect < 4; effect += 0.01 )
    QVERIFY( effectGain( stream, sum, effect ) <= evidence + 1e-10 );
}

void ScanStreamTest::gainOfASetIsTheSumOfItsPlaces()
{
  for ( const ScanStream &stream : { incidents(), survey() } )
  {
    const double apart =
      effectGain( stream, scanTerm( stream, 0 ), 0.4 ) + effectGain( stream, scanTerm( stream, 3 ), 0.4 );
    QVERIFY( std::fabs( effectGain( stream, scanSum( stream, { 0, 3 } ), 0.4 ) - apart ) < 1e-12 );
  }
}

void ScanStreamTest::weightMultipliesAndDispersionDivides()
{
  for ( ScanStream stream : { incidents(), survey() } )
  {
    const double plain = evidenceOf( { stream }, { 0, 1 } );
    stream.weight = 3;
    stream.dispersion = 2;
    QCOMPARE( evidenceOf( { stream }, { 0, 1 } ), 1.5 * plain );
    stream.weight = 0;
    QCOMPARE( evidenceOf( { stream }, { 0, 1 } ), 0.0 );
  }
}

void ScanStreamTest::unitOfADeviationDoesNotMatter()
{
  std::vector<double> inThousandths = deviations, withSquare = variances;
  for ( std::size_t place = 0; place < deviations.size(); ++place )
  {
    inThousandths[place] *= 1000;
    withSquare[place] *= 1e6;
  }
  const ScanStream scaled = { StreamModel::gaussian, inThousandths, withSquare, 1, 1 };
  QVERIFY( std::fabs( evidenceOf( { scaled }, { 0, 2 } ) - evidenceOf( { survey() }, { 0, 2 } ) ) < 1e-12 );
}

void ScanStreamTest::evidenceIsTheSumOfItsStreams()
{
  QCOMPARE( evidenceOf( { incidents(), survey() }, { 0, 2 } ),
            evidenceOf( { incidents() }, { 0, 2 } ) + evidenceOf( { survey() }, { 0, 2 } ) );
}

void ScanStreamTest::sharesAddUpToOne()
{
  const std::vector<double> shares = streamShares( { incidents(), survey(), incidents() }, { 0 } );
  QCOMPARE( shares.size(), std::size_t( 3 ) );
  QCOMPARE( shares[0], shares[2] );
  QVERIFY( shares[1] > 0 );
  QVERIFY( std::fabs( std::accumulate( shares.begin(), shares.end(), 0.0 ) - 1 ) < 1e-15 );
}

void ScanStreamTest::flooredBaselineKeepsItsSum()
{
  const std::vector<double> floored = flooredBaseline( std::vector<double>{ 0, 1, 9, 10 }, 0.1 );
  // 0 is lifted to a tenth of the mean, 0.5; then all are scaled by 20 / 20.5.
  QCOMPARE( differenceBetween( floored, { 0.5 * 20 / 20.5, 20 / 20.5, 180 / 20.5, 200 / 20.5 } ), QString() );
  QCOMPARE( differenceBetween( flooredBaseline( baseline, 0 ), baseline, 0 ), QString() );
}

void ScanStreamTest::belowExpectationThereIsNoEvidence()
{
  QCOMPARE( evidenceOf( { incidents() }, { 2, 3 } ), 0.0 );
  QCOMPARE( evidenceOf( { survey() }, { 1 } ), 0.0 );
  QCOMPARE( evidenceOf( { incidents(), survey() }, {} ), 0.0 );
  QCOMPARE( streamEvidence( incidents(), 5, 5 ), 0.0 );
}

void ScanStreamTest::whereNothingIsExpectedThereIsNoEvidence()
{
  QCOMPARE( streamEvidence( incidents(), 7, 0 ), 0.0 );
  QCOMPARE( likeliestEffect( StreamModel::poisson, { 7, 0 } ), 0.0 );
  QCOMPARE( streamEvidence( survey(), 7, 0 ), 0.0 );
}

void ScanStreamTest::missingValuesSayNothing()
{
  const std::vector<double> seen = { 8, missing, 5 }, hoped = { 2, 3, missing };
  const ScanStream stream = { StreamModel::poisson, seen, hoped, 1, 1 };
  QCOMPARE( evidenceOf( { stream }, { 0, 1, 2 } ), evidenceOf( { stream }, { 0 } ) );
  requireStreams( { stream }, 3 );
}

void ScanStreamTest::noEvidenceHasNoShares()
{
  QCOMPARE( differenceBetween( streamShares( { incidents(), survey() }, { 1 } ), { 0, 0 }, 0 ), QString() );
}

void ScanStreamTest::floorOfOneMakesAllPlacesAlike()
{
  QCOMPARE( differenceBetween( flooredBaseline( std::vector<double>{ 4, missing, 4 }, 1 ), { 4, missing, 4 } ),
            QString() );
  QCOMPARE( differenceBetween( flooredBaseline( std::vector<double>{ 0, 0 }, 0.5 ), { 0, 0 } ), QString() );
}

void ScanStreamTest::incidentsWithoutBaselineAreNamed()
{
  const std::vector<double> seen = { 1, 0, 3 }, hoped = { 2, 0, 0 };
  const ScanStream stream = { StreamModel::poisson, seen, hoped, 1, 1 };
  const ScanStream whole = { StreamModel::poisson, seen, seen, 1, 1 };
  QCOMPARE( refusalOf(
              [&] {
                requireStreams( { whole, stream }, 3 );
              } ),
            QStringLiteral( "The baseline of stream 2 in row 3 is 0; it must be above 0 where there are incidents, "
                            "here 3." ) );
  const std::vector<double> mended = flooredBaseline( hoped, 0.05 );
  requireStreams( { { StreamModel::poisson, seen, mended, 1, 1 } }, 3 );
}

void ScanStreamTest::streamsThatCannotBeSearchedAreRefused_data()
{
  QTest::addColumn<bool>( "poisson" );
  QTest::addColumn<double>( "observed" );
  QTest::addColumn<double>( "expected" );
  QTest::addColumn<double>( "weight" );
  QTest::addColumn<double>( "dispersion" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "negative count" ) << true << -1.0 << 1.0 << 1.0 << 1.0 << "The count of stream 1";
  QTest::newRow( "negative baseline" ) << true << 1.0 << -1.0 << 1.0 << 1.0 << "The baseline of stream 1";
  QTest::newRow( "infinite deviation" ) << false << double( INFINITY ) << 1.0 << 1.0 << 1.0
                                        << "The deviation of stream 1";
  QTest::newRow( "no variance" ) << false << 1.0 << 0.0 << 1.0 << 1.0 << "The variance of stream 1 in row 1 is 0";
  QTest::newRow( "negative weight" ) << true << 1.0 << 1.0 << -1.0 << 1.0 << "The weight of stream 1";
  QTest::newRow( "missing weight" ) << true << 1.0 << 1.0 << missing << 1.0 << "The weight of stream 1";
  QTest::newRow( "dispersion below 1" ) << true << 1.0 << 1.0 << 1.0 << 0.5 << "The dispersion of stream 1";
}

void ScanStreamTest::streamsThatCannotBeSearchedAreRefused()
{
  QFETCH( bool, poisson );
  QFETCH( double, observed );
  QFETCH( double, expected );
  QFETCH( double, weight );
  QFETCH( double, dispersion );
  QFETCH( QString, sentence );
  const std::vector<double> seen = { observed }, hoped = { expected };
  const ScanStream stream = { poisson ? StreamModel::poisson : StreamModel::gaussian, seen, hoped, weight, dispersion };
  const QString refusal = refusalOf( [&] { requireStreams( { stream }, 1 ); } );
  QVERIFY2( refusal.startsWith( sentence ), qPrintable( refusal ) );
  QVERIFY( !refusalOf( [] { requireStreams( {}, 1 ); } ).isEmpty() );
  QVERIFY( !refusalOf( [] { requireStreams( { incidents() }, 5 ); } ).isEmpty() );
}

void ScanStreamTest::floorOutsideItsRangeIsRefused()
{
  QVERIFY( !refusalOf( [] { flooredBaseline( baseline, 1.1 ); } ).isEmpty() );
  QVERIFY( !refusalOf( [] { flooredBaseline( std::vector<double>{ -1 }, 0.1 ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( ScanStreamTest )
#include "scanstream_test.moc"
