// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <random>

using namespace communitysafety::test;

namespace
{

constexpr int side = 14;
constexpr double cellSize = 200.0;
constexpr double west = 400000.0;
constexpr double south = 300000.0;
constexpr double city = side * cellSize;

using Layer = std::unique_ptr<QgsVectorLayer>;

QVariant value( const Layer &layer ) { return QVariant::fromValue( layer.get() ); }

QgsRectangle rectangle( double x, double y, double width, double height )
{
  return QgsRectangle( west + x, south + y, west + x + width, south + y + height );
}

//! The busy corner of town: five by five cells.
QgsRectangle busy() { return rectangle( 800, 1000, 1000, 1000 ); }

/**
 * Thefts as points, 8 in every cell of 200 m and \a risk times as many in the busy part.
 */
std::vector<QgsPointXY> thefts( double risk, unsigned seed )
{
  std::mt19937 random( seed );
  const auto scatter = [&random]( const QgsRectangle &ground, double mean, std::vector<QgsPointXY> &points )
  {
    const int count = std::poisson_distribution<int>( mean )( random );
    std::uniform_real_distribution<double> x( ground.xMinimum(), ground.xMaximum() );
    std::uniform_real_distribution<double> y( ground.yMinimum(), ground.yMaximum() );
    for ( int point = 0; point < count; ++point )
    {
      const double east = x( random );
      points.emplace_back( east, y( random ) );
    }
  };
  std::vector<QgsPointXY> points;
  scatter( rectangle( 0, 0, city, city ), 8.0 * side * side, points );
  if ( risk > 1 )
    scatter( busy(), 25 * 8 * ( risk - 1 ), points );
  return points;
}

//! The thefts counted in cells whose origin is shifted, with 100 people in a whole cell, and an index that says the
//! same of them.
QStringList cellRows( const std::vector<QgsPointXY> &points, double shift )
{
  const QgsRectangle whole = rectangle( 0, 0, city, city );
  const int first = shift > 0 ? -1 : 0;
  QStringList rows;
  for ( int row = first; row < side; ++row )
    for ( int column = first; column < side; ++column )
    {
      const QgsRectangle cell = rectangle( column * cellSize + shift, row * cellSize + shift, cellSize, cellSize );
      const double people = 100 * cell.intersect( whole ).area() / ( cellSize * cellSize );
      const auto count = std::count_if( points.begin(), points.end(),
                                        [&cell]( const QgsPointXY &point )
                                        {
                                          return point.x() >= cell.xMinimum() && point.x() < cell.xMaximum() &&
                                                 point.y() >= cell.yMinimum() && point.y() < cell.yMaximum();
                                        } );
      const double index = 100.0 * double( count ) / ( 0.08 * people );
      rows << QStringLiteral( "%1;c%2_%3;%4;%5;%4;%6;%7;%8" )
                .arg( QgsGeometry::fromRect( cell ).asWkt() )
                .arg( column )
                .arg( row )
                .arg( people )
                .arg( count )
                .arg( index )
                .arg( index - 45 )
                .arg( index + 45 );
    }
  return rows;
}

Layer layerOf( const QStringList &rows, const QString &name )
{
  return memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=pop:double&field=theft_n:double&"
                    "field=theft_d:double&field=idx:double&field=idx_lo:double&field=idx_hi:double" ),
    name, rows );
}

Layer town( double risk, unsigned seed = 1 ) { return layerOf( cellRows( thefts( risk, seed ), 0 ), "town" ); }

Layer shiftedTown( double risk, unsigned seed = 1 )
{
  return layerOf( cellRows( thefts( risk, seed ), 100 ), "shifted" );
}

Layer outlines( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=nbhd_id:string&field=name:string" ),
                      QStringLiteral( "outlines" ), rows );
}

QString wkt( const QgsRectangle &ground ) { return QgsGeometry::fromRect( ground ).asWkt(); }

Layer recipe()
{
  return memoryLayer( QStringLiteral( "None?field=code:string&field=label:string&field=min_count:string" ),
                      QStringLiteral( "recipe" ), { ";theft;Theft;0" } );
}

