// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "birminghamlsoas.h"
#include "qgistest.h"

#include <qgsrenderer.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace communitysafety::test;

namespace
{

QString box( double x, double y, double width, double height )
{
  return QgsGeometry::fromRect( QgsRectangle( 400000 + x, 300000 + y, 400000 + x + width, 300000 + y + height ) )
    .asWkt();
}

QString row( const QString &wkt, const QStringList &values ) { return wkt + ';' + values.join( ';' ); }

std::unique_ptr<QgsVectorLayer> lsoasOf( const QStringList &rows, const QString &type = QStringLiteral( "double" ) )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=lsoa21cd:string&field=score:%1&field=imdrank:%1"
                                      "&field=decile:%1&field=people:%1" )
                        .arg( type ),
                      QStringLiteral( "lsoas" ), rows );
}

//! Two LSOAs of 1 km²: 1,000 people at score 60 in the worst tenth, 3,000 at score 20 in the fifth.
QStringList twoLsoas()
{
  return { row( box( 0, 0, 1000, 1000 ), { "E1", "60.5", "300", "1", "1000" } ),
           row( box( 1000, 0, 1000, 1000 ), { "E2", "20.5", "15000", "5", "3000" } ) };
}

std::unique_ptr<QgsVectorLayer> neighbourhoodsOf( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=nbhd_id:string&field=name:string&field=rank:int"
                                      "&field=idx:double" ),
                      QStringLiteral( "neighbourhoods" ), rows );
}

RunResult overlay( QgsVectorLayer *input, QgsVectorLayer *lsoas, const QVariantMap &more = {} )
{
  QVariantMap parameters{ { QStringLiteral( "INPUT" ), QVariant::fromValue( input ) },
                          { QStringLiteral( "DEPRIVATION" ), QVariant::fromValue( lsoas ) },
                          { QStringLiteral( "SCORE_FIELD" ), QStringLiteral( "score" ) },
                          { QStringLiteral( "RANK_FIELD" ), QStringLiteral( "imdrank" ) },
                          { QStringLiteral( "DECILE_FIELD" ), QStringLiteral( "decile" ) },
                          { QStringLiteral( "POPULATION_FIELD" ), QStringLiteral( "people" ) },
                          { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "overlaydeprivation" ), parameters );
}

QString texts( const RunResult &result, const QString &field, const QString &output = QStringLiteral( "OUTPUT" ) )
{
  if ( !result.succeeded )
    return result.error;
  QStringList all;
  for ( const QVariant &value : values( *result.layer( output ), field ) )
    all << ( value.isNull() ? QStringLiteral( "NULL" ) : value.toString() );
  return all.join( '|' );
}

std::unique_ptr<QgsVectorLayer> oneNeighbourhood( const QString &wkt )
{
  return neighbourhoodsOf( { row( wkt, { "N01", "Dock Road", "1", "210" } ) } );
}

//! Nine cells of the city in three LSOAs, the index rising from west to east and deprivation with it.
QStringList nineCells()
{
  QStringList rows;
  for ( int cell = 0; cell < 9; ++cell )
    rows << row( box( 1000.0 / 3 * cell, 0, 1000.0 / 3, 1000 ),
                 { QStringLiteral( "c%1" ).arg( cell ), QString::number( 60 + 20 * cell ) } );
  return rows;
}

QStringList threeLsoas()
{
  return { row( box( 0, 0, 1000, 1000 ), { "E1", "10.5", "25000", "8", "100" } ),
           row( box( 1000, 0, 1000, 1000 ), { "E2", "20.5", "15000", "5", "100" } ),
           row( box( 2000, 0, 1000, 1000 ), { "E3", "60.5", "300", "1", "100" } ) };
}

std::unique_ptr<QgsVectorLayer> cityOf( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=idx:double" ),
                      QStringLiteral( "city" ), rows );
}

} // namespace

class OverlayDeprivationTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void birminghamHoldsItsPublishedShareOfTheWorstTenth();
  // laws
  void halfOverEachOfTwoLsoas();
  void neighbourhoodsThatTileTheCityShareOutEverybody();
  void featureOrderDoesNotMatter();
  void equalWeightsMoveTheCorrelationNowhere();
  // edges
  void thirdsComeFromTheWholeCity();
  void neighbourhoodsAreNeverCorrelatedAlone();
  void rankBecomesATenthOfTheCountry();
  void rankedAreasAreFoundFromCodesAndDeciles_data();
  void rankedAreasAreFoundFromCodesAndDeciles();
  void scoreAloneHasNoTenths();
  void groundIsCountedWithoutPopulation();
  void textWithThousandsSeparatorsIsRead();
  void missingScoreReducesTheCover();
  void partlyCoveredAreaIsNamed();
  void fieldsOfTheInputAreCarried();
  // refused input
  void refuses_data();
  void refuses();
  void overlappingAreasWouldCountPeopleTwice();
  void fieldsMustBeChosen();
};

