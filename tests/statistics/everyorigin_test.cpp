// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "../benchmarks/delineation/plantedmaps.h"
#include "expectations.h"
#include "statistics/everyorigin.h"
#include "statistics/evidencefigures.h"

using namespace planted;

class EveryOriginTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void squareOfOneCellIsTheSearchItself();
  void gridThatBeginsOneCellFurtherFindsTheSame();
  void neighbourhoodsShareNoCell();
  void membershipIsToldInCells();
  void targetIsKept();
  // edges
  void evenMapsHaveNone();
  void partWithoutEvidenceIsNone();
  // threads
  void threadsDoNotMatter();
  void cancelStops();
};

namespace
{

EvidenceScanOptions options( std::size_t targetCount = 0 )
{
  EvidenceScanOptions result;
  result.nullMaps = 99;
  result.targetCount = targetCount;
  return result;
}

const std::vector<double> &baseline()
{
  static const std::vector<double> values( cells, 5.0 );
  return values;
}

Places discAt( int column, int row )
{
  return cellsWhere( [=]( int x, int y )
                     { return ( x - column ) * ( x - column ) + ( y - row ) * ( y - row ) <= 16; } );
}

//! Two discs, three times as high as expected.
const std::vector<double> &counts()
{
  static const std::vector<double> values = []
  {
    RandomStream random( 41 );
    return drawn( raised( raised( baseline(), discAt( 8, 9 ), 3 ), discAt( 23, 22 ), 3 ), 5 * cells, random );
  }();
  return values;
}

EvidenceScan scanOf( const EvidenceScanOptions &how, std::size_t side = 2, int moved = 0 )
{
  ScanSupport grid = squareGrid();
  for ( int &column : grid.columns )
    column += moved;
  return findFromEveryOrigin( grid, { stream( counts(), baseline() ) }, side, how );
}

} // namespace

void EveryOriginTest::squareOfOneCellIsTheSearchItself()
{
  const EvidenceScan every = scanOf( options(), 1 );
  const EvidenceScan plain = findByEvidence( squareGrid(), { stream( counts(), baseline() ) }, options() );
  QCOMPARE( every.neighbourhoods.size(), plain.neighbourhoods.size() );
  QCOMPARE( every.neighbourhoods.front().places, plain.neighbourhoods.front().places );
}

void EveryOriginTest::gridThatBeginsOneCellFurtherFindsTheSame()
{
  const EvidenceScan here = scanOf( options( 2 ) );
  const EvidenceScan moved = scanOf( options( 2 ), 2, 1 );
  QCOMPARE( here.neighbourhoods.size(), std::size_t( 2 ) );
  QCOMPARE( moved.neighbourhoods.size(), std::size_t( 2 ) );
  for ( std::size_t row = 0; row < 2; ++row )
  {
    double best = 0;
    for ( const EvidenceNeighbourhood &other : moved.neighbourhoods )
      best = std::max( best, jaccard( other.places, here.neighbourhoods[row].places ) );
    QVERIFY2( best >= 0.9, qPrintable( QString::number( best ) ) );
  }
}

void EveryOriginTest::neighbourhoodsShareNoCell()
{
  const EvidenceScan scan = scanOf( options() );
  const Places &one = scan.neighbourhoods[0].places;
  const Places &other = scan.neighbourhoods[1].places;
  QCOMPARE( common( one, other ), std::size_t( 0 ) );
  const bool isFirst = jaccard( one, discAt( 8, 9 ) ) > jaccard( one, discAt( 23, 22 ) );
  QVERIFY( jaccard( isFirst ? one : other, discAt( 8, 9 ) ) > 0.75 );
  QVERIFY( jaccard( isFirst ? other : one, discAt( 23, 22 ) ) > 0.75 );
  QVERIFY( scan.neighbourhoods[0].relativeRisk > 2 );
  QVERIFY( scan.neighbourhoods[0].p <= 0.05 );
  QVERIFY( scan.neighbourhoods[0].q >= scan.neighbourhoods[0].p );
}

void EveryOriginTest::membershipIsToldInCells()
{
  EvidenceScanOptions how = options( 1 );
  how.resamples = 40;
  const EvidenceScan scan = scanOf( how );
  const ClusterMembership &membership = scan.neighbourhoods.front().membership;
  QVERIFY( membership.jaccardMedian > 0.5 );
  std::size_t core = 0;
  for ( const PlaceMembership &place : membership.places )
  {
    QVERIFY( place.share > 0 && place.share <= 1 + 1e-12 );
    core += membershipZone( place.share ) == MembershipZone::core ? 1 : 0;
  }
  QVERIFY( core > 10 );
}

void EveryOriginTest::targetIsKept() { QCOMPARE( scanOf( options( 1 ) ).neighbourhoods.size(), std::size_t( 1 ) ); }

void EveryOriginTest::evenMapsHaveNone()
{
  const EvidenceScan scan = findFromEveryOrigin( squareGrid(), { stream( baseline(), baseline() ) }, 2, options() );
  QVERIFY( scan.neighbourhoods.empty() );
}

void EveryOriginTest::partWithoutEvidenceIsNone()
{
  // Two cells that do not touch, one of them with more than is expected.
  const BorderGraph borders = squareGrid().borders;
  const std::vector<double> expected( cells, 10 );
  std::vector<double> observed( cells, 10 );
  observed[5] = 20;
  QCOMPARE( strongestPart( { 0, 5 }, borders, { stream( observed, expected ) } ).places, Places( { 5 } ) );
  const ScanCandidate none = strongestPart( { 0, 9 }, borders, { stream( observed, expected ) } );
  QVERIFY( none.places.empty() );
  QCOMPARE( none.score, 0.0 );
}

void EveryOriginTest::threadsDoNotMatter()
{
  EvidenceScanOptions how = options();
  how.threads = 1;
  const EvidenceScan one = scanOf( how );
  how.threads = 8;
  const EvidenceScan eight = scanOf( how );
  QCOMPARE( eight.neighbourhoods.size(), one.neighbourhoods.size() );
  QCOMPARE( eight.neighbourhoods.front().places, one.neighbourhoods.front().places );
  QCOMPARE( eight.neighbourhoods.front().p, one.neighbourhoods.front().p );
}

void EveryOriginTest::cancelStops()
{
  const Progress stop = []( double done ) { return done < 0.3; };
  QVERIFY_EXCEPTION_THROWN( findFromEveryOrigin( squareGrid(), { stream( counts(), baseline() ) }, 2, options(), stop ),
                            Cancelled );
}

QTEST_GUILESS_MAIN( EveryOriginTest )
#include "everyorigin_test.moc"
