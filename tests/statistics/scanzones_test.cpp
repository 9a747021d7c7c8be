// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/randomstream.h"
#include "statistics/scanzones.h"

#include <algorithm>
#include <cmath>

using namespace communitysafety::statistics;

using Places = std::vector<std::uint32_t>;
Q_DECLARE_METATYPE( Places )

class ScanZonesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void shapesAreThoseOfSaTScan();
  // laws
  void wholeRingsOfASquareGrid();
  void wholeRingsOfAHexagonGrid();
  void onePlaceAtATimeGoesByXThenY();
  void gridAndPointsHaveTheSameZones_data();
  void gridAndPointsHaveTheSameZones();
  void ellipseHoldsWhatItsEquationSays_data();
  void ellipseHoldsWhatItsEquationSays();
  void listsThatAreNotKeptAreTheSame();
  // edges
  void zonesEndAtTheLargestShare();
  void aPlaceTooLargeIsNoZone();
  void gapsAreNoPlaces();
  void farApartCellsArePoints();
  void coincidingPointsComeTogether();
  void pointsOnALine();
  // refused input
  void badInputIsRefused_data();
  void badInputIsRefused();
};

namespace
{

struct Cells
{
  std::vector<int> columns;
  std::vector<int> rows;
};

Cells square( int side )
{
  Cells cells;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
    {
      cells.columns.push_back( column );
      cells.rows.push_back( row );
    }
  return cells;
}

ScanZoneOptions everything()
{
  ScanZoneOptions options;
  options.largestShare = 1;
  return options;
}

ScanWalk walkAround( const ScanZones &zones, std::uint32_t centre, std::size_t shape = 0 )
{
  ScanWalk walk;
  zones.around( centre, shape, walk );
  return walk;
}

//! The zones as sorted sets: the order within a ring does not matter.
std::vector<Places> zonesOf( const ScanWalk &walk )
{
  std::vector<Places> zones;
  for ( const std::uint32_t end : walk.ends )
  {
    zones.emplace_back( walk.places.begin(), walk.places.begin() + end );
    std::sort( zones.back().begin(), zones.back().end() );
  }
  return zones;
}

} // namespace

void ScanZonesTest::shapesAreThoseOfSaTScan()
{
  ScanZoneOptions options = everything();
  options.axisRatios = { 1, 1.5, 2, 3, 4, 5 };
  const ScanZones zones = ScanZones::ofCentres( { 0, 1 }, { 0, 0 }, options );
  std::vector<int> directions;
  for ( const double ratio : options.axisRatios )
    directions.push_back(
      static_cast<int>( std::count_if( zones.shapes().begin(), zones.shapes().end(),
                                       [ratio]( const ScanShape &shape ) { return shape.axisRatio == ratio; } ) ) );
  QCOMPARE( directions, ( std::vector<int>{ 1, 4, 6, 9, 12, 15 } ) );
  QCOMPARE( zones.shapes()[4].angle, -45.0 );
}

void ScanZonesTest::wholeRingsOfASquareGrid()
{
  // 12 is the cell in the middle of five by five.
  const Cells cells = square( 5 );
  const ScanWalk walk = walkAround( ScanZones::onSquareGrid( cells.columns, cells.rows, everything() ), 12 );
  QCOMPARE( walk.ends, ( Places{ 1, 5, 9, 13, 21, 25 } ) );
  QCOMPARE( zonesOf( walk )[1], ( Places{ 7, 11, 12, 13, 17 } ) );
}

void ScanZonesTest::wholeRingsOfAHexagonGrid()
{
  std::vector<int> q;
  std::vector<int> r;
  for ( int row = -2; row <= 2; ++row )
    for ( int column = -2; column <= 2; ++column )
      if ( std::abs( row + column ) <= 2 )
      {
        q.push_back( column );
        r.push_back( row );
      }
  QCOMPARE( walkAround( ScanZones::onHexagonGrid( q, r, everything() ), 9 ).ends, ( Places{ 1, 7, 13, 19 } ) );
}

void ScanZonesTest::onePlaceAtATimeGoesByXThenY()
{
  const Cells cells = square( 3 );
  ScanZoneOptions options = everything();
  options.order = ScanOrder::onePlace;
  const ScanWalk walk = walkAround( ScanZones::onSquareGrid( cells.columns, cells.rows, options ), 4 );
  QCOMPARE( walk.places, ( Places{ 4, 3, 1, 7, 5, 0, 6, 2, 8 } ) );
  QCOMPARE( walk.ends, ( Places{ 1, 2, 3, 4, 5, 6, 7, 8, 9 } ) );
}

