// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/source.h"
#include "statistics/hotspoteffect.h"
#include "statistics/mappointmask.h"

#include <qgsgeometry.h>

#include <QStringList>

#include <vector>

namespace communitysafety::sharesafely
{

//! The points that are to be masked, in the system of the study area and the order of the layer.
struct PointsToMask
{
  QString layer;
  std::vector<double> x;
  std::vector<double> y;
  //! Of the fields that are kept.
  std::vector<QgsAttributes> attributes;

  std::size_t size() const { return x.size(); }
};

/**
 * Reads the points of \a source inside the areas of \a locator with \a fields; others are rejected with the reason.
 * Throws QgsProcessingException when none can be used.
 */
PointsToMask readPointsToMask( base::Run &run, const base::Source &source, const base::Areas &areas,
                               const base::AreaLocator &locator, const QgsAttributeList &fields );

/**
 * Reads the people of \a source: points that count as \a field says (empty: 1 each), or areas with \a field, whose
 * people are spread evenly over squares of side \a cell.
 */
statistics::MaskPeople readMaskPeople( base::Run &run, const base::Source &source, const QString &field,
                                       const base::Areas &areas, const base::AreaLocator &locator,
                                       base::InvalidGeometry invalidGeometry, double cell );

//! Moves the masked points that lie outside the study area to the nearest place in it.
void moveInside( const base::Areas &areas, const base::AreaLocator &locator, statistics::MaskedPoints &masked );

//! How far each point was moved, in metres.
std::vector<double> displacements( const PointsToMask &points, const statistics::MaskedPoints &masked );

//! The effect on the hottest cells of side \a cell of the study area.
statistics::HotSpotEffect effectOnHotSpots( const base::Areas &areas, const PointsToMask &points,
                                            const statistics::MaskedPoints &masked, double cell, double hotShare );

} // namespace communitysafety::sharesafely
