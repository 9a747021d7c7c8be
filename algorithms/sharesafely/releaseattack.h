// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/disclosureattack.h"

#include <vector>

namespace communitysafety::sharesafely
{

//! What the shown cells of a sum tell about it.
enum class Fit
{
  unknown,
  fits,
  //! Its shown parts do not make its shown total, whatever the hidden ones are.
  contradicts
};

Fit fitOf( const statistics::PublishedTable &table, const statistics::AdditiveRelation &sum );

//! What can be said of each cell of a release; 1 where it holds.
struct ReleaseAttack
{
  //! Hidden, and pinned down to fewer whole numbers than are enough.
  std::vector<char> isKnown;
  //! Hidden, and connected with shown cells that no table can have together.
  std::vector<char> isUnchecked;
  //! A shown total that cannot be the sum of its parts.
  std::vector<char> disagrees;
};

/**
 * Attacks \a table with attackTable(). What contradicts itself spoils the attack for the hidden cells that it is
 * connected with, and for no others.
 * \param enough width of an interval from which a cell is not known
 *
 * Throws Cancelled.
 */
ReleaseAttack attackRelease( const statistics::PublishedTable &table, double enough,
                             const statistics::Progress &progress );

} // namespace communitysafety::sharesafely
