// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/styledoutput.h"

#include "base/layerfile.h"
#include "base/resources.h"
#include "base/run.h"

#include <qgsmaplayerstore.h>
#include <qgsmaplayerstylemanager.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproviderregistry.h>
#include <qgsrasterlayer.h>
#include <qgssettings.h>

#include <QDomDocument>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <ogrsf_frmts.h>

namespace communitysafety::base
{
namespace
{

//! Where a written layer lies. The address of a file that holds one table may leave its name out: it is looked up.
FileTable writtenTable( const QgsVectorLayer &layer )
{
  FileTable target = fileTable( layer.source() );
  if ( !target.table.isEmpty() )
    return target;
  const std::unique_ptr<GDALDataset> dataset( GDALDataset::Open( target.path.toUtf8().constData(), GDAL_OF_VECTOR ) );
  if ( dataset && dataset->GetLayerCount() > 0 )
    target.table = QString::fromUtf8( dataset->GetLayer( 0 )->GetName() );
  return target;
}

QString addressOf( const FileTable &target )
{
  return QgsProviderRegistry::instance()->encodeUri(
    QStringLiteral( "ogr" ),
    { { QStringLiteral( "path" ), target.path }, { QStringLiteral( "layerName" ), target.table } } );
}

//! Removes one table; the file as well when nothing of weight is left in it.
void removeTable( const FileTable &target )
{
  bool fileIsEmpty = true;
  {
    const std::unique_ptr<GDALDataset> dataset(
      GDALDataset::Open( target.path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_UPDATE ) );
    if ( !dataset )
      return;
    const QByteArray table = target.table.isEmpty() ? QByteArray() : target.table.toUtf8();
    for ( int index = dataset->GetLayerCount() - 1; index >= 0; --index )
      if ( table.isEmpty() || table == dataset->GetLayer( index )->GetName() )
        dataset->DeleteLayer( index );
    fileIsEmpty = dataset->GetLayerCount() == 0;
  }
  if ( fileIsEmpty )
    QFile::remove( target.path );
}

void removeOutput( const QString &destination, QgsProcessingContext &context )
{
  if ( QgsMapLayer *memoryLayer = context.temporaryLayerStore()->mapLayer( destination ) )
    context.temporaryLayerStore()->removeMapLayer( memoryLayer );
  else
    removeTable( fileTable( destination ) );
}

QDomDocument readStyle( const QString &style, const QMap<QString, QString> &styleFields )
{
  QFile file( packageFile( QStringLiteral( "styles/%1.qml" ).arg( style ) ) );
  if ( !file.open( QIODevice::ReadOnly ) )
    throw QgsProcessingException(
      Run::tr( "The style ‘%1’ is missing from the plugin: install Community Safety again." ).arg( style ) );
  QString text = QString::fromUtf8( file.readAll() );
  for ( auto field = styleFields.constBegin(); field != styleFields.constEnd(); ++field )
  {
    text.replace( QStringLiteral( "&quot;%1&quot;" ).arg( field.key() ),
                  QStringLiteral( "&quot;%1&quot;" ).arg( field.value() ) );
    text.replace( QStringLiteral( "attr=\"%1\"" ).arg( field.key() ),
                  QStringLiteral( "attr=\"%1\"" ).arg( field.value() ) );
  }
  QDomDocument document;
  document.setContent( text );
  return document;
}

/**
 * Words that depend on the data, such as the names of themes: a rule labelled `{field}` takes as its label what this
 * field says in the first of the rule's features. A rule without features goes, so that no legend lists what is not
 * there.
 */
void fillLabels( QDomDocument &document, const QgsVectorLayer &layer )
{
  static const QRegularExpression placeholder( QStringLiteral( "^\\{(\\w+)\\}$" ) );
  const QDomNodeList found = document.elementsByTagName( QStringLiteral( "rule" ) );
  std::vector<QDomElement> rules;
  for ( int rule = 0; rule < found.size(); ++rule )
    rules.push_back( found.at( rule ).toElement() );
  for ( QDomElement &rule : rules )
  {
    const QRegularExpressionMatch field = placeholder.match( rule.attribute( QStringLiteral( "label" ) ) );
    if ( !field.hasMatch() )
      continue;
    QgsFeatureRequest request;
    request.setFilterExpression( rule.attribute( QStringLiteral( "filter" ) ) ).setLimit( 1 );
    QgsFeature feature;
    if ( layer.getFeatures( request ).nextFeature( feature ) )
      rule.setAttribute( QStringLiteral( "label" ), feature.attribute( field.captured( 1 ) ).toString() );
    else
      rule.parentNode().removeChild( rule );
  }
}

void applyAliases( QgsVectorLayer &layer, const QgsFields &fields )
{
  for ( const QgsField &field : fields )
  {
    const int index = layer.fields().lookupField( field.name() );
    if ( index >= 0 && !field.alias().isEmpty() )
      layer.setFieldAlias( index, field.alias() );
  }
}

QString saveMetadata( QgsVectorLayer &layer )
{
  QString problem;
  if ( isGeoPackageLayer( layer ) )
  {
    QgsProviderRegistry::instance()->saveLayerMetadata( QStringLiteral( "ogr" ), addressOf( writtenTable( layer ) ),
                                                        layer.metadata(), problem );
    return problem;
  }
  if ( !isFileLayer( layer ) )
    return QString();
  bool saved = false;
  problem = layer.saveDefaultMetadata( saved );
  return saved ? QString() : problem;
}

//! How a style that is not the default is told apart in the table layer_styles.
const char *const furtherStyle = "further style of the layer";

//! Saves the style that \a layer has now inside its GeoPackage.
QString saveStyleInGeoPackage( QgsVectorLayer &layer, const QString &name, bool isDefault )
{
  // What the column of the table layer_styles holds.
  constexpr int longestStyleName = 30;
  // Without this setting QGIS 3.22 asks in a dialog whether to replace a style of the same name, and a run without
  // a display would wait for the answer for ever.
  QgsSettings settings;
  const QVariant before = settings.value( QStringLiteral( "qgis/overwriteStyle" ) );
  settings.setValue( QStringLiteral( "qgis/overwriteStyle" ), true );
  const QString problem = compat::saveStyleToDatabase(
    layer, name.left( longestStyleName ), isDefault ? QString() : QString::fromLatin1( furtherStyle ), isDefault );
  settings.setValue( QStringLiteral( "qgis/overwriteStyle" ), before );
  // The provider's own connection goes stale when the style is written through another one.
  layer.dataProvider()->reloadData();
  return problem;
}

//! Keeps the style that \a layer has now under a name. \returns a sentence when it could not be saved.
QString keepStyleAs( QgsVectorLayer &layer, const QString &name )
{
  layer.styleManager()->addStyleFromLayer( name );
  const QString problem = isGeoPackageLayer( layer ) ? saveStyleInGeoPackage( layer, name, false ) : QString();
  return problem.isEmpty()
           ? QString()
           : Run::tr( "The style ‘%1’ of ‘%2’ could not be saved: %3" ).arg( name, layer.name(), problem );
}

QString saveStyle( QgsVectorLayer &layer )
{
  if ( isGeoPackageLayer( layer ) )
    return saveStyleInGeoPackage( layer, layer.name(), true );
  if ( !isFileLayer( layer ) )
    return QString();
  bool saved = false;
  const QString message = layer.saveNamedStyle( layer.styleURI(), saved );
  return saved ? QString() : message;
}

void logRun( const QgsVectorLayer &layer, const RunRecord &record, QgsProcessingFeedback &feedback )
{
  const FileTable target = writtenTable( layer );
  const QString problem = record.appendToGeoPackage( target.path, target.table );
  if ( !problem.isEmpty() )
    feedback.pushWarning( Run::tr( "The run could not be entered in the run_log of %1: %2" )
                            .arg( QFileInfo( target.path ).fileName(), problem ) );
}

} // namespace

QStringList addFurtherStyles( QgsVectorLayer &layer, const QVector<NamedStyle> &styles )
{
  QStringList problems;
  for ( const NamedStyle &further : styles )
  {
    applyStyle( layer, further.style, further.styleFields );
    problems << keepStyleAs( layer, further.name );
  }
  problems.removeAll( QString() );
  return problems;
}

QStringList copyFurtherStyles( QgsVectorLayer &from, QgsVectorLayer &to )
{
  QStringList ids, names, descriptions, problems;
  QString problem;
  const int related = isGeoPackageLayer( from ) ? from.listStylesInDatabase( ids, names, descriptions, problem ) : 0;
  for ( int style = 0; style < related; ++style )
  {
    QDomDocument document;
    if ( descriptions.at( style ) == QLatin1String( furtherStyle ) &&
         document.setContent( from.getStyleFromDatabase( ids.at( style ), problem ) ) &&
         to.importNamedStyle( document, problem ) )
      problems << keepStyleAs( to, names.at( style ) );
  }
  problems.removeAll( QString() );
  return problems;
}

void applyStyle( QgsVectorLayer &layer, const QString &style, const QMap<QString, QString> &styleFields )
{
  QDomDocument document = readStyle( style, styleFields );
  fillLabels( document, layer );
  QString problem;
  if ( !layer.importNamedStyle( document, problem ) )
    throw QgsProcessingException( Run::tr( "The style ‘%1’ could not be applied: %2" ).arg( style, problem ) );
}

void applyStyle( QgsRasterLayer &layer, const QString &style )
{
  QDomDocument document = readStyle( style, {} );
  QString problem;
  if ( !layer.importNamedStyle( document, problem ) )
    throw QgsProcessingException( Run::tr( "The style ‘%1’ could not be applied: %2" ).arg( style, problem ) );
}

QStringList saveDescription( QgsVectorLayer &layer )
{
  QStringList problems;
  const QString metadataProblem = saveMetadata( layer );
  if ( !metadataProblem.isEmpty() )
    problems << Run::tr( "The run record could not be saved with ‘%1’: %2" ).arg( layer.name(), metadataProblem );
  const QString styleProblem = saveStyle( layer );
  if ( !styleProblem.isEmpty() )
    problems << Run::tr( "The style of ‘%1’ could not be saved: %2" ).arg( layer.name(), styleProblem );
  return problems;
}

OutputLayer::OutputLayer( Run &run, OutputSpec spec, std::unique_ptr<QgsFeatureSink> sink, QString destination )
  : mRun( run ), mSpec( std::move( spec ) ), mSink( std::move( sink ) ), mDestination( std::move( destination ) )
{
}

OutputLayer::~OutputLayer()
{
  if ( !mSink )
    return;
  mSink.reset();
  removeOutput( mDestination, mRun.context() );
}

void OutputLayer::add( const QVector<QVariant> &values, const QgsGeometry &geometry )
{
  mRun.stopIfCancelled();
  QgsFeature feature( mSpec.fields );
  feature.setAttributes( QgsAttributes( values ) );
  feature.setGeometry( geometry );
  if ( !mSink->addFeature( feature, QgsFeatureSink::FastInsert ) )
    throw QgsProcessingException( Run::tr( "A row could not be written into %1 (%2): %3" )
                                    .arg( mSpec.parameter, mDestination, mSink->lastError() ) );
}

void OutputLayer::finish()
{
  mSink->flushBuffer();
  compat::finalize( *mSink );
  mSink.reset();
  mRun.outputs.add( mSpec, mDestination );
  mRun.setResult( mSpec.parameter, mDestination );
}

void WrittenOutputs::add( const OutputSpec &spec, const QString &destination )
{
  mOutputs.push_back( { spec, destination } );
}

namespace
{

//! A model of QGIS 3.22 names its layers after the parameter of the step: OUTPUT. The user reads the words instead.
void nameInLayerTree( QgsProcessingContext &context, const QString &destination, const OutputSpec &spec )
{
  if ( !context.willLoadLayerOnCompletion( destination ) )
    return;
  QgsProcessingContext::LayerDetails &details = context.layerToLoadOnCompletionDetails( destination );
  if ( details.name == spec.parameter )
    details.name = spec.title;
}

} // namespace

void WrittenOutputs::addRaster( const QString &title, const QString &style, const QString &path )
{
  mRasters.push_back( { title, style, path } );
  addFile( path );
}

void WrittenOutputs::styleAndDescribe( const RunRecord &record, QgsProcessingContext &context,
                                       QgsProcessingFeedback &feedback ) const
{
  for ( const Written &output : mOutputs )
  {
    auto *layer =
      qobject_cast<QgsVectorLayer *>( QgsProcessingUtils::mapLayerFromString( output.destination, context ) );
    if ( !layer )
      continue;
    for ( const QString &problem : addFurtherStyles( *layer, output.spec.furtherStyles ) )
      feedback.pushWarning( problem );
    if ( !output.spec.style.isEmpty() )
      applyStyle( *layer, output.spec.style, output.spec.styleFields );
    applyAliases( *layer, output.spec.fields );
    nameInLayerTree( context, output.destination, output.spec );
    layer->setMetadata( record.layerMetadata( output.spec.title ) );
    for ( const QString &problem : saveDescription( *layer ) )
      feedback.pushWarning( problem );
    if ( isGeoPackageLayer( *layer ) )
      logRun( *layer, record, feedback );
  }
  for ( const WrittenRaster &raster : mRasters )
  {
    auto *layer = qobject_cast<QgsRasterLayer *>( QgsProcessingUtils::mapLayerFromString( raster.path, context ) );
    if ( !layer )
      continue;
    applyStyle( *layer, raster.style );
    layer->setMetadata( record.layerMetadata( raster.title ) );
    bool isSaved = false;
    const QString styleProblem = layer->saveNamedStyle( layer->styleURI(), isSaved );
    if ( !isSaved )
      feedback.pushWarning( Run::tr( "The style of ‘%1’ could not be saved: %2" ).arg( raster.title, styleProblem ) );
    const QString metadataProblem = layer->saveDefaultMetadata( isSaved );
    if ( !isSaved )
      feedback.pushWarning(
        Run::tr( "The run record could not be saved with ‘%1’: %2" ).arg( raster.title, metadataProblem ) );
  }
}

void WrittenOutputs::discard( QgsProcessingContext &context )
{
  for ( const Written &output : mOutputs )
    removeOutput( output.destination, context );
  mOutputs.clear();
  for ( const QString &file : std::as_const( mFiles ) )
    QFile::remove( file );
  mFiles.clear();
}

} // namespace communitysafety::base
