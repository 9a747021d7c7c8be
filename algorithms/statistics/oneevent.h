// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * How far a single further event can move the composite index of an area, and how to limit it.
 *
 * One more event in indicator j raises its index in area i by 100 / E_ij points, E_ij the expected events there;
 * through shrinkage with weight on own data s_ij and the effective indicator weight W_j it raises the total by W_j s_ij
 * 100 / E_ij. Where a handful of events is expected that is enough to lift a quiet area over a threshold. The city's
 * totals and the weights on own data are held as they are, which is right to within one event in the city.
 */

/**
 * The largest change one more event in any one indicator can make: max_j W_j s_ij 100 / E_ij, in index points, per
 * area.
 *
 * \a indicatorWeights: W_j, effective weights, 0 to 1; \a expected: E_ij, one column per indicator; \a weightOnOwn:
 * s_ij (0 to 1), one column per indicator. An indicator with missing or zero expected events, or a missing weight,
 * plays no part in the area; where none does the change is missing. Throws std::invalid_argument when lengths differ or
 * values are out of range, naming the row. O(indicators × areas).
 */
std::vector<double> largestOneEventChange( const std::vector<double> &indicatorWeights,
                                           const std::vector<Column> &expected,
                                           const std::vector<Column> &weightOnOwn );

/**
 * The weight on own data, lowered where one event in this indicator would move the total by more than \a limit points:
 * min(s_i, limit E_i / (100 W)). With the result largestOneEventChange() is at most \a limit.
 *
 * \a indicatorWeight: W of this indicator, 0 to 1; at 0 nothing is lowered. \a limit: points, above 0; the larger, the
 * less is lowered. An area with missing or zero expected events, or a missing weight, has none afterwards.
 * Throws std::invalid_argument when lengths differ or values are out of range. Linear.
 */
std::vector<double> limitOneEvent( double indicatorWeight, Column expected, Column weightOnOwn, double limit );

/**
 * Draws each area's index towards the city's 100: I' = 100 + s (I - 100), then rescales so that the mean weighted by
 * expected events, Σ E I' / Σ E, is 100 again.
 *
 * s = 1 leaves the index, s = 0 makes it 100. An area at or below 100 is never carried above it by the rescaling, so
 * that no area is lifted over the city by events it does not have; the areas above 100 make up for it. Where nothing
 * can be rescaled (all values 0) I' is returned.
 *
 * \a index: 0 or more; \a weightOnOwn: 0 to 1; \a expected: 0 or more. An area where any of the three is missing, or
 * nothing is expected, is missing in the result and takes no part.
 * Throws std::invalid_argument when lengths differ or values are out of range, naming the row. Linear for each round of
 * rescaling; rounds are few.
 */
std::vector<double> shrinkToCity( Column index, Column weightOnOwn, Column expected );

} // namespace communitysafety::statistics
