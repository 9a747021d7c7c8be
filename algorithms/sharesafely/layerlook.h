// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharesafely/releasefinding.h"

#include <vector>

class QgsVectorLayer;

namespace communitysafety::sharesafely
{

/**
 * What goes with a layer and is not in its rows: columns that its style or table hides, rows that a filter hides, paths
 * in its style, the record of its runs. REQUIRES: called in the main thread.
 */
std::vector<Finding> findingsAround( const QgsVectorLayer &layer );

} // namespace communitysafety::sharesafely
