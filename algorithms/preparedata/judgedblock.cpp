// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/judgedblock.h"

#include "base/hash64.h"
#include "base/rejects.h"
#include "base/strictparse.h"

#include <QString>

#include <algorithm>
#include <string>

namespace communitysafety::preparedata
{

using base::PoliceColumn;

namespace
{

//! The number in \a digits; -1 when they are none.
int numberOf( std::string_view digits )
{
  int number = 0;
  for ( const char digit : digits )
  {
    if ( digit < '0' || digit > '9' )
      return -1;
    number = number * 10 + ( digit - '0' );
  }
  return number;
}

//! Reads dates; nearly all are months in the form of the police, and most are those of the row before.
class DateReader
{
public:
  void read( std::string_view text, JudgedRow &row )
  {
    if ( !mIsFirst && text == mText )
    {
      row.date = mDate;
      row.time = mTime;
      row.dateState = mState;
      return;
    }
    mIsFirst = false;
    mText.assign( text );
    if ( !readMonth( text ) )
      readAny( text );
    read( text, row );
  }

private:
  bool readMonth( std::string_view text )
  {
    constexpr std::size_t length = 7;
    if ( text.size() != length || text[4] != '-' )
      return false;
    const int year = numberOf( text.substr( 0, 4 ) );
    const int month = numberOf( text.substr( 5 ) );
    if ( year < 1900 || year > 2100 || month < 1 || month > 12 )
      return false;
    mDate = QDate( year, month, 1 );
    mTime = QTime();
    mState = JudgedRow::DateState::read;
    return true;
  }

  void readAny( std::string_view text )
  {
    const base::ParsedDate parsed =
      base::parseDate( QString::fromUtf8( text.data(), static_cast<int>( text.size() ) ) );
    mDate = parsed.date;
    mTime = parsed.hasTime ? parsed.time : QTime();
    mState = parsed.missing ? JudgedRow::DateState::missing
             : parsed.valid ? JudgedRow::DateState::read
                            : JudgedRow::DateState::notReadable;
  }

  bool mIsFirst = true;
  std::string mText;
  QDate mDate;
  QTime mTime;
  JudgedRow::DateState mState = JudgedRow::DateState::missing;
};

bool isSameText( std::string_view text, std::string_view small )
{
  return text.size() == small.size() &&
         std::equal( text.begin(), text.end(), small.begin(),
                     []( char a, char b ) { return a == b || ( ( a | 0x20 ) == b && a >= 'A' && a <= 'Z' ); } );
}

} // namespace

base::PolicePosition JudgedBlock::positionOf( std::size_t row, const base::PoliceLayout &layout,
                                              const base::PolicePositions &positions,
                                              base::PolicePositions::Memory &memory ) const
{
  base::PolicePosition position =
    positions.at( cell( row, PoliceColumn::x ), cell( row, PoliceColumn::y ), layout.inDegrees(), memory );
  // Neither a street nor an LSOA: such rows share one point in the sea.
  const bool isPlaceholder = layout.has( PoliceColumn::lsoa ) && cell( row, PoliceColumn::lsoa ).empty() &&
                             isSameText( cell( row, PoliceColumn::place ), "on or near" );
  if ( isPlaceholder && !position.fault )
    position.fault = base::RejectReason::noLocation;
  return position;
}

void JudgedBlock::judge( const base::PoliceLayout &layout, const base::PolicePositions &positions,
                         base::PolicePositions::Memory &memory )
{
  mRows.assign( cells.rows(), JudgedRow() );
  DateReader dates;
  for ( std::size_t row = 0; row < mRows.size(); ++row )
  {
    JudgedRow &judged = mRows[row];
    judged.isComplete = layout.isComplete( cells.columns( row ) );
    if ( !judged.isComplete )
      continue;
    judged.position = positionOf( row, layout, positions, memory );
    dates.read( cell( row, PoliceColumn::month ), judged );
    judged.idHash = base::hash64( cell( row, PoliceColumn::id ) );
  }
}

} // namespace communitysafety::preparedata
