// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/codedareas.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::deprivation
{

//! What the numbers of a column are.
enum class CensusKind
{
  count,
  //! 0 to 100.
  percentage,
  //! 0 to 1.
  share,
  //! A mean, a rate: nothing to take a share of.
  figure
};

//! One category of a census table.
struct CensusColumn
{
  //! As the table says.
  QString label;
  //! For the names of fields, at most eight letters.
  QString code;
  CensusKind kind = CensusKind::count;
  //! One per area, in the order of the boundaries; missing where the table has none.
  std::vector<double> values;
};

struct CensusFigures
{
  std::vector<CensusColumn> columns;
  //! Of what the counts are shares; no values where the table has none.
  CensusColumn total;

  bool hasTotal() const { return !total.values.empty(); }
};

//! What the user has chosen; empty: found by headings and numbers.
struct CensusRequest
{
  //! Headings, or categories of a long table. Empty: all.
  QStringList columns;
  QString total;
  //! The columns of a long table.
  QString category;
  QString value;
};

/**
 * The figures of the areas in a census table, whatever its shape: one row per area and one column per category, or a
 * long table with one row per area and category, which is turned round.
 *
 * Says which shape and which kinds of numbers it found and what the total is: a column that is headed as one and is
 * never below the others, one that is their sum, a category of that name, or in a long table, where every person is in
 * one category, their sum. Cells that are suppressed or no numbers are missing, counted and warned of.
 * Throws QgsProcessingException for a heading that is not there, a category that an area has twice, and a table without
 * numbers.
 */
CensusFigures readCensusFigures( base::Run &run, const base::CodedTable &table, const base::CodeMatch &match,
                                 const CensusRequest &request );

} // namespace communitysafety::deprivation
