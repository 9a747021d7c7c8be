// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/boxindex.h"
#include "statistics/randomstream.h"

#include <QtTest>

using namespace communitysafety::statistics;

class BoxIndexTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void findsWhatASearchOfAllFinds();
  // edges
  void bordersAndCornersTouch();
  void emptyBoxesTouchNothing();
};

namespace
{

bool touch( const Box &a, const Box &b )
{
  return a.xMinimum <= b.xMaximum && b.xMinimum <= a.xMaximum && a.yMinimum <= b.yMaximum && b.yMinimum <= a.yMaximum;
}

std::vector<Box> someBoxes( std::size_t number )
{
  RandomStream stream( 17 );
  std::vector<Box> boxes;
  for ( std::size_t box = 0; box < number; ++box )
  {
    const double x = 400000 + 1000 * stream.uniform();
    const double y = 300000 + 1000 * stream.uniform();
    boxes.push_back( { x, y, x + 30 * stream.uniform(), y + 30 * stream.uniform() } );
  }
  return boxes;
}

} // namespace

void BoxIndexTest::findsWhatASearchOfAllFinds()
{
  const std::vector<Box> boxes = someBoxes( 3000 );
  const BoxIndex index( boxes );
  std::size_t found = 0;
  for ( std::size_t box = 0; box < boxes.size(); box += 11 )
  {
    std::vector<std::size_t> expected;
    for ( std::size_t other = 0; other < boxes.size(); ++other )
      if ( touch( boxes[box], boxes[other] ) )
        expected.push_back( other );
    QCOMPARE( index.touching( boxes[box] ), expected );
    found += expected.size();
  }
  QVERIFY( found > 500 );
}

void BoxIndexTest::bordersAndCornersTouch()
{
  const BoxIndex index( { { 0, 0, 1, 1 }, { 1, 1, 2, 2 }, { 1, 0, 2, 1 }, { 3, 3, 4, 4 } } );
  QCOMPARE( index.touching( { 0, 0, 1, 1 } ), ( std::vector<std::size_t>{ 0, 1, 2 } ) );
  QCOMPARE( index.touching( { 2, 2, 2, 2 } ), ( std::vector<std::size_t>{ 1 } ) );
}

void BoxIndexTest::emptyBoxesTouchNothing()
{
  const BoxIndex index( { { 5, 5, -5, -5 }, { 0, 0, 1, 1 } } );
  QCOMPARE( index.touching( { -9, -9, 9, 9 } ), ( std::vector<std::size_t>{ 1 } ) );
  QVERIFY( index.touching( { 9, 9, -9, -9 } ).empty() );
  QVERIFY( BoxIndex( {} ).touching( { 0, 0, 1, 1 } ).empty() );
}

QTEST_GUILESS_MAIN( BoxIndexTest )
#include "boxindex_test.moc"
