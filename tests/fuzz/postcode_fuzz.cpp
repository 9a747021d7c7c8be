// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/postcode.h"
#include "fuzz.h"

#include <QRegularExpression>

using namespace communitysafety::base;
using communitysafety::fuzz::law;

namespace
{

bool isSame( const Postcode &a, const Postcode &b ) { return a.kind == b.kind && a.text == b.text; }

void checkForm( const Postcode &postcode )
{
  static const QRegularExpression district( QStringLiteral( "\\A([A-Z]{1,2}[0-9][0-9A-Z]?|GIR)\\z" ) );
  static const QRegularExpression unit( QStringLiteral( "\\A([A-Z]{1,2}[0-9][0-9A-Z]?|GIR) [0-9][A-Z]{2}\\z" ) );
  static const QRegularExpression sector( QStringLiteral( "\\A[A-Z]{1,2}[0-9][0-9A-Z]? [0-9]\\z" ) );
  switch ( postcode.kind )
  {
  case Postcode::Kind::unit:
    law( unit.match( postcode.text ).hasMatch(), "a postcode has two halves" );
    law( parsePostcode( postcodeSector( postcode.text ) ).kind != Postcode::Kind::unit, "its sector is shorter" );
    break;
  case Postcode::Kind::sector:
    law( sector.match( postcode.text ).hasMatch(), "a sector has one digit behind the blank" );
    law( postcodeSector( postcode.text ) == postcode.text, "a sector is its own sector" );
    break;
  case Postcode::Kind::district:
    law( district.match( postcode.text ).hasMatch(), "a district is the first half" );
    break;
  default:
    law( postcode.text.isEmpty(), "what has no place has no text" );
  }
  if ( postcode.hasPlace() )
    law( district.match( postcodeDistrict( postcode.text ) ).hasMatch(), "every place has a district" );
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  const QString text = QString::fromUtf8( reinterpret_cast<const char *>( data ), static_cast<int>( size ) );
  const Postcode postcode = parsePostcode( text );
  checkForm( postcode );
  law( isSame( parsePostcode( "\t " + text + '\n' ), postcode ), "blanks around a postcode mean nothing" );
  if ( postcode.hasPlace() )
  {
    law( isSame( parsePostcode( postcode.text ), postcode ), "a postcode is read again" );
    law( isSame( parsePostcode( postcode.text.toLower() ), postcode ), "capitals mean nothing" );
  }
  return 0;
}
