// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/indicatorweights.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

class IndicatorWeightsTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void comparisonsGiveTheEigenvectorOfSaaty();
  void componentIsThatOfPrcomp();
  void entropyIsThatOfItsFormula();
  // laws
  void expertsCountAlike();
  void comparisonsWithoutContradictionGiveTheirRatios();
  void importanceIsAsAskedWhereItCanBe();
  void equalSayOfAlikeIndicatorsIsEqualWeight();
  void noSmallChangeOfTheWeightsComesNearer();
  void unitsDoNotMatterToTheImportance();
  // edges
  void oneOrTwoIndicatorsNeverContradict();
  void evenIndicatorHasNoEntropyWeight();
  void opposedIndicatorIsNamed();
  // refused input
  void comparisonsThatDoNotFitAreRefused_data();
  void comparisonsThatDoNotFitAreRefused();
  void pointsThatCannotBeSharedAreRefused();
  void importancesThatCannotBeAreRefused();
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

// Three indicators that have little in common.
const Table loose = {
  { 3, 9, 1, 7, 5, 8, 2, 6, 4, 10 },
  { 20, 10, 30, 60, 90, 40, 100, 50, 80, 70 },
  { 5, 1, 9, 2, 6, 10, 4, 8, 3, 7 },
};

std::vector<Column> views( const Table &table ) { return { table.begin(), table.end() }; }

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

double correlation( const std::vector<double> &x, const std::vector<double> &y )
{
  const double meanX = sumOf( x ) / double( x.size() );
  const double meanY = sumOf( y ) / double( y.size() );
  double xy = 0, xx = 0, yy = 0;
  for ( std::size_t row = 0; row < x.size(); ++row )
  {
    xy += ( x[row] - meanX ) * ( y[row] - meanY );
    xx += ( x[row] - meanX ) * ( x[row] - meanX );
    yy += ( y[row] - meanY ) * ( y[row] - meanY );
  }
  return xy / std::sqrt( xx * yy );
}

// Each part's share of the correlations with the weighted sum, by the definition.
std::vector<double> importanceOf( const Table &table, const std::vector<double> &weights )
{
  std::vector<double> index( table.front().size(), 0.0 );
  for ( std::size_t part = 0; part < table.size(); ++part )
    for ( std::size_t row = 0; row < index.size(); ++row )
      index[row] += weights[part] * table[part][row];
  std::vector<double> shares;
  for ( const std::vector<double> &column : table )
    shares.push_back( correlation( column, index ) );
  const double sum = sumOf( shares );
  for ( double &share : shares )
    share /= sum;
  return shares;
}

double distance( const std::vector<double> &a, const std::vector<double> &b )
{
  double sum = 0;
  for ( std::size_t place = 0; place < a.size(); ++place )
    sum += ( a[place] - b[place] ) * ( a[place] - b[place] );
  return sum;
}

} // namespace

// Saaty 1980, chapter 1: the matrix of a judgement of chairs' distances from a light, with its printed eigenvector
// .61 .24 .10 .05 and λ = 4.39.
void IndicatorWeightsTest::comparisonsGiveTheEigenvectorOfSaaty()
{
  const ComparisonWeights found = comparisonWeights(
    { { 1, 5, 6, 7 }, { 1.0 / 5, 1, 4, 6 }, { 1.0 / 6, 1.0 / 4, 1, 4 }, { 1.0 / 7, 1.0 / 6, 1.0 / 4, 1 } } );
  QCOMPARE( differenceBetween( found.weights, { 0.61, 0.24, 0.10, 0.05 }, 0.01 ), QString() );
  QVERIFY( std::fabs( found.eigenvalue - 4.39 ) < 0.005 );
  QVERIFY( std::fabs( found.consistencyRatio - 0.39 / 3 / 0.90 ) < 0.002 );
  QVERIFY( !found.isConsistent() );
}

