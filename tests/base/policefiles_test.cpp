// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policefiles.h"
#include "base/strictparse.h"

#include <qgsexception.h>

#include <QDir>
#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cpl_vsi.h>

using namespace communitysafety::base;

class PoliceFilesTest : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }

  // laws
  void nameTellsMonthAndForce_data();
  void nameTellsMonthAndForce();
  void orderFollowsTheMonthsNotTheFolders();
  void secondFileOfOneNameIsACopy();
  void packedAndPlainFileOfOneNameAreTheSame();
  void filesInAZipAreFoundWithoutUnpacking();
  // edges
  void otherFilesAreNotTaken();
  void singleFileMayHaveAnyName();
  // refused input
  void refuses_data();
  void refuses();

private:
  QString put( const QString &relative )
  {
    const QString path = mFolder->filePath( relative );
    QDir().mkpath( QFileInfo( path ).path() );
    QFile file( path );
    return file.open( QIODevice::WriteOnly ) && file.write( "x" ) == 1 ? path : QString();
  }

  QString putZip( const QString &name, const QStringList &entries )
  {
    const QString path = mFolder->filePath( name );
    for ( const QString &entry : entries )
    {
      VSILFILE *file = VSIFOpenL( QStringLiteral( "/vsizip/%1/%2" ).arg( path, entry ).toUtf8().constData(), "w" );
      VSIFWriteL( "x", 1, 1, file );
      VSIFCloseL( file );
    }
    return path;
  }

  static QStringList places( const std::vector<PoliceFile> &files )
  {
    QStringList all;
    for ( const PoliceFile &file : files )
      all << ( file.isCopy ? QStringLiteral( "copy: " ) : QString() ) + file.place;
    return all;
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void PoliceFilesTest::nameTellsMonthAndForce_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<QString>( "month" );
  QTest::addColumn<QString>( "force" );
  QTest::newRow( "plain" ) << "2024-01-avon-and-somerset-street.csv"
                           << "2024-01"
                           << "avon-and-somerset";
  QTest::newRow( "packed" ) << "2020-05-northumbria-street.csv.gz"
                            << "2020-05"
                            << "northumbria";
  QTest::newRow( "capitals" ) << "2024-12-BTP-Street.CSV"
                              << "2024-12"
                              << "btp";
  QTest::newRow( "no month of the year" ) << "2024-13-btp-street.csv" << QString() << QString();
  QTest::newRow( "a name of one's own" ) << "my-street.csv" << QString() << QString();
}

void PoliceFilesTest::nameTellsMonthAndForce()
{
  QFETCH( QString, name );
  QFETCH( QString, month );
  QFETCH( QString, force );
  put( name );
  const std::vector<PoliceFile> files = policeFilesInFolder( mFolder->path() );
  QCOMPARE( files.size(), std::size_t{ 1 } );
  QCOMPARE( files[0].month == PoliceFile::unknownMonth ? QString() : monthText( files[0].month ), month );
  QCOMPARE( files[0].force, force );
}

void PoliceFilesTest::orderFollowsTheMonthsNotTheFolders()
{
  put( QStringLiteral( "a/2024-02-x-street.csv" ) );
  put( QStringLiteral( "b/2023-12-x-street.csv" ) );
  put( QStringLiteral( "2024-01-x-street.csv" ) );
  QCOMPARE( places( policeFilesInFolder( mFolder->path() ) ),
            ( QStringList{ QStringLiteral( "b/2023-12-x-street.csv" ), QStringLiteral( "2024-01-x-street.csv" ),
                           QStringLiteral( "a/2024-02-x-street.csv" ) } ) );
}

void PoliceFilesTest::secondFileOfOneNameIsACopy()
{
  put( QStringLiteral( "2024-01/2024-01-x-street.csv" ) );
  put( QStringLiteral( "download/2024-01/2024-01-x-street.csv" ) );
  put( QStringLiteral( "download/2024-01/2024-01-y-street.csv" ) );
  QCOMPARE( places( policeFilesInFolder( mFolder->path() ) ),
            ( QStringList{ QStringLiteral( "2024-01/2024-01-x-street.csv" ),
                           QStringLiteral( "copy: download/2024-01/2024-01-x-street.csv" ),
                           QStringLiteral( "download/2024-01/2024-01-y-street.csv" ) } ) );
}

