// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/arealshares.h"
#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * How far interpolated figures may lie from the truth.
 *
 * The truth inside a source is not known, but one level up it is: predict areas whose figures are known (e.g. LSOAs)
 * from the larger areas they make up (MSOAs), by the method that is used below, and see how far off it is. What is
 * carried down is the spread ρ: how much more the parts of an area differ from their share than chance makes them. A
 * source of n people that gives a target the share p has there p n people with the variance n p (1 - p) (1 + (n - 1) ρ)
 * (beta-binomial): people who go where they like at ρ = 0, all together at ρ = 1, none at all for a whole source.
 *
 * Limits: ρ is taken to be the same one level down, where areas are smaller and often more alike, and the same in all
 * sources; a share of 0 gets no error although somebody may live there; sources are taken to err independently. Large
 * errors are more frequent than the normal law has them: of households in Birmingham, carried by ground from MSOAs to
 * LSOAs with ρ learnt from one half of the city, 89 % of the other half lay within 1.96 standard errors.
 */

//! What the areas that were predicted show.
struct PredictionErrors
{
  //! Areas with a figure and a prediction; what the others are made of.
  std::size_t areas = 0;
  //! √ mean (prediction - truth)²; of rates weighted by their denominators.
  double rmse = missing;
  //! rmse / mean of the truth; missing where that is not above 0.
  double relativeRmse = missing;
  //! Median of |prediction - truth| / |truth| over the areas whose truth is not 0.
  double medianError = missing;
  //! ρ: of counts 0 to 1; of rates in squared units of the rate, 0 or more. Missing when no area was divided.
  double spread = missing;
};

/**
 * Predicts the known counts of areas from their parents:
 * ρ = Σ ( (prediction - truth)² - Σ n p (1 - p) ) / Σ n (n - 1) p (1 - p), kept within 0 to 1.
 *
 * \a fromParents: shares of the parents (sources) in the areas (targets), by the method to be judged. \a parentCounts:
 * n, one per parent, 0 or more; \a areaCounts: the truth, one per area, 0 or more. Missing ones are left out.
 * Throws std::invalid_argument on other lengths and negative counts. O(areas log areas).
 * Source: beta-binomial: Skellam 1948, Journal of the Royal Statistical Society B 10; ρ by the method of moments.
 */
PredictionErrors countPredictionErrors( const ArealShares &fromParents, Column parentCounts, Column areaCounts );

/**
 * Predicts the known rates of areas from those of their parents: ρ = Σ d² (prediction - truth)² / Σ D² p (1 - p), d
 * the denominator of an area, D of a parent.
 *
 * \a areaRates, \a areaDenominators: one per area; the rest as interpolateRates(), with its errors.
 */
PredictionErrors ratePredictionErrors( const ArealShares &fromParents, Column parentRates, Column parentDenominators,
                                       Column areaRates, Column areaDenominators );

//! What the figures of the sources are, which decides how chance enters.
enum class FigureKind
{
  //! All that there were: people and households of a census, shares of them. Chance is only who lives where.
  enumerated,
  //! Incidents, or rates of them: their number is itself a matter of chance.
  events,
  //! Scores and means: chance plays no part.
  score
};

struct ErrorOptions
{
  FigureKind kind = FigureKind::enumerated;
  //! ρ of the method, from the functions above; 0 or more, of counts at most 1. With 0 only chance is left.
  double spread = 0;
  //! Variance of the events of a source divided by their mean, 1 or more; plays no part in the other kinds.
  double dispersion = 1;
};

//! Standard errors, one per target in every column; missing where the target has no figure.
struct InterpolationErrors
{
  //! From not knowing where in the source the figure lies.
  std::vector<double> interpolation;
  std::vector<double> chance;
  //! Both: √ (interpolation² + chance²).
  std::vector<double> total;
};

/**
 * Standard errors of the values of interpolateCounts(): interpolation² = Σ ρ n (n - 1) p (1 - p);
 * chance² = Σ n p (1 - p), of events + φ Σ n p² (with φ = 1 together the count itself, as Poisson has it); none of
 * scores. A count below 1 has no interpolation part.
 *
 * Throws std::invalid_argument on another length, negative counts and options out of range. Linear.
 */
InterpolationErrors countErrors( const ArealShares &shares, Column counts, const ErrorOptions &options );

/**
 * Standard errors of the values of interpolateRates(), W = Σ p d: interpolation² = Σ ρ d² p (1 - p) / W²;
 * chance² = Σ v d p (1 - p) / W² with v = r (1 - r) for a share r of a census, of events with v = r, + φ Σ r d p² / W².
 *
 * Rates of events in events per unit of the denominator, shares 0 to 1 (percentages: divide by 100 first). Throws as
 * above, and on a rate that its kind cannot have. Linear.
 */
InterpolationErrors rateErrors( const ArealShares &shares, Column rates, Column denominators,
                                const ErrorOptions &options );

} // namespace communitysafety::statistics
