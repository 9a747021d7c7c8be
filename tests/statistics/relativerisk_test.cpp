// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "samplepoints.h"
#include "statistics/randomstream.h"
#include "statistics/relativerisk.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

class RelativeRiskTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void logRatioIsThatOfSparr();
  void normalPIsNearThatOfSparr();
  void simulatedPIsNearThatOfSparr();
  // laws
  void densitiesSumToOne();
  void exchangingCasesAndControlsTurnsTheRiskAround();
  void simulationsHaveTheVarianceOfTheNormalScore_data();
  void simulationsHaveTheVarianceOfTheNormalScore();
  void populationOfControlsGivesTheRatioOfControls();
  void weightOfAllPointsDoesNotMatter();
  void dispersionNarrowsTheScores();
  // edges
  void casesWhereNoControlsAreHaveNoRatio();
  void samePlacesGiveARiskOfOne();
  void oneCaseAndOneControlAreEnough();
  // refused input
  void wrongInputIsNamed_data();
  void wrongInputIsNamed();
  // chance
  void mapsWithoutDifferenceAreRarelySignificant();
  void plantedRiskIsFound();
  // threads
  void threadsDoNotChangeTheResult();
  void cancelStops();
};

namespace
{

KernelSmoother squareSmoother( double bandwidth, EdgeCorrection edge = EdgeCorrection::eachPoint,
                               DensityKernel kernel = DensityKernel::gaussian )
{
  SmoothingOptions options;
  options.kernel = kernel;
  options.bandwidth = bandwidth;
  options.edge = edge;
  return { squareFrame, wholeFrame( squareFrame ), options };
}

GridPoints sampleCases() { return pointsOnGrid( squareFrame, caseX, caseY ); }
GridPoints sampleControls() { return pointsOnGrid( squareFrame, controlX, controlY ); }

RelativeRiskOptions simulating( std::size_t simulations )
{
  RelativeRiskOptions options;
  options.simulations = simulations;
  return options;
}

// Row from the south and column of the cells whose figures were printed.
std::vector<double> printed( const std::vector<double> &values )
{
  std::vector<double> chosen;
  for ( const auto &[row, column] :
        std::vector<std::pair<std::size_t, std::size_t>>{ { 4, 5 }, { 1, 1 }, { 9, 10 }, { 16, 16 }, { 14, 5 } } )
    chosen.push_back( values[cellFromSouth( squareFrame, row, column )] );
  return chosen;
}

//! Points all over the square, denser by \a times in the south-west quarter.
GridPoints scattered( std::size_t points, double times, std::uint64_t seed )
{
  RandomStream stream( seed );
  GridPoints result;
  while ( result.size() < points )
  {
    const double x = 8 * stream.uniform();
    const double y = 8 * stream.uniform();
    if ( ( x < 4 && y < 4 ) || times * stream.uniform() < 1 )
      result.cell.push_back( squareFrame.cellAt( x, y ) );
  }
  return result;
}

} // namespace

void RelativeRiskTest::logRatioIsThatOfSparr()
{
  // R 4.2.2, sparr 2.2-17: risk( f, g, h0 = 1.3, resolution = 16 ), 8 cases and 12 controls; 12 digits printed.
  const RelativeRisk risk =
    riskAgainstControls( squareSmoother( 1.3, EdgeCorrection::uniform ), sampleCases(), sampleControls(), {} );
  QCOMPARE( differenceBetween( printed( risk.logRatio ),
                               { 1.942334835748, 2.395038174681, .056568332831, -2.044845470125, -2.269487531538 },
                               5e-12 ),
            QString() );
  QCOMPARE( differenceBetween( { std::log( risk.ratio[0] ) }, { risk.logRatio[0] }, 1e-14 ), QString() );
}

void RelativeRiskTest::normalPIsNearThatOfSparr()
{
  // tolerance( method = "ASY", ref.density = bivariate.density( pooled, h0 = 1.3 ) ) takes the pooled density to be
  // constant within a kernel and puts the logarithm to the test; among 20 events that is no more than the same order.
  const RelativeRisk risk =
    riskAgainstControls( squareSmoother( 1.3, EdgeCorrection::uniform ), sampleCases(), sampleControls(), {} );
  QCOMPARE( differenceBetween( printed( risk.pHigher ),
                               { .001680631576, .038657752621, .469156225576, .900007144679, .970822930060 }, 0.1 ),
            QString() );
}

void RelativeRiskTest::simulatedPIsNearThatOfSparr()
{
  // set.seed( 1 ); tolerance( method = "MC", ITER = 2000 ). The standard error of p = 0.5 is 0.011 there and 0.005
  // here.
  const RelativeRisk risk = riskAgainstControls( squareSmoother( 1.3, EdgeCorrection::uniform ), sampleCases(),
                                                 sampleControls(), simulating( 9999 ) );
  QCOMPARE( differenceBetween( printed( risk.pHigher ), { .0035, .0060, .4445, .8055, .9245 }, 0.03 ), QString() );
}

