// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/arealweights.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

class ArealWeightsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void peopleAreNeitherLostNorCountedTwice();
  void meanOfWholeSourcesIsThePopulationWeightedMean();
  void orderOfTheOverlapsDoesNotMatter();
  // edges
  void partOfASourceCountsByItsShare();
  void sourceWithoutScoreMakesTheSummaryIncomplete();
  void unknownTargetPopulationRefersToTheSources();
  void overlapGivenInTwoPiecesAddsUp();
  void targetNobodyLivesInHasNoScore();
  // refused input
  void overlapsThatCannotBeUsedAreRefused_data();
  void overlapsThatCannotBeUsedAreRefused();
};

namespace
{

// Three sources; target 0 takes the first and half of the second, target 1 the other half and the third.
const std::vector<Overlap> overlaps = { { 0, 0, 1 }, { 1, 0, 0.5 }, { 1, 1, 0.5 }, { 2, 1, 1 } };
const std::vector<double> population = { 100, 200, 50 };
const std::vector<double> score = { 10, 40, 70 };
const std::vector<double> decile = { 9, 1, 2 };
const std::vector<double> own = { 200, 150 };

} // namespace

void ArealWeightsTest::peopleAreNeitherLostNorCountedTwice()
{
  const std::vector<double> carried = summariseTargets( overlaps, population, score, decile, 1, own ).population;
  QCOMPARE( std::accumulate( carried.begin(), carried.end(), 0.0 ), 350.0 );
}

void ArealWeightsTest::meanOfWholeSourcesIsThePopulationWeightedMean()
{
  const TargetSummary summary = summariseTargets( { { 0, 0, 1 }, { 1, 0, 1 }, { 2, 0, 1 } }, population, score, decile,
                                                  2, std::vector<double>{ 350 } );
  QCOMPARE( differenceBetween( summary.meanScore, { ( 1000.0 + 8000 + 3500 ) / 350 } ), QString() );
  QCOMPARE( differenceBetween( summary.shareInClass, { 250.0 / 350 } ), QString() );
  QCOMPARE( differenceBetween( summary.covered, { 1 } ), QString() );
}

void ArealWeightsTest::orderOfTheOverlapsDoesNotMatter()
{
  std::vector<Overlap> reversed = overlaps;
  std::reverse( reversed.begin(), reversed.end() );
  QCOMPARE( differenceBetween( summariseTargets( reversed, population, score, decile, 1, own ).meanScore,
                               summariseTargets( overlaps, population, score, decile, 1, own ).meanScore ),
            QString() );
}

void ArealWeightsTest::partOfASourceCountsByItsShare()
{
  const TargetSummary summary = summariseTargets( overlaps, population, score, decile, 1, own );
  QCOMPARE( differenceBetween( summary.population, { 200, 150 } ), QString() );
  QCOMPARE( differenceBetween( summary.meanScore, { 25, 50 } ), QString() );
  QCOMPARE( differenceBetween( summary.shareInClass, { 0.5, 2.0 / 3 } ), QString() );
}

void ArealWeightsTest::sourceWithoutScoreMakesTheSummaryIncomplete()
{
  const std::vector<double> withGap = { 10, missing, 70 };
  const TargetSummary summary = summariseTargets( overlaps, population, withGap, decile, 1, own );
  QCOMPARE( differenceBetween( summary.meanScore, { 10, 70 } ), QString() );
  QCOMPARE( differenceBetween( summary.covered, { 0.5, 1.0 / 3 } ), QString() );
}

void ArealWeightsTest::unknownTargetPopulationRefersToTheSources()
{
  const std::vector<double> withGap = { 10, missing, 70 };
  const std::vector<double> unknown = { missing, 300 };
  QCOMPARE( differenceBetween( summariseTargets( overlaps, population, withGap, decile, 1, unknown ).covered,
                               { 0.5, 1.0 / 6 } ),
            QString() );
}

void ArealWeightsTest::overlapGivenInTwoPiecesAddsUp()
{
  const std::vector<Overlap> pieces = { { 0, 0, 0.25 }, { 0, 0, 0.75 } };
  QCOMPARE( summariseTargets( pieces, population, score, decile, 1, own ).population[0], 100.0 );
}

void ArealWeightsTest::targetNobodyLivesInHasNoScore()
{
  const std::vector<double> nobody = { 0, 0, missing };
  const TargetSummary summary = summariseTargets( overlaps, nobody, score, decile, 1, std::vector<double>{ 0, 0 } );
  QCOMPARE( differenceBetween( summary.population, { 0, 0 } ), QString() );
  QCOMPARE( differenceBetween( summary.meanScore, { missing, missing } ), QString() );
  QCOMPARE( differenceBetween( summary.covered, { missing, missing } ), QString() );
}

void ArealWeightsTest::overlapsThatCannotBeUsedAreRefused_data()
{
  QTest::addColumn<int>( "source" );
  QTest::addColumn<int>( "target" );
  QTest::addColumn<double>( "share" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "unknown source" ) << 3 << 0 << 1.0 << "The source of an overlap is 3; it must be below 3.";
  QTest::newRow( "unknown target" ) << 0 << 2 << 1.0 << "The target of an overlap is 2; it must be below 2.";
  QTest::newRow( "share above 1" ) << 0 << 0 << 1.5 << "The share of an overlap is 1.5; it must be between 0 and 1.";
  QTest::newRow( "people counted twice" )
    << 1 << 0 << 0.1 << "The sum of the shares of source 2 is 1.1; it must be at most 1.";
}

void ArealWeightsTest::overlapsThatCannotBeUsedAreRefused()
{
  QFETCH( int, source );
  QFETCH( int, target );
  QFETCH( double, share );
  QFETCH( QString, sentence );
  std::vector<Overlap> refused = overlaps;
  refused.push_back( { static_cast<std::size_t>( source ), static_cast<std::size_t>( target ), share } );
  QCOMPARE( refusalOf( [&] { summariseTargets( refused, population, score, decile, 1, own ); } ), sentence );
}

QTEST_GUILESS_MAIN( ArealWeightsTest )
#include "arealweights_test.moc"
