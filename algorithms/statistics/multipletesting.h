// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Many areas are tested at once, and at 5 % one in twenty is called significant where there is nothing. A correction
 * turns the p of each area into a q that can be held against the same 5 %; m is the number of tests, the present p.
 * In all of them a missing p gets a missing q and does not count in m, equal p get equal q, the order of p is that of q
 * (but where q reaches 1), and q ≥ p. Each throws std::invalid_argument on a p outside 0 to 1. O(m log m).
 */
enum class Correction
{
  //! q = p.
  none,
  //! Benjamini & Hochberg, see falseDiscoveryRate().
  benjaminiHochberg,
  //! Benjamini & Yekutieli, see falseDiscoveryRateAnyDependence().
  benjaminiYekutieli,
  //! Bonferroni, see familywiseErrorRate().
  bonferroni
};

std::vector<double> corrected( Column p, Correction correction );

/**
 * The false discovery rate at which each test becomes significant: calling all areas with q ≤ 5 % significant, at most
 * one in twenty of them is expected to be called so by chance alone.
 *
 * With the p in rising order, q₍ᵢ₎ = min over k ≥ i of m p₍ₖ₎ / k, at most 1. Holds for independent tests and for such
 * as neighbouring areas give, which rise and fall together; not for any dependence whatever.
 *
 * Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; as p.adjust( , "BH") of R.
 */
std::vector<double> falseDiscoveryRate( Column p );

/**
 * The false discovery rate whatever the tests have to do with one another: that of falseDiscoveryRate() with
 * m (1 + 1/2 + ... + 1/m) in the place of m; for 100,000 cells twelve times as strict.
 * Source: Benjamini & Yekutieli 2001, doi:10.1214/aos/1013699998; as p.adjust( , "BY") of R.
 */
std::vector<double> falseDiscoveryRateAnyDependence( Column p );

/**
 * The probability that even one area is called significant by chance: q = m p, at most 1. The strictest; for when every
 * single area named must stand. Source: Bonferroni, as p.adjust( , "bonferroni") of R.
 */
std::vector<double> familywiseErrorRate( Column p );

/**
 * What is left of a p that cannot fall below a floor, as those of permutations cannot, after a correction: on a fine
 * grid 999 permutations find nothing, however strong the pattern.
 */
struct CorrectedFloor
{
  //! The q of one area at the floor while all others are at 1.
  double smallestQ = 1;
  //! How many areas have to be at the floor together for any of them to be significant; 0: no number is enough.
  std::size_t areasNeeded = 0;
  //! The floor at which one area alone can be significant.
  double floorNeeded = 0;
};

/**
 * The effect of the floor \a smallestP (above 0 to 1) on \a tests (1 or more) at \a significance (0 to 1, both
 * exclusive). Throws std::invalid_argument outside these ranges.
 */
CorrectedFloor correctedFloor( double smallestP, std::size_t tests, double significance, Correction correction );

} // namespace communitysafety::statistics
