// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gridframe.h"

#include <qgscoordinatereferencesystem.h>

#include <QString>

#include <vector>

namespace communitysafety::base
{

class Run;

//! One layer of numbers of a raster; missing values become "no data".
struct RasterBand
{
  //! What the numbers are, with their unit.
  QString words;
  std::vector<double> values;
};

//! What a raster output is and how it looks.
struct RasterSpec
{
  //! Name of the destination parameter, for instance `OUTPUT`.
  QString parameter;
  //! What it is called in the layer tree.
  QString title;
  statistics::GridFrame frame;
  QgsCoordinateReferenceSystem crs;
  std::vector<RasterBand> bands;
  //! Base name of the file in `styles/`.
  QString style;
};

/**
 * Writes \a spec to \a path (32-bit numbers, compressed where the format can be) and hands it to the run's outputs,
 * which style and describe it after the run: in the Desktop and as .qml and .qmd beside the file.
 * Throws QgsProcessingException naming the path when it cannot be written; then no file is left.
 */
void writeRaster( Run &run, const RasterSpec &spec, const QString &path );

} // namespace communitysafety::base
