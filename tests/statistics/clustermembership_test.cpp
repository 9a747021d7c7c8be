// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "../benchmarks/delineation/plantedmaps.h"
#include "expectations.h"
#include "statistics/evidencescan.h"

using namespace planted;

class ClusterMembershipTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void zonesHaveTheirLimits_data();
  void zonesHaveTheirLimits();
  // laws
  void corePlacesAreRight();
  void strongNeighbourhoodIsFoundAgain();
  void correctedRiskLimitsHoldTheTruth();
  void ranksOfUnequalNeighbourhoodsAreSure();
  void ranksOfEqualNeighbourhoodsAreNot();
  // edges
  void withoutNeighbourhoodsThereIsNothing();
};

namespace
{

constexpr std::size_t events = 5000;

const ScanSupport &grid()
{
  static const ScanSupport support = squareGrid();
  return support;
}

const std::vector<double> &people()
{
  static const std::vector<double> values = population( 12 );
  return values;
}

const std::vector<double> &baseline()
{
  static const std::vector<double> values = scaledTo( events, people() );
  return values;
}

EvidenceScanOptions options( std::size_t targetCount )
{
  EvidenceScanOptions result;
  result.nullMaps = 59;
  result.targetCount = targetCount;
  result.minimumRelativeRisk = 1;
  result.resamples = 25;
  return result;
}

const FamilyChoice &choice()
{
  static const FamilyChoice result = calibrateFamilies( grid(), { stream( baseline(), baseline() ) }, options( 1 ) );
  return result;
}

EvidenceScan scanOf( const std::vector<double> &rates, std::uint64_t map, std::size_t targetCount )
{
  RandomStream random( 41, map );
  const std::vector<double> counts = drawn( rates, events, random );
  return findByEvidence( grid(), { stream( counts, baseline() ) }, options( targetCount ), choice() );
}

//! A disc in the west and one in the east.
std::vector<double> twoDiscs( double west, double east )
{
  const Places first =
    cellsWhere( []( int x, int y ) { return ( x - 8 ) * ( x - 8 ) + ( y - 16 ) * ( y - 16 ) <= 9; } );
  const Places second =
    cellsWhere( []( int x, int y ) { return ( x - 24 ) * ( x - 24 ) + ( y - 16 ) * ( y - 16 ) <= 9; } );
  return raised( raised( people(), first, west ), second, east );
}

} // namespace

void ClusterMembershipTest::zonesHaveTheirLimits_data()
{
  QTest::addColumn<double>( "share" );
  QTest::addColumn<int>( "zone" );
  QTest::newRow( "always" ) << 1.0 << int( MembershipZone::core );
  QTest::newRow( "core begins" ) << 0.8 << int( MembershipZone::core );
  QTest::newRow( "nearly core" ) << 0.79 << int( MembershipZone::likely );
  QTest::newRow( "likely begins" ) << 0.5 << int( MembershipZone::likely );
  QTest::newRow( "nearly likely" ) << 0.49 << int( MembershipZone::fringe );
  QTest::newRow( "fringe begins" ) << 0.2 << int( MembershipZone::fringe );
  QTest::newRow( "hardly ever" ) << 0.19 << int( MembershipZone::outside );
}

void ClusterMembershipTest::zonesHaveTheirLimits()
{
  QFETCH( double, share );
  QFETCH( int, zone );
  QCOMPARE( int( membershipZone( share ) ), zone );
}

void ClusterMembershipTest::corePlacesAreRight()
{
  double right = 0;
  double all = 0;
  for ( const Shape &shape : comparedShapes() )
    for ( std::uint64_t map = 0; map < 2; ++map )
      for ( const EvidenceNeighbourhood &found : scanOf( raised( people(), shape.places, 2 ), map, 1 ).neighbourhoods )
        for ( const PlaceMembership &place : found.membership.places )
          if ( membershipZone( place.share ) == MembershipZone::core )
          {
            all += 1;
            right += std::binary_search( shape.places.begin(), shape.places.end(), place.place ) ? 1 : 0;
          }
  QVERIFY( all > 50 );
  QVERIFY2( right / all >= 0.93, qPrintable( QStringLiteral( "%1 of %2" ).arg( right ).arg( all ) ) );
}

void ClusterMembershipTest::strongNeighbourhoodIsFoundAgain()
{
  const EvidenceScan scan = scanOf( raised( people(), comparedShapes()[1].places, 3 ), 1, 1 );
  const ClusterMembership &membership = scan.neighbourhoods.front().membership;
  QCOMPARE( membership.found, 1.0 );
  QVERIFY( membership.jaccardMedian > 0.65 );
  QVERIFY( membership.jaccardLow > 0.5 && membership.jaccardLow <= membership.jaccardMedian );
  QCOMPARE( membership.rankLow, 1.0 );
  QCOMPARE( membership.rankHigh, 1.0 );
}

void ClusterMembershipTest::correctedRiskLimitsHoldTheTruth()
{
  const Places disc = comparedShapes().front().places;
  const std::vector<double> rates = raised( people(), disc, 2 );
  const std::vector<double> means = scaledTo( events, rates );
  int held = 0;
  for ( std::uint64_t map = 0; map < 10; ++map )
  {
    const EvidenceScan scan = scanOf( rates, 50 + map, 1 );
    const EvidenceNeighbourhood &found = scan.neighbourhoods.front();
    double mean = 0;
    double expected = 0;
    for ( const std::uint32_t place : found.places )
    {
      mean += means[place];
      expected += baseline()[place];
    }
    const ClusterMembership &membership = found.membership;
    QVERIFY( membership.correctedRisk <= found.relativeRisk );
    held += membership.correctedRiskLow <= mean / expected && mean / expected <= membership.correctedRiskHigh ? 1 : 0;
  }
  // At 95 % fewer than 8 of 10 come once in a hundred times.
  QVERIFY2( held >= 8, qPrintable( QString::number( held ) ) );
}

void ClusterMembershipTest::ranksOfUnequalNeighbourhoodsAreSure()
{
  const EvidenceScan scan = scanOf( twoDiscs( 4, 2 ), 3, 2 );
  QCOMPARE( scan.neighbourhoods.size(), std::size_t( 2 ) );
  QCOMPARE( scan.neighbourhoods[0].membership.rankHigh, 1.0 );
  QCOMPARE( scan.neighbourhoods[1].membership.rankLow, 2.0 );
}

void ClusterMembershipTest::ranksOfEqualNeighbourhoodsAreNot()
{
  const EvidenceScan scan = scanOf( twoDiscs( 2.5, 2.5 ), 4, 2 );
  QCOMPARE( scan.neighbourhoods.size(), std::size_t( 2 ) );
  QCOMPARE( scan.neighbourhoods[0].membership.rankHigh, 2.0 );
  QCOMPARE( scan.neighbourhoods[1].membership.rankLow, 1.0 );
}

void ClusterMembershipTest::withoutNeighbourhoodsThereIsNothing()
{
  QVERIFY( clusterMemberships( grid(), { stream( baseline(), baseline() ) }, {}, {}, choice(), {} ).empty() );
}

QTEST_GUILESS_MAIN( ClusterMembershipTest )
#include "clustermembership_test.moc"
