// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! The cells or areas among which neighbourhoods are found, in the order of their ids.
struct ScoredAreas
{
  QString layer;
  base::Areas areas;
  //! The index or score; missing where there is none.
  std::vector<double> score;
  //! Ends of the range of the score; empty when the layer has none.
  std::vector<double> lower;
  std::vector<double> upper;
  //! Empty when no population is known.
  std::vector<double> population;

  double cityPopulation() const;
};

//! Which fields of a layer are read.
struct ScoredAreasReading
{
  //! Its fields come first among the attributes.
  base::AreasReading areas;
  //! Empty: the areas have no score.
  QString scoreField;
  //! Empty: no population is known.
  QString populationField;
};

/**
 * Reads the areas of \a layer; the total of an index with its range where the layer has one (idx_lo, idx_hi).
 * Throws QgsProcessingException as readAreas() and numberColumn() do, and for a negative population.
 */
ScoredAreas readScoredAreas( base::Run &run, const base::Source &layer, const ScoredAreasReading &reading );

/**
 * For each of \a outlines those of \a areas, ascending, whose centres it holds. An area belongs to the first outline
 * that holds its centre, so that an outline may be without any.
 */
std::vector<std::vector<std::size_t>> areasWithin( const base::Areas &areas, const base::Areas &outlines );

} // namespace communitysafety::priorityneighbourhoods
