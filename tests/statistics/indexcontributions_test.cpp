// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "smalltree.h"
#include "statistics/indexcontributions.h"

#include <QtTest>

using namespace communitysafety::statistics;
using namespace smalltree;

class IndexContributionsTest : public QObject
{
  Q_OBJECT

private slots:
  void contributionsAddUpToIndexMinusNeutral();
  void contributionsAddUpWhateverTheMethod_data();
  void contributionsAddUpWhateverTheMethod();
  void likePartsContributeAlike();
  void missingIndicatorContributesNothing();
  void weightsInAreasAreWhatOnePointMoreAdds();
  void weightsInAreasOfOtherTreesAreRefused();
  void neutralValueOfEveryColumnIsAskedFor();
};

namespace
{

const std::vector<double> neutral = { 100, 100, 100 };

//! The index less its baseline, and the sum of what the leaves contribute; equal when the parts add up.
QString differenceOfParts( const IndexTree &tree, const std::vector<Column> &values, const std::vector<double> &middle )
{
  const IndexContributions parts = indexContributions( tree, values, tree.evaluate( values ), middle );
  std::vector<double> sum( values.front().size(), 0.0 );
  for ( std::size_t node = 0; node < tree.size(); ++node )
    for ( std::size_t area = 0; area < sum.size(); ++area )
      sum[area] += tree.isLeaf( node ) ? parts.values[node][area] : 0;
  std::vector<double> expected = tree.evaluate( values ).values[tree.root()];
  for ( std::size_t area = 0; area < sum.size(); ++area )
    expected[area] -= parts.baseline[area];
  return differenceBetween( sum, expected, 1e-9 );
}

} // namespace

void IndexContributionsTest::contributionsAddUpToIndexMinusNeutral()
{
  const IndexTree tree( smallTree );
  const IndexValues values = tree.evaluate( columns );
  const std::vector<double> &index = values.values[tree.root()];
  const std::vector<std::vector<double>> parts = indexContributions( tree, columns, values, neutral ).values;
  for ( std::size_t area = 0; area < 3; ++area )
  {
    QVERIFY( std::fabs( parts[2][area] + parts[3][area] + parts[4][area] - ( index[area] - 100 ) ) < 1e-12 );
    QVERIFY( std::fabs( parts[2][area] + parts[3][area] - parts[1][area] ) < 1e-12 );
  }
}

void IndexContributionsTest::contributionsAddUpWhateverTheMethod_data()
{
  QTest::addColumn<QByteArray>( "above" );
  QTest::addColumn<QByteArray>( "below" );
  QTest::addColumn<QByteArray>( "step" );
  QTest::newRow( "mean of means" ) << QByteArray( "mean" ) << QByteArray( "mean" ) << QByteArray();
  QTest::newRow( "sum of means" ) << QByteArray( "sum" ) << QByteArray( "mean" ) << QByteArray();
  QTest::newRow( "geometric of means" ) << QByteArray( "geometric" ) << QByteArray( "mean" ) << QByteArray();
  QTest::newRow( "mean of harmonic" ) << QByteArray( "mean" ) << QByteArray( "harmonic" ) << QByteArray();
  QTest::newRow( "maximum of minimum" ) << QByteArray( "maximum" ) << QByteArray( "minimum" ) << QByteArray();
  QTest::newRow( "Copeland of means" ) << QByteArray( "copeland" ) << QByteArray( "mean" ) << QByteArray();
  QTest::newRow( "mean of ranked sums" ) << QByteArray( "mean" ) << QByteArray( "sum" ) << QByteArray( "percentrank" );
  QTest::newRow( "geometric of ranked harmonic" )
    << QByteArray( "geometric" ) << QByteArray( "harmonic" ) << QByteArray( "minmax(1,100)" );
  QTest::newRow( "sum read through the steps" )
    << QByteArray( "sumraw" ) << QByteArray( "geometric" ) << QByteArray( "percentrank" );
  QTest::newRow( "weights from the data" ) << QByteArray( "entropy" ) << QByteArray( "mean" ) << QByteArray();
}