QVariantMap joinedWith( const QVariantMap &usual, QVariantMap parameters )
{
  for ( auto each = usual.constBegin(); each != usual.constEnd(); ++each )
    if ( !parameters.contains( each.key() ) )
      parameters.insert( each.key(), each.value() );
  return parameters;
}

//! What is searched, in both algorithms.
QVariantMap searched( const Layer &cells, const Layer &rows )
{
  return { { "INPUT", value( cells ) },     { "SCAN_ON", 2 },    { "INDICATORS", value( cells ) },
           { "RECIPE", value( rows ) },     { "NULL_MAPS", 19 }, { "MAX_POPULATION", 25 },
           { "OUTPUT", "TEMPORARY_OUTPUT" } };
}

RunResult assess( const Layer &cells, const QVariantMap &parameters = {} )
{
  const Layer rows = recipe();
  const QVariantMap usual{ { "RUNS", 20 }, { "CELLS", "TEMPORARY_OUTPUT" }, { "TABLE", "TEMPORARY_OUTPUT" } };
  return run( QStringLiteral( "assessstability" ),
              joinedWith( searched( cells, rows ), joinedWith( usual, parameters ) ) );
}

//! A town with one busy part, assessed once for all tests that only look.
const RunResult &busyTown()
{
  static const RunResult result = assess( town( 4 ) );
  return result;
}

QVariant first( const RunResult &result, const char *field )
{
  const QVariantList all = values( *result.layer(), QLatin1String( field ) );
  return all.isEmpty() ? QVariant() : all.first();
}

} // namespace

class AssessStabilityTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void plantedNeighbourhoodIsFirm_data();
  void plantedNeighbourhoodIsFirm();
  void neighbourhoodsAreThoseThatDelineateFinds();
  void tableHasEveryKindAndAllTogether();
  void cellsTellHowOftenTheyBelong();
  void givenOutlinesAreHeldAgainstTheSearch();
  void outlinesWithoutARankComeLast();
  void shiftedCellsWithoutIdsAreTakenByTheirNumber();
  void shiftedCellsAreComparedByGround_data();
  void shiftedCellsAreComparedByGround();
  void featureOrderDoesNotMatter();
  void reportIsAPageOfItsOwn();
  // edges
  void missingShiftIsSaid();
  void singleNeighbourhoodIsAlwaysFirst();
  // refused input
  void refuses_data();
  void refuses();
  void refusesLayers();
  // cancel
  void cancelLeavesNothing();
};

void AssessStabilityTest::plantedNeighbourhoodIsFirm_data()
{
  QTest::addColumn<int>( "scanOn" );
  QTest::newRow( "index" ) << 0;
  QTest::newRow( "indicators" ) << 2;
}

void AssessStabilityTest::plantedNeighbourhoodIsFirm()
{
  QFETCH( int, scanOn );
  const RunResult result = scanOn == 2 ? busyTown() : assess( town( 4 ), { { "SCAN_ON", scanOn } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "JACCARD_AS_IS" ), 1.0 );
  QCOMPARE( first( result, "now_jac" ).toDouble(), 1.0 );
  QCOMPARE( first( result, "found" ).toDouble(), 1.0 );
  QVERIFY2( first( result, "stab" ).toDouble() >= 0.75, qPrintable( first( result, "stab" ).toString() ) );
  QVERIFY( first( result, "stab_class" ).toInt() >= 1 );
  QVERIFY( first( result, "stab_lo" ).toDouble() <= first( result, "stab" ).toDouble() );
  QVERIFY( first( result, "halves_jac" ).toDouble() > 0.4 );
  QCOMPARE( first( result, "half_found" ).toDouble(), 1.0 );
  QCOMPARE( first( result, "pen_found" ).toDouble(), 1.0 );
  QVERIFY( first( result, "shift_jac" ).isNull() );
  // As it is, 20 drawn anew, 20 × 3 of halves, 2 prices.
  QCOMPARE( result.number( "N_RUNS" ), 83.0 );
}

