// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "drawnlabels.h"
#include "qgistest.h"

#include <algorithm>
#include <cmath>

using namespace communitysafety::test;

namespace
{

//! A square of the row of squares from west to east.
QString square( int place )
{
  return QgsGeometry::fromRect( QgsRectangle( 400000 + 500 * place, 300000, 400500 + 500 * place, 300500 ) ).asWkt();
}

//! Rows of `id;n;d;district`, laid out from west to east in the order given.
std::unique_ptr<QgsVectorLayer> areasOf( const QStringList &rows, const QString &type = QStringLiteral( "double" ) )
{
  QStringList withPlace;
  for ( int place = 0; place < rows.size(); ++place )
    withPlace << square( place ) + ';' + rows[place];
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=crimes:%1&field=people:%1"
                                      "&field=district:string" )
                        .arg( type ),
                      QStringLiteral( "wards" ), withPlace );
}

//! 150 crimes of 2,000 people, 75 by 1,000.
const QStringList fiveWards = { "A;20;400;North", "B;80;500;North", "C;5;300;North", "D;0;100;South",
                                "E;45;700;South" };

RunResult rates( QgsVectorLayer *input, const QVariantMap &more = {} )
{
  QVariantMap parameters{ { QStringLiteral( "INPUT" ), QVariant::fromValue( input ) },
                          { QStringLiteral( "NUMERATOR" ), QStringLiteral( "crimes" ) },
                          { QStringLiteral( "DENOMINATOR" ), QStringLiteral( "people" ) },
                          { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "calculaterates" ), parameters );
}

//! The values of a field with \a decimals, in the order of the ids.
QString column( const RunResult &result, const QString &field, int decimals = 3 )
{
  if ( !result.succeeded )
    return result.error;
  QStringList all;
  for ( const QVariant &value : values( *result.layer(), field ) )
    all << ( value.isNull()                           ? QStringLiteral( "NULL" )
             : value.userType() == QMetaType::QString ? value.toString()
                                                      : QString::number( value.toDouble(), 'f', decimals ) );
  return all.join( '|' );
}

QString codes( const RunResult &result ) { return column( result, QStringLiteral( "sig" ), 0 ); }

QVariantMap with( const char *parameter, const QVariant &value )
{
  return { { QString::fromLatin1( parameter ), value } };
}

constexpr int percentage = 1;
constexpr int cityIndex = 2;

} // namespace

class CalculateRatesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void limitsAreThoseOfPublicHealthPractice();
  void percentagesHaveWilsonLimits();
  void outerLimitsAreThoseOfControlCharts();
  // laws
  void indexIsAHundredTimesOverTheCity();
  void numbersSumUpTheMap();
  void featureOrderDoesNotMatter();
  void smoothingLiesBetweenOwnRateAndTheCity();
  void smoothingTowardsNeighboursDiffersFromTheCity();
  void districtsAreSmoothedByThemselves();
  void percentagesOfADistrictAreShrunkByLogOdds();
  void bunchedEventsAreComparedWithMoreCare();
  // edges
  void cellsNeedNoDenominator();
  void eventsWithoutDenominatorAreNamedAndNotInfinite();
  void textAndSuppressedNumbersAreReadStrictly();
  void singleAreaIsLikeTheCity();
  void twoAreasAreCompared();
  void cityWithoutEventsIsSaid();
  void quantilesCountFromTheHighest();
  void namesAreCarried();
  void everyAreaFallsIntoOneRuleOfTheLegend();
  void aliasesSayTheUnit();
  // refused input
  void refuses_data();
  void refuses();
  void areaWithTooManyCasesIsNamed();
  void negativeNumberIsNamedByItsRow();
  void fieldWithoutNumbersIsRefused();
};

