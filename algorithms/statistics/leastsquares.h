// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

// For the sources of this library alone: Eigen is no part of its interface.

#include <Eigen/Core>

namespace communitysafety::statistics
{

/**
 * The x with no negative element for which |system × x - wanted|² is smallest.
 *
 * \a system: at least as many rows as columns and of full rank.
 * Source: Lawson and Hanson 1974, Solving Least Squares Problems, chapter 23 (algorithm NNLS).
 */
Eigen::VectorXd nonNegativeLeastSquares( const Eigen::MatrixXd &system, const Eigen::VectorXd &wanted );

} // namespace communitysafety::statistics
