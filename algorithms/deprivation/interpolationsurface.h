// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/run.h"
#include "deprivation/interpolationinput.h"
#include "statistics/arealshares.h"
#include "statistics/gridframe.h"
#include "statistics/progress.h"

#include <cstdint>
#include <vector>

namespace communitysafety::deprivation
{

//! A target so small that no centre of a cell lies in it: it gets a part of the cell around it.
struct SmallTarget
{
  std::size_t cell = 0;
  std::size_t target = 0;
  //! Its ground in parts of the cell; all parts of one cell make at most 1.
  double part = 0;
};

//! The grid of a smooth surface, and the areas in which the centres of its cells lie.
struct SurfaceGrid
{
  statistics::GridFrame frame;
  std::vector<std::uint32_t> sourceOfCell;
  std::vector<std::size_t> targetOfCell;
  //! In the order of their cells.
  std::vector<SmallTarget> smallTargets;
};

/**
 * A grid over \a sources, fine enough for sources and targets up to some million cells. Targets that no cell stands for
 * and that lie in no source with their middle are warned of. Throws statistics::Cancelled.
 * \param cover the share of the ground of each target that lies in sources
 */
SurfaceGrid surfaceGrid( base::Run &run, const InterpolationSources &sources, const InterpolationTargets &targets,
                         const std::vector<double> &cover, const statistics::Progress &progress );

//! What sources and targets have in common by a surface of people, \a value per cell.
statistics::MeasuredPieces piecesOfSurface( const SurfaceGrid &grid, const std::vector<double> &value,
                                            std::size_t sources );

} // namespace communitysafety::deprivation
