// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/minimumcut.h"
#include "statistics/randomstream.h"

#include <algorithm>

using namespace communitysafety::statistics;

class MinimumCutTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void threePlacesByHand();
  // laws
  void noSetOfASmallGraphIsHeavier();
  void smallestOfTheHeaviestSetsIsReturned();
  void higherWeightsGiveAContainingSet();
  void higherPenaltyShortensTheOutlineAndLosesWeight();
  void severalPenaltiesAgreeWithEachAlone();
  void historyOfTheObjectDoesNotMatter();
  void scaleOfWeightsAndPenaltyDoesNotMatter();
  // edges
  void zeroPenaltyGivesAllPositiveWeights();
  void negativeWeightsGiveTheEmptySet();
  void higherPenaltyMayFillAHole();
  void partsOfADisconnectedMapAreSolvedApart();
  void missingWeightKeepsAPlaceOut();
  void veryLargeWeightsAreNoSpecialCase();
  void mapWithoutPlaces();
  // refused input
  void inputThatCannotBeCutIsRefused();
};

namespace
{

using Places = std::vector<std::uint32_t>;

//! A graph of up to 14 places with few different lengths and weights, so that ties are frequent.
struct SmallCase
{
  SmallCase( std::uint64_t number, bool rough )
  {
    RandomStream random( 20, number );
    const std::size_t places = number % 30 == 0 ? 14 : 1 + random() % 10;
    std::vector<Border> borders;
    for ( std::uint32_t a = 0; a < places; ++a )
    {
      for ( std::uint32_t b = 0; b < a; ++b )
        if ( random() % 3 == 0 )
          borders.push_back( { a, b, rough ? static_cast<double>( random() % 4 ) / 2 : random.uniform() } );
      weight.push_back( rough ? static_cast<double>( random() % 9 ) / 2 - 2 : random.normal() );
    }
    graph = BorderGraph::fromBorders( places, borders );
  }

  double valueOf( const Places &set, double penalty ) const
  {
    double value = -penalty * graph.perimeter( set );
    for ( const std::uint32_t place : set )
      value += weight[place];
    return value;
  }

  //! All 2ⁿ sets one by one; of those within rounding of the best, what they have in common.
  Places heaviestByEnumeration( double penalty, double &highest ) const
  {
    const std::uint32_t sets = 1U << weight.size();
    std::vector<double> values( sets );
    for ( std::uint32_t set = 0; set < sets; ++set )
      values[set] = valueOf( placesOf( set ), penalty );
    highest = *std::max_element( values.begin(), values.end() );
    std::uint32_t common = sets - 1;
    for ( std::uint32_t set = 0; set < sets; ++set )
      if ( values[set] > highest - 1e-9 )
        common &= set;
    return placesOf( common );
  }

  Places placesOf( std::uint32_t set ) const
  {
    Places places;
    for ( std::uint32_t place = 0; place < weight.size(); ++place )
      if ( set >> place & 1 )
        places.push_back( place );
    return places;
  }

  BorderGraph graph;
  std::vector<double> weight;
};

BorderGraph squareOf( int side )
{
  std::vector<int> columns, rows;
  for ( int cell = 0; cell < side * side; ++cell )
  {
    columns.push_back( cell % side );
    rows.push_back( cell / side );
  }
  return BorderGraph::onSquareGrid( columns, rows );
}

std::vector<double> noise( std::size_t places, std::uint64_t number )
{
  RandomStream random( 5, number );
  std::vector<double> weight( places );
  for ( double &value : weight )
    value = random.normal() - 0.3;
  return weight;
}

double weightOf( const Places &set, const std::vector<double> &weight )
{
  double sum = 0;
  for ( const std::uint32_t place : set )
    sum += weight[place];
  return sum;
}

bool contains( const Places &larger, const Places &smaller )
{
  return std::includes( larger.begin(), larger.end(), smaller.begin(), smaller.end() );
}

} // namespace

void MinimumCutTest::threePlacesByHand()
{
  // In a row: 3, -1, 2 with borders of 1. All: 4, no outline. The two heavy ones: 5 - 2 x penalty.
  const BorderGraph graph = BorderGraph::fromBorders( 3, { { 0, 1, 1 }, { 1, 2, 1 } } );
  MinimumCut cut( graph );
  const std::vector<double> weight = { 3, -1, 2 };
  QCOMPARE( cut.heaviestSet( weight, 0.4 ), Places( { 0, 2 } ) );
  QCOMPARE( cut.heaviestSet( weight, 0.6 ), Places( { 0, 1, 2 } ) );
}

