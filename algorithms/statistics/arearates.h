// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/funnel.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! What the figure of an area is.
enum class RateKind
{
  //! Events per so many units of the denominator.
  rate,
  //! Share of the denominator that has the property, in percent; there cannot be more events than denominator.
  proportion,
  //! Observed over expected events, 100 = city.
  index
};

struct AreaRateOptions
{
  RateKind kind = RateKind::rate;
  //! Units of the denominator for which a rate is given; without effect on the other kinds. REQUIRES: above 0.
  double multiplier = 1000;
  //! REQUIRES: above 0 and below 1.
  double confidence = 0.95;
  //! Variance of the counts over their mean, see poissonLimits(). REQUIRES: 1 or more.
  double dispersion = 1;
};

//! The figures of all areas; one value per area in every column.
struct AreaRates
{
  std::vector<double> rate;
  std::vector<double> lower;
  std::vector<double> upper;
  //! 100 = city, whatever the kind.
  std::vector<double> index;
  std::vector<FunnelClass> place;
  //! The same figure for the city as a whole: 100 for an index with any event.
  double cityRate = missing;
  //! What one event per unit of the denominator is in the figures: rate = events / denominator × scale.
  double scale = missing;
  //! Areas with events and no denominator: nobody they can be held against.
  std::size_t eventsWithoutDenominator = 0;
};

/**
 * The rates of areas with their confidence limits, and whether they lie above or below the city's.
 *
 * City: ΣO / ΣD over the areas with both; limits and place in the funnel by poissonLimits() for rates and indices
 * (funnelClassOfCount()), by wilsonLimits() for proportions (funnelClassOfProportion()). With a dispersion φ the limits
 * of a proportion are those of O / φ events among D / φ.
 *
 * Events O and denominator D: same length, 0 or more, fractions allowed. An area with a missing count, or whose
 * denominator is 0 or missing, is left out of the city and has no figure. Without any event in the city there is no
 * index, and every place is not known. Being compared with a city of which it is a part makes an area look a little
 * more alike than it is.
 * Throws std::invalid_argument on different lengths, on negative values and on more events than denominator in a
 * proportion, naming the row, and on options outside their range. Linear.
 */
AreaRates areaRates( Column events, Column denominator, const AreaRateOptions &options );

} // namespace communitysafety::statistics
