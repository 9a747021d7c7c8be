// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/spatialweights.h"

#include "expectations.h"
#include "statistics/randomstream.h"

#include <algorithm>

using namespace communitysafety::statistics;

class SpatialWeightsTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void rookCellsShareAnEdge();
  void distanceTakesAllWithinIt();
  void nearestMayBeOneSided();
  void rowStandardisedWeightsSumToOne();
  // laws
  void nearestAgreesWithASearchOfAll();
  void widerDistanceKeepsTheNarrowOnes();
  // edges
  void equallyNearAreasAreAllTaken();
  void sameSpotIsWithinAnyDistance();
  void moreNearestThanAreasAreAllOthers();
  void areaWithoutCentreIsNoNeighbour();
  void areaWithoutValueIsLeftOut();
  void noAreasGiveNoRows();
  // refused input
  void distanceOfZeroIsRefused();
  void noNearestIsRefused();
  void coordinatesMustMatch();
};

namespace
{

using Row = std::vector<std::size_t>;

Row rowOf( const SpatialWeights &weights, std::size_t area )
{
  return { weights.of( area ).begin(), weights.of( area ).end() };
}

// Four centres on a line: 0, 1, 3, 7.
const std::vector<double> x = { 0, 1, 3, 7 };
const std::vector<double> y = { 5, 5, 5, 5 };

} // namespace

void SpatialWeightsTest::rookCellsShareAnEdge()
{
  // Cells of three columns and two rows, row by row.
  const SpatialWeights weights( rookOnSquareGrid( { 0, 1, 2, 0, 1, 2 }, { 0, 0, 0, 1, 1, 1 } ) );
  QCOMPARE( rowOf( weights, 0 ), ( Row{ 1, 3 } ) );
  QCOMPARE( rowOf( weights, 4 ), ( Row{ 1, 3, 5 } ) );
}

void SpatialWeightsTest::distanceTakesAllWithinIt()
{
  const SpatialWeights weights = SpatialWeights::withinDistance( x, y, 3 );
  QCOMPARE( rowOf( weights, 0 ), ( Row{ 1, 2 } ) );
  QCOMPARE( rowOf( weights, 3 ), Row{} );
}

void SpatialWeightsTest::nearestMayBeOneSided()
{
  const SpatialWeights weights = SpatialWeights::nearest( x, y, 1 );
  QCOMPARE( rowOf( weights, 3 ), Row{ 2 } );
  QCOMPARE( rowOf( weights, 2 ), Row{ 1 } );
  QCOMPARE( rowOf( weights, 1 ), Row{ 0 } );
}

void SpatialWeightsTest::rowStandardisedWeightsSumToOne()
{
  const SpatialWeights weights = SpatialWeights::withinDistance( x, y, 3, WeightStyle::rowStandardised );
  QCOMPARE( weights.weightOfEach( 2 ), 0.5 );
  QCOMPARE( weights.weightOfEach( 0 ), 1.0 );
  QCOMPARE( SpatialWeights::withinDistance( x, y, 3 ).weightOfEach( 2 ), 1.0 );
}

void SpatialWeightsTest::nearestAgreesWithASearchOfAll()
{
  RandomStream stream( 3 );
  std::vector<double> east, north;
  for ( int area = 0; area < 300; ++area )
  {
    east.push_back( stream.normal() * 1000 );
    north.push_back( stream.normal() * 100 );
  }
  const SpatialWeights weights = SpatialWeights::nearest( east, north, 7 );
  for ( std::size_t area = 0; area < east.size(); ++area )
  {
    Row others( east.size() );
    for ( std::size_t other = 0; other < others.size(); ++other )
      others[other] = other;
    std::sort( others.begin(), others.end(),
               [&]( std::size_t a, std::size_t b )
               {
                 return std::hypot( east[a] - east[area], north[a] - north[area] ) <
                        std::hypot( east[b] - east[area], north[b] - north[area] );
               } );
    Row nearest( others.begin() + 1, others.begin() + 8 );
    std::sort( nearest.begin(), nearest.end() );
    QCOMPARE( rowOf( weights, area ), nearest );
  }
}

