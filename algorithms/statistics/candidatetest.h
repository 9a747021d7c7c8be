// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/bordergraph.h"
#include "statistics/nullmaps.h"
#include "statistics/progress.h"
#include "statistics/scanstream.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

struct CandidateTestOptions
{
  //! Events that streams have in common, see NullMaps.
  std::vector<SharedEvents> shared;
  //! R: the smallest p is 1 / (R + 1). REQUIRES 19 or more.
  std::size_t nullMaps = 999;
  std::uint64_t seed = 1;
  //! 0 = all cores.
  unsigned threads = 0;
};

//! One candidate against random maps.
struct TestedCandidate
{
  //! F, in nats.
  double evidence = 0;
  //! Part of the random maps with at least as much evidence at the same places, the map itself among them.
  double p = missing;
  //! Benjamini and Hochberg's q over the candidates.
  double q = missing;
  //! Observed / expected over the Poisson streams, each with its weight; missing without them. The places were not
  //! chosen by these data, so that it is not too high, as that of a found neighbourhood is.
  double relativeRisk = missing;
  //! Σ observed - expected over the Poisson streams with a weight; missing without them.
  double excess = missing;
  std::vector<double> streamShares;
};

/**
 * Whether the streams together are higher than expected in sets of places that somebody else has drawn: beats, estates,
 * last year's neighbourhoods.
 *
 * p is by rank among R maps on which no place stands out (NullMaps). It holds for sets that were drawn without looking
 * at these data. \a candidates: each a set of places, ascending; an empty one gets p = 1.
 * Deterministic per seed on any number of threads. Throws as NullMaps does, on fewer than 19 null maps, and Cancelled.
 * O(R × (incidents + places of all candidates × streams)).
 */
std::vector<TestedCandidate> testCandidates( const BorderGraph &graph, const std::vector<ScanStream> &streams,
                                             const std::vector<std::vector<std::uint32_t>> &candidates,
                                             const CandidateTestOptions &options, const Progress &progress = {} );

} // namespace communitysafety::statistics
