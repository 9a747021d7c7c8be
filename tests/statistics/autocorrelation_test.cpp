// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/autocorrelation.h"

#include <QtTest>

using namespace communitysafety::statistics;

class AutocorrelationTest : public QObject
{
  Q_OBJECT

private slots:
  void alternatingValuesAreOpposed();
  void gradientIsAlike();
  void missingValuesTakeNoPart();
  void nothingToSayIsNoCorrelation();
  void inflationOfALine();
};

namespace
{

BorderGraph line( std::uint32_t places )
{
  std::vector<Border> borders;
  for ( std::uint32_t place = 0; place + 1 < places; ++place )
    borders.push_back( { place, place + 1, 1.0 } );
  return BorderGraph::fromBorders( places, borders );
}

} // namespace

void AutocorrelationTest::alternatingValuesAreOpposed()
{
  const std::vector<double> values = { 1, 3, 1, 3, 1, 3 };
  QCOMPARE( neighbourCorrelation( values, line( 6 ) ), -1.0 );
}

void AutocorrelationTest::gradientIsAlike()
{
  // Deviations -1.5, -0.5, 0.5, 1.5: products 0.75, -0.25, 0.75, mean 5/12; variance 1.25.
  const std::vector<double> values = { 1, 2, 3, 4 };
  QVERIFY( std::abs( neighbourCorrelation( values, line( 4 ) ) - 1.0 / 3 ) < 1e-12 );
}

void AutocorrelationTest::missingValuesTakeNoPart()
{
  const std::vector<double> values = { 1, 3, missing, 1, 3 };
  QCOMPARE( neighbourCorrelation( values, line( 5 ) ), -1.0 );
}

void AutocorrelationTest::nothingToSayIsNoCorrelation()
{
  QCOMPARE( neighbourCorrelation( std::vector<double>{ 2, 2, 2 }, line( 3 ) ), 0.0 );
  QCOMPARE( neighbourCorrelation( std::vector<double>{ 1, 2 }, BorderGraph::fromBorders( 2, {} ) ), 0.0 );
}

void AutocorrelationTest::inflationOfALine()
{
  QCOMPARE( varianceInflation( 0.5 ), 3.0 );
  QCOMPARE( varianceInflation( -0.5 ), 1.0 );
  QVERIFY( varianceInflation( 1 ) < 40 );
}

QTEST_GUILESS_MAIN( AutocorrelationTest )
#include "autocorrelation_test.moc"
