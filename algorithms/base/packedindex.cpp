// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/packedindex.h"

#include "base/run.h"

#include <qgsexception.h>

#include <QByteArray>
#include <QtEndian>

#include <cpl_error.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace communitysafety::base
{
namespace
{

constexpr std::size_t batchSize = 500000;
constexpr std::size_t headSize = 4;
constexpr std::size_t cellSize = 24;
constexpr qint64 rootNode = 1;

// The index holds less exact numbers than the points: its boxes are rounded outwards.
float below( double value )
{
  const auto nearest = static_cast<float>( value );
  return double( nearest ) > value ? std::nextafter( nearest, -std::numeric_limits<float>::infinity() ) : nearest;
}

float above( double value )
{
  const auto nearest = static_cast<float>( value );
  return double( nearest ) < value ? std::nextafter( nearest, std::numeric_limits<float>::infinity() ) : nearest;
}

template <typename Number>
void put( char *&at, Number number )
{
  qToBigEndian( number, at );
  at += sizeof( number );
}

void putFloat( char *&at, float value )
{
  quint32 bits = 0;
  std::memcpy( &bits, &value, sizeof( bits ) );
  put( at, bits );
}

} // namespace

PackedIndex::PackedIndex( GDALDataset &dataset, const QString &table, const QString &geometryColumn )
  : mDataset( dataset ), mName( QStringLiteral( "rtree_%1_%2" ).arg( table, geometryColumn ) )
{
  const QString trigger = mName + QStringLiteral( "_insert" );
  mTrigger = firstText( QStringLiteral( "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = '%1'" )
                          .arg( QString( trigger ).replace( '\'', QLatin1String( "''" ) ) ) );
  mNodeSize =
    firstText( QStringLiteral( "SELECT length(data) FROM \"%1_node\" WHERE nodeno = 1" ).arg( mName ) ).toUInt();
  const bool isEmpty =
    firstText( QStringLiteral( "SELECT count(*) FROM \"%1_rowid\"" ).arg( mName ) ) == QLatin1String( "0" );
  if ( mNodeSize < headSize + 2 * cellSize || !isEmpty )
    mTrigger.clear();
  if ( !isReady() )
    return;
  mMostInNode = ( mNodeSize - headSize ) / cellSize;
  execute( QStringLiteral( "DROP TRIGGER \"%1\"" ).arg( trigger ) );
}

QString PackedIndex::firstText( const QString &query )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  OGRLayer *result = mDataset.ExecuteSQL( query.toUtf8().constData(), nullptr, nullptr );
  if ( !result )
    return QString();
  const OGRFeatureUniquePtr row( result->GetNextFeature() );
  const QString text = row ? QString::fromUtf8( row->GetFieldAsString( 0 ) ) : QString();
  mDataset.ReleaseResultSet( result );
  return text;
}

void PackedIndex::execute( const QString &statement )
{
  CPLErrorReset();
  OGRLayer *result = mDataset.ExecuteSQL( statement.toUtf8().constData(), nullptr, nullptr );
  if ( result )
    mDataset.ReleaseResultSet( result );
  if ( CPLGetLastErrorType() >= CE_Failure )
    throw QgsProcessingException( Run::tr( "The spatial index of the output could not be written: %1" )
                                    .arg( QString::fromUtf8( CPLGetLastErrorMsg() ) ) );
}

void PackedIndex::add( qint64 row, double x, double y )
{
  mPoints.push_back( { below( x ), above( x ), below( y ), above( y ), row } );
  if ( mPoints.size() < batchSize )
    return;
  const Entries leaves = packed( mPoints, 0 );
  mLeaves.insert( mLeaves.end(), leaves.begin(), leaves.end() );
  mPoints.clear();
}

//! Fills nodes of \a level with \a entries and returns one entry for each.
PackedIndex::Entries PackedIndex::packed( Entries entries, int level )
{
  const auto byX = []( const Entry &a, const Entry &b ) { return a.minX + a.maxX < b.minX + b.maxX; };
  const auto byY = []( const Entry &a, const Entry &b ) { return a.minY + a.maxY < b.minY + b.maxY; };
  const auto nodes = std::ceil( double( entries.size() ) / double( mMostInNode ) );
  const std::size_t inStrip = std::size_t( std::ceil( std::sqrt( nodes ) ) ) * mMostInNode;
  std::sort( entries.begin(), entries.end(), byX );
  Entries parents;
  for ( std::size_t strip = 0; strip < entries.size(); strip += inStrip )
  {
    const std::size_t end = std::min( strip + inStrip, entries.size() );
    std::sort( entries.begin() + std::ptrdiff_t( strip ), entries.begin() + std::ptrdiff_t( end ), byY );
    for ( std::size_t first = strip; first < end; first += mMostInNode )
      parents.push_back( writeNode( &entries[first], std::min( mMostInNode, end - first ), level, mNextNode++ ) );
  }
  return parents;
}

PackedIndex::Entry PackedIndex::writeNode( const Entry *first, std::size_t count, int level, qint64 node )
{
  QByteArray data( static_cast<int>( mNodeSize ), '\0' );
  QString members;
  Entry box = *first;
  char *at = data.data();
  put( at, static_cast<quint16>( node == rootNode ? level : 0 ) );
  put( at, static_cast<quint16>( count ) );
  for ( const Entry *entry = first; entry < first + count; ++entry )
  {
    put( at, entry->id );
    for ( const float side : { entry->minX, entry->maxX, entry->minY, entry->maxY } )
      putFloat( at, side );
    box.minX = std::min( box.minX, entry->minX );
    box.maxX = std::max( box.maxX, entry->maxX );
    box.minY = std::min( box.minY, entry->minY );
    box.maxY = std::max( box.maxY, entry->maxY );
    members += QStringLiteral( "%1(%2,%3)" ).arg( entry == first ? "" : "," ).arg( entry->id ).arg( node );
  }
  box.id = node;
  execute( QStringLiteral( "INSERT OR REPLACE INTO \"%1_node\" VALUES(%2,x'%3')" )
             .arg( mName )
             .arg( node )
             .arg( QString::fromLatin1( data.toHex() ) ) );
  execute( QStringLiteral( "INSERT INTO \"%1_%2\" VALUES%3" )
             .arg( mName, level == 0 ? QStringLiteral( "rowid" ) : QStringLiteral( "parent" ), members ) );
  return box;
}

void PackedIndex::finish()
{
  if ( mLeaves.empty() && mPoints.size() <= mMostInNode )
  {
    if ( !mPoints.empty() )
      writeNode( mPoints.data(), mPoints.size(), 0, rootNode );
  }
  else
  {
    const Entries last = packed( mPoints, 0 );
    mLeaves.insert( mLeaves.end(), last.begin(), last.end() );
    int level = 1;
    for ( ; mLeaves.size() > mMostInNode; ++level )
      mLeaves = packed( mLeaves, level );
    writeNode( mLeaves.data(), mLeaves.size(), level, rootNode );
  }
  execute( mTrigger );
}

} // namespace communitysafety::base
