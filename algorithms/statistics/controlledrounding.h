// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/disclosureattack.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * Rounds a table to multiples of \a base so that its totals cannot be used to undo it.
 *
 * A cell that is the total of nothing becomes the multiple of \a base below or above it (a multiple stays), whichever
 * keeps the running sums of the relations that hold it nearer to what they were: totals drift by little more than the
 * base. A total becomes the sum of the rounded cells that it consists of, plus the nearest multiple of what its hidden
 * cells count together. So no total, and no difference of totals, tells more about a shown cell than the rounded cell
 * does: every number within a base of it stays possible. Totals that hold hidden cells may differ by a base from the
 * sum of the totals below them.
 *
 * All is worked out from what \a table shows unrounded: a reader of the rounded table learns nothing about a hidden
 * cell that a reader of the unrounded one would not know.
 *
 * \returns a value for each cell, missing for a hidden one. The order of the cells decides which of them are rounded
 * up. \param base 1 or more; 1 changes nothing. Throws std::invalid_argument below that, and as requirePublished().
 *
 * Source: the aims are those of controlled rounding (Cox 1987, A constructive procedure for unbiased controlled
 * rounding, Journal of the American Statistical Association 82, 520-524, doi:10.1080/01621459.1987.10478456), for
 * relations of any kind and therefore without the promise that a total stays within a base.
 */
std::vector<double> roundTable( const PublishedTable &table, double base );

} // namespace communitysafety::statistics
