// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/limitedindex.h"

#include <algorithm>

using namespace communitysafety::statistics;

class LimitedIndexTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void fullWeightWithoutLimitLeavesTheIndex();
  void noWeightGivesTheCity();
  void oneEventAddsAtMostTheLimit_data();
  void oneEventAddsAtMostTheLimit();
  void meanByTheCentreStaysAtTheCity();
  void tighterLimitLeavesLessWeight();
  // edges
  void indicatorWithoutEventsIsNotLimited();
  void missingAreaStaysMissing();
  // refused input
  void refusesANegativeIndex();
};

namespace
{

// Counts 0, 1, 3, 16 where 5 are expected in each area, and an indicator that carries a tenth of the total.
const std::vector<double> crude{ 0, 20, 60, 320 };
const std::vector<double> ones( 4, 1 );
const std::vector<double> expected( 4, 5 );
const std::vector<double> expectedPerWeight( 4, 50 );
const std::vector<double> noEvents( 4, missing );

double mostOneEventAdds( const LimitedIndex &limited )
{
  double most = 0;
  for ( std::size_t area = 0; area < crude.size(); ++area )
    most = std::max( most, limited.stretch * limited.weightOnOwn[area] * 100 / expectedPerWeight[area] );
  return most;
}

} // namespace

void LimitedIndexTest::fullWeightWithoutLimitLeavesTheIndex()
{
  const LimitedIndex limited = limitIndex( crude, ones, expected, expectedPerWeight, 0 );
  QCOMPARE( differenceBetween( limited.index, crude ), QString() );
  QCOMPARE( differenceBetween( limited.weightOnOwn, ones ), QString() );
  QVERIFY( std::fabs( limited.stretch - 1 ) < 1e-12 );
}

void LimitedIndexTest::noWeightGivesTheCity()
{
  const std::vector<double> zeros( 4, 0 );
  const LimitedIndex limited = limitIndex( crude, zeros, expected, expectedPerWeight, 10 );
  QCOMPARE( differenceBetween( limited.index, { 100, 100, 100, 100 } ), QString() );
}

void LimitedIndexTest::oneEventAddsAtMostTheLimit_data()
{
  QTest::addColumn<double>( "limit" );
  // Unlimited, one event adds 2 points.
  for ( const double limit : { 0.01, 0.5, 1.0, 1.9, 2.0, 10.0 } )
    QTest::newRow( qPrintable( QStringLiteral( "%1 points" ).arg( limit ) ) ) << limit;
}

void LimitedIndexTest::oneEventAddsAtMostTheLimit()
{
  QFETCH( double, limit );
  const std::vector<double> uneven{ 1, 0.9, 0.2, 1 };
  const LimitedIndex limited = limitIndex( crude, uneven, expected, expectedPerWeight, limit );
  QVERIFY2( mostOneEventAdds( limited ) <= limit * ( 1 + 1e-9 ), qPrintable( QString::number( limited.stretch ) ) );
  for ( std::size_t area = 0; area < crude.size(); ++area )
    QVERIFY( limited.weightOnOwn[area] <= uneven[area] );
}

void LimitedIndexTest::meanByTheCentreStaysAtTheCity()
{
  const std::vector<double> centre{ 1, 2, 3, 4 };
  const std::vector<double> uneven{ 0.3, 0.9, 0.2, 0.5 };
  const LimitedIndex limited = limitIndex( crude, uneven, centre, expectedPerWeight, 1 );
  double sum = 0;
  for ( std::size_t area = 0; area < crude.size(); ++area )
    sum += centre[area] * limited.index[area];
  QVERIFY( std::fabs( sum / 10 - 100 ) < 1e-9 );
}

void LimitedIndexTest::tighterLimitLeavesLessWeight()
{
  const LimitedIndex wide = limitIndex( crude, ones, expected, expectedPerWeight, 1.5 );
  const LimitedIndex tight = limitIndex( crude, ones, expected, expectedPerWeight, 0.5 );
  QVERIFY( tight.weightOnOwn[3] < wide.weightOnOwn[3] );
  QVERIFY( tight.index[3] < wide.index[3] );
}

void LimitedIndexTest::indicatorWithoutEventsIsNotLimited()
{
  const LimitedIndex limited = limitIndex( crude, ones, expected, noEvents, 0.5 );
  QCOMPARE( differenceBetween( limited.index, crude ), QString() );
}

void LimitedIndexTest::missingAreaStaysMissing()
{
  const LimitedIndex limited =
    limitIndex( std::vector<double>{ 50, missing, 150 }, { 1, missing, 1 }, std::vector<double>{ 5, missing, 5 },
                std::vector<double>{ 50, missing, 50 }, 10 );
  QCOMPARE( differenceBetween( limited.index, { 50, missing, 150 } ), QString() );
}

void LimitedIndexTest::refusesANegativeIndex()
{
  const std::vector<double> negative{ 100, -1, 100, 100 };
  QVERIFY( refusalOf( [&] { limitIndex( negative, ones, expected, expectedPerWeight, 10 ); } )
             .startsWith( QStringLiteral( "index" ) ) );
}

QTEST_GUILESS_MAIN( LimitedIndexTest )
#include "limitedindex_test.moc"
