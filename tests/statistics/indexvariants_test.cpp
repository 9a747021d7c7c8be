// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "samplescore.h"
#include "statistics/indexvariants.h"
#include "statistics/ranking.h"

#include <algorithm>

using namespace communitysafety::statistics;

class IndexVariantsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void withoutAnyChangeItIsTheScore_data();
  void withoutAnyChangeItIsTheScore();
  void droppedIndicatorGivesTheScoreWithoutIt();
  void otherScaleGivesTheScoreOnIt();
  void otherAggregationGivesTheScoreWithIt();
  void plainCountsGiveTheScoreWithoutDenominators();
  void meanOfAreasGivesTheScoreByIt();
  void withoutShrinkageItIsTheUnshrunkenScore();
  void variedWeightsStayWithinTheirRange();
  void drawsOfCountsLieRoundTheScore();
  void unshrunkenDrawsOfCountsLieRoundTheScore();
  void everyValueOfASwitchIsEquallyLikely();
  // edges
  void switchesThatChangeNothingAreLeftOut();
  void groupsWithScalesOfTheirOwnKeepTheirWayToCombine();
  void zerosPassThroughAGeometricMean();
  void areaWithoutAScoreHasNoneInAnyVariant();
  // refused input
  void anIndexIsNoAlternativeScale();
  void weightRangeOfOneIsRefused();
};

namespace
{

IndexVariant variant( IndexSwitch which, std::size_t choice )
{
  IndexVariant result;
  result.of( which ) = choice;
  return result;
}

ScoreOptions optionsOf( const char *scale, bool shrink = true )
{
  ScoreOptions options;
  options.scaling.scale = parseMethodSpec( scale );
  options.scaling.shrink = shrink;
  return options;
}

std::vector<double> scoreOf( const SampleScore &sample, const ScoreOptions &options )
{
  return compositeScore( sample.indicators, sample.groups, 0, options, {} ).total;
}

//! Without the limit on one event, which in a variant is that of the index as it is.
ScoreOptions unlimited( const char *scale, bool shrink = true )
{
  ScoreOptions options = optionsOf( scale, shrink );
  options.mostEventPoints = 0;
  return options;
}

IndexVariants variantsOf( const SampleScore &sample, const ScoreOptions &options,
                          const VariationOptions &variation = {} )
{
  return IndexVariants( sample.indicators, sample.groups, 0, options, variation );
}

//! The mean total of 400 draws of the counts.
std::vector<double> meanOfDraws( const IndexVariants &variants )
{
  std::vector<double> mean( variants.nominal().total.size(), 0 );
  constexpr std::size_t draws = 400;
  for ( std::size_t draw = 1; draw <= draws; ++draw )
  {
    const std::vector<double> total = variants.total( variant( IndexSwitch::counts, draw ) );
    for ( std::size_t area = 0; area < mean.size(); ++area )
      mean[area] += total[area] / draws;
  }
  return mean;
}

bool has( const IndexVariants &variants, IndexSwitch which )
{
  return std::count( variants.switches().begin(), variants.switches().end(), which ) == 1;
}

} // namespace

void IndexVariantsTest::withoutAnyChangeItIsTheScore_data()
{
  QTest::addColumn<QString>( "scale" );
  QTest::addColumn<bool>( "shrink" );
  for ( const char *scale : { "index", "indexbymean", "percentrank", "zscore", "minmax" } )
    for ( const bool shrink : { true, false } )
      QTest::addRow( "%s%s", scale, shrink ? ", shrunken" : "" ) << scale << shrink;
}

void IndexVariantsTest::withoutAnyChangeItIsTheScore()
{
  QFETCH( QString, scale );
  QFETCH( bool, shrink );
  const SampleScore sample;
  const ScoreOptions options = optionsOf( qPrintable( scale ), shrink );
  QCOMPARE( differenceBetween( variantsOf( sample, options ).total( {} ), scoreOf( sample, options ), 1e-8 ),
            QString() );
}

void IndexVariantsTest::droppedIndicatorGivesTheScoreWithoutIt()
{
  const SampleScore sample;
  const IndexVariants variants = variantsOf( sample, unlimited( "index" ) );
  for ( std::size_t dropped = 0; dropped < sample.indicators.size(); ++dropped )
  {
    SampleScore without = sample;
    without.indicators.erase( without.indicators.begin() + static_cast<std::ptrdiff_t>( dropped ) );
    QCOMPARE( differenceBetween( variants.total( variant( IndexSwitch::dropped, dropped + 1 ) ),
                                 scoreOf( without, unlimited( "index" ) ), 1e-8 ),
              QString() );
  }
}