void PoliceFilesTest::packedAndPlainFileOfOneNameAreTheSame()
{
  put( QStringLiteral( "2024-01-x-street.csv" ) );
  put( QStringLiteral( "2024-01-X-street.csv.gz" ) );
  const std::vector<PoliceFile> files = policeFilesInFolder( mFolder->path() );
  QCOMPARE( files.size(), std::size_t{ 2 } );
  QVERIFY( files[1].isCopy );
}

void PoliceFilesTest::filesInAZipAreFoundWithoutUnpacking()
{
  const QString zip =
    putZip( QStringLiteral( "my download.zip" ),
            { QStringLiteral( "2024-02/2024-02-x-street.csv" ), QStringLiteral( "2024-01/2024-01-x-street.csv" ),
              QStringLiteral( "2024-01/2024-01-x-outcomes.csv" ), QStringLiteral( "again/2024-01-x-street.csv" ),
              QStringLiteral( "__MACOSX/2024-01/._2024-01-x-street.csv" ) } );
  const std::vector<PoliceFile> files = policeFilesInFile( zip );
  QCOMPARE( places( files ), ( QStringList{ QStringLiteral( "2024-01/2024-01-x-street.csv" ),
                                            QStringLiteral( "copy: again/2024-01-x-street.csv" ),
                                            QStringLiteral( "2024-02/2024-02-x-street.csv" ) } ) );
  VSIStatBufL status;
  QCOMPARE( VSIStatL( files[0].path.toUtf8().constData(), &status ), 0 );
}

void PoliceFilesTest::otherFilesAreNotTaken()
{
  put( QStringLiteral( "2024-01-x-street.csv" ) );
  put( QStringLiteral( "2024-01-x-outcomes.csv" ) );
  put( QStringLiteral( "2024-01-x-stop-and-search.csv" ) );
  put( QStringLiteral( "2024-01-x-street.csv.bak" ) );
  put( QStringLiteral( "._2024-01-x-street.csv" ) );
  QCOMPARE( places( policeFilesInFolder( mFolder->path() ) ), QStringList{ QStringLiteral( "2024-01-x-street.csv" ) } );
}

void PoliceFilesTest::singleFileMayHaveAnyName()
{
  const std::vector<PoliceFile> files = policeFilesInFile( put( QStringLiteral( "all months.csv.gz" ) ) );
  QCOMPARE( places( files ), QStringList{ QStringLiteral( "all months.csv.gz" ) } );
  QCOMPARE( files[0].month, PoliceFile::unknownMonth );
  QVERIFY( files[0].path.startsWith( QLatin1String( "/vsigzip/" ) ) );
}

void PoliceFilesTest::refuses_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "missing file" ) << "nowhere.csv"
                                  << "There is no file";
  QTest::newRow( "spreadsheet" ) << "crimes.xlsx"
                                 << "‘crimes.xlsx’ is neither a .csv, a .csv.gz nor a .zip";
  QTest::newRow( "no real zip" ) << "broken.zip"
                                 << "‘broken.zip’ cannot be read as a zip";
  QTest::newRow( "zip of something else" ) << "other.zip"
                                           << "The zip ‘other.zip’ holds no police street file";
  QTest::newRow( "missing folder" ) << "nowhere/"
                                    << "There is no folder";
  QTest::newRow( "folder without street files" ) << "empty/"
                                                 << "The folder ‘empty’ holds no police street file";
  QTest::newRow( "folder with the zip alone" ) << "zipped/"
                                               << "give the zip ‘2024.zip’ in it as INPUT_FILE";
}

void PoliceFilesTest::refuses()
{
  QFETCH( QString, file );
  QFETCH( QString, sentence );
  put( QStringLiteral( "crimes.xlsx" ) );
  put( QStringLiteral( "broken.zip" ) );
  putZip( QStringLiteral( "other.zip" ), { QStringLiteral( "readme.txt" ) } );
  put( QStringLiteral( "empty/readme.txt" ) );
  put( QStringLiteral( "zipped/2024.zip" ) );
  QString said;
  try
  {
    file.endsWith( '/' ) ? policeFilesInFolder( mFolder->filePath( file ) )
                         : policeFilesInFile( mFolder->filePath( file ) );
  }
  catch ( const QgsProcessingException &refusal )
  {
    said = refusal.what();
  }
  QVERIFY2( said.contains( sentence ), qPrintable( said ) );
}

QTEST_GUILESS_MAIN( PoliceFilesTest )
#include "policefiles_test.moc"
