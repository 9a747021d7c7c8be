// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgscoordinatereferencesystem.h>
#include <qgscoordinatetransformcontext.h>
#include <qgsrectangle.h>

namespace communitysafety::base
{

/**
 * True if lengths and areas may be computed with plain plane geometry in \a crs: projected, in metres, and not Web
 * Mercator, whose metres are 1.7 times too long in Britain.
 */
bool measuresInMetres( const QgsCoordinateReferenceSystem &crs );

/**
 * The reference system in which distances and areas of a layer are computed: \a own when it measures in metres;
 * else the British National Grid (EPSG:27700) where \a extent lies in Great Britain, and the UTM zone of its centre
 * elsewhere.
 *
 * \param extent of the layer, in \a own
 */
QgsCoordinateReferenceSystem metricCrs( const QgsCoordinateReferenceSystem &own, const QgsRectangle &extent,
                                        const QgsCoordinateTransformContext &transformContext );

} // namespace communitysafety::base
