// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/correlation.h"
#include "statistics/progress.h"
#include "statistics/rateinterval.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

struct SpatialCorrelationOptions
{
  //! REQUIRES: not kendall, whose variance over like neighbours is not known.
  CorrelationKind kind = CorrelationKind::spearman;
  //! Classes of equal width from 0 to the largest distance, 2 or more. DEFAULT: that of SpatialPack. Take more where
  //! values change within a class, that is over less than a thirteenth of the city.
  std::size_t classes = 13;
  //! Of the limits, above 0 and below 1.
  double confidence = 0.95;
  //! 0: all cores.
  unsigned threads = 0;
};

//! A correlation over areas that are like their neighbours.
struct SpatialCorrelation
{
  //! -1 to 1; missing when not defined.
  double coefficient = missing;
  Interval limits;
  //! Areas with both values and a centre.
  std::size_t areas = 0;
  //! As many independent areas would be as telling; may exceed \c areas where neighbours differ from one another.
  double effectiveAreas = missing;
  //! F = r² (n' - 2) / (1 - r²) on 1 and n' - 2 degrees of freedom, n' the effective areas; p of no association.
  double f = missing;
  double p = missing;
  //! By distance class: its upper end, the pairs of areas in it, and Moran's I of the two columns (or of their ranks).
  std::vector<double> upperDistance, pairs, moranX, moranY;
};

/**
 * Correlation of two columns over the whole city with Dutilleul's modified t test.
 *
 * Neighbouring areas repeat one another, so that 700 areas are worth perhaps 60 and an ordinary p is far too small.
 * With R the matrix that holds, for each pair of areas, Moran's I of their distance class (1 on the diagonal), and
 * B = I - 1 1'/n: n' = 1 + tr(B Rx) tr(B Ry) / tr(B Rx B Ry). Either column without autocorrelation: n' is about n.
 * Limits: tanh(atanh r ∓ z s), s² = 1/(n' - 3) for Pearson's, (1 + r²/2)/(n' - 3) for Spearman's; n' holds under no
 * association, so for a strong one limits are approximate: see spatialBootstrap() for others.
 *
 * \a x, \a y: one value per area, any unit; \a eastings, \a northings: centres, in metres. Take all areas of the city,
 * never the selected ones alone: chosen for a high x they have little x left to correlate. Missing values as pearson().
 * A constant column gives a missing coefficient; n' of 3 or less no limits, of 2 or less no test; n' that the estimates
 * make negative or infinite is missing.
 * Throws std::invalid_argument on different lengths, infinite values and options out of range, and Cancelled. Same
 * result on any number of threads. O(n²), 24 bytes × classes per area: 17,000 cells in about three seconds on two
 * cores.
 *
 * Source: Dutilleul 1993, Modifying the t test for assessing the correlation between two spatial processes, Biometrics
 * 49, doi:10.2307/2532625, with the estimates by class of Clifford, Richardson and Hémon 1989, Biometrics 45, as
 * modified.ttest of SpatialPack 0.4 defines them; limits of Spearman's: Bonett and Wright 2000, Sample size
 * requirements for estimating Pearson, Kendall and Spearman correlations, Psychometrika 65. Checked against the same
 * reckoned with whole matrices in R from Moran's I by spdep (see tests/oracles).
 */
SpatialCorrelation spatialCorrelation( Column x, Column y, Column eastings, Column northings,
                                       const SpatialCorrelationOptions &options = {}, const Progress &progress = {} );

} // namespace communitysafety::statistics