void CalculateRatesTest::limitsAreThoseOfPublicHealthPractice()
{
  // PHEindicatormethods, testdata_Rate: 5 and 20 and 65 of 100, per 100, 95 %.
  const auto layer = areasOf( { "A;5;100;", "B;20;100;", "C;65;100;" } );
  const RunResult result = rates( layer.get(), with( "MULTIPLIER", 100 ) );
  QCOMPARE( column( result, QStringLiteral( "rate" ) ), QStringLiteral( "5.000|20.000|65.000" ) );
  QCOMPARE( column( result, QStringLiteral( "rate_lo" ), 7 ), QStringLiteral( "1.6234864|12.2114288|50.1631877" ) );
  QCOMPARE( column( result, QStringLiteral( "rate_hi" ), 7 ), QStringLiteral( "11.6683321|30.8898804|82.8491385" ) );
}

void CalculateRatesTest::percentagesHaveWilsonLimits()
{
  const auto layer = areasOf( { "A;1;100;", "B;65;100;" } );
  const RunResult result = rates( layer.get(), with( "KIND", percentage ) );
  QCOMPARE( column( result, QStringLiteral( "rate" ) ), QStringLiteral( "1.000|65.000" ) );
  QCOMPARE( column( result, QStringLiteral( "rate_lo" ), 7 ), QStringLiteral( "0.1767432|55.2544433" ) );
  QCOMPARE( column( result, QStringLiteral( "rate_hi" ), 7 ), QStringLiteral( "5.4486196|73.6357518" ) );
  QCOMPARE( result.number( QStringLiteral( "CITY_RATE" ) ), 33.0 );
}

void CalculateRatesTest::outerLimitsAreThoseOfControlCharts()
{
  const auto layer = areasOf( { "A;65;100;", "B;20;100;" } );
  QVariantMap parameters = with( "CONFIDENCE", 99.8 );
  parameters.insert( QStringLiteral( "MULTIPLIER" ), 100 );
  QCOMPARE( column( rates( layer.get(), parameters ), QStringLiteral( "rate_lo" ), 7 ),
            QStringLiteral( "42.8802615|8.9228024" ) );
}

void CalculateRatesTest::indexIsAHundredTimesOverTheCity()
{
  const auto layer = areasOf( fiveWards );
  const QString expected = QStringLiteral( "66.667|213.333|22.222|0.000|85.714" );
  for ( const int kind : { 0, percentage, cityIndex } )
    QCOMPARE( column( rates( layer.get(), with( "KIND", kind ) ), QStringLiteral( "idx" ) ), expected );
  QCOMPARE( column( rates( layer.get(), with( "KIND", cityIndex ) ), QStringLiteral( "rate" ) ), expected );
}

void CalculateRatesTest::numbersSumUpTheMap()
{
  const RunResult result = rates( areasOf( fiveWards ).get() );
  QCOMPARE( codes( result ), QStringLiteral( "0|2|-2|-2|0" ) );
  QCOMPARE( result.number( QStringLiteral( "N_AREAS" ) ), 5.0 );
  QCOMPARE( result.number( QStringLiteral( "N_HIGHER" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "N_WELL_HIGHER" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "N_LOWER" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_WELL_LOWER" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_WITHOUT_RATE" ) ), 0.0 );
  QCOMPARE( result.number( QStringLiteral( "CITY_RATE" ) ), 75.0 );
  QCOMPARE( result.number( QStringLiteral( "OVERDISPERSION" ) ), 1.0 );
}

void CalculateRatesTest::featureOrderDoesNotMatter()
{
  QStringList rows;
  for ( int place = 0; place < fiveWards.size(); ++place )
    rows << square( place ) + ';' + fiveWards[place];
  const QString definition = QStringLiteral(
    "Polygon?crs=EPSG:27700&field=area_id:string&field=crimes:double&field=people:double&field=district:string" );
  for ( const int smoothing : { 1, 2, 3 } )
  {
    QVariantMap parameters = with( "SMOOTHING", smoothing );
    parameters.insert( QStringLiteral( "GROUP" ), QStringLiteral( "district" ) );
    const auto forwards = memoryLayer( definition, QStringLiteral( "wards" ), rows );
    std::reverse( rows.begin(), rows.end() );
    const auto backwards = memoryLayer( definition, QStringLiteral( "wards" ), rows );
    const RunResult first = rates( forwards.get(), parameters ), second = rates( backwards.get(), parameters );
    QVERIFY2( first.succeeded && second.succeeded, qPrintable( first.error + second.error ) );
    QCOMPARE( sortedRows( *first.layer() ), sortedRows( *second.layer() ) );
  }
}

