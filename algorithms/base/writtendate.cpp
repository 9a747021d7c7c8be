// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/writtendate.h"

#include "base/strictparse.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace communitysafety::base
{
namespace
{

//! A number or a word of a date as written.
struct Part
{
  int value = 0;
  int digits = 0; //!< 0 for a word
  QString word;

  bool isNumber() const { return digits > 0; }
};

//! A text taken apart: up to three parts, and the time behind them.
struct Pieces
{
  std::vector<Part> parts;
  QString time;
};

bool isSeparator( QChar c )
{
  return c == QLatin1Char( '/' ) || c == QLatin1Char( '-' ) || c == QLatin1Char( '.' ) || c == QLatin1Char( ' ' ) ||
         c == QLatin1Char( ',' );
}

bool isWeekday( const QString &word )
{
  static const QStringList days{ QStringLiteral( "monday" ),    QStringLiteral( "tuesday" ),
                                 QStringLiteral( "wednesday" ), QStringLiteral( "thursday" ),
                                 QStringLiteral( "friday" ),    QStringLiteral( "saturday" ),
                                 QStringLiteral( "sunday" ) };
  constexpr int shortest = 3;
  return word.size() >= shortest &&
         std::any_of( days.begin(), days.end(), [&word]( const QString &day ) { return day.startsWith( word ); } );
}

bool isOrdinal( const QString &word )
{
  return word == QLatin1String( "st" ) || word == QLatin1String( "nd" ) || word == QLatin1String( "rd" ) ||
         word == QLatin1String( "th" );
}

//! Reads a text from left to right; by hand, because a regular expression takes ten times as long per date.
class Scanner
{
public:
  explicit Scanner( const QString &text ) : mText( text ) {}

  //! Nothing where the text has a character that no date has, or too many parts.
  std::optional<Pieces> scan()
  {
    constexpr std::size_t mostParts = 3;
    Pieces written;
    while ( mAt < mText.size() )
    {
      if ( startsTime( written ) )
      {
        written.time = mText.mid( mAt ).trimmed();
        return written;
      }
      if ( isSeparator( mText.at( mAt ) ) )
      {
        ++mAt;
        continue;
      }
      const Part part = next();
      if ( part.isNumber() || !part.word.isEmpty() )
        keep( part, written );
      else
        return std::nullopt;
      if ( written.parts.size() > mostParts )
        return std::nullopt;
    }
    return written;
  }

private:
  static void keep( const Part &part, Pieces &written )
  {
    const bool isDayName = written.parts.empty() && isWeekday( part.word );
    const bool isEnding = !written.parts.empty() && written.parts.back().isNumber() && isOrdinal( part.word );
    if ( !isDayName && !isEnding )
      written.parts.push_back( part );
  }

  //! A full date is behind us and a T, or a blank and an hour, follows.
  bool startsTime( const Pieces &written )
  {
    const bool isFull = written.parts.size() == 3 || ( written.parts.size() == 1 && written.parts[0].digits == 8 );
    if ( !isFull )
      return false;
    const QChar here = mText.at( mAt );
    if ( here == QLatin1Char( 'T' ) && mAt + 1 < mText.size() && isDigit( mText.at( mAt + 1 ) ) )
    {
      ++mAt;
      return true;
    }
    return mAt > 0 && mText.at( mAt - 1 ) == QLatin1Char( ' ' ) && isDigit( here );
  }

  Part next()
  {
    constexpr int mostDigits = 8;
    Part part;
    while ( mAt < mText.size() && isDigit( mText.at( mAt ) ) && part.digits <= mostDigits )
    {
      part.value = part.value * 10 + mText.at( mAt++ ).digitValue();
      ++part.digits;
    }
    if ( part.digits > mostDigits )
      return {};
    while ( !part.isNumber() && mAt < mText.size() && mText.at( mAt ).isLetter() )
      part.word += mText.at( mAt++ ).toLower();
    return part;
  }

  const QString &mText;
  int mAt = 0;
};

int fullYear( const Part &part )
{
  constexpr int firstOfLastCentury = 50;
  if ( part.digits > 2 )
    return part.value;
  return part.value + ( part.value < firstOfLastCentury ? 2000 : 1900 );
}

bool isYear( const Part &part ) { return part.digits == 4; }
bool isShortYear( const Part &part ) { return part.digits == 2 || part.digits == 4; }
bool isDayOrMonth( const Part &part ) { return part.digits == 1 || part.digits == 2; }

std::optional<WrittenDate> placeOne( const Part &part )
{
  constexpr int dayDigits = 8;
  constexpr int monthDigits = 6;
  if ( part.digits == dayDigits )
    return WrittenDate{ DateFormat::yearFirst, part.value / 10000, part.value / 100 % 100, part.value % 100 };
  if ( part.digits == monthDigits )
    return WrittenDate{ DateFormat::monthAlone, part.value / 100, part.value % 100 };
  return std::nullopt;
}

std::optional<WrittenDate> placeTwo( const Part &first, const Part &second )
{
  if ( isYear( first ) && isDayOrMonth( second ) )
    return WrittenDate{ DateFormat::monthAlone, first.value, second.value };
  if ( isYear( first ) && !second.isNumber() )
    return WrittenDate{ DateFormat::monthAlone, first.value, monthOfWord( second.word ) };
  if ( isDayOrMonth( first ) && isYear( second ) )
    return WrittenDate{ DateFormat::monthAlone, second.value, first.value };
  if ( !first.isNumber() && isShortYear( second ) )
    return WrittenDate{ DateFormat::monthAlone, fullYear( second ), monthOfWord( first.word ) };
  return std::nullopt;
}

std::optional<WrittenDate> placeThree( const Pieces &written, bool monthBeforeDay )
{
  const Part &first = written.parts[0];
  const Part &second = written.parts[1];
  const Part &third = written.parts[2];
  if ( isYear( first ) && isDayOrMonth( third ) )
    return WrittenDate{ DateFormat::yearFirst, first.value,
                        second.isNumber() ? second.value : monthOfWord( second.word ), third.value };
  if ( !isShortYear( third ) )
    return std::nullopt;
  if ( isDayOrMonth( first ) && !second.isNumber() )
    return WrittenDate{ DateFormat::dayFirst, fullYear( third ), monthOfWord( second.word ), first.value };
  if ( !first.isNumber() && isDayOrMonth( second ) )
    return WrittenDate{ DateFormat::monthFirst, fullYear( third ), monthOfWord( first.word ), second.value };
  if ( !isDayOrMonth( first ) || !isDayOrMonth( second ) )
    return std::nullopt;
  if ( monthBeforeDay )
    return WrittenDate{ DateFormat::monthFirst, fullYear( third ), first.value, second.value, true };
  return WrittenDate{ DateFormat::dayFirst, fullYear( third ), second.value, first.value, true };
}

std::optional<WrittenDate> place( const Pieces &written, bool monthBeforeDay )
{
  switch ( written.parts.size() )
  {
  case 1:
    return placeOne( written.parts[0] );
  case 2:
    return placeTwo( written.parts[0], written.parts[1] );
  case 3:
    return placeThree( written, monthBeforeDay );
  default:
    return std::nullopt;
  }
}

} // namespace

std::optional<WrittenDate> takeApart( const QString &text, bool monthBeforeDay )
{
  const std::optional<Pieces> pieces = Scanner( text ).scan();
  std::optional<WrittenDate> date = pieces ? place( *pieces, monthBeforeDay ) : std::nullopt;
  if ( date )
    date->time = pieces->time;
  return date;
}

} // namespace communitysafety::base
