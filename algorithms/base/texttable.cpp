// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/texttable.h"

#include <algorithm>

namespace communitysafety::base
{
namespace
{

//! The text in UTF-8, without a byte order mark.
QByteArray asUtf8( const QByteArray &bytes )
{
  const QByteArray mark8 = QByteArrayLiteral( "\xEF\xBB\xBF" );
  if ( bytes.startsWith( mark8 ) )
    return bytes.mid( mark8.size() );
  const bool isLittle = bytes.startsWith( QByteArrayLiteral( "\xFF\xFE" ) );
  if ( isLittle || bytes.startsWith( QByteArrayLiteral( "\xFE\xFF" ) ) )
  {
    const QString text = QString::fromUtf16( reinterpret_cast<const char16_t *>( bytes.constData() ),
                                             static_cast<int>( bytes.size() / 2 ) );
    return text.toUtf8();
  }
  // What is not UTF-8 does not come back unchanged.
  const QString text = QString::fromUtf8( bytes );
  return text.contains( QChar::ReplacementCharacter ) ? QString::fromLatin1( bytes ).toUtf8() : bytes;
}

//! The separator of which the first lines have most, outside quotes.
char separatorOf( const QByteArray &text )
{
  constexpr int charactersToLookAt = 20000;
  constexpr char candidates[] = { ',', '\t', ';' };
  int counts[3] = {};
  bool isQuoted = false;
  for ( int at = 0; at < std::min( charactersToLookAt, static_cast<int>( text.size() ) ); ++at )
  {
    isQuoted = isQuoted != ( text[at] == '"' );
    for ( int candidate = 0; candidate < 3 && !isQuoted; ++candidate )
      counts[candidate] += text[at] == candidates[candidate] ? 1 : 0;
  }
  return candidates[std::max_element( counts, counts + 3 ) - counts];
}

//! Takes a text apart, character by character.
class Splitter
{
public:
  explicit Splitter( char separator ) : mSeparator( separator ) {}

  void take( char letter )
  {
    if ( mIsQuoted )
      return takeQuoted( letter );
    if ( letter == '"' && ( mCell.empty() || mWasQuote ) )
    {
      // A second quote right after the closing one stands for a quote.
      if ( mWasQuote )
        mCell += '"';
      mIsQuoted = true;
      mQuoteOpenedIn = mResult.table.rows() + ( mRowIsOpen ? 0 : 1 );
      mWasQuote = false;
      openRow();
      return;
    }
    mWasQuote = false;
    if ( letter == mSeparator )
      return endCell();
    if ( letter == '\n' || letter == '\r' )
      return endRow( letter );
    mLastWasReturn = false;
    openRow();
    mCell += letter;
  }

  DelimitedText result()
  {
    if ( mRowIsOpen )
      mResult.table.add( mCell );
    if ( mIsQuoted )
      mResult.unclosedRow = mQuoteOpenedIn;
    return std::move( mResult );
  }

private:
  void takeQuoted( char letter )
  {
    if ( letter != '"' )
    {
      mCell += letter;
      return;
    }
    mIsQuoted = false;
    mWasQuote = true;
  }

  void openRow()
  {
    mLastWasReturn = false;
    if ( mRowIsOpen )
      return;
    mResult.table.startRow();
    mRowIsOpen = true;
  }

  void endCell()
  {
    openRow();
    mResult.table.add( mCell );
    mCell.clear();
  }

  void endRow( char letter )
  {
    // The second half of a Windows line end.
    if ( letter == '\n' && mLastWasReturn )
    {
      mLastWasReturn = false;
      return;
    }
    endCell();
    mRowIsOpen = false;
    mLastWasReturn = letter == '\r';
  }

  char mSeparator;
  DelimitedText mResult;
  std::string mCell;
  std::size_t mQuoteOpenedIn = 0;
  bool mIsQuoted = false;
  bool mWasQuote = false;
  bool mRowIsOpen = false;
  bool mLastWasReturn = false;
};

} // namespace

int TextTable::cellsIn( std::size_t row ) const
{
  const std::size_t end = row + 1 < mFirstCell.size() ? mFirstCell[row + 1] : mCellEnd.size();
  return static_cast<int>( end - mFirstCell[row] );
}

int TextTable::filledCells( std::size_t row ) const
{
  int filled = 0;
  for ( int column = 0; column < cellsIn( row ); ++column )
    filled += cell( row, column ).isEmpty() ? 0 : 1;
  return filled;
}

QString TextTable::cell( std::size_t row, int column ) const
{
  if ( column < 0 || column >= cellsIn( row ) )
    return QString();
  const std::size_t cell = mFirstCell[row] + static_cast<std::size_t>( column );
  const std::size_t begin = cell == 0 ? 0 : mCellEnd[cell - 1];
  return QString::fromUtf8( mText.data() + begin, static_cast<int>( mCellEnd[cell] - begin ) ).trimmed();
}

void TextTable::startRow() { mFirstCell.push_back( mCellEnd.size() ); }

void TextTable::add( const std::string &utf8 )
{
  mText += utf8;
  mCellEnd.push_back( mText.size() );
  mColumns = std::max( mColumns, cellsIn( mFirstCell.size() - 1 ) );
}

DelimitedText readDelimitedText( const QByteArray &bytes, const statistics::Progress &progress )
{
  constexpr int step = 1 << 20;
  const QByteArray text = asUtf8( bytes );
  Splitter splitter( separatorOf( text ) );
  for ( int letter = 0; letter < text.size(); ++letter )
  {
    if ( letter % step == 0 )
      statistics::report( progress, double( letter ) / double( text.size() ) );
    splitter.take( text[letter] );
  }
  return splitter.result();
}

} // namespace communitysafety::base
