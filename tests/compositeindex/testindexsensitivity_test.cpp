// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <qgsrendercontext.h>
#include <qgsrulebasedrenderer.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace communitysafety::test;

class TestIndexSensitivityTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void indexAndRankAreThoseOfTheScore();
  void rangesHoldTheirMedian();
  void everyAreaHasItsClassInWords();
  void everyChoiceStandsInTheTable();
  void everyIndicatorStandsAmongTheDropped();
  void orderOfTheFeaturesPlaysNoPart();
  void sameSeedGivesTheSameRows();
  void reportTellsChoicesAndIndicators();
  void everyClassHasARuleOfTheStyle();
  // edges
  void countsAloneGiveNoShares();
  void chosenChoicesAloneAreVaried();
  void measuresHaveNoChanceInTheCounts();
  void otherScalesAreWrittenAsScore();
  void cancelLeavesNothing();
  // refused input
  void refuses_data();
  void refuses();

private:
  using Layer = std::unique_ptr<QgsVectorLayer>;

  //! Thirty cells with three counts against people.
  static Layer city( bool isReversed = false )
  {
    QStringList rows;
    for ( int cell = 0; cell < 30; ++cell )
    {
      const int x = 400000 + 200 * ( cell % 6 );
      const int y = 300000 + 200 * ( cell / 6 );
      rows << QStringLiteral( "POLYGON((%1 %2,%3 %2,%3 %4,%1 %4,%1 %2));c%5;%6;%7;%8;%9;%10" )
                .arg( x )
                .arg( y )
                .arg( x + 200 )
                .arg( y + 200 )
                .arg( cell, 2, 10, QLatin1Char( '0' ) )
                .arg( cell == 3 ? 90 : 5 + cell * 7 % 23 )
                .arg( cell == 3 ? 70 : 3 + cell * 11 % 17 )
                .arg( cell == 3 ? 80 : 4 + cell * 5 % 19 )
                .arg( 80 + 10 * ( cell % 5 ) )
                .arg( cell * 0.37 );
    }
    if ( isReversed )
      std::reverse( rows.begin(), rows.end() );
    return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=burg:integer&"
                                        "field=robb:integer&field=fire:integer&field=people:integer&"
                                        "field=grade:double" ),
                        QStringLiteral( "city" ), rows );
  }

  static RunResult test( const Layer &areas, QVariantMap further = {}, double cancelAt = 1000.0 )
  {
    QVariantMap parameters{ { "INPUT", QVariant::fromValue( areas.get() ) },
                            { "FIELDS", QStringList{ "burg", "robb", "fire" } },
                            { "DENOMINATOR", "people" },
                            { "METHOD_RUNS", 16 },
                            { "OUTPUT", "TEMPORARY_OUTPUT" } };
    for ( auto entry = further.constBegin(); entry != further.constEnd(); ++entry )
      parameters.insert( entry.key(), entry.value() );
    return run( QStringLiteral( "testindexsensitivity" ), parameters, cancelAt );
  }
};

