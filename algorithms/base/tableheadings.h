// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/texttable.h"

#include <QStringList>

#include <cstddef>
#include <optional>

namespace communitysafety::base
{

//! The rows with the headings of a table, and what they say together.
struct TableHeadings
{
  std::size_t first = 0;
  std::size_t last = 0;
  //! One per column, all different; blank ones are called "column 3".
  QStringList texts;
};

/**
 * The headings above the first row with a code; nothing where there are none.
 *
 * They are the last row above it that has text over the code column and is not all numbers, or else, as programs write
 * tables whose rows have names, the last one with nothing over it. Text below them that leaves the code column blank is
 * a second row of headings ("Owned" below "Tenure"); one above them is joined where they would repeat themselves.
 */
std::optional<TableHeadings> headingsAbove( const TextTable &sheet, std::size_t firstCoded, int codeColumn );

} // namespace communitysafety::base
