// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "contractinputs.h"

#include <QDir>
#include <QElapsedTimer>

#include <ogrsf_frmts.h>

using namespace communitysafety::test;

//! A run that is cancelled, or that cannot write, ends with one sentence and leaves nothing behind.
class InterruptionTest : public QObject
{
  Q_OBJECT

private slots:
  void cancelLeavesNoFile_data();
  void cancelLeavesNoFile();
  void cancelKeepsTheOtherTables_data() { addAlgorithmRows(); }
  void cancelKeepsTheOtherTables();
  void placeThatCannotBeWrittenIsNamed_data();
  void placeThatCannotBeWrittenIsNamed();
  void lockedGeoPackageIsSaidSoon_data() { addAlgorithmRows(); }
  void lockedGeoPackageIsSaidSoon();

private:
  ContractInputs mInputs;
};

namespace
{

QStringList filesIn( const QTemporaryDir &folder ) { return QDir( folder.path() ).entryList( QDir::Files ); }

QStringList tablesOf( const QString &path )
{
  const std::unique_ptr<GDALDataset> dataset( GDALDataset::Open( path.toUtf8().constData(), GDAL_OF_VECTOR ) );
  QStringList tables;
  for ( int index = 0; dataset && index < dataset->GetLayerCount(); ++index )
    tables << QString::fromUtf8( dataset->GetLayer( index )->GetName() );
  tables.sort();
  return tables;
}

QString townFile( const QTemporaryDir &folder ) { return folder.filePath( QStringLiteral( "town.gpkg" ) ); }

//! A table of the user's own, which no run may touch.
void writeOwnTable( const QString &path )
{
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GPKG" );
  const std::unique_ptr<GDALDataset> dataset(
    driver->Create( path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr ) );
  QVERIFY( dataset && dataset->CreateLayer( "my_notes", nullptr, wkbNone, nullptr ) );
}

//! The other program that has the GeoPackage open and writes into it.
class OtherWriter
{
public:
  explicit OtherWriter( const QString &path )
    : mDataset( GDALDataset::Open( path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_UPDATE ) )
  {
    mDataset->ExecuteSQL( "BEGIN EXCLUSIVE", nullptr, nullptr );
  }
  ~OtherWriter() { mDataset->ExecuteSQL( "ROLLBACK", nullptr, nullptr ); }

private:
  std::unique_ptr<GDALDataset> mDataset;
};

} // namespace

void InterruptionTest::cancelLeavesNoFile_data()
{
  QTest::addColumn<QString>( "id" );
  QTest::addColumn<int>( "destination" );
  QTest::addColumn<double>( "percent" );
  for ( const auto &[id, algorithm] : allAlgorithms() )
  {
    for ( const double percent : { 1.0, 50.0, 90.0 } )
      QTest::addRow( "%s at %.0f %%", qPrintable( id ), percent ) << id << int( Destination::geoPackages ) << percent;
    QTest::addRow( "%s into Shapefiles", qPrintable( id ) ) << id << int( Destination::shapefiles ) << 90.0;
  }
}

void InterruptionTest::cancelLeavesNoFile()
{
  QFETCH( QString, id );
  QFETCH( int, destination );
  QFETCH( double, percent );
  const QTemporaryDir folder;
  const QVariantMap outputs = ContractInputs::outputs( id, Destination( destination ), folder.path() );
  const RunResult result = run( id, joined( mInputs.parameters( id ), outputs ), percent );
  QVERIFY2( result.feedback->isCanceled(), "the progress never came so far" );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "Cancelled" ) ), qPrintable( result.error ) );
  // QGIS keeps what the finished steps of a model have written.
  if ( !isModel( id ) )
    QCOMPARE( filesIn( folder ), QStringList() );
}

void InterruptionTest::cancelKeepsTheOtherTables()
{
  QFETCH( QString, id );
  if ( ContractInputs::layerOutputs( id ).isEmpty() )
    QSKIP( "It replaces its file as a whole." );
  const QTemporaryDir folder;
  writeOwnTable( townFile( folder ) );
  const QVariantMap outputs = ContractInputs::outputs( id, Destination::oneGeoPackage, folder.path() );
  const RunResult result = run( id, joined( mInputs.parameters( id ), outputs ), 90.0 );
  QVERIFY( !result.succeeded );
  if ( isModel( id ) )
    QVERIFY( tablesOf( townFile( folder ) ).contains( QStringLiteral( "my_notes" ) ) );
  else
    QCOMPARE( tablesOf( townFile( folder ) ), QStringList{ QStringLiteral( "my_notes" ) } );
}

void InterruptionTest::placeThatCannotBeWrittenIsNamed_data()
{
  QTest::addColumn<QString>( "id" );
  QTest::addColumn<QString>( "output" );
  for ( const auto &[id, algorithm] : allAlgorithms() )
    for ( const QString &output : ContractInputs::outputs( id, Destination::geoPackages, QString() ).keys() )
      QTest::addRow( "%s %s", qPrintable( id ), qPrintable( output ) ) << id << output;
}

void InterruptionTest::placeThatCannotBeWrittenIsNamed()
{
  QFETCH( QString, id );
  QFETCH( QString, output );
  const QTemporaryDir folder;
  // Nobody, not even an administrator, can put a file into a file.
  const QString blocked = folder.filePath( QStringLiteral( "blocked" ) );
  QFile file( blocked );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  QVariantMap outputs = ContractInputs::outputs( id, Destination::geoPackages, folder.path() );
  outputs.insert( output, QString( outputs.value( output ).toString() ).replace( folder.path(), blocked ) );
  const RunResult result = run( id, joined( mInputs.parameters( id ), outputs ) );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( blocked ), qPrintable( result.error ) );
  QVERIFY2( !result.error.trimmed().contains( '\n' ), qPrintable( result.error ) );
  // QGIS keeps what the finished steps of a model have written.
  if ( !isModel( id ) )
    QCOMPARE( filesIn( folder ), QStringList{ QStringLiteral( "blocked" ) } );
}

void InterruptionTest::lockedGeoPackageIsSaidSoon()
{
  QFETCH( QString, id );
  if ( ContractInputs::layerOutputs( id ).isEmpty() )
    QSKIP( "It replaces its file as a whole." );
  const QTemporaryDir folder;
  const QVariantMap parameters =
    joined( mInputs.parameters( id ), ContractInputs::outputs( id, Destination::oneGeoPackage, folder.path() ) );
  writeOwnTable( townFile( folder ) );
  const OtherWriter other( townFile( folder ) );
  QElapsedTimer timer;
  timer.start();
  const RunResult result = run( id, parameters );
  QVERIFY2( timer.elapsed() < 30000, qPrintable( QStringLiteral( "%1 ms" ).arg( timer.elapsed() ) ) );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "town.gpkg" ) ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( InterruptionTest )
#include "interruption_test.moc"
