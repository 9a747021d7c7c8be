// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/factoranalysis.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

class FactorAnalysisTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void loadingsAreThoseOfFactanal();
  void scoreCoefficientsAreThoseOfTheRegressionMethod();
  // laws
  void threeIndicatorsAreFittedExactly();
  void loadingsAndUniquenessesAddUpToOne();
  void unitsDoNotMatter();
  void orderDoesNotMatter();
  void weightsAddUpToOne();
  // edges
  void areaWithAGapTakesNoPart();
  void indicatorThatIsTheFactorStandsAtTheBound();
  void indicatorThatRunsAgainstTheOthersLoadsBelowZero();
  // refused input
  void whatCannotBeAnalysedIsRefused_data();
  void whatCannotBeAnalysedIsRefused();
  void weightOfAnOpposedIndicatorIsRefused();
};

namespace
{

using Table = std::vector<std::vector<double>>;

const Table rising = {
  { 12, 15, 11, 19, 24, 22, 30, 28, 35, 33 },
  { 3, 5, 4, 4, 7, 9, 8, 11, 10, 13 },
  { 100, 90, 140, 150, 130, 180, 170, 220, 230, 210 },
  { 1, 2, 2, 4, 3, 5, 4, 6, 8, 7 },
};

std::vector<Column> views( const Table &table ) { return { table.begin(), table.end() }; }

std::vector<double> negated( std::vector<double> values )
{
  std::transform( values.begin(), values.end(), values.begin(), std::negate<>() );
  return values;
}

} // namespace

// R 4.2.2: factanal( x, 1, control = list( nstart = 5, opt = list( factr = 1, maxit = 10000, pgtol = 0 ) ) ), 12 digits
// printed; its search stops within a millionth of the maximum.
void FactorAnalysisTest::loadingsAreThoseOfFactanal()
{
  const OneFactor factor = oneFactor( views( rising ) );
  QCOMPARE(
    differenceBetween( factor.loadings, { 0.905608943067, 0.894449389728, 0.955802767748, 0.988545862960 }, 2e-6 ),
    QString() );
  QCOMPARE( differenceBetween( factor.uniquenesses,
                               { 0.1798724414995, 0.1999602893380, 0.0864410690496, 0.0227770768095 }, 2e-6 ),
            QString() );
  QCOMPARE( factor.areas, std::size_t( 10 ) );
  QVERIFY( !factor.isAtBound );
}

// As above: solve( cor( x ), loadings ).
void FactorAnalysisTest::scoreCoefficientsAreThoseOfTheRegressionMethod()
{
  const OneFactor factor = oneFactor( views( rising ) );
  QCOMPARE( differenceBetween( factor.scoreCoefficients,
                               { 0.0798746751061, 0.0709651372803, 0.1754208399240, 0.6885442696167 }, 1e-4 ),
            QString() );
}

void FactorAnalysisTest::threeIndicatorsAreFittedExactly()
{
  // With three the products of the loadings are the correlations: λ1 = √(r12 r13 / r23).
  // Columns of a 2 × 2 × 2 × 2 plan, whose correlations are 0.5, 0.5 and 0.5 by construction.
  Table plan( 3 );
  for ( int area = 0; area < 16; ++area )
    for ( int column = 0; column < 3; ++column )
      plan[std::size_t( column )].push_back( ( area & 1 ) + ( ( area >> ( column + 1 ) ) & 1 ) );
  const OneFactor factor = oneFactor( views( plan ) );
  QCOMPARE( differenceBetween( factor.loadings, std::vector<double>( 3, std::sqrt( 0.5 ) ), 1e-8 ), QString() );
  QCOMPARE( differenceBetween( factor.uniquenesses, std::vector<double>( 3, 0.5 ), 1e-8 ), QString() );
}

void FactorAnalysisTest::loadingsAndUniquenessesAddUpToOne()
{
  const OneFactor factor = oneFactor( views( rising ) );
  for ( std::size_t place = 0; place < rising.size(); ++place )
    QVERIFY( std::fabs( factor.loadings[place] * factor.loadings[place] + factor.uniquenesses[place] - 1 ) < 1e-8 );
}

void FactorAnalysisTest::unitsDoNotMatter()
{
  Table scaled = rising;
  for ( double &value : scaled[2] )
    value = 1e6 + value / 1000;
  QCOMPARE( differenceBetween( oneFactor( views( scaled ) ).loadings, oneFactor( views( rising ) ).loadings, 1e-6 ),
            QString() );
}