void IndexContributionsTest::contributionsAddUpWhateverTheMethod()
{
  QFETCH( QByteArray, above );
  QFETCH( QByteArray, below );
  QFETCH( QByteArray, step );
  std::vector<IndexNode> nodes = smallTree;
  nodes[0].aggregate = parseMethodSpec( above.toStdString() );
  nodes[1].aggregate = parseMethodSpec( below.toStdString() );
  nodes[1].steps.normalise = parseMethodSpec( step.toStdString() );
  const std::vector<double> a = { 100, 200, missing, 5, 80, 130 };
  const std::vector<double> b = { 300, 40, missing, 20, 90, 100 };
  const std::vector<double> c = { 50, 60, 70, 300, 100, 110 };
  QCOMPARE( differenceOfParts( IndexTree( nodes ), { a, b, c }, { 100, 100, 100 } ), QString() );
}

void IndexContributionsTest::likePartsContributeAlike()
{
  std::vector<IndexNode> nodes = { { none, 1, none }, { 0, 1, 0 }, { 0, 1, 1 } };
  nodes[0].aggregate = { "geometric", {} };
  const std::vector<double> part = { 50, 200, 400 };
  const IndexTree tree( nodes );
  const std::vector<Column> both = { part, part };
  const IndexContributions parts = indexContributions( tree, both, tree.evaluate( both ), { 100, 100 } );
  QCOMPARE( differenceBetween( parts.values[1], { -25, 50, 150 } ), QString() );
  QCOMPARE( differenceBetween( parts.values[2], parts.values[1] ), QString() );
  QCOMPARE( differenceBetween( parts.baseline, { 100, 100, 100 } ), QString() );
}

void IndexContributionsTest::missingIndicatorContributesNothing()
{
  const IndexTree tree( smallTree );
  const std::vector<std::vector<double>> parts =
    indexContributions( tree, columns, tree.evaluate( columns ), neutral ).values;
  QCOMPARE( differenceBetween( parts[2], { 0, 25, 0, missing } ), QString() );
  QCOMPARE( differenceBetween( parts[3], { 37.5, 0, 0, missing } ), QString() );
  QCOMPARE( differenceBetween( parts[4], { -37.5, -30, -30, missing } ), QString() );
}

void IndexContributionsTest::weightsInAreasAreWhatOnePointMoreAdds()
{
  const IndexTree tree( smallTree );
  const auto weights = weightsInAreas( tree, columns, tree.evaluate( columns ) );
  QCOMPARE( differenceBetween( weights[2], { 0.0625, 0.25, 0, 0 } ), QString() );
  QCOMPARE( differenceBetween( weights[3], { 0.1875, 0, 0, 0 } ), QString() );
  QCOMPARE( differenceBetween( weights[4], { 0.75, 0.75, 1, 0 } ), QString() );
}

void IndexContributionsTest::weightsInAreasOfOtherTreesAreRefused()
{
  std::vector<IndexNode> nodes = smallTree;
  nodes[1].aggregate = { "geometric", {} };
  const IndexTree tree( nodes );
  QCOMPARE(
    refusalOf( [&] { weightsInAreas( tree, columns, tree.evaluate( columns ) ); } ),
    QStringLiteral( "The tree is one that is not additive; it must be made of means and sums without steps." ) );
}

void IndexContributionsTest::neutralValueOfEveryColumnIsAskedFor()
{
  const IndexTree tree( smallTree );
  QCOMPARE( refusalOf( [&] { indexContributions( tree, columns, tree.evaluate( columns ), { 100 } ); } ),
            QStringLiteral( "The length of neutral is 1; it must be 3." ) );
}

QTEST_GUILESS_MAIN( IndexContributionsTest )
#include "indexcontributions_test.moc"
