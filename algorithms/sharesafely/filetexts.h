// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharesafely/releasefinding.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::sharesafely
{

//! How many absolute paths of a computer there are in \a text: /home/ann/…, C:\Users\ann\…, \\server\share\…,
//! file:///….
qint64 countPaths( const QString &text );

//! How many names of authors QGIS has written into \a text (style, project or metadata).
qint64 countAuthors( const QString &text );

//! Paths, names of authors, and e-mail addresses in a text that goes with a layer. \param layer, place as in Finding
std::vector<Finding> findingsInText( const QString &layer, const QString &place, const QString &text );

/**
 * What a GeoPackage holds beside the tables \a checked: other tables, a QGIS project, the log of runs, room of deleted
 * rows, and paths and authors in its styles and metadata.
 */
std::vector<Finding> findingsInGeoPackage( const QString &path, const QStringList &checked );

//! The files that belong to a layer's file: .qml, .qmd and the like of the same base name.
std::vector<Finding> findingsBeside( const QString &path );

//! True for the files that findingsBeside() looks into for \a layerFile.
bool isReadBeside( const QString &path, const QString &layerFile );

//! A page, a text or a style: what it says about this computer and for whom it is; a GeoPackage without a layer: what
//! else it holds. Other kinds cannot be looked into.
std::vector<Finding> findingsInFile( const QString &path );

//! True for files that are read as layers, unless they are part of one.
bool isLayerFile( const QString &path );

//! True for the parts of a Shapefile, or of its attributes alone, that are read with another file of \a all.
bool isPartOfLayer( const QString &path, const QSet<QString> &all );

} // namespace communitysafety::sharesafely
