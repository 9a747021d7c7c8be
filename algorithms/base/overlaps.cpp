// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/overlaps.h"

#include <qgsgeometryengine.h>
#include <qgsspatialindex.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace communitysafety::base
{
namespace
{

QgsSpatialIndex indexOf( const std::vector<QgsGeometry> &geometries )
{
  QgsSpatialIndex index;
  for ( std::size_t row = 0; row < geometries.size(); ++row )
    index.addFeature( static_cast<QgsFeatureId>( row ), geometries[row].boundingBox() );
  return index;
}

std::vector<std::size_t> candidatesFor( const QgsGeometry &source, const QgsSpatialIndex &targets )
{
  std::vector<std::size_t> candidates;
  for ( const QgsFeatureId row : targets.intersects( source.boundingBox() ) )
    candidates.push_back( static_cast<std::size_t>( row ) );
  std::sort( candidates.begin(), candidates.end() );
  return candidates;
}

//! \param source prepared engine of one geometry
double commonArea( const QgsGeometryEngine &source, const QgsGeometry &target )
{
  if ( !source.intersects( target.constGet() ) )
    return 0.0;
  if ( source.contains( target.constGet() ) )
    return target.area();
  QString problem;
  const std::unique_ptr<QgsAbstractGeometry> common( source.intersection( target.constGet(), &problem ) );
  if ( !common )
    throw std::runtime_error( "two areas could not be intersected: " + problem.toStdString() );
  return common->area();
}

} // namespace

std::vector<AreaOverlap> overlaps( const std::vector<QgsGeometry> &sources, const std::vector<QgsGeometry> &targets,
                                   const statistics::Progress &progress )
{
  const QgsSpatialIndex index = indexOf( targets );
  std::vector<AreaOverlap> pairs;
  for ( std::size_t source = 0; source < sources.size(); ++source )
  {
    const std::unique_ptr<QgsGeometryEngine> engine( QgsGeometry::createGeometryEngine( sources[source].constGet() ) );
    engine->prepareGeometry();
    const double whole = sources[source].area();
    for ( const std::size_t target : candidatesFor( sources[source], index ) )
    {
      // One large source may meet thousands of cells: a cancel must not wait for the next source.
      statistics::report( progress, double( source ) / double( sources.size() ) );
      const double area = commonArea( *engine, targets[target] );
      if ( area > 0 )
        pairs.push_back( { source, target, area, std::min( 1.0, area / whole ) } );
    }
  }
  statistics::report( progress, 1.0 );
  return pairs;
}

} // namespace communitysafety::base