void MinimumCutTest::noSetOfASmallGraphIsHeavier()
{
  for ( std::uint64_t number = 0; number < 150; ++number )
  {
    const SmallCase small( number, false );
    MinimumCut cut( small.graph );
    for ( const double penalty : { 0.0, 0.2, 1.0, 20.0 } )
    {
      double highest = 0;
      const Places expected = small.heaviestByEnumeration( penalty, highest );
      const Places found = cut.heaviestSet( small.weight, penalty );
      // A quantum per place and border, at the highest penalty.
      QVERIFY2( std::fabs( small.valueOf( found, penalty ) - highest ) < 1e-4,
                qPrintable( QString::number( number ) ) );
      if ( small.valueOf( expected, penalty ) > highest - 1e-9 )
        QCOMPARE( found, expected );
    }
  }
}

void MinimumCutTest::smallestOfTheHeaviestSetsIsReturned()
{
  // Halves are whole numbers of quanta: ties are exact. The common part of all best sets is itself a best one.
  int ties = 0;
  for ( std::uint64_t number = 0; number < 150; ++number )
  {
    const SmallCase small( number, true );
    for ( const double penalty : { 0.5, 1.0 } )
    {
      double highest = 0;
      const Places expected = small.heaviestByEnumeration( penalty, highest );
      QCOMPARE( MinimumCut( small.graph ).heaviestSet( small.weight, penalty ), expected );
      ties +=
        highest == 0 && std::any_of( small.weight.begin(), small.weight.end(), []( double w ) { return w >= 0; } );
    }
  }
  QVERIFY( ties > 10 );
}

void MinimumCutTest::higherWeightsGiveAContainingSet()
{
  const BorderGraph graph = squareOf( 30 );
  MinimumCut cut( graph );
  const std::vector<double> size = []
  {
    RandomStream random( 6 );
    std::vector<double> people( 900 );
    for ( double &value : people )
      value = random.uniform();
    return people;
  }();
  Places before;
  std::size_t different = 0;
  for ( double added = -1; added < 1; added += 0.05 )
  {
    std::vector<double> weight = noise( 900, 1 );
    for ( std::size_t place = 0; place < weight.size(); ++place )
      weight[place] += added * size[place];
    const Places set = cut.heaviestSet( weight, 0.4 );
    QVERIFY( contains( set, before ) );
    different += set != before;
    before = set;
  }
  QVERIFY( different > 10 );
}

void MinimumCutTest::higherPenaltyShortensTheOutlineAndLosesWeight()
{
  const BorderGraph graph = squareOf( 30 );
  MinimumCut cut( graph );
  const std::vector<double> weight = noise( 900, 2 );
  double outline = graph.perimeter( cut.heaviestSet( weight, 0 ) ), heavy = 1e9;
  for ( const double penalty : { 0.05, 0.1, 0.2, 0.3, 0.5 } )
  {
    const Places set = cut.heaviestSet( weight, penalty );
    QVERIFY( graph.perimeter( set ) < outline );
    QVERIFY( weightOf( set, weight ) < heavy );
    outline = graph.perimeter( set );
    heavy = weightOf( set, weight );
  }
}

void MinimumCutTest::severalPenaltiesAgreeWithEachAlone()
{
  const BorderGraph graph = squareOf( 30 );
  MinimumCut several( graph );
  const std::vector<double> penalties = { 0, 0.1, 0.1, 0.25, 0.5, 0.75, 2, 5 };
  for ( std::uint64_t map = 0; map < 20; ++map )
  {
    const std::vector<double> weight = noise( 900, map );
    const std::vector<Places> sets = several.heaviestSets( weight, penalties );
    for ( std::size_t index = 0; index < penalties.size(); ++index )
      QCOMPARE( sets[index], MinimumCut( graph ).heaviestSet( weight, penalties[index] ) );
  }
}

void MinimumCutTest::historyOfTheObjectDoesNotMatter()
{
  const BorderGraph graph = squareOf( 25 );
  MinimumCut used( graph );
  for ( std::uint64_t map = 0; map < 30; ++map )
  {
    const double penalty = static_cast<double>( map % 4 ) / 3 * ( map % 7 == 0 ? 40 : 1 );
    const std::vector<double> weight = noise( 625, map );
    QCOMPARE( used.heaviestSet( weight, penalty ), MinimumCut( graph ).heaviestSet( weight, penalty ) );
  }
}

void MinimumCutTest::scaleOfWeightsAndPenaltyDoesNotMatter()
{
  const BorderGraph graph = squareOf( 25 );
  std::vector<double> weight = noise( 625, 3 );
  const Places set = MinimumCut( graph ).heaviestSet( weight, 0.3 );
  for ( double &value : weight )
    value *= 1024;
  QCOMPARE( MinimumCut( graph ).heaviestSet( weight, 0.3 * 1024 ), set );
}

