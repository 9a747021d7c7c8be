// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/numbercolumn.h"
#include "base/run.h"
#include "qgistest.h"
#include "statistics/column.h"

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

#include <cmath>

using namespace communitysafety;

class NumberColumnTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyAreaGetsANumberOrIsMissing();
  void sortedAreasKeepTheirValues();
  // edges
  void completeColumnSaysNothing();
  void missingNumberIsNullInAnOutput();
  // refused input
  void columnWithoutNumbersIsRefused();
  void negativeNumberIsNamedByItsArea();

private:
  static base::Areas areasOf( const QVariantList &cells )
  {
    base::Areas areas;
    for ( const QVariant &cell : cells )
    {
      areas.id.push_back( QStringLiteral( "W%1" ).arg( cells.size() - int( areas.id.size() ) ) );
      areas.geometry.push_back( QgsGeometry::fromRect( QgsRectangle( 0, 0, 1, double( areas.id.size() ) ) ) );
      areas.squareMetres.push_back( areas.geometry.back().area() );
      areas.attributes.push_back( QgsAttributes( QVector<QVariant>{ cell } ) );
    }
    return areas;
  }

  //! The numbers read, with what was said about them; the sentence alone when they were refused.
  struct ReadColumn
  {
    std::vector<double> numbers;
    QString said;
  };
  static ReadColumn read( const base::Areas &areas )
  {
    const QgsProcessingAlgorithm *algorithm =
      QgsApplication::processingRegistry()->algorithmById( QStringLiteral( "communitysafety:createanalysisgrid" ) );
    QgsProcessingContext context;
    test::RecordingFeedback feedback;
    base::Run run( *algorithm, {} );
    run.enter( context, &feedback );
    try
    {
      ReadColumn reading;
      reading.numbers = base::numberColumn( run, areas, 0, QStringLiteral( "wards" ), QStringLiteral( "imd" ) );
      base::requireNotNegative( areas, reading.numbers, QStringLiteral( "wards" ), QStringLiteral( "imd" ) );
      reading.said = feedback.warnings.join( '\n' );
      return reading;
    }
    catch ( const QgsProcessingException &refusal )
    {
      return { {}, refusal.what() };
    }
  }
};

void NumberColumnTest::everyAreaGetsANumberOrIsMissing()
{
  const ReadColumn reading =
    read( areasOf( { QStringLiteral( "1,296" ), QVariant(), QStringLiteral( "<5" ), 0, QStringLiteral( "12 %" ) } ) );
  QCOMPARE( reading.numbers.size(), std::size_t( 5 ) );
  QCOMPARE( reading.numbers[0], 1296.0 );
  QCOMPARE( reading.numbers[3], 0.0 );
  for ( const std::size_t row : { 1, 2, 4 } )
    QVERIFY( std::isnan( reading.numbers[row] ) );
  QVERIFY2( reading.said.startsWith( QStringLiteral( "‘wards’, field ‘imd’: 3 of 5 areas have no value: 1 missing, 1 "
                                                     "suppressed, 1 unreadable (area W1: 12 %" ) ),
            qPrintable( reading.said ) );
}

void NumberColumnTest::sortedAreasKeepTheirValues()
{
  base::Areas areas = areasOf( { 30, 20, 10 } );
  base::sortById( areas );
  QCOMPARE( areas.id,
            ( std::vector<QString>{ QStringLiteral( "W1" ), QStringLiteral( "W2" ), QStringLiteral( "W3" ) } ) );
  QCOMPARE( read( areas ).numbers, ( std::vector<double>{ 10, 20, 30 } ) );
  QCOMPARE( areas.squareMetres, ( std::vector<double>{ 3, 2, 1 } ) );
  QCOMPARE( areas.geometry.front().area(), 3.0 );
}

void NumberColumnTest::completeColumnSaysNothing() { QCOMPARE( read( areasOf( { 1, 2 } ) ).said, QString() ); }

void NumberColumnTest::missingNumberIsNullInAnOutput()
{
  QVERIFY( base::orNull( statistics::missing ).isNull() );
  QCOMPARE( base::orNull( 0 ), QVariant( 0.0 ) );
}

void NumberColumnTest::columnWithoutNumbersIsRefused()
{
  QCOMPARE( read( areasOf( { QVariant(), QStringLiteral( "*" ) } ) ).said,
            QStringLiteral( "The field ‘imd’ of the layer ‘wards’ holds no number (1 missing, 1 suppressed): choose "
                            "another field." ) );
}

void NumberColumnTest::negativeNumberIsNamedByItsArea()
{
  QCOMPARE( read( areasOf( { 3, -4 } ) ).said, QStringLiteral( "The field ‘imd’ of the layer ‘wards’ is -4 in area "
                                                               "‘W1’: correct the value or choose another field." ) );
}

COMMUNITYSAFETY_TEST_MAIN( NumberColumnTest )
#include "numbercolumn_test.moc"