void AssessStabilityTest::neighbourhoodsAreThoseThatDelineateFinds()
{
  const Layer cells = town( 3 );
  const Layer rows = recipe();
  for ( const int scanOn : { 0, 2 } )
  {
    const RunResult delineated =
      run( QStringLiteral( "delineatepriorityneighbourhoods" ),
           joinedWith( searched( cells, rows ), { { "METHOD", 1 }, { "RESAMPLES", 0 }, { "SCAN_ON", scanOn } } ) );
    const RunResult assessed = assess( cells, { { "SCAN_ON", scanOn } } );
    QVERIFY2( delineated.succeeded && assessed.succeeded, qPrintable( delineated.error + assessed.error ) );
    QVERIFY( !values( *delineated.layer(), "cells" ).isEmpty() );
    for ( const char *field : { "cells", "idx", "pop" } )
      QCOMPARE( values( *assessed.layer(), field ), values( *delineated.layer(), field ) );
  }
}

void AssessStabilityTest::tableHasEveryKindAndAllTogether()
{
  const RunResult &result = busyTown();
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const double neighbourhoods = result.number( "N_NEIGHBOURHOODS" );
  QCOMPARE( double( result.layer( "TABLE" )->featureCount() ), 5 * ( neighbourhoods + 1 ) );
  const QVariantList ids = values( *result.layer( "TABLE" ), "nbhd_id" );
  const auto isNull = []( const QVariant &id ) { return id.isNull(); };
  QCOMPARE( int( std::count_if( ids.begin(), ids.end(), isNull ) ), 5 );
  for ( const QVariant &share : values( *result.layer( "TABLE" ), "jacc_med" ) )
    QVERIFY( share.toDouble() >= 0 && share.toDouble() <= 1 );
  QCOMPARE( values( *result.layer( "TABLE" ), "runs" ).last().toInt(), 2 );
}

void AssessStabilityTest::cellsTellHowOftenTheyBelong()
{
  const RunResult &result = busyTown();
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer &cells = *result.layer( "CELLS" );
  QCOMPARE( cells.featureCount(), long( side * side ) );
  const QVariantList ids = values( cells, "area_id" ), members = values( cells, "member" );
  QVERIFY( members.at( ids.indexOf( "c6_7" ) ).toDouble() > 0.9 );
  QVERIFY( members.at( ids.indexOf( "c0_0" ) ).toDouble() < 0.3 );
  QCOMPARE( values( cells, "nbhd_id" ).at( ids.indexOf( "c6_7" ) ).toString(), QStringLiteral( "N01" ) );
  QVERIFY( values( cells, "nbhd_id" ).at( ids.indexOf( "c0_0" ) ).isNull() );
  QVERIFY( values( cells, "mem_shift" ).first().isNull() );
}

