// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/textbytes.h"

#include <QtEndian>

#include <cpl_error.h>

#include <algorithm>
#include <array>
#include <memory>

namespace communitysafety::base
{
namespace
{

constexpr std::size_t pieceSize = 1 << 20;

const QString &gzipPrefix()
{
  static const QString prefix = QStringLiteral( "/vsigzip/" );
  return prefix;
}

struct CloseFile
{
  void operator()( VSILFILE *file ) const { VSIFCloseL( file ); }
};

//! The size of the content that the last four bytes of a gzip file tell (RFC 1952, ISIZE), modulo 2³².
bool readGzipSize( const QString &path, quint32 &size )
{
  const std::unique_ptr<VSILFILE, CloseFile> packed( VSIFOpenL( path.toUtf8().constData(), "rb" ) );
  std::array<quint8, 4> bytes{};
  if ( !packed || VSIFSeekL( packed.get(), 0, SEEK_END ) != 0 || VSIFTellL( packed.get() ) < bytes.size() ||
       VSIFSeekL( packed.get(), VSIFTellL( packed.get() ) - bytes.size(), SEEK_SET ) != 0 ||
       VSIFReadL( bytes.data(), 1, bytes.size(), packed.get() ) != bytes.size() )
    return false;
  size = qFromLittleEndian<quint32>( bytes.data() );
  return true;
}

quint64 sizeOf( const QString &path )
{
  VSIStatBufL status;
  return VSIStatL( path.toUtf8().constData(), &status ) == 0 ? static_cast<quint64>( status.st_size ) : 0;
}

} // namespace

TextBytes::TextBytes( const QString &path ) : mPath( path )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  mFile = VSIFOpenL( path.toUtf8().constData(), "rb" );
  mSize = path.startsWith( gzipPrefix() ) ? 0 : sizeOf( path );
}

TextBytes::~TextBytes()
{
  if ( mFile )
    VSIFCloseL( mFile );
}

double TextBytes::done() const
{
  constexpr double usualPackedSize = 4e6;
  const auto read = static_cast<double>( mRead );
  return mSize > 0 ? std::min( 1.0, read / static_cast<double>( mSize ) ) : read / ( read + usualPackedSize );
}

TextBytes::State TextBytes::append( std::string &text )
{
  if ( !mFile )
    return State::damaged;
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  std::string piece( pieceSize, '\0' );
  const std::size_t got = VSIFReadL( piece.data(), 1, piece.size(), mFile );
  piece.resize( got );
  mRead += got;
  // What was read before the fault is as good as what was read before that.
  const bool isDamaged = CPLGetLastErrorType() >= CE_Failure;
  if ( mEncoding == Encoding::unknown )
    tellEncoding( piece );
  if ( mEncoding == Encoding::bytes )
    text += piece;
  else
    appendUtf16( piece, text );
  if ( isDamaged )
    return State::damaged;
  return got == pieceSize ? State::more : stateAtEnd();
}

void TextBytes::tellEncoding( std::string &piece )
{
  const auto startsWith = [&piece]( const std::string &mark ) { return piece.compare( 0, mark.size(), mark ) == 0; };
  mEncoding = Encoding::bytes;
  if ( startsWith( "\xEF\xBB\xBF" ) )
    piece.erase( 0, 3 );
  else if ( startsWith( "\xFF\xFE" ) || startsWith( "\xFE\xFF" ) )
  {
    mEncoding = piece[0] == '\xFF' ? Encoding::utf16Little : Encoding::utf16Big;
    piece.erase( 0, 2 );
  }
  else if ( piece.size() > 3 && piece[1] == '\0' && piece[3] == '\0' && piece[0] != '\0' )
    mEncoding = Encoding::utf16Little;
  else if ( piece.size() > 3 && piece[0] == '\0' && piece[2] == '\0' && piece[1] != '\0' )
    mEncoding = Encoding::utf16Big;
}

void TextBytes::appendUtf16( const std::string &piece, std::string &text )
{
  mHalf += piece;
  QString letters;
  letters.reserve( static_cast<int>( mHalf.size() / 2 ) );
  for ( std::size_t at = 0; at + 1 < mHalf.size(); at += 2 )
    letters += QChar( mEncoding == Encoding::utf16Little ? qFromLittleEndian<quint16>( mHalf.data() + at )
                                                         : qFromBigEndian<quint16>( mHalf.data() + at ) );
  std::size_t taken = mHalf.size() / 2 * 2;
  if ( !letters.isEmpty() && letters.at( letters.size() - 1 ).isHighSurrogate() && piece.size() == pieceSize )
  {
    letters.chop( 1 );
    taken -= 2;
  }
  mHalf.erase( 0, taken );
  text += letters.toUtf8().toStdString();
}

TextBytes::State TextBytes::stateAtEnd() const
{
  if ( mPath.startsWith( gzipPrefix() ) )
  {
    quint32 size = 0;
    const bool isWhole =
      readGzipSize( mPath.mid( gzipPrefix().size() ), size ) && size == static_cast<quint32>( mRead );
    return isWhole ? State::atEnd : State::damaged;
  }
  if ( mRead == mSize && sizeOf( mPath ) == mSize )
    return State::atEnd;
  return mPath.startsWith( QLatin1String( "/vsizip/" ) ) ? State::damaged : State::changed;
}

} // namespace communitysafety::base