void OverlayDeprivationTest::birminghamHoldsItsPublishedShareOfTheWorstTenth()
{
  // English Indices of Deprivation 2019: 264 of Birmingham's 639 LSOAs are in decile 1 (41.3 %).
  const BirminghamLsoas birmingham;
  if ( birmingham.isEmpty() )
    QSKIP( "The Birmingham data are not on this machine." );
  const auto lsoas = birmingham.layer( { QStringLiteral( "IMD_rank" ), QStringLiteral( "IMD_decile" ) } );
  const double published = 100.0 * 264 / 639;
  const auto region = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "region" ),
    { QStringLiteral( "POLYGON((390000 270000,430000 270000,430000 310000,390000 310000,390000 270000));all" ) } );
  QVariantMap parameters{ { QStringLiteral( "SCORE_FIELD" ), QVariant() },
                          { QStringLiteral( "RANK_FIELD" ), QStringLiteral( "IMD_rank" ) },
                          { QStringLiteral( "DECILE_FIELD" ), QStringLiteral( "IMD_decile" ) },
                          { QStringLiteral( "POPULATION_FIELD" ), QStringLiteral( "one" ) } };
  const RunResult byDecile = overlay( region.get(), lsoas.get(), parameters );
  QVERIFY2( byDecile.succeeded, qPrintable( byDecile.error ) );
  QVERIFY( std::abs( byDecile.number( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ) ) - published ) < 1e-6 );
  QVERIFY2( byDecile.feedback->warnings.join( ' ' ).contains( QStringLiteral( "3 outline(s) crossed themselves" ) ),
            qPrintable( byDecile.feedback->everything() ) );
  parameters.insert( QStringLiteral( "DECILE_FIELD" ), QVariant() );
  const RunResult byRank = overlay( region.get(), lsoas.get(), parameters );
  QVERIFY( std::abs( byRank.number( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ) ) - published ) < 1e-6 );
}

void OverlayDeprivationTest::halfOverEachOfTwoLsoas()
{
  // 500 people from the first and 1,500 from the second: score (500 × 60.5 + 1,500 × 20.5) / 2,000 = 30.5, rank
  // (500 × 300 + 1,500 × 15,000) / 2,000 = 11,325, a quarter in the worst tenth.
  const auto input = oneNeighbourhood( box( 500, 0, 1000, 1000 ) );
  const RunResult result = overlay( input.get(), lsoasOf( twoLsoas() ).get() );
  QCOMPARE( texts( result, QStringLiteral( "dep_pop" ) ), QStringLiteral( "2000" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_score" ) ), QStringLiteral( "30.5" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_rank" ) ), QStringLiteral( "11325" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_10" ) ), QStringLiteral( "0.25" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_cover" ) ), QStringLiteral( "1" ) );
  QCOMPARE( result.number( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ) ), 25.0 );
  QCOMPARE( result.number( QStringLiteral( "N_PARTLY_COVERED" ) ), 0.0 );
}

void OverlayDeprivationTest::neighbourhoodsThatTileTheCityShareOutEverybody()
{
  QStringList rows;
  for ( int strip = 0; strip < 7; ++strip )
    rows << row( box( 2000.0 / 7 * strip, -100, 2000.0 / 7, 1200 ),
                 { QStringLiteral( "N0%1" ).arg( strip ), "x", "1", "1" } );
  const RunResult result = overlay( neighbourhoodsOf( rows ).get(), lsoasOf( twoLsoas() ).get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  double people = 0;
  for ( const QVariant &value : values( *result.layer(), QStringLiteral( "dep_pop" ) ) )
    people += value.toDouble();
  QVERIFY( std::abs( people - 4000 ) < 1e-6 );
  QVERIFY( std::abs( result.number( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ) ) - 25.0 ) < 1e-9 );
}

