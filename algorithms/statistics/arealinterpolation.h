// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/arealshares.h"
#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

//! Counts carried over; one value per target in every column.
struct InterpolatedCounts
{
  //! Missing where the target has nothing in common with a source that has a count.
  std::vector<double> value;
  //! Sources without a count inside the target, in parts of sources: above 0, the value is too low.
  std::vector<double> unknownSources;
  //! What lies in no target: values + outside = the sum of the present counts.
  double outside = 0;
};

/**
 * Carries counts (people, households, events: extensive figures, which add up) over to the targets:
 * value = Σ share × count.
 *
 * \a counts: one per source, finite, any unit; missing = not known. Nothing is rounded and nothing is lost: the values
 * and outside add up to the present counts, to 1e-12 of them.
 * A rate of which numerator and denominator are at hand is best made of both after they are carried over.
 * Throws std::invalid_argument on another length and an infinite count. Linear, 16 bytes for each target.
 */
InterpolatedCounts interpolateCounts( const ArealShares &shares, Column counts );

//! Rates carried over; one value per target in every column.
struct InterpolatedRates
{
  //! Missing where nobody with a rate is inside.
  std::vector<double> value;
  //! What the rates refer to inside the target: Σ share × denominator.
  std::vector<double> denominator;
  //! The part of it, 0 to 1, whose source has a rate: below 1, the value stands for that part only.
  std::vector<double> covered;
};

/**
 * Carries rates, shares, means and scores (intensive figures, which do not add up) over to the targets, as means over
 * those they refer to: value = Σ share × denominator × rate / Σ share × denominator.
 *
 * \a denominators: what each rate is a rate of (people, households), 0 or more; a missing one is nobody. With the
 * ground of each source as denominator the mean is by ground. The rate is taken to be the same everywhere in a source.
 * Ranks and deciles are no rates: their mean is not the rank of anything (see boundaryversions.h).
 * Throws std::invalid_argument on other lengths, an infinite rate and a negative denominator. Linear, 64 bytes for each
 * target.
 */
InterpolatedRates interpolateRates( const ArealShares &shares, Column rates, Column denominators );

} // namespace communitysafety::statistics
