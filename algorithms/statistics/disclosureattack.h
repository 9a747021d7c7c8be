// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/additiverelation.h"
#include "statistics/column.h"
#include "statistics/progress.h"

#include <limits>
#include <vector>

namespace communitysafety::statistics
{

//! What a reader has in hand: the cells that are shown, and which cells are sums of others.
struct PublishedTable
{
  //! Missing: hidden.
  std::vector<double> value;
  //! The least that the rules of the table let a hidden cell be, usually 0; 1 where zeros are always shown.
  std::vector<double> lowest;
  std::vector<AdditiveRelation> relations;
};

//! Throws std::invalid_argument on different lengths and on relations of cells that do not exist.
void requirePublished( const PublishedTable &table );

//! What can be worked out about one cell. Without an upper limit highest is infinite; both are missing where nothing
//! can be worked out because no table has the sums.
struct CellInterval
{
  double lowest = 0;
  double highest = 0;

  double width() const { return highest - lowest; }
};

struct AttackOptions
{
  //! DEFAULT: every interval is worked out to its end. Else the search in a cell stops at an interval so wide: cells
  //! with a narrower one are certain to have just that, the others have at least that.
  double enoughWidth = std::numeric_limits<double>::infinity();
  //! One per cell: whether its interval is wanted. Of other hidden cells none may be worked out: they get all that
  //! their lowest value allows. DEFAULT: empty, all are.
  std::vector<char> wanted;
  //! Hidden cells of sums that no table can have together get a missing interval, and all others their own. DEFAULT:
  //! false, such sums are refused.
  bool leavesContradictions = false;
  //! 0: all cores. The result is the same for any number.
  unsigned threads = 0;
};

/**
 * Attacks a table as a reader could who has nothing but it: for each hidden cell the least and the greatest whole
 * number that all shown cells, all sums, the lowest values and the other hidden cells allow together.
 *
 * Hidden cells that are parts of the same sums can take all that they count together from one another: where that is
 * wide enough already, nothing more is asked. Else by two linear programmes for each hidden cell ("the attacker's
 * problems" in the literature), hidden cells that no chain of sums connects being separate problems; a cell of a single
 * sum needs none. Whole numbers are taken from the ends of the interval (rounded inwards), so that an interval may be
 * wider, never narrower, than that of an attacker who searches whole tables. Shown cells get their value twice.
 *
 * Throws std::invalid_argument on different lengths, on cells that do not exist, and when no table can have these
 * sums, whichever cells are wanted, unless contradictions are left; Cancelled.
 *
 * Source: Fischetti and Salazar 2000, Models and algorithms for optimizing cell suppression in tabular data with linear
 * constraints, Journal of the American Statistical Association 95, 916-928, doi:10.1080/01621459.2000.10474282. Checked
 * against attack() of the R package sdcTable.
 */
std::vector<CellInterval> attackTable( const PublishedTable &table, const AttackOptions &options = {},
                                       const Progress &progress = {} );

/**
 * Of the tables that a reader must hold possible the one with the smallest hidden cells: every value of \a table, with
 * the hidden ones filled in. Errors as attackTable().
 */
std::vector<double> leastTable( const PublishedTable &table );

} // namespace communitysafety::statistics
