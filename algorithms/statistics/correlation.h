// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/association.h"
#include "statistics/progress.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! Which coefficient; the order is that of the parameters.
enum class CorrelationKind
{
  pearson,
  //! Of ranks, ties with the mean of their ranks; the one to prefer for skewed columns.
  spearman,
  kendall
};

/**
 * Kendall's τ-b: the pairs of areas that both columns put in the same order, less those they put in opposite order.
 *
 * τ-b = (concordant - discordant) / √((N - ties in x)(N - ties in y)), N = n (n - 1)/2 pairs of areas. Like Spearman's,
 * it asks for any rising curve; it is smaller in size and less moved by a few areas. Missing values and errors as
 * pearson(); missing with a constant column. O(n log n).
 * Source: Kendall 1945; Knight 1966, doi:10.1080/01621459.1966.10480879. Checked against cor( method = "kendall" ) of
 * R.
 */
Correlation kendall( Column x, Column y );

//! How alike two of several columns are.
struct ColumnPair
{
  //! Places of the columns, a before b.
  std::size_t a = 0;
  std::size_t b = 0;
  //! -1 to 1, missing where not defined; see pearson(), spearman(), kendall().
  double pearson = missing;
  double spearman = missing;
  double kendall = missing;
  //! Areas in which both columns have a value.
  std::size_t areas = 0;
};

/**
 * Every pair of \a columns once: (0, 1), (0, 2) ... (1, 2) ... . Each pair uses all areas it has.
 *
 * Throws std::invalid_argument when the columns differ in length. On all cores; O(columns² × n log n).
 */
std::vector<ColumnPair> correlatePairs( const std::vector<Column> &columns, const Progress &progress = {} );

} // namespace communitysafety::statistics
