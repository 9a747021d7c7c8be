// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgsgeometry.h>

#include <vector>

namespace communitysafety::base
{

//! The ground of all \a geometries as one geometry, such as that of a study area; null when there are none.
QgsGeometry unionOf( const std::vector<QgsGeometry> &geometries );

} // namespace communitysafety::base
