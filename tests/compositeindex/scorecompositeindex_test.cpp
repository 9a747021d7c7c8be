// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "drawnlabels.h"
#include "qgistest.h"

#include <qgsrendercontext.h>
#include <qgsrenderer.h>

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

using namespace communitysafety::test;

class ScoreCompositeIndexTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void birminghamGridIsReproduced();
  // laws
  void recipeAndFieldsGiveTheSameNumbers();
  void recipeReadsCountAndDenominator();
  void orderOfTheFeaturesPlaysNoPart();
  void everyScaleIsWrittenAndStyled_data();
  void everyScaleIsWrittenAndStyled();
  void ranksCountWithinTheGroup();
  // edges
  void textNumbersAreReadAndBadOnesNamed();
  void leftOutIndicatorsAndThemesAreNamed();
  void weightsThatDoNotSumToOneAreSaid();
  void sidesHaveTheirOwnIndex();
  void driversAreToldInWords();
  void sensitiveIndicatorIsWithheldAndNeverNamed();
  void fieldNamesBecomeCodes();
  void denominatorIsUsedForAllFields();
  void fractionsAreAMeasure();
  void numbersAreReturned();
  void onlyAWithheldScoreIsHatched_data();
  void onlyAWithheldScoreIsHatched();
  void cancelLeavesNothing_data();
  void cancelLeavesNothing();
  // refused input
  void refuses_data();
  void refuses();

private:
  using Layer = std::unique_ptr<QgsVectorLayer>;

  static QString square( int cell )
  {
    const int x = 400000 + 200 * ( cell % 100 );
    const int y = 300000 + 200 * ( cell / 100 );
    return QStringLiteral( "POLYGON((%1 %2,%3 %2,%3 %4,%1 %4,%1 %2))" ).arg( x ).arg( y ).arg( x + 200 ).arg( y + 200 );
  }

  //! Equal cells named a, b, c ...; \a rows hold the values after the id.
  static Layer cells( const QString &fields, const QStringList &rows )
  {
    QStringList all;
    for ( int cell = 0; cell < rows.size(); ++cell )
      all << square( cell ) + ';' + QChar( 'a' + cell ) + ';' + rows.at( cell );
    return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&" ) + fields,
                        QStringLiteral( "city" ), all );
  }

  //! A recipe with the columns code, parent, type, label, side, direction, weight, min_count, sensitive.
  static Layer recipe( const QStringList &rows )
  {
    QString definition = QStringLiteral( "None?" );
    for ( const char *column :
          { "code", "parent", "type", "label", "side", "direction", "weight", "min_count", "sensitive" } )
      definition += QStringLiteral( "field=%1:string&" ).arg( QLatin1String( column ) );
    QStringList all;
    for ( const QString &row : rows )
      all << ';' + row;
    return memoryLayer( definition, QStringLiteral( "recipe" ), all );
  }

  static RunResult score( const Layer &areas, QVariantMap parameters, double cancelAt = 1000.0 )
  {
    parameters.insert( QStringLiteral( "INPUT" ), QVariant::fromValue( areas.get() ) );
    if ( !parameters.contains( QStringLiteral( "OUTPUT" ) ) )
      parameters.insert( QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "scorecompositeindex" ), parameters, cancelAt );
  }

  static QVariantMap fields( const QStringList &names ) { return { { QStringLiteral( "FIELDS" ), names } }; }
  static QVariantMap by( const Layer &recipe )
  {
    return { { QStringLiteral( "RECIPE" ), QVariant::fromValue( recipe.get() ) } };
  }

  static QVector<double> numbers( const RunResult &result, const QString &field )
  {
    QVector<double> all;
    for ( const QVariant &value : values( *result.layer(), field ) )
      all << value.toDouble();
    return all;
  }
};

