// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releasedcopy.h"

#include "base/compat.h"
#include "base/run.h"
#include "base/styledoutput.h"

#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

#include <QDomDocument>
#include <QFile>

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

void writeRows( Run &run, QgsVectorLayer &layer, const QString &path, const QString &table )
{
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = QStringLiteral( "GPKG" );
  options.layerName = table;
  options.actionOnExistingFile = QgsVectorFileWriter::CreateOrOverwriteFile;
  options.attributes = attributesWithoutRowNumber( layer );
  options.skipAttributeCreation = options.attributes.isEmpty();
  options.feedback = &run.feedback();
  QString problem;
  run.outputs.addFile( path );
  const auto result =
    QgsVectorFileWriter::writeAsVectorFormatV3( &layer, path, run.context().transformContext(), options, &problem );
  run.stopIfCancelled();
  if ( result != QgsVectorFileWriter::NoError )
    throw QgsProcessingException(
      Run::tr( "The layer ‘%1’ could not be written into %2: %3" ).arg( layer.name(), path, problem ) );
}

} // namespace

void writeReleasedCopy( Run &run, QgsVectorLayer &layer, const QString &path, const QString &table,
                        const QString &checked )
{
  writeRows( run, layer, path, table );
  QgsVectorLayer copy( QStringLiteral( "%1|layername=%2" ).arg( path, table ), table, QStringLiteral( "ogr" ) );
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
  metadata.addHistoryItem( checked );
  metadata.setCrs( copy.crs() );
  copy.setMetadata( metadata );
  for ( const QString &sentence : base::saveDescription( copy ) )
    run.warn( sentence );
}

} // namespace communitysafety::sharesafely
