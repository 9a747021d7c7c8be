// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/spatialweights.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * Local association: whether an area and its neighbours go together more than the map as a whole would make them.
 *
 * All statistics here are sums over the k neighbours of an area, each counting w (see SpatialWeights). Were the values
 * of the other areas dealt out anew, k of N would be drawn without replacement, which fixes expectation and variance:
 *
 *   E = w k m,  V = w² s² k (N - k) / (N - 1)
 *
 * with m and s² (divisor N) of what can be drawn: the moments are exact, for any number of neighbours and any values,
 * at the edge of the map as well; the area's own value stays (conditional randomisation), but in Gi*. That z is normal
 * is an approximation, poor with few neighbours or sparse counts: there permute (sharedpermutation.h). z does not
 * depend on the weight style, value, expected and deviation do.
 *
 * A missing value is left out: of the moments, as neighbour, and it gets missing. So does an area without neighbours
 * (but in Gi*, whose sum is then its own value). z is missing as well where nothing can be told: all values equal, or a
 * neighbourhood that is the whole map. Every function throws std::invalid_argument on lengths other than that of the
 * weights and on infinite values; linear in the number of neighbours.
 */
struct LocalAssociation
{
  std::vector<double> value;
  std::vector<double> expected;
  std::vector<double> deviation;
  std::vector<double> z;
};

/**
 * Local G (Gi): the sum w Σ x_j over the neighbours without the area itself; z > 0 among high values, < 0 among low
 * ones. N = n - 1, the other areas. Divided by the sum of all others (for values of 0 or more) it is the share that
 * Getis & Ord 1992, Geographical Analysis 24, print; z is the same. Checked against localG of spdep 1.2-7.
 */
LocalAssociation localG( Column values, const SpatialWeights &weights );

/**
 * Gi*: as Gi with the area itself in the sum, k + 1 members of all N = n areas. Ord & Getis 1995, Geographical Analysis
 * 27, eq. 14; checked against localG of spdep 1.2-7 with include.self.
 */
LocalAssociation localGStar( Column values, const SpatialWeights &weights );

/**
 * Local Moran: I = (x_i - x̄) w Σ (x_j - x̄) / m₂, m₂ the variance with divisor n; positive where area and neighbours
 * are both high or both low, negative where they differ. An area exactly at the mean has I = 0 and no z.
 * Anselin 1995, Geographical Analysis 27; conditional moments of Sokal, Oden & Thomson 1998, Geographical Analysis 30.
 * Checked against localmoran of spdep 1.2-7.
 */
LocalAssociation localMoran( Column values, const SpatialWeights &weights );

/**
 * Local Geary: c = w Σ (u_i - u_j)², u the values standardised with the standard deviation of divisor n - 1; low where
 * the neighbours resemble the area, whatever its level, high where they differ. Several variables (multivariate): the
 * mean of their c; an area takes part with all its values or not at all, a variable without spread adds 0.
 * O(areas × variables² + neighbours × variables). Also throws when there is no variable.
 * Anselin 1995 and 2019, Geographical Analysis 51; c checked against localC of spdep 1.2-7, the moments (of (u_i -
 * u_j)² over the other areas) against all arrangements of a small map.
 */
LocalAssociation localGeary( const std::vector<Column> &variables, const SpatialWeights &weights );

/**
 * The variables as localGeary() compares them: each with mean 0 and standard deviation 1 (divisor n - 1) over the areas
 * that have all of them, missing in the others; 0 where all are equal. Errors as there.
 */
std::vector<std::vector<double>> standardisedVariables( const std::vector<Column> &variables,
                                                        const SpatialWeights &weights );

} // namespace communitysafety::statistics
