// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationcolumns.h"

namespace communitysafety::deprivation
{

//! In which class of deprivation each row is, 1 = most deprived.
struct DeprivationClasses
{
  //! dep_tenth or dep_fifth; empty where the table has nothing to tell it by.
  QString field;
  //! Where it is a domain alone; empty: those of the dictionary.
  QString words;
  std::vector<double> values;
};

/**
 * Says which way scores, ranks and deciles run, warns where two of them contradict each other, and gives the class of
 * each row: the decile or quintile of the overall index, turned round where it runs the other way; else from the rank
 * where the table holds all ranks, else tenths of the rows by score.
 */
DeprivationClasses deprivationClasses( base::Run &run, const base::CodedTable &table,
                                       const std::vector<DeprivationColumn> &columns );

} // namespace communitysafety::deprivation
