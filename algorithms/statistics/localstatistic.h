// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/neighbours.h"
#include "statistics/progress.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * Local concentration: what an area and its surroundings hold together, as a measure of an indicator of its own beside
 * volume and rate.
 */

/**
 * Gi*: the sum around each area, itself included, as a standard score against the whole map; positive = cluster of high
 * values, negative = cluster of low ones. The z of localGStar() (localassociation.h) for areas that touch.
 *
 * \a values: any unit; a rate of a small population is noisy, smooth it first. Not a test: for significance compare
 * with permutations and mind how many areas are tested. Missing values, errors, cost and source as there.
 */
std::vector<double> giStar( Column values, const Neighbours &neighbours );

/**
 * Local location quotient: the rate of the area and its neighbours together over that of the city, 100 = city.
 *
 * 100 (Σ O_j / Σ D_j) / (ΣO / ΣD), the first sums over the area and its neighbours. O events, D denominator, 0 or more.
 * An area with a missing value or no denominator is left out of all sums and gets missing; so does everything where the
 * city has no event. Throws std::invalid_argument on lengths other than that of \a neighbours and on negative values.
 * Linear in the number of neighbours.
 */
std::vector<double> localQuotient( Column events, Column denominator, const Neighbours &neighbours );

/**
 * Kernel ratio: how dense events are around each area over how dense the denominator is, 100 = city.
 *
 * 100 (Σ K(d_ij) O_j / ΣO) / (Σ K(d_ij) D_j / ΣD) with the quartic kernel K(d) = (1 - d²/h²)², 0 from h on; d the
 * distance of the centres, the area itself at distance 0. As h falls below the distance of the nearest centres this is
 * the index of indexByTotal(); as it grows everything becomes 100. For cells of a grid two to five times the side of a
 * cell is the custom.
 *
 * \a x, \a y: centres, in the unit of \a bandwidth (metres), which is above 0. Left out and missing as localQuotient();
 * an area with a missing centre too. Throws std::invalid_argument on different lengths, negative values and a bandwidth
 * that is not above 0, and Cancelled. O(n × areas within the bandwidth); several threads, same result on any number.
 * Source: Kelsall & Diggle 1995, Statistics in Medicine 14, with one bandwidth for both densities.
 */
std::vector<double> kernelRatio( Column events, Column denominator, Column x, Column y, double bandwidth,
                                 const Progress &progress = {} );

} // namespace communitysafety::statistics
