// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/additiverelation.h"

using namespace communitysafety::statistics;

class AdditiveRelationTest : public QObject
{
  Q_OBJECT

private slots:
  void chosenCellsOfARelationAreOneGroup();
  void interchangeableCellsAreThoseOfTheSameRelations();
  void cellsThatDoNotExistAreRefused();
};

namespace
{

//! 0 + 1 + 2 = 3, 4 + 5 = 6, and 0 + 1 + 4 = 7.
const std::vector<AdditiveRelation> relations{ { 3, { 0, 1, 2 } }, { 6, { 4, 5 } }, { 7, { 0, 1, 4 } } };

} // namespace

void AdditiveRelationTest::chosenCellsOfARelationAreOneGroup()
{
  // 7 is not chosen, but 0 and 4 are parts of it.
  const std::vector<std::uint32_t> numbers = connectedCells( relations, { 1, 0, 1, 0, 1, 1, 0, 0, 1 } );
  QVERIFY( groupsOf( numbers ) == std::vector<CellList>( { { 0, 2, 4, 5 }, { 8 } } ) );
  QVERIFY( relationsOfGroups( relations, numbers, 2 ) ==
           std::vector<std::vector<std::uint32_t>>( { { 0, 1, 2 }, {} } ) );
}

void AdditiveRelationTest::interchangeableCellsAreThoseOfTheSameRelations()
{
  const RelationsOfCells relationsOf( 9, relations );
  const std::vector<char> all( 9, 1 );
  QVERIFY( groupsOf( interchangeableCells( relations, relationsOf, all ) ) ==
           std::vector<CellList>( { { 0, 1 }, { 2 }, { 4 }, { 5 }, { 8 } } ) );
  std::vector<char> some = all;
  some[1] = 0;
  QVERIFY( groupsOf( interchangeableCells( relations, relationsOf, some ) ).front() == CellList{ 0 } );
}

void AdditiveRelationTest::cellsThatDoNotExistAreRefused()
{
  QCOMPARE( refusalOf( [] { requireCellsOf( relations, 8 ); } ), QString() );
  QVERIFY( refusalOf( [] { requireCellsOf( relations, 7 ); } ).contains( QStringLiteral( "total is 7" ) ) );
  QVERIFY( refusalOf( [] { requireCellsOf( { { 0, { 1, 9 } } }, 2 ); } ).contains( QStringLiteral( "part is 9" ) ) );
}

QTEST_GUILESS_MAIN( AdditiveRelationTest )
#include "additiverelation_test.moc"
