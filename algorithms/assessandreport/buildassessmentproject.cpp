// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "assessandreport/buildassessmentproject.h"

#include "assessandreport/presentation.h"
#include "base/geopackage.h"
#include "base/layerfile.h"
#include "base/mapimage.h"

#include <qgslayertree.h>
#include <qgspathresolver.h>
#include <qgsproject.h>
#include <qgsprojectviewsettings.h>

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace communitysafety::assessandreport
{

using base::Run;

base::Identity BuildAssessmentProject::identity() const
{
  return { QStringLiteral( "buildassessmentproject" ),
           tr( "Build assessment project" ),
           QStringLiteral( "assessandreport" ),
           tr( "Collects layers in one GeoPackage with their styles, a project with groups, and a printed map." ),
           tr( "package layers,export,project,report,strategic assessment,map,layout,GeoPackage,qgz,PNG,share,archive" )
             .split( ',' ),
           tr(
             "Puts the results of an assessment where they can be handed on: every layer with its style, metadata "
             "and run record in one GeoPackage; a project in which they lie in groups in the order of the work; and "
             "a map with legend and scale bar.\n\n"
             "Layers made by Community Safety find their group and their place by themselves. Other polygons are "
             "drawn as outlines above the index, other layers below.\n\n"
             "The GeoPackage is made anew: when all is written it takes the place of an earlier one, which stays as it "
             "is where the run fails or is cancelled. All outputs are for internal use "
             "until they have been checked for release." ) };
}

void BuildAssessmentProject::defineParameters()
{
  add( new QgsProcessingParameterMultipleLayers( QStringLiteral( "LAYERS" ), tr( "Layers" ), compat::anyVector ),
       tr( "Layers and tables of the assessment, in any order. A layer given as a file takes its saved style, a layer "
           "of the open project the style it has there." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "TITLE" ), tr( "Title" ), tr( "Strategic assessment" ) ),
       tr( "Title of the project and of the map." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "ATTRIBUTION" ), tr( "Sources and licences" ), QVariant(),
                                         false, true ),
       tr( "Line at the foot of the map, for instance the licence lines that ONS and Ordnance Survey ask for." ) );
  add( new QgsProcessingParameterFileDestination( QStringLiteral( "GEOPACKAGE" ), tr( "GeoPackage" ),
                                                  tr( "GeoPackage (*.gpkg)" ) ),
       tr( "File that will hold all layers. An existing file is replaced." ) );
  add( new QgsProcessingParameterFileDestination( QStringLiteral( "PROJECT" ), tr( "Project" ),
                                                  tr( "QGIS project (*.qgz)" ), QVariant(), true ),
       tr( "Optional QGIS project; it finds the GeoPackage by a relative path, so keep the two together." ) );
  add( new QgsProcessingParameterFileDestination( QStringLiteral( "MAP" ), tr( "Map" ), tr( "PNG image (*.png)" ),
                                                  QVariant(), true ),
       tr( "Optional picture of the visible layers, A4 landscape." ) );
  addNumber( QStringLiteral( "N_LAYERS" ), tr( "Number of layers and tables" ) );
}

bool BuildAssessmentProject::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                                                   QString *message ) const
{
  const QString path = parameterAsFileOutput( parameters, QStringLiteral( "GEOPACKAGE" ), context );
  const QString target = QFileInfo( path ).absoluteFilePath();
  for ( QgsMapLayer *layer : parameterAsLayerList( parameters, QStringLiteral( "LAYERS" ), context ) )
  {
    if ( !layer || base::filePath( layer->source() ) != target )
      continue;
    if ( message )
      *message = tr( "The layer ‘%1’ lies in %2, which would be replaced: choose another GEOPACKAGE." )
                   .arg( layer->name(), QFileInfo( path ).fileName() );
    return false;
  }
  return Algorithm::checkParameterValues( parameters, context, message );
}

