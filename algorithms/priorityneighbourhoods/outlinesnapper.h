// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"

#include <qgsgeometry.h>

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

struct SnapOptions
{
  //! How far an outline may move, in the unit of the geometries. REQUIRES above 0; less than half the width of the
  //! narrowest part, or that part may be lost.
  double distance = 0;
  //! An outline that would lose more, as 1 - Jaccard, stays as it is. 0 = none moves, 1 = all may.
  double largestLoss = 0.2;
};

struct SnappedOutline
{
  QgsGeometry outline;
  //! Of what was asked for with the outline as it was: 1 = the same. Below 1 - largest loss: it was not done.
  double jaccard = 1;
  bool isDone = true;
};

/**
 * Lets outlines run along lines, such as streets, where these run within the distance.
 *
 * The strip on both sides of an outline is cut into faces by the lines, by the outline itself and by short connectors
 * across it. Of all ways to divide the faces into inside and outside, that one is taken which costs least: per metre of
 * new outline a tenth along a line, 1 along the old outline and 1.5 along a connector; and for ground that changes
 * sides as much as following a line saves when it lies twice the distance away. One minimum cut finds it, so that an
 * outline follows a line only for as long as it pays, and crosses side streets without a detour.
 *
 * No outline enters the ground of another one, neither as it was nor as it became; a border that two of them share
 * counts as a line. Since every outline is a union of faces it is valid. Outlines and \a lines: polygons and lines in
 * one projected system; what the outlines are is not changed where no line is near.
 *
 * Deterministic, in the order given. \param progress throws statistics::Cancelled
 *
 * Source: the cut is that of Greig, Porteous and Seheult 1989, see statistics/minimumcut.h; its use for outlines is
 * ours. Moving each corner to the nearest line (QGIS's geometry snapper) jumps to side streets at every crossing.
 */
std::vector<SnappedOutline> snapOutlines( const std::vector<QgsGeometry> &outlines,
                                          const std::vector<QgsGeometry> &lines, const SnapOptions &options,
                                          const statistics::Progress &progress );

} // namespace communitysafety::priorityneighbourhoods
