// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "samplepoints.h"
#include "statistics/bandwidthrules.h"
#include "statistics/densitykernel.h"

using namespace communitysafety::statistics;

class BandwidthRulesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void oversmoothingIsThatOfSparr();
  void searchRadiusFollowsItsFormula();
  // laws
  void rulesGrowWithTheUnit();
  void weightsCountLikeRepeatedPointsInTheSpread();
  void unitOfTheWeightsDoesNotMatter();
  void equalSmoothingHasTheSameCanonicalBandwidth();
  void griddedKernelSumsToOne_data();
  void griddedKernelSumsToOne();
  // edges
  void onePlaceHasNoRadius();
  void noPointsHaveNoRadius();
  void crowdedMiddleLeavesTheStandardDistance();
  void rowsWithoutPlaceOrWeightAreLeftOut();
  // refused input
  void lengthsMustMatch();
};

void BandwidthRulesTest::oversmoothingIsThatOfSparr()
{
  // R 4.2.2, sparr 2.2-17: OS( ppp( x, y ) ) and OS( ppp( x, y ), nstar = 5 ); 12 digits printed.
  QVERIFY( std::fabs( oversmoothingBandwidth( sampleX, sampleY ) - 1.820590095751 ) < 5e-13 );
  QVERIFY( std::fabs( oversmoothingBandwidth( sampleX, sampleY, 5 ) - 2.106593384819 ) < 5e-13 );
  std::vector<double> x = caseX;
  std::vector<double> y = caseY;
  x.insert( x.end(), controlX.begin(), controlX.end() );
  y.insert( y.end(), controlY.begin(), controlY.end() );
  QVERIFY( std::fabs( oversmoothingBandwidth( x, y, std::sqrt( 8.0 * 12 ) ) - 1.596000231058 ) < 5e-13 );
}

void BandwidthRulesTest::searchRadiusFollowsItsFormula()
{
  // Four corners and the ends of a cross: distances 5 (four times) and 10 (four times) from the middle.
  const std::vector<double> x = { 3, -3, 3, -3, 10, -10, 0, 0 };
  const std::vector<double> y = { 4, -4, -4, 4, 0, 0, 10, -10 };
  const double standardDistance = std::sqrt( ( 4 * 25 + 4 * 100 ) / 8.0 );
  QVERIFY( std::fabs( searchRadius( x, y ) - 0.9 * standardDistance * std::pow( 8, -0.2 ) ) < 1e-12 );
  // Without the four far points the median is what counts: 5 against 5 / √ ln 2.
  const std::vector<double> near( x.begin(), x.begin() + 4 );
  const std::vector<double> nearY( y.begin(), y.begin() + 4 );
  QVERIFY( std::fabs( searchRadius( near, nearY ) - 0.9 * 5 * std::pow( 4, -0.2 ) ) < 1e-12 );
}

void BandwidthRulesTest::rulesGrowWithTheUnit()
{
  std::vector<double> x = sampleX;
  std::vector<double> y = sampleY;
  for ( std::size_t point = 0; point < x.size(); ++point )
  {
    x[point] = 1000 * x[point] + 400000;
    y[point] = 1000 * y[point] + 280000;
  }
  QVERIFY( std::fabs( searchRadius( x, y ) - 1000 * searchRadius( sampleX, sampleY ) ) < 1e-7 );
  QVERIFY( std::fabs( oversmoothingBandwidth( x, y ) - 1000 * oversmoothingBandwidth( sampleX, sampleY ) ) < 1e-7 );
}

void BandwidthRulesTest::weightsCountLikeRepeatedPointsInTheSpread()
{
  std::vector<double> x;
  std::vector<double> y;
  double sum = 0;
  double squares = 0;
  for ( std::size_t point = 0; point < sampleX.size(); ++point )
  {
    sum += sampleWeights[point];
    squares += sampleWeights[point] * sampleWeights[point];
    for ( int copy = 0; copy < int( sampleWeights[point] ); ++copy )
    {
      x.push_back( sampleX[point] );
      y.push_back( sampleY[point] );
    }
  }
  const double spread = searchRadius( x, y ) / std::pow( sum, -0.2 );
  QVERIFY( std::fabs( searchRadius( sampleX, sampleY, sampleWeights ) -
                      spread * std::pow( sum * sum / squares, -0.2 ) ) < 1e-12 );
}

