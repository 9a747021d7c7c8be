// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areacontinuity.h"

#include "statistics/concordance.h"

#include <QRegularExpression>

#include <algorithm>

namespace communitysafety::base
{

std::vector<Continuation> continuations( const std::vector<AreaOverlap> &common, statistics::Column now,
                                         statistics::Column before, double least )
{
  std::vector<statistics::CommonGround> ground;
  for ( const AreaOverlap &overlap : common )
    ground.push_back(
      { static_cast<int>( overlap.source ) + 1, static_cast<int>( overlap.target ) + 1, overlap.area } );
  std::vector<Continuation> found;
  for ( const statistics::ContinuedRegion &match : statistics::bestMatches( ground, now, before, least ) )
    found.push_back(
      { static_cast<std::size_t>( match.now - 1 ), static_cast<std::size_t>( match.before - 1 ), match.jaccard } );
  return found;
}

NewIds::NewIds( const std::vector<QString> &inUse )
{
  static const QRegularExpression form( QStringLiteral( "^N(\\d{1,8})$" ) );
  for ( const QString &id : inUse )
    mLast = std::max( mLast, form.match( id ).captured( 1 ).toInt() );
}

QString NewIds::next() { return QStringLiteral( "N%1" ).arg( ++mLast, 2, 10, QLatin1Char( '0' ) ); }

} // namespace communitysafety::base
