// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/geopackage.h"

#include "base/compat.h"
#include "base/layerfile.h"
#include "base/run.h"

#include <qgsvectorfilewriter.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

namespace communitysafety::base
{

namespace
{

//! Beside \a path, so that it can take its place in one step.
QString unfinishedPath( const QString &path )
{
  const QFileInfo file( path );
  return file.dir().filePath( file.completeBaseName() + QStringLiteral( ".part.gpkg" ) );
}

//! SQLite's own files beside \a path.
void removeCompanions( const QString &path )
{
  for ( const char *ending : { "-wal", "-shm", "-journal" } )
    QFile::remove( path + QLatin1String( ending ) );
}

std::filesystem::path systemPath( const QString &path ) { return std::filesystem::path( path.toStdU16String() ); }

} // namespace

NewGeoPackage::NewGeoPackage( const QString &path ) : mPath( path ), mWritten( unfinishedPath( path ) ) {}

NewGeoPackage::~NewGeoPackage()
{
  if ( mKept || mTables.isEmpty() )
    return;
  QFile::remove( mWritten );
  removeCompanions( mWritten );
}

void NewGeoPackage::add( const QgsVectorLayer &layer, const QString &table, Run &run )
{
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = QStringLiteral( "GPKG" );
  options.layerName = table;
  options.actionOnExistingFile =
    mTables.isEmpty() ? QgsVectorFileWriter::CreateOrOverwriteFile : QgsVectorFileWriter::CreateOrOverwriteLayer;
  options.feedback = &run.feedback();
  // A fid that came from another file may be taken or not unique: GeoPackage numbers the rows itself.
  options.layerOptions << QStringLiteral( "FID=gpkg_fid" );
  QString problem;
  mTables << table;
  // The writer takes the layer by a non-const reference but does not change it.
  const auto result = QgsVectorFileWriter::writeAsVectorFormatV3( const_cast<QgsVectorLayer *>( &layer ), mWritten,
                                                                  run.context().transformContext(), options, &problem );
  run.stopIfCancelled();
  if ( result != QgsVectorFileWriter::NoError )
    throw QgsProcessingException(
      Run::tr( "The layer ‘%1’ could not be written into %2: %3" ).arg( layer.name(), mPath, problem ) );
  const QString origin = isGeoPackageLayer( layer ) ? filePath( layer.source() ) : QString();
  if ( !origin.isEmpty() && !mOrigins.contains( origin ) )
    mOrigins << origin;
}

void NewGeoPackage::keep( Run &run )
{
  for ( const QString &origin : std::as_const( mOrigins ) )
  {
    const QString problem = copyRunLog( origin, mWritten );
    if ( !problem.isEmpty() )
      run.warn(
        Run::tr( "The run records of %1 could not be copied: %2" ).arg( QFileInfo( origin ).fileName(), problem ) );
  }
  const QString problem = run.record.appendToGeoPackage( mWritten, mTables.join( QStringLiteral( ", " ) ) );
  if ( !problem.isEmpty() )
    run.warn( Run::tr( "The run could not be entered in the run_log of %1: %2" )
                .arg( QFileInfo( mPath ).fileName(), problem ) );
  std::error_code failure;
  std::filesystem::rename( systemPath( mWritten ), systemPath( mPath ), failure );
  if ( failure )
    throw QgsProcessingException( Run::tr( "The GeoPackage %1 could not be replaced (%2) and is as it was: close it "
                                           "wherever it is open, or choose another file." )
                                    .arg( mPath, QString::fromLocal8Bit( failure.message().c_str() ) ) );
  // What an earlier file left behind is not of this one.
  removeCompanions( mPath );
  mKept = true;
}

} // namespace communitysafety::base
