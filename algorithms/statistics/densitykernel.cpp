// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/densitykernel.h"

#include "statistics/arguments.h"

#include <cmath>

namespace communitysafety::statistics
{

namespace
{

constexpr double gaussianReach = 8;

//! The kernel up to a factor, at a squared distance in squared bandwidths.
double shapeAt( DensityKernel kernel, double squared )
{
  if ( kernel == DensityKernel::gaussian )
    return std::exp( -squared / 2 );
  return squared < 1 ? ( 1 - squared ) * ( 1 - squared ) : 0;
}

//! The kernel's sum over all cells of the plane.
double sumOfGaussian( double bandwidth )
{
  const int reach = static_cast<int>( std::ceil( kernelReach( DensityKernel::gaussian, bandwidth ) ) );
  double line = 1;
  for ( int cells = 1; cells <= reach; ++cells )
  {
    const double offset = cells;
    line += 2 * std::exp( -offset * offset / ( 2 * bandwidth * bandwidth ) );
  }
  return line * line;
}

//! Row by row: the sum of (a - x²/h²)² over |x| <= m is (2m + 1) a² - 2a S₂ / h² + S₄ / h⁴, S the sums of powers.
double sumOfQuartic( double bandwidth )
{
  const double squaredBandwidth = bandwidth * bandwidth;
  double sum = 0;
  for ( int cells = 0; cells < bandwidth; ++cells )
  {
    const double y = cells;
    const double a = 1 - y * y / squaredBandwidth;
    const double m = std::floor( std::sqrt( squaredBandwidth - y * y ) );
    const double squares = m * ( m + 1 ) * ( 2 * m + 1 ) / 3;
    const double fourths = squares * ( 3 * m * m + 3 * m - 1 ) / 5;
    const double row =
      ( 2 * m + 1 ) * a * a - 2 * a * squares / squaredBandwidth + fourths / ( squaredBandwidth * squaredBandwidth );
    sum += ( cells == 0 ? 1 : 2 ) * row;
  }
  return sum;
}

} // namespace

double quarticPerGaussian() { return std::pow( 9.0 * 64 * 4 / 5, 1.0 / 6 ); }

double bandwidthFor( DensityKernel kernel, double gaussianBandwidth )
{
  return kernel == DensityKernel::gaussian ? gaussianBandwidth : gaussianBandwidth * quarticPerGaussian();
}

double kernelReach( DensityKernel kernel, double bandwidth )
{
  return kernel == DensityKernel::gaussian ? gaussianReach * bandwidth : bandwidth;
}

GriddedKernel::GriddedKernel( DensityKernel kernel, double bandwidth, std::size_t reachX, std::size_t reachY )
{
  if ( !( bandwidth > 0 ) || !std::isfinite( bandwidth ) )
    refuse( "bandwidth", inWords( bandwidth ), "above 0 and finite" );
  const double own = std::ceil( kernelReach( kernel, bandwidth ) );
  mReachX = own < double( reachX ) ? static_cast<std::size_t>( own ) : reachX;
  mReachY = own < double( reachY ) ? static_cast<std::size_t>( own ) : reachY;
  const double sum = kernel == DensityKernel::gaussian ? sumOfGaussian( bandwidth ) : sumOfQuartic( bandwidth );
  for ( std::size_t dy = 0; dy <= mReachY; ++dy )
    for ( std::size_t dx = 0; dx <= mReachX; ++dx )
      mValues.push_back( shapeAt( kernel, double( dx * dx + dy * dy ) / ( bandwidth * bandwidth ) ) / sum );
}

} // namespace communitysafety::statistics
