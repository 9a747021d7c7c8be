// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationoverlay.h"
#include "statistics/rateinterval.h"

namespace communitysafety::deprivation
{

//! A share of the census, such as lone parents among all households.
struct CensusCount
{
  QString field;
  //! Of what it is a share.
  QString totalField;
  //! Short, for the names of output fields.
  QString code;
  std::vector<double> count;
  std::vector<double> total;
};

struct CensusAreas
{
  QString layer;
  base::Areas areas;
  std::vector<CensusCount> counts;
};

//! A share of the census carried over; one value per area in every column.
struct CensusShare
{
  QString field;
  QString totalField;
  QString code;
  std::vector<double> count;
  std::vector<double> total;
  //! 0 to 1; missing where nobody is.
  std::vector<double> share;
  //! Share ÷ the city's share × 100.
  std::vector<double> index;
  //! Wilson's limits of the index (95 %), the city's share taken as known.
  std::vector<statistics::Interval> limits;
  double cityShare = statistics::missing;
};

/**
 * Reads counts and what they are shares of from \a source: one total for all counts, or one for each in their order.
 * A count above its total is refused: then the total is the wrong one. \param taken codes in use, extended here
 */
CensusAreas readCensusAreas( base::Run &run, const base::Source &source, const QStringList &counts,
                             const QStringList &totals, base::AreasReading reading, QStringList &taken );

/**
 * Carries the counts over by ground and sets their shares against those of the city: the areas of \a city, or the whole
 * census layer where that is null. A census area without count or total takes no part, in neither sum.
 */
std::vector<CensusShare> carryCensusOver( base::Run &run, const CensusAreas &census, const IndexedAreas &targets,
                                          const IndexedAreas *city, const statistics::Progress &progress );

} // namespace communitysafety::deprivation
