// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/overrepresentation.h"

#include <numeric>

using namespace communitysafety::statistics;

class OverRepresentationTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void countsGiveTheIndexOfTheBirminghamExample();
  // laws
  void meanWeightedByExpectedEventsIsTheCity();
  void unweightedMeanIsTheCityWhenAreasCountAlike();
  void bothFormsAgreeOnEqualDenominators();
  void unitOfTheDenominatorDoesNotMatter();
  // edges
  void areaWithoutDenominatorIsCountedAndLeftOut();
  void missingCountIsNotZero();
  void withoutEventsNothingIsOverRepresented();
  void withoutAnyDenominatorThereIsNoRate();
  // refused input
  void negativeCountIsNamedByItsRow();
  void differentLengthsAreRefused();
};

void OverRepresentationTest::countsGiveTheIndexOfTheBirminghamExample()
{
  // Composite Core Priority Index, Birmingham: "mean 2.5; count 10 = 400, 1 = 40". The ten counts of the example make
  // 50 events; with ten empty cells the mean is 2.5.
  std::vector<double> counts = { 0, 1, 2, 3, 4, 6, 7, 8, 9, 10 };
  counts.resize( 20, 0.0 );
  std::vector<double> expected = { 0, 40, 80, 120, 160, 240, 280, 320, 360, 400 };
  expected.resize( 20, 0.0 );
  const OverRepresentation result = indexByTotal( counts, std::vector<double>( 20, 1.0 ) );
  QCOMPARE( differenceBetween( result.index, expected ), QString() );
  QCOMPARE( result.cityRate, 2.5 );
}

void OverRepresentationTest::meanWeightedByExpectedEventsIsTheCity()
{
  const std::vector<double> events = { 3, 0, 12, 7 };
  const std::vector<double> people = { 100, 40, 900, 15 };
  const OverRepresentation result = indexByTotal( events, people );
  const double sum = std::inner_product( result.index.begin(), result.index.end(), result.expected.begin(), 0.0 );
  QVERIFY( std::fabs( sum / 22 - 100 ) < 1e-10 );
  QVERIFY( std::fabs( std::accumulate( result.expected.begin(), result.expected.end(), 0.0 ) - 22 ) < 1e-10 );
}

void OverRepresentationTest::unweightedMeanIsTheCityWhenAreasCountAlike()
{
  const std::vector<double> events = { 3, 0, 12, 7 };
  const std::vector<double> people = { 100, 40, 900, 15 };
  const std::vector<double> index = indexByMeanOfAreas( events, people ).index;
  QVERIFY( std::fabs( std::accumulate( index.begin(), index.end(), 0.0 ) / 4 - 100 ) < 1e-10 );
  QVERIFY( std::fabs( index[3] - indexByTotal( events, people ).index[3] ) > 1 );
}

void OverRepresentationTest::bothFormsAgreeOnEqualDenominators()
{
  const std::vector<double> events = { 3, 0, 12, 7 };
  const std::vector<double> people( 4, 50.0 );
  QCOMPARE( differenceBetween( indexByTotal( events, people ).index, indexByMeanOfAreas( events, people ).index ),
            QString() );
}

void OverRepresentationTest::unitOfTheDenominatorDoesNotMatter()
{
  const std::vector<double> events = { 3, 0, 12 };
  const std::vector<double> persons = { 100, 40, 900 };
  const std::vector<double> thousands = { 0.1, 0.04, 0.9 };
  QCOMPARE( differenceBetween( indexByTotal( events, persons ).index, indexByTotal( events, thousands ).index ),
            QString() );
}

void OverRepresentationTest::areaWithoutDenominatorIsCountedAndLeftOut()
{
  const std::vector<double> events = { 2, 0, 5, 4, 8 };
  const std::vector<double> people = { 10, 0, 0, missing, 10 };
  const OverRepresentation result = indexByTotal( events, people );
  QCOMPARE( differenceBetween( result.index, { 40, missing, missing, missing, 160 } ), QString() );
  QCOMPARE( result.cityRate, 0.5 );
  QCOMPARE( result.withoutDenominator, std::size_t( 3 ) );
  QCOMPARE( result.eventsWithoutDenominator, std::size_t( 2 ) );
}

void OverRepresentationTest::missingCountIsNotZero()
{
  const std::vector<double> people = { 10, 10, 10 };
  const std::vector<double> withMissing = { 2, missing, 4 };
  const std::vector<double> withZero = { 2, 0, 4 };
  QCOMPARE( differenceBetween( indexByTotal( withMissing, people ).index, { 200.0 / 3, missing, 400.0 / 3 } ),
            QString() );
  QCOMPARE( differenceBetween( indexByTotal( withZero, people ).index, { 100, 0, 200 } ), QString() );
}

void OverRepresentationTest::withoutEventsNothingIsOverRepresented()
{
  const std::vector<double> none = { 0, 0 };
  const std::vector<double> people = { 10, 20 };
  const OverRepresentation result = indexByTotal( none, people );
  QCOMPARE( differenceBetween( result.index, { missing, missing } ), QString() );
  QCOMPARE( differenceBetween( result.expected, { 0, 0 } ), QString() );
  QCOMPARE( result.cityRate, 0.0 );
}

void OverRepresentationTest::withoutAnyDenominatorThereIsNoRate()
{
  const std::vector<double> events = { 1, 0 };
  const std::vector<double> people = { 0, 0 };
  QVERIFY( isMissing( indexByTotal( events, people ).cityRate ) );
  QVERIFY( isMissing( indexByMeanOfAreas( events, people ).cityRate ) );
}

void OverRepresentationTest::negativeCountIsNamedByItsRow()
{
  const std::vector<double> events = { 1, -2 };
  const std::vector<double> people = { 10, 10 };
  QCOMPARE( refusalOf( [&] { indexByTotal( events, people ); } ),
            QStringLiteral( "events in row 2 is -2; it must be 0 or more, and finite." ) );
  QCOMPARE( refusalOf( [&] { indexByMeanOfAreas( people, events ); } ),
            QStringLiteral( "denominator in row 2 is -2; it must be 0 or more, and finite." ) );
}

void OverRepresentationTest::differentLengthsAreRefused()
{
  QCOMPARE( refusalOf( [] { indexByTotal( std::vector<double>( 2, 1.0 ), std::vector<double>( 3, 1.0 ) ); } ),
            QStringLiteral( "The length of denominator is 3; it must be 2." ) );
}

QTEST_GUILESS_MAIN( OverRepresentationTest )
#include "overrepresentation_test.moc"
