// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/neighbours.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! The scored cells; every column has one value per cell, the views must outlive the call.
struct RegionCells
{
  //! Decides which cells are selected and where a large region is split.
  Column smoothedScore;
  //! Decides the order of the regions.
  Column rawScore;
  //! People per cell; an empty column when they are not known.
  Column population;
  //! Area per cell, above 0, in the unit of the options.
  Column area;
  const Neighbours &neighbours;
  //! The rank of each cell's id, all different: settles ties, so that the order of the cells does not matter. Empty =
  //! the order of the cells.
  std::vector<std::size_t> tieOrder;
};

struct Region
{
  std::size_t cells = 0;
  double area = 0;
  //! Missing when no population was given.
  double population = missing;
  //! Mean raw score of its cells, weighted by population; by area when nobody lives there or population is not given.
  double meanScore = missing;
  //! Highest raw score of its cells.
  double peakScore = missing;
};

/**
 * The figures of the region that consists of \a members, rows of \a cells. A missing population counts as nobody; a
 * missing raw score is left out of mean and peak. Linear.
 */
Region describeRegion( const RegionCells &cells, const std::vector<std::size_t> &members );

} // namespace communitysafety::statistics
