// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/source.h"

#include <vector>

namespace communitysafety::base
{

class Run;

//! Points inside a set of areas, by their coordinates: no result depends on the order of the layer.
struct PlacedPoints
{
  std::vector<double> x;
  std::vector<double> y;
  //! Above 0; all ones where no field was chosen.
  std::vector<double> weight;

  std::size_t size() const { return x.size(); }
};

struct PointsReading
{
  //! Field with what each point counts; empty: 1.
  QString weightField;
  double progressFrom = 0;
  double progressTo = 0;
};

/**
 * Reads the points of \a source that lie in any of \a areas, in the areas' system, and books all records: points
 * outside, without a place, or whose weight is no number above 0 are rejected with the reason.
 *
 * Tables may have columns easting and northing, or longitude and latitude, instead; see RecordPlaces.
 * Throws QgsProcessingException when the layer is empty, has no reference system, or nothing of it can be used.
 */
PlacedPoints readPoints( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator,
                         const PointsReading &reading );

} // namespace communitysafety::base
