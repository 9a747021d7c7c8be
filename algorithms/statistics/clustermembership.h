// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/evidencefamilies.h"
#include "statistics/familychoice.h"
#include "statistics/progress.h"
#include "statistics/scanstream.h"

#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! How surely a place belongs to a neighbourhood.
enum class MembershipZone
{
  core,   //!< in at least 0.8 of the resamples
  likely, //!< 0.5 to 0.8
  fringe, //!< 0.2 to 0.5
  outside
};

MembershipZone membershipZone( double share );

struct PlaceMembership
{
  std::uint32_t place = 0;
  //! Part of the resamples in which the place belongs to the neighbourhood, above 0 to 1.
  double share = 0;
};

//! What resampling says of one neighbourhood.
struct ClusterMembership
{
  //! All places that belong in any resample, ascending; also such as the neighbourhood itself does not have.
  std::vector<PlaceMembership> places;
  //! Part of the resamples in which the neighbourhood was found again, Jaccard index at least 0.3.
  double found = missing;
  //! Median and 5 % quantile over all resamples of the Jaccard index of what was found with the neighbourhood; 0 where
  //! it was not found.
  double jaccardMedian = missing;
  double jaccardLow = missing;
  //! Rank by excess among the neighbourhoods, 1 = highest: 2.5 % and 97.5 % quantiles over the resamples.
  double rankLow = missing;
  double rankHigh = missing;
  //! The relative risk without the part that comes from having chosen the places for being high, and its limits at
  //! 95 %; see clusterMemberships(). Missing where it was found in fewer than 20 resamples.
  double correctedRisk = missing;
  double correctedRiskLow = missing;
  double correctedRiskHigh = missing;
};

struct MembershipOptions
{
  std::size_t resamples = 100;
  std::uint64_t seed = 1;
  unsigned threads = 0;
};

/**
 * What becomes of \a neighbourhoods when the map is drawn anew from itself: which places belong surely, how far the
 * outlines, the ranks and the relative risks can be trusted.
 *
 * Every resample draws the counts anew (resampledStreams()) over the baselines as they are.
 * In the surroundings of each neighbourhood (its places and those within half its diameter and three places, the other
 * neighbourhoods left out) the families compete as they did on the map, by the same \a choice. The candidate with the
 * largest T is this neighbourhood's, if its Jaccard index with it is at least 0.3; otherwise the neighbourhood is not
 * found in that resample.
 * Corrected risk: in every resample in which it is found, the risk of the resampled counts in the resampled outline
 * exceeds that of the counts as they are in the same outline by what the choice adds (Efron's optimism). ln risk less
 * the mean of that, with limits from the standard deviation of ln risk over the resamples. Checked on planted
 * neighbourhoods (tests/benchmarks/delineation); with weak ones, of which only the lucky are found at all, the true
 * risk still lies below the lower limit more often than the 2.5 % promised.
 *
 * \a streams: as given, before anything was taken out. Deterministic per seed on any number of threads. O(resamples ×
 * places around the neighbourhoods) searches. Throws Cancelled.
 *
 * Source: Efron and Tibshirani 1993, An introduction to the bootstrap, sections 17.6 and 13.3; matching by Jaccard
 * index as in Hennig 2007, Cluster-wise assessment of cluster stability, doi:10.1016/j.csda.2006.11.025.
 */
std::vector<ClusterMembership> clusterMemberships( const ScanSupport &support, const std::vector<ScanStream> &streams,
                                                   const std::vector<std::vector<std::uint32_t>> &neighbourhoods,
                                                   const EvidenceShapes &shapes, const FamilyChoice &choice,
                                                   const MembershipOptions &options, const Progress &progress = {} );

} // namespace communitysafety::statistics
