// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! Several columns cut down to the rows in which all of them have a value.
struct CompleteRows
{
  //! The rows that were kept, counted from 0 in the columns given.
  std::vector<std::size_t> rows;
  //! The values of those rows, one vector per column.
  std::vector<std::vector<double>> columns;
};

//! Throws std::invalid_argument when the columns differ in length. No columns: no rows. O(columns × rows).
CompleteRows completeRows( const std::vector<Column> &columns );

} // namespace communitysafety::statistics
