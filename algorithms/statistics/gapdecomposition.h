// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gapcounts.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! One number per neighbourhood and stream, with its sums; a stream that cannot be compared has 0.
struct GapParts
{
  //! By neighbourhood, then stream.
  std::vector<std::vector<double>> parts;
  std::vector<double> byNeighbourhood;
  std::vector<double> byStream;
  double sum = 0;
};

//! What the absolute gap (a difference of rates) and the relative one (ratio - 1) consist of.
struct GapDecomposition
{
  GapParts difference;
  GapParts ratio;
};

/**
 * Takes the gap of one year apart: which neighbourhood and which stream brings how much of it.
 *
 * The part of neighbourhood k in stream s is the events it has beyond what the rate of the rest of the city would give
 * it, over the exposure of all neighbourhoods: w (O - E × rate of the rest) / E of all inside; of the ratio, that
 * divided by the rate outside of all streams. Parts are negative where a neighbourhood is better off than the rest.
 * They add up to the difference, and to the ratio - 1, of gapByYear() to rounding; so do their sums by row and column.
 * No event outside: the parts of the ratio are missing.
 * REQUIRES \a year below counts.years(), else std::invalid_argument. Linear.
 */
GapDecomposition decomposeGap( const GapCounts &counts, std::size_t year );

} // namespace communitysafety::statistics
