// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"
#include "statistics/tabletoprotect.h"

#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

struct SuppressionOptions
{
  //! How wide the interval of each unsafe cell must be that a reader can work out. REQUIRES: 1 or more.
  double protection = 5;
  //! Components with more cells are not solved as a whole but through cells around each, a quarter of this number and
  //! where nothing else helps four times as many: what these cannot protect counts as unprotected. REQUIRES: 4 or more.
  std::size_t largestWhole = 6000;
  //! 0: all cores. The result is the same for any number.
  unsigned threads = 0;
};

struct SuppressionPattern
{
  std::vector<char> isHidden;
  //! Unsafe cells for which no wide enough interval was found; ascending. In components that were solved as a whole
  //! there is none, whatever is hidden.
  std::vector<std::uint32_t> unprotected;
};

/**
 * Chooses which cells to hide besides the unsafe ones (secondary, or complementary, suppression), so that the interval
 * that a reader can work out for each unsafe cell (disclosureattack.h) is at least as wide as the protection. As little
 * weight as the method finds is hidden; the least possible is not promised (the problem is NP-hard).
 *
 * One unsafe cell after the other: the cheapest other table with the same sums in which the cell is larger by the
 * protection (or, where there is none, a larger and a smaller one that are so far apart together) is found by a linear
 * programme (protectionflow.h), and all cells that differ in it are hidden. Each table found protects every cell that
 * differs enough, and cells that are parts of the same sums need no programme at all where they can give way to each
 * other, so that most cells need none of their own. A programme of the hidden cells nearby comes first: what it finds
 * costs nothing and is therefore the cheapest there is. Totals that are parts of other totals are hidden
 * only for such totals and where nothing else helps. Afterwards each secondary cell that has become superfluous is
 * shown again, the heaviest first.
 *
 * Every promise is that of the attack, which is separate code: attack the result before it is published. Missing values
 * are taken to be the least that the sums allow. Unsafe cells whose sums are all known and small cannot be protected
 * and are told.
 *
 * Throws std::invalid_argument on different lengths, values that are negative or not whole, cells below their lowest
 * value, weights that are not above 0, sums that are not true, a protection below 1; Cancelled. Separate components of
 * the table are solved in parallel.
 *
 * Source: the sequence of linear programmes is that of Robertson's CONFID (1993, Cell suppression at Statistics Canada)
 * and Kelly, Golden and Assad 1992, Cell suppression: disclosure protection for sensitive tabular data, Networks 22,
 * 397-417, doi:10.1002/net.3230220407, for any linear relations as in Fischetti and Salazar 2000 (see
 * disclosureattack.h), section 5.
 */
SuppressionPattern suppressCells( const TableToProtect &table, const SuppressionOptions &options = {},
                                  const Progress &progress = {} );

} // namespace communitysafety::statistics
