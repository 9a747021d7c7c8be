// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/gridreference.h"
#include "fuzz.h"

#include <cmath>

using namespace communitysafety::base;
using communitysafety::fuzz::law;

namespace
{

bool isSame( const GridReference &a, const GridReference &b )
{
  return a.reason.isEmpty() == b.reason.isEmpty() && a.grid == b.grid && a.easting == b.easting &&
         a.northing == b.northing && a.size == b.size;
}

//! Whether \a value is the centre of a square of \a size.
bool isCentre( double value, double size ) { return std::fmod( value + size / 2.0, size ) == 0.0; }

void checkSquare( const GridReference &reference )
{
  const bool isIrish = reference.grid == NationalGrid::irish;
  law( reference.size >= 1.0 && reference.size <= 100000.0, "a square has sides of 1 m to 100 km" );
  law( std::pow( 10.0, std::round( std::log10( reference.size ) ) ) == reference.size, "its sides are a power of ten" );
  law( reference.easting > 0.0 && reference.easting < ( isIrish ? 500000.0 : 700000.0 ), "it lies in its grid" );
  law( reference.northing > 0.0 && reference.northing < ( isIrish ? 500000.0 : 1300000.0 ), "it lies in its grid" );
  law( isCentre( reference.easting, reference.size ) && isCentre( reference.northing, reference.size ),
       "the point is the centre of the square" );
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  constexpr int longestReason = 100;
  const QString text = QString::fromUtf8( reinterpret_cast<const char *>( data ), static_cast<int>( size ) );
  const GridReference reference = parseGridReference( text );
  law( reference.reason.size() <= longestReason, "a reason is short" );
  law( isSame( parseGridReference( ' ' + text.toUpper() + '\n' ), reference ), "capitals and blanks mean nothing" );
  if ( reference.isValid() )
    checkSquare( reference );
  else
    law( reference.size == 0.0, "what is no reference has no square" );
  return 0;
}
