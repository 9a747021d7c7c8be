// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! How surprising the difference of two counts is when nothing has changed.
struct RateChange
{
  //! Rate after ÷ rate before; missing when there was nothing before.
  double ratio = missing;
  //! Positive: more than before. The standard score that has this p, or the smallest one that a double holds (37.5).
  double z = missing;
  //! Two-sided, 0 to 1.
  double p = missing;
};

/**
 * Two counts of any exposures, exactly.
 *
 * Given before + after = n, an unchanged rate makes \a after binomial with n and π = E₂ / (E₁ + E₂). p is twice the
 * smaller tail, at most 1: never below what it says, as tests on small counts by approximation are.
 *
 * \a phi, 1 or more: how many times more the counts vary than independent events (see overdispersion.h); crime counts
 * of small areas have 1.5 to 3. Both counts are divided by φ, which leaves their ratio and widens the binomial to the
 * variance φ n π (1 - π); the tail is then that of the incomplete beta function, which needs no whole numbers.
 *
 * Exposures: above 0, same unit (months, residents × months; or the events of the whole city, which then asks whether
 * the area's share of the city has changed). A missing argument gives a missing result; no event at all gives p = 1.
 * Throws std::invalid_argument on a negative count, an exposure that is not above 0 and phi below 1.
 *
 * Source: Przyborowski & Wilenski 1940, doi:10.1093/biomet/31.3-4.313; the doubled tail as exactci of R
 * (tsmethod = "central"), where poisson.test adds the outcomes that are no likelier instead.
 */
RateChange compareRates( double before, double exposureBefore, double after, double exposureAfter, double phi = 1.0 );

/**
 * compareRates() for every area. With one number for all areas as exposure the columns hold it in every row.
 * Throws std::invalid_argument on different lengths as well. Linear.
 */
std::vector<RateChange> compareRates( Column before, Column exposureBefore, Column after, Column exposureAfter,
                                      double phi = 1.0 );

} // namespace communitysafety::statistics
