// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/evidencestreams.h"
#include "priorityneighbourhoods/neighbourhood.h"
#include "statistics/candidatetest.h"

#include <vector>

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::priorityneighbourhoods
{

/**
 * The \a outlines that somebody else has drawn, each tested against random maps, the least likely by chance first. An
 * area belongs to the first outline that holds its centre; outlines without any are left out, which is said in the log.
 * \param targetCount the search keeps so many; 0 = all
 */
std::vector<Neighbourhood> testedCandidates( base::Run &run, const ScoredAreas &scored, const base::Areas &outlines,
                                             const statistics::BorderGraph &borders,
                                             const std::vector<base::EvidenceStream> &streams,
                                             statistics::CandidateTestOptions options, std::size_t targetCount );

} // namespace communitysafety::priorityneighbourhoods
