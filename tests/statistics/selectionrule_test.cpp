// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "simulatedcity.h"

using namespace communitysafety::statistics;

class SelectionRuleTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void highestRatesHoldTheShare();
  void smoothingPrefersPatches();
  // laws
  void ruleThatWasUsedIsFound();
  void placesChosenOtherwiseOverlapLittle();
  // refused input
  void shareOfOneIsRefused();
};

namespace
{

//! Five places in a row.
Neighbours row() { return Neighbours::fromPairs( 5, { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 3, 4 } } ); }

std::vector<bool> chosen( const SelectionRule &rule, const std::vector<double> &counts )
{
  std::vector<bool> selected( counts.size(), false );
  rule( { counts }, selected );
  return selected;
}

const std::vector<bool> chosenOn = { true, true, true, false, false };

} // namespace

void SelectionRuleTest::highestRatesHoldTheShare()
{
  const SelectionRule rule = highestRates( { { 10, 10, 20, 10, 0 } }, { 1 }, 0.4, row(), 0 );
  QVERIFY( chosen( rule, { 5, 9, 10, 8, 30 } ) == std::vector<bool>( { false, true, false, true, false } ) );
}

void SelectionRuleTest::smoothingPrefersPatches()
{
  const std::vector<double> counts = { 9, 0, 5, 6, 5 };
  const std::vector<std::vector<double>> exposures = { { 1, 1, 1, 1, 1 } };
  QVERIFY( chosen( highestRates( exposures, { 1 }, 0.2, row(), 0 ), counts ) ==
           std::vector<bool>( { true, false, false, false, false } ) );
  QVERIFY( chosen( highestRates( exposures, { 1 }, 0.2, row(), 1 ), counts ) ==
           std::vector<bool>( { false, false, false, false, true } ) );
}

void SelectionRuleTest::ruleThatWasUsedIsFound()
{
  SimulatedCity city( 2, 4 );
  for ( const std::size_t smoothing : { 0, 1, 2 } )
  {
    city.choose( smoothing );
    const FittedRule fitted = closestRule( { city.stream() }, city.neighbourhood, chosenOn, city.neighbours );
    QCOMPARE( fitted.smoothing, smoothing );
    QVERIFY( fitted.overlap > 0.95 );
  }
}

void SelectionRuleTest::placesChosenOtherwiseOverlapLittle()
{
  SimulatedCity city( 2, 4 );
  for ( std::size_t cell = 0; cell < SimulatedCity::cells; ++cell )
    city.neighbourhood[cell] = cell % 11 == 0 ? 0 : -1;
  QVERIFY( closestRule( { city.stream() }, city.neighbourhood, chosenOn, city.neighbours ).overlap < 0.2 );
}

void SelectionRuleTest::shareOfOneIsRefused()
{
  QCOMPARE( refusalOf(
              [] {
                highestRates( { { 1, 1, 1, 1, 1 } }, { 1 }, 1, row(), 0 );
              } ),
            QStringLiteral( "share is 1; it must be above 0 and below 1." ) );
}

QTEST_GUILESS_MAIN( SelectionRuleTest )
#include "selectionrule_test.moc"
