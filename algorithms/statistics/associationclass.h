// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/localassociation.h"
#include "statistics/neighbours.h"
#include "statistics/tailprobabilities.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Tested areas in the classes of a map. Classes are whole numbers in a column, 0 = not significant, missing where an
 * area was not tested (its q is missing). All columns are of one length; else std::invalid_argument. Linear.
 */

/**
 * Hot and cold in three degrees: 3, 2 and 1 where q is at most 0.01, 0.05 and 0.10 and the high tail the smaller one,
 * the same below 0 where the low tail is.
 */
std::vector<double> hotAndCold( Column q, const TailProbabilities &tails );

//! What an area and its neighbours have to do with one another; the numbers are those of the classes.
enum class AssociationKind
{
  none = 0,
  highAmongHigh = 1,
  lowAmongLow = 2,
  highAmongLow = 3,
  lowAmongHigh = 4,
  //! Like its neighbours, at no particular level.
  alike = 5,
  //! Unlike its neighbours.
  unlike = 6
};

/**
 * The quadrants of local Moran where q is at most \a significance: high and low against the mean of all values, the
 * neighbours by the sign of \a moran's value. An area exactly at the mean is in none.
 */
std::vector<double> moranQuadrants( Column q, double significance, Column values, const LocalAssociation &moran );

/**
 * The kinds of local Geary where q is at most \a significance: unlike where the high tail is the smaller one. Where the
 * low one is, highAmongHigh or lowAmongLow by the quadrants of \a moran of the same values, else alike. Several
 * variables have no one level: \a values empty, and all that are alike are of that kind.
 */
std::vector<double> gearyKinds( Column q, double significance, const TailProbabilities &tails, Column values,
                                const LocalAssociation &moran );

/**
 * Areas of the same class that touch, together: one list of ascending areas per connected part, the largest first, ties
 * by the lowest area. Areas whose class is 0 or missing are in none.
 */
std::vector<std::vector<std::size_t>> connectedParts( Column classes, const Neighbours &touching );

} // namespace communitysafety::statistics
