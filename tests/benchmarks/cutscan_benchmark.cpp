// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/cutscan.h"
#include "statistics/minimumcut.h"
#include "statistics/randomstream.h"

#include <benchmark/benchmark.h>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>

using namespace communitysafety::statistics;

namespace
{

//! A square city with uneven numbers of people, some incidents per cell and, on request, a raised cross in its middle.
struct City
{
  City( int side, double perCell, double times, std::uint64_t map )
    : baseline( static_cast<std::size_t>( side ) * side ), counts( baseline.size() )
  {
    std::vector<int> columns, rows;
    RandomStream people( 1 ), incidents( 2, map );
    double sum = 0;
    for ( int cell = 0; cell < side * side; ++cell )
    {
      columns.push_back( cell % side );
      rows.push_back( cell / side );
      // Districts of several cells' breadth and the luck of the single cell.
      const double district = std::sin( 0.15 * columns.back() ) + std::cos( 0.11 * rows.back() );
      baseline[cell] = std::exp( 0.6 * district + 0.5 * people.normal() );
      sum += baseline[cell];
    }
    for ( int cell = 0; cell < side * side; ++cell )
    {
      baseline[cell] *= perCell * static_cast<double>( baseline.size() ) / sum;
      const int across = std::abs( columns[cell] - side / 2 ), along = std::abs( rows[cell] - side / 2 );
      const bool isRaised = std::min( across, along ) < 2 && std::max( across, along ) < 12;
      std::poisson_distribution<int> count( baseline[cell] * ( isRaised ? times : 1 ) );
      counts[cell] = count( incidents );
    }
    borders = BorderGraph::onSquareGrid( columns, rows );
  }

  ScanStream stream() const { return { StreamModel::poisson, counts, baseline, 1, 1 }; }

  std::vector<double> gainOf( double relativeRisk ) const
  {
    std::vector<double> gain;
    for ( std::size_t place = 0; place < counts.size(); ++place )
      gain.push_back( effectGain( stream(), scanTerm( stream(), place ), std::log( relativeRisk ) ) );
    return gain;
  }

  std::vector<double> baseline, counts;
  BorderGraph borders;
};

constexpr double penalty = 0.75;
constexpr int birminghamSide = 164;

// Arguments: side of the grid, relative risk in hundredths, rise in the middle in hundredths.
void sidesAndRisks( benchmark::internal::Benchmark *benchmark )
{
  for ( const int times : { 100, 200 } )
    for ( const int risk : { 120, 150, 200 } )
      benchmark->Args( { birminghamSide, risk, times } );
  benchmark->Unit( benchmark::kMicrosecond );
}

City cityOf( const benchmark::State &state )
{
  return { static_cast<int>( state.range( 0 ) ), 1.5, static_cast<double>( state.range( 2 ) ) / 100, 1 };
}

void cutByPushAndRelabel( benchmark::State &state )
{
  const City city = cityOf( state );
  const std::vector<double> gain = city.gainOf( static_cast<double>( state.range( 1 ) ) / 100 );
  MinimumCut cut( city.borders );
  std::size_t places = 0;
  for ( auto _ : state )
    places = cut.heaviestSet( gain, penalty ).size();
  state.counters["places"] = static_cast<double>( places );
}
BENCHMARK( cutByPushAndRelabel )->Apply( sidesAndRisks );

/**
 * The peer: the same search trees in Boost.Graph, on its fastest graph type, with whole numbers of the same quantum.
 * Only the filling of the capacities and the flow are timed, as for ours; `places` must be the same.
 */
class BoostCut
{
public:
  explicit BoostCut( const BorderGraph &borders ) : mPlaces( borders.size() ), mSource( mPlaces ), mSink( mPlaces + 1 )
  {
    std::vector<std::pair<Vertex, Vertex>> arcs;
    for ( std::uint32_t place = 0; place < mPlaces; ++place )
    {
      arcs.emplace_back( mSource, place );
      arcs.emplace_back( place, mSource );
      arcs.emplace_back( place, mSink );
      arcs.emplace_back( mSink, place );
      for ( const BorderGraph::Neighbour &neighbour : borders.of( place ) )
        arcs.emplace_back( place, neighbour.place );
    }
    std::sort( arcs.begin(), arcs.end() );
    mGraph = Graph( boost::edges_are_sorted, arcs.begin(), arcs.end(), mPlaces + 2 );
    for ( const auto &[from, to] : arcs )
    {
      mReverse.push_back( boost::edge( to, from, mGraph ).first );
      double length = 0;
      for ( const BorderGraph::Neighbour &neighbour : borders.of( from < mPlaces ? from : 0 ) )
        if ( from < mPlaces && neighbour.place == to )
          length = neighbour.length;
      mLength.push_back( length );
      mArcs.emplace_back( from, to );
    }
    mCapacity.resize( arcs.size() );
    mResidual.resize( arcs.size() );
    mPredecessor.resize( mPlaces + 2 );
    mColour.resize( mPlaces + 2 );
    mDistance.resize( mPlaces + 2 );
  }

