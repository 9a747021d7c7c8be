// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gapcounts.h"
#include "statistics/rateinterval.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

struct GapFigure
{
  double value = missing;
  Interval limits;
};

//! The neighbourhoods together and the rest of the city in one year, or in several pooled.
struct Gap
{
  //! Missing, as all figures, where no stream can be compared.
  double eventsInside = missing;
  double eventsOutside = missing;
  //! Rates: per unit of exposure, the weighted sum over the streams compared.
  GapFigure inside;
  GapFigure outside;
  //! Relative gap: inside ÷ outside, 1 = none.
  GapFigure ratio;
  //! Absolute gap: inside - outside, 0 = none.
  GapFigure difference;
  //! Of ln ratio, and of the difference.
  double logRatioVariance = missing;
  double differenceVariance = missing;
  //! As many independent events would be as telling as those inside, and outside.
  double independentInside = 0;
  double independentOutside = 0;
};

/**
 * The gap between the neighbourhoods and the rest of the city (not the whole city, of which they are part), by year.
 *
 * Rate of a side: y = Σ w O / E over the streams, O events, E exposure, w weight; variance v = Σ w² φ O / E². Limits as
 * of a weighted sum of Poisson counts, each divided by its φ; for one stream they are the exact ones of its count:
 * lower = v/(2y) χ²(α/2; 2y²/v), upper = (v + m²)/(2(y + m)) χ²(1 - α/2; 2(y + m)²/(v + m²)), m the largest w φ / E.
 * Ratio and difference get their limits from those of the two rates (method of variance estimates recovery), which
 * needs no large counts: never below 0 for the ratio, and never narrower than one of the rates demands.
 *
 * No event outside: no ratio; limits outside that reach 0: no upper limit of the ratio. No stream that can be compared:
 * all missing. Years are not independent of how the places were chosen: see gaptrend.h and selectionfall.h.
 * \a confidence: above 0 and below 1, else std::invalid_argument. Linear in streams × years × neighbourhoods.
 *
 * Source: Fay and Feuer 1997, Confidence intervals for directly standardized rates, Statistics in Medicine 16; Zou and
 * Donner 2008, Construction of confidence limits about effect measures, Statistics in Medicine 27 (difference); Donner
 * and Zou 2012, Closed-form confidence intervals for functions of the normal mean and standard deviation, Statistical
 * Methods in Medical Research 21 (ratio, eq. 2).
 */
std::vector<Gap> gapByYear( const GapCounts &counts, double confidence = 0.95 );

//! The same with events and exposures of \a years pooled, e.g. those on which the places were chosen. REQUIRES years
//! below counts.years(), at least one.
Gap gapOfYears( const GapCounts &counts, const std::vector<std::size_t> &years, double confidence = 0.95 );

} // namespace communitysafety::statistics
