// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/evidencestreams.h"
#include "priorityneighbourhoods/neighbourhood.h"
#include "statistics/evidencescan.h"

#include <vector>

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::priorityneighbourhoods
{

//! What the search may return.
struct EvidenceSearch
{
  //! What counts is set from the members below.
  statistics::EvidenceScanOptions scan;
  //! A neighbourhood has at least so many cells and people.
  std::size_t minimumCells = 1;
  double minimumPopulation = 0;
  //! Its mean score is at least this; missing = any. Stands in for the relative risk, which deviations do not know.
  double minimumScore = statistics::missing;
  //! Above 1: square cells are searched in squares of so many cells a side, from every origin.
  std::size_t squareSide = 1;
};

/**
 * Neighbourhoods found by evidence and tested against random maps, the strongest first. Those that are too small or too
 * faint are dropped, and others found in their place; how many, and where the search ended, is said in the log.
 */
std::vector<Neighbourhood> neighbourhoodsByEvidence( base::Run &run, const ScoredAreas &scored,
                                                     const statistics::ScanSupport &support,
                                                     const std::vector<base::EvidenceStream> &streams,
                                                     const EvidenceSearch &search );

} // namespace communitysafety::priorityneighbourhoods
