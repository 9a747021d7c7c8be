// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/monthgaps.h"
#include "base/strictparse.h"

#include <qgsexception.h>

#include <QDate>
#include <QObject>
#include <QtTest>

using namespace communitysafety::base;

class MonthGapsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void runsAreWrittenFromFirstToLast_data();
  void runsAreWrittenFromFirstToLast();
  void missingMonthsLieBetweenTheRecords();
  void missingMonthsReachToTheEndsThatWereAskedFor();
  void rangeHoldsBothItsEnds();
  void supplierLacksWhatOthersHave();
  void rangeIsReadFromItsTwoTexts();
  // edges
  void nothingIsMissingWithoutRecords();

private:
  static int month( int year, int monthOfYear ) { return monthNumber( QDate( year, monthOfYear, 1 ) ); }
};

void MonthGapsTest::runsAreWrittenFromFirstToLast_data()
{
  QTest::addColumn<QList<int>>( "offsets" );
  QTest::addColumn<QString>( "words" );
  QTest::newRow( "none" ) << QList<int>() << "";
  QTest::newRow( "one" ) << QList<int>{ 0 } << "2023-11";
  QTest::newRow( "two in a row, over the new year" ) << QList<int>{ 1, 2 } << "2023-12 to 2024-01";
  QTest::newRow( "single, run, single" ) << QList<int>{ 0, 2, 3, 4, 6 } << "2023-11, 2024-01 to 2024-03, 2024-05";
}

void MonthGapsTest::runsAreWrittenFromFirstToLast()
{
  QFETCH( QList<int>, offsets );
  QFETCH( QString, words );
  std::vector<int> months;
  for ( const int offset : offsets )
    months.push_back( month( 2023, 11 ) + offset );
  QCOMPARE( monthRuns( months ), words );
}

void MonthGapsTest::missingMonthsLieBetweenTheRecords()
{
  MonthGaps gaps;
  gaps.add( QString(), month( 2024, 4 ) );
  gaps.add( QString(), month( 2024, 1 ) );
  gaps.add( QStringLiteral( "btp" ), month( 2024, 2 ) );
  QCOMPARE( gaps.count(), std::size_t{ 3 } );
  QCOMPARE( monthRuns( gaps.missing( MonthRange() ) ), QStringLiteral( "2024-03" ) );
}

void MonthGapsTest::missingMonthsReachToTheEndsThatWereAskedFor()
{
  MonthGaps gaps;
  gaps.add( QString(), month( 2024, 2 ) );
  const MonthRange asked{ month( 2023, 12 ), month( 2024, 3 ) };
  QCOMPARE( monthRuns( gaps.missing( asked ) ), QStringLiteral( "2023-12 to 2024-01, 2024-03" ) );
}

void MonthGapsTest::rangeHoldsBothItsEnds()
{
  const MonthRange range{ 10, 12 };
  QVERIFY( range.contains( 10 ) && range.contains( 12 ) );
  QVERIFY( !range.contains( 9 ) && !range.contains( 13 ) );
  QVERIFY( MonthRange().contains( 0 ) );
}

void MonthGapsTest::supplierLacksWhatOthersHave()
{
  MonthGaps gaps;
  gaps.add( QStringLiteral( "btp" ), month( 2024, 2 ) );
  gaps.add( QStringLiteral( "west" ), month( 2024, 1 ) );
  gaps.add( QStringLiteral( "west" ), month( 2024, 3 ) );
  QCOMPARE( monthRuns( gaps.lacking( QStringLiteral( "btp" ) ) ), QStringLiteral( "2024-01, 2024-03" ) );
  QCOMPARE( monthRuns( gaps.lacking( QStringLiteral( "nobody" ) ) ), QStringLiteral( "2024-01 to 2024-03" ) );
}

void MonthGapsTest::rangeIsReadFromItsTwoTexts()
{
  const MonthRange open = monthRange( QStringLiteral( " 2024-02 " ), QString() );
  QCOMPARE( open.first.value_or( 0 ), month( 2024, 2 ) );
  QVERIFY( !open.last );
  const auto refusal = []( const char *first, const char *last )
  {
    try
    {
      monthRange( QString::fromLatin1( first ), QString::fromLatin1( last ) );
    }
    catch ( const QgsProcessingException &problem )
    {
      return problem.what();
    }
    return QString();
  };
  QCOMPARE( refusal( "spring", "" ), QStringLiteral( "FIRST_MONTH: ‘spring’ is not a month; write it as 2021-03." ) );
  QCOMPARE( refusal( "2024-04", "2024-03" ),
            QStringLiteral( "FIRST_MONTH (2024-04) comes after LAST_MONTH (2024-03): exchange them." ) );
}

void MonthGapsTest::nothingIsMissingWithoutRecords()
{
  const MonthRange asked{ 10, 12 };
  QVERIFY( MonthGaps().missing( asked ).empty() );
}

QTEST_GUILESS_MAIN( MonthGapsTest )
#include "monthgaps_test.moc"
