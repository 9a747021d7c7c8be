// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/comparisonreport.h"
#include "testrun.h"

#include <QSet>

using namespace communitysafety;
using namespace communitysafety::test;
using statistics::ChangeClass;
using statistics::missing;

class ComparisonReportTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyClassHasItsOwnWords();
  void areasThatMovedMostAreListed();
  void onlyTheWorstTwentyAreInTheSlopeChart();
  // edges
  void withoutEventsTheLimitIsSaid();
  void nothingThatMovedIsSaid();
  void cityIsDrawnForAnIndexOnly();
};

namespace
{

QString pageOf( const std::vector<double> &before, const std::vector<double> &after,
                const std::vector<double> &eventsBefore = {}, const std::vector<double> &eventsAfter = {},
                const statistics::ComparisonOptions &options = {} )
{
  const statistics::ScoreComparison comparison =
    statistics::compareScores( before, after, eventsBefore, eventsAfter, options );
  QStringList names;
  for ( std::size_t area = 0; area < before.size(); ++area )
    names << QStringLiteral( "Area %1." ).arg( area + 1 );
  const TestRun test;
  return base::reportOnComparison(
           { QStringLiteral( "2023" ), QStringLiteral( "2024" ), names, before, after, comparison, options, 0 } )
    .page( test.run.record );
}

} // namespace

void ComparisonReportTest::everyClassHasItsOwnWords()
{
  QSet<QString> words;
  for ( const ChangeClass one : { ChangeClass::muchBetter, ChangeClass::better, ChangeClass::little, ChangeClass::worse,
                                  ChangeClass::muchWorse } )
    words << base::wordsOf( one );
  QCOMPARE( words.size(), 5 );
  QCOMPARE( base::wordsOf( ChangeClass::unknown ), QString() );
  QSet<QString> verdicts;
  for ( const double verdict : { -1.0, 0.0, 1.0 } )
    verdicts << base::significanceWords( verdict );
  QCOMPARE( verdicts.size(), 3 );
  QCOMPARE( base::significanceWords( missing ), QString() );
}

void ComparisonReportTest::areasThatMovedMostAreListed()
{
  const QString page = pageOf( { 100, 100, 100 }, { 180, 30, 101 }, { 100, 100, 100 }, { 400, 20, 100 } );
  for ( const char *part : { "+80", "−70", "More, beyond chance", "Fewer, beyond chance" } )
    QVERIFY2( page.contains( QString::fromUtf8( part ) ), part );
}

void ComparisonReportTest::onlyTheWorstTwentyAreInTheSlopeChart()
{
  std::vector<double> before, after;
  for ( int area = 0; area < 50; ++area )
  {
    before.push_back( area );
    after.push_back( 100 - area );
  }
  const QString page = pageOf( before, after );
  QVERIFY( page.contains( QStringLiteral( "Ranks of the 20 worst areas" ) ) );
  const QString slopes = page.section( QStringLiteral( "<figure>" ), 1, 1 );
  QVERIFY( slopes.contains( QStringLiteral( "Area 20." ) ) );
  QVERIFY( !slopes.contains( QStringLiteral( "Area 21." ) ) );
}

void ComparisonReportTest::withoutEventsTheLimitIsSaid()
{
  const QString page = pageOf( { 100, 100 }, { 180, 30 } );
  QVERIFY( page.contains( QStringLiteral( "nothing is said here about chance" ) ) );
  QVERIFY( !page.contains( QStringLiteral( "Number of events" ) ) );
}

void ComparisonReportTest::nothingThatMovedIsSaid()
{
  const QString page = pageOf( { 100, 90 }, { 100, 90 } );
  QVERIFY( page.contains( QStringLiteral( "Became worse: none." ) ) );
}

void ComparisonReportTest::cityIsDrawnForAnIndexOnly()
{
  statistics::ComparisonOptions options;
  QVERIFY( pageOf( { 100, 90 }, { 110, 90 }, {}, {}, options ).contains( QStringLiteral( ">City</text>" ) ) );
  options.isIndex = false;
  QVERIFY( !pageOf( { 1, 0.2 }, { 1.1, 0.9 }, {}, {}, options ).contains( QStringLiteral( ">City</text>" ) ) );
}

COMMUNITYSAFETY_TEST_MAIN( ComparisonReportTest )
#include "comparisonreport_test.moc"
