// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/neighbourhoodgaps.h"

using namespace communitysafety::statistics;

class NeighbourhoodGapsTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void eachIsHeldAgainstTheRestAlone();
  void trendOverTheOtherYears();
  void fallUpToTwiceTheExpectedOneIsNoChange();
  // laws
  void manyNeighbourhoodsNeedMoreThanOneAlone();
  void crossingToTheOtherSideCountsByTheDistance();
  // edges
  void neighbourhoodWithoutExposureCannotTell();
  void noComparedStreamCannotTell();
  void unknownChoiceIsTheDoubt();
};

namespace
{

/**
 * Places of 1,000 people each, and a rest of 10,000 with 1,000 events a year. \a places: [year][place].
 */
struct Town
{
  explicit Town( const std::vector<std::vector<double>> &places )
  {
    for ( std::vector<double> year : places )
    {
      people.assign( year.size(), 1000 );
      people.push_back( 10000 );
      year.push_back( 1000 );
      counts.push_back( year );
    }
    for ( std::size_t place = 0; place + 1 < people.size(); ++place )
      neighbourhood.push_back( int( place ) );
    neighbourhood.push_back( -1 );
  }

  GapCounts sums() const
  {
    return GapCounts( { { { counts.begin(), counts.end() }, std::vector<Column>( counts.size(), people ), 1, 1 } },
                      neighbourhood );
  }

  std::vector<std::vector<double>> counts;
  std::vector<double> people;
  std::vector<int> neighbourhood;
};

ComparedYears choice( double expectedFactor )
{
  ComparedYears years;
  years.chosen = { 0 };
  years.later = { 1 };
  years.others = { 1 };
  years.expectedFactor = expectedFactor;
  return years;
}

ComparedYears others()
{
  ComparedYears years;
  years.others = { 0, 1 };
  return years;
}

} // namespace

void NeighbourhoodGapsTest::eachIsHeldAgainstTheRestAlone()
{
  const std::vector<NeighbourhoodGap> gaps =
    gapsOfNeighbourhoods( Town( { { 300, 500 }, { 300, 500 } } ).sums(), others() );
  QCOMPARE( gaps.size(), std::size_t( 2 ) );
  QVERIFY( std::fabs( gaps[0].byYear[0].ratio.value - 3 ) < 1e-12 );
  QVERIFY( std::fabs( gaps[1].byYear[1].ratio.value - 5 ) < 1e-12 );
  QCOMPARE( gaps[0].verdict, GapChange::unchanged );
}

void NeighbourhoodGapsTest::trendOverTheOtherYears()
{
  const std::vector<NeighbourhoodGap> gaps =
    gapsOfNeighbourhoods( Town( { { 300, 300 }, { 180, 300 } } ).sums(), others() );
  QCOMPARE( gaps[0].verdict, GapChange::narrowing );
  QVERIFY( std::fabs( gaps[0].change.value - 0.6 ) < 1e-12 );
  QCOMPARE( gaps[1].verdict, GapChange::unchanged );
  QVERIFY( std::fabs( gaps[0].q - 2 * gaps[0].p ) < 1e-12 );
}

void NeighbourhoodGapsTest::fallUpToTwiceTheExpectedOneIsNoChange()
{
  // Expected 0.8: from 0.64 to 1 there is no change. 0.62 and 1.03 are beyond by less than chance makes.
  const std::vector<double> then = { 1000, 1000, 1000, 1000, 1000 }, later = { 640, 800, 1000, 500, 1200 };
  const std::vector<NeighbourhoodGap> gaps = gapsOfNeighbourhoods( Town( { then, later } ).sums(), choice( 0.8 ) );
  for ( const std::size_t same : { 0, 1, 2 } )
    QCOMPARE( gaps[same].p, 1.0 );
  QCOMPARE( gaps[3].verdict, GapChange::narrowing );
  QCOMPARE( gaps[4].verdict, GapChange::widening );
  // z = ln( 500 / 640 ) / √(1/1000 + 1/500 + 2/1000).
  QVERIFY( std::fabs( gaps[3].p - std::erfc( std::log( 1.28 ) / std::sqrt( 0.005 ) / std::sqrt( 2.0 ) ) ) < 1e-9 );
}

void NeighbourhoodGapsTest::manyNeighbourhoodsNeedMoreThanOneAlone()
{
  std::vector<double> then( 20, 300 ), later( 20, 300 );
  later[0] = 225;
  QCOMPARE( gapsOfNeighbourhoods( Town( { { 300 }, { 225 } } ).sums(), others() )[0].verdict, GapChange::narrowing );
  const NeighbourhoodGap among = gapsOfNeighbourhoods( Town( { then, later } ).sums(), others() )[0];
  QCOMPARE( among.verdict, GapChange::cannotTell );
  QCOMPARE( among.doubt, GapDoubt::changeTooSmallToSee );
}

void NeighbourhoodGapsTest::crossingToTheOtherSideCountsByTheDistance()
{
  // Ratio 1.05 to 0.50, and 1.5 to 0.9.
  const GapCounts sums = Town( { { 105, 150 }, { 50, 90 } } ).sums();
  for ( const ComparedYears &years : { others(), choice( 1 ) } )
  {
    const std::vector<NeighbourhoodGap> gaps = gapsOfNeighbourhoods( sums, years );
    QCOMPARE( gaps[0].verdict, GapChange::widening );
    QCOMPARE( gaps[1].verdict, GapChange::narrowing );
  }
}

void NeighbourhoodGapsTest::neighbourhoodWithoutExposureCannotTell()
{
  Town town( { { 300, 0 }, { 300, 0 } } );
  town.people[1] = 0;
  const std::vector<NeighbourhoodGap> gaps = gapsOfNeighbourhoods( town.sums(), others() );
  QCOMPARE( gaps[1].verdict, GapChange::cannotTell );
  QVERIFY( isMissing( gaps[1].byYear[0].ratio.value ) );
}

void NeighbourhoodGapsTest::noComparedStreamCannotTell()
{
  Town town( { { 300 }, { 300 } } );
  town.people = { 1000, 0 };
  const std::vector<NeighbourhoodGap> gaps = gapsOfNeighbourhoods( town.sums(), others() );
  QCOMPARE( gaps.size(), std::size_t( 1 ) );
  QCOMPARE( gaps[0].verdict, GapChange::cannotTell );
}

void NeighbourhoodGapsTest::unknownChoiceIsTheDoubt()
{
  ComparedYears years;
  years.isChoiceUnknown = true;
  const NeighbourhoodGap gap = gapsOfNeighbourhoods( Town( { { 300 }, { 180 } } ).sums(), years )[0];
  QCOMPARE( gap.verdict, GapChange::cannotTell );
  QCOMPARE( gap.doubt, GapDoubt::choiceUnknown );
}

QTEST_GUILESS_MAIN( NeighbourhoodGapsTest )
#include "neighbourhoodgaps_test.moc"
