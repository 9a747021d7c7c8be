// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/run.h"
#include "base/sourcecatalogue.h"
#include "qgistest.h"

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>
#include <qgsvectorfilewriter.h>

#include <QFile>
#include <QTemporaryDir>

#include <cpl_vsi.h>

using namespace communitysafety;
using namespace communitysafety::test;

class SourceCatalogueTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void findsInTheDocumentedOrder_data();
  void findsInTheDocumentedOrder();
  void folderKnowsTheTablesAndFilesOfEachFormat_data();
  void folderKnowsTheTablesAndFilesOfEachFormat();
  void valueOfTheSourceFieldTakesOnlyItsRecords();
  // edges
  void capitalsDoNotMatter();
  void blankNameIsTheOnlyLayer();
  void layerNameAloneIsNotAName();
  // refused input
  void unknownNameIsRefusedWithTheNearest();
  void nameInTwoPlacesIsRefused_data();
  void nameInTwoPlacesIsRefused();
  void blankNameWithTwoLayersIsRefused();
  void missingFolderIsRefused();
};

namespace
{

const QString asker = QStringLiteral( "Recipe ‘city’, row 5 (‘asb’)" );

std::unique_ptr<QgsVectorLayer> pointLayer( const QString &name )
{
  return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=kind:string" ), name,
                      { QStringLiteral( "POINT(1 1);a" ) } );
}

std::unique_ptr<QgsVectorLayer> incidentLayer( const QString &name, const QStringList &sources )
{
  QStringList rows;
  for ( const QString &source : sources )
    rows << QStringLiteral( "POINT(1 1);1;2024-01-01;" ) + source;
  return memoryLayer(
    QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string&field=source:string" ), name,
    rows );
}

void writeFile( const QString &path, const QByteArray &text )
{
  QFile file( path );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write( text );
}

void writeTable( const QString &path, const QString &table )
{
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = QStringLiteral( "GPKG" );
  options.layerName = table;
  options.actionOnExistingFile =
    QFile::exists( path ) ? QgsVectorFileWriter::CreateOrOverwriteLayer : QgsVectorFileWriter::CreateOrOverwriteFile;
  const auto layer = pointLayer( table );
  QCOMPARE( QgsVectorFileWriter::writeAsVectorFormatV3( layer.get(), path, QgsCoordinateTransformContext(), options ),
            QgsVectorFileWriter::NoError );
}

//! A catalogue of memory layers and, where given, a folder, as an algorithm would make it.
class Catalogue
{
public:
  explicit Catalogue( std::vector<std::unique_ptr<QgsVectorLayer>> layers, const QString &folder = QString() )
    : mRun(
        *QgsApplication::processingRegistry()->algorithmById( QStringLiteral( "communitysafety:createanalysisgrid" ) ),
        {} )
  {
    mRun.enter( mContext, &mFeedback );
    std::vector<base::Source> sources;
    for ( const auto &layer : layers )
      sources.emplace_back( QStringLiteral( "INCIDENTS" ), *layer );
    mCatalogue =
      std::make_unique<base::SourceCatalogue>( mRun, std::move( sources ), folder, QStringLiteral( "SOURCES_FOLDER" ) );
  }

  base::NamedSource find( const QString &name ) { return mCatalogue->find( name, asker ); }

  //! The sentence with which \a name is refused; empty when it is found.
  QString refusal( const QString &name )
  {
    try
    {
      find( name );
    }
    catch ( const QgsProcessingException &refusal )
    {
      return refusal.what();
    }
    return QString();
  }

private:
  QgsProcessingContext mContext;
  QgsProcessingFeedback mFeedback;
  base::Run mRun;
  std::unique_ptr<base::SourceCatalogue> mCatalogue;
};

template <typename... Layers>
std::vector<std::unique_ptr<QgsVectorLayer>> layers( Layers... layer )
{
  std::vector<std::unique_ptr<QgsVectorLayer>> all;
  ( all.push_back( std::move( layer ) ), ... );
  return all;
}

} // namespace

