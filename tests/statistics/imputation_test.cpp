// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/imputation.h"

using namespace communitysafety::statistics;

Q_DECLARE_METATYPE( std::vector<double> )

class ImputationTest : public QObject
{
  Q_OBJECT

private slots:
  void fillsTheGaps_data();
  void fillsTheGaps();
  void withoutNeighboursWithAValueItStaysMissing();
  void filledValuesAreNotPassedOn();
  void columnWithoutValuesStaysMissing_data();
  void columnWithoutValuesStaysMissing();
  void columnsOfOtherLengthsAreRefused();
};

namespace
{

const std::vector<double> values = { 1, missing, 3, 11, missing, missing, 5 };
const std::vector<int> groups = { 0, 0, 0, 0, 1, -1, 2 };

// In a row: each area touches the one before and the one after.
Neighbours chain( std::size_t areas )
{
  std::vector<Neighbours::Pair> pairs;
  for ( std::size_t area = 1; area < areas; ++area )
    pairs.emplace_back( area - 1, area );
  return Neighbours::fromPairs( areas, pairs );
}

void addMethods()
{
  QTest::addColumn<int>( "how" );
  QTest::newRow( "none" ) << static_cast<int>( Imputation::none );
  QTest::newRow( "mean" ) << static_cast<int>( Imputation::mean );
  QTest::newRow( "median" ) << static_cast<int>( Imputation::median );
  QTest::newRow( "group mean" ) << static_cast<int>( Imputation::groupMean );
  QTest::newRow( "group median" ) << static_cast<int>( Imputation::groupMedian );
  QTest::newRow( "neighbours" ) << static_cast<int>( Imputation::neighbours );
}

} // namespace

void ImputationTest::fillsTheGaps_data()
{
  QTest::addColumn<int>( "how" );
  QTest::addColumn<std::vector<double>>( "filled" );
  const auto add = []( const char *name, Imputation how, const std::vector<double> &filled )
  { QTest::newRow( name ) << static_cast<int>( how ) << filled; };
  add( "none", Imputation::none, { missing, missing, missing } );
  add( "mean", Imputation::mean, { 5, 5, 5 } );
  add( "median", Imputation::median, { 4, 4, 4 } );
  add( "group mean", Imputation::groupMean, { 5, missing, missing } );
  add( "group median", Imputation::groupMedian, { 3, missing, missing } );
  add( "neighbours", Imputation::neighbours, { 2, 11, 5 } );
}

void ImputationTest::fillsTheGaps()
{
  QFETCH( int, how );
  QFETCH( std::vector<double>, filled );
  std::vector<double> expected = values;
  expected[1] = filled[0];
  expected[4] = filled[1];
  expected[5] = filled[2];
  QCOMPARE(
    differenceBetween( impute( values, static_cast<Imputation>( how ), groups, chain( values.size() ) ), expected ),
    QString() );
}

void ImputationTest::withoutNeighboursWithAValueItStaysMissing()
{
  const std::vector<double> lonely = { missing, missing, 4 };
  const std::vector<double> filled = impute( lonely, Imputation::neighbours, {}, chain( 3 ) );
  QCOMPARE( differenceBetween( filled, { missing, 4, 4 } ), QString() );
}

void ImputationTest::filledValuesAreNotPassedOn()
{
  const std::vector<double> gaps = { 8, missing, missing, missing };
  const std::vector<double> filled = impute( gaps, Imputation::neighbours, {}, chain( 4 ) );
  QCOMPARE( differenceBetween( filled, { 8, 8, missing, missing } ), QString() );
}

void ImputationTest::columnWithoutValuesStaysMissing_data() { addMethods(); }

void ImputationTest::columnWithoutValuesStaysMissing()
{
  QFETCH( int, how );
  const std::vector<double> nothing = { missing, missing };
  QCOMPARE( differenceBetween( impute( nothing, static_cast<Imputation>( how ), { 0, 0 }, chain( 2 ) ), nothing ),
            QString() );
}

void ImputationTest::columnsOfOtherLengthsAreRefused()
{
  QVERIFY( refusalOf( [] { impute( values, Imputation::groupMean, { 0 } ); } ).contains( "length of group is 1" ) );
  QVERIFY( refusalOf( [] { impute( values, Imputation::neighbours, {}, chain( 2 ) ); } )
             .contains( "length of neighbours is 2" ) );
  const std::vector<double> infinite = { std::numeric_limits<double>::infinity() };
  QVERIFY( refusalOf( [&] { impute( infinite, Imputation::mean ); } ).contains( "infinite" ) );
}

QTEST_GUILESS_MAIN( ImputationTest )
#include "imputation_test.moc"
