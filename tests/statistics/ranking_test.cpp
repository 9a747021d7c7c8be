// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/ranking.h"

#include <numeric>

using namespace communitysafety::statistics;

class RankingTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void anyRisingTransformationKeepsTheRanks();
  void averageRanksAddUpAsIfThereWereNoTies();
  void oneGroupForAllIsThePlainRank();
  // edges
  void tiesShareTheirRank();
  void missingValueGetsNoRankAndDoesNotCount();
  void ranksStartAgainInEachGroup();
  void decileIsTheRoundedUpTenth_data();
  void decileIsTheRoundedUpTenth();
  void missingRankGetsNoDecile();
  void partOfTheCountryKeepsItsNationalDeciles();
  // refused input
  void rankBeyondTheAreasIsNamedByItsRow();
  void groupsMustMatchTheValues();
};

namespace
{

const std::vector<double> withTies = { 5, 9, 5, missing, 1, 9, 5 };

} // namespace

void RankingTest::anyRisingTransformationKeepsTheRanks()
{
  std::vector<double> stretched = withTies;
  for ( double &value : stretched )
    value = std::exp( value );
  QCOMPARE( differenceBetween( rankDescending( stretched ), rankDescending( withTies ) ), QString() );
}

void RankingTest::averageRanksAddUpAsIfThereWereNoTies()
{
  const std::vector<double> values = { 5, 9, 5, 1, 9, 5 };
  const std::vector<double> ranks = averageRankAscending( values );
  QCOMPARE( std::accumulate( ranks.begin(), ranks.end(), 0.0 ), 21.0 );
}

void RankingTest::oneGroupForAllIsThePlainRank()
{
  QCOMPARE( differenceBetween( rankWithin( withTies, std::vector<int>( 7, 3 ) ), rankDescending( withTies ) ),
            QString() );
}

void RankingTest::tiesShareTheirRank()
{
  QCOMPARE( differenceBetween( rankDescending( withTies ), { 3, 1, 3, missing, 6, 1, 3 } ), QString() );
  QCOMPARE( differenceBetween( rankAscending( withTies ), { 2, 5, 2, missing, 1, 5, 2 } ), QString() );
  QCOMPARE( differenceBetween( averageRankAscending( withTies ), { 3, 5.5, 3, missing, 1, 5.5, 3 } ), QString() );
}

void RankingTest::missingValueGetsNoRankAndDoesNotCount()
{
  const std::vector<double> values = { missing, 4, missing };
  QCOMPARE( differenceBetween( rankDescending( values ), { missing, 1, missing } ), QString() );
}

void RankingTest::ranksStartAgainInEachGroup()
{
  const std::vector<double> values = { 10, 20, 30, 40, 50, missing };
  QCOMPARE( differenceBetween( rankWithin( values, { 7, 7, 0, 0, -1, 0 } ), { 2, 1, 2, 1, missing, missing } ),
            QString() );
}

void RankingTest::decileIsTheRoundedUpTenth_data()
{
  QTest::addColumn<int>( "areas" );
  QTest::addColumn<int>( "rank" );
  QTest::addColumn<double>( "decile" );
  QTest::newRow( "first of many" ) << 32844 << 1 << 1.0;
  QTest::newRow( "last rank inside the first tenth" ) << 32844 << 3284 << 1.0;
  QTest::newRow( "first rank beyond it" ) << 32844 << 3285 << 2.0;
  QTest::newRow( "last of many" ) << 32844 << 32844 << 10.0;
  QTest::newRow( "exactly a tenth" ) << 30 << 3 << 1.0;
  QTest::newRow( "only area" ) << 1 << 1 << 10.0;
}

void RankingTest::decileIsTheRoundedUpTenth()
{
  QFETCH( int, areas );
  QFETCH( int, rank );
  QFETCH( double, decile );
  std::vector<double> ranks( static_cast<std::size_t>( areas ) );
  std::iota( ranks.begin(), ranks.end(), 1.0 );
  QCOMPARE( deciles( ranks )[static_cast<std::size_t>( rank - 1 )], decile );
}

void RankingTest::missingRankGetsNoDecile()
{
  const std::vector<double> ranks = { 2, missing, 1 };
  QCOMPARE( differenceBetween( deciles( ranks ), { 10, missing, 5 } ), QString() );
}

void RankingTest::partOfTheCountryKeepsItsNationalDeciles()
{
  const std::vector<double> ranks = { 1, 3284, 3285, missing, 32844 };
  QCOMPARE( differenceBetween( deciles( ranks, 32844 ), { 1, 1, 2, missing, 10 } ), QString() );
}

void RankingTest::rankBeyondTheAreasIsNamedByItsRow()
{
  const std::vector<double> ranks = { 1, 3 };
  QCOMPARE( refusalOf( [&] { deciles( ranks ); } ),
            QStringLiteral( "The rank in row 2 is 3; it must be between 1 and 2." ) );
}

void RankingTest::groupsMustMatchTheValues()
{
  QCOMPARE( refusalOf(
              [] {
                rankWithin( withTies, { 1, 2 } );
              } ),
            QStringLiteral( "The length of group is 2; it must be 7." ) );
}

QTEST_GUILESS_MAIN( RankingTest )
#include "ranking_test.moc"
