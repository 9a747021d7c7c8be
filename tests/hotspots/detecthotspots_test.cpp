// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "drawnlabels.h"
#include "qgistest.h"

#include <algorithm>
#include <functional>

using namespace communitysafety::test;

namespace
{

//! A map drawn as text, one character a cell: a digit is its count, `*` is suppressed, `.` has no value.
using Drawing = QStringList;

//! Ids are "column row", both from 0, the first row in the north.
std::unique_ptr<QgsVectorLayer> cells( const Drawing &drawing, double gap = 0 )
{
  QStringList rows;
  for ( int row = 0; row < drawing.size(); ++row )
    for ( int column = 0; column < drawing[row].size(); ++column )
    {
      const double west = 400000 + 200.0 * column, north = 310000 - 200.0 * row;
      const QChar value = drawing[row][column];
      rows << QStringLiteral( "%1;%2 %3;%4;%5;%6" )
                .arg(
                  QgsGeometry::fromRect( QgsRectangle( west, north - 200 + gap, west + 200 - gap, north ) ).asWkt() )
                .arg( column, 2, 10, QLatin1Char( '0' ) )
                .arg( row, 2, 10, QLatin1Char( '0' ) )
                .arg( value == '.' ? QStringLiteral( "NULL" ) : QString( value ) )
                .arg( 100 + column )
                .arg( value > '5' ? 9 : row );
    }
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=crimes:string"
                                      "&field=people:double&field=other:double" ),
                      QStringLiteral( "cells" ), rows );
}

//! A block of high counts in the west and of none in the east, and one high cell among the noughts.
const Drawing town = { "12121000000", "19981000000", "29991000000", "18992000000",
                       "12121000900", "21212000000", "12121000000", "12121121121" };

QVariantMap with( const char *parameter, const QVariant &value )
{
  return { { QString::fromLatin1( parameter ), value } };
}

RunResult detect( QgsVectorLayer *input, const QVariantMap &more = {} )
{
  QVariantMap parameters{ { QStringLiteral( "INPUT" ), QVariant::fromValue( input ) },
                          { QStringLiteral( "FIELD" ), QStringLiteral( "crimes" ) },
                          { QStringLiteral( "PERMUTATIONS" ), 99999 },
                          { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) },
                          { QStringLiteral( "HOTSPOTS" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "detecthotspots" ), parameters );
}

//! The field of one cell.
QVariant at( const RunResult &result, const QString &cell, const QString &field )
{
  QgsFeatureIterator features = result.layer()->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    if ( feature.attribute( QStringLiteral( "area_id" ) ) == cell )
      return feature.attribute( field );
  return QStringLiteral( "no such cell" );
}

QString word( const RunResult &result, const QString &cell )
{
  return result.succeeded ? at( result, cell, QStringLiteral( "hs_words" ) ).toString() : result.error;
}

constexpr int moran = 1;
constexpr int geary = 2;
constexpr int joinCount = 3;
constexpr int rook = 1;
constexpr int distance = 2;
constexpr int nearest = 3;

} // namespace

class DetectHotSpotsTest : public QObject
{
  Q_OBJECT

private slots:
  // what it finds
  void giStarFindsHotAndCold();
  void moranFindsClustersAndOutliers();
  void gearyFindsLikeAndUnlike();
  void gearyComparesSeveralFields();
  void joinCountFindsYesAmongYes();
  void analyticFindsTheSameCore();
  void hotSpotsAreConnectedCellsDissolved();
  void denominatorMakesRates();
  // neighbours
  void neighboursAreCounted_data();
  void neighboursAreCounted();
  void polygonsWithGapsNeedADistance();
  // laws
  void featureOrderDoesNotMatter();
  void seedRepeatsTheRun();
  void correctionLeavesNoMoreAreas();
  // edges
  void suppressedAndMissingAreNotTested();
  void islandIsNotTestedAndSaid();
  void fewPermutationsAreWarnedOf();
  void everyAreaFallsIntoOneRuleOfTheLegend_data();
  void everyAreaFallsIntoOneRuleOfTheLegend();
  // refused input
  void refuses_data();
  void refuses();
  void nothingToTellIsSaid_data();
  void nothingToTellIsSaid();
};

