// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/bordergraph.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

class BorderGraphTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void squareGridHasTheLengthsOfCauchyAndCrofton();
  void hexagonGridHasTheLengthsOfCauchyAndCrofton();
  // laws
  void longOutlineMeasuresItsLength_data();
  void longOutlineMeasuresItsLength();
  void discMeasuresItsCircumferenceOnBothGrids();
  void outlineOfASetIsTheOutlineOfTheRest();
  void bordersAndGraphHoldTheSame();
  void unitDividesEveryLength();
  // edges
  void rimOfTheMapHasNoLength();
  void piecesOfABorderAreAddedUp();
  void barrierIsCheapenedOnce();
  void componentsOfASet();
  void islandsAreComponentsOfTheirOwn();
  void touchInAPointConnects();
  void graphWithoutPlaces();
  // refused input
  void graphsThatCannotBeAreRefused();
  void barriersThatCannotBeAreRefused();
};

namespace
{

using Places = std::vector<std::uint32_t>;

struct Grid
{
  explicit Grid( int side ) : side( side )
  {
    for ( int cell = 0; cell < side * side; ++cell )
    {
      columns.push_back( cell % side );
      rows.push_back( cell / side );
    }
  }

  template <typename Inside>
  Places select( Inside inside ) const
  {
    Places places;
    for ( std::size_t cell = 0; cell < columns.size(); ++cell )
      if ( inside( columns[cell], rows[cell] ) )
        places.push_back( static_cast<std::uint32_t>( cell ) );
    return places;
  }

  int side;
  std::vector<int> columns, rows;
};

const double pi = std::acos( -1.0 );

} // namespace

void BorderGraphTest::squareGridHasTheLengthsOfCauchyAndCrofton()
{
  const Grid grid( 3 );
  const BorderGraph graph = BorderGraph::onSquareGrid( grid.columns, grid.rows );
  QCOMPARE( graph.size(), std::size_t( 9 ) );
  QCOMPARE( graph.of( 4 ).size(), std::size_t( 8 ) );
  QCOMPARE( graph.of( 0 ).size(), std::size_t( 3 ) );
  for ( const BorderGraph::Neighbour &neighbour : graph.of( 4 ) )
    QCOMPARE( neighbour.length, neighbour.place % 2 == 1 ? pi / 8 : pi / ( 8 * std::sqrt( 2.0 ) ) );
}

void BorderGraphTest::hexagonGridHasTheLengthsOfCauchyAndCrofton()
{
  const Grid grid( 3 );
  const BorderGraph graph = BorderGraph::onHexagonGrid( grid.columns, grid.rows );
  QCOMPARE( graph.of( 4 ).size(), std::size_t( 6 ) );
  // 0.4534 times the distance of the centres, which is √(2 / √3) where a hexagon has the area 1.
  for ( const BorderGraph::Neighbour &neighbour : graph.of( 4 ) )
    QVERIFY( std::fabs( neighbour.length - 0.4534 * std::sqrt( 2 / std::sqrt( 3.0 ) ) ) < 1e-4 );
}

void BorderGraphTest::longOutlineMeasuresItsLength_data()
{
  QTest::addColumn<double>( "degrees" );
  for ( const int degrees : { 0, 10, 22, 30, 45, 60, 75, 90 } )
    QTest::newRow( qPrintable( QString::number( degrees ) ) ) << static_cast<double>( degrees );
}

void BorderGraphTest::longOutlineMeasuresItsLength()
{
  QFETCH( double, degrees );
  const int side = 160;
  const Grid grid( side );
  const BorderGraph graph = BorderGraph::onSquareGrid( grid.columns, grid.rows );
  const double angle = degrees * pi / 180, across = std::cos( angle ), along = std::sin( angle );
  const double middle = side / 2.0;
  const Places half = grid.select(
    [&]( int column, int row ) { return ( column + 0.5 - middle ) * across + ( row + 0.5 - middle ) * along > 0.1; } );
  // The straight line through the middle of the square, between its sides.
  const double length = side / std::max( across, along );
  const double ratio = graph.perimeter( half ) / length;
  QVERIFY2( ratio > 0.93 && ratio < 1.05, qPrintable( QString::number( ratio ) ) );
}

