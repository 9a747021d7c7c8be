// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/progress.h"
#include "statistics/spatialweights.h"
#include "statistics/tailprobabilities.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Significance of local association by permutation: were the values of the other areas dealt out anew over the map, how
 * often would the neighbours of an area give as much as they do? The area's own value stays (conditional permutation).
 *
 * What the neighbours of an area then hold is a draw of k of the other areas, and the same draws serve every area with
 * k neighbours: P draws for the whole map instead of P per area, which makes a million permutations affordable and with
 * them p values small enough to survive a correction for as many tests as a fine grid has cells. Where a draw holds the
 * area itself, its place goes to the next area drawn, so that each area is compared with draws of the others exactly.
 * All areas share the luck of the draws: errors of their p go together, each within √(p (1 - p) / P).
 *
 * p = (as extreme + 1) / (P + 1) at either end, ties counted at both (differences below rounding are ties), so that p
 * is valid for sparse counts as well: of areas under chance alone at most a share α has p ≤ α. It cannot fall below
 * smallestPermutationP(): the floor.
 *
 * Missing values are neither drawn nor neighbours and get missing, as does an area without neighbours. Weights play no
 * part but for who is a neighbour, since all neighbours of an area count alike. All values equal: p is 1.
 */
struct PermutationOptions
{
  //! P, from 1 to 10,000,000.
  std::size_t permutations = 999999;
  std::uint64_t seed = 1;
  //! 0: as many as the machine has cores. The result is the same on any number.
  unsigned threads = 0;
};

//! The smallest two-sided p that \a permutations can give, 2 / (P + 1); at one end it is half of that.
double smallestPermutationP( std::size_t permutations );

/**
 * The tails of the sum of the neighbours' values: of Gi, of Gi* given the area's own value, of the join count of areas
 * with the property, and, both tails taken together, of local Moran: given the area's own value all of them rise (or
 * fall) with that sum.
 * Throws std::invalid_argument on lengths other than that of the weights, infinite values and a number of permutations
 * out of range, and Cancelled. O(P (k + distinct k log P) + areas P / 16,384); 8 bytes per area and thread beyond input
 * and result.
 */
TailProbabilities permuteNeighbourSums( Column values, const SpatialWeights &weights,
                                        const PermutationOptions &options = {}, const Progress &progress = {} );

/**
 * The tails of the sum of squared differences to the neighbours: of local Geary, standardised as localGeary() does, for
 * one variable or several. What a draw gives depends on the area it is compared with, on its side of a plane among the
 * sums of the drawn values and squares: see HalfspaceCounter. Errors as above and as localGeary().
 * O(P k + distinct k P log P + areas P^(v / (v + 1))) for v variables; 8 (v + 1) P bytes per distinct k, a few at a
 * time.
 */
TailProbabilities permuteSquaredDifferences( const std::vector<Column> &variables, const SpatialWeights &weights,
                                             const PermutationOptions &options = {}, const Progress &progress = {} );

} // namespace communitysafety::statistics
