// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

struct Corner
{
  double x = 0;
  double y = 0;
};

//! A closed ring; its last corner joins the first and is not given twice.
using Ring = std::vector<Corner>;

//! The ground a ring encloses: above 0 when it runs anticlockwise, below 0 clockwise. Fewer than three corners: 0.
double signedArea( const Ring &ring );

//! True when the ring is convex and runs anticlockwise: cells of a grid, hexagons. Corners on a straight side are fine.
bool isConvex( const Ring &ring );

/**
 * The ground that a polygon has in common with each of \a convex: exact but for rounding, and many times faster than
 * cutting polygons where these are the cells of a grid.
 *
 * \a polygon: its outer rings anticlockwise, its holes clockwise, none of them crossing another or itself. \a convex:
 * rings for which isConvex() holds, in any order; they may overlap each other.
 * \returns one number for each of \a convex, 0 or more; of those that only touch it may be rounding, about 1e-15 times
 * the square of the coordinates: coordinates near 0 are preferred.
 *
 * Rings are cut at one straight line after the other (Sutherland & Hodgman 1974, Communications of the ACM 17); where
 * that leaves seams along the line, these enclose nothing and do not count. The plane is halved until few are left in
 * each half, and what the polygon fills altogether is not cut any more: O((corners + convex) log convex) for cells.
 */
std::vector<double> commonGround( const std::vector<Ring> &polygon, const std::vector<const Ring *> &convex );

} // namespace communitysafety::statistics
