// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "../benchmarks/delineation/plantedmaps.h"
#include "expectations.h"
#include "statistics/regionstability.h"

using namespace planted;

class RegionStabilityTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void classesHaveTheirLimits_data();
  void classesHaveTheirLimits();
  // laws
  void searchAsItIsFindsItsOwn();
  void runsOfEveryKindAreMade();
  void strongNeighbourhoodIsFirm();
  void weakNeighbourhoodIsNot();
  void halvesFindLessOfWhatIsWeak();
  void membershipIsHighInsideAndLowOutside();
  void whatDoesNotCountIsNotFound();
  void targetIsReachedPastWhatDoesNotCount();
  void summaryGivesQuantilesOfTheRuns();
  void lowestMedianLeavesHalvesOut();
  // edges
  void outlineThatNobodyFindsIsNotFound();
  void withoutRunsThereIsNothing();
  // refused input
  void refusesOptions();
  // threads
  void resultDoesNotDependOnThreads();
  void cancelStopsIt();
};

namespace
{

constexpr int length = 16;

const ScanSupport &grid()
{
  static const ScanSupport support = squareGrid( length, length );
  return support;
}

//! As many rows as columns of cells.
Places block( int firstRow, int firstColumn, int side )
{
  Places places;
  for ( int row = firstRow; row < firstRow + side; ++row )
    for ( int column = firstColumn; column < firstColumn + side; ++column )
      places.push_back( std::uint32_t( row * length + column ) );
  return places;
}

//! In the middle.
Places square() { return block( 6, 5, 5 ); }

//! 20 incidents expected in each cell, \a risk times as many in the square.
std::vector<double> countsOf( double risk )
{
  RandomStream random( 7 );
  std::vector<double> people( length * length, 20.0 );
  return drawn( raised( people, square(), risk ), people.size() * 20, random );
}

StabilityOptions options()
{
  StabilityOptions options;
  options.scan.nullMaps = 39;
  options.scan.shapes.penalties = { 0.5, 1 };
  options.scan.shapes.relativeRisks = { 1.4, 2.2 };
  options.scan.shapes.axisRatios = {};
  options.scan.minimumRelativeRisk = 1;
  options.runs = 12;
  return options;
}

//! A map with the square, searched and run anew.
struct Assessed
{
  explicit Assessed( double risk, const StabilityOptions &settings = options(),
                     const std::vector<Places> &outlines = {} )
    : counts( countsOf( risk ) ),
      baseline( scaledTo( length * length * 20, std::vector<double>( counts.size(), 1.0 ) ) )
  {
    const std::vector<ScanStream> streams{ stream( counts, baseline ) };
    const FamilyChoice choice = calibrateFamilies( grid(), streams, settings.scan );
    regions = outlines.empty() ? searchRegions( grid(), streams, settings.scan, choice ) : outlines;
    runs = rerunChanged( grid(), streams, regions, settings, choice );
  }

  std::vector<double> counts;
  std::vector<double> baseline;
  std::vector<Places> regions;
  std::vector<StabilityRun> runs;
};

const Assessed &strong()
{
  static const Assessed assessed( 3 );
  return assessed;
}

StabilityRun runWith( StabilityChange change, double jaccard, double rank )
{
  StabilityRun run;
  run.change = change;
  run.jaccard = { jaccard };
  run.rank = { rank };
  run.together = jaccard;
  return run;
}

} // namespace

void RegionStabilityTest::classesHaveTheirLimits_data()
{
  QTest::addColumn<double>( "jaccard" );
  QTest::addColumn<int>( "wanted" );
  QTest::newRow( "the same" ) << 1.0 << int( StabilityClass::firm );
  QTest::newRow( "firm begins" ) << 0.85 << int( StabilityClass::firm );
  QTest::newRow( "nearly firm" ) << 0.84 << int( StabilityClass::stable );
  QTest::newRow( "stable begins" ) << 0.75 << int( StabilityClass::stable );
  QTest::newRow( "nearly stable" ) << 0.74 << int( StabilityClass::edgeUncertain );
  QTest::newRow( "edge uncertain begins" ) << 0.6 << int( StabilityClass::edgeUncertain );
  QTest::newRow( "below" ) << 0.59 << int( StabilityClass::uncertain );
  QTest::newRow( "never found" ) << 0.0 << int( StabilityClass::uncertain );
}

void RegionStabilityTest::classesHaveTheirLimits()
{
  QFETCH( double, jaccard );
  QFETCH( int, wanted );
  QCOMPARE( int( stabilityClass( jaccard ) ), wanted );
}

