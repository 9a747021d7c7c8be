// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <qgslayertree.h>
#include <qgsproject.h>

#include <QDir>
#include <QTemporaryDir>

using namespace communitysafety::test;

namespace
{

std::unique_ptr<QgsVectorLayer> wards( const QStringList &names )
{
  QStringList rows;
  for ( const QString &name : names )
    rows << QgsGeometry::fromRect( QgsRectangle( 400000, 300000, 401000, 301000 ) ).asWkt() + ';' + name;
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=name:string" ), QStringLiteral( "wards" ), rows );
}

} // namespace

class BuildAssessmentProjectTest : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }

  void projectFindsItsLayersWhereTheyLie();
  void earlierGeoPackageOutlastsAFailure();
  void layersWithoutANameAreNumbered();

private:
  QString path( const char *file ) const { return mFolder->filePath( QLatin1String( file ) ); }
  RunResult build( const QVariantList &layers, QVariantMap parameters = {} ) const
  {
    parameters.insert( QStringLiteral( "LAYERS" ), layers );
    parameters.insert( QStringLiteral( "GEOPACKAGE" ), path( "city.gpkg" ) );
    return run( QStringLiteral( "buildassessmentproject" ), parameters );
  }
  RunResult buildWards( const QStringList &names, const QVariantMap &parameters = {} ) const
  {
    const auto layer = wards( names );
    return build( QVariantList{ QVariant::fromValue( layer.get() ) }, parameters );
  }
  qint64 rowsNow() const
  {
    return QgsVectorLayer( path( "city.gpkg" ) + QStringLiteral( "|layername=wards" ), QString(),
                           QStringLiteral( "ogr" ) )
      .featureCount();
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void BuildAssessmentProjectTest::projectFindsItsLayersWhereTheyLie()
{
  QVERIFY( buildWards( { "Abbey" } ).succeeded );
  const RunResult result = buildWards( { "Abbey", "Brook" }, { { "PROJECT", path( "city.qgz" ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), ( QStringList{ "city.gpkg", "city.qgz" } ) );
  QgsProject project;
  QVERIFY( project.read( path( "city.qgz" ) ) );
  QCOMPARE( project.count(), 1 );
  const auto *layer = qobject_cast<QgsVectorLayer *>( project.mapLayers().first() );
  QVERIFY( layer && layer->isValid() );
  QCOMPARE( layer->featureCount(), 2LL );
  QVERIFY2( layer->source().startsWith( path( "city.gpkg" ) ), qPrintable( layer->source() ) );
  QVERIFY( project.layerTreeRoot()->findGroup( QStringLiteral( "Background" ) ) );
}

void BuildAssessmentProjectTest::earlierGeoPackageOutlastsAFailure()
{
  QVERIFY( buildWards( { "Abbey" } ).succeeded );
  const RunResult result = buildWards( { "Abbey", "Brook" }, { { "PROJECT", path( "no such folder/city.qgz" ) } } );
  QVERIFY( !result.succeeded );
  QCOMPARE( rowsNow(), 1LL );
  QVERIFY( QDir( mFolder->path() ).entryList( { QStringLiteral( "*.part.*" ) } ).isEmpty() );
}

void BuildAssessmentProjectTest::layersWithoutANameAreNumbered()
{
  const auto one = wards( { "Abbey" } ), other = wards( { "Brook" } );
  one->setName( QString() );
  other->setName( QString() );
  QVERIFY( build( QVariantList{ QVariant::fromValue( one.get() ), QVariant::fromValue( other.get() ) } ).succeeded );
  const QgsVectorLayer second( path( "city.gpkg" ) + QStringLiteral( "|layername=layer_2" ), QString(),
                               QStringLiteral( "ogr" ) );
  QCOMPARE( second.featureCount(), 1LL );
}

COMMUNITYSAFETY_TEST_MAIN( BuildAssessmentProjectTest )
#include "buildassessmentproject_test.moc"
