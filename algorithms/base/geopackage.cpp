// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/geopackage.h"

#include "base/compat.h"
#include "base/layerfile.h"
#include "base/run.h"

#include <qgsvectorfilewriter.h>

#include <QFileInfo>

namespace communitysafety::base
{

NewGeoPackage::NewGeoPackage( const QString &path ) : mFile( path ) {}

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
  const auto result = QgsVectorFileWriter::writeAsVectorFormatV3(
    const_cast<QgsVectorLayer *>( &layer ), mFile.writtenPath(), run.context().transformContext(), options, &problem );
  run.stopIfCancelled();
  if ( result != QgsVectorFileWriter::NoError )
    throw QgsProcessingException(
      Run::tr( "The layer ‘%1’ could not be written into %2: %3" ).arg( layer.name(), mFile.path(), problem ) );
  const QString origin = isGeoPackageLayer( layer ) ? filePath( layer.source() ) : QString();
  if ( !origin.isEmpty() && !mOrigins.contains( origin ) )
    mOrigins << origin;
}

void NewGeoPackage::keep( Run &run )
{
  for ( const QString &origin : std::as_const( mOrigins ) )
  {
    const QString problem = copyRunLog( origin, mFile.writtenPath() );
    if ( !problem.isEmpty() )
      run.warn(
        Run::tr( "The run records of %1 could not be copied: %2" ).arg( QFileInfo( origin ).fileName(), problem ) );
  }
  const QString problem = run.record.appendToGeoPackage( mFile.writtenPath(), mTables.join( QStringLiteral( ", " ) ) );
  if ( !problem.isEmpty() )
    run.warn( Run::tr( "The run could not be entered in the run_log of %1: %2" )
                .arg( QFileInfo( mFile.path() ).fileName(), problem ) );
  mFile.putInPlace();
}

} // namespace communitysafety::base
