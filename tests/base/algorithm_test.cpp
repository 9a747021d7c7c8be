// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/algorithm.h"
#include "base/fields.h"
#include "base/htmlreport.h"
#include "qgistest.h"

#include <QDir>
#include <QTemporaryDir>

#include <stdexcept>

using namespace communitysafety;
using namespace communitysafety::test;

class AlgorithmTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyErrorIsOneSentence_data();
  void everyErrorIsOneSentence();
  void outputsOfAFailedRunAreRemoved_data();
  void outputsOfAFailedRunAreRemoved();
  void reportOfAFailedRunIsRemoved();
  void runWithoutOutputSaysSo();
  void groupsAreNumberedInTheOrderOfTheWork();
};

namespace
{

using Step = std::function<void()>;

//! An algorithm that writes one table and then does what the test wants.
class Probe : public base::Algorithm
{
public:
  Step inPrepare = [] {};
  Step afterTheFirstOutput = [] {};

protected:
  base::Identity identity() const override
  {
    return {
      QStringLiteral( "probe" ), QStringLiteral( "Probe" ), QStringLiteral( "preparedata" ), QString(), {}, QString()
    };
  }
  QgsProcessingAlgorithm *createInstance() const override
  {
    auto *copy = new Probe;
    copy->inPrepare = inPrepare;
    copy->afterTheFirstOutput = afterTheFirstOutput;
    return copy;
  }
  void defineParameters() override
  {
    for ( const char *name : { "FIRST", "SECOND" } )
      add( new QgsProcessingParameterFeatureSink( QLatin1String( name ), QLatin1String( name ), compat::anyVector,
                                                  QVariant(), true, false ),
           QStringLiteral( "A table." ) );
    addReport( QStringLiteral( "A page." ) );
  }
  void prepare( base::Run & ) override { inPrepare(); }
  void process( base::Run &run ) override
  {
    write( run, QStringLiteral( "FIRST" ), [] {} );
    writeReport( run, base::HtmlReport( QStringLiteral( "Probe" ) ) );
    write( run, QStringLiteral( "SECOND" ), afterTheFirstOutput );
  }

private:
  void write( base::Run &run, const QString &parameter, const Step &whileWriting )
  {
    base::OutputSpec spec;
    spec.parameter = parameter;
    spec.fields = base::fields::list( { "area_id" } );
    const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
    if ( output )
      output->add( { QStringLiteral( "a" ) } );
    whileWriting();
    if ( output )
      output->finish();
  }
};

RunResult runProbe( const Probe &probe, const QVariantMap &parameters = {} )
{
  RunResult result;
  result.context = std::make_shared<QgsProcessingContext>();
  result.feedback = std::make_shared<RecordingFeedback>();
  const std::unique_ptr<QgsProcessingAlgorithm> algorithm( probe.create() );
  result.results = algorithm->run( parameters, *result.context, result.feedback.get(), &result.succeeded );
  result.error = result.feedback->errors.join( '\n' );
  return result;
}

} // namespace

void AlgorithmTest::everyErrorIsOneSentence_data()
{
  QTest::addColumn<int>( "kind" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "refusal" ) << 0 << "The layer ‘wards’ is wrong.";
  QTest::newRow( "cancel" ) << 1 << "Cancelled: no output was kept.";
  QTest::newRow( "argument refused by the statistics" ) << 2 << "Probe: size must be positive.";
}

void AlgorithmTest::everyErrorIsOneSentence()
{
  QFETCH( int, kind );
  const Step fail = [kind]
  {
    if ( kind == 0 )
      throw QgsProcessingException( QStringLiteral( "The layer ‘wards’ is wrong." ) );
    if ( kind == 1 )
      throw statistics::Cancelled();
    throw std::invalid_argument( "size must be positive" );
  };
  Probe early, late;
  early.inPrepare = fail;
  late.afterTheFirstOutput = fail;
  for ( const Probe *probe : { &early, &late } )
  {
    const RunResult result = runProbe( *probe );
    QVERIFY( !result.succeeded );
    QTEST( result.error, "sentence" );
  }
}

void AlgorithmTest::outputsOfAFailedRunAreRemoved_data()
{
  QTest::addColumn<QString>( "suffix" );
  QTest::newRow( "GeoPackage" ) << "gpkg";
  QTest::newRow( "Shapefile, of which a table is the .dbf" ) << "shp";
  QTest::newRow( "CSV" ) << "csv";
}

void AlgorithmTest::outputsOfAFailedRunAreRemoved()
{
  QFETCH( QString, suffix );
  const QTemporaryDir folder;
  QStringList filesBefore;
  Probe probe;
  probe.afterTheFirstOutput = [&]
  {
    filesBefore = QDir( folder.path() ).entryList( QDir::Files );
    throw statistics::Cancelled();
  };
  const RunResult result = runProbe( probe, { { "FIRST", folder.filePath( QStringLiteral( "first." ) + suffix ) },
                                              { "SECOND", folder.filePath( QStringLiteral( "second." ) + suffix ) } } );
  QVERIFY( !result.succeeded );
  QVERIFY( filesBefore.size() >= 2 );
  QCOMPARE( QDir( folder.path() ).entryList( QDir::Files ), QStringList() );
}

void AlgorithmTest::reportOfAFailedRunIsRemoved()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "report.html" ) );
  Probe probe;
  RunResult result = runProbe( probe, { { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.results.value( QStringLiteral( "REPORT" ) ).toString(), path );
  QVERIFY( QFile::exists( path ) );
  probe.afterTheFirstOutput = [] { throw statistics::Cancelled(); };
  result = runProbe( probe, { { "REPORT", path } } );
  QVERIFY( !result.succeeded );
  QVERIFY( !QFile::exists( path ) );
}

void AlgorithmTest::runWithoutOutputSaysSo()
{
  const RunResult result = runProbe( Probe() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "No output layer was asked for" ) ) );
}

void AlgorithmTest::groupsAreNumberedInTheOrderOfTheWork()
{
  QVERIFY( base::groupName( QStringLiteral( "preparedata" ) ) < base::groupName( QStringLiteral( "hotspots" ) ) );
  QVERIFY( base::groupName( QStringLiteral( "hotspots" ) ) < base::groupName( QStringLiteral( "assessandreport" ) ) );
}

COMMUNITYSAFETY_TEST_MAIN( AlgorithmTest )
#include "algorithm_test.moc"
