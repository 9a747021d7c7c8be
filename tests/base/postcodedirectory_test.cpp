// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/postcodedirectory.h"
#include "testrun.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace communitysafety;
using namespace communitysafety::base;
using namespace communitysafety::test;

class PostcodeDirectoryTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyFormOfTheDirectoryIsRead_data();
  void everyFormOfTheDirectoryIsRead();
  void onlyWhatIsNeededIsKept();
  void sectorLiesAtTheMeanOfItsPostcodes();
  // edges
  void postcodeWithoutPositionHasNone();
  void northernIrelandIsOnTheIrishGrid();
  void oneLargeTableBesideItsPartsIsReadAlone();
  void realPostcodesAreFound();
  // refused input
  void refuses_data();
  void refuses();

private:
  QString put( const QString &name, const QByteArray &content )
  {
    const QString path = mFolder.filePath( name );
    QDir().mkpath( QFileInfo( path ).path() );
    QFile file( path );
    if ( !file.open( QIODevice::WriteOnly ) || file.write( content ) != content.size() )
      qFatal( "cannot write" );
    return path;
  }

  PostcodeDirectory read( const QString &path, const QSet<QString> &needed )
  {
    return PostcodeDirectory::read( mTest->run, QStringLiteral( "POSTCODE_DIRECTORY" ), path, needed, 0, 1 );
  }

  void init() { mTest = std::make_unique<TestRun>(); }

  QTemporaryDir mFolder;
  std::unique_ptr<TestRun> mTest = std::make_unique<TestRun>();
};

// The headings of the ONS Postcode Directory as published until 2024 and of the National Statistics Postcode Lookup
// since 2025, both cut to the columns around the coordinates; Code-Point Open has no headings.
void PostcodeDirectoryTest::everyFormOfTheDirectoryIsRead_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<QByteArray>( "content" );
  QTest::newRow( "ONS until 2024" )
    << "onspd.csv"
    << QByteArray(
         "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,lat,long\n"
         "\"B1 1AA\",\"B1   1AA\",\"B1 1AA\",\"198001\",\"\",\"0\",\"406600\",\"0286900\",\"1\",52.47,-1.90\n" );
  QTest::newRow( "ONS since 2025" ) << "nspl.csv"
                                    << QByteArray(
                                         "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd\n"
                                         "B1 1AA,B1   1AA,B1 1AA,198001,,0,406600,286900,1,E00000001\n" );
  QTest::newRow( "Code-Point Open" )
    << "b.csv"
    << QByteArray(
         "\"B1 1AA\",10,406600,286900,\"E92000001\",\"E19000001\",\"E18000005\",\"\",\"E08000025\",\"E05011151\"\n"
         "\"B1 1AD\",10,406700,286900,\"E92000001\",\"E19000001\",\"E18000005\",\"\",\"E08000025\",\"E05011151\"\n" );
  QTest::newRow( "a table of one's own" )
    << "own.csv" << QByteArray( "Postcode,Easting,Northing\nb11aa,\"406,600\",\"286,900\"\n" );
}

void PostcodeDirectoryTest::everyFormOfTheDirectoryIsRead()
{
  QFETCH( QString, name );
  QFETCH( QByteArray, content );
  const PostcodeDirectory directory = read( put( name, content ), { "B1 1AA" } );
  const std::optional<PostcodePlace> place = directory.placeOf( "B1 1AA" );
  QVERIFY( place );
  QCOMPARE( place->point, QgsPointXY( 406600, 286900 ) );
  QCOMPARE( place->precision, 100.0 );
}

void PostcodeDirectoryTest::onlyWhatIsNeededIsKept()
{
  QByteArray rows = "Postcode,Easting,Northing\n";
  for ( int i = 0; i < 1000; ++i )
    rows += "B" + QByteArray::number( 1 + i / 100 ) + " " + QByteArray::number( i / 10 % 10 ) + "A" +
            char( 'A' + i % 2 ) + ",406600,286900\n";
  const PostcodeDirectory directory = read( put( "many.csv", rows ), { "B1 0AA" } );
  QCOMPARE( directory.nRows(), qint64{ 1000 } );
  QCOMPARE( directory.nKept(), qint64{ 1 } );
}

// Four postcodes at the corners of a square of 600 m and 800 m: the mean is its middle, 500 m from each.
void PostcodeDirectoryTest::sectorLiesAtTheMeanOfItsPostcodes()
{
  const PostcodeDirectory directory = read(
    put( "sector.csv", "Postcode,Easting,Northing\nB1 1AA,406000,286000\nB1 1AB,406600,286000\nB1 1AD,406000,286800\n"
                       "B1 1AE,406600,286800\nB1 2AA,500000,286000\n" ),
    { "B1 1", "B1" } );
  const std::optional<PostcodePlace> sector = directory.placeOf( "B1 1" );
  QVERIFY( sector );
  QCOMPARE( sector->point, QgsPointXY( 406300, 286400 ) );
  QVERIFY( qAbs( sector->precision - 500.0 ) < 0.01 );
  QVERIFY( directory.placeOf( "B1" )->precision > 30000.0 );
}

