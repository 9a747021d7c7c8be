// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

// For the sources of this library alone: Eigen is no part of its interface.

#include "statistics/completerows.h"

#include <Eigen/Core>

namespace communitysafety::statistics
{

//! Pearson's correlations between the columns; none of them may be constant. O(rows × columns²).
Eigen::MatrixXd correlationMatrix( const CompleteRows &complete );

//! Refuses a column that is the same in every row, naming it by its place from 1.
void requireVariation( const CompleteRows &complete );

} // namespace communitysafety::statistics