void RegionStabilityTest::searchAsItIsFindsItsOwn()
{
  QVERIFY( jaccard( strong().regions.front(), square() ) > 0.8 );
  const StabilitySummary own = summaryOf( strong().runs, StabilityChange::nothing, 0 );
  QCOMPARE( own.runs, std::size_t( 1 ) );
  QCOMPARE( own.jaccardMedian, 1.0 );
  QCOMPARE( own.rankHigh, 1.0 );
  QCOMPARE( summaryOfAll( strong().runs, StabilityChange::nothing ).jaccardLow, 1.0 );
  QCOMPARE( othersPerRun( strong().runs, StabilityChange::nothing ), 0.0 );
}

void RegionStabilityTest::runsOfEveryKindAreMade()
{
  const auto count = []( StabilityChange change ) { return summaryOf( strong().runs, change, 0 ).runs; };
  QCOMPARE( count( StabilityChange::bootstrap ), std::size_t( 12 ) );
  QCOMPARE( count( StabilityChange::halfAgainstWhole ), std::size_t( 24 ) );
  QCOMPARE( count( StabilityChange::halfAgainstHalf ), std::size_t( 12 ) );
  QCOMPARE( count( StabilityChange::penalty ), std::size_t( 2 ) );
  QCOMPARE( count( StabilityChange::originShift ), std::size_t( 0 ) );
}

void RegionStabilityTest::strongNeighbourhoodIsFirm()
{
  const StabilitySummary resampled = summaryOf( strong().runs, StabilityChange::bootstrap, 0 );
  QCOMPARE( resampled.found, 1.0 );
  QVERIFY2( resampled.jaccardMedian > 0.8, qPrintable( QString::number( resampled.jaccardMedian ) ) );
  QVERIFY( resampled.jaccardLow <= resampled.jaccardMedian && resampled.jaccardMedian <= resampled.jaccardHigh );
  QCOMPARE( resampled.rankHigh, 1.0 );
  QVERIFY( summaryOf( strong().runs, StabilityChange::penalty, 0 ).jaccardMedian > 0.8 );
  QVERIFY( summaryOf( strong().runs, StabilityChange::halfAgainstHalf, 0 ).jaccardMedian > 0.6 );
}

void RegionStabilityTest::weakNeighbourhoodIsNot()
{
  const Assessed weak( 1.25, options(), { square() } );
  const StabilitySummary halved = summaryOf( weak.runs, StabilityChange::halfAgainstHalf, 0 );
  QVERIFY2( halved.jaccardMedian < 0.5, qPrintable( QString::number( halved.jaccardMedian ) ) );
  QVERIFY( summaryOf( weak.runs, StabilityChange::halfAgainstWhole, 0 ).found < 1 );
}

void RegionStabilityTest::halvesFindLessOfWhatIsWeak()
{
  const Assessed weak( 1.3, options(), { square() } );
  const double half = summaryOf( weak.runs, StabilityChange::halfAgainstWhole, 0 ).found;
  const double drawn = summaryOf( weak.runs, StabilityChange::bootstrap, 0 ).found;
  QVERIFY2( half < drawn, qPrintable( QStringLiteral( "%1, %2" ).arg( half ).arg( drawn ) ) );
}

void RegionStabilityTest::membershipIsHighInsideAndLowOutside()
{
  const std::vector<double> shares = membershipOf( strong().runs, StabilityChange::bootstrap, length * length );
  QVERIFY( shares[8 * length + 7] > 0.9 );
  QVERIFY( shares[0] < 0.2 );
  const std::vector<double> own = membershipOf( strong().runs, StabilityChange::nothing, length * length );
  QCOMPARE( sumPresent( own ), double( strong().regions.front().size() ) );
}

void RegionStabilityTest::whatDoesNotCountIsNotFound()
{
  StabilityOptions picky = options();
  picky.runs = 2;
  picky.scan.counts = []( const std::vector<ScanStream> &, const Places &places ) { return places.size() > 100; };
  const Assessed assessed( 3, picky, { square() } );
  for ( const StabilityRun &run : assessed.runs )
    QCOMPARE( run.jaccard.front(), 0.0 );
}

void RegionStabilityTest::targetIsReachedPastWhatDoesNotCount()
{
  EvidenceScanOptions one = options().scan;
  one.significance = 1;
  one.targetCount = 1;
  const std::vector<double> counts = countsOf( 3 );
  const std::vector<double> baseline( counts.size(), 20.0 );
  const std::vector<ScanStream> streams{ stream( counts, baseline ) };
  const FamilyChoice choice = calibrateFamilies( grid(), streams, one );
  const std::vector<Places> first = searchRegions( grid(), streams, one, choice );
  one.counts = [&first]( const std::vector<ScanStream> &, const Places &places ) { return places != first.front(); };
  const std::vector<Places> next = searchRegions( grid(), streams, one, choice );
  QCOMPARE( next.size(), std::size_t( 1 ) );
  QVERIFY( next.front() != first.front() );
}

