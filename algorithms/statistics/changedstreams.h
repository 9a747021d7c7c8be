// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/randomstream.h"
#include "statistics/scanstream.h"

#include <utility>
#include <vector>

namespace communitysafety::statistics
{

//! Streams with values of their own, made from other ones.
class ChangedStreams
{
public:
  using Columns = std::vector<std::vector<double>>;

  //! Like \a original in all but the values; one column per stream.
  ChangedStreams( std::vector<ScanStream> original, Columns observed, Columns expected )
    : mOriginal( std::move( original ) ), mObserved( std::move( observed ) ), mExpected( std::move( expected ) )
  {
  }

  //! Views, valid as long as this.
  std::vector<ScanStream> views() const;

private:
  std::vector<ScanStream> mOriginal;
  Columns mObserved;
  Columns mExpected;
};

/**
 * The map drawn anew from itself: each incident a Poisson number of times, of mean 1, in blocks of φ incidents since
 * repeats come together: a count c becomes φ times a Poisson number of mean c / φ. A Gaussian value gets normal noise
 * of its variance. Baselines are scaled by the incidents drawn ÷ those there were, so that the level of the whole map
 * stays. Missing stays missing. Events that streams share are drawn stream by stream.
 *
 * Source: Efron and Tibshirani 1993, An introduction to the bootstrap; the Poisson form as in Hanley and MacGibbon
 * 2006, Creating non-parametric bootstrap samples using Poisson frequencies, doi:10.1016/j.cmpb.2006.04.006.
 */
ChangedStreams resampledStreams( const std::vector<ScanStream> &streams, RandomStream &random );

//! The values that resampledStreams() draws, one column per stream, without the baselines.
ChangedStreams::Columns resampledObserved( const std::vector<ScanStream> &streams, RandomStream &random );

/**
 * Two halves that know nothing of each other: every block of φ incidents goes to one of them by the toss of a coin. The
 * counts of both add up to c; a half has half the baseline, scaled as above, and the same dispersion φ, and the counts
 * of the halves are uncorrelated where incidents come in blocks of φ (tossed one by one they would not be).
 * A Gaussian value z of variance v becomes z + e and z - e with normal noise e of variance v: two values of variance
 * 2 v with independent noise. Missing stays missing.
 *
 * Source: for Gaussian values Rasines and Young 2023, Splitting strategies for post-selection inference,
 * doi:10.1093/biomet/asac070.
 */
std::pair<ChangedStreams, ChangedStreams> halvesOfStreams( const std::vector<ScanStream> &streams,
                                                           RandomStream &random );

} // namespace communitysafety::statistics
