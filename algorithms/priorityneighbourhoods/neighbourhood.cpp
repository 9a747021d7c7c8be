// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/neighbourhood.h"

#include "base/compat.h"

namespace communitysafety::priorityneighbourhoods
{

std::vector<statistics::Region> figuresOf( const ScoredAreas &scored,
                                           const std::vector<std::vector<std::size_t>> &members )
{
  const statistics::Neighbours none;
  const statistics::RegionCells cells{
    scored.score, scored.score, scored.population, scored.areas.squareMetres, none, {}
  };
  std::vector<statistics::Region> figures;
  for ( const std::vector<std::size_t> &each : members )
    figures.push_back( statistics::describeRegion( cells, each ) );
  return figures;
}

QgsGeometry withoutStraightCorners( const QgsGeometry &outline )
{
  // By less than a millimetre nothing else goes.
  QgsGeometry simple = outline.simplify( 1e-4 );
  if ( simple.isEmpty() )
    return outline;
  simple.convertToMultiType();
  return simple;
}

std::vector<Neighbourhood> neighbourhoodsOf( const ScoredAreas &scored,
                                             const std::vector<std::vector<std::size_t>> &members,
                                             const statistics::Progress &progress )
{
  const std::vector<statistics::Region> figures = figuresOf( scored, members );
  std::vector<Neighbourhood> neighbourhoods( members.size() );
  for ( std::size_t each = 0; each < members.size(); ++each )
  {
    statistics::report( progress, double( each ) / double( members.size() ) );
    neighbourhoods[each].members = members[each];
    neighbourhoods[each].figures = figures[each];
    neighbourhoods[each].outline = withoutStraightCorners( base::dissolved( scored.areas, members[each] ) );
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
