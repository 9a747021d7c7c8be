// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "smalltree.h"
#include "statistics/aggregation.h"
#include "statistics/indextree.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;
using namespace smalltree;

Q_DECLARE_METATYPE( std::vector<IndexNode> )

class IndexTreeTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void flatTreeIsTheWeightedMean();
  void effectiveWeightsOfTheIndicatorsAddUpToOne();
  void indexIsTheSumOfEffectiveWeightsTimesValues();
  void sumTakesTheWeightsAsGiven();
  void groupTakesItsOwnSteps();
  void sumOfRawValuesReadsThroughTheSteps();
  void totalIsThatOfTheWholeEvaluation();
  void orderOfTheNodesDoesNotMatter();
  // edges
  void themeKeepsItsWeightWhileOneIndicatorIsPresent();
  void shareOfWeightPresentFollowsTheTree();
  void treeOfOneIndicatorRepeatsItsColumn();
  // refused input
  void unsoundTreesAreRefused_data();
  void unsoundTreesAreRefused();
  void columnThatIsNotGivenIsRefused();
};

void IndexTreeTest::flatTreeIsTheWeightedMean()
{
  const IndexTree tree( { { none, 1, none }, { 0, 1, 0 }, { 0, 2, 1 }, { 0, 3, 2 } } );
  const WeightedMean mean = weightedMean( columns, { 1, 2, 3 } );
  QCOMPARE( differenceBetween( tree.total( columns ), mean.values ), QString() );
  QCOMPARE( differenceBetween( tree.shareWithData( columns ), mean.weightPresent ), QString() );
}

void IndexTreeTest::effectiveWeightsOfTheIndicatorsAddUpToOne()
{
  const std::vector<double> weights = IndexTree( smallTree ).effectiveWeights();
  QCOMPARE( differenceBetween( weights, { 1, 0.25, 0.0625, 0.1875, 0.75 } ), QString() );
  QCOMPARE( weights[2] + weights[3] + weights[4], 1.0 );
}

void IndexTreeTest::indexIsTheSumOfEffectiveWeightsTimesValues()
{
  const IndexTree tree( smallTree );
  const std::vector<double> weights = tree.effectiveWeights();
  const double expected = weights[2] * 100 + weights[3] * 300 + weights[4] * 50;
  QCOMPARE( tree.evaluate( columns ).values[tree.root()][0], expected );
}

void IndexTreeTest::sumTakesTheWeightsAsGiven()
{
  std::vector<IndexNode> nodes = { { none, 1, none }, { 0, 0.5, 0 }, { 0, 0.25, 2 } };
  nodes[0].aggregate = { "sum", {} };
  const IndexTree tree( nodes );
  QCOMPARE( tree.evaluate( columns ).values[0][0], 0.5 * 100 + 0.25 * 50 );
  QCOMPARE( differenceBetween( tree.effectiveWeights(), { 1, 0.5, 0.25 } ), QString() );
  QVERIFY( tree.isAdditive() );
  QVERIFY( !tree.keepsScale( 0 ) );
}

void IndexTreeTest::groupTakesItsOwnSteps()
{
  std::vector<IndexNode> nodes = { { none, 1, none }, { 0, 1, 0 }, { 0, 1, 1 } };
  nodes[0].steps.normalise = { "percentrank", {} };
  const std::vector<double> a = { 1, 5, 9 };
  const std::vector<double> b = { 3, 9, 3 };
  const IndexTree tree( nodes );
  const IndexValues values = tree.evaluate( { a, b } );
  QCOMPARE( differenceBetween( values.raw[0], { 2, 7, 6 } ), QString() );
  QCOMPARE( differenceBetween( values.values[0], { 0, 100, 50 } ), QString() );
  QVERIFY( !tree.isAdditive() );
}

void IndexTreeTest::sumOfRawValuesReadsThroughTheSteps()
{
  // As in the Social Vulnerability Index: a theme is shown as a percent rank, and summed as what was ranked.
  std::vector<IndexNode> nodes = { { none, 1, none }, { 0, 1, none }, { 1, 1, 0 }, { 0, 1, 1 } };
  nodes[0].aggregate = { "sumraw", {} };
  nodes[1].aggregate = { "sum", {} };
  nodes[1].steps.normalise = { "percentrank", { 1 } };
  const std::vector<double> a = { 10, 30, 20 };
  const std::vector<double> b = { 1, 2, 3 };
  const IndexValues values = IndexTree( nodes ).evaluate( { a, b } );
  QCOMPARE( differenceBetween( values.values[1], { 0, 1, 0.5 } ), QString() );
  QCOMPARE( differenceBetween( values.values[0], { 11, 32, 23 } ), QString() );
}

