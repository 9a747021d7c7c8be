// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/trackedgap.h"

#include <QStringList>

#include <vector>

/**
 * What must not be shown of a gap, because 1 to 4 incidents of a sensitive indicator could be known from it. Where one
 * indicator or one neighbourhood alone would be withheld, the sum of all and the others would give it away: the one
 * with the fewest incidents is withheld with it.
 */
namespace communitysafety::priorityneighbourhoods
{

//! By indicator as in TrackedGap::indicators: whether one of its years has 1 to 4 incidents inside or outside.
std::vector<bool> withheldSeries( const TrackedGap &gap );

//! By indicator of the gap: whether it is not shown neighbourhood by neighbourhood, as no sensitive one is.
std::vector<bool> withheldInNeighbourhoods( const TrackedGap &gap );

//! By neighbourhood as in TrackedGap::neighbourhoods: whether nothing of it is shown, neither its years nor its part of
//! the gap. Only where all indicators are sensitive, and one of its years has 1 to 4 incidents inside or outside.
std::vector<bool> withheldNeighbourhoods( const TrackedGap &gap );

//! Whether the gap of all neighbourhoods and indicators together is not shown, for the same reason; nor is then
//! anything that is measured by it.
bool isWholeWithheld( const TrackedGap &gap );

//! The labels of the indicators of which anything is withheld.
QStringList withheldInWords( const TrackedGap &gap );

//! The names of the neighbourhoods that are withheld.
QStringList withheldNeighbourhoodsInWords( const TrackedGap &gap );

} // namespace communitysafety::priorityneighbourhoods
