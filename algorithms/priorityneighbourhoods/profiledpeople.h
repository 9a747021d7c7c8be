// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/profiledplaces.h"
#include "statistics/rateinterval.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! Deprivation of one place, or of the city.
struct PlaceDeprivation
{
  double people = statistics::missing;
  //! Mean over its people.
  double score = statistics::missing;
  //! Shares (0 to 1) of its people in the most deprived 10 and 20 % of the country.
  double inTenth = statistics::missing;
  double inFifth = statistics::missing;
  //! Share of its ground with deprivation data.
  double covered = 0;
};

//! A share of the census, such as lone parents among all households.
struct ProfiledShare
{
  QString field;
  QString totalField;
  //! One per place, 0 to 1; missing where there is nobody.
  std::vector<double> share;
  //! Share ÷ that of the city × 100, with Wilson's limits (95 %).
  std::vector<double> index;
  std::vector<statistics::Interval> limits;
  double city = statistics::missing;
};

struct ProfiledPeople
{
  //! One per place; none where no deprivation is given.
  std::vector<PlaceDeprivation> deprivation;
  PlaceDeprivation cityDeprivation;
  bool hasScore = false;
  bool hasDecile = false;
  std::vector<ProfiledShare> census;

  bool hasDeprivation() const { return !deprivation.empty(); }
};

struct PeopleSources
{
  //! May be null.
  const base::Source *deprivation = nullptr;
  //! May be empty, not both.
  QString score;
  QString decile;
  //! Empty: everybody lives evenly on the ground.
  QString population;
  //! May be null.
  const base::Source *census = nullptr;
  QStringList counts;
  QStringList totals;
  base::InvalidGeometry invalidGeometry = base::InvalidGeometry::repair;
};

/**
 * Carries deprivation and census over to the places: an area gives a place people in proportion to the share of its
 * ground inside, scores are means over these people, and counts and totals are added up. The city is all cells.
 *
 * A field of the census whose values are shares (0 to 1), or that is named as a percentage, is taken times its total.
 * Throws QgsProcessingException when a score is a ranking, a decile is no decile or runs the wrong way, a count is more
 * than its total, or totals do not fit the counts.
 */
ProfiledPeople readProfiledPeople( base::Run &run, const PeopleSources &sources, const ProfiledCells &cells,
                                   const ProfiledPlaces &places );

} // namespace communitysafety::priorityneighbourhoods
