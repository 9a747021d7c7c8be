// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QStringList>

/**
 * Tables in files as people have them: plain, packed one by one (.gz), or in a zip, which is read in place.
 */
namespace communitysafety::base
{

//! True for the names of tables of text, packed or not: .csv and .csv.gz, whatever their capitals.
bool isCsvFile( const QString &name );

//! How GDAL names the file at \a path, packed or not, to read what is in it.
QString openedPath( const QString &path );

//! How GDAL names the folder that the zip at \a path is.
QString insideZip( const QString &path );

//! All that lies below \a folder, as GDAL names it, with paths relative to it; empty where it cannot be read.
QStringList filesBelow( const QString &folder );

} // namespace communitysafety::base
