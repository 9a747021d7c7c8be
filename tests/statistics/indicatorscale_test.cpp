// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/indicatorscale.h"

#include <algorithm>

using namespace communitysafety::statistics;

class IndicatorScaleTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyMethodHasItsNeutralValue_data();
  void everyMethodHasItsNeutralValue();
  void indexComparesWithTheCity();
  void lessIsWorseTurnsNormalisedValuesRound();
  void shrinkingNeedsADenominator();
  // edges
  void whatSaysNothingIsLeftOut_data();
  void whatSaysNothingIsLeftOut();
  void measureHasNoEvents();
  // refused input
  void refusesNegativeCounts();
};

namespace
{

ScoreIndicator counts( const std::vector<double> &values, const std::vector<double> &denominator )
{
  ScoreIndicator indicator;
  indicator.values = values;
  indicator.denominator = denominator;
  return indicator;
}

} // namespace

void IndicatorScaleTest::everyMethodHasItsNeutralValue_data()
{
  QTest::addColumn<int>( "method" );
  QTest::addColumn<bool>( "isAnIndex" );
  QTest::addColumn<double>( "neutral" );
  const auto row = []( const char *name, ScoreMethod method, bool isAnIndex, double neutral )
  { QTest::newRow( name ) << static_cast<int>( method ) << isAnIndex << neutral; };
  row( "index by total", ScoreMethod::indexByTotal, true, 100 );
  row( "index by mean of areas", ScoreMethod::indexByMeanOfAreas, true, 100 );
  row( "percent rank", ScoreMethod::percentRank, false, 50 );
  row( "z score", ScoreMethod::zScore, false, 0 );
  row( "min-max", ScoreMethod::minMax, false, 50 );
  row( "exponential rank", ScoreMethod::exponentialRank, false, 15.65 );
}

void IndicatorScaleTest::everyMethodHasItsNeutralValue()
{
  QFETCH( int, method );
  QFETCH( bool, isAnIndex );
  QFETCH( double, neutral );
  QCOMPARE( isIndex( static_cast<ScoreMethod>( method ) ), isAnIndex );
  QVERIFY( std::fabs( neutralScore( static_cast<ScoreMethod>( method ) ) - neutral ) < 0.005 );
}

void IndicatorScaleTest::indexComparesWithTheCity()
{
  // 60 events among 600: one in ten everywhere would be the city.
  const ScaledIndicator scaled =
    scaleIndicator( counts( { 30, 10, 20 }, { 100, 300, 200 } ), ScoreMethod::indexByTotal, false );
  QCOMPARE( differenceBetween( scaled.crude, { 300, 100.0 / 3, 100 } ), QString() );
  QCOMPARE( differenceBetween( scaled.expected, { 10, 30, 20 } ), QString() );
  QCOMPARE( differenceBetween( scaled.weightOnOwn, { 1, 1, 1 } ), QString() );
  QCOMPARE( scaled.remarks.events, 60.0 );
  QVERIFY( scaled.shrunk.empty() );
}

void IndicatorScaleTest::lessIsWorseTurnsNormalisedValuesRound()
{
  ScoreIndicator indicator = counts( { 1, 2, 4 }, {} );
  indicator.direction = -1;
  const ScaledIndicator scaled = scaleIndicator( indicator, ScoreMethod::percentRank, false );
  QCOMPARE( differenceBetween( scaled.crude, { 100, 50, 0 } ), QString() );
  QVERIFY( scaled.expected.empty() );
}

void IndicatorScaleTest::shrinkingNeedsADenominator()
{
  const ScaledIndicator alone = scaleIndicator( counts( { 1, 2, 40 }, {} ), ScoreMethod::minMax, true );
  QCOMPARE( differenceBetween( alone.shrunk, alone.crude ), QString() );
  const ScaledIndicator held = scaleIndicator( counts( { 1, 2, 40 }, { 10, 100, 1000 } ), ScoreMethod::zScore, true );
  QVERIFY( !differenceBetween( held.shrunk, held.crude ).isEmpty() );
}

void IndicatorScaleTest::whatSaysNothingIsLeftOut_data()
{
  QTest::addColumn<std::vector<double>>( "values" );
  QTest::addColumn<std::vector<double>>( "denominator" );
  QTest::addColumn<int>( "reason" );
  using Values = std::vector<double>;
  const auto row = []( const char *name, const Values &values, const Values &denominator, LeftOut reason )
  { QTest::newRow( name ) << values << denominator << static_cast<int>( reason ); };
  row( "speaks", { 5, 25 }, { 1, 1 }, LeftOut::no );
  row( "no values", { missing, missing }, { 1, 1 }, LeftOut::noData );
  row( "no denominator anywhere", { 15, 15 }, { 0, 0 }, LeftOut::noData );
  row( "no events", { 0, 0 }, { 1, 1 }, LeftOut::noEvents );
  row( "fewer than its minimum", { 9, 10 }, { 1, 1 }, LeftOut::tooFewEvents );
  row( "as many as its minimum", { 9, 11 }, { 1, 1 }, LeftOut::no );
  row( "one rate everywhere", { 30, 10 }, { 0.3, 0.1 }, LeftOut::constant );
}

void IndicatorScaleTest::whatSaysNothingIsLeftOut()
{
  QFETCH( std::vector<double>, values );
  QFETCH( std::vector<double>, denominator );
  QFETCH( int, reason );
  ScoreIndicator indicator = counts( values, denominator );
  indicator.minimumEvents = 20;
  for ( const ScoreMethod method : { ScoreMethod::indexByTotal, ScoreMethod::zScore } )
    QCOMPARE( static_cast<int>( scaleIndicator( indicator, method, true ).remarks.leftOut ), reason );
}

void IndicatorScaleTest::measureHasNoEvents()
{
  ScoreIndicator indicator = counts( { 0.1, 0.3 }, {} );
  indicator.isCount = false;
  indicator.minimumEvents = 20;
  const ScaledIndicator scaled = scaleIndicator( indicator, ScoreMethod::indexByTotal, true );
  QVERIFY( isMissing( scaled.remarks.events ) );
  QVERIFY( scaled.remarks.leftOut == LeftOut::no );
  QCOMPARE( differenceBetween( scaled.crude, { 50, 150 } ), QString() );
}

void IndicatorScaleTest::refusesNegativeCounts()
{
  const ScoreIndicator indicator = counts( { 3, -1 }, { 1, 1 } );
  QVERIFY( refusalOf( [&] { scaleIndicator( indicator, ScoreMethod::indexByTotal, true ); } )
             .contains( QStringLiteral( "-1" ) ) );
}

QTEST_GUILESS_MAIN( IndicatorScaleTest )
#include "indicatorscale_test.moc"