void DetectHotSpotsTest::giStarFindsHotAndCold()
{
  const auto layer = cells( town );
  const RunResult result = detect( layer.get() );
  QCOMPARE( word( result, QStringLiteral( "02 02" ) ), QStringLiteral( "Hot (99 %)" ) );
  QVERIFY2( word( result, QStringLiteral( "07 01" ) ).startsWith( QStringLiteral( "Cold" ) ),
            qPrintable( word( result, QStringLiteral( "07 01" ) ) ) );
  // The own value stays: one high cell in cold surroundings is no hot spot.
  QVERIFY( word( result, QStringLiteral( "08 04" ) ).startsWith( QStringLiteral( "Cold" ) ) );
  QCOMPARE( word( result, QStringLiteral( "05 05" ) ), QStringLiteral( "Not significant" ) );
  QCOMPARE( at( result, QStringLiteral( "02 02" ), QStringLiteral( "hs_class" ) ).toInt(), 3 );
  QVERIFY( at( result, QStringLiteral( "02 02" ), QStringLiteral( "z" ) ).toDouble() > 4 );
  QVERIFY( at( result, QStringLiteral( "02 02" ), QStringLiteral( "p" ) ).toDouble() <=
           at( result, QStringLiteral( "02 02" ), QStringLiteral( "q" ) ).toDouble() );
}

void DetectHotSpotsTest::moranFindsClustersAndOutliers()
{
  const auto layer = cells( town );
  const RunResult result = detect( layer.get(), with( "STATISTIC", moran ) );
  QCOMPARE( word( result, QStringLiteral( "02 02" ) ), QStringLiteral( "High among high" ) );
  QCOMPARE( word( result, QStringLiteral( "07 01" ) ), QStringLiteral( "Low among low" ) );
  QCOMPARE( word( result, QStringLiteral( "08 04" ) ), QStringLiteral( "High among low" ) );
  // Outliers are told as well as clusters.
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "; High among low: 1" ) ),
            qPrintable( result.feedback->everything() ) );
}

void DetectHotSpotsTest::gearyFindsLikeAndUnlike()
{
  const auto layer = cells( town );
  const RunResult result = detect( layer.get(), with( "STATISTIC", geary ) );
  QCOMPARE( word( result, QStringLiteral( "07 01" ) ), QStringLiteral( "Low among low" ) );
  QCOMPARE( word( result, QStringLiteral( "02 02" ) ), QStringLiteral( "High among high" ) );
}

void DetectHotSpotsTest::gearyComparesSeveralFields()
{
  const auto layer = cells( town );
  QVariantMap settings = with( "STATISTIC", geary );
  settings.insert( QStringLiteral( "FURTHER_FIELDS" ), QStringList{ QStringLiteral( "other" ) } );
  const RunResult result = detect( layer.get(), settings );
  QCOMPARE( word( result, QStringLiteral( "02 02" ) ), QStringLiteral( "Like its neighbours" ) );
}

void DetectHotSpotsTest::joinCountFindsYesAmongYes()
{
  const auto layer = cells( { "0000000", "0111000", "0111010", "0111000", "0000000", "0000000" } );
  for ( const int inference : { 0, 1 } )
  {
    QVariantMap settings = with( "STATISTIC", joinCount );
    settings.insert( QStringLiteral( "INFERENCE" ), inference );
    const RunResult result = detect( layer.get(), settings );
    QCOMPARE( word( result, QStringLiteral( "02 02" ) ), QStringLiteral( "Hot (99 %)" ) );
    QCOMPARE( word( result, QStringLiteral( "05 02" ) ), QStringLiteral( "Not significant" ) );
    QCOMPARE( word( result, QStringLiteral( "00 00" ) ), QStringLiteral( "Not significant" ) );
    QCOMPARE( result.number( QStringLiteral( "N_TESTED" ) ), 10.0 );
    QCOMPARE( result.number( QStringLiteral( "N_COLD" ) ), 0.0 );
    // Of 41 other cells 9 have the property; all eight neighbours do: 9 in C(41, 8).
    if ( inference == 1 )
      QVERIFY( std::fabs( at( result, QStringLiteral( "02 02" ), QStringLiteral( "p" ) ).toDouble() * 95548245 / 9 -
                          1 ) < 1e-9 );
  }
}

