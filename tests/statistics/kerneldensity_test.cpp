// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "samplepoints.h"
#include "statistics/kerneldensity.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <utility>

using namespace communitysafety::statistics;

class KernelDensityTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void fixedBandwidthIsThatOfSpatstat_data();
  void fixedBandwidthIsThatOfSpatstat();
  void adaptiveBandwidthIsThatOfSparr_data();
  void adaptiveBandwidthIsThatOfSparr();
  // laws
  void correctedDensitySumsToTheEvents_data();
  void correctedDensitySumsToTheEvents();
  void uniformEventsGiveAUniformDensity();
  void oneEventGivesTheKernel_data();
  void oneEventGivesTheKernel();
  void quarticEndsAtItsRadius();
  void mirroredPointsGiveTheMirroredDensity();
  void densityAddsUp();
  void finerCellsComeToTheDirectSum();
  void equalBandwidthsAreAFixedBandwidth();
  void adaptiveDensityIsTheSumOfItsKernels();
  void squaredKernelsAreTheVarianceOfPoissonEvents();
  void abramsonBandwidthsHaveTheGivenMean();
  // edges
  void bandwidthBelowTheCellKeepsTheCounts();
  void bandwidthBeyondTheMapSpreadsEvenly();
  void noEventsGiveNoDensity();
  void cellsOutsideTheAreaAreMissing();
  void oneCellHoldsAll();
  void partOfACellCountsByItsShare();
  void cellsWithoutPilotGetTheWidestBandwidth();
  // refused input
  void wrongInputIsNamed_data();
  void wrongInputIsNamed();
  // threads
  void threadsDoNotChangeTheResult();
};

namespace
{

SmoothingOptions smoothing( DensityKernel kernel, double bandwidth, EdgeCorrection edge = EdgeCorrection::eachPoint )
{
  SmoothingOptions options;
  options.kernel = kernel;
  options.bandwidth = bandwidth;
  options.edge = edge;
  return options;
}

//! Σ c_j K(x - x_j) / q_j with the formula of the kernel, at every cell.
std::vector<double> directSum( const GridFrame &frame, const std::vector<double> &x, const std::vector<double> &y,
                               DensityKernel kernel, double bandwidth )
{
  const double pi = std::acos( -1.0 );
  std::vector<double> density;
  for ( std::size_t row = 0; row < frame.rows; ++row )
    for ( std::size_t column = 0; column < frame.columns; ++column )
    {
      double sum = 0;
      for ( std::size_t point = 0; point < x.size(); ++point )
      {
        const double distance = std::hypot( x[point] - frame.xOfColumn( column ), y[point] - frame.yOfRow( row ) );
        const double squared = distance * distance / ( bandwidth * bandwidth );
        if ( kernel == DensityKernel::gaussian )
          sum += std::exp( -squared / 2 ) / ( 2 * pi * bandwidth * bandwidth );
        else if ( squared < 1 )
          sum += 3 / ( pi * bandwidth * bandwidth ) * ( 1 - squared ) * ( 1 - squared );
      }
      density.push_back( sum );
    }
  return density;
}

//! The largest difference, as a part of the largest value.
double relativeError( const std::vector<double> &actual, const std::vector<double> &expected )
{
  double largest = 0;
  double error = 0;
  for ( std::size_t cell = 0; cell < actual.size(); ++cell )
  {
    largest = std::max( largest, expected[cell] );
    error = std::max( error, std::fabs( actual[cell] - expected[cell] ) );
  }
  return error / largest;
}

void addEdges()
{
  QTest::addColumn<DensityKernel>( "kernel" );
  QTest::addColumn<EdgeCorrection>( "edge" );
}

// Cells (row from the south, column) whose figures were printed.
const std::vector<std::pair<std::size_t, std::size_t>> printedCells = {
  { 4, 5 }, { 1, 1 }, { 9, 10 }, { 16, 20 }, { 14, 15 }
};
const std::vector<std::pair<std::size_t, std::size_t>> printedSquareCells = {
  { 4, 5 }, { 1, 1 }, { 9, 10 }, { 16, 16 }, { 14, 5 }
};

std::vector<double> at( const GridFrame &frame, const std::vector<double> &values,
                        const std::vector<std::pair<std::size_t, std::size_t>> &cells )
{
  std::vector<double> chosen;
  for ( const auto &[row, column] : cells )
    chosen.push_back( values[cellFromSouth( frame, row, column )] );
  return chosen;
}

using Figures = std::vector<double>;

} // namespace

