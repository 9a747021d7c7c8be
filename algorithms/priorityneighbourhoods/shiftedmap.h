// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/evidencestreams.h"
#include "base/source.h"
#include "priorityneighbourhoods/evidence.h"

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! How the map was read of which a shifted one is the same but for where its cells lie.
struct MapReading
{
  ScanOn scanOn = ScanOn::compositeIndex;
  base::Baseline baseline = base::Baseline::denominators;
  QString scoreField;
  //! Empty when no population is known.
  QString populationField;
  base::InvalidGeometry invalidGeometry = base::InvalidGeometry::repair;
  //! Null for the composite index.
  const base::Source *recipe = nullptr;
};

/**
 * The cells of a shifted grid: with their score for the composite index, else with their indicators, and with people
 * where the map has them. In the reference system \a crs.
 */
class ShiftedMap
{
public:
  //! Throws QgsProcessingException when a field is not there or the layer has no areas.
  ShiftedMap( base::Run &run, const base::Source &layer, const MapReading &reading,
              const QgsCoordinateReferenceSystem &crs );

  const ScoredAreas &scored() const { return mScored; }

  //! The streams of these cells; how much counts vary is taken from \a streams, those of the map itself. \a centre: as
  //! collectEvidence() has it.
  std::vector<base::EvidenceStream> evidence( base::Run &run, double centre, const statistics::BorderGraph &graph,
                                              const std::vector<base::EvidenceStream> &streams ) const;

private:
  std::vector<base::EvidenceStream> counted( base::Run &run, const statistics::BorderGraph &graph ) const;

  MapReading mReading;
  base::IndexPlan mPlan;
  std::vector<statistics::ScoreIndicator> mIndicators;
  ScoredAreas mScored;
};

//! Whether \a shifted has cells where \a areas has none: at least half of its centres lie elsewhere.
bool liesElsewhere( const base::Areas &shifted, const base::Areas &areas );

} // namespace communitysafety::priorityneighbourhoods
