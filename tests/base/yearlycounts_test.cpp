// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/yearlycounts.h"
#include "testrun.h"

using namespace communitysafety::base;
using communitysafety::statistics::isMissing;
using communitysafety::test::memoryLayer;
using communitysafety::test::refusal;
using communitysafety::test::TestRun;

namespace
{

const QString withMonths =
  QStringLiteral( "None?field=area_id:string&field=code:string&field=year:integer&field=year_from:string&"
                  "field=year_to:string&field=n:string&field=d:string" );

//! Two areas, A and B.
Areas twoAreas()
{
  Areas areas;
  areas.id = { "A", "B" };
  areas.row = { 1, 2 };
  areas.geometry.resize( 2 );
  areas.squareMetres = { 1, 1 };
  return areas;
}

//! A table, and what is read from it for theft.
struct Read
{
  explicit Read( const QStringList &rows, const QString &fields = withMonths )
    : layer( memoryLayer( fields, "long", rows ) ),
      counts( test.run, Source( "LONG", *layer ), areas, QStringList{ "theft" } )
  {
  }

  TestRun test;
  Areas areas = twoAreas();
  std::unique_ptr<QgsVectorLayer> layer;
  YearlyCounts counts;
};

} // namespace

class YearlyCountsTest : public QObject
{
  Q_OBJECT

private slots:
  void numbersStandWhereTheirAreaDoes();
  void yearsHaveTheirMonths();
  void tableWithoutMonthsAndDenominatorsIsRead();
  void numbersThatCannotBeReadAreMissingAndTold();
  void otherRowsAreTold();
  void stockIsTheSameInEveryYear();
  void refuses_data();
  void refuses();
};

void YearlyCountsTest::numbersStandWhereTheirAreaDoes()
{
  const Read read( { ";B;theft;1;2022-01;2022-12;7;100", ";A;theft;2;2023-01;2023-12;5;50" } );
  const YearOfCounts *first = read.counts.inYear( "theft", 1 );
  QVERIFY( first );
  QVERIFY( isMissing( first->counts[0] ) );
  QCOMPARE( first->counts[1], 7.0 );
  QCOMPARE( first->exposures[1], 100.0 );
  QCOMPARE( read.counts.inYear( "theft", 2 )->exposures[0], 50.0 );
  QVERIFY( !read.counts.inYear( "theft", 3 ) );
  QVERIFY( !read.counts.inYear( "noise", 1 ) );
  QCOMPARE( read.counts.columnsOf( "theft" ).size(), std::size_t( 2 ) );
}

void YearlyCountsTest::yearsHaveTheirMonths()
{
  const Read read( { ";A;theft;2;2023-01;2023-12;5;50", ";A;theft;1;2022-01;2022-12;7;100" } );
  const std::vector<CountedYear> years = read.counts.years();
  QCOMPARE( years.size(), std::size_t( 2 ) );
  QCOMPARE( years[0].number, 1 );
  QCOMPARE( years[1].from, QStringLiteral( "2023-01" ) );
}

void YearlyCountsTest::tableWithoutMonthsAndDenominatorsIsRead()
{
  const Read read( { ";A;theft;1;7", ";A;theft;2;8" },
                   "None?field=area_id:string&field=code:string&field=year:integer&field=n:integer" );
  QCOMPARE( read.counts.inYear( "theft", 2 )->counts[0], 8.0 );
  QVERIFY( isMissing( read.counts.inYear( "theft", 2 )->exposures[0] ) );
  QVERIFY( read.counts.years()[0].from.isEmpty() );
}

void YearlyCountsTest::numbersThatCannotBeReadAreMissingAndTold()
{
  const Read read( { ";A;theft;1;2022-01;2022-12;many;100", ";B;theft;1;2022-01;2022-12;*;100" } );
  QVERIFY( isMissing( read.counts.inYear( "theft", 1 )->counts[0] ) );
  QVERIFY( isMissing( read.counts.inYear( "theft", 1 )->counts[1] ) );
  QVERIFY2( read.test.feedback.everything().contains( "are missing: 1, the first in row 1 of field n" ),
            qPrintable( read.test.feedback.everything() ) );
}

void YearlyCountsTest::otherRowsAreTold()
{
  const Read read(
    { ";A;theft;1;2022-01;2022-12;7;100", ";C;theft;1;2022-01;2022-12;7;100", ";A;noise;1;2022-01;2022-12;7;100" } );
  QVERIFY( read.test.feedback.everything().contains( "rows of other areas or indicators: 2" ) );
}

void YearlyCountsTest::stockIsTheSameInEveryYear()
{
  const std::vector<double> pubs{ 3, communitysafety::statistics::missing, 0 }, more{ 3, 1, 0 }, none{ 0, 0, 0 };
  QVERIFY( isStock( { pubs, pubs, pubs } ) );
  QVERIFY( !isStock( { pubs, more, pubs } ) );
  QVERIFY( !isStock( { none, none } ) );
  QVERIFY( !isStock( { pubs } ) );
}

void YearlyCountsTest::refuses_data()
{
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QString>( "sentence" );
  const QString row = QStringLiteral( ";A;theft;1;2022-01;2022-12;7;100" );
  QTest::newRow( "a row twice" ) << QStringList{ row, row } << "has the area ‘A’ twice for the indicator ‘theft’";
  QTest::newRow( "negative denominator" )
    << QStringList{ ";A;theft;1;2022-01;2022-12;7;-1" } << "negative number in row 1 of field d";
  QTest::newRow( "nothing of ours" ) << QStringList{ ";C;theft;1;2022-01;2022-12;7;1" } << "has no row for these areas";
  QTest::newRow( "years that overlap" ) << QStringList{ row, ";A;theft;2;2022-12;2023-11;7;100" }
                                        << "years 1 (to 2022-12) and 2 (from 2022-12)";
  QTest::newRow( "years out of order" ) << QStringList{ row, ";A;theft;2;2021-01;2021-12;7;100" }
                                        << "overlap or are out of order";
  QTest::newRow( "two spans of a year" ) << QStringList{ row, ";B;theft;1;2022-02;2022-12;7;100" }
                                         << "rows of year 1 with different months";
}

void YearlyCountsTest::refuses()
{
  QFETCH( QStringList, rows );
  QFETCH( QString, sentence );
  const QString refused = refusal( [&rows] { Read( rows ).counts.years(); } );
  QVERIFY2( refused.contains( sentence ), qPrintable( refused ) );
}

COMMUNITYSAFETY_TEST_MAIN( YearlyCountsTest )
#include "yearlycounts_test.moc"