void ScanZonesTest::gridAndPointsHaveTheSameZones_data()
{
  QTest::addColumn<int>( "order" );
  QTest::addColumn<double>( "largestShare" );
  QTest::newRow( "whole rings" ) << int( ScanOrder::wholeRings ) << 1.;
  QTest::newRow( "whole rings, a tenth" ) << int( ScanOrder::wholeRings ) << .1;
  QTest::newRow( "one place, a tenth" ) << int( ScanOrder::onePlace ) << .1;
}

void ScanZonesTest::gridAndPointsHaveTheSameZones()
{
  QFETCH( int, order );
  QFETCH( double, largestShare );
  const Cells cells = square( 12 );
  ScanZoneOptions options;
  options.axisRatios = { 1, 1.5, 3 };
  options.order = ScanOrder( order );
  options.largestShare = largestShare;
  RandomStream random( 3 );
  for ( std::size_t place = 0; place < cells.rows.size(); ++place )
    options.size.push_back( random.uniform() );
  const ScanZones grid = ScanZones::onSquareGrid( cells.columns, cells.rows, options );
  const ScanZones points = ScanZones::ofCentres( { cells.columns.begin(), cells.columns.end() },
                                                 { cells.rows.begin(), cells.rows.end() }, options );
  for ( std::size_t shape = 0; shape < grid.shapes().size(); ++shape )
    for ( std::uint32_t centre = 0; centre < grid.size(); ++centre )
      QCOMPARE( zonesOf( walkAround( grid, centre, shape ) ), zonesOf( walkAround( points, centre, shape ) ) );
}

void ScanZonesTest::ellipseHoldsWhatItsEquationSays_data()
{
  QTest::addColumn<double>( "axisRatio" );
  QTest::newRow( "circle" ) << 1.;
  QTest::newRow( "1.5" ) << 1.5;
  QTest::newRow( "5" ) << 5.;
}

void ScanZonesTest::ellipseHoldsWhatItsEquationSays()
{
  QFETCH( double, axisRatio );
  RandomStream random( 4 );
  std::vector<double> x, y;
  for ( int point = 0; point < 300; ++point )
  {
    x.push_back( 1000 * random.uniform() );
    y.push_back( 1000 * random.uniform() );
  }
  ScanZoneOptions options;
  options.axisRatios = { axisRatio };
  const ScanZones zones = ScanZones::ofCentres( x, y, options );
  for ( std::size_t shape = 0; shape < zones.shapes().size(); ++shape )
  {
    const double angle = zones.shapes()[shape].angle * std::acos( -1.0 ) / 180;
    const ScanWalk walk = walkAround( zones, 7, shape );
    QCOMPARE( walk.places.size(), std::size_t{ 150 } );
    const double radius = zones.distance( 7, walk.places.back(), shape );
    std::size_t inside = 0;
    for ( std::size_t point = 0; point < x.size(); ++point )
    {
      const double dx = x[point] - x[7], dy = y[point] - y[7];
      const double along = dx * std::cos( angle ) + dy * std::sin( angle );
      const double across = dy * std::cos( angle ) - dx * std::sin( angle );
      inside += std::hypot( along / radius, across * axisRatio / radius ) <= 1 + 1e-12 ? 1 : 0;
    }
    QCOMPARE( inside, walk.places.size() );
  }
}

void ScanZonesTest::listsThatAreNotKeptAreTheSame()
{
  // Ten thousand points up to all of them are 400 MB of lists: more than is kept.
  Cells cells = square( 100 );
  const ScanZones points = ScanZones::ofCentres( { cells.columns.begin(), cells.columns.end() },
                                                 { cells.rows.begin(), cells.rows.end() }, everything() );
  const ScanZones grid = ScanZones::onSquareGrid( cells.columns, cells.rows, everything() );
  ScanWalk walk;
  for ( const std::uint32_t centre : { 5050U, 0U, 9999U, 42U } )
  {
    points.around( centre, 0, walk );
    QCOMPARE( walk.ends, walkAround( grid, centre ).ends );
    QCOMPARE( walk.places, walkAround( grid, centre ).places );
  }
}

