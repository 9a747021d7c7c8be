// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"

#include <optional>
#include <vector>

namespace communitysafety::base
{

//! Where each area lies in a regular grid: column and row of squares, axial q and r of hexagons.
struct GridLayout
{
  std::vector<int> columns;
  std::vector<int> rows;
};

/**
 * The layout of \a areas as cells of one square grid, however it lies; nothing when they are none. Cells at the edge
 * may be clipped, as long as half of all are whole. Linear.
 */
std::optional<GridLayout> squareLayout( const Areas &areas );

/**
 * The layout of \a areas as whole cells of one regular hexagon grid with two horizontal sides; nothing when they are
 * none. Linear.
 */
std::optional<GridLayout> hexagonLayout( const Areas &areas );

} // namespace communitysafety::base
