// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/strictparse.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>

namespace communitysafety::base
{
namespace
{

struct ParseText
{
  Q_DECLARE_TR_FUNCTIONS( StrictParse )
};

constexpr int longestQuotation = 40;
constexpr int firstYear = 1900;
constexpr int lastYear = 2100;

QString shortened( const QString &text )
{
  return text.size() <= longestQuotation ? text : text.left( longestQuotation - 1 ) + QStringLiteral( "…" );
}

bool isMissingMark( const QString &text )
{
  static const QStringList marks{ QString(), QStringLiteral( "NA" ), QStringLiteral( "N/A" ), QStringLiteral( "NULL" ),
                                  QStringLiteral( "NaN" ) };
  return marks.contains( text, Qt::CaseInsensitive );
}

bool isSuppressionMark( const QString &text )
{
  static const QStringList marks{ QStringLiteral( "*" ),   QStringLiteral( "c" ),  QStringLiteral( "x" ),
                                  QStringLiteral( ":" ),   QStringLiteral( ".." ), QStringLiteral( "-" ),
                                  QStringLiteral( "[c]" ), QStringLiteral( "[x]" ) };
  static const QRegularExpression lessThan( QStringLiteral( "^< *[0-9]+$" ) );
  return marks.contains( text, Qt::CaseInsensitive ) || lessThan.match( text ).hasMatch();
}

ParsedNumber number( double value ) { return { ParsedNumber::Kind::Number, value, QString() }; }

ParsedNumber markOf( ParsedNumber::Kind kind ) { return { kind, std::numeric_limits<double>::quiet_NaN(), QString() }; }

ParsedNumber notANumber( const QString &reason )
{
  return { ParsedNumber::Kind::NotANumber, std::numeric_limits<double>::quiet_NaN(), reason };
}

bool isNumberType( int type )
{
  switch ( type )
  {
  case QMetaType::Int:
  case QMetaType::UInt:
  case QMetaType::Short:
  case QMetaType::UShort:
  case QMetaType::Long:
  case QMetaType::ULong:
  case QMetaType::LongLong:
  case QMetaType::ULongLong:
  case QMetaType::Float:
  case QMetaType::Double:
    return true;
  default:
    return false;
  }
}

// Keeps out what QString::toDouble() would let in: the words for infinity and the digits of other scripts.
bool hasOnlyNumberCharacters( const QString &text )
{
  static const QString allowed = QStringLiteral( "0123456789+-.,eE" );
  return std::all_of( text.begin(), text.end(), []( QChar c ) { return allowed.contains( c ); } );
}

bool hasGroupsOfThree( const QString &text )
{
  static const QRegularExpression pattern( QStringLiteral( "^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\\.[0-9]+)?$" ) );
  return pattern.match( text ).hasMatch();
}

//! The number that \a text writes; infinite where it is too large for a number, nothing where it is no number.
std::optional<double> writtenNumber( const QString &text )
{
  if ( !hasOnlyNumberCharacters( text ) )
    return std::nullopt;
  const bool grouped = text.contains( QLatin1Char( ',' ) );
  if ( grouped && !hasGroupsOfThree( text ) )
    return std::nullopt;
  bool ok = false;
  const double value = grouped ? QString( text ).remove( QLatin1Char( ',' ) ).toDouble( &ok ) : text.toDouble( &ok );
  if ( ok || std::isinf( value ) )
    return value;
  return std::nullopt;
}

//! What a program may write but no number can hold, such as 1e-400.
bool isTooCloseToZero( const QString &text )
{
  static const QRegularExpression digits( QStringLiteral( "^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)[eE][+-]?[0-9]+$" ) );
  return digits.match( text ).hasMatch();
}

QString whyNotANumber( const QString &text )
{
  const QString shown = shortened( text );
  if ( isTooCloseToZero( text ) )
    return ParseText::tr( "%1 is too close to zero for a number" ).arg( shown );
  if ( text.endsWith( QLatin1Char( '%' ) ) )
    return ParseText::tr( "%1 has a percent sign where a plain number is needed" ).arg( shown );
  if ( writtenNumber( QString( text ).remove( QLatin1Char( ' ' ) ) ) )
    return ParseText::tr( "%1 has a blank inside the number" ).arg( shown );
  if ( text.contains( QLatin1Char( ',' ) ) && hasOnlyNumberCharacters( text ) )
    return ParseText::tr( "%1 has a comma that does not separate groups of three digits" ).arg( shown );
  return ParseText::tr( "%1 is not a number" ).arg( shown );
}

// The marks come last because most cells of a column are numbers, and no mark reads as one.
ParsedNumber parseNumberText( const QString &text )
{
  const std::optional<double> value = writtenNumber( text );
  if ( value )
    return std::isinf( *value ) ? notANumber( ParseText::tr( "%1 is too large for a number" ).arg( shortened( text ) ) )
                                : number( *value );
  if ( isMissingMark( text ) )
    return markOf( ParsedNumber::Kind::Missing );
  if ( isSuppressionMark( text ) )
    return markOf( ParsedNumber::Kind::Suppressed );
  return notANumber( whyNotANumber( text ) );
}

ParsedDate noDate()
{
  ParsedDate parsed;
  parsed.missing = true;
  parsed.reason = ParseText::tr( "no date" );
  return parsed;
}

ParsedDate notADate( const QString &reason )
{
  ParsedDate parsed;
  parsed.reason = reason;
  return parsed;
}

ParsedDate ofCalendar( const QDate &date )
{
  if ( date.year() < firstYear || date.year() > lastYear )
    return notADate( ParseText::tr( "%1 lies outside the years %2 to %3" )
                       .arg( date.toString( Qt::ISODate ) )
                       .arg( firstYear )
                       .arg( lastYear ) );
  ParsedDate parsed;
  parsed.valid = true;
  parsed.date = date;
  parsed.hasDay = true;
  return parsed;
}

ParsedDate ofCalendar( const QDateTime &dateTime )
{
  ParsedDate parsed = ofCalendar( dateTime.date() );
  if ( parsed.valid )
  {
    parsed.time = dateTime.time();
    parsed.hasTime = true;
  }
  return parsed;
}

//! Reads a text from left to right; by hand, because a regular expression takes ten times as long per date.
class Scanner
{
public:
  explicit Scanner( const QString &text ) : mText( text ) {}

