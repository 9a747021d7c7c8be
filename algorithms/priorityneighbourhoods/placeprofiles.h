// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/profiledcells.h"
#include "priorityneighbourhoods/profiledplaces.h"
#include "statistics/placerate.h"

#include <QStringList>

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! What an indicator says about a place in a period.
struct ProfileFigure
{
  //! Events are missing where they are not known or withheld.
  statistics::PlaceCount count;
  //! A sensitive indicator has 1 to 4 events, or some that the table withholds.
  bool isWithheld = false;
  //! Beside the city, and beside the larger area that holds the place.
  statistics::PlaceRate city;
  statistics::PlaceRate parent;
};

//! An indicator in all places.
struct IndicatorProfile
{
  //! In all cells of the city.
  double cityEvents = 0;
  //! One per place: the whole period.
  std::vector<ProfileFigure> pooled;
  //! [year][place]
  std::vector<std::vector<ProfileFigure>> byYear;
};

//! An indicator that lifts a place above the city.
struct Driver
{
  std::size_t indicator = 0;
  //! Points that it adds to the index of the place.
  double points = 0;
};

//! What stands out in one place.
struct PlaceSummary
{
  static constexpr int noTheme = -1;

  //! Those that are surely worse than in the city, the most important first; sensitive ones are never among them.
  std::vector<Driver> drivers;
  //! By theme, in the order of ProfilePlan::themes(); 100 = city.
  std::vector<double> themes;
  //! The theme that adds most, in that order, when one of its indicators is surely worse than in the city.
  int topTheme = noTheme;
  //! Indicators compared with the city, and with the larger area.
  int compared = 0;
  int higher = 0;
  int lower = 0;
  int higherThanParent = 0;
  //! Events of the indicators whose counts are shown; missing where there are none.
  double events = statistics::missing;
};

struct PlaceProfiles
{
  std::vector<IndicatorProfile> indicators;
  //! One per place.
  std::vector<PlaceSummary> places;
};

/**
 * Counts and rates of every indicator in every place, in the whole period and in each year, beside those of the city
 * and of the larger area. \a confidence: of the limits, above 0 and below 1.
 *
 * Events in cells without a known denominator take no part, and are told. Of a sensitive indicator counts of 1 to 4 are
 * withheld with all that would give them away; when one year of a place is, so are all its years.
 */
PlaceProfiles profilePlaces( base::Run &run, const ProfilePlan &plan, const ProfiledCells &cells,
                             const ProfiledPlaces &places, double confidence );

} // namespace communitysafety::priorityneighbourhoods
