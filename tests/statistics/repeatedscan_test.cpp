// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/repeatedscan.h"

#include "statistics/randomstream.h"

#include <QtTest>

using namespace communitysafety::statistics;

namespace
{

//! Counts and deviations on a square grid with a gap, some of it raised.
struct ListedMap
{
  explicit ListedMap( std::uint64_t seed )
  {
    RandomStream random( seed );
    for ( int row = 0; row < 24; ++row )
      for ( int column = 0; column < 24; ++column )
      {
        if ( column > 15 && row < 5 )
          continue;
        columns.push_back( column );
        rows.push_back( row );
        const bool isRaised = ( column / 4 + row / 4 ) % 5 == 0;
        for ( std::vector<double> *baseline : { &firstBaseline, &secondBaseline } )
          baseline->push_back( 0.5 + 4 * random.uniform() );
        first.push_back( std::floor( firstBaseline.back() * ( isRaised ? 2 : 1 ) * 2 * random.uniform() ) );
        second.push_back( std::floor( secondBaseline.back() * ( isRaised ? 1.5 : 1 ) * 2 * random.uniform() ) );
        deviation.push_back( random.normal() + ( isRaised ? 0.5 : 0 ) );
        variance.push_back( 0.5 + random.uniform() );
      }
  }

  std::vector<ScanStream> streams() const
  {
    return { { StreamModel::poisson, first, firstBaseline, 1, 1.5 },
             { StreamModel::poisson, second, secondBaseline, 0.7, 1 },
             { StreamModel::gaussian, deviation, variance, 1, 1 } };
  }

  //! Takes \a places out; what is left is expected to be a little lower and lies a little higher.
  void takeOut( const std::vector<std::uint32_t> &places, double factor, double shift )
  {
    for ( std::vector<double> *values : { &first, &firstBaseline, &second, &secondBaseline, &deviation, &variance } )
      for ( const std::uint32_t place : places )
        ( *values )[place] = missing;
    for ( double &value : firstBaseline )
      value *= factor;
    for ( double &value : secondBaseline )
      value *= 2 - factor;
    for ( double &value : deviation )
      value += shift;
  }

  std::vector<int> columns, rows;
  std::vector<double> first, firstBaseline, second, secondBaseline, deviation, variance;
};

CircularScan scanOf( const ListedMap &map, ScanScore score = ScanScore::expectationBased )
{
  CircularScanOptions options;
  options.axisRatios = { 1, 3 };
  options.largestShare = 0.15;
  options.score = score;
  return CircularScan::onSquareGrid( map.columns, map.rows, options );
}

void compareZones( const ScanZone &found, const ScanZone &expected )
{
  QCOMPARE( found.score, expected.score );
  QCOMPARE( found.centre, expected.centre );
  QCOMPARE( found.shape, expected.shape );
  QCOMPARE( found.places, expected.places );
}

} // namespace

class RepeatedScanTest : public QObject
{
  Q_OBJECT

private slots:
  void aListIsThatOfSearchesAnew_data();
  void aListIsThatOfSearchesAnew();
  void whollyOtherValuesAreSearchedAnew();
  void otherScoresAreSearchedAnew();
  void nothingAboveExpectationIsNoZone();
};

// Laws

void RepeatedScanTest::aListIsThatOfSearchesAnew_data()
{
  QTest::addColumn<double>( "factor" );
  QTest::addColumn<double>( "shift" );
  QTest::addColumn<unsigned>( "threads" );
  QTest::newRow( "levels as they were" ) << 1.0 << 0.0 << 1U;
  QTest::newRow( "levels a little lower" ) << 0.99 << 0.01 << 1U;
  QTest::newRow( "levels much lower" ) << 0.8 << 0.2 << 1U;
  QTest::newRow( "levels higher" ) << 1.1 << -0.1 << 1U;
  QTest::newRow( "three threads" ) << 0.97 << 0.02 << 3U;
}

void RepeatedScanTest::aListIsThatOfSearchesAnew()
{
  QFETCH( double, factor );
  QFETCH( double, shift );
  QFETCH( unsigned, threads );
  for ( const std::uint64_t seed : { 1, 2 } )
  {
    ListedMap map( seed );
    const CircularScan scan = scanOf( map );
    RepeatedScan repeated( scan );
    for ( int step = 0; step < 6; ++step )
    {
      const std::vector<ScanStream> streams = map.streams();
      const ScanZone anew = scan.bestZone( streams );
      compareZones( repeated.bestZone( streams, threads ), anew );
      map.takeOut( scan.candidateOf( anew, streams ).places, factor, shift );
    }
  }
}

void RepeatedScanTest::whollyOtherValuesAreSearchedAnew()
{
  const ListedMap one( 1 ), other( 2 );
  const CircularScan scan = scanOf( one );
  RepeatedScan repeated( scan );
  repeated.bestZone( one.streams(), 1 );
  compareZones( repeated.bestZone( other.streams(), 1 ), scan.bestZone( other.streams() ) );
}

void RepeatedScanTest::otherScoresAreSearchedAnew()
{
  const ListedMap map( 1 );
  const CircularScan scan = scanOf( map, ScanScore::poisson );
  compareZones( RepeatedScan( scan ).bestZone( map.streams(), 1 ), scan.bestZone( map.streams() ) );
}

// Edges

void RepeatedScanTest::nothingAboveExpectationIsNoZone()
{
  const ListedMap map( 1 );
  const CircularScan scan = scanOf( map );
  const std::vector<double> nothing( map.first.size(), 0.0 );
  const ScanStream silent{ StreamModel::poisson, nothing, map.firstBaseline };
  QCOMPARE( RepeatedScan( scan ).bestZone( { silent }, 1 ).places, 0U );
}

QTEST_GUILESS_MAIN( RepeatedScanTest )
#include "repeatedscan_test.moc"