void RelativeRiskTest::densitiesSumToOne()
{
  for ( const EdgeCorrection edge : { EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::eachPoint } )
  {
    const KernelSmoother smoother = squareSmoother( 0.9, edge );
    const RelativeRisk risk = riskAgainstControls( smoother, sampleCases(), sampleControls(), {} );
    QVERIFY( std::fabs( smoother.integral( risk.cases ) - 1 ) < 1e-12 );
    QVERIFY( std::fabs( smoother.integral( risk.controls ) - 1 ) < 1e-12 );
  }
}

void RelativeRiskTest::exchangingCasesAndControlsTurnsTheRiskAround()
{
  const KernelSmoother smoother = squareSmoother( 1.1 );
  const RelativeRisk risk = riskAgainstControls( smoother, sampleCases(), sampleControls(), {} );
  RelativeRisk other = riskAgainstControls( smoother, sampleControls(), sampleCases(), {} );
  for ( double &z : other.z )
    z = -z;
  for ( double &log : other.logRatio )
    log = -log;
  QCOMPARE( differenceBetween( risk.z, other.z, 1e-8 ), QString() );
  QCOMPARE( differenceBetween( risk.logRatio, other.logRatio, 1e-8 ), QString() );
  QCOMPARE( differenceBetween( risk.pHigher, other.pLower, 1e-8 ), QString() );
}

void RelativeRiskTest::simulationsHaveTheVarianceOfTheNormalScore_data()
{
  QTest::addColumn<bool>( "againstPopulation" );
  QTest::addColumn<bool>( "hasWeights" );
  QTest::addColumn<int>( "edge" );
  for ( const bool againstPopulation : { false, true } )
    for ( const bool hasWeights : { false, true } )
      for ( const EdgeCorrection edge : { EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::eachPoint } )
        QTest::addRow( "%s %s edge %d", againstPopulation ? "population" : "controls",
                       hasWeights ? "weighted" : "plain", int( edge ) )
          << againstPopulation << hasWeights << int( edge );
}

void RelativeRiskTest::simulationsHaveTheVarianceOfTheNormalScore()
{
  // With many events the normal p and the rank among permutations are the same but for the error of 1,999 draws, 0.011.
  QFETCH( bool, againstPopulation );
  QFETCH( bool, hasWeights );
  QFETCH( int, edge );
  const KernelSmoother smoother = squareSmoother( 3.5, EdgeCorrection( edge ), DensityKernel::quartic );
  GridPoints cases = scattered( 400, 1.2, 3 );
  GridPoints controls = scattered( 700, 1, 4 );
  if ( hasWeights )
    for ( GridPoints *points : { &cases, &controls } )
      for ( std::size_t point = 0; point < points->size(); ++point )
        points->weight.push_back( point % 5 == 0 ? 3 : 1 );
  const auto riskWith = [&]( std::size_t simulations )
  {
    const std::vector<double> population = countsOnGrid( controls, squareFrame.size() );
    return againstPopulation ? riskAgainstPopulation( smoother, cases, population, simulating( simulations ) )
                             : riskAgainstControls( smoother, cases, controls, simulating( simulations ) );
  };
  const RelativeRisk normal = riskWith( 0 );
  const RelativeRisk ranked = riskWith( 1999 );
  QCOMPARE( differenceBetween( ranked.z, normal.z, 0 ), QString() );
  double sum = 0;
  for ( std::size_t cell = 0; cell < squareFrame.size(); ++cell )
  {
    QVERIFY2( std::fabs( ranked.pHigher[cell] - normal.pHigher[cell] ) < 0.06,
              qPrintable( QStringLiteral( "%1 %2" ).arg( ranked.pHigher[cell] ).arg( normal.pHigher[cell] ) ) );
    sum += std::fabs( ranked.pHigher[cell] - normal.pHigher[cell] ) / double( squareFrame.size() );
  }
  QVERIFY2( sum < 0.02, qPrintable( QString::number( sum ) ) );
}

void RelativeRiskTest::populationOfControlsGivesTheRatioOfControls()
{
  const KernelSmoother smoother = squareSmoother( 1.1 );
  const RelativeRisk byPoints = riskAgainstControls( smoother, sampleCases(), sampleControls(), {} );
  std::vector<double> population = countsOf( squareFrame, controlX, controlY );
  for ( double &people : population )
    people *= 1e6;
  const RelativeRisk byPopulation = riskAgainstPopulation( smoother, sampleCases(), population, {} );
  QCOMPARE( differenceBetween( byPopulation.logRatio, byPoints.logRatio, 1e-9 ), QString() );
  // A known population leaves the chance of the cases only.
  for ( std::size_t cell = 0; cell < squareFrame.size(); ++cell )
    if ( byPoints.z[cell] > 1 )
      QVERIFY( byPopulation.z[cell] > byPoints.z[cell] );
}

