// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "drawnlabels.h"
#include "qgistest.h"

#include <QFile>
#include <QTemporaryDir>

using namespace communitysafety::test;

class CompareScoresTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void changeIsNewerLessPrevious();
  void layerComparedWithItselfHasNotChanged();
  void swappingTheLayersTurnsEveryChange();
  void areaThatStandsOutFromTheCityIsFound();
  void riseOfTheWholeCityCountsOnlyAgainstTheMonths();
  // edges
  void areasOfOneLayerOnlyAreListed();
  void layersOfTheSameNameKeepTwoBooks();
  void otherScalesHaveNoPercent();
  void withoutEventsChanceIsNotTold();
  void missingScoreIsNoData();
  void repeatedAndUnreadableRowsOfThePreviousLayerAreRejected();
  void fieldsCanBeChosen();
  void everyClassHasItsLook();
  void reportHoldsTheMainFigures();
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

  //! Equal cells with rows of id; score; events.
  static Layer now( const QStringList &rows, const QString &score = QStringLiteral( "idx" ) )
  {
    QStringList all;
    for ( int cell = 0; cell < rows.size(); ++cell )
      all << square( cell ) + ';' + rows.at( cell );
    return memoryLayer(
      QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=%1:double&field=events:double" ).arg( score ),
      QStringLiteral( "this year" ), all );
  }

  //! A table without outlines, all columns text as in a CSV file.
  static Layer before( const QStringList &rows, const QString &score = QStringLiteral( "idx" ) )
  {
    QStringList all;
    for ( const QString &row : rows )
      all << ';' + row;
    return memoryLayer( QStringLiteral( "None?field=area_id:string&field=%1:string&field=events:string" ).arg( score ),
                        QStringLiteral( "last year" ), all );
  }

  static RunResult compare( const Layer &newer, const Layer &older, QVariantMap parameters = {} )
  {
    parameters.insert( QStringLiteral( "INPUT" ), QVariant::fromValue( newer.get() ) );
    parameters.insert( QStringLiteral( "PREVIOUS" ), QVariant::fromValue( older.get() ) );
    for ( const char *output : { "OUTPUT", "REJECTS" } )
      parameters.insert( QLatin1String( output ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "comparescores" ), parameters );
  }

  static QString listed( const RunResult &result, const QString &field )
  {
    QStringList all;
    for ( const QVariant &value : values( *result.layer(), field ) )
      all << ( value.isNull() ? QStringLiteral( "-" ) : value.toString() );
    return all.join( ' ' );
  }
};