  std::size_t cut( const std::vector<double> &weight )
  {
    constexpr double quanta = 1 << 23;
    for ( std::size_t arc = 0; arc < mArcs.size(); ++arc )
    {
      const auto &[from, to] = mArcs[arc];
      const double capacity = from == mSource ? std::max( weight[to], 0.0 )
                              : to == mSink   ? std::max( -weight[from], 0.0 )
                                              : penalty * mLength[arc];
      mCapacity[arc] = static_cast<long>( capacity * quanta + 0.5 );
    }
    const auto edgeIndex = get( boost::edge_index, mGraph );
    const auto vertexIndex = get( boost::vertex_index, mGraph );
    boost::boykov_kolmogorov_max_flow( mGraph, boost::make_iterator_property_map( mCapacity.begin(), edgeIndex ),
                                       boost::make_iterator_property_map( mResidual.begin(), edgeIndex ),
                                       boost::make_iterator_property_map( mReverse.begin(), edgeIndex ),
                                       boost::make_iterator_property_map( mPredecessor.begin(), vertexIndex ),
                                       boost::make_iterator_property_map( mColour.begin(), vertexIndex ),
                                       boost::make_iterator_property_map( mDistance.begin(), vertexIndex ), vertexIndex,
                                       mSource, mSink );
    return static_cast<std::size_t>(
      std::count( mColour.begin(), mColour.begin() + static_cast<std::ptrdiff_t>( mPlaces ), boost::black_color ) );
  }

private:
  using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
  using Vertex = Graph::vertex_descriptor;
  using Edge = Graph::edge_descriptor;

  std::size_t mPlaces;
  Vertex mSource, mSink;
  Graph mGraph;
  std::vector<std::pair<Vertex, Vertex>> mArcs;
  std::vector<double> mLength;
  std::vector<Edge> mReverse, mPredecessor;
  std::vector<long> mCapacity, mResidual, mDistance;
  std::vector<boost::default_color_type> mColour;
};

void cutByBoostGraph( benchmark::State &state )
{
  const City city = cityOf( state );
  const std::vector<double> gain = city.gainOf( static_cast<double>( state.range( 1 ) ) / 100 );
  BoostCut cut( city.borders );
  std::size_t places = 0;
  for ( auto _ : state )
    places = cut.cut( gain );
  state.counters["places"] = static_cast<double>( places );
}
BENCHMARK( cutByBoostGraph )->Apply( sidesAndRisks );

//! Time of one cut over the number of cells.
void cutOverSize( benchmark::State &state )
{
  const City city( static_cast<int>( state.range( 0 ) ), 1.5, 2, 1 );
  const std::vector<double> gain = city.gainOf( 1.5 );
  MinimumCut cut( city.borders );
  for ( auto _ : state )
    benchmark::DoNotOptimize( cut.heaviestSet( gain, penalty ) );
  state.SetComplexityN( state.range( 0 ) * state.range( 0 ) );
}
BENCHMARK( cutOverSize )
  ->RangeMultiplier( 2 )
  ->Range( 32, 512 )
  ->Unit( benchmark::kMillisecond )
  ->Complexity( benchmark::oAuto );

// What a null map costs: three streams, four penalties, all cells of a city of the size of Birmingham at 100 m.
void wholeScan( benchmark::State &state )
{
  const double times = static_cast<double>( state.range( 0 ) ) / 100;
  std::vector<std::vector<City>> maps( 5 );
  for ( std::uint64_t map = 0; map < maps.size(); ++map )
    for ( const double perCell : { 1.2, 0.4, 0.15 } )
      maps[map].emplace_back( birminghamSide, perCell, times, 3 * map + maps[map].size() );
  CutScan scan( maps[0][0].borders );
  std::size_t map = 0;
  for ( auto _ : state )
  {
    const std::vector<City> &cities = maps[map++ % maps.size()];
    benchmark::DoNotOptimize(
      scan.bestForEach( { cities[0].stream(), cities[1].stream(), cities[2].stream() }, { 0.5, 0.75, 1, 1.5 } ) );
  }
}
BENCHMARK( wholeScan )->Arg( 100 )->Arg( 200 )->Iterations( 10 )->Unit( benchmark::kMillisecond );

} // namespace
