// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/interpolationfigures.h"

#include <vector>

namespace communitysafety::deprivation
{

/**
 * What a reader of the result must know: where the sums went, what lies outside, what is not covered, where nobody
 * lives, and how far off such figures usually are. The numeric outputs of the algorithm are set along with it.
 * \a cover: of InterpolationShares.
 */
void tellInterpolation( base::Run &run, InterpolationMethod method, const InterpolationSources &sources,
                        const InterpolationTargets &targets, const std::vector<double> &cover,
                        const std::vector<InterpolatedFigure> &figures );

} // namespace communitysafety::deprivation
