// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/unfinishedgeopackage.h"

#include "base/run.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

namespace communitysafety::base
{

namespace
{

//! SQLite's own files beside \a path.
void removeCompanions( const QString &path )
{
  for ( const char *ending : { "-wal", "-shm", "-journal" } )
    QFile::remove( path + QLatin1String( ending ) );
}

std::filesystem::path systemPath( const QString &path ) { return std::filesystem::path( path.toStdU16String() ); }

} // namespace

QString UnfinishedGeoPackage::writtenPath( const QString &path )
{
  const QFileInfo file( path );
  return file.dir().filePath( file.completeBaseName() + QStringLiteral( ".part.gpkg" ) );
}

UnfinishedGeoPackage::UnfinishedGeoPackage( const QString &path ) : mPath( path ), mWritten( writtenPath( path ) ) {}

UnfinishedGeoPackage::~UnfinishedGeoPackage()
{
  QFile::remove( mWritten );
  removeCompanions( mWritten );
}

void UnfinishedGeoPackage::putInPlace()
{
  std::error_code failure;
  std::filesystem::rename( systemPath( mWritten ), systemPath( mPath ), failure );
  if ( failure )
    throw QgsProcessingException( Run::tr( "The GeoPackage %1 could not be replaced (%2) and is as it was: close it "
                                           "wherever it is open, or choose another file." )
                                    .arg( mPath, QString::fromLocal8Bit( failure.message().c_str() ) ) );
  // What an earlier file left behind is not of this one.
  removeCompanions( mPath );
}

} // namespace communitysafety::base
