// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/clusterlist.h"

#include "statistics/arguments.h"
#include "statistics/gumbel.h"
#include "statistics/nullmaps.h"
#include "statistics/randomstream.h"
#include "statistics/scanstatistic.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

constexpr std::size_t fewestRuns = 9;
constexpr auto noLimit = static_cast<std::size_t>( -1 );

//! The places that are still in the game, with columns of their own.
struct Map
{
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> observed;
  std::vector<double> expected;
  std::vector<double> size;
  //! Row of each place in the whole map.
  std::vector<std::uint32_t> row;

  void add( double xHere, double yHere, double observedHere, double expectedHere, double sizeHere,
            std::uint32_t rowHere )
  {
    x.push_back( xHere );
    y.push_back( yHere );
    observed.push_back( observedHere );
    expected.push_back( expectedHere );
    size.push_back( sizeHere );
    row.push_back( rowHere );
  }
};

//! People are dealt out one by one.
void requireWhole( const char *column, Column values )
{
  for ( std::size_t place = 0; place < values.size(); ++place )
    if ( !isMissing( values[place] ) && values[place] != std::floor( values[place] ) )
      refuse( std::string( column ) + " in row " + std::to_string( place + 1 ), inWords( values[place] ),
              "a whole number" );
}

//! The places with values.
Map presentPlaces( const std::vector<double> &x, const std::vector<double> &y, const ScanStream &stream,
                   const ClusterListOptions &options )
{
  const std::vector<double> &size = options.scan.size;
  requireSize( "the y coordinates", y.size(), x.size() );
  requireSize( "the observed values", stream.observed.size(), x.size() );
  requireSize( "the expected values", stream.expected.size(), x.size() );
  if ( !size.empty() )
    requireSize( "the size", size.size(), x.size() );
  Map map;
  for ( std::uint32_t place = 0; place < x.size(); ++place )
    if ( !isMissing( stream.observed[place] ) &&
         ( options.scan.score == ScanScore::normal || !isMissing( stream.expected[place] ) ) )
      map.add( x[place], y[place], stream.observed[place], stream.expected[place], size.empty() ? 1 : size[place],
               place );
  return map;
}

//! \a rows: of the whole map, ascending.
Map without( const Map &map, const std::vector<std::uint32_t> &rows )
{
  Map rest;
  for ( std::uint32_t place = 0; place < map.x.size(); ++place )
    if ( !std::binary_search( rows.begin(), rows.end(), map.row[place] ) )
      rest.add( map.x[place], map.y[place], map.observed[place], map.expected[place], map.size[place], map.row[place] );
  return rest;
}

//! The cases dealt out anew among those at risk.
std::vector<double> dealtCases( const ScanStream &stream, RandomStream &random )
{
  std::vector<double> dealt( stream.observed.size(), 0 );
  double cases = std::accumulate( stream.observed.begin(), stream.observed.end(), 0.0 );
  double atRisk = std::accumulate( stream.expected.begin(), stream.expected.end(), 0.0 );
  // Each person in turn becomes a case with the chance of drawing one of the cases that are left.
  for ( std::size_t place = 0; place < dealt.size(); ++place )
    for ( std::size_t person = 0; person < std::size_t( stream.expected[place] ); ++person, --atRisk )
      if ( random.uniform() * atRisk < cases )
      {
        ++dealt[place];
        --cases;
      }
  return dealt;
}

std::vector<double> exchangedValues( const ScanStream &stream, RandomStream &random )
{
  std::vector<double> exchanged( stream.observed.begin(), stream.observed.end() );
  for ( std::size_t left = exchanged.size(); left > 1; --left )
  {
    const auto other = static_cast<std::size_t>( random.uniform() * static_cast<double>( left ) );
    std::swap( exchanged[left - 1], exchanged[other] );
  }
  return exchanged;
}

