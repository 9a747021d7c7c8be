// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/clusterlist.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace communitysafety::statistics;

using Places = std::vector<std::uint32_t>;

Q_DECLARE_METATYPE( std::vector<double> )

class ClusterListTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void giniCoefficientByHand_data();
  void giniCoefficientByHand();
  // laws
  void plantedClustersAreListed_data();
  void plantedClustersAreListed();
  void listedClustersShareNoPlace();
  void relativeRiskIsInsideAgainstOutside();
  void expectationBasedRiskIsAgainstTheExpectation();
  void normalClustersHaveMeansInsteadOfRisks();
  void bernoulliExpectsAShareOfThoseAtRisk();
  void dispersionDividesTheRatio();
  void giniSplitsOneLargeClusterIntoItsParts();
  void iterationFindsWhatTheFirstClusterHides();
  // edges
  void withoutRunsThereIsNoP();
  void allCountsEqual();
  void oneIncident();
  void missingCountsAreLeftOut();
  // refused input
  void badInputIsRefused();
  // chance
  void repeatsAreNoClusters();
  // threads
  void threadsDoNotChangeTheResult();
};

namespace
{

//! Towns on a square of unit distances, with as many incidents as expected, and two clusters.
struct Region
{
  explicit Region( double risk = 3 )
  {
    RandomStream random( 5 );
    for ( std::uint32_t place = 0; place < 400; ++place )
    {
      x.push_back( place % 20 );
      y.push_back( place / 20 );
      people.push_back( 50 + 100 * random.uniform() );
      const bool isFirst = std::hypot( x.back() - 4, y.back() - 4 ) <= 2;
      const bool isSecond = std::hypot( x.back() - 15, y.back() - 14 ) <= 1;
      if ( isFirst )
        first.push_back( place );
      if ( isSecond )
        second.push_back( place );
      const double expected = people.back() / 10 * ( isFirst || isSecond ? risk : 1 );
      cases.push_back( std::poisson_distribution<int>( expected )( random ) );
    }
  }

  ScanStream stream() const { return { StreamModel::poisson, cases, people }; }

