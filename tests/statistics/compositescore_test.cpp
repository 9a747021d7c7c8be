// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/compositescore.h"

#include <algorithm>
#include <numeric>
#include <random>

using namespace communitysafety::statistics;

class CompositeScoreTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void birminghamGridIsReproduced();
  // laws
  void meanOfEveryCrudeIndexOverEqualCellsIsTheCity();
  void rareEventAddsLessThanTheLimit();
  void limitHoldsInEveryArea_data();
  void limitHoldsInEveryArea();
  void indexWithoutShrinkageIsTheCrudeOne();
  void lessIsWorseIsMirroredRoundTheCity();
  void normalisationTakesTheDirectionIn_data();
  void normalisationTakesTheDirectionIn();
  void rankDoesNotDependOnRounding();
  void ranksAndDecilesCountWithinTheGroup();
  // edges
  void indicatorThatSaysNothingIsLeftOut_data();
  void indicatorThatSaysNothingIsLeftOut();
  void groupWithoutIndicatorsPassesItsWeightOn();
  void nothingIsScoredWhenAllIsLeftOut();
  void areaWithTooLittleWeightGetsNoScore();
  void missingIndicatorPassesItsWeightToItsSiblings();
  void driversAreTheLargestContributions();
  void contributionsAddUpToTotalLessBaseline();
  void imputedValuesDoNotCountAsData();
  void everyRowHasItsOwnMethod();
  void limitNeedsAWeightedSum();
  void smallSensitiveCountIsWithheld();
  void themeOfWithheldCountsIsWithheld();
  void eventsWithoutDenominatorAreCounted();
  void smallDenominatorsAreCounted();
  void cancelStopsTheWork();
  // refused input
  void refusesWhatCannotBeScored();
};

namespace
{

using Counts = std::vector<double>;

ScoreIndicator counts( const Counts &values )
{
  ScoreIndicator indicator;
  indicator.values = values;
  indicator.denominator.assign( values.size(), 1 );
  return indicator;
}

ScoreOptions crudeOptions( const char *scale = "index" )
{
  ScoreOptions options;
  options.scaling.scale = { scale, {} };
  options.scaling.shrink = false;
  options.mostEventPoints = 0;
  return options;
}

CompositeScore scoreOf( const std::vector<ScoreIndicator> &indicators, const ScoreOptions &options )
{
  return compositeScore( indicators, { ScoreGroup() }, 0, options, {} );
}

//! As many events as asked for, thrown over equal cells.
Counts scattered( std::size_t cells, int events, unsigned seed )
{
  Counts result( cells, 0 );
  std::mt19937 random( seed );
  for ( int event = 0; event < events; ++event )
    result[random() % cells] += 1;
  return result;
}

//! A city of equal cells with 46 common indicators and a rare one of 20 events at the end.
std::vector<ScoreIndicator> cityWithARareIndicator( std::size_t cells )
{
  std::vector<ScoreIndicator> indicators;
  for ( unsigned indicator = 0; indicator < 46; ++indicator )
    indicators.push_back( counts( scattered( cells, 1000 + 250 * static_cast<int>( indicator ), indicator + 1 ) ) );
  indicators.push_back( counts( scattered( cells, 20, 4711 ) ) );
  return indicators;
}

double meanOf( const std::vector<double> &values )
{
  return std::accumulate( values.begin(), values.end(), 0.0 ) / static_cast<double>( values.size() );
}

double highestOf( const std::vector<double> &values )
{
  return std::accumulate( values.begin(), values.end(), 0.0, []( double a, double b ) { return std::fmax( a, b ); } );
}

} // namespace

void CompositeScoreTest::birminghamGridIsReproduced()
{
  // Slide of the Birmingham team's composite index: with a mean of 2.5 these ten counts become these ten indices. Ten
  // cells without events bring the mean of the ten counts, 5, to 2.5.
  Counts grid = { 0, 1, 2, 3, 4, 6, 7, 8, 9, 10 };
  grid.resize( 20, 0 );
  const CompositeScore score = scoreOf( { counts( grid ) }, crudeOptions() );
  std::vector<double> expected = { 0, 40, 80, 120, 160, 240, 280, 320, 360, 400 };
  expected.resize( 20, 0 );
  QCOMPARE( differenceBetween( score.indicators[0].values, expected ), QString() );
  QCOMPARE( differenceBetween( score.total, expected ), QString() );
}

