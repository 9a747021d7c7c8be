// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/source.h"
#include "statistics/evidencefamilies.h"

namespace communitysafety::base
{

class Run;

/**
 * \a areas as a map that can be searched: a square or hexagon grid where they are cells of one, else polygons with the
 * lengths of their shared borders, in units of the side of a square with the median area. Which it is, is said in the
 * log, and that areas touch nothing.
 * \param progress throws statistics::Cancelled
 */
statistics::ScanSupport scanSupport( Run &run, const Areas &areas, const statistics::Progress &progress );

/**
 * Makes outlines prefer to follow the lines of \a barriers (rivers, railways, motorways): a border costs \a factor
 * times its length where the line between the centres of its two areas crosses one. How many do is said in the log.
 * Throws QgsProcessingException when the layer has no reference system or no features.
 */
void followBarriers( Run &run, const Areas &areas, const Source &barriers, double factor,
                     statistics::ScanSupport &support );

} // namespace communitysafety::base