namespace
{

//! A layer on its way into the GeoPackage.
struct Item
{
  QgsVectorLayer *layer;
  const Presentation *presentation;
  QString table;
};

bool belongsToProject( const QgsVectorLayer &layer )
{
  return QgsProject::instance()->mapLayer( layer.id() ) == &layer;
}

/**
 * What the layer is called in the project. A layer given as a file has no name of its own: QGIS calls it after the
 * file, whichever of its tables it is.
 */
QString titleOf( const QgsVectorLayer &layer )
{
  if ( belongsToProject( layer ) )
    return layer.name();
  return makerOf( layer ).isEmpty() ? base::tableName( layer ) : layer.metadata().title();
}

QString uniqueTable( const QString &name, QSet<QString> &taken )
{
  const QString wanted = name.isEmpty() ? QStringLiteral( "layer" ) : name;
  QString table = wanted;
  for ( int number = 2; taken.contains( table.toLower() ); ++number )
    table = QStringLiteral( "%1_%2" ).arg( wanted ).arg( number );
  taken.insert( table.toLower() );
  return table;
}

//! In drawing order; layers of equal place keep the order in which they were given.
std::vector<Item> arranged( Run &run, const QList<QgsMapLayer *> &layers )
{
  std::vector<Item> items;
  QSet<QString> taken{ QStringLiteral( "run_log" ), QStringLiteral( "layer_styles" ) };
  for ( QgsMapLayer *mapLayer : layers )
  {
    auto *layer = qobject_cast<QgsVectorLayer *>( mapLayer );
    if ( !layer || !layer->isValid() )
      throw QgsProcessingException( BuildAssessmentProject::tr( "LAYERS: ‘%1’ is not a vector layer." )
                                      .arg( mapLayer ? mapLayer->name() : QString() ) );
    if ( layer->isSpatial() )
      base::Source( QStringLiteral( "LAYERS" ), *layer ).requireCrs();
    if ( layer->featureCount() == 0 )
      run.warn( BuildAssessmentProject::tr( "The layer ‘%1’ has no features." ).arg( layer->name() ) );
    items.push_back( { layer, &presentationOf( *layer ), uniqueTable( base::tableName( *layer ), taken ) } );
  }
  std::stable_sort( items.begin(), items.end(),
                    []( const Item &a, const Item &b ) { return a.presentation < b.presentation; } );
  return items;
}

//! Gives \a copy the looks of \a original: as it is in the open project, or as saved beside the file.
void copyStyle( QgsVectorLayer &original, QgsVectorLayer &copy, const Presentation &presentation )
{
  bool hasStyle = belongsToProject( original ) || !makerOf( original ).isEmpty();
  if ( !belongsToProject( original ) && !base::isMemoryLayer( original ) )
  {
    bool loaded = false;
    original.loadDefaultStyle( loaded );
    hasStyle = hasStyle || loaded;
  }
  if ( !hasStyle && isOutline( presentation ) )
    return base::applyStyle( copy, QStringLiteral( "background_outlines" ), {} );
  QDomDocument document;
  QString problem;
  original.exportNamedStyle( document, problem );
  copy.importNamedStyle( document, problem );
}

QgsVectorLayer *addCopy( QgsProject &project, const Item &item, const QString &path )
{
  auto copy = std::make_unique<QgsVectorLayer>( QStringLiteral( "%1|layername=%2" ).arg( path, item.table ),
                                                titleOf( *item.layer ), QStringLiteral( "ogr" ) );
  if ( !copy->isValid() )
    throw QgsProcessingException(
      BuildAssessmentProject::tr( "The table ‘%1’ cannot be opened again in %2." ).arg( item.table, path ) );
  base::copyFurtherStyles( *item.layer, *copy );
  copyStyle( *item.layer, *copy, *item.presentation );
  copy->setMetadata( item.layer->metadata() );
  base::saveDescription( *copy );
  return qobject_cast<QgsVectorLayer *>( project.addMapLayer( copy.release(), false ) );
}

void addToTree( QgsProject &project, QgsVectorLayer &layer, const Presentation &presentation )
{
  const QString words = groupWords( presentation );
  QgsLayerTreeGroup *group = project.layerTreeRoot()->findGroup( words );
  if ( !group )
    group = project.layerTreeRoot()->addGroup( words );
  QgsLayerTreeLayer *node = group->addLayer( &layer );
  node->setItemVisibilityChecked( presentation.visible );
  node->setExpanded( presentation.visible );
}

QgsRectangle extentOf( const QList<QgsVectorLayer *> &layers, const QgsProject &project )
{
  QgsRectangle extent;
  for ( const QgsVectorLayer *layer : layers )
  {
    if ( layer->featureCount() == 0 )
      continue;
    const QgsCoordinateTransform toProject( layer->crs(), project.crs(), project.transformContext() );
    extent.combineExtentWith( toProject.transformBoundingBox( layer->extent() ) );
  }
  extent.scale( 1.04 );
  return extent;
}

//! Opens the tables of the GeoPackage in the project. \returns the layers that are shown, topmost first.
QList<QgsVectorLayer *> addLayers( QgsProject &project, const std::vector<Item> &items, const QString &geoPackage,
                                   const Run &run )
{
  QList<QgsVectorLayer *> visible;
  for ( const Item &item : items )
  {
    run.stopIfCancelled();
    QgsVectorLayer *layer = addCopy( project, item, geoPackage );
    addToTree( project, *layer, *item.presentation );
    if ( item.presentation->visible )
      visible << layer;
  }
  return visible;
}

QgsCoordinateReferenceSystem commonCrs( const std::vector<Item> &items )
{
  for ( const Item &item : items )
    if ( item.layer->isSpatial() && item.layer->crs().isValid() )
      return item.layer->crs();
  return QgsCoordinateReferenceSystem();
}

} // namespace

