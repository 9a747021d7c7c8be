// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/source.h"
#include "priorityneighbourhoods/neighbourhood.h"

namespace communitysafety::priorityneighbourhoods
{

/**
 * Hands ids, local names and notes on from \a previous neighbourhoods to those that cover mostly the same ground:
 * Jaccard 0.25, the best pairs first, each once; how many is said in the log. All others get the numbers that follow
 * the highest one used so far: N01, N02 ... \a previous: null when there are none; read as \a reading says but for its
 * fields.
 */
void continuePrevious( base::Run &run, const base::Source *previous, base::AreasReading reading,
                       std::vector<Neighbourhood> &neighbourhoods );

} // namespace communitysafety::priorityneighbourhoods
