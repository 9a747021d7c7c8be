// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/aggregation.h"
#include "statistics/indicatorweights.h"

#include <algorithm>

using namespace communitysafety::statistics;

class AggregationTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void methodsGiveTheValuesOfTheirFormulas_data();
  void methodsGiveTheValuesOfTheirFormulas();
  // laws
  void everyMethodHasASignatureThatIsFound();
  void sumOfTheWeightsDoesNotMatterToAMean_data();
  void sumOfTheWeightsDoesNotMatterToAMean();
  void equalPartsGiveThatValue_data();
  void equalPartsGiveThatValue();
  void powersJoinHarmonicGeometricAndMean();
  void highPowersStayInRange();
  void meanTowardsTheLowestLiesBetweenMeanAndMinimum();
  void meanTowardsTheHighestIsTheMirrorImage();
  void sumsThatAreEqualOnPaperAreEqual();
  void dataWeightsReplaceTheGivenOnes_data();
  void dataWeightsReplaceTheGivenOnes();
  // edges
  void missingPartPassesItsWeightOn_data();
  void missingPartPassesItsWeightOn();
  void missingPartRaisesNoFlag();
  void nothingPresentIsMissing_data();
  void nothingPresentIsMissing();
  void partWithoutWeightDoesNotCount_data();
  void partWithoutWeightDoesNotCount();
  void constantPartGetsNoWeightFromTheData();
  void onePartHasAllTheWeight();
  void partThatRunsAgainstTheOthersIsNamed();
  // refused input
  void whatCannotBeComputedIsRefused_data();
  void whatCannotBeComputedIsRefused();
};

namespace
{

const std::vector<double> first = { 1, 20, 50 };
const std::vector<double> second = { 2, 20, 60 };
const std::vector<double> third = { 8, 20, 70 };
const std::vector<Column> columns = { first, second, third };

// Four indicators of ten areas that rise together, and one that falls.
const std::vector<std::vector<double>> rising = {
  { 12, 15, 11, 19, 24, 22, 30, 28, 35, 33 },
  { 3, 5, 4, 4, 7, 9, 8, 11, 10, 13 },
  { 100, 90, 140, 150, 130, 180, 170, 220, 230, 210 },
  { 1, 2, 2, 4, 3, 5, 4, 6, 8, 7 },
};
const std::vector<double> falling = { 10, 9, 9, 8, 7, 7, 5, 4, 3, 1 };

MethodSpec method( const QString &text ) { return parseMethodSpec( text.toStdString() ); }

std::vector<double> valuesOf( const std::vector<Column> &parts, const std::vector<double> &weights,
                              const QString &text )
{
  return aggregate( parts, weights, method( text ) ).values;
}

std::vector<Column> risingColumns() { return { rising.begin(), rising.end() }; }

// Everything that works on any data, with arguments.
const QStringList anyMethods = { "mean",    "sum",     "geometric", "harmonic",        "power(2)",        "median",
                                 "minimum", "maximum", "flags(5)",  "meanmin(0.5, 2)", "meanmax(0.5, 2)", "ampi",
                                 "copeland" };

void addMethods( const QStringList &names )
{
  QTest::addColumn<QString>( "text" );
  for ( const QString &name : names )
    QTest::newRow( qPrintable( name ) ) << name;
}

} // namespace

void AggregationTest::methodsGiveTheValuesOfTheirFormulas_data()
{
  // Values 1, 2 and 8 with weights 1, 1 and 2: worked out by hand.
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "mean" ) << "mean" << 19.0 / 4;
  QTest::newRow( "sum keeps the weights" ) << "sum" << 19.0;
  QTest::newRow( "geometric" ) << "geometric" << std::pow( 128, 0.25 );
  QTest::newRow( "harmonic" ) << "harmonic" << 4 / 1.75;
  QTest::newRow( "power 2" ) << "power(2)" << std::sqrt( 133.0 / 4 );
  QTest::newRow( "power -2" ) << "power(-2)" << 1 / std::sqrt( ( 1 + 0.25 + 2.0 / 64 ) / 4 );
  QTest::newRow( "median between two" ) << "median" << 5.0;
  QTest::newRow( "minimum" ) << "minimum" << 1.0;
  QTest::newRow( "maximum" ) << "maximum" << 8.0;
  QTest::newRow( "flags at the threshold count" ) << "flags(2)" << 3.0;
  QTest::newRow( "mean-min" ) << "meanmin(0.5, 1)" << 4.75 - 0.5 * ( std::sqrt( 3.75 * 3.75 + 1 ) - 1 );
  QTest::newRow( "mean-max" ) << "meanmax(0.5, 1)" << 4.75 + 0.5 * ( std::sqrt( 3.25 * 3.25 + 1 ) - 1 );
  // S² = (1 + 4 + 128) / 4 - 4.75² = 10.6875
  QTest::newRow( "AMPI, more is worse" ) << "ampi" << 4.75 + 10.6875 / 4.75;
  QTest::newRow( "AMPI, more is better" ) << "ampi(-1)" << 4.75 - 10.6875 / 4.75;
}

