// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "samplescore.h"
#include "statistics/indexsensitivity.h"
#include "statistics/ranking.h"

using namespace communitysafety::statistics;

class IndexSensitivityTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void nominalRanksAreThoseOfTheScore();
  void rangesHoldTheirMedian();
  void sharesOfTheWorstAddUpToTheWorstAreas();
  void moreDoubtWidensTheRanks();
  void twinIndicatorsMatterLittle();
  void membershipFollowsTheShareOfRuns_data();
  void membershipFollowsTheShareOfRuns();
  // edges
  void onlyCountsGiveNoShares();
  void oneSwitchExplainsEverything();
  // refused input
  void nothingToVaryIsRefused();
  void neitherRunsNorDrawsAreRefused();
  // threads
  void sameNumbersOnAnyNumberOfThreads();
  void aCancelStopsTheRuns();
};

namespace
{

IndexVariants variantsOf( const SampleScore &sample, const VariationOptions &variation = {} )
{
  return IndexVariants( sample.indicators, sample.groups, 0, ScoreOptions(), variation );
}

IndexSensitivityOptions quick()
{
  IndexSensitivityOptions options;
  options.base = 32;
  return options;
}

VariationOptions weightsOnly( double range )
{
  VariationOptions variation;
  variation.countDraws = 0;
  variation.weightRange = range;
  variation.scales.clear();
  variation.aggregations.clear();
  variation.denominators = variation.shrinkage = variation.dropped = false;
  return variation;
}

} // namespace

void IndexSensitivityTest::nominalRanksAreThoseOfTheScore()
{
  const SampleScore sample;
  const CompositeScore score = compositeScore( sample.indicators, sample.groups, 0, ScoreOptions(), {} );
  QCOMPARE( differenceBetween( indexSensitivity( variantsOf( sample ), quick() ).nominalRank, score.rank ), QString() );
}

void IndexSensitivityTest::rangesHoldTheirMedian()
{
  const SampleScore sample;
  const IndexUncertainty found = indexSensitivity( variantsOf( sample ), quick() ).uncertainty;
  for ( std::size_t area = 0; area < sample.areas(); ++area )
  {
    QVERIFY( found.lower[area] <= found.median[area] && found.median[area] <= found.upper[area] );
    QVERIFY( found.rankLower[area] <= found.rankMedian[area] && found.rankMedian[area] <= found.rankUpper[area] );
    QVERIFY( found.rankLower[area] >= 1 && found.rankUpper[area] <= static_cast<double>( sample.areas() ) );
  }
}

void IndexSensitivityTest::sharesOfTheWorstAddUpToTheWorstAreas()
{
  const SampleScore sample;
  double sum = 0;
  for ( const double share : indexSensitivity( variantsOf( sample ), quick() ).uncertainty.shareInWorst )
    sum += share;
  // Six of 60 areas in every run.
  QVERIFY2( std::fabs( sum - 6 ) < 1e-9, qPrintable( QString::number( sum ) ) );
}

void IndexSensitivityTest::moreDoubtWidensTheRanks()
{
  const SampleScore sample;
  const double narrow = indexSensitivity( variantsOf( sample, weightsOnly( 0.05 ) ), quick() ).rankShift;
  const double wide = indexSensitivity( variantsOf( sample, weightsOnly( 0.5 ) ), quick() ).rankShift;
  QVERIFY( narrow > 0 );
  QVERIFY( narrow < wide );
}

void IndexSensitivityTest::twinIndicatorsMatterLittle()
{
  SampleScore sample;
  // Both of the first theme are the same: without one the other carries the theme alone.
  sample.indicators[2].values = sample.indicators[0].values;
  sample.indicators[2].denominator = sample.indicators[0].denominator;
  const std::vector<double> shift = indexSensitivity( variantsOf( sample ), quick() ).shiftWithout;
  QCOMPARE( shift.size(), std::size_t{ 4 } );
  QVERIFY( shift[0] < 0.2 && shift[2] < 0.2 );
  QVERIFY( shift[1] > 1 && shift[3] > 1 );
}

