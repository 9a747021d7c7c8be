// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/oneevent.h"

using namespace communitysafety::statistics;

class OneEventTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void limitedWeightsKeepEveryEventWithinTheLimit();
  void indexWeightedByExpectedEventsStaysTheCity();
  void areaWithoutEventsIsNeverLiftedAboveTheCity();
  void fullWeightLeavesTheIndexAsItIs();
  void noWeightMakesEveryAreaTheCity();
  // edges
  void largestChangeIsThatOfTheRarestIndicator();
  void weightThatIsSmallEnoughIsKept();
  void indicatorWithoutWeightIsNotLimited();
  void areaWithoutExpectedEventsPlaysNoPart();
  void indexOfNothingStaysNothing();
  // refused input
  void valuesOutOfRangeAreRefused();
};

namespace
{

double meanOver( const std::vector<double> &index, const std::vector<double> &expected )
{
  double sum = 0;
  double weightSum = 0;
  for ( std::size_t area = 0; area < index.size(); ++area )
  {
    if ( isMissing( index[area] ) )
      continue;
    sum += index[area] * expected[area];
    weightSum += expected[area];
  }
  return sum / weightSum;
}

// Observed 0, 3, 9, 8 of 20 events; the small area with three times its share carries little weight of its own.
const std::vector<double> expectedEvents = { 2, 1, 5, 12 };
const std::vector<double> areaIndex = { 0, 300, 180, 200.0 / 3 };
const std::vector<double> weights = { 0.1, 0.05, 0.4, 0.7 };

} // namespace

void OneEventTest::limitedWeightsKeepEveryEventWithinTheLimit()
{
  const std::vector<double> full( 4, 1.0 );
  const std::vector<double> limited = limitOneEvent( 0.5, expectedEvents, full, 8 );
  QCOMPARE( differenceBetween( limited, { 0.32, 0.16, 0.8, 1 } ), QString() );
  QCOMPARE(
    differenceBetween( largestOneEventChange( { 0.5 }, { expectedEvents }, { limited } ), { 8, 8, 8, 50.0 / 12 } ),
    QString() );
}

void OneEventTest::indexWeightedByExpectedEventsStaysTheCity()
{
  const std::vector<double> shrunk = shrinkToCity( areaIndex, weights, expectedEvents );
  QVERIFY( std::fabs( meanOver( areaIndex, expectedEvents ) - 100 ) < 1e-10 );
  QVERIFY( std::fabs( meanOver( shrunk, expectedEvents ) - 100 ) < 1e-10 );
}

void OneEventTest::areaWithoutEventsIsNeverLiftedAboveTheCity()
{
  // Before rescaling the mean is below 100, and 99.5 would be carried over it.
  const std::vector<double> expected = { 2, 1, 5, 12 };
  const std::vector<double> weakest = { 0.005, 0.05, 0.4, 0.7 };
  const std::vector<double> shrunk = shrinkToCity( areaIndex, weakest, expected );
  QCOMPARE( shrunk[0], 100.0 );
  QVERIFY( shrunk[1] > 110 && shrunk[2] > 132 );
  QVERIFY( std::fabs( meanOver( shrunk, expected ) - 100 ) < 1e-10 );
}

void OneEventTest::fullWeightLeavesTheIndexAsItIs()
{
  QCOMPARE( differenceBetween( shrinkToCity( areaIndex, std::vector<double>( 4, 1.0 ), expectedEvents ), areaIndex ),
            QString() );
}

void OneEventTest::noWeightMakesEveryAreaTheCity()
{
  QCOMPARE( differenceBetween( shrinkToCity( areaIndex, std::vector<double>( 4, 0.0 ), expectedEvents ),
                               std::vector<double>( 4, 100.0 ) ),
            QString() );
}

void OneEventTest::largestChangeIsThatOfTheRarestIndicator()
{
  const std::vector<double> common = { 10, 10, 10 };
  const std::vector<double> rare = { 0.5, missing, 0 };
  const std::vector<double> full = { 1, 1, 1 };
  const std::vector<double> half = { 0.5, 0.5, 0.5 };
  QCOMPARE( differenceBetween( largestOneEventChange( { 0.9, 0.1 }, { common, rare }, { full, half } ), { 10, 9, 9 } ),
            QString() );
}

void OneEventTest::weightThatIsSmallEnoughIsKept()
{
  QCOMPARE( differenceBetween( limitOneEvent( 0.1, expectedEvents, weights, 1000 ), weights ), QString() );
}

void OneEventTest::indicatorWithoutWeightIsNotLimited()
{
  QCOMPARE( differenceBetween( limitOneEvent( 0, expectedEvents, weights, 0.001 ), weights ), QString() );
}

void OneEventTest::areaWithoutExpectedEventsPlaysNoPart()
{
  std::vector<double> withGaps = expectedEvents;
  withGaps.insert( withGaps.end(), { 0, missing, 4, 4 } );
  std::vector<double> indexWithGaps = areaIndex;
  indexWithGaps.insert( indexWithGaps.end(), { 500, 500, 500, missing } );
  std::vector<double> weightsWithGaps = weights;
  weightsWithGaps.insert( weightsWithGaps.end(), { 1, 1, missing, 1 } );
  std::vector<double> expected = shrinkToCity( areaIndex, weights, expectedEvents );
  expected.insert( expected.end(), 4, missing );
  QCOMPARE( differenceBetween( shrinkToCity( indexWithGaps, weightsWithGaps, withGaps ), expected ), QString() );
  QCOMPARE( differenceBetween( limitOneEvent( 1, withGaps, weightsWithGaps, 1e9 ),
                               { 0.1, 0.05, 0.4, 0.7, missing, missing, missing, 1 } ),
            QString() );
}

void OneEventTest::indexOfNothingStaysNothing()
{
  const std::vector<double> zero = { 0, 0 };
  const std::vector<double> ones = { 1, 1 };
  QCOMPARE( differenceBetween( shrinkToCity( zero, ones, ones ), zero ), QString() );
}

void OneEventTest::valuesOutOfRangeAreRefused()
{
  const std::vector<double> tooHeavy = { 1, 2, 1, 1 };
  QCOMPARE( refusalOf( [&] { limitOneEvent( 0.5, expectedEvents, tooHeavy, 5 ); } ),
            QStringLiteral( "weightOnOwn in row 2 is 2; it must be between 0 and 1." ) );
  QCOMPARE( refusalOf( [] { limitOneEvent( 0.5, expectedEvents, weights, 0 ); } ),
            QStringLiteral( "limit is 0; it must be above 0." ) );
  QCOMPARE( refusalOf( [] { limitOneEvent( 1.5, expectedEvents, weights, 5 ); } ),
            QStringLiteral( "indicatorWeight is 1.5; it must be between 0 and 1." ) );
  QCOMPARE( refusalOf(
              [] {
                largestOneEventChange( { 0.5, 0.5 }, { expectedEvents }, { weights } );
              } ),
            QStringLiteral( "The length of expected is 1; it must be 2." ) );
}

QTEST_GUILESS_MAIN( OneEventTest )
#include "oneevent_test.moc"
