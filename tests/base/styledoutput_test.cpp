// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/fields.h"
#include "base/styledoutput.h"
#include "testrun.h"

#include <qgsmaplayerstylemanager.h>
#include <qgsrulebasedrenderer.h>
#include <qgsvectorfilewriter.h>

#include <QDir>
#include <QTemporaryDir>

using namespace communitysafety;
using namespace communitysafety::test;

class StyledOutputTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void styleIsAppliedWithTheFieldExchanged();
  void descriptionIsKeptWithTheFile_data();
  void descriptionIsKeptWithTheFile();
  void savingTwiceKeepsOneStyle();
  void furtherStylesStandBesideTheDefault();
  void furtherStylesGoAlongToACopy();
  // edges
  void memoryLayerHasNothingToSave();
  // refused input
  void missingStyleIsRefused();
};

namespace
{

std::unique_ptr<QgsVectorLayer> cells()
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=cell_id:string&field=share:double" ),
                      QStringLiteral( "cells" ), { QStringLiteral( "POLYGON((0 0,1 0,1 1,0 1,0 0));a;0.5" ) } );
}

const QString gridStyle = QStringLiteral( "createanalysisgrid_output" );

QString filtersOf( QgsRuleBasedRenderer &renderer )
{
  QStringList filters;
  for ( const QgsRuleBasedRenderer::Rule *rule : renderer.rootRule()->children() )
    filters << rule->filterExpression();
  return filters.join( '\n' );
}

//! The file of \a cells in one format.
std::unique_ptr<QgsVectorLayer> written( const QString &path, const QString &driver )
{
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = driver;
  QgsVectorFileWriter::writeAsVectorFormatV3( cells().get(), path, QgsCoordinateTransformContext(), options );
  return std::make_unique<QgsVectorLayer>( path, QStringLiteral( "cells" ), QStringLiteral( "ogr" ) );
}

} // namespace

void StyledOutputTest::styleIsAppliedWithTheFieldExchanged()
{
  const auto layer = cells();
  base::applyStyle( *layer, QStringLiteral( "buildindicators_output" ),
                    { { QStringLiteral( "n" ), QStringLiteral( "share" ) } } );
  auto *renderer = dynamic_cast<QgsRuleBasedRenderer *>( layer->renderer() );
  QVERIFY( renderer );
  const QString filters = filtersOf( *renderer );
  QVERIFY2( filters.contains( QStringLiteral( "\"share\"" ) ), qPrintable( filters ) );
  QVERIFY2( !filters.contains( QStringLiteral( "\"n\"" ) ), qPrintable( filters ) );
}

void StyledOutputTest::descriptionIsKeptWithTheFile_data()
{
  QTest::addColumn<QString>( "driver" );
  QTest::addColumn<QString>( "file" );
  QTest::newRow( "GeoPackage" ) << "GPKG"
                                << "cells.gpkg";
  QTest::newRow( "Shapefile" ) << "ESRI Shapefile"
                               << "cells.shp";
  QTest::newRow( "GeoJSON" ) << "GeoJSON"
                             << "cells.geojson";
}

void StyledOutputTest::descriptionIsKeptWithTheFile()
{
  QFETCH( QString, driver );
  QFETCH( QString, file );
  const QTemporaryDir folder;
  const auto layer = written( folder.filePath( file ), driver );
  QVERIFY( layer->isValid() );
  base::applyStyle( *layer, gridStyle, { { QStringLiteral( "inside" ), QStringLiteral( "share" ) } } );
  layer->setMetadata( TestRun().run.record.layerMetadata( QStringLiteral( "Cells" ) ) );
  QCOMPARE( base::saveDescription( *layer ), QStringList() );

  QgsVectorLayer reopened( folder.filePath( file ), QString(), QStringLiteral( "ogr" ) );
  bool hasStyle = false;
  reopened.loadDefaultStyle( hasStyle );
  QVERIFY( hasStyle );
  QCOMPARE( reopened.renderer()->type(), layer->renderer()->type() );
  bool hasMetadata = false;
  reopened.loadDefaultMetadata( hasMetadata );
  QCOMPARE( reopened.metadata().title(), QStringLiteral( "Cells" ) );
}

void StyledOutputTest::savingTwiceKeepsOneStyle()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "cells.gpkg" ) );
  const auto layer = written( path, QStringLiteral( "GPKG" ) );
  for ( int time = 0; time < 2; ++time )
    QCOMPARE( base::saveDescription( *layer ), QStringList() );
  const QgsVectorLayer styles( path + QStringLiteral( "|layername=layer_styles" ), QString(), QStringLiteral( "ogr" ) );
  QCOMPARE( int( styles.featureCount() ), 1 );
}

void StyledOutputTest::furtherStylesStandBesideTheDefault()
{
  QTemporaryDir folder;
  const auto layer = written( folder.filePath( QStringLiteral( "cells.gpkg" ) ), QStringLiteral( "GPKG" ) );
  QCOMPARE( base::addFurtherStyles( *layer, { { QStringLiteral( "Violence" ), gridStyle, {} } } ), QStringList() );
  base::applyStyle( *layer, QStringLiteral( "buildindicators_output" ),
                    { { QStringLiteral( "n" ), QStringLiteral( "share" ) } } );
  QCOMPARE( base::saveDescription( *layer ), QStringList() );
  QVERIFY( layer->styleManager()->styles().contains( QStringLiteral( "Violence" ) ) );
  QgsVectorLayer opened( layer->source(), QStringLiteral( "cells" ), QStringLiteral( "ogr" ) );
  auto *renderer = dynamic_cast<QgsRuleBasedRenderer *>( opened.renderer() );
  QVERIFY( renderer );
  QVERIFY( filtersOf( *renderer ).contains( QStringLiteral( "\"share\"" ) ) );
}

void StyledOutputTest::furtherStylesGoAlongToACopy()
{
  QTemporaryDir folder;
  const auto from = written( folder.filePath( QStringLiteral( "from.gpkg" ) ), QStringLiteral( "GPKG" ) );
  const auto to = written( folder.filePath( QStringLiteral( "to.gpkg" ) ), QStringLiteral( "GPKG" ) );
  base::addFurtherStyles( *from, { { QStringLiteral( "Violence" ), gridStyle, {} } } );
  base::applyStyle( *from, gridStyle, {} );
  base::saveDescription( *from );
  QCOMPARE( base::copyFurtherStyles( *from, *to ), QStringList() );
  QStringList ids, names, descriptions;
  QString problem;
  to->listStylesInDatabase( ids, names, descriptions, problem );
  QCOMPARE( names, QStringList{ QStringLiteral( "Violence" ) } );
}

void StyledOutputTest::memoryLayerHasNothingToSave() { QCOMPARE( base::saveDescription( *cells() ), QStringList() ); }

void StyledOutputTest::missingStyleIsRefused()
{
  const auto layer = cells();
  const QString error = refusal( [&] { base::applyStyle( *layer, QStringLiteral( "no_such" ), {} ); } );
  QCOMPARE( error,
            QStringLiteral( "The style ‘no_such’ is missing from the plugin: install Community Safety again." ) );
}

COMMUNITYSAFETY_TEST_MAIN( StyledOutputTest )
#include "styledoutput_test.moc"
