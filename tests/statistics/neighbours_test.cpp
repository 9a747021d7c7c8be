// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/neighbours.h"

#include <algorithm>
#include <climits>

using namespace communitysafety::statistics;

class NeighboursTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void whoIsMyNeighbourHasMeAsNeighbour();
  void repeatedReversedAndOwnPairsChangeNothing();
  void originOfTheGridDoesNotMatter();
  // edges
  void squareCellsTouchAcrossEdgesAndCorners();
  void hexagonsTouchAcrossSixEdges();
  void gapInTheGridIsNobodysNeighbour();
  void areaWithoutPairsHasNoNeighbours();
  void cellAtTheEndOfTheNumberRangeIsNoSpecialCase();
  void noAreasAtAll();
  // refused input
  void pairOfAnUnknownAreaIsRefused();
  void cellGivenTwiceIsNamedByItsRow();
  void coordinatesMustComeInPairs();
};

namespace
{

std::vector<std::size_t> of( const Neighbours &neighbours, std::size_t area )
{
  return { neighbours.of( area ).begin(), neighbours.of( area ).end() };
}

using Rows = std::vector<std::size_t>;

const std::vector<int> columnsOfThree = { 0, 1, 2, 0, 1, 2, 0, 1, 2 };
const std::vector<int> rowsOfThree = { 0, 0, 0, 1, 1, 1, 2, 2, 2 };

} // namespace

void NeighboursTest::whoIsMyNeighbourHasMeAsNeighbour()
{
  const Neighbours neighbours = Neighbours::onHexagonGrid( columnsOfThree, rowsOfThree );
  for ( std::size_t area = 0; area < neighbours.size(); ++area )
    for ( const std::size_t other : neighbours.of( area ) )
    {
      const Rows back = of( neighbours, other );
      QVERIFY( other != area );
      QVERIFY( std::count( back.begin(), back.end(), area ) == 1 );
    }
}

void NeighboursTest::repeatedReversedAndOwnPairsChangeNothing()
{
  const Neighbours plain = Neighbours::fromPairs( 3, { { 0, 1 }, { 1, 2 } } );
  const Neighbours untidy = Neighbours::fromPairs( 3, { { 2, 1 }, { 1, 0 }, { 0, 1 }, { 2, 2 } } );
  for ( std::size_t area = 0; area < 3; ++area )
    QCOMPARE( of( untidy, area ), of( plain, area ) );
  QCOMPARE( of( plain, 1 ), ( Rows{ 0, 2 } ) );
}

void NeighboursTest::originOfTheGridDoesNotMatter()
{
  std::vector<int> columns = columnsOfThree;
  std::vector<int> rows = rowsOfThree;
  for ( int &column : columns )
    column -= 2;
  for ( int &row : rows )
    row += 41000;
  const Neighbours moved = Neighbours::onSquareGrid( columns, rows );
  const Neighbours plain = Neighbours::onSquareGrid( columnsOfThree, rowsOfThree );
  for ( std::size_t area = 0; area < 9; ++area )
    QCOMPARE( of( moved, area ), of( plain, area ) );
}

void NeighboursTest::squareCellsTouchAcrossEdgesAndCorners()
{
  const Neighbours neighbours = Neighbours::onSquareGrid( columnsOfThree, rowsOfThree );
  QCOMPARE( of( neighbours, 4 ), ( Rows{ 0, 1, 2, 3, 5, 6, 7, 8 } ) );
  QCOMPARE( of( neighbours, 0 ), ( Rows{ 1, 3, 4 } ) );
  QCOMPARE( neighbours.of( 1 ).size(), std::size_t( 5 ) );
}

void NeighboursTest::hexagonsTouchAcrossSixEdges()
{
  const Neighbours neighbours = Neighbours::onHexagonGrid( columnsOfThree, rowsOfThree );
  QCOMPARE( of( neighbours, 4 ), ( Rows{ 1, 2, 3, 5, 6, 7 } ) );
  QCOMPARE( of( neighbours, 0 ), ( Rows{ 1, 3 } ) );
}

void NeighboursTest::gapInTheGridIsNobodysNeighbour()
{
  const Neighbours neighbours = Neighbours::onSquareGrid( { 0, 2, 3 }, { 0, 0, 0 } );
  QCOMPARE( neighbours.of( 0 ).size(), std::size_t( 0 ) );
  QCOMPARE( of( neighbours, 1 ), ( Rows{ 2 } ) );
}

void NeighboursTest::areaWithoutPairsHasNoNeighbours()
{
  const Neighbours neighbours = Neighbours::fromPairs( 3, { { 0, 2 } } );
  QCOMPARE( neighbours.size(), std::size_t( 3 ) );
  QCOMPARE( neighbours.of( 1 ).size(), std::size_t( 0 ) );
}

void NeighboursTest::cellAtTheEndOfTheNumberRangeIsNoSpecialCase()
{
  const Neighbours neighbours = Neighbours::onSquareGrid( { INT_MAX - 1, INT_MAX }, { INT_MIN, INT_MIN } );
  QCOMPARE( of( neighbours, 1 ), ( Rows{ 0 } ) );
}

void NeighboursTest::noAreasAtAll()
{
  QCOMPARE( Neighbours().size(), std::size_t( 0 ) );
  QCOMPARE( Neighbours::onSquareGrid( {}, {} ).size(), std::size_t( 0 ) );
}

void NeighboursTest::pairOfAnUnknownAreaIsRefused()
{
  QCOMPARE( refusalOf(
              [] {
                Neighbours::fromPairs( 2, { { 0, 2 } } );
              } ),
            QStringLiteral( "The area of a neighbour pair is 2; it must be below the number of areas, 2." ) );
}

void NeighboursTest::cellGivenTwiceIsNamedByItsRow()
{
  QCOMPARE( refusalOf(
              [] {
                Neighbours::onSquareGrid( { 1, 2, 1 }, { 5, 5, 5 } );
              } ),
            QStringLiteral( "The grid cell in row 3 is the same as an earlier one; it must be given once." ) );
}

void NeighboursTest::coordinatesMustComeInPairs()
{
  QCOMPARE( refusalOf(
              [] {
                Neighbours::onHexagonGrid( { 1, 2 }, { 1 } );
              } ),
            QStringLiteral( "The length of the second coordinates is 1; it must be 2." ) );
}

QTEST_GUILESS_MAIN( NeighboursTest )
#include "neighbours_test.moc"
