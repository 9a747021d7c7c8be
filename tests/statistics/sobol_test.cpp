// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/sobol.h"

#include <algorithm>
#include <set>

using namespace communitysafety::statistics;

class SobolTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void linearModelHasTheSharesOfItsCoefficients_data();
  void linearModelHasTheSharesOfItsCoefficients();
  void productHasAnInteraction();
  // laws
  void pointsArePerfectlySpreadInEveryDimension();
  void anotherSeedGivesAnotherSample();
  void designTakesOneColumnOfBAtATime();
  void unitAndOriginOfTheOutcomeDoNotMatter();
  void limitsSurroundTheEstimate();
  // edges
  void factorWithoutEffectHasNoShare();
  void outcomeThatNeverVariesHasNoShares();
  void withoutBootstrapThereAreNoLimits();
  // refused input
  void outcomesMustFillTheDesign();
  void missingOutcomeIsNamedByItsRun();
  void emptyDesignsAreRefused();
};

namespace
{

template <typename Model>
std::vector<double> outcomesOf( const std::vector<std::vector<double>> &design, Model model )
{
  std::vector<double> outcomes;
  for ( const std::vector<double> &run : design )
    outcomes.push_back( model( run ) );
  return outcomes;
}

double linear( const std::vector<double> &u ) { return 5 + 3 * u[0] + 2 * u[1] + u[2]; }

SensitivityIndices indicesOfLinear( const SensitivityOptions &options, double unit = 1, double origin = 0 )
{
  const auto design = saltelliDesign( 1024, 3, SensitivitySample::quasiRandom, 1 );
  return sobolIndices( outcomesOf( design, [=]( const auto &u ) { return origin + unit * linear( u ); } ), 1024, 3,
                       options );
}

SensitivityOptions withoutLimits()
{
  SensitivityOptions options;
  options.bootstrap = 0;
  return options;
}

} // namespace

Q_DECLARE_METATYPE( FirstOrderEstimator )
Q_DECLARE_METATYPE( SensitivitySample )

void SobolTest::linearModelHasTheSharesOfItsCoefficients_data()
{
  QTest::addColumn<FirstOrderEstimator>( "estimator" );
  QTest::addColumn<SensitivitySample>( "sample" );
  QTest::addColumn<double>( "tolerance" );
  QTest::newRow( "centred, Sobol' points" ) << FirstOrderEstimator::centred << SensitivitySample::quasiRandom << 0.005;
  QTest::newRow( "plain, Sobol' points" ) << FirstOrderEstimator::plain << SensitivitySample::quasiRandom << 0.02;
  QTest::newRow( "centred, random" ) << FirstOrderEstimator::centred << SensitivitySample::random << 0.05;
  // Its standard error is 0.18, 0.12 and 0.06 here, where the mean is seven standard deviations from 0.
  QTest::newRow( "plain, random" ) << FirstOrderEstimator::plain << SensitivitySample::random << 0.8;
}

void SobolTest::linearModelHasTheSharesOfItsCoefficients()
{
  QFETCH( FirstOrderEstimator, estimator );
  QFETCH( SensitivitySample, sample );
  QFETCH( double, tolerance );
  SensitivityOptions options = withoutLimits();
  options.estimator = estimator;
  const auto design = saltelliDesign( 2048, 3, sample, 1 );
  const SensitivityIndices indices = sobolIndices( outcomesOf( design, linear ), 2048, 3, options );
  const double expected[] = { 9.0 / 14, 4.0 / 14, 1.0 / 14 };
  for ( std::size_t factor = 0; factor < 3; ++factor )
  {
    const QString told = QStringLiteral( "factor %1: %2, total %3" )
                           .arg( factor + 1 )
                           .arg( indices.factors[factor].firstOrder )
                           .arg( indices.factors[factor].totalOrder );
    qInfo( "%s", qPrintable( told ) );
    QVERIFY2( std::fabs( indices.factors[factor].firstOrder - expected[factor] ) < tolerance, qPrintable( told ) );
    QVERIFY2( std::fabs( indices.factors[factor].totalOrder - expected[factor] ) < 0.05, qPrintable( told ) );
  }
}

void SobolTest::productHasAnInteraction()
{
  // y = u v: V = 7/144; each alone has the variance of u/2, 1/48, which is 3/7 of V; the rest, 1/7, is the interaction.
  const auto design = saltelliDesign( 4096, 2, SensitivitySample::quasiRandom, 1 );
  const SensitivityIndices indices =
    sobolIndices( outcomesOf( design, []( const auto &u ) { return u[0] * u[1]; } ), 4096, 2, withoutLimits() );
  QVERIFY( std::fabs( indices.mean - 0.25 ) < 0.001 );
  QVERIFY( std::fabs( indices.variance - 7.0 / 144 ) < 0.0005 );
  for ( const FactorSensitivity &factor : indices.factors )
  {
    QVERIFY( std::fabs( factor.firstOrder - 3.0 / 7 ) < 0.01 );
    QVERIFY( std::fabs( factor.totalOrder - 4.0 / 7 ) < 0.01 );
  }
}