void TestIndexSensitivityTest::indexAndRankAreThoseOfTheScore()
{
  const Layer areas = city();
  const RunResult tested = test( areas );
  QVERIFY2( tested.succeeded, qPrintable( tested.error ) );
  const RunResult scored =
    run( QStringLiteral( "scorecompositeindex" ), { { "INPUT", QVariant::fromValue( areas.get() ) },
                                                    { "FIELDS", QStringList{ "burg", "robb", "fire" } },
                                                    { "DENOMINATOR", "people" },
                                                    { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( scored.succeeded, qPrintable( scored.error ) );
  for ( const char *field : { "area_id", "idx", "rank" } )
  {
    QVariantList found = values( *tested.layer(), QLatin1String( field ) );
    QVariantList expected = values( *scored.layer(), QLatin1String( field ) );
    const auto byText = []( const QVariant &a, const QVariant &b ) { return a.toString() < b.toString(); };
    std::sort( found.begin(), found.end(), byText );
    std::sort( expected.begin(), expected.end(), byText );
    QCOMPARE( found, expected );
  }
  QCOMPARE( tested.number( QStringLiteral( "N_AREAS" ) ), 30.0 );
}

void TestIndexSensitivityTest::rangesHoldTheirMedian()
{
  const RunResult tested = test( city() );
  QgsFeatureIterator rows = tested.layer()->getFeatures();
  QgsFeature row;
  while ( rows.nextFeature( row ) )
  {
    for ( const QString &name : { QStringLiteral( "idx" ), QStringLiteral( "rank" ) } )
    {
      const double middle = row.attribute( name + "_med" ).toDouble();
      QVERIFY( row.attribute( name + "_lo" ).toDouble() <= middle );
      QVERIFY( middle <= row.attribute( name + "_hi" ).toDouble() );
    }
    QVERIFY( row.attribute( QStringLiteral( "rank_lo" ) ).toDouble() >= 1 );
    QVERIFY( row.attribute( QStringLiteral( "rank_hi" ) ).toDouble() <= 30 );
  }
}

void TestIndexSensitivityTest::everyAreaHasItsClassInWords()
{
  const RunResult tested = test( city() );
  const QStringList words{ "Never", "Sometimes", "Mostly", "Always" };
  int always = 0;
  QgsFeatureIterator rows = tested.layer()->getFeatures();
  QgsFeature row;
  while ( rows.nextFeature( row ) )
  {
    const int membership = row.attribute( QStringLiteral( "top_class" ) ).toInt();
    QCOMPARE( row.attribute( QStringLiteral( "top_words" ) ).toString(), words.value( membership ) );
    QCOMPARE( membership == 3, row.attribute( QStringLiteral( "p_top" ) ).toDouble() >= 95 );
    always += membership == 3 ? 1 : 0;
    // The cell that is far above all others in every indicator.
    if ( row.attribute( QStringLiteral( "area_id" ) ).toString() == QLatin1String( "c03" ) )
      QCOMPARE( membership, 3 );
  }
  QCOMPARE( tested.number( QStringLiteral( "N_ALWAYS" ) ), double( always ) );
}

void TestIndexSensitivityTest::everyChoiceStandsInTheTable()
{
  const RunResult tested = test( city(), { { "TABLE", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( tested.succeeded, qPrintable( tested.error ) );
  const QgsVectorLayer *table = tested.layer( QStringLiteral( "TABLE" ) );
  QCOMPARE( table->featureCount(), 7L );
  QCOMPARE( tested.number( QStringLiteral( "N_RUNS" ) ), 16.0 * 9 );
  for ( const QVariant &total : values( *table, QStringLiteral( "total" ) ) )
    QVERIFY( total.toDouble() >= 0 );
  for ( const QVariant &shift : values( *table, QStringLiteral( "rank_shift" ) ) )
    QVERIFY( shift.toDouble() > 0 );
}

void TestIndexSensitivityTest::everyIndicatorStandsAmongTheDropped()
{
  const RunResult tested = test( city(), { { "DROPPED", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( tested.succeeded, qPrintable( tested.error ) );
  const QgsVectorLayer *dropped = tested.layer( QStringLiteral( "DROPPED" ) );
  QCOMPARE( values( *dropped, QStringLiteral( "code" ) ), ( QVariantList{ "burg", "robb", "fire" } ) );
  for ( const QVariant &shift : values( *dropped, QStringLiteral( "rank_shift" ) ) )
    QVERIFY( shift.toDouble() > 0 );
}

void TestIndexSensitivityTest::orderOfTheFeaturesPlaysNoPart()
{
  QCOMPARE( sortedRows( *test( city( true ) ).layer() ), sortedRows( *test( city() ).layer() ) );
}

void TestIndexSensitivityTest::sameSeedGivesTheSameRows()
{
  const QStringList rows = sortedRows( *test( city() ).layer() );
  QCOMPARE( sortedRows( *test( city() ).layer() ), rows );
  QVERIFY( sortedRows( *test( city(), { { "SEED", 2 } } ).layer() ) != rows );
}

void TestIndexSensitivityTest::reportTellsChoicesAndIndicators()
{
  QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "report.html" ) );
  const RunResult tested = test( city(), { { "REPORT", path } } );
  QVERIFY2( tested.succeeded, qPrintable( tested.error ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  for ( const char *text : { "Chance in the counts", "Indicator weights", "robb", "c03", "percentrank" } )
    QVERIFY2( page.contains( QLatin1String( text ) ), text );
}

void TestIndexSensitivityTest::everyClassHasARuleOfTheStyle()
{
  const RunResult tested = test( city() );
  const auto *renderer = dynamic_cast<const QgsRuleBasedRenderer *>( tested.layer()->renderer() );
  QVERIFY( renderer );
  QStringList labels;
  const auto rules = const_cast<QgsRuleBasedRenderer *>( renderer )->rootRule()->children();
  for ( const QgsRuleBasedRenderer::Rule *rule : rules )
    labels << rule->label();
  QCOMPARE( labels.size(), 5 );
  QVERIFY( labels.first().startsWith( QLatin1String( "Always" ) ) );
  QCOMPARE( labels.last(), QStringLiteral( "No data" ) );
}

void TestIndexSensitivityTest::countsAloneGiveNoShares()
{
  const RunResult tested =
    test( city(), { { "METHOD_RUNS", 0 }, { "COUNT_DRAWS", 60 }, { "TABLE", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( tested.succeeded, qPrintable( tested.error ) );
  QCOMPARE( tested.number( QStringLiteral( "N_RUNS" ) ), 60.0 );
  const QgsVectorLayer *table = tested.layer( QStringLiteral( "TABLE" ) );
  QCOMPARE( values( *table, QStringLiteral( "switch" ) ), ( QVariantList{ "Chance in the counts" } ) );
  QVERIFY( values( *table, QStringLiteral( "total" ) ).first().isNull() );
}

void TestIndexSensitivityTest::chosenChoicesAloneAreVaried()
{
  const RunResult tested = test( city(), { { "VARY", QVariantList{ 1, 4 } },
                                           { "WEIGHT_RANGE", 0 },
                                           { "COUNT_DRAWS", 0 },
                                           { "TABLE", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( tested.succeeded, qPrintable( tested.error ) );
  QCOMPARE( values( *tested.layer( QStringLiteral( "TABLE" ) ), QStringLiteral( "switch" ) ),
            ( QVariantList{ "Way to combine", "Indicator left out" } ) );
  QVERIFY( tested.feedback->infos.join( ' ' ).contains( QLatin1String( "Not varied" ) ) );
}

void TestIndexSensitivityTest::measuresHaveNoChanceInTheCounts()
{
  const RunResult tested = test( city(), { { "FIELDS", QStringList{ "grade", "people" } },
                                           { "DENOMINATOR", QVariant() },
                                           { "METHOD", 3 },
                                           { "TABLE", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( tested.succeeded, qPrintable( tested.error ) );
  QVERIFY( !values( *tested.layer( QStringLiteral( "TABLE" ) ), QStringLiteral( "switch" ) )
              .contains( QStringLiteral( "Shrinking of small numbers" ) ) );
}

void TestIndexSensitivityTest::otherScalesAreWrittenAsScore()
{
  const RunResult tested = test( city(), { { "METHOD", 2 } } );
  QVERIFY2( tested.succeeded, qPrintable( tested.error ) );
  QVERIFY( tested.layer()->fields().lookupField( QStringLiteral( "score" ) ) >= 0 );
  QCOMPARE( tested.layer()->fields().lookupField( QStringLiteral( "idx" ) ), -1 );
}

void TestIndexSensitivityTest::cancelLeavesNothing()
{
  QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "sensitivity.gpkg" ) );
  const RunResult tested = test( city(), { { "OUTPUT", path } }, 60 );
  QVERIFY( !tested.succeeded );
  QVERIFY( !QFile::exists( path ) );
}

void TestIndexSensitivityTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "further" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "one row" ) << QVariantMap{ { "METHOD_RUNS", 1 } }
                             << "METHOD_RUNS is 1: at least 2 rows are needed, or 0 to test the counts alone.";
  QTest::newRow( "nothing" ) << QVariantMap{ { "METHOD_RUNS", 0 }, { "COUNT_DRAWS", 0 } }
                             << "METHOD_RUNS and COUNT_DRAWS are both 0: nothing would be tested. Set one of them.";
  QTest::newRow( "nothing varied" ) << QVariantMap{
    { "VARY", QVariantList() }, { "WEIGHT_RANGE", 0 }, { "COUNT_DRAWS", 0 }
  } << "Nothing that could be changed makes a difference to this index.";
}

void TestIndexSensitivityTest::refuses()
{
  QFETCH( QVariantMap, further );
  QFETCH( QString, sentence );
  const RunResult tested = test( city(), further );
  QVERIFY( !tested.succeeded );
  QVERIFY2( tested.error.contains( sentence ), qPrintable( tested.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( TestIndexSensitivityTest )
#include "testindexsensitivity_test.moc"
