// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "crosstable.h"
#include "expectations.h"
#include "statistics/nearcells.h"

using namespace communitysafety::statistics;
using communitysafety::test::CrossTable;
using communitysafety::test::crossTable;

class NearCellsTest : public QObject
{
  Q_OBJECT

private slots:
  void nearestComeFirst();
  void unwantedOnesAreNoBridge();
  void partsThatRankFirstAreTakenUntilThereIsRoom();
  void searchesDoNotDisturbEachOther();
};

namespace
{

NearCells::Choice anyCells( std::size_t mostCells )
{
  return { []( std::uint32_t ) { return true; }, []( std::uint32_t ) { return 0; }, []( std::uint32_t ) { return 1; },
           1, mostCells };
}

//! 0 + 1 = 2, 2 + 3 = 4, 4 + 5 = 6.
const std::vector<AdditiveRelation> chain{ { 2, { 0, 1 } }, { 4, { 2, 3 } }, { 6, { 4, 5 } } };
const RelationsOfCells ofChain( 7, chain );

} // namespace

void NearCellsTest::nearestComeFirst()
{
  NearCells near( chain, ofChain, 7 );
  QVERIFY( near.around( 0, anyCells( 2 ) ) == CellList( { 0, 1, 2 } ) );
  QVERIFY( near.around( 0, anyCells( 4 ) ) == CellList( { 0, 1, 2, 3, 4 } ) );
  QVERIFY( near.around( 0, anyCells( 100 ) ) == CellList( { 0, 1, 2, 3, 4, 5, 6 } ) );
}

void NearCellsTest::unwantedOnesAreNoBridge()
{
  NearCells near( chain, ofChain, 7 );
  NearCells::Choice choice = anyCells( 100 );
  choice.isWanted = []( std::uint32_t cell ) { return cell != 4; };
  QVERIFY( near.around( 0, choice ) == CellList( { 0, 1, 2, 3 } ) );
}

void NearCellsTest::partsThatRankFirstAreTakenUntilThereIsRoom()
{
  // Parts 0 to 99, the last of which rank first: twelve at least.
  AdditiveRelation sum{ 100, {} };
  for ( std::uint32_t part = 0; part < 100; ++part )
    sum.parts.push_back( part );
  const std::vector<AdditiveRelation> relations{ sum };
  const RelationsOfCells relationsOf( 101, relations );
  NearCells near( relations, relationsOf, 101 );
  NearCells::Choice choice = anyCells( 1000 );
  choice.rank = []( std::uint32_t cell ) { return -double( cell ); };
  CellList found = near.around( 5, choice );
  QCOMPARE( found.size(), std::size_t( 1 + 12 + 1 ) );
  QVERIFY( found[0] == 5 && found[1] == 88 && found.back() == 100 );
  choice.enoughRoom = 30;
  found = near.around( 5, choice );
  QCOMPARE( found.size(), std::size_t( 1 + 30 + 1 ) );
  QCOMPARE( found[1], 70U );
}

void NearCellsTest::searchesDoNotDisturbEachOther()
{
  const CrossTable cross = crossTable( 5, 5, std::vector<double>( 25, 1 ) );
  const RelationsOfCells relationsOf( cross.value.size(), cross.relations );
  NearCells near( cross.relations, relationsOf, cross.value.size() );
  const CellList first = near.around( 0, anyCells( 6 ) );
  QVERIFY( near.around( 14, anyCells( 6 ) ) != first );
  QVERIFY( near.around( 0, anyCells( 6 ) ) == first );
}

QTEST_GUILESS_MAIN( NearCellsTest )
#include "nearcells_test.moc"
