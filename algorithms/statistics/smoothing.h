// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/neighbours.h"

#include <vector>

namespace communitysafety::statistics
{

//! Rates drawn towards the city's, with what is needed to say how far and why.
struct SmoothedRates
{
  //! Events per unit of population, one per area.
  std::vector<double> rate;
  //! The share (0 to 1) of each estimate that is the area's own rate; the rest is the mean rate.
  std::vector<double> weightOnOwn;
  //! a: how much the true rates differ between areas, beyond chance.
  double betweenVariance = missing;
  //! b: events per unit of population in all areas together.
  double meanRate = missing;
  //! The rates differ no more than chance would make them: every estimate is the mean rate.
  bool noExcessVariance = false;
};

/**
 * Global empirical Bayes: pulls each area's rate towards the mean of all areas, the more the smaller its population.
 *
 * r = O / N; b = ΣO / ΣN; s² = Σ N (r - b)² / ΣN; a = max(0, s² - b / mean(N)); weight on own data w = a / (a + b / N);
 * estimate = b + w (r - b). O events (0 or more, fractions allowed), N population or any other denominator.
 *
 * An area without population, or with either value missing, is left out of every sum and of mean(N), and gets no
 * estimate. a = 0 returns b everywhere with weight 0 and sets noExcessVariance; without any event all rates are 0 and
 * the flag is set too. Without any usable area a and b are missing.
 * Throws std::invalid_argument on different lengths and negative values, naming the row. Linear in the number of areas.
 *
 * Source: Marshall 1991, Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics 40.
 * Checked against spdep's EBest on the North Carolina and Auckland data; unlike some programs a is never negative.
 */
SmoothedRates empiricalBayes( Column events, Column population );

/**
 * The mean of each area's own value and its neighbours' values, all counting alike.
 *
 * On a square grid with queen neighbours this is the 3 × 3 moving mean; at the edge of the map fewer cells share in it.
 * Values: any unit, one per area of \a neighbours. A missing neighbour is left out; an area whose own value is missing
 * stays missing, so that smoothing never invents an area. An area without neighbours keeps its value.
 * Throws std::invalid_argument on different lengths. Linear in the number of neighbours.
 */
std::vector<double> meanOfNeighbours( Column values, const Neighbours &neighbours );

/**
 * The same mean with each area counting by \a weights, e.g. the share of a grid cell that lies inside the city.
 *
 * Weights: 0 or more. An area whose weight is 0 or missing is treated as one whose value is missing. Equal weights give
 * the plain mean. Throws std::invalid_argument on a negative weight, naming the row.
 */
std::vector<double> meanOfNeighbours( Column values, const Neighbours &neighbours, Column weights );

} // namespace communitysafety::statistics
