// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/mappoints.h"

#include <QObject>
#include <QtTest>

using namespace communitysafety::base;

class MapPointsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void newSetIsFound_data();
  void newSetIsFound();
  void orderOfTheMonthsDoesNotMatter();
  // edges
  void pointsThatHardlyEverRecurSayNothing();
  void fewPointsAreNotJudged();
  void nothingBeginsWithoutRecords();

private:
  //! \a count points of a month, from the \a first of those of one set on.
  static void use( MapPoints &points, int month, int set, int first, int count = 100 )
  {
    for ( int point = first; point < first + count; ++point )
      points.add( QgsPointXY( 400000 + 10 * point + set, 300000 ), month );
  }
};

void MapPointsTest::newSetIsFound_data()
{
  QTest::addColumn<QList<int>>( "sets" );
  QTest::addColumn<QList<int>>( "renewals" );
  QTest::newRow( "one set" ) << QList<int>{ 1, 1, 1, 1 } << QList<int>{};
  QTest::newRow( "in between" ) << QList<int>{ 1, 1, 2, 2 } << QList<int>{ 2 };
  QTest::newRow( "with the second month" ) << QList<int>{ 1, 2, 2, 2 } << QList<int>{ 1 };
  QTest::newRow( "with the last month" ) << QList<int>{ 1, 1, 1, 2 } << QList<int>{ 3 };
  QTest::newRow( "twice" ) << QList<int>{ 1, 1, 2, 2, 3, 3 } << QList<int>{ 2, 4 };
  QTest::newRow( "the old one comes back" ) << QList<int>{ 1, 1, 2, 2, 1, 1 } << QList<int>{ 2 };
}

void MapPointsTest::newSetIsFound()
{
  QFETCH( QList<int>, sets );
  QFETCH( QList<int>, renewals );
  MapPoints points;
  // From month to month six in ten points recur.
  for ( int month = 0; month < sets.size(); ++month )
    use( points, month, sets[month], 40 * ( month % 2 ) );
  const std::vector<int> found = points.renewals();
  QCOMPARE( QList<int>( found.begin(), found.end() ), renewals );
}

void MapPointsTest::orderOfTheMonthsDoesNotMatter()
{
  MapPoints points;
  for ( const int month : { 3, 0, 2, 1 } )
    use( points, month, month < 2 ? 1 : 2, 0 );
  QCOMPARE( points.renewals(), std::vector<int>{ 2 } );
}

void MapPointsTest::pointsThatHardlyEverRecurSayNothing()
{
  MapPoints points;
  for ( int month = 0; month < 4; ++month )
    use( points, month, 1, 95 * month );
  QVERIFY( points.renewals().empty() );
}

void MapPointsTest::fewPointsAreNotJudged()
{
  MapPoints points;
  for ( int month = 0; month < 4; ++month )
    use( points, month, month < 2 ? 1 : 2, 0, 49 );
  QVERIFY( points.renewals().empty() );
}

void MapPointsTest::nothingBeginsWithoutRecords() { QVERIFY( MapPoints().renewals().empty() ); }

QTEST_GUILESS_MAIN( MapPointsTest )
#include "mappoints_test.moc"
