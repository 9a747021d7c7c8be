// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "cityplan.h"

#include <vector>

namespace communitysafety::samplecity
{

using Ring = std::vector<Point>;

//! The part of the plane nearer to \a sites[site] than to any other site, cut to a square of \a reach around it.
Ring voronoiCell( const std::vector<Point> &sites, std::size_t site, double reach );

/**
 * Gives corners that were computed twice one and the same coordinate, so that neighbours share their edges exactly.
 *
 * Corners are rounded to the metre; those within two metres of a corner seen before take its place.
 */
class SharedCorners
{
public:
  //! The open ring with shared corners; corners that fell together are kept once.
  Ring share( const Ring &ring );

private:
  Point shared( Point corner );

  std::vector<Point> mSeen;
};

} // namespace communitysafety::samplecity
