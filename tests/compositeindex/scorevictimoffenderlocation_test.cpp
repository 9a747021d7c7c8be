// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <qgsrulebasedrenderer.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace communitysafety::test;

class ScoreVictimOffenderLocationTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void threeCellsByHand();
  void dominantSideIsToldInWords();
  void geometricMeanAsksForAllSides();
  void denominatorChangesWhatIsExpected();
  void personsCountOncePerArea();
  void weightsOfTheImportersAreSummed();
  // edges
  void twoSidesWillDo();
  void sameLayerMayStandForTwoSides();
  void fewEventsHaveNoDominantSide();
  void areaWithoutDenominatorHasNoIndex();
  void everyRecordIsUsedOrRejected();
  void periodKeepsItsFirstAndLastDay();
  void pointThatHoldsManyIsSaid();
  void nameOfAPersonReachesNoFile();
  void everyClassHasARule();
  // refused input
  void refuses_data();
  void refuses();

private:
  using Layer = std::unique_ptr<QgsVectorLayer>;

  //! Three cells named a, b, c in a row, with residents and, in c, none.
  static Layer cells()
  {
    QStringList rows;
    for ( int cell = 0; cell < 3; ++cell )
      rows << QStringLiteral( "POLYGON((%1 300000,%2 300000,%2 300200,%1 300200,%1 300000));%3;%4" )
                .arg( 400000 + 200 * cell )
                .arg( 400200 + 200 * cell )
                .arg( QChar( 'a' + cell ) )
                .arg( cell == 0   ? 300
                      : cell == 1 ? 100
                                  : 0 );
    return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=people:integer" ),
                        QStringLiteral( "cells" ), rows );
  }

  static QString place( int cell, int number )
  {
    return QStringLiteral( "POINT(%1 %2)" )
      .arg( 400010 + 200 * cell + number % 18 * 10 )
      .arg( 300010 + number % 17 * 10 );
  }

  //! Points with the fields person and day: so many in each cell.
  static Layer points( const QString &name, const QVector<int> &counts )
  {
    QStringList rows;
    for ( int cell = 0; cell < counts.size(); ++cell )
      for ( int number = 0; number < counts.at( cell ); ++number )
        rows << QStringLiteral( "%1;person %2;2024-03-05" ).arg( place( cell, number ) ).arg( number % 4 );
    return withRows( name, rows );
  }

  static Layer withRows( const QString &name, const QStringList &rows )
  {
    return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=person:string&field=day:string" ), name, rows );
  }

  static RunResult score( const QMap<QString, QgsVectorLayer *> &layers, QVariantMap parameters = {} )
  {
    static const Layer areas = cells();
    parameters.insert( QStringLiteral( "AREAS" ), QVariant::fromValue( areas.get() ) );
    for ( auto layer = layers.constBegin(); layer != layers.constEnd(); ++layer )
      parameters.insert( layer.key(), QVariant::fromValue( layer.value() ) );
    for ( const char *output : { "OUTPUT", "REJECTS" } )
      if ( !parameters.contains( QLatin1String( output ) ) )
        parameters.insert( QLatin1String( output ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "scorevictimoffenderlocation" ), parameters );
  }

  //! Victims, offenders and locations with so many points in each cell.
  static RunResult scoreCounts( const QVector<int> &victims, const QVector<int> &offenders,
                                const QVector<int> &locations, const QVariantMap &parameters = {} )
  {
    const Layer v = points( QStringLiteral( "victims" ), victims );
    const Layer o = points( QStringLiteral( "offenders" ), offenders );
    const Layer l = points( QStringLiteral( "locations" ), locations );
    return score( { { "VICTIMS", v.get() }, { "OFFENDERS", o.get() }, { "LOCATIONS", l.get() } }, parameters );
  }

  static QString listed( const RunResult &result, const char *field )
  {
    QStringList all;
    for ( const QVariant &value : values( *result.layer(), QLatin1String( field ) ) )
      all << ( value.isNull() ? QStringLiteral( "-" ) : value.toString() );
    return all.join( ' ' );
  }
};

void ScoreVictimOffenderLocationTest::threeCellsByHand()
{
  const RunResult result = scoreCounts( { 30, 10, 20 }, { 10, 10, 10 }, { 0, 30, 30 } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, "victim_n" ), QStringLiteral( "30 10 20" ) );
  QCOMPARE( listed( result, "victim_i" ), QStringLiteral( "150 50 100" ) );
  QCOMPARE( listed( result, "offender_i" ), QStringLiteral( "100 100 100" ) );
  QCOMPARE( listed( result, "location_i" ), QStringLiteral( "0 150 150" ) );
  QCOMPARE( listed( result, "victim_s" ).section( ' ', 0, 0 ), QStringLiteral( "0.6" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "idx" ) ).at( 1 ).toDouble(), 100.0 );
  QCOMPARE( listed( result, "rank" ), QStringLiteral( "3 2 1" ) );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 150.0 );
}

