// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/sobol.h"

#include <benchmark/benchmark.h>

#include <numeric>

using namespace communitysafety::statistics;

namespace
{

constexpr std::size_t factors = 8;

void design( benchmark::State &state )
{
  for ( auto _ : state )
    benchmark::DoNotOptimize(
      saltelliDesign( static_cast<std::size_t>( state.range( 0 ) ), factors, SensitivitySample::quasiRandom, 1 ) );
  state.SetComplexityN( state.range( 0 ) );
}
BENCHMARK( design )
  ->RangeMultiplier( 4 )
  ->Range( 64, 16384 )
  ->Unit( benchmark::kMicrosecond )
  ->Complexity( benchmark::oN );

//! Indices of eight factors with limits from 1,000 samples.
void indices( benchmark::State &state )
{
  const auto base = static_cast<std::size_t>( state.range( 0 ) );
  std::vector<double> outcomes;
  for ( const std::vector<double> &run : saltelliDesign( base, factors, SensitivitySample::quasiRandom, 1 ) )
    outcomes.push_back( std::accumulate( run.begin(), run.end(), run[0] * run[1] ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( sobolIndices( outcomes, base, factors, {} ) );
  state.SetComplexityN( state.range( 0 ) );
}
BENCHMARK( indices )
  ->RangeMultiplier( 4 )
  ->Range( 64, 4096 )
  ->Unit( benchmark::kMillisecond )
  ->Complexity( benchmark::oN );

} // namespace
