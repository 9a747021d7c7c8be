// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/arealweights.h"
#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * A control point stands for the people around it. Near the border of a target some of them live on the other side, of
 * which the shares by control points know nothing: this is the error that remains when sources are predicted without
 * fault, and in cells smaller than what a point stands for it is the largest.
 */
struct PointReach
{
  //! For each point the area that holds it; noArea for none.
  std::vector<std::size_t> source;
  std::vector<std::size_t> target;
  //! People at each point, 0 or more; missing = nobody.
  std::vector<double> count;
  //! Places within the reach of each point, as many for each, point by point: their targets, noArea for none.
  std::vector<std::size_t> placeTarget;
  //! Whether such a place lies in the point's source; others do not count.
  std::vector<bool> isInSource;
};

/**
 * For pairs of source and target Σ w² (h - q)² over the points of the source, w the share of the point in its source, h
 * = 1 when the target holds the point and 0 otherwise, q the share of its places in the target. Times the square of a
 * count of the source this is the variance that the point's reach adds. Pairs with 0 are left out; targets that hold
 * no point may have some.
 *
 * By source, then by target. Throws std::invalid_argument on different lengths. Linear, but for a sort in each source.
 */
std::vector<Overlap> reachVariance( const PointReach &points, std::size_t sources );

//! Standard errors of counts through it, one per target: √ Σ n² v. A missing count is left out.
std::vector<double> reachCountErrors( const std::vector<Overlap> &variance, Column counts, std::size_t targets );

/**
 * The same of rates: √ Σ d² (r - R)² v / W², R the rate of the target and W its denominators: people of the same rate
 * make no difference. Missing where W is 0 or R missing.
 */
std::vector<double> reachRateErrors( const std::vector<Overlap> &variance, Column rates, Column denominators,
                                     Column targetRates, Column targetDenominators );

//! Places evenly over a disc of radius 1: \a number of them, as the seeds of a sunflower lie.
struct DiscPlaces
{
  std::vector<double> x;
  std::vector<double> y;
};
DiscPlaces placesInDisc( std::size_t number );

} // namespace communitysafety::statistics
