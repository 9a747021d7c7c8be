// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/geopackage.h"
#include "statistics/progress.h"
#include "testrun.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace communitysafety;
using namespace communitysafety::test;

class GeoPackageTest : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }

  // laws
  void tablesKeepTheirRows();
  void runIsEnteredInTheLog();
  void existingFileIsReplaced();
  // edges
  void fileThatIsNotKeptIsRemoved();
  void earlierFileOutlastsAFailure();
  void cancelRemovesTheFile();
  void rowNumbersOfAnotherFileDoNotClash();
  // refused input
  void placeThatCannotBeWrittenIsNamed();

private:
  QString path() const { return mFolder->filePath( QStringLiteral( "city.gpkg" ) ); }
  static std::unique_ptr<QgsVectorLayer> wards( const QString &fields = QStringLiteral( "field=ward:string" ) )
  {
    return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&" ) + fields, QStringLiteral( "wards" ),
                        { QStringLiteral( "POINT(1 1);1" ), QStringLiteral( "POINT(2 2);1" ) } );
  }
  qint64 rowsIn( const char *name ) const
  {
    const QgsVectorLayer layer( QStringLiteral( "%1|layername=%2" ).arg( path(), QLatin1String( name ) ), QString(),
                                QStringLiteral( "ogr" ) );
    return layer.isValid() ? layer.featureCount() : -1;
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void GeoPackageTest::tablesKeepTheirRows()
{
  TestRun test;
  base::NewGeoPackage package( path() );
  package.add( *wards(), QStringLiteral( "wards" ), test.run );
  package.add( *wards(), QStringLiteral( "other" ), test.run );
  package.keep( test.run );
  QCOMPARE( rowsIn( "wards" ), 2 );
  QCOMPARE( rowsIn( "other" ), 2 );
}

void GeoPackageTest::runIsEnteredInTheLog()
{
  TestRun test;
  base::NewGeoPackage package( path() );
  package.add( *wards(), QStringLiteral( "wards" ), test.run );
  package.keep( test.run );
  QCOMPARE( rowsIn( "run_log" ), 1 );
  QVERIFY2( test.feedback.warnings.isEmpty(), qPrintable( test.feedback.everything() ) );
}

void GeoPackageTest::existingFileIsReplaced()
{
  TestRun test;
  for ( const char *name : { "first", "second" } )
  {
    base::NewGeoPackage package( path() );
    package.add( *wards(), QLatin1String( name ), test.run );
    package.keep( test.run );
  }
  QCOMPARE( rowsIn( "first" ), -1 );
  QCOMPARE( rowsIn( "second" ), 2 );
}

void GeoPackageTest::fileThatIsNotKeptIsRemoved()
{
  TestRun test;
  {
    base::NewGeoPackage package( path() );
    package.add( *wards(), QStringLiteral( "wards" ), test.run );
    QVERIFY( QFile::exists( package.writtenPath() ) );
  }
  QVERIFY( QDir( mFolder->path() ).isEmpty() );
}

void GeoPackageTest::earlierFileOutlastsAFailure()
{
  TestRun test;
  for ( const bool isKept : { true, false } )
  {
    base::NewGeoPackage package( path() );
    package.add( *wards(), isKept ? QStringLiteral( "earlier" ) : QStringLiteral( "later" ), test.run );
    if ( isKept )
      package.keep( test.run );
  }
  QCOMPARE( rowsIn( "earlier" ), 2 );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList{ QStringLiteral( "city.gpkg" ) } );
}

void GeoPackageTest::cancelRemovesTheFile()
{
  TestRun test;
  test.feedback.cancel();
  const auto writeCancelled = [&]
  {
    base::NewGeoPackage package( path() );
    package.add( *wards(), QStringLiteral( "wards" ), test.run );
  };
  QVERIFY_EXCEPTION_THROWN( writeCancelled(), statistics::Cancelled );
  QVERIFY( QDir( mFolder->path() ).isEmpty() );
}

void GeoPackageTest::rowNumbersOfAnotherFileDoNotClash()
{
  TestRun test;
  base::NewGeoPackage package( path() );
  package.add( *wards( QStringLiteral( "field=fid:integer" ) ), QStringLiteral( "wards" ), test.run );
  package.keep( test.run );
  QCOMPARE( rowsIn( "wards" ), 2 );
}

void GeoPackageTest::placeThatCannotBeWrittenIsNamed()
{
  TestRun test;
  QFile file( mFolder->filePath( QStringLiteral( "blocked" ) ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  base::NewGeoPackage package( file.fileName() + QStringLiteral( "/city.gpkg" ) );
  const QString error = refusal( [&] { package.add( *wards(), QStringLiteral( "wards" ), test.run ); } );
  QVERIFY2( error.startsWith( QStringLiteral( "The layer ‘wards’ could not be written into " ) + file.fileName() ),
            qPrintable( error ) );
}

COMMUNITYSAFETY_TEST_MAIN( GeoPackageTest )
#include "geopackage_test.moc"