void DetectHotSpotsTest::analyticFindsTheSameCore()
{
  const auto layer = cells( town );
  const RunResult result = detect( layer.get(), with( "INFERENCE", 1 ) );
  QCOMPARE( word( result, QStringLiteral( "02 02" ) ), QStringLiteral( "Hot (99 %)" ) );
  QCOMPARE( result.number( QStringLiteral( "SMALLEST_P" ) ), 0.0 );
}

void DetectHotSpotsTest::hotSpotsAreConnectedCellsDissolved()
{
  const auto layer = cells( { "0000000000", "0111000111", "0111000111", "0111000111", "0000000000", "0000000000" } );
  QVariantMap settings = with( "STATISTIC", joinCount );
  settings.insert( QStringLiteral( "CORRECTION" ), 0 );
  const RunResult result = detect( layer.get(), settings );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer &spots = *result.layer( QStringLiteral( "HOTSPOTS" ) );
  QCOMPARE( values( spots, QStringLiteral( "hs_words" ) ),
            ( QVariantList{ QStringLiteral( "Hot spot" ), QStringLiteral( "Hot spot" ) } ) );
  QCOMPARE( values( spots, QStringLiteral( "mean" ) ), ( QVariantList{ 1.0, 1.0 } ) );
  double cellsInSpots = 0;
  for ( const QVariant &number : values( spots, QStringLiteral( "n" ) ) )
    cellsInSpots += number.toDouble();
  QCOMPARE( cellsInSpots, result.number( QStringLiteral( "N_HOT" ) ) );
  QgsFeature first;
  spots.getFeatures().nextFeature( first );
  QCOMPARE( first.geometry().area(), first.attribute( QStringLiteral( "n" ) ).toDouble() * 40000 );
  QCOMPARE( first.attribute( QStringLiteral( "area_km2" ) ).toDouble(), first.geometry().area() / 1e6 );
  QCOMPARE( result.number( QStringLiteral( "N_HOTSPOTS" ) ), 2.0 );
}