  bool atEnd() const { return mAt == mText.size(); }

  bool accept( char wanted )
  {
    if ( atEnd() || mText.at( mAt ) != QLatin1Char( wanted ) )
      return false;
    ++mAt;
    return true;
  }

  //! Reads \a least to \a most digits into \a value.
  bool digits( int least, int most, int &value )
  {
    const int begin = mAt;
    value = 0;
    while ( mAt - begin < most && !atEnd() && isDigit( mText.at( mAt ) ) )
      value = value * 10 + mText.at( mAt++ ).digitValue();
    return mAt - begin >= least;
  }

  QString letters()
  {
    const int begin = mAt;
    while ( !atEnd() && mText.at( mAt ).isLetter() )
      ++mAt;
    return mText.mid( begin, mAt - begin );
  }

private:
  const QString &mText;
  int mAt = 0;
};

//! The parts of a date as written, before it is known whether the calendar has it.
struct WrittenDate
{
  int year = 0;
  int month = 0; //!< 0 for a word that is no month
  QString monthWord;
  int day = 0; //!< 1 where only the month is written
  bool hasDay = true;
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool hasTime = false;
};

bool scanTimeZone( Scanner &scanner )
{
  scanner.accept( ' ' );
  if ( scanner.accept( 'Z' ) || ( !scanner.accept( '+' ) && !scanner.accept( '-' ) ) )
    return true;
  int hours = 0;
  int minutes = 0;
  const bool hasHours = scanner.digits( 2, 2, hours );
  scanner.accept( ':' );
  return hasHours && scanner.digits( 2, 2, minutes );
}

bool scanSeconds( Scanner &scanner, WrittenDate &written )
{
  if ( !scanner.accept( ':' ) )
    return true;
  int fraction = 0;
  return scanner.digits( 2, 2, written.second ) && ( !scanner.accept( '.' ) || scanner.digits( 1, 9, fraction ) );
}

//! Reads what follows a full date: nothing, or a time.
bool scanTime( Scanner &scanner, WrittenDate &written )
{
  if ( scanner.atEnd() )
    return true;
  if ( !scanner.accept( 'T' ) && !scanner.accept( ' ' ) )
    return false;
  while ( scanner.accept( ' ' ) )
    continue;
  written.hasTime = true;
  return scanner.digits( 1, 2, written.hour ) && scanner.accept( ':' ) && scanner.digits( 2, 2, written.minute ) &&
         scanSeconds( scanner, written ) && scanTimeZone( scanner ) && scanner.atEnd();
}

//! 2024-01, or 2024-01-31 with or without a time.
std::optional<WrittenDate> scanYearFirst( const QString &text )
{
  Scanner scanner( text );
  WrittenDate written;
  if ( !scanner.digits( 4, 4, written.year ) || !scanner.accept( '-' ) || !scanner.digits( 2, 2, written.month ) )
    return std::nullopt;
  if ( scanner.atEnd() )
  {
    written.day = 1;
    written.hasDay = false;
    return written;
  }
  const bool complete = scanner.accept( '-' ) && scanner.digits( 2, 2, written.day ) && scanTime( scanner, written );
  return complete ? std::make_optional( written ) : std::nullopt;
}

//! 31/01/2024, 31-01-2024 or 31 Jan 2024, with or without a time.
std::optional<WrittenDate> scanDayFirst( const QString &text )
{
  Scanner scanner( text );
  WrittenDate written;
  if ( !scanner.digits( 1, 2, written.day ) )
    return std::nullopt;
  const char separator = scanner.accept( '/' ) ? '/' : scanner.accept( '-' ) ? '-' : ' ';
  if ( separator != ' ' )
  {
    if ( !scanner.digits( 1, 2, written.month ) )
      return std::nullopt;
  }
  else
  {
    if ( !scanner.accept( ' ' ) )
      return std::nullopt;
    written.monthWord = scanner.letters();
    written.month = monthOfWord( written.monthWord );
  }
  const bool complete =
    scanner.accept( separator ) && scanner.digits( 4, 4, written.year ) && scanTime( scanner, written );
  return complete ? std::make_optional( written ) : std::nullopt;
}

ParsedDate checked( const WrittenDate &written, const QString &text )
{
  if ( written.month < 1 || written.month > 12 )
    return notADate( ParseText::tr( "%1 has no month %2: write 31/01/2024 or 2024-01-31" )
                       .arg( shortened( text ), written.monthWord.isEmpty() ? QString::number( written.month )
                                                                            : shortened( written.monthWord ) ) );
  const QDate date( written.year, written.month, written.day );
  if ( !date.isValid() )
    return notADate( ParseText::tr( "%1 is not a day of the calendar" ).arg( shortened( text ) ) );
  ParsedDate parsed = ofCalendar( date );
  parsed.hasDay = parsed.valid && written.hasDay;
  if ( !parsed.valid || !written.hasTime )
    return parsed;
  parsed.time = QTime( written.hour, written.minute, written.second );
  parsed.hasTime = true;
  return parsed.time.isValid() ? parsed
                               : notADate( ParseText::tr( "%1 has no time of the day" ).arg( shortened( text ) ) );
}

QString whyNotADate( const QString &text )
{
  static const QRegularExpression shortYear( QStringLiteral( "^[0-9]{1,2}([/ -])[0-9A-Za-z]{1,9}\\1[0-9]{2}$" ) );
  if ( shortYear.match( text ).hasMatch() )
    return ParseText::tr( "%1 needs a year of four digits" ).arg( text );
  return ParseText::tr( "%1 is not a date" ).arg( shortened( text ) );
}

ParsedDate parseDateText( const QString &text )
{
  if ( isMissingMark( text ) )
    return noDate();
  std::optional<WrittenDate> written = scanYearFirst( text );
  if ( !written )
    written = scanDayFirst( text );
  return written ? checked( *written, text ) : notADate( whyNotADate( text ) );
}

} // namespace

ParsedNumber parseNumber( const QVariant &cell )
{
  if ( cell.isNull() )
    return markOf( ParsedNumber::Kind::Missing );
  if ( !isNumberType( cell.userType() ) )
    return cell.canConvert<QString>() ? parseNumberText( cell.toString().trimmed() )
                                      : notANumber( ParseText::tr( "the cell holds neither number nor text" ) );
  const double value = cell.toDouble();
  if ( std::isnan( value ) )
    return markOf( ParsedNumber::Kind::Missing );
  return std::isinf( value ) ? notANumber( ParseText::tr( "infinity is not a number" ) ) : number( value );
}

ParsedDate parseDate( const QVariant &cell )
{
  if ( cell.isNull() )
    return noDate();
  if ( cell.userType() == QMetaType::QDate )
    return cell.toDate().isValid() ? ofCalendar( cell.toDate() ) : noDate();
  if ( cell.userType() == QMetaType::QDateTime )
    return cell.toDateTime().isValid() ? ofCalendar( cell.toDateTime() ) : noDate();
  return cell.canConvert<QString>() ? parseDateText( cell.toString().trimmed() )
                                    : notADate( ParseText::tr( "the cell holds neither date nor text" ) );
}

int monthOfWord( const QString &word )
{
  static const QStringList months{ QStringLiteral( "january" ),   QStringLiteral( "february" ),
                                   QStringLiteral( "march" ),     QStringLiteral( "april" ),
                                   QStringLiteral( "may" ),       QStringLiteral( "june" ),
                                   QStringLiteral( "july" ),      QStringLiteral( "august" ),
                                   QStringLiteral( "september" ), QStringLiteral( "october" ),
                                   QStringLiteral( "november" ),  QStringLiteral( "december" ) };
  const QString wanted = word.toLower();
  const bool isShort = wanted.size() == 3 || wanted == QLatin1String( "sept" );
  for ( int month = 0; month < months.size(); ++month )
  {
    if ( wanted == months[month] || ( isShort && months[month].startsWith( wanted ) ) )
      return month + 1;
  }
  return 0;
}

int monthNumber( const QDate &date ) { return date.year() * 12 + date.month() - 1; }

QString monthText( int number )
{
  return QStringLiteral( "%1-%2" )
    .arg( number / 12, 4, 10, QLatin1Char( '0' ) )
    .arg( number % 12 + 1, 2, 10, QLatin1Char( '0' ) );
}

} // namespace communitysafety::base
