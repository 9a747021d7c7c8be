// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <cmath>

using namespace communitysafety::test;

/**
 * Census shares of neighbourhoods against the city, through the algorithm: counts carried over by ground, an index of
 * over-representation and its limits.
 */
class OverlayCensusTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void limitsAreWilsons();
  // laws
  void wholeCityHasTheIndexOfAHundred();
  // edges
  void cityIsTheScoredAreasWhereTheyAreGiven();
  void everyCountMayHaveItsOwnTotal();
  void percentagesAreNoCounts();
  void areaWithoutCountTakesNoPartInEitherSum();
  void neighbourhoodOutsideTheCensusIsNamed();
  // refused input
  void refuses_data();
  void refuses();
};

namespace
{

QString box( double x, double width )
{
  return QgsGeometry::fromRect( QgsRectangle( 400000 + x, 300000, 400000 + x + width, 301000 ) ).asWkt() + ';';
}

std::unique_ptr<QgsVectorLayer> deprivationOf()
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=score:double" ),
                      QStringLiteral( "lsoas" ), { box( 0, 1000 ) + "E1;60.5", box( 1000, 1000 ) + "E2;20.5" } );
}

//! Households, those of lone parents, people and those from 15 to 24.
std::unique_ptr<QgsVectorLayer> censusOf( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=households:string"
                                      "&field=lone:string&field=people:string&field=young:string" ),
                      QStringLiteral( "census" ), rows );
}

QStringList twoAreas() { return { box( 0, 1000 ) + "O1;400;80;1000;100", box( 1000, 1000 ) + "O2;600;40;1,000;300" }; }

RunResult overlay( const QStringList &areas, QgsVectorLayer *census, const QVariantMap &more = {} )
{
  const auto input = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=nbhd_id:string" ),
                                  QStringLiteral( "neighbourhoods" ), areas );
  const auto deprivation = deprivationOf();
  QVariantMap parameters{ { "INPUT", QVariant::fromValue( input.get() ) },
                          { "DEPRIVATION", QVariant::fromValue( deprivation.get() ) },
                          { "SCORE_FIELD", "score" },
                          { "CENSUS", QVariant::fromValue( census ) },
                          { "CENSUS_FIELDS", QStringList{ "lone" } },
                          { "CENSUS_TOTALS", QStringList{ "households" } },
                          { "OUTPUT", "TEMPORARY_OUTPUT" },
                          { "PROFILE", "TEMPORARY_OUTPUT" } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "overlaydeprivation" ), parameters );
}

double profiled( const RunResult &result, const char *field, int row = 0 )
{
  return values( *result.layer( QStringLiteral( "PROFILE" ) ), QLatin1String( field ) ).value( row ).toDouble();
}

bool isNear( double value, double expected ) { return std::abs( value - expected ) < 1e-9 * std::abs( expected ); }

} // namespace

void OverlayCensusTest::limitsAreWilsons()
{
  // 80 of 400 against 120 of 1,000 in the city: 166.7. Wilson's limits of 80 of 400 are 0.16374 and 0.24197 (R:
  // prop.test( 80, 400, correct = FALSE )), each by 0.12.
  const RunResult result = overlay( { box( 0, 1000 ) + "N01" }, censusOf( twoAreas() ).get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isNear( profiled( result, "val" ), 0.2 ) );
  QVERIFY( isNear( profiled( result, "city_val" ), 0.12 ) );
  QVERIFY( isNear( profiled( result, "idx" ), 100 * 0.2 / 0.12 ) );
  const double z2 = 1.959963984540054 * 1.959963984540054;
  const double reach = std::sqrt( z2 * ( z2 + 4 * 80 * 0.8 ) );
  QVERIFY( isNear( profiled( result, "idx_lo" ), 100 * ( 160 + z2 - reach ) / ( 2 * ( 400 + z2 ) ) / 0.12 ) );
  QVERIFY( isNear( profiled( result, "idx_hi" ), 100 * ( 160 + z2 + reach ) / ( 2 * ( 400 + z2 ) ) / 0.12 ) );
  QCOMPARE( values( *result.layer(), "lone_s" ).first().toDouble(), 0.2 );
}