void SpatialWeightsTest::widerDistanceKeepsTheNarrowOnes()
{
  const SpatialWeights narrow = SpatialWeights::withinDistance( x, y, 2 );
  const SpatialWeights wide = SpatialWeights::withinDistance( x, y, 4 );
  for ( std::size_t area = 0; area < x.size(); ++area )
  {
    const Row inner = rowOf( narrow, area ), outer = rowOf( wide, area );
    QVERIFY( std::includes( outer.begin(), outer.end(), inner.begin(), inner.end() ) );
  }
}

void SpatialWeightsTest::equallyNearAreasAreAllTaken()
{
  // A centre with four others 100 m away on every side: whichever order they come in, one nearest is all four.
  const std::vector<double> east = { 0, 100, -100, 0, 0 }, north = { 0, 0, 0, 100.00000001, -100 };
  QCOMPARE( rowOf( SpatialWeights::nearest( east, north, 1 ), 0 ), ( Row{ 1, 2, 3, 4 } ) );
}

void SpatialWeightsTest::sameSpotIsWithinAnyDistance()
{
  const std::vector<double> east = { 2, 2, 9 }, north = { 3, 3, 3 };
  QCOMPARE( rowOf( SpatialWeights::withinDistance( east, north, 0.001 ), 0 ), Row{ 1 } );
  QCOMPARE( rowOf( SpatialWeights::nearest( east, north, 1 ), 1 ), Row{ 0 } );
}

void SpatialWeightsTest::moreNearestThanAreasAreAllOthers()
{
  QCOMPARE( rowOf( SpatialWeights::nearest( x, y, 10 ), 1 ), ( Row{ 0, 2, 3 } ) );
  QCOMPARE( rowOf( SpatialWeights::nearest( std::vector<double>{ 1 }, std::vector<double>{ 1 }, 3 ), 0 ), Row{} );
}

void SpatialWeightsTest::areaWithoutCentreIsNoNeighbour()
{
  const std::vector<double> gappy = { 0, missing, 3, 7 };
  const SpatialWeights weights = SpatialWeights::nearest( gappy, y, 2 );
  QCOMPARE( rowOf( weights, 0 ), ( Row{ 2, 3 } ) );
  QCOMPARE( rowOf( weights, 1 ), Row{} );
}

void SpatialWeightsTest::areaWithoutValueIsLeftOut()
{
  const SpatialWeights weights = SpatialWeights::nearest( x, y, 10 ).among( std::vector<double>{ 4, missing, 0, 1 } );
  QCOMPARE( rowOf( weights, 0 ), ( Row{ 2, 3 } ) );
  QCOMPARE( rowOf( weights, 1 ), Row{} );
}

void SpatialWeightsTest::noAreasGiveNoRows()
{
  QCOMPARE( SpatialWeights::nearest( std::vector<double>{}, std::vector<double>{}, 4 ).size(), std::size_t( 0 ) );
}

void SpatialWeightsTest::distanceOfZeroIsRefused()
{
  QCOMPARE( refusalOf( [] { SpatialWeights::withinDistance( x, y, 0 ); } ),
            QStringLiteral( "distance is 0; it must be above 0, and finite." ) );
}

void SpatialWeightsTest::noNearestIsRefused()
{
  QCOMPARE( refusalOf( [] { SpatialWeights::nearest( x, y, 0 ); } ),
            QStringLiteral( "The number of nearest neighbours is 0; it must be 1 or more." ) );
}

void SpatialWeightsTest::coordinatesMustMatch()
{
  QCOMPARE( refusalOf( [] { SpatialWeights::nearest( x, std::vector<double>{ 1 }, 2 ); } ),
            QStringLiteral( "The length of y is 1; it must be 4." ) );
}

QTEST_GUILESS_MAIN( SpatialWeightsTest )
#include "spatialweights_test.moc"
