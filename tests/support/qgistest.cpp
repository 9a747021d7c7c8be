// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include "base/resources.h"
#include "provider.h"

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingregistry.h>
#include <qgsprocessingutils.h>

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace communitysafety::test
{

QgisSession::QgisSession( int &argc, char **argv )
  : mApplication( std::make_unique<QgsApplication>( argc, argv, false ) )
{
  QgsApplication::setPrefixPath( QStringLiteral( "/usr" ), true );
  QgsApplication::initQgis();
  base::setPackageFolder( QStringLiteral( COMMUNITYSAFETY_PACKAGE_DIR ) );
  auto *provider = new Provider;
  QgsApplication::processingRegistry()->addProvider( provider );
  provider->addModels();
}

QgisSession::~QgisSession()
{
  QgsApplication::exitQgis();
  mApplication.reset();
}

RecordingFeedback::RecordingFeedback( double cancelAt )
{
  connect( this, &QgsFeedback::progressChanged, this,
           [this, cancelAt]( double progress )
           {
             highestProgress = std::max( highestProgress, progress );
             if ( progress >= cancelAt )
               cancel();
           } );
}

void RecordingFeedback::reportError( const QString &error, bool ) { errors << error; }

QgsVectorLayer *RunResult::layer( const QString &output ) const
{
  return qobject_cast<QgsVectorLayer *>(
    QgsProcessingUtils::mapLayerFromString( results.value( output ).toString(), *context ) );
}

RunResult run( const QString &id, const QVariantMap &parameters, double cancelAt )
{
  RunResult result;
  result.context = std::make_shared<QgsProcessingContext>();
  result.context->setProject( QgsProject::instance() );
  result.feedback = std::make_shared<RecordingFeedback>( cancelAt );
  const std::unique_ptr<QgsProcessingAlgorithm> algorithm(
    QgsApplication::processingRegistry()->createAlgorithmById( QStringLiteral( "communitysafety:%1" ).arg( id ) ) );
  if ( !algorithm )
  {
    result.error = QStringLiteral( "there is no algorithm %1" ).arg( id );
    return result;
  }
  QString refusal;
  if ( !algorithm->checkParameterValues( parameters, *result.context, &refusal ) )
  {
    result.error = refusal;
    return result;
  }
  try
  {
    result.results =
      algorithm->run( parameters, *result.context, result.feedback.get(), &result.succeeded, QVariantMap(), false );
  }
  catch ( const QgsProcessingException &exception )
  {
    result.error = exception.what();
  }
  // A model throws "Error encountered while running a step" and reports the sentence of the step.
  if ( !result.succeeded && !result.feedback->errors.isEmpty() )
    result.error = result.feedback->errors.last();
  return result;
}

std::unique_ptr<QgsVectorLayer> memoryLayer( const QString &definition, const QString &name, const QStringList &rows )
{
  auto layer = std::make_unique<QgsVectorLayer>( definition, name, QStringLiteral( "memory" ) );
  QgsFeatureList features;
  for ( const QString &row : rows )
  {
    const QStringList parts = row.split( ';' );
    QgsFeature feature( layer->fields() );
    feature.setGeometry( QgsGeometry::fromWkt( parts.at( 0 ).trimmed() ) );
    for ( int part = 1; part < parts.size(); ++part )
    {
      const QString text = parts.at( part ).trimmed();
      feature.setAttribute( part - 1, text == QLatin1String( "NULL" ) ? QVariant() : QVariant( text ) );
    }
    for ( int field = 0; field < layer->fields().count(); ++field )
    {
      QVariant value = feature.attribute( field );
      layer->fields().at( field ).convertCompatible( value );
      feature.setAttribute( field, value );
    }
    features << feature;
  }
  layer->dataProvider()->addFeatures( features );
  layer->updateExtents();
  return layer;
}

QVariantList values( const QgsVectorLayer &layer, const QString &field )
{
  QVariantList all;
  const int index = layer.fields().lookupField( field );
  QgsFeatureIterator features = layer.getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    all << feature.attribute( index );
  return all;
}

QStringList sortedRows( const QgsVectorLayer &layer )
{
  QStringList rows;
  QgsFeatureIterator features = layer.getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
  {
    QStringList row;
    for ( int field = 0; field < layer.fields().count(); ++field )
      if ( layer.fields().at( field ).name() != QLatin1String( "fid" ) )
        row << ( feature.attribute( field ).isNull() ? QString() : feature.attribute( field ).toString() );
    row << feature.geometry().asWkt( 3 );
    rows << row.join( '|' );
  }
  rows.sort();
  return rows;
}

} // namespace communitysafety::test