void BuildAssessmentProject::process( Run &run )
{
  const QString geoPackage = parameterAsFileOutput( run.parameters(), QStringLiteral( "GEOPACKAGE" ), run.context() );
  const std::vector<Item> items =
    arranged( run, parameterAsLayerList( run.parameters(), QStringLiteral( "LAYERS" ), run.context() ) );
  if ( items.empty() )
    throw QgsProcessingException( tr( "LAYERS is empty: choose at least one layer." ) );

  base::NewGeoPackage package( geoPackage );
  for ( std::size_t index = 0; index < items.size(); ++index )
  {
    statistics::report( run.progress( 0.0, 0.7 ), double( index ) / double( items.size() ) );
    package.add( *items[index].layer, items[index].table, run );
  }

  QgsProject project;
  project.setTitle( parameterAsString( run.parameters(), QStringLiteral( "TITLE" ), run.context() ) );
  project.setCrs( commonCrs( items ) );
  const QList<QgsVectorLayer *> visible = addLayers( project, items, package.writtenPath(), run );
  const QgsRectangle extent = extentOf( visible, project );
  project.viewSettings()->setDefaultViewExtent( QgsReferencedRectangle( extent, project.crs() ) );
  statistics::report( run.progress( 0.7, 1.0 ), 0.2 );

  writeMap( run, project, visible, extent );
  writeProject( run, project, { package.writtenPath(), geoPackage } );
  project.removeAllMapLayers();
  package.keep( run );
  run.setResult( QStringLiteral( "GEOPACKAGE" ), geoPackage );
  run.setNumber( QStringLiteral( "N_LAYERS" ), double( items.size() ) );
}

void BuildAssessmentProject::writeMap( Run &run, QgsProject &project, const QList<QgsVectorLayer *> &visible,
                                       const QgsRectangle &extent ) const
{
  const QString path = parameterAsFileOutput( run.parameters(), QStringLiteral( "MAP" ), run.context() );
  if ( path.isEmpty() )
    return;
  base::MapImage map;
  map.attribution = parameterAsString( run.parameters(), QStringLiteral( "ATTRIBUTION" ), run.context() );
  map.extent = extent;
  map.layers = visible;
  base::writeMapImage( project, map, path );
  run.setResult( QStringLiteral( "MAP" ), path );
}

namespace
{

//! While it lives, projects are written as if one file were already in the place of another.
class RedirectedFile
{
public:
  RedirectedFile( const QString &from, const QString &to )
    : mId( QgsPathResolver::setPathWriter(
        [from, to]( const QString &source )
        { return source.startsWith( from ) ? to + source.mid( from.size() ) : source; } ) )
  {
  }
  ~RedirectedFile() { QgsPathResolver::removePathWriter( mId ); }
  RedirectedFile( const RedirectedFile & ) = delete;
  RedirectedFile &operator=( const RedirectedFile & ) = delete;

private:
  QString mId;
};

} // namespace

void BuildAssessmentProject::writeProject( Run &run, QgsProject &project, const WrittenFile &geoPackage ) const
{
  const QString path = parameterAsFileOutput( run.parameters(), QStringLiteral( "PROJECT" ), run.context() );
  if ( path.isEmpty() )
    return;
  const RedirectedFile redirected( geoPackage.now, geoPackage.later );
  if ( !project.write( path ) )
  {
    // A map without its project would pass for a finished run.
    const QString map = run.results().value( QStringLiteral( "MAP" ) ).toString();
    if ( !map.isEmpty() )
      QFile::remove( map );
    throw QgsProcessingException( tr( "The project could not be written to %1: %2" ).arg( path, project.error() ) );
  }
  run.setResult( QStringLiteral( "PROJECT" ), path );
}

} // namespace communitysafety::assessandreport
