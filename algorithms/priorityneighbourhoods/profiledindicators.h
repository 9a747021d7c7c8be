// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/recipe.h"
#include "base/source.h"
#include "statistics/remainingtree.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! An indicator of the profile.
struct ProfiledIndicator
{
  QString code;
  QString label;
  //! The group right under the index that it is in; empty where it is in none.
  QString theme;
  //! Weight, direction and place in the tree of the index.
  statistics::ScoreIndicator node;
  //! With fewer events in the city it is shown, but is no driver.
  double minimumEvents = 0;
  //! Counts of 1 to 4 are not shown, and it is never named as a driver.
  bool isSensitive = false;
  //! How many units of the denominator a rate is told for, and of what: "per 1,000 residents".
  double per = 1;
  QString unit;
};

//! A theme or another group of the recipe; the root is among them.
struct ProfiledGroup
{
  QString code;
  QString label;
  statistics::ScoreGroup node;
};

struct ProfilePlan
{
  std::vector<ProfiledIndicator> indicators;
  std::vector<ProfiledGroup> groups;

  QStringList codes() const;
  std::vector<statistics::ScoreGroup> groupNodes() const;
  //! The groups right under the index, in the order of the recipe.
  std::vector<std::size_t> themes() const;
};

/**
 * The indicators of the recipe; without one all codes of the fields `<code>_n` and `<code>_d` of \a cells and of the
 * table \a years, which may be null. All groups are weighted means without steps of their own, so that the index of a
 * theme has 100 = city. \a per: for rates by people or other denominators.
 * Throws QgsProcessingException when there is no indicator.
 */
ProfilePlan planProfile( base::Run &run, const base::Source *recipe, const base::Source &cells,
                         const base::Source *years, double per );

} // namespace communitysafety::priorityneighbourhoods
