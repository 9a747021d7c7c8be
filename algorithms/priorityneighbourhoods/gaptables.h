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
  //! Of the absolute gap, in the first and the last of the years compared.
  double before = 0;
  double after = 0;
  //! The same of the relative gap, ratio - 1.
  double relativeBefore = 0;
  double relativeAfter = 0;

  double change() const { return after - before; }
  GapPart &operator+=( const GapPart &other );
};

//! Parts of the gap; the largest first, whether above 0 or below. Withheld ones are left out (see gapdisclosure.h).
std::vector<GapPart> partsByIndicator( const TrackedGap &gap );
//! Indicators without a theme are one more, where there are themes.
std::vector<GapPart> partsByTheme( const TrackedGap &gap );
std::vector<GapPart> partsByNeighbourhood( const TrackedGap &gap );

} // namespace communitysafety::priorityneighbourhoods
