// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/sidecounts.h"
#include "testrun.h"

using namespace communitysafety;
using namespace communitysafety::test;

class SideCountsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyRecordCountsOnce();
  void everyPersonCountsOncePerArea();
  void orderOfTheRecordsPlaysNoPart();
  // edges
  void nameOfAPersonIsNotInTheBooks();
  void largestHeapIsToldWithItsArea();
  void layerWithoutUsableRecordsHasNoHeap();
  // refused input
  void fieldThatIsNotThereIsNamed();
};

namespace
{

const QStringList records{ "POINT(50 50);Ann;1",  "POINT(50 50);Ann;2",   "POINT(60 60);Bob;3",
                           "POINT(150 50);Ann;4", "POINT(900 900);Cid;5", "POINT(150 60);NULL;6" };

//! Two squares of 100 m side by side, and points with a person and an id.
struct Town
{
  explicit Town( const QStringList &rows )
    : cells( memoryLayer(
        QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "cells" ),
        { "POLYGON((0 0,100 0,100 100,0 100,0 0));a", "POLYGON((100 0,200 0,200 100,100 100,100 0));b" } ) ),
      points( memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=person:string&field=inc_id:string" ),
                           QStringLiteral( "points" ), rows ) )
  {
  }

  base::SideCounts count( const QString &personField )
  {
    base::AreasReading areasReading;
    areasReading.idField = QStringLiteral( "area_id" );
    areas = base::readAreas( test.run, base::Source( QStringLiteral( "AREAS" ), *cells ), areasReading );
    base::SideReading reading;
    reading.account = QStringLiteral( "points" );
    reading.personField = personField;
    const base::AreaLocator locator( areas );
    return base::countSide( test.run, base::Source( QStringLiteral( "POINTS" ), *points ), areas, locator, reading );
  }

  TestRun test;
  std::unique_ptr<QgsVectorLayer> cells, points;
  base::Areas areas;
};

} // namespace

void SideCountsTest::everyRecordCountsOnce()
{
  Town town( records );
  const base::SideCounts counted = town.count( QString() );
  QCOMPARE( counted.counts, ( std::vector<double>{ 3, 2 } ) );
  QCOMPARE( counted.used, 5.0 );
  QVERIFY( town.test.run.ledger.balances() );
  QCOMPARE( town.test.run.ledger.nRejected( base::RejectReason::outsideStudyArea ), 1 );
}

void SideCountsTest::everyPersonCountsOncePerArea()
{
  Town town( records );
  const base::SideCounts counted = town.count( QStringLiteral( "person" ) );
  QCOMPARE( counted.counts, ( std::vector<double>{ 2, 1 } ) );
  QCOMPARE( town.test.run.ledger.nRejected( base::RejectReason::missingId ), 1 );
  QVERIFY( town.test.run.ledger.balances() );
}

void SideCountsTest::orderOfTheRecordsPlaysNoPart()
{
  QStringList reversed = records;
  std::reverse( reversed.begin(), reversed.end() );
  const base::SideCounts first = Town( records ).count( QStringLiteral( "person" ) );
  const base::SideCounts second = Town( reversed ).count( QStringLiteral( "person" ) );
  QCOMPARE( second.counts, first.counts );
  QCOMPARE( second.heapArea, first.heapArea );
  QCOMPARE( second.heapShare, first.heapShare );
}

void SideCountsTest::nameOfAPersonIsNotInTheBooks()
{
  Town town( { "POINT(900 900);x;Ann Bloggs", ";x;Ann Bloggs", "POINT(0 0);x;Ann Bloggs" } );
  town.count( QStringLiteral( "inc_id" ) );
  QCOMPARE( town.test.run.ledger.nRejected(), 3 );
  town.test.run.ledger.forEach(
    []( const base::Reject &reject )
    { QVERIFY( !( reject.id + reject.value + reject.reason ).contains( QStringLiteral( "Bloggs" ) ) ); } );
}

void SideCountsTest::largestHeapIsToldWithItsArea()
{
  Town town( records );
  const base::SideCounts counted = town.count( QString() );
  QCOMPARE( counted.heapShare, 0.4 );
  QCOMPARE( town.areas.id.at( std::size_t( counted.heapArea ) ), QStringLiteral( "a" ) );
}

void SideCountsTest::layerWithoutUsableRecordsHasNoHeap()
{
  const base::SideCounts counted = Town( { "POINT(900 900);Cid;5" } ).count( QString() );
  QCOMPARE( counted.used, 0.0 );
  QCOMPARE( counted.heapShare, 0.0 );
  QCOMPARE( counted.heapArea, base::AreaLocator::nowhere );
}

void SideCountsTest::fieldThatIsNotThereIsNamed()
{
  const QString sentence = refusal( [] { Town( records ).count( QStringLiteral( "persom" ) ); } );
  QVERIFY2( sentence.contains( QStringLiteral( "‘persom’" ) ) && sentence.contains( QStringLiteral( "person" ) ),
            qPrintable( sentence ) );
}

COMMUNITYSAFETY_TEST_MAIN( SideCountsTest )
#include "sidecounts_test.moc"
