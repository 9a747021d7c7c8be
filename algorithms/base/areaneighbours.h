// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "statistics/progress.h"
#include "statistics/spatialweights.h"

namespace communitysafety::base
{

//! Who counts as a neighbour of an area. The order is that of the NEIGHBOURS parameter.
enum class NeighbourRule
{
  //! Shares a border or a corner.
  queen,
  //! Shares a border.
  rook,
  //! Centres at most a distance apart.
  distance,
  //! The nearest centres.
  nearest
};

struct NeighbourChoice
{
  NeighbourRule rule = NeighbourRule::queen;
  //! In metres; of NeighbourRule::distance.
  double distance = 0;
  //! How many; of NeighbourRule::nearest.
  std::size_t nearest = 0;
};

/**
 * The neighbours of \a areas by \a choice, each counting 1. \param touching of touchingNeighbours(), from which those
 * of queen and rook are taken. Centres are centroids. \param progress throws statistics::Cancelled
 */
statistics::SpatialWeights areaNeighbours( const Areas &areas, const NeighbourChoice &choice,
                                           const statistics::Neighbours &touching,
                                           const statistics::Progress &progress );

} // namespace communitysafety::base
