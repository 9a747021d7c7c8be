// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/source.h"
#include "priorityneighbourhoods/neighbourhood.h"
#include "priorityneighbourhoods/outlinesnapper.h"

namespace communitysafety::priorityneighbourhoods
{

/**
 * How far outlines may move: \a wanted, or a quarter of the side of a typical area when it is 0. Throws
 * QgsProcessingException when that is half the side or more: narrow parts of a neighbourhood could be lost.
 */
double snapDistance( const ScoredAreas &scored, double wanted );

/**
 * Lets the outlines follow \a lines, or the edges of polygons. Members and figures stay those of the areas.
 * Throws QgsProcessingException when the layer has no reference system, no features, or points.
 */
void snapNeighbourhoods( base::Run &run, const base::Source &lines, const ScoredAreas &scored,
                         const SnapOptions &options, std::vector<Neighbourhood> &neighbourhoods );

//! Says in the log what snapping has cost, and where it was not done. REQUIRES neighbourhoods with ids.
void tellSnapped( base::Run &run, const SnapOptions &options, const std::vector<Neighbourhood> &neighbourhoods );

} // namespace communitysafety::priorityneighbourhoods
