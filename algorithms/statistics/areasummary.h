// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * What an index of small areas says about a larger one, such as a ward or a district; the summary measures of the
 * English Indices of Deprivation. More is worse in all of them.
 *
 * They differ by what they look at: the averages at everybody, proportion and extent at the worst places, local
 * concentration at how bad these are.
 */
struct AreaSummary
{
  //! Areas with a score and a rank.
  std::size_t areas = 0;
  //! The people in these.
  double population = 0;
  //! Mean score by population.
  double averageScore = missing;
  //! Mean by population of N - r + 1: from 1 to N, N where all areas are the worst.
  double averageRank = missing;
  //! Share of the areas in the worst tenth, 0 to 1: decile 1, ceil(10 r / N).
  double proportion = missing;
  //! Share of the people in the worst three tenths, 0 to 1, those outside the worst tenth counted for less and less.
  double extent = missing;
  //! Mean by population of N - r + 1 over the worst areas that hold a tenth of the people.
  double localConcentration = missing;
};

/**
 * Summarises each larger area.
 *
 * With r the rank (1 = worst) among N ranked areas and q = ceil(100 r / N): extent = Σ p e / Σ p, p the population,
 * e = 1 for q up to 10, 0.95 - 0.9 (q - 11) / 19 for q from 11 to 30, else 0. Local concentration takes the areas from
 * the worst on until a tenth of the larger area's people is reached, the last one with as many of its people as are
 * needed.
 *
 * \a scores, \a ranks, \a populations: one value per area, populations 0 or more; \a largerArea: number of the larger
 * area from 0, negative for none; \a largerAreas: how many there are; \a rankedAreas: N, which can be more than the
 * areas given, e.g. those of the country. Areas without score, rank or population are left out; a larger area without
 * any of the others has missing measures, and so have the means where nobody lives.
 * Throws std::invalid_argument on different lengths, a negative population, a rank outside 1 to N and a number of a
 * larger area that there is not. O(areas log areas).
 *
 * Source: The English Indices of Deprivation 2019, Technical report (summary measures); reproduces the published
 * average scores, proportions and extents of the districts to their printed digits.
 */
std::vector<AreaSummary> summariseAreas( Column scores, Column ranks, Column populations,
                                         const std::vector<int> &largerArea, std::size_t largerAreas,
                                         double rankedAreas );

/**
 * Scale: how many people (or events) a larger area has in all, the sum of the present values of its areas.
 *
 * Missing where no area has a value. \a largerArea and errors as in summariseAreas(). Linear.
 */
std::vector<double> sumWithin( Column values, const std::vector<int> &largerArea, std::size_t largerAreas );

} // namespace communitysafety::statistics
