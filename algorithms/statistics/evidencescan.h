// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/clustermembership.h"
#include "statistics/evidencefamilies.h"
#include "statistics/familychoice.h"
#include "statistics/nullmaps.h"
#include "statistics/progress.h"
#include "statistics/scanstream.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace communitysafety::statistics
{

struct EvidenceScanOptions
{
  EvidenceShapes shapes;
  //! Events that streams have in common, see NullMaps.
  std::vector<SharedEvents> shared;
  //! When none are named: those that estimateSharedEvents() sees in the counts. Without them the evidence of two
  //! streams that record the same events counts twice.
  bool estimatesShared = true;
  //! Where far more places between others are empty than chance leaves, their incidents are taken to be recorded next
  //! door, and their baselines are counted there too; see snappedPlaces().
  bool followsSnapping = true;
  //! R: maps without neighbourhoods, with which the found ones are compared. 199 tells 0.005; below 19 is refused.
  std::size_t nullMaps = 199;
  std::uint64_t seed = 1;
  //! Neighbourhoods with a larger p are not returned, and the search ends at the first. 1 = all that are asked for.
  double significance = 0.05;
  //! The search ends after that many that count; 0 = as many as are significant.
  std::size_t targetCount = 0;
  //! Whether a neighbourhood counts towards the target, by its places on the streams that are searched; empty = all do.
  //! One that does not stays in the list, and its places are taken all the same.
  std::function<bool( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places )> counts;
  //! A neighbourhood has at least so many times the incidents expected. 1 or less = any. Does not apply when all
  //! streams are Gaussian.
  double minimumRelativeRisk = 1.5;
  //! B: how often the map is resampled to see which places belong surely. 0 = not at all; 100 tells shares to 0.05.
  std::size_t resamples = 0;
  //! 0 = all cores.
  unsigned threads = 0;
};

struct EvidenceNeighbourhood
{
  //! Ascending.
  std::vector<std::uint32_t> places;
  /**
   * How rarely a map without any neighbourhood has a candidate as surprising as this one; given those found before it,
   * which are taken out of the map. The same null maps for all, so that the list is cautious: after the first, chance
   * has less ground left than the null maps give it.
   */
  double p = missing;
  //! Benjamini and Hochberg's q over the list and the candidate at which the search ended: of the neighbourhoods with
  //! q up to 5 %, about one in twenty is expected to be due to chance.
  double q = missing;
  //! "circle", "ellipse" or "cut" with its penalty.
  std::string family;
  //! F, in nats, against what was left of the map when it was found.
  double evidence = 0;
  //! T of FamilyChoice: the same on one scale for all families.
  double statistic = 0;
  //! The Poisson streams together, each with its weight: observed / expected by the baselines as given. Descriptive:
  //! since the places were chosen for being high, it is too high; see ClusterMembership for what remains. Missing
  //! without Poisson streams.
  double relativeRisk = missing;
  //! Σ observed - expected over the Poisson streams with a weight, in incidents; missing without them.
  double excess = missing;
  //! Of all streams: sums of observed and expected (Gaussian: of z / variance and 1 / variance).
  std::vector<ScanSum> sums;
  //! Shares of the streams in the evidence, sum 1.
  std::vector<double> streamShares;
  //! What resampling says; empty without resamples.
  ClusterMembership membership;
};

struct EvidenceScan
{
  //! In the order they were found: rising p, apart from ties and from what a removal uncovers.
  std::vector<EvidenceNeighbourhood> neighbourhoods;
  //! p of the candidate at which the search ended; missing when it ended at the target or nothing qualified any more.
  double nextP = missing;
  //! Names of the families that competed.
  std::vector<std::string> families;
  //! Largest T of each null map, ascending.
  std::vector<double> nullMaxima;
  //! How many of the places searched have their incidents recorded next door; 0 where none are snapped.
  std::size_t snappedPlaces = 0;
};

/**
 * Neighbourhoods of any shape in which the streams together are higher than expected, each with its proof: the evidence
 * draws the line, and random maps say how far it can be trusted.
 *
 * 1. On R random maps (NullMaps) each family of shapes (EvidenceFamilies) finds its best candidate. That gives the
 *    distribution of every family, and of the choice among them (FamilyChoice).
 * 2. On the map itself the same, exactly as on the null maps. The most surprising candidate that is high enough is the
 *    first neighbourhood; its p counts null maps with a more surprising one. Where all candidates of a cut family are
 *    large and faint, it is searched again for steeper ones.
 * 3. Its places are taken out, the baselines of the others rescaled to the incidents left (Gaussian streams: shifted to
 *    their old mean), and the search repeated, against the same null maps, until p exceeds the significance or the
 *    target is reached. So no two neighbourhoods share a place, and a longer list begins with the shorter one.
 * 4. Resampling (clusterMembership()) tells places that surely belong from those at the fringe.
 *
 * \a streams: as requireStreams() has them, one value per place of \a support.
 * Deterministic: the same for the same seed on any number of threads. Throws std::invalid_argument as NullMaps,
 * FamilyChoice and the scans do, on a significance outside 0 to 1 or a negative relative risk; and Cancelled.
 * Cost: R + number of neighbourhoods times a search of the map (26,896 places with three streams: 1 to 2 s, half of
 * that with EvidenceShapes::forLargeMaps()), less for the
 * resamples, which only look around each neighbourhood.
 *
 * Source: later clusters given the former ones, Zhang, Assunção and Kulldorff 2010, Spatial scan statistics adjusted
 * for multiple clusters, Journal of Probability and Statistics 2010:642379, doi:10.1155/2010/642379.
 */
EvidenceScan findByEvidence( const ScanSupport &support, const std::vector<ScanStream> &streams,
                             const EvidenceScanOptions &options = {}, const Progress &progress = {} );

//! Step 1 alone: how the families score on null maps. Depends on the baselines and sums of the streams, not on where
//! their incidents are.
FamilyChoice calibrateFamilies( const ScanSupport &support, const std::vector<ScanStream> &streams,
                                const EvidenceScanOptions &options = {}, const Progress &progress = {} );

//! Steps 2 to 4 with the null maps of before, for other incidents over the same baselines.
EvidenceScan findByEvidence( const ScanSupport &support, const std::vector<ScanStream> &streams,
                             const EvidenceScanOptions &options, const FamilyChoice &choice,
                             const Progress &progress = {} );

} // namespace communitysafety::statistics
