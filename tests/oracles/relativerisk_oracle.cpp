// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/bandwidthrules.h"
#include "statistics/relativerisk.h"

#include <algorithm>

using namespace communitysafety::statistics;

/**
 * Cancer of the larynx against cancer of the lung in Chorley and South Ribble, 1974-83 (Diggle 1990), the classic of
 * relative risk; coordinates in kilometres.
 *
 * R 4.2.2 with sparr 2.2-17 and spatstat 3.0-3 on a mask of 128 × 128 cells of 0.1875 km from (343, 409): h = OS(
 * pooled, nstar = sqrt( 58 × 974 ) ); risk( f, g, h0 = h, resolution = 128 ); tolerance( method = "ASY", ref.density =
 * pooled ) and, after set.seed( 1 ), tolerance( method = "MC", ITER = 1000 ). Ten digits printed. The asymptotic p of
 * sparr finds 28 cells below 0.05 and 408 above 0.95, its own permutations 511 and 7: ours is held against the
 * permutations.
 */
class RelativeRiskOracle : public QObject
{
  Q_OBJECT

private slots:
  void bandwidthAndRatioAreThoseOfSparr();
  void pIsThatOfThePermutationsOfSparr_data();
  void pIsThatOfThePermutationsOfSparr();
};

namespace
{

const GridFrame frame{ 343.01, 433.01, 0.1875, 128, 128 };

bool isInside( double x, double y, const std::vector<double> &ringX, const std::vector<double> &ringY )
{
  bool inside = false;
  for ( std::size_t corner = 0, before = ringX.size() - 1; corner < ringX.size(); before = corner++ )
    if ( ( ringY[corner] > y ) != ( ringY[before] > y ) && x < ringX[corner] + ( ringX[before] - ringX[corner] ) *
                                                                                 ( y - ringY[corner] ) /
                                                                                 ( ringY[before] - ringY[corner] ) )
      inside = !inside;
  return inside;
}

struct Chorley
{
  std::vector<double> share;
  GridPoints cases;
  GridPoints controls;
  std::vector<double> x;
  std::vector<double> y;

  KernelSmoother smoother( double bandwidth ) const
  {
    SmoothingOptions options;
    options.kernel = DensityKernel::gaussian;
    options.bandwidth = bandwidth;
    options.edge = EdgeCorrection::uniform;
    return { frame, share, options };
  }
};

Chorley read( const SharedTable &points, const SharedTable &window )
{
  Chorley chorley;
  const std::vector<double> ringX = window.numbers( "x" );
  const std::vector<double> ringY = window.numbers( "y" );
  for ( std::size_t row = 0; row < frame.rows; ++row )
    for ( std::size_t column = 0; column < frame.columns; ++column )
      chorley.share.push_back( isInside( frame.xOfColumn( column ), frame.yOfRow( row ), ringX, ringY ) ? 1 : 0 );
  const std::vector<double> x = points.numbers( "x" );
  const std::vector<double> y = points.numbers( "y" );
  const QStringList marks = points.texts( "marks" );
  for ( std::size_t point = 0; point < x.size(); ++point )
  {
    const std::uint32_t cell = frame.cellAt( x[point], y[point] );
    if ( chorley.share[cell] == 0 )
      continue;
    ( marks[int( point )] == "larynx" ? chorley.cases : chorley.controls ).cell.push_back( cell );
    chorley.x.push_back( x[point] );
    chorley.y.push_back( y[point] );
  }
  return chorley;
}

// Row from the south and column of the cells that were printed.
std::vector<double> printed( const std::vector<double> &values )
{
  std::vector<double> chosen;
  for ( const auto &[row, column] :
        std::vector<std::pair<std::size_t, std::size_t>>{ { 29, 64 }, { 20, 40 }, { 70, 40 }, { 80, 70 }, { 24, 62 } } )
    chosen.push_back( values[( frame.rows - row ) * frame.columns + column - 1] );
  return chosen;
}

} // namespace

#define READ_CHORLEY_OR_SKIP( chorley )                                                                                \
  const SharedTable points( "benchmarks/points/chorley.csv" );                                                         \
  const SharedTable window( "benchmarks/points/chorley_window.csv" );                                                  \
  if ( points.isEmpty() || window.isEmpty() )                                                                          \
    QSKIP( "The folder of shared research data is not here." );                                                        \
  const Chorley chorley = read( points, window )

void RelativeRiskOracle::bandwidthAndRatioAreThoseOfSparr()
{
  READ_CHORLEY_OR_SKIP( chorley );
  QCOMPARE( std::count( chorley.share.begin(), chorley.share.end(), 1.0 ), 8953 );
  QCOMPARE( chorley.cases.size(), std::size_t( 58 ) );
  QCOMPARE( chorley.controls.size(), std::size_t( 974 ) );
  const double bandwidth = oversmoothingBandwidth( chorley.x, chorley.y, std::sqrt( 58.0 * 974 ) );
  QVERIFY( std::fabs( bandwidth - 1.737057306238 ) < 5e-13 );
  const RelativeRisk risk = riskAgainstControls( chorley.smoother( bandwidth ), chorley.cases, chorley.controls, {} );
  QCOMPARE( differenceBetween( printed( risk.logRatio ),
                               { .7447385200, missing, -.0326335608, .1758264986, .9969781435 }, 5e-10 ),
            QString() );
  QCOMPARE(
    differenceBetween( printed( risk.cases ), { .0059159604, missing, .0024272912, .0072174779, .0060822996 }, 5e-11 ),
    QString() );
  std::vector<double> logRatio = risk.logRatio;
  logRatio.erase( std::remove_if( logRatio.begin(), logRatio.end(), isMissing ), logRatio.end() );
  const auto [lowest, highest] = std::minmax_element( logRatio.begin(), logRatio.end() );
  QCOMPARE( differenceBetween( { *lowest, *highest }, { -5.4823239273, 1.5444113873 }, 5e-10 ), QString() );
}

void RelativeRiskOracle::pIsThatOfThePermutationsOfSparr_data()
{
  QTest::addColumn<int>( "simulations" );
  QTest::addColumn<double>( "tolerance" );
  // Two sets of permutations differ by chance, the normal distribution also by the skewness that 58 cases leave.
  QTest::newRow( "permutations" ) << 1999 << 0.045;
  QTest::newRow( "normal" ) << 0 << 0.06;
}

void RelativeRiskOracle::pIsThatOfThePermutationsOfSparr()
{
  QFETCH( int, simulations );
  QFETCH( double, tolerance );
  READ_CHORLEY_OR_SKIP( chorley );
  RelativeRiskOptions options;
  options.simulations = std::size_t( simulations );
  const RelativeRisk risk =
    riskAgainstControls( chorley.smoother( 1.737057306238 ), chorley.cases, chorley.controls, options );
  QCOMPARE( differenceBetween( printed( risk.pHigher ), { .009, missing, .526, .198, .008 }, tolerance ), QString() );
}

QTEST_GUILESS_MAIN( RelativeRiskOracle )
#include "relativerisk_oracle.moc"
