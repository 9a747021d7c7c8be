// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/indicatorscale.h"
#include "statistics/progress.h"
#include "statistics/remainingtree.h"

#include <array>
#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

struct ScoreOptions
{
  ScaleOptions scaling;
  //! The most that one event may add to the total, in points of an index. 0: any number.
  double mostEventPoints = 10;
  //! Least share of the indicator weight that must be present for an area to get a score, 0 to 1.
  double leastShare = 0.5;
  //! Group within which each area is ranked; negative: not ranked. Empty: all areas together.
  std::vector<int> rankGroup;
  //! Threads that work at the same time. 0: all cores.
  unsigned threads = 0;
};

struct ScoredIndicator
{
  //! The crude value on the scale of the method; missing where it would give a small sensitive count away.
  std::vector<double> values;
  IndicatorRemarks remarks;

  bool isUsed() const { return remarks.leftOut == LeftOut::no; }
};

//! The indicators on their scales and the tree that combines them.
struct ScoreBasis
{
  //! In the order of the indicators; shrunk holds what enters the tree, before the mirroring of an index.
  std::vector<ScaledIndicator> scaled;
  //! By indicator: how far the limit on one event drew an index to the city beyond its shrinkage, 0 to 1.
  std::vector<std::vector<double>> limit;
  //! By indicator: the factor with which an index was recentred.
  std::vector<double> stretch;
  RemainingTree remaining;
};

//! The scored index: one value per area in every column.
struct CompositeScore
{
  static constexpr int noDriver = -1;
  static constexpr std::size_t driversNamed = 3;

  std::vector<ScoredIndicator> indicators;
  //! In the order of the groups; empty for a group without any indicator left.
  std::vector<std::vector<double>> groups;
  //! In the order of the sides; empty for a side without any indicator left.
  std::vector<std::vector<double>> sides;
  std::vector<double> total;
  //! The same tree on crude values.
  std::vector<double> crudeTotal;
  //! On the total 100 is the city and 200 twice the city.
  bool isIndex = false;
  std::vector<double> rank;
  std::vector<double> decile;
  //! Share of the indicator weight that was present, 0 to 1.
  std::vector<double> share;
  //! Events in the indicators of the total, without the small counts of sensitive ones.
  std::vector<double> events;
  //! The most that one further event adds to the total; missing unless the total is a weighted sum of indices.
  std::vector<double> largestEventChange;
  //! What each indicator adds to the total of each area; empty for one that is left out. Their sum is total - baseline.
  std::vector<std::vector<double>> contributions;
  //! The total an area would have if every indicator stood at its neutral value.
  std::vector<double> baseline;
  //! Indicators that add most to the total above the neutral value, the first one most; noDriver where there are fewer.
  std::vector<std::array<int, driversNamed>> drivers;
  //! A value of the area was withheld because of a small sensitive count.
  std::vector<bool> suppressed;
  //! How the total came about; for what is computed from it further. Not for publication: nothing is withheld here.
  ScoreBasis basis;

  //! False when every indicator was left out: then nothing is scored.
  bool hasIndicators() const;
};

/**
 * Scores a composite index: indicators onto their scales, small numbers shrunk, then combined up the tree.
 *
 * On an index scale I = 100 O / E (see overrepresentation.h). Before it enters the total, I is drawn to the city,
 * I' = 100 + s (I - 100), s the empirical Bayes weight on own data, lowered further where one event would move the
 * total by more than mostEventPoints, and recentred (see oneevent.h); that limit needs a tree that is a weighted sum.
 * Where less is worse the mirror image round 100, 200 - I', enters; it can be negative. The city's totals and s are
 * held fixed in this limit: in an indicator of a few events in the whole city one event moves these too, which is what
 * minimumEvents is for.
 * On other scales the rate, shrunk by empirical Bayes, is transformed, treated and normalised (see scalesteps.h).
 *
 * An indicator without data, without events, with too few of them, or with the same rate everywhere says nothing about
 * the areas: it is left out of the total and its weight passes to its siblings, but its crude values are returned. A
 * missing value passes its weight on likewise (see IndexTree). A side is the mean of its indicators by effective
 * weight. Ranks: 1 = highest; totals that agree to nine decimals share a rank.
 *
 * A sensitive count of 1 to 4 is withheld: the value is missing in its indicator, in every group and side of which all
 * present indicators are withheld, and it is not in events. It still takes part in the total.
 *
 * \a sides: number of sides. All columns have one value per area; events and denominators are 0 or more.
 * Throws std::invalid_argument on different lengths, negative counts and an unsound tree; Cancelled through
 * \a progress. O(indicators × areas log areas) time, O(indicators × areas) memory.
 *
 * Source: the grid index of the Birmingham community-safety partnership (100 = city); Marshall 1991 for the shrinkage;
 * OECD/JRC Handbook on constructing composite indicators 2008 for the rest.
 */
CompositeScore compositeScore( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups,
                               std::size_t sides, const ScoreOptions &options, const Progress &progress );

} // namespace communitysafety::statistics
