// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/recordlinkage.h"

#include "expectations.h"

#include <algorithm>
#include <map>
#include <random>

using namespace communitysafety::statistics;

//! Worked by hand, and against every pair held against every other.
class RecordLinkageTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void sameIdOfOneSourceIsOneEvent();
  void minutesCountWhereBothTellTheTime();
  void daysCountWhereOneTellsNone();
  void eventHasOneRecordOfEachSource();
  void nearestIsTakenFirst();
  void duplicatesWithinASourceAgreeWithTheFirst();
  void categoryMayDifferBetweenSources();
  void onlyNamedPairsAreCompared();
  void threeSourcesMakeOneEvent();
  void orderOfTheRecordsPlaysNoPart();
  void orderOfRecordsThatDifferInThePrecisionAlonePlaysNoPart();
  void findsWhatEveryPairFinds();
  void coincidencesAreCountedWithoutTheEvents();
  // edges
  void monthIsNoMoment();
  void recordWithoutCategoryIsLikeNoOther();
  void nothingIsLinkedInNothing();
  // refused input
  void refuses();
  // speed
  void manyRecordsAreLinked();
};

namespace
{

constexpr int day = 1440;

//! At \a minute of source \a source, on the line y = 0.
LinkageRecord timed( std::uint16_t source, double x, int minute, std::uint32_t category = 1, std::uint64_t id = 0 )
{
  return { x, 0, minute, minute, id, category, source, true };
}

LinkageRecord dated( std::uint16_t source, double x, int firstDay, int lastDay )
{
  return { x, 0, firstDay * day, lastDay * day + day - 1, 0, 1, source, false };
}

std::vector<std::uint32_t> keepers( const std::vector<LinkageRecord> &records, const LinkageRule &rule = {} )
{
  return linkRecords( records, rule ).keeper;
}

using Rows = std::vector<std::uint32_t>;

std::vector<LinkageRecord> randomRecords( std::size_t n, std::uint16_t nSources, double side, int nDays )
{
  std::mt19937 random( 7 );
  std::uniform_real_distribution<double> place( 0, side );
  std::uniform_int_distribution<int> minute( 0, nDays * day );
  std::uniform_int_distribution<int> small( 0, 1000 );
  std::vector<LinkageRecord> records( n );
  for ( LinkageRecord &record : records )
  {
    record = timed( std::uint16_t( small( random ) % nSources ), place( random ), minute( random ),
                    std::uint32_t( 1 + small( random ) % 3 ) );
    record.y = place( random );
  }
  return records;
}

} // namespace

void RecordLinkageTest::sameIdOfOneSourceIsOneEvent()
{
  const std::vector<LinkageRecord> records{ timed( 0, 9000, 5, 1, 77 ), timed( 0, 0, 99999, 2, 77 ),
                                            timed( 1, 5000, 5, 1, 77 ) };
  const RecordLinkage linkage = linkRecords( records, {} );
  QCOMPARE( linkage.keeper, ( Rows{ 0, 0, 2 } ) );
  QCOMPARE( linkage.size, ( Rows{ 2, 2, 1 } ) );
  QCOMPARE( linkage.links.size(), std::size_t( 1 ) );
  QCOMPARE( linkage.links[0].kind, LinkKind::sameId );
}

void RecordLinkageTest::minutesCountWhereBothTellTheTime()
{
  // 60 minutes and 50 m are still the same, 61 minutes or 51 m are not; midnight is no limit.
  const std::vector<LinkageRecord> records{ timed( 0, 0, day - 10 ), timed( 1, 50, day + 50 ), timed( 0, 2000, 0 ),
                                            timed( 1, 2000, 61 ),    timed( 0, 3000, 0 ),      timed( 1, 3051, 0 ) };
  QCOMPARE( keepers( records ), ( Rows{ 0, 0, 2, 3, 4, 5 } ) );
}

void RecordLinkageTest::daysCountWhereOneTellsNone()
{
  const std::vector<LinkageRecord> records{ timed( 0, 0, 23 * 60 ), dated( 1, 0, 0, 0 ), timed( 0, 900, 0 ),
                                            dated( 1, 900, 1, 1 ) };
  QCOMPARE( keepers( records ), ( Rows{ 0, 0, 2, 3 } ) );
  LinkageRule rule;
  rule.days = 1;
  QCOMPARE( keepers( records, rule ), ( Rows{ 0, 0, 2, 2 } ) );
  // A span from Friday to Sunday meets the Saturday.
  QCOMPARE( keepers( { dated( 0, 0, 4, 6 ), timed( 1, 0, 5 * day + 70 ) } ), ( Rows{ 0, 0 } ) );
}

