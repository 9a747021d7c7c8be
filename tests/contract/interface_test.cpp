// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "contractinputs.h"

#include "base/compat.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include <QFile>
#include <QRegularExpression>

using namespace communitysafety;
using namespace communitysafety::test;

/**
 * Ids, parameter names, their order and the positions of choices are used by models, scripts and commands of users:
 * none may change by accident.
 */
class InterfaceTest : public QObject
{
  Q_OBJECT

private slots:
  void interfaceIsTheRecordedOne_data() { addAlgorithmRows(); }
  void interfaceIsTheRecordedOne();
  void noRecordedAlgorithmIsGone();
};

namespace
{

const QString recordFile = QStringLiteral( COMMUNITYSAFETY_SOURCE_DIR "/tests/contract/interface.txt" );

QString wordsOf( const QgsProcessingParameterDefinition &parameter )
{
  QString words = parameter.name() + ':' + parameter.type();
  if ( const auto *choice = dynamic_cast<const QgsProcessingParameterEnum *>( &parameter ) )
    words += '{' + choice->options().join( ';' ) + '}';
  if ( parameter.flags() & compat::optional )
    words += '?';
  return words;
}

//! `algorithm id | parameters in order, with type and choices, ? = optional | outputs with type`
QString lineOf( const QgsProcessingAlgorithm &algorithm )
{
  QStringList parameters, outputs;
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
    parameters << wordsOf( *parameter );
  for ( const QgsProcessingOutputDefinition *output : algorithm.outputDefinitions() )
    outputs << output->name() + ':' + output->type();
  // QGIS does not keep the order in which a model's outputs are drawn.
  if ( isModel( algorithm.name() ) )
    outputs.sort();
  return QStringList{ algorithm.name(), parameters.join( ' ' ), outputs.join( ' ' ) }.join( QStringLiteral( " | " ) );
}

bool isToBeRecorded() { return qEnvironmentVariableIntValue( "COMMUNITYSAFETY_RECORD" ) == 1; }

void record()
{
  QStringList lines;
  for ( const auto &[id, algorithm] : allAlgorithms() )
    lines << lineOf( *algorithm );
  QFile file( recordFile );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write( ( lines.join( '\n' ) + '\n' ).toUtf8() );
}

QStringList recordedLines()
{
  QFile file( recordFile );
  if ( !file.open( QIODevice::ReadOnly ) )
    return {};
  return QString::fromUtf8( file.readAll() ).split( '\n', Qt::SkipEmptyParts );
}

//! The first word in which two lines differ: whole lines are too long to compare by eye.
QString firstDifference( const QString &recorded, const QString &now )
{
  const QStringList before = recorded.split( ' ' ), after = now.split( ' ' );
  int word = 0;
  while ( word < before.size() && word < after.size() && before.at( word ) == after.at( word ) )
    ++word;
  return QStringLiteral( "recorded ‘%1’, now ‘%2’" ).arg( before.value( word ), after.value( word ) );
}

} // namespace

void InterfaceTest::interfaceIsTheRecordedOne()
{
  QFETCH( QString, id );
  if ( isToBeRecorded() )
    record();
  const QString now = lineOf( *allAlgorithms().at( id ) );
  const QStringList recorded = recordedLines().filter( QRegularExpression( QStringLiteral( "^%1 " ).arg( id ) ) );
  QVERIFY2(
    recorded.size() == 1 && recorded.first() == now,
    qPrintable( QStringLiteral( "The interface of %1 differs: %2. Users' models and scripts would break. If the "
                                "change is wanted, run this test once with COMMUNITYSAFETY_RECORD=1 and commit "
                                "interface.txt." )
                  .arg( id, firstDifference( recorded.value( 0 ), now ) ) ) );
}

void InterfaceTest::noRecordedAlgorithmIsGone()
{
  const auto algorithms = allAlgorithms();
  for ( const QString &line : recordedLines() )
    QVERIFY2( algorithms.count( line.section( ' ', 0, 0 ) ) == 1, qPrintable( line ) );
}

COMMUNITYSAFETY_TEST_MAIN( InterfaceTest )
#include "interface_test.moc"
