// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/sharedpermutation.h"

#include "expectations.h"
#include "statistics/joincount.h"
#include "statistics/localassociation.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <random>

using namespace communitysafety::statistics;

class SharedPermutationTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void sumsAgreeWithPermutingAreaByArea();
  void differencesAgreeWithPermutingAreaByArea();
  void joinCountAgreesWithTheExactTails();
  void allDrawsOfASmallMapAreCounted();
  void unitAndOriginPlayNoPart();
  void squaresOfOneVariableTwiceAreThoseOfOne();
  // chance
  void underChanceAloneAShareOfAlphaIsSignificant_data();
  void underChanceAloneAShareOfAlphaIsSignificant();
  void pIsUniformForContinuousValues();
  void sparseCountsKeepTheLevelsTheyCanReach();
  // threads and order
  void sameResultOnAnyNumberOfThreads();
  void seedChangesTheDraws();
  // edges
  void noPFallsBelowTheFloor();
  void equalSumsOfFractionsAreTies();
  void equalValuesAreCertain();
  void neighbourhoodOfTheWholeMapIsCertain();
  void missingValuesAndIslandsAreNotTested();
  void cancelStops();
  // refused input
  void numberOfPermutationsIsLimited();
  void valuesMustMatchTheWeights();
};

namespace
{

SpatialWeights grid( int side )
{
  std::vector<int> columns, rows;
  for ( int cell = 0; cell < side * side; ++cell )
  {
    columns.push_back( cell % side );
    rows.push_back( cell / side );
  }
  return SpatialWeights( Neighbours::onSquareGrid( columns, rows ) );
}

std::vector<double> poissonMap( std::size_t areas, double mean, std::uint64_t seed )
{
  RandomStream stream( seed );
  std::poisson_distribution<int> counts( mean );
  std::vector<double> values;
  for ( std::size_t area = 0; area < areas; ++area )
    values.push_back( counts( stream ) );
  return values;
}

std::vector<double> normalMap( std::size_t areas, std::uint64_t seed )
{
  RandomStream stream( seed );
  std::vector<double> values;
  for ( std::size_t area = 0; area < areas; ++area )
    values.push_back( stream.normal() );
  return values;
}

using Share = double ( * )( double own, double other );

//! The plain way: for every area draws of its own from all others.
TailProbabilities permutedAreaByArea( const std::vector<double> &values, const SpatialWeights &weights, int draws,
                                      Share share )
{
  TailProbabilities tails;
  RandomStream stream( 77 );
  for ( std::size_t area = 0; area < values.size(); ++area )
  {
    double found = 0;
    for ( const std::size_t neighbour : weights.of( area ) )
      found += share( values[area], values[neighbour] );
    std::vector<double> others = values;
    others.erase( others.begin() + static_cast<std::ptrdiff_t>( area ) );
    double high = 1, low = 1;
    for ( int draw = 0; draw < draws; ++draw )
    {
      double sum = 0;
      for ( std::size_t place = 0; place < weights.of( area ).size(); ++place )
      {
        std::uniform_int_distribution<std::size_t> rest( place, others.size() - 1 );
        std::swap( others[place], others[rest( stream )] );
        sum += share( values[area], others[place] );
      }
      high += sum >= found - 1e-9 ? 1 : 0;
      low += sum <= found + 1e-9 ? 1 : 0;
    }
    tails.high.push_back( high / ( draws + 1 ) );
    tails.low.push_back( low / ( draws + 1 ) );
  }
  return tails;
}

//! Five standard errors of \a draws, and the grain.
QString chanceDifference( const std::vector<double> &actual, const std::vector<double> &expected, double draws )
{
  for ( std::size_t area = 0; area < expected.size(); ++area )
  {
    const double p = expected[area], allowed = 5 * std::sqrt( p * ( 1 - p ) / draws ) + 2 / draws;
    if ( !( std::fabs( actual[area] - p ) <= allowed ) )
      return QStringLiteral( "area %1: %2 instead of %3" ).arg( area ).arg( actual[area] ).arg( p );
  }
  return {};
}

double ownIsNothing( double, double other ) { return other; }

double shareAtMost( const std::vector<double> &p, double limit )
{
  return double( std::count_if( p.begin(), p.end(), [limit]( double value ) { return value <= limit; } ) ) /
         double( p.size() );
}

} // namespace

