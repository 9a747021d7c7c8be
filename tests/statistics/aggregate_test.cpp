// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/aggregate.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

Q_DECLARE_METATYPE( std::vector<IndexNode> )

class AggregateTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void sumOfTheWeightsDoesNotMatter();
  void flatTreeIsTheWeightedMean();
  void effectiveWeightsOfTheIndicatorsAddUpToOne();
  void indexIsTheSumOfEffectiveWeightsTimesValues();
  void contributionsAddUpToIndexMinusNeutral();
  void orderOfTheNodesDoesNotMatter();
  // edges
  void missingPartPassesItsWeightOn();
  void meanWithoutAnyPartIsMissing();
  void partWithoutWeightDoesNotCount();
  void themeKeepsItsWeightWhileOneIndicatorIsPresent();
  void shareOfWeightPresentFollowsTheTree();
  void missingIndicatorContributesNothing();
  void treeOfOneIndicatorRepeatsItsColumn();
  // refused input
  void weightsThatCannotBeUsedAreRefused_data();
  void weightsThatCannotBeUsedAreRefused();
  void partsOfDifferentLengthsAreRefused();
  void unsoundTreesAreRefused_data();
  void unsoundTreesAreRefused();
  void columnThatIsNotGivenIsRefused();
};

namespace
{

constexpr int none = IndexNode::none;

// Index = theme A (weight 1: indicators 0 and 1, weights 1 and 3) and indicator 2 (weight 3).
const std::vector<IndexNode> smallTree = {
  { none, 1, none }, { 0, 1, none }, { 1, 1, 0 }, { 1, 3, 1 }, { 0, 3, 2 },
};
const std::vector<double> first = { 100, 200, missing, missing };
const std::vector<double> second = { 300, missing, missing, missing };
const std::vector<double> third = { 50, 60, 70, missing };
const std::vector<Column> columns = { first, second, third };

} // namespace

void AggregateTest::sumOfTheWeightsDoesNotMatter()
{
  QCOMPARE(
    differenceBetween( weightedMean( columns, { 1, 2, 3 } ).values, weightedMean( columns, { 0.1, 0.2, 0.3 } ).values ),
    QString() );
}

void AggregateTest::flatTreeIsTheWeightedMean()
{
  const IndexTree tree( { { none, 1, none }, { 0, 1, 0 }, { 0, 2, 1 }, { 0, 3, 2 } } );
  const IndexValues values = tree.evaluate( columns );
  const WeightedMean mean = weightedMean( columns, { 1, 2, 3 } );
  QCOMPARE( differenceBetween( values.values[tree.root()], mean.values ), QString() );
  QCOMPARE( differenceBetween( values.weightPresent[tree.root()], mean.weightPresent ), QString() );
}

void AggregateTest::effectiveWeightsOfTheIndicatorsAddUpToOne()
{
  const std::vector<double> weights = IndexTree( smallTree ).effectiveWeights();
  QCOMPARE( differenceBetween( weights, { 1, 0.25, 0.0625, 0.1875, 0.75 } ), QString() );
  QCOMPARE( weights[2] + weights[3] + weights[4], 1.0 );
}

void AggregateTest::indexIsTheSumOfEffectiveWeightsTimesValues()
{
  const IndexTree tree( smallTree );
  const std::vector<double> weights = tree.effectiveWeights();
  const double expected = weights[2] * 100 + weights[3] * 300 + weights[4] * 50;
  QCOMPARE( tree.evaluate( columns ).values[tree.root()][0], expected );
}

void AggregateTest::contributionsAddUpToIndexMinusNeutral()
{
  const IndexTree tree( smallTree );
  const std::vector<double> index = tree.evaluate( columns ).values[tree.root()];
  const std::vector<std::vector<double>> parts = tree.contributions( columns, 100 );
  for ( std::size_t area = 0; area < 3; ++area )
  {
    QVERIFY( std::fabs( parts[2][area] + parts[3][area] + parts[4][area] - ( index[area] - 100 ) ) < 1e-12 );
    QVERIFY( std::fabs( parts[2][area] + parts[3][area] - parts[1][area] ) < 1e-12 );
  }
}

void AggregateTest::orderOfTheNodesDoesNotMatter()
{
  const IndexTree shuffled( { { 4, 3, 2 }, { 2, 3, 1 }, { 4, 1, none }, { 2, 1, 0 }, { none, 1, none } } );
  QCOMPARE( shuffled.root(), std::size_t( 4 ) );
  const IndexTree tree( smallTree );
  QCOMPARE( differenceBetween( shuffled.evaluate( columns ).values[4], tree.evaluate( columns ).values[0] ),
            QString() );
}

