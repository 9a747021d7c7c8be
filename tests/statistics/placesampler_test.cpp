// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/placesampler.h"

using namespace communitysafety::statistics;

class PlaceSamplerTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void placesAreDrawnInProportion_data();
  void placesAreDrawnInProportion();
  // edges
  void placeWithoutWeightIsNeverDrawn();
  // refused input
  void unusableWeightsAreRefused();
};

namespace
{

std::vector<double> counts( const std::vector<double> &weights, std::size_t draws )
{
  const PlaceSampler sampler( weights );
  RandomStream random( 4 );
  std::vector<double> counts( weights.size(), 0.0 );
  for ( std::size_t draw = 0; draw < draws; ++draw )
    ++counts[sampler( random )];
  return counts;
}

} // namespace

void PlaceSamplerTest::placesAreDrawnInProportion_data()
{
  QTest::addColumn<QList<double>>( "weights" );
  QTest::newRow( "one place" ) << QList<double>{ 3 };
  QTest::newRow( "equal" ) << QList<double>{ 1, 1, 1, 1, 1 };
  QTest::newRow( "one far above the rest" ) << QList<double>{ 1, 1, 1000, 1, 1, 1, 1, 1 };
  QTest::newRow( "rising" ) << QList<double>{ 0.1, 0.2, 0.4, 0.8, 1.6, 3.2 };
  QTest::newRow( "gaps" ) << QList<double>{ 0, 0, 2, 0, 0, 0, 5, 0 };
}

void PlaceSamplerTest::placesAreDrawnInProportion()
{
  QFETCH( QList<double>, weights );
  const std::vector<double> column( weights.begin(), weights.end() );
  constexpr double draws = 200000;
  const std::vector<double> drawn = counts( column, std::size_t( draws ) );
  double sum = 0;
  for ( const double weight : column )
    sum += weight;
  for ( std::size_t place = 0; place < column.size(); ++place )
  {
    const double share = column[place] / sum;
    // Five standard errors: once in a million and a half.
    QVERIFY2( std::fabs( drawn[place] - draws * share ) <= 5 * std::sqrt( draws * share * ( 1 - share ) ) + 1e-9,
              qPrintable( QStringLiteral( "place %1: %2" ).arg( place ).arg( drawn[place] ) ) );
  }
}

void PlaceSamplerTest::placeWithoutWeightIsNeverDrawn()
{
  const std::vector<double> drawn = counts( { 0, missing, 1e-9, 0, 1, missing }, 100000 );
  QCOMPARE( drawn[0] + drawn[1] + drawn[3] + drawn[5], 0.0 );
}

void PlaceSamplerTest::unusableWeightsAreRefused()
{
  QCOMPARE( refusalOf(
              [] {
                PlaceSampler( std::vector<double>{ 0, 0 } );
              } ),
            QStringLiteral( "The sum of the weights of the places is 0; it must be above 0 and finite." ) );
  QVERIFY( !refusalOf( [] { PlaceSampler( std::vector<double>{ 1, -1 } ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( PlaceSamplerTest )
#include "placesampler_test.moc"
