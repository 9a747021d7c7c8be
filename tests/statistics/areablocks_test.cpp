// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/areablocks.h"
#include "statistics/randomstream.h"

#include <map>
#include <set>

using namespace communitysafety::statistics;

class AreaBlocksTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void longerSideIsHalvedFirst();
  // laws
  void blocksHaveTheirSize_data();
  void blocksHaveTheirSize();
  void orderOfThePlacesDoesNotMatter();
  // edges
  void equalCentresAreToldApart();
  void noPlacesHaveNoBlocks();
  // refused input
  void wrongInputIsRefused();
};

namespace
{

std::vector<double> places( std::size_t number, std::uint64_t seed )
{
  RandomStream stream( seed );
  std::vector<double> values( number );
  for ( double &value : values )
    value = stream.uniform();
  return values;
}

} // namespace

void AreaBlocksTest::longerSideIsHalvedFirst()
{
  // Two pairs far apart from west to east.
  const std::vector<double> x{ 0, 100, 1, 101 };
  const std::vector<double> y{ 0, 3, 5, 9 };
  QCOMPARE( blocksOfNeighbours( x, y, 2 ), ( std::vector<std::size_t>{ 0, 1, 0, 1 } ) );
}

void AreaBlocksTest::blocksHaveTheirSize_data()
{
  QTest::addColumn<int>( "number" );
  QTest::addColumn<int>( "size" );
  QTest::newRow( "one block" ) << 5 << 5;
  QTest::newRow( "one too many" ) << 6 << 5;
  QTest::newRow( "many" ) << 659 << 6;
  QTest::newRow( "blocks of one" ) << 50 << 1;
}

void AreaBlocksTest::blocksHaveTheirSize()
{
  QFETCH( int, number );
  QFETCH( int, size );
  std::map<std::size_t, int> sizes;
  for ( const std::size_t block : blocksOfNeighbours( places( std::size_t( number ), 1 ),
                                                      places( std::size_t( number ), 2 ), std::size_t( size ) ) )
    ++sizes[block];
  QCOMPARE( sizes.rbegin()->first, sizes.size() - 1 );
  for ( const auto &[block, members] : sizes )
    QVERIFY2( members <= size && 2 * members >= size, qPrintable( QString::number( members ) ) );
}

void AreaBlocksTest::orderOfThePlacesDoesNotMatter()
{
  const std::vector<double> x = places( 200, 1 );
  const std::vector<double> y = places( 200, 2 );
  const std::vector<std::size_t> blocks = blocksOfNeighbours( x, y, 6 );
  const std::vector<std::size_t> reversed =
    blocksOfNeighbours( std::vector<double>( x.rbegin(), x.rend() ), std::vector<double>( y.rbegin(), y.rend() ), 6 );
  QCOMPARE( std::vector<std::size_t>( reversed.rbegin(), reversed.rend() ), blocks );
}

void AreaBlocksTest::equalCentresAreToldApart()
{
  const std::vector<double> same( 7, 3.0 );
  const std::vector<std::size_t> blocks = blocksOfNeighbours( same, same, 2 );
  QCOMPARE( std::set<std::size_t>( blocks.begin(), blocks.end() ).size(), std::size_t( 4 ) );
}

void AreaBlocksTest::noPlacesHaveNoBlocks()
{
  QVERIFY( blocksOfNeighbours( std::vector<double>(), std::vector<double>(), 5 ).empty() );
}

void AreaBlocksTest::wrongInputIsRefused()
{
  const std::vector<double> two{ 1, 2 };
  QCOMPARE( refusalOf( [&] { blocksOfNeighbours( two, std::vector<double>{ 1 }, 5 ); } ),
            QStringLiteral( "The length of y is 1; it must be 2." ) );
  QCOMPARE( refusalOf( [&] { blocksOfNeighbours( two, two, 0 ); } ),
            QStringLiteral( "size is 0; it must be 1 or more." ) );
  QCOMPARE( refusalOf(
              [&] {
                blocksOfNeighbours( std::vector<double>{ 1, missing }, two, 5 );
              } ),
            QStringLiteral( "x in row 2 is missing; it must be a number." ) );
}

QTEST_GUILESS_MAIN( AreaBlocksTest )
#include "areablocks_test.moc"