void BandwidthRulesTest::unitOfTheWeightsDoesNotMatter()
{
  std::vector<double> heavy = sampleWeights;
  for ( double &weight : heavy )
    weight *= 365;
  QVERIFY( std::fabs( searchRadius( sampleX, sampleY, heavy ) - searchRadius( sampleX, sampleY, sampleWeights ) ) <
           1e-12 );
}

void BandwidthRulesTest::equalSmoothingHasTheSameCanonicalBandwidth()
{
  // Kernels that smooth alike have nearly the same variance per axis: h² / 8 of the quartic, h² of the Gaussian.
  QVERIFY( std::fabs( quarticPerGaussian() - 2.779 ) < 5e-4 );
  QVERIFY( std::fabs( quarticPerGaussian() / std::sqrt( 8.0 ) - 1 ) < 0.02 );
  QCOMPARE( bandwidthFor( DensityKernel::gaussian, 7 ), 7.0 );
}

void BandwidthRulesTest::griddedKernelSumsToOne_data()
{
  QTest::addColumn<double>( "bandwidth" );
  for ( const double bandwidth : { 0.2, 1.0, 1.7, 12.0, 40.5 } )
    QTest::addRow( "%g", bandwidth ) << bandwidth;
}

void BandwidthRulesTest::griddedKernelSumsToOne()
{
  QFETCH( double, bandwidth );
  for ( const DensityKernel kernel : { DensityKernel::gaussian, DensityKernel::quartic } )
  {
    const GriddedKernel gridded( kernel, bandwidth, 1000, 1000 );
    double sum = 0;
    for ( std::size_t dy = 0; dy <= gridded.reachY(); ++dy )
      for ( std::size_t dx = 0; dx <= gridded.reachX(); ++dx )
        sum += ( dx == 0 ? 1 : 2 ) * ( dy == 0 ? 1 : 2 ) * gridded.at( dx, dy );
    QVERIFY2( std::fabs( sum - 1 ) < 1e-12, qPrintable( QString::number( sum, 'g', 17 ) ) );
    QCOMPARE( gridded.at( 1, 0 ), GriddedKernel( kernel, bandwidth, 1, 1 ).at( 1, 0 ) );
  }
}

void BandwidthRulesTest::onePlaceHasNoRadius()
{
  const std::vector<double> same( 4, 123.4 );
  QCOMPARE( searchRadius( same, same ), 0.0 );
  QCOMPARE( oversmoothingBandwidth( same, same ), 0.0 );
}

void BandwidthRulesTest::noPointsHaveNoRadius()
{
  const std::vector<double> none;
  const std::vector<double> one = { 1 };
  QVERIFY( isMissing( searchRadius( none, none ) ) );
  QVERIFY( isMissing( oversmoothingBandwidth( one, one ) ) );
}

void BandwidthRulesTest::crowdedMiddleLeavesTheStandardDistance()
{
  const std::vector<double> x = { 0, 0, 0, 0, 0, 10, -10 };
  const std::vector<double> y( 7, 0 );
  QVERIFY( std::fabs( searchRadius( x, y ) - 0.9 * std::sqrt( 200.0 / 7 ) * std::pow( 7, -0.2 ) ) < 1e-12 );
}

void BandwidthRulesTest::rowsWithoutPlaceOrWeightAreLeftOut()
{
  std::vector<double> x = sampleX;
  std::vector<double> y = sampleY;
  std::vector<double> weights( x.size(), 1 );
  x.insert( x.end(), { 900, missing } );
  y.insert( y.end(), { 900, 1 } );
  weights.insert( weights.end(), { 0, 1 } );
  QCOMPARE( searchRadius( x, y, weights ), searchRadius( sampleX, sampleY ) );
}

void BandwidthRulesTest::lengthsMustMatch()
{
  QCOMPARE( refusalOf( [] { searchRadius( sampleX, std::vector<double>{ 1 } ); } ),
            QString( "The length of y is 1; it must be 12." ) );
  QCOMPARE( refusalOf( [] { searchRadius( sampleX, sampleY, std::vector<double>{ 1 } ); } ),
            QString( "The length of weights is 1; it must be 12." ) );
}

QTEST_GUILESS_MAIN( BandwidthRulesTest )
#include "bandwidthrules_test.moc"
