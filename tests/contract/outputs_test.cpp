// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "contractinputs.h"

#include "base/compat.h"
#include "base/fields.h"
#include "base/recordsecrets.h"
#include "base/resources.h"

#include <qgsapplication.h>
#include <qgsprocessingalgrunnertask.h>
#include <qgsrenderer.h>
#include <qgstaskmanager.h>

#include <QDir>
#include <QDomDocument>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <ogrsf_frmts.h>

using namespace communitysafety;
using namespace communitysafety::test;

//! What comes out is the same in every format, styled, described and silent about the machine it was made on.
class OutputsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void orderOfTheFeaturesPlaysNoPart_data() { addAlgorithmRows(); }
  void orderOfTheFeaturesPlaysNoPart();
  void formatsHoldTheSameRows_data();
  void formatsHoldTheSameRows();
  void secondRunReplacesTheFirst_data();
  void secondRunReplacesTheFirst();
  void otherTablesStay_data() { addAlgorithmRows(); }
  void otherTablesStay();
  void desktopThreadGivesTheSameRows_data() { addAlgorithmRows(); }
  void desktopThreadGivesTheSameRows();
  // what goes with the rows
  void fieldNamesFitEveryFormat_data() { addAlgorithmRows(); }
  void fieldNamesFitEveryFormat();
  void layersAreStyledAndTheStyleIsKept_data();
  void layersAreStyledAndTheStyleIsKept();
  void layersCarryTheirRecord_data() { addAlgorithmRows(); }
  void layersCarryTheirRecord();
  void runsAreInTheRunLog_data() { addAlgorithmRows(); }
  void runsAreInTheRunLog();
  void booksBalance_data() { addAlgorithmRows(); }
  void booksBalance();
  void noFolderIsInAnyFile_data() { addAlgorithmRows(); }
  void noFolderIsInAnyFile();
  // edges
  void withoutAnyOutputItIsSaid_data() { addAlgorithmRows(); }
  void withoutAnyOutputItIsSaid();

private:
  RunResult runInto( const QString &id, Destination destination, Variation variation = Variation::asIs );
  static void addFormatRows();

  std::unique_ptr<QTemporaryDir> mFolder;
  ContractInputs mInputs;
};

namespace
{

//! Whether a hash of this input would tell of what the algorithm hides.
bool isKeptSecret( const QString &id, const QString &parameter )
{
  const QgsProcessingParameterDefinition *definition = allAlgorithms().at( id )->parameterDefinition( parameter );
  return definition && definition->metadata().value( base::keptOutOfRecord ).toBool();
}

using Rows = QMap<QString, QStringList>;

Rows rowsOf( const RunResult &result, const QString &id )
{
  Rows rows;
  for ( const QString &output : ContractInputs::layerOutputs( id ) )
  {
    const QgsVectorLayer *layer = result.layer( output );
    rows.insert( output, layer ? sortedRows( *layer ) : QStringList{ QStringLiteral( "no layer" ) } );
  }
  return rows;
}

//! Fields in order, without the row number that a database adds.
QStringList fieldNames( const QgsVectorLayer &layer )
{
  QStringList names = layer.fields().names();
  names.removeAll( QStringLiteral( "fid" ) );
  return names;
}

//! The kinds of renderer in the style files of an output.
QStringList rendererTypes( const QString &id, const QString &output )
{
  QStringList types;
  for ( const QString &name : styleFilesOf( id, output ) )
  {
    QFile file( stylesFolder() + '/' + name );
    QDomDocument document;
    if ( file.open( QIODevice::ReadOnly ) && document.setContent( &file ) )
      types << document.documentElement()
                 .firstChildElement( QStringLiteral( "renderer-v2" ) )
                 .attribute( QStringLiteral( "type" ) );
  }
  return types;
}

QJsonObject recordOf( const QgsVectorLayer &layer )
{
  const QStringList history = layer.metadata().history();
  return history.isEmpty() ? QJsonObject() : QJsonDocument::fromJson( history.last().toUtf8() ).object();
}

QStringList columnOf( const QString &path, const char *table, const char *column )
{
  QStringList values;
  const std::unique_ptr<GDALDataset> dataset( GDALDataset::Open( path.toUtf8().constData(), GDAL_OF_VECTOR ) );
  OGRLayer *layer = dataset ? dataset->GetLayerByName( table ) : nullptr;
  if ( !layer )
    return values;
  for ( const OGRFeatureUniquePtr &row : *layer )
    values << QString::fromUtf8( row->GetFieldAsString( column ) );
  return values;
}

//! Fields that are carried from the input keep the alias they have there.
bool isOfTheDictionary( const QString &name )
{
  return base::fields::names().contains( name ) && name != QLatin1String( "inside" );
}

//! True for a layer that an algorithm of ours has styled; the tables of a run have no style.
bool isStyled( const QString &id, const QString &output ) { return !styleFilesOf( id, output ).isEmpty(); }

} // namespace

