// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgsgeometry.h>
#include <qgsrectangle.h>

#include <vector>

namespace communitysafety::base
{

//! The ground of all \a geometries as one geometry, such as that of a study area; null when there are none.
QgsGeometry unionOf( const std::vector<QgsGeometry> &geometries );

//! The box around all \a geometries; null when there are none.
QgsRectangle extentOf( const std::vector<QgsGeometry> &geometries );

} // namespace communitysafety::base
