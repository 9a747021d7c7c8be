// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>

namespace communitysafety::statistics
{

//! What moving the events does to the hottest cells of a grid.
struct HotSpotEffect
{
  //! Cells of the study area.
  std::size_t cells = 0;
  //! How many of them count as hot, where so many have events.
  std::size_t hotCells = 0;
  //! Jaccard index of the hot cells of the true and of the moved events: 1 = the same cells, 0 = none in common.
  double jaccard = missing;
  //! Spearman's correlation of the counts of all cells.
  double spearman = missing;
  //! Prediction accuracy index of the true events in the hot cells of the true and of the moved events.
  double paiBefore = missing;
  double paiAfter = missing;
};

/**
 * Compares \a before and \a after, events by cell; \a ground is the area of each cell inside the study area, cells with
 * 0 taking no part. \a hotShare of the cells, above 0 to 1, are hot, ceil( share × cells ) of them: those with most
 * events, the first of equals. A cell without events is never hot.
 *
 * Missing where there are no events. Throws std::invalid_argument on different lengths, negative values and a share
 * outside its range. O(n log n).
 */
HotSpotEffect hotSpotEffect( Column before, Column after, Column ground, double hotShare );

} // namespace communitysafety::statistics
