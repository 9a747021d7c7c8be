// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <qgslegendsymbolitem.h>
#include <qgsrenderer.h>
#include <qgsvectordataprovider.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace communitysafety::test;

namespace
{

using Layer = std::unique_ptr<QgsVectorLayer>;

QVariant value( const Layer &layer ) { return QVariant::fromValue( layer.get() ); }

constexpr double cellSize = 200.0;

QString rectangle( double column, double row, double columns = 1, double rows = 1 )
{
  const double x = 400000 + column * cellSize, y = 300000 + row * cellSize;
  return QgsGeometry::fromRect( QgsRectangle( x, y, x + columns * cellSize, y + rows * cellSize ) ).asWkt();
}

/**
 * Ten by ten cells of 100 people. Thefts: 2 in every cell and year, 12 in the four cells of the corner at 0, 0. Noise:
 * 1 in every cell and year. Abuse, a sensitive one: 0 everywhere but 3 in one cell of the corner. Pubs: as many as
 * thefts.
 */
double countOf( const QString &code, int column, int row )
{
  const bool isCorner = column < 2 && row < 2;
  if ( code == QLatin1String( "theft" ) || code == QLatin1String( "pubs" ) )
    return isCorner ? 12 : 2;
  if ( code == QLatin1String( "noise" ) )
    return 1;
  return column == 0 && row == 0 ? 3 : 0;
}

constexpr int side = 10;

Layer cellsOf( const QString &crs = QStringLiteral( "EPSG:27700" ) )
{
  QStringList rows;
  for ( int column = 0; column < side; ++column )
    for ( int row = 0; row < side; ++row )
    {
      QString text = QStringLiteral( "%1;c%2_%3;100" ).arg( rectangle( column, row ) ).arg( column ).arg( row );
      for ( const char *code : { "theft", "noise", "abuse" } )
        text += QStringLiteral( ";%1;100" ).arg( 2 * countOf( QLatin1String( code ), column, row ) );
      rows << text;
    }
  return memoryLayer( QStringLiteral( "Polygon?crs=%1&field=area_id:string&field=pop:double&field=theft_n:double"
                                      "&field=theft_d:double&field=noise_n:double&field=noise_d:double"
                                      "&field=abuse_n:double&field=abuse_d:double" )
                        .arg( crs ),
                      QStringLiteral( "cells" ), rows );
}

//! With pubs as Build indicators writes a stock, and flats that the table by year does not have.
Layer stockCells()
{
  QStringList rows;
  for ( int column = 0; column < side; ++column )
    for ( int row = 0; row < side; ++row )
      rows << QStringLiteral( "%1;c%2_%3;%4;100;3;100" )
                .arg( rectangle( column, row ) )
                .arg( column )
                .arg( row )
                .arg( countOf( QStringLiteral( "pubs" ), column, row ) );
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=pubs_n:double&"
                                      "field=pubs_d:double&field=flats_n:double&field=flats_d:double" ),
                      QStringLiteral( "cells" ), rows );
}

//! Without the counts: as a scored layer has it.
Layer bareCells()
{
  QStringList rows;
  for ( int column = 0; column < side; ++column )
    for ( int row = 0; row < side; ++row )
      rows << QStringLiteral( "%1;c%2_%3;100;110" ).arg( rectangle( column, row ) ).arg( column ).arg( row );
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=pop:double&field=idx:double" ),
                      QStringLiteral( "scored" ), rows );
}

//! No two years are the same, as they are of a stock: two cells at the edge take turns, pubs are always there.
double countInYear( const QString &code, int year, int column, int row )
{
  const double count = countOf( code, column, row );
  if ( column < 9 || row > 1 || code == QLatin1String( "abuse" ) || code == QLatin1String( "pubs" ) )
    return count;
  return ( year + row ) % 2 == 0 ? count - 1 : count + 1;
}

Layer longOf( const QStringList &codes, int years = 2 )
{
  QStringList rows;
  for ( const QString &code : codes )
    for ( int year = 1; year <= years; ++year )
      for ( int column = 0; column < side; ++column )
        for ( int row = 0; row < side; ++row )
        {
          const double count = countInYear( code, year, column, row );
          // Small counts of the sensitive indicator do not leave Build indicators.
          const QString n = code == QLatin1String( "abuse" ) && count > 0 ? QString() : QString::number( count );
          rows << QStringLiteral( ";c%1_%2;%3;%4;%5-04;%6-03;%7;100" )
                    .arg( column )
                    .arg( row )
                    .arg( code )
                    .arg( year )
                    .arg( 2020 + year )
                    .arg( 2021 + year )
                    .arg( n );
        }
  return memoryLayer( QStringLiteral( "None?field=area_id:string&field=code:string&field=year:integer&"
                                      "field=year_from:string&field=year_to:string&field=n:string&field=d:string" ),
                      QStringLiteral( "long" ), rows );
}

Layer recipe()
{
  return memoryLayer( QStringLiteral( "None?field=code:string&field=parent:string&field=type:string&field=label:string&"
                                      "field=measure:string&field=denominator:string&field=sensitive:string&"
                                      "field=min_count:string" ),
                      QStringLiteral( "recipe" ),
                      { ";crime;;group;Crime;;;;", ";calm;;group;Calm;;;;", ";harm;crime;group;Harm;;;;",
                        ";theft;crime;indicator;Thefts;rate;people.residents;no;1",
                        ";abuse;harm;indicator;Abuse;rate;people.residents;yes;1",
                        ";noise;calm;indicator;Noise;rate;people.residents;no;1" } );
}

