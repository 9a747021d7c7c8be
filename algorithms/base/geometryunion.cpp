// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/geometryunion.h"

#include <QVector>

namespace communitysafety::base
{

QgsGeometry unionOf( const std::vector<QgsGeometry> &geometries )
{
  if ( geometries.empty() )
    return QgsGeometry();
  return QgsGeometry::unaryUnion( QVector<QgsGeometry>( geometries.begin(), geometries.end() ) );
}

QgsRectangle extentOf( const std::vector<QgsGeometry> &geometries )
{
  QgsRectangle extent;
  for ( const QgsGeometry &geometry : geometries )
    extent.combineExtentWith( geometry.boundingBox() );
  return extent;
}

} // namespace communitysafety::base
