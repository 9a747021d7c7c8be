// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/codedtable.h"
#include "deprivation/officialcolumns.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{
class Run;
} // namespace communitysafety::base

namespace communitysafety::deprivation
{

//! One column of a table on its way to the output.
struct DeprivationColumn
{
  int column = 0;
  QString heading;
  //! Not known for a column on request.
  OfficialColumn official;
  //! By the heading or, where that is silent or wrong, by the numbers.
  ColumnKind kind = ColumnKind::unknown;
  QString field;
  QString words;
  bool isText = false;
  //! One per row of the table; none for text.
  std::vector<double> values;
};

/**
 * The official columns of \a table and those that \a requested names by their headings (a star: all), with their
 * numbers. Scores that are ranks or deciles by their numbers are taken for what they are, with a warning; columns that
 * are left out are named in the log.
 *
 * Throws QgsProcessingException for a heading that is not there, for ranks and deciles that cannot be any, and where
 * nothing is left to join.
 */
std::vector<DeprivationColumn> readDeprivationColumns( base::Run &run, const base::CodedTable &table,
                                                       const QStringList &requested );

} // namespace communitysafety::deprivation
