// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policerows.h"
#include "policetexts.h"

#include <qgsexception.h>

#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cpl_vsi.h>
#include <gdal_priv.h>

using namespace communitysafety::base;
using communitysafety::test::PoliceTexts;
using communitysafety::test::policeTexts;

class PoliceRowsTest : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { GDALAllRegister(); }

  // published values
  void officialCategories_data();
  void officialCategories();
  // laws
  void headerIsUnderstood_data();
  void headerIsUnderstood();
  void hashTellsContentsApart();
  // edges
  void noValueMarksAreBlank();
  void brokenOffRowIsIncomplete();
  void oldHeaderGivesGridPositionsAndNoId();
  // refused input
  void refuses_data();
  void refuses();
  void brokenOffPackedFileIsRefused();

private:
  PoliceFile file( const QByteArray &content ) const
  {
    QFile csv( mFolder.filePath( QStringLiteral( "test.csv" ) ) );
    if ( csv.open( QIODevice::WriteOnly ) )
      csv.write( content );
    csv.close();
    return policeFilesInFile( csv.fileName() ).front();
  }

  QTemporaryDir mFolder;
};

void PoliceRowsTest::officialCategories_data()
{
  QTest::addColumn<QString>( "written" );
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<bool>( "isOfficial" );
  QTest::newRow( "official" ) << "Violence and sexual offences"
                              << "Violence and sexual offences" << true;
  QTest::newRow( "ampersand" ) << "Criminal damage & arson"
                               << "Criminal damage and arson" << true;
  QTest::newRow( "API: another word" ) << "violent-crime"
                                       << "Violence and sexual offences" << true;
  QTest::newRow( "API: without and" ) << "criminal-damage-arson"
                                      << "Criminal damage and arson" << true;
  QTest::newRow( "API: hyphens" ) << "theft-from-the-person"
                                  << "Theft from the person" << true;
  QTest::newRow( "API: hyphen of the word itself" ) << "anti-social-behaviour"
                                                    << "Anti-social behaviour" << true;
  QTest::newRow( "capitals" ) << "VEHICLE CRIME"
                              << "Vehicle crime" << true;
  QTest::newRow( "category of 2011" ) << "Public disorder and weapons"
                                      << "Public disorder and weapons" << false;
  QTest::newRow( "blank" ) << ""
                           << "" << false;
}

void PoliceRowsTest::officialCategories()
{
  QFETCH( QString, written );
  QFETCH( QString, name );
  QFETCH( bool, isOfficial );
  const PoliceCategory category = policeCategory( written );
  QCOMPARE( category.name, name );
  QCOMPARE( category.isOfficial, isOfficial );
}

void PoliceRowsTest::headerIsUnderstood_data()
{
  QTest::addColumn<QByteArray>( "content" );
  const QByteArray row = "a1,2024-01,x,x,-1.9,52.4,On or near Hill,E01009001,Name 1,Drugs,,\n";
  const QByteArray header = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA "
                            "name,Crime type,Last outcome category,Context\n";
  QTest::newRow( "official" ) << header + row;
  QTest::newRow( "byte order mark" ) << "\xEF\xBB\xBF" + header + row;
  QTest::newRow( "CRLF" ) << QByteArray( header + row ).replace( "\n", "\r\n" );
  QTest::newRow( "R, with an index column" )
    << QByteArray( "\"\",\"Crime.ID\",\"Month\",\"Longitude\",\"Latitude\",\"Location\",\"LSOA.code\",\"Crime.type\"\n"
                   "\"1\",\"a1\",\"2024-01\",-1.9,52.4,\"On or near Hill\",\"E01009001\",\"Drugs\"\n" );
  QTest::newRow( "janitor, another order" )
    << QByteArray( "crime_type,lsoa_code,location,latitude,longitude,month,crime_id\nDrugs,e01009001,On or near "
                   "Hill,52.4,-1.9,2024-01,a1\n" );
  QTest::newRow( "API" ) << QByteArray( "type,street,month,latitude,longitude,ward,persistent_id,lsoa code\n"
                                        "Drugs,On or near Hill,2024-01,52.4,-1.9,Ward,a1,E01009001\n" );
  QTest::newRow( "no line end" ) << QByteArray( header + row ).trimmed();
}

void PoliceRowsTest::headerIsUnderstood()
{
  QFETCH( QByteArray, content );
  PoliceRows rows( file( content ) );
  QVERIFY( rows.inDegrees() );
  QVERIFY( rows.layout().has( PoliceColumn::lsoa ) );
  const std::vector<PoliceTexts> all = policeTexts( rows );
  QCOMPARE( all.size(), std::size_t{ 1 } );
  const PoliceTexts &row = all.front();
  QVERIFY( row.isComplete );
  QCOMPARE( rows.rowsRead(), qint64{ 1 } );
  QCOMPARE( ( QStringList{ row.id, row.month, row.x, row.y, row.place, row.lsoa, row.category } ).join( '|' ),
            QStringLiteral( "a1|2024-01|-1.9|52.4|On or near Hill|E01009001|Drugs" ) );
}

