// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/gridconvolution.h"
#include "statistics/gridframe.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * What is done about the border of the study area, beyond which nothing was recorded. With q(x) = ∫ over the area of
 * K_h(u - x) du, the part of a kernel at x that lies inside:
 * none: the part outside is lost, so that density falls off towards the border.
 * uniform: the estimate at x is divided by q(x). No fall at the border, but the sum is not kept.
 * eachPoint: each event is divided by q at its own place (Diggle 1985, Jones 1993), so that all of it stays inside.
 */
enum class EdgeCorrection
{
  none,
  uniform,
  eachPoint
};

struct SmoothingOptions
{
  DensityKernel kernel = DensityKernel::quartic;
  //! REQUIRES: above 0, in the unit of the frame; see kernelReach(). Without effect on adaptive smoothing.
  double bandwidth = 0;
  //! DEFAULT: the estimate sums to the number of events.
  EdgeCorrection edge = EdgeCorrection::eachPoint;
  //! 0: all cores. The result is the same for any number.
  unsigned threads = 0;
};

/**
 * Kernel density of events on a grid: f(x) = Σ over cells j of c_j K_h(x - x_j), c the events in a cell, per squared
 * unit of the frame.
 *
 * Events stand at the centres of their cells: of a bandwidth h and a cell size d this adds about d² / 24 to h², below
 * 1 % from h = 2 d on (Gaussian; quartic 6 d). Everything is linear in the events, and made ready once for a frame, an
 * area and a bandwidth, so that many maps of events can be smoothed alike (relativerisk.h does).
 *
 * \a share is the part of each cell that lies in the study area, 0 to 1; cells of share 0 get no estimate (missing),
 * and events in them are refused. With edge correction eachPoint Σ share × f × cell area = Σ events, exactly.
 *
 * Adaptive: each cell has a bandwidth of its own, h_j, which spreads its events; see abramsonBandwidths(). Bandwidths
 * are put between slices 5 % apart, each event being shared by the two nearest: next to the exact sum an error below
 * 0.2 % of the value near the middle of a kernel. The edge correction uses the bandwidth of the same cell.
 *
 * Throws std::invalid_argument on wrong lengths, shares outside 0 to 1, and bandwidths that are not positive. O(G log
 * G) for G cells with their padding, whatever the bandwidth and the number of points; adaptive: times the number of
 * slices. Immutable: may be used from several threads at the same time.
 *
 * Source: Silverman 1986, Density estimation; Diggle 1985, Applied Statistics 34, doi:10.2307/2347366; Davies and
 * Baddeley 2018, Statistics and Computing 28, doi:10.1007/s11222-017-9772-4, for slices. Checked against density() of
 * the R package spatstat and bivariate.density() of sparr.
 */
class KernelSmoother
{
public:
  //! The same bandwidth everywhere.
  KernelSmoother( const GridFrame &frame, std::vector<double> share, const SmoothingOptions &options );

  //! \param bandwidths one per cell; only those of cells with a share count
  KernelSmoother( const GridFrame &frame, std::vector<double> share, const SmoothingOptions &options,
                  Column bandwidths );

  const GridFrame &frame() const { return mFrame; }
  const std::vector<double> &share() const { return mShare; }
  const SmoothingOptions &options() const { return mOptions; }

  //! q: the part of a kernel at each cell that lies inside the area, at most 1; missing outside.
  const std::vector<double> &insidePart() const { return mInsidePart; }

  //! What an event in each cell adds to the integral of a density: 1 with edge correction eachPoint, q without
  //! any; missing outside.
  const std::vector<double> &keptPart() const { return mKeptPart; }

  //! The density of \a counts, one number of events per cell; missing outside the area.
  std::vector<double> density( const std::vector<double> &counts ) const;

  //! Two densities at the price of one; \a threads instead of those of the options.
  GridConvolution::Layers densities( const std::vector<double> &first, const std::vector<double> &second,
                                     unsigned threads ) const;

  /**
   * Σ over cells j of c_j k_j(x)², k_j(x) being what one event in cell j adds to the density at x: the variance of the
   * density of independent events with expectation c.
   */
  std::vector<double> squaredKernelSum( const std::vector<double> &counts ) const;

  //! Σ share × values × cell area: the events under a density.
  double integral( const std::vector<double> &values ) const;

private:
  void setSlices( Column bandwidths );
  double sliceWeight( std::size_t slice, std::size_t cell ) const;
  //! For each cell the sum of \a values under the kernel of an event in it; missing outside.
  std::vector<double> underKernels( const std::vector<double> &values ) const;
  void setParts();
  GridConvolution::Spectrum spectrum( std::size_t slice, int power ) const;
  //! The two layers, prepared as the edge correction asks, smoothed with the kernels to the given power.
  GridConvolution::Layers smoothed( const std::vector<double> &first, const std::vector<double> *second, int power,
                                    unsigned threads ) const;
  std::vector<double> weighted( const std::vector<double> &counts, int power ) const;
  void finish( std::vector<double> &values, double noise, double scale, int power ) const;

  GridFrame mFrame;
  std::vector<double> mShare;
  SmoothingOptions mOptions;
  GridConvolution mConvolution;
  //! In cells, rising.
  std::vector<double> mSliceBandwidths;
  //! The place of each cell among the slices, with its fraction; empty for one slice.
  std::vector<double> mSliceOfCell;
  std::vector<GridConvolution::Spectrum> mSpectra;
  std::vector<double> mInsidePart;
  std::vector<double> mKeptPart;
};

/**
 * Bandwidths that are narrow where there are many events and wide where there are few: h_j = h f(x_j)^(-1/2) / γ, γ the
 * geometric mean of f^(-1/2) over the events, so that h is the typical bandwidth.
 *
 * \param pilot a density of the same events, in which only the shape matters; missing outside the area
 * \param counts the events in each cell
 * \param bandwidth h, above 0
 * \param trim the largest allowed h_j / h; DEFAULT 5, as the R package sparr. A cell without any density gets it.
 * \returns one bandwidth per cell, missing where the pilot is. Throws std::invalid_argument when there are no events
 * where the pilot is above 0.
 *
 * Source: Abramson 1982, Annals of Statistics 10, doi:10.1214/aos/1176345986.
 */
std::vector<double> abramsonBandwidths( Column pilot, Column counts, double bandwidth, double trim = 5 );

} // namespace communitysafety::statistics
