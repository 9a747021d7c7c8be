// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "crosstable.h"
#include "expectations.h"
#include "statistics/cellsuppression.h"
#include "statistics/randomstream.h"

#include <numeric>

using namespace communitysafety::statistics;
using communitysafety::test::CrossTable;
using communitysafety::test::crossTable;

class CellSuppressionTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void singleExtraCellMakesAPublishedTableSafe();
  // laws
  void fewestCellsAreHiddenInSmallTables_data();
  void fewestCellsAreHiddenInSmallTables();
  void noPatternIsBrokenByTheAttack_data();
  void noPatternIsBrokenByTheAttack();
  void threadsDoNotMatter();
  void largeTablesAreSolvedInParts();
  void partsAndWholesArriveAtSafeTables_data();
  void partsAndWholesArriveAtSafeTables();
  // edges
  void cellsHiddenInTheInputStayHidden();
  void smallKnownTotalsCannotBeProtected();
  void totalsAreHiddenWhereNothingElseHelps();
  void nothingUnsafeHidesNothing();
  void cancelStopsTheWork();
  // refused input
  void refuses();
};

namespace
{

//! Cells below \a threshold are unsafe, \a known ones published elsewhere, all of the same weight.
TableToProtect tableOf( const std::vector<double> &value, const std::vector<AdditiveRelation> &relations,
                        double threshold, const std::vector<std::uint32_t> &known = {} )
{
  TableToProtect table{ value, std::vector<double>( value.size(), 0 ), {}, {}, relations };
  for ( const double count : value )
  {
    table.status.push_back( count > 0 && count < threshold ? CellStatus::unsafe : CellStatus::open );
    table.weight.push_back( 1 + std::log10( 1 + ( isMissing( count ) ? 0 : count ) ) );
  }
  for ( const std::uint32_t cell : known )
    table.status[cell] = CellStatus::known;
  return table;
}

std::vector<std::uint32_t> totalsOf( const CrossTable &table )
{
  std::vector<std::uint32_t> totals;
  for ( const AdditiveRelation &relation : table.relations )
    totals.push_back( relation.total );
  return totals;
}

//! The narrowest interval of an unsafe cell when \a pattern is published.
double narrowest( const TableToProtect &table, const std::vector<char> &isHidden )
{
  PublishedTable file{ table.value, table.lowest, table.relations };
  for ( std::size_t cell = 0; cell < isHidden.size(); ++cell )
    if ( isHidden[cell] )
      file.value[cell] = missing;
  const std::vector<CellInterval> intervals = attackTable( file );
  double width = 1e9;
  for ( std::size_t cell = 0; cell < isHidden.size(); ++cell )
    if ( table.status[cell] == CellStatus::unsafe )
      width = std::min( width, intervals[cell].width() );
  return width;
}

std::vector<char> onlyUnsafe( const TableToProtect &table )
{
  std::vector<char> hidden;
  for ( const CellStatus status : table.status )
    hidden.push_back( status == CellStatus::unsafe ? 1 : 0 );
  return hidden;
}

//! \a table with the totals of so many of its rows at a time.
CrossTable inWards( CrossTable table, std::size_t size )
{
  for ( std::size_t first = 0; first + 1 < table.rows; first += size )
    for ( std::size_t column = 0; column < table.columns; ++column )
    {
      AdditiveRelation relation{ std::uint32_t( table.value.size() ), {} };
      double sum = 0;
      for ( std::size_t row = first; row < std::min( first + size, table.rows - 1 ); ++row )
      {
        relation.parts.push_back( table.cell( row, column ) );
        sum += table.value[table.cell( row, column )];
      }
      table.value.push_back( sum );
      table.relations.push_back( relation );
    }
  return table;
}

int hiddenIn( const SuppressionPattern &pattern )
{
  return std::accumulate( pattern.isHidden.begin(), pattern.isHidden.end(), 0 );
}

//! Skewed counts such as crimes by area: many small ones, few large.
std::vector<double> counts( std::size_t number, std::uint64_t seed )
{
  RandomStream stream( seed );
  std::vector<double> result;
  for ( std::size_t cell = 0; cell < number; ++cell )
    result.push_back( std::floor( 1.5 / ( stream.uniform() + 0.02 ) - 1 ) );
  return result;
}

} // namespace

