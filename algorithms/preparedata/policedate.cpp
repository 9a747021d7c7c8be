// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/policedate.h"

#include "base/csvrows.h"
#include "base/strictparse.h"

#include <QString>

namespace communitysafety::preparedata
{
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

} // namespace

const PoliceDate &PoliceDateReader::read( std::string_view text )
{
  if ( !mIsFirst && text == mText )
    return mDate;
  mIsFirst = false;
  mText.assign( text );
  if ( !readMonth( text ) )
    readAny( text );
  return mDate;
}

bool PoliceDateReader::readMonth( std::string_view text )
{
  constexpr std::size_t length = 7;
  if ( text.size() != length || text[4] != '-' )
    return false;
  const int year = numberOf( text.substr( 0, 4 ) );
  const int month = numberOf( text.substr( 5 ) );
  if ( year < 1900 || year > 2100 || month < 1 || month > 12 )
    return false;
  mDate = { QDate( year, month, 1 ), QTime(), PoliceDate::State::read };
  return true;
}

void PoliceDateReader::readAny( std::string_view text )
{
  const base::ParsedDate parsed = base::parseDate( base::textOf( text ) );
  mDate.date = parsed.date;
  mDate.time = parsed.hasTime ? parsed.time : QTime();
  mDate.state = parsed.missing ? PoliceDate::State::missing
                : parsed.valid ? PoliceDate::State::read
                               : PoliceDate::State::notReadable;
}

} // namespace communitysafety::preparedata