void RecordLinkageTest::eventHasOneRecordOfEachSource()
{
  // Two ambulances at one place and time: the police were told of one of them.
  LinkageRule rule;
  rule.withinSources = false;
  QCOMPARE( keepers( { timed( 0, 0, 0 ), timed( 1, 10, 0 ), timed( 1, 20, 0 ) }, rule ), ( Rows{ 0, 0, 2 } ) );
}

void RecordLinkageTest::nearestIsTakenFirst()
{
  LinkageRule rule;
  rule.withinSources = false;
  // The first of the police is within reach of the ambulance, the second stands beside it.
  QCOMPARE( keepers( { timed( 0, 0, 0 ), timed( 0, 42, 30 ), timed( 1, 40, 30 ) }, rule ), ( Rows{ 0, 1, 1 } ) );
}

void RecordLinkageTest::duplicatesWithinASourceAgreeWithTheFirst()
{
  // 0, 40 and 80 m: the third agrees with the second alone, and no chain is made.
  QCOMPARE( keepers( { timed( 0, 0, 0 ), timed( 0, 40, 0 ), timed( 0, 80, 0 ) } ), ( Rows{ 0, 0, 2 } ) );
}

void RecordLinkageTest::categoryMayDifferBetweenSources()
{
  const std::vector<LinkageRecord> records{ timed( 0, 0, 0, 1 ), timed( 1, 0, 0, 2 ), timed( 1, 0, 0, 3 ) };
  LinkageRule rule;
  QCOMPARE( keepers( records, rule ), ( Rows{ 0, 1, 2 } ) );
  rule.category = LinkageCategory::sameWithinSource;
  QCOMPARE( keepers( records, rule ), ( Rows{ 0, 0, 2 } ) );
  rule.category = LinkageCategory::any;
  QCOMPARE( keepers( records, rule ), ( Rows{ 0, 0, 0 } ) );
}

void RecordLinkageTest::onlyNamedPairsAreCompared()
{
  LinkageRule rule;
  rule.pairs = { { 2, 0 } };
  QCOMPARE( keepers( { timed( 0, 0, 0 ), timed( 1, 0, 0 ), timed( 2, 0, 0 ) }, rule ), ( Rows{ 0, 1, 0 } ) );
}

void RecordLinkageTest::threeSourcesMakeOneEvent()
{
  const RecordLinkage linkage = linkRecords( { timed( 2, 5, 0 ), timed( 1, 3, 0 ), timed( 0, 0, 0 ) }, {} );
  QCOMPARE( linkage.keeper, ( Rows{ 2, 2, 2 } ) );
  QCOMPARE( linkage.size, ( Rows{ 3, 3, 3 } ) );
  QCOMPARE( linkage.links.size(), std::size_t( 2 ) );
}

void RecordLinkageTest::orderOfTheRecordsPlaysNoPart()
{
  std::vector<LinkageRecord> records = randomRecords( 500, 3, 600, 2 );
  for ( std::size_t row = 0; row < records.size(); ++row )
    records[row].id = row + 1;
  const auto eventOfId = []( const std::vector<LinkageRecord> &all )
  {
    std::map<std::uint64_t, std::uint64_t> events;
    const RecordLinkage linkage = linkRecords( all, {} );
    for ( std::size_t row = 0; row < all.size(); ++row )
      events[all[row].id] = all[linkage.keeper[row]].id;
    return events;
  };
  const auto before = eventOfId( records );
  std::shuffle( records.begin(), records.end(), std::mt19937( 3 ) );
  QVERIFY( eventOfId( records ) == before );
}

void RecordLinkageTest::orderOfRecordsThatDifferInThePrecisionAlonePlaysNoPart()
{
  // One knows the day alone, the other that it took all of it; only the first is the event of the next morning.
  const LinkageRecord wholeDay = dated( 0, 0, 1, 1 );
  LinkageRecord allDayLong = wholeDay;
  allDayLong.tellsTime = true;
  const LinkageRecord nextMorning = timed( 1, 0, 2 * day + 300 );
  LinkageRule rule;
  rule.days = 1;
  const auto links = [&]( const LinkageRecord &first, const LinkageRecord &second ) {
    return linkRecords( { first, second, nextMorning }, rule ).links.size();
  };
  QCOMPARE( links( wholeDay, allDayLong ), std::size_t( 2 ) );
  QCOMPARE( links( allDayLong, wholeDay ), std::size_t( 2 ) );
}

