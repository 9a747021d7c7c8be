// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/neighbourhood.h"
#include "statistics/regions.h"

#include <vector>

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::priorityneighbourhoods
{

struct ThresholdNeighbourhoods
{
  std::vector<Neighbourhood> neighbourhoods;
  //! The score of each area by which it was selected.
  std::vector<double> smoothed;
};

/**
 * Areas whose score reaches the threshold of \a options grow together to neighbourhoods. \a isAveraged: the score of
 * each area is averaged with its neighbours first. What was dropped, split or is missing is said in the log.
 */
ThresholdNeighbourhoods neighbourhoodsByThreshold( base::Run &run, const ScoredAreas &scored,
                                                   const statistics::RegionOptions &options, bool isAveraged );

} // namespace communitysafety::priorityneighbourhoods