void CellSuppressionTest::singleExtraCellMakesAPublishedTableSafe()
{
  // tests/testthat/test-simpleheuristic.R of the R package sdcTable: nine cells are hidden, one of which can be
  // recomputed, and one further cell is enough.
  const CrossTable cross = crossTable( 4, 4, { 30, 47, 64, 89, 90, 124, 5, 31, 92, 100, 59, 85, 800, 991, 651, 685 } );
  TableToProtect table = tableOf( cross.value, cross.relations, 0 );
  for ( const auto &[row, column] : std::vector<std::pair<int, int>>{
          { 0, 0 }, { 0, 1 }, { 0, 2 }, { 1, 0 }, { 1, 2 }, { 2, 1 }, { 2, 3 }, { 3, 1 }, { 3, 3 } } )
    table.status[cross.cell( row, column )] = CellStatus::unsafe;
  QCOMPARE( narrowest( table, onlyUnsafe( table ) ), 0.0 );
  const SuppressionPattern pattern = suppressCells( table );
  QVERIFY( pattern.unprotected.empty() );
  QCOMPARE( hiddenIn( pattern ), 10 );
  QVERIFY( narrowest( table, pattern.isHidden ) >= 5 );
}

void CellSuppressionTest::fewestCellsAreHiddenInSmallTables_data()
{
  QTest::addColumn<int>( "rows" );
  QTest::addColumn<QVector<double>>( "inner" );
  QTest::addColumn<int>( "hidden" );
  // Hand-worked: one cell in a table needs a rectangle, one in a single sum a sibling.
  QTest::newRow( "one of a sum" ) << 1 << QVector<double>{ 3, 40, 7, 60 } << 2;
  QTest::newRow( "two of a sum that are enough" ) << 1 << QVector<double>{ 4, 4, 40, 60 } << 2;
  QTest::newRow( "two of a sum that are not" ) << 1 << QVector<double>{ 1, 2, 40, 60 } << 3;
  QTest::newRow( "one of a table" ) << 3 << QVector<double>{ 20, 50, 10, 8, 19, 3, 17, 32, 12 } << 4;
  QTest::newRow( "a diagonal" ) << 3 << QVector<double>{ 3, 50, 10, 8, 4, 22, 17, 32, 12 } << 4;
}

void CellSuppressionTest::fewestCellsAreHiddenInSmallTables()
{
  QFETCH( int, rows );
  QFETCH( QVector<double>, inner );
  QFETCH( int, hidden );
  const CrossTable cross =
    crossTable( std::size_t( rows ), std::size_t( inner.size() / rows ), { inner.begin(), inner.end() } );
  std::vector<std::uint32_t> known = totalsOf( cross );
  std::vector<AdditiveRelation> relations = cross.relations;
  if ( rows == 1 )
  {
    // A single row is its own total.
    relations.resize( 1 );
    known = { relations.front().total };
  }
  const TableToProtect table = tableOf( cross.value, relations, 5, known );
  const SuppressionPattern pattern = suppressCells( table );
  QVERIFY( narrowest( table, pattern.isHidden ) >= 5 );
  int inside = 0;
  for ( int row = 0; row < rows; ++row )
    for ( std::size_t column = 0; column + 1 < cross.columns; ++column )
      inside += pattern.isHidden[cross.cell( std::size_t( row ), column )];
  QCOMPARE( inside, hidden );
}

void CellSuppressionTest::noPatternIsBrokenByTheAttack_data()
{
  QTest::addColumn<int>( "seed" );
  QTest::addColumn<bool>( "totalsKnown" );
  QTest::addColumn<bool>( "zerosShown" );
  for ( int seed = 1; seed <= 3; ++seed )
    for ( const bool known : { false, true } )
      for ( const bool shown : { false, true } )
        QTest::addRow( "%d %s %s", seed, known ? "known totals" : "totals to release", shown ? "zeros shown" : "" )
          << seed << known << shown;
}