void BorderGraphTest::discMeasuresItsCircumferenceOnBothGrids()
{
  const Grid grid( 120 );
  const double radius = 40;
  const Places onSquares =
    grid.select( [&]( int column, int row ) { return std::hypot( column - 60, row - 60 ) < radius; } );
  const double squares = BorderGraph::onSquareGrid( grid.columns, grid.rows ).perimeter( onSquares );
  const double spacing = std::sqrt( 2 / std::sqrt( 3.0 ) );
  const Places onHexagons = grid.select(
    [&]( int q, int r )
    { return spacing * std::hypot( q - 60 + ( r - 60 ) / 2.0, ( r - 60 ) * std::sqrt( 0.75 ) ) < radius; } );
  const double hexagons = BorderGraph::onHexagonGrid( grid.columns, grid.rows ).perimeter( onHexagons );
  QVERIFY( std::fabs( squares / ( 2 * pi * radius ) - 1 ) < 0.02 );
  QVERIFY( std::fabs( hexagons / ( 2 * pi * radius ) - 1 ) < 0.02 );
}

void BorderGraphTest::outlineOfASetIsTheOutlineOfTheRest()
{
  const Grid grid( 12 );
  const BorderGraph graph = BorderGraph::onSquareGrid( grid.columns, grid.rows );
  const auto inside = []( int column, int row ) { return ( column * 7 + row * 3 ) % 5 < 2; };
  const Places set = grid.select( inside );
  const Places rest = grid.select( [&]( int column, int row ) { return !inside( column, row ); } );
  QVERIFY( std::fabs( graph.perimeter( set ) - graph.perimeter( rest ) ) < 1e-10 );
}

void BorderGraphTest::bordersAndGraphHoldTheSame()
{
  const Grid grid( 7 );
  const BorderGraph graph = BorderGraph::onHexagonGrid( grid.columns, grid.rows );
  std::vector<Border> borders = graph.borders();
  std::reverse( borders.begin(), borders.end() );
  for ( Border &border : borders )
    std::swap( border.first, border.second );
  const BorderGraph again = BorderGraph::fromBorders( graph.size(), borders );
  for ( std::uint32_t place = 0; place < graph.size(); ++place )
    QVERIFY( std::equal( graph.of( place ).begin(), graph.of( place ).end(), again.of( place ).begin(),
                         again.of( place ).end(),
                         []( const auto &a, const auto &b ) { return a.place == b.place && a.length == b.length; } ) );
}

void BorderGraphTest::unitDividesEveryLength()
{
  const BorderGraph metres = BorderGraph::fromBorders( 3, { { 0, 1, 300 }, { 1, 2, 150 } }, 100 );
  QCOMPARE( metres.perimeter( { 1 } ), 4.5 );
}

void BorderGraphTest::rimOfTheMapHasNoLength()
{
  const Grid grid( 4 );
  const BorderGraph graph = BorderGraph::onSquareGrid( grid.columns, grid.rows );
  QCOMPARE( graph.perimeter( grid.select( []( int, int ) { return true; } ) ), 0.0 );
  QCOMPARE( graph.perimeter( {} ), 0.0 );
  QCOMPARE( graph.perimeter( { 0 } ), pi / 4 + pi / ( 8 * std::sqrt( 2.0 ) ) );
}

void BorderGraphTest::piecesOfABorderAreAddedUp()
{
  const BorderGraph graph = BorderGraph::fromBorders( 3, { { 0, 1, 2 }, { 1, 0, 0.5 }, { 2, 2, 9 }, { 0, 1, 1 } } );
  QCOMPARE( graph.of( 0 ).size(), std::size_t( 1 ) );
  QCOMPARE( graph.of( 1 ).begin()->length, 3.5 );
  QCOMPARE( graph.of( 2 ).size(), std::size_t( 0 ) );
}

