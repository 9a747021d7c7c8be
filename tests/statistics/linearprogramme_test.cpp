// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/linearprogramme.h"
#include "statistics/randomstream.h"

#include <thread>

using namespace communitysafety::statistics;
using Outcome = LinearProgramme::Outcome;
using Start = LinearProgramme::Start;

class LinearProgrammeTest : public QObject
{
  Q_OBJECT

private slots:
  void bothEndsOfASumAreFound();
  void impossibleAndUnlimitedAreTold();
  void errorInTheSolverIsThrownAndSurvived();
  void threadsDoNotMeet();
  void cancelStopsASolve();
  void pausesDoNotMatter();
};

void LinearProgrammeTest::bothEndsOfASumAreFound()
{
  // x + y + z = 10, x and y at most 4.
  LinearProgramme programme( 3, { 10 }, { { 0, 0, 1 }, { 0, 1, 1 }, { 0, 2, 1 } } );
  programme.setBounds( 0, 0, 4 );
  programme.setBounds( 1, 0, 4 );
  programme.setCost( 2, 1 );
  for ( const Start start : { Start::anew, Start::fromLast } )
  {
    QVERIFY( programme.minimise( start ) == Outcome::solved );
    QCOMPARE( programme.value( 2 ), 2.0 );
    QVERIFY( programme.maximise( start ) == Outcome::solved );
    QCOMPARE( programme.value( 2 ), 10.0 );
  }
}

void LinearProgrammeTest::impossibleAndUnlimitedAreTold()
{
  // x - y = 3
  LinearProgramme programme( 2, { 3 }, { { 0, 0, 1 }, { 0, 1, -1 } } );
  programme.setCost( 0, 1 );
  QVERIFY( programme.maximise( Start::fromLast ) == Outcome::unlimited );
  QCOMPARE( programme.value( 0 ) - programme.value( 1 ), 3.0 );
  QVERIFY( programme.value( 1 ) >= 0 );
  programme.setBounds( 0, 0, 2 );
  QVERIFY( programme.minimise( Start::anew ) == Outcome::impossible );
  QVERIFY( programme.maximise( Start::fromLast ) == Outcome::impossible );
}

void LinearProgrammeTest::errorInTheSolverIsThrownAndSurvived()
{
  // GLPK ends the program over a term that comes twice, unless it is kept from it.
  QVERIFY_EXCEPTION_THROWN( LinearProgramme( 1, { 1 }, { { 0, 0, 1 }, { 0, 0, 1 } } ), std::runtime_error );
  bothEndsOfASumAreFound();
}

void LinearProgrammeTest::threadsDoNotMeet()
{
  if ( !LinearProgramme::threadsAllowed() )
    QSKIP( "This GLPK serves one thread only." );
  const auto work = []( double *found )
  {
    for ( int round = 1; round <= 200; ++round )
    {
      LinearProgramme programme( 2, { double( round ) }, { { 0, 0, 1 }, { 0, 1, 1 } } );
      programme.setCost( 0, 1 );
      *found += programme.maximise( Start::anew ) == Outcome::solved ? programme.value( 0 ) : 0;
    }
  };
  double one = 0, other = 0;
  std::thread first( work, &one ), second( work, &other );
  first.join();
  second.join();
  QCOMPARE( one, 20100.0 );
  QCOMPARE( other, 20100.0 );
}

namespace
{

constexpr std::size_t places = 180;

//! Ten from each of so many places to ten at each of as many others, at costs by chance.
std::unique_ptr<LinearProgramme> transport( std::vector<double> &cost )
{
  std::vector<LinearProgramme::Term> terms;
  for ( std::size_t from = 0; from < places; ++from )
    for ( std::size_t to = 0; to < places; ++to )
      for ( const std::size_t row : { from, places + to } )
        terms.push_back( { row, from * places + to, 1 } );
  auto programme = std::make_unique<LinearProgramme>( places * places, std::vector<double>( 2 * places, 10 ), terms );
  RandomStream random( 3 );
  for ( std::size_t column = 0; column < places * places; ++column )
  {
    cost.push_back( std::floor( 1000 * random.uniform() ) );
    programme->setCost( column, cost.back() );
  }
  return programme;
}

} // namespace

void LinearProgrammeTest::cancelStopsASolve()
{
  std::vector<double> cost;
  const std::unique_ptr<LinearProgramme> programme = transport( cost );
  programme->listenTo( []( double ) { return false; } );
  QVERIFY_EXCEPTION_THROWN( programme->minimise( Start::fromLast ), Cancelled );
  programme->listenTo( {} );
  QVERIFY( programme->minimise( Start::anew ) == Outcome::solved );
}

void LinearProgrammeTest::pausesDoNotMatter()
{
  std::vector<double> cost;
  const std::unique_ptr<LinearProgramme> programme = transport( cost );
  int asked = 0;
  programme->listenTo( [&asked]( double ) { return ++asked > 0; } );
  const auto least = [&]( Start start )
  {
    double sum = 0;
    if ( programme->minimise( start ) == Outcome::solved )
      for ( std::size_t column = 0; column < cost.size(); ++column )
        sum += cost[column] * programme->value( column );
    return std::round( sum );
  };
  const double fromLast = least( Start::fromLast );
  QVERIFY2( asked > 0, "too small to pause" );
  QVERIFY( fromLast > 0 );
  QCOMPARE( least( Start::anew ), fromLast );
}

QTEST_GUILESS_MAIN( LinearProgrammeTest )
#include "linearprogramme_test.moc"
