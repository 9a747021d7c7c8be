// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/scansupport.h"

#include "base/gridlayout.h"
#include "base/run.h"
#include "statistics/distribution.h"

#include <qgsgeometryengine.h>
#include <qgsspatialindex.h>

#include <algorithm>
#include <cmath>

namespace communitysafety::base
{
namespace
{

using statistics::Border;
using statistics::BorderGraph;

//! Length along which two areas touch; what overlaps by a sliver counts once.
double sharedLength( const QgsGeometry &a, const QgsGeometry &b )
{
  double length = 0;
  const QVector<QgsGeometry> parts = a.intersection( b ).asGeometryCollection();
  for ( const QgsGeometry &part : parts )
    length += part.type() == compat::polygonGeometry ? part.length() / 2 : part.length();
  return length;
}

BorderGraph polygonBorders( const Areas &areas, const statistics::Progress &progress )
{
  const statistics::Neighbours neighbours = touchingNeighbours( areas, statistics::slice( progress, 0, 0.5 ) );
  const statistics::Progress measuring = statistics::slice( progress, 0.5, 1 );
  std::vector<Border> borders;
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    statistics::report( measuring, double( area ) / double( areas.size() ) );
    for ( const std::size_t neighbour : neighbours.of( area ) )
      if ( neighbour > area )
        borders.push_back( { std::uint32_t( area ), std::uint32_t( neighbour ),
                             sharedLength( areas.geometry[area], areas.geometry[neighbour] ) } );
  }
  return BorderGraph::fromBorders( areas.size(), borders, std::sqrt( statistics::median( areas.squareMetres ) ) );
}

//! The lines of one layer, found by place.
class Barriers
{
public:
  Barriers( Run &run, const Source &source, const QgsCoordinateReferenceSystem &crs )
  {
    Source::Reading reading;
    reading.crs = crs == source.crs() ? QgsCoordinateReferenceSystem() : crs;
    source.forEach( run, reading,
                    [this, &run, &source]( const QgsFeature &feature, qint64 row )
                    { take( run, source.name(), feature, row ); } );
  }

  bool lieBetween( const QgsPointXY &a, const QgsPointXY &b ) const
  {
    const QgsGeometry way = QgsGeometry::fromPolylineXY( { a, b } );
    const QList<QgsFeatureId> near = mIndex.intersects( way.boundingBox() );
    return std::any_of( near.begin(), near.end(),
                        [&]( QgsFeatureId id ) { return mLines[std::size_t( id )]->intersects( way.constGet() ); } );
  }

private:
  void take( Run &run, const QString &layer, const QgsFeature &feature, qint64 row )
  {
    run.ledger.read( layer );
    if ( !feature.hasGeometry() || feature.geometry().isEmpty() )
      return run.ledger.reject( layer, row, QString(), QString(), RejectReason::emptyGeometry );
    run.ledger.used( layer );
    mGeometries.push_back( feature.geometry() );
    mLines.emplace_back( QgsGeometry::createGeometryEngine( mGeometries.back().constGet() ) );
    mLines.back()->prepareGeometry();
    mIndex.addFeature( QgsFeatureId( mLines.size() - 1 ), feature.geometry().boundingBox() );
  }

  QgsSpatialIndex mIndex;
  std::vector<QgsGeometry> mGeometries;
  std::vector<std::unique_ptr<QgsGeometryEngine>> mLines;
};

} // namespace

statistics::ScanSupport scanSupport( Run &run, const Areas &areas, const statistics::Progress &progress )
{
  statistics::ScanSupport support;
  if ( const auto squares = squareLayout( areas ) )
  {
    support.borders = BorderGraph::onSquareGrid( squares->columns, squares->rows );
    support.columns = squares->columns;
    support.rows = squares->rows;
    run.remark( Run::tr( "The areas are cells of a square grid." ) );
    return support;
  }
  if ( const auto hexagons = hexagonLayout( areas ) )
  {
    support.layout = statistics::ScanLayout::hexagonGrid;
    support.borders = BorderGraph::onHexagonGrid( hexagons->columns, hexagons->rows );
    support.columns = hexagons->columns;
    support.rows = hexagons->rows;
    run.remark( Run::tr( "The areas are cells of a hexagon grid." ) );
    return support;
  }
  support.layout = statistics::ScanLayout::centres;
  support.borders = polygonBorders( areas, progress );
  AreaCentres centres = areaCentres( areas );
  support.x = std::move( centres.x );
  support.y = std::move( centres.y );
  run.remark( Run::tr( "The areas are no regular grid: the lengths of their shared borders are measured." ) );
  return support;
}

void followBarriers( Run &run, const Areas &areas, const Source &barriers, double factor,
                     statistics::ScanSupport &support )
{
  barriers.requireCrs();
  barriers.requireFeatures();
  const Barriers lines( run, barriers, areas.crs );
  const AreaCentres centres = areaCentres( areas );
  const auto centreOf = [&centres]( std::uint32_t area ) { return QgsPointXY( centres.x[area], centres.y[area] ); };
  std::vector<BorderGraph::Pair> crossed;
  const std::vector<Border> borders = support.borders.borders();
  for ( std::size_t border = 0; border < borders.size(); ++border )
  {
    if ( border % 1024 == 0 )
      run.stopIfCancelled();
    if ( lines.lieBetween( centreOf( borders[border].first ), centreOf( borders[border].second ) ) )
      crossed.emplace_back( borders[border].first, borders[border].second );
  }
  support.borders = support.borders.withCheapened( crossed, factor );
  run.remark( Run::tr( "‘%1’ runs along %2 of the %3 borders between areas." )
                .arg( barriers.name() )
                .arg( crossed.size() )
                .arg( borders.size() ) );
}

} // namespace communitysafety::base