void CompositeScoreTest::meanOfEveryCrudeIndexOverEqualCellsIsTheCity()
{
  const CompositeScore score = scoreOf( cityWithARareIndicator( 500 ), ScoreOptions() );
  for ( const ScoredIndicator &indicator : score.indicators )
    QVERIFY( std::fabs( meanOf( indicator.values ) - 100 ) < 1e-9 );
  QVERIFY( std::fabs( meanOf( score.total ) - 100 ) < 1e-9 );
}

void CompositeScoreTest::rareEventAddsLessThanTheLimit()
{
  std::vector<ScoreIndicator> city = cityWithARareIndicator( 2000 );
  const CompositeScore before = scoreOf( city, ScoreOptions() );
  const Counts &rare = city.back().values;
  // An average cell without an event of the rare kind.
  std::size_t cell = 0;
  for ( std::size_t area = 0; area < rare.size(); ++area )
    if ( rare[area] == 0 && std::fabs( before.total[area] - 100 ) < std::fabs( before.total[cell] - 100 ) )
      cell = area;
  const CompositeScore crudeBefore = scoreOf( city, crudeOptions() );
  city.back().values[cell] += 1;
  const CompositeScore after = scoreOf( city, ScoreOptions() );
  const CompositeScore crudeAfter = scoreOf( city, crudeOptions() );

  QVERIFY2( crudeAfter.total[cell] - crudeBefore.total[cell] > 150, "the crude index should be lifted over any line" );
  QVERIFY( std::fabs( after.total[cell] - before.total[cell] ) < ScoreOptions().mostEventPoints );
  ScoreOptions unshrunk;
  unshrunk.scaling.shrink = false;
  QVERIFY( scoreOf( city, unshrunk ).total[cell] < 120 );
  city.back().values[cell] -= 1;
  QVERIFY( scoreOf( city, unshrunk ).total[cell] > 80 );
}

void CompositeScoreTest::limitHoldsInEveryArea_data()
{
  QTest::addColumn<bool>( "shrink" );
  QTest::addColumn<double>( "limit" );
  QTest::newRow( "shrunk, default limit" ) << true << 10.0;
  QTest::newRow( "not shrunk, default limit" ) << false << 10.0;
  QTest::newRow( "not shrunk, narrow limit" ) << false << 1.0;
}

void CompositeScoreTest::limitHoldsInEveryArea()
{
  QFETCH( bool, shrink );
  QFETCH( double, limit );
  // Denominators from 1 to 50 make the recentring stretch what an event adds.
  std::vector<ScoreIndicator> city = { counts( scattered( 300, 400, 1 ) ), counts( scattered( 300, 60, 2 ) ) };
  for ( ScoreIndicator &indicator : city )
    for ( std::size_t area = 0; area < 300; ++area )
      indicator.denominator[area] = static_cast<double>( area % 50 + 1 );
  city[1].values[7] = missing;
  ScoreOptions options;
  options.scaling.shrink = shrink;
  options.mostEventPoints = limit;
  const CompositeScore score = scoreOf( city, options );
  const double highest = highestOf( score.largestEventChange );
  QVERIFY2( highest <= limit * ( 1 + 1e-9 ), qPrintable( QString::number( highest ) ) );
  QVERIFY2( shrink || highest > 0.5 * limit, qPrintable( QString::number( highest ) ) );
}

void CompositeScoreTest::indexWithoutShrinkageIsTheCrudeOne()
{
  for ( const char *scale : { "index", "indexbymean" } )
  {
    ScoreIndicator indicator = counts( { 4, 9, 2, 20 } );
    indicator.denominator = { 10, 30, 15, 40 };
    const CompositeScore score = scoreOf( { indicator, counts( { 1, 0, 0, 3 } ) }, crudeOptions( scale ) );
    QCOMPARE( differenceBetween( score.total, score.crudeTotal ), QString() );
  }
}

void CompositeScoreTest::lessIsWorseIsMirroredRoundTheCity()
{
  ScoreIndicator visits = counts( { 0, 10, 20, 10 } );
  visits.direction = -1;
  const CompositeScore score = scoreOf( { visits }, crudeOptions() );
  QCOMPARE( differenceBetween( score.indicators[0].values, { 0, 100, 200, 100 } ), QString() );
  QCOMPARE( differenceBetween( score.total, { 200, 100, 0, 100 } ), QString() );
}

void CompositeScoreTest::normalisationTakesTheDirectionIn_data()
{
  QTest::addColumn<QByteArray>( "scale" );
  QTest::addColumn<double>( "highest" );
  QTest::newRow( "percent rank" ) << QByteArray( "percentrank" ) << 100.0;
  QTest::newRow( "z score" ) << QByteArray( "zscore" ) << std::sqrt( 1.5 );
  QTest::newRow( "min-max" ) << QByteArray( "minmax" ) << 100.0;
  QTest::newRow( "exponential rank" ) << QByteArray( "exponentialrank" ) << 100.0;
}

