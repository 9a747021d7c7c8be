// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

class QgsVectorLayer;

namespace communitysafety::base
{

//! Which table of which file stands behind a layer.
struct FileTable
{
  QString path;
  //! Empty when the source does not name one.
  QString table;
};

//! The parts of a source such as `/data/city.gpkg|layername=wards`.
FileTable fileTable( const QString &source );

//! The absolute path of the file in \a source; empty when there is none.
QString filePath( const QString &source );

/**
 * The table of the GeoPackage or database, or the base name of the file, behind \a layer: unlike the layer's name it is
 * the same in the toolbox, in a model and on the command line. The layer's name when it lives in memory.
 */
QString tableName( const QgsVectorLayer &layer );

bool isMemoryLayer( const QgsVectorLayer &layer );

//! True for every format that GDAL writes.
bool isFileLayer( const QgsVectorLayer &layer );

bool isGeoPackageLayer( const QgsVectorLayer &layer );

} // namespace communitysafety::base
