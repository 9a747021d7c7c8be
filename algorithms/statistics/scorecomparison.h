// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/rankchange.h"

#include <vector>

namespace communitysafety::statistics
{

//! What a change of the number of events is held against.
enum class EventBasis
{
  //! The city's own change: has the area's share of all events changed? As an index with 100 = city asks.
  city,
  //! The months counted: are there more events than before?
  time
};

//! How far a score has moved; the numbers are those of the output field.
enum class ChangeClass
{
  muchBetter = -2,
  better = -1,
  little = 0,
  worse = 1,
  muchWorse = 2,
  //! One of the scores is missing.
  unknown = 3
};

struct ComparisonOptions
{
  //! The scores are indices with 100 = city: classes then have fixed breaks, so that years compare.
  bool isIndex = true;
  //! As compareRanks().
  double topShare = 0.1;
  EventBasis basis = EventBasis::city;
  //! Months behind the events; only for EventBasis::time. REQUIRES: above 0.
  double monthsBefore = 12;
  double monthsAfter = 12;
  //! How many times more counts vary than independent events would. REQUIRES: 1 or more.
  double phi = 2;
  //! False discovery rate up to which a change is called significant.
  double falseDiscovery = 0.05;
};

//! Two scores of the same areas compared; one value per area.
struct ScoreComparison
{
  //! after - before.
  std::vector<double> change;
  //! 100 × change / before; missing where before is not above 0, and for scores that are no index.
  std::vector<double> changePercent;
  std::vector<ChangeClass> changeClass;
  RankChange ranks;
  //! Chance of such a change of the events when nothing has changed, and false discovery rate; empty without events.
  std::vector<double> p;
  std::vector<double> q;
  //! 1 more events, -1 fewer, 0 within chance; missing where not tested; empty without events.
  std::vector<double> significant;
  //! Changes below the first are little, from the second on much.
  double littleChange = missing;
  double muchChange = missing;

  std::size_t count( ChangeClass wanted ) const;
};

/**
 * Compares \a after with \a before: change, class, ranks, and where events are given whether chance explains it.
 *
 * Classes: for an index, 10 and 50 points. For other scores, whose unit says nothing, a quarter and one standard
 * deviation (divisor n) of the scores before. Where these are all equal, every change is much.
 *
 * Test: compareRates() with overdispersion phi, then falseDiscoveryRate() over all areas tested. With EventBasis::city
 * the exposures are the events of all areas that have both counts; their rise or fall as a whole is then no area's.
 * Events: empty, or 0 or more per area; missing is not tested.
 * Throws std::invalid_argument on different lengths and as the functions named. O(n log n).
 */
ScoreComparison compareScores( Column before, Column after, Column eventsBefore, Column eventsAfter,
                               const ComparisonOptions &options );

} // namespace communitysafety::statistics
