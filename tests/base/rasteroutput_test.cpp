// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/rasteroutput.h"
#include "testrun.h"

#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cmath>

using namespace communitysafety;
using namespace communitysafety::test;

namespace
{

const QgsCoordinateReferenceSystem britishGrid( QStringLiteral( "EPSG:27700" ) );

//! Three columns and two rows of 100 m, the first row in the north; the last cell has no value.
base::RasterSpec densities()
{
  base::RasterSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.title = QStringLiteral( "Density" );
  spec.frame.xMinimum = 400000;
  spec.frame.yMaximum = 300200;
  spec.frame.cellSize = 100;
  spec.frame.columns = 3;
  spec.frame.rows = 2;
  spec.crs = britishGrid;
  spec.bands = { { QStringLiteral( "Incidents per km²" ), { 1, 2, 3, 4, 0, statistics::missing } } };
  spec.style = QStringLiteral( "estimatedensity_output_density" );
  return spec;
}

//! The value of one band at the centre of a cell; missing where there is no data.
double valueAt( QgsRasterLayer &raster, int column, int row, int band = 1 )
{
  bool hasValue = false;
  const QgsPointXY centre( 400050 + 100 * column, 300150 - 100 * row );
  const double value = raster.dataProvider()->sample( centre, band, &hasValue );
  return hasValue ? value : statistics::missing;
}

} // namespace

class RasterOutputTest : public QObject
{
  Q_OBJECT

private slots:
  void init();
  // laws
  void numbersLieWhereTheFrameSays_data();
  void numbersLieWhereTheFrameSays();
  void bandsKeepTheirOrderAndWords();
  void resultIsTheFile();
  void fileIsStyledAndDescribed();
  // edges
  void oneCellIsEnough();
  void everyValueMayBeMissing();
  // refused input
  void placeThatCannotBeWrittenIsNamed_data();
  void placeThatCannotBeWrittenIsNamed();
  void cancelLeavesNoFile();

private:
  QString pathOf( const QString &name ) const { return mFolder->filePath( name ); }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void RasterOutputTest::init() { mFolder = std::make_unique<QTemporaryDir>(); }

void RasterOutputTest::numbersLieWhereTheFrameSays_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::newRow( "GeoTIFF" ) << "density.tif";
  QTest::newRow( "a folder with a space and an accent" ) << "é t/density.tif";
}

void RasterOutputTest::numbersLieWhereTheFrameSays()
{
  QFETCH( QString, file );
  QVERIFY( QDir( mFolder->path() ).mkpath( QFileInfo( pathOf( file ) ).path() ) );
  TestRun test;
  base::writeRaster( test.run, densities(), pathOf( file ) );
  QgsRasterLayer raster( pathOf( file ) );
  QVERIFY( raster.isValid() );
  QCOMPARE( raster.extent(), QgsRectangle( 400000, 300000, 400300, 300200 ) );
  QCOMPARE( raster.crs(), britishGrid );
  QCOMPARE( valueAt( raster, 0, 0 ), 1.0 );
  QCOMPARE( valueAt( raster, 2, 0 ), 3.0 );
  QCOMPARE( valueAt( raster, 0, 1 ), 4.0 );
  // Nothing there is another thing than not known.
  QCOMPARE( valueAt( raster, 1, 1 ), 0.0 );
  QVERIFY( std::isnan( valueAt( raster, 2, 1 ) ) );
}

void RasterOutputTest::bandsKeepTheirOrderAndWords()
{
  base::RasterSpec spec = densities();
  spec.bands.push_back( { QStringLiteral( "p" ), { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6 } } );
  TestRun test;
  base::writeRaster( test.run, spec, pathOf( QStringLiteral( "two.tif" ) ) );
  QgsRasterLayer raster( pathOf( QStringLiteral( "two.tif" ) ) );
  QCOMPARE( raster.bandCount(), 2 );
  QVERIFY2( raster.bandName( 1 ).contains( QStringLiteral( "Incidents per km²" ) ),
            qPrintable( raster.bandName( 1 ) ) );
  QVERIFY2( raster.bandName( 2 ).contains( QStringLiteral( "p" ) ), qPrintable( raster.bandName( 2 ) ) );
  QVERIFY( std::fabs( valueAt( raster, 2, 1, 2 ) - 0.6 ) < 1e-6 );
}

void RasterOutputTest::resultIsTheFile()
{
  TestRun test;
  base::writeRaster( test.run, densities(), pathOf( QStringLiteral( "density.tif" ) ) );
  QCOMPARE( test.run.results().value( QStringLiteral( "OUTPUT" ) ).toString(),
            pathOf( QStringLiteral( "density.tif" ) ) );
}

void RasterOutputTest::fileIsStyledAndDescribed()
{
  TestRun test;
  base::writeRaster( test.run, densities(), pathOf( QStringLiteral( "density.tif" ) ) );
  test.run.outputs.styleAndDescribe( test.run.record, test.context, test.feedback );
  QVERIFY2( test.feedback.warnings.isEmpty(), qPrintable( test.feedback.everything() ) );
  QVERIFY( QFile::exists( pathOf( QStringLiteral( "density.qml" ) ) ) );
  QVERIFY( QFile::exists( pathOf( QStringLiteral( "density.qmd" ) ) ) );
}

void RasterOutputTest::oneCellIsEnough()
{
  base::RasterSpec spec = densities();
  spec.frame.columns = spec.frame.rows = 1;
  spec.bands[0].values = { 7 };
  TestRun test;
  base::writeRaster( test.run, spec, pathOf( QStringLiteral( "one.tif" ) ) );
  QgsRasterLayer raster( pathOf( QStringLiteral( "one.tif" ) ) );
  QCOMPARE( valueAt( raster, 0, 0 ), 7.0 );
}

void RasterOutputTest::everyValueMayBeMissing()
{
  base::RasterSpec spec = densities();
  spec.bands[0].values.assign( 6, statistics::missing );
  TestRun test;
  base::writeRaster( test.run, spec, pathOf( QStringLiteral( "none.tif" ) ) );
  QgsRasterLayer raster( pathOf( QStringLiteral( "none.tif" ) ) );
  QVERIFY( raster.isValid() );
  QVERIFY( std::isnan( valueAt( raster, 0, 0 ) ) );
}

void RasterOutputTest::placeThatCannotBeWrittenIsNamed_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::newRow( "folder that is not there" ) << "nowhere/density.tif";
  QTest::newRow( "format that nobody knows" ) << "density.xyzzy";
}

void RasterOutputTest::placeThatCannotBeWrittenIsNamed()
{
  QFETCH( QString, file );
  TestRun test;
  const QString said = refusal( [&] { base::writeRaster( test.run, densities(), pathOf( file ) ); } );
  QVERIFY2( said.contains( pathOf( file ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "OUTPUT" ) ) && !said.contains( '\n' ), qPrintable( said ) );
  QVERIFY( !QFile::exists( pathOf( file ) ) );
  QVERIFY( test.run.results().isEmpty() );
}

void RasterOutputTest::cancelLeavesNoFile()
{
  TestRun test;
  test.feedback.cancel();
  QVERIFY_EXCEPTION_THROWN( base::writeRaster( test.run, densities(), pathOf( QStringLiteral( "cancelled.tif" ) ) ),
                            statistics::Cancelled );
  QVERIFY( !QFile::exists( pathOf( QStringLiteral( "cancelled.tif" ) ) ) );
}

COMMUNITYSAFETY_TEST_MAIN( RasterOutputTest )
#include "rasteroutput_test.moc"
