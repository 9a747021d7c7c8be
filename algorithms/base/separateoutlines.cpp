// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/separateoutlines.h"

#include "base/gridlayout.h"
#include "base/overlaps.h"
#include "base/run.h"

#include <algorithm>

namespace communitysafety::base
{

void requireSeparateOutlines( Run &run, const Areas &areas, const QString &layer, const QString &consequence,
                              const statistics::Progress &progress )
{
  constexpr double tooMuch = 0.5, worthTelling = 0.01;
  int pairs = 0;
  QString first;
  for ( const AreaOverlap &pair : overlaps( areas.geometry, areas.geometry, progress ) )
  {
    if ( pair.source >= pair.target )
      continue;
    const double share = pair.area / std::min( areas.squareMetres[pair.source], areas.squareMetres[pair.target] );
    if ( share >= tooMuch )
      throw QgsProcessingException( Run::tr( "‘%2’ and ‘%3’ of the layer ‘%1’ share %4 % of the smaller one, so that "
                                             "the same ground would count twice: correct the outlines, or remove one "
                                             "of them." )
                                      .arg( layer, areas.id[pair.source], areas.id[pair.target] )
                                      .arg( qRound( 100 * share ) ) );
    if ( share > worthTelling && pairs++ == 0 )
      first = Run::tr( "‘%1’ and ‘%2’ share %3 % of the smaller one" )
                .arg( areas.id[pair.source], areas.id[pair.target] )
                .arg( qRound( 100 * share ) );
  }
  if ( pairs > 0 )
    run.warn(
      Run::tr( "‘%1’: outlines overlap in %n place(s): %2. %3", nullptr, pairs ).arg( layer, first, consequence ) );
}

void requireNoCommonGround( const Areas &areas, const QString &layer, const QString &consequence,
                            const statistics::Progress &progress )
{
  constexpr double sliver = 0.02;
  // Two cells that lie in different places of a grid have nothing in common.
  if ( squareLayout( areas ) || hexagonLayout( areas ) )
    return;
  for ( const AreaOverlap &pair : overlaps( areas.geometry, areas.geometry, progress ) )
  {
    if ( pair.source >= pair.target )
      continue;
    const double share = pair.area / std::min( areas.squareMetres[pair.source], areas.squareMetres[pair.target] );
    if ( share > sliver )
      throw QgsProcessingException( Run::tr( "‘%2’ and ‘%3’ of the layer ‘%1’ overlap each other (they share %4 % of "
                                             "the smaller one), so that %5: remove the overlap, or run the algorithm "
                                             "for each of them alone." )
                                      .arg( layer, areas.id[pair.source], areas.id[pair.target] )
                                      .arg( qRound( 100 * share ) )
                                      .arg( consequence ) );
  }
}

} // namespace communitysafety::base
