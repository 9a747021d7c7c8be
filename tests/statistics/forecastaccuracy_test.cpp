// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/forecastaccuracy.h"

using namespace communitysafety::statistics;

class ForecastAccuracyTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void predictionAccuracyIsThatOfThePaper();
  void recaptureRateIsTheRatioOfAccuracies();
  // laws
  void wholeAreaHasAccuracyOne();
  void bestChoiceHasEfficiencyOne();
  void unitOfTheAreaDoesNotMatter();
  void bestCellsBeatAnyOthers();
  void jaccardIsSymmetric();
  // edges
  void withoutEventsThereIsNoRate();
  void withoutAreaThereIsNoAccuracy();
  void withoutHitsBeforeThereIsNoRecapture();
  void lastCellIsTakenInPart();
  void cellsOfDifferentSizeGoByDensity();
  void cellsWithoutAreaOrValueAreLeftOut();
  void emptyAreasHaveNoJaccard();
  // refused input
  void wrongInputIsNamed_data();
  void wrongInputIsNamed();
};

namespace
{

ForecastInput input( double hotArea, double studyArea, double hits, double events )
{
  ForecastInput input;
  input.hotArea = hotArea;
  input.studyArea = studyArea;
  input.hits = hits;
  input.events = events;
  return input;
}

} // namespace

void ForecastAccuracyTest::predictionAccuracyIsThatOfThePaper()
{
  // Chainey, Tompson and Uhlig 2008, p. 14: a quarter of the crimes in half of the area gives 0.5, 80 % of them in 40 %
  // of it 2, and 50 % in 5 % gives 10.
  QCOMPARE( forecastAccuracy( input( 50, 100, 25, 100 ) ).pai, 0.5 );
  QCOMPARE( forecastAccuracy( input( 40, 100, 80, 100 ) ).pai, 2.0 );
  const ForecastAccuracy accuracy = forecastAccuracy( input( 5, 100, 50, 100 ) );
  QCOMPARE( accuracy.pai, 10.0 );
  QCOMPARE( accuracy.hitRate, 0.5 );
  QCOMPARE( accuracy.areaShare, 0.05 );
  // R 4.2.2: prop.test( 50, 100, correct = FALSE )$conf.int
  QVERIFY( std::fabs( accuracy.hitRateLower - 0.4038315 ) < 5e-8 );
  QVERIFY( std::fabs( accuracy.hitRateUpper - 0.5961685 ) < 5e-8 );
}

void ForecastAccuracyTest::recaptureRateIsTheRatioOfAccuracies()
{
  ForecastInput next = input( 5, 100, 30, 120 );
  next.previousHits = 40;
  next.previousEvents = 100;
  QCOMPARE( forecastAccuracy( next ).rri, 0.625 );
  QCOMPARE( forecastAccuracy( next ).rri,
            forecastAccuracy( next ).pai / forecastAccuracy( input( 5, 100, 40, 100 ) ).pai );
}

void ForecastAccuracyTest::wholeAreaHasAccuracyOne()
{
  const ForecastAccuracy accuracy = forecastAccuracy( input( 33, 33, 7, 7 ) );
  QCOMPARE( accuracy.pai, 1.0 );
  QCOMPARE( accuracy.areaShare, 1.0 );
}

void ForecastAccuracyTest::bestChoiceHasEfficiencyOne()
{
  const std::vector<double> events = { 3, 0, 9, 1, 5, 2 };
  const std::vector<double> areas( 6, 10 );
  ForecastInput best = input( 20, 60, 14, 20 );
  best.mostHits = mostEventsWithin( events, areas, best.hotArea );
  QCOMPARE( forecastAccuracy( best ).pei, 1.0 );
  best.hits = 7;
  QCOMPARE( forecastAccuracy( best ).pei, 0.5 );
  best.hits = 15;
  QCOMPARE( forecastAccuracy( best ).pei, 1.0 );
}

void ForecastAccuracyTest::unitOfTheAreaDoesNotMatter()
{
  QCOMPARE( forecastAccuracy( input( 0.04, 1.3, 6, 70 ) ).pai, forecastAccuracy( input( 4e4, 1.3e6, 6, 70 ) ).pai );
}

void ForecastAccuracyTest::bestCellsBeatAnyOthers()
{
  const std::vector<double> events = { 4, 1, 0, 7, 2, 2, 5, 3 };
  const std::vector<double> areas( 8, 1 );
  double best = 0;
  for ( unsigned chosen = 0; chosen < 256; ++chosen )
  {
    double held = 0;
    int cells = 0;
    for ( std::size_t cell = 0; cell < 8; ++cell )
      if ( chosen >> cell & 1U )
      {
        held += events[cell];
        ++cells;
      }
    if ( cells == 3 )
      best = std::max( best, held );
  }
  QCOMPARE( mostEventsWithin( events, areas, 3 ), best );
}

