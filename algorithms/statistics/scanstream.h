// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! How the values of a stream vary when nothing is going on.
enum class StreamModel
{
  poisson, //!< counts of incidents around a baseline
  gaussian //!< deviations of an index, a rate or a survey share, with known noise
};

/**
 * One source of evidence on a map: what was observed at each place and what is expected there when no place stands out.
 *
 * Views: the vectors behind the columns must outlive the stream. A value missing in either column says nothing for or
 * against its place in this stream.
 */
struct ScanStream
{
  StreamModel model = StreamModel::poisson;
  //! Poisson: the count c, 0 or more (fractions allowed). Gaussian: the deviation z from what is expected, above 0 =
  //! worse, in any unit.
  Column observed = { nullptr, 0 };
  //! Poisson: the baseline b, 0 or more, in the unit of the counts and with their sum. Gaussian: the noise variance of
  //! z, above 0.
  Column expected = { nullptr, 0 };
  //! a: how much this stream counts beside the others. 0 = it is not heard. REQUIRES 0 or more.
  double weight = 1;
  //! φ: log-likelihoods are divided by it. Poisson: variance / mean, from repeats; Gaussian: the inflation of a mean's
  //! variance by autocorrelation, n / effective n. 1 = independent incidents. REQUIRES 1 or more.
  double dispersion = 1;
};

/**
 * The two numbers of a stream that add up over the places of a set and hold all the evidence on it: C and B.
 *
 * Poisson: the sums of c and b. Gaussian: the sums of z / variance and of 1 / variance.
 */
struct ScanSum
{
  double observed = 0;
  double expected = 0;
};

//! What one place adds to the sums; nothing when its value is missing.
ScanSum scanTerm( const ScanStream &stream, std::size_t place );

//! The sums over \a places, added in their order.
ScanSum scanSum( const ScanStream &stream, const std::vector<std::uint32_t> &places );

//! The sums of all streams over \a places, in the order of the streams.
std::vector<ScanSum> scanSums( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places );

//! Observed and expected of the Poisson streams together, each times its weight; \a sums as scanSums() gives them.
ScanSum weightedCounts( const std::vector<ScanStream> &streams, const std::vector<ScanSum> &sums );

//! Σ observed - expected over the Poisson streams with a weight, in incidents.
double excessOf( const std::vector<ScanStream> &streams, const std::vector<ScanSum> &sums );

//! \a streams with other \a observed values, one column per stream; views on them.
std::vector<ScanStream> withObserved( std::vector<ScanStream> streams,
                                      const std::vector<std::vector<double>> &observed );

//! The same with other \a expected values.
std::vector<ScanStream> withExpected( std::vector<ScanStream> streams,
                                      const std::vector<std::vector<double>> &expected );

/**
 * a LLR / φ of summed values, in nats: how much likelier a raised level in the set makes them than the expectation,
 * with the level that fits best; 0 when they are not above expectation.
 *
 * Poisson: LLR = C ln(C / B) + B − C, expectation-based: what happens outside the set plays no part.
 * Gaussian: LLR = C² / (2 B).
 * A set where nothing is expected (B = 0) has no evidence, whatever was observed: infinity would decide every map.
 * requireStreams() refuses single places of that kind, flooredBaseline() mends them.
 *
 * Source: Neill 2009, Expectation-based scan statistics for monitoring spatial time series data, International Journal
 * of Forecasting 25 (3), doi:10.1016/j.ijforecast.2008.12.002; division by the dispersion as in quasi-likelihood.
 */
double streamEvidence( const ScanStream &stream, double observed, double expected );

//! F: the evidence of all streams on the set of \a places, each stream with a level of its own.
double evidenceOf( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places );

/**
 * Which streams the evidence comes from: the share of each in F, in the order of the streams, with the sum 1.
 * All 0 when there is no evidence.
 */
std::vector<double> streamShares( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places );

/**
 * The effect that fits the sums best, at least 0. Poisson: ln(C / B), the logarithm of the relative risk; Gaussian:
 * C / B, the shift in the unit of z. 0 when nothing is expected.
 */
double likeliestEffect( StreamModel model, const ScanSum &sum );

/**
 * What a set with these sums gains when its level is raised by \a effect, in nats times a / φ: linear in the sums, so
 * that the gain of a set is the sum of its places' gains. streamEvidence() is its largest value over all effects.
 *
 * Poisson: a (C effect − B (e^effect − 1)) / φ. Gaussian: a (C effect − B effect² / 2) / φ.
 */
double effectGain( const ScanStream &stream, const ScanSum &sum, double effect );

/**
 * Throws std::invalid_argument unless there is a stream and every stream can be searched: columns of \a places values
 * in the ranges above, and no incidents at a place where the baseline is 0, which names stream and row. Linear.
 */
void requireStreams( const std::vector<ScanStream> &streams, std::size_t places );

/**
 * A baseline without places where incidents cannot be: no place below \a floor times the mean baseline, then all scaled
 * to the old sum. Looks at the baseline alone, never at the counts, so that maps drawn from it stay fair.
 *
 * A \a floor of 0 changes nothing; 1 makes all places alike. Missing stays missing. Throws std::invalid_argument when
 * the floor is outside 0 to 1 or a baseline is negative or infinite.
 */
std::vector<double> flooredBaseline( Column baseline, double floor );

} // namespace communitysafety::statistics