void SharedPermutationTest::sumsAgreeWithPermutingAreaByArea()
{
  // So small a map that a draw often holds the area itself.
  const std::vector<double> values = poissonMap( 36, 1.5, 5 );
  const TailProbabilities shared = permuteNeighbourSums( values, grid( 6 ) );
  const TailProbabilities plain = permutedAreaByArea( values, grid( 6 ), 40000, ownIsNothing );
  QCOMPARE( chanceDifference( shared.high, plain.high, 39000 ), QString() );
  QCOMPARE( chanceDifference( shared.low, plain.low, 39000 ), QString() );
}

void SharedPermutationTest::differencesAgreeWithPermutingAreaByArea()
{
  const std::vector<double> values = normalMap( 36, 8 );
  const TailProbabilities shared = permuteSquaredDifferences( { values }, grid( 6 ) );
  const TailProbabilities plain = permutedAreaByArea(
    values, grid( 6 ), 40000, []( double own, double other ) { return ( own - other ) * ( own - other ); } );
  QCOMPARE( chanceDifference( shared.high, plain.high, 39000 ), QString() );
  QCOMPARE( chanceDifference( shared.low, plain.low, 39000 ), QString() );
}

void SharedPermutationTest::joinCountAgreesWithTheExactTails()
{
  std::vector<double> values = poissonMap( 64, 0.5, 2 );
  for ( double &value : values )
    value = value > 0 ? 1 : 0;
  const TailProbabilities exact = joinCountTails( values, grid( 8 ) ),
                          shared = permuteNeighbourSums( values, grid( 8 ) );
  for ( std::size_t area = 0; area < values.size(); ++area )
    if ( values[area] == 1 )
    {
      QCOMPARE( chanceDifference( { shared.high[area] }, { exact.high[area] }, 999999 ), QString() );
      QCOMPARE( chanceDifference( { shared.low[area] }, { exact.low[area] }, 999999 ), QString() );
    }
}

void SharedPermutationTest::allDrawsOfASmallMapAreCounted()
{
  // Area 1 between 0 and 2 of four areas: of the pairs of others 1+4, 1+8, 4+8 its own, 1+4, is the lowest.
  const SpatialWeights weights( Neighbours::fromPairs( 4, { { 0, 1 }, { 1, 2 }, { 2, 3 } } ) );
  const TailProbabilities tails = permuteNeighbourSums( std::vector<double>{ 1, 2, 4, 8 }, weights );
  QCOMPARE( chanceDifference( { tails.high[1], tails.low[1] }, { 1, 1.0 / 3 }, 999999 ), QString() );
  // Area 3 has one neighbour, 4, the highest of three.
  QCOMPARE( chanceDifference( { tails.high[3], tails.low[3] }, { 1.0 / 3, 1 }, 999999 ), QString() );
}

void SharedPermutationTest::unitAndOriginPlayNoPart()
{
  const std::vector<double> values = poissonMap( 100, 2, 4 );
  std::vector<double> others = values;
  for ( double &value : others )
    value = 0.1 * value - 5000;
  PermutationOptions options;
  options.permutations = 9999;
  QCOMPARE( permuteNeighbourSums( others, grid( 10 ), options ).high,
            permuteNeighbourSums( values, grid( 10 ), options ).high );
  QCOMPARE( permuteSquaredDifferences( { others }, grid( 10 ), options ).low,
            permuteSquaredDifferences( { values }, grid( 10 ), options ).low );
}

void SharedPermutationTest::squaresOfOneVariableTwiceAreThoseOfOne()
{
  const std::vector<double> values = normalMap( 100, 4 );
  PermutationOptions options;
  options.permutations = 9999;
  QCOMPARE( permuteSquaredDifferences( { values, values }, grid( 10 ), options ).high,
            permuteSquaredDifferences( { values }, grid( 10 ), options ).high );
}

void SharedPermutationTest::underChanceAloneAShareOfAlphaIsSignificant_data()
{
  QTest::addColumn<double>( "mean" );
  QTest::newRow( "sparse counts, where dropped ties call 10 % cold" ) << 0.3;
  QTest::newRow( "one a cell" ) << 1.0;
  QTest::newRow( "many a cell" ) << 20.0;
}