void ScoreVictimOffenderLocationTest::dominantSideIsToldInWords()
{
  const RunResult result = scoreCounts( { 30, 10, 20 }, { 10, 10, 10 }, { 0, 30, 30 } );
  // Leads of 150 - 100 of 250, 150 - 100 of 300, 150 - 100 of 350.
  QCOMPARE( listed( result, "side" ), QStringLiteral( "victim location location" ) );
  QCOMPARE( listed( result, "vol_class" ), QStringLiteral( "1 5 5" ) );
  QCOMPARE( listed( result, "vol_words" ), QStringLiteral( "Rather victims Rather locations Rather locations" ) );
  QVERIFY( std::abs( values( *result.layer(), QStringLiteral( "margin" ) ).at( 0 ).toDouble() - 20 ) < 1e-9 );
  QCOMPARE( result.number( QStringLiteral( "N_LOCATION" ) ), 2.0 );
  const QVariantMap low{ { "STRONG_LEAD", 15 }, { "LEAD", 15 } };
  QCOMPARE( listed( scoreCounts( { 30, 10, 20 }, { 10, 10, 10 }, { 0, 30, 30 }, low ), "vol_class" ),
            QStringLiteral( "2 6 0" ) );
}

void ScoreVictimOffenderLocationTest::geometricMeanAsksForAllSides()
{
  const RunResult result = scoreCounts( { 30, 10, 20 }, { 10, 10, 10 }, { 0, 30, 30 }, { { "COMBINE", 1 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVariantList combined = values( *result.layer(), QStringLiteral( "idx" ) );
  QCOMPARE( combined.at( 0 ).toDouble(), 0.0 );
  QVERIFY( std::abs( combined.at( 2 ).toDouble() - std::cbrt( 100. * 100 * 150 ) ) < 1e-9 );
}

void ScoreVictimOffenderLocationTest::denominatorChangesWhatIsExpected()
{
  // 300 and 100 residents: the second cell has three times the rate.
  const RunResult result = scoreCounts( { 20, 20 }, { 30, 10 }, { 30, 10 }, { { "DENOMINATOR", "people" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, "offender_i" ), QStringLiteral( "100 100 -" ) );
  QVERIFY( listed( result, "victim_i" ).startsWith( QStringLiteral( "66.6" ) ) );
  QVERIFY( listed( result, "victim_i" ).contains( QStringLiteral( " 200 " ) ) );
}

void ScoreVictimOffenderLocationTest::personsCountOncePerArea()
{
  const RunResult result =
    scoreCounts( { 30, 2, 20 }, { 10, 10, 10 }, { 10, 10, 10 }, { { "VICTIM_PERSON", "person" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // Four persons in all: the same one counts in each of the areas.
  QCOMPARE( listed( result, "victim_n" ), QStringLiteral( "4 2 4" ) );
  QCOMPARE( listed( result, "offender_n" ), QStringLiteral( "10 10 10" ) );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 112.0 );
}

void ScoreVictimOffenderLocationTest::weightsOfTheImportersAreSummed()
{
  const Layer weighted = memoryLayer(
    QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:date&field=weight:string" ),
    QStringLiteral( "victims" ),
    { place( 0, 0 ) + ";1;2024-01-01;2.5", place( 1, 0 ) + ";2;2024-01-01;0.5", place( 1, 1 ) + ";3;2024-01-01;-1" } );
  const Layer others = points( QStringLiteral( "offenders" ), { 5, 5, 5 } );
  const RunResult result = score( { { "VICTIMS", weighted.get() }, { "OFFENDERS", others.get() } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, "victim_n" ), QStringLiteral( "2.5 0.5 0" ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "number out of range 1" ) ) );
}

void ScoreVictimOffenderLocationTest::twoSidesWillDo()
{
  const Layer victims = points( QStringLiteral( "victims" ), { 30, 10, 20 } );
  const Layer locations = points( QStringLiteral( "locations" ), { 10, 10, 10 } );
  const RunResult result = score( { { "VICTIMS", victims.get() }, { "LOCATIONS", locations.get() } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->fields().lookupField( QStringLiteral( "offender_n" ) ), -1 );
  QCOMPARE( listed( result, "idx" ), QStringLiteral( "125 75 100" ) );
  QCOMPARE( listed( result, "side" ), QStringLiteral( "victim location -" ) );
}

void ScoreVictimOffenderLocationTest::sameLayerMayStandForTwoSides()
{
  const Layer layer = points( QStringLiteral( "calls" ), { 30, 10, 20 } );
  const RunResult result = score( { { "VICTIMS", layer.get() }, { "LOCATIONS", layer.get() } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QString said = result.feedback->everything();
  QVERIFY2( said.contains( QStringLiteral( "calls: 60 read = 60 used" ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "calls (location): 60 read = 60 used" ) ), qPrintable( said ) );
  QCOMPARE( result.number( QStringLiteral( "N_READ" ) ), 120.0 );
}

void ScoreVictimOffenderLocationTest::fewEventsHaveNoDominantSide()
{
  const RunResult result = scoreCounts( { 4, 10, 0 }, { 0, 10, 0 }, { 0, 10, 0 } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, "vol_class" ), QStringLiteral( "-1 0 -1" ) );
  QCOMPARE( listed( result, "side" ), QStringLiteral( "- - -" ) );
  QCOMPARE( listed( result, "margin" ).section( ' ', 0, 0 ), QStringLiteral( "-" ) );
  QCOMPARE( result.number( QStringLiteral( "N_FEW" ) ), 2.0 );
  QCOMPARE( listed( scoreCounts( { 4, 10, 0 }, { 0, 10, 0 }, { 0, 10, 0 }, { { "MIN_EVENTS", 4 } } ), "vol_class" ),
            QStringLiteral( "2 0 -1" ) );
}

void ScoreVictimOffenderLocationTest::areaWithoutDenominatorHasNoIndex()
{
  const RunResult result = scoreCounts( { 20, 20, 3 }, { 30, 10 }, { 30, 10 }, { { "DENOMINATOR", "people" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  for ( const char *field : { "idx", "victim_s", "vol_class", "rank" } )
    QVERIFY2( listed( result, field ).endsWith( QStringLiteral( " -" ) ), field );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "‘victims’: 1 areas have events" ) ) );
}

void ScoreVictimOffenderLocationTest::everyRecordIsUsedOrRejected()
{
  const Layer victims = withRows( QStringLiteral( "victims" ),
                                  { place( 0, 0 ) + ";Ann;2024-03-05", place( 1, 0 ) + ";Bob;soon",
                                    place( 1, 0 ) + ";Bob;NULL", place( 2, 0 ) + ";;2024-03-05", ";Cid;2024-03-05",
                                    "POINT(0 0);Dee;2024-03-05", "POINT(1 1);Eve;2024-03-05" } );
  const Layer locations = points( QStringLiteral( "locations" ), { 10, 10, 10 } );
  const RunResult result = score( { { "VICTIMS", victims.get() }, { "LOCATIONS", locations.get() } },
                                  { { "VICTIM_PERSON", "person" }, { "DATE_FIELD", "day" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QString said = result.feedback->everything();
  for ( const char *part : { "victims: 7 read = 1 used + 6 rejected", "no location 1", "coordinate is zero 1",
                             "outside the study area 1", "no date 1", "date not readable 1", "no id 1" } )
    QVERIFY2( said.contains( QLatin1String( part ) ), part );
  QCOMPARE( result.layer( QStringLiteral( "REJECTS" ) )->featureCount(), 6L );
}

void ScoreVictimOffenderLocationTest::periodKeepsItsFirstAndLastDay()
{
  QStringList rows;
  for ( const char *day : { "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01" } )
    rows << place( 0, 0 ) + ";Ann;" + QLatin1String( day );
  const Layer victims = withRows( QStringLiteral( "victims" ), rows );
  const Layer locations = points( QStringLiteral( "locations" ), { 10, 10, 10 } );
  const RunResult result = score( { { "VICTIMS", victims.get() }, { "LOCATIONS", locations.get() } },
                                  { { "DATE_FIELD", "day" }, { "START_DATE", "2024-03" }, { "END_DATE", "2024-03" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, "victim_n" ), QStringLiteral( "2 0 0" ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "outside the period 2" ) ) );
}

void ScoreVictimOffenderLocationTest::pointThatHoldsManyIsSaid()
{
  QStringList rows;
  for ( int number = 0; number < 30; ++number )
    rows << ( number < 6 ? place( 1, 0 ) : place( 0, number ) ) + ";Ann;2024-03-05";
  const Layer offenders = withRows( QStringLiteral( "offenders" ), rows );
  const Layer locations = points( QStringLiteral( "locations" ), { 18, 18, 18 } );
  const RunResult result = score( { { "OFFENDERS", offenders.get() }, { "LOCATIONS", locations.get() } } );
  const QString warnings = result.feedback->warnings.join( '\n' );
  QVERIFY2( warnings.contains( QStringLiteral( "‘offenders’: one point in area ‘b’ holds 20 %" ) ),
            qPrintable( warnings ) );
  QVERIFY2( !warnings.contains( QStringLiteral( "‘locations’: one point" ) ), qPrintable( warnings ) );
}

void ScoreVictimOffenderLocationTest::nameOfAPersonReachesNoFile()
{
  // The field by which records are usually named holds persons here.
  const Layer victims = memoryLayer(
    QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string" ), QStringLiteral( "victims" ),
    { place( 0, 0 ) + ";Ann Bloggs;2024-01-01", ";Ann Bloggs;2024-01-01", place( 0, 0 ) + ";Ann Bloggs;never" } );
  const Layer locations = points( QStringLiteral( "locations" ), { 10, 10, 10 } );
  const QTemporaryDir folder;
  const RunResult result = score( { { "VICTIMS", victims.get() }, { "LOCATIONS", locations.get() } },
                                  { { "VICTIM_PERSON", "inc_id" },
                                    { "DATE_FIELD", "" },
                                    { "OUTPUT", folder.filePath( QStringLiteral( "out.gpkg" ) ) },
                                    { "REJECTS", folder.filePath( QStringLiteral( "rejects.csv" ) ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( QDir( folder.path() ).entryList( QDir::Files ).size() >= 2 );
  for ( const QFileInfo &info : QDir( folder.path() ).entryInfoList( QDir::Files ) )
  {
    QFile file( info.absoluteFilePath() );
    QVERIFY( file.open( QIODevice::ReadOnly ) );
    QVERIFY2( !file.readAll().contains( "Bloggs" ), qPrintable( info.fileName() ) );
  }
  QVERIFY( !result.feedback->everything().contains( QStringLiteral( "Bloggs" ) ) );
}

void ScoreVictimOffenderLocationTest::everyClassHasARule()
{
  const RunResult result = scoreCounts( { 30, 10, 20 }, { 10, 10, 10 }, { 0, 30, 30 } );
  auto *renderer = dynamic_cast<QgsRuleBasedRenderer *>( result.layer()->renderer() );
  QVERIFY( renderer );
  QStringList filters;
  for ( const QgsRuleBasedRenderer::Rule *rule : renderer->rootRule()->children() )
    filters << rule->filterExpression();
  for ( int vol = -1; vol <= 6; ++vol )
    QVERIFY2( filters.contains( QStringLiteral( "\"vol_class\" = %1" ).arg( vol ) ),
              qPrintable( filters.join( ' ' ) ) );
  QVERIFY( filters.contains( QStringLiteral( "\"vol_class\" IS NULL" ) ) );
}

void ScoreVictimOffenderLocationTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "person field" ) << QVariantMap{ { "VICTIM_PERSON", "persom" } } << "‘persom’";
  QTest::newRow( "date field" ) << QVariantMap{ { "DATE_FIELD", "dya" } } << "‘dya’";
  QTest::newRow( "denominator" ) << QVariantMap{ { "DENOMINATOR", "peeple" } } << "‘peeple’";
  QTest::newRow( "period without dates" ) << QVariantMap{ { "START_DATE", "2024-01" } } << "DATE_FIELD";
  QTest::newRow( "day that is none" ) << QVariantMap{ { "DATE_FIELD", "day" }, { "END_DATE", "32/13/2024" } }
                                      << "END_DATE";
  QTest::newRow( "leads in the wrong order" ) << QVariantMap{ { "LEAD", 30 }, { "STRONG_LEAD", 20 } } << "STRONG_LEAD";
  QTest::newRow( "one side" ) << QVariantMap{ { "LOCATIONS", QVariant() } } << "Fewer than two";
}

void ScoreVictimOffenderLocationTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const Layer victims = points( QStringLiteral( "victims" ), { 30, 10, 20 } );
  const Layer locations = points( QStringLiteral( "locations" ), { 10, 10, 10 } );
  QMap<QString, QgsVectorLayer *> layers{ { "VICTIMS", victims.get() } };
  if ( !parameters.contains( QStringLiteral( "LOCATIONS" ) ) )
    layers.insert( QStringLiteral( "LOCATIONS" ), locations.get() );
  const RunResult result = score( layers, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( ScoreVictimOffenderLocationTest )
#include "scorevictimoffenderlocation_test.moc"
