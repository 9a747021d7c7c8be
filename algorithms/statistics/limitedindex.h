// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

//! An index drawn to the city, one value per area in every column.
struct LimitedIndex
{
  std::vector<double> index;
  //! The weight on own data that was left, 0 to 1.
  std::vector<double> weightOnOwn;
  //! By how much recentring stretched the index; what one event adds is stretched alike.
  double stretch = 1;
};

/**
 * Draws an index to the city, I' = 100 + s (I - 100), so far that one event adds at most \a mostEventPoints to the
 * total, and recentres it (see limitOneEvent() and shrinkToCity()).
 *
 * Recentring stretches what one event adds; where it does, the limit is lowered by as much until it holds.
 *
 * \a crude: I, 0 or more; \a weightOnOwn: s, 0 to 1; \a centre: what the recentring weights areas by, 0 or more;
 * \a expectedPerWeight: expected events ÷ effective indicator weight, missing where one event plays no part.
 * mostEventPoints 0, or an expectedPerWeight that is missing throughout, sets no limit.
 * Throws std::invalid_argument when lengths differ or values are out of range, naming the row. Linear for each round;
 * rounds are few.
 */
LimitedIndex limitIndex( Column crude, const std::vector<double> &weightOnOwn, Column centre, Column expectedPerWeight,
                         double mostEventPoints );

} // namespace communitysafety::statistics
