// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "random.h"

#include <QtTest>

#include <cmath>
#include <stdexcept>

using namespace communitysafety::samplecity;

namespace
{
// The seed that the stream without a name turns into the state 0.
constexpr std::uint64_t seedOfStateZero = 14695981039346656037ULL;
constexpr int draws = 100000;
} // namespace

class SampleRandomTest : public QObject
{
  Q_OBJECT

private slots:
  // Published values
  void firstNumbersAreThoseOfSplitMix64();

  // Laws
  void streamsDiffer();
  void uniformFillsTheUnitInterval();
  void normalHasMeanZeroAndVarianceOne();
  void choiceFollowsTheWeights();
  void runLengthHasTheGeometricMean();

  // Edges and refused input
  void zeroWeightIsNeverPicked();
  void hexadecimalHasTheLengthAskedFor();
  void nothingToChooseFromIsRefused();
};

void SampleRandomTest::firstNumbersAreThoseOfSplitMix64()
{
  // The first outputs from state 0, as used to seed the xoshiro family: https://prng.di.unimi.it/splitmix64.c
  Random random( seedOfStateZero, "" );
  QCOMPARE( random.next(), std::uint64_t( 0xE220A8397B1DCDAFULL ) );
  QCOMPARE( random.next(), std::uint64_t( 0x6E789E6AA1B965F4ULL ) );
  QCOMPARE( random.next(), std::uint64_t( 0x06C45D188009454FULL ) );
}

void SampleRandomTest::streamsDiffer()
{
  QVERIFY( Random( 1, "fire" ).next() != Random( 1, "victims" ).next() );
  QVERIFY( Random( 1, "fire" ).next() != Random( 2, "fire" ).next() );
  QCOMPARE( Random( 1, "fire" ).next(), Random( 1, "fire" ).next() );
}

void SampleRandomTest::uniformFillsTheUnitInterval()
{
  Random random( 1, "uniform" );
  double sum = 0;
  for ( int draw = 0; draw < draws; ++draw )
  {
    const double value = random.uniform();
    QVERIFY( value >= 0 && value < 1 );
    sum += value;
  }
  // Four standard errors of the mean: 4 × 0.2887 / √100000.
  QVERIFY( std::abs( sum / draws - 0.5 ) < 0.0037 );
}

void SampleRandomTest::normalHasMeanZeroAndVarianceOne()
{
  Random random( 1, "normal" );
  double sum = 0;
  double squares = 0;
  for ( int draw = 0; draw < draws; ++draw )
  {
    const double value = random.normal();
    sum += value;
    squares += value * value;
  }
  QVERIFY( std::abs( sum / draws ) < 0.013 );
  QVERIFY( std::abs( squares / draws - 1 ) < 0.018 );
}

void SampleRandomTest::choiceFollowsTheWeights()
{
  Random random( 1, "choice" );
  const WeightedChoice choice( { 1, 3, 6 } );
  int picked[3] = {};
  for ( int draw = 0; draw < draws; ++draw )
    ++picked[choice.pick( random )];
  QVERIFY( std::abs( picked[0] - 0.1 * draws ) < 400 );
  QVERIFY( std::abs( picked[1] - 0.3 * draws ) < 600 );
  QCOMPARE( picked[0] + picked[1] + picked[2], draws );
}

void SampleRandomTest::runLengthHasTheGeometricMean()
{
  Random random( 1, "runs" );
  double sum = 0;
  for ( int draw = 0; draw < draws; ++draw )
    sum += random.runLength( 0.25 );
  QVERIFY( std::abs( sum / draws - 1.0 / 3 ) < 0.009 );
}

void SampleRandomTest::zeroWeightIsNeverPicked()
{
  Random random( 1, "zero" );
  const WeightedChoice choice( { 0, 1, 0, 1, 0 } );
  for ( int draw = 0; draw < 1000; ++draw )
    QCOMPARE( choice.pick( random ) % 2, std::size_t( 1 ) );
}

void SampleRandomTest::hexadecimalHasTheLengthAskedFor()
{
  Random random( 1, "hexadecimal" );
  QCOMPARE( random.hexadecimal( 64 ).size(), std::size_t( 64 ) );
  QCOMPARE( random.hexadecimal( 5 ).size(), std::size_t( 5 ) );
}

void SampleRandomTest::nothingToChooseFromIsRefused()
{
  QVERIFY_EXCEPTION_THROWN( WeightedChoice( {} ), std::invalid_argument );
  QVERIFY_EXCEPTION_THROWN( WeightedChoice( { 0, 0 } ), std::invalid_argument );
}

QTEST_GUILESS_MAIN( SampleRandomTest )
#include "samplerandom_test.moc"
