// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "crosstable.h"
#include "expectations.h"
#include "statistics/disclosureattack.h"

using namespace communitysafety::statistics;
using communitysafety::test::CrossTable;
using communitysafety::test::crossTable;

class DisclosureAttackTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void cellIsRecomputedThoughEverySumHidesTwo();
  // laws
  void totalMinusSiblingsIsFound();
  void rectangleLeavesAnInterval();
  void overlappingTotalsAreUsedTogether();
  void zerosAlwaysShownNarrowTheIntervals();
  void halvesAreRoundedInwards();
  void threadsDoNotMatter();
  void enoughWidthIsNeverUnderstated();
  // edges
  void otherCellsAreNotWorkedOut();
  void hiddenTotalsLeaveNoUpperLimit();
  void leastTableFillsTheGaps();
  void contradictionsSpoilNoOtherCells();
  // refused input
  void contradictionsAreRefused();
};

namespace
{

//! \a table with some cells hidden.
PublishedTable published( const CrossTable &table, const std::vector<std::uint32_t> &hidden, double lowest = 0 )
{
  PublishedTable result{ table.value, std::vector<double>( table.value.size(), lowest ), table.relations };
  for ( const std::uint32_t cell : hidden )
    result.value[cell] = missing;
  return result;
}

QString words( const CellInterval &interval )
{
  return QStringLiteral( "%1 to %2" ).arg( interval.lowest ).arg( interval.highest );
}

//! Activities by regions, as papers on the subject like to draw them.
const CrossTable regions = crossTable( 3, 3, { 20, 50, 10, 8, 19, 22, 17, 32, 12 } );

} // namespace

void DisclosureAttackTest::cellIsRecomputedThoughEverySumHidesTwo()
{
  // tests/testthat/test-simpleheuristic.R of the R package sdcTable: 47 is found; one cell more, x|b, and the package's
  // attack() says 0 to 141.
  const CrossTable table = crossTable( 4, 4, { 30, 47, 64, 89, 90, 124, 5, 31, 92, 100, 59, 85, 800, 991, 651, 685 } );
  std::vector<std::uint32_t> hidden;
  for ( const auto &[row, column] : std::vector<std::pair<int, int>>{
          { 0, 0 }, { 0, 1 }, { 0, 2 }, { 1, 0 }, { 1, 2 }, { 2, 1 }, { 2, 3 }, { 3, 1 }, { 3, 3 } } )
    hidden.push_back( table.cell( row, column ) );
  QCOMPARE( words( attackTable( published( table, hidden ) )[table.cell( 0, 1 )] ), QStringLiteral( "47 to 47" ) );
  hidden.push_back( table.cell( 1, 1 ) );
  QCOMPARE( words( attackTable( published( table, hidden ) )[table.cell( 0, 1 )] ), QStringLiteral( "0 to 141" ) );
}

void DisclosureAttackTest::totalMinusSiblingsIsFound()
{
  QCOMPARE( words( attackTable( published( regions, { regions.cell( 1, 2 ) } ) )[regions.cell( 1, 2 )] ),
            QStringLiteral( "22 to 22" ) );
}

void DisclosureAttackTest::rectangleLeavesAnInterval()
{
  // x = 22 + t, 8 - t, 12 - t and 17 + t are 0 or more: t from -17 to 8.
  const std::vector<CellInterval> found = attackTable(
    published( regions, { regions.cell( 1, 0 ), regions.cell( 1, 2 ), regions.cell( 2, 0 ), regions.cell( 2, 2 ) } ) );
  QCOMPARE( words( found[regions.cell( 1, 2 )] ), QStringLiteral( "5 to 30" ) );
  QCOMPARE( words( found[regions.cell( 1, 0 )] ), QStringLiteral( "0 to 25" ) );
  QCOMPARE( words( found[regions.cell( 0, 0 )] ), QStringLiteral( "20 to 20" ) );
}