  ClusterListOptions options() const
  {
    ClusterListOptions options;
    options.scan.score = ScanScore::poisson;
    options.scan.size = people;
    options.runs = 99;
    return options;
  }

  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> people;
  std::vector<double> cases;
  Places first;
  Places second;
};

double sumOver( const std::vector<double> &values, const Places &places )
{
  return std::accumulate( places.begin(), places.end(), 0.0,
                          [&values]( double sum, std::uint32_t place ) { return sum + values[place]; } );
}

double sum( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

} // namespace

void ClusterListTest::giniCoefficientByHand_data()
{
  QTest::addColumn<std::vector<double>>( "observed" );
  QTest::addColumn<std::vector<double>>( "expected" );
  QTest::addColumn<double>( "gini" );
  using Values = std::vector<double>;
  QTest::newRow( "the same risk" ) << Values{ 10, 20 } << Values{ 10, 20 } << 0.;
  // The curve goes through (0.2, 0.5): area 0.05 + 0.6, twice that less one.
  QTest::newRow( "a fifth expects half" ) << Values{ 50, 50 } << Values{ 20, 80 } << 0.3;
  QTest::newRow( "any order" ) << Values{ 50, 50 } << Values{ 80, 20 } << 0.3;
  QTest::newRow( "all in a tenth" ) << Values{ 0, 100 } << Values{ 90, 10 } << 0.9;
  QTest::newRow( "nothing" ) << Values{ 0, 0 } << Values{ 1, 2 } << 0.;
}

void ClusterListTest::giniCoefficientByHand()
{
  QFETCH( std::vector<double>, observed );
  QFETCH( std::vector<double>, expected );
  QFETCH( double, gini );
  QVERIFY( std::fabs( giniCoefficient( observed, expected ) - gini ) < 1e-12 );
}

void ClusterListTest::plantedClustersAreListed_data()
{
  QTest::addColumn<int>( "choice" );
  QTest::newRow( "most likely" ) << int( ClusterChoice::mostLikely );
  QTest::newRow( "Gini" ) << int( ClusterChoice::gini );
  QTest::newRow( "iterative" ) << int( ClusterChoice::iterative );
}

void ClusterListTest::plantedClustersAreListed()
{
  QFETCH( int, choice );
  const Region region;
  ClusterListOptions options = region.options();
  options.choice = ClusterChoice( choice );
  const ClusterList list = listClusters( region.x, region.y, region.stream(), options );
  QCOMPARE( list.clusters[0].places, region.first );
  QCOMPARE( list.clusters[1].places, region.second );
  QCOMPARE( list.clusters[1].p, 0.01 );
  QVERIFY( list.clusters[0].gumbelP < 1e-6 );
  QVERIFY( list.clusters[2].p > 0.05 );
  QCOMPARE( list.clusters[0].radius, 2.0 );
  QCOMPARE( list.clusters[0].centre, 84U );
  QCOMPARE( list.nullMaxima.size(), std::size_t{ 99 } );
}

void ClusterListTest::listedClustersShareNoPlace()
{
  const Region region;
  std::vector<int> clustersOf( region.x.size(), 0 );
  for ( const ScanCluster &cluster : listClusters( region.x, region.y, region.stream(), region.options() ).clusters )
    for ( const std::uint32_t place : cluster.places )
      ++clustersOf[place];
  QCOMPARE( *std::max_element( clustersOf.begin(), clustersOf.end() ), 1 );
}

void ClusterListTest::relativeRiskIsInsideAgainstOutside()
{
  const Region region;
  const ScanCluster cluster = listClusters( region.x, region.y, region.stream(), region.options() ).clusters.front();
  const double inside = sumOver( region.cases, cluster.places ) / sumOver( region.people, cluster.places );
  const double outside = ( sum( region.cases ) - sumOver( region.cases, cluster.places ) ) /
                         ( sum( region.people ) - sumOver( region.people, cluster.places ) );
  QVERIFY( std::fabs( cluster.relativeRisk - inside / outside ) < 1e-12 );
  QVERIFY( std::fabs( cluster.expected -
                      sumOver( region.people, cluster.places ) * sum( region.cases ) / sum( region.people ) ) < 1e-9 );
  QCOMPARE( cluster.observed, sumOver( region.cases, cluster.places ) );
  QCOMPARE( cluster.size, sumOver( region.people, cluster.places ) );
}

void ClusterListTest::expectationBasedRiskIsAgainstTheExpectation()
{
  const Region region;
  ClusterListOptions options = region.options();
  options.scan.score = ScanScore::expectationBased;
  const ScanCluster cluster = listClusters( region.x, region.y, region.stream(), options ).clusters.front();
  QCOMPARE( cluster.places, region.first );
  QVERIFY( std::fabs( cluster.relativeRisk - cluster.observed / cluster.expected ) < 1e-12 );
}

void ClusterListTest::normalClustersHaveMeansInsteadOfRisks()
{
  Region region;
  for ( std::size_t place = 0; place < region.cases.size(); ++place )
    region.cases[place] /= -region.people[place];
  for ( const std::uint32_t place : region.second )
    region.cases[place] = 0.5;
  ClusterListOptions options = region.options();
  options.scan.score = ScanScore::normal;
  const ClusterList list = listClusters( region.x, region.y, region.stream(), options );
  QCOMPARE( list.clusters.front().places, region.second );
  QVERIFY( std::fabs( list.clusters.front().meanInside - 0.5 ) < 1e-12 );
  QVERIFY( list.clusters.front().meanOutside < 0 );
  QVERIFY( isMissing( list.clusters.front().relativeRisk ) );
  QCOMPARE( list.clusters.front().p, 0.01 );
}

void ClusterListTest::bernoulliExpectsAShareOfThoseAtRisk()
{
  Region region;
  for ( double &people : region.people )
    people = std::floor( people );
  ClusterListOptions options = region.options();
  options.scan.score = ScanScore::bernoulli;
  options.scan.size = region.people;
  const ClusterList list = listClusters( region.x, region.y, region.stream(), options );
  QCOMPARE( list.clusters.front().places, region.first );
  QVERIFY( std::fabs( list.clusters.front().expected -
                      list.clusters.front().size * sum( region.cases ) / sum( region.people ) ) < 1e-9 );
  QCOMPARE( list.clusters.front().p, 0.01 );
  QVERIFY( list.clusters[2].p > 0.05 );
}

void ClusterListTest::dispersionDividesTheRatio()
{
  const Region region;
  ClusterListOptions options = region.options();
  options.runs = 0;
  ScanStream stream = region.stream();
  const double ratio = listClusters( region.x, region.y, stream, options ).clusters.front().ratio;
  stream.dispersion = 2.5;
  QVERIFY( std::fabs( listClusters( region.x, region.y, stream, options ).clusters.front().ratio * 2.5 - ratio ) <
           1e-9 );
}

void ClusterListTest::giniSplitsOneLargeClusterIntoItsParts()
{
  // Two strong clusters with ordinary places between them: one large circle holds both, two small ones are better.
  Region region( 1 );
  for ( std::size_t place = 0; place < region.x.size(); ++place )
  {
    const bool isPlanted = std::hypot( region.x[place] - 6, region.y[place] - 10 ) <= 1.5 ||
                           std::hypot( region.x[place] - 11, region.y[place] - 10 ) <= 1.5;
    region.people[place] = 100;
    region.cases[place] = isPlanted ? 40 : 10;
  }
  ClusterListOptions options = region.options();
  options.choice = ClusterChoice::gini;
  const ClusterList list = listClusters( region.x, region.y, region.stream(), options );
  QCOMPARE( list.clusters[0].places.size(), std::size_t{ 9 } );
  QCOMPARE( list.clusters[1].places.size(), std::size_t{ 9 } );
  QCOMPARE( list.clusters.size(), std::size_t{ 2 } );
  QCOMPARE( list.chosenShare, 0.03 );
  QCOMPARE( list.gini.size(), options.shares.size() );
}

void ClusterListTest::iterationFindsWhatTheFirstClusterHides()
{
  // Beside an extreme cluster the other is no longer above the mean of the map.
  Region region( 2.5 );
  for ( const std::uint32_t place : region.first )
    region.cases[place] *= 150;
  ClusterListOptions options = region.options();
  const ClusterList together = listClusters( region.x, region.y, region.stream(), options );
  QCOMPARE( together.clusters.size(), std::size_t{ 1 } );
  options.choice = ClusterChoice::iterative;
  const ClusterList oneByOne = listClusters( region.x, region.y, region.stream(), options );
  QCOMPARE( oneByOne.clusters[1].places, region.second );
  QCOMPARE( oneByOne.clusters[1].p, 0.01 );
}

void ClusterListTest::withoutRunsThereIsNoP()
{
  const Region region;
  ClusterListOptions options = region.options();
  options.runs = 0;
  const ClusterList list = listClusters( region.x, region.y, region.stream(), options );
  QVERIFY( isMissing( list.clusters.front().p ) );
  QVERIFY( list.nullMaxima.empty() );
}

void ClusterListTest::allCountsEqual()
{
  Region region;
  region.people.assign( 400, 7 );
  region.cases.assign( 400, 3 );
  QVERIFY( listClusters( region.x, region.y, region.stream(), region.options() ).clusters.empty() );
}

void ClusterListTest::oneIncident()
{
  Region region;
  region.cases.assign( 400, 0 );
  region.cases[7] = 1;
  const ClusterList list = listClusters( region.x, region.y, region.stream(), region.options() );
  QCOMPARE( list.clusters.front().places, ( Places{ 7 } ) );
  QVERIFY( list.clusters.front().p > 0.05 );
  region.cases[7] = 0;
  QVERIFY( listClusters( region.x, region.y, region.stream(), region.options() ).clusters.empty() );
}

void ClusterListTest::missingCountsAreLeftOut()
{
  Region region;
  region.cases[84] = missing;
  const ScanCluster cluster = listClusters( region.x, region.y, region.stream(), region.options() ).clusters.front();
  QVERIFY( std::find( cluster.places.begin(), cluster.places.end(), 84U ) == cluster.places.end() );
  QVERIFY( !isMissing( cluster.observed ) );
}

void ClusterListTest::badInputIsRefused()
{
  const Region region;
  ClusterListOptions options = region.options();
  options.runs = 5;
  QCOMPARE( refusalOf( [&] { listClusters( region.x, region.y, region.stream(), options ); } ),
            QStringLiteral( "The number of runs is 5; it must be 0 or at least 9." ) );
  options = region.options();
  options.scan.score = ScanScore::bernoulli;
  std::vector<double> half = region.people;
  std::fill( half.begin(), half.end(), 100.5 );
  QCOMPARE( refusalOf(
              [&] {
                listClusters( region.x, region.y, { StreamModel::poisson, region.cases, half }, options );
              } ),
            QStringLiteral( "The number at risk in row 1 is 100.5; it must be a whole number." ) );
  const std::vector<double> few( 3, 1 );
  QCOMPARE( refusalOf(
              [&] {
                listClusters( region.x, region.y, { StreamModel::poisson, few, few }, region.options() );
              } ),
            QStringLiteral( "The length of the observed values is 3; it must be 400." ) );
}

void ClusterListTest::repeatsAreNoClusters()
{
  // Every incident happens three times: variance ÷ mean is 3, and no place stands out.
  int plain = 0;
  int dispersed = 0;
  for ( std::uint64_t seed = 1; seed <= 20; ++seed )
  {
    Region region( 1 );
    RandomStream random( seed );
    for ( std::size_t place = 0; place < region.cases.size(); ++place )
      region.cases[place] = 3 * std::poisson_distribution<int>( region.people[place] / 50 )( random );
    ScanStream stream = region.stream();
    plain += listClusters( region.x, region.y, stream, region.options() ).clusters.front().p <= 0.05 ? 1 : 0;
    stream.dispersion = 3;
    dispersed += listClusters( region.x, region.y, stream, region.options() ).clusters.front().p <= 0.05 ? 1 : 0;
  }
  QVERIFY2( plain >= 18, qPrintable( QString::number( plain ) ) );
  QVERIFY2( dispersed <= 5, qPrintable( QString::number( dispersed ) ) );
}

void ClusterListTest::threadsDoNotChangeTheResult()
{
  const Region region;
  ClusterListOptions options = region.options();
  options.threads = 1;
  const std::vector<double> one = listClusters( region.x, region.y, region.stream(), options ).nullMaxima;
  options.threads = 8;
  QCOMPARE( listClusters( region.x, region.y, region.stream(), options ).nullMaxima, one );
}

QTEST_GUILESS_MAIN( ClusterListTest )
#include "clusterlist_test.moc"
