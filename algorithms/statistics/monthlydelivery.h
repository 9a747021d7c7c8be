// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

/**
 * What a source delivered month by month, held against its own other months: months without a record, months that are
 * only partly there, and sudden drops; and areas in which it is silent while it delivers elsewhere.
 */
namespace communitysafety::statistics
{

//! The records of one source in one month.
struct MonthDelivery
{
  double records = 0;
  //! Days of the month before its first and after its last record; 0 where the source does not tell days.
  int daysBefore = 0;
  int daysAfter = 0;
};

enum class DeliveryState
{
  //! Not one record: the source delivered nothing, which is not the same as zero.
  absent,
  present,
  //! Days at the beginning or the end are missing.
  partMonth,
  //! Far fewer records than in the other months.
  drop
};

struct DeliveryRule
{
  //! A drop lies at least so many robust standard deviations below the other months. REQUIRES: above 0.
  double dropBelow = 3.5;
  //! Empty days are told when they come by chance less often than this. REQUIRES: above 0, below 1.
  double chance = 0.001;
  //! The same for empty months of an area: smaller, because hundreds of areas have many runs each.
  double silentChance = 0.00001;
  //! With fewer other whole months no drop is looked for.
  std::size_t fewestMonths = 6;
};

struct JudgedMonth
{
  DeliveryState state = DeliveryState::absent;
  //! Missing where it cannot be told: months that are absent or partly there, too few other months.
  double z = missing;
};

/**
 * Judges each of \a months, in order, against the others of the same source.
 *
 * Part month: e^(−λ g) < chance, with g the empty days before the first or after the last record and λ the records per
 * day: the median of the other months that have records, or the month's own rate on the days it covers where there are
 * fewer than three others.
 *
 * Drop: z ≤ −dropBelow, with x = 2 √(n + 3/8) (Anscombe 1948, doi:10.1093/biomet/35.3-4.246), which makes the spread
 * of counts about 1 whatever their size, z = (x − median) / max(1, 1.4826 MAD), median and median absolute deviation
 * over the source's other whole months (absent and part months aside). The limit 3.5 for such scores is that of
 * Iglewicz and Hoaglin 1993, How to detect and handle outliers. A season or a trend widens the spread, so that a drop
 * in it has to be deeper to be told; a rise is not looked for.
 *
 * Cost: the square of the number of months.
 */
std::vector<JudgedMonth> judgeDelivery( const std::vector<MonthDelivery> &months, const DeliveryRule &rule = {} );

//! Months without a record in an area, one after the other, from \a first to \a last in the order of the months.
struct SilentRun
{
  std::size_t first = 0;
  std::size_t last = 0;
  //! Months of the run in which the source delivered elsewhere.
  std::size_t months = 0;
  //! Records that would have been expected in them.
  double expected = 0;
};

/**
 * The runs of empty months of one area that are too long for chance: e^(−m L) < silentChance, with L the months of the
 * run and m the area's records per month outside of it; \a usual where the area has no record at all. Months in which
 * the source delivered nowhere neither belong to a run nor interrupt it. Records are taken as independent; those that
 * come in clusters leave such runs by chance more often. \param delivered as many as \a records: whether the source
 * delivered anything, wherever \param usual records per month that an area such as this would have; missing where that
 * is unknown Throws std::invalid_argument when the lengths differ.
 */
std::vector<SilentRun> silentRuns( const std::vector<double> &records, const std::vector<bool> &delivered, double usual,
                                   const DeliveryRule &rule = {} );

} // namespace communitysafety::statistics
