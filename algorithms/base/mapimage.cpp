// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/mapimage.h"

#include "base/resources.h"
#include "base/run.h"

#include <qgsexpressioncontextutils.h>
#include <qgslayertree.h>
#include <qgslayertreemodel.h>
#include <qgslayoutexporter.h>
#include <qgslayoutitemlegend.h>
#include <qgslayoutitemmap.h>
#include <qgsprintlayout.h>
#include <qgsproject.h>
#include <qgsreadwritecontext.h>
#include <qgsvectorlayer.h>

#include <QDomDocument>
#include <QFile>

namespace communitysafety::base
{
namespace
{

/**
 * The page is a QGIS layout template, so that a partnership can put its own crest on it. It must have items with the
 * ids `map` and `legend`; title and attribution are expressions in its labels, and its scale bar follows its map.
 */
void loadTemplate( QgsPrintLayout &layout )
{
  QFile file( packageFile( QStringLiteral( "styles/assessment_map.qpt" ) ) );
  QDomDocument document;
  bool loaded = false;
  if ( file.open( QIODevice::ReadOnly ) && document.setContent( file.readAll() ) )
    layout.loadFromTemplate( document, QgsReadWriteContext(), true, &loaded );
  if ( !loaded )
    throw QgsProcessingException(
      Run::tr( "The map template ‘assessment_map.qpt’ is missing or damaged: install Community Safety again." ) );
}

template <typename Item>
Item *itemNamed( const QgsPrintLayout &layout, const QString &id )
{
  auto *item = qobject_cast<Item *>( layout.itemById( id ) );
  if ( !item )
    throw QgsProcessingException(
      Run::tr( "The map template ‘assessment_map.qpt’ has no item ‘%1’ of the right kind." ).arg( id ) );
  return item;
}

void showLayers( QgsLayoutItemMap &item, const MapImage &map )
{
  QList<QgsMapLayer *> layers;
  for ( QgsVectorLayer *layer : map.layers )
    layers << layer;
  item.setLayers( layers );
  item.setKeepLayerSet( true );
  item.zoomToExtent( map.extent );
}

void listLayers( QgsLayoutItemLegend &legend, QgsLayoutItemMap &mapItem, QgsLayerTree &tree )
{
  legend.setLinkedMap( &mapItem );
  legend.setAutoUpdateModel( false );
  legend.model()->setRootGroup( &tree );
  legend.adjustBoxSize();
}

} // namespace

void writeMapImage( QgsProject &project, const MapImage &map, const QString &path )
{
  QgsExpressionContextUtils::setProjectVariable( &project, QStringLiteral( "attribution" ), map.attribution );
  QgsLayerTree legendTree;
  for ( QgsVectorLayer *layer : map.layers )
    legendTree.addLayer( layer );

  QgsPrintLayout layout( &project );
  loadTemplate( layout );
  auto *mapItem = itemNamed<QgsLayoutItemMap>( layout, QStringLiteral( "map" ) );
  showLayers( *mapItem, map );
  listLayers( *itemNamed<QgsLayoutItemLegend>( layout, QStringLiteral( "legend" ) ), *mapItem, legendTree );

  QgsLayoutExporter::ImageExportSettings settings;
  settings.dpi = map.dotsPerInch;
  settings.generateWorldFile = false;
  QgsLayoutExporter exporter( &layout );
  if ( exporter.exportToImage( path, settings ) != QgsLayoutExporter::Success )
    throw QgsProcessingException(
      Run::tr( "The map could not be written to %1: choose a folder in which you may write." ).arg( path ) );
}

} // namespace communitysafety::base
