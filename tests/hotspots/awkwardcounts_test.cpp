// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
// Counts with which a map of hot spots or clusters has little or nothing to say.
#include "qgistest.h"

#include <functional>

using namespace communitysafety::test;

namespace
{

constexpr int side = 10;
using Counts = std::function<int( int column, int row )>;

bool isPlanted( int column, int row ) { return column >= 2 && column < 5 && row >= 2 && row < 5; }

//! Cells of 200 m, or of about that in degrees.
std::unique_ptr<QgsVectorLayer> cells( const Counts &counts, bool inDegrees = false, const QString &people = "100" )
{
  const double west = inDegrees ? -1.9 : 400000, south = inDegrees ? 52.4 : 300000;
  const double width = inDegrees ? 0.003 : 200, height = inDegrees ? 0.0018 : 200;
  QStringList rows;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
      rows << QStringLiteral( "%1;c%2_%3;%4;%5" )
                .arg(
                  QgsGeometry::fromRect( QgsRectangle( west + column * width, south + row * height,
                                                       west + ( column + 1 ) * width, south + ( row + 1 ) * height ) )
                    .asWkt( 8 ) )
                .arg( column )
                .arg( row )
                .arg( counts( column, row ) )
                .arg( people );
  return memoryLayer( QStringLiteral( "Polygon?crs=%1&field=area_id:string&field=crimes:double&field=people:double" )
                        .arg( inDegrees ? "EPSG:4326" : "EPSG:27700" ),
                      QStringLiteral( "city" ), rows );
}

RunResult runOn( const QString &algorithm, QgsVectorLayer *layer )
{
  const bool isScan = algorithm == QLatin1String( "scanclusters" );
  QVariantMap parameters{ { "INPUT", QVariant::fromValue( layer ) }, { "OUTPUT", "TEMPORARY_OUTPUT" } };
  parameters.insert( isScan ? QVariantMap{ { "CASES", "crimes" },
                                           { "POPULATION", "people" },
                                           { "OVERDISPERSION", 1.5 },
                                           { "RUNS", 99 },
                                           { "CLUSTERS", "TEMPORARY_OUTPUT" } }
                            : QVariantMap{ { "FIELD", "crimes" }, { "PERMUTATIONS", 9999 } } );
  return run( algorithm, parameters );
}

} // namespace

class AwkwardCountsTest : public QObject
{
  Q_OBJECT

private slots:
  void nothingStandsOut_data();
  void nothingStandsOut();
  void degreesBecomeMetres_data() { addAlgorithms(); }
  void degreesBecomeMetres();
  void refuses_data();
  void refuses();

private:
  static void addAlgorithms()
  {
    QTest::addColumn<QString>( "algorithm" );
    QTest::newRow( "hot spots" ) << "detecthotspots";
    QTest::newRow( "clusters" ) << "scanclusters";
  }
};

void AwkwardCountsTest::nothingStandsOut_data()
{
  QTest::addColumn<QString>( "algorithm" );
  QTest::addColumn<int>( "situation" );
  for ( const char *algorithm : { "detecthotspots", "scanclusters" } )
  {
    QTest::addRow( "no incident, %s", algorithm ) << algorithm << 0;
    QTest::addRow( "one incident, %s", algorithm ) << algorithm << 1;
    QTest::addRow( "all equal, %s", algorithm ) << algorithm << 2;
    QTest::addRow( "chessboard, %s", algorithm ) << algorithm << 3;
  }
}

void AwkwardCountsTest::nothingStandsOut()
{
  QFETCH( QString, algorithm );
  QFETCH( int, situation );
  const Counts counts[] = { []( int, int ) { return 0; },
                            []( int column, int row ) { return column == 4 && row == 6 ? 1 : 0; },
                            []( int, int ) { return 3; },
                            []( int column, int row ) { return 3 + ( column + row ) % 2; } };
  const auto layer = cells( counts[situation] );
  const RunResult result = runOn( algorithm, layer.get() );
  if ( !result.succeeded )
  {
    QVERIFY2( result.error.contains( QStringLiteral( "crimes" ) ) || result.error.contains( QStringLiteral( "city" ) ),
              qPrintable( result.error ) );
    QVERIFY2( !result.error.contains( '\n' ), qPrintable( result.error ) );
    return;
  }
  QCOMPARE( result.number( "N_SIGNIFICANT" ), 0.0 );
  QCOMPARE( result.layer()->featureCount(), qint64( side * side ) );
}

void AwkwardCountsTest::degreesBecomeMetres()
{
  QFETCH( QString, algorithm );
  const auto layer =
    cells( []( int column, int row ) { return isPlanted( column, row ) ? 20 : 2 + ( column * 3 + row ) % 3; }, true );
  const RunResult result = runOn( algorithm, layer.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( !result.layer()->crs().isGeographic() );
  QVERIFY2( result.number( "N_SIGNIFICANT" ) >= 1, qPrintable( result.feedback->everything() ) );
}

void AwkwardCountsTest::refuses_data()
{
  QTest::addColumn<QString>( "algorithm" );
  QTest::addColumn<QString>( "layer" );
  QTest::addColumn<QString>( "sentence" );
  for ( const char *algorithm : { "detecthotspots", "scanclusters" } )
    QTest::addRow( "no features, %s", algorithm ) << algorithm << "empty"
                                                  << "‘nothing’ has no features";
  QTest::newRow( "negative counts" ) << "scanclusters"
                                     << "negative"
                                     << "-1";
  QTest::newRow( "nobody anywhere" ) << "scanclusters"
                                     << "deserted"
                                     << "that can take part: 0";
}

void AwkwardCountsTest::refuses()
{
  QFETCH( QString, algorithm );
  QFETCH( QString, layer );
  QFETCH( QString, sentence );
  const auto empty = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=crimes:double&field=people:double" ),
    QStringLiteral( "nothing" ), {} );
  const auto negative = cells( []( int column, int ) { return column - 1; } );
  const auto deserted = cells( []( int, int ) { return 2; }, false, QStringLiteral( "0" ) );
  const RunResult result = runOn( algorithm, layer == "empty"      ? empty.get()
                                             : layer == "negative" ? negative.get()
                                                                   : deserted.get() );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( AwkwardCountsTest )
#include "awkwardcounts_test.moc"
