// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/pycnophylactic.h"
#include "statistics/randomstream.h"

#include <algorithm>

using namespace communitysafety::statistics;

class PycnophylacticTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void stripOfTwoZones();
  void peopleMoveTowardsDenserNeighboursNotBelowZero();
  void zeroEdgeDrawsTheSurfaceDown();
  // laws
  void zonesKeepTheirCountsAndNothingFallsBelowZero();
  void roughnessIsTheLeastOfAllSurfacesWithTheseCounts();
  void roughnessNeverRises();
  void evenDensityStaysEven();
  void turnedMapGivesTheTurnedSurface();
  // edges
  void oneCellPerZoneIsLeftAsItIs();
  void zoneSmallerThanTheCellsIsTold();
  void cellsOfNoZoneAreMissing();
  void nearlyEmptyZoneBesideADenseOneKeepsItsCount();
  // cancelling and refused input
  void cancelStopsAtOnce();
  void whatCannotBeSmoothedIsRefused();
};

namespace
{

constexpr std::uint32_t none = GridFrame::nowhere;

GridFrame frameOf( std::size_t columns, std::size_t rows ) { return { 0, 0, 100, columns, rows }; }

//! Sixteen zones of ten by ten cells, one of them empty, with a lake in the middle.
std::vector<std::uint32_t> zonesOfACity()
{
  std::vector<std::uint32_t> zones;
  for ( std::size_t row = 0; row < 40; ++row )
    for ( std::size_t column = 0; column < 40; ++column )
    {
      const bool lake = row > 17 && row < 22 && column > 15 && column < 24;
      zones.push_back( lake ? none : static_cast<std::uint32_t>( row / 10 * 4 + column / 10 ) );
    }
  return zones;
}

const std::vector<double> cityCounts = { 120, 900, 40, 10, 300, 5000, 2500, 60, 0, 1800, 700, 30, 15, 200, 80, 1 };

std::vector<double> zoneSums( const std::vector<double> &values, const std::vector<std::uint32_t> &zones,
                              std::size_t number )
{
  std::vector<double> sums( number, 0 );
  for ( std::size_t cell = 0; cell < zones.size(); ++cell )
    if ( zones[cell] != none )
      sums[zones[cell]] += values[cell];
  return sums;
}

double roughnessOf( const std::vector<double> &values, std::size_t columns )
{
  double sum = 0;
  for ( std::size_t cell = 0; cell < values.size(); ++cell )
  {
    const auto add = [&]( std::size_t other )
    {
      const double difference = values[cell] - values[other];
      sum += isMissing( difference ) ? 0 : difference * difference;
    };
    if ( cell % columns + 1 < columns )
      add( cell + 1 );
    if ( cell + columns < values.size() )
      add( cell + columns );
  }
  return sum / 2;
}

} // namespace

void PycnophylacticTest::stripOfTwoZones()
{
  // a + b = 10, c + d = 4; least (a - b)² + (b - c)² + (c - d)² where all steps within zones are a third of the jump.
  const SmoothSurface surface = smoothSurface( frameOf( 4, 1 ), { 0, 0, 1, 1 }, std::vector<double>{ 10, 4 } );
  QVERIFY( surface.converged );
  QCOMPARE( differenceBetween( surface.value, { 5.5, 4.5, 2.5, 1.5 }, 1e-4 ), QString() );
  QCOMPARE( surface.evenRoughness, 4.5 );
  QVERIFY( std::fabs( surface.roughness - 3 ) < 1e-6 );
}

void PycnophylacticTest::peopleMoveTowardsDenserNeighboursNotBelowZero()
{
  const SmoothSurface surface = smoothSurface( frameOf( 4, 1 ), { 0, 0, 1, 1 }, std::vector<double>{ 10, 0 } );
  QCOMPARE( differenceBetween( surface.value, { 6, 4, 0, 0 }, 1e-4 ), QString() );
  // With 1 instead of 0 the last cell would fall to -0.25 if it could.
  const SmoothSurface one = smoothSurface( frameOf( 4, 1 ), { 0, 0, 1, 1 }, std::vector<double>{ 10, 1 } );
  QCOMPARE( differenceBetween( one.value, { 5.8, 4.2, 1, 0 }, 1e-4 ), QString() );
}

void PycnophylacticTest::zeroEdgeDrawsTheSurfaceDown()
{
  // Three cells in a row, 10 in all, nothing beyond on any side: 4 ends - middle = 4 middle - 2 ends.
  SurfaceOptions options;
  options.edge = SurfaceEdge::zero;
  const SmoothSurface surface = smoothSurface( frameOf( 3, 1 ), { 0, 0, 0 }, std::vector<double>{ 10 }, options );
  QCOMPARE( differenceBetween( surface.value, { 50.0 / 16, 60.0 / 16, 50.0 / 16 }, 1e-4 ), QString() );
}

void PycnophylacticTest::zonesKeepTheirCountsAndNothingFallsBelowZero()
{
  const std::vector<std::uint32_t> zones = zonesOfACity();
  for ( const SurfaceEdge edge : { SurfaceEdge::level, SurfaceEdge::zero } )
  {
    SurfaceOptions options;
    options.edge = edge;
    const SmoothSurface surface = smoothSurface( frameOf( 40, 40 ), zones, cityCounts, options );
    QVERIFY( surface.converged );
    QCOMPARE( differenceBetween( zoneSums( surface.value, zones, 16 ), cityCounts, 1e-9 ), QString() );
    QVERIFY( std::none_of( surface.value.begin(), surface.value.end(), []( double value ) { return value < 0; } ) );
  }
}

