// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace communitysafety::sharesafely
{

//! What tells how the rows of a layer add up to those of this and other layers.
struct NamedRows
{
  //! Names of the fields that hold counts.
  QStringList counts;
  //! Per row; empty where a row has none. In a table of totals: the name of what is summed up, empty for all areas.
  std::vector<QString> ids;
  //! Of a table of totals, per row: the field whose areas it sums up. Empty in other layers.
  std::vector<QString> totalOf;
  //! Names of the fields that say of which larger area a row is a part, in small letters.
  QStringList parentFields;
  //! Parent fields × rows.
  std::vector<std::vector<QString>> parentIds;

  bool isOfTotals() const { return !totalOf.empty(); }
};

struct RowOfLayer
{
  std::uint32_t layer = 0;
  std::uint32_t row = 0;
};

//! The counts of one row are the sums of those of others.
struct SumOfRows
{
  RowOfLayer total;
  std::vector<RowOfLayer> parts;
  //! The layer whose areas are summed up, and a number for what they have in common: several layers may have totals of
  //! the same name.
  std::uint32_t layer = 0;
  std::uint32_t family = 0;
};

/**
 * The sums that a reader of all \a layers can form, by the same rules as countTable(): a row is a total when rows of
 * its layer name it as their parent; areas and totals that name the same parent are two ways to its counts and are not
 * added together; a row is no part of itself. A parent is found by the id of a row in any layer, or in a table of
 * totals by the name beside the field. The total of all areas is taken to be that of layers which have all counts of
 * its table and all fields named in it.
 */
std::vector<SumOfRows> sumsOfRows( const std::vector<NamedRows> &layers );

} // namespace communitysafety::sharesafely
