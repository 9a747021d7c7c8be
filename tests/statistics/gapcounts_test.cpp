// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/gapcounts.h"
#include "statistics/overdispersion.h"

using namespace communitysafety::statistics;

class GapCountsTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void placesAreAddedUpByNeighbourhood();
  // laws
  void dispersionIsEstimatedUnlessGiven();
  // edges
  void neighbourhoodWithoutPlacesHasNothing();
  // refused input
  void yearsOfUnequalPlacesAreRefused();
};

namespace
{

const std::vector<std::vector<double>> counts = { { 9, 1, 4, 20 }, { 2, 8, 5, 22 }, { 5, 5, 5, 30 } };
const std::vector<double> people = { 10, 20, 30, 400 };

GapStream stream( double phi = missing )
{
  return { { counts.begin(), counts.end() }, { people, people, people }, 1, phi };
}

} // namespace

void GapCountsTest::placesAreAddedUpByNeighbourhood()
{
  const GapCounts sums( { stream() }, { 0, 1, 0, -1 } );
  QCOMPARE( sums.neighbourhoods(), std::size_t{ 2 } );
  QCOMPARE( sums.of( 0, 0, 0 ).events, 13.0 );
  QCOMPARE( sums.of( 0, 0, 0 ).exposure, 40.0 );
  QCOMPARE( sums.inside( 0, 1 ).events, 15.0 );
  QCOMPARE( sums.rest( 0, 2 ).events, 30.0 );
}

void GapCountsTest::dispersionIsEstimatedUnlessGiven()
{
  const double estimated = overdispersionBetweenYears( { counts.begin(), counts.end() } ).phi;
  QCOMPARE( GapCounts( { stream() }, { 0, 0, 0, -1 } ).dispersion( 0 ), estimated );
  QCOMPARE( GapCounts( { stream( 1.5 ) }, { 0, 0, 0, -1 } ).dispersion( 0 ), 1.5 );
}

void GapCountsTest::neighbourhoodWithoutPlacesHasNothing()
{
  const GapCounts sums( { stream() }, { 0, 2, 0, -1 } );
  QCOMPARE( sums.neighbourhoods(), std::size_t{ 3 } );
  QCOMPARE( sums.of( 0, 0, 1 ).exposure, 0.0 );
  QVERIFY( sums.isCompared( 0 ) );
}

void GapCountsTest::yearsOfUnequalPlacesAreRefused()
{
  QCOMPARE( refusalOf(
              [] {
                GapCounts( { stream() }, { 0, -1 } );
              } ),
            QStringLiteral( "The length of counts is 4; it must be 2." ) );
}

QTEST_GUILESS_MAIN( GapCountsTest )
#include "gapcounts_test.moc"
