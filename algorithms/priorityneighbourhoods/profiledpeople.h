// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/censuscounts.h"
#include "base/deprivationmeasures.h"
#include "priorityneighbourhoods/profiledplaces.h"

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

struct ProfiledPeople
{
  //! One per place; none where no deprivation is given.
  std::vector<PlaceDeprivation> deprivation;
  PlaceDeprivation cityDeprivation;
  bool hasScore = false;
  bool hasDecile = false;
  //! One value per place in every column.
  std::vector<base::CensusShare> census;

  bool hasDeprivation() const { return !deprivation.empty(); }
};

struct PeopleSources
{
  //! May be null.
  const base::Source *deprivation = nullptr;
  //! Score, decile or both; without population everybody lives evenly on the ground.
  base::MeasureFields measures;
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
 * Throws QgsProcessingException as base::deprivationMeasures() and base::readCensusAreas() do.
 */
ProfiledPeople readProfiledPeople( base::Run &run, const PeopleSources &sources, const ProfiledCells &cells,
                                   const ProfiledPlaces &places );

} // namespace communitysafety::priorityneighbourhoods
