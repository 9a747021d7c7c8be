// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/neighbourhood.h"

#include "base/compat.h"

namespace communitysafety::priorityneighbourhoods
{

namespace
{

//! Without the corners of cells on a straight side, which are no corners of the outline.
QgsGeometry simplified( const QgsGeometry &outline )
{
  // By less than a millimetre nothing else goes.
  QgsGeometry simple = outline.simplify( 1e-4 );
  if ( simple.isEmpty() )
    return outline;
  simple.convertToMultiType();
  return simple;
}

} // namespace

double ScoredAreas::cityPopulation() const { return statistics::sumPresent( population ); }

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
    neighbourhoods[each].outline = simplified( base::dissolved( scored.areas, members[each] ) );
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
