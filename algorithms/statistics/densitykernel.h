// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * The shape in which an event is spread around its place; both are round and fall from the middle outwards.
 *
 * quartic (biweight): K(r) = 3 / (π h²) (1 - r²/h²)² up to the distance h and nothing beyond it: h is a search radius.
 * gaussian: K(r) = 1 / (2 π h²) exp(-r² / 2h²), h its standard deviation; cut off 8 h away to each side, beyond
 * which 10⁻¹⁴ lies.
 * A quartic bandwidth of 2.78 times the Gaussian's smooths alike.
 */
enum class DensityKernel
{
  quartic,
  gaussian
};

/**
 * The bandwidth of the quartic kernel that smooths as much as a Gaussian one of 1, in the plane: 2.779.
 *
 * The ratio of the canonical bandwidths (R(K) / μ₂(K)²)^(1/6) with R = 9 / 5π, μ₂ = 1/8 and R = 1 / 4π, μ₂ = 1.
 * Source: Wand and Jones 1995, Kernel smoothing, section 4.5.
 */
double quarticPerGaussian();

//! \a bandwidth of a Gaussian kernel turned into that of \a kernel which smooths alike.
double bandwidthFor( DensityKernel kernel, double gaussianBandwidth );

//! How far a kernel reaches, in the unit of \a bandwidth.
double kernelReach( DensityKernel kernel, double bandwidth );

/**
 * A kernel on a square grid: its values at the centres of the cells around the one in the middle, with sum 1.
 *
 * The sum is made 1 because centres stand for cells only roughly when the bandwidth is not much larger than a cell; a
 * bandwidth far below the cell leaves all in the middle cell. \a bandwidth and \a reach are in cells; value (dx, dy)
 * stands for the cell dx columns and dy rows away, 0 to reachX and reachY: the other three quarters mirror it.
 * A reach below that of the kernel cuts it off without touching the values that remain: for grids that are no longer.
 */
class GriddedKernel
{
public:
  GriddedKernel( DensityKernel kernel, double bandwidth, std::size_t reachX, std::size_t reachY );

  std::size_t reachX() const { return mReachX; }
  std::size_t reachY() const { return mReachY; }
  double at( std::size_t dx, std::size_t dy ) const { return mValues[dy * ( mReachX + 1 ) + dx]; }

private:
  std::size_t mReachX;
  std::size_t mReachY;
  std::vector<double> mValues;
};

} // namespace communitysafety::statistics
