// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/completerows.h"

using namespace communitysafety::statistics;

class CompleteRowsTest : public QObject
{
  Q_OBJECT

private slots:
  // edges
  void rowsWithAGapAreLeftOut();
  void noColumnsAreNoRows();
  // refused input
  void differentLengthsAreRefused();
};

void CompleteRowsTest::rowsWithAGapAreLeftOut()
{
  const std::vector<double> first = { 1, missing, 3, 4 };
  const std::vector<double> second = { 10, 20, missing, 40 };
  const CompleteRows complete = completeRows( { first, second } );
  QCOMPARE( complete.rows, ( std::vector<std::size_t>{ 0, 3 } ) );
  QCOMPARE( differenceBetween( complete.columns[0], { 1, 4 } ), QString() );
  QCOMPARE( differenceBetween( complete.columns[1], { 10, 40 } ), QString() );
}

void CompleteRowsTest::noColumnsAreNoRows()
{
  QVERIFY( completeRows( {} ).rows.empty() );
  QVERIFY( completeRows( {} ).columns.empty() );
}

void CompleteRowsTest::differentLengthsAreRefused()
{
  const std::vector<double> first = { 1, 2 };
  const std::vector<double> second = { 1 };
  QCOMPARE( refusalOf(
              [&] {
                completeRows( { first, second } );
              } ),
            QStringLiteral( "The length of a column is 1; it must be 2." ) );
}

QTEST_GUILESS_MAIN( CompleteRowsTest )
#include "completerows_test.moc"