std::vector<double> nullMaxima( const CircularScan &scan, const ScanStream &stream, const ClusterListOptions &options,
                                const Progress &progress )
{
  if ( options.runs == 0 )
    return {};
  const ScanScore score = options.scan.score;
  if ( score == ScanScore::bernoulli || score == ScanScore::normal )
  {
    const auto draw = [&]( std::size_t map, std::vector<std::vector<double>> &observed )
    {
      RandomStream random( options.seed, map );
      observed.front() =
        score == ScanScore::bernoulli ? dealtCases( stream, random ) : exchangedValues( stream, random );
    };
    return scan.highestScores( { stream }, options.runs, draw, options.threads, progress );
  }
  NullMapOptions drawing;
  drawing.seed = options.seed;
  const NullMaps maps( { stream }, BorderGraph::fromBorders( stream.observed.size(), {} ), drawing );
  const auto draw = [&maps]( std::size_t map, std::vector<std::vector<double>> &observed )
  { maps.draw( map, observed ); };
  return scan.highestScores( { stream }, options.runs, draw, options.threads, progress );
}

//! Expectations of Poisson counts with the sum of the counts.
std::vector<double> scaledExpectation( const Map &map, ScanScore score )
{
  std::vector<double> scaled = map.expected;
  if ( score == ScanScore::bernoulli || score == ScanScore::normal )
    return scaled;
  const double observed = std::accumulate( map.observed.begin(), map.observed.end(), 0.0 );
  const double expected = std::accumulate( scaled.begin(), scaled.end(), 0.0 );
  for ( double &value : scaled )
    value *= expected > 0 ? observed / expected : 0;
  return scaled;
}

//! One scan of one map: the scores of its zones and of the maps without clusters.
class MapScan
{
public:
  MapScan( const Map &map, const ScanStream &pattern, const ClusterListOptions &options, const Progress &progress )
    : mMap( map ), mExpected( scaledExpectation( map, options.scan.score ) ), mStream( pattern ),
      mOptions( withSize( options, map ) ),
      mScan( CircularScan::ofCentres( map.x, map.y, mOptions.scan, slice( progress, 0, 0.05 ) ) )
  {
    mStream.observed = mMap.observed;
    mStream.expected = mExpected;
    mZones = mScan.bestAround( { mStream }, sharesOf( options ), slice( progress, 0.05, 0.1 ) );
    mMaxima = nullMaxima( mScan, mStream, mOptions, slice( progress, 0.1, 1 ) );
    for ( std::size_t place = 0; place < map.x.size(); ++place )
      mTotal.add( *this, place );
  }

  const std::vector<double> &maxima() const { return mMaxima; }
  std::size_t shares() const { return mZones.size(); }

  //! Clusters within one share that share no place, highest score first.
  std::vector<ScanCluster> clustersWithin( std::size_t share ) const { return apart( mZones[share], noLimit ); }

  //! The same within any share; at most \a most.
  std::vector<ScanCluster> clusters( std::size_t most = noLimit ) const
  {
    std::vector<ScanZone> zones;
    for ( auto within = mZones.rbegin(); within != mZones.rend(); ++within )
      zones.insert( zones.end(), within->begin(), within->end() );
    return apart( std::move( zones ), most );
  }

  double totalObserved() const { return mTotal.observed; }
  double totalExpected() const { return mTotal.expected; }

private:
  struct Sums
  {
    double size = 0;
    double observed = 0;
    double expected = 0;

    void add( const MapScan &scan, std::size_t place )
    {
      const double sizeHere = scan.mMap.size[place];
      size += isMissing( sizeHere ) ? 0 : sizeHere;
      observed += scan.mStream.observed[place];
      expected += scan.isNormal() ? 1 : scan.mStream.expected[place];
    }
  };

  static ClusterListOptions withSize( ClusterListOptions options, const Map &map )
  {
    options.scan.size = map.size;
    return options;
  }