void IndexVariantsTest::otherScaleGivesTheScoreOnIt()
{
  const SampleScore sample;
  const IndexVariants variants = variantsOf( sample, optionsOf( "index" ) );
  QCOMPARE( variants.scales().size(), std::size_t{ 4 } );
  for ( std::size_t scale = 1; scale < 4; ++scale )
  {
    ScoreOptions options = optionsOf( "index" );
    options.scaling.scale = variants.scales()[scale];
    QCOMPARE(
      differenceBetween( variants.total( variant( IndexSwitch::scale, scale ) ), scoreOf( sample, options ), 1e-8 ),
      QString() );
  }
}

void IndexVariantsTest::otherAggregationGivesTheScoreWithIt()
{
  SampleScore sample;
  const IndexVariants variants = variantsOf( sample, unlimited( "index" ) );
  // The mean itself is no alternative.
  QCOMPARE( variants.aggregations().size(), std::size_t{ 3 } );
  for ( std::size_t aggregation = 1; aggregation < 3; ++aggregation )
  {
    for ( ScoreGroup &group : sample.groups )
      group.aggregate = variants.aggregations()[aggregation];
    QCOMPARE( differenceBetween( variants.total( variant( IndexSwitch::aggregation, aggregation ) ),
                                 scoreOf( sample, unlimited( "index" ) ), 1e-8 ),
              QString() );
  }
}

void IndexVariantsTest::plainCountsGiveTheScoreWithoutDenominators()
{
  SampleScore sample;
  const std::vector<double> total =
    variantsOf( sample, unlimited( "index" ) ).total( variant( IndexSwitch::denominator, 1 ) );
  for ( ScoreIndicator &indicator : sample.indicators )
    if ( indicator.isCount )
      indicator.denominator.assign( indicator.values.size(), 1 );
  QCOMPARE( differenceBetween( total, scoreOf( sample, unlimited( "index" ) ), 1e-8 ), QString() );
}

void IndexVariantsTest::meanOfAreasGivesTheScoreByIt()
{
  const SampleScore sample;
  for ( const auto &[scale, other] : { std::pair( "index", "indexbymean" ), std::pair( "indexbymean", "index" ) } )
    QCOMPARE(
      differenceBetween( variantsOf( sample, unlimited( scale ) ).total( variant( IndexSwitch::denominator, 2 ) ),
                         scoreOf( sample, unlimited( other ) ), 1e-8 ),
      QString() );
}

void IndexVariantsTest::withoutShrinkageItIsTheUnshrunkenScore()
{
  const SampleScore sample;
  for ( const bool shrink : { true, false } )
    QCOMPARE( differenceBetween(
                variantsOf( sample, unlimited( "zscore", shrink ) ).total( variant( IndexSwitch::shrinkage, 1 ) ),
                scoreOf( sample, unlimited( "zscore", !shrink ) ), 1e-8 ),
              QString() );
}

void IndexVariantsTest::variedWeightsStayWithinTheirRange()
{
  const SampleScore sample;
  VariationOptions variation;
  variation.weightRange = 1e-9;
  const IndexVariants close = variantsOf( sample, optionsOf( "index" ), variation );
  QCOMPARE( differenceBetween( close.total( variant( IndexSwitch::weights, 7 ) ), close.total( {} ), 1e-5 ),
            QString() );
  const IndexVariants wide = variantsOf( sample, optionsOf( "index" ) );
  QVERIFY( wide.total( variant( IndexSwitch::weights, 7 ) ) != wide.total( {} ) );
  QVERIFY( wide.total( variant( IndexSwitch::weights, 7 ) ) != wide.total( variant( IndexSwitch::weights, 8 ) ) );
}

void IndexVariantsTest::drawsOfCountsLieRoundTheScore()
{
  const SampleScore sample;
  const IndexVariants variants = variantsOf( sample, optionsOf( "index" ) );
  QCOMPARE( differenceBetween( meanOfDraws( variants ), variants.total( {} ), 6 ), QString() );
}

void IndexVariantsTest::unshrunkenDrawsOfCountsLieRoundTheScore()
{
  SampleScore sample;
  // A rare one, of which half an event more would be much, and one without a denominator.
  for ( double &count : sample.indicators[0].values )
    count = std::floor( count / 20 );
  sample.indicators[1].denominator.clear();
  const IndexVariants variants = variantsOf( sample, unlimited( "index", false ) );
  QCOMPARE( differenceBetween( meanOfDraws( variants ), variants.total( {} ), 15 ), QString() );
}