void OverlayDeprivationTest::featureOrderDoesNotMatter()
{
  QStringList lsoas = threeLsoas();
  QStringList cells = nineCells();
  const auto input = oneNeighbourhood( box( 700, 0, 1500, 1000 ) );
  const auto withCity = [&]( QgsVectorLayer *city )
  {
    return QVariantMap{ { QStringLiteral( "ALL_AREAS" ), QVariant::fromValue( city ) },
                        { QStringLiteral( "CITY" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  };
  const auto city = cityOf( cells );
  const RunResult ordered = overlay( input.get(), lsoasOf( lsoas ).get(), withCity( city.get() ) );
  std::shuffle( cells.begin(), cells.end(), std::mt19937( 3 ) );
  std::reverse( lsoas.begin(), lsoas.end() );
  const auto shuffledCity = cityOf( cells );
  const RunResult shuffled = overlay( input.get(), lsoasOf( lsoas ).get(), withCity( shuffledCity.get() ) );
  QVERIFY2( ordered.succeeded && shuffled.succeeded, qPrintable( ordered.error + shuffled.error ) );
  QCOMPARE( sortedRows( *shuffled.layer() ), sortedRows( *ordered.layer() ) );
  QCOMPARE( sortedRows( *shuffled.layer( QStringLiteral( "CITY" ) ) ),
            sortedRows( *ordered.layer( QStringLiteral( "CITY" ) ) ) );
}

void OverlayDeprivationTest::equalWeightsMoveTheCorrelationNowhere()
{
  const auto city = cityOf( nineCells() );
  const QVariantMap all{ { QStringLiteral( "ALL_AREAS" ), QVariant::fromValue( city.get() ) } };
  QVariantMap byGround = all;
  byGround.insert( QStringLiteral( "POPULATION_FIELD" ), QVariant() );
  const auto input = oneNeighbourhood( box( 0, 0, 3000, 1000 ) );
  const RunResult people = overlay( input.get(), lsoasOf( threeLsoas() ).get(), all );
  const RunResult ground = overlay( input.get(), lsoasOf( threeLsoas() ).get(), byGround );
  QVERIFY2( people.succeeded && ground.succeeded, qPrintable( people.error + ground.error ) );
  // Ranks 1 to 9 against three tied thirds: r = 54 / √(60 × 54).
  QVERIFY( std::abs( people.number( QStringLiteral( "SPEARMAN" ) ) - 54 / std::sqrt( 60.0 * 54.0 ) ) < 1e-9 );
  QCOMPARE( ground.number( QStringLiteral( "SPEARMAN" ) ), people.number( QStringLiteral( "SPEARMAN" ) ) );
  QVERIFY( people.number( QStringLiteral( "PEARSON" ) ) > 0.8 );
}

void OverlayDeprivationTest::thirdsComeFromTheWholeCity()
{
  const auto city = cityOf( nineCells() );
  const auto input = neighbourhoodsOf( { row( box( 2000, 0, 1000, 1000 ), { "N01", "East", "1", "200" } ),
                                         row( box( 0, 0, 1000, 1000 ), { "N02", "West", "2", "190" } ),
                                         row( box( 1000, 0, 1000, 1000 ), { "N03", "Middle", "3", "NULL" } ) } );
  const RunResult result = overlay( input.get(), lsoasOf( threeLsoas() ).get(),
                                    { { QStringLiteral( "ALL_AREAS" ), QVariant::fromValue( city.get() ) },
                                      { QStringLiteral( "CITY" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } } );
  QCOMPARE( texts( result, QStringLiteral( "idx_class" ) ), QStringLiteral( "3|3|NULL" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_class" ) ), QStringLiteral( "3|1|2" ) );
  QCOMPARE( texts( result, QStringLiteral( "biv_class" ) ),
            QStringLiteral( "High index, high deprivation|High index, low deprivation|NULL" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_class" ), QStringLiteral( "CITY" ) ),
            QStringLiteral( "1|1|1|2|2|2|3|3|3" ) );
  QCOMPARE( texts( result, QStringLiteral( "idx_class" ), QStringLiteral( "CITY" ) ),
            QStringLiteral( "1|1|1|2|2|2|3|3|3" ) );
  QCOMPARE( result.layer()->renderer()->legendSymbolItems().size(), 10 );
  QCOMPARE( result.layer( QStringLiteral( "CITY" ) )->renderer()->legendSymbolItems().size(), 10 );
}

void OverlayDeprivationTest::neighbourhoodsAreNeverCorrelatedAlone()
{
  const RunResult result = overlay( cityOf( nineCells() ).get(), lsoasOf( threeLsoas() ).get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( !result.results.contains( QStringLiteral( "SPEARMAN" ) ) );
  QVERIFY( !result.results.contains( QStringLiteral( "PEARSON" ) ) );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "Without ALL_AREAS" ) ) );
  QCOMPARE( texts( result, QStringLiteral( "biv_class" ) ),
            QStringLiteral( "NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL" ) );
  QCOMPARE( result.layer()->renderer()->legendSymbolItems().size(), 6 );
}

void OverlayDeprivationTest::rankBecomesATenthOfTheCountry()
{
  // Ranks 3,284 and 3,285 of 32,844 lie on both sides of the border of the worst tenth.
  const auto lsoas = lsoasOf( { row( box( 0, 0, 1000, 1000 ), { "E1", "60.5", "3284", "NULL", "100" } ),
                                row( box( 1000, 0, 1000, 1000 ), { "E2", "60.4", "3285", "NULL", "300" } ) } );
  const auto input = oneNeighbourhood( box( 0, 0, 2000, 1000 ) );
  QVariantMap parameters{ { QStringLiteral( "DECILE_FIELD" ), QVariant() } };
  const RunResult result = overlay( input.get(), lsoas.get(), parameters );
  QCOMPARE( texts( result, QStringLiteral( "dep_10" ) ), QStringLiteral( "0.25" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_20" ) ), QStringLiteral( "1" ) );
  parameters.insert( QStringLiteral( "RANKED_AREAS" ), 33755 );
  QCOMPARE( texts( overlay( input.get(), lsoas.get(), parameters ), QStringLiteral( "dep_10" ) ),
            QStringLiteral( "1" ) );
}

void OverlayDeprivationTest::rankedAreasAreFoundFromCodesAndDeciles_data()
{
  QTest::addColumn<QString>( "code" );
  QTest::addColumn<QString>( "decile" );
  QTest::addColumn<QString>( "inWorstTenth" );
  QTest::addColumn<QString>( "sentence" );
  // Rank 3,300 is in the worst tenth of 33,755 areas and not of 32,844.
  QTest::newRow( "a code of 2021" ) << "E01033769"
                                    << "NULL"
                                    << "1"
                                    << "ranks are among 33,755 areas, by the census of their codes";
  QTest::newRow( "a code of 2011" ) << "E01000010"
                                    << "NULL"
                                    << "0"
                                    << "ranks are among 32,844 areas, by the census of their codes";
  QTest::newRow( "a code of both" ) << "E01000001"
                                    << "NULL"
                                    << "0"
                                    << "neither codes nor deciles tell among how many areas its ranks are; 32,844 is";
  QTest::newRow( "the decile tells" ) << "E01000001"
                                      << "1"
                                      << "1"
                                      << "ranks are among 33,755 areas, by the deciles beside them";
  QTest::newRow( "the decile is another one's" ) << "E01033769"
                                                 << "7"
                                                 << "0"
                                                 << "the first being ‘E01033769’ (rank 3,300, decile 7)";
  QTest::newRow( "a code of Wales" ) << "W01000001"
                                     << "NULL"
                                     << ""
                                     << "has codes of Wales or Scotland";
}

void OverlayDeprivationTest::rankedAreasAreFoundFromCodesAndDeciles()
{
  QFETCH( QString, code );
  QFETCH( QString, decile );
  QFETCH( QString, inWorstTenth );
  QFETCH( QString, sentence );
  const auto lsoas = lsoasOf( { row( box( 0, 0, 1000, 1000 ), { code, "60.5", "3300", decile, "100" } ) } );
  const RunResult result =
    overlay( oneNeighbourhood( box( 0, 0, 500, 1000 ) ).get(), lsoas.get(),
             { { "DECILE_FIELD", decile == QStringLiteral( "NULL" ) ? QVariant() : QVariant( "decile" ) } } );
  QVERIFY2( ( result.error + result.feedback->everything() ).contains( sentence ),
            qPrintable( result.error + result.feedback->everything() ) );
  if ( !inWorstTenth.isEmpty() )
    QCOMPARE( texts( result, QStringLiteral( "dep_10" ) ), inWorstTenth );
}

void OverlayDeprivationTest::scoreAloneHasNoTenths()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "page.html" ) );
  const auto input = oneNeighbourhood( box( 0, 0, 2000, 1000 ) );
  const RunResult result = overlay( input.get(), lsoasOf( twoLsoas() ).get(),
                                    { { QStringLiteral( "RANK_FIELD" ), QVariant() },
                                      { QStringLiteral( "DECILE_FIELD" ), QVariant() },
                                      { QStringLiteral( "REPORT" ), path } } );
  QCOMPARE( texts( result, QStringLiteral( "dep_score" ) ), QStringLiteral( "30.5" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_10" ) ), QStringLiteral( "NULL" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_rank" ) ), QStringLiteral( "NULL" ) );
  QVERIFY( !result.results.contains( QStringLiteral( "POPULATION_IN_MOST_DEPRIVED_10" ) ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  QVERIFY( page.contains( QStringLiteral( "Official summary measures" ) ) );
  QVERIFY( !page.contains( QStringLiteral( "out of" ) ) );
}

void OverlayDeprivationTest::groundIsCountedWithoutPopulation()
{
  const auto input = oneNeighbourhood( box( 500, 0, 1000, 1000 ) );
  const RunResult result =
    overlay( input.get(), lsoasOf( twoLsoas() ).get(), { { QStringLiteral( "POPULATION_FIELD" ), QVariant() } } );
  QCOMPARE( texts( result, QStringLiteral( "dep_score" ) ), QStringLiteral( "40.5" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_pop" ) ), QStringLiteral( "NULL" ) );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "ground is counted instead of people" ) ) );
}

void OverlayDeprivationTest::textWithThousandsSeparatorsIsRead()
{
  QStringList rows = twoLsoas();
  rows[1].replace( QStringLiteral( ";15000;" ), QStringLiteral( ";15,000;" ) );
  rows[1].replace( QStringLiteral( ";3000" ), QStringLiteral( ";3,000" ) );
  const auto input = oneNeighbourhood( box( 500, 0, 1000, 1000 ) );
  const RunResult result = overlay( input.get(), lsoasOf( rows, QStringLiteral( "string" ) ).get() );
  QCOMPARE( texts( result, QStringLiteral( "dep_rank" ) ), QStringLiteral( "11325" ) );
}

void OverlayDeprivationTest::missingScoreReducesTheCover()
{
  const auto lsoas =
    lsoasOf( { twoLsoas().first(), row( box( 1000, 0, 1000, 1000 ), { "E2", "NULL", "NULL", "NULL", "3000" } ) } );
  const auto input = oneNeighbourhood( box( 500, 0, 1000, 1000 ) );
  const RunResult result = overlay( input.get(), lsoas.get() );
  QCOMPARE( texts( result, QStringLiteral( "dep_score" ) ), QStringLiteral( "60.5" ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_cover" ) ), QStringLiteral( "0.5" ) );
  QCOMPARE( result.number( QStringLiteral( "N_PARTLY_COVERED" ) ), 1.0 );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains(
              QStringLiteral( "field ‘score’: 1 of 2 areas have no value: 1 missing" ) ),
            qPrintable( result.feedback->everything() ) );
}

void OverlayDeprivationTest::partlyCoveredAreaIsNamed()
{
  const auto input = oneNeighbourhood( box( 1500, 0, 1000, 1000 ) );
  const RunResult result = overlay( input.get(), lsoasOf( twoLsoas() ).get() );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "1 of 1 areas: N01 (50.0 %)" ) ),
            qPrintable( result.feedback->everything() ) );
  QCOMPARE( texts( result, QStringLiteral( "dep_pop" ) ), QStringLiteral( "1500" ) );
}

void OverlayDeprivationTest::fieldsOfTheInputAreCarried()
{
  const RunResult result = overlay( oneNeighbourhood( box( 0, 0, 2000, 1000 ) ).get(), lsoasOf( twoLsoas() ).get() );
  QStringList names = result.layer()->fields().names();
  names.removeAll( QStringLiteral( "fid" ) );
  QCOMPARE( names.mid( 0, 4 ).join( ' ' ), QStringLiteral( "nbhd_id name rank idx" ) );
  QCOMPARE( texts( result, QStringLiteral( "name" ) ), QStringLiteral( "Dock Road" ) );
  QCOMPARE( texts( result, QStringLiteral( "idx" ) ), QStringLiteral( "210" ) );
}

void OverlayDeprivationTest::refuses_data()
{
  QTest::addColumn<QStringList>( "scores" );
  QTest::addColumn<QStringList>( "ranks" );
  QTest::addColumn<QStringList>( "deciles" );
  QTest::addColumn<QString>( "sentence" );
  const QStringList scores{ "60.5", "40.2", "20.1" };
  const QStringList ranks{ "300", "9000", "20000" };
  const QStringList deciles{ "1", "3", "7" };
  const QStringList none;
  QTest::newRow( "rank given as score" ) << ranks << none << none << QStringLiteral( "holds ranks, not scores" );
  QTest::newRow( "local rank given as score" )
    << QStringList{ "2", "3", "1" } << none << none << QStringLiteral( "holds ranks, not scores" );
  QTest::newRow( "score given as rank" ) << none << scores << none
                                         << QStringLiteral( "is 40.2 in area ‘E1’, which is not a rank" );
  QTest::newRow( "rank runs the wrong way" ) << QStringList{ "20.1", "40.2", "60.5" } << ranks << none
                                             << QStringLiteral( "RANK_FIELD does not fall as SCORE_FIELD rises" );
  QTest::newRow( "decile 10 is the worst" )
    << none << ranks << QStringList{ "10", "8", "4" } << QStringLiteral( "DECILE_FIELD does not run like the ranks" );
  QTest::newRow( "decile against the score" )
    << scores << none << QStringList{ "10", "8", "4" } << QStringLiteral( "DECILE_FIELD does not run like the scores" );
  QTest::newRow( "decile 0" ) << none << none << QStringList{ "0", "3", "7" }
                              << QStringLiteral( "is 0 in area ‘E0’; a decile" );
  QTest::newRow( "decile with a fraction" )
    << none << none << QStringList{ "1.5", "3", "7" } << QStringLiteral( "is 1.5 in area ‘E0’" );
  QTest::newRow( "more ranks than areas" )
    << none << QStringList{ "300", "9000", "34000" } << none << QStringLiteral( "set it to their number (33,755" );
  QTest::newRow( "ranks within the layer" )
    << none << QStringList{ "1", "3", "2" } << none << QStringLiteral( "ranks within this layer" );
  QTest::newRow( "no numbers" ) << QStringList{ "high", "low", "low" } << none << none
                                << QStringLiteral( "holds no number" );
}

void OverlayDeprivationTest::refuses()
{
  QFETCH( QStringList, scores );
  QFETCH( QStringList, ranks );
  QFETCH( QStringList, deciles );
  QFETCH( QString, sentence );
  QStringList rows;
  for ( int lsoa = 0; lsoa < 3; ++lsoa )
    rows << row( box( 1000 * lsoa, 0, 1000, 1000 ), { QStringLiteral( "E%1" ).arg( lsoa ), scores.value( lsoa ),
                                                      ranks.value( lsoa ), deciles.value( lsoa ), "100" } );
  const auto field = []( const QStringList &column, const QString &name )
  { return column.isEmpty() ? QVariant() : QVariant( name ); };
  const RunResult result =
    overlay( oneNeighbourhood( box( 0, 0, 3000, 1000 ) ).get(), lsoasOf( rows, QStringLiteral( "string" ) ).get(),
             { { QStringLiteral( "SCORE_FIELD" ), field( scores, QStringLiteral( "score" ) ) },
               { QStringLiteral( "RANK_FIELD" ), field( ranks, QStringLiteral( "imdrank" ) ) },
               { QStringLiteral( "DECILE_FIELD" ), field( deciles, QStringLiteral( "decile" ) ) } } );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

void OverlayDeprivationTest::overlappingAreasWouldCountPeopleTwice()
{
  const auto input = neighbourhoodsOf( { row( box( 0, 0, 2000, 1000 ), { "N01", "a", "1", "200" } ),
                                         row( box( 500, 0, 1000, 1000 ), { "N02", "b", "2", "190" } ) } );
  const RunResult result = overlay( input.get(), lsoasOf( twoLsoas() ).get() );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "overlap each other" ) ), qPrintable( result.error ) );
}

void OverlayDeprivationTest::fieldsMustBeChosen()
{
  const auto input = oneNeighbourhood( box( 0, 0, 2000, 1000 ) );
  const auto lsoas = lsoasOf( twoLsoas() );
  const RunResult noField = overlay( input.get(), lsoas.get(),
                                     { { QStringLiteral( "SCORE_FIELD" ), QVariant() },
                                       { QStringLiteral( "RANK_FIELD" ), QVariant() },
                                       { QStringLiteral( "DECILE_FIELD" ), QVariant() } } );
  QVERIFY2( noField.error.contains( QStringLiteral( "at least one of SCORE_FIELD" ) ), qPrintable( noField.error ) );
  const RunResult noCity =
    overlay( input.get(), lsoas.get(), { { QStringLiteral( "CITY" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } } );
  QVERIFY2( noCity.error.contains( QStringLiteral( "CITY needs the scored areas" ) ), qPrintable( noCity.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( OverlayDeprivationTest )
#include "overlaydeprivation_test.moc"