Layer outlinesOf( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=nbhd_id:string&field=name:string&field=idx:double"
                                      "&field=rank:integer" ),
                      QStringLiteral( "neighbourhoods" ), rows );
}

//! The corner, and four quiet cells.
Layer usual()
{
  return outlinesOf( { rectangle( 0, 0, 2, 2 ) + ";N1;Mill End;230;1", rectangle( 6, 6, 2, 2 ) + ";N2;;80;2" } );
}

//! What a row of a layer says, by the text of some of its fields.
QVariant cell( const QgsVectorLayer *layer, const QMap<QString, QString> &where, const QString &field )
{
  QgsFeature feature;
  QgsFeatureIterator features = layer->getFeatures();
  while ( features.nextFeature( feature ) )
  {
    bool fits = true;
    for ( auto wanted = where.constBegin(); wanted != where.constEnd(); ++wanted )
      fits = fits && feature.attribute( wanted.key() ).toString() == wanted.value();
    if ( fits )
      return feature.attribute( field );
  }
  return QStringLiteral( "no such row" );
}

bool isNear( const QVariant &actual, double expected, double tolerance = 1e-6 )
{
  return !actual.isNull() && std::fabs( actual.toDouble() - expected ) <= tolerance;
}

QString textOf( const QString &path )
{
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.readAll() ) : QString();
}

QVariantMap withTemporary( QVariantMap parameters, const QStringList &outputs )
{
  for ( const QString &output : outputs )
    parameters.insert( output, QStringLiteral( "TEMPORARY_OUTPUT" ) );
  return parameters;
}

bool isWarned( const RunResult &result, const QString &words )
{
  return result.feedback->warnings.join( '\n' ).contains( words );
}

} // namespace

//! Everything that is known of each neighbourhood.
class ProfileNeighbourhoodsTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void countsRatesAndExpectationAreThoseWorkedByHand();
  void theLargerAreaIsTheOneThatHoldsMost();
  void driversAndThemeAreThoseThatStandOut();
  void deprivationIsAMeanOverPeople();
  void censusSharesAreSetAgainstTheCity();
  void administrativeAreasHaveSharesOfPeople();
  // laws
  void halfACellCountsHalf();
  void theTableAloneGivesTheSameAsTheFields();
  void stocksCountOnce_data();
  void stocksCountOnce();
  void theOrderOfTheCellsDoesNotMatter();
  // privacy
  void smallCountsOfSensitiveIndicatorsAreNowhere();
  // pages
  void everyNeighbourhoodHasAPageThatStandsByItself();
  void theIndexLeadsToEveryPage();
  void awkwardIdsGiveDifferentFiles();
  // style
  void theLegendNamesTheThemes();
  // bad input
  void parksAndOutsidersStayInTheOutput();
  void overlapsAreTold();
  void missingYearsAreTold();
  void parentsThatDoNotCoverEverythingAreTold();
  void parentsOfOneNameAreOne();
  void degreesGiveTheSame();
  void noNeighbourhoodsGiveAnEmptyLayer();
  void refusals_data();
  void refusals();

private:
  RunResult profile( QVariantMap parameters, const Layer &outlines );
};

RunResult ProfileNeighbourhoodsTest::profile( QVariantMap parameters, const Layer &outlines )
{
  parameters.insert( QStringLiteral( "INPUT" ), value( outlines ) );
  return run( QStringLiteral( "profileneighbourhoods" ),
              withTemporary( parameters, { QStringLiteral( "OUTPUT" ), QStringLiteral( "TABLE" ) } ) );
}

