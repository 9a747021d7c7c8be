// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "statistics/gridframe.h"

#include <qgsgeometry.h>
#include <qgsrectangle.h>

#include <vector>

namespace communitysafety::base
{

/**
 * The frame of square cells over \a area, its border included, with its corners at whole multiples of \a cellSize: the
 * same place lies in the same cell whatever the extent.
 */
statistics::GridFrame frameOver( const QgsRectangle &area, double cellSize );

/**
 * The share of each cell that lies in any of \a polygons, in sixteenths: the part of 4 × 4 points in the cell that lie
 * inside. Much faster than cutting polygons, and as good where thousands of cells are summed.
 * REQUIRES: polygons in the frame's reference system. Throws QgsProcessingException when memory runs out.
 */
std::vector<double> shareOfCells( const statistics::GridFrame &frame, const std::vector<QgsGeometry> &polygons );

/**
 * \a amounts of areas (people, dwellings) spread evenly over the ground of each, by cell, in sixteenths of cells. An
 * area too small to hold any such part goes to the cell of a point in it. What lies outside the frame is left out, and
 * so are missing amounts. Where areas overlap, the last one of them has the ground.
 */
std::vector<double> spreadOverCells( const statistics::GridFrame &frame, const Areas &areas,
                                     const std::vector<double> &amounts );

//! Cells of one label that hang together by their sides.
struct CellRegion
{
  int label = 0;
  QgsGeometry geometry;
  std::vector<std::size_t> cells;
};

//! The regions of cells with a \a label other than 0, from the north-west; outlines follow the sides of the cells.
std::vector<CellRegion> regionsOfCells( const statistics::GridFrame &frame, const std::vector<int> &labels );

} // namespace communitysafety::base
