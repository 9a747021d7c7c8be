// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/stabilityreport.h"
#include "testrun.h"

#include <QSet>

using namespace communitysafety;
using namespace communitysafety::test;
using statistics::StabilityChange;
using statistics::StabilityClass;
using statistics::StabilityRun;

class StabilityReportTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyKindAndClassHasItsOwnWords();
  void neighbourhoodsAreNamedInTheirClass();
  void everyKindMadeHasItsRow();
  // edges
  void missingShiftIsSaid();
  void givenOutlinesAreSaid();
  void singleNeighbourhoodHasNoRanks();
};

namespace
{

StabilityRun runOf( StabilityChange change, const std::vector<double> &jaccard )
{
  StabilityRun run;
  run.change = change;
  run.jaccard = jaccard;
  for ( std::size_t row = 0; row < jaccard.size(); ++row )
    run.rank.push_back( change == StabilityChange::halfAgainstHalf ? statistics::missing : double( row + 1 ) );
  run.together = jaccard.front();
  return run;
}

std::vector<StabilityRun> runsOf( const std::vector<double> &jaccard )
{
  return { runOf( StabilityChange::nothing, std::vector<double>( jaccard.size(), 1.0 ) ),
           runOf( StabilityChange::bootstrap, jaccard ), runOf( StabilityChange::halfAgainstWhole, jaccard ),
           runOf( StabilityChange::halfAgainstHalf, jaccard ), runOf( StabilityChange::penalty, jaccard ) };
}

QString pageOf( const QStringList &names, const std::vector<StabilityRun> &runs, bool areGiven = false )
{
  const TestRun test;
  return base::reportOnStability( { names, runs, areGiven, 0.25 } ).page( test.run.record );
}

const QStringList three{ QStringLiteral( "Mill & End" ), QStringLiteral( "Hill Top" ), QStringLiteral( "Quay" ) };

} // namespace

void StabilityReportTest::everyKindAndClassHasItsOwnWords()
{
  QSet<QString> words;
  for ( const StabilityChange change : statistics::stabilityChanges() )
    words << base::wordsOf( change );
  QCOMPARE( words.size(), 6 );
  QSet<QString> classes;
  for ( const StabilityClass one :
        { StabilityClass::uncertain, StabilityClass::edgeUncertain, StabilityClass::stable, StabilityClass::firm } )
    classes << base::wordsOf( one );
  QCOMPARE( classes.size(), 4 );
}

void StabilityReportTest::neighbourhoodsAreNamedInTheirClass()
{
  const QString page = pageOf( three, runsOf( { 0.9, 0.65, 0.2 } ) );
  for ( const char *part : { "Firm: Mill &amp; End.", "Edge uncertain: Hill Top.", "Uncertain: Quay." } )
    QVERIFY2( page.contains( QString::fromUtf8( part ) ), part );
  QVERIFY( !page.contains( QStringLiteral( "Stable: Mill" ) ) );
}

void StabilityReportTest::everyKindMadeHasItsRow()
{
  std::vector<StabilityRun> runs = runsOf( { 0.9, 0.65, 0.2 } );
  runs.push_back( runOf( StabilityChange::originShift, { 0.8, 0.8, 0.8 } ) );
  const QString page = pageOf( three, runs );
  for ( const StabilityChange change : statistics::stabilityChanges() )
    QVERIFY2( page.contains( base::wordsOf( change ) ), qPrintable( base::wordsOf( change ) ) );
  QVERIFY( !page.contains( QStringLiteral( "Not assessed: how much depends on where the grid lies" ) ) );
}

void StabilityReportTest::missingShiftIsSaid()
{
  const QString page = pageOf( three, runsOf( { 0.9, 0.65, 0.2 } ) );
  QVERIFY( page.contains( QStringLiteral( "Not assessed: how much depends on where the grid lies" ) ) );
  QVERIFY( page.contains( QStringLiteral( "SHIFT_X" ) ) );
}

void StabilityReportTest::givenOutlinesAreSaid()
{
  const QString sentence = QStringLiteral( "The outlines were given." );
  QVERIFY( pageOf( three, runsOf( { 0.9, 0.65, 0.2 } ), true ).contains( sentence ) );
  QVERIFY( !pageOf( three, runsOf( { 0.9, 0.65, 0.2 } ) ).contains( sentence ) );
}

void StabilityReportTest::singleNeighbourhoodHasNoRanks()
{
  QVERIFY( pageOf( { QStringLiteral( "Quay" ) }, runsOf( { 0.9 } ) )
             .contains( QStringLiteral( "A single neighbourhood has no rank" ) ) );
}

COMMUNITYSAFETY_TEST_MAIN( StabilityReportTest )
#include "stabilityreport_test.moc"