void CompareScoresTest::changeIsNewerLessPrevious()
{
  const RunResult result = compare( now( { "a;150;30", "b;100;20", "c;45;9", "d;80;8" } ),
                                    before( { "c;100;20", "a;100;20", "b;95;19", "d;125;25" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, QStringLiteral( "area_id" ) ), QStringLiteral( "a b c d" ) );
  QCOMPARE( listed( result, QStringLiteral( "chg" ) ), QStringLiteral( "50 5 -55 -45" ) );
  QCOMPARE( listed( result, QStringLiteral( "chg_class" ) ), QStringLiteral( "2 0 -2 -1" ) );
  QCOMPARE( listed( result, QStringLiteral( "chg_words" ) ),
            QStringLiteral( "Much worse Little change Much better Better" ) );
  QCOMPARE( listed( result, QStringLiteral( "idx_prev" ) ), QStringLiteral( "100 95 100 125" ) );
  QCOMPARE( listed( result, QStringLiteral( "rank" ) ), QStringLiteral( "1 2 4 3" ) );
  QCOMPARE( listed( result, QStringLiteral( "rank_prev" ) ), QStringLiteral( "2 4 2 1" ) );
  QCOMPARE( listed( result, QStringLiteral( "rank_chg" ) ), QStringLiteral( "1 2 -2 -2" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "chg_pct" ) ).at( 3 ).toDouble(), -36.0 );
  QCOMPARE( result.number( QStringLiteral( "N_WORSE" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "N_BETTER" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_COMPARED" ) ), 4.0 );
  QCOMPARE( result.number( QStringLiteral( "MEAN_SHIFT" ) ), 1.75 );
  QCOMPARE( result.number( QStringLiteral( "STAYED_TOP" ) ), 0.0 );
}

void CompareScoresTest::layerComparedWithItselfHasNotChanged()
{
  const Layer layer = now( { "a;150;30", "b;100;20", "c;45;9" } );
  const RunResult result = compare( layer, layer );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, QStringLiteral( "chg" ) ), QStringLiteral( "0 0 0" ) );
  QCOMPARE( listed( result, QStringLiteral( "chg_sig" ) ), QStringLiteral( "0 0 0" ) );
  QCOMPARE( result.number( QStringLiteral( "SPEARMAN" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "MEAN_SHIFT" ) ), 0.0 );
  QCOMPARE( result.number( QStringLiteral( "STAYED_TOP" ) ), 1.0 );
}

void CompareScoresTest::swappingTheLayersTurnsEveryChange()
{
  const Layer first = now( { "a;150;300", "b;100;20", "c;45;9" } ),
              second = now( { "a;100;20", "b;95;19", "c;100;20" } );
  const RunResult forth = compare( first, second ), back = compare( second, first );
  for ( const char *field : { "chg", "rank_chg", "chg_sig", "chg_class" } )
    for ( int row = 0; row < 3; ++row )
      QCOMPARE( values( *forth.layer(), QLatin1String( field ) ).at( row ).toDouble(),
                -values( *back.layer(), QLatin1String( field ) ).at( row ).toDouble() );
}

void CompareScoresTest::areaThatStandsOutFromTheCityIsFound()
{
  const RunResult result = compare( now( { "a;180;300", "b;90;100", "c;90;100", "d;90;100" } ),
                                    before( { "a;100;100", "b;100;100", "c;100;100", "d;100;100" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( listed( result, QStringLiteral( "chg_sig" ) ).startsWith( QStringLiteral( "1 " ) ) );
  QVERIFY( result.number( QStringLiteral( "N_SIGNIFICANT" ) ) >= 1 );
  for ( const QVariant &q : values( *result.layer(), QStringLiteral( "q" ) ) )
    QVERIFY( q.toDouble() >= 0 && q.toDouble() <= 1 );
}

void CompareScoresTest::riseOfTheWholeCityCountsOnlyAgainstTheMonths()
{
  const Layer doubled = now( { "a;100;200", "b;100;200" } );
  const Layer older = before( { "a;100;100", "b;100;100" } );
  QCOMPARE( listed( compare( doubled, older ), QStringLiteral( "chg_sig" ) ), QStringLiteral( "0 0" ) );
  QCOMPARE( listed( compare( doubled, older, { { "BASIS", 1 } } ), QStringLiteral( "chg_sig" ) ),
            QStringLiteral( "1 1" ) );
  QCOMPARE( listed( compare( doubled, older, { { "BASIS", 1 }, { "MONTHS", 24 } } ), QStringLiteral( "chg_sig" ) ),
            QStringLiteral( "0 0" ) );
}

void CompareScoresTest::areasOfOneLayerOnlyAreListed()
{
  const RunResult result = compare( now( { "a;150;30", "new;100;20", "c;45;9" } ),
                                    before( { "a;100;20", "gone;95;19", "c;100;20", "old;1;1" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, QStringLiteral( "area_id" ) ), QStringLiteral( "a c" ) );
  QCOMPARE( result.number( QStringLiteral( "N_UNMATCHED" ) ), 3.0 );
  const QStringList rejected = sortedRows( *result.layer( QStringLiteral( "REJECTS" ) ) );
  QCOMPARE( rejected.size(), 3 );
  QVERIFY2( rejected.at( 0 ).startsWith( QStringLiteral( "last year|2|gone|area_id|only in one of the two layers" ) ),
            qPrintable( rejected.at( 0 ) ) );
  QVERIFY2( rejected.at( 2 ).startsWith( QStringLiteral( "this year|2|new|" ) ), qPrintable( rejected.at( 2 ) ) );
  const QString said = result.feedback->everything();
  QVERIFY2( said.contains( QStringLiteral( "this year: 3 read = 2 used + 1 rejected" ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "last year: 4 read = 2 used + 2 rejected" ) ), qPrintable( said ) );
}

void CompareScoresTest::layersOfTheSameNameKeepTwoBooks()
{
  const Layer layer = now( { "a;150;30", "b;100;20" } );
  const QString said = compare( layer, layer ).feedback->everything();
  QVERIFY2( said.contains( QStringLiteral( "this year: 2 read = 2 used" ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "this year (previous): 2 read = 2 used" ) ), qPrintable( said ) );
}

void CompareScoresTest::otherScalesHaveNoPercent()
{
  const QString score = QStringLiteral( "score" );
  const RunResult result = compare( now( { "a;1.5;30", "b;-0.5;20", "c;-1;9" }, score ),
                                    before( { "a;-1.2;20", "b;0;19", "c;1.2;20" }, score ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, QStringLiteral( "score_prev" ) ), QStringLiteral( "-1.2 0 1.2" ) );
  QCOMPARE( listed( result, QStringLiteral( "chg_pct" ) ), QStringLiteral( "- - -" ) );
  // The previous scores have a standard deviation of 0.98.
  QCOMPARE( listed( result, QStringLiteral( "chg_class" ) ), QStringLiteral( "2 -1 -2" ) );
}

void CompareScoresTest::withoutEventsChanceIsNotTold()
{
  const Layer older = memoryLayer( QStringLiteral( "None?field=area_id:string&field=idx:double" ),
                                   QStringLiteral( "last year" ), { ";a;100", ";b;100" } );
  const RunResult result = compare( now( { "a;150;30", "b;100;20" } ), older );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, QStringLiteral( "q" ) ), QStringLiteral( "- -" ) );
  QCOMPARE( result.layer()->fields().lookupField( QStringLiteral( "events" ) ), -1 );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "‘events’" ) ) );
}