void AggregationTest::methodsGiveTheValuesOfTheirFormulas()
{
  QFETCH( QString, text );
  QFETCH( double, expected );
  const double value = valuesOf( columns, { 1, 1, 2 }, text ).front();
  QVERIFY2( std::fabs( value - expected ) < 1e-12, qPrintable( QString::number( value, 'g', 15 ) ) );
}

void AggregationTest::everyMethodHasASignatureThatIsFound()
{
  for ( const MethodSignature &signature : aggregationSignatures() )
  {
    const MethodSpec spec{ signature.name, std::vector<double>( signature.leastArguments, 1.0 ) };
    QCOMPARE( aggregationSignatures()[findMethod( spec, aggregationSignatures(), "aggregation" )].name,
              signature.name );
    QCOMPARE( isAdditive( spec ), spec.name == "mean" || spec.name == "sum" );
    const bool isFromData =
      spec.name == "factor" || spec.name == "factorscore" || spec.name == "pca" || spec.name == "entropy";
    QCOMPARE( hasWeightsFromData( spec ), isFromData );
  }
  QCOMPARE( aggregationSignatures().size(), std::size_t( 17 ) );
}

void AggregationTest::sumOfTheWeightsDoesNotMatterToAMean_data()
{
  addMethods( { "mean", "geometric", "harmonic", "power(3)", "median", "minimum", "maximum", "meanmin(1, 1)", "ampi",
                "copeland" } );
}

void AggregationTest::sumOfTheWeightsDoesNotMatterToAMean()
{
  QFETCH( QString, text );
  QCOMPARE( differenceBetween( valuesOf( columns, { 1, 2, 3 }, text ), valuesOf( columns, { 0.1, 0.2, 0.3 }, text ) ),
            QString() );
}

void AggregationTest::equalPartsGiveThatValue_data()
{
  addMethods( { "mean", "geometric", "harmonic", "power(0.5)", "power(0)", "power(-3)", "median", "minimum", "maximum",
                "meanmin(0.7, 0)", "meanmax(0.7, 3)", "ampi" } );
}

void AggregationTest::equalPartsGiveThatValue()
{
  QFETCH( QString, text );
  const std::vector<double> values = { 0.5, 20, 160 };
  QCOMPARE( differenceBetween( valuesOf( { values, values, values }, { 1, 2, 4 }, text ), values ), QString() );
}

void AggregationTest::powersJoinHarmonicGeometricAndMean()
{
  const std::vector<double> weights = { 1, 2, 4 };
  QCOMPARE( differenceBetween( valuesOf( columns, weights, "power(1)" ), valuesOf( columns, weights, "mean" ) ),
            QString() );
  QCOMPARE( differenceBetween( valuesOf( columns, weights, "power(0)" ), valuesOf( columns, weights, "geometric" ) ),
            QString() );
  QCOMPARE( differenceBetween( valuesOf( columns, weights, "power(-1)" ), valuesOf( columns, weights, "harmonic" ) ),
            QString() );
}

void AggregationTest::highPowersStayInRange()
{
  QVERIFY( std::fabs( valuesOf( columns, { 1, 1, 1 }, "power(100000)" ).front() - 8 ) < 1e-3 );
  QVERIFY( std::fabs( valuesOf( columns, { 1, 1, 1 }, "power(-100000)" ).front() - 1 ) < 1e-3 );
}

void AggregationTest::meanTowardsTheLowestLiesBetweenMeanAndMinimum()
{
  const std::vector<double> weights = { 1, 1, 1 };
  QCOMPARE( differenceBetween( valuesOf( columns, weights, "meanmin(0, 3)" ), valuesOf( columns, weights, "mean" ) ),
            QString() );
  QCOMPARE( differenceBetween( valuesOf( columns, weights, "meanmin(1, 0)" ), valuesOf( columns, weights, "minimum" ) ),
            QString() );
}

