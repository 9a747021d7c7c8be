// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "contractinputs.h"

#include "assessandreport/presentation.h"
#include "base/algorithm.h"
#include "base/compat.h"
#include "base/fields.h"

#include <qgsprocessingoutputs.h>

#include <QDir>
#include <QIcon>
#include <QRegularExpression>

#include <algorithm>

using namespace communitysafety;
using namespace communitysafety::test;

//! What the toolbox, the modeller and `qgis_process help` show of an algorithm.
class ContractTest : public QObject
{
  Q_OBJECT

private slots:
  void idIsLowerCaseLetters_data() { addAlgorithmRows(); }
  void idIsLowerCaseLetters();
  void groupIsOneOfTheTen_data() { addAlgorithmRows(); }
  void groupIsOneOfTheTen();
  void isFoundAndExplained_data() { addAlgorithmRows(); }
  void isFoundAndExplained();
  void everyParameterIsExplained_data() { addAlgorithmRows(); }
  void everyParameterIsExplained();
  void parameterNamesAreUpperSnake_data() { addAlgorithmRows(); }
  void parameterNamesAreUpperSnake();
  void basicParametersComeBeforeAdvanced_data() { addAlgorithmRows(); }
  void basicParametersComeBeforeAdvanced();
  void numbersAreReturned_data() { addAlgorithmRows(); }
  void numbersAreReturned();
  void spatialOutputsHaveAStyle_data() { addAlgorithmRows(); }
  void spatialOutputsHaveAStyle();
  void inputsForTheContractAreKnown_data() { addAlgorithmRows(); }
  void inputsForTheContractAreKnown();
  void spatialOutputsHaveTheirPlaceInAProject_data() { addAlgorithmRows(); }
  void spatialOutputsHaveTheirPlaceInAProject();
  void stylesBelongToAnOutput();
};

namespace
{

const QgsProcessingAlgorithm &algorithmOfRow()
{
  return *allAlgorithms().at( QString::fromLatin1( QTest::currentDataTag() ) );
}

} // namespace

void ContractTest::idIsLowerCaseLetters()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  static const QRegularExpression letters( QStringLiteral( "^[a-z]+$" ) );
  QVERIFY2( letters.match( algorithm.name() ).hasMatch(), qPrintable( algorithm.name() ) );
}

void ContractTest::groupIsOneOfTheTen()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  QStringList words;
  for ( const char *group :
        { "preparedata", "countandcompare", "timeandtrend", "hotspots", "compositeindex", "priorityneighbourhoods",
          "deprivation", "perceptions", "sharesafely", "assessandreport" } )
    words << base::groupName( QLatin1String( group ) );
  QVERIFY2( words.contains( algorithm.group() ), qPrintable( algorithm.group() ) );
  if ( !isModel( algorithm.name() ) )
    QCOMPARE( algorithm.group(), base::groupName( algorithm.groupId() ) );
}

void ContractTest::isFoundAndExplained()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  QVERIFY( !algorithm.displayName().isEmpty() );
  QVERIFY2( algorithm.shortDescription().size() > 20, qPrintable( algorithm.shortDescription() ) );
  QVERIFY2( algorithm.shortHelpString().size() > 100, qPrintable( algorithm.shortHelpString() ) );
  QVERIFY( algorithm.shortHelpString() != algorithm.shortDescription() );
  QVERIFY( algorithm.shortDescription() != algorithm.displayName() );
  QVERIFY2( algorithm.tags().size() >= 3, qPrintable( algorithm.tags().join( ',' ) ) );
  for ( const QString &tag : algorithm.tags() )
    QVERIFY2( !tag.isEmpty() && tag == tag.trimmed(), qPrintable( tag ) );
  QVERIFY( !algorithm.icon().isNull() );
  QVERIFY2( QFile::exists( algorithm.svgIconPath() ), qPrintable( algorithm.svgIconPath() ) );
}

void ContractTest::everyParameterIsExplained()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    const QString help = parameter->help();
    QVERIFY2( !parameter->description().isEmpty(), qPrintable( parameter->name() ) );
    QVERIFY2( help.size() > 10, qPrintable( parameter->name() + QStringLiteral( ": help is " ) + help ) );
    QVERIFY2( help != parameter->description() && help != parameter->name() && help != parameter->toolTip(),
              qPrintable( parameter->name() ) );
    QVERIFY2( help.trimmed().endsWith( '.' ), qPrintable( parameter->name() + QStringLiteral( ": " ) + help ) );
  }
}

