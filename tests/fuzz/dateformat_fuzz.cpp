// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/dateformat.h"
#include "fuzz.h"

#include <QLocale>

using namespace communitysafety::base;
using communitysafety::fuzz::law;

namespace
{

bool isSame( const ParsedDate &a, const ParsedDate &b )
{
  return a.valid == b.valid && a.missing == b.missing && a.date == b.date && a.time == b.time && a.hasDay == b.hasDay &&
         a.hasTime == b.hasTime;
}

void checkDate( const ParsedDate &date )
{
  law( date.reason.isEmpty() == date.valid, "what is no date says why, and only that" );
  law( date.reason.size() <= 200, "a reason is short" );
  law( !( date.valid && date.missing ), "a date is there or not" );
  if ( !date.valid )
    return;
  law( date.date.isValid() && date.date.year() >= 1900 && date.date.year() <= 2100, "a date is one of the calendar" );
  law( date.hasTime == date.time.isValid(), "a time is there or not" );
  law( date.hasDay || ( date.date.day() == 1 && !date.hasTime ), "a month stands for its first day" );
}

//! What only one way of reading accepts is read so by it, and what all accept is read alike.
void checkRules( const QString &text, const ParsedDate &dayFirst )
{
  int accepted = 0;
  for ( int format = 0; format < dateFormatCount; ++format )
  {
    const ParsedDate stated = parseDateAs( text, DateRule::only( static_cast<DateFormat>( format ) ) );
    checkDate( stated );
    accepted += stated.valid ? 1 : 0;
    if ( stated.valid && static_cast<DateFormat>( format ) != DateFormat::monthFirst )
      law( isSame( stated, dayFirst ), "a stated form reads what all forms together read" );
  }
  law( !dayFirst.valid || accepted > 0, "what is read belongs to a form" );
}

void checkEvidence( const QString &text, const ParsedDate &dayFirst )
{
  DateEvidence evidence;
  evidence.add( text );
  const ParsedDate detected = parseDateAs( text, evidence.rule() );
  law( !dayFirst.valid || detected.valid, "the rule of a single date reads it" );
  law( evidence.inWords().isEmpty() == dayFirst.missing, "every text but a blank leaves evidence" );
  law( !evidence.isMixed(), "one date is of one kind" );
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  static const bool isForeign = ( QLocale::setDefault( QLocale( QLocale::German, QLocale::Germany ) ), true );
  law( isForeign, "the locale is another than that of the dates" );
  const QString text = QString::fromUtf8( reinterpret_cast<const char *>( data ), static_cast<int>( size ) );
  const ParsedDate dayFirst = parseDateAs( text, {} );
  checkDate( dayFirst );
  law( isSame( parseDateAs( " \t" + text + '\n', {} ), dayFirst ), "blanks around a date mean nothing" );
  checkRules( text, dayFirst );
  checkEvidence( text, dayFirst );
  return 0;
}
