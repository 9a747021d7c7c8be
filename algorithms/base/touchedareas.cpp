// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/touchedareas.h"

#include "base/overlaps.h"

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

} // namespace

std::vector<QString> touchedAreas( const std::vector<QgsGeometry> &outlines, const Areas &areas, int attribute,
                                   const statistics::Progress &progress )
{
  std::vector<std::map<QString, double>> shares( outlines.size() );
  for ( const AreaOverlap &overlap : overlaps( outlines, areas.geometry, progress ) )
    shares[overlap.source][areaText( areas, overlap.target, attribute )] += overlap.share;
  std::vector<QString> words;
  for ( const std::map<QString, double> &sharesOfOne : shares )
    words.push_back( inWords( sharesOfOne ) );
  return words;
}

} // namespace communitysafety::base