RunResult OutputsTest::runInto( const QString &id, Destination destination, Variation variation )
{
  if ( !mFolder || destination != Destination::memory )
    mFolder = std::make_unique<QTemporaryDir>( QDir::tempPath() + QStringLiteral( "/MrsSmithXXXXXX" ) );
  return run( id, joined( mInputs.varied( id, QString(), variation ),
                          ContractInputs::outputs( id, destination, mFolder->path() ) ) );
}

void OutputsTest::addFormatRows()
{
  QTest::addColumn<QString>( "id" );
  QTest::addColumn<int>( "destination" );
  const std::pair<const char *, Destination> formats[] = { { "GeoPackages", Destination::geoPackages },
                                                           { "Shapefiles", Destination::shapefiles },
                                                           { "one GeoPackage", Destination::oneGeoPackage } };
  for ( const auto &[id, algorithm] : allAlgorithms() )
    for ( const auto &[words, destination] : formats )
      if ( !ContractInputs::layerOutputs( id ).isEmpty() )
        QTest::addRow( "%s into %s", qPrintable( id ), words ) << id << int( destination );
}

void OutputsTest::orderOfTheFeaturesPlaysNoPart()
{
  QFETCH( QString, id );
  const Rows asIs = rowsOf( runInto( id, Destination::memory ), id );
  const Rows reversed = rowsOf( runInto( id, Destination::memory, Variation::reversed ), id );
  for ( auto output = asIs.constBegin(); output != asIs.constEnd(); ++output )
  {
    // The rejects name the rows of the input, which are other ones now.
    if ( output.key().endsWith( QLatin1String( "REJECTS" ) ) )
      QCOMPARE( reversed.value( output.key() ).size(), output.value().size() );
    else
      QCOMPARE( reversed.value( output.key() ), output.value() );
  }
}

void OutputsTest::formatsHoldTheSameRows_data() { addFormatRows(); }

void OutputsTest::formatsHoldTheSameRows()
{
  QFETCH( QString, id );
  QFETCH( int, destination );
  const RunResult inMemory = runInto( id, Destination::memory );
  const RunResult inFiles = runInto( id, Destination( destination ) );
  QVERIFY2( inFiles.succeeded, qPrintable( inFiles.error ) );
  QVERIFY2( inFiles.feedback->errors.isEmpty(), qPrintable( inFiles.feedback->errors.join( '\n' ) ) );
  for ( const QString &output : ContractInputs::layerOutputs( id ) )
  {
    const QgsVectorLayer *expected = inMemory.layer( output );
    const QgsVectorLayer *written = inFiles.layer( output );
    QVERIFY2( expected && written, qPrintable( output ) );
    QCOMPARE( fieldNames( *written ), fieldNames( *expected ) );
    // A Shapefile rounds numbers and has no multi-geometries of its own.
    if ( Destination( destination ) == Destination::shapefiles )
      QCOMPARE( written->featureCount(), expected->featureCount() );
    else
      QCOMPARE( sortedRows( *written ), sortedRows( *expected ) );
  }
}

void OutputsTest::secondRunReplacesTheFirst_data() { addFormatRows(); }

void OutputsTest::secondRunReplacesTheFirst()
{
  QFETCH( QString, id );
  QFETCH( int, destination );
  const QTemporaryDir folder;
  const QVariantMap parameters =
    joined( mInputs.parameters( id ), ContractInputs::outputs( id, Destination( destination ), folder.path() ) );
  const RunResult first = run( id, parameters );
  const Rows before = rowsOf( first, id );
  const RunResult second = run( id, parameters );
  QVERIFY2( second.succeeded, qPrintable( second.error ) );
  QVERIFY2( second.feedback->warnings == first.feedback->warnings,
            qPrintable( second.feedback->warnings.join( '\n' ) ) );
  QCOMPARE( rowsOf( second, id ), before );
}