void CalculateRatesTest::smoothingLiesBetweenOwnRateAndTheCity()
{
  const RunResult result = rates( areasOf( fiveWards ).get(), with( "SMOOTHING", 1 ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVariantList own = values( *result.layer(), QStringLiteral( "rate" ) );
  const QVariantList smoothed = values( *result.layer(), QStringLiteral( "rate_eb" ) );
  const QVariantList weights = values( *result.layer(), QStringLiteral( "w_own" ) );
  for ( int area = 0; area < 5; ++area )
  {
    const double weight = weights[area].toDouble();
    QVERIFY( weight > 0 && weight < 1 );
    QVERIFY( std::fabs( smoothed[area].toDouble() - ( weight * own[area].toDouble() + ( 1 - weight ) * 75 ) ) < 1e-9 );
  }
  // The smaller the population the less of its own.
  QVERIFY( weights[3].toDouble() < weights[4].toDouble() );
  QCOMPARE( column( rates( areasOf( fiveWards ).get() ), QStringLiteral( "rate_eb" ) ),
            QStringLiteral( "NULL|NULL|NULL|NULL|NULL" ) );
}

void CalculateRatesTest::smoothingTowardsNeighboursDiffersFromTheCity()
{
  // The west has few crimes, the east many; the small area in the middle of the west is drawn to the west.
  const auto layer = areasOf( { "A;10;1000;", "B;1;30;", "C;12;1000;", "D;300;1000;", "E;280;1000;", "F;310;1000;" } );
  const RunResult local = rates( layer.get(), with( "SMOOTHING", 2 ) );
  QVERIFY2( local.succeeded, qPrintable( local.error ) );
  // A, B and C have 23 crimes of 2,030 people and differ no more than chance would have it.
  QVERIFY( std::fabs( values( *local.layer(), QStringLiteral( "rate_eb" ) )[1].toDouble() - 23000.0 / 2030 ) < 1e-9 );
  QCOMPARE( values( *local.layer(), QStringLiteral( "w_own" ) )[1].toDouble(), 0.0 );
  const RunResult global = rates( layer.get(), with( "SMOOTHING", 1 ) );
  QVERIFY( values( *global.layer(), QStringLiteral( "rate_eb" ) )[1].toDouble() > 33 );
}

void CalculateRatesTest::districtsAreSmoothedByThemselves()
{
  QVariantMap parameters = with( "SMOOTHING", 3 );
  parameters.insert( QStringLiteral( "GROUP" ), QStringLiteral( "district" ) );
  const RunResult both = rates( areasOf( fiveWards ).get(), parameters );
  const RunResult north = rates( areasOf( fiveWards.mid( 0, 3 ) ).get(), with( "SMOOTHING", 1 ) );
  QCOMPARE( column( both, QStringLiteral( "rate_eb" ) ).section( '|', 0, 2 ),
            column( north, QStringLiteral( "rate_eb" ) ) );
}

void CalculateRatesTest::percentagesOfADistrictAreShrunkByLogOdds()
{
  // 10 and 30 of 50 in one district, as in the test of the formula: w = 0.9138, 40 of 100 in the district.
  const double m = std::log( 10.5 / 40.5 ), other = std::log( 30.5 / 20.5 ), M = std::log( 40.5 / 60.5 );
  const double within = 51.0 * 52 / ( 50.0 * 11 * 41 );
  const double between = ( m - M ) * ( m - M ) + ( other - M ) * ( other - M );
  const double mixed = ( between * m + within * M ) / ( within + between );
  QVariantMap parameters{ { QStringLiteral( "KIND" ), percentage },
                          { QStringLiteral( "SMOOTHING" ), 3 },
                          { QStringLiteral( "GROUP" ), QStringLiteral( "district" ) } };
  const RunResult result = rates( areasOf( { "A;10;50;North", "B;30;50;North", "C;7;10;" } ).get(), parameters );
  QCOMPARE( column( result, QStringLiteral( "rate_eb" ), 6 ).section( '|', 0, 0 ),
            QString::number( 100 / ( 1 + std::exp( -mixed ) ), 'f', 6 ) );
  // In no district: its own.
  QCOMPARE( column( result, QStringLiteral( "rate_eb" ), 6 ).section( '|', 2, 2 ), QStringLiteral( "70.000000" ) );
}

void CalculateRatesTest::bunchedEventsAreComparedWithMoreCare()
{
  const QString definition = QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=crimes:double"
                                             "&field=people:double&field=y1:double&field=y2:double&field=y3:double" );
  QStringList rows;
  // Years of one area swing between few and many, and not all areas in the same year.
  const QStringList swings = { "90;1000;5;15;70", "60;1000;45;5;10", "30;1000;2;25;3", "60;1000;10;40;10" };
  for ( int place = 0; place < swings.size(); ++place )
    rows << square( place ) + QStringLiteral( ";%1;" ).arg( place ) + swings[place];
  const auto layer = memoryLayer( definition, QStringLiteral( "wards" ), rows );
  const RunResult plain = rates( layer.get() );
  const RunResult careful = rates( layer.get(), with( "YEAR_COUNTS", QStringList{ "y1", "y2", "y3" } ) );
  QCOMPARE( codes( plain ), QStringLiteral( "2|0|-2|0" ) );
  QCOMPARE( codes( careful ), QStringLiteral( "0|0|0|0" ) );
  QVERIFY( careful.number( QStringLiteral( "OVERDISPERSION" ) ) > 5 );
  QCOMPARE( column( careful, QStringLiteral( "rate" ) ), column( plain, QStringLiteral( "rate" ) ) );
  QVERIFY( plain.feedback->warnings.join( ' ' ).contains( QStringLiteral( "Crimes come in bunches" ) ) );
  QVERIFY( !careful.feedback->warnings.join( ' ' ).contains( QStringLiteral( "Crimes come in bunches" ) ) );
  // Smoothed, an area keeps less of its own when its events tell less.
  const RunResult plainlySmoothed = rates( layer.get(), with( "SMOOTHING", 1 ) );
  const RunResult carefullySmoothed =
    rates( layer.get(), { { QStringLiteral( "YEAR_COUNTS" ), "y1;y2;y3" }, { QStringLiteral( "SMOOTHING" ), 1 } } );
  const QString weight = QStringLiteral( "w_own" );
  QVERIFY( values( *carefullySmoothed.layer(), weight )[0].toDouble() <
           values( *plainlySmoothed.layer(), weight )[0].toDouble() - 0.1 );
}

void CalculateRatesTest::cellsNeedNoDenominator()
{
  // The worked example of the Birmingham index: mean 2.5, a count of 10 is 400.
  const auto layer = areasOf( { "A;0;;", "B;0;;", "C;0;;", "D;10;;" } );
  const RunResult result =
    rates( layer.get(), { { QStringLiteral( "DENOMINATOR" ), QVariant() }, { QStringLiteral( "KIND" ), cityIndex } } );
  QCOMPARE( column( result, QStringLiteral( "rate" ), 0 ), QStringLiteral( "0|0|0|400" ) );
}

void CalculateRatesTest::eventsWithoutDenominatorAreNamedAndNotInfinite()
{
  const auto layer = areasOf( { "A;20;400;", "B;7;0;", "C;0;0;", "D;3;NULL;", "E;30;600;" } );
  const RunResult result = rates( layer.get() );
  QCOMPARE( column( result, QStringLiteral( "rate" ), 0 ), QStringLiteral( "50|NULL|NULL|NULL|50" ) );
  QCOMPARE( codes( result ), QStringLiteral( "0|NULL|NULL|NULL|0" ) );
  QCOMPARE( result.number( QStringLiteral( "N_NO_DENOMINATOR" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_WITHOUT_RATE" ) ), 3.0 );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "B (7), D (3)" ) ),
            qPrintable( result.feedback->everything() ) );
}

void CalculateRatesTest::textAndSuppressedNumbersAreReadStrictly()
{
  const auto layer =
    areasOf( { "A;1,200;40,000;", "B;*;100;", "C;12abc;100;", "D;30;1,000;" }, QStringLiteral( "string" ) );
  const RunResult result = rates( layer.get(), with( "REJECTS", QStringLiteral( "TEMPORARY_OUTPUT" ) ) );
  QCOMPARE( column( result, QStringLiteral( "rate" ), 0 ), QStringLiteral( "30|NULL|NULL|30" ) );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "row 3, field ‘crimes’" ) ),
            qPrintable( result.feedback->everything() ) );
  QCOMPARE( values( *result.layer( QStringLiteral( "REJECTS" ) ), QStringLiteral( "value" ) ).size(), 2 );
}

