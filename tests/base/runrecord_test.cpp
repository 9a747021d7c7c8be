// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/resources.h"
#include "base/runrecord.h"
#include "testrun.h"

#include <qgsproperty.h>

#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <ogrsf_frmts.h>

using namespace communitysafety;
using namespace communitysafety::test;

class RunRecordTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void directoriesAreLeftOut_data();
  void directoriesAreLeftOut();
  void parametersCanBeTypedAgain_data();
  void parametersCanBeTypedAgain();
  void metadataHoldTheRecord();
  void everyRunAddsARowToTheLog();
  void logIsCopiedToAnotherFile();
  // refused input
  void fileThatIsNotThereIsAMessage();
};

namespace
{

QJsonObject jsonOf( const base::RunRecord &record )
{
  return QJsonDocument::fromJson( record.layerMetadata( QString() ).history().first().toUtf8() ).object();
}

void createGeoPackage( const QString &path )
{
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GPKG" );
  const std::unique_ptr<GDALDataset> dataset(
    driver->Create( path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr ) );
  QVERIFY( dataset && dataset->CreateLayer( "wards", nullptr, wkbNone, nullptr ) );
}

QStringList logOf( const QString &path, const char *column )
{
  QStringList values;
  const std::unique_ptr<GDALDataset> dataset( GDALDataset::Open( path.toUtf8().constData(), GDAL_OF_VECTOR ) );
  OGRLayer *log = dataset ? dataset->GetLayerByName( "run_log" ) : nullptr;
  if ( !log )
    return values;
  for ( const OGRFeatureUniquePtr &row : *log )
    values << QString::fromUtf8( row->GetFieldAsString( column ) );
  return values;
}

} // namespace

void RunRecordTest::directoriesAreLeftOut_data()
{
  QTest::addColumn<QString>( "source" );
  QTest::addColumn<QString>( "expected" );
  QTest::newRow( "file" ) << "/home/ann/city.gpkg"
                          << "city.gpkg";
  QTest::newRow( "table of a file" ) << "/home/ann/city.gpkg|layername=wards"
                                     << "city.gpkg|layername=wards";
  QTest::newRow( "blank in a folder" ) << "/home/ann smith/city.gpkg"
                                       << "city.gpkg";
  QTest::newRow( "Windows" ) << "C:\\Users\\Ann\\city.gpkg|layername=wards"
                             << "city.gpkg|layername=wards";
  QTest::newRow( "Windows share" ) << "\\\\server\\ann\\city.gpkg"
                                   << "city.gpkg";
  QTest::newRow( "destination table" ) << "ogr:dbname='/home/ann/city.gpkg' table=\"wards\" (geom)"
                                       << "ogr:dbname='city.gpkg' table=\"wards\" (geom)";
  QTest::newRow( "relative" ) << "ann/city.gpkg"
                              << "city.gpkg";
  QTest::newRow( "zip read in place" ) << "/vsizip//home/ann/2024.zip/2024-01.csv"
                                       << "2024-01.csv";
  QTest::newRow( "name alone" ) << "wards"
                                << "wards";
  QTest::newRow( "empty" ) << ""
                           << "";
}

void RunRecordTest::directoriesAreLeftOut()
{
  QFETCH( QString, source );
  QTEST( base::withoutDirectories( source ), "expected" );
}

void RunRecordTest::parametersCanBeTypedAgain_data()
{
  QTest::addColumn<QVariant>( "value" );
  QTest::addColumn<QJsonValue>( "expected" );
  QTest::newRow( "number" ) << QVariant( 200.5 ) << QJsonValue( 200.5 );
  QTest::newRow( "choice" ) << QVariant( 2 ) << QJsonValue( 2 );
  QTest::newRow( "yes or no" ) << QVariant( true ) << QJsonValue( true );
  QTest::newRow( "text" ) << QVariant( QStringLiteral( "Town 2024" ) ) << QJsonValue( QStringLiteral( "Town 2024" ) );
  QTest::newRow( "path" ) << QVariant( QStringLiteral( "/home/ann/a.csv" ) ) << QJsonValue( QStringLiteral( "a.csv" ) );
  QTest::newRow( "several paths" ) << QVariant(
                                        QStringList{ QStringLiteral( "/x/a.csv" ), QStringLiteral( "/x/b.csv" ) } )
                                   << QJsonValue( QJsonArray{ QStringLiteral( "a.csv" ), QStringLiteral( "b.csv" ) } );
  QTest::newRow( "date" ) << QVariant( QDate( 2024, 3, 31 ) ) << QJsonValue( QStringLiteral( "2024-03-31" ) );
  QTest::newRow( "output chosen in the dialog" )
    << QVariant::fromValue( QgsProcessingOutputLayerDefinition( QStringLiteral( "/home/ann/out.gpkg" ) ) )
    << QJsonValue( QStringLiteral( "out.gpkg" ) );
  QTest::newRow( "selected features only" )
    << QVariant::fromValue( QgsProcessingFeatureSourceDefinition( QStringLiteral( "/home/ann/in.gpkg" ), true ) )
    << QJsonValue( QStringLiteral( "in.gpkg" ) );
  QTest::newRow( "property" ) << QVariant::fromValue( QgsProperty::fromValue( QStringLiteral( "/home/ann/in.shp" ) ) )
                              << QJsonValue( QStringLiteral( "in.shp" ) );
}

