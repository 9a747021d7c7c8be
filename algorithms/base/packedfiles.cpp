// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/packedfiles.h"

#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

namespace communitysafety::base
{

bool isCsvFile( const QString &name )
{
  return name.endsWith( QLatin1String( ".csv" ), Qt::CaseInsensitive ) ||
         name.endsWith( QLatin1String( ".csv.gz" ), Qt::CaseInsensitive );
}

QString openedPath( const QString &path )
{
  return path.endsWith( QLatin1String( ".gz" ), Qt::CaseInsensitive ) ? QStringLiteral( "/vsigzip/" ) + path : path;
}

// The braces tell GDAL where the name of the zip ends: a folder on the way can have one like it.
QString insideZip( const QString &path ) { return QStringLiteral( "/vsizip/{%1}" ).arg( path ); }

QStringList filesBelow( const QString &folder )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const CPLStringList entries( VSIReadDirRecursive( folder.toUtf8().constData() ) );
  QStringList files;
  for ( int entry = 0; entry < entries.size(); ++entry )
    files << QString::fromUtf8( entries[entry] );
  return files;
}

} // namespace communitysafety::base