Q_DECLARE_METATYPE( DensityKernel )
Q_DECLARE_METATYPE( EdgeCorrection )
Q_DECLARE_METATYPE( Figures )

void KernelDensityTest::fixedBandwidthIsThatOfSpatstat_data()
{
  addEdges();
  QTest::addColumn<bool>( "hasHole" );
  QTest::addColumn<Figures>( "expected" );
  const auto row = []( const char *name, DensityKernel kernel, EdgeCorrection edge, bool hasHole, Figures expected )
  { QTest::newRow( name ) << kernel << edge << hasHole << expected; };
  using K = DensityKernel;
  using E = EdgeCorrection;
  row( "Gaussian, none", K::gaussian, E::none, false,
       { .760617551936, .069967553591, .242680602134, .093067954252, .252827523260 } );
  row( "Gaussian, uniform", K::gaussian, E::uniform, false,
       { .784101971313, .187531415210, .242683799594, .249446554519, .274990985416 } );
  row( "Gaussian, Diggle", K::gaussian, E::eachPoint, false,
       { .794333227793, .080683688918, .243073542442, .125686455718, .285396933178 } );
  row( "quartic, none", K::quartic, E::none, false,
       { .715266881465, .070556201017, .208399709343, .101510877680, .229996865855 } );
  row( "quartic, uniform", K::quartic, E::uniform, false,
       { .723219189955, .192549887263, .208399709343, .277026083771, .247993524282 } );
  row( "quartic, Diggle", K::quartic, E::eachPoint, false,
       { .737443815335, .082344406576, .208526223316, .138305954181, .262304726221 } );
  row( "weights, area with a hole, none", K::gaussian, E::none, true,
       { 1.116900373342, .074817625326, .259331597771, .099780176582, .856545770561 } );
  row( "weights, area with a hole, uniform", K::gaussian, E::uniform, true,
       { 1.151617991214, .200530881418, .391618221786, .267437288094, .948659593521 } );
  row( "weights, area with a hole, Diggle", K::gaussian, E::eachPoint, true,
       { 1.159677160739, .085677845725, .379987138110, .133178415258, .975069695405 } );
}

void KernelDensityTest::fixedBandwidthIsThatOfSpatstat()
{
  // R 4.2.2, spatstat.explore 3.0-6: density( ppp( x, y, window = W ), sigma = 0.9 (quartic: 2.4 / sqrt( 8 )), kernel,
  // weights, dimyx = c( 16, 20 ), edge, diggle ), W = owin( c( 0, 10 ), c( 0, 8 ) ) with or without the mask; 12 digits
  // printed.
  QFETCH( DensityKernel, kernel );
  QFETCH( EdgeCorrection, edge );
  QFETCH( bool, hasHole );
  QFETCH( Figures, expected );
  const KernelSmoother smoother( sampleFrame, hasHole ? frameWithHole() : wholeFrame( sampleFrame ),
                                 smoothing( kernel, kernel == DensityKernel::gaussian ? 0.9 : 2.4, edge ) );
  const std::vector<double> density =
    smoother.density( countsOf( sampleFrame, sampleX, sampleY, hasHole ? sampleWeights : std::vector<double>() ) );
  QCOMPARE( differenceBetween( at( sampleFrame, density, printedCells ), expected, 5e-13 ), QString() );
}