// R 4.2.2: prcomp( x, scale. = TRUE )$rotation[, 1] and sdev[1]^2 / 4.
void IndicatorWeightsTest::componentIsThatOfPrcomp()
{
  const ComponentWeights found = componentWeights( views( rising ) );
  const std::vector<double> loadings = { 0.495328940801, 0.494704700226, 0.499455206158, 0.510353795930 };
  QCOMPARE( differenceBetween( found.loadings, loadings, 1e-11 ), QString() );
  std::vector<double> squares;
  for ( const double loading : loadings )
    squares.push_back( loading * loading );
  QCOMPARE( differenceBetween( found.weights, squares, 1e-11 ), QString() );
  QVERIFY( std::fabs( found.varianceShare - 0.911523565941 ) < 1e-11 );
  QVERIFY( found.opposed.empty() );
}

// R 4.2.2: e <- apply( x, 2, function( v ) { p <- v / sum( v ); 1 + sum( p * log( p ) ) / log( 10 ) } ); e / sum( e )
void IndicatorWeightsTest::entropyIsThatOfItsFormula()
{
  QCOMPARE( differenceBetween( entropyWeights( views( rising ) ),
                               { 0.191671361040, 0.277787876988, 0.121240334487, 0.409300427484 }, 1e-11 ),
            QString() );
}

void IndicatorWeightsTest::expertsCountAlike()
{
  QCOMPARE( differenceBetween( budgetWeights( { { 50, 30, 20 }, { 1, 1, 0 } } ), { 0.5, 0.4, 0.1 } ), QString() );
  QCOMPARE( differenceBetween( equalWeights( 4 ), { 0.25, 0.25, 0.25, 0.25 } ), QString() );
}

void IndicatorWeightsTest::comparisonsWithoutContradictionGiveTheirRatios()
{
  const ComparisonWeights found = comparisonWeights( { { 1, 2, 6 }, { 0.5, 1, 3 }, { 1.0 / 6, 1.0 / 3, 1 } } );
  QCOMPARE( differenceBetween( found.weights, { 0.6, 0.3, 0.1 } ), QString() );
  QVERIFY( std::fabs( found.eigenvalue - 3 ) < 1e-10 );
  QVERIFY( std::fabs( found.consistencyRatio ) < 1e-10 );
  QVERIFY( found.isConsistent() );
}

void IndicatorWeightsTest::importanceIsAsAskedWhereItCanBe()
{
  const std::vector<double> asked = { 0.5, 0.3, 0.2 };
  const ImportanceWeights found = importanceWeights( views( loose ), { 5, 3, 2 } );
  QCOMPARE( differenceBetween( importanceOf( loose, found.weights ), asked, 1e-8 ), QString() );
  QCOMPARE( differenceBetween( found.importance, asked, 1e-8 ), QString() );
  QVERIFY( found.largestMiss < 1e-8 );
  QVERIFY( std::fabs( sumOf( found.weights ) - 1 ) < 1e-12 );
}

void IndicatorWeightsTest::equalSayOfAlikeIndicatorsIsEqualWeight()
{
  Table plan( 3 );
  for ( int area = 0; area < 16; ++area )
    for ( int column = 0; column < 3; ++column )
      plan[std::size_t( column )].push_back( ( area & 1 ) + ( ( area >> ( column + 1 ) ) & 1 ) );
  QCOMPARE( differenceBetween( importanceWeights( views( plan ), { 1, 1, 1 } ).weights, equalWeights( 3 ), 1e-8 ),
            QString() );
}

void IndicatorWeightsTest::noSmallChangeOfTheWeightsComesNearer()
{
  // What is asked of these would need negative weights.
  const std::vector<double> asked = { 0.2, 0.4, 0.2, 0.2 };
  const ImportanceWeights found = importanceWeights( views( rising ), asked );
  QVERIFY( found.largestMiss > 0.01 );
  QVERIFY( *std::min_element( found.weights.begin(), found.weights.end() ) >= 0 );
  const double reached = distance( importanceOf( rising, found.weights ), asked );
  QVERIFY( std::fabs( distance( found.importance, asked ) - reached ) < 1e-10 );
  for ( std::size_t part = 0; part < rising.size(); ++part )
    for ( const double change : { 0.5, 1e-2, 1e-4 } )
    {
      std::vector<double> other = found.weights;
      other[part] += change;
      QVERIFY( distance( importanceOf( rising, other ), asked ) > reached - 1e-12 );
    }
}