void DetectHotSpotsTest::denominatorMakesRates()
{
  const auto layer = cells( town );
  const RunResult result = detect( layer.get(), with( "DENOMINATOR", QStringLiteral( "people" ) ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( at( result, QStringLiteral( "02 02" ), QStringLiteral( "val" ) ).toDouble(), 9.0 / 102 );
  QCOMPARE( word( result, QStringLiteral( "02 02" ) ), QStringLiteral( "Hot (99 %)" ) );
}

void DetectHotSpotsTest::neighboursAreCounted_data()
{
  QTest::addColumn<QVariantMap>( "settings" );
  QTest::addColumn<int>( "corner" );
  QTest::addColumn<int>( "inside" );
  QTest::newRow( "queen" ) << QVariantMap() << 3 << 8;
  QTest::newRow( "rook" ) << with( "NEIGHBOURS", rook ) << 2 << 4;
  QVariantMap within = with( "NEIGHBOURS", distance );
  within.insert( QStringLiteral( "DISTANCE" ), 400 );
  QTest::newRow( "within two cells" ) << within << 5 << 12;
  QVariantMap close = with( "NEIGHBOURS", nearest );
  close.insert( QStringLiteral( "NEAREST" ), 3 );
  QTest::newRow( "three nearest, and those as near" ) << close << 3 << 4;
}

void DetectHotSpotsTest::neighboursAreCounted()
{
  QFETCH( QVariantMap, settings );
  QFETCH( int, corner );
  QFETCH( int, inside );
  const auto layer = cells( town );
  const RunResult result = detect( layer.get(), settings );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( at( result, QStringLiteral( "00 00" ), QStringLiteral( "nb" ) ).toInt(), corner );
  QCOMPARE( at( result, QStringLiteral( "04 04" ), QStringLiteral( "nb" ) ).toInt(), inside );
}

void DetectHotSpotsTest::polygonsWithGapsNeedADistance()
{
  const auto layer = cells( town, 10 );
  const RunResult refused = detect( layer.get() );
  QVERIFY2( refused.error.contains( QStringLiteral( "No area of ‘cells’ with a value has a neighbour" ) ),
            qPrintable( refused.error ) );
  QVariantMap within = with( "NEIGHBOURS", distance );
  within.insert( QStringLiteral( "DISTANCE" ), 300 );
  QCOMPARE( word( detect( layer.get(), within ), QStringLiteral( "02 02" ) ), QStringLiteral( "Hot (99 %)" ) );
}

void DetectHotSpotsTest::featureOrderDoesNotMatter()
{
  const auto layer = cells( town );
  QgsFeatureList reversed;
  QgsFeatureIterator features = layer->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    reversed.prepend( feature );
  const auto other = cells( {} );
  other->dataProvider()->addFeatures( reversed );
  const RunResult one = detect( layer.get() ), two = detect( other.get() );
  QVERIFY( one.succeeded && two.succeeded );
  QCOMPARE( sortedRows( *two.layer() ), sortedRows( *one.layer() ) );
}

void DetectHotSpotsTest::seedRepeatsTheRun()
{
  const auto layer = cells( town );
  const RunResult one = detect( layer.get() ), again = detect( layer.get() ),
                  other = detect( layer.get(), with( "SEED", 7 ) );
  QCOMPARE( values( *again.layer(), QStringLiteral( "p" ) ), values( *one.layer(), QStringLiteral( "p" ) ) );
  QVERIFY( values( *other.layer(), QStringLiteral( "p" ) ) != values( *one.layer(), QStringLiteral( "p" ) ) );
}

void DetectHotSpotsTest::correctionLeavesNoMoreAreas()
{
  const auto layer = cells( town );
  const auto significant = [&layer]( int correction )
  { return detect( layer.get(), with( "CORRECTION", correction ) ).number( QStringLiteral( "N_SIGNIFICANT" ) ); };
  const double none = significant( 0 ), rate = significant( 1 ), any = significant( 2 ), familywise = significant( 3 );
  QVERIFY2( none > rate && rate > any && any >= familywise && familywise > 0,
            qPrintable( QStringLiteral( "%1 %2 %3 %4" ).arg( none ).arg( rate ).arg( any ).arg( familywise ) ) );
}

void DetectHotSpotsTest::suppressedAndMissingAreNotTested()
{
  Drawing drawing = town;
  drawing[0][0] = '*';
  drawing[0][10] = '.';
  const auto layer = cells( drawing );
  const RunResult result = detect( layer.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( at( result, QStringLiteral( "00 00" ), QStringLiteral( "supp" ) ).toInt(), 1 );
  QCOMPARE( at( result, QStringLiteral( "10 00" ), QStringLiteral( "supp" ) ).toInt(), 0 );
  for ( const char *cell : { "00 00", "10 00" } )
    for ( const char *field : { "val", "z", "p", "q", "hs_class", "hs_words", "hs_id" } )
      QVERIFY( at( result, QString::fromLatin1( cell ), QString::fromLatin1( field ) ).isNull() );
  QCOMPARE( at( result, QStringLiteral( "01 00" ), QStringLiteral( "nb" ) ).toInt(), 4 );
  QCOMPARE( result.number( QStringLiteral( "N_WITHOUT_VALUE" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_TESTED" ) ), 86.0 );
}

void DetectHotSpotsTest::islandIsNotTestedAndSaid()
{
  Drawing drawing = town;
  for ( QString &row : drawing )
    row[9] = '.';
  for ( int row = 0; row < drawing.size(); ++row )
    if ( row != 3 )
      drawing[row][10] = '.';
  const auto layer = cells( drawing );
  const RunResult result = detect( layer.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( at( result, QStringLiteral( "10 03" ), QStringLiteral( "p" ) ).isNull() );
  QCOMPARE( at( result, QStringLiteral( "10 03" ), QStringLiteral( "val" ) ).toDouble(), 0.0 );
  QCOMPARE( result.number( QStringLiteral( "N_WITHOUT_NEIGHBOURS" ) ), 1.0 );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "without a neighbour" ) ),
            qPrintable( result.feedback->everything() ) );
}

void DetectHotSpotsTest::fewPermutationsAreWarnedOf()
{
  const auto layer = cells( town );
  QVariantMap settings = with( "PERMUTATIONS", 99 );
  settings.insert( QStringLiteral( "CORRECTION" ), 3 );
  const RunResult result = detect( layer.get(), settings );
  QCOMPARE( result.number( QStringLiteral( "SMALLEST_P" ) ), 0.02 );
  QCOMPARE( result.number( QStringLiteral( "AREAS_AT_FLOOR_NEEDED" ) ), 0.0 );
  QCOMPARE( result.number( QStringLiteral( "N_SIGNIFICANT" ) ), 0.0 );
  // 88 tests: 2 / (P + 1) of at most 0.05 / 88.
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "nothing can be significant" ) ) &&
              result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "3,520" ) ),
            qPrintable( result.feedback->everything() ) );
  QCOMPARE( detect( layer.get() ).number( QStringLiteral( "AREAS_AT_FLOOR_NEEDED" ) ), 1.0 );
}

