// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/neighbourhoodlayers.h"
#include "priorityneighbourhoods/trackedgap.h"

#include <qgsfields.h>

#include <QStringList>

#include <vector>

/**
 * The outputs on the gap: their fields, and rows in the same order.
 */
namespace communitysafety::priorityneighbourhoods
{

//! Each neighbourhood with its gap and how it moves.
QgsFields gapFields();
std::vector<LayerRow> gapRows( const TrackedGap &gap );

//! The years of all together, of each neighbourhood and of each indicator.
QgsFields seriesFields();
std::vector<LayerRow> seriesRows( const TrackedGap &gap );

//! What the gap and its change consist of, by theme, indicator, neighbourhood, and each with each.
QgsFields decompositionFields();
std::vector<LayerRow> decompositionRows( const TrackedGap &gap );

//! One part of the gap: of a theme, an indicator or a neighbourhood.
struct GapPart
{
  QString label;
  double before = 0;
  double after = 0;
  double change() const { return after - before; }
};

//! Parts of the absolute gap; the largest first.
std::vector<GapPart> partsByIndicator( const TrackedGap &gap );
std::vector<GapPart> partsByTheme( const TrackedGap &gap );
std::vector<GapPart> partsByNeighbourhood( const TrackedGap &gap );

} // namespace communitysafety::priorityneighbourhoods
