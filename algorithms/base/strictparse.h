// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QDate>
#include <QString>
#include <QTime>
#include <QVariant>

#include <limits>

/**
 * Text to number and text to date, or the reason why not. Nothing is guessed and the machine's locale plays no part: a
 * text that could mean two things is refused. Every reason is a translated clause that starts with the text in
 * question ("12abc is not a number"), shortened where it is long.
 */
namespace communitysafety::base
{

/**
 * What a cell holds where a number is expected.
 *
 * Missing (nobody knows), suppressed (the publisher knows and withholds it) and zero are three different things;
 * only Kind::Number carries a value.
 */
struct ParsedNumber
{
  enum class Kind
  {
    Number,
    Missing,
    Suppressed,
    NotANumber
  };

  Kind kind = Kind::Missing;
  double value = std::numeric_limits<double>::quiet_NaN(); //!< Finite for Kind::Number, else NaN
  QString reason;                                          //!< Only for Kind::NotANumber

  bool isNumber() const { return kind == Kind::Number; }
};

/**
 * Reads \a cell as a number.
 *
 * - Number: a finite number variant, or text with optional sign, decimal point and exponent; commas only as correct
 *   groups of three ("1,296" but not "1,29", nor "0,296", which is a decimal comma).
 * - Missing: NULL, NaN, blank text, and NA, N/A, NULL, NaN in any case.
 * - Suppressed: * c x : .. - [c] [x] and "<5" or any other whole number after "<". They are the marks of British
 *   official statistics; "x" (not available) is counted here because the number exists but is not published.
 * - NotANumber: everything else, among it percent signs, blanks inside, truth values and infinity.
 */
ParsedNumber parseNumber( const QVariant &cell );

/**
 * What a cell holds where a date is expected. The time is the wall clock's as written: a time zone is read over, not
 * applied, because the hour of an incident is the local one.
 */
struct ParsedDate
{
  bool valid = false;
  bool missing = false; //!< No date was given, as opposed to one that cannot be read
  QDate date;           //!< The first day where only a month is known
  QTime time;           //!< Invalid where no time is known
  bool hasDay = false;
  bool hasTime = false;
  QString reason; //!< Empty if and only if valid

  //! The date, or the last day of the month where only the month is known. REQUIRES: valid.
  QDate lastDay() const { return hasDay ? date : date.addMonths( 1 ).addDays( -1 ); }
};

/**
 * Reads \a cell as a date between the years 1900 and 2100.
 *
 * Understood are date and date-time variants; 2024-01, 2024-01-31, 2024-01-31T22:10 (or with a blank), seconds and a
 * time zone optional; 31/01/2024 and 31-01-2024, always day first; 31 Jan 2024 and 31 January 2024 in English whatever
 * the locale; each full date with a time. Blank text, NULL and the marks of a missing number are "no date".
 */
ParsedDate parseDate( const QVariant &cell );

//! 1 to 12 for an English month, in full, its first three letters or "sept", whatever the capitals; 0 for other words.
int monthOfWord( const QString &word );

//! One of 0 to 9, unlike QChar::isDigit(), which takes those of every script.
inline bool isDigit( QChar c ) { return c >= QLatin1Char( '0' ) && c <= QLatin1Char( '9' ); }

//! Months since the year 0, so that months can be subtracted: January 2024 is 24288. REQUIRES: a valid date.
int monthNumber( const QDate &date );

//! The month \a number of monthNumber() as "2024-01".
QString monthText( int number );

} // namespace communitysafety::base