void SharedPermutationTest::underChanceAloneAShareOfAlphaIsSignificant()
{
  QFETCH( double, mean );
  const std::vector<double> values = poissonMap( 10000, mean, 31 );
  PermutationOptions options;
  options.permutations = 99999;
  const TailProbabilities sums = permuteNeighbourSums( values, grid( 100 ), options );
  const TailProbabilities differences = permuteSquaredDifferences( { values }, grid( 100 ), options );
  // Neighbourhoods overlap, as if there were a ninth as many: three standard errors of 5 % in 1,100 tests.
  const double allowed = 0.05 + 3 * std::sqrt( 0.05 * 0.95 / 1100 );
  for ( const std::vector<double> &p : { sums.high, sums.low, sums.twoSided(), differences.high, differences.low } )
    QVERIFY2( shareAtMost( p, 0.05 ) <= allowed, qPrintable( QString::number( shareAtMost( p, 0.05 ) ) ) );
}

void SharedPermutationTest::pIsUniformForContinuousValues()
{
  const TailProbabilities sums = permuteNeighbourSums( normalMap( 10000, 12 ), grid( 100 ) );
  for ( const double limit : { 0.01, 0.05, 0.25, 0.5, 0.9 } )
    for ( const std::vector<double> &p : { sums.high, sums.low, sums.twoSided() } )
      QVERIFY2( std::fabs( shareAtMost( p, limit ) - limit ) <= 3 * std::sqrt( limit * ( 1 - limit ) / 1100 ),
                qPrintable( QStringLiteral( "%1 at %2" ).arg( shareAtMost( p, limit ) ).arg( limit ) ) );
}

void SharedPermutationTest::sparseCountsKeepTheLevelsTheyCanReach()
{
  // Sums of few events take few values, and p as many; of the inner cells a share v has p of at most v, for each of
  // them.
  const std::vector<double> values = poissonMap( 10000, 0.3, 12 );
  const TailProbabilities sums = permuteNeighbourSums( values, grid( 100 ) );
  for ( const std::vector<double> &tail : { sums.high, sums.low } )
  {
    // The own value, which is not drawn, shifts them by less than a hundredth.
    std::vector<double> p;
    for ( std::size_t cell = 0; cell < values.size(); ++cell )
      if ( cell % 100 > 0 && cell % 100 < 99 && cell > 100 && cell < 9900 )
        p.push_back( tail[cell] );
    std::vector<double> levels = p;
    std::sort( levels.begin(), levels.end() );
    levels.erase( std::unique( levels.begin(), levels.end(), []( double a, double b ) { return b < 1.01 * a; } ),
                  levels.end() );
    const double errors = 4 / std::sqrt( 1100.0 );
    for ( const double level : levels )
      QVERIFY2( std::fabs( shareAtMost( p, 1.01 * level ) - level ) <=
                  errors * std::sqrt( level * ( 1 - level ) ) + 1e-3,
                qPrintable( QStringLiteral( "%1 at %2" ).arg( shareAtMost( p, level ) ).arg( level ) ) );
  }
}

void SharedPermutationTest::sameResultOnAnyNumberOfThreads()
{
  const std::vector<double> values = poissonMap( 400, 2, 6 );
  for ( const unsigned threads : { 2U, 8U } )
  {
    PermutationOptions one, several;
    one.permutations = several.permutations = 99999;
    one.threads = 1;
    several.threads = threads;
    QCOMPARE( permuteNeighbourSums( values, grid( 20 ), several ).high,
              permuteNeighbourSums( values, grid( 20 ), one ).high );
    QCOMPARE( permuteSquaredDifferences( { values }, grid( 20 ), several ).low,
              permuteSquaredDifferences( { values }, grid( 20 ), one ).low );
  }
}

void SharedPermutationTest::seedChangesTheDraws()
{
  const std::vector<double> values = normalMap( 100, 6 );
  PermutationOptions one, other;
  other.seed = 2;
  QVERIFY( permuteNeighbourSums( values, grid( 10 ), one ).high !=
           permuteNeighbourSums( values, grid( 10 ), other ).high );
}

