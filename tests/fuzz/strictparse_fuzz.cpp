// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/strictparse.h"
#include "fuzz.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace communitysafety::base;
using communitysafety::fuzz::law;

namespace
{

using Kind = ParsedNumber::Kind;

//! The text is quoted with at most 40 letters; the rest of a sentence is shorter than this.
constexpr int longestReason = 200;

bool hasDigit( const QString &text )
{
  return std::any_of( text.begin(), text.end(), []( QChar c ) { return c >= '0' && c <= '9'; } );
}

bool isSameNumber( const ParsedNumber &a, const ParsedNumber &b )
{
  return a.kind == b.kind && ( a.value == b.value || !a.isNumber() );
}

bool isSameDate( const ParsedDate &a, const ParsedDate &b )
{
  return a.valid == b.valid && a.missing == b.missing && a.date == b.date && a.time == b.time && a.hasDay == b.hasDay &&
         a.hasTime == b.hasTime;
}

QString withBlanksAround( const QString &text ) { return QStringLiteral( " \t" ) + text + QStringLiteral( "\n " ); }

//! Digits with sign, point and exponent as every program writes them.
bool isPlainNumber( const QString &text )
{
  static const QRegularExpression pattern(
    QStringLiteral( "\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z" ) );
  return pattern.match( text ).hasMatch();
}

void checkNumber( const QString &text, const ParsedNumber &parsed )
{
  law( std::isfinite( parsed.value ) == parsed.isNumber(), "a number is finite, and nothing else has a value" );
  law( parsed.reason.isEmpty() == ( parsed.kind != Kind::NotANumber ), "what is no number says why, and only that" );
  law( parsed.reason.size() <= longestReason, "a reason is short" );
  law( isSameNumber( parseNumber( withBlanksAround( text ) ), parsed ), "blanks around a number mean nothing" );
  const QString bare = text.trimmed();
  law( !parsed.isNumber() || ( hasDigit( bare ) && !bare.startsWith( '<' ) ), "a mark never becomes a number" );
  if ( isPlainNumber( bare ) )
    law( parsed.isNumber() || parsed.reason.endsWith( QLatin1String( " for a number" ) ),
         "plain digits are a number unless they are too large or too close to zero for one" );
  if ( !parsed.isNumber() )
    return;
  law( isSameNumber( parseNumber( QString::number( parsed.value, 'g', 17 ) ), parsed ), "a number is read again" );
  law( isSameNumber( parseNumber( QString( bare ).remove( ',' ) ), parsed ), "commas only part groups of digits" );
}

void checkValidDate( const ParsedDate &parsed )
{
  law( parsed.date.isValid() && parsed.date.year() >= 1900 && parsed.date.year() <= 2100, "a date is of our time" );
  law( parsed.hasTime == parsed.time.isValid(), "a time is given if and only if there is one" );
  law( parsed.hasDay || ( parsed.date.day() == 1 && !parsed.hasTime ), "a month stands for its first day" );
  QString text = parsed.hasDay ? parsed.date.toString( Qt::ISODate ) : monthText( monthNumber( parsed.date ) );
  if ( parsed.hasTime )
    text += 'T' + parsed.time.toString( Qt::ISODate );
  law( isSameDate( parseDate( text ), parsed ), "a date is read again" );
}

void checkDate( const QString &text, const ParsedDate &parsed )
{
  law( parsed.reason.isEmpty() == parsed.valid, "what is no date says why, and only that" );
  law( parsed.reason.size() <= longestReason, "a reason is short" );
  law( isSameDate( parseDate( withBlanksAround( text ) ), parsed ), "blanks around a date mean nothing" );
  if ( parsed.valid )
    checkValidDate( parsed );
  else
    law( !parsed.hasDay && !parsed.hasTime, "what is no date has neither day nor time" );
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  static const bool isDecimalComma = ( QLocale::setDefault( QLocale( QLocale::German, QLocale::Germany ) ), true );
  law( isDecimalComma, "the locale is one with a decimal comma" );
  const QString text = QString::fromUtf8( reinterpret_cast<const char *>( data ), static_cast<int>( size ) );
  const ParsedNumber number = parseNumber( text );
  const ParsedDate date = parseDate( text );
  checkNumber( text, number );
  checkDate( text, date );
  law( !number.isNumber() || !date.valid, "no text is both a number and a date" );
  law( ( number.kind == Kind::Missing ) == date.missing, "numbers and dates have the same marks of what is missing" );
  return 0;
}
