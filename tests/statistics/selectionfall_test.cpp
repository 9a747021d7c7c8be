// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "simulatedcity.h"
#include "statistics/selectionfall.h"

using namespace communitysafety::statistics;

class SelectionFallTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void cellsPickedOneByOneFallFurtherThanPatches();
  void placesNotChosenByCountsDoNotFall();
  void crossingToTheOtherSideCountsByTheDistance_data();
  void crossingToTheOtherSideCountsByTheDistance();
  // edges
  void noYearAfterTheChoiceCannotTell();
  void noYearOfTheChoiceCannotTell();
  // refused input
  void emptyRuleIsRefused();
  void tooFewRunsAreRefused();
  // chance
  void noChangeIsUnchanged_data();
  void noChangeIsUnchanged();
  void halvedExcessIsFound_data();
  void halvedExcessIsFound();
  // threads
  void sameOnAnyNumberOfThreads();
};

namespace
{

const std::vector<bool> chosenOn = { true, true, true, false, false };

SelectionFall fallOf( const SimulatedCity &city, std::size_t runs = 199, std::uint64_t seed = 1, unsigned threads = 0 )
{
  SelectionFallOptions options;
  options.runs = runs;
  options.seed = seed;
  options.threads = threads;
  const FittedRule fitted = closestRule( { city.stream() }, city.neighbourhood, chosenOn, city.neighbours );
  return fallFromSelection( { city.stream() }, city.neighbourhood, city.x, city.y, chosenOn, fitted.rule, options );
}

void takeFirstEighth( SimulatedCity &city ) { std::fill_n( city.neighbourhood.begin(), SimulatedCity::cells / 8, 0 ); }

//! The places are the same whatever the counts are.
SelectionFall fallOfFixedPlaces( const SimulatedCity &city )
{
  SelectionFallOptions options;
  options.runs = 199;
  GapStream stream = city.stream();
  stream.dispersion = 2;
  const SelectionRule same = [&city]( const std::vector<std::vector<double>> &, std::vector<bool> &selected )
  {
    for ( std::size_t cell = 0; cell < selected.size(); ++cell )
      selected[cell] = city.neighbourhood[cell] >= 0;
  };
  return fallFromSelection( { stream }, city.neighbourhood, city.x, city.y, chosenOn, same, options );
}

void addDispersions()
{
  QTest::addColumn<double>( "phi" );
  QTest::addColumn<int>( "smoothing" );
  QTest::newRow( "independent events, patches" ) << 1.0 << 1;
  QTest::newRow( "some repeats, patches" ) << 2.0 << 1;
  QTest::newRow( "many repeats, patches" ) << 5.0 << 1;
  QTest::newRow( "independent events, single cells" ) << 1.0 << 0;
  QTest::newRow( "some repeats, single cells" ) << 2.0 << 0;
  QTest::newRow( "many repeats, single cells" ) << 5.0 << 0;
}

} // namespace

void SelectionFallTest::cellsPickedOneByOneFallFurtherThanPatches()
{
  SimulatedCity city( 2, 1 );
  city.choose( 1 );
  const SelectionFall patches = fallOf( city );
  city.choose( 0 );
  const SelectionFall singles = fallOf( city );
  QVERIFY( singles.expectedFactor.value < 0.95 );
  QVERIFY( patches.expectedFactor.value < 1 );
  QVERIFY( patches.expectedFactor.value > singles.expectedFactor.value + 0.03 );
  QVERIFY( std::fabs( singles.expectedRatio[4].value - singles.then.value * singles.expectedFactor.value ) < 0.05 );
  QVERIFY( isMissing( singles.expectedRatio[0].value ) );
}

void SelectionFallTest::placesNotChosenByCountsDoNotFall()
{
  SimulatedCity city( 2, 1 );
  takeFirstEighth( city );
  QVERIFY( std::fabs( fallOfFixedPlaces( city ).expectedFactor.value - 1 ) < 0.02 );
}

void SelectionFallTest::crossingToTheOtherSideCountsByTheDistance_data()
{
  QTest::addColumn<double>( "then" );
  QTest::addColumn<double>( "later" );
  QTest::addColumn<bool>( "isNarrowing" );
  QTest::newRow( "further away than before" ) << 1.05 << 0.5 << false;
  QTest::newRow( "nearer than before" ) << 1.5 << 0.9 << true;
}

