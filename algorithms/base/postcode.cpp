// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/postcode.h"

#include "base/strictparse.h"

#include <QLatin1String>

#include <cstring>

namespace communitysafety::base
{
namespace
{

constexpr int inwardLength = 3;

bool isOneOf( QChar c, const char *letters )
{
  return c.unicode() > 0 && c.unicode() < 128 && std::strchr( letters, c.toLatin1() ) != nullptr;
}

// Letters that occur in each place; the rules of the Royal Mail's address file.
bool isFirstLetter( QChar c ) { return isOneOf( c, "ABCDEFGHIJKLMNOPRSTUWYZ" ); }
bool isSecondLetter( QChar c ) { return isOneOf( c, "ABCDEFGHKLMNOPQRSTUVWXY" ); }
bool isLetterAfterDigit( QChar c ) { return isOneOf( c, "ABCDEFGHJKMNPRSTUVWXY" ); }
bool isInwardLetter( QChar c ) { return isOneOf( c, "ABDEFGHJLNPQRSTUWXYZ" ); }

//! A9, A99, AA9, AA99, A9A or AA9A.
bool isOutward( const QString &text )
{
  const int letters = text.size() > 1 && !isDigit( text.at( 1 ) ) ? 2 : 1;
  const auto length = static_cast<int>( text.size() );
  if ( length < letters + 1 || length > letters + 2 || !isFirstLetter( text.at( 0 ) ) ||
       ( letters == 2 && !isSecondLetter( text.at( 1 ) ) ) || !isDigit( text.at( letters ) ) )
    return false;
  return length == letters + 1 || isDigit( text.at( letters + 1 ) ) || isLetterAfterDigit( text.at( letters + 1 ) );
}

bool isInward( const QString &text )
{
  return text.size() == inwardLength && isDigit( text.at( 0 ) ) && isInwardLetter( text.at( 1 ) ) &&
         isInwardLetter( text.at( 2 ) );
}

//! Capitals and digits alone, in at most two groups with one blank between them.
QString plain( const QString &text )
{
  QString result;
  for ( const QChar c : text.toUpper().replace( QLatin1Char( '-' ), QLatin1Char( ' ' ) ).simplified() )
    if ( c != QLatin1Char( '.' ) )
      result += c;
  return result;
}

QString withDigitFirst( QString inward )
{
  if ( inward.startsWith( QLatin1Char( 'O' ) ) )
    inward[0] = QLatin1Char( '0' );
  else if ( inward.startsWith( QLatin1Char( 'I' ) ) )
    inward[0] = QLatin1Char( '1' );
  return inward;
}

bool isMissingMark( const QString &packed )
{
  return packed.isEmpty() || packed == QLatin1String( "NULL" ) || packed == QLatin1String( "NA" ) ||
         packed == QLatin1String( "N/A" );
}

bool isNoFixedAbode( const QString &packed ) { return packed.startsWith( QLatin1String( "ZZ99" ) ); }

Postcode unitOf( const QString &packed )
{
  const QString outward = packed.left( packed.size() - inwardLength );
  const QString inward = withDigitFirst( packed.right( inwardLength ) );
  const bool isGiro = outward == QLatin1String( "GIR" ) && inward == QLatin1String( "0AA" );
  if ( isGiro || ( isOutward( outward ) && isInward( inward ) ) )
    return { Postcode::Kind::unit, outward + QLatin1Char( ' ' ) + inward };
  return { Postcode::Kind::invalid, QString() };
}

//! \a text has no more than the first digit of the second half.
Postcode beginningOf( const QString &text )
{
  const QString outward = text.section( QLatin1Char( ' ' ), 0, 0 );
  const QString rest = text.section( QLatin1Char( ' ' ), 1 );
  if ( !isOutward( outward ) )
    return { Postcode::Kind::invalid, QString() };
  if ( rest.isEmpty() )
    return { Postcode::Kind::district, outward };
  const bool isSector = rest.size() == 1 && isDigit( rest.at( 0 ) );
  return isSector ? Postcode{ Postcode::Kind::sector, text } : Postcode{ Postcode::Kind::invalid, QString() };
}

} // namespace

Postcode parsePostcode( const QString &text )
{
  constexpr int shortestUnit = 5;
  constexpr int longestUnit = 7;
  const QString written = plain( text );
  const QString packed = QString( written ).remove( QLatin1Char( ' ' ) );
  if ( isMissingMark( packed ) || isNoFixedAbode( packed ) )
    return {};
  if ( packed.size() > longestUnit )
    return { Postcode::Kind::invalid, QString() };
  if ( packed.size() >= shortestUnit )
    if ( const Postcode unit = unitOf( packed ); unit.hasPlace() )
      return unit;
  return beginningOf( written );
}

QString postcodeSector( const QString &postcode )
{
  return postcode.left( postcode.indexOf( QLatin1Char( ' ' ) ) + 2 );
}

QString postcodeDistrict( const QString &postcode ) { return postcode.section( QLatin1Char( ' ' ), 0, 0 ); }

} // namespace communitysafety::base