void ContractTest::parameterNamesAreUpperSnake()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  // The outputs of a model are named by QGIS: step:OUTPUT.
  static const QRegularExpression upperSnake( QStringLiteral( "^([a-z]+:)?[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$" ) );
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    QVERIFY2( upperSnake.match( parameter->name() ).hasMatch(), qPrintable( parameter->name() ) );
    QVERIFY2( isModel( algorithm.name() ) || !parameter->name().contains( ':' ), qPrintable( parameter->name() ) );
  }
  for ( const QgsProcessingOutputDefinition *output : algorithm.outputDefinitions() )
    QVERIFY2( upperSnake.match( output->name() ).hasMatch(), qPrintable( output->name() ) );
}

void ContractTest::basicParametersComeBeforeAdvanced()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  QString advanced;
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    if ( parameter->isDestination() )
      continue;
    if ( parameter->flags() & compat::advanced )
      advanced = parameter->name();
    else
      QVERIFY2( advanced.isEmpty(), qPrintable( parameter->name() + QStringLiteral( " follows " ) + advanced ) );
  }
}

void ContractTest::numbersAreReturned()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  // A model returns what its outputs hold; numbers of its steps stay inside.
  if ( isModel( algorithm.name() ) )
    return;
  int numbers = 0;
  for ( const QgsProcessingOutputDefinition *output : algorithm.outputDefinitions() )
  {
    QVERIFY2( !output->description().isEmpty(), qPrintable( output->name() ) );
    numbers += output->type() == QLatin1String( "outputNumber" ) ? 1 : 0;
  }
  QVERIFY( numbers > 0 );
}

void ContractTest::spatialOutputsHaveAStyle()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  if ( isModel( algorithm.name() ) )
    return;
  for ( const QgsProcessingParameterDefinition *definition : algorithm.destinationParameterDefinitions() )
  {
    const auto *sink = dynamic_cast<const QgsProcessingParameterFeatureSink *>( definition );
    const bool isRaster = definition->type() == QLatin1String( "rasterDestination" );
    if ( isRaster || ( sink && sink->dataType() != compat::anyVector ) )
      QVERIFY2( !styleFilesOf( algorithm.name(), definition->name() ).isEmpty(), qPrintable( definition->name() ) );
  }
}

void ContractTest::spatialOutputsHaveTheirPlaceInAProject()
{
  const QgsProcessingAlgorithm &algorithm = algorithmOfRow();
  const QgsProcessingParameterDefinitions outputs = algorithm.destinationParameterDefinitions();
  const auto isSpatial = []( const QgsProcessingParameterDefinition *definition )
  {
    const auto *sink = dynamic_cast<const QgsProcessingParameterFeatureSink *>( definition );
    return sink && sink->dataType() != compat::anyVector;
  };
  if ( !isModel( algorithm.name() ) && std::any_of( outputs.begin(), outputs.end(), isSpatial ) )
    QVERIFY2( assessandreport::hasPresentation( algorithm.name() ), qPrintable( algorithm.name() ) );
}

void ContractTest::inputsForTheContractAreKnown()
{
  const QString id = algorithmOfRow().name();
  QVERIFY2( !ContractInputs().parameters( id ).isEmpty(),
            qPrintable( id + QStringLiteral( " has no row in the table of contractinputs.cpp" ) ) );
}

void ContractTest::stylesBelongToAnOutput()
{
  QStringList known{ QStringLiteral( "background_outlines.qml" ) };
  for ( const auto &[id, algorithm] : allAlgorithms() )
    for ( const QgsProcessingParameterDefinition *output : algorithm->destinationParameterDefinitions() )
      known << styleFilesOf( id, output->name() );
  for ( const QString &file : QDir( stylesFolder() ).entryList( { QStringLiteral( "*.qml" ) } ) )
    QVERIFY2( known.contains( file ), qPrintable( file ) );
}

COMMUNITYSAFETY_TEST_MAIN( ContractTest )
#include "contract_test.moc"