void CellSuppressionTest::noPatternIsBrokenByTheAttack()
{
  QFETCH( int, seed );
  QFETCH( bool, totalsKnown );
  QFETCH( bool, zerosShown );
  // Twelve areas in three wards, and four neighbourhoods that lie across them, by four kinds of crime.
  constexpr std::size_t kinds = 4, areas = 12;
  const CrossTable cross = crossTable( areas, kinds, counts( areas * kinds, std::uint64_t( seed ) ) );
  std::vector<double> value = cross.value;
  std::vector<AdditiveRelation> relations = cross.relations;
  std::vector<std::uint32_t> known = totalsOf( cross );
  for ( const std::size_t size : { 4U, 3U } )
    for ( std::size_t group = 0; group < areas / size; ++group )
      for ( std::size_t column = 0; column <= kinds; ++column )
      {
        AdditiveRelation relation{ std::uint32_t( value.size() ), {} };
        double sum = 0;
        for ( std::size_t member = 0; member < size; ++member )
        {
          const std::size_t area = size == 4 ? group * size + member : ( group + 4 * member ) % areas;
          relation.parts.push_back( cross.cell( area, column ) );
          sum += cross.value[cross.cell( area, column )];
        }
        known.push_back( relation.total );
        relations.push_back( relation );
        value.push_back( sum );
      }
  TableToProtect table = tableOf( value, relations, 5, totalsKnown ? known : std::vector<std::uint32_t>() );
  if ( zerosShown )
    std::fill( table.lowest.begin(), table.lowest.end(), 1.0 );
  QVERIFY2( narrowest( table, onlyUnsafe( table ) ) < 5, "nothing to protect" );
  const SuppressionPattern pattern = suppressCells( table );
  // What is told to be unprotected, and only that, may be narrow.
  for ( const std::uint32_t cell : pattern.unprotected )
    table.status[cell] = CellStatus::open;
  QVERIFY( totalsKnown || pattern.unprotected.empty() );
  QVERIFY( narrowest( table, pattern.isHidden ) >= 5 );
  for ( std::size_t cell = 0; cell < value.size(); ++cell )
    QVERIFY( !pattern.isHidden[cell] || value[cell] >= table.lowest[cell] );
}

void CellSuppressionTest::threadsDoNotMatter()
{
  std::vector<double> value;
  std::vector<AdditiveRelation> relations;
  for ( std::uint64_t seed = 1; seed <= 5; ++seed )
  {
    const CrossTable cross = crossTable( 8, 4, counts( 32, seed ) );
    for ( AdditiveRelation relation : cross.relations )
    {
      relation.total += std::uint32_t( value.size() );
      for ( std::uint32_t &part : relation.parts )
        part += std::uint32_t( value.size() );
      relations.push_back( relation );
    }
    value.insert( value.end(), cross.value.begin(), cross.value.end() );
  }
  const TableToProtect table = tableOf( value, relations, 5 );
  SuppressionOptions options;
  options.threads = 1;
  const SuppressionPattern alone = suppressCells( table, options );
  options.threads = 4;
  QVERIFY( suppressCells( table, options ).isHidden == alone.isHidden );
}

void CellSuppressionTest::largeTablesAreSolvedInParts()
{
  const CrossTable cross = crossTable( 60, 6, counts( 360, 3 ) );
  TableToProtect table = tableOf( cross.value, cross.relations, 5, totalsOf( cross ) );
  SuppressionOptions options;
  options.largestWhole = 100;
  const SuppressionPattern pattern = suppressCells( table, options ), whole = suppressCells( table );
  QVERIFY( pattern.unprotected == whole.unprotected );
  for ( const std::uint32_t cell : pattern.unprotected )
    table.status[cell] = CellStatus::open;
  QVERIFY( narrowest( table, pattern.isHidden ) >= 5 );
  QVERIFY( hiddenIn( pattern ) < 1.2 * hiddenIn( whole ) );
}

void CellSuppressionTest::partsAndWholesArriveAtSafeTables_data()
{
  QTest::addColumn<int>( "rows" );
  QTest::addColumn<int>( "largestWhole" );
  QTest::addColumn<bool>( "totalsKnown" );
  for ( const int rows : { 60, 150 } )
    for ( const int largestWhole : { 100, 400, 6000 } )
      for ( const bool known : { false, true } )
        QTest::addRow( "%d rows, %d %s", rows, largestWhole, known ? "known totals" : "totals to release" )
          << rows << largestWhole << known;
}

void CellSuppressionTest::partsAndWholesArriveAtSafeTables()
{
  QFETCH( int, rows );
  QFETCH( int, largestWhole );
  QFETCH( bool, totalsKnown );
  const CrossTable cross = inWards( crossTable( std::size_t( rows ), 3, counts( std::size_t( rows ) * 3, 5 ) ), 5 );
  TableToProtect table =
    tableOf( cross.value, cross.relations, 5, totalsKnown ? totalsOf( cross ) : std::vector<std::uint32_t>() );
  SuppressionOptions options;
  options.largestWhole = std::size_t( largestWhole );
  const SuppressionPattern pattern = suppressCells( table, options );
  for ( const std::uint32_t cell : pattern.unprotected )
    table.status[cell] = CellStatus::open;
  QVERIFY( totalsKnown || pattern.unprotected.empty() );
  QVERIFY( narrowest( table, pattern.isHidden ) >= 5 );
}

