// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/indicatorscale.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Disclosure control of sensitive indicators: a count of 1 to 4 in an area must not be found out from what is written.
 * Its own value is withheld, and so is every mean that holds nothing else.
 */

//! True for a count of 1 to 4, or a weighted one below 5; zero and five are open.
bool isSmallCount( double count );

/**
 * Replaces every small count by the mean of all small counts: a reader learns that there were between one and four
 * events and not how many, while the sum over the areas, and so every index against it, stays what it was.
 *
 * The mean of one or two counts would give them away: fewer than three small counts all become 2.5, the middle of the
 * range, and the sum may change by 1.5 for each. Limit: where all small counts are equal, their mean is the count.
 */
void hideSmallCounts( std::vector<double> &counts );

//! True where the value of \a indicator in \a area rests on a sensitive count of 1 to 4; zero and five are open.
bool isWithheld( const ScoreIndicator &indicator, std::size_t area );

//! One indicator of a mean, with its values on the scale of the mean.
struct MeanPart
{
  const ScoreIndicator *indicator;
  Column values;
};

/**
 * Makes \a mean missing in the areas in which all \a parts that have a value are withheld, or none has one.
 *
 * A mean with an open part stays. Limit: where a single part of it is withheld, a reader who has all the other parts
 * and the weights can work it out from the mean.
 * REQUIRES: columns as long as \a mean, which may be empty.
 */
void withholdMeans( std::vector<double> &mean, const std::vector<MeanPart> &parts );

//! \a sum plus the counts of \a indicator, without those that are withheld; a missing count adds nothing.
void addOpenCounts( std::vector<double> &sum, const ScoreIndicator &indicator );

} // namespace communitysafety::statistics