void AggregateTest::missingPartPassesItsWeightOn()
{
  const WeightedMean mean = weightedMean( columns, { 1, 1, 2 } );
  QCOMPARE( differenceBetween( mean.values, { 125, 320.0 / 3, 70, missing } ), QString() );
  QCOMPARE( differenceBetween( mean.weightPresent, { 1, 0.75, 0.5, 0 } ), QString() );
}

void AggregateTest::meanWithoutAnyPartIsMissing()
{
  QVERIFY( isMissing( weightedMean( columns, { 1, 1, 1 } ).values[3] ) );
}

void AggregateTest::partWithoutWeightDoesNotCount()
{
  const WeightedMean mean = weightedMean( columns, { 1, 1, 0 } );
  QCOMPARE( differenceBetween( mean.values, { 200, 200, missing, missing } ), QString() );
}

void AggregateTest::themeKeepsItsWeightWhileOneIndicatorIsPresent()
{
  // Area 2 lacks the heavier indicator of theme A; the theme still counts a quarter: 200 / 4 + 60 × 3 / 4.
  const IndexTree tree( smallTree );
  QCOMPARE( differenceBetween( tree.evaluate( columns ).values[0], { 100, 95, 70, missing } ), QString() );
}

void AggregateTest::shareOfWeightPresentFollowsTheTree()
{
  const IndexTree tree( smallTree );
  QCOMPARE( differenceBetween( tree.evaluate( columns ).weightPresent[0], { 1, 0.8125, 0.75, 0 } ), QString() );
}

void AggregateTest::missingIndicatorContributesNothing()
{
  const std::vector<std::vector<double>> parts = IndexTree( smallTree ).contributions( columns, 100 );
  QCOMPARE( differenceBetween( parts[2], { 0, 25, 0, missing } ), QString() );
  QCOMPARE( differenceBetween( parts[3], { 37.5, 0, 0, missing } ), QString() );
  QCOMPARE( differenceBetween( parts[4], { -37.5, -30, -30, missing } ), QString() );
}

void AggregateTest::treeOfOneIndicatorRepeatsItsColumn()
{
  const IndexTree tree( { { none, 1, 2 } } );
  QCOMPARE( differenceBetween( tree.evaluate( columns ).values[0], third ), QString() );
  QCOMPARE( differenceBetween( tree.effectiveWeights(), { 1 } ), QString() );
}

void AggregateTest::weightsThatCannotBeUsedAreRefused_data()
{
  QTest::addColumn<QVector<double>>( "weights" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "negative" ) << QVector<double>{ 1, -1, 1 }
                              << "Indicator weight 2 is -1; it must be 0 or more, and finite.";
  QTest::newRow( "missing" ) << QVector<double>{ 1, 1, missing }
                             << "Indicator weight 3 is nan; it must be 0 or more, and finite.";
  QTest::newRow( "all zero" ) << QVector<double>{ 0, 0, 0 }
                              << "Every indicator weight is 0; it must be above 0 for one part at least.";
  QTest::newRow( "too few" ) << QVector<double>{ 1, 1 } << "The length of weights is 2; it must be 3.";
}

void AggregateTest::weightsThatCannotBeUsedAreRefused()
{
  QFETCH( QVector<double>, weights );
  QFETCH( QString, sentence );
  QCOMPARE( refusalOf( [&] { weightedMean( columns, { weights.begin(), weights.end() } ); } ), sentence );
}

void AggregateTest::partsOfDifferentLengthsAreRefused()
{
  const std::vector<double> tooShort = { 1 };
  QCOMPARE( refusalOf(
              [&] {
                weightedMean( { first, tooShort }, { 1, 1 } );
              } ),
            QStringLiteral( "The length of a part is 1; it must be 4." ) );
  QCOMPARE( refusalOf( [] { weightedMean( {}, {} ); } ),
            QStringLiteral( "The number of parts is 0; it must be 1 or more." ) );
}

void AggregateTest::unsoundTreesAreRefused_data()
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

void AggregateTest::unsoundTreesAreRefused()
{
  QFETCH( std::vector<IndexNode>, nodes );
  QFETCH( QString, sentence );
  QCOMPARE( refusalOf( [&] { IndexTree tree( nodes ); } ), sentence );
}

void AggregateTest::columnThatIsNotGivenIsRefused()
{
  QCOMPARE( refusalOf(
              [] {
                IndexTree( { { none, 1, 3 } } ).evaluate( columns );
              } ),
            QStringLiteral( "Node 1's column is 3; it must be below the number of columns, 3." ) );
}

QTEST_GUILESS_MAIN( AggregateTest )
#include "aggregate_test.moc"
