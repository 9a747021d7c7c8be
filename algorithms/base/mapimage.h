// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgsrectangle.h>

#include <QList>
#include <QString>

class QgsLayerTree;
class QgsProject;
class QgsVectorLayer;

namespace communitysafety::base
{

//! What a printed map shows.
struct MapImage
{
  //! The line of sources and licences at the foot; may be empty.
  QString attribution;
  QgsRectangle extent;
  //! Topmost first.
  QList<QgsVectorLayer *> layers;
  //! DEFAULT: sharp on paper and on screen.
  double dotsPerInch = 150;
};

/**
 * Writes an A4 landscape map with the title of \a project, legend, scale bar and attribution as PNG.
 *
 * REQUIRES: called in the main thread, with all layers in \a project, whose reference system is that of \a extent.
 * Throws QgsProcessingException when the picture cannot be written.
 */
void writeMapImage( QgsProject &project, const MapImage &map, const QString &path );

} // namespace communitysafety::base