void RecordLinkageTest::findsWhatEveryPairFinds()
{
  const std::vector<LinkageRecord> records = randomRecords( 400, 2, 400, 1 );
  LinkageRule rule;
  rule.withinSources = false;
  rule.metres = 45;
  std::size_t agreeing = 0;
  Rows partners( records.size(), 0 );
  for ( std::size_t a = 0; a < records.size(); ++a )
    for ( std::size_t b = 0; b < records.size(); ++b )
      if ( records[a].source < records[b].source && records[a].category == records[b].category &&
           std::hypot( records[a].x - records[b].x, records[a].y - records[b].y ) <= 45 &&
           std::abs( records[a].from - records[b].from ) <= 60 )
      {
        ++agreeing;
        ++partners[a];
        ++partners[b];
      }
  const RecordLinkage linkage = linkRecords( records, rule );
  QVERIFY( agreeing > 20 );
  // A record with partners stays alone only when each of them has another: never where it has one, and that one it.
  for ( const RecordLink &link : linkage.links )
    QVERIFY( partners[link.duplicate] > 0 && partners[link.original] > 0 );
  for ( std::size_t row = 0; row < records.size(); ++row )
    if ( partners[row] == 0 )
      QCOMPARE( linkage.size[row], 1U );
  QVERIFY( linkage.links.size() <= agreeing && linkage.links.size() * 2 > agreeing );
}

void RecordLinkageTest::coincidencesAreCountedWithoutTheEvents()
{
  std::vector<LinkageRecord> records;
  for ( int event = 0; event < 200; ++event )
    for ( std::uint16_t source : { 0, 1 } )
      records.push_back( timed( source, event * 1000, event * 3 * day ) );
  QCOMPARE( linkRecords( records, {} ).links.size(), std::size_t( 200 ) );
  QCOMPARE( coincidentalLinks( records, {}, 2 ), ( std::vector<std::size_t>{ 0, 0, 0, 0 } ) );
  // At one place at the same hour of every day, chance does as well as truth, but for the last week.
  for ( std::size_t row = 0; row < records.size(); ++row )
    records[row] = timed( records[row].source, 0, int( row / 2 ) * day );
  QCOMPARE( coincidentalLinks( records, {}, 2 )[1], std::size_t( 193 ) );
}

void RecordLinkageTest::monthIsNoMoment()
{
  const std::vector<LinkageRecord> records{ dated( 0, 0, 0, 30 ), dated( 1, 0, 0, 30 ), timed( 1, 0, 5 ) };
  RecordLinkage linkage = linkRecords( records, {} );
  QCOMPARE( linkage.keeper, ( Rows{ 0, 1, 2 } ) );
  QCOMPARE( linkage.nCoarse, std::size_t( 2 ) );
  LinkageRule rule;
  rule.comparesCoarse = true;
  rule.withinSources = false;
  linkage = linkRecords( records, rule );
  QCOMPARE( linkage.links.size(), std::size_t( 1 ) );
  QVERIFY( linkage.links[0].isCoarse );
}

void RecordLinkageTest::recordWithoutCategoryIsLikeNoOther()
{
  QCOMPARE( keepers( { timed( 0, 0, 0, 0 ), timed( 1, 0, 0, 0 ) } ), ( Rows{ 0, 1 } ) );
}

void RecordLinkageTest::nothingIsLinkedInNothing() { QVERIFY( linkRecords( {}, {} ).links.empty() ); }

void RecordLinkageTest::refuses()
{
  LinkageRule rule;
  rule.metres = -1;
  QVERIFY( refusalOf( [&] { linkRecords( {}, rule ); } ).contains( QStringLiteral( "0 or more" ) ) );
  QVERIFY( refusalOf( [] { linkRecords( { timed( 64, 0, 0 ) }, {} ); } ).contains( QStringLiteral( "64 sources" ) ) );
}

void RecordLinkageTest::manyRecordsAreLinked()
{
  // Every record against every other would take longer than a test may.
  QVERIFY( !linkRecords( randomRecords( 200'000, 3, 20'000, 200 ), {} ).links.empty() );
}

QTEST_GUILESS_MAIN( RecordLinkageTest )
#include "recordlinkage_test.moc"