  static std::vector<double> sharesOf( const ClusterListOptions &options )
  {
    std::vector<double> shares;
    for ( const double share : options.shares )
      if ( share < options.scan.largestShare )
        shares.push_back( share );
    shares.push_back( options.scan.largestShare );
    return shares;
  }

  //! Clusters of zones that share no place, highest score first.
  std::vector<ScanCluster> apart( std::vector<ScanZone> zones, std::size_t most ) const
  {
    std::stable_sort( zones.begin(), zones.end(),
                      []( const ScanZone &first, const ScanZone &second ) { return first.score > second.score; } );
    std::vector<bool> isTaken( mMap.x.size(), false );
    std::vector<ScanCluster> found;
    for ( const ScanZone &zone : zones )
    {
      if ( !( zone.score > 0 ) || found.size() == most )
        break;
      std::vector<std::uint32_t> places = mScan.placesOf( zone );
      if ( std::any_of( places.begin(), places.end(), [&]( std::uint32_t place ) { return isTaken[place]; } ) )
        continue;
      for ( const std::uint32_t place : places )
        isTaken[place] = true;
      found.push_back( clusterOf( zone, std::move( places ) ) );
    }
    return found;
  }

  bool isNormal() const { return mOptions.scan.score == ScanScore::normal; }

  ScanCluster clusterOf( const ScanZone &zone, std::vector<std::uint32_t> places ) const
  {
    ScanCluster cluster;
    cluster.centre = mMap.row[zone.centre];
    cluster.shape = mScan.zones().shapes()[zone.shape];
    Sums sums;
    for ( const std::uint32_t place : places )
    {
      sums.add( *this, place );
      cluster.radius = std::max( cluster.radius, mScan.zones().distance( zone.centre, place, zone.shape ) );
    }
    for ( std::uint32_t &place : places )
      place = mMap.row[place];
    cluster.places = std::move( places );
    cluster.size = sums.size;
    describeRisk( sums, cluster );
    cluster.score = zone.score;
    cluster.ratio = zone.score / ellipsePenalty( cluster.shape.axisRatio, mOptions.scan.compactness );
    if ( !mMaxima.empty() )
    {
      cluster.p = monteCarloP( mMaxima, zone.score );
      cluster.gumbelP = gumbelByMoments( mMaxima ).upperTail( zone.score );
    }
    return cluster;
  }

  void describeRisk( const Sums &inside, ScanCluster &cluster ) const
  {
    const double observedOutside = mTotal.observed - inside.observed;
    const double expectedOutside = mTotal.expected - inside.expected;
    const double levelInside = inside.observed / inside.expected;
    const double levelOutside = expectedOutside > 0 ? observedOutside / expectedOutside : missing;
    const bool isExpectationBased = mOptions.scan.score == ScanScore::expectationBased;
    const double level = isExpectationBased ? 1 : mTotal.observed / mTotal.expected;
    cluster.observed = inside.observed;
    cluster.expected = inside.expected * level;
    if ( isNormal() )
    {
      cluster.meanInside = levelInside;
      cluster.meanOutside = levelOutside;
    }
    else if ( isExpectationBased )
      cluster.relativeRisk = levelInside;
    else if ( levelOutside > 0 )
      cluster.relativeRisk = levelInside / levelOutside;
  }

  const Map &mMap;
  std::vector<double> mExpected;
  ScanStream mStream;
  ClusterListOptions mOptions;
  CircularScan mScan;
  std::vector<std::vector<ScanZone>> mZones;
  std::vector<double> mMaxima;
  Sums mTotal;
};

double giniOf( const std::vector<ScanCluster> &clusters, const MapScan &scan, double significance )
{
  const double level = scan.totalObserved() / scan.totalExpected();
  std::vector<double> observed = { scan.totalObserved() };
  std::vector<double> expected = { scan.totalExpected() * level };
  for ( const ScanCluster &cluster : clusters )
  {
    if ( !( cluster.p <= significance ) )
      continue;
    observed.push_back( cluster.observed );
    expected.push_back( cluster.expected );
    observed.front() -= cluster.observed;
    expected.front() -= cluster.expected;
  }
  return observed.size() > 1 ? giniCoefficient( observed, expected ) : missing;
}

