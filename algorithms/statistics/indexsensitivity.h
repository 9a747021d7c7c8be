// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/indexvariants.h"
#include "statistics/sobol.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

struct IndexSensitivityOptions
{
  //! Rows of the design; runs are this × (switches + 2). A power of two is best. 0: only counts are drawn, as often as
  //! the variants have draws of them, and no switch is compared with another.
  std::size_t base = 128;
  std::uint64_t seed = 1;
  //! The share of the areas that counts as the worst, above 0 to 1.
  double worstShare = 0.1;
  //! The part of all runs between lower and upper, above 0 and below 1.
  double confidence = 0.9;
  //! 0: all cores.
  unsigned threads = 0;
};

//! How much one switch matters.
struct SwitchEffect
{
  IndexSwitch which;
  //! Shares of the variance of the mean shift of ranks; missing when base is 0, or when nothing ever moves.
  FactorSensitivity shares;
  //! Mean |rank - nominal rank| when this switch alone is changed, over its alternatives (or 32 draws).
  double rankShift = missing;
};

//! How firm the ranks of a composite index are. Columns have one value per area.
struct IndexSensitivity
{
  std::vector<double> nominalRank;
  //! Of the index over the runs with its own scale and way to combine, of the rank over all runs; shareAbove is left
  //! empty.
  IndexUncertainty uncertainty;
  std::vector<SwitchEffect> switches;
  //! By indicator: mean |rank - nominal rank| without it; missing where it takes no part or is the only one.
  std::vector<double> shiftWithout;
  std::size_t runs = 0;
  //! Mean |rank - nominal rank| over all areas and runs.
  double rankShift = missing;
};

//! How often an area is among the worst.
enum class TopMembership
{
  //! In less than 5 % of the runs.
  never,
  //! In 5 % or more.
  sometimes,
  //! In half or more.
  mostly,
  //! In 95 % or more.
  always
};

//! \a share: 0 to 1, such as shareInWorst.
TopMembership topMembership( double share );

/**
 * Tests an index against the choices that could have been made otherwise, all at once.
 *
 * Each run takes every switch of \a variants at random, computes the index of all areas anew and ranks them (1 =
 * highest). From all runs come the ranges of index and rank of each area and how often it is among the worst (see
 * lastWorstRank()). The outcome of a run, the mean |rank - nominal rank| with ties at the mean of their places, is
 * divided among the switches: first order is what a switch does alone, total order what it does with all interactions
 * (see sobolIndices()). Besides, each switch is changed alone and each indicator left out alone.
 *
 * The same seed gives the same numbers on any number of threads. 8 bytes per area and run.
 * Throws std::invalid_argument when there is no switch and on options out of range; Cancelled.
 * Cost: runs × (one draw of the counts + one index).
 *
 * Source: Saisana, Saltelli and Tarantola 2005, Uncertainty and sensitivity analysis techniques as tools for the
 * quality assessment of composite indicators, doi:10.1111/j.1467-985X.2005.00350.x; OECD/JRC Handbook 2008, step 7.
 */
IndexSensitivity indexSensitivity( const IndexVariants &variants, const IndexSensitivityOptions &options,
                                   const Progress &progress = {} );

} // namespace communitysafety::statistics
