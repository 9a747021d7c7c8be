// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/source.h"

#include <qgsgeometry.h>

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! A neighbourhood whose gap to the city is followed.
struct TrackedNeighbourhood
{
  QString id;
  //! Its local name, else its name, else empty.
  QString name;
  QgsGeometry outline;
  //! How many areas of the city it holds.
  std::size_t areas = 0;

  QString words() const { return name.isEmpty() ? id : name; }
};

//! The areas of the city in the order of their ids, and the neighbourhood of each.
struct TrackedPlaces
{
  QString layer;
  base::Areas areas;
  //! Those that hold areas come first, in the order of their ids; the others follow.
  std::vector<TrackedNeighbourhood> neighbourhoods;
  //! Per area the number of its neighbourhood; -1 for the rest of the city.
  std::vector<int> neighbourhood;

  QStringList names() const;
};

//! Where the neighbourhoods come from; outlines, members, or both.
struct PlaceSources
{
  const base::Source &areas;
  QString areaId;
  const base::Source *outlines = nullptr;
  QString outlineId;
  const base::Source *members = nullptr;
  base::InvalidGeometry invalidGeometry = base::InvalidGeometry::repair;
};

/**
 * An area belongs to the neighbourhood that the table of members names, or without one to the outline that holds a
 * point on it. Without outlines a neighbourhood has that of its areas.
 *
 * Neighbourhoods without an area are told and kept. Throws QgsProcessingException when none has an area, no area is
 * left for the rest of the city, the table puts an area into two neighbourhoods, or outlines lie in each other.
 */
TrackedPlaces readTrackedPlaces( base::Run &run, const PlaceSources &sources );

} // namespace communitysafety::priorityneighbourhoods
