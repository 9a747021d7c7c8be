// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/csvrows.h"

#include "base/run.h"

#include <qgsexception.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace communitysafety::base
{
namespace
{

constexpr char quote = '"';

bool isLineEnd( char letter ) { return letter == '\n' || letter == '\r'; }

bool isBlank( char letter ) { return letter == ' ' || ( letter >= '\t' && letter <= '\r' ); }

//! Where whole rows end in a text that starts with a row.
struct RowEnds
{
  std::size_t first = 0; //!< Behind the first row; 0 when it has no end
  std::size_t last = 0;  //!< Behind the last whole row
  bool isQuoted = false; //!< The text ends inside quotes
};

//! The place behind the quote that closes what was opened before \a at; npos when nothing does.
std::size_t afterQuotes( const std::string &text, std::size_t at )
{
  for ( ;; )
  {
    const std::size_t found = text.find( quote, at );
    if ( found == std::string::npos )
      return found;
    if ( found + 1 == text.size() || text[found + 1] != quote )
      return found + 1;
    at = found + 2;
  }
}

RowEnds rowEndsAmongQuotes( const std::string &text, char separator )
{
  RowEnds ends;
  bool startsCell = true;
  for ( std::size_t at = 0; at < text.size(); )
  {
    const char letter = text[at];
    if ( letter == quote && startsCell )
    {
      startsCell = false;
      at = afterQuotes( text, at + 1 );
      ends.isQuoted = at == std::string::npos;
      continue;
    }
    ++at;
    startsCell = letter == separator || isLineEnd( letter );
    if ( !isLineEnd( letter ) )
      continue;
    ends.last = at;
    ends.first = ends.first == 0 ? at : ends.first;
  }
  return ends;
}

RowEnds rowEnds( const std::string &text, char separator )
{
  if ( text.find( quote ) != std::string::npos )
    return rowEndsAmongQuotes( text, separator );
  RowEnds ends;
  ends.first = text.find_first_of( "\n\r" ) + 1;
  ends.last = text.rfind( '\n' ) + 1;
  if ( ends.last == 0 && ends.first > 0 )
    ends.last = text.rfind( '\r' ) + 1;
  return ends;
}

char separatorOf( const std::string &headings )
{
  const auto count = [&headings]( char letter ) { return std::count( headings.begin(), headings.end(), letter ); };
  char most = ',';
  for ( const char candidate : { '\t', ';' } )
    if ( count( candidate ) > count( most ) )
      most = candidate;
  return most;
}

char small( char letter ) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>( letter | 0x20 ) : letter; }

char capital( char letter ) { return letter >= 'a' && letter <= 'z' ? static_cast<char>( letter & ~0x20 ) : letter; }

//! \param word in small letters
bool isSameWord( const char *text, const char *word )
{
  for ( ; *word != '\0'; ++text, ++word )
    if ( small( *text ) != *word )
      return false;
  return true;
}

bool isNoValue( const char *text, std::size_t size )
{
  switch ( size )
  {
  case 2:
    return isSameWord( text, "na" );
  case 3:
    return isSameWord( text, "n/a" ) || isSameWord( text, "nan" );
  case 4:
    return isSameWord( text, "null" ) || isSameWord( text, "none" );
  default:
    return false;
  }
}

} // namespace

CsvBlock::Span CsvBlock::nextCell( char *&at, char separator )
{
  char *begin = at;
  char *to = at;
  unsigned char letters = 0;
  if ( *at == quote )
  {
    for ( ++at; *at != '\0' && ( *at != quote || at[1] == quote ); ++at )
    {
      at += *at == quote ? 1 : 0;
      letters |= static_cast<unsigned char>( *at );
      *to++ = *at;
    }
    at += *at == quote ? 1 : 0;
  }
  for ( ; *at != separator && !isLineEnd( *at ) && *at != '\0'; ++at )
  {
    letters |= static_cast<unsigned char>( *at );
    // Only behind a closing quote the two places differ.
    *to++ = *at;
  }
  return { begin, to, letters < 0x80 };
}

CsvBlock::Cell CsvBlock::rewritten( const Span &span )
{
  const auto size = static_cast<int>( span.end - span.begin );
  QString text = QString::fromUtf8( span.begin, size );
  if ( text.contains( QChar::ReplacementCharacter ) )
  {
    text = QString::fromLatin1( span.begin, size );
    ++mLatinCells;
  }
  mRewritten.push_back( text.trimmed().toUtf8().toStdString() );
  std::string &kept = mRewritten.back();
  if ( isNoValue( kept.data(), kept.size() ) )
    kept.clear();
  return { kept.data(), kept.size() };
}

CsvBlock::Cell CsvBlock::cleaned( Span span )
{
  if ( !span.isAscii )
    return rewritten( span );
  while ( span.begin < span.end && isBlank( *span.begin ) )
    ++span.begin;
  while ( span.begin < span.end && isBlank( span.end[-1] ) )
    --span.end;
  const auto size = static_cast<std::size_t>( span.end - span.begin );
  if ( size == 0 || isNoValue( span.begin, size ) )
    return {};
  *span.end = '\0';
  return { span.begin, size };
}

void CsvBlock::clear()
{
  mText.clear();
  mCells.clear();
  mColumnsOfRow.clear();
  mRewritten.clear();
  mLatinCells = 0;
}

