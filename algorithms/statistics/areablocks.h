// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Puts places into compact blocks of neighbours, which stand in for the next larger areas where these are not known
 * (see interpolationerror.h: predict known areas from what they make up).
 *
 * The places are halved at the middle of their longer side (as many on each side, or one more below) until at most
 * \a size are left in a block, so that blocks have between half of that number, rounded up, and all of it.
 * \a x, \a y: one centre per place, present. \returns the block of each place, from 0.
 * Equal centres are told apart by their order. Throws std::invalid_argument on different lengths, a missing or infinite
 * centre and a size of 0. O(n log n).
 * Source: Bentley 1975, Communications of the ACM 18 (k-d tree).
 */
std::vector<std::size_t> blocksOfNeighbours( Column x, Column y, std::size_t size );

} // namespace communitysafety::statistics
