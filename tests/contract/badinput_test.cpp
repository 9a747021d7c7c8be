// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "contractinputs.h"

#include <algorithm>

using namespace communitysafety::test;

/**
 * Whatever is wrong with an input, the user reads one sentence about it. Wrong recipes are refused in recipe_test and
 * buildindicators_test, ambiguous sources in sourcecatalogue_test, numbers and dates in strictparse_test.
 */
class BadInputTest : public QObject
{
  Q_OBJECT

private slots:
  void goodInputSucceeds_data() { addAlgorithmRows(); }
  void goodInputSucceeds();
  void layerWithoutReferenceSystemIsNamed_data() { addLayerRows(); }
  void layerWithoutReferenceSystemIsNamed();
  void emptyLayerIsSaid_data() { addLayerRows(); }
  void emptyLayerIsSaid();
  void degreesAreTransformedAndSaid_data() { addLayerRows(); }
  void degreesAreTransformedAndSaid();
  void realInvalidRings_data();
  void realInvalidRings();
  void dirtIsRejectedWithItsReason();

private:
  static void addLayerRows();
  static RunResult runInMemory( const QString &id, const QVariantMap &parameters );

  ContractInputs mInputs;
};

namespace
{

//! A message that a user can read: not blank, not several lines, not the words of a programming language.
bool isOneSentence( const QString &message )
{
  return message.size() > 10 && !message.trimmed().contains( '\n' ) &&
         !message.contains( QLatin1String( "exception" ), Qt::CaseInsensitive ) &&
         !message.contains( QLatin1String( "std::" ) );
}

bool anyContains( const QStringList &lines, const QString &words )
{
  return std::any_of( lines.begin(), lines.end(), [&words]( const QString &line ) { return line.contains( words ); } );
}

} // namespace

void BadInputTest::addLayerRows()
{
  QTest::addColumn<QString>( "id" );
  QTest::addColumn<QString>( "parameter" );
  for ( const auto &[id, algorithm] : allAlgorithms() )
    for ( const QString &parameter : ContractInputs::spatialParameters( id ) )
      QTest::addRow( "%s %s", qPrintable( id ), qPrintable( parameter ) ) << id << parameter;
}

RunResult BadInputTest::runInMemory( const QString &id, const QVariantMap &parameters )
{
  static const QTemporaryDir files;
  return run( id, joined( ContractInputs::outputs( id, Destination::memory, files.path() ), parameters ) );
}

void BadInputTest::goodInputSucceeds()
{
  QFETCH( QString, id );
  const RunResult result = runInMemory( id, mInputs.parameters( id ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->errors.isEmpty(), qPrintable( result.feedback->errors.join( '\n' ) ) );
  QVERIFY2( result.feedback->highestProgress > 0, "the bar never moved" );
  for ( const QString &output : ContractInputs::layerOutputs( id ) )
    QVERIFY2( result.layer( output ) && result.layer( output )->isValid(), qPrintable( output ) );
}

void BadInputTest::layerWithoutReferenceSystemIsNamed()
{
  QFETCH( QString, id );
  QFETCH( QString, parameter );
  const RunResult result = runInMemory( id, mInputs.varied( id, parameter, Variation::withoutCrs ) );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "coordinate reference system" ) ), qPrintable( result.error ) );
  QVERIFY2( result.error.contains( ContractInputs::layerName( id, parameter ) ), qPrintable( result.error ) );
}

void BadInputTest::emptyLayerIsSaid()
{
  QFETCH( QString, id );
  QFETCH( QString, parameter );
  const RunResult result = runInMemory( id, mInputs.varied( id, parameter, Variation::empty ) );
  if ( result.succeeded )
    QVERIFY2( !result.feedback->warnings.isEmpty(), qPrintable( result.feedback->everything() ) );
  else
    QVERIFY2( isOneSentence( result.error ), qPrintable( result.error ) );
  const QString said = result.error + result.feedback->warnings.join( '\n' );
  QVERIFY2( said.contains( ContractInputs::layerName( id, parameter ) ), qPrintable( said ) );
}

void BadInputTest::degreesAreTransformedAndSaid()
{
  QFETCH( QString, id );
  QFETCH( QString, parameter );
  const RunResult result = runInMemory( id, mInputs.varied( id, parameter, Variation::degrees ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // Nothing is measured in these: the layer stays as it is.
  const QStringList measureNothing{ "auditindicators",     "buildassessmentproject", "comparescores",
                                    "scorecompositeindex", "suppresssmallnumbers",   "testindexsensitivity" };
  if ( measureNothing.contains( id ) )
    return;
  const QString sentence =
    QStringLiteral( "‘%1’ was transformed from" ).arg( ContractInputs::layerName( id, parameter ) );
  QVERIFY2( anyContains( result.feedback->infos, sentence ), qPrintable( result.feedback->everything() ) );
}

void BadInputTest::realInvalidRings_data()
{
  QTest::addColumn<int>( "choice" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "repair" ) << 0 << "3 outline(s) crossed themselves and were repaired";
  QTest::newRow( "skip" ) << 1 << "636 used + 3 rejected (invalid geometry 3)";
  QTest::newRow( "stop" ) << 2 << "has an invalid outline";
}

void BadInputTest::realInvalidRings()
{
  QFETCH( int, choice );
  QFETCH( QString, sentence );
  const QString file = sharedFile( QStringLiteral( "data/birmingham/lsoa11_birmingham_generalised.gpkg" ) );
  if ( file.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const RunResult result = runInMemory( QStringLiteral( "createanalysisgrid" ),
                                        { { "STUDY_AREA", file }, { "SIZE", 5000 }, { "INVALID_GEOMETRY", choice } } );
  QCOMPARE( result.succeeded, choice != 2 );
  const QString said = result.error + result.feedback->everything();
  QVERIFY2( said.contains( sentence ), qPrintable( said ) );
}

void BadInputTest::dirtIsRejectedWithItsReason()
{
  const QString id = QStringLiteral( "buildindicators" );
  const RunResult result = runInMemory( id, mInputs.parameters( id ) );
  const QStringList books = result.feedback->infos.filter( QStringLiteral( "calls:" ) );
  QCOMPARE( books.size(), 1 );
  for ( const char *reason :
        { "no location 10", "coordinate is zero 10", "outside the study area 10", "date not readable 10" } )
    QVERIFY2( books.first().contains( QLatin1String( reason ) ), qPrintable( books.first() ) );
}

COMMUNITYSAFETY_TEST_MAIN( BadInputTest )
#include "badinput_test.moc"