void AggregationTest::meanTowardsTheHighestIsTheMirrorImage()
{
  std::vector<std::vector<double>> mirrored;
  for ( const Column &column : columns )
  {
    mirrored.emplace_back();
    for ( const double value : column )
      mirrored.back().push_back( -value );
  }
  std::vector<double> lowest =
    valuesOf( { mirrored.begin(), mirrored.end() }, { 1, 2, 3 }, QStringLiteral( "meanmin(0.6, 4)" ) );
  std::transform( lowest.begin(), lowest.end(), lowest.begin(), std::negate<>() );
  QCOMPARE( differenceBetween( valuesOf( columns, { 1, 2, 3 }, "meanmax(0.6, 4)" ), lowest ), QString() );
}

void AggregationTest::sumsThatAreEqualOnPaperAreEqual()
{
  // In floating point 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1.
  const std::vector<double> left = { 0.1, 0.3, 1e-3, 0 };
  const std::vector<double> middle = { 0.2, 0.2, 2e-3, 0 };
  const std::vector<double> right = { 0.3, 0.1, 3e-3, 0 };
  const std::vector<double> sums = valuesOf( { left, middle, right }, { 1, 1, 1 }, "sum" );
  QCOMPARE( sums, ( std::vector<double>{ 0.6, 0.6, 0.006, 0 } ) );
}

void AggregationTest::dataWeightsReplaceTheGivenOnes_data()
{
  addMethods( { "factor", "factorscore", "pca", "entropy" } );
}

void AggregationTest::dataWeightsReplaceTheGivenOnes()
{
  QFETCH( QString, text );
  const std::vector<double> weights = weightsFromData( risingColumns(), { 1, 1, 1, 1 }, method( text ) ).weights;
  double sum = 0;
  for ( const double weight : weights )
    sum += weight;
  QVERIFY( std::fabs( sum - 1 ) < 1e-12 );
  QVERIFY( *std::max_element( weights.begin(), weights.end() ) > 0.26 );
  const std::vector<double> mean = weightedMean( risingColumns(), weights ).values;
  QCOMPARE( differenceBetween( valuesOf( risingColumns(), { 5, 1, 2, 9 }, text ), mean ), QString() );
}

void AggregationTest::missingPartPassesItsWeightOn_data()
{
  addMethods( { "mean", "sum", "geometric", "harmonic", "power(2)", "median", "minimum", "maximum", "meanmin(0.5, 2)",
                "meanmax(0.5, 2)", "ampi" } );
}

void AggregationTest::missingPartPassesItsWeightOn()
{
  QFETCH( QString, text );
  const std::vector<double> hole( 3, missing );
  const Aggregated withHole = aggregate( { first, hole, third }, { 1, 2, 3 }, method( text ) );
  // The sum too: of 6 in total weight 4 are present, each counts for one and a half.
  const std::vector<double> without =
    text == "sum" ? valuesOf( { first, third }, { 1.5, 4.5 }, text ) : valuesOf( { first, third }, { 1, 3 }, text );
  QCOMPARE( differenceBetween( withHole.values, without ), QString() );
  QCOMPARE( differenceBetween( withHole.weightPresent, { 4.0 / 6, 4.0 / 6, 4.0 / 6 } ), QString() );
}

void AggregationTest::missingPartRaisesNoFlag()
{
  const std::vector<double> hole = { missing, 20, missing };
  const Aggregated flags = aggregate( { first, hole, third }, { 1, 1, 1 }, method( "flags(8)" ) );
  QCOMPARE( differenceBetween( flags.values, { 1, 3, 2 } ), QString() );
  QCOMPARE( differenceBetween( flags.weightPresent, { 2.0 / 3, 1, 2.0 / 3 } ), QString() );
}

void AggregationTest::nothingPresentIsMissing_data() { addMethods( anyMethods ); }

void AggregationTest::nothingPresentIsMissing()
{
  QFETCH( QString, text );
  const std::vector<double> hole = { 1, missing, 3 };
  const Aggregated result = aggregate( { hole, hole, third }, { 1, 1, 0 }, method( text ) );
  QVERIFY( isMissing( result.values[1] ) );
  QCOMPARE( result.weightPresent[1], 0.0 );
  QVERIFY( !isMissing( result.values[0] ) );
}

void AggregationTest::partWithoutWeightDoesNotCount_data() { addMethods( anyMethods ); }

void AggregationTest::partWithoutWeightDoesNotCount()
{
  QFETCH( QString, text );
  const std::vector<double> unweighted = { -100, 0, 1e9 };
  QCOMPARE( differenceBetween( valuesOf( { first, unweighted, third }, { 1, 0, 3 }, text ),
                               valuesOf( { first, third }, { 1, 3 }, text ) ),
            QString() );
}

