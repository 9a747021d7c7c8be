// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "crosstable.h"
#include "expectations.h"
#include "statistics/controlledrounding.h"

using namespace communitysafety::statistics;
using communitysafety::test::CrossTable;
using communitysafety::test::crossTable;

class ControlledRoundingTest : public QObject
{
  Q_OBJECT

private slots:
  void totalsAreSumsOfWhatIsShown();
  void totalsStayNearTheTruth();
  void hiddenCellsChangeNothingElse();
  void baseOfOneChangesNothing();
  void refuses();
};

namespace
{

PublishedTable published( const CrossTable &table )
{
  return { table.value, std::vector<double>( table.value.size(), 0 ), table.relations };
}

std::vector<double> someCounts( std::size_t number )
{
  std::vector<double> counts;
  for ( std::size_t cell = 0; cell < number; ++cell )
    counts.push_back( double( ( cell * cell * 7 + 3 * cell ) % 41 ) );
  return counts;
}

} // namespace

void ControlledRoundingTest::totalsAreSumsOfWhatIsShown()
{
  // 7 + 7 + 7 = 21: with 5 + 5 + 5 and 20 a reader would know that each is more than 5.
  const std::vector<double> sevens = roundTable( { { 7, 7, 7, 21 }, { 0, 0, 0, 0 }, { { 3, { 0, 1, 2 } } } }, 5 );
  QCOMPARE( sevens[0] + sevens[1] + sevens[2], sevens[3] );
  const CrossTable table = crossTable( 9, 7, someCounts( 63 ) );
  const std::vector<double> rounded = roundTable( published( table ), 5 );
  for ( const AdditiveRelation &relation : table.relations )
  {
    double sum = 0;
    for ( const std::uint32_t part : relation.parts )
      sum += rounded[part];
    QCOMPARE( rounded[relation.total], sum );
  }
  for ( std::size_t cell = 0; cell < rounded.size(); ++cell )
    QCOMPARE( std::fmod( rounded[cell], 5 ), 0.0 );
}

void ControlledRoundingTest::totalsStayNearTheTruth()
{
  const CrossTable table = crossTable( 40, 6, someCounts( 240 ) );
  const std::vector<double> rounded = roundTable( published( table ), 10 );
  for ( std::size_t row = 0; row < table.rows; ++row )
    for ( std::size_t column = 0; column < table.columns; ++column )
    {
      const std::uint32_t cell = table.cell( row, column );
      const bool isPart = row + 1 < table.rows && column + 1 < table.columns;
      QVERIFY( std::fabs( rounded[cell] - table.value[cell] ) < ( isPart ? 10 : 25 ) );
    }
}

void ControlledRoundingTest::hiddenCellsChangeNothingElse()
{
  // Whichever way the two hidden cells share their 12, the file is the same.
  const std::vector<AdditiveRelation> relations{ { 3, { 0, 1, 2 } } };
  const std::vector<double> rounded = roundTable( { { missing, missing, 23, 35 }, { 0, 0, 0, 0 }, relations }, 5 );
  QCOMPARE( differenceBetween( rounded, { missing, missing, 25, 35 } ), QString() );
}

void ControlledRoundingTest::baseOfOneChangesNothing()
{
  const CrossTable table = crossTable( 4, 4, someCounts( 16 ) );
  QCOMPARE( differenceBetween( roundTable( published( table ), 1 ), table.value ), QString() );
}

void ControlledRoundingTest::refuses()
{
  QVERIFY( refusalOf( [] { roundTable( { { 1 }, { 0 }, {} }, 0 ); } ).contains( QStringLiteral( "base" ) ) );
  const PublishedTable strange{ { 1, 2 }, { 0, 0 }, { { 1, { 0, 7 } } } };
  QVERIFY( refusalOf( [&] { roundTable( strange, 5 ); } ).contains( QStringLiteral( "7" ) ) );
  QVERIFY( refusalOf( [] { roundTable( { { 1, 2 }, { 0 }, {} }, 5 ); } ).contains( QStringLiteral( "lowest" ) ) );
}

QTEST_GUILESS_MAIN( ControlledRoundingTest )
#include "controlledrounding_test.moc"