void IndicatorWeightsTest::unitsDoNotMatterToTheImportance()
{
  Table scaled = loose;
  for ( double &value : scaled[1] )
    value = 7 + value / 1000;
  QCOMPARE( differenceBetween( importanceWeights( views( scaled ), { 1, 2, 1 } ).importance,
                               importanceWeights( views( loose ), { 1, 2, 1 } ).importance, 1e-8 ),
            QString() );
}

void IndicatorWeightsTest::oneOrTwoIndicatorsNeverContradict()
{
  QCOMPARE( comparisonWeights( { { 1 } } ).weights, std::vector<double>{ 1 } );
  const ComparisonWeights two = comparisonWeights( { { 1, 4 }, { 0.25, 1 } } );
  QCOMPARE( differenceBetween( two.weights, { 0.8, 0.2 } ), QString() );
  QCOMPARE( two.consistencyRatio, 0.0 );
}

void IndicatorWeightsTest::evenIndicatorHasNoEntropyWeight()
{
  const Table table = { { 5, 5, 5, 5 }, { 0, 0, 0, 9 }, { 0, 0, 0, 0 } };
  QCOMPARE( differenceBetween( entropyWeights( views( table ) ), { 0, 1, 0 } ), QString() );
  QCOMPARE( differenceBetween( entropyWeights( { table[0], table[2] } ), { 0.5, 0.5 } ), QString() );
}

void IndicatorWeightsTest::opposedIndicatorIsNamed()
{
  Table table = rising;
  for ( double &value : table[3] )
    value = -value;
  const ComponentWeights found = componentWeights( views( table ) );
  QCOMPARE( found.opposed, std::vector<std::size_t>{ 3 } );
  QCOMPARE( differenceBetween( found.weights, componentWeights( views( rising ) ).weights ), QString() );
}

void IndicatorWeightsTest::comparisonsThatDoNotFitAreRefused_data()
{
  QTest::addColumn<QVector<QVector<double>>>( "rows" );
  QTest::addColumn<QString>( "sentence" );
  using Rows = QVector<QVector<double>>;
  QTest::newRow( "none" ) << Rows{} << "The number of indicators compared is 0; it must be 1 to 15.";
  QTest::newRow( "not square" ) << Rows{ { 1, 2 }, { 0.5 } }
                                << "The length of row 2 of the comparisons is 1; it must be 2.";
  QTest::newRow( "zero" ) << Rows{ { 1, 0 }, { 2, 1 } }
                          << "The comparison in row 1, column 2 is 0; it must be above 0.";
  QTest::newRow( "no inverse" ) << Rows{ { 1, 3 }, { 0.5, 1 } }
                                << "The comparison in row 2, column 1 is 0.5; it must be the inverse of that in row 1, "
                                   "column 2.";
}

void IndicatorWeightsTest::comparisonsThatDoNotFitAreRefused()
{
  QFETCH( QVector<QVector<double>>, rows );
  QFETCH( QString, sentence );
  Table table;
  for ( const QVector<double> &row : rows )
    table.emplace_back( row.begin(), row.end() );
  QCOMPARE( refusalOf( [&] { comparisonWeights( table ); } ), sentence );
}

void IndicatorWeightsTest::pointsThatCannotBeSharedAreRefused()
{
  QCOMPARE( refusalOf( [] { budgetWeights( {} ); } ),
            QStringLiteral( "The number of experts is 0; it must be 1 or more." ) );
  QCOMPARE( refusalOf(
              [] {
                budgetWeights( { { 1, 2 }, { 1 } } );
              } ),
            QStringLiteral( "The length of the points of expert 2 is 1; it must be 2." ) );
  QCOMPARE( refusalOf(
              [] {
                budgetWeights( { { 0, 0 } } );
              } ),
            QStringLiteral( "The sum of the points of expert 1 is 0; it must be above 0." ) );
}

void IndicatorWeightsTest::importancesThatCannotBeAreRefused()
{
  QCOMPARE( refusalOf(
              [] {
                importanceWeights( views( loose ), { 1, 0, 1 } );
              } ),
            QStringLiteral( "The importance of part 2 is 0; it must be above 0, and finite." ) );
  QCOMPARE( refusalOf( [] { importanceWeights( { loose[0] }, { 1 } ); } ),
            QStringLiteral( "The number of parts is 1; it must be 2 or more." ) );
}

QTEST_GUILESS_MAIN( IndicatorWeightsTest )
#include "indicatorweights_test.moc"