void DetectHotSpotsTest::everyAreaFallsIntoOneRuleOfTheLegend_data()
{
  QTest::addColumn<int>( "statistic" );
  QTest::newRow( "Gi*" ) << 0;
  QTest::newRow( "Moran" ) << moran;
  QTest::newRow( "Geary" ) << geary;
}

void DetectHotSpotsTest::everyAreaFallsIntoOneRuleOfTheLegend()
{
  QFETCH( int, statistic );
  Drawing drawing = town;
  drawing[0][0] = '*';
  drawing[0][1] = drawing[1][0] = drawing[1][1] = drawing[0][10] = '.';
  drawing[7] = QStringLiteral( "1.121121121" );
  const auto layer = cells( drawing );
  const RunResult result = detect( layer.get(), with( "STATISTIC", statistic ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  for ( const char *output : { "OUTPUT", "HOTSPOTS" } )
  {
    QCOMPARE( notDrawnOnce( *result.layer( QString::fromLatin1( output ) ) ), QStringList() );
  }
}

void DetectHotSpotsTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "settings" );
  QTest::addColumn<QString>( "sentence" );
  QVariantMap joinWithPeople = with( "STATISTIC", joinCount );
  joinWithPeople.insert( QStringLiteral( "DENOMINATOR" ), QStringLiteral( "people" ) );
  QTest::newRow( "denominator of a join count" )
    << joinWithPeople << QStringLiteral( "DENOMINATOR has no meaning for join counts" );
  QTest::newRow( "further fields of Gi*" ) << with( "FURTHER_FIELDS", QStringList{ QStringLiteral( "other" ) } )
                                           << QStringLiteral( "FURTHER_FIELDS are compared by local Geary alone" );
  QTest::newRow( "field by itself" ) << with( "DENOMINATOR", QStringLiteral( "crimes" ) )
                                     << QStringLiteral( "FIELD and DENOMINATOR are the same field, ‘crimes’" );
  QTest::newRow( "join count of counts" )
    << with( "STATISTIC", joinCount ) << QStringLiteral( "‘crimes’ is 2, and a join count takes 0 and 1" );
  QTest::newRow( "no such field" ) << with( "FIELD", QStringLiteral( "crime" ) ) << QStringLiteral( "crimes" );
}

void DetectHotSpotsTest::refuses()
{
  QFETCH( QVariantMap, settings );
  QFETCH( QString, sentence );
  const auto layer = cells( town );
  const RunResult result = detect( layer.get(), settings );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

void DetectHotSpotsTest::nothingToTellIsSaid_data()
{
  QTest::addColumn<QStringList>( "drawing" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "all values equal" ) << QStringList{ "333", "333" }
                                      << QStringLiteral( "All 6 areas of ‘cells’ have the same value of ‘crimes’" );
  QTest::newRow( "one area" ) << QStringList{ "3" }
                              << QStringLiteral( "Areas of ‘cells’ with a value of ‘crimes’: 1." );
  QTest::newRow( "suppressed throughout" )
    << QStringList{ "***", "***" } << QStringLiteral( "Areas of ‘cells’ with a value of ‘crimes’: 0." );
  QTest::newRow( "no two that touch" ) << QStringList{ "1.2", "...", "3.4" }
                                       << QStringLiteral( "No area of ‘cells’ with a value has a neighbour" );
}

void DetectHotSpotsTest::nothingToTellIsSaid()
{
  QFETCH( QStringList, drawing );
  QFETCH( QString, sentence );
  const auto layer = cells( drawing );
  const RunResult result = detect( layer.get() );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( DetectHotSpotsTest )
#include "detecthotspots_test.moc"