void ProfileNeighbourhoodsTest::countsRatesAndExpectationAreThoseWorkedByHand()
{
  const Layer cells = cellsOf(), years = longOf( { "theft", "noise", "abuse" } ), rules = recipe(), outlines = usual();
  const RunResult result =
    profile( { { "CELLS", value( cells ) }, { "LONG", value( years ) }, { "RECIPE", value( rules ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer *table = result.layer( QStringLiteral( "TABLE" ) );
  // A year: 4 × 12 = 48 thefts on 400 people; the city has 4 × 12 + 96 × 2 = 240 on 10,000, so 9.6 are expected.
  const QMap<QString, QString> first{ { "nbhd_id", "N1" }, { "code", "theft" }, { "year", "1" } };
  QVERIFY( isNear( cell( table, first, "n" ), 48 ) );
  QVERIFY( isNear( cell( table, first, "d" ), 400 ) );
  QVERIFY( isNear( cell( table, first, "expected" ), 9.6 ) );
  QVERIFY( isNear( cell( table, first, "rate" ), 120 ) );
  QVERIFY( isNear( cell( table, first, "city_rate" ), 24 ) );
  QVERIFY( isNear( cell( table, first, "idx" ), 500 ) );
  // Byar's limits of 48: 35.39 and 63.64, on 0.4 thousand people.
  QVERIFY( isNear( cell( table, first, "rate_lo" ), 35.39 / 0.4, 0.05 ) );
  QVERIFY( isNear( cell( table, first, "rate_hi" ), 63.64 / 0.4, 0.05 ) );
  QCOMPARE( cell( table, first, "city_words" ).toString(), QStringLiteral( "Higher than city" ) );
  QCOMPARE( cell( table, first, "unit" ).toString(), QStringLiteral( "per 1,000 residents" ) );
  // The whole period has the counts of both years, and the same rate per year.
  const QMap<QString, QString> both{ { "nbhd_id", "N1" }, { "code", "theft" }, { "year", "0" } };
  QVERIFY( isNear( cell( table, both, "n" ), 96 ) );
  QVERIFY( isNear( cell( table, both, "rate" ), 120 ) );
  const QMap<QString, QString> quiet{ { "nbhd_id", "N2" }, { "code", "noise" }, { "year", "2" } };
  QVERIFY( isNear( cell( table, quiet, "idx" ), 100 ) );
  QCOMPARE( cell( table, quiet, "city_words" ).toString(), QStringLiteral( "Similar to city" ) );
  QCOMPARE( cell( table, quiet, "year_from" ).toString(), QStringLiteral( "2022-04" ) );
  QCOMPARE( table->featureCount(), 2 * 3 * 3 );
  const QgsVectorLayer *layer = result.layer();
  QVERIFY( isNear( cell( layer, { { "nbhd_id", "N1" } }, "pop" ), 400 ) );
  QVERIFY( isNear( cell( layer, { { "nbhd_id", "N1" } }, "idx" ), 230 ) );
  QCOMPARE( result.number( QStringLiteral( "N_YEARS" ) ), 2.0 );
}

void ProfileNeighbourhoodsTest::theLargerAreaIsTheOneThatHoldsMost()
{
  const Layer cells = cellsOf(), years = longOf( { "theft" } );
  const Layer outlines = outlinesOf( { rectangle( 0, 0, 2, 2 ) + ";N1;;;" } );
  const Layer parents =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=district:string" ), QStringLiteral( "districts" ),
                 { rectangle( 0, 0, 1.5, 10 ) + ";West", rectangle( 1.5, 0, 8.5, 10 ) + ";East" } );
  const RunResult result =
    profile( { { "CELLS", value( cells ) }, { "LONG", value( years ) }, { "PARENTS", value( parents ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( cell( result.layer(), { { "nbhd_id", "N1" } }, "parent" ).toString(), QStringLiteral( "West" ) );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "par_share" ), 0.75 ) );
  // West in a year: 2 × 12 + 8 × 2 = 40, and half of the second column, 20: 60 on 1,500 people.
  const QMap<QString, QString> first{ { "nbhd_id", "N1" }, { "code", "theft" }, { "year", "1" } };
  const QgsVectorLayer *table = result.layer( QStringLiteral( "TABLE" ) );
  QVERIFY( isNear( cell( table, first, "par_rate" ), 40 ) );
  QVERIFY( isNear( cell( table, first, "par_idx" ), 300 ) );
  QCOMPARE( cell( table, first, "par_words" ).toString(), QStringLiteral( "Higher" ) );
}

void ProfileNeighbourhoodsTest::driversAndThemeAreThoseThatStandOut()
{
  const Layer cells = cellsOf(), years = longOf( { "theft", "noise", "abuse" } ), rules = recipe(), outlines = usual();
  const RunResult result =
    profile( { { "CELLS", value( cells ) }, { "LONG", value( years ) }, { "RECIPE", value( rules ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer *layer = result.layer();
  QCOMPARE( cell( layer, { { "nbhd_id", "N1" } }, "top_theme" ).toString(), QStringLiteral( "Crime" ) );
  QCOMPARE( cell( layer, { { "nbhd_id", "N1" } }, "theme_no" ).toInt(), 1 );
  QCOMPARE( cell( layer, { { "nbhd_id", "N1" } }, "driver1" ).toString(), QStringLiteral( "Thefts (index 500)" ) );
  QVERIFY( cell( layer, { { "nbhd_id", "N1" } }, "driver2" ).isNull() );
  // Thefts 500, and all six cases of abuse on a twenty-fifth of the people, 2,500.
  QVERIFY( isNear( cell( layer, { { "nbhd_id", "N1" } }, "crime_i" ), 1500 ) );
  // Abuse stands in a group of Crime.
  QCOMPARE( cell( result.layer( QStringLiteral( "TABLE" ) ), { { "code", "abuse" } }, "theme" ).toString(),
            QStringLiteral( "Crime" ) );
  QVERIFY( isNear( cell( layer, { { "nbhd_id", "N1" } }, "calm_i" ), 100 ) );
  QCOMPARE( cell( layer, { { "nbhd_id", "N2" } }, "theme_no" ).toInt(), 0 );
  QVERIFY( cell( layer, { { "nbhd_id", "N2" } }, "driver1" ).isNull() );
}

void ProfileNeighbourhoodsTest::deprivationIsAMeanOverPeople()
{
  const Layer cells = cellsOf(), outlines = usual();
  // N1 has half of the first area (300 of 600 people) and half of the second one (100 of 200).
  const Layer lsoas =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=score:double&field=decile:integer&field=people:double" ),
                 QStringLiteral( "lsoas" ),
                 { rectangle( 0, 0, 1, 4 ) + ";60;1;600", rectangle( 1, 0, 1, 4 ) + ";20;4;200",
                   rectangle( 2, 0, 8, 10 ) + ";10;9;8000" } );
  const RunResult result = profile( { { "CELLS", value( cells ) },
                                      { "DEPRIVATION", value( lsoas ) },
                                      { "SCORE_FIELD", "score" },
                                      { "DECILE_FIELD", "decile" },
                                      { "POPULATION_FIELD", "people" } },
                                    outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "dep_score" ), 50 ) );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "dep_10" ), 0.75 ) );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "dep_pop" ), 400 ) );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N2" } }, "dep_10" ), 0 ) );
}