void RunRecordTest::parametersCanBeTypedAgain()
{
  QFETCH( QVariant, value );
  QFETCH( QJsonValue, expected );
  const TestRun test( { { QStringLiteral( "VALUE" ), value } } );
  QCOMPARE(
    jsonOf( test.run.record ).value( QStringLiteral( "parameters" ) ).toObject().value( QStringLiteral( "VALUE" ) ),
    expected );
}

void RunRecordTest::metadataHoldTheRecord()
{
  TestRun test;
  test.run.record.addInput( QStringLiteral( "INPUT" ), QStringLiteral( "/home/ann/wards.shp" ), 69,
                            QStringLiteral( "abc" ) );
  test.run.record.addRemark( QStringLiteral( "69 read = 69 used + 0 rejected" ) );
  const QgsLayerMetadata metadata = test.run.record.layerMetadata( QStringLiteral( "Grid" ) );
  QCOMPARE( metadata.title(), QStringLiteral( "Grid" ) );
  QCOMPARE( metadata.keywords().value( QStringLiteral( "audience" ) ), QStringList{ QStringLiteral( "internal" ) } );
  const QJsonObject record = jsonOf( test.run.record );
  QCOMPARE( record.value( QStringLiteral( "algorithm" ) ).toString(),
            QStringLiteral( "communitysafety:createanalysisgrid" ) );
  QCOMPARE( record.value( QStringLiteral( "version" ) ).toString(), base::softwareVersion() );
  QVERIFY( QDateTime::fromString( record.value( QStringLiteral( "time" ) ).toString(), Qt::ISODate ).isValid() );
  const QJsonObject input = record.value( QStringLiteral( "inputs" ) ).toArray().first().toObject();
  QCOMPARE( input.value( QStringLiteral( "name" ) ).toString(), QStringLiteral( "wards.shp" ) );
  QCOMPARE( input.value( QStringLiteral( "features" ) ).toInt(), 69 );
  QCOMPARE( record.value( QStringLiteral( "remarks" ) ).toArray().size(), 1 );
}

void RunRecordTest::everyRunAddsARowToTheLog()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "city.gpkg" ) );
  createGeoPackage( path );
  const TestRun test;
  QCOMPARE( test.run.record.appendToGeoPackage( path, QStringLiteral( "wards" ) ), QString() );
  QCOMPARE( test.run.record.appendToGeoPackage( path, QStringLiteral( "cells" ) ), QString() );
  QCOMPARE( logOf( path, "tables" ), ( QStringList{ QStringLiteral( "wards" ), QStringLiteral( "cells" ) } ) );
  QCOMPARE( logOf( path, "algorithm" ).first(), QStringLiteral( "communitysafety:createanalysisgrid" ) );
}

void RunRecordTest::logIsCopiedToAnotherFile()
{
  const QTemporaryDir folder;
  const QString from = folder.filePath( QStringLiteral( "from.gpkg" ) );
  const QString to = folder.filePath( QStringLiteral( "to.gpkg" ) );
  createGeoPackage( from );
  createGeoPackage( to );
  QCOMPARE( base::copyRunLog( from, to ), QString() );
  QVERIFY( logOf( to, "tables" ).isEmpty() );
  const TestRun test;
  test.run.record.appendToGeoPackage( from, QStringLiteral( "wards" ) );
  test.run.record.appendToGeoPackage( to, QStringLiteral( "own" ) );
  QCOMPARE( base::copyRunLog( from, to ), QString() );
  QCOMPARE( logOf( to, "tables" ), ( QStringList{ QStringLiteral( "own" ), QStringLiteral( "wards" ) } ) );
}

void RunRecordTest::fileThatIsNotThereIsAMessage()
{
  const TestRun test;
  QVERIFY( !test.run.record.appendToGeoPackage( QStringLiteral( "/nowhere/city.gpkg" ), QString() ).isEmpty() );
}

COMMUNITYSAFETY_TEST_MAIN( RunRecordTest )
#include "runrecord_test.moc"