void RelativeRiskTest::weightOfAllPointsDoesNotMatter()
{
  const KernelSmoother smoother = squareSmoother( 1.1 );
  GridPoints cases = sampleCases();
  GridPoints controls = sampleControls();
  cases.weight.assign( cases.size(), 2.5 );
  controls.weight.assign( controls.size(), 2.5 );
  const RelativeRisk weighted = riskAgainstControls( smoother, cases, controls, simulating( 99 ) );
  const RelativeRisk plain = riskAgainstControls( smoother, sampleCases(), sampleControls(), simulating( 99 ) );
  QCOMPARE( differenceBetween( weighted.z, plain.z, 1e-9 ), QString() );
  QCOMPARE( differenceBetween( weighted.pHigher, plain.pHigher, 1e-12 ), QString() );
  QCOMPARE( differenceBetween( weighted.effectiveEvents, plain.effectiveEvents, 1e-9 ), QString() );
}

void RelativeRiskTest::dispersionNarrowsTheScores()
{
  const KernelSmoother smoother = squareSmoother( 1.1 );
  RelativeRiskOptions options = simulating( 499 );
  const RelativeRisk plain = riskAgainstControls( smoother, sampleCases(), sampleControls(), options );
  options.dispersion = 4;
  RelativeRisk dispersed = riskAgainstControls( smoother, sampleCases(), sampleControls(), options );
  for ( std::size_t cell = 0; cell < squareFrame.size(); ++cell )
    QVERIFY( plain.z[cell] > 0 ? dispersed.pHigher[cell] >= plain.pHigher[cell]
                               : dispersed.pLower[cell] >= plain.pLower[cell] );
  for ( double &z : dispersed.z )
    z *= 2;
  QCOMPARE( differenceBetween( dispersed.z, plain.z, 1e-12 ), QString() );
  QCOMPARE( differenceBetween( dispersed.ratio, plain.ratio, 0 ), QString() );
}

void RelativeRiskTest::casesWhereNoControlsAreHaveNoRatio()
{
  const KernelSmoother smoother = squareSmoother( 1, EdgeCorrection::eachPoint, DensityKernel::quartic );
  const GridPoints cases =
    pointsOnGrid( squareFrame, std::vector<double>{ 1.25, 6.25 }, std::vector<double>{ 1.25, 6.25 } );
  const GridPoints controls =
    pointsOnGrid( squareFrame, std::vector<double>{ 6.25, 6.75, 4.25 }, std::vector<double>{ 6.25, 6.25, 1.25 } );
  const RelativeRisk risk = riskAgainstControls( smoother, cases, controls, simulating( 99 ) );
  const auto at = []( double x, double y ) { return squareFrame.cellAt( x, y ); };
  QVERIFY( isMissing( risk.ratio[at( 1.25, 1.25 )] ) );
  QVERIFY( risk.pHigher[at( 1.25, 1.25 )] < 1 );
  QCOMPARE( risk.ratio[at( 4.25, 1.25 )], 0.0 );
  QVERIFY( isMissing( risk.logRatio[at( 4.25, 1.25 )] ) );
  QVERIFY( risk.ratio[at( 6.25, 6.25 )] > 0 );
  QVERIFY( isMissing( risk.ratio[at( 1.25, 6.25 )] ) && isMissing( risk.pHigher[at( 1.25, 6.25 )] ) );
}

void RelativeRiskTest::samePlacesGiveARiskOfOne()
{
  const RelativeRisk risk =
    riskAgainstControls( squareSmoother( 1.1 ), sampleCases(), sampleCases(), simulating( 99 ) );
  for ( std::size_t cell = 0; cell < squareFrame.size(); ++cell )
  {
    QVERIFY( std::fabs( risk.ratio[cell] - 1 ) < 1e-9 );
    QVERIFY( std::fabs( risk.z[cell] ) < 1e-9 );
    QVERIFY( risk.pHigher[cell] > 0.2 );
  }
}

void RelativeRiskTest::oneCaseAndOneControlAreEnough()
{
  GridPoints one;
  one.cell = { 0 };
  GridPoints other;
  other.cell = { 5 };
  const RelativeRisk risk = riskAgainstControls( squareSmoother( 1.1 ), one, other, simulating( 19 ) );
  QVERIFY( risk.ratio[0] > 1 );
  QVERIFY( isMissing( risk.pAnywhere ) );
  // Either of the two labellings: half the maps reach what was found.
  QVERIFY( risk.pHigher[0] > 0.15 );
}

