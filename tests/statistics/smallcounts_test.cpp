// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/smallcounts.h"

using namespace communitysafety::statistics;

class SmallCountsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void onlyASensitiveCountOfOneToFourIsWithheld_data();
  void onlyASensitiveCountOfOneToFourIsWithheld();
  void hiddenCountsKeepTheirSumAndHideTheirSize();
  void meanOfWithheldPartsIsWithheld();
  void withheldCountsAreNotInTheSum();
  // edges
  void emptyMeanStaysEmpty();
};

namespace
{

ScoreIndicator indicatorOf( const std::vector<double> &values, bool isSensitive )
{
  ScoreIndicator indicator;
  indicator.values = values;
  indicator.isSensitive = isSensitive;
  return indicator;
}

} // namespace

void SmallCountsTest::onlyASensitiveCountOfOneToFourIsWithheld_data()
{
  QTest::addColumn<double>( "value" );
  QTest::addColumn<bool>( "isSensitive" );
  QTest::addColumn<bool>( "isCount" );
  QTest::addColumn<bool>( "expected" );
  QTest::newRow( "no event" ) << 0.0 << true << true << false;
  QTest::newRow( "one event" ) << 1.0 << true << true << true;
  QTest::newRow( "part of an event" ) << 0.5 << true << true << true;
  QTest::newRow( "four events" ) << 4.0 << true << true << true;
  QTest::newRow( "five events" ) << 5.0 << true << true << false;
  QTest::newRow( "missing" ) << missing << true << true << false;
  QTest::newRow( "not sensitive" ) << 1.0 << false << true << false;
  QTest::newRow( "a measure" ) << 1.0 << true << false << false;
}

void SmallCountsTest::onlyASensitiveCountOfOneToFourIsWithheld()
{
  QFETCH( double, value );
  QFETCH( bool, isSensitive );
  QFETCH( bool, isCount );
  QFETCH( bool, expected );
  ScoreIndicator indicator = indicatorOf( { value }, isSensitive );
  indicator.isCount = isCount;
  QCOMPARE( isWithheld( indicator, 0 ), expected );
}

void SmallCountsTest::hiddenCountsKeepTheirSumAndHideTheirSize()
{
  std::vector<double> counts{ 0, 1, 4, 5, missing, 1, 12 };
  hideSmallCounts( counts );
  QCOMPARE( differenceBetween( counts, { 0, 2, 2, 5, missing, 2, 12 } ), QString() );
  std::vector<double> few{ 0, 1, 4, 9 };
  hideSmallCounts( few );
  QCOMPARE( differenceBetween( few, { 0, 2.5, 2.5, 9 } ), QString() );
  std::vector<double> open{ 0, 5, 6 };
  hideSmallCounts( open );
  QCOMPARE( differenceBetween( open, { 0, 5, 6 } ), QString() );
}

void SmallCountsTest::meanOfWithheldPartsIsWithheld()
{
  // Areas: all parts withheld; one open; the open one missing; no part with a value.
  const ScoreIndicator abuse = indicatorOf( { 2, 2, 2, missing }, true );
  const ScoreIndicator burglary = indicatorOf( { missing, 9, missing, missing }, false );
  const ScoreIndicator hate = indicatorOf( { 1, 3, missing, missing }, true );
  std::vector<double> mean{ 150, 150, 150, 150 };
  withholdMeans( mean, { { &abuse, abuse.values }, { &burglary, burglary.values }, { &hate, hate.values } } );
  QCOMPARE( differenceBetween( mean, { missing, 150, missing, missing } ), QString() );
}

void SmallCountsTest::withheldCountsAreNotInTheSum()
{
  std::vector<double> sum{ missing, 10, missing, 10 };
  addOpenCounts( sum, indicatorOf( { 3, 3, missing, 7 }, true ) );
  QCOMPARE( differenceBetween( sum, { 0, 10, missing, 17 } ), QString() );
}

void SmallCountsTest::emptyMeanStaysEmpty()
{
  std::vector<double> mean;
  withholdMeans( mean, {} );
  QVERIFY( mean.empty() );
}

QTEST_GUILESS_MAIN( SmallCountsTest )
#include "smallcounts_test.moc"