void PycnophylacticTest::roughnessIsTheLeastOfAllSurfacesWithTheseCounts()
{
  const std::vector<std::uint32_t> zones = zonesOfACity();
  const SmoothSurface surface = smoothSurface( frameOf( 40, 40 ), zones, cityCounts );
  const double least = roughnessOf( surface.value, 40 );
  QVERIFY( std::fabs( least - surface.roughness ) < 1e-9 * least );
  // Any small move of people within zones makes it rougher.
  RandomStream stream( 4 );
  for ( int trial = 0; trial < 200; ++trial )
  {
    std::vector<double> moved = surface.value;
    for ( int move = 0; move < 20; ++move )
    {
      const auto one = static_cast<std::size_t>( 1600 * stream.uniform() );
      const auto other = static_cast<std::size_t>( 1600 * stream.uniform() );
      if ( zones[one] == none || zones[one] != zones[other] )
        continue;
      const double people = std::min( moved[one], 0.5 );
      moved[one] -= people;
      moved[other] += people;
    }
    QVERIFY( roughnessOf( moved, 40 ) >= least * ( 1 - 1e-9 ) );
  }
}

void PycnophylacticTest::roughnessNeverRises()
{
  double before = std::numeric_limits<double>::infinity();
  for ( const std::size_t iterations : { 1, 2, 3, 5, 10, 20, 50, 100, 200, 400 } )
  {
    SurfaceOptions options;
    options.maximumIterations = iterations;
    const SmoothSurface surface = smoothSurface( frameOf( 40, 40 ), zonesOfACity(), cityCounts, options );
    QVERIFY( surface.roughness <= before * ( 1 + 1e-12 ) );
    QVERIFY( surface.roughness <= surface.evenRoughness );
    before = surface.roughness;
  }
}

void PycnophylacticTest::evenDensityStaysEven()
{
  const std::vector<std::uint32_t> zones = { 0, 0, 1, 0, 1, 1 };
  const SmoothSurface surface = smoothSurface( frameOf( 3, 2 ), zones, std::vector<double>{ 21, 21 } );
  QCOMPARE( differenceBetween( surface.value, std::vector<double>( 6, 7 ) ), QString() );
  QCOMPARE( surface.roughness, 0.0 );
}

void PycnophylacticTest::turnedMapGivesTheTurnedSurface()
{
  std::vector<std::uint32_t> turned = zonesOfACity();
  std::reverse( turned.begin(), turned.end() );
  std::vector<double> back = smoothSurface( frameOf( 40, 40 ), turned, cityCounts ).value;
  std::reverse( back.begin(), back.end() );
  const std::vector<double> straight = smoothSurface( frameOf( 40, 40 ), zonesOfACity(), cityCounts ).value;
  QCOMPARE( differenceBetween( back, straight, 1e-6 ), QString() );
}

void PycnophylacticTest::oneCellPerZoneIsLeftAsItIs()
{
  const std::vector<double> counts = { 3, 0, 7 };
  QCOMPARE( differenceBetween( smoothSurface( frameOf( 3, 1 ), { 0, 1, 2 }, counts ).value, counts ), QString() );
}

void PycnophylacticTest::zoneSmallerThanTheCellsIsTold()
{
  const SmoothSurface surface = smoothSurface( frameOf( 2, 1 ), { 0, 2 }, std::vector<double>{ 3, 5, 7 } );
  QVERIFY( ( surface.zonesWithoutCells == std::vector<std::size_t>{ 1 } ) );
  QCOMPARE( surface.notPlaced, 5.0 );
}

void PycnophylacticTest::cellsOfNoZoneAreMissing()
{
  const SmoothSurface surface = smoothSurface( frameOf( 4, 1 ), { 0, none, 1, 0 }, std::vector<double>{ 4, missing } );
  QCOMPARE( differenceBetween( surface.value, { 2, missing, missing, 2 } ), QString() );
  QVERIFY( surface.zonesWithoutCells.empty() );
}

void PycnophylacticTest::nearlyEmptyZoneBesideADenseOneKeepsItsCount()
{
  const std::vector<std::uint32_t> zones = { 0, 0, 1, 1 };
  const std::vector<double> counts = { 1e9, 1e-12 };
  const SmoothSurface surface = smoothSurface( frameOf( 4, 1 ), zones, counts );
  const std::vector<double> sums = zoneSums( surface.value, zones, 2 );
  QVERIFY( std::fabs( sums[1] - 1e-12 ) < 1e-21 );
}

void PycnophylacticTest::cancelStopsAtOnce()
{
  int asked = 0;
  QVERIFY_EXCEPTION_THROWN(
    smoothSurface( frameOf( 40, 40 ), zonesOfACity(), cityCounts, {}, [&asked]( double ) { return ++asked < 3; } ),
    Cancelled );
  QCOMPARE( asked, 3 );
}

void PycnophylacticTest::whatCannotBeSmoothedIsRefused()
{
  const std::vector<double> counts{ 1 };
  QCOMPARE( refusalOf(
              [&] {
                smoothSurface( frameOf( 2, 1 ), { 0, 1 }, counts );
              } ),
            QStringLiteral( "The zone of cell 2 is 1; it must be below 1." ) );
  QCOMPARE( refusalOf( [&] { smoothSurface( frameOf( 2, 1 ), { 0 }, counts ); } ),
            QStringLiteral( "The length of zoneOfCell is 1; it must be 2." ) );
  SurfaceOptions options;
  options.tolerance = 0;
  QVERIFY( !refusalOf( [&] { smoothSurface( frameOf( 1, 1 ), { 0 }, counts, options ); } ).isEmpty() );
  options = {};
  options.maximumIterations = 0;
  QVERIFY( !refusalOf( [&] { smoothSurface( frameOf( 1, 1 ), { 0 }, counts, options ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( PycnophylacticTest )
#include "pycnophylactic_test.moc"