void SourceCatalogueTest::findsInTheDocumentedOrder_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<QString>( "table" );
  QTest::addColumn<QString>( "value" );
  QTest::newRow( "value of the field source before a layer of that name" )
    << QStringLiteral( "police" ) << QStringLiteral( "merged" ) << QStringLiteral( "police" );
  QTest::newRow( "layer before a file of that name" )
    << QStringLiteral( "fire" ) << QStringLiteral( "fire" ) << QString();
  QTest::newRow( "file last" ) << QStringLiteral( "ambulance" ) << QStringLiteral( "ambulance" ) << QString();
}

void SourceCatalogueTest::findsInTheDocumentedOrder()
{
  QFETCH( QString, name );
  QFETCH( QString, table );
  QFETCH( QString, value );
  const QTemporaryDir folder;
  for ( const char *file : { "police.csv", "fire.csv", "ambulance.csv" } )
    writeFile( folder.filePath( file ), "easting,northing\n1,1\n" );
  Catalogue catalogue( layers( incidentLayer( QStringLiteral( "merged" ), { QStringLiteral( "police" ) } ),
                               pointLayer( QStringLiteral( "police" ) ), pointLayer( QStringLiteral( "fire" ) ) ),
                       folder.path() );
  const base::NamedSource found = catalogue.find( name );
  QCOMPARE( found.source->tableName(), table );
  QCOMPARE( found.value, value );
  QCOMPARE( found.source->hasGeometry(), name != QLatin1String( "ambulance" ) );
}

void SourceCatalogueTest::folderKnowsTheTablesAndFilesOfEachFormat_data()
{
  QTest::addColumn<QString>( "name" );
  for ( const char *name : { "plain", "packed", "first", "second", "shape", "web" } )
    QTest::newRow( name ) << QString::fromLatin1( name );
}

void SourceCatalogueTest::folderKnowsTheTablesAndFilesOfEachFormat()
{
  QFETCH( QString, name );
  const QTemporaryDir folder;
  writeFile( folder.filePath( QStringLiteral( "plain.csv" ) ), "kind,b\na,1\n" );
  VSILFILE *packed = VSIFOpenL(
    ( QStringLiteral( "/vsigzip/" ) + folder.filePath( QStringLiteral( "packed.csv.gz" ) ) ).toUtf8().constData(),
    "wb" );
  QVERIFY( packed );
  VSIFWriteL( "kind,b\na,1\n", 1, 11, packed );
  VSIFCloseL( packed );
  writeTable( folder.filePath( QStringLiteral( "two.gpkg" ) ), QStringLiteral( "first" ) );
  writeTable( folder.filePath( QStringLiteral( "two.gpkg" ) ), QStringLiteral( "second" ) );
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = QStringLiteral( "ESRI Shapefile" );
  QgsVectorFileWriter::writeAsVectorFormatV3( pointLayer( QStringLiteral( "shape" ) ).get(),
                                              folder.filePath( QStringLiteral( "shape.shp" ) ),
                                              QgsCoordinateTransformContext(), options );
  writeFile(
    folder.filePath( QStringLiteral( "web.geojson" ) ),
    R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"a"},"geometry":{"type":"Point","coordinates":[1,1]}}]})" );
  Catalogue catalogue( {}, folder.path() );
  const base::NamedSource found = catalogue.find( name );
  QCOMPARE( found.source->featureCount(), 1 );
  QVERIFY( found.source->fields().lookupField( QStringLiteral( "kind" ) ) >= 0 );
}

void SourceCatalogueTest::valueOfTheSourceFieldTakesOnlyItsRecords()
{
  Catalogue catalogue(
    layers( incidentLayer( QStringLiteral( "merged" ), { QStringLiteral( "police" ), QStringLiteral( "fire" ) } ) ) );
  const base::NamedSource police = catalogue.find( QStringLiteral( "police" ) );
  QgsFeature record( police.source->fields() );
  record.setAttribute( QStringLiteral( "source" ), QStringLiteral( "Police " ) );
  QVERIFY( police.holds( record ) );
  QVERIFY( !catalogue.find( QStringLiteral( "fire" ) ).holds( record ) );
  QVERIFY( catalogue.find( QStringLiteral( "merged" ) ).holds( record ) );
}

