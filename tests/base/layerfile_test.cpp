// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/layerfile.h"
#include "qgistest.h"

#include <qgsvectorfilewriter.h>

#include <QTemporaryDir>

using namespace communitysafety;
using namespace communitysafety::test;

class LayerFileTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void sourceIsTakenApart_data();
  void sourceIsTakenApart();
  void tableNameDoesNotDependOnTheLayerName_data();
  void tableNameDoesNotDependOnTheLayerName();
  // edges
  void memoryLayerHasItsOwnName();
};

void LayerFileTest::sourceIsTakenApart_data()
{
  QTest::addColumn<QString>( "source" );
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>( "table" );
  QTest::newRow( "GeoPackage table" ) << "/data/city.gpkg|layername=wards"
                                      << "/data/city.gpkg"
                                      << "wards";
  QTest::newRow( "file alone" ) << "/data/city.gpkg"
                                << "/data/city.gpkg"
                                << "";
  QTest::newRow( "Shapefile" ) << "/data/wards.shp"
                               << "/data/wards.shp"
                               << "";
}

void LayerFileTest::sourceIsTakenApart()
{
  QFETCH( QString, source );
  const base::FileTable parts = base::fileTable( source );
  QTEST( parts.path, "path" );
  QTEST( parts.table, "table" );
}

void LayerFileTest::tableNameDoesNotDependOnTheLayerName_data()
{
  QTest::addColumn<QString>( "driver" );
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QString>( "suffix" );
  QTest::addColumn<QString>( "expected" );
  QTest::addColumn<bool>( "isGeoPackage" );
  QTest::newRow( "GeoPackage" ) << "GPKG"
                                << "city.gpkg"
                                << "|layername=wards"
                                << "wards" << true;
  QTest::newRow( "Shapefile" ) << "ESRI Shapefile"
                               << "areas.shp"
                               << ""
                               << "areas" << false;
  QTest::newRow( "GeoJSON" ) << "GeoJSON"
                             << "areas.2024.geojson"
                             << ""
                             << "areas" << false;
}

void LayerFileTest::tableNameDoesNotDependOnTheLayerName()
{
  QFETCH( QString, driver );
  QFETCH( QString, file );
  QFETCH( QString, suffix );
  QFETCH( QString, expected );
  const QTemporaryDir folder;
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = driver;
  options.layerName = QStringLiteral( "wards" );
  const auto memory = memoryLayer( QStringLiteral( "Point?crs=EPSG:4326&field=kind:string" ),
                                   QStringLiteral( "memory" ), { QStringLiteral( "POINT(1 1);a" ) } );
  QCOMPARE( QgsVectorFileWriter::writeAsVectorFormatV3( memory.get(), folder.filePath( file ),
                                                        QgsCoordinateTransformContext(), options ),
            QgsVectorFileWriter::NoError );
  const QgsVectorLayer layer( folder.filePath( file ) + suffix, QStringLiteral( "a name of the user's" ),
                              QStringLiteral( "ogr" ) );
  QVERIFY( layer.isValid() );
  QCOMPARE( base::tableName( layer ), expected );
  QVERIFY( base::isFileLayer( layer ) && !base::isMemoryLayer( layer ) );
  QTEST( base::isGeoPackageLayer( layer ), "isGeoPackage" );
  QCOMPARE( base::filePath( layer.source() ), folder.filePath( file ) );
}

void LayerFileTest::memoryLayerHasItsOwnName()
{
  const auto layer = memoryLayer( QStringLiteral( "Point?field=kind:string" ), QStringLiteral( "calls" ), {} );
  QCOMPARE( base::tableName( *layer ), QStringLiteral( "calls" ) );
  QVERIFY( base::isMemoryLayer( *layer ) && !base::isFileLayer( *layer ) && !base::isGeoPackageLayer( *layer ) );
}

COMMUNITYSAFETY_TEST_MAIN( LayerFileTest )
#include "layerfile_test.moc"
