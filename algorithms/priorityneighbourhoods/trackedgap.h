// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/trackedindicators.h"
#include "priorityneighbourhoods/trackedplaces.h"
#include "statistics/gapdecomposition.h"
#include "statistics/gapverdict.h"
#include "statistics/neighbourhoodgaps.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! How the gap is computed.
struct GapSettings
{
  GapScale scale = GapScale::incidents;
  double per = 1000;
  //! Of the limits of the single years.
  double confidence = 0.95;
  statistics::SelectionFallOptions fall;
};

/**
 * The gap of the neighbourhoods to the rest of the city with all that is said about it. Its columns are views of
 * \a tracked, which must outlive it.
 */
struct TrackedGap
{
  //! Throws QgsProcessingException when no indicator has a denominator both inside and outside.
  TrackedGap( base::Run &run, const TrackedPlaces &places, const TrackedIndicators &tracked,
              const std::optional<std::vector<bool>> &chosenOn, const GapSettings &settings );

  bool isChosenOn( std::size_t year ) const { return chosenOn && ( *chosenOn )[year]; }
  const statistics::Gap &first() const { return years[from]; }
  const statistics::Gap &last() const { return years[to]; }
  //! What part, in per cent, \a part is of the absolute gap of the last year; missing where there is none.
  double shareOfGap( double part ) const;
  //! The one that stands at \a place of indicators.
  const TrackedIndicator &indicatorAt( std::size_t place ) const;
  //! "incidents per 1,000", or "index points".
  QString unit() const;

  const TrackedPlaces &places;
  const TrackedIndicators &tracked;
  std::optional<std::vector<bool>> chosenOn;
  GapSettings settings;

  std::vector<statistics::GapStream> streams;
  statistics::GapCounts counts;
  std::vector<statistics::Gap> years;
  statistics::GapVerdict verdict;
  //! Those that hold areas, in their order.
  std::vector<statistics::NeighbourhoodGap> neighbourhoods;
  //! Each indicator by itself, by year; after them those of which more is better.
  std::vector<std::vector<statistics::Gap>> indicators;
  //! The years between which the parts are compared: the first and the last outside the choice where there are two,
  //! else the last of the choice and the last of all.
  std::size_t from = 0;
  std::size_t to = 0;
  statistics::GapDecomposition before;
  statistics::GapDecomposition after;
};

//! How many decimals tell \a value, a rate or a gap, to three digits.
int decimalsOf( double value );

//! "Narrowing", "Unchanged", "Widening", "Cannot tell".
QString wordsOf( statistics::GapChange change );

//! Why no verdict is possible, as a sentence; empty where there is none to explain.
QString wordsOf( statistics::GapDoubt doubt );

//! The verdict in plain sentences: what, how much, how sure, and on what it rests. Where \a isWithheld, without
//! figures.
QStringList verdictInWords( const TrackedGap &gap, bool isWithheld );

} // namespace communitysafety::priorityneighbourhoods
