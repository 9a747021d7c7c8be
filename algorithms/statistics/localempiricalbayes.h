// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/neighbours.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! The two published ways to measure how much the rates of a neighbourhood differ.
enum class LocalVariance
{
  //! Around the mean rate of the neighbourhood in question, as GeoDa and PySAL do; the one to prefer.
  aroundNeighbourhood,
  //! Each area around the mean rate of its own neighbourhood, as spdep does unless told otherwise.
  aroundOwnNeighbourhoods
};

//! Rates drawn towards those of their neighbourhoods; one value per area in every column.
struct LocallySmoothedRates
{
  //! Events per unit of population.
  std::vector<double> rate;
  //! The share (0 to 1) of each estimate that is the area's own rate; the rest is the neighbourhood's.
  std::vector<double> weightOnOwn;
  //! Events per unit of population in the neighbourhood, the area itself included.
  std::vector<double> neighbourhoodRate;
  //! Areas whose neighbourhood varies no more than chance would have it: they have the neighbourhood's rate.
  std::size_t withoutExcessVariance = 0;
};

/**
 * Local empirical Bayes: pulls each area's rate towards the mean of the area and its neighbours, the more the smaller
 * its population. Keeps differences between parts of the city that empiricalBayes() would level.
 *
 * Over area i and its neighbours j: m = Σ O / Σ N; C = Σ N_j (r_j - m)² (or r_j - m_j, see LocalVariance);
 * a = max(0, C / Σ N - m / mean(N)); weight on own data w = a / (a + m / N_i); estimate = m + w (r_i - m).
 *
 * O events (0 or more, fractions allowed), N population. An area without population, or with a missing value, is left
 * out of every sum and gets no estimate. An area whose used neighbours are none keeps its own rate with weight 0, since
 * it is its neighbourhood. Throws std::invalid_argument on lengths other than that of \a neighbours and on negative
 * values, naming the row. Linear in the number of neighbours.
 *
 * Source: Marshall 1991, Applied Statistics 40; checked against EBlocal of spdep 1.2-7, both variants, on all counties
 * of North Carolina, and against PySAL's printed values for St Louis.
 */
LocallySmoothedRates localEmpiricalBayes( Column events, Column population, const Neighbours &neighbours,
                                          LocalVariance variance = LocalVariance::aroundNeighbourhood );

} // namespace communitysafety::statistics