void CalculateRatesTest::singleAreaIsLikeTheCity()
{
  for ( const int smoothing : { 0, 1, 2 } )
  {
    const RunResult result = rates( areasOf( { "A;12;400;" } ).get(), with( "SMOOTHING", smoothing ) );
    QCOMPARE( column( result, QStringLiteral( "rate" ) ), QStringLiteral( "30.000" ) );
    QCOMPARE( column( result, QStringLiteral( "idx" ) ), QStringLiteral( "100.000" ) );
    QCOMPARE( codes( result ), QStringLiteral( "0" ) );
    QCOMPARE( column( result, QStringLiteral( "quantile" ) ), QStringLiteral( "NULL" ) );
    QCOMPARE( column( result, QStringLiteral( "rate_eb" ) ),
              smoothing == 0 ? QStringLiteral( "NULL" ) : QStringLiteral( "30.000" ) );
  }
}

void CalculateRatesTest::twoAreasAreCompared()
{
  const RunResult result = rates( areasOf( { "A;90;1000;", "B;10;1000;" } ).get(), with( "CLASSES", 2 ) );
  QCOMPARE( codes( result ), QStringLiteral( "2|-2" ) );
  QCOMPARE( column( result, QStringLiteral( "quantile" ), 0 ), QStringLiteral( "1|2" ) );
}