void CompareScoresTest::missingScoreIsNoData()
{
  const RunResult result =
    compare( now( { "a;150;30", "b;NULL;20", "c;90;10" } ), before( { "a;100;20", "b;95;19", "c;*;10" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, QStringLiteral( "chg_class" ) ), QStringLiteral( "2 - -" ) );
  QCOMPARE( listed( result, QStringLiteral( "rank" ) ), QStringLiteral( "1 - -" ) );
  QCOMPARE( result.number( QStringLiteral( "N_COMPARED" ) ), 1.0 );
}

void CompareScoresTest::repeatedAndUnreadableRowsOfThePreviousLayerAreRejected()
{
  const RunResult result =
    compare( now( { "a;150;30", "b;100;20" } ), before( { "a;100;20", "a;400;20", "b;100;9", ";5;5", "c;many;5" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, QStringLiteral( "chg" ) ), QStringLiteral( "50 0" ) );
  const QString said = result.feedback->everything();
  for ( const char *reason : { "repeated area id 1", "no id 1", "number not readable 1", "5 read = 2 used + 3" } )
    QVERIFY2( said.contains( QLatin1String( reason ) ), qPrintable( said ) );
}

void CompareScoresTest::fieldsCanBeChosen()
{
  const Layer newer =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=code:string&field=burg_i:double&field=idx:double" ),
                 QStringLiteral( "this year" ), { square( 0 ) + ";a;150;1", square( 1 ) + ";b;100;1" } );
  const Layer older = memoryLayer( QStringLiteral( "None?field=ward:string&field=theft_i:double&field=idx:double" ),
                                   QStringLiteral( "last year" ), { ";a;100;1", ";b;130;1" } );
  const RunResult result = compare(
    newer, older,
    { { "AREA_ID", "code" }, { "FIELD", "burg_i" }, { "PREVIOUS_ID", "ward" }, { "PREVIOUS_FIELD", "theft_i" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( listed( result, QStringLiteral( "chg" ) ), QStringLiteral( "50 -30" ) );
}

void CompareScoresTest::everyClassHasItsLook()
{
  const RunResult result = compare(
    now( { "a;180;900", "b;120;100", "c;105;100", "d;85;100", "e;40;100", "f;NULL;100" } ),
    before( { "a;100;100", "b;100;100", "c;100;100", "d;100;100", "e;100;100", "f;100;100" } ), { { "BASIS", 1 } } );
  QCOMPARE( drawnLabels( *result.layer() ),
            ( QStringList{ "Much worse|Events changed more than chance explains", "Worse", "Little change", "Better",
                           "Much better", "No data" } ) );
}

void CompareScoresTest::reportHoldsTheMainFigures()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "report.html" ) );
  const RunResult result =
    compare( now( { "Mill <End>;180;900", "b;90;100", "c;45;100" } ),
             before( { "Mill <End>;100;100", "b;100;100", "c;100;100" } ), { { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.results.value( QStringLiteral( "REPORT" ) ).toString(), path );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  QCOMPARE( page.count( QStringLiteral( "<svg" ) ), 3 );
  for ( const char *part : { "this year against last year, 3 areas", "Mill &lt;End&gt;", "+80", "−55",
                             "More, beyond chance", "this year: 3 read = 3 used" } )
    QVERIFY2( page.contains( QString::fromUtf8( part ) ), part );
  QVERIFY( !page.contains( folder.path() ) );
}

void CompareScoresTest::refuses_data()
{
  QTest::addColumn<QString>( "score" );
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const QStringList rows{ "a;100;20" };
  QTest::newRow( "no common id" ) << "idx" << QStringList{ "x;100;20" } << QVariantMap()
                                  << "No id of ‘this year’ (field area_id) stands in ‘last year’";
  QTest::newRow( "other scale" ) << "score" << rows << QVariantMap() << "The layer ‘last year’ has no field idx";
  QTest::newRow( "unknown field" ) << "idx" << rows << QVariantMap{ { "PREVIOUS_FIELD", "idxx" } } << "‘idxx’";
  QTest::newRow( "no score at all" ) << "idx" << QStringList{ "a;*;20" } << QVariantMap()
                                     << "No area has a score in both layers";
  QTest::newRow( "empty layer" ) << "idx" << QStringList() << QVariantMap() << "‘last year’";
}

void CompareScoresTest::refuses()
{
  QFETCH( QString, score );
  QFETCH( QStringList, rows );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const RunResult result = compare( now( { "a;150;30", "b;100;20" } ), before( rows, score ), parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( CompareScoresTest )
#include "comparescores_test.moc"