void OverlayCensusTest::wholeCityHasTheIndexOfAHundred()
{
  const RunResult result = overlay( { box( -100, 2500 ) + "N01" }, censusOf( twoAreas() ).get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isNear( profiled( result, "idx" ), 100 ) );
  QVERIFY( isNear( profiled( result, "n" ), 120 ) );
  QVERIFY( isNear( profiled( result, "d" ), 1000 ) );
}

void OverlayCensusTest::cityIsTheScoredAreasWhereTheyAreGiven()
{
  // The city ends in the middle of the second area: 80 + 20 of 400 + 300 households.
  const auto city = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=idx:double" ),
                                 QStringLiteral( "city" ),
                                 { box( 0, 500 ) + "c1;90", box( 500, 500 ) + "c2;80", box( 1000, 500 ) + "c3;50" } );
  const RunResult result = overlay( { box( 0, 1000 ) + "N01" }, censusOf( twoAreas() ).get(),
                                    { { "ALL_AREAS", QVariant::fromValue( city.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isNear( profiled( result, "city_val" ), 100.0 / 700 ) );
}

void OverlayCensusTest::everyCountMayHaveItsOwnTotal()
{
  const RunResult result = overlay( { box( 500, 1000 ) + "N01" }, censusOf( twoAreas() ).get(),
                                    { { "CENSUS_FIELDS", QStringList{ "lone", "young" } },
                                      { "CENSUS_TOTALS", QStringList{ "households", "people" } } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isNear( profiled( result, "val", 0 ), 60.0 / 500 ) );
  QVERIFY( isNear( profiled( result, "val", 1 ), 200.0 / 1000 ) );
}

void OverlayCensusTest::percentagesAreNoCounts()
{
  // 20 % of 400 households.
  const auto census =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=households:string"
                                 "&field=lone_perc:string" ),
                 QStringLiteral( "census" ), { box( 0, 1000 ) + "O1;400;20", box( 1000, 1000 ) + "O2;600;30" } );
  const RunResult result =
    overlay( { box( 0, 1000 ) + "N01" }, census.get(), { { "CENSUS_FIELDS", QStringList{ "lone_perc" } } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isNear( profiled( result, "val" ), 0.2 ) );
}

void OverlayCensusTest::areaWithoutCountTakesNoPartInEitherSum()
{
  QStringList rows = twoAreas();
  rows[1].replace( ";600;40;", ";600;*;" );
  const RunResult result = overlay( { box( 500, 1000 ) + "N01" }, censusOf( rows ).get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isNear( profiled( result, "val" ), 0.2 ) );
  QVERIFY( isNear( profiled( result, "d" ), 200 ) );
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "1 suppressed" ) ) );
}

void OverlayCensusTest::neighbourhoodOutsideTheCensusIsNamed()
{
  const RunResult result =
    overlay( { box( 0, 1000 ) + "N01", box( 5000, 1000 ) + "N02" }, censusOf( twoAreas() ).get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "1 of 2 areas: N02 (0.0 %)" ) ),
            qPrintable( result.feedback->everything() ) );
  QVERIFY( values( *result.layer(), "lone_s" ).value( 1 ).isNull() );
  // Whether anybody lives beyond the data is not known.
  QCOMPARE( result.number( QStringLiteral( "N_WITHOUT_PEOPLE" ) ), 0.0 );
}

void OverlayCensusTest::refuses_data()
{
  QTest::addColumn<QStringList>( "counts" );
  QTest::addColumn<QVariant>( "totals" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "count above its total" )
    << QStringList{ "people" } << QVariant( QStringList{ "lone" } ) << "choose counts, not percentages";
  QTest::newRow( "two totals for three counts" )
    << QStringList{ "lone", "young", "people" } << QVariant( QStringList{ "households", "people" } )
    << "give one total for all counts";
  QTest::newRow( "no total" ) << QStringList{ "lone" } << QVariant() << "belong together";
}

void OverlayCensusTest::refuses()
{
  QFETCH( QStringList, counts );
  QFETCH( QVariant, totals );
  QFETCH( QString, sentence );
  const RunResult result = overlay( { box( 0, 1000 ) + "N01" }, censusOf( twoAreas() ).get(),
                                    { { "CENSUS_FIELDS", counts }, { "CENSUS_TOTALS", totals } } );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( OverlayCensusTest )
#include "overlaycensus_test.moc"
