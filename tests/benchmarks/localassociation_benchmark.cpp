// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/localassociation.h"
#include "statistics/randomstream.h"
#include "statistics/sharedpermutation.h"

#include <benchmark/benchmark.h>

#include <random>

using namespace communitysafety::statistics;

/**
 * Significance of Gi* and of local Geary on square grids with queen neighbours, counts with mean 2.
 *
 * Peers, recorded on two cores of this kind, 99,856 cells: localG_perm of spdep 1.2-7 with 99 permutations 131 s of
 * processor time; libgeoda 999 permutations 31.2 s. Reproduce via nb <- cell2nb(316, 316, "queen"); x <- rpois(316^2,
 * 2); system.time(localG_perm(x, nb2listw(nb, style = "B"), nsim = 99)). The peer in the same run draws for every cell,
 * as they do.
 */
namespace
{

struct Grid
{
  explicit Grid( int side )
  {
    RandomStream stream( 1 );
    std::poisson_distribution<int> counts( 2 );
    std::vector<int> columns, rows;
    for ( int cell = 0; cell < side * side; ++cell )
    {
      columns.push_back( cell % side );
      rows.push_back( cell / side );
      values.push_back( counts( stream ) );
    }
    weights = SpatialWeights( Neighbours::onSquareGrid( columns, rows ) );
  }

  std::vector<double> values;
  SpatialWeights weights;
};

PermutationOptions permutationsOf( const benchmark::State &state )
{
  PermutationOptions options;
  options.permutations = static_cast<std::size_t>( state.range( 1 ) );
  return options;
}

void giStarShared( benchmark::State &state )
{
  const Grid grid( static_cast<int>( state.range( 0 ) ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( permuteNeighbourSums( grid.values, grid.weights, permutationsOf( state ) ) );
  state.SetComplexityN( state.range( 0 ) * state.range( 0 ) );
}
BENCHMARK( giStarShared )
  ->ArgNames( { "side", "permutations" } )
  ->ArgsProduct( { { 100, 158, 316, 632 }, { 999999 } } )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime()
  ->Complexity( benchmark::oN );
BENCHMARK( giStarShared )
  ->ArgNames( { "side", "permutations" } )
  ->Args( { 316, 999 } )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime();

//! Draws of its own for every cell, one core.
void giStarCellByCell( benchmark::State &state )
{
  const Grid grid( static_cast<int>( state.range( 0 ) ) );
  const double last = static_cast<double>( grid.values.size() );
  for ( auto _ : state )
    for ( std::size_t cell = 0; cell < grid.values.size(); ++cell )
    {
      RandomStream stream( 1, cell );
      double found = 0;
      for ( const std::size_t neighbour : grid.weights.of( cell ) )
        found += grid.values[neighbour];
      std::size_t high = 0;
      for ( std::int64_t draw = 0; draw < state.range( 1 ); ++draw )
      {
        double sum = 0;
        for ( std::size_t place = 0; place < grid.weights.of( cell ).size(); ++place )
          sum += grid.values[static_cast<std::size_t>( stream.uniform() * last )];
        high += sum >= found ? 1 : 0;
      }
      benchmark::DoNotOptimize( high );
    }
}
BENCHMARK( giStarCellByCell )
  ->ArgNames( { "side", "permutations" } )
  ->Args( { 316, 999 } )
  ->Iterations( 1 )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime();

void gearyShared( benchmark::State &state )
{
  const Grid grid( static_cast<int>( state.range( 0 ) ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( permuteSquaredDifferences( { grid.values }, grid.weights, permutationsOf( state ) ) );
}
BENCHMARK( gearyShared )
  ->ArgNames( { "side", "permutations" } )
  ->Args( { 316, 99999 } )
  ->Args( { 316, 999999 } )
  ->Iterations( 1 )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime();

void analyticGeary( benchmark::State &state )
{
  const Grid grid( static_cast<int>( state.range( 0 ) ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( localGeary( { grid.values }, grid.weights ) );
}
BENCHMARK( analyticGeary )->ArgName( "side" )->Arg( 316 )->Unit( benchmark::kMillisecond );

} // namespace