void KernelDensityTest::adaptiveBandwidthIsThatOfSparr_data()
{
  QTest::addColumn<EdgeCorrection>( "edge" );
  QTest::addColumn<Figures>( "bandwidth" );
  QTest::addColumn<Figures>( "density" );
  QTest::newRow( "uniform" ) << EdgeCorrection::uniform
                             << Figures{ .884337379651, 1.111842229599, 1.087500168873, 1.308428032519, 1.507426825565 }
                             << Figures{ .879447800985, .236791461697, .424385406804, .252895661833, .197310695786 };
  QTest::newRow( "Diggle" ) << EdgeCorrection::eachPoint
                            << Figures{ .859742291943, 1.682280176064, 1.054244656930, 1.811852601190, 1.445323092719 }
                            << Figures{ .931857909070, .099219167611, .449500870549, .126594399233, .199206484980 };
}

void KernelDensityTest::adaptiveBandwidthIsThatOfSparr()
{
  // R 4.2.2, sparr 2.2-17: bivariate.density( pool, h0 = 1.1, hp = 1.3, adapt = TRUE, edge, resolution = 16, intensity
  // = TRUE ), pool = the 8 cases and 12 controls; 12 digits printed. sparr sums kernel by kernel, without slices.
  QFETCH( EdgeCorrection, edge );
  QFETCH( Figures, bandwidth );
  QFETCH( Figures, density );
  std::vector<double> counts = countsOf( squareFrame, caseX, caseY );
  const std::vector<double> controls = countsOf( squareFrame, controlX, controlY );
  std::transform( counts.begin(), counts.end(), controls.begin(), counts.begin(), std::plus<>() );
  const KernelSmoother pilot( squareFrame, wholeFrame( squareFrame ), smoothing( DensityKernel::gaussian, 1.3, edge ) );
  const std::vector<double> bandwidths = abramsonBandwidths( pilot.density( counts ), counts, 1.1 );
  QCOMPARE( differenceBetween( at( squareFrame, bandwidths, printedSquareCells ), bandwidth, 5e-12 ), QString() );
  const KernelSmoother smoother( squareFrame, wholeFrame( squareFrame ), smoothing( DensityKernel::gaussian, 1, edge ),
                                 bandwidths );
  // The slices and the kernel's sum of 1 on the grid are what differs.
  QCOMPARE( differenceBetween( at( squareFrame, smoother.density( counts ), printedSquareCells ), density, 1e-3 ),
            QString() );
}

void KernelDensityTest::correctedDensitySumsToTheEvents_data()
{
  QTest::addColumn<DensityKernel>( "kernel" );
  QTest::addColumn<double>( "bandwidth" );
  QTest::addColumn<bool>( "isAdaptive" );
  for ( const bool isAdaptive : { false, true } )
    for ( const double bandwidth : { 0.3, 1.0, 3.0, 20.0 } )
    {
      const QByteArray name = QByteArray::number( bandwidth ) + ( isAdaptive ? " adaptive" : " fixed" );
      QTest::newRow( "Gaussian " + name ) << DensityKernel::gaussian << bandwidth << isAdaptive;
      QTest::newRow( "quartic " + name ) << DensityKernel::quartic << bandwidth << isAdaptive;
    }
}

void KernelDensityTest::correctedDensitySumsToTheEvents()
{
  QFETCH( DensityKernel, kernel );
  QFETCH( double, bandwidth );
  QFETCH( bool, isAdaptive );
  const std::vector<double> counts = countsOf( sampleFrame, sampleX, sampleY, sampleWeights );
  const SmoothingOptions options = smoothing( kernel, bandwidth );
  const KernelSmoother fixed( sampleFrame, frameWithHole(), options );
  const std::vector<double> density = fixed.density( counts );
  if ( !isAdaptive )
  {
    QVERIFY( std::fabs( fixed.integral( density ) - 19 ) < 1e-9 );
    return;
  }
  const KernelSmoother adaptive( sampleFrame, frameWithHole(), options,
                                 abramsonBandwidths( density, counts, bandwidth ) );
  QVERIFY( std::fabs( adaptive.integral( adaptive.density( counts ) ) - 19 ) < 1e-9 );
}

