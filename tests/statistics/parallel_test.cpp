// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/parallel.h"

#include <QtTest>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace communitysafety::statistics;

class ParallelTest : public QObject
{
  Q_OBJECT

private slots:
  void everyItemIsDoneOnce_data();
  void everyItemIsDoneOnce();
  void progressIsAskedInTheCallingThreadOnly();
  void aCancelStopsTheWork();
  void aCancelBeforehandLeavesNothingDone();
  void anExceptionReachesTheCaller();
  void theFirstOfSeveralFailuresIsToldWhateverTheThreads();
};

void ParallelTest::everyItemIsDoneOnce_data()
{
  QTest::addColumn<unsigned>( "threads" );
  for ( const unsigned threads : { 0U, 1U, 2U, 7U, 200U } )
    QTest::addRow( "%u threads", threads ) << threads;
}

void ParallelTest::everyItemIsDoneOnce()
{
  QFETCH( unsigned, threads );
  for ( const std::size_t items : { 0, 1, 100 } )
  {
    std::vector<std::atomic<int>> done( items );
    forEachInParallel( items, threads, [&]( std::size_t item ) { ++done[item]; } );
    for ( const std::atomic<int> &times : done )
      QCOMPARE( times.load(), 1 );
  }
}

void ParallelTest::progressIsAskedInTheCallingThreadOnly()
{
  const std::thread::id caller = std::this_thread::get_id();
  double last = 0;
  bool isCaller = true;
  forEachInParallel(
    100, 3, []( std::size_t ) {},
    [&]( double done )
    {
      isCaller = isCaller && std::this_thread::get_id() == caller;
      last = done;
      return true;
    } );
  QVERIFY( isCaller );
  QVERIFY( last <= 1 );
}

void ParallelTest::aCancelStopsTheWork()
{
  std::atomic<int> done{ 0 };
  QVERIFY_EXCEPTION_THROWN( forEachInParallel(
                              1000000, 2,
                              [&]( std::size_t )
                              {
                                ++done;
                                std::this_thread::yield();
                              },
                              []( double ) { return false; } ),
                            Cancelled );
  QVERIFY( done < 1000000 );
}

void ParallelTest::aCancelBeforehandLeavesNothingDone()
{
  for ( const unsigned threads : { 1U, 2U, 8U } )
  {
    std::atomic<int> done{ 0 };
    QVERIFY_EXCEPTION_THROWN( forEachInParallel(
                                3, threads, [&done]( std::size_t ) { ++done; }, []( double ) { return false; } ),
                              Cancelled );
    QCOMPARE( done.load(), 0 );
  }
}

void ParallelTest::anExceptionReachesTheCaller()
{
  const auto fail = []( std::size_t item )
  {
    if ( item == 57 )
      throw std::runtime_error( "57" );
  };
  QVERIFY_EXCEPTION_THROWN( forEachInParallel( 100, 2, fail ), std::runtime_error );
}

void ParallelTest::theFirstOfSeveralFailuresIsToldWhateverTheThreads()
{
  const auto fail = []( std::size_t item )
  {
    // The later one fails at once, the first one after a while.
    if ( item == 10 )
      std::this_thread::sleep_for( std::chrono::milliseconds( 5 ) );
    if ( item == 10 || item == 11 )
      throw std::invalid_argument( std::to_string( item ) );
  };
  for ( const unsigned threads : { 1U, 2U, 8U } )
    QCOMPARE( refusalOf( [&] { forEachInParallel( 100, threads, fail ); } ), QStringLiteral( "10" ) );
}

QTEST_GUILESS_MAIN( ParallelTest )
#include "parallel_test.moc"