void IndexSensitivityTest::membershipFollowsTheShareOfRuns_data()
{
  QTest::addColumn<double>( "share" );
  QTest::addColumn<int>( "membership" );
  QTest::newRow( "in all runs" ) << 1.0 << int( TopMembership::always );
  QTest::newRow( "in 19 of 20" ) << 19.0 / 20 << int( TopMembership::always );
  QTest::newRow( "in most" ) << 0.94 << int( TopMembership::mostly );
  QTest::newRow( "in half" ) << 0.5 << int( TopMembership::mostly );
  QTest::newRow( "in less than half" ) << 0.49 << int( TopMembership::sometimes );
  QTest::newRow( "in 1 of 20" ) << 1.0 / 20 << int( TopMembership::sometimes );
  QTest::newRow( "hardly ever" ) << 0.04 << int( TopMembership::never );
}

void IndexSensitivityTest::membershipFollowsTheShareOfRuns()
{
  QFETCH( double, share );
  QTEST( int( topMembership( share ) ), "membership" );
}

void IndexSensitivityTest::onlyCountsGiveNoShares()
{
  const SampleScore sample;
  IndexSensitivityOptions options;
  options.base = 0;
  VariationOptions variation;
  variation.countDraws = 50;
  const IndexSensitivity found = indexSensitivity( variantsOf( sample, variation ), options );
  QCOMPARE( found.runs, std::size_t{ 50 } );
  QVERIFY( isMissing( found.switches.front().shares.firstOrder ) );
  QVERIFY( found.switches.front().rankShift > 0 );
}

void IndexSensitivityTest::oneSwitchExplainsEverything()
{
  const SampleScore sample;
  const IndexSensitivity found = indexSensitivity( variantsOf( sample, weightsOnly( 0.25 ) ), quick() );
  QCOMPARE( found.switches.size(), std::size_t{ 1 } );
  QVERIFY( std::fabs( found.switches.front().shares.firstOrder - 1 ) < 0.3 );
  QVERIFY( found.switches.front().shares.totalOrder > 0.5 );
  QCOMPARE( found.runs, std::size_t{ 32 * 3 } );
  for ( const double shift : found.shiftWithout )
    QVERIFY( isMissing( shift ) );
}

void IndexSensitivityTest::nothingToVaryIsRefused()
{
  const SampleScore sample;
  QCOMPARE( refusalOf( [&] { indexSensitivity( variantsOf( sample, weightsOnly( 0 ) ), quick() ); } ),
            QStringLiteral( "Nothing that could be changed makes a difference to this index." ) );
}

void IndexSensitivityTest::neitherRunsNorDrawsAreRefused()
{
  const SampleScore sample;
  IndexSensitivityOptions options;
  options.base = 0;
  QCOMPARE( refusalOf( [&] { indexSensitivity( variantsOf( sample, weightsOnly( 0.2 ) ), options ); } ),
            QStringLiteral( "Without method runs and without draws of counts there is nothing to test." ) );
}

void IndexSensitivityTest::sameNumbersOnAnyNumberOfThreads()
{
  const SampleScore sample;
  const IndexVariants variants = variantsOf( sample );
  IndexSensitivityOptions options = quick();
  options.threads = 1;
  const IndexSensitivity one = indexSensitivity( variants, options );
  for ( const unsigned threads : { 2U, 8U } )
  {
    options.threads = threads;
    const IndexSensitivity other = indexSensitivity( variants, options );
    QCOMPARE( other.uncertainty.rankLower, one.uncertainty.rankLower );
    QCOMPARE( other.uncertainty.median, one.uncertainty.median );
    QCOMPARE( other.uncertainty.shareInWorst, one.uncertainty.shareInWorst );
    QCOMPARE( other.shiftWithout, one.shiftWithout );
    QCOMPARE( other.rankShift, one.rankShift );
    for ( std::size_t place = 0; place < one.switches.size(); ++place )
    {
      QCOMPARE( other.switches[place].shares.totalOrder, one.switches[place].shares.totalOrder );
      QCOMPARE( other.switches[place].shares.firstLower, one.switches[place].shares.firstLower );
    }
  }
}

void IndexSensitivityTest::aCancelStopsTheRuns()
{
  const SampleScore sample;
  const IndexVariants variants = variantsOf( sample );
  QVERIFY_EXCEPTION_THROWN( indexSensitivity( variants, quick(), []( double done ) { return done < 0.3; } ),
                            Cancelled );
}

QTEST_GUILESS_MAIN( IndexSensitivityTest )
#include "indexsensitivity_test.moc"