void KernelDensityTest::uniformEventsGiveAUniformDensity()
{
  const KernelSmoother smoother( sampleFrame, frameWithHole(),
                                 smoothing( DensityKernel::gaussian, 1.5, EdgeCorrection::uniform ) );
  for ( const double density : smoother.density( frameWithHole() ) )
    QVERIFY( isMissing( density ) || std::fabs( density - 4 ) < 1e-12 );
}

void KernelDensityTest::oneEventGivesTheKernel_data()
{
  QTest::addColumn<DensityKernel>( "kernel" );
  QTest::addColumn<double>( "bandwidth" );
  QTest::newRow( "Gaussian" ) << DensityKernel::gaussian << 0.8;
  QTest::newRow( "quartic" ) << DensityKernel::quartic << 3.1;
}

void KernelDensityTest::oneEventGivesTheKernel()
{
  QFETCH( DensityKernel, kernel );
  QFETCH( double, bandwidth );
  const GridFrame frame{ -5, 5, 0.2, 50, 50 };
  const KernelSmoother smoother( frame, wholeFrame( frame ), smoothing( kernel, bandwidth, EdgeCorrection::none ) );
  QVERIFY( relativeError( smoother.density( countsOf( frame, { 0.1 }, { 0.1 } ) ),
                          directSum( frame, { 0.1 }, { 0.1 }, kernel, bandwidth ) ) < 2e-4 );
}

void KernelDensityTest::quarticEndsAtItsRadius()
{
  const GridFrame frame{ -5, 5, 0.2, 50, 50 };
  const KernelSmoother smoother( frame, wholeFrame( frame ), smoothing( DensityKernel::quartic, 2 ) );
  const std::vector<double> density = smoother.density( countsOf( frame, { 0.1 }, { 0.1 } ) );
  for ( std::size_t row = 0; row < frame.rows; ++row )
    for ( std::size_t column = 0; column < frame.columns; ++column )
    {
      const double distance = std::hypot( frame.xOfColumn( column ) - 0.1, frame.yOfRow( row ) - 0.1 );
      QCOMPARE( density[row * frame.columns + column] > 0, distance < 2 - 1e-9 );
    }
}

void KernelDensityTest::mirroredPointsGiveTheMirroredDensity()
{
  std::vector<double> mirrored = sampleX;
  for ( double &x : mirrored )
    x = 10 - x;
  const KernelSmoother smoother( sampleFrame, wholeFrame( sampleFrame ), smoothing( DensityKernel::quartic, 2.4 ) );
  std::vector<double> density = smoother.density( countsOf( sampleFrame, mirrored, sampleY ) );
  for ( std::size_t row = 0; row < sampleFrame.rows; ++row )
    std::reverse( density.begin() + long( row * 20 ), density.begin() + long( ( row + 1 ) * 20 ) );
  QCOMPARE( differenceBetween( density, smoother.density( countsOf( sampleFrame, sampleX, sampleY ) ), 1e-12 ),
            QString() );
}

void KernelDensityTest::densityAddsUp()
{
  const KernelSmoother smoother( squareFrame, wholeFrame( squareFrame ), smoothing( DensityKernel::gaussian, 1.3 ) );
  const std::vector<double> cases = countsOf( squareFrame, caseX, caseY );
  std::vector<double> controls = countsOf( squareFrame, controlX, controlY );
  for ( double &count : controls )
    count *= 1000;
  const GridConvolution::Layers two = smoother.densities( cases, controls, 1 );
  QCOMPARE( differenceBetween( two.first, smoother.density( cases ), 1e-13 ), QString() );
  QCOMPARE( differenceBetween( two.second, smoother.density( controls ), 1e-10 ), QString() );
  std::vector<double> both = cases;
  std::vector<double> sum = two.first;
  std::transform( both.begin(), both.end(), controls.begin(), both.begin(), std::plus<>() );
  std::transform( sum.begin(), sum.end(), two.second.begin(), sum.begin(), std::plus<>() );
  QCOMPARE( differenceBetween( smoother.density( both ), sum, 1e-10 ), QString() );
}