void DisclosureAttackTest::overlappingTotalsAreUsedTogether()
{
  // Areas a b c d: ward 1 = a + b + c, ward 2 = d; neighbourhood = b + c. Each sum hides two or more, and a is found.
  PublishedTable table{ { missing, missing, missing, 9, 12, 5 }, std::vector<double>( 6, 0 ), {} };
  table.relations = { { 4, { 0, 1, 2 } }, { 5, { 1, 2 } } };
  const std::vector<CellInterval> found = attackTable( table );
  QCOMPARE( words( found[0] ), QStringLiteral( "7 to 7" ) );
  QCOMPARE( words( found[1] ), QStringLiteral( "0 to 5" ) );
}

void DisclosureAttackTest::zerosAlwaysShownNarrowTheIntervals()
{
  // Two hidden cells of a sum of 2 are 1 each where a zero would be shown.
  PublishedTable table{ { missing, missing, 2 }, { 0, 0, 0 }, { { 2, { 0, 1 } } } };
  QCOMPARE( words( attackTable( table )[0] ), QStringLiteral( "0 to 2" ) );
  table.lowest = { 1, 1, 0 };
  QCOMPARE( words( attackTable( table )[0] ), QStringLiteral( "1 to 1" ) );
}

void DisclosureAttackTest::halvesAreRoundedInwards()
{
  // a + b = b + c = a + c + ... : with odd sums the linear programme ends at halves.
  PublishedTable table{ { missing, missing, missing, missing, 5, 5, 6 }, std::vector<double>( 7, 0 ), {} };
  table.relations = { { 4, { 0, 1 } }, { 5, { 1, 2 } }, { 6, { 0, 2, 3 } } };
  // a = c = 3 - d / 2, so that a lies from 0 to 3 and b from 2 to 5.
  const std::vector<CellInterval> found = attackTable( table );
  QCOMPARE( words( found[0] ), QStringLiteral( "0 to 3" ) );
  QCOMPARE( words( found[1] ), QStringLiteral( "2 to 5" ) );
  table.value[6] = 5;
  QCOMPARE( words( attackTable( table )[0] ), QStringLiteral( "0 to 2" ) );
}

void DisclosureAttackTest::threadsDoNotMatter()
{
  std::vector<double> inner;
  for ( int cell = 0; cell < 60; ++cell )
    inner.push_back( cell * 7 % 23 );
  const CrossTable table = crossTable( 12, 5, inner );
  std::vector<std::uint32_t> hidden;
  for ( std::size_t row = 0; row < 12; ++row )
    for ( std::size_t column = 0; column < 5; ++column )
      if ( inner[row * 5 + column] < 8 )
        hidden.push_back( table.cell( row, column ) );
  const PublishedTable file = published( table, hidden );
  AttackOptions options;
  options.threads = 1;
  const std::vector<CellInterval> alone = attackTable( file, options );
  options.threads = 4;
  const std::vector<CellInterval> together = attackTable( file, options );
  for ( const std::uint32_t cell : hidden )
  {
    QCOMPARE( words( together[cell] ), words( alone[cell] ) );
    QVERIFY( alone[cell].lowest <= table.value[cell] && table.value[cell] <= alone[cell].highest );
  }
}

void DisclosureAttackTest::enoughWidthIsNeverUnderstated()
{
  const PublishedTable file =
    published( regions, { regions.cell( 1, 0 ), regions.cell( 1, 2 ), regions.cell( 2, 0 ), regions.cell( 2, 2 ) } );
  AttackOptions options;
  options.enoughWidth = 5;
  for ( const CellInterval &interval : attackTable( file, options ) )
    QVERIFY( interval.width() == 0 || interval.width() >= 5 );
}

