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
  void itsOwnScaleGoesBeforeThatOfTheIndex();
  void stepsAreTakenInOrder();
  void localConcentrationStandsForTheRate();
  void gapsAreFilledOnlyWhenAsked();
  void nobodyThereIsNoGap();
  void ranksAreRecognised();
  // refused input
  void refusesNegativeCounts();
  void refusesStepsBeforeAnIndex();
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

ScaleOptions options( const char *scale, bool shrink )
{
  ScaleOptions options;
  options.scale = { scale, {} };
  options.shrink = shrink;
  return options;
}

Neighbours row( std::size_t areas )
{
  std::vector<Neighbours::Pair> pairs;
  for ( std::size_t area = 1; area < areas; ++area )
    pairs.emplace_back( area - 1, area );
  return Neighbours::fromPairs( areas, pairs );
}

} // namespace

void IndicatorScaleTest::everyMethodHasItsNeutralValue_data()
{
  QTest::addColumn<QByteArray>( "scale" );
  QTest::addColumn<bool>( "isAnIndex" );
  QTest::addColumn<double>( "neutral" );
  const auto row = []( const char *name, const char *scale, bool isAnIndex, double neutral )
  { QTest::newRow( name ) << QByteArray( scale ) << isAnIndex << neutral; };
  row( "index by total", "index", true, 100 );
  row( "index by mean of areas", "indexbymean", true, 100 );
  row( "percent rank", "percentrank", false, 50 );
  row( "z score", "zscore", false, 0 );
  row( "min-max", "minmax", false, 50 );
  row( "exponential rank", "exponentialrank", false, 15.65 );
}

void IndicatorScaleTest::everyMethodHasItsNeutralValue()
{
  QFETCH( QByteArray, scale );
  QFETCH( bool, isAnIndex );
  QFETCH( double, neutral );
  QCOMPARE( isIndex( { scale.toStdString(), {} } ), isAnIndex );
  QVERIFY( std::fabs( neutralScore( { scale.toStdString(), {} }, 10 ) - neutral ) < 0.005 );
}

void IndicatorScaleTest::indexComparesWithTheCity()
{
  // 60 events among 600: one in ten everywhere would be the city.
  const ScaledIndicator scaled =
    scaleIndicator( counts( { 30, 10, 20 }, { 100, 300, 200 } ), options( "index", false ) );
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
  const ScaledIndicator scaled = scaleIndicator( indicator, options( "percentrank", false ) );
  QCOMPARE( differenceBetween( scaled.crude, { 100, 50, 0 } ), QString() );
  QVERIFY( scaled.expected.empty() );
}

void IndicatorScaleTest::shrinkingNeedsADenominator()
{
  const ScaledIndicator alone = scaleIndicator( counts( { 1, 2, 40 }, {} ), options( "minmax", true ) );
  QCOMPARE( differenceBetween( alone.shrunk, alone.crude ), QString() );
  const ScaledIndicator held = scaleIndicator( counts( { 1, 2, 40 }, { 10, 100, 1000 } ), options( "zscore", true ) );
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
  for ( const char *scale : { "index", "zscore" } )
    QCOMPARE( static_cast<int>( scaleIndicator( indicator, options( scale, true ) ).remarks.leftOut ), reason );
}

void IndicatorScaleTest::measureHasNoEvents()
{
  ScoreIndicator indicator = counts( { 0.1, 0.3 }, {} );
  indicator.isCount = false;
  indicator.minimumEvents = 20;
  const ScaledIndicator scaled = scaleIndicator( indicator, options( "index", true ) );
  QVERIFY( isMissing( scaled.remarks.events ) );
  QVERIFY( scaled.remarks.leftOut == LeftOut::no );
  QCOMPARE( differenceBetween( scaled.crude, { 50, 150 } ), QString() );
}

void IndicatorScaleTest::itsOwnScaleGoesBeforeThatOfTheIndex()
{
  ScoreIndicator indicator = counts( { 1, 2, 4 }, {} );
  indicator.steps.normalise = { "minmax", { 0, 10 } };
  const ScaledIndicator scaled = scaleIndicator( indicator, options( "zscore", false ) );
  QCOMPARE( differenceBetween( scaled.crude, { 0, 10.0 / 3, 10 } ), QString() );
  QVERIFY( scaled.scale == indicator.steps.normalise );
}