void OutputsTest::otherTablesStay()
{
  QFETCH( QString, id );
  if ( ContractInputs::layerOutputs( id ).isEmpty() )
    QSKIP( "It replaces its file as a whole." );
  const QTemporaryDir folder;
  const QString file = folder.filePath( QStringLiteral( "town.gpkg" ) );
  const RunResult grid =
    run( QStringLiteral( "createanalysisgrid" ),
         joined( mInputs.parameters( QStringLiteral( "createanalysisgrid" ) ),
                 { { "OUTPUT", QStringLiteral( "ogr:dbname='%1' table=\"my_grid\" (geom)" ).arg( file ) } } ) );
  QVERIFY2( grid.succeeded, qPrintable( grid.error ) );
  const RunResult result = run(
    id, joined( mInputs.parameters( id ), ContractInputs::outputs( id, Destination::oneGeoPackage, folder.path() ) ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QgsVectorLayer other( file + QStringLiteral( "|layername=my_grid" ), QString(), QStringLiteral( "ogr" ) );
  QVERIFY( other.isValid() );
  QCOMPARE( other.featureCount(), 36L );
  bool hasStyle = false;
  other.loadDefaultStyle( hasStyle );
  QVERIFY( hasStyle );
}

void OutputsTest::desktopThreadGivesTheSameRows()
{
  QFETCH( QString, id );
  const Rows headless = rowsOf( runInto( id, Destination::memory ), id );
  RunResult desktop;
  desktop.context = std::make_shared<QgsProcessingContext>();
  desktop.context->setProject( QgsProject::instance() );
  desktop.feedback = std::make_shared<RecordingFeedback>();
  const QVariantMap parameters =
    joined( mInputs.parameters( id ), ContractInputs::outputs( id, Destination::memory, mFolder->path() ) );
  auto *task =
    new QgsProcessingAlgRunnerTask( allAlgorithms().at( id ), parameters, *desktop.context, desktop.feedback.get() );
  QEventLoop loop;
  connect( task, &QgsProcessingAlgRunnerTask::executed, &loop,
           [&]( bool succeeded, const QVariantMap &results )
           {
             desktop.succeeded = succeeded;
             desktop.results = results;
             loop.quit();
           } );
  QgsApplication::taskManager()->addTask( task );
  loop.exec();
  QVERIFY2( desktop.succeeded, qPrintable( desktop.feedback->everything() ) );
  QCOMPARE( rowsOf( desktop, id ), headless );
  for ( const QString &output : ContractInputs::layerOutputs( id ) )
    if ( isStyled( id, output ) )
      QVERIFY2( rendererTypes( id, output ).contains( desktop.layer( output )->renderer()->type() ),
                qPrintable( output ) );
}

void OutputsTest::fieldNamesFitEveryFormat()
{
  QFETCH( QString, id );
  const RunResult result = runInto( id, Destination::memory );
  for ( const QString &output : ContractInputs::layerOutputs( id ) )
    for ( const QString &name : result.layer( output )->fields().names() )
      QVERIFY2( name.size() <= base::fields::maximumNameLength, qPrintable( output + ' ' + name ) );
}

void OutputsTest::layersAreStyledAndTheStyleIsKept_data() { addFormatRows(); }

void OutputsTest::layersAreStyledAndTheStyleIsKept()
{
  QFETCH( QString, id );
  QFETCH( int, destination );
  const RunResult result = runInto( id, Destination( destination ) );
  for ( const QString &output : ContractInputs::layerOutputs( id ) )
  {
    if ( !isStyled( id, output ) )
      continue;
    const QgsVectorLayer *layer = result.layer( output );
    QVERIFY2( layer && rendererTypes( id, output ).contains( layer->renderer()->type() ), qPrintable( output ) );
    QgsVectorLayer reopened( layer->source(), QString(), QStringLiteral( "ogr" ) );
    bool hasStyle = false;
    reopened.loadDefaultStyle( hasStyle );
    QVERIFY2( hasStyle, qPrintable( output ) );
    QCOMPARE( reopened.renderer()->type(), layer->renderer()->type() );
    for ( const QString &name : base::fields::names() )
      if ( const int field = reopened.fields().lookupField( name ); field >= 0 )
        QCOMPARE( reopened.attributeAlias( field ), layer->attributeAlias( field ) );
  }
}

void OutputsTest::layersCarryTheirRecord()
{
  QFETCH( QString, id );
  const RunResult result = runInto( id, Destination::geoPackages );
  for ( const QString &output : ContractInputs::layerOutputs( id ) )
  {
    const QgsVectorLayer written( result.layer( output )->source(), QString(), QStringLiteral( "ogr" ) );
    QCOMPARE( written.metadata().keywords().value( QStringLiteral( "audience" ) ),
              QStringList{ QStringLiteral( "internal" ) } );
    const QJsonObject record = recordOf( written );
    if ( !isModel( id ) )
      QCOMPARE( record.value( QStringLiteral( "algorithm" ) ).toString(), QStringLiteral( "communitysafety:" ) + id );
    QCOMPARE( record.value( QStringLiteral( "version" ) ).toString(), base::softwareVersion() );
    QVERIFY( !record.value( QStringLiteral( "parameters" ) ).toObject().isEmpty() );
    const QJsonArray inputs = record.value( QStringLiteral( "inputs" ) ).toArray();
    QVERIFY2( !inputs.isEmpty(), qPrintable( output ) );
    for ( const QJsonValue &input : inputs )
    {
      QVERIFY2( input.toObject().value( QStringLiteral( "features" ) ).toInt() > 0, qPrintable( output ) );
      const QString parameter = input.toObject().value( QStringLiteral( "parameter" ) ).toString();
      QCOMPARE( input.toObject().value( QStringLiteral( "sha256" ) ).toString().size(),
                isKeptSecret( id, parameter ) ? 0 : 64 );
    }
    for ( int field = 0; field < result.layer( output )->fields().count(); ++field )
      if ( isOfTheDictionary( result.layer( output )->fields().at( field ).name() ) )
        QVERIFY2( !result.layer( output )->attributeAlias( field ).isEmpty(),
                  qPrintable( output + ' ' + result.layer( output )->fields().at( field ).name() ) );
  }
}

void OutputsTest::runsAreInTheRunLog()
{
  QFETCH( QString, id );
  const RunResult result = runInto( id, Destination::geoPackages );
  const QVariantMap outputs = ContractInputs::outputs( id, Destination::geoPackages, mFolder->path() );
  for ( const QVariant &output : outputs )
  {
    const QString path = output.toString();
    if ( !path.endsWith( QLatin1String( ".gpkg" ) ) )
      continue;
    const QStringList algorithms = columnOf( path, "run_log", "algorithm" );
    QCOMPARE( algorithms.size(), 1 );
    if ( !isModel( id ) )
      QCOMPARE( algorithms.first(), QStringLiteral( "communitysafety:" ) + id );
    QVERIFY( !columnOf( path, "run_log", "inputs" ).first().isEmpty() );
  }
}

void OutputsTest::booksBalance()
{
  QFETCH( QString, id );
  const RunResult result = runInto( id, Destination::memory );
  static const QRegularExpression books( QStringLiteral( "([\\d,]+) read = ([\\d,]+) used \\+ ([\\d,]+) rejected" ) );
  const auto number = []( QString text ) { return text.remove( ',' ).toLongLong(); };
  int lines = 0;
  for ( const QString &line : result.feedback->everything().split( '\n' ) )
  {
    QVERIFY2( !line.contains( QStringLiteral( "unaccounted" ) ), qPrintable( line ) );
    const QRegularExpressionMatch match = books.match( line );
    if ( !match.hasMatch() )
      continue;
    ++lines;
    QCOMPARE( number( match.captured( 1 ) ), number( match.captured( 2 ) ) + number( match.captured( 3 ) ) );
  }
  QVERIFY( lines > 0 || ContractInputs::layerOutputs( id ).isEmpty() );
}

void OutputsTest::noFolderIsInAnyFile()
{
  QFETCH( QString, id );
  for ( const Destination destination : { Destination::geoPackages, Destination::shapefiles } )
  {
    const RunResult result = runInto( id, destination );
    QVERIFY2( result.succeeded, qPrintable( result.error ) );
    for ( const QFileInfo &info : QDir( mFolder->path() ).entryInfoList( QDir::Files ) )
    {
      QFile file( info.absoluteFilePath() );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      QVERIFY2( !file.readAll().contains( "MrsSmith" ), qPrintable( info.fileName() ) );
    }
  }
}

void OutputsTest::withoutAnyOutputItIsSaid()
{
  QFETCH( QString, id );
  const RunResult result = run( id, mInputs.parameters( id ) );
  const QString said = result.error + result.feedback->warnings.join( '\n' );
  QVERIFY2( said.contains( QStringLiteral( "No output" ) ) || !result.succeeded, qPrintable( said ) );
  QVERIFY2( !said.isEmpty(), "it ran for nothing and did not say so" );
}

COMMUNITYSAFETY_TEST_MAIN( OutputsTest )
#include "outputs_test.moc"
