// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/kerneldensity.h"
#include "statistics/randomstream.h"
#include "statistics/relativerisk.h"

#include <benchmark/benchmark.h>

#include <algorithm>

using namespace communitysafety::statistics;

namespace
{

//! A city of 20 km by 20 km in cells of 25 m.
const GridFrame city{ 400000, 300000, 25, 800, 800 };

struct Points
{
  std::vector<double> x;
  std::vector<double> y;
};

//! Half of the points around forty places, half anywhere.
Points samplePoints( std::size_t count, std::uint64_t seed )
{
  RandomStream stream( seed );
  Points points;
  for ( std::size_t point = 0; point < count; ++point )
  {
    double x = 20000 * stream.uniform();
    double y = 20000 * stream.uniform();
    if ( point % 2 == 0 )
    {
      RandomStream place( 1, point / 2 % 40 );
      x = 2000 + 16000 * place.uniform() + 300 * stream.normal();
      y = 2000 + 16000 * place.uniform() + 300 * stream.normal();
    }
    points.x.push_back( 400000 + x );
    points.y.push_back( 300000 - y );
  }
  return points;
}

SmoothingOptions options( DensityKernel kernel, double bandwidth )
{
  SmoothingOptions result;
  result.kernel = kernel;
  result.bandwidth = bandwidth;
  return result;
}

std::vector<double> whole() { return std::vector<double>( city.size(), 1 ); }

//! From coordinates to density with edge correction: hardly more for a million points than for ten thousand.
void densityByPoints( benchmark::State &state )
{
  const Points points = samplePoints( static_cast<std::size_t>( state.range( 0 ) ), 5 );
  for ( auto _ : state )
  {
    const KernelSmoother smoother( city, whole(), options( DensityKernel::quartic, 300 ) );
    const GridPoints cells = pointsOnGrid( city, points.x, points.y );
    benchmark::DoNotOptimize( smoother.density( countsOnGrid( cells, city.size() ) ) );
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
  const Points points = samplePoints( 100000, 5 );
  const std::vector<double> counts = countsOnGrid( pointsOnGrid( city, points.x, points.y ), city.size() );
  for ( auto _ : state )
  {
    const KernelSmoother smoother( city, whole(), options( DensityKernel::quartic, double( state.range( 0 ) ) ) );
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
  const Points points = samplePoints( static_cast<std::size_t>( state.range( 0 ) ), 5 );
  constexpr long reach = 12;
  for ( auto _ : state )
  {
    std::vector<double> density( city.size(), 0 );
    for ( std::size_t point = 0; point < points.x.size(); ++point )
    {
      const std::uint32_t cell = city.cellAt( points.x[point], points.y[point] );
      if ( cell == GridFrame::nowhere )
        continue;
      const long column = long( cell % city.columns );
      const long row = long( cell / city.columns );
      for ( long y = std::max( 0L, row - reach ); y <= std::min( long( city.rows ) - 1, row + reach ); ++y )
        for ( long x = std::max( 0L, column - reach ); x <= std::min( long( city.columns ) - 1, column + reach ); ++x )
        {
          const double squared = double( ( x - column ) * ( x - column ) + ( y - row ) * ( y - row ) ) / 144;
          if ( squared < 1 )
            density[std::size_t( y ) * city.columns + std::size_t( x )] += ( 1 - squared ) * ( 1 - squared );
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
  const Points points = samplePoints( 100000, 5 );
  const std::vector<double> counts = countsOnGrid( pointsOnGrid( city, points.x, points.y ), city.size() );
  const SmoothingOptions smoothing = options( DensityKernel::quartic, 300 );
  for ( auto _ : state )
  {
    const KernelSmoother pilot( city, whole(), smoothing );
    const KernelSmoother smoother( city, whole(), smoothing,
                                   abramsonBandwidths( pilot.density( counts ), counts, 300 ) );
    benchmark::DoNotOptimize( smoother.density( counts ) );
  }
}
BENCHMARK( adaptiveDensity )->Unit( benchmark::kMillisecond )->UseRealTime();

//! Relative risk of 20,000 cases against 100,000 controls with simulated maps.
void relativeRisk( benchmark::State &state )
{
  const Points one = samplePoints( 20000, 5 );
  const Points other = samplePoints( 100000, 6 );
  const KernelSmoother smoother( city, whole(), options( DensityKernel::quartic, 600 ) );
  const auto inside = []( const Points &points )
  {
    GridPoints cells = pointsOnGrid( city, points.x, points.y );
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
