// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/bordergraph.h"
#include "statistics/scanstream.h"

#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! A place without incidents beside places that have some.
struct SnappedPlace
{
  std::uint32_t place = 0;
  //! Neighbours that have incidents, ascending; at one of them its own are recorded. Of several those with at least 0.8
  //! of the longest shared border: on a square grid those across a side, where there are any.
  std::vector<std::uint32_t> recordedAt;
};

/**
 * Places whose incidents are recorded next door, as in published police records, which name the nearest of a fixed set
 * of points: on fine cells every other one then holds nothing, whoever lives there, and the ones between hold twice
 * what is expected.
 *
 * Looked at are the places that have a baseline, no incident in any Poisson stream, and a neighbour with incidents.
 * When chance leaves far fewer of them empty, all of them are returned, ascending: more than three standard deviations
 * above Σ Π P( 0 ) over the places with a baseline, and by at least 0.3 of the number of places with incidents, which
 * the edge of a town and its parks do not reach. P( 0 ) = e^-b, or for a dispersion φ above 1 that of the gamma mixture
 * of NullMaps, φ^( -b / ( φ - 1 ) ). Otherwise none. Empty ground further from all incidents is left as it is.
 *
 * Throws as requireStreams(). O(streams × places + borders). The method is ours; tests/benchmarks/delineation shows
 * what it does.
 */
std::vector<SnappedPlace> snappedPlaces( const std::vector<ScanStream> &streams, const BorderGraph &graph );

/**
 * Those of \a snapped.recordedAt where incidents of \a stream can be: it has a value and a baseline there. None for
 * Gaussian streams. Where there are none, the incidents stay at the place itself.
 */
std::vector<std::uint32_t> recordingPlaces( const ScanStream &stream, const SnappedPlace &snapped );

/**
 * The expected values of every stream, with the baseline of each snapped place in equal parts at the places where its
 * incidents may be recorded. Sums are kept; Gaussian streams stay as they are.
 */
std::vector<std::vector<double>> baselinesAsRecorded( const std::vector<ScanStream> &streams,
                                                      const std::vector<SnappedPlace> &snapped );

} // namespace communitysafety::statistics
