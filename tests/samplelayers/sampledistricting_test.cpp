// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "districting.h"

#include <QtTest>

#include <algorithm>
#include <set>
#include <stdexcept>

using namespace communitysafety::samplecity;

namespace
{
//! A square of side × side areas with the same number of residents; areas touch along their edges.
Districts square( int side )
{
  Districts areas;
  for ( int i = 0; i < side * side; ++i )
  {
    areas.centres.push_back( { double( i % side ), double( i / side ) } );
    areas.residents.push_back( 100 );
    std::vector<int> neighbours;
    if ( i % side > 0 )
      neighbours.push_back( i - 1 );
    if ( i % side < side - 1 )
      neighbours.push_back( i + 1 );
    if ( i >= side )
      neighbours.push_back( i - side );
    if ( i < side * ( side - 1 ) )
      neighbours.push_back( i + side );
    areas.neighbours.push_back( neighbours );
  }
  return areas;
}

//! How many areas can be reached from \a start without leaving its district.
int reach( const Districts &areas, const std::vector<int> &districtOf, int start )
{
  std::set<int> seen{ start };
  std::vector<int> open{ start };
  while ( !open.empty() )
  {
    const int area = open.back();
    open.pop_back();
    for ( const int neighbour : areas.neighbours[area] )
      if ( districtOf[neighbour] == districtOf[start] && seen.insert( neighbour ).second )
        open.push_back( neighbour );
  }
  return static_cast<int>( seen.size() );
}
} // namespace

class SampleDistrictingTest : public QObject
{
  Q_OBJECT

private slots:
  void districtsAreContiguous();
  void districtsHoldSimilarNumbers();
  void oneDistrictTakesAll();
  void asManyDistrictsAsAreas();
  void areasThatDoNotHangTogetherAreRefused();
};

void SampleDistrictingTest::districtsAreContiguous()
{
  const Districts areas = square( 10 );
  const std::vector<int> districtOf = growDistricts( areas, 7 );
  for ( std::size_t area = 0; area < districtOf.size(); ++area )
    QCOMPARE( reach( areas, districtOf, static_cast<int>( area ) ),
              static_cast<int>( std::count( districtOf.begin(), districtOf.end(), districtOf[area] ) ) );
}

void SampleDistrictingTest::districtsHoldSimilarNumbers()
{
  const std::vector<int> districtOf = growDistricts( square( 10 ), 4 );
  for ( int district = 0; district < 4; ++district )
  {
    const auto count = std::count( districtOf.begin(), districtOf.end(), district );
    QVERIFY2( count >= 20 && count <= 30, qPrintable( QString::number( count ) ) );
  }
}

void SampleDistrictingTest::oneDistrictTakesAll()
{
  QCOMPARE( growDistricts( square( 3 ), 1 ), std::vector<int>( 9, 0 ) );
}

void SampleDistrictingTest::asManyDistrictsAsAreas()
{
  const std::vector<int> districtOf = growDistricts( square( 3 ), 9 );
  QCOMPARE( std::set<int>( districtOf.begin(), districtOf.end() ).size(), std::size_t( 9 ) );
}

void SampleDistrictingTest::areasThatDoNotHangTogetherAreRefused()
{
  Districts areas = square( 2 );
  areas.centres.push_back( { 0.5, 0.5 } );
  areas.residents.push_back( 100 );
  areas.neighbours.push_back( {} );
  QVERIFY_EXCEPTION_THROWN( growDistricts( areas, 2 ), std::logic_error );
}

QTEST_GUILESS_MAIN( SampleDistrictingTest )
#include "sampledistricting_test.moc"
