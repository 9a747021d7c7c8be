// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/gridframe.h"
#include "statistics/progress.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! What the surface is taken to be beyond its last cells.
enum class SurfaceEdge
{
  //! It goes on as high as it ends there (the usual choice: the city does not end at its border).
  level,
  //! Nothing, e.g. at a coast.
  zero
};

struct SurfaceOptions
{
  SurfaceEdge edge = SurfaceEdge::level;
  //! Ends when no cell changes by more than this part of the densest zone's mean; above 0. Smaller is smoother, slower.
  double tolerance = 1e-6;
  //! At least 1.
  std::size_t maximumIterations = 5000;
};

struct SmoothSurface
{
  //! The part of its zone's count in each cell of the frame; missing in cells of no zone, or of one without a count.
  std::vector<double> value;
  //! Σ (difference of neighbouring cells)² / 2 of the surface with each zone spread evenly, and of the result.
  double evenRoughness = 0;
  double roughness = 0;
  std::size_t iterations = 0;
  //! False when the iterations ran out: counts are kept all the same, the surface could be smoother.
  bool converged = false;
  //! Zones with a count and without a cell (smaller than the cells), in rising order; what they count is not placed.
  std::vector<std::size_t> zonesWithoutCells;
  double notPlaced = 0;
};

/**
 * Pycnophylactic ("volume-preserving") surface: the smoothest one on the grid that is nowhere below 0 and of which
 * every zone keeps its count. People are taken to live denser towards denser neighbours, not evenly up to a border.
 *
 * Minimises Σ (z_i - z_j)² / 2 over neighbouring cells (four sides) subject to z ≥ 0 and Σ z = count in each zone.
 * \a zoneOfCell: the zone of each cell of \a frame, GridFrame::nowhere for none. \a counts: one per zone, 0 or more;
 * cells of a zone whose count is missing are left out like those of no zone. Cells well below the size of the zones
 * (tens of them in a zone) are preferred; with one cell per zone nothing is smoothed.
 * Sums are kept to 1e-12 of each zone's count. The roughness never rises from one iteration to the next.
 * Throws std::invalid_argument on other lengths, an unknown zone, a negative count, a frame of 4,294,967,295 cells or
 * more and options out of range; Cancelled through \a progress.
 * Time: an iteration is linear; their number grows with the cells across the widest zone. 90 bytes for each cell.
 *
 * Source: Tobler 1979, Smooth pycnophylactic interpolation for geographical regions, Journal of the American
 * Statistical Association 74. His iterations (mean of the neighbours, then the zone moved back to its count, then
 * nothing below 0) are replaced by an exact projection on all three conditions and by momentum with restarts (Beck &
 * Teboulle 2009, SIAM Journal on Imaging Sciences 2; O'Donoghue & Candès 2015, Foundations of Computational Mathematics
 * 15): the same surface in far fewer iterations, and one that cannot swing.
 */
SmoothSurface smoothSurface( const GridFrame &frame, const std::vector<std::uint32_t> &zoneOfCell, Column counts,
                             const SurfaceOptions &options = {}, const Progress &progress = {} );

} // namespace communitysafety::statistics