void ForecastAccuracyTest::jaccardIsSymmetric()
{
  QCOMPARE( jaccardIndex( 4, 6, 2 ), 0.25 );
  QCOMPARE( jaccardIndex( 6, 4, 2 ), 0.25 );
  QCOMPARE( jaccardIndex( 5, 5, 5 ), 1.0 );
  QCOMPARE( jaccardIndex( 5, 0, 0 ), 0.0 );
}

void ForecastAccuracyTest::withoutEventsThereIsNoRate()
{
  const ForecastAccuracy accuracy = forecastAccuracy( input( 5, 100, 0, 0 ) );
  QCOMPARE( accuracy.areaShare, 0.05 );
  QVERIFY( isMissing( accuracy.hitRate ) && isMissing( accuracy.pai ) && isMissing( accuracy.pei ) &&
           isMissing( accuracy.rri ) );
}

void ForecastAccuracyTest::withoutAreaThereIsNoAccuracy()
{
  ForecastInput empty = input( 0, 100, 0, 20 );
  empty.mostHits = mostEventsWithin( std::vector<double>{ 5 }, std::vector<double>{ 1 }, 0 );
  const ForecastAccuracy accuracy = forecastAccuracy( empty );
  QCOMPARE( accuracy.areaShare, 0.0 );
  QCOMPARE( accuracy.hitRate, 0.0 );
  QVERIFY( isMissing( accuracy.pai ) && isMissing( accuracy.pei ) );
}

void ForecastAccuracyTest::withoutHitsBeforeThereIsNoRecapture()
{
  ForecastInput next = input( 5, 100, 3, 20 );
  next.previousHits = 0;
  next.previousEvents = 50;
  QVERIFY( isMissing( forecastAccuracy( next ).rri ) );
  next.previousEvents = 0;
  QVERIFY( isMissing( forecastAccuracy( next ).rri ) );
}

void ForecastAccuracyTest::lastCellIsTakenInPart()
{
  QCOMPARE( mostEventsWithin( std::vector<double>{ 2, 8 }, std::vector<double>{ 10, 10 }, 15 ), 9.0 );
  QCOMPARE( mostEventsWithin( std::vector<double>{ 2, 8 }, std::vector<double>{ 10, 10 }, 500 ), 10.0 );
}

void ForecastAccuracyTest::cellsOfDifferentSizeGoByDensity()
{
  QCOMPARE( mostEventsWithin( std::vector<double>{ 6, 5 }, std::vector<double>{ 10, 2 }, 2 ), 5.0 );
}

void ForecastAccuracyTest::cellsWithoutAreaOrValueAreLeftOut()
{
  QCOMPARE( mostEventsWithin( std::vector<double>{ 6, missing, 4, 3 }, std::vector<double>{ 0, 1, missing, 1 }, 4 ),
            3.0 );
}

void ForecastAccuracyTest::emptyAreasHaveNoJaccard() { QVERIFY( isMissing( jaccardIndex( 0, 0, 0 ) ) ); }

void ForecastAccuracyTest::wrongInputIsNamed_data()
{
  QTest::addColumn<double>( "hotArea" );
  QTest::addColumn<double>( "studyArea" );
  QTest::addColumn<double>( "hits" );
  QTest::addColumn<double>( "events" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no study area" ) << 0.0 << 0.0 << 0.0 << 1.0 << "The study area is 0; it must be above 0 and finite.";
  QTest::newRow( "larger than the study area" )
    << 11.0 << 10.0 << 0.0 << 1.0 << "The area of the hot spots is 11; it must be 0 to 10, the study area.";
  QTest::newRow( "more hits than events" )
    << 1.0 << 10.0 << 3.0 << 2.0 << "The number of hits is 3; it must be 0 to 2, the number of events.";
  QTest::newRow( "negative events" ) << 1.0 << 10.0 << 0.0 << -1.0
                                     << "The number of events is -1; it must be 0 or more.";
}

void ForecastAccuracyTest::wrongInputIsNamed()
{
  QFETCH( double, hotArea );
  QFETCH( double, studyArea );
  QFETCH( double, hits );
  QFETCH( double, events );
  QFETCH( QString, sentence );
  QCOMPARE( refusalOf( [&] { forecastAccuracy( input( hotArea, studyArea, hits, events ) ); } ), sentence );
}

QTEST_GUILESS_MAIN( ForecastAccuracyTest )
#include "forecastaccuracy_test.moc"
