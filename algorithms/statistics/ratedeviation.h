// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * How far the rate of each area lies from the rate of all, in units of what is usual for a denominator of its size.
 *
 * (r - b) / √(a + b / N) with r = O / N, and b and a of empiricalBayes(): the rate of all areas and how much true rates
 * differ. Rates of small denominators scatter more than those of large ones; dealt out over the map as they are, chance
 * would put the extremes where few people live. These deviates scatter alike and may be dealt out (localassociation.h,
 * sharedpermutation.h).
 *
 * \a events O, 0 or more; \a denominator N. An area without denominator, or with either value missing, gets missing;
 * all do where there is no event. Errors and cost as empiricalBayes(). Source: Assunção & Reis 1999, Statistics in
 * Medicine 18; checked against EBImoran.mc of spdep 1.2-7, which differs where a would be negative: here it is 0.
 */
std::vector<double> rateDeviates( Column events, Column denominator );

} // namespace communitysafety::statistics
