// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policepositions.h"

#include "base/strictparse.h"

#include <qgsexception.h>
#include <qgsgeometryengine.h>
#include <qgspoint.h>
#include <qgsrectangle.h>

#include <algorithm>

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

} // namespace

PolicePositions::PolicePositions( const QgsCoordinateTransformContext &transformContext )
  : mToGrid( QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ),
             QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:27700" ) ), transformContext )
{
}

PolicePositions::~PolicePositions() = default;

void PolicePositions::limitTo( const QgsGeometry &area, double tolerance )
{
  mArea = area;
  mTolerance = tolerance;
  mAreaEngine.reset( QgsGeometry::createGeometryEngine( mArea.constGet() ) );
  mAreaEngine->prepareGeometry();
}

PolicePosition PolicePositions::at( const QString &x, const QString &y, bool inDegrees )
{
  const QString key = x + ( inDegrees ? '|' : '/' ) + y;
  auto known = mKnown.constFind( key );
  if ( known == mKnown.constEnd() )
    known = mKnown.insert( key, read( x, y, inDegrees ) );
  return *known;
}

qint64 PolicePositions::distinctPoints() const
{
  return std::count_if( mKnown.begin(), mKnown.end(),
                        []( const PolicePosition &position ) { return !position.fault; } );
}

PolicePosition PolicePositions::read( const QString &x, const QString &y, bool inDegrees ) const
{
  if ( x.isEmpty() && y.isEmpty() )
    return faulty( RejectReason::noLocation );
  const ParsedNumber first = parseNumber( x );
  const ParsedNumber second = parseNumber( y );
  if ( !first.isNumber() || !second.isNumber() )
    return faulty( RejectReason::coordinateNotReadable );
  if ( first.value == 0.0 && second.value == 0.0 )
    return faulty( RejectReason::zeroCoordinate );
  const QgsPointXY written( first.value, second.value );
  if ( !( inDegrees ? kingdomInDegrees() : kingdomInMetres() ).contains( written ) )
    return faulty( RejectReason::numberOutOfRange );
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
  position.isInside = isInside( position.point );
  return position;
}

bool PolicePositions::isInside( const QgsPointXY &point ) const
{
  if ( !mAreaEngine )
    return true;
  const QgsPoint position( point );
  if ( mAreaEngine->intersects( &position ) )
    return true;
  return mTolerance > 0 && mAreaEngine->distanceWithin( &position, mTolerance );
}

} // namespace communitysafety::base
