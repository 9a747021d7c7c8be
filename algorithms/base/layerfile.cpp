// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/layerfile.h"

#include <qgsproviderregistry.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

#include <QFileInfo>

namespace communitysafety::base
{
namespace
{

QString textOf( const QVariantMap &parts, const char *name ) { return parts.value( QLatin1String( name ) ).toString(); }

} // namespace

FileTable fileTable( const QString &source )
{
  const QVariantMap parts = QgsProviderRegistry::instance()->decodeUri( QStringLiteral( "ogr" ), source );
  return { textOf( parts, "path" ), textOf( parts, "layerName" ) };
}

QString filePath( const QString &source )
{
  const QString path = fileTable( source ).path;
  return path.isEmpty() ? QString() : QFileInfo( path ).absoluteFilePath();
}

QString tableName( const QgsVectorLayer &layer )
{
  if ( isMemoryLayer( layer ) )
    return layer.name();
  const QVariantMap parts = QgsProviderRegistry::instance()->decodeUri( layer.providerType(), layer.source() );
  for ( const char *part : { "layerName", "table" } )
    if ( !textOf( parts, part ).isEmpty() )
      return textOf( parts, part );
  return QFileInfo( textOf( parts, "path" ) ).fileName().section( '.', 0, 0 );
}

bool isMemoryLayer( const QgsVectorLayer &layer ) { return layer.providerType() == QLatin1String( "memory" ); }

bool isFileLayer( const QgsVectorLayer &layer ) { return layer.providerType() == QLatin1String( "ogr" ); }

bool isGeoPackageLayer( const QgsVectorLayer &layer )
{
  return isFileLayer( layer ) && layer.dataProvider()->storageType() == QLatin1String( "GPKG" );
}

} // namespace communitysafety::base
