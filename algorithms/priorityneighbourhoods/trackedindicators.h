// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/recipe.h"
#include "base/yearlycounts.h"
#include "priorityneighbourhoods/trackedplaces.h"
#include "statistics/gapcounts.h"

#include <QString>

#include <optional>
#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! What the rates of several indicators are made into one by. The order is that of the MEASURE parameter.
enum class GapScale
{
  //! All incidents together: their rates are added up.
  incidents,
  //! The rates as an index, 100 = the city over all years, with the weights of the recipe.
  index
};

//! One indicator with its numbers by year and area.
struct TrackedIndicator
{
  QString code;
  QString label;
  //! The group right under the index, by its code and its label; empty where it is in none.
  QString themeCode;
  QString theme;
  //! Counts of 1 to 4 are not shown.
  bool isSensitive = false;
  std::vector<std::vector<double>> counts;
  std::vector<std::vector<double>> exposures;
  //! What one unit of its rate counts in the gap.
  double weight = 1;

  statistics::GapStream stream() const;
};

struct TrackedIndicators
{
  std::vector<base::CountedYear> years;
  //! All years of the table, those that are left out among them.
  std::vector<base::CountedYear> tableYears;
  //! Those that make the gap.
  std::vector<TrackedIndicator> indicators;
  //! Those of which more is better: told by themselves, no part of the gap.
  std::vector<TrackedIndicator> betterWhenHigher;

  //! Views: this must outlive them.
  std::vector<statistics::GapStream> streams() const;
};

struct IndicatorSources
{
  const base::Source &years;
  const base::Source *recipe = nullptr;
  GapScale scale = GapScale::incidents;
  //! Incidents are told per so many units of the denominator.
  double per = 1000;
};

/**
 * Reads the counts by year, and makes them comparable: only what all years have. A year in which fewer than half of the
 * indicators have data is left out, then each indicator that is absent in one of the years, and for each indicator
 * every area that has no count or denominator in one of them. Also left out: what has no complete area at all, stocks,
 * whose count is the same in every year, what never happened, and indicators of which counts are withheld in more than
 * one area of twenty, since the areas that remain are not like the others. All of it is said in the log. Throws
 * QgsProcessingException when nothing is left.
 */
TrackedIndicators readTrackedIndicators( base::Run &run, const TrackedPlaces &places, const IndicatorSources &sources );

//! The words for a year: "2021-03 to 2022-02", or "Year 1" where the table does not tell its months.
QString wordsOf( const base::CountedYear &year );

} // namespace communitysafety::priorityneighbourhoods