void CompositeScoreTest::normalisationTakesTheDirectionIn()
{
  QFETCH( QByteArray, scale );
  QFETCH( double, highest );
  ScoreIndicator measure;
  measure.isCount = false;
  measure.values = { -1.5, -0.5, -0.5, 0.5 };
  const CompositeScore upwards = scoreOf( { measure }, crudeOptions( scale.constData() ) );
  QVERIFY( std::fabs( upwards.total[3] - highest ) < 1e-9 );
  measure.direction = -1;
  const CompositeScore downwards = scoreOf( { measure }, crudeOptions( scale.constData() ) );
  QVERIFY( std::fabs( downwards.total[0] - highest ) < 1e-9 );
  QCOMPARE( downwards.rank[0], 1.0 );
}

void CompositeScoreTest::rankDoesNotDependOnRounding()
{
  // The three areas swap their counts: equal totals that binary sums in another order tell apart.
  const CompositeScore score =
    scoreOf( { counts( { 1, 2, 4 } ), counts( { 2, 4, 1 } ), counts( { 4, 1, 2 } ) }, crudeOptions() );
  QCOMPARE( differenceBetween( score.rank, { 1, 1, 1 } ), QString() );
}

void CompositeScoreTest::ranksAndDecilesCountWithinTheGroup()
{
  ScoreOptions options = crudeOptions();
  options.rankGroup = { 0, 0, 1, 1, -1 };
  const CompositeScore score = scoreOf( { counts( { 1, 2, 3, 4, 5 } ) }, options );
  QCOMPARE( differenceBetween( score.rank, { 2, 1, 2, 1, missing } ), QString() );
  QCOMPARE( differenceBetween( score.decile, { 10, 5, 10, 5, missing } ), QString() );
}

void CompositeScoreTest::indicatorThatSaysNothingIsLeftOut_data()
{
  QTest::addColumn<QVector<double>>( "values" );
  QTest::addColumn<int>( "reason" );
  QTest::newRow( "no data" ) << QVector<double>{ missing, missing, missing } << static_cast<int>( LeftOut::noData );
  QTest::newRow( "no events" ) << QVector<double>{ 0, 0, 0 } << static_cast<int>( LeftOut::noEvents );
  QTest::newRow( "19 events" ) << QVector<double>{ 19, 0, 0 } << static_cast<int>( LeftOut::tooFewEvents );
  QTest::newRow( "20 events" ) << QVector<double>{ 20, 0, 0 } << static_cast<int>( LeftOut::no );
  QTest::newRow( "the same everywhere" ) << QVector<double>{ 9, 9, 9 } << static_cast<int>( LeftOut::constant );
}

void CompositeScoreTest::indicatorThatSaysNothingIsLeftOut()
{
  QFETCH( QVector<double>, values );
  QFETCH( int, reason );
  ScoreIndicator doubtful = counts( { values.begin(), values.end() } );
  doubtful.minimumEvents = 20;
  const ScoreIndicator sound = counts( { 30, 10, 20 } );
  const CompositeScore score = scoreOf( { doubtful, sound }, crudeOptions() );
  QCOMPARE( static_cast<int>( score.indicators[0].remarks.leftOut ), reason );
  const std::vector<double> alone = scoreOf( { sound }, crudeOptions() ).total;
  QCOMPARE( differenceBetween( score.total, alone ).isEmpty(), reason != static_cast<int>( LeftOut::no ) );
}

void CompositeScoreTest::groupWithoutIndicatorsPassesItsWeightOn()
{
  // Root 0 with the themes 1 and 2; all of theme 2 is left out. Parents may stand after their children.
  std::vector<ScoreIndicator> indicators = { counts( { 2, 4, 6 } ), counts( { 0, 0, 0 } ), counts( { 1, 1, 4 } ) };
  indicators[0].group = 0;
  indicators[1].group = 1;
  indicators[2].group = 1;
  indicators[2].weight = 0;
  const CompositeScore score =
    compositeScore( indicators, { { 2, 1 }, { 2, 3 }, { IndexNode::none, 1 } }, 0, crudeOptions(), {} );
  QCOMPARE( differenceBetween( score.total, { 50, 100, 150 } ), QString() );
  QVERIFY( score.groups[1].empty() );
  QVERIFY( score.indicators[2].remarks.leftOut == LeftOut::noWeight );
}