void RelativeRiskTest::wrongInputIsNamed_data()
{
  QTest::addColumn<int>( "what" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no cases" ) << 0 << "The number of cases is 0; it must be at least 1.";
  QTest::newRow( "no controls" ) << 1 << "The number of controls is 0; it must be at least 1.";
  QTest::newRow( "outside" ) << 2 << "The place of cases 8 is outside the frame; it must be inside.";
  QTest::newRow( "weight" ) << 3 << "The weight of cases 2 is 0; it must be above 0.";
  QTest::newRow( "dispersion" ) << 4 << "dispersion is 0.5; it must be at least 1 and finite.";
  QTest::newRow( "no population" ) << 5 << "The sum of population is 0; it must be above 0.";
}

void RelativeRiskTest::wrongInputIsNamed()
{
  QFETCH( int, what );
  QFETCH( QString, sentence );
  GridPoints cases = sampleCases();
  const GridPoints controls = what == 1 ? GridPoints() : sampleControls();
  if ( what == 0 )
    cases.cell.clear();
  if ( what == 2 )
    cases.cell.back() = GridFrame::nowhere;
  if ( what == 3 )
    cases.weight = { 1, 0, 1, 1, 1, 1, 1, 1 };
  RelativeRiskOptions options;
  options.dispersion = what == 4 ? 0.5 : 1;
  QCOMPARE( refusalOf(
              [&]
              {
                if ( what == 5 )
                  riskAgainstPopulation( squareSmoother( 1 ), cases, std::vector<double>( squareFrame.size(), 0 ),
                                         options );
                else
                  riskAgainstControls( squareSmoother( 1 ), cases, controls, options );
              } ),
            sentence );
}

void RelativeRiskTest::mapsWithoutDifferenceAreRarelySignificant()
{
  // 200 maps at 5 %: 10 expected, and more than 21 once in 2,000 runs (binomial).
  constexpr int maps = 200;
  const KernelSmoother smoother = squareSmoother( 1 );
  int anywhere = 0;
  double cells = 0;
  for ( int map = 0; map < maps; ++map )
  {
    RelativeRiskOptions options = simulating( 99 );
    options.seed = std::uint64_t( map );
    const RelativeRisk risk = riskAgainstControls( smoother, scattered( 60, 3, 1000 + 2 * std::uint64_t( map ) ),
                                                   scattered( 120, 3, 1001 + 2 * std::uint64_t( map ) ), options );
    anywhere += risk.pAnywhere <= 0.05 ? 1 : 0;
    cells += double( std::count_if( risk.pHigher.begin(), risk.pHigher.end(), []( double p ) { return p <= 0.05; } ) ) /
             double( squareFrame.size() );
  }
  QVERIFY2( anywhere <= 21, qPrintable( QString::number( anywhere ) ) );
  QVERIFY2( cells / maps > 0.035 && cells / maps < 0.065, qPrintable( QString::number( cells / maps ) ) );
}

void RelativeRiskTest::plantedRiskIsFound()
{
  const RelativeRisk risk =
    riskAgainstControls( squareSmoother( 1 ), scattered( 300, 10, 1 ), scattered( 600, 1, 2 ), simulating( 199 ) );
  QVERIFY( risk.pAnywhere <= 0.005 );
  QVERIFY( risk.pHigher[cellFromSouth( squareFrame, 4, 4 )] <= 0.005 );
  QVERIFY( risk.pLower[cellFromSouth( squareFrame, 14, 14 )] <= 0.01 );
}

void RelativeRiskTest::threadsDoNotChangeTheResult()
{
  const KernelSmoother smoother = squareSmoother( 1 );
  RelativeRisk first;
  for ( const unsigned threads : { 1U, 2U, 8U } )
  {
    RelativeRiskOptions options = simulating( 50 );
    options.threads = threads;
    const RelativeRisk risk = riskAgainstControls( smoother, sampleCases(), sampleControls(), options );
    if ( threads == 1 )
      first = risk;
    QCOMPARE( differenceBetween( risk.pHigher, first.pHigher, 0 ), QString() );
    QCOMPARE( differenceBetween( { risk.pAnywhere }, { first.pAnywhere }, 0 ), QString() );
  }
}

void RelativeRiskTest::cancelStops()
{
  QVERIFY_EXCEPTION_THROWN( riskAgainstControls( squareSmoother( 1 ), sampleCases(), sampleControls(),
                                                 simulating( 1000 ), []( double done ) { return done < 0.5; } ),
                            Cancelled );
}

QTEST_GUILESS_MAIN( RelativeRiskTest )
#include "relativerisk_test.moc"
