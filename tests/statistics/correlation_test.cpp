// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "stackloss.h"
#include "statistics/correlation.h"

using namespace communitysafety::statistics;

class CorrelationTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void correlationsAreThoseOfR();
  void tiesAndGapsAreThoseOfR();
  // laws
  void kendallIsTheCountOfPairs();
  void anyRisingCurveIsPerfect();
  void orderOfTheColumnsDoesNotMatter();
  void everyPairOnce();
  // edges
  void withoutVariationThereIsNoCorrelation();
  void manyAreasTakeLittleTime();
  // refused input
  void columnsOfOtherLengthsAreRefused();
  void canBeCancelled();
};

namespace
{

// The same unremarkable numbers on every machine.
std::vector<double> scattered( std::size_t size, unsigned seed, unsigned values )
{
  std::vector<double> result;
  unsigned state = seed;
  for ( std::size_t row = 0; row < size; ++row )
  {
    state = state * 1664525U + 1013904223U;
    result.push_back( ( state >> 8U ) % values );
  }
  return result;
}

double sign( double number ) { return number > 0 ? 1 : number < 0 ? -1 : 0; }

// Straight from the definition.
double kendallByCounting( const std::vector<double> &x, const std::vector<double> &y )
{
  double both = 0;
  double inX = 0;
  double inY = 0;
  for ( std::size_t a = 0; a < x.size(); ++a )
    for ( std::size_t b = 0; b < a; ++b )
    {
      both += sign( x[a] - x[b] ) * sign( y[a] - y[b] );
      inX += std::fabs( sign( x[a] - x[b] ) );
      inY += std::fabs( sign( y[a] - y[b] ) );
    }
  return both / std::sqrt( inX * inY );
}

} // namespace

void CorrelationTest::correlationsAreThoseOfR()
{
  // R 4.2.2: cor( stackloss, method = "pearson", "spearman", "kendall" ).
  const std::vector<ColumnPair> pairs = correlatePairs( columnsOf( stackLoss ) );
  std::vector<double> linear;
  std::vector<double> ofRanks;
  std::vector<double> ofOrders;
  for ( const ColumnPair &pair : pairs )
  {
    linear.push_back( pair.pearson );
    ofRanks.push_back( pair.spearman );
    ofOrders.push_back( pair.kendall );
    QCOMPARE( pair.areas, std::size_t( 21 ) );
  }
  QCOMPARE( differenceBetween( linear, { 0.781852332952155, 0.500142874899459, 0.919663452905855, 0.390939537828090,
                                         0.875504404419447, 0.399829587099311 } ),
            QString() );
  QCOMPARE( differenceBetween( ofRanks, { 0.733069936175677, 0.593798560224892, 0.918024734623946, 0.348763551195262,
                                          0.852083775979272, 0.497378004957337 } ),
            QString() );
  QCOMPARE( differenceBetween( ofOrders, { 0.595550000382558, 0.450594786539249, 0.802081697144040, 0.265657430865147,
                                           0.733680720057380, 0.378831365141135 } ),
            QString() );
}

void CorrelationTest::tiesAndGapsAreThoseOfR()
{
  // R 4.2.2: cor( method = "kendall", use = "complete.obs" ).
  const std::vector<double> x = { 1, 2, 2, 3, missing, 5, 5, 5, 9 };
  const std::vector<double> y = { 2, 1, 3, 3, 4, missing, 5, 5, 1 };
  const Correlation found = kendall( x, y );
  QCOMPARE( found.pairs, std::size_t( 7 ) );
  QVERIFY( std::fabs( found.coefficient - 0.270369035217938 ) < 1e-12 );
}

void CorrelationTest::kendallIsTheCountOfPairs()
{
  for ( const unsigned values : { 2U, 7U, 1000U } )
  {
    const std::vector<double> x = scattered( 131, 1, values );
    const std::vector<double> y = scattered( 131, 2, 9 );
    QVERIFY( std::fabs( kendall( x, y ).coefficient - kendallByCounting( x, y ) ) < 1e-12 );
  }
}

void CorrelationTest::anyRisingCurveIsPerfect()
{
  const std::vector<double> x = { 1, 2, 3, 4 };
  QCOMPARE( kendall( x, std::vector<double>{ 1, 10, 100, 1000 } ).coefficient, 1.0 );
  QCOMPARE( kendall( x, std::vector<double>{ 4, 3, 2, 1 } ).coefficient, -1.0 );
}

void CorrelationTest::orderOfTheColumnsDoesNotMatter()
{
  QVERIFY( std::fabs( kendall( stackLoss[0], stackLoss[2] ).coefficient -
                      kendall( stackLoss[2], stackLoss[0] ).coefficient ) < 1e-15 );
}

void CorrelationTest::everyPairOnce()
{
  const std::vector<ColumnPair> pairs = correlatePairs( columnsOf( stackLoss ) );
  QCOMPARE( pairs.size(), std::size_t( 6 ) );
  QVERIFY( pairs[0].a == 0 && pairs[0].b == 1 && pairs[3].a == 1 && pairs[3].b == 2 && pairs[5].b == 3 );
  QVERIFY( correlatePairs( {} ).empty() );
}

void CorrelationTest::withoutVariationThereIsNoCorrelation()
{
  const std::vector<double> constant = { 3, 3, 3 };
  const std::vector<double> rising = { 1, 2, 3 };
  const std::vector<double> gaps = { missing, missing, 2 };
  QVERIFY( isMissing( kendall( constant, rising ).coefficient ) );
  QVERIFY( isMissing( kendall( rising, gaps ).coefficient ) );
  QCOMPARE( kendall( rising, gaps ).pairs, std::size_t( 1 ) );
  QVERIFY( isMissing( kendall( std::vector<double>{}, std::vector<double>{} ).coefficient ) );
}

void CorrelationTest::manyAreasTakeLittleTime()
{
  const std::vector<double> x = scattered( 100000, 3, 4000 );
  const std::vector<double> y = scattered( 100000, 4, 4000 );
  // By counting pairs it would take a minute.
  QVERIFY( std::fabs( kendall( x, y ).coefficient ) < 0.05 );
}

void CorrelationTest::columnsOfOtherLengthsAreRefused()
{
  const std::vector<double> two = { 1, 2 };
  const std::vector<double> three = { 1, 2, 3 };
  QVERIFY( !refusalOf( [&] { kendall( two, three ); } ).isEmpty() );
  QVERIFY( refusalOf( [&] { correlatePairs( { two, three } ); } ).contains( "column 2" ) );
}

void CorrelationTest::canBeCancelled()
{
  QVERIFY_EXCEPTION_THROWN( correlatePairs( columnsOf( stackLoss ), []( double ) { return false; } ), Cancelled );
}

QTEST_GUILESS_MAIN( CorrelationTest )
#include "correlation_test.moc"
