// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/touchedareas.h"

#include "base/overlaps.h"
#include "statistics/column.h"

#include <algorithm>
#include <map>

namespace communitysafety::base
{
namespace
{

//! "Ward A 62 %, Ward B 38 %", the largest share first; shares below 1 % are left out.
QString inWords( const std::map<QString, double> &shares )
{
  constexpr double leastShare = 0.01;
  std::vector<std::pair<QString, double>> ordered( shares.begin(), shares.end() );
  std::stable_sort( ordered.begin(), ordered.end(),
                    []( const auto &a, const auto &b ) { return a.second > b.second; } );
  QStringList parts;
  for ( const auto &[name, share] : ordered )
    if ( share >= leastShare )
      parts << QStringLiteral( "%1 %2 %" ).arg( name ).arg( qRound( 100.0 * share ) );
  return parts.join( QStringLiteral( ", " ) );
}

//! The people of \a cells in each of \a pieces.
std::vector<double> peopleIn( const std::vector<QgsGeometry> &pieces, const PeopledCells &cells,
                              const statistics::Progress &progress )
{
  std::vector<double> people( pieces.size(), 0.0 );
  for ( const AreaOverlap &overlap : overlaps( cells.cells, pieces, progress ) )
    if ( !statistics::isMissing( cells.people[overlap.source] ) )
      people[overlap.target] += overlap.share * cells.people[overlap.source];
  return people;
}

std::vector<QString> inWords( const std::vector<std::map<QString, double>> &shares )
{
  std::vector<QString> words;
  for ( const std::map<QString, double> &sharesOfOne : shares )
    words.push_back( inWords( sharesOfOne ) );
  return words;
}

} // namespace

std::vector<QString> touchedAreas( const std::vector<QgsGeometry> &outlines, const Areas &areas, int attribute,
                                   const statistics::Progress &progress )
{
  std::vector<std::map<QString, double>> shares( outlines.size() );
  for ( const AreaOverlap &overlap : overlaps( outlines, areas.geometry, progress ) )
    shares[overlap.source][areaText( areas, overlap.target, attribute )] += overlap.share;
  return inWords( shares );
}

std::vector<QString> touchedAreasByPeople( const std::vector<QgsGeometry> &outlines, const Areas &areas, int attribute,
                                           const PeopledCells &cells, const statistics::Progress &progress )
{
  const std::vector<AreaOverlap> pairs = overlaps( outlines, areas.geometry, statistics::slice( progress, 0.0, 0.3 ) );
  std::vector<QgsGeometry> pieces;
  pieces.reserve( pairs.size() );
  for ( const AreaOverlap &pair : pairs )
    pieces.push_back( outlines[pair.source].intersection( areas.geometry[pair.target] ) );
  const std::vector<double> inPieces = peopleIn( pieces, cells, statistics::slice( progress, 0.3, 0.7 ) );
  const std::vector<double> inOutlines = peopleIn( outlines, cells, statistics::slice( progress, 0.7, 1.0 ) );
  std::vector<std::map<QString, double>> shares( outlines.size() );
  for ( std::size_t pair = 0; pair < pairs.size(); ++pair )
  {
    const double all = inOutlines[pairs[pair].source];
    shares[pairs[pair].source][areaText( areas, pairs[pair].target, attribute )] +=
      all > 0 ? inPieces[pair] / all : pairs[pair].share;
  }
  return inWords( shares );
}

} // namespace communitysafety::base
