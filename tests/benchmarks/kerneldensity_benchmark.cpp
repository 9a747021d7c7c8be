// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "clusteredpoints.h"
#include "statistics/kerneldensity.h"
#include "statistics/relativerisk.h"

#include <benchmark/benchmark.h>

#include <algorithm>

using namespace communitysafety::statistics;

namespace
{

SmoothingOptions options( DensityKernel kernel, double bandwidth )
{
  SmoothingOptions result;
  result.kernel = kernel;
  result.bandwidth = bandwidth;
  return result;
}

std::vector<double> whole() { return std::vector<double>( sampleCity.size(), 1 ); }

//! From coordinates to density with edge correction: hardly more for a million points than for ten thousand.
void densityByPoints( benchmark::State &state )
{
  const ClusteredPoints points( static_cast<std::size_t>( state.range( 0 ) ), 5 );
  for ( auto _ : state )
  {
    const KernelSmoother smoother( sampleCity, whole(), options( DensityKernel::quartic, 300 ) );
    const GridPoints cells = pointsOnGrid( sampleCity, points.x, points.y );
    benchmark::DoNotOptimize( smoother.density( countsOnGrid( cells, sampleCity.size() ) ) );
  }
}
BENCHMARK( densityByPoints )
  ->RangeMultiplier( 10 )
  ->Range( 10000, 1000000 )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime();

//! The bandwidth in metres plays no part but for the padding.
void densityByBandwidth( benchmark::State &state )
{
  const ClusteredPoints points( 100000, 5 );
  const std::vector<double> counts = countsOnGrid( pointsOnGrid( sampleCity, points.x, points.y ), sampleCity.size() );
  for ( auto _ : state )
  {
    const KernelSmoother smoother( sampleCity, whole(), options( DensityKernel::quartic, double( state.range( 0 ) ) ) );
    benchmark::DoNotOptimize( smoother.density( counts ) );
  }
}
BENCHMARK( densityByBandwidth )
  ->RangeMultiplier( 3 )
  ->Range( 100, 2700 )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime();

//! The peer: every kernel written out around every point, as heat maps of GIS programs do.
void kernelByKernel( benchmark::State &state )
{
  const ClusteredPoints points( static_cast<std::size_t>( state.range( 0 ) ), 5 );
  constexpr long reach = 12;
  for ( auto _ : state )
  {
    std::vector<double> density( sampleCity.size(), 0 );
    for ( std::size_t point = 0; point < points.x.size(); ++point )
    {
      const std::uint32_t cell = sampleCity.cellAt( points.x[point], points.y[point] );
      if ( cell == GridFrame::nowhere )
        continue;
      const long column = long( cell % sampleCity.columns );
      const long row = long( cell / sampleCity.columns );
      for ( long y = std::max( 0L, row - reach ); y <= std::min( long( sampleCity.rows ) - 1, row + reach ); ++y )
        for ( long x = std::max( 0L, column - reach ); x <= std::min( long( sampleCity.columns ) - 1, column + reach );
              ++x )
        {
          const double squared = double( ( x - column ) * ( x - column ) + ( y - row ) * ( y - row ) ) / 144;
          if ( squared < 1 )
            density[std::size_t( y ) * sampleCity.columns + std::size_t( x )] += ( 1 - squared ) * ( 1 - squared );
        }
    }
    benchmark::DoNotOptimize( density );
  }
}
BENCHMARK( kernelByKernel )
  ->RangeMultiplier( 10 )
  ->Range( 10000, 1000000 )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime();

void adaptiveDensity( benchmark::State &state )
{
  const ClusteredPoints points( 100000, 5 );
  const std::vector<double> counts = countsOnGrid( pointsOnGrid( sampleCity, points.x, points.y ), sampleCity.size() );
  const SmoothingOptions smoothing = options( DensityKernel::quartic, 300 );
  for ( auto _ : state )
  {
    const KernelSmoother pilot( sampleCity, whole(), smoothing );
    const KernelSmoother smoother( sampleCity, whole(), smoothing,
                                   abramsonBandwidths( pilot.density( counts ), counts, 300 ) );
    benchmark::DoNotOptimize( smoother.density( counts ) );
  }
}
BENCHMARK( adaptiveDensity )->Unit( benchmark::kMillisecond )->UseRealTime();

//! Relative risk of 20,000 cases against 100,000 controls with simulated maps.
void relativeRisk( benchmark::State &state )
{
  const ClusteredPoints one( 20000, 5 );
  const ClusteredPoints other( 100000, 6 );
  const KernelSmoother smoother( sampleCity, whole(), options( DensityKernel::quartic, 600 ) );
  const auto inside = []( const ClusteredPoints &points )
  {
    GridPoints cells = pointsOnGrid( sampleCity, points.x, points.y );
    cells.cell.erase( std::remove( cells.cell.begin(), cells.cell.end(), GridFrame::nowhere ), cells.cell.end() );
    return cells;
  };
  RelativeRiskOptions simulating;
  simulating.simulations = static_cast<std::size_t>( state.range( 0 ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( riskAgainstControls( smoother, inside( one ), inside( other ), simulating ) );
}
BENCHMARK( relativeRisk )->Arg( 0 )->Arg( 99 )->Unit( benchmark::kMillisecond )->UseRealTime();

} // namespace