void SobolTest::pointsArePerfectlySpreadInEveryDimension()
{
  const auto points = sobolPoints( 64, 20, 5 );
  for ( std::size_t dimension = 0; dimension < 20; ++dimension )
  {
    std::set<int> cells;
    for ( const std::vector<double> &point : points )
    {
      QVERIFY( point[dimension] >= 0 && point[dimension] < 1 );
      cells.insert( static_cast<int>( point[dimension] * 64 ) );
    }
    QCOMPARE( cells.size(), std::size_t{ 64 } );
  }
}

void SobolTest::anotherSeedGivesAnotherSample()
{
  QCOMPARE( sobolPoints( 8, 3, 1 ), sobolPoints( 8, 3, 1 ) );
  QVERIFY( sobolPoints( 8, 3, 1 ) != sobolPoints( 8, 3, 2 ) );
}

void SobolTest::designTakesOneColumnOfBAtATime()
{
  for ( const SensitivitySample sample : { SensitivitySample::quasiRandom, SensitivitySample::random } )
  {
    const auto design = saltelliDesign( 8, 3, sample, 1 );
    QCOMPARE( design.size(), std::size_t{ 8 * 5 } );
    for ( std::size_t factor = 0; factor < 3; ++factor )
      for ( std::size_t row = 0; row < 8; ++row )
        for ( std::size_t column = 0; column < 3; ++column )
          QCOMPARE( design[( 2 + factor ) * 8 + row][column], design[column == factor ? 8 + row : row][column] );
  }
}

void SobolTest::unitAndOriginOfTheOutcomeDoNotMatter()
{
  const SensitivityIndices one = indicesOfLinear( {} );
  const SensitivityIndices other = indicesOfLinear( {}, -1000, 1e6 );
  for ( std::size_t factor = 0; factor < 3; ++factor )
  {
    QVERIFY( std::fabs( one.factors[factor].firstOrder - other.factors[factor].firstOrder ) < 1e-7 );
    QVERIFY( std::fabs( one.factors[factor].totalOrder - other.factors[factor].totalOrder ) < 1e-7 );
    QVERIFY( std::fabs( one.factors[factor].firstUpper - other.factors[factor].firstUpper ) < 1e-7 );
  }
}

void SobolTest::limitsSurroundTheEstimate()
{
  for ( const FactorSensitivity &factor : indicesOfLinear( {} ).factors )
  {
    QVERIFY( factor.firstLower < factor.firstOrder && factor.firstOrder < factor.firstUpper );
    QVERIFY( factor.totalLower < factor.totalOrder && factor.totalOrder < factor.totalUpper );
    QVERIFY( factor.firstUpper - factor.firstLower < 0.15 );
  }
}

void SobolTest::factorWithoutEffectHasNoShare()
{
  const auto design = saltelliDesign( 1024, 2, SensitivitySample::quasiRandom, 1 );
  const SensitivityIndices indices =
    sobolIndices( outcomesOf( design, []( const auto &u ) { return u[0]; } ), 1024, 2, withoutLimits() );
  QCOMPARE( indices.factors[1].firstOrder, 0.0 );
  QCOMPARE( indices.factors[1].totalOrder, 0.0 );
  QVERIFY( std::fabs( indices.factors[0].firstOrder - 1 ) < 0.005 );
}

void SobolTest::outcomeThatNeverVariesHasNoShares()
{
  const SensitivityIndices indices = sobolIndices( std::vector<double>( 4 * 16, 7.0 ), 16, 2, {} );
  QCOMPARE( indices.variance, 0.0 );
  for ( const FactorSensitivity &factor : indices.factors )
    for ( const double share : { factor.firstOrder, factor.totalOrder, factor.firstLower, factor.totalUpper } )
      QVERIFY( std::isnan( share ) );
}

void SobolTest::withoutBootstrapThereAreNoLimits()
{
  for ( const FactorSensitivity &factor : indicesOfLinear( withoutLimits() ).factors )
    for ( const double limit : { factor.firstLower, factor.firstUpper, factor.totalLower, factor.totalUpper } )
      QVERIFY( std::isnan( limit ) );
}

void SobolTest::outcomesMustFillTheDesign()
{
  QCOMPARE( refusalOf( [] { sobolIndices( std::vector<double>( 39, 1.0 ), 8, 3, {} ); } ),
            QStringLiteral( "The length of outcomes is 39; it must be 40." ) );
}

void SobolTest::missingOutcomeIsNamedByItsRun()
{
  std::vector<double> outcomes( 40, 1.0 );
  outcomes[6] = std::nan( "" );
  QCOMPARE( refusalOf( [&] { sobolIndices( outcomes, 8, 3, {} ); } ),
            QStringLiteral( "The outcome of run 7 is nan; it must be a finite number." ) );
}

void SobolTest::emptyDesignsAreRefused()
{
  QCOMPARE( refusalOf( [] { saltelliDesign( 1, 3, SensitivitySample::quasiRandom, 1 ); } ),
            QStringLiteral( "base is 1; it must be 2 or more." ) );
  QCOMPARE( refusalOf( [] { saltelliDesign( 8, 0, SensitivitySample::random, 1 ); } ),
            QStringLiteral( "factors is 0; it must be 1 or more." ) );
  QCOMPARE( refusalOf( [] { sobolPoints( 8, 4000, 1 ); } ),
            QStringLiteral( "dimensions is 4000; it must be 1 to 3667." ) );
}

QTEST_GUILESS_MAIN( SobolTest )
#include "sobol_test.moc"
