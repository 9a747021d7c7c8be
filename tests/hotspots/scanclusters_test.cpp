// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "drawnlabels.h"
#include "qgistest.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace communitysafety::test;

namespace
{

constexpr double side = 200;

//! A map drawn as text, one character a cell: a digit is its cases, `*` is suppressed, `.` has no value.
using Drawing = QStringList;

//! Every second cell has a case, and a disc of five cells has nine each, one of four in the corner seven.
const Drawing town = { "10101010101010", "01010101010101", "10109010101010", "01099901010101", "10109010101010",
                       "01010101010101", "10101010101010", "01010101010101", "10101010101077", "01010101010177" };

Drawing same( int rows, const QString &row )
{
  Drawing drawing;
  for ( int number = 0; number < rows; ++number )
    drawing << row;
  return drawing;
}

QString squareAt( int column, int row )
{
  const double west = 400000 + side * column, north = 310000 - side * row;
  return QgsGeometry::fromRect( QgsRectangle( west, north - side, west + side, north ) ).asWkt();
}

QString pointAt( int column, int row )
{
  return QStringLiteral( "Point (%1 %2)" ).arg( 400000 + side * column ).arg( 310000 - side * row );
}

//! Ids are "column row", both from 0, the first row in the north. \a people: of the cell named "00 00".
std::unique_ptr<QgsVectorLayer> cells( const Drawing &drawing, bool isPoints = false, const QString &people = "100" )
{
  QStringList rows;
  for ( int row = 0; row < drawing.size(); ++row )
    for ( int column = 0; column < drawing[row].size(); ++column )
    {
      const QChar value = drawing[row][column];
      const int cases = value.digitValue();
      rows << QStringLiteral( "%1;%2 %3;%4;%5;%6;%7;%8" )
                .arg( isPoints ? pointAt( column, row ) : squareAt( column, row ) )
                .arg( column, 2, 10, QLatin1Char( '0' ) )
                .arg( row, 2, 10, QLatin1Char( '0' ) )
                .arg( value == '.' ? QStringLiteral( "NULL" ) : QString( value ) )
                .arg( row == 0 && column == 0 ? people : QStringLiteral( "100" ) )
                .arg( ( column * 7 + row * 3 ) % 5 == 0 ? 9 : 0 )
                .arg( ( column * 3 + row * 5 ) % 4 == 0 ? 9 : 0 )
                .arg( 0.1 * cases + 0.01 * ( ( column * 5 + row * 7 ) % 11 ) );
    }
  return memoryLayer( QStringLiteral( "%1?crs=EPSG:27700&field=area_id:string&field=cases:string&field=people:double"
                                      "&field=first:double&field=second:double&field=score:double" )
                        .arg( isPoints ? QStringLiteral( "Point" ) : QStringLiteral( "Polygon" ) ),
                      QStringLiteral( "cells" ), rows );
}

QVariantMap with( const char *parameter, const QVariant &value )
{
  return { { QString::fromLatin1( parameter ), value } };
}

QVariantMap with( const char *parameter, const QVariant &value, const char *other, const QVariant &otherValue )
{
  return { { QString::fromLatin1( parameter ), value }, { QString::fromLatin1( other ), otherValue } };
}

RunResult scan( QgsVectorLayer *input, const QVariantMap &more = {} )
{
  QVariantMap parameters{ { QStringLiteral( "INPUT" ), QVariant::fromValue( input ) },
                          { QStringLiteral( "CASES" ), QStringLiteral( "cases" ) },
                          { QStringLiteral( "POPULATION" ), QStringLiteral( "people" ) },
                          { QStringLiteral( "RUNS" ), 99 },
                          { QStringLiteral( "OVERDISPERSION" ), 1 },
                          { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) },
                          { QStringLiteral( "CLUSTERS" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    if ( value.value().isValid() )
      parameters.insert( value.key(), value.value() );
    else
      parameters.remove( value.key() );
  return run( QStringLiteral( "scanclusters" ), parameters );
}

//! The settings of a model that knows no overdispersion.
QVariantMap ofModel( int model, const QVariant &cases, const QVariant &population )
{
  return { { QStringLiteral( "MODEL" ), model },
           { QStringLiteral( "CASES" ), cases },
           { QStringLiteral( "POPULATION" ), population },
           { QStringLiteral( "OVERDISPERSION" ), QVariant() } };
}

//! The field of one area.
QVariant at( const RunResult &result, const QString &area, const QString &field )
{
  QgsFeatureIterator features = result.layer()->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    if ( feature.attribute( QStringLiteral( "area_id" ) ) == area )
      return feature.attribute( field );
  return QStringLiteral( "no such area" );
}

//! The rows of CLUSTERS, in order.
std::vector<QgsFeature> clusters( const RunResult &result )
{
  std::vector<QgsFeature> rows;
  QgsFeatureIterator features = result.layer( QStringLiteral( "CLUSTERS" ) )->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    rows.push_back( feature );
  return rows;
}

double numberOf( const QgsFeature &row, const char *field )
{
  return row.attribute( QString::fromLatin1( field ) ).toDouble();
}

constexpr int expectationBased = 1;
constexpr int bernoulli = 2;
constexpr int normal = 3;

} // namespace

class ScanClustersTest : public QObject
{
  Q_OBJECT

private slots:
  // what it finds
  void findsThePlantedClusters();
  void tableIsThatOfSaTScan();
  void areasKnowTheirCluster();
  void pointsGiveTheSameClusters();
  void everyModelFindsTheCore_data();
  void everyModelFindsTheCore();
  void ellipsesFindLongClusters();
  void listsAreChosen_data();
  void listsAreChosen();
  void placeByPlaceDiffersFromWholeRings();
  // overdispersion
  void overdispersionDividesTheRatio();
  void yearsGiveTheOverdispersion();
  void plainPoissonIsWarnedOf();
  void incidentsInsteadOfCountsAreWarnedOf();
  // outlines
  void outlinesAreAreasOrCircles();
  void clusterOfOnePlaceHasACircle();
  // laws
  void featureOrderDoesNotMatter();
  void seedRepeatsTheRun();
  // edges
  void casesWithoutPopulationAreLeftOut();
  void suppressedAndMissingAreNotScanned();
  void allEqualHasNoCluster();
  void everyAreaFallsIntoOneRuleOfTheLegend_data();
  void everyAreaFallsIntoOneRuleOfTheLegend();
  void reportSaysWhatItDoesNotSay();
  // refused input
  void refuses_data();
  void refuses();
};

void ScanClustersTest::findsThePlantedClusters()
{
  const auto layer = cells( town );
  const RunResult result = scan( layer.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const std::vector<QgsFeature> found = clusters( result );
  QCOMPARE( found[0].attribute( QStringLiteral( "centre" ) ).toString(), QStringLiteral( "04 03" ) );
  QCOMPARE( numberOf( found[0], "areas" ), 5.0 );
  QCOMPARE( numberOf( found[0], "radius_m" ), side );
  QCOMPARE( numberOf( found[1], "areas" ), 4.0 );
  QCOMPARE( numberOf( found[1], "p" ), 0.01 );
  QCOMPARE( result.number( QStringLiteral( "N_SIGNIFICANT" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_AREAS" ) ), 140.0 );
  QVERIFY( std::fabs( found[0].geometry().area() - 5 * side * side ) < 1e-6 );
}

void ScanClustersTest::tableIsThatOfSaTScan()
{
  const auto layer = cells( town );
  const QgsFeature first = clusters( scan( layer.get() ) ).front();
  double cases = 0;
  for ( const QString &row : town )
    for ( const QChar value : row )
      cases += value.digitValue();
  const double expected = cases * 5 / 140;
  QCOMPARE( numberOf( first, "pop" ), 500.0 );
  QCOMPARE( numberOf( first, "observed" ), 45.0 );
  QVERIFY( std::fabs( numberOf( first, "expected" ) - expected ) < 1e-9 );
  QVERIFY( std::fabs( numberOf( first, "obs_exp" ) - 45 / expected ) < 1e-9 );
  QVERIFY( std::fabs( numberOf( first, "rr" ) - 45 / expected / ( ( cases - 45 ) / ( cases - expected ) ) ) < 1e-9 );
  QVERIFY( std::fabs( numberOf( first, "llr" ) - 45 * std::log( 45 / expected ) -
                      ( cases - 45 ) * std::log( ( cases - 45 ) / ( cases - expected ) ) ) < 1e-9 );
  QVERIFY( numberOf( first, "p_gumbel" ) < 1e-6 );
}

void ScanClustersTest::areasKnowTheirCluster()
{
  const auto layer = cells( town );
  const RunResult result = scan( layer.get() );
  QCOMPARE( at( result, QStringLiteral( "05 03" ), QStringLiteral( "clust_id" ) ).toInt(), 1 );
  QCOMPARE( at( result, QStringLiteral( "05 03" ), QStringLiteral( "clust_wrds" ) ).toString(),
            QStringLiteral( "In a significant cluster" ) );
  QCOMPARE( at( result, QStringLiteral( "13 09" ), QStringLiteral( "clust_id" ) ).toInt(), 2 );
  QVERIFY( at( result, QStringLiteral( "00 09" ), QStringLiteral( "clust_id" ) ).isNull() );
  QCOMPARE( at( result, QStringLiteral( "00 09" ), QStringLiteral( "clust_cls" ) ).toInt(), 0 );
}

void ScanClustersTest::pointsGiveTheSameClusters()
{
  const auto polygons = cells( town );
  const auto points = cells( town, true );
  const RunResult ofPolygons = scan( polygons.get() );
  const RunResult ofPoints = scan( points.get() );
  QVERIFY2( ofPoints.succeeded, qPrintable( ofPoints.error ) );
  QCOMPARE( values( *ofPoints.layer(), QStringLiteral( "clust_id" ) ),
            values( *ofPolygons.layer(), QStringLiteral( "clust_id" ) ) );
  QCOMPARE( ofPoints.layer()->geometryType(), points->geometryType() );
}

void ScanClustersTest::everyModelFindsTheCore_data()
{
  QTest::addColumn<QVariantMap>( "settings" );
  QTest::newRow( "expectation-based" ) << with( "MODEL", expectationBased );
  QTest::newRow( "all areas alike" ) << with( "POPULATION", QVariant() );
  QTest::newRow( "Bernoulli" ) << ofModel( bernoulli, QStringLiteral( "cases" ), QStringLiteral( "people" ) );
  QTest::newRow( "normal" ) << ofModel( normal, QStringLiteral( "score" ), QVariant() );
}

void ScanClustersTest::everyModelFindsTheCore()
{
  QFETCH( QVariantMap, settings );
  const auto layer = cells( town );
  const RunResult result = scan( layer.get(), settings );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsFeature first = clusters( result ).front();
  QCOMPARE( first.attribute( QStringLiteral( "centre" ) ).toString(), QStringLiteral( "04 03" ) );
  QCOMPARE( numberOf( first, "areas" ), 5.0 );
  QCOMPARE( numberOf( first, "p" ), 0.01 );
  const bool isNormal = settings.value( QStringLiteral( "MODEL" ) ).toInt() == normal;
  QCOMPARE( first.attribute( QStringLiteral( "rr" ) ).isNull(), isNormal );
  QCOMPARE( first.attribute( QStringLiteral( "mean_in" ) ).isNull(), !isNormal );
}

void ScanClustersTest::ellipsesFindLongClusters()
{
  Drawing drawing = same( 14, QStringLiteral( "10101010101010" ) );
  drawing[6] = QStringLiteral( "11199999991111" );
  const auto layer = cells( drawing );
  const QgsFeature circle = clusters( scan( layer.get() ) ).front();
  const QgsFeature ellipse = clusters( scan( layer.get(), with( "SHAPES", 1 ) ) ).front();
  QVERIFY( numberOf( circle, "axis_ratio" ) == 1 );
  QVERIFY( numberOf( ellipse, "axis_ratio" ) >= 4 );
  QCOMPARE( numberOf( ellipse, "axis_angle" ), 0.0 );
  QCOMPARE( numberOf( ellipse, "areas" ), 7.0 );
  QVERIFY( numberOf( ellipse, "llr_pen" ) > numberOf( circle, "llr_pen" ) );
  QVERIFY( numberOf( ellipse, "llr_pen" ) < numberOf( ellipse, "llr" ) );
}

void ScanClustersTest::listsAreChosen_data()
{
  QTest::addColumn<int>( "list" );
  QTest::newRow( "most likely" ) << 0;
  QTest::newRow( "Gini" ) << 1;
  QTest::newRow( "one by one" ) << 2;
}

void ScanClustersTest::listsAreChosen()
{
  QFETCH( int, list );
  const auto layer = cells( town );
  const RunResult result = scan( layer.get(), with( "LIST", list ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  double areas = 0;
  for ( const QgsFeature &cluster : clusters( result ) )
    areas += numberOf( cluster, "clust_cls" ) == 2 ? numberOf( cluster, "areas" ) : 0;
  QCOMPARE( areas, 9.0 );
  QVERIFY( list == 1 ? result.number( QStringLiteral( "SHARE_CHOSEN" ) ) < 10
                     : result.number( QStringLiteral( "SHARE_CHOSEN" ) ) == 50 );
}

void ScanClustersTest::placeByPlaceDiffersFromWholeRings()
{
  Drawing drawing = town;
  drawing[3][5] = '0';
  const auto layer = cells( drawing );
  const double rings = scan( layer.get() ).number( QStringLiteral( "HIGHEST_RATIO" ) );
  const RunResult places = scan( layer.get(), with( "ORDER", 1 ) );
  QVERIFY( places.number( QStringLiteral( "HIGHEST_RATIO" ) ) > rings );
  QCOMPARE( numberOf( clusters( places )[0], "areas" ), 4.0 );
}

void ScanClustersTest::overdispersionDividesTheRatio()
{
  const auto layer = cells( town );
  const RunResult plain = scan( layer.get() );
  const RunResult dispersed = scan( layer.get(), with( "OVERDISPERSION", 4 ) );
  QVERIFY( std::fabs( plain.number( QStringLiteral( "HIGHEST_RATIO" ) ) -
                      4 * dispersed.number( QStringLiteral( "HIGHEST_RATIO" ) ) ) < 1e-9 );
  QCOMPARE( dispersed.number( QStringLiteral( "OVERDISPERSION_USED" ) ), 4.0 );
}

void ScanClustersTest::yearsGiveTheOverdispersion()
{
  const auto layer = cells( town );
  QVariantMap settings = with( "OVERDISPERSION", QVariant() );
  settings.insert( QStringLiteral( "YEAR_COUNTS" ),
                   QStringList{ QStringLiteral( "first" ), QStringLiteral( "second" ) } );
  const RunResult result = scan( layer.get(), settings );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.number( QStringLiteral( "OVERDISPERSION_USED" ) ) > 1 );
  QVERIFY( result.feedback->warnings.isEmpty() );
}

void ScanClustersTest::plainPoissonIsWarnedOf()
{
  const auto layer = cells( town );
  QVERIFY( scan( layer.get() ).feedback->everything().contains( QStringLiteral( "taken to be independent" ) ) );
  QVERIFY( scan( layer.get(), with( "OVERDISPERSION", QVariant() ) )
             .feedback->everything()
             .contains( QStringLiteral( "plain Poisson" ) ) );
  QVERIFY( !scan( layer.get(), with( "OVERDISPERSION", 2 ) )
              .feedback->everything()
              .contains( QStringLiteral( "independent" ) ) );
}

void ScanClustersTest::incidentsInsteadOfCountsAreWarnedOf()
{
  const auto layer = cells( same( 6, QStringLiteral( "111111" ) ), true );
  const RunResult result = scan( layer.get(), with( "POPULATION", QVariant() ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_CLUSTERS" ) ), 0.0 );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "count them in areas first" ) ),
            qPrintable( result.feedback->everything() ) );
}

void ScanClustersTest::outlinesAreAreasOrCircles()
{
  const auto layer = cells( town );
  const QgsGeometry circle = clusters( scan( layer.get(), with( "OUTLINE", 1 ) ) ).front().geometry();
  const double disc = std::acos( -1.0 ) * side * side;
  QVERIFY( circle.area() < disc && circle.area() > 0.99 * disc );
  QVERIFY( circle.isGeosValid() );
}

void ScanClustersTest::clusterOfOnePlaceHasACircle()
{
  Drawing drawing = same( 8, QStringLiteral( "01010101" ) );
  drawing[4][4] = '9';
  const auto layer = cells( drawing, true );
  const QgsFeature first = clusters( scan( layer.get() ) ).front();
  QCOMPARE( numberOf( first, "areas" ), 1.0 );
  QCOMPARE( numberOf( first, "radius_m" ), 0.0 );
  QVERIFY( std::fabs( first.geometry().boundingBox().width() - side ) < 1e-6 );
}

void ScanClustersTest::featureOrderDoesNotMatter()
{
  const auto layer = cells( town );
  QStringList rows;
  QgsFeatureIterator features = layer->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
  {
    QStringList row{ feature.geometry().asWkt() };
    for ( const QVariant &value : feature.attributes() )
      row << value.toString();
    rows.prepend( row.join( ';' ) );
  }
  const auto reversed =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=cases:string&field=people:double"
                                 "&field=first:double&field=second:double&field=score:double" ),
                 QStringLiteral( "cells" ), rows );
  QCOMPARE( sortedRows( *scan( reversed.get() ).layer() ), sortedRows( *scan( layer.get() ).layer() ) );
}

void ScanClustersTest::seedRepeatsTheRun()
{
  const auto layer = cells( town );
  const auto rowsOf = [&layer]( int seed )
  {
    return sortedRows(
      *scan( layer.get(), with( "SEED", seed, "LISTED_P", 1 ) ).layer( QStringLiteral( "CLUSTERS" ) ) );
  };
  QCOMPARE( rowsOf( 7 ), rowsOf( 7 ) );
  QVERIFY( rowsOf( 7 ) != rowsOf( 8 ) );
}

void ScanClustersTest::casesWithoutPopulationAreLeftOut()
{
  const auto layer = cells( town, false, QStringLiteral( "0" ) );
  const RunResult result = scan( layer.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_NO_POPULATION" ) ), 1.0 );
  QCOMPARE( result.number( QStringLiteral( "N_SCANNED" ) ), 139.0 );
  QVERIFY( at( result, QStringLiteral( "00 00" ), QStringLiteral( "clust_cls" ) ).isNull() );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "without population, left out: 1" ) ) );
}

void ScanClustersTest::suppressedAndMissingAreNotScanned()
{
  Drawing drawing = town;
  drawing[0][0] = '*';
  drawing[0][2] = '.';
  const auto layer = cells( drawing );
  const RunResult result = scan( layer.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_SCANNED" ) ), 138.0 );
  QCOMPARE( at( result, QStringLiteral( "00 00" ), QStringLiteral( "supp" ) ).toInt(), 1 );
  QVERIFY( at( result, QStringLiteral( "02 00" ), QStringLiteral( "clust_cls" ) ).isNull() );
}

void ScanClustersTest::allEqualHasNoCluster()
{
  const auto layer = cells( same( 5, QStringLiteral( "33333" ) ) );
  const RunResult result = scan( layer.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_CLUSTERS" ) ), 0.0 );
  QCOMPARE( result.layer( QStringLiteral( "CLUSTERS" ) )->featureCount(), 0L );
  QCOMPARE( result.layer()->featureCount(), 25L );
}

void ScanClustersTest::everyAreaFallsIntoOneRuleOfTheLegend_data()
{
  QTest::addColumn<bool>( "isPoints" );
  QTest::newRow( "polygons" ) << false;
  QTest::newRow( "points" ) << true;
}

void ScanClustersTest::everyAreaFallsIntoOneRuleOfTheLegend()
{
  QFETCH( bool, isPoints );
  Drawing drawing = town;
  drawing[0][0] = '*';
  drawing[0][2] = '.';
  const auto layer = cells( drawing, isPoints );
  const RunResult result = scan( layer.get(), with( "LISTED_P", 1 ) );
  for ( const char *output : { "OUTPUT", "CLUSTERS" } )
  {
    QCOMPARE( notDrawnOnce( *result.layer( QString::fromLatin1( output ) ) ), QStringList() );
  }
}

void ScanClustersTest::reportSaysWhatItDoesNotSay()
{
  const QTemporaryDir folder;
  const auto layer = cells( town );
  const QString path = folder.filePath( QStringLiteral( "clusters.html" ) );
  QVERIFY( scan( layer.get(), with( "REPORT", path ) ).succeeded );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  QVERIFY( page.contains( QStringLiteral( "The relative risk is too high" ) ) );
  QVERIFY( page.contains( QStringLiteral( "Cases were taken to be independent" ) ) );
  QVERIFY( page.contains( QStringLiteral( "04 03" ) ) );
}

void ScanClustersTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "settings" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "Bernoulli without controls" ) << ofModel( bernoulli, QStringLiteral( "cases" ), QVariant() )
                                                << QStringLiteral( "the Bernoulli model needs the field with the "
                                                                   "controls" );
  QTest::newRow( "normal with population" ) << ofModel( normal, QStringLiteral( "score" ), QStringLiteral( "people" ) )
                                            << QStringLiteral( "POPULATION has no meaning for the normal model" );
  QTest::newRow( "field by itself" ) << with( "POPULATION", QStringLiteral( "cases" ) )
                                     << QStringLiteral( "CASES and POPULATION are the same field, ‘cases’" );
  QTest::newRow( "one year" ) << with( "YEAR_COUNTS", QStringList{ QStringLiteral( "first" ) } )
                              << QStringLiteral( "YEAR_COUNTS has the field ‘first’ alone" );
  QVariantMap dispersed = ofModel( bernoulli, QStringLiteral( "cases" ), QStringLiteral( "people" ) );
  dispersed.insert( QStringLiteral( "OVERDISPERSION" ), 2 );
  QTest::newRow( "overdispersed Bernoulli" ) << dispersed << QStringLiteral( "Overdispersion is one of counts" );
  QTest::newRow( "no such field" ) << with( "CASES", QStringLiteral( "case" ) ) << QStringLiteral( "cases" );
}

void ScanClustersTest::refuses()
{
  QFETCH( QVariantMap, settings );
  QFETCH( QString, sentence );
  const auto layer = cells( town );
  const RunResult result = scan( layer.get(), settings );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( ScanClustersTest )
#include "scanclusters_test.moc"