void CalculateRatesTest::cityWithoutEventsIsSaid()
{
  const RunResult result = rates( areasOf( { "A;0;400;", "B;0;600;" } ).get() );
  QCOMPARE( column( result, QStringLiteral( "rate" ), 0 ), QStringLiteral( "0|0" ) );
  QCOMPARE( column( result, QStringLiteral( "idx" ), 0 ), QStringLiteral( "NULL|NULL" ) );
  QCOMPARE( codes( result ), QStringLiteral( "NULL|NULL" ) );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "no event in any area" ) ) );
}

void CalculateRatesTest::quantilesCountFromTheHighest()
{
  QCOMPARE( column( rates( areasOf( fiveWards ).get() ), QStringLiteral( "quantile" ), 0 ),
            QStringLiteral( "3|1|4|5|2" ) );
}

void CalculateRatesTest::namesAreCarried()
{
  const RunResult result = rates( areasOf( fiveWards ).get(), with( "AREA_NAME", QStringLiteral( "district" ) ) );
  QCOMPARE( column( result, QStringLiteral( "area_name" ) ), QStringLiteral( "North|North|North|South|South" ) );
  QVERIFY( rates( areasOf( fiveWards ).get() ).layer()->fields().lookupField( QStringLiteral( "area_name" ) ) < 0 );
}