void SourceCatalogueTest::capitalsDoNotMatter()
{
  Catalogue catalogue(
    layers( incidentLayer( QStringLiteral( "merged" ), { QStringLiteral( "Police" ), QStringLiteral( "POLICE" ) } ) ) );
  QCOMPARE( catalogue.refusal( QStringLiteral( "police" ) ), QString() );
}

void SourceCatalogueTest::blankNameIsTheOnlyLayer()
{
  Catalogue catalogue( layers( pointLayer( QStringLiteral( "fire" ) ) ) );
  QCOMPARE( catalogue.find( QString() ).source->tableName(), QStringLiteral( "fire" ) );
}

void SourceCatalogueTest::layerNameAloneIsNotAName()
{
  const QTemporaryDir folder;
  writeFile( folder.filePath( QStringLiteral( "calls.csv" ) ), "kind\na\n" );
  auto renamed = std::make_unique<QgsVectorLayer>( folder.filePath( QStringLiteral( "calls.csv" ) ),
                                                   QStringLiteral( "My own words" ), QStringLiteral( "ogr" ) );
  Catalogue catalogue( layers( std::move( renamed ) ) );
  QCOMPARE( catalogue.refusal( QStringLiteral( "calls" ) ), QString() );
  QVERIFY( !catalogue.refusal( QStringLiteral( "My own words" ) ).isEmpty() );
}

void SourceCatalogueTest::unknownNameIsRefusedWithTheNearest()
{
  Catalogue catalogue( layers( pointLayer( QStringLiteral( "ambulance" ) ), pointLayer( QStringLiteral( "fire" ) ) ) );
  QCOMPARE( catalogue.refusal( QStringLiteral( "ambulence" ) ),
            QStringLiteral( "Recipe ‘city’, row 5 (‘asb’): there is no source ‘ambulence’ among the layers given and "
                            "in the folder of sources. Did you mean ‘ambulance’?" ) );
}

void SourceCatalogueTest::nameInTwoPlacesIsRefused_data()
{
  QTest::addColumn<bool>( "asValue" );
  QTest::newRow( "two layers" ) << false;
  QTest::newRow( "the field source of two layers" ) << true;
}

void SourceCatalogueTest::nameInTwoPlacesIsRefused()
{
  QFETCH( bool, asValue );
  const auto layer = [asValue]( const char *name )
  {
    return asValue ? incidentLayer( QString::fromLatin1( name ), { QStringLiteral( "fire" ) } )
                   : pointLayer( QStringLiteral( "fire" ) );
  };
  Catalogue catalogue( layers( layer( "one" ), layer( "other" ) ) );
  const QString sentence = catalogue.refusal( QStringLiteral( "fire" ) );
  QVERIFY2( sentence.contains( QStringLiteral( "row 5 (‘asb’): the source ‘fire’ is there twice" ) ),
            qPrintable( sentence ) );
}

void SourceCatalogueTest::blankNameWithTwoLayersIsRefused()
{
  Catalogue catalogue( layers( pointLayer( QStringLiteral( "ambulance" ) ), pointLayer( QStringLiteral( "fire" ) ) ) );
  QVERIFY( catalogue.refusal( QString() ).contains( QStringLiteral( "Valid names: ambulance, fire." ) ) );
}

void SourceCatalogueTest::missingFolderIsRefused()
{
  QVERIFY_EXCEPTION_THROWN( Catalogue( {}, QStringLiteral( "/nowhere/at/all" ) ), QgsProcessingException );
}

COMMUNITYSAFETY_TEST_MAIN( SourceCatalogueTest )
#include "sourcecatalogue_test.moc"