void KernelDensityTest::finerCellsComeToTheDirectSum()
{
  for ( const DensityKernel kernel : { DensityKernel::gaussian, DensityKernel::quartic } )
  {
    const double bandwidth = bandwidthFor( kernel, 1 );
    double before = 1;
    for ( const std::size_t times : { 1, 2, 4, 8, 16 } )
    {
      const GridFrame frame{ 0, 8, 0.5 / double( times ), 20 * times, 16 * times };
      const KernelSmoother smoother( frame, wholeFrame( frame ), smoothing( kernel, bandwidth, EdgeCorrection::none ) );
      const double error = relativeError( smoother.density( countsOf( frame, sampleX, sampleY ) ),
                                          directSum( frame, sampleX, sampleY, kernel, bandwidth ) );
      QVERIFY2( error < 0.75 * before, qPrintable( QString::number( error ) ) );
      before = error;
    }
    QVERIFY2( before < 5e-3, qPrintable( QString::number( before ) ) );
  }
}

void KernelDensityTest::equalBandwidthsAreAFixedBandwidth()
{
  const std::vector<double> counts = countsOf( sampleFrame, sampleX, sampleY );
  const SmoothingOptions options = smoothing( DensityKernel::quartic, 2 );
  const KernelSmoother fixed( sampleFrame, frameWithHole(), options );
  const KernelSmoother adaptive( sampleFrame, frameWithHole(), options, std::vector<double>( sampleFrame.size(), 2 ) );
  QCOMPARE( differenceBetween( adaptive.density( counts ), fixed.density( counts ), 1e-12 ), QString() );
  QCOMPARE( differenceBetween( adaptive.insidePart(), fixed.insidePart(), 1e-12 ), QString() );
}

void KernelDensityTest::adaptiveDensityIsTheSumOfItsKernels()
{
  const GridFrame frame{ -5, 5, 0.1, 100, 100 };
  std::vector<double> bandwidths( frame.size(), 1 );
  const std::vector<double> x = { -2.05, 1.95 };
  bandwidths[frame.cellAt( x[0], 0.05 )] = 0.7;
  bandwidths[frame.cellAt( x[1], 0.05 )] = 1.63;
  const KernelSmoother smoother( frame, wholeFrame( frame ),
                                 smoothing( DensityKernel::gaussian, 1, EdgeCorrection::none ), bandwidths );
  std::vector<double> expected = directSum( frame, { x[0] }, { 0.05 }, DensityKernel::gaussian, 0.7 );
  const std::vector<double> second = directSum( frame, { x[1] }, { 0.05 }, DensityKernel::gaussian, 1.63 );
  std::transform( expected.begin(), expected.end(), second.begin(), expected.begin(), std::plus<>() );
  QVERIFY( relativeError( smoother.density( countsOf( frame, x, { 0.05, 0.05 } ) ), expected ) < 2e-3 );
}

void KernelDensityTest::squaredKernelsAreTheVarianceOfPoissonEvents()
{
  const std::vector<double> expected = countsOf( squareFrame, caseX, caseY );
  const KernelSmoother smoother( squareFrame, wholeFrame( squareFrame ), smoothing( DensityKernel::quartic, 2.5 ) );
  const std::vector<double> mean = smoother.density( expected );
  const std::vector<double> variance = smoother.squaredKernelSum( expected );
  // Poisson events of mean 1 in each of the eight cells: the variance of 4,000 draws has a standard error of about 3 %.
  constexpr int draws = 4000;
  RandomStream stream( 7 );
  std::vector<double> squares( mean.size(), 0 );
  for ( int draw = 0; draw < draws; ++draw )
  {
    std::vector<double> counts( expected.size(), 0 );
    for ( std::size_t cell = 0; cell < counts.size(); ++cell )
      for ( double product = stream.uniform(); expected[cell] > 0 && product > std::exp( -expected[cell] );
            product *= stream.uniform() )
        ++counts[cell];
    const std::vector<double> density = smoother.density( counts );
    for ( std::size_t cell = 0; cell < density.size(); ++cell )
      squares[cell] += ( density[cell] - mean[cell] ) * ( density[cell] - mean[cell] ) / draws;
  }
  QVERIFY( relativeError( squares, variance ) < 0.15 );
}

