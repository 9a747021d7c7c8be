// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/frequentitems.h"

using namespace communitysafety::statistics;

class FrequentItemsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void countsAreExactWhileTheyFit();
  void countIsNeverTooHighAndHardlyTooLow();
  void memoryDoesNotGrowWithTheStream();
  // edges
  void firstLabelStays();
  void equallyFrequentStandInOrder();
  // refused input
  void widthOfZeroIsRefused();
};

void FrequentItemsTest::countsAreExactWhileTheyFit()
{
  FrequentItems items( 10 );
  for ( int i = 0; i < 1000; ++i )
    items.add( i % 10 == 0 ? 7 : i % 5 );
  QCOMPARE( items.largestError(), std::int64_t{ 0 } );
  QCOMPARE( items.top( 1 ).front().key, std::uint64_t{ 1 } );
  QCOMPARE( items.top( 1 ).front().count, std::int64_t{ 200 } );
  QCOMPARE( items.top( 100 ).size(), std::size_t{ 6 } );
}

// Every fourth item is the station; all others are different.
void FrequentItemsTest::countIsNeverTooHighAndHardlyTooLow()
{
  FrequentItems items( 100 );
  for ( std::uint64_t i = 1; i <= 40000; ++i )
    items.add( i % 4 == 0 ? 0 : i );
  const FrequentItem station = items.top( 1 ).front();
  QCOMPARE( station.key, std::uint64_t{ 0 } );
  QVERIFY( station.count <= 10000 );
  QVERIFY( station.count >= 10000 - items.largestError() );
  QCOMPARE( items.largestError(), std::int64_t{ 400 } );
}

void FrequentItemsTest::memoryDoesNotGrowWithTheStream()
{
  FrequentItems items( 100 );
  std::size_t most = 0;
  for ( std::uint64_t i = 0; i < 200000; ++i )
  {
    items.add( i );
    most = std::max( most, items.kept() );
  }
  QVERIFY( most <= 300 );
}

void FrequentItemsTest::firstLabelStays()
{
  FrequentItems items;
  items.add( 5, "Custody suite" );
  items.add( 5, "High Street" );
  QCOMPARE( items.top( 1 ).front().label, std::string( "Custody suite" ) );
}

void FrequentItemsTest::equallyFrequentStandInOrder()
{
  FrequentItems items;
  for ( const std::uint64_t key : { 9, 3, 6 } )
    items.add( key );
  QCOMPARE( items.top( 2 ).front().key, std::uint64_t{ 3 } );
  QCOMPARE( items.top( 2 ).back().key, std::uint64_t{ 6 } );
}

void FrequentItemsTest::widthOfZeroIsRefused()
{
  QVERIFY_EXCEPTION_THROWN( FrequentItems( 0 ), std::invalid_argument );
}

QTEST_GUILESS_MAIN( FrequentItemsTest )
#include "frequentitems_test.moc"
