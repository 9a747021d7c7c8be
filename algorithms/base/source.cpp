// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/source.h"

#include "base/layerfile.h"
#include "base/nearestname.h"
#include "base/run.h"

#include <qgsfeaturerequest.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerfeatureiterator.h>

#include <QCryptographicHash>
#include <QDataStream>

namespace communitysafety::base
{
namespace
{

constexpr qint64 rowsBetweenReports = 512;

//! A running hash over the values of the features, in the order in which they are read.
class ContentHash
{
public:
  explicit ContentHash( const QgsAttributeList &attributes ) : mAttributes( attributes ) {}

  void add( const QgsFeature &feature )
  {
    QByteArray bytes;
    QDataStream stream( &bytes, QIODevice::WriteOnly );
    stream.setVersion( QDataStream::Qt_5_12 );
    for ( const int attribute : mAttributes )
      stream << feature.attribute( attribute ).toString();
    if ( feature.hasGeometry() )
      stream << feature.geometry().asWkb();
    mHash.addData( bytes );
  }

  QString hex() const { return QString::fromLatin1( mHash.result().toHex() ); }

private:
  QgsAttributeList mAttributes;
  QCryptographicHash mHash{ QCryptographicHash::Sha256 };
};

QgsFeatureRequest requestFor( const Source::Reading &reading, const QgsCoordinateTransformContext &transformContext )
{
  QgsFeatureRequest request;
  request.setSubsetOfAttributes( reading.attributes );
  // Invalid geometries are repaired, skipped or refused by the caller, who can name them; QGIS would only stop.
  request.setInvalidGeometryCheck( compat::uncheckedGeometry );
  if ( !reading.geometry )
    request.setFlags( compat::withoutGeometry );
  if ( reading.crs.isValid() )
    request.setDestinationCrs( reading.crs, transformContext );
  return request;
}

} // namespace

Source::Source( const QString &parameter, std::unique_ptr<QgsProcessingFeatureSource> source )
  : mParameter( parameter ), mName( source->sourceName() ), mFields( source->fields() ), mCrs( source->sourceCrs() ),
    mExtent( source->sourceExtent() ), mFeatureCount( source->featureCount() ),
    mHasGeometry( source->wkbType() != compat::noGeometry ),
    mHasPolygons( QgsWkbTypes::geometryType( source->wkbType() ) == compat::polygonGeometry )
{
  const std::shared_ptr<QgsProcessingFeatureSource> shared( std::move( source ) );
  mFeatures = [shared]( const QgsFeatureRequest &request )
  { return shared->getFeatures( request, compat::skipValidityChecks ); };
}

Source::Source( const QString &parameter, QgsVectorLayer &layer )
  : mParameter( parameter ), mName( layer.name() ), mTableName( base::tableName( layer ) ), mFields( layer.fields() ),
    mCrs( layer.crs() ), mExtent( layer.extent() ), mFeatureCount( layer.featureCount() ),
    mHasGeometry( layer.isSpatial() ), mHasPolygons( layer.geometryType() == compat::polygonGeometry )
{
  const auto shared = std::make_shared<QgsVectorLayerFeatureSource>( &layer );
  mFeatures = [shared]( const QgsFeatureRequest &request ) { return shared->getFeatures( request ); };
}

int Source::fieldIndex( const QString &field ) const
{
  const int index = mFields.lookupField( field );
  if ( index < 0 )
    throw QgsProcessingException( Run::tr( "The layer ‘%1’ has no field ‘%2’." ).arg( mName, field ) +
                                  didYouMean( field, mFields.names() ) );
  return index;
}

void Source::requireCrs() const
{
  if ( !mCrs.isValid() )
    throw QgsProcessingException( Run::tr( "The layer ‘%1’ has no coordinate reference system: set it in the layer's "
                                           "properties (or add the .prj file) and run again." )
                                    .arg( mName ) );
}

void Source::requireFeatures() const
{
  if ( mFeatureCount == 0 )
    throw QgsProcessingException(
      Run::tr( "The layer ‘%1’ has no features: choose another layer or clear its filter or selection." )
        .arg( mName ) );
}

QStringList Source::distinctTexts( const Run &run, const QString &field ) const
{
  Reading reading;
  reading.attributes = { fieldIndex( field ) };
  reading.geometry = false;
  QgsFeatureIterator features = mFeatures( requestFor( reading, run.context().transformContext() ) );
  QgsFeature feature;
  QSet<QString> texts;
  for ( qint64 row = 0; features.nextFeature( feature ); ++row )
  {
    if ( row % rowsBetweenReports == 0 )
      run.stopIfCancelled();
    texts.insert( feature.attribute( reading.attributes.first() ).toString().trimmed() );
  }
  texts.remove( QString() );
  QStringList sorted( texts.begin(), texts.end() );
  sorted.sort();
  return sorted;
}

void Source::forEach( Run &run, const Reading &reading, const Visitor &visit ) const
{
  if ( reading.crs.isValid() && reading.crs != mCrs )
    run.remark( Run::tr( "‘%1’ was transformed from %2 to %3." )
                  .arg( mName, mCrs.userFriendlyIdentifier(), reading.crs.userFriendlyIdentifier() ) );
  const statistics::Progress progress = run.progress( reading.progressFrom, reading.progressTo );
  const double total = std::max<double>( 1.0, double( mFeatureCount ) );
  ContentHash hash( reading.attributes );
  QgsFeatureIterator features = mFeatures( requestFor( reading, run.context().transformContext() ) );
  QgsFeature feature;
  qint64 row = 0;
  while ( features.nextFeature( feature ) )
  {
    if ( row % rowsBetweenReports == 0 )
      statistics::report( progress, std::min( 1.0, double( row ) / total ) );
    ++row;
    if ( reading.isRecorded )
      hash.add( feature );
    visit( feature, row );
  }
  statistics::report( progress, 1.0 );
  if ( reading.isRecorded )
    run.record.addInput( mParameter, mTableName.isEmpty() ? mName : mTableName, row, hash.hex() );
}

QString textIn( const QgsFeature &record, int column )
{
  return column < 0 ? QString() : record.attribute( column ).toString().trimmed();
}

} // namespace communitysafety::base
