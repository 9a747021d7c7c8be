// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/arealinterpolation.h"
#include "statistics/interpolationerror.h"
#include "statistics/pycnophylactic.h"
#include "statistics/randomstream.h"

#include <benchmark/benchmark.h>

#include <algorithm>

using namespace communitysafety::statistics;

namespace
{

//! LSOAs of England and cells laid over them: three pieces for each cell, in the order of the cells.
constexpr std::size_t countryAreas = 33755;

MeasuredPieces groundOfCells( std::size_t cells )
{
  RandomStream stream( 5 );
  MeasuredPieces ground;
  ground.whole.assign( countryAreas, 0 );
  for ( std::size_t cell = 0; cell < cells; ++cell )
    for ( std::size_t piece = 0; piece < 3; ++piece )
    {
      const std::size_t source = std::min( countryAreas - 1, cell * countryAreas / cells + piece );
      const double area = 1 + stream.uniform();
      ground.pieces.push_back( { source, cell, area } );
      ground.whole[source] += area;
    }
  return ground;
}

std::vector<double> people() { return std::vector<double>( countryAreas, 1700 ); }

void shareByGround( benchmark::State &state )
{
  const auto cells = static_cast<std::size_t>( state.range( 0 ) );
  const MeasuredPieces ground = groundOfCells( cells );
  for ( auto _ : state )
    benchmark::DoNotOptimize( sharesByArea( ground, cells ) );
  state.SetComplexityN( state.range( 0 ) );
}
BENCHMARK( shareByGround )
  ->Arg( 20000 )
  ->Arg( 100000 )
  ->Arg( 500000 )
  ->Complexity( benchmark::oN )
  ->Unit( benchmark::kMillisecond );

//! With a point in every piece, and ground to fall back on.
void shareByPoints( benchmark::State &state )
{
  const auto cells = static_cast<std::size_t>( state.range( 0 ) );
  const MeasuredPieces ground = groundOfCells( cells );
  std::vector<std::size_t> source;
  std::vector<std::size_t> target;
  for ( const Piece &piece : ground.pieces )
  {
    source.push_back( piece.source );
    target.push_back( piece.target );
  }
  for ( auto _ : state )
    benchmark::DoNotOptimize(
      sharesByAncillary( piecesOfPoints( source, target, std::vector<double>(), countryAreas ), ground, cells ) );
  state.SetComplexityN( state.range( 0 ) );
}
BENCHMARK( shareByPoints )
  ->Arg( 20000 )
  ->Arg( 100000 )
  ->Arg( 500000 )
  ->Complexity( benchmark::oN )
  ->Unit( benchmark::kMillisecond );

void carryCounts( benchmark::State &state )
{
  const ArealShares shares = sharesByArea( groundOfCells( 500000 ), 500000 );
  for ( auto _ : state )
    benchmark::DoNotOptimize( interpolateCounts( shares, people() ) );
}
BENCHMARK( carryCounts )->Unit( benchmark::kMillisecond );

void carryRates( benchmark::State &state )
{
  const ArealShares shares = sharesByArea( groundOfCells( 500000 ), 500000 );
  const std::vector<double> rates( countryAreas, 0.2 );
  for ( auto _ : state )
    benchmark::DoNotOptimize( interpolateRates( shares, rates, people() ) );
}
BENCHMARK( carryRates )->Unit( benchmark::kMillisecond );

void errorsOfCounts( benchmark::State &state )
{
  const ArealShares shares = sharesByArea( groundOfCells( 500000 ), 500000 );
  ErrorOptions options;
  options.spread = 0.05;
  for ( auto _ : state )
    benchmark::DoNotOptimize( countErrors( shares, people(), options ) );
}
BENCHMARK( errorsOfCounts )->Unit( benchmark::kMillisecond );

//! A square of cells in zones of 20 by 20, with densities that differ by a hundredfold.
void smoothSurfaceByCells( benchmark::State &state )
{
  const auto side = static_cast<std::size_t>( state.range( 0 ) );
  const GridFrame frame{ 0, 0, 50, side, side };
  std::vector<std::uint32_t> zones;
  for ( std::size_t cell = 0; cell < frame.size(); ++cell )
    zones.push_back( static_cast<std::uint32_t>( cell / side / 20 * ( side / 20 ) + cell % side / 20 ) );
  std::vector<double> counts;
  RandomStream stream( 3 );
  for ( std::size_t zone = 0; zone < side / 20 * ( side / 20 ); ++zone )
    counts.push_back( 30 + 3000 * stream.uniform() );
  SmoothSurface surface;
  for ( auto _ : state )
    surface = smoothSurface( frame, zones, counts );
  state.counters["iterations"] = double( surface.iterations );
  state.counters["converged"] = surface.converged ? 1 : 0;
  state.SetComplexityN( state.range( 0 ) * state.range( 0 ) );
}
BENCHMARK( smoothSurfaceByCells )
  ->Arg( 100 )
  ->Arg( 300 )
  ->Arg( 700 )
  ->Complexity( benchmark::oN )
  ->Unit( benchmark::kMillisecond );

} // namespace
