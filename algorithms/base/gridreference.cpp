// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/gridreference.h"

#include "base/strictparse.h"

#include <QCoreApplication>

#include <cmath>
#include <optional>

namespace communitysafety::base
{
namespace
{

struct GridText
{
  Q_DECLARE_TR_FUNCTIONS( GridReference )
};

constexpr int mostDigits = 10;
constexpr int longestQuotation = 40;
constexpr double hundredKilometres = 100000.0;

//! A square of 100 km by its column and row from the origin of its grid.
struct Square
{
  NationalGrid grid = NationalGrid::british;
  int column = 0;
  int row = 0;
};

//! A reference taken apart, before it is known whether its parts make sense.
struct WrittenReference
{
  QString letters;
  QString digits;
  int digitsBeforeGap = 0; //!< 0 where the digits stand in one group
};

GridReference notAReference( const QString &reason )
{
  GridReference reference;
  reference.reason = reason;
  return reference;
}

bool isLatinLetter( QChar c ) { return c >= QLatin1Char( 'A' ) && c <= QLatin1Char( 'Z' ); }

std::optional<WrittenReference> scan( const QString &text )
{
  WrittenReference written;
  int gaps = 0;
  bool afterGap = false;
  for ( const QChar c : text )
  {
    if ( isLatinLetter( c ) && written.digits.isEmpty() )
      written.letters += c;
    else if ( isDigit( c ) )
    {
      if ( afterGap && !written.digits.isEmpty() )
      {
        written.digitsBeforeGap = static_cast<int>( written.digits.size() );
        ++gaps;
      }
      written.digits += c;
    }
    else if ( c != QLatin1Char( ' ' ) && c != QLatin1Char( ',' ) )
      return std::nullopt;
    afterGap = !isLatinLetter( c ) && !isDigit( c );
  }
  return gaps > 1 ? std::nullopt : std::make_optional( written );
}

//! The place of \a letter in the five by five letters of the grid, which leave out I; none for I.
std::optional<int> gridLetter( QChar letter )
{
  const int place = letter.unicode() - 'A';
  if ( letter == QLatin1Char( 'I' ) )
    return std::nullopt;
  return place > 8 ? place - 1 : place;
}

std::optional<Square> britishSquare( int first, int second )
{
  // The squares of 500 km run from V in the south-west to E in the north-east; false origin in S.
  const int column = ( first % 5 - 2 ) * 5 + second % 5;
  const int row = ( 3 - first / 5 ) * 5 + 4 - second / 5;
  constexpr int columns = 7;
  constexpr int rows = 13;
  if ( column < 0 || column >= columns || row < 0 || row >= rows )
    return std::nullopt;
  return Square{ NationalGrid::british, column, row };
}

std::optional<Square> squareOf( const QString &letters )
{
  if ( letters.isEmpty() || letters.size() > 2 )
    return std::nullopt;
  const std::optional<int> first = gridLetter( letters.at( 0 ) );
  if ( !first )
    return std::nullopt;
  if ( letters.size() == 1 )
    return Square{ NationalGrid::irish, *first % 5, 4 - *first / 5 };
  const std::optional<int> second = gridLetter( letters.at( 1 ) );
  return second ? britishSquare( *first, *second ) : std::nullopt;
}

QString whyNotDigits( const WrittenReference &written )
{
  const auto count = static_cast<int>( written.digits.size() );
  if ( count % 2 != 0 )
    return GridText::tr( "has an odd number of digits" );
  if ( count > mostDigits )
    return GridText::tr( "has more than ten digits" );
  if ( count == 0 && written.letters.size() == 1 )
    return GridText::tr( "has no digits" );
  if ( written.digitsBeforeGap > 0 && written.digitsBeforeGap * 2 != count )
    return GridText::tr( "has unequal groups of digits" );
  return QString();
}

GridReference centreOf( const Square &square, const QString &digits )
{
  const auto half = static_cast<int>( digits.size() ) / 2;
  GridReference reference;
  reference.grid = square.grid;
  reference.size = hundredKilometres / std::pow( 10.0, half );
  reference.easting = square.column * hundredKilometres + ( digits.left( half ).toInt() + 0.5 ) * reference.size;
  reference.northing = square.row * hundredKilometres + ( digits.mid( half ).toInt() + 0.5 ) * reference.size;
  return reference;
}

} // namespace

GridReference parseGridReference( const QString &text )
{
  const QString bare = text.simplified().toUpper();
  const QString quoted = bare.left( longestQuotation );
  if ( bare.isEmpty() )
    return notAReference( GridText::tr( "no grid reference" ) );
  const std::optional<WrittenReference> written = scan( bare );
  if ( !written || written->letters.isEmpty() )
    return notAReference( GridText::tr( "%1 is not a grid reference" ).arg( quoted ) );
  const QString fault = whyNotDigits( *written );
  if ( !fault.isEmpty() )
    return notAReference( QStringLiteral( "%1 %2" ).arg( quoted, fault ) );
  const std::optional<Square> square = squareOf( written->letters );
  if ( !square )
    return notAReference( GridText::tr( "%1 names no square of the British or Irish grid" ).arg( quoted ) );
  return centreOf( *square, written->digits );
}

} // namespace communitysafety::base
