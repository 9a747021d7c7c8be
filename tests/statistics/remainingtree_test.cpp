// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/remainingtree.h"

using namespace communitysafety::statistics;

class RemainingTreeTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void wholeTreeRemainsWhenNothingIsLeftOut();
  void leftOutIndicatorHasNoNode();
  void emptyGroupsGoUpToTheRoot();
  void indicatorOfAGroupWithoutWeightGoesWithIt();
  void indicatorsUnderAGroupAreFoundThroughGroupsInBetween();
  // edges
  void nothingRemainsWhenAllIsLeftOut();
  void childMayStandBeforeItsParent();
};

namespace
{

ScoreIndicator in( std::size_t group, double weight = 1 )
{
  ScoreIndicator indicator;
  indicator.group = group;
  indicator.weight = weight;
  return indicator;
}

// 0 the index; 1 a theme in it; 2 a part of the theme; 3 another theme.
const std::vector<ScoreGroup> groups = { { IndexNode::none, 1 }, { 0, 1 }, { 1, 2 }, { 0, 3 } };
const std::vector<ScoreIndicator> indicators = { in( 2 ), in( 1 ), in( 3, 4 ) };

} // namespace

void RemainingTreeTest::wholeTreeRemainsWhenNothingIsLeftOut()
{
  const RemainingTree tree = remainingTree( indicators, groups, { true, true, true } );
  QCOMPARE( tree.nodes.size(), std::size_t( 7 ) );
  QCOMPARE( tree.used, ( std::vector<std::size_t>{ 0, 1, 2 } ) );
  const IndexNode &last = tree.nodes[static_cast<std::size_t>( tree.nodeOfIndicator[2] )];
  QCOMPARE( last.parent, tree.nodeOfGroup[3] );
  QCOMPARE( last.weight, 4.0 );
  QCOMPARE( last.column, 2 );
  QCOMPARE( IndexTree( tree.nodes ).size(), std::size_t( 7 ) );
}

void RemainingTreeTest::leftOutIndicatorHasNoNode()
{
  const RemainingTree tree = remainingTree( indicators, groups, { true, false, true } );
  QCOMPARE( tree.nodeOfIndicator[1], IndexNode::none );
  QCOMPARE( tree.used, ( std::vector<std::size_t>{ 0, 2 } ) );
  QCOMPARE( tree.nodes[static_cast<std::size_t>( tree.nodeOfIndicator[2] )].column, 1 );
}

void RemainingTreeTest::emptyGroupsGoUpToTheRoot()
{
  const RemainingTree tree = remainingTree( indicators, groups, { false, false, true } );
  QCOMPARE( tree.nodeOfGroup[1], IndexNode::none );
  QCOMPARE( tree.nodeOfGroup[2], IndexNode::none );
  QVERIFY( tree.nodeOfGroup[0] != IndexNode::none && tree.nodeOfGroup[3] != IndexNode::none );
  QCOMPARE( tree.nodes.size(), std::size_t( 3 ) );
}

void RemainingTreeTest::indicatorOfAGroupWithoutWeightGoesWithIt()
{
  const RemainingTree tree = remainingTree( { in( 1, 0 ), in( 3 ) }, groups, { true, true } );
  QCOMPARE( tree.nodeOfGroup[1], IndexNode::none );
  QCOMPARE( tree.nodeOfIndicator[0], IndexNode::none );
  QCOMPARE( tree.used, ( std::vector<std::size_t>{ 1 } ) );
}

void RemainingTreeTest::indicatorsUnderAGroupAreFoundThroughGroupsInBetween()
{
  using Found = std::vector<std::size_t>;
  QCOMPARE( indicatorsUnder( 0, groups, indicators, { 0, 1, 2 } ), ( Found{ 0, 1, 2 } ) );
  QCOMPARE( indicatorsUnder( 1, groups, indicators, { 0, 1, 2 } ), ( Found{ 0, 1 } ) );
  QCOMPARE( indicatorsUnder( 2, groups, indicators, { 1, 2 } ), Found() );
}

void RemainingTreeTest::nothingRemainsWhenAllIsLeftOut()
{
  const RemainingTree tree = remainingTree( indicators, groups, { false, false, false } );
  QVERIFY( tree.nodes.empty() && tree.used.empty() );
  QCOMPARE( tree.nodeOfGroup[0], IndexNode::none );
}

void RemainingTreeTest::childMayStandBeforeItsParent()
{
  const RemainingTree tree = remainingTree( { in( 0 ) }, { { 1, 1 }, { IndexNode::none, 1 } }, { true } );
  QCOMPARE( tree.nodes[static_cast<std::size_t>( tree.nodeOfGroup[0] )].parent, tree.nodeOfGroup[1] );
}

QTEST_GUILESS_MAIN( RemainingTreeTest )
#include "remainingtree_test.moc"