void MinimumCutTest::zeroPenaltyGivesAllPositiveWeights()
{
  const BorderGraph graph = squareOf( 3 );
  const std::vector<double> weight = { 1, -1, 0, 1e-30, -1e-30, 1e30, -1e30, 0, 2 };
  QCOMPARE( MinimumCut( graph ).heaviestSet( weight, 0 ), Places( { 0, 3, 5, 8 } ) );
}

void MinimumCutTest::negativeWeightsGiveTheEmptySet()
{
  const BorderGraph graph = squareOf( 4 );
  MinimumCut cut( graph );
  for ( const double weight : { -1e-30, -1.0, -1e30, 0.0 } )
    for ( const double penalty : { 0.0, 1.0, 1e30 } )
      QCOMPARE( cut.heaviestSet( std::vector<double>( 16, weight ), penalty ), Places() );
}

void MinimumCutTest::higherPenaltyMayFillAHole()
{
  // A ring of weight 1 around a cell of -1: left out while that is cheaper than its outline.
  const BorderGraph graph = squareOf( 3 );
  std::vector<double> weight( 9, 1.0 );
  weight[4] = -1;
  MinimumCut cut( graph );
  QCOMPARE( cut.heaviestSet( weight, 0.1 ).size(), std::size_t( 8 ) );
  QCOMPARE( cut.heaviestSet( weight, 0.5 ).size(), std::size_t( 9 ) );
}

void MinimumCutTest::partsOfADisconnectedMapAreSolvedApart()
{
  // A pair that loses together, a pair that wins together, and two islands.
  const BorderGraph graph = BorderGraph::fromBorders( 6, { { 0, 1, 1 }, { 2, 3, 1 } } );
  const std::vector<double> weight = { 1, -3, 3, -1, 0.5, -0.5 };
  QCOMPARE( MinimumCut( graph ).heaviestSet( weight, 2 ), Places( { 2, 3, 4 } ) );
}

void MinimumCutTest::missingWeightKeepsAPlaceOut()
{
  const BorderGraph graph = squareOf( 3 );
  std::vector<double> weight( 9, 100.0 );
  weight[4] = missing;
  for ( const double penalty : { 0.0, 1.0, 10.0 } )
    QCOMPARE( MinimumCut( graph ).heaviestSet( weight, penalty ), Places( { 0, 1, 2, 3, 5, 6, 7, 8 } ) );
  const BorderGraph islands = BorderGraph::fromBorders( 2, {} );
  QCOMPARE( MinimumCut( islands ).heaviestSet( std::vector<double>{ missing, 1 }, 1 ), Places( { 1 } ) );
}

void MinimumCutTest::veryLargeWeightsAreNoSpecialCase()
{
  // A strong place beside two that do not pay: its weight is no reason to take them in, its outline is.
  const BorderGraph graph = BorderGraph::fromBorders( 3, { { 0, 1, 1 }, { 1, 2, 0.25 } } );
  const std::vector<double> weight = { 1e300, -0.5, -1e300 };
  QCOMPARE( MinimumCut( graph ).heaviestSet( weight, 0.5 ), Places( { 0 } ) );
  QCOMPARE( MinimumCut( graph ).heaviestSet( weight, 1 ), Places( { 0, 1 } ) );
}

void MinimumCutTest::mapWithoutPlaces()
{
  QCOMPARE( MinimumCut( BorderGraph() ).heaviestSet( std::vector<double>(), 1 ), Places() );
}

void MinimumCutTest::inputThatCannotBeCutIsRefused()
{
  MinimumCut cut( squareOf( 2 ) );
  const std::vector<double> weight = { 1, 2, 3, 4 };
  QCOMPARE( refusalOf( [&] { cut.heaviestSet( std::vector<double>{ 1 }, 1 ); } ),
            QStringLiteral( "The length of the weights is 1; it must be 4." ) );
  QCOMPARE( refusalOf(
              [&] {
                cut.heaviestSets( weight, { 1, 0.5 } );
              } ),
            QStringLiteral( "The order of the penalties is another; it must be ascending." ) );
  QVERIFY( refusalOf( [&] { cut.heaviestSet( weight, -1 ); } ).startsWith( "The penalty is -1" ) );
  QVERIFY( refusalOf( [&] { cut.heaviestSet( std::vector<double>{ 1, INFINITY, 0, 0 }, 1 ); } ).contains( "weight" ) );
}

QTEST_GUILESS_MAIN( MinimumCutTest )
#include "minimumcut_test.moc"