void CompositeScoreTest::nothingIsScoredWhenAllIsLeftOut()
{
  const CompositeScore score = scoreOf( { counts( { 0, 0 } ) }, ScoreOptions() );
  QVERIFY( !score.hasIndicators() );
  QCOMPARE( differenceBetween( score.total, { missing, missing } ), QString() );
}

void CompositeScoreTest::areaWithTooLittleWeightGetsNoScore()
{
  std::vector<ScoreIndicator> indicators = { counts( { 1, missing, 3 } ), counts( { 1, 2, 6 } ) };
  indicators[0].weight = 3;
  const CompositeScore score = scoreOf( indicators, crudeOptions() );
  QCOMPARE( differenceBetween( score.share, { 1, 0.25, 1 } ), QString() );
  QVERIFY( isMissing( score.total[1] ) && isMissing( score.rank[1] ) && isMissing( score.crudeTotal[1] ) );
  ScoreOptions lenient = crudeOptions();
  lenient.leastShare = 0.25;
  QVERIFY( !isMissing( scoreOf( indicators, lenient ).total[1] ) );
}

void CompositeScoreTest::missingIndicatorPassesItsWeightToItsSiblings()
{
  const std::vector<ScoreIndicator> indicators = { counts( { missing, 1, 3 } ), counts( { 1, 2, 3 } ) };
  const CompositeScore score = scoreOf( indicators, crudeOptions() );
  QCOMPARE( differenceBetween( score.total, { 50, 75, 150 } ), QString() );
  // The limit counts with the passed-on weight: one event adds 100 / 2 points alone and half of it in company.
  QCOMPARE( differenceBetween( score.largestEventChange, { 50, 25, 25 } ), QString() );
}

void CompositeScoreTest::driversAreTheLargestContributions()
{
  std::vector<ScoreIndicator> indicators = { counts( { 3, 1, 2 } ), counts( { 8, 1, 0 } ), counts( { 9, 0, 0 } ),
                                             counts( { 1, 3, 2 } ), counts( { 4, 1, 1 } ) };
  indicators[2].isSensitive = true;
  const CompositeScore score = scoreOf( indicators, crudeOptions() );
  const std::array<int, 3> busy = { 1, 4, 0 };
  QVERIFY( score.drivers[0] == busy );
  const std::array<int, 3> quiet = { 3, CompositeScore::noDriver, CompositeScore::noDriver };
  QVERIFY( score.drivers[1] == quiet );
}

void CompositeScoreTest::contributionsAddUpToTotalLessBaseline()
{
  const std::vector<ScoreIndicator> city = cityWithARareIndicator( 200 );
  const CompositeScore score = scoreOf( city, ScoreOptions() );
  for ( std::size_t area = 0; area < score.total.size(); ++area )
  {
    double sum = score.baseline[area];
    for ( const std::vector<double> &part : score.contributions )
      sum += part[area];
    QVERIFY( std::fabs( sum - score.total[area] ) < 1e-9 );
  }
}

void CompositeScoreTest::imputedValuesDoNotCountAsData()
{
  ScoreOptions options = crudeOptions( "zscore" );
  options.scaling.imputation = Imputation::mean;
  const CompositeScore score = scoreOf( { counts( { 1, missing, 3 } ), counts( { 4, 6, 2 } ) }, options );
  QCOMPARE( score.indicators[0].remarks.imputed, std::size_t( 1 ) );
  QCOMPARE( score.share[1], 0.5 );
  QVERIFY( std::fabs( score.total[1] - 0.5 ) < 1e-12 );
}

void CompositeScoreTest::everyRowHasItsOwnMethod()
{
  // Two percent ranks, summed as they are, ranked again: the arithmetic of the Social Vulnerability Index.
  ScoreIndicator first = counts( { 10, 20, 30, 40 } );
  first.steps.normalise = { "percentrank", { 1 } };
  ScoreIndicator second = counts( { 4, 9, 1, 8 } );
  second.steps.normalise = { "percentrank", { 1 } };
  ScoreGroup total;
  total.aggregate = { "sum", {} };
  total.steps.normalise = { "percentrank", { 1 } };
  const CompositeScore score = compositeScore( { first, second }, { total }, 0, crudeOptions(), {} );
  QCOMPARE( differenceBetween( score.total, { 0, 2.0 / 3, 1.0 / 3, 1 } ), QString() );
  QVERIFY( !score.isIndex );
}

