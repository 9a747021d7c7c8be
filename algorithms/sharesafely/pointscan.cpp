// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/pointscan.h"

#include "base/compat.h"
#include "base/run.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::sharesafely
{

using base::Run;

namespace
{

int remainder( double coordinate, double precision )
{
  const double part = coordinate - std::floor( coordinate / precision ) * precision;
  return int( std::lround( part ) ) % std::max( 1, int( std::lround( precision ) ) );
}

//! Whether \a one and \a other are the same to a metre, the end of the grid being its beginning.
bool isNear( int one, int other, int precision )
{
  const int apart = std::abs( one - other );
  return std::min( apart, precision - apart ) <= 1;
}

} // namespace

void PointScan::add( const QgsGeometry &geometry )
{
  if ( mPrecision <= 0 || geometry.isNull() || geometry.type() != compat::pointGeometry )
    return;
  for ( auto vertex = geometry.vertices_begin(); vertex != geometry.vertices_end(); ++vertex )
  {
    const QgsPoint point = *vertex;
    ++mPoints;
    ++mRemainders[{ remainder( point.x(), mPrecision ), remainder( point.y(), mPrecision ) }];
    ++mPositions[{ std::llround( point.x() ), std::llround( point.y() ) }];
  }
}

qint64 PointScan::pointsOffTheGrid() const
{
  const int side = std::max( 1, int( std::lround( mPrecision ) ) );
  // The most frequent one; of several as frequent the smallest, so that the order of the points plays no part.
  QPair<int, int> begin;
  qint64 most = 0;
  for ( auto entry = mRemainders.constBegin(); entry != mRemainders.constEnd(); ++entry )
    if ( entry.value() > most || ( entry.value() == most && entry.key() < begin ) )
    {
      begin = entry.key();
      most = entry.value();
    }
  qint64 on = 0;
  for ( auto entry = mRemainders.constBegin(); entry != mRemainders.constEnd(); ++entry )
    if ( isNear( entry.key().first, begin.first, side ) && isNear( entry.key().second, begin.second, side ) )
      on += entry.value();
  return mPoints - on;
}

qint64 PointScan::pointsOffWholeMultiples() const
{
  const int side = std::max( 1, int( std::lround( mPrecision ) ) );
  const auto isWhole = [side]( int rest ) { return isNear( rest, 0, side ) || isNear( rest, side / 2, side ); };
  qint64 off = 0;
  for ( auto entry = mRemainders.constBegin(); entry != mRemainders.constEnd(); ++entry )
    off += isWhole( entry.key().first ) && isWhole( entry.key().second ) ? 0 : entry.value();
  return off;
}

std::vector<Finding> PointScan::findings( qint64 fewest ) const
{
  constexpr qint64 fewPoints = 4;
  std::vector<Finding> found;
  const qint64 off = mPositions.size() <= fewPoints ? pointsOffWholeMultiples() : pointsOffTheGrid();
  if ( off > 0 )
    found.push_back( { QString(), Run::tr( "the geometry" ), FindingKind::finePoints, off,
                       Run::tr( "not on a grid of %1 m" ).arg( mPrecision ) } );
  const auto lonely = std::count_if( mPositions.constBegin(), mPositions.constEnd(),
                                     [fewest]( qint64 records ) { return records < fewest; } );
  if ( lonely > 0 )
    found.push_back( { QString(), Run::tr( "the geometry" ), FindingKind::lonelyPlace, qint64( lonely ),
                       Run::tr( "fewer than %1 at one place" ).arg( fewest ) } );
  return found;
}

} // namespace communitysafety::sharesafely
