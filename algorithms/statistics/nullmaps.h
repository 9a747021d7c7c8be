// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/bordergraph.h"
#include "statistics/randomstream.h"
#include "statistics/scanstream.h"
#include "statistics/snappedplaces.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Streams that record the same events, as police and ambulance do with one assault: the evidence of both is then less
 * than the sum of the two.
 */
struct SharedEvents
{
  //! Rows of the streams, all Poisson, at least two.
  std::vector<std::size_t> streams;
  //! Part of the events of the smallest of them that all of them record. REQUIRES 0 to 1.
  double share = 0;
};

struct NullMapOptions
{
  std::vector<SharedEvents> shared;
  std::uint64_t seed = 1;
  //! Places whose incidents are recorded at one of their neighbours, the same in all streams.
  std::vector<SnappedPlace> snapped = {};
};

/**
 * Maps as they would be if no place stood out: what chance, repeats, shared events and patchiness do by themselves.
 *
 * A Poisson stream of C incidents (rounded) over the baseline b: C incidents drawn with probabilities b / Σ b when its
 * dispersion φ is 1; otherwise every place first gets a rate from the gamma distribution with shape b / (φ - 1) and
 * scale φ - 1, mean b and variance b (φ - 1), and the incidents are drawn in proportion to the rates, so that a count
 * varies φ times as much as independent incidents would.
 * Shared events: the events that a group of streams has in common are drawn once and put into all of them, at places
 * in proportion to the smallest of the streams' shares bᵢ / Σ b; each stream draws the others from what its baseline
 * has left, so that its expectation stays b. A stream may be in several groups; where the baselines have less in common
 * than the share asks for, as much as they have.
 * Snapped places: at which neighbour the incidents of such a place are recorded is not known, so that on every map one
 * of the recordingPlaces() of each stream is drawn and gets them all; a stream without any keeps them where they are.
 * Gaussian streams: see SpatialSurrogate, all of them together, each in units of its noise; independent of the counts.
 *
 * A place whose value is missing stays missing. Streams of weight 0 are drawn like the others.
 * Throws as requireStreams() does, and when a group names a stream that is not there or not Poisson, or its share is
 * outside 0 to 1.
 * draw() is thread-safe and the same for the same seed and map; O(places + incidents) for counts.
 *
 * Source of the mixture: Zhang, Zhang and Lin 2012, A spatial scan statistic for overdispersed count data, Statistics
 * in Medicine 31 (8), doi:10.1002/sim.4430.
 */
class NullMaps
{
public:
  NullMaps( const std::vector<ScanStream> &streams, const BorderGraph &graph, const NullMapOptions &options = {} );
  ~NullMaps();

  //! Writes the values of all streams on the map number \a map to \a observed, one column per stream.
  void draw( std::size_t map, std::vector<std::vector<double>> &observed ) const;

private:
  class CountPart;
  class Fields;

  //! A snapped place and, by stream, where its incidents may be recorded.
  struct Recording
  {
    std::uint32_t place;
    std::vector<std::vector<std::uint32_t>> at;
  };

  static std::vector<Recording> recordingsOf( const std::vector<ScanStream> &streams,
                                              const std::vector<SnappedPlace> &snapped );
  void recordNextDoor( RandomStream &stream, std::vector<std::vector<double>> &observed ) const;

  std::size_t mPlaces;
  std::size_t mStreams;
  std::uint64_t mSeed;
  std::vector<Recording> mRecordings;
  std::vector<CountPart> mParts;
  std::unique_ptr<Fields> mFields;
  //! Per stream, the places without a value.
  std::vector<std::vector<std::uint32_t>> mMissing;
};

/**
 * How much of the events of two Poisson streams are the same, from the map: if the counts of a place that has more of
 * the one than its neighbours have also more of the other, they record the same events.
 *
 * share = Σ (r₁ᵢ - r₁ⱼ)(r₂ᵢ - r₂ⱼ) / (φ Σ (sᵢ + sⱼ)) / min(C₁, C₂) over the pairs of neighbours i, j, kept within 0
 * and 1, with r the counts less the baselines, s the distribution over places of shared events as in NullMaps, and φ
 * the smaller dispersion. Differences between neighbours rather than the counts themselves, since a neighbourhood in
 * which both streams are high says nothing about single events. The standard error is about
 * √(1.2 C₁ C₂ / n) / min(C₁, C₂), n places: 0.05 for 800 and 1,500 events on 1,000 places.
 * Every pair of Poisson streams, in the order of the streams, with a share of at least \a smallest. Throws as
 * requireStreams(). O(streams² × borders).
 */
std::vector<SharedEvents> estimateSharedEvents( const std::vector<ScanStream> &streams, const BorderGraph &graph,
                                                double smallest = 0.02 );

} // namespace communitysafety::statistics