void CompositeScoreTest::limitNeedsAWeightedSum()
{
  ScoreGroup geometric;
  geometric.aggregate = { "geometric", {} };
  const std::vector<ScoreIndicator> two = { counts( scattered( 50, 500, 1 ) ), counts( scattered( 50, 900, 2 ) ) };
  const CompositeScore score = compositeScore( two, { geometric }, 0, ScoreOptions(), {} );
  QVERIFY( score.isIndex );
  QVERIFY( isMissing( score.largestEventChange[0] ) );
  QVERIFY( !isMissing( score.total[0] ) );
}

void CompositeScoreTest::smallSensitiveCountIsWithheld()
{
  std::vector<ScoreIndicator> indicators = { counts( { 0, 1, 4, 5 } ), counts( { 7, 8, 9, 10 } ) };
  const CompositeScore open = scoreOf( indicators, crudeOptions() );
  indicators[0].isSensitive = true;
  const CompositeScore score = scoreOf( indicators, crudeOptions() );
  QCOMPARE( differenceBetween( score.indicators[0].values, { 0, missing, missing, 200 } ), QString() );
  QVERIFY( score.suppressed == std::vector<bool>( { false, true, true, false } ) );
  QCOMPARE( differenceBetween( score.total, open.total ), QString() );
  QCOMPARE( differenceBetween( score.events, { 7, 8, 9, 15 } ), QString() );
}

void CompositeScoreTest::themeOfWithheldCountsIsWithheld()
{
  std::vector<ScoreIndicator> indicators = { counts( { 0, 1, 6 } ), counts( { 7, 8, 10 } ) };
  indicators[0].isSensitive = true;
  indicators[0].group = 1;
  indicators[0].side = 0;
  const CompositeScore score = compositeScore( indicators, { ScoreGroup(), { 0, 1 } }, 2, crudeOptions(), {} );
  QVERIFY( isMissing( score.groups[1][1] ) && isMissing( score.sides[0][1] ) );
  QVERIFY( !isMissing( score.groups[1][2] ) && !isMissing( score.groups[0][1] ) && !isMissing( score.total[1] ) );
  QVERIFY( score.sides[1].empty() );
}

void CompositeScoreTest::eventsWithoutDenominatorAreCounted()
{
  for ( const char *scale : { "index", "zscore" } )
  {
    ScoreIndicator indicator = counts( { 3, 0, 4, 9 } );
    indicator.denominator = { 0, 0, 10, 10 };
    const CompositeScore score = scoreOf( { indicator }, crudeOptions( scale ) );
    QCOMPARE( score.indicators[0].remarks.eventsWithoutDenominator, std::size_t( 1 ) );
    QVERIFY( isMissing( score.total[0] ) && isMissing( score.total[1] ) );
  }
}

void CompositeScoreTest::smallDenominatorsAreCounted()
{
  ScoreIndicator indicator = counts( { 3, 1, 0, 9 } );
  indicator.denominator = { 100, 1, 0, 199 };
  QCOMPARE( scoreOf( { indicator }, crudeOptions() ).indicators[0].remarks.smallDenominators, std::size_t( 1 ) );
}

void CompositeScoreTest::cancelStopsTheWork()
{
  const Progress stopHalfway = []( double done ) { return done < 0.5; };
  QVERIFY_EXCEPTION_THROWN( compositeScore( { counts( { 1, 2 } ) }, { ScoreGroup() }, 0, ScoreOptions(), stopHalfway ),
                            Cancelled );
}

void CompositeScoreTest::refusesWhatCannotBeScored()
{
  const auto refusal = []( const std::vector<ScoreIndicator> &indicators, const ScoreOptions &options )
  { return refusalOf( [&] { scoreOf( indicators, options ); } ); };
  QVERIFY( refusal( {}, ScoreOptions() ).startsWith( "The number of indicators is 0" ) );
  QVERIFY(
    refusal( { counts( { 1, 2 } ), counts( { 1 } ) }, ScoreOptions() ).startsWith( "The length of an indicator" ) );
  QVERIFY( refusal( { counts( { 1, -2 } ) }, ScoreOptions() ).contains( "row 2" ) );
  ScoreOptions options;
  options.leastShare = 1.5;
  QVERIFY( refusal( { counts( { 1, 2 } ) }, options ).startsWith( "leastShare is 1.5" ) );
  options = ScoreOptions();
  options.mostEventPoints = -1;
  QVERIFY( refusal( { counts( { 1, 2 } ) }, options ).startsWith( "mostEventPoints is -1" ) );
}

QTEST_GUILESS_MAIN( CompositeScoreTest )
#include "compositescore_test.moc"
