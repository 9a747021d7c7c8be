// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/evidencestreams.h"
#include "base/source.h"
#include "priorityneighbourhoods/neighbourhood.h"

namespace communitysafety::priorityneighbourhoods
{

//! Out of what the evidence is made, in the order of the parameter SCAN_ON.
enum class ScanOn
{
  compositeIndex,
  themes,
  indicators
};

//! What the evidence is read from; null where it was not given.
struct EvidenceSources
{
  const base::Source *indicators = nullptr;
  const base::Source *recipe = nullptr;
  const base::Source *years = nullptr;
};

/**
 * The streams in which neighbourhoods are searched, one value for each of \a scored. \a centre: the score at which an
 * area stands out neither way.
 * Throws QgsProcessingException when a source is not there that \a scanOn or \a baseline asks for, or when no area of
 * the indicators has the id of a scored one.
 */
std::vector<base::EvidenceStream> collectEvidence( base::Run &run, const ScoredAreas &scored, double centre,
                                                   const EvidenceSources &sources, ScanOn scanOn,
                                                   base::Baseline baseline, const statistics::BorderGraph &graph );

/**
 * The score as the only stream. A score further out than ten times its noise counts as ten: otherwise one cell is all
 * that the random maps are made of, and nothing else stands out from them. \a centre: as above.
 */
base::EvidenceStream streamOfIndex( const ScoredAreas &scored, double centre, const statistics::BorderGraph &graph );

//! "Violence 41 %, ambulance 22 %": the three largest of the \a shares of the \a streams, from a twentieth on.
QString driversInWords( const std::vector<base::EvidenceStream> &streams, const std::vector<double> &shares );

} // namespace communitysafety::priorityneighbourhoods
