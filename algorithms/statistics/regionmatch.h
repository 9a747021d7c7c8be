// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace communitysafety::statistics
{

//! A set of places, ascending.
using RegionPlaces = std::vector<std::uint32_t>;

/**
 * What two lists of regions have in common, by number of places or by ground. No two regions of one list share
 * anything, apart from outlines drawn by hand.
 */
struct RegionOverlaps
{
  //! Size of each region of the first and of the second list, above 0.
  std::vector<double> first;
  std::vector<double> second;
  //! [region of the first][region of the second]
  std::vector<std::vector<double>> common;
};

//! A region is found in another one when their Jaccard index is at least this.
constexpr double smallestJaccard = 0.3;

//! By number of places.
RegionOverlaps overlapsOf( const std::vector<RegionPlaces> &first, const std::vector<RegionPlaces> &second );

//! jaccardIndex() of two regions by their sizes; 0 where both are empty. Ground is measured to the last digits only,
//! and outlines drawn by hand may overlap each other: more in common than the smaller one has counts as all of it.
double jaccardOfSizes( double first, double second, double common );

//! The same of two sets of places.
double jaccardOfPlaces( const RegionPlaces &first, const RegionPlaces &second );

//! The Jaccard index of all regions of the first list together with all of the second; 1 when neither list has any.
double jaccardOfAll( const RegionOverlaps &overlaps );

//! Where a region of the first list is found among those of the second.
struct RegionMatch
{
  //! Which of the second list; nothing when it is not found.
  std::optional<std::size_t> region;
  //! 0 when it is not found.
  double jaccard = 0;
};

/**
 * For each region of the first list the one of the second with the largest Jaccard index; none below smallestJaccard.
 * Two may be found in the same one: they have grown together.
 *
 * Source: Hennig 2007, Cluster-wise assessment of cluster stability, doi:10.1016/j.csda.2006.11.025.
 */
std::vector<RegionMatch> matchRegions( const RegionOverlaps &overlaps );

/**
 * The rank of each region of the first list when the second list is in the order of its ranks: 1 + the number of those
 * that are found before it. All that are not found share the last rank.
 */
std::vector<double> ranksOfMatches( const std::vector<RegionMatch> &matches );

} // namespace communitysafety::statistics
