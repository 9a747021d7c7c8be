// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/compositescore.h"
#include "statistics/countuncertainty.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * How sure the total and the ranks of a composite index are, given how few events there are: every indicator that
 * counts events is drawn from its posterior and the index computed anew (see propagateCounts()).
 *
 * \a shrink: as the score was made (see posteriorOf()). \a overdispersion: φ of each indicator, 1 or more; empty: 1 for
 * all. Weights, scales and tree are taken as they are: how much these choices matter
 * is another question.
 * Throws as ratePosterior() and propagateCounts() do, and Cancelled.
 */
IndexUncertainty scoreUncertainty( const std::vector<ScoreIndicator> &indicators, const CompositeScore &score,
                                   bool shrink, const std::vector<double> &overdispersion,
                                   const CountDrawOptions &draws, const Progress &progress );

} // namespace communitysafety::statistics
