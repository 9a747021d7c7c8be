// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/runrecord.h"

#include "base/compat.h"
#include "base/recordsecrets.h"
#include "base/resources.h"

#include <qgsapplication.h>
#include <qgsmaplayer.h>
#include <qgsprocessingregistry.h>
#include <qgsproperty.h>

#include <QJsonDocument>
#include <QRegularExpression>

#include <ogrsf_frmts.h>

#include <memory>

namespace communitysafety::base
{
namespace
{

QJsonValue plainValue( const QVariant &value );

QJsonArray plainList( const QVariantList &values )
{
  QJsonArray list;
  for ( const QVariant &value : values )
    list.append( plainValue( value ) );
  return list;
}

//! What the user typed or chose, in a form that can be typed again; objects of the running session become their names.
QJsonValue plainValue( const QVariant &value )
{
  if ( const auto *layer = qobject_cast<QgsMapLayer *>( value.value<QObject *>() ) )
    return withoutDirectories( layer->source() );
  if ( value.userType() == qMetaTypeId<QgsProcessingOutputLayerDefinition>() )
    return plainValue( value.value<QgsProcessingOutputLayerDefinition>().sink.staticValue() );
  if ( value.userType() == qMetaTypeId<QgsProcessingFeatureSourceDefinition>() )
    return plainValue( value.value<QgsProcessingFeatureSourceDefinition>().source.staticValue() );
  if ( value.userType() == qMetaTypeId<QgsProperty>() )
    return plainValue( value.value<QgsProperty>().staticValue() );
  if ( value.userType() == QMetaType::QVariantList || value.userType() == QMetaType::QStringList )
    return plainList( value.toList() );
  if ( value.userType() == QMetaType::QDate || value.userType() == QMetaType::QDateTime )
    return value.toDate().toString( Qt::ISODate );
  if ( value.userType() == QMetaType::QString )
    return withoutDirectories( value.toString() );
  return QJsonValue::fromVariant( value );
}

bool isSecret( const QgsProcessingAlgorithm *algorithm, const QString &parameter )
{
  const QgsProcessingParameterDefinition *definition =
    algorithm ? algorithm->parameterDefinition( parameter ) : nullptr;
  return definition && definition->metadata().value( keptOutOfRecord ).toBool();
}

//! Of an input the name may be told; its hash is what is secret.
bool isInput( const QgsProcessingAlgorithm &algorithm, const QString &parameter )
{
  return algorithm.parameterDefinition( parameter )->type() == QgsProcessingParameterFeatureSource::typeName();
}

QString compact( const QJsonObject &object )
{
  return QString::fromUtf8( QJsonDocument( object ).toJson( QJsonDocument::Compact ) );
}

OGRLayer *runLog( GDALDataset &dataset )
{
  if ( OGRLayer *existing = dataset.GetLayerByName( "run_log" ) )
    return existing;
  OGRLayer *created = dataset.CreateLayer( "run_log", nullptr, wkbNone, nullptr );
  if ( !created )
    return nullptr;
  for ( const char *name : { "run_time", "algorithm", "version", "qgis", "tables", "parameters", "inputs", "remarks" } )
  {
    OGRFieldDefn field( name, OFTString );
    if ( created->CreateField( &field ) != OGRERR_NONE )
      return nullptr;
  }
  return created;
}

using Dataset = std::unique_ptr<GDALDataset>;

Dataset openGeoPackage( const QString &path, unsigned int access )
{
  return Dataset( GDALDataset::Open( path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR | access ) );
}

QString lastProblem() { return QString::fromUtf8( CPLGetLastErrorMsg() ); }

} // namespace

QString withoutDirectories( const QString &source )
{
  static const QRegularExpression directories( QStringLiteral( "(?:[A-Za-z]:)?(?:[^/\\\\'\"|=]*[/\\\\])+" ) );
  return QString( source ).remove( directories );
}

void RunRecord::begin( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  mAlgorithm = algorithm.id();
  mStarted = QDateTime::currentDateTimeUtc();
  for ( auto parameter = parameters.constBegin(); parameter != parameters.constEnd(); ++parameter )
    if ( !isSecret( &algorithm, parameter.key() ) || isInput( algorithm, parameter.key() ) )
      mParameters.insert( parameter.key(), plainValue( parameter.value() ) );
}

void RunRecord::addInput( const QString &parameter, const QString &name, qint64 features, const QString &contentHash )
{
  QJsonObject input{ { QStringLiteral( "parameter" ), parameter },
                     { QStringLiteral( "name" ), withoutDirectories( name ) },
                     { QStringLiteral( "features" ), features } };
  if ( !isSecret( QgsApplication::processingRegistry()->algorithmById( mAlgorithm ), parameter ) )
    input.insert( QStringLiteral( "sha256" ), contentHash );
  mInputs.append( input );
}

void RunRecord::addRemark( const QString &remark ) { mRemarks << remark; }

QJsonObject RunRecord::toJson() const
{
  return QJsonObject{ { QStringLiteral( "algorithm" ), mAlgorithm },
                      { QStringLiteral( "version" ), softwareVersion() },
                      { QStringLiteral( "qgis" ), Qgis::version() },
                      { QStringLiteral( "time" ), mStarted.toString( Qt::ISODate ) },
                      { QStringLiteral( "parameters" ), mParameters },
                      { QStringLiteral( "inputs" ), mInputs },
                      { QStringLiteral( "remarks" ), QJsonArray::fromStringList( mRemarks ) } };
}

QgsLayerMetadata RunRecord::layerMetadata( const QString &title ) const
{
  QgsLayerMetadata metadata;
  metadata.setTitle( title );
  metadata.setType( QStringLiteral( "dataset" ) );
  metadata.setAbstract( QStringLiteral( "%1 %2" ).arg( mAlgorithm, softwareVersion() ) );
  metadata.setKeywords( { { QStringLiteral( "audience" ), { QStringLiteral( "internal" ) } } } );
  metadata.addHistoryItem( compact( toJson() ) );
  return metadata;
}

QString RunRecord::appendToGeoPackage( const QString &path, const QString &tables ) const
{
  const Dataset dataset = openGeoPackage( path, GDAL_OF_UPDATE );
  OGRLayer *log = dataset ? runLog( *dataset ) : nullptr;
  if ( !log )
    return lastProblem();

  OGRFeature row( log->GetLayerDefn() );
  const auto set = [&row]( const char *field, const QString &value )
  { row.SetField( field, value.toUtf8().constData() ); };
  set( "run_time", mStarted.toString( Qt::ISODate ) );
  set( "algorithm", mAlgorithm );
  set( "version", softwareVersion() );
  set( "qgis", Qgis::version() );
  set( "tables", tables );
  set( "parameters", compact( mParameters ) );
  set( "inputs", QString::fromUtf8( QJsonDocument( mInputs ).toJson( QJsonDocument::Compact ) ) );
  set( "remarks", mRemarks.join( '\n' ) );
  return log->CreateFeature( &row ) == OGRERR_NONE ? QString() : lastProblem();
}

QString copyRunLog( const QString &from, const QString &to )
{
  const Dataset origin = openGeoPackage( from, GDAL_OF_READONLY );
  OGRLayer *rows = origin ? origin->GetLayerByName( "run_log" ) : nullptr;
  if ( !rows )
    return QString();
  const Dataset target = openGeoPackage( to, GDAL_OF_UPDATE );
  OGRLayer *log = target ? runLog( *target ) : nullptr;
  if ( !log )
    return lastProblem();
  for ( const OGRFeatureUniquePtr &row : *rows )
  {
    OGRFeature copy( log->GetLayerDefn() );
    copy.SetFrom( row.get() );
    if ( log->CreateFeature( &copy ) != OGRERR_NONE )
      return lastProblem();
  }
  return QString();
}

} // namespace communitysafety::base