void KernelDensityTest::abramsonBandwidthsHaveTheGivenMean()
{
  const std::vector<double> counts = countsOf( sampleFrame, sampleX, sampleY );
  const KernelSmoother pilot( sampleFrame, wholeFrame( sampleFrame ), smoothing( DensityKernel::gaussian, 2 ) );
  const std::vector<double> bandwidths = abramsonBandwidths( pilot.density( counts ), counts, 0.7, 100 );
  double logSum = 0;
  for ( std::size_t cell = 0; cell < counts.size(); ++cell )
    logSum += counts[cell] * std::log( bandwidths[cell] ) / double( sampleX.size() );
  QVERIFY( std::fabs( std::exp( logSum ) - 0.7 ) < 1e-12 );
}

void KernelDensityTest::bandwidthBelowTheCellKeepsTheCounts()
{
  const std::vector<double> counts = countsOf( sampleFrame, sampleX, sampleY );
  for ( const DensityKernel kernel : { DensityKernel::gaussian, DensityKernel::quartic } )
  {
    std::vector<double> density =
      KernelSmoother( sampleFrame, wholeFrame( sampleFrame ), smoothing( kernel, 0.01 ) ).density( counts );
    for ( double &value : density )
      value *= sampleFrame.cellArea();
    QCOMPARE( differenceBetween( density, counts, 1e-12 ), QString() );
  }
}

void KernelDensityTest::bandwidthBeyondTheMapSpreadsEvenly()
{
  const KernelSmoother smoother( sampleFrame, wholeFrame( sampleFrame ), smoothing( DensityKernel::gaussian, 10000 ) );
  const std::vector<double> density = smoother.density( countsOf( sampleFrame, sampleX, sampleY ) );
  QCOMPARE( differenceBetween( density, std::vector<double>( sampleFrame.size(), 12.0 / 80 ), 1e-6 ), QString() );
}

void KernelDensityTest::noEventsGiveNoDensity()
{
  const KernelSmoother smoother( sampleFrame, wholeFrame( sampleFrame ), smoothing( DensityKernel::quartic, 2 ) );
  const std::vector<double> nothing( sampleFrame.size(), 0 );
  QCOMPARE( differenceBetween( smoother.density( nothing ), nothing, 0 ), QString() );
  QCOMPARE( differenceBetween( smoother.densities( nothing, nothing, 1 ).second, nothing, 0 ), QString() );
}

void KernelDensityTest::cellsOutsideTheAreaAreMissing()
{
  const std::vector<double> share = frameWithHole();
  const KernelSmoother smoother( sampleFrame, share, smoothing( DensityKernel::quartic, 2 ) );
  const std::vector<double> density = smoother.density( countsOf( sampleFrame, sampleX, sampleY ) );
  for ( std::size_t cell = 0; cell < share.size(); ++cell )
    QCOMPARE( isMissing( density[cell] ), share[cell] == 0 );
}

void KernelDensityTest::oneCellHoldsAll()
{
  const GridFrame frame{ 0, 10, 10, 1, 1 };
  for ( const DensityKernel kernel : { DensityKernel::gaussian, DensityKernel::quartic } )
    QCOMPARE( differenceBetween( KernelSmoother( frame, { 0.5 }, smoothing( kernel, 300 ) ).density( { 7 } ),
                                 { 7.0 / 50 }, 1e-12 ),
              QString() );
}