void IndicatorScaleTest::stepsAreTakenInOrder()
{
  // Rates 1, e and e² per head; their logarithms 0, 1, 2 stand in one line.
  ScoreIndicator indicator = counts( { 10, 10 * std::exp( 1.0 ), 10 * std::exp( 2.0 ) }, { 10, 10, 10 } );
  indicator.steps = { { "log", {} }, { "none", {} }, { "minmax", {} } };
  indicator.direction = -1;
  const ScaledIndicator scaled = scaleIndicator( indicator, options( "index", false ) );
  QCOMPARE( differenceBetween( scaled.crude, { 100, 50, 0 } ), QString() );
  QCOMPARE( differenceBetween( scaled.rate, { 1, std::exp( 1.0 ), std::exp( 2.0 ) } ), QString() );
}

void IndicatorScaleTest::localConcentrationStandsForTheRate()
{
  ScoreIndicator indicator = counts( { 6, 0, 0, 0 }, { 1, 1, 1, 1 } );
  indicator.clustering = { "locallq", {} };
  ScaleOptions inARow = options( "index", true );
  inARow.neighbours = row( 4 );
  // The city has 1.5 an area: 6 in two areas are twice that, 6 in three are 4/3.
  const ScaledIndicator scaled = scaleIndicator( indicator, inARow );
  QCOMPARE( differenceBetween( scaled.crude, { 200, 400.0 / 3, 0, 0 } ), QString() );
  QCOMPARE( scaled.remarks.events, 6.0 );
}

void IndicatorScaleTest::gapsAreFilledOnlyWhenAsked()
{
  ScoreIndicator indicator = counts( { 2, missing, 8 }, {} );
  ScaleOptions filling = options( "none", false );
  QVERIFY( isMissing( scaleIndicator( indicator, filling ).crude[1] ) );
  filling.imputation = Imputation::neighbours;
  filling.neighbours = row( 3 );
  const ScaledIndicator scaled = scaleIndicator( indicator, filling );
  QCOMPARE( differenceBetween( scaled.crude, { 2, 5, 8 } ), QString() );
  QCOMPARE( scaled.remarks.imputed, std::size_t( 1 ) );
  QVERIFY( scaled.isImputed[1] && !scaled.isImputed[0] );
}

void IndicatorScaleTest::nobodyThereIsNoGap()
{
  ScaleOptions filling = options( "index", false );
  filling.imputation = Imputation::mean;
  const ScaledIndicator scaled = scaleIndicator( counts( { 2, 0, missing, 4 }, { 10, 0, 10, 10 } ), filling );
  QVERIFY( isMissing( scaled.crude[1] ) );
  QVERIFY( !isMissing( scaled.crude[2] ) );
  QCOMPARE( scaled.remarks.imputed, std::size_t( 1 ) );
}

void IndicatorScaleTest::ranksAreRecognised()
{
  std::vector<double> ranks = { 10, 3, 7, 1, 9, 2, 8, 4, 6, 5 };
  QVERIFY( scaleIndicator( counts( ranks, {} ), options( "zscore", false ) ).remarks.looksLikeRanks );
  QVERIFY( !scaleIndicator( counts( ranks, {} ), options( "exponentialrank", false ) ).remarks.looksLikeRanks );
  ranks[0] = 11;
  QVERIFY( !scaleIndicator( counts( ranks, {} ), options( "zscore", false ) ).remarks.looksLikeRanks );
}

void IndicatorScaleTest::refusesStepsBeforeAnIndex()
{
  ScoreIndicator indicator = counts( { 3, 1 }, { 1, 1 } );
  indicator.steps.transform = { "sqrt", {} };
  QVERIFY( refusalOf( [&] { scaleIndicator( indicator, options( "index", true ) ); } ).contains( "ratiotomean" ) );
  indicator.steps = {};
  indicator.clustering = { "gistar", {} };
  QVERIFY( refusalOf( [&] { scaleIndicator( indicator, options( "index", true ) ); } ).contains( "Gi*" ) );
}

void IndicatorScaleTest::refusesNegativeCounts()
{
  const ScoreIndicator indicator = counts( { 3, -1 }, { 1, 1 } );
  QVERIFY(
    refusalOf( [&] { scaleIndicator( indicator, options( "index", true ) ); } ).contains( QStringLiteral( "-1" ) ) );
}

QTEST_GUILESS_MAIN( IndicatorScaleTest )
#include "indicatorscale_test.moc"