void ProfileNeighbourhoodsTest::censusSharesAreSetAgainstTheCity()
{
  const Layer cells = cellsOf(), outlines = usual();
  const Layer census = memoryLayer(
    QStringLiteral(
      "Polygon?crs=EPSG:27700&field=code:string&field=alone:double&field=pct_rent:double&field=homes:double" ),
    QStringLiteral( "census" ),
    { rectangle( 0, 0, 2, 10 ) + ";W;200;50;1000", rectangle( 2, 0, 8, 10 ) + ";E;200;25;3000" } );
  const RunResult result = profile( { { "CELLS", value( cells ) },
                                      { "CENSUS", value( census ) },
                                      { "CENSUS_FIELDS", QStringList{ "alone", "pct_rent" } },
                                      { "CENSUS_TOTALS", QStringList{ "homes" } } },
                                    outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // 20 % in the west, 10 % in the city.
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "alone" ), 0.2 ) );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "alone_i" ), 200 ) );
  // Half of 1,000 and a quarter of 3,000 are 31.25 % of the city.
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "pct_rent" ), 0.5 ) );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "pct_rent_i" ), 160 ) );
}

void ProfileNeighbourhoodsTest::administrativeAreasHaveSharesOfPeople()
{
  const Layer cells = cellsOf();
  const Layer outlines = outlinesOf( { rectangle( 0, 0, 4, 1 ) + ";N1;;;" } );
  cells->startEditing();
  QgsFeatureIterator features = cells->getFeatures( QStringLiteral( "area_id = 'c0_0'" ) );
  QgsFeature feature;
  QVERIFY( features.nextFeature( feature ) );
  cells->changeAttributeValue( feature.id(), cells->fields().lookupField( QStringLiteral( "pop" ) ), 700 );
  QVERIFY( cells->commitChanges() );
  const Layer wards =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=ward:string" ), QStringLiteral( "wards" ),
                 { rectangle( 0, 0, 1, 10 ) + ";Abbey", rectangle( 1, 0, 9, 10 ) + ";Brook" } );
  const RunResult result = profile( { { "CELLS", value( cells ) }, { "ADMIN_AREAS", value( wards ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // A quarter of the ground, seven tenths of the people.
  QCOMPARE( cell( result.layer(), { { "nbhd_id", "N1" } }, "touches" ).toString(),
            QStringLiteral( "Abbey 70 %, Brook 30 %" ) );
}

void ProfileNeighbourhoodsTest::halfACellCountsHalf()
{
  const Layer cells = cellsOf();
  const Layer outlines = outlinesOf( { rectangle( 0, 0, 0.5, 1 ) + ";N1;;;" } );
  const RunResult result = profile( { { "CELLS", value( cells ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QMap<QString, QString> row{ { "nbhd_id", "N1" }, { "code", "theft" } };
  QVERIFY( isNear( cell( result.layer( QStringLiteral( "TABLE" ) ), row, "n" ), 12 ) );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "N1" } }, "pop" ), 50 ) );
  QVERIFY( isWarned( result, QStringLiteral( "Without LONG" ) ) );
}

void ProfileNeighbourhoodsTest::theTableAloneGivesTheSameAsTheFields()
{
  const Layer cells = cellsOf(), bare = bareCells(), years = longOf( { "theft", "noise" } ), outlines = usual();
  const QVariantMap both{ { "CELLS", value( cells ) }, { "LONG", value( years ) } };
  const QVariantMap table{ { "CELLS", value( bare ) }, { "LONG", value( years ) } };
  const RunResult fields = profile( both, outlines ), alone = profile( table, outlines );
  QVERIFY2( fields.succeeded && alone.succeeded, qPrintable( fields.error + alone.error ) );
  for ( const char *code : { "theft", "noise" } )
    for ( const char *field : { "n", "rate", "rate_lo", "expected", "idx" } )
    {
      const QMap<QString, QString> row{ { "nbhd_id", "N1" }, { "code", code }, { "year", "0" } };
      QVERIFY2( isNear( cell( alone.layer( QStringLiteral( "TABLE" ) ), row, field ),
                        cell( fields.layer( QStringLiteral( "TABLE" ) ), row, field ).toDouble() ),
                field );
    }
}

void ProfileNeighbourhoodsTest::stocksCountOnce_data()
{
  QTest::addColumn<bool>( "hasFields" );
  QTest::newRow( "fields and table" ) << true;
  QTest::newRow( "table alone" ) << false;
}

void ProfileNeighbourhoodsTest::stocksCountOnce()
{
  QFETCH( bool, hasFields );
  // 48 pubs among 400 people in the corner, the same in each of three years.
  const Layer cells = hasFields ? stockCells() : bareCells(), years = longOf( { "theft", "pubs" }, 3 ),
              outlines = usual();
  const RunResult result = profile( { { "CELLS", value( cells ) }, { "LONG", value( years ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer *table = result.layer( QStringLiteral( "TABLE" ) );
  for ( const char *year : { "0", "1", "3" } )
  {
    const QMap<QString, QString> row{ { "nbhd_id", "N1" }, { "code", "pubs" }, { "year", year } };
    QVERIFY2( isNear( cell( table, row, "n" ), 48 ), year );
    QVERIFY2( isNear( cell( table, row, "rate" ), 120 ), year );
  }
  QVERIFY( isNear( cell( table, { { "nbhd_id", "N1" }, { "code", "theft" }, { "year", "0" } }, "n" ), 144 ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "Read as stocks" ) ) );
  QCOMPARE( isWarned( result, QStringLiteral( "whose rates are of the whole period and not of a year: flats" ) ),
            hasFields );
}

void ProfileNeighbourhoodsTest::theOrderOfTheCellsDoesNotMatter()
{
  const Layer cells = cellsOf(), outlines = usual();
  const Layer turned = memoryLayer( cells->dataProvider()->dataSourceUri().section( QStringLiteral( "&uid" ), 0, 0 ),
                                    QStringLiteral( "cells" ), {} );
  QgsFeatureList features;
  QgsFeature feature;
  QgsFeatureIterator all = cells->getFeatures();
  while ( all.nextFeature( feature ) )
    features.prepend( feature );
  turned->dataProvider()->addAttributes( {} );
  QVERIFY( turned->dataProvider()->addFeatures( features ) );
  const RunResult one = profile( { { "CELLS", value( cells ) } }, outlines );
  const RunResult other = profile( { { "CELLS", value( turned ) } }, outlines );
  QVERIFY2( one.succeeded && other.succeeded, qPrintable( one.error + other.error ) );
  QCOMPARE( sortedRows( *one.layer( QStringLiteral( "TABLE" ) ) ),
            sortedRows( *other.layer( QStringLiteral( "TABLE" ) ) ) );
  QCOMPARE( sortedRows( *one.layer() ), sortedRows( *other.layer() ) );
}

void ProfileNeighbourhoodsTest::smallCountsOfSensitiveIndicatorsAreNowhere()
{
  // 3 in each of two years are 6 in the whole period, which may be shown; a single year may not.
  const Layer cells = cellsOf(), years = longOf( { "theft", "noise", "abuse" } ), rules = recipe();
  const Layer outlines = outlinesOf( { rectangle( 0, 0, 2, 2 ) + ";N1;;;", rectangle( 0, 0, 0.5, 1 ) + ";N3;;;" } );
  const QTemporaryDir folder;
  const RunResult result = profile( { { "CELLS", value( cells ) },
                                      { "LONG", value( years ) },
                                      { "RECIPE", value( rules ) },
                                      { "SHEETS", folder.path() } },
                                    outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer *table = result.layer( QStringLiteral( "TABLE" ) );
  QVERIFY( isNear( cell( table, { { "nbhd_id", "N1" }, { "code", "abuse" }, { "year", "0" } }, "n" ), 6 ) );
  for ( const QMap<QString, QString> &row :
        { QMap<QString, QString>{ { "nbhd_id", "N1" }, { "code", "abuse" }, { "year", "1" } },
          { { "nbhd_id", "N1" }, { "code", "abuse" }, { "year", "2" } },
          { { "nbhd_id", "N3" }, { "code", "abuse" }, { "year", "0" } } } )
  {
    for ( const char *field : { "n", "rate", "rate_lo", "rate_hi", "idx", "idx_lo", "idx_hi", "city_class" } )
      QVERIFY2( cell( table, row, field ).isNull(), field );
    QCOMPARE( cell( table, row, "city_words" ).toString(), QStringLiteral( "Withheld" ) );
    QCOMPARE( cell( table, row, "supp" ).toInt(), 1 );
  }
  for ( const char *driver : { "driver1", "driver2", "driver3" } )
    QVERIFY( !cell( result.layer(), { { "nbhd_id", "N1" } }, driver ).toString().contains( QLatin1String( "Abuse" ) ) );
  const QString page = textOf( folder.filePath( QStringLiteral( "n3.html" ) ) );
  QVERIFY( page.contains( QLatin1String( "withheld" ) ) );
}

void ProfileNeighbourhoodsTest::everyNeighbourhoodHasAPageThatStandsByItself()
{
  const Layer cells = cellsOf(), years = longOf( { "theft", "noise", "abuse" } ), rules = recipe(), outlines = usual();
  const QTemporaryDir folder;
  const RunResult result = profile( { { "CELLS", value( cells ) },
                                      { "LONG", value( years ) },
                                      { "RECIPE", value( rules ) },
                                      { "SHEETS", folder.filePath( QStringLiteral( "pages of é" ) ) } },
                                    outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QDir pages( result.results.value( QStringLiteral( "SHEETS" ) ).toString() );
  QCOMPARE( pages.entryList( QDir::Files ), ( QStringList{ "index.html", "n1.html", "n2.html" } ) );
  for ( const char *file : { "index.html", "n1.html", "n2.html" } )
  {
    const QString html = textOf( pages.filePath( QLatin1String( file ) ) );
    QVERIFY( html.contains( QLatin1String( "<svg" ) ) && html.contains( QLatin1String( "</html>" ) ) );
    QVERIFY2( !html.contains( QLatin1String( "<img" ) ) && !html.contains( QLatin1String( "<script" ) ), file );
    QVERIFY2( !html.contains( QLatin1String( "nan" ) ), file );
  }
  const QString page = textOf( pages.filePath( QStringLiteral( "n1.html" ) ) );
  for ( const char *words : { "Mill End", "Drivers: Thefts (index 500).", "Crime", "2021-04 to 2022-03", "Higher" } )
    QVERIFY2( page.contains( QLatin1String( words ) ), words );
}

void ProfileNeighbourhoodsTest::theIndexLeadsToEveryPage()
{
  const Layer cells = cellsOf(), outlines = usual();
  const QTemporaryDir folder;
  const RunResult result = profile( { { "CELLS", value( cells ) }, { "SHEETS", folder.path() } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QString index = textOf( result.results.value( QStringLiteral( "INDEX" ) ).toString() );
  QVERIFY( index.contains( QLatin1String( "<li><a href=\"n1.html\">Mill End (N1)</a></li>" ) ) );
  QVERIFY( index.contains( QLatin1String( "<li><a href=\"n2.html\">N2</a></li>" ) ) );
  QVERIFY( index.indexOf( QLatin1String( "\">Mill End (N1)" ) ) < index.indexOf( QLatin1String( "\">N2</a></li>" ) ) );
}

void ProfileNeighbourhoodsTest::awkwardIdsGiveDifferentFiles()
{
  const Layer cells = cellsOf();
  const Layer outlines = outlinesOf( { rectangle( 0, 0 ) + ";A/1;;;", rectangle( 2, 0 ) + ";a 1;;;",
                                       rectangle( 4, 0 ) + ";index;;;", rectangle( 6, 0 ) + ";../x;;;" } );
  const QTemporaryDir folder;
  const RunResult result = profile( { { "CELLS", value( cells ) }, { "SHEETS", folder.path() } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( QDir( folder.path() ).entryList( QDir::Files, QDir::Name ),
            ( QStringList{ "---x.html", "a-1-2.html", "a-1.html", "index-2.html", "index.html" } ) );
}

void ProfileNeighbourhoodsTest::theLegendNamesTheThemes()
{
  const Layer cells = cellsOf(), years = longOf( { "theft", "noise", "abuse" } ), rules = recipe(), outlines = usual();
  const RunResult result =
    profile( { { "CELLS", value( cells ) }, { "LONG", value( years ) }, { "RECIPE", value( rules ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QStringList labels;
  for ( const QgsLegendSymbolItem &item : result.layer()->renderer()->legendSymbolItems() )
    labels << item.label();
  QVERIFY2( labels.contains( QStringLiteral( "Crime" ) ), qPrintable( labels.join( ',' ) ) );
  QVERIFY( labels.contains( QStringLiteral( "No theme is surely above the city" ) ) );
  QVERIFY( !labels.contains( QStringLiteral( "Calm" ) ) );
  QVERIFY( labels.filter( QStringLiteral( "{" ) ).isEmpty() );
}

void ProfileNeighbourhoodsTest::parksAndOutsidersStayInTheOutput()
{
  const Layer cells = cellsOf();
  cells->startEditing();
  QgsFeatureIterator features = cells->getFeatures( QStringLiteral( "area_id = 'c5_5'" ) );
  QgsFeature feature;
  QVERIFY( features.nextFeature( feature ) );
  for ( const char *field : { "pop", "theft_d", "noise_d", "abuse_d" } )
    cells->changeAttributeValue( feature.id(), cells->fields().lookupField( QLatin1String( field ) ), 0 );
  QVERIFY( cells->commitChanges() );
  const Layer outlines = outlinesOf(
    { rectangle( 5, 5 ) + ";Park;;;", rectangle( 30, 30 ) + ";Away;;;", rectangle( 9, 9, 2, 1 ) + ";Edge;;;" } );
  const Layer lsoas = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=decile:integer&field=ward:string" ),
                                   QStringLiteral( "lsoas" ), { rectangle( 0, 0, 10, 10 ) + ";1;Abbey" } );
  const QTemporaryDir folder;
  const RunResult result = profile( { { "CELLS", value( cells ) },
                                      { "DEPRIVATION", value( lsoas ) },
                                      { "DECILE_FIELD", "decile" },
                                      { "ADMIN_AREAS", value( lsoas ) },
                                      { "SHEETS", folder.path() } },
                                    outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QString park = textOf( folder.filePath( QStringLiteral( "park.html" ) ) );
  QVERIFY( park.contains( QLatin1String( "It lies in Abbey 100 % (shares of its ground)." ) ) );
  for ( const char *page : { "park.html", "away.html" } )
    QVERIFY2( !textOf( folder.filePath( QLatin1String( page ) ) ).contains( "of its people" ), page );
  QVERIFY( textOf( folder.filePath( QStringLiteral( "edge.html" ) ) ).contains( "100.0 % of its people live in" ) );
  QCOMPARE( result.layer()->featureCount(), 3 );
  const QgsVectorLayer *table = result.layer( QStringLiteral( "TABLE" ) );
  QVERIFY( isNear( cell( table, { { "nbhd_id", "Park" }, { "code", "theft" } }, "n" ), 4 ) );
  QVERIFY( cell( table, { { "nbhd_id", "Park" }, { "code", "theft" } }, "rate" ).isNull() );
  QVERIFY( cell( table, { { "nbhd_id", "Away" }, { "code", "theft" } }, "n" ).isNull() );
  QVERIFY( isNear( cell( result.layer(), { { "nbhd_id", "Edge" } }, "cover" ), 0.5 ) );
  QVERIFY( isWarned( result, QStringLiteral( "nobody lives in 1 neighbourhood(s), such as parks, which have counts and "
                                             "no rates by people: Park" ) ) );
  QVERIFY( isWarned( result, QStringLiteral( "outside of the cells ‘cells’ and stay without figures: Away" ) ) );
  QVERIFY( isWarned( result, QStringLiteral( "Edge (50 %)" ) ) );
  QCOMPARE( result.number( QStringLiteral( "N_WITHOUT_PEOPLE" ) ), 1.0 );
  QVERIFY(
    textOf( folder.filePath( QStringLiteral( "away.html" ) ) ).contains( QLatin1String( "nothing can be said" ) ) );
}

void ProfileNeighbourhoodsTest::overlapsAreTold()
{
  const Layer cells = cellsOf();
  const Layer outlines = outlinesOf( { rectangle( 0, 0, 2, 2 ) + ";N1;;;", rectangle( 1, 0, 2, 2 ) + ";N2;;;" } );
  const RunResult result = profile( { { "CELLS", value( cells ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isWarned( result, QStringLiteral( "overlap each other (N1 and N2)" ) ) );
  const QMap<QString, QString> row{ { "nbhd_id", "N2" }, { "code", "theft" } };
  QVERIFY( isNear( cell( result.layer( QStringLiteral( "TABLE" ) ), row, "n" ), 2 * ( 12 + 12 + 2 + 2 ) ) );
}

void ProfileNeighbourhoodsTest::missingYearsAreTold()
{
  const Layer cells = cellsOf(), outlines = usual(), years = longOf( { "theft", "noise" } );
  years->startEditing();
  QgsFeatureIds noise;
  QgsFeature feature;
  QgsFeatureIterator features = years->getFeatures( QStringLiteral( "code = 'noise' AND year = 1" ) );
  while ( features.nextFeature( feature ) )
    noise << feature.id();
  years->deleteFeatures( noise );
  QVERIFY( years->commitChanges() );
  const RunResult result = profile( { { "CELLS", value( cells ) }, { "LONG", value( years ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isWarned( result, QStringLiteral( "The year 2021-04 to 2022-03 has no data of" ) ) );
  const QMap<QString, QString> row{ { "nbhd_id", "N1" }, { "code", "noise" }, { "year", "1" } };
  QVERIFY( cell( result.layer( QStringLiteral( "TABLE" ) ), row, "n" ).isNull() );
  QCOMPARE( cell( result.layer( QStringLiteral( "TABLE" ) ), row, "city_words" ).toString(),
            QStringLiteral( "No data" ) );
}

void ProfileNeighbourhoodsTest::parentsThatDoNotCoverEverythingAreTold()
{
  const Layer cells = cellsOf(), outlines = usual();
  const Layer parents =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=name:string" ), QStringLiteral( "districts" ),
                 { rectangle( 0, 0, 3, 10 ) + ";West", rectangle( 20, 0, 3, 10 ) + ";Elsewhere" } );
  const RunResult result = profile( { { "CELLS", value( cells ) }, { "PARENTS", value( parents ) } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( isWarned( result, QStringLiteral( "covers no ground of 1 neighbourhood(s)" ) ) );
  // Nothing is compared with a district that lies outside of the cells.
  QVERIFY( !isWarned( result, QStringLiteral( "Elsewhere" ) ) );
  QVERIFY( cell( result.layer(), { { "nbhd_id", "N2" } }, "parent" ).isNull() );
  QCOMPARE( cell( result.layer(), { { "nbhd_id", "N1" } }, "parent" ).toString(), QStringLiteral( "West" ) );
}

void ProfileNeighbourhoodsTest::parentsOfOneNameAreOne()
{
  // Half of N1 lies in either district; West is in two parts, and a tenth of East is outside of the cells.
  QStringList rows{ rectangle( 1, 0, 10, 10 ) + ";East", rectangle( 0, 0, 1, 4 ) + ";West",
                    rectangle( 0, 4, 1, 6 ) + ";West" };
  const Layer cells = cellsOf(), years = longOf( { "theft" } );
  const Layer outlines = outlinesOf( { rectangle( 0, 0, 2, 2 ) + ";N1;;;" } );
  QStringList tables;
  for ( int turn = 0; turn < 2; ++turn )
  {
    const Layer parents =
      memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=name:string" ), QStringLiteral( "districts" ), rows );
    const RunResult result =
      profile( { { "CELLS", value( cells ) }, { "LONG", value( years ) }, { "PARENTS", value( parents ) } }, outlines );
    QVERIFY2( result.succeeded, qPrintable( result.error ) );
    QCOMPARE( cell( result.layer(), { { "nbhd_id", "N1" } }, "parent" ).toString(), QStringLiteral( "East" ) );
    QVERIFY( isWarned( result, QStringLiteral( "East (90.0 %)" ) ) );
    tables << sortedRows( *result.layer( QStringLiteral( "TABLE" ) ) ).join( '\n' );
    std::reverse( rows.begin(), rows.end() );
  }
  QCOMPARE( tables.first(), tables.last() );
  const Layer west = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=name:string" ),
                                  QStringLiteral( "districts" ), rows.filter( QStringLiteral( "West" ) ) );
  const RunResult result =
    profile( { { "CELLS", value( cells ) }, { "LONG", value( years ) }, { "PARENTS", value( west ) } }, outlines );
  // Both parts of West in a year: 2 × 12 + 8 × 2 = 40 thefts on 1,000 people; N1 has three times that rate.
  const QMap<QString, QString> first{ { "nbhd_id", "N1" }, { "code", "theft" }, { "year", "1" } };
  const QgsVectorLayer *table = result.layer( QStringLiteral( "TABLE" ) );
  QVERIFY( isNear( cell( table, first, "par_rate" ), 40 ) );
  // Byar's limits of 48 over the 16 that are expected.
  QVERIFY( isNear( cell( table, first, "par_idx_lo" ), 100 * 35.39 / 16, 0.2 ) );
  QVERIFY( isNear( cell( table, first, "par_idx_hi" ), 100 * 63.64 / 16, 0.2 ) );
}

void ProfileNeighbourhoodsTest::degreesGiveTheSame()
{
  const Layer cells = cellsOf(), outlines = usual();
  const QgsCoordinateReferenceSystem degrees( QStringLiteral( "EPSG:4326" ) );
  QgsFeatureRequest request;
  request.setDestinationCrs( degrees, QgsCoordinateTransformContext() );
  const Layer turned( outlines->materialize( request ) );
  turned->setCrs( degrees );
  const RunResult one = profile( { { "CELLS", value( cells ) } }, outlines );
  const RunResult other = profile( { { "CELLS", value( cells ) } }, turned );
  QVERIFY2( one.succeeded && other.succeeded, qPrintable( one.error + other.error ) );
  const QMap<QString, QString> row{ { "nbhd_id", "N1" }, { "code", "theft" } };
  QVERIFY( isNear( cell( other.layer( QStringLiteral( "TABLE" ) ), row, "n" ),
                   cell( one.layer( QStringLiteral( "TABLE" ) ), row, "n" ).toDouble(), 0.05 ) );
}

void ProfileNeighbourhoodsTest::noNeighbourhoodsGiveAnEmptyLayer()
{
  const Layer cells = cellsOf(), outlines = outlinesOf( {} );
  const QTemporaryDir folder;
  const RunResult result = profile( { { "CELLS", value( cells ) }, { "SHEETS", folder.path() } }, outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->featureCount(), 0 );
  QVERIFY( isWarned( result, QStringLiteral( "‘neighbourhoods’ has no neighbourhoods" ) ) );
}

void ProfileNeighbourhoodsTest::refusals_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "deprivation without a field" ) << QVariantMap() << "choose SCORE_FIELD or DECILE_FIELD";
  QTest::newRow( "a rank given as score" ) << QVariantMap{ { "SCORE_FIELD", "imd_rank" } } << "rank";
  QTest::newRow( "decile 10 is the worst" ) << QVariantMap{ { "SCORE_FIELD", "score" }, { "DECILE_FIELD", "wrong" } }
                                            << "decile 1 and a high score must be the most deprived";
  QTest::newRow( "no decile" ) << QVariantMap{ { "DECILE_FIELD", "score" } } << "is no decile";
  QTest::newRow( "an unknown field" ) << QVariantMap{ { "SCORE_FIELD", "scor" } } << "score";
  QTest::newRow( "census without totals" )
    << QVariantMap{ { "SCORE_FIELD", "score" }, { "CENSUS_FIELDS", QStringList{ "people" } } } << "belong together";
}

void ProfileNeighbourhoodsTest::refusals()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const Layer cells = cellsOf(), outlines = usual();
  QStringList rows;
  for ( int row = 0; row < side; ++row )
    rows << QStringLiteral( "%1;%2;%3;%4;%5;100" )
              .arg( rectangle( 0, row, side, 1 ) )
              .arg( 60.5 - 5 * row )
              .arg( 100 + 3000 * row )
              .arg( 1 + row )
              .arg( 10 - row );
  const Layer lsoas = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=score:double&field=imd_rank:integer&"
                                                   "field=decile:integer&field=wrong:integer&field=people:double" ),
                                   QStringLiteral( "lsoas" ), rows );
  parameters.insert( QStringLiteral( "CELLS" ), value( cells ) );
  parameters.insert( QStringLiteral( "DEPRIVATION" ), value( lsoas ) );
  const RunResult result = profile( parameters, outlines );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( ProfileNeighbourhoodsTest )
#include "profileneighbourhoods_test.moc"