void AssessStabilityTest::givenOutlinesAreHeldAgainstTheSearch()
{
  const Layer given = outlines( { wkt( rectangle( 2000, 0, 600, 600 ) ) + ";B;Quiet", wkt( busy() ) + ";A;Busy",
                                  wkt( rectangle( 9000, 0, 600, 600 ) ) + ";C;Elsewhere" } );
  const RunResult result = assess( town( 4 ), { { "NEIGHBOURHOODS", value( given ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), "nbhd_id" ), ( QVariantList{ "A", "B" } ) );
  QCOMPARE( values( *result.layer(), "name" ), ( QVariantList{ "Busy", "Quiet" } ) );
  QCOMPARE( values( *result.layer(), "now_jac" ).last().toDouble(), 0.0 );
  QVERIFY( values( *result.layer(), "now_jac" ).first().toDouble() > 0.7 );
  QCOMPARE( values( *result.layer(), "stab_words" ).last().toString(), QStringLiteral( "Uncertain" ) );
  QVERIFY( values( *result.layer(), "stab" ).first().toDouble() > 0.7 );
  QVERIFY(
    result.feedback->everything().contains( QStringLiteral( "1 outline(s) of ‘outlines’ hold the centre of no" ) ) );
}

void AssessStabilityTest::outlinesWithoutARankComeLast()
{
  const Layer given = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=nbhd_id:string&field=rank:string" ), QStringLiteral( "outlines" ),
    { wkt( rectangle( 2000, 0, 600, 600 ) ) + ";A;NULL", wkt( rectangle( 0, 2000, 600, 600 ) ) + ";B;?",
      wkt( rectangle( 0, 0, 600, 600 ) ) + ";C;2", wkt( busy() ) + ";D;1" } );
  const RunResult result = assess( town( 4 ), { { "NEIGHBOURHOODS", value( given ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), "nbhd_id" ), ( QVariantList{ "D", "C", "A", "B" } ) );
}

void AssessStabilityTest::shiftedCellsWithoutIdsAreTakenByTheirNumber()
{
  // The first text is the same in all cells.
  QStringList rows = cellRows( thefts( 4, 1 ), 100 );
  rows.replaceInStrings( QRegularExpression( ";c-?\\d+_-?\\d+;" ), ";town;" );
  const Layer shifted =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=place:string&field=pop:double&field=theft_n:double&"
                                 "field=theft_d:double&field=idx:double&field=idx_lo:double&field=idx_hi:double" ),
                 QStringLiteral( "shifted" ), rows );
  const RunResult result = assess( town( 4 ), { { "SHIFTED", QVariantList{ value( shifted ) } } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( !values( *result.layer(), "shift_jac" ).first().isNull() );
}

void AssessStabilityTest::shiftedCellsAreComparedByGround_data() { plantedNeighbourhoodIsFirm_data(); }

void AssessStabilityTest::shiftedCellsAreComparedByGround()
{
  QFETCH( int, scanOn );
  const Layer shifted = shiftedTown( 4 );
  const RunResult result =
    assess( town( 4 ), { { "SCAN_ON", scanOn }, { "SHIFTED", QVariantList{ value( shifted ) } } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const double jaccard = first( result, "shift_jac" ).toDouble();
  // The busy part has its edges where the cells have theirs; half a cell further they cannot.
  QVERIFY2( jaccard > 0.6 && jaccard < 0.95, qPrintable( QString::number( jaccard ) ) );
  QCOMPARE( first( result, "shift_fnd" ).toDouble(), 1.0 );
  QCOMPARE( result.number( "N_RUNS" ), 84.0 );
  const QVariantList ids = values( *result.layer( "CELLS" ), "area_id" );
  const QVariantList shares = values( *result.layer( "CELLS" ), "mem_shift" );
  QCOMPARE( shares.at( ids.indexOf( "c6_7" ) ).toDouble(), 1.0 );
  QCOMPARE( shares.at( ids.indexOf( "c0_0" ) ).toDouble(), 0.0 );
  QVERIFY( !result.feedback->everything().contains( QStringLiteral( "was not assessed" ) ) );
}

void AssessStabilityTest::featureOrderDoesNotMatter()
{
  QStringList rows = cellRows( thefts( 3, 2 ), 0 );
  const RunResult ordered = assess( layerOf( rows, "town" ) );
  std::shuffle( rows.begin(), rows.end(), std::mt19937( 5 ) );
  const RunResult shuffled = assess( layerOf( rows, "town" ) );
  QVERIFY2( ordered.succeeded && shuffled.succeeded, qPrintable( ordered.error + shuffled.error ) );
  for ( const char *output : { "OUTPUT", "CELLS", "TABLE" } )
    QCOMPARE( sortedRows( *shuffled.layer( output ) ), sortedRows( *ordered.layer( output ) ) );
}

void AssessStabilityTest::reportIsAPageOfItsOwn()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "stability.html" ) );
  const RunResult result = assess( town( 4 ), { { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  for ( const char *part : { "Stability of priority neighbourhoods", "<svg", "N01", "Half of the incidents" } )
    QVERIFY2( page.contains( QLatin1String( part ) ), part );
}

void AssessStabilityTest::missingShiftIsSaid()
{
  const RunResult &result = busyTown();
  QVERIFY( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "where the grid lies was not assessed" ) ) );
  QVERIFY( !result.results.contains( QStringLiteral( "JACCARD_SHIFT" ) ) );
}

void AssessStabilityTest::singleNeighbourhoodIsAlwaysFirst()
{
  const RunResult result = assess( town( 4 ), { { "TARGET_COUNT", 1 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_NEIGHBOURHOODS" ), 1.0 );
  QCOMPARE( first( result, "rank_lo" ).toDouble(), 1.0 );
  QCOMPARE( first( result, "rank_hi" ).toDouble(), 1.0 );
}

void AssessStabilityTest::refuses_data()
{
  QTest::addColumn<double>( "risk" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "too few runs" ) << 4.0 << QVariantMap{ { "RUNS", 5 } }
                                  << QStringLiteral( "RUNS is 5: give at least 20" );
  QTest::newRow( "nothing found" ) << 1.0 << QVariantMap{}
                                   << QStringLiteral( "No neighbourhood stands out from chance" );
  QTest::newRow( "indicators without their layer" )
    << 4.0 << QVariantMap{ { "INDICATORS", QVariant() } } << QStringLiteral( "SCAN_ON asks for themes or indicators" );
  QTest::newRow( "negative target" ) << 4.0 << QVariantMap{ { "TARGET_COUNT", -1 } }
                                     << QStringLiteral( "TARGET_COUNT is -1" );
}

void AssessStabilityTest::refuses()
{
  QFETCH( double, risk );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const RunResult result = assess( town( risk, 4 ), parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

void AssessStabilityTest::refusesLayers()
{
  const Layer cells = town( 4 );
  const Layer same = layerOf( cellRows( thefts( 4, 1 ), 0 ), "same" );
  const Layer elsewhere = outlines( { wkt( rectangle( 9000, 0, 600, 600 ) ) + ";C;Elsewhere" } );
  const Layer single = layerOf( cellRows( thefts( 4, 1 ), 0 ).mid( 0, 1 ), "single" );
  const Layer empty = layerOf( {}, "nobody" );
  QStringList others = cellRows( thefts( 4, 1 ), 0 );
  others.replaceInStrings( QStringLiteral( ";c" ), QStringLiteral( ";other" ) );
  const Layer strange = layerOf( others, "strange" );
  const auto refusal = [&cells]( const QVariantMap &parameters ) { return assess( cells, parameters ).error; };
  const QString asTheMap = refusal( { { "SHIFTED", QVariantList{ value( same ) } } } );
  QVERIFY2( asTheMap.contains( QStringLiteral( "The cells of ‘same’ (SHIFTED) lie where" ) ), qPrintable( asTheMap ) );
  const QString earlier = refusal( { { "SHIFTED", QVariantList{ value( same ) } }, { "BASELINE", 2 } } );
  QVERIFY2( earlier.contains( QStringLiteral( "does not go together with BASELINE earlier years" ) ),
            qPrintable( earlier ) );
  const QString away = refusal( { { "NEIGHBOURHOODS", value( elsewhere ) } } );
  QVERIFY2( away.contains( QStringLiteral( "No outline of ‘outlines’ holds the centre" ) ), qPrintable( away ) );
  const QString alone = refusal( { { "INPUT", value( single ) }, { "SCAN_ON", 0 } } );
  QVERIFY2( alone.contains( QStringLiteral( "‘single’ has a single area" ) ), qPrintable( alone ) );
  const QString none = refusal( { { "INPUT", value( empty ) } } );
  QVERIFY2( none.contains( QStringLiteral( "‘nobody’" ) ), qPrintable( none ) );
  const QString ids = refusal( { { "INDICATORS", value( strange ) } } );
  QVERIFY2( ids.contains( QStringLiteral( "No area of ‘strange’ has the id of an area of ‘town’" ) ),
            qPrintable( ids ) );
}

void AssessStabilityTest::cancelLeavesNothing()
{
  const Layer cells = town( 4 );
  const Layer rows = recipe();
  const RunResult result =
    run( QStringLiteral( "assessstability" ), joinedWith( searched( cells, rows ), { { "RUNS", 200 } } ), 40.0 );
  QVERIFY( !result.succeeded );
  QVERIFY( result.feedback->highestProgress < 80 );
  QVERIFY( !result.layer() );
}

COMMUNITYSAFETY_TEST_MAIN( AssessStabilityTest )
#include "assessstability_test.moc"
