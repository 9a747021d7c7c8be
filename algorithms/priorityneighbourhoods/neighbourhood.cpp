// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/neighbourhood.h"

#include "base/compat.h"

#include <numeric>

namespace communitysafety::priorityneighbourhoods
{

namespace
{

QgsGeometry unionOf( const QVector<QgsGeometry> &cells )
{
  QgsGeometry outline = QgsGeometry::unaryUnion( cells );
  outline.convertGeometryCollectionToSubclass( compat::polygonGeometry );
  // Corners of cells on a straight side are no corners of the outline; by less than a millimetre nothing else goes.
  if ( const QgsGeometry simple = outline.simplify( 1e-4 ); !simple.isEmpty() )
    outline = simple;
  outline.convertToMultiType();
  return outline;
}

} // namespace

double ScoredAreas::cityPopulation() const
{
  return std::accumulate( population.begin(), population.end(), 0.0,
                          []( double sum, double number )
                          { return statistics::isMissing( number ) ? sum : sum + number; } );
}

//! One neighbourhood for each set of \a members, with figures and outline.
std::vector<Neighbourhood> neighbourhoodsOf( const ScoredAreas &scored,
                                             const std::vector<std::vector<std::size_t>> &members,
                                             const statistics::Progress &progress )
{
  const statistics::Neighbours none;
  const statistics::RegionCells cells{
    scored.score, scored.score, scored.population, scored.areas.squareMetres, none, {}
  };
  std::vector<Neighbourhood> neighbourhoods( members.size() );
  for ( std::size_t each = 0; each < members.size(); ++each )
  {
    statistics::report( progress, double( each ) / double( members.size() ) );
    neighbourhoods[each].members = members[each];
    neighbourhoods[each].figures = statistics::describeRegion( cells, members[each] );
    QVector<QgsGeometry> geometries;
    for ( const std::size_t member : members[each] )
      geometries << scored.areas.geometry[member];
    neighbourhoods[each].outline = unionOf( geometries );
  }
  return neighbourhoods;
}

std::vector<QgsGeometry> outlinesOf( const std::vector<Neighbourhood> &neighbourhoods )
{
  std::vector<QgsGeometry> outlines;
  for ( const Neighbourhood &neighbourhood : neighbourhoods )
    outlines.push_back( neighbourhood.outline );
  return outlines;
}

} // namespace communitysafety::priorityneighbourhoods