void CsvBlock::splitRow( char *&at, const CsvLayout &layout )
{
  const char *const end = mText.data() + mText.size();
  const std::size_t firstCell = mCells.size();
  mCells.resize( firstCell + mPlaces );
  std::size_t column = 0;
  for ( bool isRowEnd = false; !isRowEnd; ++column )
  {
    const Span span = nextCell( at, layout.separator );
    // The separator is read before the zero byte of the cell may take its place.
    isRowEnd = at >= end || *at != layout.separator;
    at += at < end ? 1 : 0;
    const int place = column < layout.placeOfColumn.size() ? layout.placeOfColumn[column] : CsvLayout::unwanted;
    if ( place == CsvLayout::unwanted )
      continue;
    if ( place == layout.capitals )
      std::transform( span.begin, span.end, span.begin, capital );
    mCells[firstCell + static_cast<std::size_t>( place )] = cleaned( span );
  }
  mColumnsOfRow.push_back( column );
}

void CsvBlock::split( const CsvLayout &layout )
{
  mPlaces = static_cast<std::size_t>( layout.places );
  char *at = mText.data();
  const char *const end = at + mText.size();
  while ( at < end )
  {
    if ( isLineEnd( *at ) )
      ++at;
    else
      splitRow( at, layout );
  }
}

CsvReader::CsvReader( const QString &path, const QString &name ) : mName( name ), mBytes( path ) { readHeadings(); }

void CsvReader::readHeadings()
{
  std::string text;
  RowEnds ends;
  while ( mBytes.isOpen() && mState == TextBytes::State::more && ends.first == 0 && text.size() <= longestRow )
  {
    mState = mBytes.append( text );
    text.erase( 0, std::min( text.size(), text.find_first_not_of( "\n\r" ) ) );
    mSeparator = separatorOf( text.substr( 0, text.find_first_of( "\n\r" ) ) );
    ends = rowEnds( text, mSeparator );
  }
  if ( ends.first == 0 )
    ends.first = text.size();
  if ( text.empty() || ( ends.isQuoted && ends.first == text.size() ) || ends.first > longestRow ||
       text.find( '\0' ) < ends.first )
    throw QgsProcessingException(
      Run::tr( "The file ‘%1’ cannot be read as a table: it is empty or damaged. Download it again or take it away." )
        .arg( mName ) );
  mRest = text.substr( ends.first );
  CsvBlock block;
  block.mText = text.substr( 0, ends.first );
  CsvLayout layout;
  layout.separator = mSeparator;
  layout.places = static_cast<int>( std::count( block.mText.begin(), block.mText.end(), mSeparator ) ) + 1;
  for ( int column = 0; column < layout.places; ++column )
    layout.placeOfColumn.push_back( column );
  block.split( layout );
  for ( int column = 0; column < static_cast<int>( block.columns( 0 ) ); ++column )
    mHeadings << QString::fromUtf8( block.cell( 0, column ).data(),
                                    static_cast<int>( block.cell( 0, column ).size() ) );
}

bool CsvReader::next( CsvBlock &block )
{
  block.clear();
  if ( mFault != Fault::none || !fill( block.mText ) )
    return false;
  if ( block.mText.find( '\0' ) != std::string::npos )
    mFault = Fault::zeroByte;
  return mFault == Fault::none;
}

bool CsvReader::fill( std::string &text )
{
  text.swap( mRest );
  for ( ;; )
  {
    const RowEnds ends = rowEnds( text, mSeparator );
    const bool isAll = mState != TextBytes::State::more;
    if ( ends.last > 0 && !( isAll && mState == TextBytes::State::atEnd && !ends.isQuoted ) )
    {
      mRest = text.substr( ends.last );
      text.resize( ends.last );
      return true;
    }
    if ( isAll && mState != TextBytes::State::atEnd )
      mFault = mState == TextBytes::State::changed ? Fault::changed : Fault::damaged;
    else if ( ( isAll || text.size() > longestRow ) && ends.isQuoted )
      mFault = Fault::openQuote;
    else if ( !isAll && text.size() > longestRow )
      mFault = Fault::longRow;
    if ( mFault != Fault::none || isAll )
      return mFault == Fault::none && !text.empty();
    mState = mBytes.append( text );
  }
}

void CsvReader::requireSound( qint64 rowsRead ) const
{
  const auto refuse = [&]( const QString &sentence )
  { throw QgsProcessingException( sentence.arg( mName ).arg( rowsRead ) ); };
  switch ( mFault )
  {
  case Fault::none:
    return;
  case Fault::damaged:
    return refuse( Run::tr( "The file ‘%1’ is damaged after row %2: download it again or take it away." ) );
  case Fault::changed:
    return refuse( Run::tr( "The file ‘%1’ changed while it was read, after row %2: wait until its download or copying "
                            "has ended, then start again." ) );
  case Fault::longRow:
    return refuse( Run::tr( "The file ‘%1’ has a line of more than a million letters after row %2: it is no table, or "
                            "its line ends are lost. Download it again or take it away." ) );
  case Fault::openQuote:
    return refuse( Run::tr( "The file ‘%1’ opens a quote somewhere after row %2 that nothing closes: take the quote "
                            "away, or download the file again." ) );
  case Fault::zeroByte:
    return refuse( Run::tr( "The file ‘%1’ is damaged after row %2, where it holds zero bytes: download it again or "
                            "take it away." ) );
  }
}

} // namespace communitysafety::base
