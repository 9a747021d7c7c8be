// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/scoreuncertainty.h"

#include <random>

using namespace communitysafety::statistics;

class ScoreUncertaintyTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void medianOfTheDrawsIsTheScore_data();
  void medianOfTheDrawsIsTheScore();
  void fewEventsMakeAWideRange();
  void overdispersionWidensTheRange();
  void lessIsWorseIsMirrored();
  void oneEventMovesNoMoreThanItsLimit();
  void seedDecides();
  // edges
  void measureIsNotDrawn();
  void areaWithoutAScoreHasNoRange();
  // refused input
  void overdispersionOfAnotherLengthIsRefused();
};

namespace
{

constexpr std::size_t areas = 60;

//! Counts round a rate that differs between areas: thrice as much in every sixth area.
ScoreIndicator counted( unsigned seed, double mean )
{
  std::mt19937 random( seed );
  ScoreIndicator indicator;
  for ( std::size_t area = 0; area < areas; ++area )
  {
    std::poisson_distribution<int> events( mean * ( area % 6 == 0 ? 3 : 1 ) );
    indicator.values.push_back( events( random ) );
    indicator.denominator.push_back( 1 );
  }
  return indicator;
}

struct Drawn
{
  CompositeScore score;
  IndexUncertainty range;
};

Drawn drawn( const std::vector<ScoreIndicator> &indicators, const ScoreOptions &options = {},
             const std::vector<double> &overdispersion = {}, std::uint64_t seed = 1 )
{
  CountDrawOptions draws;
  draws.draws = 400;
  draws.seed = seed;
  Drawn result;
  result.score = compositeScore( indicators, { ScoreGroup() }, 0, options, {} );
  result.range = scoreUncertainty( indicators, result.score, options.scaling.shrink, overdispersion, draws, {} );
  return result;
}

double width( const Drawn &drawn, std::size_t area ) { return drawn.range.upper[area] - drawn.range.lower[area]; }

} // namespace

void ScoreUncertaintyTest::medianOfTheDrawsIsTheScore_data()
{
  QTest::addColumn<QByteArray>( "scale" );
  QTest::addColumn<double>( "tolerance" );
  QTest::newRow( "index" ) << QByteArray( "index" ) << 4.0;
  QTest::newRow( "index by mean" ) << QByteArray( "indexbymean" ) << 4.0;
  QTest::newRow( "z score" ) << QByteArray( "zscore" ) << 0.15;
  QTest::newRow( "percent rank" ) << QByteArray( "percentrank" ) << 14.0;
}

void ScoreUncertaintyTest::medianOfTheDrawsIsTheScore()
{
  QFETCH( QByteArray, scale );
  QFETCH( double, tolerance );
  ScoreOptions options;
  options.scaling.scale = { scale.toStdString(), {} };
  const Drawn result = drawn( { counted( 1, 100 ), counted( 2, 150 ) }, options );
  QCOMPARE( differenceBetween( result.range.median, result.score.total, tolerance ), QString() );
  for ( std::size_t area = 0; area < areas; ++area )
    QVERIFY( result.range.lower[area] <= result.range.median[area] &&
             result.range.median[area] <= result.range.upper[area] );
}

void ScoreUncertaintyTest::fewEventsMakeAWideRange()
{
  QVERIFY( width( drawn( { counted( 3, 10 ) } ), 0 ) > 2 * width( drawn( { counted( 3, 200 ) } ), 0 ) );
}

void ScoreUncertaintyTest::overdispersionWidensTheRange()
{
  // Four times the variance is twice the width.
  const ScoreIndicator indicator = counted( 4, 100 );
  const double ratio = width( drawn( { indicator }, {}, { 4 } ), 6 ) / width( drawn( { indicator } ), 6 );
  QVERIFY2( ratio > 1.7 && ratio < 2.3, qPrintable( QString::number( ratio ) ) );
}

void ScoreUncertaintyTest::lessIsWorseIsMirrored()
{
  ScoreIndicator indicator = counted( 5, 50 );
  const Drawn upwards = drawn( { indicator } );
  indicator.direction = -1;
  const Drawn downwards = drawn( { indicator } );
  for ( std::size_t area = 0; area < areas; ++area )
    QVERIFY( std::fabs( downwards.range.lower[area] - ( 200 - upwards.range.upper[area] ) ) < 1e-3 );
}

void ScoreUncertaintyTest::oneEventMovesNoMoreThanItsLimit()
{
  // A rare indicator would swing by hundreds of points in one area; the limit that holds in the score holds here.
  const ScoreIndicator rare = counted( 6, 0.5 );
  ScoreOptions options;
  options.scaling.shrink = false;
  options.mostEventPoints = 0;
  const double unlimited = width( drawn( { rare }, options ), 0 );
  options.mostEventPoints = 10;
  const double limited = width( drawn( { rare }, options ), 0 );
  QVERIFY2( limited < 0.2 * unlimited, qPrintable( QStringLiteral( "%1, %2" ).arg( limited ).arg( unlimited ) ) );
}

void ScoreUncertaintyTest::seedDecides()
{
  const ScoreIndicator indicator = counted( 7, 20 );
  const Drawn first = drawn( { indicator }, {}, {}, 11 );
  QCOMPARE( differenceBetween( drawn( { indicator }, {}, {}, 11 ).range.upper, first.range.upper, 0 ), QString() );
  QVERIFY( !differenceBetween( drawn( { indicator }, {}, {}, 12 ).range.upper, first.range.upper, 0 ).isEmpty() );
}

void ScoreUncertaintyTest::measureIsNotDrawn()
{
  ScoreIndicator measure = counted( 8, 30 );
  measure.isCount = false;
  measure.denominator.clear();
  const Drawn result = drawn( { measure } );
  for ( std::size_t area = 0; area < areas; ++area )
    QVERIFY( width( result, area ) < 1e-9 );
  QCOMPARE( differenceBetween( result.range.median, result.score.total, 1e-3 ), QString() );
}

void ScoreUncertaintyTest::areaWithoutAScoreHasNoRange()
{
  ScoreIndicator indicator = counted( 9, 30 );
  indicator.values[5] = missing;
  const Drawn result = drawn( { indicator } );
  QVERIFY( isMissing( result.score.total[5] ) );
  QVERIFY( isMissing( result.range.median[5] ) && isMissing( result.range.rankUpper[5] ) );
}

void ScoreUncertaintyTest::overdispersionOfAnotherLengthIsRefused()
{
  QVERIFY( !refusalOf( [] { drawn( { counted( 1, 9 ) }, {}, { 1, 1 } ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( ScoreUncertaintyTest )
#include "scoreuncertainty_test.moc"
