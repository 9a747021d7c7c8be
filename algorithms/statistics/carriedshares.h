// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/arealweights.h"
#include "statistics/rateinterval.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! A share, such as lone parents among all households, of larger areas; one value per target in every column.
struct CarriedShares
{
  //! How many, and of how many.
  std::vector<double> count;
  std::vector<double> total;
  //! 0 to 1; missing where nobody is.
  std::vector<double> share;
  //! Share / the city's share × 100; missing where either is not known, or the city has none.
  std::vector<double> index;
  //! Wilson's limits of the index (95 %), the city's share taken as known.
  std::vector<Interval> limits;
  double cityShare = missing;
};

/**
 * Carries counts and what they are parts of from small areas to larger ones by the ground they have in common, and sets
 * their shares against that of the city: count = Σ share × count, total = Σ share × total over the overlaps of a
 * target; the city's share is the same over \a partsInCity, what part of each source (0 to 1) the city has.
 *
 * A source without count or total takes no part, in neither sum. Perturbed tables may have a count a little above its
 * total: the share is then 1. Targets may overlap each other; overlaps in any order, one given twice is added up.
 * Throws std::invalid_argument when the columns are not of one length, a count or total is negative, an overlap
 * names an unknown area, or its share is outside 0 to 1. Linear.
 */
CarriedShares carryShares( const std::vector<Overlap> &overlaps, std::size_t targets, Column counts, Column totals,
                           Column partsInCity );

} // namespace communitysafety::statistics