void SelectionFallTest::crossingToTheOtherSideCountsByTheDistance()
{
  QFETCH( double, then );
  QFETCH( double, later );
  QFETCH( bool, isNarrowing );
  SimulatedCity city( 1, 1 );
  takeFirstEighth( city );
  const double ratio = gapOfYears( GapCounts( { city.stream() }, city.neighbourhood ), { 0, 1, 2 } ).ratio.value;
  for ( std::size_t year = 0; year < city.counts.size(); ++year )
    for ( std::size_t cell = 0; cell < SimulatedCity::cells; ++cell )
      if ( city.neighbourhood[cell] == 0 )
        city.counts[year][cell] *= ( chosenOn[year] ? then : later ) / ratio;
  QCOMPARE( fallOfFixedPlaces( city ).verdict, isNarrowing ? GapChange::narrowing : GapChange::widening );
}

void SelectionFallTest::noYearAfterTheChoiceCannotTell()
{
  SimulatedCity city( 1, 1 );
  city.choose( 1 );
  const FittedRule rule = closestRule( { city.stream() }, city.neighbourhood, chosenOn, city.neighbours );
  SelectionFallOptions options;
  options.runs = 99;
  const SelectionFall fall = fallFromSelection( { city.stream() }, city.neighbourhood, city.x, city.y,
                                                { false, false, true, true, true }, rule.rule, options );
  QCOMPARE( fall.verdict, GapChange::cannotTell );
  QCOMPARE( fall.doubt, GapDoubt::tooFewYears );
  QVERIFY( fall.expectedRatio[0].value < fall.then.value );
}

void SelectionFallTest::noYearOfTheChoiceCannotTell()
{
  SimulatedCity city( 1, 1 );
  city.choose( 1 );
  const FittedRule rule = closestRule( { city.stream() }, city.neighbourhood, chosenOn, city.neighbours );
  const SelectionFall fall = fallFromSelection( { city.stream() }, city.neighbourhood, city.x, city.y,
                                                std::vector<bool>( 5, false ), rule.rule );
  QCOMPARE( fall.doubt, GapDoubt::tooFewYears );
  QVERIFY( fall.expectedRatio.empty() );
}

void SelectionFallTest::emptyRuleIsRefused()
{
  SimulatedCity city( 1, 1 );
  city.choose( 1 );
  QCOMPARE(
    refusalOf( [&] { fallFromSelection( { city.stream() }, city.neighbourhood, city.x, city.y, chosenOn, {} ); } ),
    QStringLiteral( "rule is empty; it must be a function." ) );
}

void SelectionFallTest::tooFewRunsAreRefused()
{
  SimulatedCity city( 1, 1 );
  city.choose( 1 );
  QCOMPARE( refusalOf( [&] { fallOf( city, 98 ); } ),
            QStringLiteral( "The number of runs is 98; it must be 99 or more." ) );
}

void SelectionFallTest::noChangeIsUnchanged_data() { addDispersions(); }

void SelectionFallTest::noChangeIsUnchanged()
{
  QFETCH( double, phi );
  QFETCH( int, smoothing );
  constexpr int cities = 100;
  int unchanged = 0;
  for ( int number = 0; number < cities; ++number )
  {
    SimulatedCity city( phi, std::uint64_t( number ) );
    city.choose( std::size_t( smoothing ) );
    unchanged += fallOf( city, 199, std::uint64_t( number ) ).verdict == GapChange::unchanged ? 1 : 0;
  }
  QVERIFY2( unchanged >= 0.95 * cities, qPrintable( QString( "%1 of %2" ).arg( unchanged ).arg( cities ) ) );
}

void SelectionFallTest::halvedExcessIsFound_data() { addDispersions(); }

void SelectionFallTest::halvedExcessIsFound()
{
  QFETCH( double, phi );
  QFETCH( int, smoothing );
  constexpr int cities = 20;
  int narrowing = 0;
  for ( int number = 0; number < cities; ++number )
  {
    SimulatedCity city( phi, std::uint64_t( number ) );
    city.choose( std::size_t( smoothing ) );
    city.reduceExcess( 3, 0.5 );
    narrowing += fallOf( city, 199, std::uint64_t( number ) ).verdict == GapChange::narrowing ? 1 : 0;
  }
  QVERIFY2( narrowing >= 0.8 * cities, qPrintable( QString( "%1 of %2" ).arg( narrowing ).arg( cities ) ) );
}

void SelectionFallTest::sameOnAnyNumberOfThreads()
{
  SimulatedCity city( 2, 3 );
  city.choose( 0 );
  const SelectionFall one = fallOf( city, 99, 7, 1 ), four = fallOf( city, 99, 7, 4 );
  QVERIFY( one.simulatedFactors == four.simulatedFactors );
  QVERIFY( one.simulatedFactors != fallOf( city, 99, 8, 1 ).simulatedFactors );
}

QTEST_GUILESS_MAIN( SelectionFallTest )
#include "selectionfall_test.moc"
