// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/linearprogramme.h"

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

QTEST_GUILESS_MAIN( LinearProgrammeTest )
#include "linearprogramme_test.moc"
