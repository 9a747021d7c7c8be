// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! How many times more counts vary than independent events would.
struct Overdispersion
{
  //! φ: variance ÷ mean of a count, never below 1.
  double phi = 1;
  //! Pearson's X² and its degrees of freedom. 0 degrees: nothing could be estimated, and phi is 1.
  double pearson = 0;
  double degreesOfFreedom = 0;
  //! Areas with a count in every year and an event in any.
  std::size_t areas = 0;

  bool isEstimated() const { return degreesOfFreedom > 0; }
};

/**
 * The overdispersion of counts, from how they vary from year to year within each area.
 *
 * Areas may differ and years may differ; only what neither explains counts. With pₜ the share of year t in all events
 * and Oᵢ. the total of area i, Qᵢ = Σₜ (Oᵢₜ - pₜ Oᵢ.)² / pₜ has the expectation φ (T - 1) E[Oᵢ.], T years. Pearson's
 * X² / f = Σᵢ (Qᵢ / Oᵢ.) / ((areas - 1)(T - 1)) is unbiased for independent events only: an area with one event cannot
 * show repeats, so that at one event per area and year it gives 2.1 for a φ of 3. Therefore the sums are taken apart,
 *   φ = max(1, n / (n - 1) × Σ wᵢ Qᵢ / ((T - 1) Σ wᵢ Oᵢ.)),  n areas,
 * over all sets of T - 1 of the years, with weights wᵢ = 1 / (1 + Oᵢₛ) from the year s left out, which evens out the
 * say of large and small areas and is independent of what it weighs. With two years none can be left out and w = 1:
 * large areas then carry the estimate.
 *
 * \a countsByYear: one column per year, each with one count per area, 0 or more. An area in which any year is missing,
 * or without any event, is left out, and so is a year without any event. Fewer than two years or areas: not estimated.
 * Months of exposure that all areas share need no correction, since the shares of the years carry them.
 *
 * Limits. Trends that differ between areas, and records that came late from one of them, count as overdispersion; φ is
 * then too large, which errs on the side of caution. Repeats that recur every year in the same place do not show. It
 * is one number for all areas: where clusters grow with the count (negative binomial of a fixed size), it is a mean of
 * the areas. The standard error is about φ √(2 / f) and more where counts are sparse.
 * Throws std::invalid_argument on different lengths and negative counts, naming the row. O(years² × areas).
 *
 * Source: McCullagh and Nelder 1989, Generalized linear models, section 4.5, for X² / f; the weights from a year left
 * out are our own. Checked on simulated negative binomial counts of 0.1 to 50 per area and year.
 */
Overdispersion overdispersionBetweenYears( const std::vector<Column> &countsByYear );

} // namespace communitysafety::statistics