void CalculateRatesTest::everyAreaFallsIntoOneRuleOfTheLegend()
{
  const auto layer = areasOf( { "A;20;400;", "B;80;500;", "C;5;300;", "D;0;100;", "E;45;700;", "F;7;0;", "G;0;0;",
                                "H;NULL;50;", "I;NULL;NULL;", "J;4;NULL;" } );
  const RunResult result = rates( layer.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( drawnLabels( *result.layer() ),
            ( QStringList{ "Similar to city", "Well above city (outside the 99.8 % limits)",
                           "Well below city (outside the 99.8 % limits)", "Well below city (outside the 99.8 % limits)",
                           "Similar to city", "Events, but no denominator", "No data", "No data", "No data",
                           "Events, but no denominator" } ) );
}

void CalculateRatesTest::aliasesSayTheUnit()
{
  const RunResult result = rates( areasOf( fiveWards ).get(), with( "MULTIPLIER", 100000 ) );
  const QgsFields fields = result.layer()->fields();
  QCOMPARE( result.layer()->attributeAlias( fields.lookupField( QStringLiteral( "rate" ) ) ),
            QStringLiteral( "Rate per %L1" ).arg( 100000 ) );
}

void CalculateRatesTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "rate without denominator" )
    << with( "DENOMINATOR", QVariant() )
    << QStringLiteral(
         "DENOMINATOR is empty: choose the field with those to whom it can happen, or an index as KIND." );
  QTest::newRow( "events by themselves" )
    << with( "DENOMINATOR", QStringLiteral( "crimes" ) )
    << QStringLiteral( "NUMERATOR and DENOMINATOR are the same field, ‘crimes’: choose two." );
  QTest::newRow( "district without a field" )
    << with( "SMOOTHING", 3 )
    << QStringLiteral( "GROUP is empty: choose the field with the districts, or another SMOOTHING." );
  QTest::newRow( "one year" ) << with( "YEAR_COUNTS", QStringList{ "crimes" } )
                              << QStringLiteral(
                                   "YEAR_COUNTS has the field ‘crimes’ alone: choose two years or more, or none." );
}

void CalculateRatesTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const RunResult result = rates( areasOf( fiveWards ).get(), parameters );
  QVERIFY( !result.succeeded );
  QCOMPARE( result.error, sentence );
}

void CalculateRatesTest::areaWithTooManyCasesIsNamed()
{
  const RunResult result = rates( areasOf( { "B;3;10;", "A;12;10;" } ).get(), with( "KIND", percentage ) );
  QVERIFY( !result.succeeded );
  QCOMPARE( result.error,
            QStringLiteral( "‘wards’, row 2 (area ‘A’): 12 cases are more than the denominator, 10, which a percentage "
                            "cannot have: correct the row, or choose a rate as KIND." ) );
}

void CalculateRatesTest::negativeNumberIsNamedByItsRow()
{
  const RunResult result = rates( areasOf( { "A;3;10;", "B;2;-10;" } ).get() );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "negative number in field ‘people’, row 2 (-10)" ) ),
            qPrintable( result.error ) );
}

void CalculateRatesTest::fieldWithoutNumbersIsRefused()
{
  const RunResult result =
    rates( areasOf( { "A;3;10;North", "B;2;10;South" } ).get(), with( "DENOMINATOR", QStringLiteral( "district" ) ) );
  QVERIFY( !result.succeeded );
  QCOMPARE( result.error, QStringLiteral( "No area of ‘wards’ has both a number of events and a denominator above 0: "
                                          "choose other fields." ) );
}

COMMUNITYSAFETY_TEST_MAIN( CalculateRatesTest )
#include "calculaterates_test.moc"
