// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/numbertext.h"

#include <QLocale>

#include <cmath>

namespace communitysafety::base
{

QString numberText( double value, int decimals )
{
  if ( !std::isfinite( value ) )
    return QStringLiteral( "–" );
  static const QLocale british( QLocale::English, QLocale::UnitedKingdom );
  const QString digits = british.toString( std::abs( value ), 'f', decimals );
  // What rounds to zero has no sign.
  const bool isNegative = value < 0 && british.toDouble( digits ) > 0;
  return isNegative ? QStringLiteral( "−" ) + digits : digits;
}

QString countText( qint64 n ) { return numberText( double( n ) ); }

QString changeText( double value, int decimals )
{
  const QString text = numberText( value, decimals );
  static const QLocale british( QLocale::English, QLocale::UnitedKingdom );
  return value > 0 && british.toDouble( text ) > 0 ? '+' + text : text;
}

} // namespace communitysafety::base