void ScanZonesTest::zonesEndAtTheLargestShare()
{
  const Cells cells = square( 5 );
  ScanZoneOptions options;
  options.largestShare = 0.36;
  QCOMPARE( walkAround( ScanZones::onSquareGrid( cells.columns, cells.rows, options ), 12 ).ends,
            ( Places{ 1, 5, 9 } ) );
  options.largestShare = 0.35;
  QCOMPARE( walkAround( ScanZones::onSquareGrid( cells.columns, cells.rows, options ), 12 ).ends, ( Places{ 1, 5 } ) );
}

void ScanZonesTest::aPlaceTooLargeIsNoZone()
{
  ScanZoneOptions options;
  options.size = { 10, 1, 1 };
  const ScanZones zones = ScanZones::ofCentres( { 0, 1, 5 }, { 0, 0, 0 }, options );
  QVERIFY( walkAround( zones, 0 ).ends.empty() );
  QCOMPARE( walkAround( zones, 1 ).ends, ( Places{ 1 } ) );
}

void ScanZonesTest::gapsAreNoPlaces()
{
  // A ring of eight cells round a hole.
  Cells cells = square( 3 );
  cells.columns.erase( cells.columns.begin() + 4 );
  cells.rows.erase( cells.rows.begin() + 4 );
  const ScanWalk walk = walkAround( ScanZones::onSquareGrid( cells.columns, cells.rows, everything() ), 0 );
  QCOMPARE( walk.ends, ( Places{ 1, 3, 5, 7, 8 } ) );
}

void ScanZonesTest::farApartCellsArePoints()
{
  const std::vector<int> columns = { 0, 1, 1000000 };
  const std::vector<int> rows = { 0, 0, 2000000 };
  const ScanWalk walk = walkAround( ScanZones::onSquareGrid( columns, rows, everything() ), 1 );
  QCOMPARE( walk.places, ( Places{ 1, 0, 2 } ) );
}

void ScanZonesTest::coincidingPointsComeTogether()
{
  const ScanZones zones = ScanZones::ofCentres( { 3, 3, 3, 9 }, { 4, 4, 4, 9 }, everything() );
  QCOMPARE( walkAround( zones, 1 ).ends, ( Places{ 3, 4 } ) );
  const ScanZones all = ScanZones::ofCentres( { 3, 3 }, { 4, 4 }, everything() );
  QCOMPARE( walkAround( all, 0 ).ends, ( Places{ 2 } ) );
}

void ScanZonesTest::pointsOnALine()
{
  const ScanZones zones = ScanZones::ofCentres( { 0, 0, 0, 0 }, { 0, 1, 3, 6 }, everything() );
  QCOMPARE( walkAround( zones, 3 ).places, ( Places{ 3, 2, 1, 0 } ) );
}

void ScanZonesTest::badInputIsRefused_data()
{
  QTest::addColumn<QString>( "refusal" );
  QTest::addColumn<QString>( "sentence" );
  const auto points = []( ScanZoneOptions options ) { ScanZones::ofCentres( { 0, 1 }, { 0, 1 }, options ); };
  const auto with = []( auto change )
  {
    ScanZoneOptions options;
    change( options );
    return options;
  };
  QTest::newRow( "flat ellipse" )
    << refusalOf( [&] { points( with( []( ScanZoneOptions &options ) { options.axisRatios = { 0.5 }; } ) ); } )
    << "An axis ratio is 0.5; it must be between 1 and 1000.";
  QTest::newRow( "no share" ) << refusalOf(
                                   [&]
                                   { points( with( []( ScanZoneOptions &options ) { options.largestShare = 0; } ) ); } )
                              << "The largest share is 0; it must be above 0 and at most 1.";
  QTest::newRow( "sizes of others" )
    << refusalOf( [&] { points( with( []( ScanZoneOptions &options ) { options.size = { 1 }; } ) ); } )
    << "The length of the size is 1; it must be 2.";
  QTest::newRow( "no coordinate" ) << refusalOf(
                                        [] {
                                          ScanZones::ofCentres( { 0, missing }, { 0, 1 }, {} );
                                        } )
                                   << "The coordinate in row 2 is missing or infinite; it must be a finite number.";
  QTest::newRow( "a cell twice" ) << refusalOf(
                                       [] {
                                         ScanZones::onSquareGrid( { 2, 1, 2 }, { 3, 3, 3 }, {} );
                                       } )
                                  << "The cell in column 2, row 3 is given twice; it must be given once.";
}

void ScanZonesTest::badInputIsRefused()
{
  QFETCH( QString, refusal );
  QFETCH( QString, sentence );
  QCOMPARE( refusal, sentence );
}

QTEST_GUILESS_MAIN( ScanZonesTest )
#include "scanzones_test.moc"
