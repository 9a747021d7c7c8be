// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/regionfigures.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace communitysafety::statistics
{

//! What counts as a priority region, and how its outline is tidied.
struct RegionOptions
{
  //! A cell is selected when its smoothed score is at least this. REQUIRES a number; has no default.
  double threshold = missing;
  //! Longest chain of unselected cells that is closed between two selected parts. 0 = parts are never joined; the
  //! higher, the more parts are chained together across quiet ground. REQUIRES 0 or more.
  std::size_t bridgeSteps = 1;
  //! Largest hole, in cells, that is filled. 0 = holes stay.
  std::size_t fillHolesCells = 2;
  //! A region with fewer cells, less area or less population is dropped. 0 = every region is large enough.
  std::size_t minimumCells = 1;
  double minimumArea = 0;
  double minimumPopulation = 0;
  //! A region with more area or population is split. REQUIRES at least the minimum; infinity = never split.
  double maximumArea = std::numeric_limits<double>::infinity();
  double maximumPopulation = std::numeric_limits<double>::infinity();
  //! How many of the highest-ranked regions are kept. 0 = all that are found.
  std::size_t targetCount = 0;
};

struct Regions
{
  //! Region number of each cell: 1 = highest mean score; 0 = in none.
  std::vector<int> regionOfCell;
  //! The cell belongs to a region although it was not selected: it bridges a gap or fills a hole.
  std::vector<bool> isBridge;
  //! Region 1, 2, ...
  std::vector<Region> regions;
  //! Regions dropped for too few cells or too little area, and those dropped for too little population only.
  std::size_t droppedTooSmall = 0;
  std::size_t droppedPopulation = 0;
  //! Regions that ranked below targetCount.
  std::size_t droppedBeyondTarget = 0;
  //! Parts that came out of splitting regions above a maximum, before the minimum is asked of them.
  std::size_t splitParts = 0;
  //! Cells of regions above a maximum that are in none of their parts.
  std::size_t cellsShed = 0;
};

/**
 * From scored cells to ranked priority regions whose borders follow the scores.
 *
 * Select: cells with smoothed score ≥ threshold; a missing score is not selected.
 * Bridge: the connected sets of selected cells are the parts. An unselected cell becomes a member when it lies on a
 * chain of at most bridgeSteps unselected cells that joins two different parts, each cell a neighbour of the next. All
 * such chains count, so that no order decides; a bay within one part is not filled. A bridge may cross cells without a
 * score (a park, a railway). Bridging is done once: parts joined by it are not bridged again. Connect: connected
 * members are a region. A connected set of at most fillHolesCells other cells whose neighbours outside the set all
 * belong to one region joins it, unless that would carry the region above a maximum; a pocket between a region and the
 * edge of the map counts as such a hole. Drop: regions below a minimum. Split: a region above a maximum is cut by
 * raising the threshold inside it, cell by cell from the lowest smoothed score, ties by tieOrder, until each part fits;
 * every part is the largest that fits around its own peak. Parts are never adjacent: the cells between them are shed.
 * Holes are filled again and parts below a minimum dropped. A single cell above the maximum is shed. Rank: by mean raw
 * score, highest first; ties by the lowest tieOrder in the region. The first targetCount are kept; when there are
 * fewer, all.
 *
 * A missing population counts as nobody; a missing raw score is left out of mean and peak. Without any selected cell
 * there are no regions. With tieOrder given the result does not depend on the order of the cells.
 * Throws std::invalid_argument when lengths differ, the threshold is missing, an area is not above 0, a population is
 * negative or not given although a population limit is set, a maximum is below its minimum, or tieOrder repeats a rank.
 * O(cells log cells) for a bounded number of neighbours and small bridgeSteps and fillHolesCells.
 *
 * Source: Birmingham's priority neighbourhoods in the form of a computation; the splitting is the component tree of
 * mathematical morphology (Salembier, Oliveras and Garrido 1998, IEEE Transactions on Image Processing 7).
 */
Regions findRegions( const RegionCells &cells, const RegionOptions &options );

} // namespace communitysafety::statistics
