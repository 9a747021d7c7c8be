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
