// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

//! What is believed of each area's rate before its own count is looked at.
enum class RatePrior
{
  //! The rates of all areas, as global empirical Bayes finds them: few events are drawn to the city's rate.
  empiricalBayes,
  //! Next to nothing, half an event: every area stands for itself.
  jeffreys,
  //! Nothing: the mean is exactly the area's own rate, and an area without events stays at 0.
  none
};

/**
 * What is known of the true rate of each area: Gamma(shape, rate), with mean shape / rate and variance shape / rate².
 *
 * Where the shape is missing or 0 the rate of the area is not a matter of chance but \a fixed, which may be missing.
 * The three columns have one value per area.
 */
struct RatePosterior
{
  std::vector<double> shape;
  std::vector<double> rate;
  std::vector<double> fixed;
  //! The areas differ no more than chance would make them: with the prior empiricalBayes all are fixed at the mean.
  bool noExcessVariance = false;

  bool isDrawn( std::size_t area ) const { return shape[area] > 0; }
};

//! Rates that are known as they are, one per area: a percentage, a score.
RatePosterior fixedRates( Column rates );

/**
 * The posterior distribution of the rate of each area, from its events O and its denominator N.
 *
 * empiricalBayes: shape = (O + ν) / φ, rate = (N + ν / b) / φ with ν = b² / a; a and b as empiricalBayes() has them.
 * Its mean is exactly the rate that empiricalBayes() gives. a = 0, which includes no events at all: the prior leaves no
 * doubt, every rate is fixed at b and noExcessVariance is set.
 * jeffreys: shape = (O + ½) / φ, rate = N / φ. Half an event more in every area lifts the mean of rare indicators: an
 * index of a mean of 0.2 events per area by 250 points.
 * none: shape = O / φ, rate = N / φ, for what must stay centred on the rates as they are. O = 0 is fixed at 0, which
 * makes areas without events look surer than they are.
 *
 * \a overdispersion φ, 1 or more: the variance of a count is φ times its mean (see overdispersionBetweenYears()).
 * Dividing both parameters by φ keeps the mean and makes the variance φ times as large. With φ > 1 the moment
 * estimate of a takes some of the repeats for differences between areas; the shrinkage is then on the weak side.
 *
 * Events and denominator: same length, 0 or more, fractions allowed. An area with either missing, or without
 * denominator, has no rate: fixed and missing.
 * Throws std::invalid_argument on different lengths, negative values, naming the row, and φ below 1. Linear.
 *
 * Source: Clayton and Kaldor 1987, Empirical Bayes estimates of age-standardized relative risks, Biometrics 43, with
 * the moments of Marshall 1991; Jeffreys 1946 for the Poisson mean.
 */
RatePosterior ratePosterior( Column events, Column denominator, RatePrior prior, double overdispersion = 1 );

} // namespace communitysafety::statistics
