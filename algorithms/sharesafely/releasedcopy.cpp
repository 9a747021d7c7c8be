// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releasedcopy.h"

#include "base/compat.h"
#include "base/run.h"
#include "base/styledoutput.h"
#include "base/unfinishedgeopackage.h"

#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

#include <QDir>
#include <QDomDocument>
#include <QRegularExpression>

namespace communitysafety::sharesafely
{

using base::Run;

namespace
{

QgsAttributeList attributesWithoutRowNumber( const QgsVectorLayer &layer )
{
  const QgsAttributeList numbers = layer.primaryKeyAttributes();
  QgsAttributeList kept;
  for ( int attribute = 0; attribute < layer.fields().count(); ++attribute )
    if ( !( numbers.contains( attribute ) &&
            layer.fields().at( attribute ).name().compare( QLatin1String( "fid" ), Qt::CaseInsensitive ) == 0 ) )
      kept << attribute;
  return kept;
}

} // namespace

ReleasedCopies::ReleasedCopies( Run &run, const QString &folder, const QString &checked )
  : mRun( run ), mFolder( folder ), mChecked( checked )
{
}

ReleasedCopies::~ReleasedCopies() = default;

QString ReleasedCopies::fileName( const QString &table )
{
  static const QRegularExpression notInNames( QStringLiteral( "[/\\\\:*?\"<>|]" ) );
  return QString( table ).replace( notInNames, QStringLiteral( "_" ) ) + QStringLiteral( ".gpkg" );
}

void ReleasedCopies::putInPlace()
{
  for ( const std::unique_ptr<base::UnfinishedGeoPackage> &file : mFiles )
    file->putInPlace();
}

void ReleasedCopies::writeRows( QgsVectorLayer &layer, const QString &table, const base::UnfinishedGeoPackage &file )
{
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = QStringLiteral( "GPKG" );
  options.layerName = table;
  options.actionOnExistingFile = QgsVectorFileWriter::CreateOrOverwriteFile;
  options.attributes = attributesWithoutRowNumber( layer );
  options.skipAttributeCreation = options.attributes.isEmpty();
  options.feedback = &mRun.feedback();
  QString problem;
  const auto result = QgsVectorFileWriter::writeAsVectorFormatV3(
    &layer, file.writtenPath(), mRun.context().transformContext(), options, &problem );
  mRun.stopIfCancelled();
  if ( result != QgsVectorFileWriter::NoError )
    throw QgsProcessingException(
      Run::tr( "The layer ‘%1’ could not be written into %2: %3" ).arg( layer.name(), file.path(), problem ) );
}

void ReleasedCopies::add( QgsVectorLayer &layer, const QString &table )
{
  mFiles.push_back( std::make_unique<base::UnfinishedGeoPackage>( QDir( mFolder ).filePath( fileName( table ) ) ) );
  const base::UnfinishedGeoPackage &file = *mFiles.back();
  writeRows( layer, table, file );
  QgsVectorLayer copy( QStringLiteral( "%1|layername=%2" ).arg( file.writtenPath(), table ), table,
                       QStringLiteral( "ogr" ) );
  QDomDocument style;
  QString problem;
  layer.exportNamedStyle( style, problem, QgsReadWriteContext(),
                          QgsMapLayer::Symbology | QgsMapLayer::Labeling | QgsMapLayer::Fields );
  if ( problem.isEmpty() )
    copy.importNamedStyle( style, problem );
  QgsLayerMetadata metadata;
  metadata.setTitle( layer.metadata().title().isEmpty() ? table : layer.metadata().title() );
  metadata.setType( QStringLiteral( "dataset" ) );
  metadata.setLicenses( layer.metadata().licenses() );
  metadata.setRights( layer.metadata().rights() );
  metadata.setKeywords( { { QStringLiteral( "audience" ), { QStringLiteral( "public" ) } } } );
  metadata.addHistoryItem( mChecked );
  metadata.setCrs( copy.crs() );
  copy.setMetadata( metadata );
  for ( const QString &sentence : base::saveDescription( copy ) )
    mRun.warn( sentence );
}

} // namespace communitysafety::sharesafely
