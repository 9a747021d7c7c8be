// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/source.h"
#include "statistics/progress.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsgeometry.h>

#include <QString>

#include <vector>

namespace communitysafety::base
{

class Run;

//! A name that people use, and the point or polygon it belongs to.
struct PlaceName
{
  QString name;
  QgsGeometry place;
};

/**
 * Reads the names in \a field of \a source into \a crs, sorted by name. Blank names and empty geometries are rejected
 * through the ledger. Throws QgsProcessingException when the layer has no features, no such field or no system.
 */
std::vector<PlaceName> readPlaceNames( Run &run, const Source &source, const QString &field,
                                       const QgsCoordinateReferenceSystem &crs );

/**
 * One name for each of \a outlines, all different: of the place with most common ground, else of a place inside, else
 * of the one nearest to the outline's representative point. A name that is taken already gets a number. Without \a
 * names an outline is called by \a otherwise. \param progress throws statistics::Cancelled
 */
std::vector<QString> namesOfPlaces( const std::vector<QgsGeometry> &outlines, const std::vector<PlaceName> &names,
                                    const std::vector<QString> &otherwise, const statistics::Progress &progress );

} // namespace communitysafety::base