void SharedPermutationTest::noPFallsBelowTheFloor()
{
  std::vector<double> values = poissonMap( 400, 1, 6 );
  for ( const std::size_t cell : { 188, 189, 190, 208, 209, 210, 228, 229, 230 } )
    values[cell] = 500;
  PermutationOptions options;
  options.permutations = 999;
  const std::vector<double> p = permuteNeighbourSums( values, grid( 20 ), options ).twoSided();
  QCOMPARE( *std::min_element( p.begin(), p.end() ), smallestPermutationP( 999 ) );
  QCOMPARE( smallestPermutationP( 999 ), 0.002 );
  QCOMPARE( smallestPermutationP( 1 ), 1.0 );
}

void SharedPermutationTest::equalSumsOfFractionsAreTies()
{
  // Thirds and sevenths of many sizes, all of them 0.1 but for the last digits, and one value that differs.
  std::vector<double> values;
  for ( int area = 1; area <= 36; ++area )
    values.push_back( 0.1 * area / area + ( area % 3 ) * 1e-17 );
  values[14] = 0.1 + 0.2;
  values[15] = 0.3;
  const TailProbabilities tails = permuteNeighbourSums( values, grid( 6 ) );
  // The corner is far from both: every draw gives as much or more.
  QCOMPARE( tails.high[35], 1.0 );
}

void SharedPermutationTest::equalValuesAreCertain()
{
  for ( const double p : permuteNeighbourSums( std::vector<double>( 36, 0.7 ), grid( 6 ) ).twoSided() )
    QCOMPARE( p, 1.0 );
  for ( const double p : permuteSquaredDifferences( { std::vector<double>( 36, 0.7 ) }, grid( 6 ) ).twoSided() )
    QCOMPARE( p, 1.0 );
}

void SharedPermutationTest::neighbourhoodOfTheWholeMapIsCertain()
{
  const std::vector<double> values = { 3, 1, 4, 1.5, 9 };
  const SpatialWeights all = SpatialWeights::withinDistance( values, values, 100 );
  for ( const double p : permuteNeighbourSums( values, all ).twoSided() )
    QCOMPARE( p, 1.0 );
  for ( const double p : permuteSquaredDifferences( { values }, all ).twoSided() )
    QCOMPARE( p, 1.0 );
}

void SharedPermutationTest::missingValuesAndIslandsAreNotTested()
{
  const SpatialWeights weights( Neighbours::fromPairs( 5, { { 0, 1 }, { 1, 2 }, { 2, 3 } } ) );
  const std::vector<double> values = { 1, 2, missing, 3, 7 };
  for ( const TailProbabilities &tails :
        { permuteNeighbourSums( values, weights ), permuteSquaredDifferences( { values }, weights ) } )
    for ( std::size_t area = 0; area < 5; ++area )
      QCOMPARE( isMissing( tails.high[area] ), area >= 2 );
  QVERIFY( isMissing( permuteNeighbourSums( std::vector<double>( 5, missing ), weights ).low[0] ) );
}

void SharedPermutationTest::cancelStops()
{
  const Progress stop = []( double ) { return false; };
  bool stopped = false;
  try
  {
    permuteNeighbourSums( normalMap( 100, 1 ), grid( 10 ), {}, stop );
  }
  catch ( const Cancelled & )
  {
    stopped = true;
  }
  QVERIFY( stopped );
}

void SharedPermutationTest::numberOfPermutationsIsLimited()
{
  PermutationOptions none;
  none.permutations = 0;
  QCOMPARE( refusalOf( [&] { permuteNeighbourSums( normalMap( 4, 1 ), grid( 2 ), none ); } ),
            QStringLiteral( "The number of permutations is 0; it must be from 1 to 10000000." ) );
}

void SharedPermutationTest::valuesMustMatchTheWeights()
{
  QCOMPARE( refusalOf( [] { permuteNeighbourSums( normalMap( 5, 1 ), grid( 2 ) ); } ),
            QStringLiteral( "The length of values is 5; it must be 4." ) );
}

QTEST_GUILESS_MAIN( SharedPermutationTest )
#include "sharedpermutation_test.moc"
