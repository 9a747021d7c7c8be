// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/progress.h"
#include "statistics/rateinterval.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace communitysafety::statistics
{

struct SpatialBootstrapOptions
{
  //! DEFAULT: limits good to about a tenth of a standard error. REQUIRES 99 or more.
  std::size_t draws = 999;
  std::uint64_t seed = 1;
  //! Side of the blocks, in the unit of the coordinates. DEFAULT 0: such that a block holds about √n areas. Longer
  //! where values are alike over longer distances, as long as twenty blocks or so remain.
  double blockSide = 0;
  //! Above 0 and below 1.
  double confidence = 0.95;
  //! 0: all cores.
  unsigned threads = 0;
};

struct SpatialBootstrap
{
  Interval limits;
  //! The standard deviation over the draws.
  double standardError = missing;
  //! The side used, and how many blocks hold areas when the grid starts at the corner of the map.
  double blockSide = missing;
  std::size_t blocks = 0;
  //! Draws in which the statistic was defined.
  std::size_t draws = 0;
};

/**
 * Limits of any statistic of areas that are like their neighbours: square blocks of areas are drawn in place of single
 * ones, so that what neighbours have in common stays together.
 *
 * In each draw a grid of blocks is laid over the map at a random place, as many of its blocks as hold areas are drawn
 * with replacement, and \a statistic gets the rows of the areas in them (a row as often as its block was drawn, their
 * number varying with the blocks). Limits: quantiles of the draws (percentile method). Used for correlation,
 * concentration index and slope index alike.
 *
 * \a statistic: from rows to a number, or missing where it is not defined; called from several threads at the same
 * time. Areas with a missing centre are never drawn. Fewer than two blocks: no limits. The same seed gives the same
 * limits on any number of threads. O(draws × (n log n + statistic)). Throws std::invalid_argument on different lengths,
 * infinite coordinates and options out of range, what the statistic throws, and Cancelled.
 *
 * Limits of the method: with few blocks limits are too narrow; a trend over the whole city counts as signal.
 * Source: Hall 1985, Resampling a coverage pattern, Stochastic Processes and their Applications 20; Lahiri 2003,
 * Resampling Methods for Dependent Data, chapter 12; block size: Hall, Horowitz and Jing 1995, Biometrika 82, which
 * puts the best number of areas in a block between the cube root and the square root of n.
 */
SpatialBootstrap spatialBootstrap( Column eastings, Column northings,
                                   const std::function<double( const std::vector<std::size_t> &rows )> &statistic,
                                   const SpatialBootstrapOptions &options = {}, const Progress &progress = {} );

//! The values of \a column in \a rows, for a statistic.
std::vector<double> valuesOf( Column column, const std::vector<std::size_t> &rows );

} // namespace communitysafety::statistics
