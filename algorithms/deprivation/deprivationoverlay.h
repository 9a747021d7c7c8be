// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationareas.h"
#include "statistics/arealweights.h"
#include "statistics/areasummary.h"
#include "statistics/progress.h"

#include <QStringList>

#include <array>
#include <vector>

namespace communitysafety::deprivation
{

//! Neighbourhoods or the areas of the city, in the order of their ids.
struct IndexedAreas
{
  QString layer;
  base::Areas areas;
  QString idField;
  //! Fields carried over to the output under their own names, in the order of the attributes.
  QStringList kept;
  //! What the reader of the report calls each area.
  QStringList names;
  //! Missing where there is none.
  std::vector<double> index;
};

//! Deprivation carried over; one value per area in every column.
struct Overlay
{
  //! The share of every deprivation area in every area.
  std::vector<statistics::Overlap> shares;
  //! People, or ground where no population is given.
  std::vector<double> weight;
  //! Missing where no population is given.
  std::vector<double> people;
  std::vector<double> score;
  std::vector<double> rank;
  std::vector<double> severity;
  //! Missing where it could not be worked out.
  std::vector<double> withoutCrime;
  //! Share of the ground that has deprivation data.
  std::vector<double> covered;
  //! Shares of people in the most deprived 10, 20 and 30 %.
  std::array<std::vector<double>, 3> inMostDeprived;
  //! The official measures; those that need ranks are missing without.
  std::vector<statistics::AreaSummary> summary;
  //! For each domain its mean over the people.
  std::vector<std::vector<double>> domains;
};

/**
 * Lays \a deprivation over \a targets. Throws QgsProcessingException where targets overlap each other, so that people
 * would count twice.
 */
Overlay layOver( const DeprivationAreas &deprivation, const IndexedAreas &targets,
                 const statistics::Progress &progress );

//! The same figures for one area made of several: the people of each deprivation area that count in it.
struct Whole
{
  double weight = 0;
  double score = statistics::missing;
  std::array<double, 3> inMostDeprived = { statistics::missing, statistics::missing, statistics::missing };
  double withoutCrime = statistics::missing;
  statistics::AreaSummary summary;
  //! Mean and standard deviation of each domain over the people.
  std::vector<double> domainMeans, domainDeviations;
};

//! \a parts: what part of each deprivation area counts, 0 to 1.
Whole summariseWhole( const DeprivationAreas &deprivation, const std::vector<double> &parts );

//! Warns of areas with deprivation data in which nobody lives, and which have no figures therefore. \returns how many.
int warnAboutNobody( base::Run &run, const IndexedAreas &areas, const Overlay &overlay );

} // namespace communitysafety::deprivation
