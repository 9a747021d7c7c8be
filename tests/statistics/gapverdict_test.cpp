// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "simulatedcity.h"
#include "statistics/gapverdict.h"

using namespace communitysafety::statistics;

class GapVerdictTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void twoYearsOutsideTheChoiceDecide();
  void oneYearAfterTheChoiceIsHeldAgainstTheFall();
  void fallDecidesWhereTheOtherYearsCannot();
  void choiceThatHadNoSayUsesAllYears();
  void highPlacesOfUnknownChoiceGetNoVerdict();
  void ordinaryPlacesOfUnknownChoiceAreCompared();
  void unlikeChoiceAllowsAnyFallUpToTwice();
  // edges
  void choiceOnAllYearsCannotTell();
  void placesThatCannotBeComparedCannotTell();
  // refused input
  void yearsOfAnotherNumberAreRefused();
  // chance
  void noChangeIsUnchanged_data();
  void noChangeIsUnchanged();
};

namespace
{

using Years = std::vector<bool>;

const Years firstThree = { true, true, true, false, false };

SelectionFallOptions quick()
{
  SelectionFallOptions options;
  options.runs = 99;
  return options;
}

GapVerdict verdictOn( const SimulatedCity &city, const std::optional<Years> &chosenOn )
{
  return judgeGap( { city.stream() }, city.neighbourhood, city.x, city.y, city.neighbours, chosenOn, quick() );
}

SimulatedCity chosenCity( double phi, std::uint64_t number )
{
  SimulatedCity city( phi, number );
  city.choose( 1 );
  return city;
}

//! An eighth of the city that nobody chose for its counts.
SimulatedCity ordinaryCity()
{
  SimulatedCity city( 1, 2 );
  for ( std::size_t cell = 0; cell < SimulatedCity::cells / 8; ++cell )
    city.neighbourhood[cell * 8] = 0;
  return city;
}

} // namespace

void GapVerdictTest::twoYearsOutsideTheChoiceDecide()
{
  const GapVerdict verdict = verdictOn( chosenCity( 1, 1 ), firstThree );
  QCOMPARE( verdict.evidence, GapEvidence::otherYears );
  QCOMPARE( verdict.otherYears, std::vector<std::size_t>( { 3, 4 } ) );
  QCOMPARE( verdict.change, verdict.ratio.verdict );
  QVERIFY( verdict.fall && verdict.fall->expectedFactor.value < 1 );
  QVERIFY( verdict.overlap > 0.9 );
}

void GapVerdictTest::oneYearAfterTheChoiceIsHeldAgainstTheFall()
{
  const Years firstFour = { true, true, true, true, false };
  const GapVerdict verdict = verdictOn( chosenCity( 1, 1 ), firstFour );
  QCOMPARE( verdict.evidence, GapEvidence::fallAllowedFor );
  QCOMPARE( verdict.change, verdict.fall->verdict );

  SimulatedCity city = chosenCity( 1, 1 );
  city.reduceExcess( 4, 0.2 );
  QCOMPARE( verdictOn( city, firstFour ).change, GapChange::narrowing );
}

void GapVerdictTest::fallDecidesWhereTheOtherYearsCannot()
{
  // A town of 1,728 events a year: too few for a trend of two years.
  SimulatedCity city( 2, 3, 3 );
  city.choose( 1 );
  const GapVerdict verdict = verdictOn( city, firstThree );
  QCOMPARE( verdict.ratio.verdict, GapChange::cannotTell );
  QVERIFY( verdict.fall->verdict != GapChange::cannotTell );
  QCOMPARE( verdict.evidence, GapEvidence::fallAllowedFor );
  QCOMPARE( verdict.change, verdict.fall->verdict );
}

void GapVerdictTest::choiceThatHadNoSayUsesAllYears()
{
  const GapVerdict verdict = verdictOn( ordinaryCity(), Years( 5, false ) );
  QCOMPARE( verdict.evidence, GapEvidence::otherYears );
  QCOMPARE( verdict.otherYears.size(), std::size_t( 5 ) );
  QVERIFY( !verdict.fall );
  QVERIFY( isMissing( verdict.overlap ) );
}

void GapVerdictTest::highPlacesOfUnknownChoiceGetNoVerdict()
{
  const GapVerdict verdict = verdictOn( chosenCity( 1, 1 ), std::nullopt );
  QVERIFY( verdict.isChoiceUnknown );
  QCOMPARE( verdict.change, GapChange::cannotTell );
  QCOMPARE( verdict.evidence, GapEvidence::none );
  QCOMPARE( verdict.doubt, GapDoubt::choiceUnknown );
}

void GapVerdictTest::ordinaryPlacesOfUnknownChoiceAreCompared()
{
  const GapVerdict verdict = verdictOn( ordinaryCity(), std::nullopt );
  QVERIFY( !verdict.isChoiceUnknown );
  QVERIFY( verdict.overlap < leastOverlapOfChoice );
  QCOMPARE( verdict.evidence, GapEvidence::otherYears );
}

void GapVerdictTest::unlikeChoiceAllowsAnyFallUpToTwice()
{
  const GapVerdict verdict = verdictOn( ordinaryCity(), Years{ true, true, true, true, false } );
  QVERIFY( verdict.overlap < leastOverlapOfChoice );
  QVERIFY( verdict.fall->expectedFactor.value < 1 );
  // Where nothing changed, the ratio stays although the rule expects a fall.
  QVERIFY( verdict.change != GapChange::widening );
}

void GapVerdictTest::choiceOnAllYearsCannotTell()
{
  const GapVerdict verdict = verdictOn( chosenCity( 1, 1 ), Years( 5, true ) );
  QCOMPARE( verdict.change, GapChange::cannotTell );
  QCOMPARE( verdict.doubt, GapDoubt::tooFewYears );
  QCOMPARE( verdict.evidence, GapEvidence::none );
}

void GapVerdictTest::placesThatCannotBeComparedCannotTell()
{
  SimulatedCity city( 1, 1 );
  city.neighbourhood.assign( SimulatedCity::cells, 0 );
  QCOMPARE( verdictOn( city, firstThree ).change, GapChange::cannotTell );
}

void GapVerdictTest::yearsOfAnotherNumberAreRefused()
{
  QVERIFY( !refusalOf( [] { verdictOn( chosenCity( 1, 1 ), Years( 4, true ) ); } ).isEmpty() );
}

void GapVerdictTest::noChangeIsUnchanged_data()
{
  QTest::addColumn<double>( "phi" );
  QTest::addColumn<int>( "chosen" );
  for ( const double phi : { 1.0, 2.0, 5.0 } )
    for ( const int chosen : { 3, 4 } )
      QTest::newRow( qPrintable( QStringLiteral( "phi %1, %2 years" ).arg( phi ).arg( chosen ) ) ) << phi << chosen;
}

//! At least 95 % are called unchanged.
void GapVerdictTest::noChangeIsUnchanged()
{
  QFETCH( double, phi );
  QFETCH( int, chosen );
  Years chosenOn( 5, false );
  std::fill_n( chosenOn.begin(), chosen, true );
  constexpr int cities = 20;
  int unchanged = 0;
  for ( std::uint64_t number = 0; number < cities; ++number )
    unchanged += verdictOn( chosenCity( phi, 100 + number ), chosenOn ).change == GapChange::unchanged ? 1 : 0;
  QVERIFY2( unchanged >= 19, qPrintable( QString::number( unchanged ) ) );
}

QTEST_GUILESS_MAIN( GapVerdictTest )
#include "gapverdict_test.moc"