void KernelDensityTest::partOfACellCountsByItsShare()
{
  // Half the western column is outside: what is recorded there stands for half the ground.
  std::vector<double> share = wholeFrame( sampleFrame );
  for ( std::size_t row = 0; row < sampleFrame.rows; ++row )
    share[row * sampleFrame.columns] = 0.5;
  const KernelSmoother smoother( sampleFrame, share, smoothing( DensityKernel::quartic, 2, EdgeCorrection::uniform ) );
  for ( const double density : smoother.density( share ) )
    QVERIFY( std::fabs( density - 4 ) < 1e-12 );
}

void KernelDensityTest::cellsWithoutPilotGetTheWidestBandwidth()
{
  QCOMPARE( differenceBetween( abramsonBandwidths( Figures{ 1, 0, missing, 4 }, Figures{ 1, 0, 0, 1 }, 10, 3 ),
                               { 10 * std::sqrt( 2.0 ), 30, missing, 10 / std::sqrt( 2.0 ) }, 1e-12 ),
            QString() );
}

void KernelDensityTest::wrongInputIsNamed_data()
{
  QTest::addColumn<int>( "what" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no bandwidth" ) << 0 << "bandwidth is 0; it must be above 0 and finite.";
  QTest::newRow( "too few shares" ) << 1 << "The length of share is 2; it must be 320.";
  QTest::newRow( "no area" ) << 2 << "The study area is empty; it must be part of at least one cell.";
  QTest::newRow( "negative count" ) << 3 << "counts of cell 1 is -1; it must be 0 or more and finite.";
  QTest::newRow( "event outside" ) << 4 << "counts of cell 1, outside the study area, is 1; it must be 0.";
  QTest::newRow( "bandwidth of a cell" ) << 5 << "bandwidth of cell 320 is 0; it must be above 0 and finite.";
  QTest::newRow( "no events for a pilot" )
    << 6 << "The number of events with a pilot density is 0; it must be above 0.";
  QTest::newRow( "share above 1" ) << 7 << "share of cell 1 is 1.5; it must be 0 to 1.";
}

void KernelDensityTest::wrongInputIsNamed()
{
  QFETCH( int, what );
  QFETCH( QString, sentence );
  std::vector<double> share = what == 1 ? Figures{ 1, 1 } : wholeFrame( sampleFrame );
  std::vector<double> counts( sampleFrame.size(), 0 );
  std::vector<double> bandwidths( sampleFrame.size(), 2 );
  counts[0] = what == 3 ? -1 : what == 4 ? 1 : 0;
  share[0] = what == 4 ? 0 : what == 7 ? 1.5 : 1;
  bandwidths.back() = 0;
  if ( what == 2 )
    std::fill( share.begin(), share.end(), 0 );
  const SmoothingOptions options = smoothing( DensityKernel::quartic, what == 0 ? 0 : 2 );
  QCOMPARE( refusalOf(
              [&]
              {
                if ( what == 6 )
                  abramsonBandwidths( counts, counts, 1 );
                else if ( what == 5 )
                  KernelSmoother( sampleFrame, share, options, bandwidths );
                else
                  KernelSmoother( sampleFrame, share, options ).density( counts );
              } ),
            sentence );
}

void KernelDensityTest::threadsDoNotChangeTheResult()
{
  const GridFrame frame{ 0, 8, 0.02, 500, 400 };
  const std::vector<double> counts = countsOf( frame, sampleX, sampleY );
  std::vector<double> first;
  for ( const unsigned threads : { 1U, 2U, 8U } )
  {
    SmoothingOptions options = smoothing( DensityKernel::quartic, 1.5 );
    options.threads = threads;
    const std::vector<double> density = KernelSmoother( frame, wholeFrame( frame ), options ).density( counts );
    if ( first.empty() )
      first = density;
    QCOMPARE( differenceBetween( density, first, 0 ), QString() );
  }
}

QTEST_GUILESS_MAIN( KernelDensityTest )
#include "kerneldensity_test.moc"
