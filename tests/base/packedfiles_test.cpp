// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/packedfiles.h"

#include <QDir>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cpl_vsi.h>
#include <gdal_priv.h>

using namespace communitysafety::base;

class PackedFilesTest : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { GDALAllRegister(); }

  // laws
  void tablesAreToldByTheirNames();
  void packedFilesAreReadInPlace();
  // edges
  void folderMayBeCalledLikeAZip();
  void brokenZipHoldsNothing();

private:
  static void put( const QString &place, const QByteArray &content )
  {
    VSILFILE *file = VSIFOpenL( place.toUtf8().constData(), "wb" );
    QVERIFY( file );
    VSIFWriteL( content.constData(), 1, static_cast<size_t>( content.size() ), file );
    VSIFCloseL( file );
  }

  QTemporaryDir mFolder;
};

void PackedFilesTest::tablesAreToldByTheirNames()
{
  QVERIFY( isCsvFile( QStringLiteral( "a.csv" ) ) && isCsvFile( QStringLiteral( "A.CSV.GZ" ) ) );
  QVERIFY( !isCsvFile( QStringLiteral( "a.csv.zip" ) ) && !isCsvFile( QStringLiteral( "a.gz" ) ) );
}

void PackedFilesTest::packedFilesAreReadInPlace()
{
  QCOMPARE( openedPath( QStringLiteral( "/data/a.csv" ) ), QStringLiteral( "/data/a.csv" ) );
  QCOMPARE( openedPath( QStringLiteral( "/data/a.csv.GZ" ) ), QStringLiteral( "/vsigzip//data/a.csv.GZ" ) );
}

void PackedFilesTest::folderMayBeCalledLikeAZip()
{
  const QString folder = mFolder.filePath( QStringLiteral( "download.zip" ) );
  QVERIFY( QDir().mkpath( folder ) );
  const QString zip = folder + QStringLiteral( "/data.zip" );
  put( insideZip( zip ) + QStringLiteral( "/2024/a.csv" ), "x\n" );
  QVERIFY( filesBelow( insideZip( zip ) ).contains( QStringLiteral( "2024/a.csv" ) ) );
}

void PackedFilesTest::brokenZipHoldsNothing()
{
  const QString zip = mFolder.filePath( QStringLiteral( "broken.zip" ) );
  put( zip, "PK\x03\x04 nothing" );
  QVERIFY( filesBelow( insideZip( zip ) ).isEmpty() );
}

QTEST_GUILESS_MAIN( PackedFilesTest )
#include "packedfiles_test.moc"
