// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/gumbel.h"
#include "statistics/randomstream.h"

using namespace communitysafety::statistics;

class GumbelTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void standardTailAtOneIsKnown();
  // laws
  void fitFindsWhatWasDrawn_data();
  void fitFindsWhatWasDrawn();
  void evidenceGoesOnWhereProbabilitiesEnd();
  void momentsGoThroughTheQuantiles();
  // edges
  void equalMaximaHaveNoTail();
  void missingValuesAreLeftOut();
};

namespace
{

std::vector<double> drawn( double location, double scale, std::size_t count )
{
  RandomStream random( 20 );
  std::vector<double> values;
  for ( std::size_t value = 0; value < count; ++value )
    values.push_back( location - scale * std::log( -std::log( 1 - random.uniform() ) ) );
  return values;
}

} // namespace

void GumbelTest::standardTailAtOneIsKnown()
{
  // 1 - exp( -exp( -1 ) ), by hand.
  QVERIFY( std::fabs( Gumbel{ 0, 1 }.upperTail( 1 ) - 0.307799372444653 ) < 1e-14 );
  QVERIFY( std::fabs( Gumbel{ 5, 2 }.upperTail( 7 ) - 0.307799372444653 ) < 1e-14 );
}

void GumbelTest::fitFindsWhatWasDrawn_data()
{
  QTest::addColumn<double>( "location" );
  QTest::addColumn<double>( "scale" );
  QTest::addColumn<double>( "floor" );
  QTest::newRow( "nothing censored" ) << 6.0 << 1.2 << 0.0;
  QTest::newRow( "half censored" ) << 6.0 << 1.2 << 6.44;
  QTest::newRow( "three quarters censored" ) << 6.0 << 1.2 << 7.5;
  QTest::newRow( "high above 0" ) << 5000.0 << 3.0 << 0.0;
}

void GumbelTest::fitFindsWhatWasDrawn()
{
  QFETCH( double, location );
  QFETCH( double, scale );
  QFETCH( double, floor );
  std::vector<double> values = drawn( location, scale, 20000 );
  // What is censored is only known to be no higher.
  for ( double &value : values )
    value = value > floor ? value : 0;
  const Gumbel fit = fitGumbel( values, floor );
  QVERIFY2( std::fabs( fit.scale / scale - 1 ) < 0.04, qPrintable( QString::number( fit.scale ) ) );
  QVERIFY2( std::fabs( fit.location - location ) < 0.05 * scale, qPrintable( QString::number( fit.location ) ) );
}

void GumbelTest::evidenceGoesOnWhereProbabilitiesEnd()
{
  const Gumbel gumbel{ 2, 0.5 };
  QVERIFY( std::fabs( gumbel.evidence( 2.5 ) + std::log( gumbel.upperTail( 2.5 ) ) ) < 1e-12 );
  QVERIFY( std::fabs( gumbel.evidence( 1002 ) - 2000 ) < 1e-9 );
  QVERIFY( std::fabs( gumbel.evidence( 20.0001 ) - gumbel.evidence( 19.9999 ) - 0.0004 ) < 1e-9 );
}

void GumbelTest::equalMaximaHaveNoTail()
{
  const Gumbel none = fitGumbel( std::vector<double>( 30, 0.0 ) );
  QCOMPARE( none.scale, 0.0 );
  QCOMPARE( none.upperTail( 0 ), 1.0 );
  QVERIFY( isMissing( none.upperTail( 0.1 ) ) );
  QCOMPARE( fitGumbel( std::vector<double>( 30, 4.0 ) ).location, 4.0 );
  QCOMPARE( gumbelByMoments( std::vector<double>{ 2, 2, 2 } ).scale, 0.0 );
  QCOMPARE( gumbelByMoments( std::vector<double>{ 2, 2, 2 } ).location, 2.0 );
}

void GumbelTest::missingValuesAreLeftOut()
{
  std::vector<double> values = drawn( 3, 1, 100 );
  const Gumbel before = fitGumbel( values );
  values.push_back( missing );
  QCOMPARE( fitGumbel( values ).scale, before.scale );
}

void GumbelTest::momentsGoThroughTheQuantiles()
{
  // The quantiles of a Gumbel distribution with location 5 and scale 1.5 at even steps.
  std::vector<double> maxima;
  for ( int step = 0; step < 100000; ++step )
    maxima.push_back( 5 - 1.5 * std::log( -std::log( ( step + 0.5 ) / 100000 ) ) );
  const Gumbel tail = gumbelByMoments( maxima );
  for ( const double p : { 0.5, 0.05, 1e-6, 1e-12 } )
  {
    const double score = 5 - 1.5 * std::log( -std::log1p( -p ) );
    QVERIFY2( std::fabs( std::log( tail.upperTail( score ) / p ) ) < 0.01,
              qPrintable( QString::number( tail.upperTail( score ) ) ) );
  }
}

QTEST_GUILESS_MAIN( GumbelTest )
#include "gumbel_test.moc"
