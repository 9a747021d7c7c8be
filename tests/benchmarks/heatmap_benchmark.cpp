// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "clusteredpoints.h"

#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgskde.h>
#include <qgsvectorlayer.h>

#include <benchmark/benchmark.h>
#include <gdal.h>

namespace
{

QgsFeature pointFeature( double x, double y )
{
  QgsFeature feature;
  feature.setGeometry( QgsGeometry::fromPointXY( { x, y } ) );
  return feature;
}

QgsFeatureList featuresOf( const ClusteredPoints &points )
{
  QgsFeatureList features;
  for ( std::size_t point = 0; point < points.x.size(); ++point )
    features << pointFeature( points.x[point], points.y[point] );
  return features;
}

//! From a layer only fields, extent and coordinate system are asked: two corners of the city are enough.
bool addCorners( QgsVectorLayer &layer )
{
  QgsFeatureList corners{ pointFeature( 400000, 280000 ), pointFeature( 420000, 300000 ) };
  return layer.dataProvider()->addFeatures( corners );
}

/**
 * The peer: the heat map of QGIS with the quartic kernel, 300 m in cells of 25 m, without the reading of the points
 * from a layer, into a raster in memory. To be held against densityByPoints.
 */
void heatmapOfQgis( benchmark::State &state )
{
  GDALAllRegister();
  const QgsFeatureList features = featuresOf( { static_cast<std::size_t>( state.range( 0 ) ), 5 } );
  QgsVectorLayer layer( QStringLiteral( "Point?crs=EPSG:27700" ), QStringLiteral( "points" ),
                        QStringLiteral( "memory" ) );
  if ( !layer.isValid() || !addCorners( layer ) )
    return state.SkipWithError( "QGIS offers no layers in memory" );
  // The names of kernels differ between versions of QGIS; quartic is the first of them in all.
  QgsKernelDensityEstimation::Parameters parameters{};
  parameters.source = &layer;
  parameters.radius = 300;
  parameters.pixelSize = 25;
  for ( auto _ : state )
  {
    QgsKernelDensityEstimation density( parameters, QStringLiteral( "/vsimem/heatmap.tif" ),
                                        QStringLiteral( "GTiff" ) );
    if ( density.prepare() != QgsKernelDensityEstimation::Result::Success )
      return state.SkipWithError( "QGIS made no heat map" );
    for ( const QgsFeature &feature : features )
      density.addFeature( feature );
    density.finalise();
  }
}
BENCHMARK( heatmapOfQgis )
  ->RangeMultiplier( 10 )
  ->Range( 10000, 1000000 )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime();

} // namespace