void IndexTreeTest::totalIsThatOfTheWholeEvaluation()
{
  std::vector<IndexNode> nodes = smallTree;
  nodes[1].steps.normalise = { "minmax", {} };
  const IndexTree tree( nodes );
  QCOMPARE( differenceBetween( tree.total( columns ), tree.evaluate( columns ).values[tree.root()] ), QString() );
}

void IndexTreeTest::orderOfTheNodesDoesNotMatter()
{
  const IndexTree shuffled( { { 4, 3, 2 }, { 2, 3, 1 }, { 4, 1, none }, { 2, 1, 0 }, { none, 1, none } } );
  QCOMPARE( shuffled.root(), std::size_t( 4 ) );
  const IndexTree tree( smallTree );
  QCOMPARE( differenceBetween( shuffled.evaluate( columns ).values[4], tree.evaluate( columns ).values[0] ),
            QString() );
}

void IndexTreeTest::themeKeepsItsWeightWhileOneIndicatorIsPresent()
{
  // Area 2 lacks the heavier indicator of theme A; the theme still counts a quarter: 200 / 4 + 60 × 3 / 4.
  const IndexTree tree( smallTree );
  QCOMPARE( differenceBetween( tree.evaluate( columns ).values[0], { 100, 95, 70, missing } ), QString() );
}

void IndexTreeTest::shareOfWeightPresentFollowsTheTree()
{
  const IndexTree tree( smallTree );
  QCOMPARE( differenceBetween( tree.shareWithData( columns ), { 1, 0.8125, 0.75, 0 } ), QString() );
}

void IndexTreeTest::treeOfOneIndicatorRepeatsItsColumn()
{
  const IndexTree tree( { { none, 1, 2 } } );
  QCOMPARE( differenceBetween( tree.total( columns ), third ), QString() );
  QCOMPARE( differenceBetween( tree.effectiveWeights(), { 1 } ), QString() );
}

void IndexTreeTest::unsoundTreesAreRefused_data()
{
  using Nodes = std::vector<IndexNode>;
  QTest::addColumn<std::vector<IndexNode>>( "nodes" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no nodes" ) << Nodes{} << "The number of nodes without a parent is 0; it must be 1.";
  QTest::newRow( "two roots" ) << Nodes{ { none, 1, 0 }, { none, 1, 1 } }
                               << "The number of nodes without a parent is 2; it must be 1.";
  QTest::newRow( "unknown parent" ) << Nodes{ { none, 1, none }, { 7, 1, 0 } }
                                    << "Node 2's parent is 7; it must be one of the nodes.";
  QTest::newRow( "circle" ) << Nodes{ { none, 1, 0 }, { 2, 1, none }, { 1, 1, none } }
                            << "The number of nodes under the root is 0; it must be 2, without circles.";
  QTest::newRow( "negative weight" ) << Nodes{ { none, 1, none }, { 0, -2, 0 } }
                                     << "Node 2's weight is -2; it must be 0 or more, and finite.";
  QTest::newRow( "empty group" ) << Nodes{ { none, 1, none } }
                                 << "Node 1 is a group without any weighted child; it must be an indicator with a "
                                    "column or a group with a child whose weight is above 0.";
  QTest::newRow( "indicator with children" )
    << Nodes{ { none, 1, 0 }, { 0, 1, 1 } }
    << "Node 1 is an indicator with a column and with children; it must be either an indicator or a group.";
}

void IndexTreeTest::unsoundTreesAreRefused()
{
  QFETCH( std::vector<IndexNode>, nodes );
  QFETCH( QString, sentence );
  QCOMPARE( refusalOf( [&] { IndexTree tree( nodes ); } ), sentence );
}

void IndexTreeTest::columnThatIsNotGivenIsRefused()
{
  QCOMPARE( refusalOf(
              [] {
                IndexTree( { { none, 1, 3 } } ).evaluate( columns );
              } ),
            QStringLiteral( "Node 1's column is 3; it must be below the number of columns, 3." ) );
}

QTEST_GUILESS_MAIN( IndexTreeTest )
#include "indextree_test.moc"
