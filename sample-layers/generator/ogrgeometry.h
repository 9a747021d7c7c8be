// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "voronoi.h"

#include <ogr_geometry.h>

#include <vector>

namespace communitysafety::samplecity
{

OGRGeometryUniquePtr toPoint( Point place );
OGRGeometryUniquePtr toLine( const std::vector<Point> &line );
OGRGeometryUniquePtr toPolygon( const Ring &ring );

//! The outer ring, without its closing corner, of a polygon or of the largest part of a multi-part one.
Ring outerRing( const OGRGeometry &geometry );

//! The union of polygons, always as a multi-polygon.
OGRGeometryUniquePtr unite( const std::vector<Ring> &rings );

} // namespace communitysafety::samplecity
