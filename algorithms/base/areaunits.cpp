// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areaunits.h"

#include "base/compat.h"

#include <qgscoordinatetransform.h>

#include <cmath>

namespace communitysafety::base
{
namespace
{

QgsCoordinateReferenceSystem epsg( long code )
{
  return QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:%1" ).arg( code ) );
}

bool liesInGreatBritain( const QgsPointXY &lonLat )
{
  return lonLat.x() > -8.7 && lonLat.x() < 1.9 && lonLat.y() > 49.8 && lonLat.y() < 60.9;
}

long utmZone( const QgsPointXY &lonLat )
{
  const long zone = std::lround( std::floor( ( lonLat.x() + 180.0 ) / 6.0 ) ) + 1;
  return ( lonLat.y() >= 0 ? 32600 : 32700 ) + std::min( std::max( zone, 1L ), 60L );
}

} // namespace

bool measuresInMetres( const QgsCoordinateReferenceSystem &crs )
{
  const bool webMercator =
    crs.authid() == QLatin1String( "EPSG:3857" ) || crs.authid() == QLatin1String( "EPSG:900913" );
  return crs.isValid() && !crs.isGeographic() && crs.mapUnits() == compat::metres && !webMercator;
}

QgsCoordinateReferenceSystem metricCrs( const QgsCoordinateReferenceSystem &own, const QgsRectangle &extent,
                                        const QgsCoordinateTransformContext &transformContext )
{
  if ( measuresInMetres( own ) )
    return own;
  const QgsCoordinateTransform toLonLat( own, epsg( 4326 ), transformContext );
  const QgsPointXY centre = toLonLat.transform( extent.center() );
  return liesInGreatBritain( centre ) ? epsg( 27700 ) : epsg( utmZone( centre ) );
}

} // namespace communitysafety::base