void IndexVariantsTest::everyValueOfASwitchIsEquallyLikely()
{
  const SampleScore sample;
  VariationOptions variation;
  variation.countDraws = 0;
  variation.weightRange = 0;
  variation.denominators = variation.shrinkage = variation.dropped = false;
  variation.aggregations.clear();
  const IndexVariants variants = variantsOf( sample, optionsOf( "index" ), variation );
  QCOMPARE( variants.switches().size(), std::size_t{ 1 } );
  std::vector<int> times( 4, 0 );
  for ( int step = 0; step < 100; ++step )
    ++times[variants.at( { step / 100.0 } ).of( IndexSwitch::scale )];
  QCOMPARE( times, std::vector<int>( 4, 25 ) );
}

void IndexVariantsTest::switchesThatChangeNothingAreLeftOut()
{
  SampleScore sample;
  for ( ScoreIndicator &indicator : sample.indicators )
  {
    indicator.isCount = false;
    indicator.denominator.clear();
  }
  const IndexVariants measures = variantsOf( sample, optionsOf( "zscore" ) );
  for ( const IndexSwitch which : { IndexSwitch::counts, IndexSwitch::denominator, IndexSwitch::shrinkage } )
    QVERIFY( !has( measures, which ) );
  for ( const IndexSwitch which :
        { IndexSwitch::weights, IndexSwitch::scale, IndexSwitch::aggregation, IndexSwitch::dropped } )
    QVERIFY( has( measures, which ) );
  sample.indicators.resize( 1 );
  const IndexVariants alone = variantsOf( sample, optionsOf( "zscore" ) );
  for ( const IndexSwitch which : { IndexSwitch::weights, IndexSwitch::aggregation, IndexSwitch::dropped } )
    QVERIFY( !has( alone, which ) );
}

void IndexVariantsTest::groupsWithScalesOfTheirOwnKeepTheirWayToCombine()
{
  SampleScore sample;
  for ( std::size_t theme = 1; theme < sample.groups.size(); ++theme )
    sample.groups[theme].aggregate = parseMethodSpec( "flags(120)" );
  QVERIFY( !has( variantsOf( sample, optionsOf( "index" ) ), IndexSwitch::aggregation ) );
  SampleScore stepped;
  stepped.groups[1].steps.normalise = parseMethodSpec( "zscore" );
  const IndexVariants variants = variantsOf( stepped, optionsOf( "index" ) );
  QVERIFY( has( variants, IndexSwitch::aggregation ) );
  QVERIFY( variants.total( variant( IndexSwitch::aggregation, 1 ) ) != variants.total( {} ) );
}

void IndexVariantsTest::zerosPassThroughAGeometricMean()
{
  SampleScore sample;
  sample.indicators[0].values[3] = 0;
  const IndexVariants variants = variantsOf( sample, optionsOf( "index", false ) );
  const std::vector<double> total = variants.total( variant( IndexSwitch::aggregation, 1 ) );
  QVERIFY( total[3] > 0 );
}

void IndexVariantsTest::areaWithoutAScoreHasNoneInAnyVariant()
{
  SampleScore sample;
  for ( std::size_t indicator = 1; indicator < sample.indicators.size(); ++indicator )
    sample.indicators[indicator].values[5] = missing;
  const IndexVariants variants = variantsOf( sample, optionsOf( "index" ) );
  for ( const IndexSwitch which : variants.switches() )
    QVERIFY( isMissing( variants.total( variant( which, 1 ) )[5] ) );
}

void IndexVariantsTest::anIndexIsNoAlternativeScale()
{
  const SampleScore sample;
  VariationOptions variation;
  variation.scales = { { "index", {} } };
  QCOMPARE( refusalOf( [&] { variantsOf( sample, optionsOf( "zscore" ), variation ); } ),
            QStringLiteral( "An alternative scale is index; it must be a normalisation." ) );
}

void IndexVariantsTest::weightRangeOfOneIsRefused()
{
  const SampleScore sample;
  VariationOptions variation;
  variation.weightRange = 1;
  QCOMPARE( refusalOf( [&] { variantsOf( sample, optionsOf( "index" ), variation ); } ),
            QStringLiteral( "weightRange is 1; it must be 0 or more and below 1." ) );
}

QTEST_GUILESS_MAIN( IndexVariantsTest )
#include "indexvariants_test.moc"
