// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/clustermembership.h"
#include "statistics/evidencescan.h"
#include "statistics/regionmatch.h"

#include <vector>

namespace communitysafety::statistics
{

//! What was different from the map and the settings of which the neighbourhoods come.
enum class StabilityChange
{
  nothing,          //!< the search as it is, against the neighbourhoods: 1 for those it has found itself
  bootstrap,        //!< the map drawn anew from itself
  halfAgainstWhole, //!< a random half of the incidents
  halfAgainstHalf,  //!< what one half shows against what the other shows
  penalty,          //!< the price of the outline of free shapes
  originShift       //!< cells that lie elsewhere
};

//! All of them, in the order in which they are told.
std::vector<StabilityChange> stabilityChanges();

//! What one search with something changed found, held against the neighbourhoods.
struct StabilityRun
{
  StabilityChange change = StabilityChange::nothing;
  //! Of each neighbourhood with what it is found as; 0 where it is not found again (Jaccard below 0.3).
  std::vector<double> jaccard;
  //! Of each neighbourhood, by evidence; see ranksOfMatches(). Missing for half against half.
  std::vector<double> rank;
  //! Jaccard index of all neighbourhoods together with all that was found.
  double together = missing;
  //! Found, and none of the neighbourhoods.
  std::size_t others = 0;
  //! The places that what was found covers, with the part of each that is covered. None for half against half.
  std::vector<PlaceMembership> covered;
};

//! \a overlaps: the neighbourhoods first, what was found second, in the order of its evidence.
StabilityRun heldAgainst( StabilityChange change, const RegionOverlaps &overlaps );

struct StabilityOptions
{
  //! As the neighbourhoods were searched. Its resamples are not used, its seed is; what counts is asked in several
  //! threads, on the changed streams of each run.
  EvidenceScanOptions scan;
  //! How often the map is drawn anew, and how often it is halved. 100 tells shares to 0.05. REQUIRES 1 or more.
  std::size_t runs = 50;
  //! The prices of the outline are lowered and raised by this part. REQUIRES above 0, below 1.
  double penaltyChange = 0.25;
};

/**
 * The neighbourhoods of a map by evidence, the strongest first, without those that do not count.
 * \a choice: as calibrateFamilies() gives it. Throws what findByEvidence() throws.
 */
std::vector<RegionPlaces> searchRegions( const ScanSupport &support, const std::vector<ScanStream> &streams,
                                         const EvidenceScanOptions &options, const FamilyChoice &choice,
                                         const Progress &progress = {} );

/**
 * How far the neighbourhoods of a map would be others if the data or the settings were slightly different: the whole
 * search is repeated with something changed, and what it finds is held against \a neighbourhoods.
 *
 * 1. as it is: once. Says how far outlines that come from elsewhere are what this search finds.
 * 2. bootstrap: resampledStreams(), `runs` times, against the null maps of the search itself.
 * 3. halves: halvesOfStreams(), `runs` times; both halves against the neighbourhoods and against each other, with null
 *    maps of half the incidents. A half has half of the evidence, so that what is weak is not found again; what both
 *    show does not hang on few incidents.
 * 4. penalty: all prices of the outline (EvidenceShapes::penalties) lowered and raised by a part, once each, with null
 *    maps of their own. Changes nothing where circles and ellipses win.
 * Every run is a whole search with its significance, limits of size and number of neighbourhoods, so that what is too
 * weak to be found again counts as not found, and a neighbourhood may merge with another one.
 * Cells that lie elsewhere are other places: search them with searchRegions() and hold the ground that both have in
 * common against each other with heldAgainst().
 *
 * A map drawn anew has the chance of the map in it and as much again: some further regions appear, and outlines follow
 * more of chance, so that overlaps are rather too low than too high.
 *
 * What it cannot say: whether the records themselves are right or complete. Baselines that come from the counts (all
 * other incidents, earlier years) stay as they are; events that streams share are drawn stream by stream, which makes
 * the runs differ a little less than the data would.
 *
 * \a neighbourhoods: each ascending. \a choice: of the streams as they are. Returns 3 + 4 × runs runs in the order of
 * the list above. The same for the same seed on any number of threads. Throws std::invalid_argument as
 * findByEvidence() does and when an option is out of its range; Cancelled.
 * Cost: three times the null maps, and (3 × runs + 3) × (neighbourhoods + 1) searches of the map.
 *
 * Source: the four changes as in Hennig 2007, Cluster-wise assessment of cluster stability,
 * doi:10.1016/j.csda.2006.11.025 (resampling, subsetting), and Openshaw 1984, The modifiable areal unit problem
 * (zoning).
 */
std::vector<StabilityRun> rerunChanged( const ScanSupport &support, const std::vector<ScanStream> &streams,
                                        const std::vector<RegionPlaces> &neighbourhoods,
                                        const StabilityOptions &options, const FamilyChoice &choice,
                                        const Progress &progress = {} );

//! One neighbourhood, or all of them together, over the runs of one kind.
struct StabilitySummary
{
  std::size_t runs = 0;
  //! Quantiles over the runs; missing without runs.
  double jaccardMedian = missing;
  double jaccardLow = missing;  //!< 5 %
  double jaccardHigh = missing; //!< 95 %
  //! Part of the runs in which it is found again; missing for all together.
  double found = missing;
  //! 5 % and 95 % quantiles; missing for all together and for half against half.
  double rankLow = missing;
  double rankHigh = missing;
};

StabilitySummary summaryOf( const std::vector<StabilityRun> &runs, StabilityChange change, std::size_t neighbourhood );
StabilitySummary summaryOfAll( const std::vector<StabilityRun> &runs, StabilityChange change );

//! Mean number of regions per run of a kind that are none of the neighbourhoods; missing without runs.
double othersPerRun( const std::vector<StabilityRun> &runs, StabilityChange change );

//! Of each of \a places places, the share of the runs of a kind in which what was found covers it; empty without runs.
std::vector<double> membershipOf( const std::vector<StabilityRun> &runs, StabilityChange change, std::size_t places );

/**
 * How far an outline can be trusted, by the lowest of the median Jaccard indices over changes that keep all the data
 * (bootstrap, penalty, origin shift).
 * Limits from Hennig's advice for such indices (documentation of clusterboot in the R package fpc 2.2).
 */
enum class StabilityClass
{
  uncertain,     //!< below 0.6: another place, or none, is about as likely
  edgeUncertain, //!< 0.6 to 0.75: the place is right, what belongs to it is not sure
  stable,        //!< 0.75 to 0.85
  firm           //!< 0.85 and more
};

StabilityClass stabilityClass( double jaccard );

//! The lowest median over the changes that keep all the data; missing when none was made.
double lowestMedian( const std::vector<StabilityRun> &runs, std::size_t neighbourhood );

} // namespace communitysafety::statistics
