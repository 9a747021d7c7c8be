// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharesafely/sharedrows.h"
#include "statistics/cellsuppression.h"

#include <QHash>

#include <cstdint>
#include <vector>

namespace communitysafety::sharesafely
{

//! What is done with counts of 0. The order is that of the ZEROS parameter.
enum class Zeros
{
  shown,  //!< unless one has to be hidden so that others cannot be worked out
  always, //!< shown whatever happens: then a hidden count is known to be 1 or more
  hidden  //!< like a small count
};

//! Why a count is hidden.
enum class HiddenFor : std::uint8_t
{
  nothing,
  smallCount,
  fewPeople,
  inputMark,
  others
};

//! The rules and the fields of one run.
struct CountRules
{
  QStringList fields;
  //! Field with the sum of the fields; empty: none.
  QString columnTotal;
  //! Fields that name what each area is a part of.
  QStringList parents;
  //! Empty: no least population.
  QString population;
  double leastPopulation = 0;
  double threshold = 5;
  Zeros zeros = Zeros::shown;
  bool totalsKnown = false;
  //! Whether the sum of all areas is a total as well.
  bool withGrandTotal = true;

  //! The fields, and the field of their sum after them.
  QStringList columns() const { return columnTotal.isEmpty() ? fields : fields + QStringList{ columnTotal }; }
};

//! The sum of some areas that has no row of its own.
struct ImpliedTotal
{
  //! Empty: of all areas.
  QString parentField;
  QString parent;
  //! One per column.
  std::vector<std::uint32_t> cells;
};

/**
 * The counts of a layer and everything that can be added up: areas to the parents that each names, fields to their sum,
 * rows that are totals of other rows. A row is a total when its id is what other rows name as their parent.
 */
struct CountTable
{
  statistics::TableToProtect cells;
  //! Why a cell is hidden at first; smallCount, fewPeople and inputMark are unsafe.
  std::vector<HiddenFor> reason;
  //! The cells of each row, one per column.
  std::vector<std::vector<std::uint32_t>> cellsOfRow;
  std::vector<ImpliedTotal> totals;
  //! How a sentence names each cell.
  std::vector<std::pair<std::size_t, int>> rowAndColumn;
  std::size_t totalRows = 0;
  //! Known totals whose value is not known here, but assumed: they are not written.
  std::vector<std::uint32_t> assumed;

  QString words( const SharedRows &rows, const CountRules &rules, std::uint32_t cell ) const;
};

/**
 * Throws QgsProcessingException naming row and field, never a value, where a count is negative, not whole or cannot be
 * read, and where a total is not the sum of its parts.
 */
CountTable countTable( base::Run &run, const SharedRows &rows, const CountRules &rules );

} // namespace communitysafety::sharesafely
