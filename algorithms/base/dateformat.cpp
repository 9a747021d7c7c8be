// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/dateformat.h"

#include "base/numbertext.h"
#include "base/writtendate.h"

#include <QCoreApplication>
#include <QDate>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace communitysafety::base
{
namespace
{

struct DateText
{
  Q_DECLARE_TR_FUNCTIONS( DateFormat )
};

constexpr int longestQuotation = 40;

//! "10:10 pm" becomes "22:10"; a text without am or pm stays. Nothing where the hour is none of a clock of twelve.
std::optional<QString> onTwentyFourHours( const QString &time )
{
  const QString lower = time.toLower();
  const bool isMorning = lower.endsWith( QLatin1String( "am" ) );
  if ( !isMorning && !lower.endsWith( QLatin1String( "pm" ) ) )
    return time;
  constexpr int noon = 12;
  const QString clock = lower.left( lower.size() - 2 ).trimmed();
  const int hour = clock.section( QLatin1Char( ':' ), 0, 0 ).toInt();
  if ( hour < 1 || hour > noon )
    return std::nullopt;
  const QString rest = clock.section( QLatin1Char( ':' ), 1 );
  return QStringLiteral( "%1:%2" )
    .arg( hour % noon + ( isMorning ? 0 : noon ) )
    .arg( rest.isEmpty() ? QStringLiteral( "00" ) : rest );
}

ParsedDate notADate( const QString &reason )
{
  ParsedDate parsed;
  parsed.reason = reason;
  return parsed;
}

ParsedDate notReadable( const QString &text )
{
  const QString quoted =
    text.size() <= longestQuotation ? text : text.left( longestQuotation - 1 ) + QStringLiteral( "…" );
  return notADate( DateText::tr( "%1 is not a date" ).arg( quoted ) );
}

//! The calendar, the years and the time are judged in one place, whatever the form.
ParsedDate onCalendar( const WrittenDate &placed, const QString &time )
{
  QString canonical = QStringLiteral( "%1-%2" )
                        .arg( placed.year, 4, 10, QLatin1Char( '0' ) )
                        .arg( placed.month, 2, 10, QLatin1Char( '0' ) );
  if ( placed.day > 0 || placed.format != DateFormat::monthAlone )
    canonical += QStringLiteral( "-%1" ).arg( placed.day, 2, 10, QLatin1Char( '0' ) );
  if ( !time.isEmpty() )
    canonical += QLatin1Char( 'T' ) + time;
  return parseDate( canonical );
}

ParsedDate ofSerial( double days )
{
  constexpr double secondsPerDay = 86400.0;
  const QDate day = QDate( 1899, 12, 30 ).addDays( static_cast<qint64>( std::floor( days ) ) );
  ParsedDate parsed = parseDate( day );
  const double fraction = days - std::floor( days );
  if ( parsed.valid && fraction > 0 )
  {
    const int seconds = std::min( 86399, static_cast<int>( std::lround( fraction * secondsPerDay ) ) );
    parsed.time = QTime( 0, 0 ).addSecs( seconds );
    parsed.hasTime = true;
  }
  return parsed;
}

//! Nothing where \a cell is no number from 1950 to 2100.
std::optional<double> serialOf( const QVariant &cell )
{
  constexpr double first = 18264.0;
  constexpr double last = 73415.0;
  constexpr int mostLetters = 18;
  const QString text = cell.toString().trimmed();
  const bool isPlain =
    !text.isEmpty() && text.size() <= mostLetters && isDigit( text.at( 0 ) ) &&
    std::all_of( text.begin(), text.end(), []( QChar c ) { return isDigit( c ) || c == QLatin1Char( '.' ); } );
  if ( !isPlain )
    return std::nullopt;
  bool ok = false;
  const double days = text.toDouble( &ok );
  return ok && days >= first && days < last ? std::make_optional( days ) : std::nullopt;
}

//! False for a text that certainly is no mark of a missing date: most dates begin with a digit.
bool mayBeBlank( const QString &text ) { return text.isEmpty() || !isDigit( text.at( 0 ) ); }

bool isCalendarValue( const QVariant &cell )
{
  return cell.userType() == QMetaType::QDate || cell.userType() == QMetaType::QDateTime;
}

bool isAccepted( const DateRule &rule, const WrittenDate &placed )
{
  const auto accepts = [&rule]( DateFormat format ) { return rule.accepts[static_cast<std::size_t>( format )]; };
  // A month in words leaves no doubt: either order is read where one of them is.
  if ( !placed.isSwappable && placed.format == DateFormat::monthFirst )
    return accepts( DateFormat::monthFirst ) || accepts( DateFormat::dayFirst );
  if ( !placed.isSwappable && placed.format == DateFormat::dayFirst )
    return accepts( DateFormat::dayFirst ) || accepts( DateFormat::monthFirst );
  return accepts( placed.format );
}

} // namespace

QString dateFormatText( DateFormat format )
{
  switch ( format )
  {
  case DateFormat::yearFirst:
    return DateText::tr( "year-month-day" );
  case DateFormat::dayFirst:
    return DateText::tr( "day/month/year" );
  case DateFormat::monthFirst:
    return DateText::tr( "month/day/year" );
  case DateFormat::excelSerial:
    return DateText::tr( "serial numbers of a spreadsheet" );
  case DateFormat::monthAlone:
    return DateText::tr( "month only" );
  }
  return QString();
}

DateRule DateRule::only( DateFormat format )
{
  DateRule rule;
  rule.accepts.fill( false );
  rule.accepts[static_cast<std::size_t>( format )] = true;
  rule.monthBeforeDay = format == DateFormat::monthFirst;
  return rule;
}

ParsedDate parseDateAs( const QVariant &cell, const DateRule &rule )
{
  if ( cell.isNull() || isCalendarValue( cell ) )
    return parseDate( cell );
  const QString text = cell.toString().trimmed();
  if ( mayBeBlank( text ) )
    if ( const ParsedDate plain = parseDate( text ); plain.missing )
      return plain;
  if ( const std::optional<double> days = serialOf( cell ); days )
    return rule.accepts[static_cast<std::size_t>( DateFormat::excelSerial )] ? ofSerial( *days ) : notReadable( text );
  const std::optional<WrittenDate> written = takeApart( text, rule.monthBeforeDay );
  if ( !written || !isAccepted( rule, *written ) )
    return notReadable( text );
  const std::optional<QString> time = onTwentyFourHours( written->time );
  return time ? onCalendar( *written, *time ) : notReadable( text );
}

void DateEvidence::add( const QVariant &cell )
{
  const auto note = []( Seen &seen, const QString &text )
  {
    if ( seen.n++ == 0 )
      seen.first = text.left( longestQuotation );
  };
  if ( cell.isNull() )
    return;
  if ( isCalendarValue( cell ) )
    return note( mForms[static_cast<std::size_t>( DateFormat::yearFirst )], cell.toDate().toString( Qt::ISODate ) );
  const QString text = cell.toString().trimmed();
  if ( mayBeBlank( text ) && parseDate( text ).missing )
    return;
  if ( serialOf( cell ) )
    return note( mForms[static_cast<std::size_t>( DateFormat::excelSerial )], text );
  const std::optional<WrittenDate> placed = takeApart( text, false );
  if ( !placed )
    return note( mUnreadable, text );
  constexpr int months = 12;
  DateFormat format = placed->format;
  if ( placed->isSwappable && placed->day > months && placed->month <= months )
    ++mDayFirst;
  else if ( placed->isSwappable && placed->month > months && placed->day <= months )
  {
    ++mMonthFirst;
    format = DateFormat::monthFirst;
  }
  else if ( placed->isSwappable && placed->day != placed->month )
    ++mAmbiguous;
  note( mForms[static_cast<std::size_t>( format )], text );
}

DateRule DateEvidence::rule() const
{
  DateRule rule;
  rule.monthBeforeDay = mMonthFirst > mDayFirst;
  return rule;
}

QString DateEvidence::inWords() const
{
  std::vector<std::pair<Seen, QString>> found;
  for ( std::size_t form = 0; form < mForms.size(); ++form )
    if ( mForms[form].n > 0 )
      found.emplace_back( mForms[form], dateFormatText( static_cast<DateFormat>( form ) ) );
  if ( mUnreadable.n > 0 )
    found.emplace_back( mUnreadable, DateText::tr( "no date" ) );
  std::stable_sort( found.begin(), found.end(), []( const auto &a, const auto &b ) { return a.first.n > b.first.n; } );
  QStringList words;
  for ( const auto &[seen, form] : found )
    words << DateText::tr( "%1 %2 (first ‘%3’)" ).arg( form, numberText( double( seen.n ) ), seen.first );
  return words.join( QStringLiteral( ", " ) );
}

} // namespace communitysafety::base