void PoliceRowsTest::hashTellsContentsApart()
{
  const auto hashOf = [this]( const QByteArray &content )
  {
    PoliceRows rows( file( content ) );
    policeTexts( rows );
    return rows.contentHash();
  };
  const QByteArray header = "Month,Longitude,Latitude,Crime type\n";
  QCOMPARE( hashOf( header + "2024-01,-1,52,Drugs\n" ), hashOf( header + "2024-01,-1,52,Drugs\r\n" ) );
  QVERIFY( hashOf( header + "2024-01,-1,52,Drugs\n" ) != hashOf( header + "2024-01,-1,53,Drugs\n" ) );
}

void PoliceRowsTest::noValueMarksAreBlank()
{
  PoliceRows rows( file( "Crime.ID,Month,Longitude,Latitude,Location,Crime.type\nNA,2024-01,NA,null, ,Drugs\n" ) );
  const PoliceTexts row = policeTexts( rows ).front();
  QVERIFY( row.isComplete );
  QCOMPARE( row.id + row.x + row.y + row.place, QString() );
}

void PoliceRowsTest::brokenOffRowIsIncomplete()
{
  PoliceRows rows( file( "Month,Longitude,Latitude,Crime type\n2024-01,-1.9\n2024-01,,,Drugs\n" ) );
  const std::vector<PoliceTexts> all = policeTexts( rows );
  QCOMPARE( all.size(), std::size_t{ 2 } );
  QVERIFY( !all[0].isComplete );
  QVERIFY( all[1].isComplete );
}

void PoliceRowsTest::oldHeaderGivesGridPositionsAndNoId()
{
  PoliceRows rows( file( "Month,Reported by,Falls within,Easting,Northing,Location,Crime type,Context\n"
                         "2011-03,x,x,407000,287000,On or near Hill,Burglary,\n" ) );
  QVERIFY( !rows.inDegrees() );
  QVERIFY( !rows.layout().has( PoliceColumn::lsoa ) );
  const PoliceTexts row = policeTexts( rows ).front();
  QCOMPARE( row.x + '/' + row.y + '/' + row.id, QStringLiteral( "407000/287000/" ) );
}

void PoliceRowsTest::refuses_data()
{
  QTest::addColumn<QByteArray>( "content" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "outcomes file" ) << QByteArray( "Crime ID,Month,Longitude,Latitude,Outcome type\na,2024-01,1,52,x\n" )
                                   << "‘test.csv’ is no police street file: it has no column for the type of crime "
                                      "(Crime type). Its columns are: Crime ID, Month";
  QTest::newRow( "nothing fits" ) << QByteArray( "area,count\nx,1\n" )
                                  << "no column for the month (Month), nor for the position (Longitude and Latitude, "
                                     "or Easting and Northing), nor for the type of crime";
  QTest::newRow( "half a position" ) << QByteArray( "Month,Longitude,Crime type\n2024-01,1,Drugs\n" )
                                     << "no column for the position";
  QTest::newRow( "empty file" ) << QByteArray() << "‘test.csv’ cannot be read as a table";
}

void PoliceRowsTest::refuses()
{
  QFETCH( QByteArray, content );
  QFETCH( QString, sentence );
  QString said;
  try
  {
    PoliceRows rows( file( content ) );
  }
  catch ( const QgsProcessingException &refusal )
  {
    said = refusal.what();
  }
  QVERIFY2( said.contains( sentence ), qPrintable( said ) );
}

void PoliceRowsTest::brokenOffPackedFileIsRefused()
{
  const QString path = mFolder.filePath( QStringLiteral( "2024-01-x-street.csv.gz" ) );
  VSILFILE *packed = VSIFOpenL( ( QStringLiteral( "/vsigzip/" ) + path ).toUtf8().constData(), "wb" );
  QByteArray content( "Month,Longitude,Latitude,Crime type\n" );
  for ( int row = 0; row < 20000; ++row )
    content += QByteArray( "2024-01,-1." ) + QByteArray::number( row * 7919 % 100003 ) + ",52,Drugs\n";
  VSIFWriteL( content.constData(), 1, static_cast<size_t>( content.size() ), packed );
  VSIFCloseL( packed );
  QVERIFY( QFile::resize( path, QFileInfo( path ).size() / 2 ) );
  PoliceRows rows( policeFilesInFile( path ).front() );
  QString said;
  try
  {
    policeTexts( rows );
  }
  catch ( const QgsProcessingException &refusal )
  {
    said = refusal.what();
  }
  QVERIFY2( said.contains( QStringLiteral( "‘2024-01-x-street.csv.gz’ is damaged after row" ) ), qPrintable( said ) );
}

QTEST_GUILESS_MAIN( PoliceRowsTest )
#include "policerows_test.moc"