void PostcodeDirectoryTest::postcodeWithoutPositionHasNone()
{
  const PostcodeDirectory directory =
    read( put( "none.csv",
               "pcds,oseast1m,osnrth1m,osgrdind,lat,long\nB1 1AA,,,9,99.999999,0.000000\nB1 1AB,0,0,1,99.999999,0\n"
               "B1 1AD,406600,286900,9,52.47,-1.9\n" ),
          { "B1 1AA", "B1 1AB", "B1 1AD", "B1 1AE" } );
  for ( const char *postcode : { "B1 1AA", "B1 1AB", "B1 1AD", "B1 1AE" } )
    QVERIFY2( !directory.placeOf( QLatin1String( postcode ) ), postcode );
}

// Belfast City Hall, 54.5964 N 5.9301 W, is J 338 740 on the Irish Grid.
void PostcodeDirectoryTest::northernIrelandIsOnTheIrishGrid()
{
  const auto belfast = [this]( const QByteArray &content )
  { return read( put( "ni.csv", content ), { "BT1 5GS" } ).placeOf( "BT1 5GS" )->point; };
  const QgsPointXY fromDegrees = belfast( "pcds,oseast1m,osnrth1m,lat,long\nBT1 5GS,333800,374000,54.5964,-5.9301\n" );
  const QgsPointXY fromGrid = belfast( "pcds,oseast1m,osnrth1m\nBT1 5GS,333800,374000\n" );
  QVERIFY2( fromDegrees.distance( fromGrid ) < 150.0, qPrintable( fromGrid.toString() ) );
  QVERIFY( fromGrid.distance( QgsPointXY( 333800, 374000 ) ) > 100000.0 );
}

void PostcodeDirectoryTest::oneLargeTableBesideItsPartsIsReadAlone()
{
  QByteArray rows = "pcds,oseast1m,osnrth1m\n";
  for ( int i = 0; i < 100; ++i )
    rows += "B1 1AA,406600,286900\n";
  put( "zip/Data/ONSPD_UK.csv", rows );
  put( "zip/Data/multi_csv/ONSPD_B.csv", "pcds,oseast1m,osnrth1m\nB1 1AA,1,1\n" );
  put( "zip/Documents/names.csv", "code,name\nE1,Town\n" );
  QCOMPARE( read( mFolder.filePath( "zip" ), { "B1 1AA" } ).nRows(), qint64{ 100 } );
}

void PostcodeDirectoryTest::realPostcodesAreFound()
{
  const QString file = sharedFile( QStringLiteral( "data/birmingham/postcodes_birmingham_latlong.csv.gz" ) );
  if ( file.isEmpty() )
    QSKIP( "The postcodes of Birmingham are not on this machine." );
  const PostcodeDirectory directory = read( file, { "B1 1AA", "B1 1", "B99 9ZZ" } );
  QCOMPARE( directory.nRows(), qint64{ 34742 } );
  // 52.47666 N 1.903535 W in the file: 406,649 286,530 on the British grid, to a few metres.
  QVERIFY( directory.placeOf( "B1 1AA" )->point.distance( QgsPointXY( 406649, 286530 ) ) < 10.0 );
  QVERIFY( directory.placeOf( "B1 1" )->precision < 1000.0 );
  QVERIFY( !directory.placeOf( "B99 9ZZ" ) );
}

void PostcodeDirectoryTest::refuses_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<QByteArray>( "content" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no such file" ) << "absent.csv" << QByteArray() << "there is no ‘absent.csv’";
  QTest::newRow( "no coordinates" ) << "names.csv" << QByteArray( "Postcode,Name\nB1 1AA,Town\n" )
                                    << "‘names.csv’ has no table with a column of postcodes";
  QTest::newRow( "broken zip" ) << "broken.zip" << QByteArray( "PK\x03\x04 nothing" )
                                << "‘broken.zip’ has no table with a column of postcodes";
}

void PostcodeDirectoryTest::refuses()
{
  QFETCH( QString, name );
  QFETCH( QByteArray, content );
  QFETCH( QString, sentence );
  const QString path = content.isEmpty() ? mFolder.filePath( name ) : put( name, content );
  const QString said = refusal( [this, &path] { read( path, { "B1 1AA" } ); } );
  QVERIFY2( said.contains( sentence ), qPrintable( said ) );
}

COMMUNITYSAFETY_TEST_MAIN( PostcodeDirectoryTest )
#include "postcodedirectory_test.moc"
