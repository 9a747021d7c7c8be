// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "cityplan.h"

#include <vector>

namespace communitysafety::samplecity
{

//! Areas to be grouped into larger, contiguous ones: one row per area.
struct Districts
{
  std::vector<Point> centres;
  std::vector<double> residents;
  std::vector<std::vector<int>> neighbours;
};

/**
 * Groups areas into \a count contiguous districts of similar population.
 *
 * Seeds lie as far from each other as they can; then the district with the fewest residents takes, of the free areas
 * that touch it, the one nearest to its seed, until none is left. Returns the district (0 to count - 1) of each area.
 */
std::vector<int> growDistricts( const Districts &areas, int count );

} // namespace communitysafety::samplecity
