// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/rejectspool.h"

#include <QDir>

#include <stdexcept>
#include <utility>

namespace communitysafety::base
{
namespace
{

constexpr std::size_t blockSize = 4096;

[[noreturn]] void fail( const QFileDevice &file )
{
  throw std::runtime_error(
    "the rejected records cannot be kept in the folder for temporary files, which may be full (" +
    file.errorString().toStdString() + ")" );
}

} // namespace

void RejectSpool::add( RejectEntry entry, const std::string &id, const std::string &value )
{
  entry.textBegin = static_cast<quint32>( mTail.text.size() );
  entry.idLength = static_cast<quint32>( id.size() );
  entry.valueLength = static_cast<quint32>( value.size() );
  mTail.text += id;
  mTail.text += value;
  mTail.entries.push_back( entry );
  if ( mTail.entries.size() == blockSize )
    putAway();
}

void RejectSpool::putAway()
{
  if ( !mFile )
  {
    mFile = std::make_unique<QTemporaryFile>( QDir::tempPath() + QStringLiteral( "/communitysafety-rejects" ) );
    if ( !mFile->open() )
      fail( *mFile );
  }
  const auto entryBytes = static_cast<qint64>( blockSize ) * static_cast<qint64>( sizeof( RejectEntry ) );
  const auto textBytes = static_cast<qint64>( mTail.text.size() );
  const Place place{ mFile->size(), mTail.text.size() };
  if ( !mFile->seek( place.offset ) ||
       mFile->write( reinterpret_cast<const char *>( mTail.entries.data() ), entryBytes ) != entryBytes ||
       mFile->write( mTail.text.data(), textBytes ) != textBytes || !mFile->flush() )
    fail( *mFile );
  mPlaces.push_back( place );
  mFirstOfTail += static_cast<qint64>( blockSize );
  mTail.entries.clear();
  mTail.text.clear();
}

const RejectSpool::Block &RejectSpool::blockOf( std::size_t block ) const
{
  if ( block == mPlaces.size() )
    return mTail;
  if ( block == mReadBackIs && !mReadBack.entries.empty() )
    return mReadBack;
  const Place &place = mPlaces.at( block );
  Block read;
  read.entries.resize( blockSize );
  read.text.resize( place.textSize );
  const auto entryBytes = static_cast<qint64>( blockSize ) * static_cast<qint64>( sizeof( RejectEntry ) );
  const auto textBytes = static_cast<qint64>( place.textSize );
  if ( !mFile->seek( place.offset ) ||
       mFile->read( reinterpret_cast<char *>( read.entries.data() ), entryBytes ) != entryBytes ||
       mFile->read( read.text.data(), textBytes ) != textBytes )
    fail( *mFile );
  mReadBack = std::move( read );
  mReadBackIs = block;
  return mReadBack;
}

RejectSpool::Record RejectSpool::at( qint64 index ) const
{
  const auto place = static_cast<std::size_t>( index );
  const Block &block = blockOf( place / blockSize );
  const RejectEntry &entry = block.entries.at( place % blockSize );
  return { entry, block.text.substr( entry.textBegin, entry.idLength ),
           block.text.substr( std::size_t( entry.textBegin ) + entry.idLength, entry.valueLength ) };
}

} // namespace communitysafety::base