void chooseByGini( const MapScan &scan, const ClusterListOptions &options, ClusterList &list )
{
  double highest = 0;
  for ( std::size_t share = 0; share < scan.shares(); ++share )
  {
    std::vector<ScanCluster> clusters = scan.clustersWithin( share );
    list.gini.push_back( giniOf( clusters, scan, options.significance ) );
    if ( !( list.gini.back() > highest ) )
      continue;
    highest = list.gini.back();
    list.chosenShare = share + 1 < scan.shares() ? options.shares[share] : options.scan.largestShare;
    list.clusters = std::move( clusters );
  }
  if ( isMissing( list.chosenShare ) )
    list.clusters = scan.clusters();
}

void iterate( Map map, const ScanStream &stream, ClusterListOptions options, const Progress &progress,
              ClusterList &list )
{
  const auto most = static_cast<double>( options.mostIterations );
  for ( std::size_t iteration = 0; iteration < options.mostIterations && map.x.size() > 1; ++iteration )
  {
    const auto done = static_cast<double>( iteration );
    const MapScan scan( map, stream, options, slice( progress, done / most, ( done + 1 ) / most ) );
    if ( iteration == 0 )
      list.nullMaxima = scan.maxima();
    std::vector<ScanCluster> found = scan.clusters( 1 );
    if ( found.empty() )
      return;
    list.clusters.push_back( std::move( found.front() ) );
    if ( !( list.clusters.back().p <= options.significance ) )
      return;
    map = without( map, list.clusters.back().places );
    // Other maps for what is left: its p is not to depend on the draws that judged the cluster before.
    ++options.seed;
  }
}

} // namespace

ClusterList listClusters( const std::vector<double> &x, const std::vector<double> &y, const ScanStream &stream,
                          const ClusterListOptions &options, const Progress &progress )
{
  if ( options.runs > 0 && options.runs < fewestRuns )
    refuse( "The number of runs", std::to_string( options.runs ), "0 or at least " + std::to_string( fewestRuns ) );
  if ( options.scan.score == ScanScore::bernoulli )
  {
    requireWhole( "The number of cases", stream.observed );
    requireWhole( "The number at risk", stream.expected );
  }
  const Map map = presentPlaces( x, y, stream, options );
  ClusterList list;
  if ( options.choice == ClusterChoice::iterative )
  {
    iterate( map, stream, options, progress, list );
    return list;
  }
  const MapScan scan( map, stream, options, progress );
  list.nullMaxima = scan.maxima();
  if ( options.choice == ClusterChoice::gini && options.scan.score != ScanScore::normal )
    chooseByGini( scan, options, list );
  else
    list.clusters = scan.clusters();
  return list;
}

double giniCoefficient( const std::vector<double> &observed, const std::vector<double> &expected )
{
  requireSize( "the expected values", expected.size(), observed.size() );
  const double allObserved = std::accumulate( observed.begin(), observed.end(), 0.0 );
  const double allExpected = std::accumulate( expected.begin(), expected.end(), 0.0 );
  if ( !( allObserved > 0 ) || !( allExpected > 0 ) )
    return 0;
  std::vector<std::size_t> order( observed.size() );
  std::iota( order.begin(), order.end(), std::size_t{ 0 } );
  std::stable_sort( order.begin(), order.end(),
                    [&]( std::size_t first, std::size_t second )
                    { return observed[first] * expected[second] > observed[second] * expected[first]; } );
  double cumulated = 0;
  double doubleArea = 0;
  for ( const std::size_t part : order )
  {
    const double before = cumulated;
    cumulated += observed[part] / allObserved;
    doubleArea += expected[part] / allExpected * ( before + cumulated );
  }
  return doubleArea - 1;
}

} // namespace communitysafety::statistics
