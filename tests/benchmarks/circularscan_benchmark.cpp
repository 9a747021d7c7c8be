// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/circularscan.h"
#include "statistics/nullmaps.h"
#include "statistics/randomstream.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

using namespace communitysafety::statistics;

namespace
{

//! A round town of square cells with uneven population, and incidents that follow it.
struct Town
{
  explicit Town( std::size_t cells, double incidentsPerCell )
  {
    const int radius = static_cast<int>( std::lround( std::sqrt( static_cast<double>( cells ) / 3.14159265 ) ) );
    RandomStream random( 1 );
    for ( int row = -radius; row <= radius; ++row )
      for ( int column = -radius; column <= radius; ++column )
        if ( column * column + row * row <= radius * radius )
        {
          columns.push_back( column );
          rows.push_back( row );
          population.push_back( incidentsPerCell * std::exp( 0.6 * random.normal() ) );
        }
    stream = std::make_unique<ScanStream>( ScanStream{ StreamModel::poisson, population, population } );
    const NullMaps maps( { *stream }, BorderGraph::fromBorders( columns.size(), {} ) );
    std::vector<std::vector<double>> drawn( 1 );
    maps.draw( 0, drawn );
    counts = drawn.front();
    stream->observed = counts;
  }

  CircularScanOptions options( double largestShare ) const
  {
    CircularScanOptions options;
    options.score = ScanScore::poisson;
    options.size = population;
    options.largestShare = largestShare;
    return options;
  }

  std::vector<int> columns;
  std::vector<int> rows;
  std::vector<double> population;
  std::vector<double> counts;
  std::unique_ptr<ScanStream> stream;
};

void monteCarlo( benchmark::State &state, const Town &town, const CircularScan &scan, std::size_t runs )
{
  const NullMaps maps( { *town.stream }, BorderGraph::fromBorders( town.columns.size(), {} ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( scan.highestScores( { *town.stream }, runs,
                                                  [&maps]( std::size_t map, std::vector<std::vector<double>> &observed )
                                                  { maps.draw( map, observed ); } ) );
  state.SetComplexityN( state.range( 0 ) );
}

/**
 * 999 maps of circles up to 5 % of the population. SaTScan 10.3.2 took 45.3 s for 12,689 cells on two cores, 4.9 s for
 * 3,708.
 */
void circlesOnAGrid( benchmark::State &state )
{
  const Town town( static_cast<std::size_t>( state.range( 0 ) ), 2 );
  const CircularScan scan = CircularScan::onSquareGrid( town.columns, town.rows, town.options( 0.05 ) );
  monteCarlo( state, town, scan, 999 );
}
BENCHMARK( circlesOnAGrid )
  ->ArgName( "cells" )
  ->Arg( 3708 )
  ->Arg( 12689 )
  ->Iterations( 1 )
  ->Unit( benchmark::kSecond )
  ->MeasureProcessCPUTime()
  ->UseRealTime()
  ->Complexity();

//! The same as points: lists of places instead of offsets, the finding of the lists included.
void circlesAroundPoints( benchmark::State &state )
{
  const Town town( static_cast<std::size_t>( state.range( 0 ) ), 2 );
  const std::vector<double> x( town.columns.begin(), town.columns.end() );
  const std::vector<double> y( town.rows.begin(), town.rows.end() );
  for ( auto _ : state )
    benchmark::DoNotOptimize( CircularScan::ofCentres( x, y, town.options( 0.05 ) ) );
  state.SetComplexityN( state.range( 0 ) );
}
BENCHMARK( circlesAroundPoints )
  ->ArgName( "cells" )
  ->Arg( 3708 )
  ->Arg( 12689 )
  ->Iterations( 1 )
  ->Unit( benchmark::kSecond )
  ->UseRealTime()
  ->Complexity();

//! Circles and all ellipses on the map observed.
void ellipsesOnAGrid( benchmark::State &state )
{
  const Town town( static_cast<std::size_t>( state.range( 0 ) ), 2 );
  CircularScanOptions options = town.options( 0.05 );
  options.axisRatios = { 1, 1.5, 2, 3, 4, 5 };
  const CircularScan scan = CircularScan::onSquareGrid( town.columns, town.rows, options );
  for ( auto _ : state )
    benchmark::DoNotOptimize( scan.best( { *town.stream } ) );
}
BENCHMARK( ellipsesOnAGrid )
  ->ArgName( "cells" )
  ->Arg( 3708 )
  ->Arg( 12689 )
  ->Iterations( 1 )
  ->Unit( benchmark::kSecond )
  ->UseRealTime();

} // namespace