void DisclosureAttackTest::otherCellsAreNotWorkedOut()
{
  const std::vector<std::uint32_t> hidden{ regions.cell( 1, 0 ), regions.cell( 1, 2 ), regions.cell( 2, 0 ),
                                           regions.cell( 2, 2 ) };
  const PublishedTable file = published( regions, hidden );
  const std::vector<CellInterval> all = attackTable( file );
  AttackOptions options;
  options.wanted.assign( file.value.size(), 0 );
  options.wanted[hidden.front()] = 1;
  const std::vector<CellInterval> found = attackTable( file, options );
  QCOMPARE( words( found[hidden.front()] ), words( all[hidden.front()] ) );
  QCOMPARE( words( found[hidden.back()] ), QStringLiteral( "0 to inf" ) );
  // What contradicts itself is found even so.
  PublishedTable twice{ { missing, missing, 5, 6 }, std::vector<double>( 4, 0 ), { { 2, { 0, 1 } }, { 3, { 0, 1 } } } };
  options.wanted.assign( 4, 0 );
  QVERIFY( refusalOf( [&] { attackTable( twice, options ); } ).contains( QStringLiteral( "contradict" ) ) );
  twice.value.back() = 5;
  options.enoughWidth = 5;
  options.wanted.assign( 4, 1 );
  QCOMPARE( words( attackTable( twice, options )[0] ), QStringLiteral( "0 to 5" ) );
}

void DisclosureAttackTest::hiddenTotalsLeaveNoUpperLimit()
{
  PublishedTable table{ { missing, 4, missing, missing }, std::vector<double>( 4, 0 ), { { 2, { 0, 1 } } } };
  const std::vector<CellInterval> found = attackTable( table );
  QCOMPARE( words( found[0] ), QStringLiteral( "0 to inf" ) );
  QCOMPARE( words( found[2] ), QStringLiteral( "4 to inf" ) );
  // In no sum at all.
  QCOMPARE( words( found[3] ), QStringLiteral( "0 to inf" ) );
  // The least is worked out as well: 6 = b + c, and a hidden total of b and d is 0 where c is 6.
  table = { { missing, missing, missing, 6, missing },
            std::vector<double>( 5, 0 ),
            { { 0, { 1, 2 } }, { 3, { 1, 4 } } } };
  QCOMPARE( words( attackTable( table )[0] ), QStringLiteral( "0 to inf" ) );
}

void DisclosureAttackTest::leastTableFillsTheGaps()
{
  const PublishedTable table{ { missing, missing, 6, missing }, { 1, 0, 0, 2 }, { { 2, { 0, 1 } } } };
  const std::vector<double> least = leastTable( table );
  QCOMPARE( least[0] + least[1], 6.0 );
  QVERIFY( least[0] >= 1 && least[1] >= 0 );
  QCOMPARE( least[3], 2.0 );
}

void DisclosureAttackTest::contradictionsSpoilNoOtherCells()
{
  // Two sums that contradict each other, one that contradicts itself, and one that hides a single cell.
  const PublishedTable table{ { missing, missing, 5, 6, missing, 9, 4, missing, 3, 7 },
                              std::vector<double>( 10, 0 ),
                              { { 2, { 0, 1 } }, { 3, { 0, 1 } }, { 6, { 4, 5 } }, { 9, { 7, 8 } } } };
  AttackOptions options;
  options.leavesContradictions = true;
  const std::vector<CellInterval> found = attackTable( table, options );
  for ( const std::uint32_t cell : { 0, 1, 4 } )
    QVERIFY( isMissing( found[cell].lowest ) && isMissing( found[cell].highest ) );
  QCOMPARE( words( found[7] ), QStringLiteral( "4 to 4" ) );
  QCOMPARE( words( found[5] ), QStringLiteral( "9 to 9" ) );
}

void DisclosureAttackTest::contradictionsAreRefused()
{
  const PublishedTable single{ { missing, 9, 4 }, { 0, 0, 0 }, { { 2, { 0, 1 } } } };
  QVERIFY( refusalOf( [&] { attackTable( single ); } ).contains( QStringLiteral( "contradict" ) ) );
  const PublishedTable twice{ { missing, missing, 5, 6 },
                              std::vector<double>( 4, 0 ),
                              { { 2, { 0, 1 } }, { 3, { 0, 1 } } } };
  QVERIFY( refusalOf( [&] { attackTable( twice ); } ).contains( QStringLiteral( "contradict" ) ) );
  const PublishedTable strange{ { 1, 2 }, { 0, 0 }, { { 7, { 0, 1 } } } };
  QVERIFY( refusalOf( [&] { attackTable( strange ); } ).contains( QStringLiteral( "7" ) ) );
}

QTEST_GUILESS_MAIN( DisclosureAttackTest )
#include "disclosureattack_test.moc"
