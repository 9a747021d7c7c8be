// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/additiverelation.h"

#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! What may be done with a cell.
enum class CellStatus : std::uint8_t
{
  open,   //!< shown, unless it has to be hidden so that others cannot be worked out
  unsafe, //!< hidden, and must not be worked out
  known   //!< shown whatever happens: published elsewhere
};

//! A table of counts before it is published.
struct TableToProtect
{
  //! Whole numbers, 0 or more. Missing: hidden in the input already; nobody here knows it.
  std::vector<double> value;
  //! See PublishedTable. No more than the value.
  std::vector<double> lowest;
  std::vector<CellStatus> status;
  //! What is lost with a cell, above 0, in any unit.
  std::vector<double> weight;
  //! REQUIRES: true of the values.
  std::vector<AdditiveRelation> relations;
};

//! Throws std::invalid_argument, naming the cell or relation, where \a table is not what is said above.
void requireProtectable( const TableToProtect &table );

} // namespace communitysafety::statistics
