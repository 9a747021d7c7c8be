// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/sharedprogress.h"

#include <QtTest>

#include <thread>
#include <vector>

using namespace communitysafety::statistics;

class SharedProgressTest : public QObject
{
  Q_OBJECT

private slots:
  void stepsAreTold();
  void onlyTheThreadThatMadeItSpeaks();
  void aStopReachesAllThreads();
  void withoutAProgressEverythingGoesOn();
};

void SharedProgressTest::stepsAreTold()
{
  std::vector<double> told;
  const Progress progress = [&told]( double done )
  {
    told.push_back( done );
    return true;
  };
  SharedProgress shared( progress, 4 );
  shared.step();
  const Progress within = shared.withinStep();
  within( 0.9 );
  shared.step();
  QCOMPARE( told, std::vector<double>( { 0.25, 0.25, 0.5 } ) );
}

void SharedProgressTest::onlyTheThreadThatMadeItSpeaks()
{
  int asked = 0;
  const Progress progress = [&asked]( double )
  {
    ++asked;
    return false;
  };
  SharedProgress shared( progress, 2 );
  std::thread( [&shared] { shared.step(); } ).join();
  QCOMPARE( asked, 0 );
  QVERIFY_EXCEPTION_THROWN( shared.step(), Cancelled );
  QCOMPARE( asked, 1 );
}

void SharedProgressTest::aStopReachesAllThreads()
{
  const Progress progress = []( double ) { return false; };
  SharedProgress shared( progress, 2 );
  QVERIFY( !shared.withinStep()( 0 ) );
  bool goesOn = true;
  std::thread( [&] { goesOn = shared.withinStep()( 0 ); } ).join();
  QVERIFY( !goesOn );
}

void SharedProgressTest::withoutAProgressEverythingGoesOn()
{
  const Progress none;
  SharedProgress shared( none, 1 );
  shared.step();
  QVERIFY( shared.withinStep()( 1 ) );
}

QTEST_GUILESS_MAIN( SharedProgressTest )
#include "sharedprogress_test.moc"