void CellSuppressionTest::cellsHiddenInTheInputStayHidden()
{
  TableToProtect table = tableOf( { missing, 30, 25, 58 }, { { 3, { 0, 1, 2 } } }, 5, { 3 } );
  table.status[0] = CellStatus::unsafe;
  const SuppressionPattern pattern = suppressCells( table );
  QVERIFY( pattern.isHidden[0] );
  QCOMPARE( hiddenIn( pattern ), 2 );
  QVERIFY( narrowest( table, pattern.isHidden ) >= 5 );
}

void CellSuppressionTest::smallKnownTotalsCannotBeProtected()
{
  // 3 of a sum of 3: whatever is hidden, a reader knows that it is 3 at most.
  const TableToProtect table = tableOf( { 3, 0, 0, 3 }, { { 3, { 0, 1, 2 } } }, 5, { 3 } );
  const SuppressionPattern pattern = suppressCells( table );
  QVERIFY( pattern.unprotected == std::vector<std::uint32_t>{ 0 } );
  QCOMPARE( hiddenIn( pattern ), 1 );
}

void CellSuppressionTest::totalsAreHiddenWhereNothingElseHelps()
{
  // Wards 1 (1 + 1) and 2 (30 + 40) of a city: zeros are shown, so that ward 1 gives its areas away unless hidden, and
  // then the city gives ward 1 away unless ward 2 is hidden, and then an area of it must be.
  TableToProtect table =
    tableOf( { 1, 1, 30, 40, 2, 70, 72 }, { { 4, { 0, 1 } }, { 5, { 2, 3 } }, { 6, { 4, 5 } } }, 5, { 6 } );
  std::fill( table.lowest.begin(), table.lowest.end(), 1.0 );
  const SuppressionPattern pattern = suppressCells( table );
  QVERIFY( pattern.unprotected.empty() );
  QVERIFY( narrowest( table, pattern.isHidden ) >= 5 );
  QVERIFY( pattern.isHidden[4] && pattern.isHidden[5] && !pattern.isHidden[6] );
  QCOMPARE( hiddenIn( pattern ), 5 );
}

void CellSuppressionTest::nothingUnsafeHidesNothing()
{
  QCOMPARE( hiddenIn( suppressCells( tableOf( { 10, 20, 30 }, { { 2, { 0, 1 } } }, 5 ) ) ), 0 );
  QCOMPARE( hiddenIn( suppressCells( tableOf( {}, {}, 5 ) ) ), 0 );
}

void CellSuppressionTest::cancelStopsTheWork()
{
  const CrossTable cross = crossTable( 20, 5, counts( 100, 2 ) );
  int asked = 0;
  const Progress stopSoon = [&asked]( double ) { return ++asked < 5; };
  QVERIFY_EXCEPTION_THROWN( suppressCells( tableOf( cross.value, cross.relations, 5 ), {}, stopSoon ), Cancelled );
}

void CellSuppressionTest::refuses()
{
  const auto refusal = []( const TableToProtect &table, double protection = 5 )
  {
    SuppressionOptions options;
    options.protection = protection;
    return refusalOf( [&] { suppressCells( table, options ); } );
  };
  const std::vector<AdditiveRelation> sum{ { 2, { 0, 1 } } };
  QVERIFY( refusal( tableOf( { 1, 2, 4 }, sum, 5 ) ).contains( QStringLiteral( "not the sum" ) ) );
  QVERIFY( refusal( tableOf( { 1.5, 2, 3.5 }, sum, 5 ) ).contains( QStringLiteral( "whole" ) ) );
  QVERIFY( refusal( tableOf( { -0.5, 2, 1.5 }, sum, 5 ) ).contains( QStringLiteral( "Cell 0" ) ) );
  QVERIFY( refusal( tableOf( { 1, 2, 3 }, sum, 5 ), 0 ).contains( QStringLiteral( "protection" ) ) );
  QVERIFY( refusal( tableOf( { 1, 2, 3 }, { { 9, { 0, 1 } } }, 5 ) ).contains( QStringLiteral( "9" ) ) );
  TableToProtect table = tableOf( { 1, 2, 3 }, sum, 5 );
  table.weight[1] = 0;
  QVERIFY( refusal( table ).contains( QStringLiteral( "weight" ) ) );
}

QTEST_GUILESS_MAIN( CellSuppressionTest )
#include "cellsuppression_test.moc"
