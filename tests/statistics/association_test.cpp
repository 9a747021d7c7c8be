// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/association.h"

using namespace communitysafety::statistics;

class AssociationTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void pearsonOfAnscombesQuartet_data();
  void pearsonOfAnscombesQuartet();
  // laws
  void correlationIsSymmetricAndFreeOfUnits();
  void spearmanSeesAnyRisingCurve();
  void equalWeightsChangeNothing();
  void wholeWeightsAreRepetitions();
  void mirroredColumnSwapsTheThirds();
  // edges
  void onlyCompletePairsCount();
  void constantColumnHasNoCorrelation();
  void fewerThanTwoPairsHaveNoCorrelation();
  void spearmanSharesTiedRanks();
  void thirdsAreEquallyFullWithoutTies();
  void equalValuesStayInOneThird();
  void valuesAreClassedAmongTheReference();
  // refused input
  void differentLengthsAreRefused();
  void negativeWeightIsNamedByItsRow();
};

namespace
{

const std::vector<double> x = { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 };
const std::vector<double> firstY = { 8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68 };
const std::vector<double> secondY = { 9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74 };

} // namespace

void AssociationTest::pearsonOfAnscombesQuartet_data()
{
  // Anscombe 1973, Graphs in statistical analysis, The American Statistician 27: r = 0.816 in both sets, to the three
  // digits commonly printed.
  QTest::addColumn<QVector<double>>( "y" );
  QTest::newRow( "first set" ) << QVector<double>( firstY.begin(), firstY.end() );
  QTest::newRow( "second set" ) << QVector<double>( secondY.begin(), secondY.end() );
}

void AssociationTest::pearsonOfAnscombesQuartet()
{
  QFETCH( QVector<double>, y );
  const Correlation correlation = pearson( x, std::vector<double>( y.begin(), y.end() ) );
  QVERIFY( std::fabs( correlation.coefficient - 0.816 ) < 5e-4 );
  QCOMPARE( correlation.pairs, std::size_t( 11 ) );
}

void AssociationTest::correlationIsSymmetricAndFreeOfUnits()
{
  std::vector<double> moved = firstY;
  for ( double &value : moved )
    value = -3 * value + 20;
  QCOMPARE( pearson( x, firstY ).coefficient, pearson( firstY, x ).coefficient );
  QVERIFY( std::fabs( pearson( x, moved ).coefficient + pearson( x, firstY ).coefficient ) < 1e-14 );
  QCOMPARE( spearman( x, moved ).coefficient, -spearman( x, firstY ).coefficient );
}

void AssociationTest::spearmanSeesAnyRisingCurve()
{
  std::vector<double> curve = x;
  for ( double &value : curve )
    value = std::exp( value );
  QVERIFY( std::fabs( spearman( x, curve ).coefficient - 1 ) < 1e-14 );
  QVERIFY( pearson( x, curve ).coefficient < 0.9 );
}

void AssociationTest::equalWeightsChangeNothing()
{
  QVERIFY( std::fabs( pearson( x, firstY, std::vector<double>( 11, 0.2 ) ).coefficient -
                      pearson( x, firstY ).coefficient ) < 1e-14 );
}

void AssociationTest::wholeWeightsAreRepetitions()
{
  const std::vector<double> a = { 1, 2, 4 };
  const std::vector<double> b = { 3, 1, 5 };
  const std::vector<double> weights = { 1, 2, 1 };
  const std::vector<double> repeatedA = { 1, 2, 2, 4 };
  const std::vector<double> repeatedB = { 3, 1, 1, 5 };
  QVERIFY( std::fabs( pearson( a, b, weights ).coefficient - pearson( repeatedA, repeatedB ).coefficient ) < 1e-14 );
}

void AssociationTest::mirroredColumnSwapsTheThirds()
{
  std::vector<double> mirrored = firstY;
  for ( double &value : mirrored )
    value = -value;
  std::vector<int> swapped = tertiles( mirrored );
  for ( int &third : swapped )
    third = 2 - third;
  QCOMPARE( swapped, tertiles( firstY ) );
}

void AssociationTest::onlyCompletePairsCount()
{
  std::vector<double> longX = x;
  std::vector<double> longY = firstY;
  std::vector<double> weights( 11, 1.0 );
  longX.insert( longX.end(), { missing, 50, 60, 70 } );
  longY.insert( longY.end(), { 50, missing, 0, 0 } );
  weights.insert( weights.end(), { 1, 1, 0, missing } );
  const Correlation correlation = pearson( longX, longY, weights );
  QCOMPARE( correlation.pairs, std::size_t( 11 ) );
  QCOMPARE( correlation.coefficient, pearson( x, firstY ).coefficient );
}

void AssociationTest::constantColumnHasNoCorrelation()
{
  QVERIFY( isMissing( pearson( x, std::vector<double>( 11, 0.1 ) ).coefficient ) );
}

void AssociationTest::fewerThanTwoPairsHaveNoCorrelation()
{
  const std::vector<double> one = { 1, missing };
  const Correlation correlation = spearman( one, one );
  QVERIFY( isMissing( correlation.coefficient ) );
  QCOMPARE( correlation.pairs, std::size_t( 1 ) );
}

void AssociationTest::spearmanSharesTiedRanks()
{
  // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / √(4.5 × 5).
  const std::vector<double> ties = { 1, 6, 6, 9 };
  const std::vector<double> rising = { 1, 2, 3, 4 };
  QVERIFY( std::fabs( spearman( ties, rising ).coefficient - std::sqrt( 0.9 ) ) < 1e-14 );
}

void AssociationTest::thirdsAreEquallyFullWithoutTies()
{
  const std::vector<double> values = { 9, 1, 8, missing, 2, 7, 3, 6, 4, 5 };
  QCOMPARE( tertiles( values ), ( std::vector<int>{ 2, 0, 2, -1, 0, 2, 0, 1, 1, 1 } ) );
}

void AssociationTest::equalValuesStayInOneThird()
{
  const std::vector<double> manyZeros = { 0, 0, 0, 0, 1, 2 };
  QCOMPARE( tertiles( manyZeros ), ( std::vector<int>{ 1, 1, 1, 1, 2, 2 } ) );
  QCOMPARE( tertiles( std::vector<double>( 4, 7.0 ) ), ( std::vector<int>{ 1, 1, 1, 1 } ) );
}

void AssociationTest::valuesAreClassedAmongTheReference()
{
  const std::vector<double> city = { 10, 20, 30, 40, 50, 60 };
  const std::vector<double> values = { 5, 20, 30, 45, 60, 1000, missing };
  QCOMPARE( tertiles( values, city ), ( std::vector<int>{ 0, 0, 1, 2, 2, 2, -1 } ) );
  QCOMPARE( tertiles( city, city ), tertiles( city ) );
  QCOMPARE( tertiles( values, std::vector<double>{ missing } ), std::vector<int>( 7, -1 ) );
}

void AssociationTest::differentLengthsAreRefused()
{
  QCOMPARE( refusalOf( [] { spearman( x, std::vector<double>( 2, 1.0 ) ); } ),
            QStringLiteral( "The length of y is 2; it must be 11." ) );
}

void AssociationTest::negativeWeightIsNamedByItsRow()
{
  std::vector<double> weights( 11, 1.0 );
  weights[4] = -1;
  QCOMPARE( refusalOf( [&] { pearson( x, firstY, weights ); } ),
            QStringLiteral( "weights in row 5 is -1; it must be 0 or more, and finite." ) );
}

QTEST_GUILESS_MAIN( AssociationTest )
#include "association_test.moc"
