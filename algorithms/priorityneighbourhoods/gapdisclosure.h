// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/trackedgap.h"

#include <QStringList>

#include <vector>

/**
 * What must not be shown of a gap, because 1 to 4 incidents of a sensitive indicator could be known from it. Where one
 * indicator of the gap alone would be withheld, the sum of all and the others would give it away: the one with the
 * fewest incidents is withheld with it.
 */
namespace communitysafety::priorityneighbourhoods
{

//! By indicator as in TrackedGap::indicators: whether one of its years has 1 to 4 incidents inside or outside.
std::vector<bool> withheldSeries( const TrackedGap &gap );

//! By indicator of the gap: whether it is not shown neighbourhood by neighbourhood, as no sensitive one is.
std::vector<bool> withheldInNeighbourhoods( const TrackedGap &gap );

//! Whether \a years, of all indicators together, would tell: all are sensitive, and a year has 1 to 4 incidents.
bool isWithheld( const TrackedGap &gap, const std::vector<statistics::Gap> &years );

//! The labels of the indicators of which anything is withheld.
QStringList withheldInWords( const TrackedGap &gap );

} // namespace communitysafety::priorityneighbourhoods
