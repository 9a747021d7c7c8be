// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/arealshares.h"
#include "statistics/column.h"

namespace communitysafety::statistics
{

/**
 * Which part of all \a counts, 0 to 1, one division of the sources puts into another target than the other does:
 * Σ count × ½ ( Σ targets |share - other share| + |outside - other outside| ) / Σ count. People who change places
 * between two targets count, although the sums of the targets stay the same.
 *
 * \a counts: one per source, 0 or more; missing = nobody. Missing where all together are 0.
 * Throws std::invalid_argument on different lengths and negative counts. Linear.
 */
double misplacedShare( const ArealShares &shares, const ArealShares &others, Column counts );

} // namespace communitysafety::statistics