void FactorAnalysisTest::orderDoesNotMatter()
{
  Table turned( rising.rbegin(), rising.rend() );
  for ( std::vector<double> &column : turned )
    std::reverse( column.begin(), column.end() );
  std::vector<double> loadings = oneFactor( views( turned ) ).loadings;
  std::reverse( loadings.begin(), loadings.end() );
  QCOMPARE( differenceBetween( loadings, oneFactor( views( rising ) ).loadings, 1e-7 ), QString() );
}

void FactorAnalysisTest::weightsAddUpToOne()
{
  for ( const FactorWeighting how : { FactorWeighting::loadings, FactorWeighting::scoreCoefficients } )
  {
    const std::vector<double> weights = factorWeights( views( rising ), how );
    QVERIFY( std::fabs( std::accumulate( weights.begin(), weights.end(), 0.0 ) - 1 ) < 1e-12 );
    QVERIFY( *std::min_element( weights.begin(), weights.end() ) > 0 );
  }
}

void FactorAnalysisTest::areaWithAGapTakesNoPart()
{
  Table longer = rising;
  for ( std::vector<double> &column : longer )
    column.push_back( 1000 );
  longer[1].back() = missing;
  const OneFactor factor = oneFactor( views( longer ) );
  QCOMPARE( factor.areas, std::size_t( 10 ) );
  QCOMPARE( differenceBetween( factor.loadings, oneFactor( views( rising ) ).loadings ), QString() );
}

void FactorAnalysisTest::indicatorThatIsTheFactorStandsAtTheBound()
{
  // r12 r13 / r23 is above 1: no loading could explain it.
  const Table table = { { 1, 2, 3, 4, 5, 6, 7, 8 }, { 1, 3, 2, 4, 5, 7, 6, 9 }, { 2, 1, 3, 5, 4, 6, 9, 7 } };
  const OneFactor factor = oneFactor( views( table ) );
  QVERIFY( factor.isAtBound );
  QVERIFY( std::fabs( factor.uniquenesses[0] - 0.005 ) < 1e-12 );
  QVERIFY( factor.uniquenesses[1] > 0.01 && factor.uniquenesses[2] > 0.01 );
}

void FactorAnalysisTest::indicatorThatRunsAgainstTheOthersLoadsBelowZero()
{
  Table table = rising;
  table[1] = negated( table[1] );
  const OneFactor turned = oneFactor( views( table ) );
  const OneFactor straight = oneFactor( views( rising ) );
  QVERIFY( std::fabs( turned.loadings[1] + straight.loadings[1] ) < 1e-7 );
  QVERIFY( std::fabs( turned.loadings[0] - straight.loadings[0] ) < 1e-7 );
}

void FactorAnalysisTest::whatCannotBeAnalysedIsRefused_data()
{
  QTest::addColumn<QVector<int>>( "columns" );
  QTest::addColumn<int>( "areas" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "two indicators" ) << QVector<int>{ 0, 1 } << 10
                                    << "The number of indicators of a factor is 2; it must be 3 or more.";
  QTest::newRow( "few areas" ) << QVector<int>{ 0, 1, 2, 3 } << 4
                               << "The number of areas with all indicators of a factor is 4; it must be more than the "
                                  "number of indicators, 4.";
  QTest::newRow( "the same twice" ) << QVector<int>{ 0, 1, 2, 0 } << 10
                                    << "The indicators of a factor are so alike that one follows from the others; "
                                       "leave one of them out.";
  QTest::newRow( "constant" ) << QVector<int>{ 0, 1, 4 } << 10
                              << "Indicator 3 is the same in all areas; it must be different between areas.";
}

void FactorAnalysisTest::whatCannotBeAnalysedIsRefused()
{
  QFETCH( QVector<int>, columns );
  QFETCH( int, areas );
  QFETCH( QString, sentence );
  Table all = rising;
  all.push_back( std::vector<double>( 10, 3.0 ) );
  std::vector<Column> chosen;
  for ( const int column : columns )
    chosen.emplace_back( all[std::size_t( column )].data(), std::size_t( areas ) );
  QCOMPARE( refusalOf( [&] { oneFactor( chosen ); } ), sentence );
}

void FactorAnalysisTest::weightOfAnOpposedIndicatorIsRefused()
{
  Table table = rising;
  table[1] = negated( table[1] );
  for ( const FactorWeighting how : { FactorWeighting::loadings, FactorWeighting::scoreCoefficients } )
    QCOMPARE( refusalOf( [&] { factorWeights( views( table ), how ); } ),
              QStringLiteral( "Indicator 2 runs against the common factor (its loading is -0.894449); turn its "
                              "direction round or leave it out." ) );
}

QTEST_GUILESS_MAIN( FactorAnalysisTest )
#include "factoranalysis_test.moc"
