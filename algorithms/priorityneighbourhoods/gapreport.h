// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "priorityneighbourhoods/trackedgap.h"

namespace communitysafety::priorityneighbourhoods
{

/**
 * The page on the gap: the verdict in words, the ratio and the absolute gap by year with what the choice of the places
 * alone would make of them, what the gap consists of, each neighbourhood, and how to read it.
 */
base::HtmlReport reportOnGap( const TrackedGap &gap );

} // namespace communitysafety::priorityneighbourhoods