void ScoreCompositeIndexTest::birminghamGridIsReproduced()
{
  // Slide of the Birmingham team's composite index; ten cells without events bring the mean of the counts to 2.5.
  QStringList rows{ "0", "1", "2", "3", "4", "6", "7", "8", "9", "10" };
  QVector<double> expected{ 0, 40, 80, 120, 160, 240, 280, 320, 360, 400 };
  for ( int empty = 0; empty < 10; ++empty )
    rows << QStringLiteral( "0" );
  expected.resize( 20 );
  const RunResult result = score( cells( QStringLiteral( "field=burglary:integer" ), rows ), fields( { "burglary" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( numbers( result, QStringLiteral( "burglary_i" ) ), expected );
  QCOMPARE( numbers( result, QStringLiteral( "idx_raw" ) ), expected );
  QCOMPARE( result.number( QStringLiteral( "N_AREAS" ) ), 20.0 );
  QCOMPARE( result.number( QStringLiteral( "N_WITHOUT_SCORE" ) ), 0.0 );
}

void ScoreCompositeIndexTest::recipeAndFieldsGiveTheSameNumbers()
{
  const Layer areas =
    cells( QStringLiteral( "field=burg:integer&field=robb:integer" ), { "30;2", "10;9", "20;40", "15;3" } );
  const Layer rows = recipe( { "burg;;indicator;;;;;;", "robb;;indicator;;;;;;" } );
  const RunResult byRecipe = score( areas, by( rows ) );
  const RunResult byFields = score( areas, fields( { "burg", "robb" } ) );
  QVERIFY2( byRecipe.succeeded, qPrintable( byRecipe.error ) );
  QCOMPARE( numbers( byRecipe, QStringLiteral( "idx" ) ), numbers( byFields, QStringLiteral( "idx" ) ) );
}

void ScoreCompositeIndexTest::recipeReadsCountAndDenominator()
{
  // The field ‘burg’ beside them must not be taken. City: 60 burglaries in 600 homes, 30 robberies of 300 residents.
  const Layer areas = cells( QStringLiteral( "field=burg_n:integer&field=burg_d:double&field=burg:integer"
                                             "&field=robb_n:integer&field=robb_d:double" ),
                             { "30;100;1;3;100", "10;300;2;15;100", "20;200;3;12;100" } );
  const Layer rows = recipe( { "burg;;indicator;;;;3;;", "robb;;indicator;;;;1;;" } );
  QVariantMap parameters = by( rows );
  parameters.insert( { { "SHRINK", false }, { "MAX_EVENT_POINTS", 0 } } );
  const RunResult result = score( areas, parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVector<double> burglary{ 300, 100.0 / 3, 100 };
  const QVector<double> robbery{ 30, 150, 120 };
  for ( int area = 0; area < 3; ++area )
  {
    QVERIFY( std::abs( numbers( result, QStringLiteral( "burg_i" ) ).at( area ) - burglary.at( area ) ) < 1e-9 );
    QVERIFY( std::abs( numbers( result, QStringLiteral( "robb_i" ) ).at( area ) - robbery.at( area ) ) < 1e-9 );
    const double total = 0.75 * burglary.at( area ) + 0.25 * robbery.at( area );
    QVERIFY( std::abs( numbers( result, QStringLiteral( "idx" ) ).at( area ) - total ) < 1e-9 );
  }
  QCOMPARE( numbers( result, QStringLiteral( "events" ) ), ( QVector<double>{ 33, 25, 32 } ) );
}

void ScoreCompositeIndexTest::orderOfTheFeaturesPlaysNoPart()
{
  const QString definition = QStringLiteral(
    "Polygon?crs=EPSG:27700&field=area_id:string&field=burg:integer&field=robb:integer&field=fires:integer" );
  QStringList rows;
  for ( int cell = 0; cell < 60; ++cell )
    rows << QStringLiteral( "%1;c%2;%3;%4;%5" )
              .arg( square( cell ) )
              .arg( cell )
              .arg( cell * cell % 17 )
              .arg( cell * 7 % 13 )
              .arg( cell % 3 );
  const Layer forwards = memoryLayer( definition, QStringLiteral( "city" ), rows );
  std::rotate( rows.begin(), rows.begin() + 23, rows.end() );
  std::reverse( rows.begin(), rows.begin() + 31 );
  const Layer shuffled = memoryLayer( definition, QStringLiteral( "city" ), rows );
  const QVariantMap chosen = fields( { "burg", "robb", "fires" } );
  QCOMPARE( sortedRows( *score( forwards, chosen ).layer() ), sortedRows( *score( shuffled, chosen ).layer() ) );
}

void ScoreCompositeIndexTest::everyScaleIsWrittenAndStyled_data()
{
  QTest::addColumn<int>( "method" );
  QTest::addColumn<QString>( "field" );
  QTest::addColumn<QVector<double>>( "expected" );
  QTest::addColumn<QString>( "firstDriver" );
  const QString idx = QStringLiteral( "idx" );
  const QString scored = QStringLiteral( "score" );
  QTest::newRow( "index, city total" ) << 0 << idx << QVector<double>{ 40, 100, 160 }
                                       << QStringLiteral( "Burglary (1.6 × city)" );
  QTest::newRow( "index, mean of areas" )
    << 1 << idx << QVector<double>{ 40, 100, 160 } << QStringLiteral( "Burglary (1.6 × city)" );
  QTest::newRow( "percent rank" ) << 2 << scored << QVector<double>{ 0, 50, 100 } << QStringLiteral( "Burglary" );
  QTest::newRow( "z score" ) << 3 << scored << QVector<double>{ -1, 0, 1 } << QStringLiteral( "Burglary" );
  QTest::newRow( "min-max" ) << 4 << scored << QVector<double>{ 0, 50, 100 } << QStringLiteral( "Burglary" );
  // -23 ln(1 - R (1 - exp(-100/23))) at R = 1/3, 2/3 and 1.
  QTest::newRow( "exponential rank" ) << 5 << scored << QVector<double>{ 9.177425077599, 24.680643300528, 100 }
                                      << QStringLiteral( "Burglary" );
}

void ScoreCompositeIndexTest::everyScaleIsWrittenAndStyled()
{
  QFETCH( int, method );
  QFETCH( QString, field );
  QFETCH( QVector<double>, expected );
  QFETCH( QString, firstDriver );
  const Layer areas = cells( QStringLiteral( "field=burg:integer" ), { "20", "50", "80" } );
  areas->setFieldAlias( 1, QStringLiteral( "Burglary" ) );
  QVariantMap parameters = fields( { "burg" } );
  parameters.insert( { { "METHOD", method }, { "SHRINK", false }, { "MAX_EVENT_POINTS", 0 } } );
  const RunResult result = score( areas, parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVector<double> totals = numbers( result, field );
  for ( int area = 0; area < 3; ++area )
    QVERIFY2( std::abs( totals.at( area ) - expected.at( area ) ) < 1e-9,
              qPrintable( QString::number( totals.at( area ) ) ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "driver1" ) ).at( 2 ).toString(), firstDriver );
  QCOMPARE( result.layer()->renderer()->type(), QStringLiteral( "RuleRenderer" ) );
  QVERIFY( result.layer()->renderer()->usedAttributes( QgsRenderContext() ).contains( field ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "one_event" ) ).at( 0 ).isNull(), method > 1 );
}

void ScoreCompositeIndexTest::ranksCountWithinTheGroup()
{
  QVariantMap parameters = fields( { "burg" } );
  parameters.insert( QStringLiteral( "RANK_WITHIN" ), QStringLiteral( "ward" ) );
  const RunResult result = score( cells( QStringLiteral( "field=burg:integer&field=ward:string" ),
                                         { "1;East", "9;East", "50;West", "40;West", "7;" } ),
                                  parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( numbers( result, QStringLiteral( "rank" ) ), ( QVector<double>{ 2, 1, 1, 2, 0 } ) );
  QVERIFY( values( *result.layer(), QStringLiteral( "rank" ) ).at( 4 ).isNull() );
  QCOMPARE( values( *result.layer(), QStringLiteral( "group" ) ).at( 0 ).toString(), QStringLiteral( "East" ) );
}

void ScoreCompositeIndexTest::textNumbersAreReadAndBadOnesNamed()
{
  QVariantMap parameters = fields( { "burg" } );
  parameters.insert( QStringLiteral( "REJECTS" ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
  parameters.insert( QStringLiteral( "SHRINK" ), false );
  const RunResult result =
    score( cells( QStringLiteral( "field=burg:string" ), { "1,000", "3000", "<5", "12abc", "" } ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( numbers( result, QStringLiteral( "burg_i" ) ), ( QVector<double>{ 50, 150, 0, 0, 0 } ) );
  QCOMPARE( result.number( QStringLiteral( "N_WITHOUT_SCORE" ) ), 3.0 );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "row 4, field ‘burg’: 12abc" ) ),
            qPrintable( result.feedback->everything() ) );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "city, values: 4 read = 2 used + 2 rejected" ) ),
            qPrintable( result.feedback->everything() ) );
  QCOMPARE( values( *result.layer( QStringLiteral( "REJECTS" ) ), QStringLiteral( "value" ) ),
            ( QVariantList{ "<5", "12abc" } ) );
}

void ScoreCompositeIndexTest::leftOutIndicatorsAndThemesAreNamed()
{
  const Layer rows =
    recipe( { "burg;;indicator;Burglary;;;;;", "guns;;indicator;Gunshots;;;;20;", "fire;;group;Fire;;;;;",
              "arson;fire;indicator;Arson;;;;;", "flat;;indicator;Flat;;;;;" } );
  const RunResult result =
    score( cells( QStringLiteral( "field=burg:integer&field=guns:integer&field=arson:integer&field=flat:integer" ),
                  { "30;2;0;9", "10;0;0;9", "20;1;0;9" } ),
           by( rows ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QString said = result.feedback->warnings.join( '\n' );
  QVERIFY2( said.contains( QStringLiteral( "fewer events in the city than min_count): Gunshots." ) ),
            qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "no events): Arson." ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "the same everywhere): Flat." ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "no indicator is left in it: Fire." ) ), qPrintable( said ) );
  QCOMPARE( result.number( QStringLiteral( "N_INDICATORS" ) ), 4.0 );
  QCOMPARE( result.number( QStringLiteral( "N_LEFT_OUT" ) ), 3.0 );
  QCOMPARE( numbers( result, QStringLiteral( "idx_raw" ) ), ( QVector<double>{ 150, 50, 100 } ) );
  QCOMPARE( numbers( result, QStringLiteral( "guns_i" ) ), ( QVector<double>{ 200, 0, 100 } ) );
}

void ScoreCompositeIndexTest::weightsThatDoNotSumToOneAreSaid()
{
  const Layer areas = cells( QStringLiteral( "field=burg:integer&field=robb:integer" ), { "30;20", "10;40" } );
  const Layer even = recipe( { "burg;;indicator;;;;3;;", "robb;;indicator;;;;1;;" } );
  const RunResult result = score( areas, by( even ) );
  QVERIFY2(
    result.feedback->everything().contains( QStringLiteral( "do not sum to 1 and are used in proportion: total." ) ),
    qPrintable( result.feedback->everything() ) );
  const Layer whole = recipe( { "burg;;indicator;;;;0.75;;", "robb;;indicator;;;;0.25;;" } );
  const RunResult same = score( areas, by( whole ) );
  QVERIFY( !same.feedback->everything().contains( QStringLiteral( "do not sum" ) ) );
  QCOMPARE( numbers( same, QStringLiteral( "idx" ) ), numbers( result, QStringLiteral( "idx" ) ) );
}

void ScoreCompositeIndexTest::sidesHaveTheirOwnIndex()
{
  const Layer rows = recipe( { "burg;;indicator;;location;;;;", "vics;;indicator;;victim;;;;" } );
  QVariantMap parameters = by( rows );
  parameters.insert( { { "SHRINK", false }, { "MAX_EVENT_POINTS", 0 } } );
  const RunResult result =
    score( cells( QStringLiteral( "field=burg:integer&field=vics:integer" ), { "30;20", "10;60" } ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( numbers( result, QStringLiteral( "victim_i" ) ), ( QVector<double>{ 50, 150 } ) );
  QCOMPARE( numbers( result, QStringLiteral( "location_i" ) ), ( QVector<double>{ 150, 50 } ) );
  QCOMPARE( result.layer()->fields().lookupField( QStringLiteral( "offender_i" ) ), -1 );
}

void ScoreCompositeIndexTest::driversAreToldInWords()
{
  const Layer rows = recipe(
    { "burg;;indicator;Burglary;;;;;", "robb;;indicator;Robbery;;;;;", "visits;;indicator;Safety visits;;-;;;" } );
  const RunResult result = score( cells( QStringLiteral( "field=burg:integer&field=robb:integer&field=visits:integer" ),
                                         { "300;460;20", "100;40;180", "200;100;100" } ),
                                  by( rows ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "driver1" ) ).at( 0 ).toString(),
            QStringLiteral( "Robbery (2.3 × city)" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "driver2" ) ).at( 0 ).toString(),
            QStringLiteral( "Safety visits (0.2 × city)" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "driver3" ) ).at( 0 ).toString(),
            QStringLiteral( "Burglary (1.5 × city)" ) );
  QVERIFY( values( *result.layer(), QStringLiteral( "driver1" ) ).at( 1 ).isNull() );
}

void ScoreCompositeIndexTest::sensitiveIndicatorIsWithheldAndNeverNamed()
{
  const Layer rows = recipe( { "burg;;indicator;Burglary;;;;;", "abuse;;indicator;Abuse;;;;0;yes" } );
  const RunResult result = score(
    cells( QStringLiteral( "field=burg:integer&field=abuse:integer" ), { "30;4", "10;50", "20;0" } ), by( rows ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVariantList abuse = values( *result.layer(), QStringLiteral( "abuse_i" ) );
  QVERIFY( abuse.at( 0 ).isNull() && !abuse.at( 1 ).isNull() );
  QCOMPARE( abuse.at( 2 ).toDouble(), 0.0 );
  QCOMPARE( numbers( result, QStringLiteral( "supp" ) ), ( QVector<double>{ 1, 0, 0 } ) );
  QCOMPARE( numbers( result, QStringLiteral( "events" ) ), ( QVector<double>{ 30, 60, 20 } ) );
  for ( const QString &row : sortedRows( *result.layer() ) )
    QVERIFY2( !row.contains( QStringLiteral( "Abuse (" ) ), qPrintable( row ) );
}

void ScoreCompositeIndexTest::fieldNamesBecomeCodes()
{
  const RunResult result = score(
    cells( QStringLiteral( "field=Burglary_Dwelling:integer&field=Burglary_Dwell_Att:integer&field=2024:integer" ),
           { "1;5;9", "2;4;7" } ),
    fields( { "Burglary_Dwelling", "Burglary_Dwell_Att", "2024" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QStringList names = result.layer()->fields().names();
  QVERIFY2( names.contains( QStringLiteral( "burglary_i" ) ) && names.contains( QStringLiteral( "burglar2_i" ) ) &&
              names.contains( QStringLiteral( "f2024_i" ) ),
            qPrintable( names.join( ' ' ) ) );
  for ( const QString &name : names )
    QVERIFY2( name.size() <= 10, qPrintable( name ) );
}

void ScoreCompositeIndexTest::denominatorIsUsedForAllFields()
{
  QVariantMap parameters = fields( { "burg" } );
  parameters.insert( QStringLiteral( "DENOMINATOR" ), QStringLiteral( "homes" ) );
  const RunResult result = score(
    cells( QStringLiteral( "field=burg:integer&field=homes:integer" ), { "10;100", "10;300", "3;0" } ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( numbers( result, QStringLiteral( "burg_i" ) ), ( QVector<double>{ 200, 200.0 / 3, 0 } ) );
  QVERIFY( values( *result.layer(), QStringLiteral( "idx" ) ).at( 2 ).isNull() );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "events but no denominator" ) ) );
}

void ScoreCompositeIndexTest::fractionsAreAMeasure()
{
  // Shares between 0 and 1 would all be shrunk to the city if they were taken for counts.
  const RunResult result =
    score( cells( QStringLiteral( "field=fear:double" ), { "0.1", "0.3" } ), fields( { "fear" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVector<double> idx = numbers( result, QStringLiteral( "idx" ) );
  QVERIFY( std::abs( idx.at( 0 ) - 50 ) < 1e-9 && std::abs( idx.at( 1 ) - 150 ) < 1e-9 );
  QVERIFY( values( *result.layer(), QStringLiteral( "events" ) ).at( 0 ).isNull() );
}

void ScoreCompositeIndexTest::numbersAreReturned()
{
  QVariantMap parameters = fields( { "burg" } );
  parameters.insert( { { "SHRINK", false }, { "MAX_EVENT_POINTS", 0 } } );
  const RunResult result = score( cells( QStringLiteral( "field=burg:integer" ), { "10", "30" } ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( std::abs( result.number( QStringLiteral( "MAXIMUM" ) ) - 150 ) < 1e-9 );
  QCOMPARE( result.number( QStringLiteral( "ABOVE_150" ) ), 1.0 );
}

void ScoreCompositeIndexTest::onlyAWithheldScoreIsHatched_data()
{
  QTest::addColumn<int>( "method" );
  QTest::newRow( "index" ) << 0;
  QTest::newRow( "percent rank" ) << 2;
  QTest::newRow( "z score" ) << 3;
}

void ScoreCompositeIndexTest::onlyAWithheldScoreIsHatched()
{
  QFETCH( int, method );
  // a: a small sensitive count beside an open one, b: open, c: nothing, d: half of the weight has data and that is
  // small.
  const Layer rows = recipe( { "burg;;indicator;Burglary;;;;;", "abuse;;indicator;Abuse;;;;0;yes" } );
  QVariantMap parameters = by( rows );
  parameters.insert( { { "METHOD", method }, { "MIN_SHARE", 0.6 } } );
  const RunResult result = score(
    cells( QStringLiteral( "field=burg:string&field=abuse:string" ), { "30;4", "10;50", ";", ";3" } ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QStringList drawn = drawnLabels( *result.layer() );
  QCOMPARE( notDrawnOnce( *result.layer() ), QStringList() );
  QCOMPARE( drawn.mid( 2 ), ( QStringList{ QStringLiteral( "No data" ), QStringLiteral( "Suppressed" ) } ) );
  for ( const QString &label : drawn.mid( 0, 2 ) )
    QVERIFY2( label != QLatin1String( "No data" ) && label != QLatin1String( "Suppressed" ), qPrintable( label ) );
}

void ScoreCompositeIndexTest::cancelLeavesNothing_data()
{
  QTest::addColumn<double>( "cancelAt" );
  QTest::newRow( "while the areas are read" ) << 10.0;
  QTest::newRow( "while the indicators are read" ) << 40.0;
  QTest::newRow( "while the score is computed" ) << 60.0;
  QTest::newRow( "while the areas are written" ) << 90.0;
}

void ScoreCompositeIndexTest::cancelLeavesNothing()
{
  QFETCH( double, cancelAt );
  QStringList rows;
  QStringList names;
  for ( int indicator = 0; indicator < 10; ++indicator )
    names << QStringLiteral( "ind%1" ).arg( indicator );
  for ( int cell = 0; cell < 26; ++cell )
  {
    QStringList row;
    for ( int indicator = 0; indicator < names.size(); ++indicator )
      row << QString::number( cell * ( indicator + 3 ) % 11 );
    rows << row.join( ';' );
  }
  const QTemporaryDir folder;
  const QString file = folder.filePath( QStringLiteral( "scored.gpkg" ) );
  QVariantMap parameters = fields( names );
  parameters.insert( QStringLiteral( "OUTPUT" ), file );
  const QString definition =
    QStringLiteral( "field=" ) + names.join( QStringLiteral( ":integer&field=" ) ) + QStringLiteral( ":integer" );
  const RunResult whole = score( cells( definition, rows ), parameters );
  QVERIFY2( whole.succeeded && QFile::exists( file ), qPrintable( whole.error ) );
  QVERIFY( QFile::remove( file ) );
  const RunResult result = score( cells( definition, rows ), parameters, cancelAt );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "Cancelled" ) ), qPrintable( result.error ) );
  QVERIFY( !QFile::exists( file ) );
}

void ScoreCompositeIndexTest::refuses_data()
{
  QTest::addColumn<QStringList>( "recipeRows" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const QStringList none;
  const QVariantMap nothing;
  QTest::newRow( "neither recipe nor fields" )
    << none << nothing << QStringLiteral( "Neither RECIPE nor FIELDS is given" );
  QTest::newRow( "recipe and fields" ) << QStringList{ "burg;;;;;;;;" } << fields( { "burg" } )
                                       << QStringLiteral( "RECIPE and FIELDS are both given" );
  QTest::newRow( "recipe and denominator" ) << QStringList{ "burg;;;;;;;;" } << QVariantMap{ { "DENOMINATOR", "burg" } }
                                            << QStringLiteral( "DENOMINATOR is used with FIELDS only" );
  QTest::newRow( "code that no field has" )
    << QStringList{ "burg;;;;;;;;", "robberi;;;;;;;;" } << nothing
    << QStringLiteral( "row 3 (‘robberi’): the layer ‘city’ has neither the fields ‘robberi_n’ and ‘robberi_d’ nor a "
                       "field ‘robberi’. Did you mean ‘robbery’?" );
  QTest::newRow( "negative weight" ) << QStringList{ "burg;;;;;;-1;;" } << nothing << QStringLiteral( "negative" );
  QTest::newRow( "code taken by a side" )
    << QStringList{ "burg;victim;;;victim;;;;", "victim;;group;;;;;;", "robbery;;;;;;;;" } << nothing
    << QStringLiteral( "The code ‘victim’ would give a second field ‘victim_i’" );
  QTest::newRow( "unknown field" ) << none << fields( { "burk" } )
                                   << QStringLiteral( "no field ‘burk’. Did you mean ‘burg’?" );
  QTest::newRow( "negative count" ) << none << fields( { "minus" } )
                                    << QStringLiteral( "negative number in field ‘minus’, row 2 (-3)" );
  QTest::newRow( "nothing to score" ) << none << fields( { "zero" } )
                                      << QStringLiteral( "Every indicator is left out" );
  QTest::newRow( "repeated id" ) << none << QVariantMap{ { "FIELDS", QStringList{ "burg" } }, { "AREA_ID", "zero" } }
                                 << QStringLiteral( "twice in field ‘zero’" );
}

void ScoreCompositeIndexTest::refuses()
{
  QFETCH( QStringList, recipeRows );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const Layer areas =
    cells( QStringLiteral( "field=burg:integer&field=robbery:integer&field=minus:integer&field=zero:integer" ),
           { "30;4;1;0", "10;50;-3;0" } );
  const Layer rows = recipe( recipeRows );
  if ( !recipeRows.isEmpty() )
    parameters.insert( by( rows ) );
  const RunResult result = score( areas, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( ScoreCompositeIndexTest )
#include "scorecompositeindex_test.moc"