void RegionStabilityTest::summaryGivesQuantilesOfTheRuns()
{
  std::vector<StabilityRun> runs;
  for ( int run = 0; run <= 20; ++run )
    runs.push_back( runWith( StabilityChange::bootstrap, run < 5 ? 0 : 0.04 * run + 0.1, 1 + run % 2 ) );
  const StabilitySummary summary = summaryOf( runs, StabilityChange::bootstrap, 0 );
  QCOMPARE( summary.runs, std::size_t( 21 ) );
  QVERIFY( std::fabs( summary.jaccardMedian - 0.5 ) < 1e-12 );
  QCOMPARE( summary.jaccardLow, 0.0 );
  QVERIFY( std::fabs( summary.jaccardHigh - 0.86 ) < 1e-12 );
  QVERIFY( std::fabs( summary.found - 16.0 / 21 ) < 1e-12 );
  QCOMPARE( summary.rankLow, 1.0 );
  QCOMPARE( summary.rankHigh, 2.0 );
}

void RegionStabilityTest::lowestMedianLeavesHalvesOut()
{
  const std::vector<StabilityRun> runs{ runWith( StabilityChange::bootstrap, 0.8, 1 ),
                                        runWith( StabilityChange::halfAgainstHalf, 0.1, missing ),
                                        runWith( StabilityChange::halfAgainstWhole, 0.2, 1 ),
                                        runWith( StabilityChange::originShift, 0.7, 1 ),
                                        runWith( StabilityChange::nothing, 0.3, 1 ) };
  QCOMPARE( lowestMedian( runs, 0 ), 0.7 );
}

void RegionStabilityTest::outlineThatNobodyFindsIsNotFound()
{
  StabilityOptions few = options();
  few.runs = 3;
  const Assessed assessed( 3, few, { block( 0, 0, 4 ) } );
  QCOMPARE( summaryOf( assessed.runs, StabilityChange::nothing, 0 ).found, 0.0 );
  QCOMPARE( summaryOf( assessed.runs, StabilityChange::bootstrap, 0 ).jaccardHigh, 0.0 );
  QCOMPARE( othersPerRun( assessed.runs, StabilityChange::nothing ), 1.0 );
}

void RegionStabilityTest::withoutRunsThereIsNothing()
{
  const StabilitySummary summary = summaryOf( {}, StabilityChange::originShift, 0 );
  QCOMPARE( summary.runs, std::size_t( 0 ) );
  QVERIFY( isMissing( summary.jaccardMedian ) && isMissing( summary.found ) && isMissing( summary.rankLow ) );
  QVERIFY( membershipOf( {}, StabilityChange::originShift, 5 ).empty() );
  QVERIFY( isMissing( lowestMedian( {}, 0 ) ) );
}

void RegionStabilityTest::refusesOptions()
{
  StabilityOptions wrong = options();
  wrong.runs = 0;
  QVERIFY( refusalOf( [&] { Assessed( 2, wrong, { square() } ); } ).contains( "The number of runs is 0" ) );
  wrong = options();
  wrong.penaltyChange = 1;
  QVERIFY( refusalOf( [&] { Assessed( 2, wrong, { square() } ); } ).contains( "The change of the penalty is 1" ) );
}

void RegionStabilityTest::resultDoesNotDependOnThreads()
{
  std::vector<std::vector<StabilityRun>> results;
  for ( const unsigned threads : { 1U, 2U, 5U } )
  {
    StabilityOptions settings = options();
    settings.runs = 3;
    settings.scan.threads = threads;
    results.push_back( Assessed( 2, settings ).runs );
  }
  for ( const std::vector<StabilityRun> &result : results )
    for ( std::size_t run = 0; run < result.size(); ++run )
    {
      QCOMPARE( result[run].jaccard, results.front()[run].jaccard );
      QCOMPARE( result[run].together, results.front()[run].together );
      QCOMPARE( result[run].covered.size(), results.front()[run].covered.size() );
    }
}

void RegionStabilityTest::cancelStopsIt()
{
  const std::vector<double> counts = countsOf( 2 );
  const std::vector<double> baseline( counts.size(), 20.0 );
  const std::vector<ScanStream> streams{ stream( counts, baseline ) };
  const FamilyChoice choice = calibrateFamilies( grid(), streams, options().scan );
  for ( const double when : { 0.1, 0.7 } )
  {
    double last = 0;
    QVERIFY_EXCEPTION_THROWN( rerunChanged( grid(), streams, { square() }, options(), choice,
                                            [&]( double done )
                                            {
                                              last = done;
                                              return done < when;
                                            } ),
                              Cancelled );
    QVERIFY( last < 1 );
  }
}

QTEST_GUILESS_MAIN( RegionStabilityTest )
#include "regionstability_test.moc"
