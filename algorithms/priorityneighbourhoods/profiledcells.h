// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/yearlycounts.h"
#include "priorityneighbourhoods/profiledindicators.h"

#include <memory>
#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! The counts and exposures of an indicator, one per cell; empty where there are none.
struct CellNumbers
{
  std::vector<double> counts;
  std::vector<double> exposures;

  bool isThere() const { return !counts.empty(); }
};

//! The cells of the city in the order of their ids, with what was counted in them.
struct ProfiledCells
{
  QString layer;
  base::Areas areas;
  //! Empty where the layer has no such field.
  std::vector<double> people;
  std::vector<double> index;
  //! By indicator: the whole period, exposures being those of the whole period too.
  std::vector<CellNumbers> pooled;
  //! The years of the table, the oldest first; none without it.
  std::vector<base::CountedYear> years;
  //! [indicator][year]
  std::vector<std::vector<CellNumbers>> byYear;
  //! By indicator, from the years of the cells; 1 where it cannot be told.
  std::vector<double> dispersion;
};

struct CellSources
{
  const base::Source &cells;
  //! May be null.
  const base::Source *years = nullptr;
  QString areaId;
  //! Empty: `pop`, where the layer has it.
  QString population;
  base::InvalidGeometry invalidGeometry = base::InvalidGeometry::repair;
};

/**
 * Reads the cells with the numbers of the indicators of \a plan: those of the whole period from the fields `<code>_n`
 * and `<code>_d`, or else the sums of the years. With the table by year exposures count in years, so that rates are per
 * year; those of a stock, which stands with the same counts in every year, count once.
 *
 * Indicators without any number, stocks, and years that an indicator lacks, are told. Throws QgsProcessingException
 * when no indicator has numbers, as readAreas() does, and on negative counts.
 */
ProfiledCells readProfiledCells( base::Run &run, const CellSources &sources, const ProfilePlan &plan );

} // namespace communitysafety::priorityneighbourhoods
