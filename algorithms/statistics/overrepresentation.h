// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! How far each area is over- or under-represented against the city; every column has one value per area.
struct OverRepresentation
{
  //! Observed / expected × 100; 100 = city, 200 = twice the city.
  std::vector<double> index;
  //! Events the area would have at the city's rate.
  std::vector<double> expected;
  //! Events per unit of the denominator, in the city.
  double cityRate = missing;
  //! Areas whose denominator is zero or missing.
  std::size_t withoutDenominator = 0;
  //! Those among them that have events all the same: events nobody can be held against.
  std::size_t eventsWithoutDenominator = 0;
};

/**
 * Index with 100 = the city as a whole.
 *
 * I = 100 O / E with E = D ΣO / ΣD: O the events of the area, D its denominator (people, dwellings, square metres; all
 * ones for plain counts), the sums over all areas. The mean of I weighted by E is exactly 100. With equal denominators
 * this is count / mean count × 100.
 *
 * Events and denominator: same length, 0 or more, fractions allowed. An area with a missing count, or whose denominator
 * is zero or missing, is left out of both sums and has neither index nor expected events; nothing is ever infinite.
 * Without any event in the city every index is missing, since nothing can be over-represented; expected is then 0.
 * Throws std::invalid_argument on different lengths and on negative values, naming the row. Linear in the number of
 * areas.
 *
 * Source: indirectly standardised ratio, equal to the location quotient × 100; checked against the worked example of
 * the Birmingham composite index (counts 0 to 10 with mean 2.5).
 */
OverRepresentation indexByTotal( Column events, Column denominator );

/**
 * Index with 100 = the mean of the areas' rates.
 *
 * I = 100 r / mean(r) with r = O / D: every area counts alike in the mean, however small. One tiny denominator can
 * carry the mean and push all other areas down; prefer indexByTotal() unless every denominator is adequate. The
 * unweighted mean of I is exactly 100. Input, missing values, errors and cost as indexByTotal(); expected is D mean(r).
 *
 * Source: the form of the Vulnerable Localities Index (Chainey 2008, Jill Dando Institute).
 */
OverRepresentation indexByMeanOfAreas( Column events, Column denominator );

} // namespace communitysafety::statistics