void AggregationTest::constantPartGetsNoWeightFromTheData()
{
  const std::vector<double> constant( 10, 4.0 );
  const std::vector<Column> parts = { rising[0], constant, rising[1], rising[2] };
  for ( const char *text : { "factor", "factorscore", "pca", "entropy" } )
  {
    const std::vector<double> weights = weightsFromData( parts, { 1, 1, 1, 1 }, method( text ) ).weights;
    QVERIFY2( std::fabs( weights[1] ) < 1e-12, text );
    QVERIFY2( weights[3] > 0, text );
  }
}

void AggregationTest::onePartHasAllTheWeight()
{
  for ( const char *text : { "factor", "factorscore", "pca", "entropy" } )
    QCOMPARE( differenceBetween( valuesOf( { rising[0], falling }, { 1, 0 }, text ), rising[0] ), QString() );
}

void AggregationTest::partThatRunsAgainstTheOthersIsNamed()
{
  std::vector<Column> parts = risingColumns();
  parts.insert( parts.begin() + 2, falling );
  const DataWeights weights = weightsFromData( parts, { 0, 1, 1, 1, 1 }, method( "pca" ) );
  QCOMPARE( weights.opposed, std::vector<std::size_t>{ 2 } );
  QCOMPARE( weights.weights[0], 0.0 );
  QVERIFY( weights.weights[2] > 0 );
}

void AggregationTest::whatCannotBeComputedIsRefused_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QVector<double>>( "weights" );
  QTest::addColumn<QString>( "sentence" );
  const QVector<double> equal = { 1, 1, 1 };
  QTest::newRow( "unknown method" ) << "average" << equal
                                    << "‘average’ is not a method of aggregation; there are: mean, sum, geometric, "
                                       "harmonic, power(p), median, minimum, maximum, flags(threshold), meanmin(alpha, "
                                       "beta), meanmax(alpha, beta), ampi(sign), copeland, factor, factorscore, pca, "
                                       "entropy.";
  QTest::newRow( "zero in a geometric mean" )
    << "geometric" << equal
    << "Part 3 in row 2 is 0; the aggregation geometric needs values above 0: normalise all parts to 1 to 100 first, "
       "minmax(1, 100).";
  QTest::newRow( "negative value in a power" )
    << "power(2)" << equal
    << "Part 3 in row 1 is -8; the aggregation power(2) needs values of 0 or more: normalise all parts to 1 to 100 "
       "first, minmax(1, 100).";
  QTest::newRow( "mean of AMPI" ) << "ampi" << QVector<double>{ 0, 0, 1 }
                                  << "The aggregation ampi met a mean of -8; it needs means above 0: normalise all "
                                     "parts by ampi first.";
  QTest::newRow( "sign of AMPI" ) << "ampi(2)" << equal
                                  << "The sign in ampi(2) is 2; it must be 1 where more is worse or -1 where more is "
                                     "better.";
  QTest::newRow( "alpha" ) << "meanmin(2, 1)" << equal << "alpha in meanmin(2, 1) is 2; it must be between 0 and 1.";
  QTest::newRow( "beta" ) << "meanmax(1, -1)" << equal << "beta in meanmax(1, -1) is -1; it must be 0 or more.";
  QTest::newRow( "negative weight" ) << "median" << QVector<double>{ 1, -1, 1 }
                                     << "Indicator weight 2 is -1; it must be 0 or more, and finite.";
  QTest::newRow( "no weight" ) << "maximum" << QVector<double>{ 0, 0, 0 }
                               << "Every indicator weight is 0; it must be above 0 for one part at least.";
  QTest::newRow( "weights too few" ) << "mean" << QVector<double>{ 1, 1 }
                                     << "The length of weights is 2; it must be 3.";
  QTest::newRow( "two indicators of a factor" )
    << "factor" << QVector<double>{ 1, 1, 0 } << "The number of indicators of a factor is 2; it must be 3 or more.";
  QTest::newRow( "negative value in an entropy" )
    << "entropy" << equal << "Part 3 in row 1 is -8; it must be 0 or more, and finite, for a weight by entropy.";
}

void AggregationTest::whatCannotBeComputedIsRefused()
{
  QFETCH( QString, text );
  QFETCH( QVector<double>, weights );
  QFETCH( QString, sentence );
  const std::vector<double> low = { -8, 0, 70 };
  const std::vector<double> given( weights.begin(), weights.end() );
  // The geometric mean meets the zero first.
  const std::vector<double> zero = { 8, 0, 70 };
  const std::vector<Column> parts = { first, second, text == "geometric" ? zero : low };
  QCOMPARE( refusalOf( [&] { aggregate( parts, given, method( text ) ); } ), sentence );
}

QTEST_GUILESS_MAIN( AggregationTest )
#include "aggregation_test.moc"