void BorderGraphTest::barrierIsCheapenedOnce()
{
  const BorderGraph graph = BorderGraph::fromBorders( 3, { { 0, 1, 1 }, { 1, 2, 1 } } );
  const BorderGraph cheapened = graph.withCheapened( { { 2, 1 }, { 1, 2 } }, 0.2 );
  QCOMPARE( cheapened.perimeter( { 2 } ), 0.2 );
  QCOMPARE( cheapened.perimeter( { 0 } ), 1.0 );
  QCOMPARE( graph.perimeter( { 2 } ), 1.0 );
  QCOMPARE( graph.withCheapened( {}, 0.2 ).perimeter( { 1 } ), 2.0 );
  QCOMPARE( graph.withCheapened( { { 0, 1 } }, 0 ).components( { 0, 1 } ).size(), std::size_t( 1 ) );
}

void BorderGraphTest::componentsOfASet()
{
  const Grid grid( 4 );
  const BorderGraph graph = BorderGraph::onSquareGrid( grid.columns, grid.rows );
  // A corner touches; two columns apart does not.
  const std::vector<Places> parts = graph.components( { 0, 3, 5, 7, 12 } );
  QCOMPARE( parts.size(), std::size_t( 3 ) );
  QCOMPARE( parts[0], Places( { 0, 5 } ) );
  QCOMPARE( parts[1], Places( { 3, 7 } ) );
  QCOMPARE( parts[2], Places( { 12 } ) );
  QVERIFY( graph.components( {} ).empty() );
}

void BorderGraphTest::islandsAreComponentsOfTheirOwn()
{
  const BorderGraph graph = BorderGraph::fromBorders( 4, { { 0, 3, 1 } } );
  const std::vector<Places> parts = graph.components( { 0, 1, 2, 3 } );
  QCOMPARE( parts.size(), std::size_t( 3 ) );
  QCOMPARE( parts[0], Places( { 0, 3 } ) );
  QCOMPARE( graph.perimeter( { 1 } ), 0.0 );
}

void BorderGraphTest::touchInAPointConnects()
{
  const BorderGraph graph = BorderGraph::fromBorders( 2, { { 0, 1, 0 } } );
  QCOMPARE( graph.components( { 0, 1 } ).size(), std::size_t( 1 ) );
  QCOMPARE( graph.perimeter( { 0 } ), 0.0 );
}

void BorderGraphTest::graphWithoutPlaces()
{
  QCOMPARE( BorderGraph().size(), std::size_t( 0 ) );
  QCOMPARE( BorderGraph::onSquareGrid( {}, {} ).size(), std::size_t( 0 ) );
  QVERIFY( BorderGraph().borders().empty() );
}

void BorderGraphTest::graphsThatCannotBeAreRefused()
{
  QCOMPARE( refusalOf(
              [] {
                BorderGraph::fromBorders( 2, { { 0, 2, 1 } } );
              } ),
            QStringLiteral( "The place of a border is 2; it must be below the number of places, 2." ) );
  QVERIFY( refusalOf( [] { BorderGraph::fromBorders( 2, { { 0, 1, -1 } } ); } ).contains( "length of a border" ) );
  QVERIFY( refusalOf( [] { BorderGraph::fromBorders( 2, { { 0, 1, missing } } ); } ).contains( "length of a border" ) );
  QVERIFY( refusalOf( [] { BorderGraph::fromBorders( 2, {}, 0 ); } ).contains( "unit" ) );
  QVERIFY( refusalOf( [] { BorderGraph::onSquareGrid( { 1, 1 }, { 2, 2 } ); } ).contains( "row 2" ) );
}

void BorderGraphTest::barriersThatCannotBeAreRefused()
{
  const BorderGraph graph = BorderGraph::fromBorders( 3, { { 0, 1, 1 } } );
  QVERIFY( refusalOf( [&] { graph.withCheapened( { { 1, 2 } }, 0.2 ); } ).contains( "places 1 and 2" ) );
  QVERIFY( !refusalOf( [&] { graph.withCheapened( { { 0, 7 } }, 0.2 ); } ).isEmpty() );
  QVERIFY( refusalOf( [&] { graph.withCheapened( {}, 1.5 ); } ).contains( "factor" ) );
}

QTEST_GUILESS_MAIN( BorderGraphTest )
#include "bordergraph_test.moc"
