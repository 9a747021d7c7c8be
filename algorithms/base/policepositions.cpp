// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policepositions.h"
#include "base/csvrows.h"

#include "base/hash64.h"
#include "base/strictparse.h"

#include <qgsexception.h>
#include <qgsrectangle.h>

#include <cstring>

namespace communitysafety::base
{
namespace
{

// The United Kingdom with its islands. Swapped columns, lost signs and lost digits fall outside.
const QgsRectangle &kingdomInDegrees()
{
  static const QgsRectangle box( -9.0, 49.0, 3.0, 61.5 );
  return box;
}

const QgsRectangle &kingdomInMetres()
{
  static const QgsRectangle box( -100000.0, 0.0, 800000.0, 1300000.0 );
  return box;
}

PolicePosition faulty( RejectReason reason )
{
  PolicePosition position;
  position.fault = reason;
  return position;
}

/**
 * Reads what nearly every cell holds: digits with a point among them, and perhaps a minus. Both the digits and the
 * power of ten are whole numbers that a double holds exactly, so that their quotient is the nearest double.
 * \returns false for any other text.
 */
bool readPlainDecimal( std::string_view text, double &value )
{
  constexpr std::size_t mostDigits = 15;
  static constexpr double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14 };
  const bool isNegative = !text.empty() && text.front() == '-';
  if ( isNegative )
    text.remove_prefix( 1 );
  const std::size_t point = text.find( '.' );
  if ( point == 0 || point == std::string_view::npos || point + 1 == text.size() || text.size() > mostDigits )
    return false;
  qint64 digits = 0;
  for ( std::size_t at = 0; at < text.size(); ++at )
  {
    if ( at == point )
      continue;
    if ( text[at] < '0' || text[at] > '9' )
      return false;
    digits = digits * 10 + ( text[at] - '0' );
  }
  value = double( digits ) / powers[text.size() - point - 1];
  value = isNegative ? -value : value;
  return true;
}

bool readNumber( std::string_view text, double &value )
{
  if ( readPlainDecimal( text, value ) )
    return true;
  const ParsedNumber number = parseNumber( textOf( text ) );
  value = number.value;
  return number.isNumber();
}

} // namespace

quint64 hashOfPoint( const QgsPointXY &point )
{
  const double coordinates[] = { point.x(), point.y() };
  char bytes[sizeof( coordinates )];
  std::memcpy( bytes, coordinates, sizeof( coordinates ) );
  return hash64( { bytes, sizeof( bytes ) } );
}

PolicePositions::Memory::Memory()
{
  constexpr std::size_t answers = 1 << 14;
  mAnswers.resize( answers );
}

PolicePositions::PolicePositions( const QgsCoordinateTransformContext &transformContext )
  : mToGrid( QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ),
             QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:27700" ) ), transformContext )
{
}

PolicePositions::~PolicePositions() = default;

void PolicePositions::limitTo( const QgsGeometry &area, double tolerance )
{
  mArea = std::make_unique<StudyArea>( area, tolerance );
}

PolicePosition PolicePositions::at( std::string_view x, std::string_view y, bool inDegrees, Memory &memory ) const
{
  const quint64 place = ( hash64( x ) * 3 + hash64( y ) ) % memory.mAnswers.size();
  Memory::Answer &answer = memory.mAnswers[place];
  if ( answer.x == x && answer.y == y && answer.inDegrees == inDegrees && !( x.empty() && y.empty() ) )
    return answer.position;
  constexpr std::size_t longestRemembered = 32;
  const PolicePosition position = read( x, y, inDegrees );
  if ( x.size() <= longestRemembered && y.size() <= longestRemembered )
  {
    answer.x.assign( x );
    answer.y.assign( y );
    answer.inDegrees = inDegrees;
    answer.position = position;
  }
  return position;
}

PolicePosition PolicePositions::read( std::string_view x, std::string_view y, bool inDegrees ) const
{
  if ( x.empty() && y.empty() )
    return faulty( RejectReason::noLocation );
  double first = 0;
  double second = 0;
  if ( !readNumber( x, first ) || !readNumber( y, second ) )
    return faulty( RejectReason::coordinateNotReadable );
  if ( first == 0.0 && second == 0.0 )
    return faulty( RejectReason::zeroCoordinate );
  const QgsPointXY written( first, second );
  if ( !( inDegrees ? kingdomInDegrees() : kingdomInMetres() ).contains( written ) )
    return faulty( RejectReason::coordinateOutOfRange );
  return located( written, inDegrees );
}

PolicePosition PolicePositions::located( const QgsPointXY &written, bool inDegrees ) const
{
  PolicePosition position;
  try
  {
    position.point = inDegrees ? mToGrid.transform( written ) : written;
  }
  catch ( const QgsCsException & )
  {
    return faulty( RejectReason::coordinateNotReadable );
  }
  position.isInside = !mArea || mArea->holds( position.point );
  return position;
}

} // namespace communitysafety::base
