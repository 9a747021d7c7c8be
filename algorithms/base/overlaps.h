// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"

#include <qgsgeometry.h>

#include <cstddef>
#include <vector>

namespace communitysafety::base
{

//! The ground that one area of a first set has in common with one area of a second set.
struct AreaOverlap
{
  std::size_t source = 0;
  std::size_t target = 0;
  //! In the square of the geometries' unit.
  double area = 0;
  //! Share (above 0, at most 1) of the source that lies in the target.
  double share = 0;
};

/**
 * Lays the areas \a sources over the areas \a targets: every pair with common ground, by source, then by target. Pairs
 * that only touch, or have less than 1e-10 of the smaller one in common, are left out. A source may lie in several
 * targets, partly in none, or in none at all.
 *
 * REQUIRES: valid polygons, both sets in the same projected reference system.
 * Throws std::runtime_error when a pair cannot be intersected, statistics::Cancelled through \a progress.
 */
std::vector<AreaOverlap> overlaps( const std::vector<QgsGeometry> &sources, const std::vector<QgsGeometry> &targets,
                                   const statistics::Progress &progress );

} // namespace communitysafety::base
