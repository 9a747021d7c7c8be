// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/nearestname.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace communitysafety::base
{
namespace
{

constexpr int longestList = 12;

struct NearestNameText
{
  Q_DECLARE_TR_FUNCTIONS( NearestName )
};

// Row by row through the table of distances between the beginnings of both texts; a swap looks two rows back.
int editDistance( const QString &from, const QString &to )
{
  const int width = static_cast<int>( to.size() );
  std::vector<int> beforeLast( width + 1 ), last( width + 1 ), current( width + 1 );
  std::iota( last.begin(), last.end(), 0 );
  for ( int i = 1; i <= from.size(); ++i )
  {
    current[0] = i;
    for ( int j = 1; j <= width; ++j )
    {
      const int replaced = last[j - 1] + ( from[i - 1] == to[j - 1] ? 0 : 1 );
      current[j] = std::min( { replaced, last[j] + 1, current[j - 1] + 1 } );
      if ( i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] )
        current[j] = std::min( current[j], beforeLast[j - 2] + 1 );
    }
    beforeLast.swap( last );
    last.swap( current );
  }
  return last[width];
}

bool isClose( int distance, const QString &wanted, const QString &name )
{
  const int tolerated = std::max( 2, static_cast<int>( wanted.size() ) / 3 );
  const int nothingKept = static_cast<int>( std::max( wanted.size(), name.size() ) );
  return distance <= tolerated && distance < nothingKept;
}

} // namespace

QString nearestName( const QString &wanted, const QStringList &valid )
{
  QString nearest;
  int smallest = std::numeric_limits<int>::max();
  for ( const QString &name : valid )
  {
    const int distance = editDistance( wanted.toLower(), name.toLower() );
    if ( distance < smallest && isClose( distance, wanted, name ) )
    {
      nearest = name;
      smallest = distance;
    }
  }
  return nearest;
}

QString didYouMean( const QString &wanted, const QStringList &valid )
{
  if ( valid.isEmpty() )
    return QString();
  const QString nearest = nearestName( wanted, valid );
  if ( !nearest.isEmpty() )
    return NearestNameText::tr( " Did you mean ‘%1’?" ).arg( nearest );
  const QString listed = valid.mid( 0, longestList ).join( QLatin1String( ", " ) );
  const int unlisted = static_cast<int>( valid.size() ) - longestList;
  return unlisted > 0
           ? NearestNameText::tr( " Valid names: %1 (and %2 more)." ).arg( listed, QString::number( unlisted ) )
           : NearestNameText::tr( " Valid names: %1." ).arg( listed );
}

} // namespace communitysafety::base
