// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areaneighbours.h"

#include <qgsgeometryengine.h>

namespace communitysafety::base
{
namespace
{

using statistics::Neighbours;
using statistics::SpatialWeights;

//! Narrower than this, in metres, what two bounding boxes share is a corner: the cells of a grid are told apart by it.
constexpr double cornerSize = 1e-6;

bool meetInACorner( const QgsRectangle &first, const QgsRectangle &second )
{
  const QgsRectangle shared = first.intersect( second );
  return shared.width() < cornerSize && shared.height() < cornerSize;
}

//! Of areas that touch, those that share a line or overlap.
Neighbours sharingABorder( const Areas &areas, const Neighbours &touching, const statistics::Progress &progress )
{
  std::vector<Neighbours::Pair> pairs;
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( areas.size() ) );
    const std::unique_ptr<QgsGeometryEngine> engine(
      QgsGeometry::createGeometryEngine( areas.geometry[area].constGet() ) );
    const QgsRectangle box = areas.geometry[area].boundingBox();
    for ( const std::size_t other : touching.of( area ) )
    {
      if ( other < area || meetInACorner( box, areas.geometry[other].boundingBox() ) )
        continue;
      // Interiors, then boundaries: F where they do not meet, else the dimension of what they share.
      const QString relation = engine->relate( areas.geometry[other].constGet() );
      if ( relation.size() == 9 && ( relation[0] != 'F' || relation[4] == '1' ) )
        pairs.emplace_back( area, other );
    }
  }
  return Neighbours::fromPairs( areas.size(), pairs );
}

} // namespace

SpatialWeights areaNeighbours( const Areas &areas, const NeighbourChoice &choice, const Neighbours &touching,
                               const statistics::Progress &progress )
{
  if ( choice.rule == NeighbourRule::queen )
    return SpatialWeights( touching );
  if ( choice.rule == NeighbourRule::rook )
    return SpatialWeights( sharingABorder( areas, touching, progress ) );

  const auto [x, y] = areaCentres( areas );
  return choice.rule == NeighbourRule::distance
           ? SpatialWeights::withinDistance( x, y, choice.distance, statistics::WeightStyle::binary, progress )
           : SpatialWeights::nearest( x, y, choice.nearest, statistics::WeightStyle::binary, progress );
}

} // namespace communitysafety::base
